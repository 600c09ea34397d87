// Keeps a page of the preview fresh: reloads it when the site was built anew, shows what is wrong over it meanwhile.
(() => {
  "use strict";
  const { version } = document.currentScript.dataset;
  let stream = null;
  let place = null;

  // On a page of our own there is a place for the panel; over the site's pages it is out of reach of their style.
  function makePlace() {
    const own = document.getElementById("wishlight-problems");
    if (own) return own;
    const host = document.body.appendChild(document.createElement("wishlight-preview"));
    const shadow = host.attachShadow({ mode: "open" });
    const style = shadow.appendChild(document.createElement("link"));
    style.rel = "stylesheet";
    style.href = "/.wishlight/live.css";
    return shadow.appendChild(document.createElement("div"));
  }

  function show(panel) {
    if (!panel && !place) return;
    place ??= makePlace();
    place.innerHTML = panel;
  }

  // A browser allows one server about six connections at once, so only pages that are looked at listen; one that
  // comes back into view is told how things stand.
  function listen() {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource("/.wishlight/events");
      stream.onmessage = (message) => {
        const state = JSON.parse(message.data);
        if (state.version === version) {
          show(state.panel);
        } else {
          stream.close();
          location.reload();
        }
      };
    }
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => {
    stream?.close();
    stream = null;
  });
  addEventListener("pageshow", listen);
  listen();
})();
