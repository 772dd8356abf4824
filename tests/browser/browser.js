// Chromium for the tests: independent of the user's profile, and without access to other hosts.
import { chromium, chromiumPath } from "./tools.js";
import { eyes } from "./eyes.js";

const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  // External addresses are not even resolved: the request is recorded, but goes nowhere.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export const launch = () => chromium.launch({ executablePath: chromiumPath, headless: true, args: switches });

/** The devices of readers. */
export const desktop = { viewport: { width: 1280, height: 800 } };
export const phone = { viewport: { width: 320, height: 640 }, hasTouch: true };
/** A window of 1280 by 1024 at 400 %: the same number of pixels, a quarter of the space. */
export const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

/** Opens an address in a new browser context, runs the given steps, and closes it. */
export async function visit(browser, address, form, act) {
  // Without animations, so that nothing is checked halfway.
  const context = await browser.newContext({ reducedMotion: "reduce", locale: "en-GB", timezoneId: "Europe/London", ...form });
  try {
    const page = await context.newPage();
    const heard = listen(page, address);
    if (!form.travels) await stay(page);
    await form.before?.(page);
    await page.goto(address, { waitUntil: "load" });
    await page.evaluate(eyes);
    return await act(page, heard);
  } finally {
    await context.close();
  }
}

/** Pages that redirect at once are checked before they do. A form with `travels` lets them redirect. */
async function stay(page) {
  let opened = false;
  await page.route((address) => address.protocol !== "data:", (route) => {
    const leaves = route.request().isNavigationRequest() && route.request().frame() === page.mainFrame();
    const again = leaves && opened;
    opened ||= leaves;
    return again ? route.abort("aborted") : route.continue();
  });
}

/** The requests to other hosts, failed requests, and console messages of a page. The list grows while the page is open. */
function listen(page, address) {
  const heard = [];
  const { protocol, host } = new URL(address);
  page.on("request", (request) => {
    const asked = new URL(request.url());
    const own = asked.protocol === "data:" || (asked.protocol === protocol && asked.host === host);
    if (!own) heard.push(`it asks another host: ${asked}`);
  });
  page.on("requestfailed", (request) => {
    if (!request.isNavigationRequest()) heard.push(`it cannot load ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) heard.push(`it gets the response ${response.status()} from ${response.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(`the console says: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`a script fails: ${error.message}`));
  return heard;
}
