// Text spacing (WCAG 1.4.12): readers who need more space between letters, words and lines lose nothing.

const spaced = `
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }`;

/** Increases the text spacing, and checks whether any text is cut off or covered. The spacing stays. */
export async function spacing(page) {
  return page.evaluate((spaced) => {
    // A style sheet of the browser, to which the policy of the page does not apply.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(spaced);
    document.adoptedStyleSheets = [sheet];
    const { lines, around } = window.eyes;
    const faults = new Set();
    const shown = [];
    for (const { element, text, box } of lines()) {
      const line = { text: text.slice(0, 50), element, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
      const cutting = around(element, "overflowX", ["hidden", "clip"]) ?? around(element, "overflowY", ["hidden", "clip"]);
      if (cutting) {
        const frame = cutting.getBoundingClientRect();
        if (line.right > frame.right + 2 || line.left < frame.left - 2 || line.bottom > frame.bottom + 4) faults.add(`text is cut off: '${line.text}'`);
      }
      // The box of the text must grow with it, or the text runs over what comes next.
      let block = element;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      const room = block.getBoundingClientRect();
      const half = (line.bottom - line.top) / 2;
      if (block !== document.body && (line.bottom > room.bottom + half || line.top < room.top - half)) faults.add(`text runs out of its box: '${line.text}'`);
      const scroller = around(element, "overflowX", ["auto", "scroll"]);
      if (scroller) {
        const frame = scroller.getBoundingClientRect();
        line.left = Math.max(line.left, frame.left);
        line.right = Math.min(line.right, frame.right);
      }
      if (line.right - line.left > 1) shown.push(line);
    }
    shown.sort((one, other) => one.top - other.top);
    shown.forEach((one, index) => {
      for (const other of shown.slice(index + 1)) {
        if (other.top >= one.bottom) break;
        if (other.element === one.element) continue;
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - other.top;
        const lower = Math.min(one.bottom - one.top, other.bottom - other.top);
        if (wide > 2 && high > lower * 0.35) faults.add(`'${one.text}' and '${other.text}' overlap`);
      }
    });
    return [...faults];
  }, spaced);
}

/** Resets the text spacing. */
export const unspaced = (page) => page.evaluate(() => { document.adoptedStyleSheets = []; });
