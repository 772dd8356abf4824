// The files that `run` installed and built below target/.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const target = join(root, "target");

const installed = createRequire(join(target, "browser/package.json"));

export const { chromium } = installed("playwright-core");
export const { HtmlValidate } = installed("html-validate");
export const axeSource = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");
export const nuChecker = installed.resolve("vnu-jar/build/dist/vnu.jar");
export const chromiumPath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
export const pamphlet = join(process.env.CARGO_TARGET_DIR ?? target, "debug/pamphlet");
