// The files as they are written: valid HTML, and unique titles.
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { htmlValidate, nu } from "./checks/markup.js";
import { titles } from "./checks/titles.js";
import { none, sites } from "./suite.js";

const titleOf = (html) => /<title>([^<]*)/.exec(html)?.[1] ?? "";

describe("markup", () => {
  it("satisfies the Nu checker", async () => {
    const files = sites.flatMap((site) => site.pages.map(({ file }) => file));
    const found = await nu(files);
    none([...found].flatMap(([file, faults]) => faults.map((fault) => `${file}: ${fault}`)));
  });
  for (const site of sites) {
    it(`satisfies html-validate on ${site.name}`, async () => {
      const faults = await Promise.all(site.pages.map(async ({ path, file }) =>
        (await htmlValidate(readFileSync(file, "utf8"))).map((fault) => `${path}: ${fault}`)));
      none(faults.flat());
    });
    it(`has a unique title on every page of ${site.name}`, () => {
      // A short address redirects to a leaflet, and is never listed.
      none(titles(site.pages.map(({ path, file }) => ({ path, title: titleOf(readFileSync(file, "utf8")) }))));
    });
  }
});
