// axe-core: all rules of WCAG 2.2 AA and of best practice.
import { axeSource } from "../tools.js";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// The rules that another colour scheme can affect.
const colours = ["color-contrast", "link-in-text-block"];

/** The findings of axe. `only` is "colours" if only the colour scheme has changed since the last run. */
export async function axe(page, only) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const options = only === "colours"
    ? { runOnly: { type: "rule", values: colours } }
    : { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } };
  const found = await page.evaluate((options) => window.axe.run(document, { ...options, resultTypes: ["violations"] }), options);
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.html.slice(0, 120)}`));
}

/** In light, dark and forced colours. The page is left in light colours. */
export async function axeInEveryScheme(page, everyRule) {
  const faults = await axe(page);
  for (const [name, media] of Object.entries(schemes)) {
    await page.emulateMedia(media);
    faults.push(...(await axe(page, everyRule ? undefined : "colours")).map((fault) => `in ${name}: ${fault}`));
  }
  await page.emulateMedia(light);
  return faults;
}

export const light = { colorScheme: "light", forcedColors: "none" };
export const schemes = {
  "dark colours": { colorScheme: "dark", forcedColors: "none" },
  "forced colours": { colorScheme: "light", forcedColors: "active" },
  "dark forced colours": { colorScheme: "dark", forcedColors: "active" },
};
