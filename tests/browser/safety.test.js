// Protection of readers who may be in danger, and against injected content.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { desktop, phone, visit } from "./browser.js";
import { crisis } from "./checks/crisis.js";
import { answerElsewhere, blankAtOnce, exit, stays, ways } from "./checks/exit.js";
import { archiveDate, guard } from "./checks/guard.js";
import { policy, policyFirst } from "./checks/policy.js";
import { isLeaflet, oneOfEachKind } from "./site.js";
import { atOnce, browser, none, server, sites } from "./suite.js";

const out = { ...desktop, travels: true, before: answerElsewhere };

for (const site of sites) {
  describe(`the policy on ${site.name}`, atOnce, () => {
    for (const { kind, path } of oneOfEachKind(site)) {
      it(`holds on a page of the kind ${kind}`, () =>
        visit(browser, server.address(site, path), desktop, async (page) => none([...(await policyFirst(page)), ...(await policy(page))])));
    }
    it("is sent by hosts that read a file of headers", () => {
      const file = join(site.served, "_headers");
      const headers = existsSync(file) ? readFileSync(file, "utf8") : "";
      // Only the folder of the site: the rest of the host may have other headers.
      const wanted = [/^\/(\S+\/)?\*\n/, /frame-ancestors 'none'/, /^ {2}Referrer-Policy: no-referrer$/m, /^ {2}X-Content-Type-Options: nosniff$/m];
      none(wanted.filter((line) => !line.test(headers)).map((line) => `in _headers there is no ${line}`));
    });
    it("lets the script run from a memory stick", async () => {
      const { path, file } = site.pages.find(isLeaflet);
      const late = (page) => page.clock.setFixedTime("2099-01-01T12:00:00Z");
      const address = pathToFileURL(join(site.portable, path)).href;
      none(await visit(browser, address, { ...desktop, before: late }, (page) => guard(page, archiveDate(readFileSync(file, "utf8")), { passed: true })));
    });
  });

  for (const { path, kind } of site.pages.filter(({ atRisk }) => atRisk)) {
    const address = server.address(site, path);
    const home = server.address(site, "index.html");
    describe(`at risk, ${site.name}: ${path}`, atOnce, () => {
      // The search page only has the exit link.
      for (const [name, form] of kind === "search" ? [] : Object.entries({ "a wide window": desktop, "a telephone": phone })) {
        it(`has help and an exit link in ${name}`, () => visit(browser, address, form, async (page) => none(await crisis(page))));
      }
      for (const [name, act] of Object.entries(ways)) {
        it(`is left ${name}`, () => visit(browser, home, out, async (page, heard) => none(await exit(page, heard, address, act))));
      }
      it("is left without JavaScript", () =>
        visit(browser, home, { ...out, javaScriptEnabled: false }, async (page, heard) => none(await exit(page, heard, address, ways["by its link"], { script: false }))));
      it("is blank at once", () => visit(browser, address, out, async (page) => none(await blankAtOnce(page))));
      if (kind !== "at-risk") return;
      it("is not left by typing", () => visit(browser, address, out, async (page) => none(await stays(page))));
    });
  }
}
