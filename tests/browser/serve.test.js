// The live preview: when an author saves, the open page is updated in place, and the findings are accessible.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { desktop, phone, visit } from "./browser.js";
import { axeInEveryScheme } from "./checks/axe.js";
import { walk } from "./checks/keyboard.js";
import { reflow } from "./checks/reflow.js";
import { today } from "./site.js";
import { browser, none } from "./suite.js";
import { pamphlet, root } from "./tools.js";

const travelling = { ...desktop, travels: true };
const leaflet = "content/leaflets/integrated-psychological-therapy.md";
const address = "/leaflets/integrated-psychological-therapy/";

describe("the preview", () => {
  let folder, program, origin;
  const file = (path) => join(folder, path);
  const change = (path, edit) => writeFileSync(file(path), edit(readFileSync(file(path), "utf8")));
  const settled = (page) => page.waitForFunction(() => document.querySelector("[data-version]").dataset.version.endsWith("-1"), null, { timeout: 20_000 });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "pamphlet-preview-"));
    cpSync(join(root, "content"), file("content"), { recursive: true });
    mkdirSync(file("content/drafts"));
    writeFileSync(file("content/drafts/idea.md"), "---\ntitle: A first idea\nreference:\n---\n\nClick [here](nowhere.md).\n");
    program = spawn(pamphlet, ["serve", folder, "--port", "0", "--today", today], { stdio: ["ignore", "ignore", "pipe"] });
    const [line] = await new Promise((found) => createInterface(program.stderr).once("line", (...line) => found(line)));
    origin = line.match(/http:\/\/127\.0\.0\.1:\d+/)[0];
  });
  after(() => {
    program.kill("SIGINT");
    rmSync(folder, { recursive: true });
  });

  it("shows a saved text at the place where it is being read", () =>
    visit(browser, origin + address, travelling, async (page, heard) => {
      await settled(page);
      const heading = page.getByRole("heading", { level: 2 }).nth(4);
      const words = await heading.textContent();
      await page.evaluate((words) => {
        const heading = [...document.querySelectorAll("h2")].find((heading) => heading.textContent === words);
        scrollBy({ top: heading.getBoundingClientRect().top - 120, behavior: "instant" });
      }, words);
      const before = await heading.evaluate((element) => element.getBoundingClientRect().top);
      const link = page.locator(".text a:visible").first();
      await link.evaluate((element) => element.focus({ preventScroll: true }));
      const focused = await link.textContent();
      // A change above the reading position must not move it.
      const more = "\n## Something new\n\n" + "A paragraph that was not there before. ".repeat(30) + "\n";
      change(leaflet, (text) => text.replace(/\n## /, `${more}\n## `));
      await page.getByRole("heading", { name: "Something new" }).waitFor({ state: "attached", timeout: 20_000 });
      await page.waitForFunction(() => document.readyState === "complete");
      await page.waitForTimeout(200);
      const again = page.getByRole("heading", { level: 2, name: words });
      const top = await again.evaluate((element) => element.getBoundingClientRect().top);
      assert.ok(Math.abs(top - before) < 4, `the heading was at ${before}, and is at ${top}`);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), focused);
      none(heard.filter((said) => !said.includes("/_desk/changes")));
    }));

  it("puts what was found into the panel without loading the page again", () =>
    visit(browser, origin + address, travelling, async (page) => {
      await settled(page);
      await page.evaluate(() => { window.sameAsBefore = true; });
      change(leaflet, (text) => text.replace("related: ", "").replace(/^owner:.*$/m, "owner: Dr Jane Smith"));
      await page.getByText("person-as-owner").first().waitFor({ state: "attached", timeout: 20_000 });
      await settled(page);
      change(leaflet, (text) => text.replace("owner: Dr Jane Smith", "owner: Psychological therapies team"));
      await page.waitForFunction(() => !document.querySelector("#pd-panel").textContent.includes("person-as-owner"), null, { timeout: 20_000 });
    }));

  it("links a finding to its line, by keyboard only", () =>
    visit(browser, `${origin}/drafts/idea/`, travelling, async (page) => {
      await settled(page);
      assert.ok(await page.getByRole("heading", { name: "This is a draft" }).isVisible());
      const panel = page.getByRole("region", { name: /Preview: \d+ error/ });
      assert.ok(await panel.isVisible(), "the errors of the draft are not shown");
      const summary = panel.locator("summary");
      await summary.focus();
      await page.keyboard.press("Enter");
      assert.equal(await panel.locator("details").getAttribute("open"), null);
      await page.keyboard.press("Enter");
      const to = panel.getByRole("link", { name: /Show the line.*idea\.md, line 6/ }).first();
      await to.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/_desk\/lines.*#L6$/);
      assert.ok(await page.locator("#L6").getByText("broken-link").first().isVisible());
    }));

  it("lists all leaflets, and filters them, also without a script", () =>
    visit(browser, `${origin}/_desk/`, { ...travelling, javaScriptEnabled: false }, async (page) => {
      await page.getByLabel("State").selectOption("draft");
      await page.getByRole("button", { name: "Show" }).click();
      assert.deepEqual(await page.locator("tbody th").allTextContents(), ["A first idea"]);
      await page.getByRole("link", { name: "Show all" }).click();
      assert.ok((await page.locator("tbody th").count()) >= 6);
      await page.getByRole("link", { name: "Archive date" }).click();
      assert.equal(await page.locator("th[aria-sort]").textContent(), "Archive date");
    }));

  for (const [name, path] of [["a leaflet", address], ["a draft", "/drafts/idea/"], ["the desk", "/_desk/"], ["the lines of a file", "/_desk/lines?file=content/drafts/idea.md&line=6"]]) {
    it(`is accessible: ${name}`, () =>
      visit(browser, origin + path, travelling, async (page, heard) => {
        await settled(page);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        none(await axeInEveryScheme(page, true));
        none(heard);
      }));
    it(`fits on a narrow window: ${name}`, () =>
      visit(browser, origin + path, { ...phone, travels: true }, async (page) => {
        await settled(page);
        none(await reflow(page));
      }));
    it(`works with the keyboard: ${name}`, () =>
      visit(browser, origin + path, travelling, async (page) => {
        await settled(page);
        none(await walk(page));
      }));
  }
});
