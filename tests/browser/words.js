// The words of the interface, from the theme.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./tools.js";

const lines = readFileSync(join(root, "themes/default/words/en.yaml"), "utf8").split("\n");

/** The words with a name, such as `archive_date`. */
export function word(name) {
  const line = lines.find((line) => line.startsWith(`${name}: `));
  if (!line) throw new Error(`the theme has no words '${name}'`);
  const written = line.slice(name.length + 2).trim();
  return /^'.*'$/.test(written) ? written.slice(1, -1).replaceAll("''", "'") : written;
}
