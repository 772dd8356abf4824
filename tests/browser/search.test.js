// The search as readers use it: by keyboard, by touch, from a memory stick, after going back, and with missing files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { desktop, phone, visit } from "./browser.js";
import { axeInEveryScheme } from "./checks/axe.js";
import { walk } from "./checks/keyboard.js";
import { headings, landmarks } from "./checks/outline.js";
import { policy } from "./checks/policy.js";
import { reflow } from "./checks/reflow.js";
import { spacing, unspaced } from "./checks/spacing.js";
import { targets } from "./checks/targets.js";
import { open } from "./search/engine.js";
import { atOnce, browser, none, server, sites } from "./suite.js";
import { root } from "./tools.js";
import { word } from "./words.js";

const [content, sink] = sites;
const searchPage = "search/index.html";
const travelling = { travels: true };

const box = (page) => page.getByRole("searchbox");
const button = (page) => page.getByRole("button", { name: word("search"), exact: true });
const results = (page) => page.locator("#p-results li > a");
const said = (page) => page.getByRole("status");

/** The text of the page about the results. */
const many = (count, query) => word("search_many").replace("{count}", count).replace("{query}", query);
const one = (query) => word("search_one").replace("{query}", query);

/** The faults of a page, except for files that were still loading when it was left. */
const wrong = (heard) => heard.filter((fault) => !fault.startsWith("it cannot load"));

/** Waits until the page has the expected text, after which the results are visible too. */
async function hears(page, words) {
  await page.waitForFunction((words) => document.getElementById("p-found")?.textContent.startsWith(words), words, { timeout: 10_000 }).catch(() => {});
  assert.ok(((await said(page).textContent()) ?? "").startsWith(words), `the text is '${await said(page).textContent()}', not '${words}'`);
}

/** The search of a site, in a browser that may go to other pages. */
const search = (site, form, act, path = searchPage) => visit(browser, server.address(site, path), { ...form, ...travelling }, act);

describe("the search", atOnce, () => {
  it("is used with nothing but keys, and 'back' returns to what was found", () =>
    search(content, desktop, async (page, heard) => {
      for (let presses = 0; !(await box(page).evaluate((it) => it === document.activeElement)); presses += 1) {
        assert.ok(presses < 30, "the Tab key does not reach the search box");
        await page.keyboard.press("Tab");
      }
      await page.keyboard.type("cognitiv therpy");
      await page.keyboard.press("Enter");
      await hears(page, many(5, "cognitiv therpy"));
      assert.match(await said(page).textContent(), new RegExp(word("search_similar").replace("{word}", "therpy")));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Cognitive behavioural therapy");
      assert.deepEqual(await page.locator("#p-results li:first-child mark").allTextContents().then((all) => all.slice(0, 2)), ["Cognitive", "therapy"]);
      await page.keyboard.press("Enter");
      await page.waitForURL(/leaflets\/cognitive-behavioural-therapy/);
      await page.goBack();
      await hears(page, many(5, "cognitiv therpy"));
      assert.equal(await box(page).inputValue(), "cognitiv therpy");
      none(wrong(heard));
    }));

  it("is used with a finger, from the first page on", () =>
    search(content, phone, async (page, heard) => {
      await box(page).tap();
      await page.keyboard.type("ipt");
      await button(page).tap();
      await page.waitForURL(/search\/#q=ipt$/);
      await hears(page, one("ipt"));
      const [found, screen] = await page.evaluate(() => [document.getElementById("p-results").getBoundingClientRect(), innerHeight]);
      assert.ok(found.top > 0 && found.top < screen * 0.7, `results are at ${found.top} of ${screen} pixels`);
      await results(page).first().tap();
      await page.waitForURL(/leaflets\/interpersonal-therapy/);
      none(wrong(heard));
    }, "index.html"));

  it("goes back search by search", () =>
    search(content, desktop, async (page) => {
      for (const query of ["CBT", "integrative"]) {
        await box(page).fill(query);
        await button(page).click();
        await hears(page, one(query));
      }
      await page.goBack();
      await hears(page, one("CBT"));
      assert.equal(await results(page).first().textContent(), "Cognitive behavioural therapy");
      await page.goBack();
      await page.waitForFunction(() => document.getElementById("p-found").textContent === "");
      assert.equal(await results(page).count(), 0);
      assert.equal(await box(page).inputValue(), "");
    }));

  it("leads from a reference to its leaflet, and back to where the reader was", () =>
    search(content, desktop, async (page) => {
      await box(page).fill(" pt 003 ");
      await button(page).click();
      await page.waitForURL(/leaflets\/cognitive-behavioural-therapy/);
      await page.goBack();
      await page.waitForURL((address) => address.pathname.endsWith("/") && !address.pathname.includes("leaflets"));
    }, "index.html"));

  it("leads from the reference of an archived leaflet to its notice, and finds nothing else of it", async () => {
    const archived = sink.pages.find(({ kind }) => kind === "archived");
    const html = readFileSync(archived.file, "utf8");
    const [, title] = /<h1>(?:<[^>]*>)*([^<]*)/.exec(html);
    const [reference] = /[A-Z]{2}-[0-9]{3}/.exec(html.slice(html.indexOf(word("reference"))));
    await search(sink, desktop, async (page) => {
      await box(page).fill(title);
      await button(page).click();
      await page.waitForFunction(() => document.getElementById("p-found").textContent);
      assert.ok(!(await results(page).allTextContents()).includes(title), `'${title}' is among the results`);
      await box(page).fill(reference.toLowerCase());
      await button(page).click();
      await page.waitForURL(/leaflets\/old-advice/);
    });
  });

  it("finds a translation by its own words, and marks its language", () =>
    search(sink, desktop, async (page) => {
      await box(page).fill("gysgu");
      await button(page).click();
      await page.waitForFunction(() => document.getElementById("p-found").textContent);
      assert.equal(await page.locator("#p-results a[lang=cy]").count(), 1);
    }));

  it("works from a memory stick", async () => {
    const address = pathToFileURL(join(content.portable, "index.html")).href;
    await visit(browser, address, { ...desktop, ...travelling }, async (page, heard) => {
      await box(page).fill("psychodinamic");
      await button(page).click();
      await hears(page, many(5, "psychodinamic"));
      await results(page).first().click();
      await page.waitForURL(/leaflets\/psychodynamic-and-psychoanalytic-therapy\/index\.html$/);
      none(wrong(heard));
    });
  });

  it("tells nobody what is looked for", () =>
    search(content, desktop, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url().split("#")[0]));
      await box(page).fill("selfharm");
      await button(page).click();
      await page.waitForFunction(() => document.getElementById("p-found").textContent);
      assert.ok(asked.length > 1);
      none(asked.filter((address) => /selfharm/i.test(address)).map((address) => `it requests ${address}`));
    }));

  for (const [name, open] of Object.entries({ served: (site, path) => server.address(site, path), "on a memory stick": (site, path) => pathToFileURL(join(site.portable, path)).href })) {
    for (const path of ["index.html", searchPage]) {
      it(`leads to the A to Z without JavaScript, from ${path}, ${name}`, () =>
        visit(browser, open(content, path), { ...desktop, ...travelling, javaScriptEnabled: false }, async (page) => {
          await page.locator("#p-query").fill("CBT");
          await page.locator("#p-search button").click();
          await page.waitForURL(/a-to-z\/(index\.html)?\??$/);
        }));
    }
  }

  const states = {
    empty: async () => {},
    results: async (page) => { await box(page).fill("therpy"); await button(page).click(); await hears(page, many(5, "therpy")); },
    "none found": async (page) => { await box(page).fill("xyzzy"); await button(page).click(); await hears(page, word("search_none").replace("{query}", "xyzzy")); },
    error: async (page) => { await page.route("**/search/w*.js*", (route) => route.abort()); await box(page).fill("CBT"); await button(page).click(); await hears(page, word("search_failed")); },
  };
  for (const [name, reach] of Object.entries(states)) {
    it(`has no faults in the state '${name}'`, () =>
      search(content, desktop, async (page) => {
        await reach(page);
        const wide = [...(await headings(page)), ...(await landmarks(page, "search")), ...(await targets(page)), ...(await axeInEveryScheme(page, true)), ...(await policy(page)), ...(await spacing(page))];
        await unspaced(page);
        await page.setViewportSize(phone.viewport);
        none([...wide, ...(await reflow(page)), ...(await targets(page)), ...(await spacing(page))]);
      }));
  }

  it("shows the focus on every stop among the results", () =>
    search(content, desktop, async (page) => { await states.results(page); none(await walk(page)); }));

  it("tries again after an error", () =>
    search(content, desktop, async (page) => {
      await states.error(page);
      await page.unroute("**/search/w*.js*");
      await button(page).click();
      await hears(page, one("CBT"));
    }));

  for (const site of sites) {
    it(`splits and normalises words as the index of ${site.name} does`, async () => {
      const engine = open(site.served);
      const { leaflets } = JSON.parse(readFileSync(join(site.served, "leaflets.json"), "utf8"));
      const texts = leaflets.flatMap(({ title, summary, also_known_as, conditions }) => [title, summary ?? "", ...also_known_as, ...conditions]);
      const faults = [];
      for (const text of texts.flatMap((text) => text.match(/(\S+\s*){1,8}/g) ?? [])) {
        const { address, units } = await engine.find(text);
        if (!address) faults.push(...units.filter(({ words, similar }) => !words.length || similar).map(({ typed }) => `'${typed}' of '${text}' is not in the index`));
      }
      assert.ok(texts.length > 20);
      none(faults);
    });
  }

  it("is a script of at most 6 KiB", () => {
    const size = gzipSync(readFileSync(join(root, "themes/default/assets/search.js")), { level: 9 }).length;
    assert.ok(size <= 6 * 1024, `${size} bytes`);
  });
});
