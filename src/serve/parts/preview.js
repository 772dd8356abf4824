// Keeps an open page up to date with its file. Without this script everything works; the page must then be reloaded by hand.
(function () {
  "use strict";
  var KEY = "pd-place";
  var held = function () { return document.querySelector("[data-version]"); };
  if (!held()) return;

  // The reading position: the headings and blocks in view, and their distance from the top of the window.
  var BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, tr, dt, pre, blockquote, figure, summary";
  var blocks = function () {
    return Array.prototype.filter.call(document.querySelectorAll(BLOCKS), function (block) {
      return !block.closest(".pd-panel, .pd-mark") && block.getClientRects().length > 0;
    });
  };
  var nameOf = function (block) { return block.id ? "#" + block.id : block.tagName + " " + block.textContent.trim().slice(0, 80); };
  var place = function () {
    var all = blocks();
    var isInSight = function (block) {
      var box = block.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    };
    // The text being read crosses the middle of the window; a side column may not move with it.
    var isRead = function (block) {
      var box = block.getBoundingClientRect();
      return box.left <= innerWidth / 2 && box.right >= innerWidth / 2;
    };
    var inSight = all.filter(isInSight);
    var read = inSight.filter(isRead);
    var marks = (read.length ? read : inSight).slice(0, 12).map(function (block) {
      return { name: nameOf(block), at: all.indexOf(block), top: block.getBoundingClientRect().top };
    });
    return { marks: marks, y: window.scrollY };
  };
  var goTo = function (place) {
    // The text in view may be what was changed; then the blocks after it determine the position.
    var all = blocks();
    for (var mark of place.marks) {
      var same = all.filter(function (block) { return nameOf(block) === mark.name; });
      var near = same.sort(function (a, b) { return Math.abs(all.indexOf(a) - mark.at) - Math.abs(all.indexOf(b) - mark.at); })[0];
      if (near) {
        window.scrollBy({ top: near.getBoundingClientRect().top - mark.top, behavior: "instant" });
        return;
      }
    }
    window.scrollTo({ top: place.y, behavior: "instant" });
  };

  // The keyboard focus, the open details elements, and the values of the desk's filters.
  var FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  var focus = function () {
    var element = document.activeElement;
    if (!element || element === document.body) return null;
    if (element.id) return { id: element.id };
    var like = Array.prototype.filter.call(document.querySelectorAll(FOCUSABLE), function (other) { return nameOf(other) === nameOf(element); });
    return { name: nameOf(element), nth: like.indexOf(element) };
  };
  var refocus = function (kept) {
    if (!kept) return;
    var like = kept.id ? [document.getElementById(kept.id)] : Array.prototype.filter.call(document.querySelectorAll(FOCUSABLE), function (other) { return nameOf(other) === kept.name; });
    var element = like[kept.nth || 0] || like[0];
    if (element) element.focus({ preventScroll: true });
  };
  var folds = function () {
    return Array.prototype.map.call(document.querySelectorAll("details"), function (details) {
      return { name: nameOf(details.querySelector("summary") || details), own: !!details.closest(".pd-panel"), open: details.open };
    });
  };
  var unfold = function (kept) {
    document.querySelectorAll("details").forEach(function (details) {
      var own = !!details.closest(".pd-panel");
      var name = nameOf(details.querySelector("summary") || details);
      var before = kept.find(function (fold) { return own ? fold.own : fold.name === name; });
      if (before) details.open = before.open;
    });
  };
  var typed = function () {
    return Array.prototype.map.call(document.querySelectorAll(".pd-filters [id]"), function (field) { return { id: field.id, value: field.value }; });
  };

  // A reloaded page keeps its position. Nothing is kept after the tab is closed.
  try {
    var kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
    sessionStorage.removeItem(KEY);
    if (kept && kept.address === location.href) {
      unfold(kept.folds);
      kept.typed.forEach(function (field) {
        var now = document.getElementById(field.id);
        if (now) now.value = field.value;
      });
      history.scrollRestoration = "manual";
      goTo(kept.place);
      refocus(kept.focus);
      // Otherwise the browser would restore the old scroll position once this page is loaded.
      var again = function () { goTo(kept.place); };
      if (document.readyState === "complete") again(); else window.addEventListener("load", again);
    }
  } catch (error) { /* Without session storage the page starts at its top. */ }
  var leaving = false;
  var loadAgain = function () {
    leaving = true;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ address: location.href, place: place(), focus: focus(), folds: folds(), typed: typed() }));
    } catch (error) { /* As above. */ }
    location.reload();
  };

  // Fetches the current page. If only its panel differs, only the panel is replaced.
  var busy = false;
  var wanted = null;
  var refresh = function (version) {
    if (busy || leaving) { wanted = version; return; }
    busy = true;
    fetch(location.href, { cache: "no-store" }).then(function (answer) { return answer.text(); }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-version]");
      var own = document.getElementById("pd-panel");
      var mark = /id="pd-mark"/.test(text);
      if (!fresh || !own || fresh.id !== own.id || fresh.dataset.page !== own.dataset.page || mark || document.getElementById("pd-mark")) {
        loadAgain();
        return;
      }
      var open = own.querySelector("details").open;
      var hadFocus = own.contains(document.activeElement) ? focus() : null;
      own.replaceWith(document.importNode(fresh, true));
      // A closed panel stays closed, unless it now shows errors that keep the site from being built.
      var now = document.querySelector("#pd-panel details");
      now.open = open || now.open;
      refocus(hadFocus);
    }).catch(function () { /* The preview has stopped; the next event comes when it runs again. */ }).then(function () {
      busy = false;
      var next = wanted;
      wanted = null;
      if (next && held().dataset.version !== next) refresh(next);
    });
  };
  var events = new EventSource("/_desk/changes");
  events.onmessage = function (event) {
    if (held().dataset.version !== event.data) refresh(event.data);
  };
  window.addEventListener("pagehide", function () { history.scrollRestoration = "auto"; events.close(); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
})();
