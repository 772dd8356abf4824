// What a reader sees of a page. It is installed in each page as `eyes`, because only the browser knows.

/** Runs in the page. */
export function eyes() {
  const hidden = new Map();

  /** Invisible but readable by screen readers: clipped to a point, or moved above the page. */
  function isHidden(element) {
    if (!element || element === document.documentElement) return false;
    if (!hidden.has(element)) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const cut = style.clipPath.startsWith("inset(50%") || (style.position === "absolute" && box.width <= 1 && box.height <= 1);
      const above = box.height > 0 && box.bottom + scrollY <= 0;
      hidden.set(element, cut || above || isHidden(element.parentElement));
    }
    return hidden.get(element);
  }

  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isHidden(element);

  /** The nearest ancestor that may scroll or clip its content in this direction. */
  function around(element, axis, kinds) {
    for (let box = element.parentElement; box && box !== document.body && box !== document.documentElement; box = box.parentElement) {
      if (kinds.includes(getComputedStyle(box)[axis])) return box;
    }
    return null;
  }

  const scrolls = (element) =>
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1;

  /** Each line of text with its box, in the order of the page. */
  function lines() {
    hidden.clear();
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !isSeen(node.parentElement)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) found.push({ element: node.parentElement, text: node.data.trim(), box });
      }
    }
    return found;
  }

  /** The name of an element in a fault: its tag and its first words. */
  function name(element) {
    const mark = element.id ? `#${element.id}` : element.classList.length ? `.${[...element.classList].join(".")}` : "";
    const words = (element.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${mark}>${words ? ` '${words}'` : ""}`;
  }

  const focusable = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable=true], [tabindex]";

  /** The elements that the Tab key stops at, in the order of the page. */
  const stops = () =>
    [...document.querySelectorAll("*")].filter((element) => {
      const reachable = (element.matches(focusable) && element.tabIndex >= 0) || (scrolls(element) && !element.querySelector(focusable));
      return reachable && !element.disabled && !element.closest("[inert]") && element.checkVisibility({ visibilityProperty: true });
    });

  window.eyes = { isHidden, isSeen, around, scrolls, lines, name, focusable, stops, forget: () => hidden.clear() };
}
