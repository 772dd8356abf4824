// Reading from a memory stick, and long after the site was built.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { desktop, phone, visit } from "./browser.js";
import { archiveDate, guard } from "./checks/guard.js";
import { isLeaflet } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

const dayBefore = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

for (const site of sites) {
  describe(`from a memory stick, ${site.name}`, atOnce, () => {
    for (const { path } of site.pages) {
      const file = pathToFileURL(join(site.portable, path)).href;
      it(`shows ${path}`, async () => none(await visit(browser, file, desktop, async (page, heard) => [...(await styled(page)), ...heard])));
    }
    it("links from page to page", async () => {
      const file = pathToFileURL(join(site.portable, "index.html")).href;
      await visit(browser, file, { ...desktop, travels: true }, async (page) => {
        await page.locator("main a[href]").last().click();
        await page.waitForURL((address) => address.href !== file);
        none((await page.locator("h1").count()) === 1 ? [] : ["a link of the home page has no target"]);
      });
    });
  });

  describe(`around the archive date, ${site.name}`, atOnce, () => {
    for (const page of site.pages.filter(isLeaflet)) {
      it(`guards ${page.path}`, async () => {
        const day = archiveDate(readFileSync(page.file, "utf8"));
        const before = dayBefore(day);
        // Half past eleven in the evening in London, in summer and in winter.
        const form = { ...phone, travels: true, before: (opened) => opened.clock.setFixedTime(`${before}T22:30:00Z`) };
        const faults = await visit(browser, server.address(site, page.path), form, async (opened) => {
          const early = await guard(opened, before, { passed: false });
          await opened.clock.setFixedTime(`${day}T00:05:00Z`);
          await opened.reload();
          return [...early, ...(await guard(opened, day, { passed: true }))];
        });
        none(faults);
      });
    }
  });
}

/** A page whose style sheet was not loaded is black on white, in the browser's default font. */
const styled = (page) =>
  page.evaluate(() => ([...document.styleSheets].some((sheet) => sheet.href) && getComputedStyle(document.body).marginTop === "0px" ? [] : ["the style sheet is not there"]));
