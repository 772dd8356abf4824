// The right leaflet comes first, whatever mistakes readers make. Tests the script itself, without a browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { writeCorpus } from "./search/corpus.js";
import { open } from "./search/engine.js";
import { leafletsOf, ofContent, ofCorpus, ownWords, placeOf, queriesOf, tally } from "./search/queries.js";
import { pamphlet, root } from "./tools.js";

const folder = mkdtempSync(join(tmpdir(), "pamphlet-search-"));
after(() => rmSync(folder, { recursive: true }));

function build(site, out) {
  execFileSync(pamphlet, ["build", site, "--today", "2026-11-24", "--out", out], { stdio: "ignore" });
  return out;
}

/** Runs the queries of a site, and requires that enough of them have the right result. */
async function ask(site, queries) {
  const engine = open(site);
  const places = [];
  for (const query of queries) {
    const answer = await engine.find(query.query);
    places.push({ ...query, place: placeOf(query, answer.address ? [answer.address] : answer.leaflets.map(({ path }) => path)) });
  }
  const all = tally(places).at(-1);
  const missed = places.filter(({ place }) => place !== 1).map(({ kind, query, place }) => `${kind}: '${query}' has place ${place || "none"}`).join("\n  ");
  assert.ok(all.first >= 0.95 * all.asked, `${all.first} of ${all.asked} come first:\n  ${missed}`);
  assert.ok(all.three >= 0.99 * all.asked, `${all.three} of ${all.asked} are among the first three:\n  ${missed}`);
}

describe("the quality of the search", () => {
  it("holds on a thousand leaflets", async () => {
    writeCorpus(join(folder, "corpus"), 1000);
    const site = build(join(folder, "corpus"), join(folder, "corpus-built"));
    const queries = queriesOf(leafletsOf(site), ofCorpus);
    assert.ok(queries.length >= 150);
    await ask(site, queries);
  });

  it("holds on the leaflets of the example site", async () => {
    const site = build(root, join(folder, "content-built"));
    await ask(site, [...queriesOf(leafletsOf(site), ofContent), ...ownWords]);
  });
});
