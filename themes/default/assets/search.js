// Search. The index is built with the site, as small scripts in 'search/'; a search loads only a few of them. They are
// scripts because nothing else can be loaded from a local folder. What is typed stays on this device: it is never sent,
// and in the address it is after '#', which browsers do not send. Browsers too old for this script show the A to Z.

var pamphletSearch = (() => {
  "use strict";
  // Of a long query, only the longest words are used.
  const mostWords = 10;
  const root = document.currentScript.src.replace(/assets\/search\.js.*$/, "");
  const data = {};
  const loading = {};
  let version = "";

  // The data of a file of the index. One that failed to load is requested again the next time.
  const load = (name) => loading[name] = loading[name] || new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => { delete loading[name]; reject(new Error("cannot load " + name)); };
    script.src = root + "search/" + name + ".js" + version;
    script.onload = () => name in data ? resolve(data[name]) : fail();
    script.onerror = fail;
    document.head.appendChild(script);
  });

  async function start() {
    const coming = load("index");
    // The first call is slow in some browsers, so it is made while the index is loading.
    parts("a", []);
    const index = await coming;
    version = "?" + index.version;
    if (typeof index.words === "string") index.words = index.words.split(" ");
    return index;
  }

  // Words as in src/render/search/words.rs: lower case, without accents, apostrophes and plurals.
  const plainer = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ", "'": "", "’": "" };
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[ßæœøłđıς'’]/g, (letter) => plainer[letter]);
  const wordsOf = (text) => fold(text).match(/[\p{Alphabetic}\p{N}]+(?:[-\u2010]+[\p{Alphabetic}\p{N}]+)*/gu) || [];
  const partsOf = (word) => word.split(/[-\u2010]+/);
  const joined = (word) => word.replace(/[^\p{Alphabetic}\p{N}]/gu, "");
  function stem(word) {
    if (word.length < 4 || !/[^sui]s$/.test(word)) return word;
    if (word.length > 4 && /ies$/.test(word)) return word.slice(0, -3) + "y";
    return word.slice(0, /(ches|shes|sses|xes)$/.test(word) ? -2 : -1);
  }

  // The words of a file, each with its number of leaflets and their encoded list.
  const read = {};
  async function shard(number) {
    const text = await load("w" + number);
    let before = "";
    return read[number] = read[number] || text.split("\n").map((line) => {
      const [, shared, rest, leaflets, code] = /^(.)(\S*) (\d+)(.*)$/.exec(line);
      before = before.slice(0, parseInt(shared, 36)) + rest;
      return { word: before, leaflets: +leaflets, code };
    });
  }

  // A word of the index, and the longer words that begin with the typed letters.
  async function lookUp(index, word, typed) {
    // The last file whose first word is not after the given one.
    const place = (word) => {
      let low = 0;
      let high = index.words.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (index.words[middle] <= word) low = middle + 1; else high = middle;
      }
      return Math.max(low - 1, 0);
    };
    const first = place(typed);
    const numbers = [place(word), first];
    if (index.words[first + 1] && index.words[first + 1].startsWith(typed)) numbers.push(first + 1);
    const [own, ...others] = await Promise.all(numbers.map(shard));
    const isLonger = (entry) => entry.word !== word && entry.leaflets && entry.word.startsWith(typed);
    return { exact: own.find((entry) => entry.word === word), longer: typed.length > 2 ? [].concat(...others).filter(isLonger) : [] };
  }

  // Edit distance with swaps; Infinity if it is more than `most`.
  function mistakes(a, b, most) {
    const rows = [Array.from({ length: b.length + 1 }, (_, at) => at), [], []];
    for (let i = 1; i <= a.length; i++) {
      const [row, above, higher] = [rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]];
      let least = row[0] = i;
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], higher[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return Infinity;
    }
    return rows[a.length % 3][b.length];
  }

  // The words of the site nearest to a mistyped one: one mistake from five letters on, two from eight. Numbers are not
  // corrected.
  async function similar(index, word, length) {
    if (/\p{N}/u.test(word)) return [];
    const allowed = (other) => [0, 1, 2][(Math.max(length, other) > 4) + (Math.max(length, other) > 7)];
    const lists = index.spelling.filter((other) => Math.abs(other - word.length) <= allowed(other));
    const found = [];
    for (const [at, text] of (await Promise.all(lists.map((other) => load("s" + other)))).entries()) {
      const most = allowed(lists[at]);
      let before = "";
      for (const part of text.match(/[0-9A-Z][^0-9A-Z]*/g)) {
        before = before.slice(0, parseInt(part[0], 36)) + part.slice(1);
        const distance = most ? mistakes(word, before, most) : Infinity;
        // The first letter is rarely mistyped.
        if (distance <= most) found.push({ word: before, distance: distance + (before[0] !== word[0]) / 2 });
      }
    }
    found.sort((a, b) => a.distance - b.distance);
    return found.filter((other) => other.distance < found[0].distance + 0.5).slice(0, 4);
  }

  // The words of the index that a typed word may mean, each with a factor.
  async function meanings(index, typed) {
    const whole = joined(typed);
    const { exact, longer } = await lookUp(index, stem(whole), whole);
    const isThere = exact && exact.leaflets;
    const words = isThere ? [{ entry: exact, counts: 1 }] : [];
    if (!isThere || whole.length > 3) words.push(...longer.map((entry) => ({ entry, counts: isThere ? 0.4 : 0.7 })));
    if (words.length) return [{ typed, words }];
    const parts = partsOf(typed);
    if (parts.length > 1) return [].concat(...await Promise.all(parts.map((part) => meanings(index, part))));
    const others = await similar(index, stem(whole), whole.length);
    const looked = await Promise.all(others.map((other) => lookUp(index, other.word, other.word)));
    const nearest = looked.filter(({ exact }) => exact).map(({ exact }) => ({ entry: exact, counts: 0.9 }));
    return [{ typed, words: nearest, similar: nearest.length > 0 }];
  }

  // Calls `take` with each leaflet of a word and its relevance; 0 if the word is the leaflet's reference.
  const levels = "!#$%&()*+,./:;<=>?@[]^`{";
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  function decode(code, take) {
    let [relevance, leaflet, number, place] = [0, -1, 0, 1];
    for (const char of code) {
      const digit = digits.indexOf(char);
      if (digit < 0) {
        relevance = char === "|" ? 0 : 2 ** (levels.indexOf(char) / 4);
        leaflet = -1;
      } else if (digit > 31) {
        number += (digit - 32) * place;
        place *= 32;
      } else {
        leaflet += number + digit * place + 1;
        [number, place] = [0, 1];
        take(leaflet, relevance);
      }
    }
  }

  // The leaflets for some words, best first. A leaflet without one of the rare words is left out if another leaflet
  // has it.
  function rank(index, units) {
    const scores = new Float64Array(index.leaflets);
    const shares = new Float64Array(index.leaflets);
    let whole = 0;
    for (const { words } of units) {
      const best = new Map();
      let [leaflets, missing] = [0, 0];
      for (const { entry, counts } of words) {
        // Longer forms of an existing word do not make the word itself more common.
        if (counts > 0.4) leaflets += entry.leaflets;
        missing += entry.leaflets;
        decode(entry.code, (leaflet, relevance) => {
          if (!relevance) return;
          missing -= 1;
          if (relevance * counts > (best.get(leaflet) || 0)) best.set(leaflet, relevance * counts);
        });
      }
      if (!best.size) continue;
      const rare = Math.log(1 + index.leaflets / leaflets);
      // Of a very common word, the index holds only the most relevant leaflets, so none is left out because of it.
      const share = missing ? 0 : rare;
      whole += share;
      best.forEach((relevance, leaflet) => {
        scores[leaflet] += rare * relevance;
        shares[leaflet] += share;
      });
    }
    const most = shares.reduce((a, b) => Math.max(a, b), 0);
    const found = [];
    scores.forEach((score, leaflet) => {
      const share = shares[leaflet];
      if (score && share >= 0.7 * most) found.push({ leaflet, score: whole ? score * (share / whole) ** 2 : score });
    });
    return found.sort((a, b) => b.score - a.score || a.leaflet - b.leaflet);
  }

  async function leafletOf(index, number) {
    const records = await load("d" + Math.floor(number / index.leaflets_a_shard));
    const [title, path, reference, summary, language, ...names] = records.split("\n")[number % index.leaflets_a_shard].split("\t");
    return { title, path, reference, summary, names, language };
  }

  // Whether the typed words are consecutive in a name: 3 if they are all of it, 2 at its beginning, 1 later on.
  function order(name, units) {
    const words = [].concat(...wordsOf(name).map(partsOf)).map(stem);
    const from = words.findIndex((_, from) => units.every((unit, at) => unit.words.some(({ entry }) => entry.word === words[from + at])));
    return from < 0 ? 0 : from > 0 ? 1 : words.length === units.length ? 3 : 2;
  }

  // The displayed data of some leaflets; those whose names contain the words as typed come first.
  async function describe(index, units, found) {
    const leaflets = await Promise.all(found.map(async ({ leaflet, score }) => {
      const made = await leafletOf(index, leaflet);
      const best = Math.max(...[made.title, ...made.names].map((name) => order(name, units)));
      return { ...made, score: score * (1 + best / 4) };
    }));
    return leaflets.sort((a, b) => b.score - a.score);
  }

  // The result of a query: the address of the leaflet with this reference, or a list of leaflets.
  async function find(query) {
    const index = await start();
    const all = [...new Set(wordsOf(query))];
    const longest = [...all].sort((a, b) => b.length - a.length).slice(0, mostWords);
    const reference = joined(fold(query));
    if (!reference) return { query, units: [], found: [] };
    const { exact } = await lookUp(index, reference, reference);
    if (/\p{N}/u.test(reference) && exact && exact.code[0] === "|") {
      const named = [];
      decode(exact.code, (leaflet, relevance) => relevance || named.push(leaflet));
      return { query, address: (await leafletOf(index, named[0])).path };
    }
    const units = [].concat(...await Promise.all(all.filter((word) => longest.includes(word)).map((word) => meanings(index, word))));
    const found = rank(index, units);
    // `show` returns a range of the list.
    return { query, units, found, show: (from, to) => describe(index, units, found.slice(from, to)) };
  }

  // Splits a text into parts, and marks those that are among the words searched for.
  function parts(text, units) {
    const known = units.known = units.known || new Set([].concat(...units.map(({ words }) => words.map(({ entry }) => entry.word))));
    const found = [];
    text.split(/([\p{Alphabetic}\p{N}\p{M}]+(?:['’][\p{Alphabetic}\p{M}]+)*)/u).forEach((part, at) => {
      const marked = at % 2 === 1 && known.has(stem(fold(part)));
      const last = found[found.length - 1];
      if (last && !last.marked && !marked) last.text += part; else found.push({ text: part, marked });
    });
    return found;
  }

  return { take: (name, value) => { data[name] = value; }, root, start, find, parts };
})();

// The search box, which is on the home page too, and the results.
(() => {
  "use strict";
  const aPage = 8;
  const aScreen = 4;
  const form = document.getElementById("p-search");
  const input = document.getElementById("p-query");
  const said = document.getElementById("p-found");
  const results = document.getElementById("p-results");
  if (!form || !input) return;

  input.addEventListener("focus", () => pamphletSearch.start().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = input.value.trim();
    if (!query) return input.focus();
    const before = location.href;
    location.href = (said ? "" : form.dataset.page) + "#q=" + encodeURIComponent(query);
    if (said && location.href === before) search();
    // The on-screen keyboard would cover the results.
    if (window.matchMedia("(pointer: coarse)").matches) input.blur();
  });
  if (!said || !results) return;

  const list = results.querySelector("ol");
  const more = document.getElementById("p-more");
  let latest = 0;
  let shown = 0;
  let answer;

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, key) => key in values ? values[key] : whole);

  function element(name, text, language) {
    const made = document.createElement(name);
    if (language) made.lang = language;
    for (const part of pamphletSearch.parts(text, answer.units)) {
      if (part.marked) made.appendChild(document.createElement("mark")).textContent = part.text; else made.append(part.text);
    }
    return made;
  }

  function item({ title, path, reference, summary, names, language }) {
    const made = document.createElement("li");
    const link = made.appendChild(element("a", title, language));
    link.href = pamphletSearch.root + path;
    if (summary) made.appendChild(element("p", summary, language));
    // Other names are shown if they explain why the leaflet was found and its title does not.
    const inTitle = title.toLowerCase();
    const explains = (name) => pamphletSearch.parts(name, answer.units).some(({ text, marked }) => marked && !inTitle.includes(text.toLowerCase()));
    const explaining = names.filter(explains);
    if (explaining.length) made.appendChild(element("p", results.dataset.names + ": " + explaining.join(", "))).className = "quiet";
    made.appendChild(element("p", results.dataset.reference + ": " + reference)).className = "quiet";
    return made;
  }

  // The summary of the results, announced by screen readers.
  function summarise() {
    const values = { query: answer.query, count: answer.found.length };
    if (!values.count) return fill(said.dataset.none, values);
    const sentences = [fill(values.count === 1 ? said.dataset.one : said.dataset.many, values)];
    for (const { typed, words, similar } of answer.units) {
      if (similar || !words.length) sentences.push(fill(similar ? said.dataset.similar : said.dataset.unknown, { word: typed }));
    }
    return sentences.join(" ");
  }

  // Shows the next results; if the reader asked for more, the first gets the focus. The first screenful is shown at once.
  async function show(asked) {
    const mine = latest;
    const leaflets = await answer.show(shown, shown + aPage);
    if (mine !== latest) return;
    shown += leaflets.length;
    const left = answer.found.length - shown;
    const add = (some) => some.map((leaflet) => list.appendChild(item(leaflet)));
    const [first] = add(leaflets.slice(0, aScreen));
    results.hidden = false;
    more.hidden = true;
    if (asked) first.querySelector("a").focus();
    if (leaflets.length > aScreen) await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    if (mine !== latest) return;
    add(leaflets.slice(aScreen));
    more.hidden = left <= 0;
    more.textContent = fill(more.dataset.more, { count: left });
  }

  const fail = () => { said.textContent = said.dataset.failed; };

  async function search() {
    const mine = ++latest;
    let query = "";
    try { query = decodeURIComponent((/^#q=(.*)$/.exec(location.hash) || [])[1] || ""); } catch (mistyped) {}
    if (input.value.trim() !== query) input.value = query;
    results.hidden = true;
    list.textContent = "";
    shown = 0;
    if (!query) { said.textContent = ""; return; }
    const slow = setTimeout(() => { said.textContent = said.dataset.busy; }, 500);
    try {
      const found = await pamphletSearch.find(query);
      if (mine !== latest) return;
      // A reference leads straight to its leaflet, and 'Back' to the page before the search.
      if (found.address) return location.replace(pamphletSearch.root + found.address);
      answer = found;
      if (answer.found.length) await show(false);
      if (mine !== latest) return;
      said.textContent = summarise();
      // On a phone it would be below the screen.
      if (said.getBoundingClientRect().top > innerHeight * 0.7) said.scrollIntoView();
    } catch (missing) {
      if (mine === latest) fail();
    } finally {
      clearTimeout(slow);
    }
  }

  more.addEventListener("click", () => show(true).catch(fail));
  window.addEventListener("hashchange", search);
  search();
})();
