// Search in the page. The index is many small scripts, because a page opened by double click may load nothing else:
// shards tell which documents hold a gram (one character, or two beside each other), blocks hold the documents' texts.
// A query loads a few shards, joins their lists, and shows nothing that it has not found in the text itself.
// generator/plan/search/ writes what is read here; letters.py folds text as fold() does.
(function () {
  "use strict";

  const LETTERS = "bcdfghjklmnpqrstwxyzBCDFGHJKLMNPQRSTWXYZ";
  const FINAL = "#$()+,-.=?[]^_`{}~";
  const LEADING = 32; // the first 32 letters are phases, the other 8 leading digits
  const REQUESTS = 12, SHARDS = 6, SHOWN = 10; // of one query, and of each “more”
  const PAUSE = 200; // milliseconds without a key before a search begins by itself
  const BEFORE = 24, PASSAGE = 84; // characters of a passage: before the hit, and in all

  const box = document.querySelector("[data-search]");
  if (!box) return;
  const words = box.dataset;
  const form = box.querySelector("form");
  const input = box.querySelector("input");
  const segments = words.segments.trim().split(" ").filter(Boolean).map(function (written) {
    const [name, version, documents, shards] = written.split(":");
    return { name, version, documents: Number(documents), shards: Number(shards) };
  });

  const status = document.createElement("p");
  status.className = "found";
  status.setAttribute("role", "status");
  const list = document.createElement("ol");
  list.className = "stories listing";
  list.setAttribute("aria-label", words.results);
  const more = document.createElement("button");
  more.type = "button";
  more.className = "switch";
  more.textContent = words.more;
  box.append(status);

  // ---- Text as it is sought

  const known = new Map();

  function fold(character) {
    let found = known.get(character);
    if (found === undefined) {
      let plain = character.normalize("NFKC");
      if (Array.from(plain).length !== 1) plain = character;
      const small = plain.toLowerCase();
      found = Array.from(small).length === 1 ? small : plain;
      known.set(character, found);
    }
    return found;
  }

  function folded(text) {
    return Array.from(text, fold).join("");
  }

  // ---- Scripts of the index

  const arrived = new Map(); // what scripts brought, by address
  const asked = new Map(); // promises, by address

  function hex(number) {
    return number.toString(16).padStart(3, "0");
  }

  function shardAddress(segment, number) {
    return "search/" + segment + "-" + hex(number) + ".js";
  }

  function textAddress(segment, number) {
    return "search/text-" + segment + "-" + hex(number) + ".js";
  }

  window.wishlightSearch = {
    fold: fold,
    shard: function (segment, number, version, entries) {
      arrived.set(shardAddress(segment, number), { version, entries });
    },
    text: function (block) {
      arrived.set(textAddress(block[0], block[1]), block[2]);
    },
  };

  function load(address, version) {
    if (!asked.has(address)) {
      asked.set(address, new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = words.root + address + "?v=" + version;
        script.onload = function () {
          script.remove();
          if (arrived.has(address)) resolve(arrived.get(address));
          else reject(new Error(words.failed));
        };
        script.onerror = function () {
          script.remove();
          asked.delete(address); // so that another try loads it again
          reject(new Error(words.failed));
        };
        document.head.append(script);
      }));
    }
    return asked.get(address);
  }

  // ---- Grams and their lists

  function shardOf(gram, shards) {
    let state = 0x811c9dc5;
    for (const character of gram) state = Math.imul(state ^ character.codePointAt(0), 0x01000193);
    return ((state ^ (state >>> 15)) & (shards - 1)) >>> 0;
  }

  function keyOf(gram) {
    let key = "";
    for (const character of gram) {
      let code = character.codePointAt(0), letters = "";
      for (let i = 0; i < 4; i++) {
        letters = LETTERS[code % 40] + letters;
        code = Math.floor(code / 40);
      }
      key += letters;
    }
    return key;
  }

  // A list as one number for each document: its phases as bits, all bits where none are told, 0 where it is not in it.
  function phasesOf(written, documents) {
    const phases = new Int32Array(documents);
    let at = -1, number = 0, last = -1;
    for (const sign of written) {
      const letter = LETTERS.indexOf(sign);
      if (letter < 0) {
        at += number * FINAL.length + FINAL.indexOf(sign) + 1;
        number = 0;
        phases[at] = -1;
      } else if (letter >= LEADING) {
        number = number * (LETTERS.length - LEADING) + letter - LEADING + 1;
      } else {
        phases[at] = (last === at ? phases[at] : 0) | (1 << letter);
        last = at;
      }
    }
    return phases;
  }

  async function listsOf(gram, segment) {
    const number = shardOf(gram, segment.shards);
    const shard = await load(shardAddress(segment.name, number), segment.version);
    if (shard.version !== segment.version) throw new Error(words.stale);
    const start = shard.entries.indexOf("|" + keyOf(gram) + "!");
    if (start < 0) return [new Int32Array(segment.documents), new Int32Array(segment.documents)];
    const end = shard.entries.indexOf("|", start + 1);
    const entry = shard.entries.slice(shard.entries.indexOf("!", start) + 1, end < 0 ? undefined : end);
    const halves = entry.split(";");
    return [phasesOf(halves[0], segment.documents), phasesOf(halves[1] || "", segment.documents)];
  }

  // Which grams to look up, at most so many: one of each term, then the ends of long terms, then their middles.
  function chosenGrams(terms, most) {
    const offsets = terms.map(() => []);
    let left = most;
    function take(term, offset) {
      if (left > 0 && !offsets[term].includes(offset)) {
        offsets[term].push(offset);
        left--;
      }
    }
    const order = terms.map((_, term) => term).sort((a, b) => terms[b].length - terms[a].length);
    order.forEach((term) => take(term, 0));
    order.forEach((term) => take(term, Math.max(0, terms[term].length - 2)));
    order.forEach((term) => take(term, Math.max(0, Math.floor((terms[term].length - 2) / 2))));
    return offsets;
  }

  // The documents of a segment that may hold all terms: those that may in their titles, and all; newest first.
  async function candidatesIn(segment, terms, offsets) {
    const inTitle = new Uint8Array(segment.documents).fill(1), anywhere = new Uint8Array(segment.documents).fill(1);
    await Promise.all(terms.map(async function (term, number) {
      const grams = await Promise.all(offsets[number].map(async function (offset) {
        return { offset, lists: await listsOf(term.slice(offset, offset + 2).join(""), segment) };
      }));
      if (!grams.length) return;
      for (let at = 0; at < segment.documents; at++) {
        const [title, rest] = [0, 1].map((list) => grams.reduce(function (where, gram) {
          const phases = gram.lists[list][at], turn = gram.offset % 32;
          return where & (turn ? (phases >>> turn) | (phases << (32 - turn)) : phases);
        }, -1));
        if (!title) inTitle[at] = 0;
        if (!title && !rest) anywhere[at] = 0;
      }
    }));
    const found = { title: [], any: [] };
    for (let at = segment.documents - 1; at >= 0; at--) {
      if (inTitle[at]) found.title.push({ segment, at, titled: true });
      if (anywhere[at]) found.any.push({ segment, at, titled: false });
    }
    return found;
  }

  // ---- One search

  let current = null;

  function termsOf(query) {
    const terms = folded(query).split(/\s+/).filter(Boolean);
    return Array.from(new Set(terms), (term) => Array.from(term));
  }

  async function begin(query) {
    const search = { query, terms: termsOf(query), done: new Set(), shown: 0, refuted: 0, queue: [] };
    current = search;
    list.remove();
    list.textContent = "";
    more.remove();
    remember(query);
    status.textContent = search.terms.length ? words.busy : "";
    if (!search.terms.length) return;
    await guarded(search, async function () {
      const most = segments.length ? Math.floor(SHARDS / segments.length) : 0;
      const offsets = chosenGrams(search.terms, most);
      const halves = await Promise.all(segments.map((segment) => candidatesIn(segment, search.terms, offsets)));
      if (search !== current) return;
      search.queue = [].concat(...halves.map((half) => half.title), ...halves.map((half) => half.any));
      search.total = halves.reduce((sum, half) => sum + half.any.length, 0);
      // One gram is the whole of a short term, so nothing can turn out to be wrong.
      search.exact = search.terms.every((term, number) => term.length < 3 && offsets[number].length);
      const used = segments.length * offsets.reduce((sum, some) => sum + some.length, 0);
      await proceed(search, REQUESTS - used);
    });
  }

  async function guarded(search, work) {
    box.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch (failure) {
      if (search === current) {
        status.textContent = failure.message;
        more.remove();
      }
    } finally {
      if (search === current) box.removeAttribute("aria-busy");
    }
  }

  // Verifies candidates in their order until a page of results is found or the requests are used up.
  async function proceed(search, requests) {
    const goal = search.shown + SHOWN;
    while (search.queue.length && search.shown < goal) {
      const wanted = new Map();
      for (const one of search.queue.slice(0, goal - search.shown)) {
        const number = Math.floor(one.at / Number(words.block)), address = textAddress(one.segment.name, number);
        if (!arrived.has(address)) wanted.set(address, one.segment.version);
      }
      const now = Array.from(wanted).slice(0, requests);
      if (wanted.size && !now.length) break;
      requests -= now.length;
      await Promise.all(now.map(([address, version]) => load(address, version)));
      if (search !== current) return;
      verify(search, goal);
    }
    tell(search);
  }

  function verify(search, goal) {
    while (search.queue.length && search.shown < goal) {
      const { segment, at, titled } = search.queue[0], size = Number(words.block);
      const name = segment.name + at;
      const block = arrived.get(textAddress(segment.name, Math.floor(at / size)));
      if (!block) return;
      search.queue.shift();
      if (search.done.has(name)) continue;
      const [kind, id, address, title, date, paragraphs] = block[at % size] || ["", "", "", "", "", []];
      const terms = search.terms.map((term) => term.join(""));
      const texts = (titled ? [title] : [title].concat(paragraphs)).map(folded);
      if (terms.every((term) => texts.some((text) => text.includes(term)))) {
        search.done.add(name);
        search.shown++;
        list.append(item({ kind, id, address, title, date, passage: passageOf(paragraphs, terms) }, terms));
      } else if (!titled) {
        search.refuted++;
      }
    }
  }

  function tell(search) {
    const left = search.queue.some((one) => !search.done.has(one.segment.name + one.at));
    if (!search.shown && !left) {
      status.textContent = words.none.replace("{q}", () => search.query.trim());
      return;
    }
    const number = String(search.total - search.refuted);
    status.textContent = (search.exact || !left ? words.found : words.about).replace("{n}", number);
    if (search.shown) status.after(list);
    if (left) box.append(more);
    else more.remove();
  }

  // ---- What is shown. All of it goes in as text, never as markup.

  // Where terms stand in a text: [start, end) in characters, joined where they touch.
  function hitsIn(text, terms) {
    const characters = Array.from(text, fold), hits = [];
    for (const term of terms.map((written) => Array.from(written))) {
      for (let at = 0; at + term.length <= characters.length; at++) {
        if (term.every((character, i) => character === characters[at + i])) hits.push([at, at + term.length]);
      }
    }
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return hits.reduce(function (joined, hit) {
      const last = joined[joined.length - 1];
      if (last && hit[0] <= last[1]) last[1] = Math.max(last[1], hit[1]);
      else joined.push(hit);
      return joined;
    }, []);
  }

  function passageOf(paragraphs, terms) {
    const [best] = paragraphs
      .map((text) => ({ text, terms: terms.filter((term) => folded(text).includes(term)) }))
      .sort((a, b) => b.terms.length - a.terms.length);
    if (!best) return "";
    const hits = hitsIn(best.text, best.terms), characters = Array.from(best.text);
    const start = hits.length && hits[0][1] > PASSAGE ? Math.max(0, hits[0][0] - BEFORE) : 0;
    const cut = characters.slice(start, start + PASSAGE).join("");
    return (start ? "…" : "") + cut + (start + PASSAGE < characters.length ? "…" : "");
  }

  function marked(element, text, terms) {
    const characters = Array.from(text);
    let done = 0;
    for (const [start, end] of hitsIn(text, terms)) {
      const mark = document.createElement("mark");
      mark.textContent = characters.slice(start, end).join("");
      element.append(characters.slice(done, start).join(""), mark);
      done = end;
    }
    element.append(characters.slice(done).join(""));
    return element;
  }

  function made(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  function item(found, terms) {
    const entry = made("li", "story");
    entry.dataset[found.kind] = found.id;
    const link = document.createElement("a");
    link.href = words.root + found.address;
    const headline = made("h2", "headline");
    headline.append(marked(link, found.title, terms));
    const meta = made("p", "meta");
    const time = made("time", "", found.date);
    time.dateTime = found.date;
    meta.append(time);
    if (found.kind === "wish") meta.append(" ", made("span", "", words.wishLabel));
    entry.append(headline);
    if (found.passage) entry.append(marked(made("p", "summary"), found.passage, terms));
    entry.append(meta);
    return entry;
  }

  // ---- The form

  // Results can be linked to and come back with the back button; some browsers refuse this for files.
  function remember(query) {
    try {
      const search = query ? "?q=" + encodeURIComponent(query) : location.pathname;
      history.replaceState(null, "", search);
    } catch (refused) {
      // The search works all the same.
    }
  }

  let timer = 0, composing = false, last = "";

  function ask() {
    clearTimeout(timer);
    last = input.value;
    begin(last);
  }

  function soon() {
    clearTimeout(timer);
    // Who is choosing characters has not written them yet.
    if (!composing && input.value !== last) timer = setTimeout(ask, PAUSE);
  }

  input.addEventListener("compositionstart", function () {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", function () {
    composing = false;
    soon();
  });
  input.addEventListener("input", soon);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!composing) ask();
  });
  more.addEventListener("click", async function () {
    const search = current, before = list.children.length;
    await guarded(search, () => proceed(search, REQUESTS));
    const next = list.children[before];
    if (search === current && next) next.querySelector("a").focus();
  });

  box.hidden = false;
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) ask();
})();
