// Reflow (WCAG 1.4.10): no horizontal scrolling, except in a box that scrolls separately and can be reached by
// keyboard.

/** Call this at a width of 320. */
export async function reflow(page) {
  return page.evaluate(() => {
    const { lines, name, around, scrolls, focusable, isSeen, forget } = window.eyes;
    forget();
    const faults = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) faults.push(`the page is ${scrollWidth} wide in a window of ${innerWidth}`);
    const scrollers = ["auto", "scroll"];
    for (const { element, text, box } of lines()) {
      const outside = box.right > innerWidth + 1 || box.left < -1;
      if (outside && !(scrolls(element) || around(element, "overflowX", scrollers))) {
        faults.push(`a line runs from ${Math.round(box.left)} to ${Math.round(box.right)} in a window of ${innerWidth}: '${text.slice(0, 60)}'`);
      }
    }
    for (const element of document.querySelectorAll("body *")) {
      if (element.matches("img, svg, video, table, iframe, input, button") && isSeen(element) && !around(element, "overflowX", scrollers)) {
        const box = element.getBoundingClientRect();
        if (box.right > innerWidth + 1 || box.left < -1) faults.push(`${name(element)} runs out of the window`);
      }
      if (scrolls(element) && element.tabIndex < 0 && !element.querySelector(focusable)) faults.push(`keys cannot scroll ${name(element)}`);
      if (element.matches("a[href^='tel:']") && isSeen(element) && element.getClientRects().length > 1) {
        faults.push(`a telephone number is on two lines: ${name(element)}`);
      }
    }
    return faults;
  });
}
