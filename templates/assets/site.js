// 长辈版: large type, high contrast, one column. Remembered where the browser lets us; works for one page where it does not.
(function () {
  "use strict";
  var key = "wishlight-elder";
  var page = document.documentElement;

  function show(on) {
    page.classList.toggle("elder", on);
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

  // In the head, before anything is painted; the button comes later.
  show(remembered());
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-elder]");
    if (!button) return;
    button.setAttribute("aria-pressed", String(page.classList.contains("elder")));
    button.hidden = false;
    button.addEventListener("click", function () {
      var on = !page.classList.contains("elder");
      show(on);
      button.setAttribute("aria-pressed", String(on));
      remember(on);
    });
  });
})();
