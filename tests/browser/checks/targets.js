// Target size (WCAG 2.5.8): 24 by 24, or as much space around it. Links in a sentence are as tall as their line.

const least = 24;

export async function targets(page) {
  return page.evaluate((least) => {
    const { isSeen, name, forget } = window.eyes;
    forget();
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link]")].filter(isSeen);
    const boxes = all.map((element) => ({ element, box: element.getBoundingClientRect() }));
    const isSmall = ({ box }) => box.width < least - 0.5 || box.height < least - 0.5;

    /** A link among other words of its paragraph. */
    function isInSentence(element) {
      if (getComputedStyle(element).display !== "inline") return false;
      let block = element.parentElement;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      return block.textContent.trim() !== element.textContent.trim();
    }

    const middle = ({ box }) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
    /** A circle of 24 around the centre touches no other target, and no such circle of another target. */
    function hasRoom(one) {
      const { x, y } = middle(one);
      return boxes.every((other) => {
        if (other === one || other.element.contains(one.element) || one.element.contains(other.element)) return true;
        const far = Math.hypot(x - Math.max(other.box.left, Math.min(x, other.box.right)), y - Math.max(other.box.top, Math.min(y, other.box.bottom)));
        const apart = Math.hypot(x - middle(other).x, y - middle(other).y);
        return far >= least / 2 && (!isSmall(other) || apart >= least);
      });
    }

    return boxes.filter(isSmall).flatMap((target) => {
      const { element, box } = target;
      const size = `${name(element)} is ${Math.round(box.width)} by ${Math.round(box.height)}`;
      // Controls that are on every page must have the full size, without exceptions.
      if (element.matches("nav *, header *, button, input, select, summary, [role=button]")) return [size];
      return isInSentence(element) || hasRoom(target) ? [] : [`${size}, and is too close to another`];
    });
  }, least);
}
