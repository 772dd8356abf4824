// A page of each kind with nothing but a keyboard.
import { describe, it } from "node:test";
import { desktop, phone, visit } from "./browser.js";
import { schemes } from "./checks/axe.js";
import { skipLink, walk } from "./checks/keyboard.js";
import { oneOfEachKind } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

const forms = { "on a narrow window": phone, ...Object.fromEntries(Object.entries(schemes).map(([name, media]) => [`in ${name}`, { ...desktop, ...media }])) };

for (const site of sites) {
  describe(`the keyboard on ${site.name}`, atOnce, () => {
    for (const { kind, path } of oneOfEachKind(site)) {
      const address = server.address(site, path);
      it(`walks through a page of the kind ${kind}, and skips its head`, () =>
        visit(browser, address, desktop, async (page) => {
          const faults = await walk(page);
          none(kind === "short" ? faults : [...faults, ...(await skipLink(page))]);
        }));
      // The leaflets of the kitchen sink are long: the other forms of it are those of the shorter ones.
      if (kind !== "at-risk" && (kind !== "leaflet" || site.name !== "content")) continue;
      for (const [name, form] of Object.entries(forms)) {
        it(`walks through a page of the kind ${kind} ${name}`, () => visit(browser, address, form, async (page) => none(await walk(page))));
      }
    }
  });
}
