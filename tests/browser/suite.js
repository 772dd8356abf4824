// What all tests share: the two built sites, the server and the browser.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { launch } from "./browser.js";
import { serve } from "./server.js";
import { build } from "./site.js";

const folder = mkdtempSync(join(tmpdir(), "pamphlet-browser-"));
export const sites = build(folder);
export const server = await serve(sites);
export const browser = await launch();

after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Pages at a time: the cores of a small machine. With more, screenshots are taken too late. */
export const atOnce = { concurrency: 2 };

/** Fails with all faults, one per line. */
export function none(faults) {
  assert.equal(faults.length, 0, `${faults.length} faults:\n  ${faults.join("\n  ")}`);
}
