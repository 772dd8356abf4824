// Screenshots of a page of each kind, for people to look at: in target/pictures, named by the site, the page and the
// form.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { desktop, visit } from "./browser.js";
import { schemes } from "./checks/axe.js";
import { print } from "./checks/paper.js";
import { isLeaflet, oneOfEachKind } from "./site.js";
import { atOnce, browser, server, sites } from "./suite.js";
import { target } from "./tools.js";

const folder = join(target, "pictures");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

describe("pictures", atOnce, () => {
  for (const site of sites) {
    const pages = site.pages.filter((page) => oneOfEachKind(site).includes(page) || (site.name === "kitchen-sink" && isLeaflet(page)));
    for (const page of pages) {
      // "content-leaflet-cognitive-analytic-therapy"
      const name = [site.name, page.kind, ...page.path.split("/").filter((part) => !/^(index\.html|leaflets)$/.test(part))].join("-");
      const address = server.address(site, page.path);
      it(name, async () => {
        await visit(browser, address, desktop, (opened) => turn(opened, join(folder, name)));
        if (isLeaflet(page)) await visit(browser, address, desktop, (opened) => onPaper(opened, join(folder, name)));
        if (page.kind === "leaflet" && site.name === "content") await visit(browser, address, { ...desktop, before: expired }, (opened) => picture(opened, `${join(folder, name)}-guard`));
      });
    }
  }
});

const expired = (page) => page.clock.setFixedTime("2099-01-01T12:00:00Z");

async function turn(page, name) {
  await picture(page, `${name}-desktop`);
  for (const [scheme, media] of Object.entries(schemes).slice(0, 2)) {
    await page.emulateMedia(media);
    await picture(page, `${name}-${scheme.replaceAll(" ", "-")}`);
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 700 });
    await picture(page, `${name}-phone-${width}`);
  }
}

/** The first screens of a page: a screenshot of two hundred items is useless. */
async function picture(page, name) {
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: `${name}.png`, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, 6000) } });
}

async function onPaper(page, name) {
  const { pdf } = await print(page);
  writeFileSync(`${name}-print.pdf`, pdf);
  execFileSync("pdftoppm", ["-png", "-r", "60", "-l", "4", `${name}-print.pdf`, `${name}-print`]);
}
