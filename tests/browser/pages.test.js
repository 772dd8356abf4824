// Every page of both sites, as readers with many devices and needs have it.
import { describe, it } from "node:test";
import { desktop, phone, visit, zoomed } from "./browser.js";
import { axe, axeInEveryScheme } from "./checks/axe.js";
import { inline, traces } from "./checks/inline.js";
import { headings, landmarks } from "./checks/outline.js";
import { reflow } from "./checks/reflow.js";
import { spacing } from "./checks/spacing.js";
import { targets } from "./checks/targets.js";
import { oneOfEachKind } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

for (const site of sites) {
  const first = oneOfEachKind(site);
  describe(`every page of ${site.name}`, atOnce, () => {
    for (const page of site.pages) {
      it(`${page.kind}: ${page.path}`, async () => {
        const address = server.address(site, page.path);
        const thorough = first.includes(page);
        none([...(await onDesktop(address, page.kind, thorough)), ...(await onPhone(address, thorough)), ...(await enlarged(address))]);
      });
    }
  });
}

const onDesktop = (address, kind, thorough) =>
  visit(browser, address, desktop, async (page, heard) => [
    ...(await headings(page)),
    ...(await landmarks(page, kind)),
    ...(await inline(page)),
    ...(await targets(page)),
    ...(await axeInEveryScheme(page, thorough)),
    ...(await spacing(page)),
    ...(await traces(page)),
    ...heard,
  ]);

const onPhone = (address, thorough) =>
  visit(browser, address, phone, async (page, heard) => {
    const faults = [...(await reflow(page)), ...(await targets(page)), ...(thorough ? await axe(page) : []), ...(await spacing(page)), ...(await reflow(page)), ...heard];
    return faults.map((fault) => `on a phone: ${fault}`);
  });

const enlarged = (address) =>
  visit(browser, address, zoomed, async (page) => (await reflow(page)).map((fault) => `at 400 %: ${fault}`));
