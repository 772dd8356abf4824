// Without JavaScript, from a memory stick, on paper, and long after it was built.
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { desktop, phone, visit } from "./browser.js";
import { archiveDate, dateByTitle, guard } from "./checks/guard.js";
import { paper } from "./checks/paper.js";
import { links, lost, wordsSeen } from "./checks/plain.js";
import { isLeaflet, oneOfEachKind } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

const plain = { ...desktop, javaScriptEnabled: false };
const dayBefore = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

for (const site of sites) {
  const address = (page) => server.address(site, page.path);

  describe(`without JavaScript, ${site.name}`, atOnce, () => {
    for (const page of site.pages) {
      it(`says the same on ${page.path}`, async () => {
        const withScript = await visit(browser, address(page), desktop, wordsSeen);
        const faults = await visit(browser, address(page), plain, async (opened) => [
          ...lost(withScript, await wordsSeen(opened)),
          ...(await links(opened)),
        ]);
        none(faults);
      });
    }
  });

  describe(`from a memory stick, ${site.name}`, atOnce, () => {
    for (const page of site.pages) {
      it(`shows ${page.path}`, async () => {
        const file = pathToFileURL(join(site.portable, page.path)).href;
        none(await visit(browser, file, desktop, async (opened, heard) => [...(await styled(opened)), ...heard]));
      });
    }
    it("leads from page to page", async () => {
      const [home] = oneOfEachKind(site).filter(({ kind }) => kind === "home");
      const file = pathToFileURL(join(site.portable, home.path)).href;
      await visit(browser, file, desktop, async (page) => {
        await page.locator("main a[href]").last().click();
        await page.waitForLoadState();
        none((await page.locator("h1").count()) === 1 ? [] : ["a link of the home page leads to no page"]);
      });
    });
  });

  describe(`on paper, ${site.name}`, atOnce, () => {
    for (const page of site.pages.filter(isLeaflet)) {
      it(`prints ${page.path}`, async () => none(await visit(browser, address(page), desktop, paper)));
    }
  });

  describe(`after the archive date, ${site.name}`, atOnce, () => {
    for (const page of site.pages.filter(isLeaflet)) {
      it(`guards ${page.path}`, async () => {
        const day = await visit(browser, address(page), phone, archiveDate);
        const on = (moment) => ({ ...phone, before: (opened) => opened.clock.setFixedTime(moment) });
        none([
          ...(await visit(browser, address(page), on(`${day}T00:05:00Z`), (opened) => guard(opened, day, { passed: true }))),
          ...(await visit(browser, address(page), on(`${dayBefore(day)}T22:30:00Z`), (opened) => guard(opened, dayBefore(day), { passed: false }))),
          ...(await visit(browser, address(page), { ...phone, javaScriptEnabled: false }, dateByTitle)),
        ]);
      });
    }
  });
}

/** A page whose style sheet did not come is black on white in the browser's own letters. */
const styled = (page) =>
  page.evaluate(() => ([...document.styleSheets].some((sheet) => sheet.href) && getComputedStyle(document.body).marginTop === "0px" ? [] : ["the style sheet is not there"]));
