// Search in the page. The index is many small scripts, for a page opened by double click may load nothing else: shards
// tell which documents hold a gram (one character, or two beside each other), blocks hold the documents' texts. A query
// loads a few shards, joins their lists, and shows nothing that it has not found in the text itself.
// generator/plan/search/ writes what is read here; letters.py there has the same alphabet and folds text as fold() does.
(() => {
  "use strict";

  const LETTERS = "bcdfghjklmnpqrstwxyzBCDFGHJKLMNPQRSTWXYZ", FINAL = "#$()+,-.=?[]^_`{}~";
  const PHASES = 32; // the first letters; the other 8 are leading digits
  const REQUESTS = 12, SHARDS = 8, SHOWN = 10; // of one query, and of each “more”
  const GRAMS = 4; // looked up of one term; more seldom part more
  const PAUSE = 200; // milliseconds without a key before a search begins by itself
  const BEFORE = 24, PASSAGE = 84; // characters of a passage: before the hit, and in all

  const box = document.querySelector("[data-search]");
  if (!box) return;
  const words = box.dataset, size = Number(words.block);
  const form = box.querySelector("form"), input = box.querySelector("input");
  const segments = (words.segments.match(/\S+/g) || []).map((written) => {
    const [name, version, edition, documents, shards] = written.split(":");
    return { name, version, edition, documents: Number(documents), shards: Number(shards) };
  });

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };
  const status = make("p", "found", ""), list = make("ol", "stories listing", ""), more = make("button", "switch", words.more);
  status.setAttribute("role", "status");
  list.setAttribute("aria-label", words.results);
  more.type = "button";
  box.append(status);

  // Text as it is sought: character by character, so that each stays where it is.
  const known = new Map();
  const fold = (character) => {
    if (!known.has(character)) {
      const form = character.normalize("NFKC"), plain = [...form].length === 1 ? form : character;
      const small = plain.toLowerCase();
      known.set(character, [...small].length === 1 ? small : plain);
    }
    return known.get(character);
  };
  const folded = (text) => Array.from(text, fold).join("");

  // Scripts of the index: what they brought, and what was asked for, by address.
  const arrived = new Map(), asked = new Map();
  const addressOf = (start, number) => "search/" + start + "-" + number.toString(16).padStart(3, "0") + ".js";
  const blockOf = (one) => addressOf("text-" + one.segment.name, Math.floor(one.at / size));

  window.wishlightSearch = {
    fold,
    shard: (name, number, version, entries) => arrived.set(addressOf(name, number), { version, entries }),
    text: ([name, number, documents]) => arrived.set(addressOf("text-" + name, number), documents),
  };

  // The edition changes with anything, so that no browser takes what it once kept for what is there now.
  function load(address, edition) {
    if (!asked.has(address)) {
      asked.set(address, new Promise((resolve, reject) => {
        const script = make("script", "", "");
        script.src = words.root + address + "?v=" + edition;
        script.onload = script.onerror = () => {
          script.remove();
          if (arrived.has(address)) return resolve(arrived.get(address));
          asked.delete(address); // so that another try loads it again
          reject(new Error(words.failed));
        };
        document.head.append(script);
      }));
    }
    return asked.get(address);
  }

  function shardOf(gram, shards) {
    let state = 0x811c9dc5;
    for (const character of gram) state = Math.imul(state ^ character.codePointAt(0), 0x01000193);
    return (state ^ (state >>> 15)) & (shards - 1);
  }

  function keyOf(gram) {
    const digits = (character) => [64000, 1600, 40, 1].map((place) => Math.floor(character.codePointAt(0) / place) % 40);
    return gram.map((character) => digits(character).map((digit) => LETTERS[digit]).join("")).join("");
  }

  // A list as one number for each document: its phases as bits, all bits where none are told, 0 where it is not in it.
  function phasesOf(written, documents) {
    const phases = new Int32Array(documents);
    let at = -1, number = 0, bits = 0;
    for (const sign of written) {
      const letter = LETTERS.indexOf(sign);
      if (letter < 0) {
        at += number * FINAL.length + FINAL.indexOf(sign) + 1;
        number = bits = 0;
        phases[at] = -1;
      } else if (letter < PHASES) {
        phases[at] = bits |= 1 << letter;
      } else {
        number = number * (LETTERS.length - PHASES) + letter - PHASES + 1;
      }
    }
    return phases;
  }

  // The titles and the other paragraphs that hold a gram.
  async function listsOf(gram, segment) {
    const number = shardOf(gram, segment.shards);
    const { version, entries } = await load(addressOf(segment.name, number), segment.edition);
    // Of another version, numbers mean other documents. Of another moment, at worst a new hit is missed until the page is
    // loaded anew: what is shown has been found in the text.
    if (version !== segment.version) throw new Error(words.stale);
    const [, after = ""] = entries.split("|" + keyOf(gram) + "!");
    const [title, rest = ""] = after.split("|")[0].split(";");
    return [title, rest].map((written) => phasesOf(written, segment.documents));
  }

  // Where the grams begin that are looked up, at most so many: one of each term, then more of long ones, evenly spaced.
  function chosenGrams(terms, most) {
    const counts = terms.map(() => 0), order = [...terms.keys()].sort((a, b) => terms[b].length - terms[a].length);
    for (let round = 1; round <= GRAMS; round++) {
      for (const term of order) {
        if (counts.reduce((sum, count) => sum + count) === most || (round > 1 && terms[term].length <= round)) continue;
        counts[term]++;
      }
    }
    return counts.map((count, term) => {
      const last = Math.max(0, terms[term].length - 2);
      return Array.from({ length: count }, (_, i) => Math.round(i * last / Math.max(1, count - 1)));
    });
  }

  // The documents of a segment that may hold all terms: those that may in their titles, and all; newest first.
  async function candidatesIn(segment, terms, offsets) {
    const lists = await Promise.all(terms.map((term, number) => Promise.all(
      offsets[number].map((offset) => listsOf(term.slice(offset, offset + 2), segment)))));
    const title = [], any = [];
    for (let at = segment.documents - 1; at >= 0; at--) {
      // Grams of a term that stand in one paragraph begin as far apart as in the term.
      const holds = (which) => (term) => lists[term].reduce((where, gram, i) => {
        const phases = gram[which][at], turn = offsets[term][i] % PHASES;
        return where & (turn ? (phases >>> turn) | (phases << (PHASES - turn)) : phases);
      }, -1);
      const every = [...terms.keys()];
      if (every.every(holds(0))) title.push({ segment, at, titled: true });
      if (every.every((term) => holds(0)(term) || holds(1)(term))) any.push({ segment, at, titled: false });
    }
    return { title, any };
  }

  // ---- One search

  let current = null;

  async function begin(query) {
    const terms = Array.from(new Set(folded(query).match(/\S+/g)), (term) => [...term]);
    const search = { query: query.trim(), terms, done: new Set(), shown: 0, refuted: 0 };
    current = search;
    list.remove();
    list.textContent = "";
    more.remove();
    remember(query);
    status.textContent = terms.length ? words.busy : "";
    if (terms.length) await guarded(search, async () => {
      const offsets = chosenGrams(terms, Math.floor(SHARDS / segments.length));
      const halves = await Promise.all(segments.map((segment) => candidatesIn(segment, terms, offsets)));
      search.queue = [].concat(...halves.map((half) => half.title), ...halves.map((half) => half.any));
      search.total = halves.reduce((sum, half) => sum + half.any.length, 0);
      // One gram is the whole of a short term, so nothing can turn out to be wrong.
      search.exact = terms.every((term, number) => term.length < 3 && offsets[number].length);
      await proceed(search, REQUESTS - segments.length * [].concat(...offsets).length);
    });
  }

  async function guarded(search, work) {
    box.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch (failure) {
      if (search === current) status.textContent = failure.message;
    }
    if (search === current) box.removeAttribute("aria-busy");
  }

  // Verifies candidates in their order until a page of results is found or the requests are used up.
  async function proceed(search, requests) {
    const goal = search.shown + SHOWN;
    while (search === current && search.queue.length && search.shown < goal) {
      const next = search.queue.slice(0, goal - search.shown).filter((one) => !arrived.has(blockOf(one)));
      const wanted = new Map(next.map((one) => [blockOf(one), one.segment.edition]));
      const now = [...wanted].slice(0, requests);
      if (wanted.size && !now.length) break;
      requests -= now.length;
      await Promise.all(now.map(([address, edition]) => load(address, edition)));
      if (search === current) verify(search, goal);
    }
    if (search === current) tell(search);
  }

  function verify(search, goal) {
    const terms = search.terms.map((term) => term.join(""));
    while (search.queue.length && search.shown < goal && arrived.has(blockOf(search.queue[0]))) {
      const one = search.queue.shift(), name = one.segment.name + one.at;
      if (search.done.has(name)) continue;
      const found = arrived.get(blockOf(one))[one.at % size];
      if (!found) throw new Error(words.stale);
      const [, , , title, , paragraphs] = found, texts = [title].concat(one.titled ? [] : paragraphs).map(folded);
      if (terms.every((term) => texts.some((text) => text.includes(term)))) {
        search.done.add(name);
        search.shown++;
        list.append(item(found, search.terms));
      } else if (!one.titled) {
        search.refuted++;
      }
    }
  }

  function tell(search) {
    const left = search.queue.some((one) => !search.done.has(one.segment.name + one.at));
    const count = search.total - search.refuted;
    const told = search.exact || !left ? words.found : search.shown ? words.about : words.maybe;
    status.textContent = count ? told.replace("{n}", count) : words.none.replace("{q}", () => search.query);
    if (search.shown) status.after(list);
    if (left) box.append(more);
    else more.remove();
  }

  // ---- What is shown. All of it goes in as text, never as markup.

  // Where terms stand in characters, as [start, end), joined where they touch.
  function hitsIn(characters, terms) {
    const sought = characters.map(fold), hits = [];
    sought.forEach((_, at) => {
      for (const term of terms) {
        if (!term.every((character, i) => character === sought[at + i])) continue;
        const last = hits[hits.length - 1];
        if (last && at <= last[1]) last[1] = Math.max(last[1], at + term.length);
        else hits.push([at, at + term.length]);
      }
    });
    return hits;
  }

  // The paragraph that holds the most terms, and one for those that it does not hold.
  function passageOf(paragraphs, terms) {
    const holding = (text) => terms.filter((term) => folded(text).includes(term.join("")));
    const held = paragraphs.map(holding).map((some, at) => ({ some, text: paragraphs[at] }));
    const most = (left) => held.reduce((best, one) => {
      const count = one.some.filter((term) => left.includes(term)).length;
      return count > best.count ? { count, some: one.some, text: one.text } : best;
    }, { count: 0, some: [], text: "" });
    const first = most(terms), second = most(terms.filter((term) => !first.some.includes(term)));
    return [first.text || paragraphs[0] || "", second.text].filter(Boolean).map((text) => cut([...text], terms)).join(" · ");
  }

  // As much of a text as there is room for, round the first hit.
  function cut(characters, terms) {
    const [hit] = hitsIn(characters, terms), start = hit && hit[1] > PASSAGE ? hit[0] - BEFORE : 0, end = start + PASSAGE;
    return (start ? "……" : "") + characters.slice(start, end).join("") + (end < characters.length ? "……" : "");
  }

  function marked(element, text, terms) {
    const characters = [...text];
    let done = 0;
    for (const [start, end] of hitsIn(characters, terms)) {
      element.append(characters.slice(done, start).join(""), make("mark", "", characters.slice(start, end).join("")));
      done = end;
    }
    element.append(characters.slice(done).join(""));
    return element;
  }

  function item([kind, id, address, title, date, paragraphs], terms) {
    const entry = make("li", "story", ""), link = make("a", "", ""), headline = make("h2", "headline", "");
    const meta = make("p", "meta", ""), time = make("time", "", date), passage = passageOf(paragraphs, terms);
    entry.dataset[kind] = id;
    link.href = words.root + address;
    time.dateTime = date;
    headline.append(marked(link, title, terms));
    meta.append(time);
    if (kind === "wish") meta.append(" ", make("span", "", words.wishLabel));
    entry.append(headline);
    if (passage) entry.append(marked(make("p", "summary", ""), passage, terms));
    entry.append(meta);
    return entry;
  }

  // ---- The form

  // Results can be linked to and come back with the back button; some browsers refuse this for files.
  function remember(query) {
    try {
      history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
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

  // Who is choosing characters has not written them yet.
  function soon() {
    clearTimeout(timer);
    if (!composing && input.value !== last) timer = setTimeout(ask, PAUSE);
  }

  function compose(event) {
    composing = event.type === "compositionstart";
    soon();
  }

  input.addEventListener("compositionstart", compose);
  input.addEventListener("compositionend", compose);
  input.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composing) ask();
  });
  more.addEventListener("click", async () => {
    const search = current, before = list.children.length;
    if (box.hasAttribute("aria-busy")) return;
    await guarded(search, () => proceed(search, REQUESTS));
    if (search === current && list.children[before]) list.children[before].querySelector("a").focus();
  });

  box.hidden = false;
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) ask();
})();
