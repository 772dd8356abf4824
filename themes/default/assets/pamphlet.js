// From its archive date on, a page that nobody rebuilt says so. Nothing else on the page needs this script.
(function () {
  var article = document.querySelector("[data-archive-date]");
  var guard = document.getElementById("p-guard");
  if (!article || !guard) return;
  var now = new Date();
  var two = function (number) { return (number < 10 ? "0" : "") + number; };
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  if (today >= article.getAttribute("data-archive-date")) guard.hidden = false;
})();
