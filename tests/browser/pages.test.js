// Every page of both sites, with many devices and settings. Opening a page takes longer than checking it, so each page
// is opened twice, with and without JavaScript, and its settings are changed in between.
import { describe, it } from "node:test";
import { desktop, phone, visit, zoomed } from "./browser.js";
import { axe, axeInEveryScheme } from "./checks/axe.js";
import { edge } from "./checks/edge.js";
import { dateByTitle } from "./checks/guard.js";
import { inline, traces } from "./checks/inline.js";
import { headings, landmarks } from "./checks/outline.js";
import { paper } from "./checks/paper.js";
import { pictures } from "./checks/pictures.js";
import { deadButtons, links, lost, wordsSeen } from "./checks/plain.js";
import { reflow } from "./checks/reflow.js";
import { spacing, unspaced } from "./checks/spacing.js";
import { targets } from "./checks/targets.js";
import { isLeaflet, oneOfEachKind } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

for (const site of sites) {
  const first = oneOfEachKind(site);
  describe(`every page of ${site.name}`, atOnce, () => {
    for (const page of site.pages) {
      it(`${page.kind}: ${page.path}`, async () => {
        const address = server.address(site, page.path);
        const { words, faults } = await withScript(address, page, first.includes(page));
        none([...faults, ...(await withoutScript(address, page, words))]);
      });
    }
  });

  describe(`at 400 % on ${site.name}`, atOnce, () => {
    for (const { kind, path } of first) {
      it(`reads a page of the kind ${kind}`, () => visit(browser, server.address(site, path), zoomed, async (page) => none(await reflow(page))));
    }
  });
}

/** The first checks are of the whole page. On one page of each kind, every rule is checked again after each change. */
function withScript(address, { kind, ...rest }, thorough) {
  return visit(browser, address, desktop, async (page, heard) => {
    const words = await wordsSeen(page);
    const faults = [
      ...(await headings(page)),
      ...(await landmarks(page, kind)),
      ...(await edge(page)),
      ...(await inline(page)),
      ...(await pictures(page)),
      ...(await targets(page)),
      ...(await axeInEveryScheme(page, thorough)),
      ...(isLeaflet({ kind, ...rest }) ? await paper(page) : []),
      ...(await spacing(page)),
    ];
    await unspaced(page);
    // As wide as a phone, or as a window of 1280 at 400 %.
    await page.setViewportSize(phone.viewport);
    const narrow = [...(await reflow(page)), ...(await pictures(page)), ...(await targets(page)), ...(thorough ? await axe(page) : []), ...(await spacing(page)), ...(await reflow(page))];
    faults.push(...narrow.map((fault) => `at a width of 320: ${fault}`), ...(await traces(page)), ...heard);
    return { words, faults };
  });
}

function withoutScript(address, page, words) {
  return visit(browser, address, { ...desktop, javaScriptEnabled: false }, async (opened) => {
    const faults = [...lost(words, await wordsSeen(opened)), ...(await links(opened)), ...(await deadButtons(opened))];
    await opened.setViewportSize(phone.viewport);
    return isLeaflet(page) ? [...faults, ...(await dateByTitle(opened))] : faults;
  });
}
