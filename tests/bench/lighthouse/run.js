// Runs Lighthouse with its mobile profile on one page of each kind of `content/`, three times each. Prints a table;
// exits with 1 if a score is too low. Not part of the tests, because the score for speed depends on the machine.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "../../browser/server.js";

const [tools, built, chromium] = process.argv.slice(2);
const at = (name) => import(pathToFileURL(join(tools, "node_modules", name)).href);
const { default: lighthouse } = await at("lighthouse/core/index.js");
const { launch } = await at("chrome-launcher/dist/index.js");

const bars = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };
const pages = [
  "index.html",
  "leaflets/integrated-psychological-therapy/index.html",
  "leaflets/cognitive-behavioural-therapy/index.html",
  "a-to-z/index.html",
  "conditions/depression/index.html",
  "accessibility/index.html",
];
const site = { name: "content", below: "/", served: built };
const server = await serve([site]);
let low = 0;
console.log(`| page | ${Object.keys(bars).join(" | ")} |\n|---|${"---|".repeat(Object.keys(bars).length)}`);
for (const page of pages) {
  const scores = Object.fromEntries(Object.keys(bars).map((name) => [name, []]));
  for (let run = 0; run < 3; run += 1) {
    const folder = mkdtempSync(join(tmpdir(), "pamphlet-lighthouse-"));
    const browser = await launch({ chromePath: chromium, userDataDir: folder, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"] });
    try {
      const { lhr } = await lighthouse(server.address(site, page), { port: browser.port, logLevel: "error", onlyCategories: Object.keys(bars) });
      for (const [name, bar] of Object.entries(bars)) {
        const score = Math.round(lhr.categories[name].score * 100);
        scores[name].push(score);
        if (score >= bar) continue;
        low += 1;
        const refs = lhr.categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
        console.error(`${page}: ${name} ${score}: ${refs.map(({ id }) => `${id} (${lhr.audits[id].displayValue ?? lhr.audits[id].title})`).join(", ")}`);
      }
    } finally {
      await browser.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  console.log(`| ${page} | ${Object.values(scores).map((all) => all.join(", ")).join(" | ")} |`);
}
await server.close();
process.exit(low > 0 ? 1 : 0);
