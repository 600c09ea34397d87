// Keeps a page of the preview fresh: reloads it when it became another, changes its clothes when only its style did, and
// shows what is wrong over it meanwhile.
(() => {
  "use strict";
  const { bones, styles } = document.currentScript.dataset;
  const EVENTS = `/.wishlight/events?path=${encodeURIComponent(location.pathname)}`;
  const MEMORY = "wishlight-place";
  const PATIENCE = 3000; // milliseconds until a stream that broke off is taken for the end of the preview
  let worn = JSON.parse(styles);
  let stream = null;
  let lost = "";
  let waiting = 0;
  let place = null;
  let shown = "";

  // Where the reader was, kept over a reload only.

  const openings = () => [...document.querySelectorAll("details")];
  const lowest = () => document.documentElement.scrollHeight - innerHeight;

  function reload() {
    stream?.close();
    const kept = { path: location.pathname, x: scrollX, y: scrollY, open: openings().map((each) => each.open) };
    // At the end of a page that grows, its new end is what its author wants to see.
    kept.end = scrollY > 0 && lowest() - scrollY < 2;
    try {
      sessionStorage.setItem(MEMORY, JSON.stringify(kept));
    } catch {
      // The browser's own memory has to do.
    }
    location.reload();
  }

  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(MEMORY));
      sessionStorage.removeItem(MEMORY);
      return kept?.path === location.pathname ? kept : null;
    } catch {
      return null;
    }
  }

  function goBack() {
    const kept = recall();
    if (!kept) return;
    const found = openings();
    if (found.length === kept.open.length) found.forEach((each, index) => { each.open = kept.open[index]; });
    const go = () => scrollTo({ left: kept.x, top: kept.end ? lowest() : kept.y, behavior: "instant" });
    go();
    // Pictures that came late have pushed things about; whoever went on reading meanwhile is left in peace.
    let moved = false;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
    }
    addEventListener("load", () => requestAnimationFrame(() => moved || go()));
  }

  // The clothes. An old sheet goes when the new one has come: no moment is naked.

  function dress(wanted) {
    if (wanted.length !== worn.length) return reload();
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')];
    const changed = wanted.map((href, index) => [worn[index], href]).filter(([from, to]) => from !== to);
    worn = wanted;
    for (const [from, to] of changed) {
      const old = links.filter((link) => link.getAttribute("href") === from);
      if (!old.length) return reload();
      const fresh = old[0].cloneNode();
      fresh.href = to;
      // Of what was on its way meanwhile, nothing is left either.
      fresh.stale = old.flatMap((link) => [link, ...(link.stale ?? [])]);
      fresh.onload = () => fresh.stale.splice(0).forEach((link) => link.remove());
      fresh.onerror = reload;
      old.at(-1).after(fresh);
    }
  }

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

  function show(told) {
    if (told === shown) return;
    shown = told;
    place ??= makePlace();
    const folded = place.querySelector(".problems:not([open])");
    place.innerHTML = told;
    // Who put it out of the way while they mend is not to be interrupted by the next save.
    if (folded) place.querySelector(".problems")?.removeAttribute("open");
  }

  function hear(message) {
    const state = JSON.parse(message.data);
    clearTimeout(waiting);
    waiting = 0;
    lost = state.lost;
    if (state.bones !== bones) return reload();
    if (state.styles.join("\n") !== worn.join("\n")) dress(state.styles);
    show(state.panel + state.note);
  }

  function hush() {
    stream?.close();
    stream = null;
    clearTimeout(waiting);
    waiting = 0;
  }

  // A browser allows one server about six connections at once, so only pages that are looked at listen; one that
  // comes back into view is told how things stand.
  function listen() {
    if (document.hidden) return hush();
    if (stream) return;
    stream = new EventSource(EVENTS);
    stream.onmessage = hear;
    stream.onerror = () => { waiting ||= setTimeout(() => show(lost), PATIENCE); };
  }

  goBack();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
  listen();
})();
