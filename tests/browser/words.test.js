// Words of the glossary, with and without JavaScript, in a wide window and in a narrow one.
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { desktop, phone, visit } from "./browser.js";
import { axeWhileOpen, word, wordsOnPaper } from "./checks/word.js";
import { isLeaflet } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

const forms = { "on a wide window": desktop, "on a narrow window": phone, "without JavaScript": { ...desktop, javaScriptEnabled: false } };

for (const site of sites) {
  describe(`words explained on ${site.name}`, atOnce, () => {
    const page = site.pages.filter(isLeaflet).find(({ file }) => readFileSync(file, "utf8").includes('class="word"'));
    it("are there", () => none(page ? [] : ["no leaflet has a word whose meaning opens"]));
    if (!page) return;
    for (const [name, form] of Object.entries(forms)) {
      it(`show their meaning ${name}`, () => visit(browser, server.address(site, page.path), form, async (opened) => none(await word(opened))));
    }
    it("are sound in every scheme, and on paper", () =>
      visit(browser, server.address(site, page.path), desktop, async (opened) => none([...(await axeWhileOpen(opened)), ...(await wordsOnPaper(opened))])));
  });
}
