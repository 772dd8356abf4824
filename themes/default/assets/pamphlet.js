// Optional behaviour of pages. Everything works without this script.

// From its archive date on, a page that was not rebuilt shows a warning.
(function () {
  var article = document.querySelector("[data-archive-date]");
  var guard = document.getElementById("p-guard");
  if (!article || !guard) return;
  var now = new Date();
  var two = function (number) { return (number < 10 ? "0" : "") + number; };
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  if (today >= article.getAttribute("data-archive-date")) guard.hidden = false;
})();

// A short address that was typed in small letters: '/r/pt-001/' leads to '/r/PT-001/'. Hosts with our rules do this
// themselves.
(function () {
  var parts = /^(.*\/r\/)([^/]+)\/?$/.exec(window.location.pathname);
  if (!parts || !document.getElementById("p-not-found")) return;
  var capitals = parts[2].replace(/%[0-9a-f]{2}|[a-z]/gi, function (part) { return part.toUpperCase(); });
  if (capitals !== parts[2]) window.location.replace(parts[1] + capitals + "/");
})();

// 'Print' and 'Larger text'. The choice is not stored, so that it leaves no trace on a shared phone.
(function () {
  var print = document.getElementById("p-print");
  var large = document.getElementById("p-large");
  if (print) print.addEventListener("click", function () { window.print(); });
  if (large) large.addEventListener("click", function () {
    var on = document.documentElement.classList.toggle("large");
    large.setAttribute("aria-pressed", String(on));
  });
})();

// 'Exit this page', by its link or by Shift three times: the page is blanked at once and replaced in the history,
// so that 'Back' does not return to it.
(function () {
  var link = document.getElementById("p-exit");
  var said = document.getElementById("p-exit-said");
  if (!link || !said) return;
  var presses = 0;
  var alone = false;
  var timer;
  var forget = function () {
    presses = 0;
    said.textContent = "";
  };
  var exit = function () {
    document.title = link.hostname;
    document.body.hidden = true;
    window.location.replace(link.href);
  };
  link.title = link.getAttribute("data-hint");
  link.addEventListener("click", function (event) {
    event.preventDefault();
    exit();
  });
  // Shift counts only if it is pressed and released alone: with another key or the mouse it types or selects.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (!event.repeat) alone = true;
    } else {
      alone = false;
      forget();
    }
  });
  document.addEventListener("pointerdown", function () {
    alone = false;
    forget();
  });
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses += 1;
    clearTimeout(timer);
    if (presses === 3) return exit();
    said.textContent = link.getAttribute(presses === 1 ? "data-two" : "data-one");
    // Presses that are far apart are unrelated.
    timer = setTimeout(forget, 5000);
  });
})();
