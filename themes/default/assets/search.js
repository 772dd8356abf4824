// Search. The index was made with the site and lies in 'search/' as small scripts, of which a search loads few: scripts
// load from a folder too, where nothing else does. What is typed stays on this device: it is never sent, and in the
// address it stands behind '#', which browsers keep to themselves.

var pamphletSearch = (function () {
  "use strict";
  var folder = document.currentScript.src.replace(/assets\/search\.js.*$/, "search/");
  var version = "";
  var data = {};
  var loading = {};

  // The data of a file of the index. One that did not come is asked for again the next time.
  function load(name) {
    if (!loading[name]) {
      loading[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        var fail = function () {
          delete loading[name];
          reject(new Error("cannot load " + name));
        };
        script.src = folder + name + ".js" + version;
        script.onload = function () { if (name in data) resolve(data[name]); else fail(); };
        script.onerror = fail;
        document.head.appendChild(script);
      });
    }
    return loading[name];
  }

  function start() {
    return load("index").then(function (index) {
      version = "?" + index.version;
      if (typeof index.words === "string") index.words = index.words.split(" ");
      return index;
    });
  }

  // Words, as src/render/search/words.rs has them: small letters without accents, apostrophes and plurals.
  var plainer = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ" };
  function fold(text) {
    text = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return text.replace(/[ßæœøłđıς]/g, function (letter) { return plainer[letter]; }).replace(/['’]/g, "");
  }
  function stem(word) {
    if (word.length < 4 || !/[^sui]s$/.test(word)) return word;
    if (word.length > 4 && /ies$/.test(word)) return word.slice(0, -3) + "y";
    return word.slice(0, /(ches|shes|sses|xes)$/.test(word) ? -2 : -1);
  }
  var ofWord = /[\p{Alphabetic}\p{N}]+(?:[-\u2010]+[\p{Alphabetic}\p{N}]+)*/gu;
  function wordsOf(text) { return fold(text).match(ofWord) || []; }
  function joined(word) { return word.replace(/[^\p{Alphabetic}\p{N}]/gu, ""); }
  // The single words of a text, without plurals.
  function plain(text) { return wordsOf(text).join("-").split(/[-\u2010]+/).map(stem); }

  // The file in which a word stands, if any does.
  function shardOf(index, word) {
    var low = 0;
    var high = index.words.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (index.words[middle] <= word) low = middle + 1; else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  // The words of a file: each with the number of its leaflets, and their code.
  var read = {};
  function shard(number) {
    return load("w" + number).then(function (text) {
      if (read[number]) return read[number];
      var before = "";
      return (read[number] = text.split("\n").map(function (line) {
        var parts = /^(.)(\S*) (\d+)(.*)$/.exec(line);
        before = before.slice(0, parseInt(parts[1], 36)) + parts[2];
        return { word: before, leaflets: +parts[3], code: parts[4] };
      }));
    });
  }

  // A word of the index, and the words that begin as it was typed.
  function lookUp(index, word, typed) {
    var exact = shardOf(index, word);
    var first = shardOf(index, typed);
    var numbers = [exact, first];
    if (index.words[first + 1] && index.words[first + 1].indexOf(typed) === 0) numbers.push(first + 1);
    return Promise.all(numbers.map(shard)).then(function (shards) {
      var found = { exact: null, longer: [] };
      shards.forEach(function (words, at) {
        words.forEach(function (entry) {
          if (entry.word === word) found.exact = entry;
          else if (at > 0 && typed.length > 2 && entry.leaflets && entry.word.indexOf(typed) === 0) found.longer.push(entry);
        });
      });
      return found;
    });
  }

  // How many letters must be added, left out, changed or swapped; more than `most` counts as endless.
  function mistakes(a, b, most) {
    var rows = [[], [], []];
    for (var j = 0; j <= b.length; j++) rows[0][j] = j;
    for (var i = 1; i <= a.length; i++) {
      var row = rows[i % 3];
      var above = rows[(i + 2) % 3];
      var least = (row[0] = i);
      for (j = 1; j <= b.length; j++) {
        var same = a[i - 1] === b[j - 1];
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], rows[(i + 1) % 3][j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return Infinity;
    }
    return rows[a.length % 3][b.length];
  }

  // The words of the site that are nearest to a mistyped one: one mistake in five letters, two in eight.
  function similar(index, word, length) {
    var lists = index.spelling.filter(function (other) { return Math.abs(other - word.length) <= (Math.max(length, other) < 8 ? 1 : 2); });
    if (/\p{N}/u.test(word)) lists = [];
    return Promise.all(lists.map(function (other) { return load("s" + other); })).then(function (texts) {
      var found = [];
      texts.forEach(function (text, at) {
        var longest = Math.max(length, lists[at]);
        var most = longest < 5 ? 0 : longest < 8 ? 1 : 2;
        var before = "";
        (text.match(/[0-9A-Z][^0-9A-Z]*/g) || []).forEach(function (part) {
          before = before.slice(0, parseInt(part[0], 36)) + part.slice(1);
          var distance = most ? mistakes(word, before, most) : Infinity;
          // Few people mistype the first letter.
          if (distance <= most) found.push({ word: before, distance: distance + (before[0] === word[0] ? 0 : 0.5) });
        });
      });
      found.sort(function (a, b) { return a.distance - b.distance; });
      return found.filter(function (other) { return other.distance < found[0].distance + 0.5; }).slice(0, 4);
    });
  }

  // What a typed word may mean: words of the index, each with how much it counts.
  function meanings(index, typed) {
    var word = stem(joined(typed));
    var parts = typed.split(/[-\u2010]+/);
    return lookUp(index, word, joined(typed)).then(function (found) {
      var unit = { typed: typed, words: [], similar: false };
      var exact = found.exact && found.exact.leaflets ? found.exact : null;
      if (exact) unit.words.push({ entry: exact, counts: 1 });
      if (!exact || typed.length > 3) found.longer.forEach(function (entry) { unit.words.push({ entry: entry, counts: exact ? 0.4 : 0.7 }); });
      if (unit.words.length) return [unit];
      if (parts.length > 1) return Promise.all(parts.map(function (part) { return meanings(index, part); })).then(function (units) { return [].concat.apply([], units); });
      return similar(index, word, joined(typed).length).then(function (others) {
        return Promise.all(others.map(function (other) { return lookUp(index, other.word, other.word); })).then(function (looked) {
          looked.forEach(function (found, at) {
            if (found.exact) unit.words.push({ entry: found.exact, counts: 0.9 / (1 + others[at].distance - others[0].distance) });
          });
          unit.similar = unit.words.length > 0;
          return [unit];
        });
      });
    });
  }

  // Calls `take` with each leaflet of a word and how much the word says of it.
  var signs = "!#$%&()*+,./:;<=>?@[]^`{";
  var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  function decode(code, take) {
    var says = 0;
    var leaflet = -1;
    var number = 0;
    var place = 1;
    for (var at = 0; at < code.length; at++) {
      var digit = digits.indexOf(code[at]);
      if (digit < 0) {
        // What stands behind '|' is the leaflet of a reference.
        says = code[at] === "|" ? 0 : Math.pow(2, signs.indexOf(code[at]) / 4);
        leaflet = -1;
      } else if (digit > 31) {
        number += (digit - 32) * place;
        place *= 32;
      } else {
        leaflet += number + digit * place + 1;
        number = 0;
        place = 1;
        take(leaflet, says);
      }
    }
  }

  // The leaflets of some words, best first. A leaflet that lacks a rare one of the words is left out, as long as another
  // has it.
  function rank(index, units) {
    var scores = new Float64Array(index.leaflets);
    var shares = new Float64Array(index.leaflets);
    var whole = 0;
    units.forEach(function (unit) {
      var leaflets = 0;
      var best = new Map();
      unit.words.forEach(function (word) {
        if (word.counts >= 0.9 || unit.words[0].counts < 0.9) leaflets += word.entry.leaflets;
        decode(word.entry.code, function (leaflet, says) {
          if (says && says * word.counts > (best.get(leaflet) || 0)) best.set(leaflet, says * word.counts);
        });
      });
      // A word that nearly every leaflet has tells nothing.
      if (!best.size) return;
      var rare = Math.log(1 + index.leaflets / leaflets);
      whole += rare;
      best.forEach(function (says, leaflet) {
        scores[leaflet] += rare * says;
        shares[leaflet] += rare;
      });
    });
    var most = 0;
    shares.forEach(function (share) { most = Math.max(most, share); });
    var found = [];
    shares.forEach(function (share, leaflet) {
      if (share && share >= 0.7 * most) found.push({ leaflet: leaflet, score: scores[leaflet] * Math.pow(share / whole, 2) });
    });
    return found.sort(function (a, b) { return b.score - a.score || a.leaflet - b.leaflet; });
  }

  function leaflet(index, number) {
    return load("d" + Math.floor(number / index.leaflets_a_shard)).then(function (records) {
      var record = records[number % index.leaflets_a_shard];
      return { title: record[0], path: record[1], reference: record[2], summary: record[3], names: record[4], language: record[5] };
    });
  }

  // Where typed words stand one behind the other in a name: 3 where they are all of it, 2 at its beginning, 1 further on.
  function order(name, units) {
    var words = plain(name);
    var fits = function (from) {
      return units.every(function (unit, at) {
        return unit.words.some(function (word) { return word.entry.word === words[from + at]; });
      });
    };
    for (var from = 0; from + units.length <= words.length; from++) {
      if (fits(from)) return from > 0 ? 1 : words.length === units.length ? 3 : 2;
    }
    return 0;
  }

  // Some leaflets with what is shown of them, those first whose names have the words as they were typed.
  function describe(index, units, found) {
    return Promise.all(found.map(function (one) { return leaflet(index, one.leaflet); })).then(function (leaflets) {
      leaflets.forEach(function (leaflet, at) {
        leaflet.score = found[at].score * (1 + Math.max.apply(null, [leaflet.title].concat(leaflet.names).map(function (name) { return order(name, units); })) / 4);
      });
      return leaflets.sort(function (a, b) { return b.score - a.score; });
    });
  }

  // What is found for a query: the address of a reference, or leaflets.
  function find(query) {
    return start().then(function (index) {
      var typed = wordsOf(query);
      var reference = joined(fold(query));
      if (!typed.length) return { query: query, units: [], found: [] };
      return lookUp(index, reference, reference).then(function (looked) {
        var code = /\p{N}/u.test(reference) && looked.exact ? looked.exact.code : "";
        if (code[0] === "|") {
          var named = [];
          decode(code.replace(/([\w-])[^\w-].*$/, "$1"), function (leaflet) { named.push(leaflet); });
          return leaflet(index, named[0]).then(function (only) { return { query: query, address: only.path }; });
        }
        return Promise.all(typed.map(function (word) { return meanings(index, word); })).then(function (units) {
          units = [].concat.apply([], units);
          var found = rank(index, units);
          return {
            query: query,
            units: units,
            found: found,
            // The leaflets from one place in the list up to another.
            show: function (from, to) { return describe(index, units, found.slice(from, to)); },
          };
        });
      });
    });
  }

  // The parts of a text, each with whether it is one of the words that were looked for.
  function parts(text, units) {
    var known = {};
    units.forEach(function (unit) { unit.words.forEach(function (word) { known[word.entry.word] = true; }); });
    return text.split(/([\p{Alphabetic}\p{N}\p{M}]+(?:['’][\p{Alphabetic}\p{M}]+)*)/u).map(function (part, at) {
      return { text: part, marked: at % 2 === 1 && known[stem(fold(part))] === true };
    });
  }

  return { take: function (name, value) { data[name] = value; }, root: folder.slice(0, -7), start: start, find: find, parts: parts };
})();

// The box, which the home page has too, and the results.
(function () {
  "use strict";
  var aPage = 10;
  var form = document.getElementById("p-search");
  var input = document.getElementById("p-query");
  var said = document.getElementById("p-found");
  var results = document.getElementById("p-results");
  if (!form || !input) return;

  input.addEventListener("focus", function () { pamphletSearch.start().catch(function () {}); }, { once: true });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var query = input.value.trim();
    if (!query) return input.focus();
    var before = location.href;
    location.href = (said ? "" : form.getAttribute("data-page")) + "#q=" + encodeURIComponent(query);
    if (said && location.href === before) search();
    // The keyboard of a telephone would lie over the results.
    if (window.matchMedia("(pointer: coarse)").matches) input.blur();
  });
  if (!said || !results) return;

  var list = results.querySelector("ol");
  var more = document.getElementById("p-more");
  var latest = 0;
  var answer;
  var shown = 0;

  function words(element, name, values) {
    return element.getAttribute("data-" + name).replace(/\{(\w+)\}/g, function (whole, key) { return key in values ? values[key] : whole; });
  }

  function element(name, text, units, language) {
    var made = document.createElement(name);
    if (language) made.lang = language;
    pamphletSearch.parts(text, units).forEach(function (part) {
      var piece = document.createElement("mark");
      piece.textContent = part.text;
      made.appendChild(part.marked ? piece : document.createTextNode(part.text));
    });
    return made;
  }

  function item(leaflet, units) {
    var made = document.createElement("li");
    var link = element("a", leaflet.title, units, leaflet.language);
    link.href = pamphletSearch.root + leaflet.path;
    made.appendChild(link);
    if (leaflet.summary) made.appendChild(element("p", leaflet.summary, units, leaflet.language));
    // Another name stands there where it says why the leaflet was found, and its title does not.
    var inTitle = link.textContent.toLowerCase();
    var names = leaflet.names.filter(function (name) {
      return pamphletSearch.parts(name, units).some(function (part) { return part.marked && inTitle.indexOf(part.text.toLowerCase()) < 0; });
    });
    if (names.length) made.appendChild(element("p", results.getAttribute("data-names") + ": " + names.join(", "), units)).className = "quiet";
    made.appendChild(element("p", results.getAttribute("data-reference") + ": " + leaflet.reference, [])).className = "quiet";
    return made;
  }

  // What was found, in words: said aloud by screen readers.
  function tell(answer) {
    var values = { query: answer.query, count: answer.found.length };
    if (!values.count) return words(said, "none", values);
    var sentences = [words(said, values.count === 1 ? "one" : "many", values)];
    answer.units.forEach(function (unit) {
      if (unit.similar || !unit.words.length) sentences.push(words(said, unit.similar ? "similar" : "unknown", { word: unit.typed }));
    });
    return sentences.join(" ");
  }

  // Shows the next results; the first of them gets the focus where a reader asked for more.
  function show(asked) {
    var mine = latest;
    return answer.show(shown, shown + aPage).then(function (leaflets) {
      if (mine !== latest) return;
      leaflets.forEach(function (leaflet, at) {
        var made = list.appendChild(item(leaflet, answer.units));
        if (asked && at === 0) made.querySelector("a").focus();
      });
      shown += leaflets.length;
      var left = answer.found.length - shown;
      more.hidden = left <= 0;
      more.textContent = words(more, "more", { count: left });
      results.hidden = false;
    });
  }

  function fail() {
    said.textContent = said.getAttribute("data-failed");
  }

  function search() {
    var query = "";
    try { query = decodeURIComponent((/^#q=(.*)$/.exec(location.hash) || [])[1] || ""); } catch (mistyped) { query = ""; }
    var mine = ++latest;
    if (input.value.trim() !== query) input.value = query;
    results.hidden = true;
    list.textContent = "";
    shown = 0;
    if (!query) { said.textContent = ""; return; }
    var slow = setTimeout(function () { said.textContent = said.getAttribute("data-busy"); }, 500);
    pamphletSearch.find(query).then(function (found) {
      if (mine !== latest) return undefined;
      // The reference of a leaflet leads to it, and 'back' to where the reader was before.
      if (found.address) return location.replace(pamphletSearch.root + found.address);
      answer = found;
      return (found.found.length ? show(false) : Promise.resolve()).then(function () {
        if (mine === latest) said.textContent = tell(found);
      });
    }).catch(function () { if (mine === latest) fail(); }).then(function () { clearTimeout(slow); });
  }

  more.addEventListener("click", function () { show(true).catch(fail); });
  window.addEventListener("hashchange", search);
  search();
})();
