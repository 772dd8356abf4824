// A page of each kind, used with the keyboard only.
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
      it(`tabs through a page of the kind ${kind}, and skips its header`, () =>
        visit(browser, address, desktop, async (page) => {
          const faults = await walk(page);
          none(kind === "short" ? faults : [...faults, ...(await skipLink(page))]);
        }));
      // The leaflets of the kitchen sink are long, so the other forms are only tried on shorter pages.
      if (kind !== "at-risk" && (kind !== "leaflet" || site.name !== "content")) continue;
      for (const [name, form] of Object.entries(forms)) {
        it(`tabs through a page of the kind ${kind} ${name}`, () => visit(browser, address, form, async (page) => none(await walk(page))));
      }
    }
  });
}
