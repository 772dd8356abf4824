// A page of each kind with nothing but a keyboard.
import { describe, it } from "node:test";
import { desktop, phone, visit } from "./browser.js";
import { schemes } from "./checks/axe.js";
import { skipLink, walk } from "./checks/keyboard.js";
import { oneOfEachKind } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

for (const site of sites) {
  describe(`the keyboard on ${site.name}`, atOnce, () => {
    for (const { kind, path } of oneOfEachKind(site)) {
      const address = server.address(site, path);
      it(`walks through a page of the kind ${kind}`, () => visit(browser, address, desktop, async (page) => none(await walk(page))));
      if (kind === "short") continue;
      it(`skips to the main part of a page of the kind ${kind}`, () => visit(browser, address, desktop, async (page) => none(await skipLink(page))));
      if (kind !== "leaflet") continue;
      it("walks through a leaflet on a narrow window", () => visit(browser, address, phone, async (page) => none(await walk(page))));
      for (const [name, media] of Object.entries(schemes)) {
        it(`walks through a leaflet in ${name}`, () => visit(browser, address, { ...desktop, ...media }, async (page) => none(await walk(page))));
      }
    }
  });
}
