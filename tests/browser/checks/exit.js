// 'Exit this page': the reader leaves at once, and 'Back' does not show the page.
import { word } from "../words.js";

/** The target of the exit link. The tests answer the request: nothing leaves this machine. */
const elsewhere = "https://www.bbc.co.uk/weather";

/** Call this before opening the first page. The other host then responds, and `page.told` has the headers it gets. */
export async function answerElsewhere(page) {
  page.told = [];
  await page.route("https://www.bbc.co.uk/**", (route) => {
    page.told.push(route.request().headers());
    return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Weather</title><p>Rain" });
  });
}

const link = (page) => page.getByRole("link", { name: word("exit"), exact: true });

/** The ways to exit. Each performs the reader's action. */
export const ways = {
  "by its link": (page) => link(page).click(),
  "by the keyboard": async (page) => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  },
  "by Shift three times": async (page) => {
    for (let press = 0; press < 3; press++) await page.keyboard.press("Shift");
  },
};

/** Goes from another page to the leaflet, and exits. Without JavaScript, the history cannot be changed. */
export async function exit(page, heard, leaflet, act, { script = true } = {}) {
  const before = page.url();
  await page.goto(leaflet, { waitUntil: "load" });
  const faults = heard.filter((word) => /asks another host/.test(word));
  await act(page);
  const gone = await page.waitForURL(elsewhere, { timeout: 3000 }).then(() => true, () => false);
  if (!gone) return [...faults, "the reader is still on the leaflet"];
  if (page.told.some((headers) => "referer" in headers)) faults.push("the other host learns which leaflet was read");
  if (!script) return faults;
  await page.goBack();
  if (page.url() !== before) faults.push(`'Back' leads to ${page.url()}`);
  return faults;
}

/** Shift used for typing, or pressed less often, does not exit. */
export async function stays(page) {
  const { keyboard } = page;
  const said = () => page.locator("[role=status]").textContent({ timeout: 1000 }).catch(() => "nothing");
  const faults = [];
  for (const key of ["Shift+KeyA", "Shift+KeyB", "Shift+KeyC", "Shift", "KeyA", "Shift", "Shift"]) await keyboard.press(key);
  if ((await said()) !== word("exit_one")) faults.push(`after two presses the text is '${await said()}'`);
  await keyboard.press("Escape");
  await keyboard.press("Shift");
  if ((await said()) !== word("exit_two")) faults.push(`after one press the text is '${await said()}'`);
  await page.mouse.click(5, 300);
  for (const key of ["Shift", "Shift"]) await keyboard.press(key);
  await page.waitForTimeout(200);
  if (page.url().startsWith(elsewhere)) faults.push("the page was left without being asked to");
  return faults;
}

/** Before the other page responds, the leaflet is already hidden: checked at the moment of the last key press. */
export async function blankAtOnce(page) {
  const shown = await page.evaluate(() => {
    const press = (type) => document.body.dispatchEvent(new KeyboardEvent(type, { key: "Shift", bubbles: true }));
    for (let count = 0; count < 3; count++) ["keydown", "keyup"].forEach(press);
    return { words: document.body.innerText.trim(), visible: document.body.checkVisibility(), title: document.title };
  });
  const faults = [];
  if (shown.visible) faults.push(`the leaflet is still visible: '${shown.words.slice(0, 60)}'`);
  if (shown.title !== new URL(elsewhere).hostname) faults.push(`the title is still '${shown.title}'`);
  return faults;
}
