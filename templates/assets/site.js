// 长辈版: large type, high contrast, one column. Remembered where the browser lets us; works for one page where it does not.
(function () {
  "use strict";
  var key = "wishlight-elder";
  var page = document.documentElement;
  var button = document.querySelector("[data-elder]");

  function show(on) {
    page.classList.toggle("elder", on);
    button.setAttribute("aria-pressed", String(on));
  }

  function remembered() {
    try {
      return localStorage.getItem(key) === "on";
    } catch (refused) {
      return false;
    }
  }

  function remember(on) {
    try {
      if (on) localStorage.setItem(key, "on");
      else localStorage.removeItem(key);
    } catch (refused) {
      // Private windows and some file:// pages keep nothing; the switch still works here.
    }
  }

  if (!button) return;
  show(remembered());
  button.hidden = false;
  button.addEventListener("click", function () {
    var on = !page.classList.contains("elder");
    show(on);
    remember(on);
  });
})();
