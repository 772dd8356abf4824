// Chromium, as the suite starts it: nothing of this machine's user, no word to any other host.
import { chromium, chromiumPath } from "./tools.js";
import { eyes } from "./eyes.js";

const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  // An address elsewhere is not even looked up: the request is seen, and goes nowhere.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export const launch = () => chromium.launch({ executablePath: chromiumPath, headless: true, args: switches });

/** What readers hold in their hands. */
export const desktop = { viewport: { width: 1280, height: 800 } };
export const phone = { viewport: { width: 320, height: 640 }, hasTouch: true };
/** A window of 1280 by 1024 at 400 %: as many pixels, a quarter of the room. */
export const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

/** Opens an address in a browser that knows nothing yet, runs what is to be done there, and closes it. */
export async function visit(browser, address, form, act) {
  // Without movement, so that nothing is looked at halfway.
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

/** A page that leads on at once is looked at before it does. A form with `travels` lets it go. */
async function stay(page) {
  let opened = false;
  await page.route((address) => address.protocol !== "data:", (route) => {
    const leaves = route.request().isNavigationRequest() && route.request().frame() === page.mainFrame();
    const again = leaves && opened;
    opened ||= leaves;
    return again ? route.abort("aborted") : route.continue();
  });
}

/** What a page asks for elsewhere, fails to get, or complains of. The list goes on filling while the page is open. */
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
    if (response.status() >= 400) heard.push(`it gets the answer ${response.status()} from ${response.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(`the console says: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`a script fails: ${error.message}`));
  return heard;
}
