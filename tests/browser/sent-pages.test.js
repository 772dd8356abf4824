// Pages that are sent by email: the register, the differences between two sites, leaflets to be approved, and job
// bags. Each is a self-contained file.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import { desktop, phone, visit } from "./browser.js";
import { axeInEveryScheme } from "./checks/axe.js";
import { htmlValidate, nu } from "./checks/markup.js";
import { headings } from "./checks/outline.js";
import { reflow } from "./checks/reflow.js";
import { copy, pamphletBuild, sourceOf, today } from "./site.js";
import { browser, none } from "./suite.js";
import { pamphlet } from "./tools.js";

const names = ["the register of content", "the register of kitchen-sink", "the register of no leaflet", "the differences", "no differences",
  "the review of pictures", "the review of tables", "the review of Arabic", "the review of a new leaflet", "the review of a leaflet at risk",
  "bag/index", "bag/SK-001/index", "bag/SK-001-cy/index", "bag/SK-010/version-2/changes", "bag/SK-013/version-2/changes"];

describe("pages that are sent", () => {
  let folder;
  const file = (name) => join(folder, `${name}.html`);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pamphlet-sent-"));
    const keep = (name, ...command) => writeFileSync(file(name), execFileSync(pamphlet, command, { maxBuffer: 1 << 26 }));
    const register = (name, site) => keep(name, "register", site, "--today", today, "--format", "html");
    const [content, sink] = ["content", "kitchen-sink"].map((name) => copy(sourceOf(name), join(folder, `${name}-source`)));
    register("the register of content", content);
    register("the register of kitchen-sink", sink);
    const empty = copy(sourceOf("kitchen-sink"), join(folder, "empty"));
    rmSync(join(empty, "content/leaflets"), { recursive: true });
    register("the register of no leaflet", empty);

    const [old, changed] = [join(folder, "old"), join(folder, "new")];
    pamphletBuild(sink, old);
    changeEverything(join(sink, "content"));
    // Without a record, changed words need no new date.
    rmSync(join(sink, ".pamphlet/versions"), { recursive: true });
    pamphletBuild(sink, changed);
    keep("the differences", "diff", old, changed, "--format", "html");
    keep("no differences", "diff", old, old, "--format", "html");

    const reviewed = copy(sourceOf("kitchen-sink"), join(folder, "reviewed"));
    pamphletBuild(reviewed, join(reviewed, "public"));
    changeTheReviewed(join(reviewed, "content"));
    const review = (name, reference) => execFileSync(pamphlet, ["review", reference, "--site", reviewed, "--today", today, "--out", file(name)]);
    review("the review of pictures", "SK-001");
    review("the review of tables", "SK-010");
    review("the review of Arabic", "SK-013");
    review("the review of a leaflet at risk", "SK-020");
    review("the review of a new leaflet", "ZZ-990");

    // The changed leaflets are published, so that they have two versions.
    for (const path of ["sleep/Good sleep", "forms/Tables", "forms/Right to left", "forms/Staying safe"]) {
      const leaflet = join(reviewed, "content/leaflets", `${path}.md`);
      writeFileSync(leaflet, readFileSync(leaflet, "utf8").replace(/^last_updated: .*$/m, `last_updated: ${today}`));
    }
    pamphletBuild(reviewed, join(reviewed, "public"));
    execFileSync(pamphlet, ["audit", "--site", reviewed, "--today", today, "--out", join(folder, "bag.zip")]);
    execFileSync("python3", ["-m", "zipfile", "-e", join(folder, "bag.zip"), join(folder, "bag")]);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("satisfy the Nu checker and html-validate", async () => {
    const found = await nu(names.map(file));
    const faults = [...found].flatMap(([path, faults]) => faults.map((fault) => `${path}: ${fault}`));
    for (const name of names) faults.push(...(await htmlValidate(readFileSync(file(name), "utf8"))).map((fault) => `${name}: ${fault}`));
    none(faults);
  });
  for (const name of names) {
    it(`are accessible: ${name}`, () =>
      visit(browser, pathToFileURL(file(name)).href, { ...desktop, travels: true }, async (page, heard) => {
        none([...(await axeInEveryScheme(page, true)), ...(await headings(page)), ...heard]);
      }));
    it(`fit on a narrow window: ${name}`, () => visit(browser, pathToFileURL(file(name)).href, { ...phone, travels: true }, async (page) => none(await reflow(page))));
  }
});

/** Changes every leaflet and page by a sentence, removes a leaflet, archives one, and changes a number in a shared block. */
function changeEverything(content) {
  const edit = (path, change) => {
    const before = readFileSync(join(content, path), "utf8");
    const after = change(before);
    if (after === before) throw new Error(`${path} is not changed`);
    writeFileSync(join(content, path), after);
  };
  edit("leaflets/forms/Lists.md", (text) => `${text}\nDo not take <5 & "6" of them.\n`);
  edit("leaflets/forms/Right to left.md", (text) => text.replace(/\n\n(?=\p{L})/u, "\n\n5 "));
  edit("leaflets/forms/Headings.md", (text) => text.replace(/^last_updated: .*$/m, "last_updated: 2026-11-20"));
  edit("pages/help/Contact.md", (text) => `${text}\nAnother paragraph.\n`);
  edit("site.yaml", (text) => text.replace("tests only", "tests alone"));
  edit("leaflets/forms/Long title.md", (text) => text.replace(/^archive_date: .*$/m, `archive_date: ${today}`));
  writeFileSync(join(content, "leaflets/A new one.md"), "---\ntitle: A new one\nreference: ZZ-990\nlast_updated: 2026-11-20\narchive_date: 2028-11-20\nsummary: New.\n---\n\nNew words.\n");
}

/** Changes words, numbers, rows and pictures of some leaflets, and adds a draft. */
function changeTheReviewed(content) {
  const edit = (path, change) => {
    const before = readFileSync(join(content, path), "utf8");
    const after = change(before);
    if (after === before) throw new Error(`${path} is not changed`);
    writeFileSync(join(content, path), after);
  };
  edit("leaflets/sleep/Good sleep.md", (text) => text.replace("night sky.png>", "Sönnenuhr.png>").replace("| **Child** | 10 |", "| **Child** | 1 |").replace("1. One\n", "1. One\n2. Do not do two\n"));
  edit("leaflets/forms/Tables.md", (text) => text.replace("| Tablets | 1 | 2 |\n| Drops | none | 4 |", "| Drops | none | 4 |\n| Tablets | 1 | 20 |").replace("| Your letter |\n", ""));
  edit("leaflets/forms/Right to left.md", (text) => text.replace(/\n\n(?=\p{L})/u, "\n\n5 "));
  edit("leaflets/forms/Staying safe.md", (text) => `${text}\n> [!WARNING] Take care\n>\n> Not more than <5 & "6".\n`);
  mkdirSync(join(content, "drafts"));
  writeFileSync(join(content, "drafts/A new one.md"), "---\ntitle: A new one\nreference: ZZ-990\nlast_updated: 2026-11-20\narchive_date: 2028-11-20\nsummary: New.\n---\n\n## New words\n\n- One\n");
}
