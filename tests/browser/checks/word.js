// An explained word: its meaning opens by keyboard and by click, next to the text; Escape closes it; on paper, it is in
// a list.
import { axe, light, schemes } from "./axe.js";

const first = (page) => page.locator(".text .word").first();

/** Opens the first word of the page by keyboard and by click. Also works without JavaScript. */
export async function word(page) {
  const faults = [];
  const button = first(page);
  const id = await button.getAttribute("popovertarget");
  const meaning = page.locator(`[id="${id}"]`);
  const opened = () => meaning.isVisible();
  if (await opened()) faults.push("a meaning is open before the word is pressed");
  await button.focus();
  await page.keyboard.press("Enter");
  if (!(await opened())) return [...faults, "the key Enter does not open the meaning of a word"];
  faults.push(...(await inWindow(page, meaning)));
  await page.keyboard.press("Tab");
  if (!(await meaning.locator("button").evaluate((close) => close === document.activeElement))) faults.push("the Tab key does not lead from a word into its meaning");
  await page.keyboard.press("Enter");
  if (await opened()) faults.push("'Close' does not close a meaning");
  if (!(await button.evaluate((word) => word === document.activeElement))) faults.push("the focus is not back at the word whose meaning was closed");
  await page.keyboard.press("Space");
  if (!(await opened())) faults.push("the space bar does not open the meaning of a word");
  await page.keyboard.press("Escape");
  if (await opened()) faults.push("the key Escape does not close a meaning");
  await button.click();
  if (!(await opened())) faults.push("a click does not open the meaning of a word");
  faults.push(...(await inWindow(page, meaning)));
  return faults;
}

/** The findings of axe while a meaning is open, in every colour scheme. */
export async function axeWhileOpen(page) {
  const button = first(page);
  const id = await button.getAttribute("popovertarget");
  const faults = [];
  for (const [name, media] of Object.entries({ "light colours": light, ...schemes })) {
    await page.emulateMedia(media);
    if (!(await page.locator(`[id="${id}"]`).isVisible())) await button.click();
    faults.push(...(await axe(page)).map((fault) => `with a meaning open, in ${name}: ${fault}`));
  }
  await page.emulateMedia(light);
  return faults;
}

/** On paper, every word of the page has its meaning, and there is nothing to press. */
export async function wordsOnPaper(page) {
  await page.emulateMedia({ media: "print" });
  const faults = await page.evaluate(() => {
    const words = [...document.querySelectorAll(".text .word")];
    const lost = words.filter((word) => !word.popoverTargetElement?.checkVisibility()).map((word) => `on paper '${word.innerText}' has no meaning`);
    const buttons = [...document.querySelectorAll(".meanings button")].filter((button) => button.checkVisibility());
    return [...lost, ...(buttons.length ? ["on paper there are buttons to close meanings"] : [])];
  });
  await page.emulateMedia({ media: "screen" });
  return faults;
}

/** The meaning is completely in the window, and does not cover its word. */
async function inWindow(page, meaning) {
  const [box, word] = [await meaning.boundingBox(), await first(page).boundingBox()];
  const { width, height } = page.viewportSize();
  const faults = [];
  if (box.x < 0 || box.y < 0 || box.x + box.width > width + 0.5 || box.y + box.height > height + 0.5) faults.push("an open meaning is partly outside the window");
  if (word.x < box.x + box.width && box.x < word.x + word.width && word.y + 2 < box.y + box.height && box.y + 2 < word.y + word.height) faults.push("an open meaning covers its word");
  return faults;
}
