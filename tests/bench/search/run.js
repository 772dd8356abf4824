// Compares quality with Pagefind, and measures size and speed. Prints tables; exits with 1 if a target is missed. Not
// part of the tests, because speed depends on the machine, and Pagefind is another project.
//
//     tests/bench/search/run [LEAFLETS]     the number of leaflets of the large site, by default 10000
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "../../browser/browser.js";
import { writeCorpus } from "../../browser/search/corpus.js";
import { open } from "../../browser/search/engine.js";
import { leafletsOf, ofCorpus, placeOf, queriesOf, tally } from "../../browser/search/queries.js";
import { serve } from "../../browser/server.js";

const [tools, pamphlet, large = "10000"] = process.argv.slice(2);
const pagefind = await import(pathToFileURL(join(tools, "node_modules/pagefind/lib/index.js")).href);

const mostBytes = 60 * 1024;
const mostMilliseconds = 100;
const slower = 4;

const folder = mkdtempSync(join(tmpdir(), "pamphlet-search-"));
const misses = [];
const browser = await launch();
try {
  await quality();
  await weightAndSpeed();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
misses.forEach((miss) => console.error(miss));
process.exit(misses.length > 0 ? 1 : 0);

function built(count) {
  const [site, out] = [join(folder, `${count}`), join(folder, `${count}-built`)];
  writeCorpus(site, count);
  execFileSync(resolve(pamphlet), ["build", site, "--today", "2026-11-24", "--out", out], { stdio: "ignore" });
  return out;
}

/** The same queries, on the same pages. */
async function quality() {
  const site = built(1000);
  const queries = queriesOf(leafletsOf(site), ofCorpus);
  const ours = tally(await placesOf(queries, await ourAnswers(site)));
  const theirs = tally(await placesOf(queries, await pagefindAnswers(site)));
  console.log("1000 leaflets, right leaflet first, and among the first three\n");
  console.log("| queries | asked | Pamphlet first | first three | Pagefind 1.6 first | first three |\n|---|---|---|---|---|---|");
  ours.forEach((row, at) => {
    const other = theirs[at];
    console.log(`| ${row.kind} | ${row.asked} | ${row.first} | ${row.three} | ${other.first} | ${other.three} |`);
    if (row.first < other.first || row.three < other.three) misses.push(`Pagefind is better at '${row.kind}'.`);
  });
  const all = ours.at(-1);
  console.log(`\nPamphlet: ${share(all.first, all.asked)} first, ${share(all.three, all.asked)} among the first three.`);
  if (all.first < 0.95 * all.asked || all.three < 0.99 * all.asked) misses.push("Too few right leaflets come first.");
}

function share(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

async function placesOf(queries, answers) {
  const places = [];
  for (const query of queries) places.push({ ...query, place: placeOf(query, await answers(query.query)) });
  return places;
}

async function ourAnswers(site) {
  const engine = open(site);
  return async (query) => {
    const answer = await engine.find(query);
    return answer.address ? [answer.address] : answer.leaflets.map(({ path }) => path);
  };
}

async function pagefindAnswers(site) {
  const { index } = await pagefind.createIndex();
  const { errors, page_count: pages } = await index.addDirectory({ path: site, glob: "leaflets/*/index.html" });
  if (errors.length || pages !== 1000) throw new Error(`Pagefind read ${pages} pages: ${errors.join("; ")}`);
  await index.writeFiles({ outputPath: join(site, "pagefind") });
  await pagefind.close();
  const server = await serve([{ name: "pagefind", below: "/", served: site }]);
  server.planted.set("/search.html", "<!doctype html><title>Pagefind</title>");
  const page = await browser.newPage();
  await page.goto(`${server.origin}/search.html`);
  await page.evaluate(async () => {
    window.pagefind = await import("/pagefind/pagefind.js");
    await window.pagefind.init();
  });
  return (query) => page.evaluate(async (query) => {
    const { results } = await window.pagefind.search(query);
    const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return data.map(({ url }) => decodeURIComponent(url.replace(/^\//, "")));
  }, query);
}

/** The files that one search loads on a large site, and the time from the last of them until results are visible. */
async function weightAndSpeed() {
  const site = built(Number(large));
  const leaflets = leafletsOf(site);
  const queries = queriesOf(leaflets, ofCorpus);
  const engine = open(site);
  const weights = [];
  const places = [];
  for (const query of queries) {
    const answer = await engine.find(query.query, 8, true);
    places.push({ ...query, place: placeOf(query, answer.address ? [answer.address] : answer.leaflets.map(({ path }) => path)) });
    weights.push({ query: query.query, bytes: engine.loaded().reduce((sum, { size }) => sum + size, 0), files: engine.loaded().length });
  }
  weights.sort((a, b) => a.bytes - b.bytes);
  const heaviest = weights.at(-1);
  const all = tally(places).at(-1);
  const server = await serve([{ name: "large", below: "/", served: site }]);
  const times = [];
  for (const { query } of [...weights.slice(-15), ...weights.slice(0, 150).filter((_, at) => at % 10 === 0)]) {
    // The minimum of five, so that other work of the machine does not count.
    const tries = [];
    for (let run = 0; run < 5; run += 1) tries.push(await timeOf(`${server.origin}/search/`, query));
    if (!tries.includes(undefined)) times.push({ query, time: Math.min(...tries) });
  }
  times.sort((a, b) => a.time - b.time);
  const slowest = times.at(-1);
  const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  console.log(`\n${large} leaflets, ${weights.length} searches, nothing loaded before\n`);
  console.log("| | median | most |\n|---|---|---|");
  console.log(`| one search loads, compressed | ${kib(weights[weights.length >> 1].bytes)} | ${kib(heaviest.bytes)} ('${heaviest.query}', ${heaviest.files} files) |`);
  console.log(`| results after the last file, processor ${slower} times slower | ${times[times.length >> 1].time.toFixed(0)} ms | ${slowest.time.toFixed(0)} ms ('${slowest.query}') |`);
  console.log(`\nRight leaflet first: ${share(all.first, all.asked)}, among the first three: ${share(all.three, all.asked)}.`);
  if (heaviest.bytes > mostBytes) misses.push(`'${heaviest.query}' loads ${heaviest.bytes} bytes.`);
  if (slowest.time > mostMilliseconds) misses.push(`'${slowest.query}' takes ${slowest.time} ms.`);
}

/** Milliseconds from the last index file until results are visible; undefined if a reference leads to another page. */
async function timeOf(address, query) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.goto(address);
    await page.evaluate(() => {
      window.shown = new Promise((resolve) => {
        const seen = () => {
          if (!document.querySelector("#p-results:not([hidden]) li")) return;
          observer.disconnect();
          // The frame after the one in which they are drawn.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        };
        const observer = new MutationObserver(seen);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      });
    });
    await page.fill("#p-query", query);
    // Requested before the search starts, because a tool that polls would keep the page itself busy.
    const seen = page.evaluate(() => window.shown);
    seen.catch(() => {});
    await page.click("#p-search button");
    const shown = await Promise.race([seen, page.waitForTimeout(20_000)]);
    const last = await page.evaluate(() => {
      const files = performance.getEntriesByType("resource").filter(({ name }) => /\/search\/[a-z]+\d*\.js/.test(name));
      return Math.max(...files.map(({ responseEnd }) => responseEnd));
    });
    // Missing results do not mean that a reference led to another page: they count as endless.
    return shown === undefined ? Infinity : shown - last;
  } catch (left) {
    if (/navigat|destroyed|closed/i.test(String(left))) return undefined;
    throw left;
  } finally {
    await context.close();
  }
}
