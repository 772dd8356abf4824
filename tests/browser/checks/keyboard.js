// Tabs through a page: every stop must be visible, in the order of the page and marked, and the end leads back to the
// start.
import { changed } from "../picture.js";
import { word } from "../words.js";

/** Tabs through the whole page, and back. */
export async function walk(page) {
  const faults = [];
  const names = await start(page);
  if (names.length === 0) return ["the Tab key stops nowhere"];
  const wrong = await page.evaluate(() => window.stops.filter((stop) => stop.tabIndex > 0).map((stop) => window.eyes.name(stop)));
  faults.push(...wrong.map((name) => `${name} jumps the order of the page with its tabindex`));
  for (let expected = 0; expected < names.length; expected++) {
    await page.keyboard.press("Tab");
    const stop = await here(page);
    if (stop.index !== expected) {
      faults.push(`the Tab key leads ${place(names, stop)} instead of to ${names[expected]}`);
      return faults;
    }
    if (stop.covered) faults.push(`${names[expected]} is hidden when it has the focus: ${stop.covered}`);
    const mark = await focusMark(page, stop);
    if (mark.seen < mark.needed) faults.push(`the focus on ${names[expected]} is hardly visible: ${mark.seen} pixels change, ${mark.needed} are needed`);
  }
  faults.push(...(await leave(page, names)));
  return faults;
}

/** Puts the focus before everything, and numbers the stops. */
async function start(page) {
  return page.evaluate(() => {
    window.scrollTo(0, 0);
    document.activeElement.blur();
    getSelection().removeAllRanges();
    // The Tab key continues from the last click, so this clicks at the top of the page.
    document.body.tabIndex = -1;
    document.body.focus({ preventScroll: true });
    document.body.blur();
    document.body.removeAttribute("tabindex");
    window.stops = window.eyes.stops();
    return window.stops.map(window.eyes.name);
  });
}

/** The position of the focus, and whether it is visible there. */
async function here(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const index = window.stops.indexOf(element);
    if (index < 0) return { index, name: window.eyes.name(element), isPage: element === document.body || element === document.documentElement };
    // A link over two lines has two boxes, and does not cover the space between them.
    const [first] = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (!first) return { index, covered: "it has no size" };
    // The box of an inline link is as tall as its font and padding, often taller than the line, so it overlaps the
    // links of the lines around it. Only the height of its letters is checked.
    const style = getComputedStyle(element);
    const letters = style.display === "inline" ? parseFloat(style.fontSize) : first.height;
    const beyond = Math.max(first.height - letters, 0) / 2;
    const box = { left: first.left, right: first.right, top: first.top + beyond, bottom: first.bottom - beyond };
    const all = element.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    let covered = left >= right || top >= bottom ? "it is out of the window" : "";
    // An element that is taller than the window, such as a table, is not completely visible: a bar at the bottom may
    // cover its last lines.
    const end = all.height > innerHeight ? [] : [[right - 2, bottom - 2]];
    for (const [x, y] of [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], ...end]) {
      if (covered) break;
      const above = document.elementFromPoint(x, y);
      if (above && above !== element && !element.contains(above) && !above.contains(element)) covered = `${window.eyes.name(above)} covers it`;
    }
    return { index, covered, box: { left: all.left, top: all.top, right: all.right, bottom: all.bottom } };
  });
}

const place = (names, stop) => (stop.index >= 0 ? `to ${names[stop.index]}` : stop.isPage ? "nowhere" : `to ${stop.name}`);

/** The number of pixels that show the focus. The minimum is that of an outline two pixels thick, as in WCAG 2.4.13. */
async function focusMark(page, { box }) {
  if (!box) return { seen: 0, needed: 1 };
  const { width, height } = page.viewportSize();
  const room = 8;
  const [x, y] = [Math.max(Math.floor(box.left) - room, 0), Math.max(Math.floor(box.top) - room, 0)];
  const clip = { x, y, width: Math.min(Math.ceil(box.right) + room, width) - x, height: Math.min(Math.ceil(box.bottom) + room, height) - y };
  if (clip.width <= 0 || clip.height <= 0) return { seen: 0, needed: 1 };
  const around = 2 * (Math.min(box.right, width) - Math.max(box.left, 0) + Math.min(box.bottom, height) - Math.max(box.top, 0));
  const picture = () => page.screenshot({ timeout: 120_000, clip, caret: "initial", animations: "allow" });
  const focused = await picture();
  await page.evaluate(() => {
    window.left = document.activeElement;
    window.left.blur();
  });
  const plain = await picture();
  await page.evaluate(() => window.left.focus({ preventScroll: true, focusVisible: true }));
  return { seen: changed(plain, focused), needed: Math.max(200, Math.round(around)) };
}

/** After the last stop, the focus leaves the page and comes back to the first. Backwards, the order is reversed. */
async function leave(page, names) {
  let stop;
  for (let press = 0; press < 3; press++) {
    await page.keyboard.press("Tab");
    stop = await here(page);
    if (!stop.isPage) break;
  }
  if (stop.index !== 0) return [`after the last stop, the Tab key leads ${place(names, stop)}, not back to the start`];
  for (let expected = names.length - 1; expected >= 0; expected--) {
    for (let press = 0; press < 3; press++) {
      await page.keyboard.press("Shift+Tab");
      stop = await here(page);
      if (!stop.isPage) break;
    }
    if (stop.index !== expected) return [`backwards, the keys lead ${place(names, stop)} instead of to ${names[expected]}`];
  }
  return [];
}

/** The first stop skips the header of the page: the next one is in the main part. */
export async function skipLink(page) {
  await start(page);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.innerText ?? "");
  if (first.trim() !== word("skip")) return [`the first stop is '${first.trim()}' and not '${word("skip")}'`];
  await page.keyboard.press("Enter");
  const faults = [];
  if (!(await page.evaluate(() => document.activeElement?.matches("main, [role=main]")))) faults.push("the skip link does not move the focus to the main part");
  const inMain = await page.evaluate(() => window.stops.some((stop) => stop.closest("main")));
  await page.keyboard.press("Tab");
  if (inMain && !(await page.evaluate(() => document.activeElement?.closest("main")))) faults.push("after the skip link, the Tab key does not stop in the main part");
  return faults;
}
