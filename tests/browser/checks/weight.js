// The compressed size of a page. 14 KiB arrive in the first round trip of a connection (RFC 6928: ten packets).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;
const linked = (html, pattern) => [...html.matchAll(pattern)].map(([, address]) => address);

/** The compressed bytes of a page with its style sheets, and of its scripts. */
export function weights(file, html = readFileSync(file)) {
  const text = html.toString("utf8");
  const sizeOf = (address) => compressed(readFileSync(join(dirname(file), decodeURI(address))));
  const sum = (addresses) => addresses.map(sizeOf).reduce((all, one) => all + one, 0);
  const styles = linked(text, /<link\b(?=[^>]*\brel="?stylesheet\b)[^>]*\bhref="?([^"\s>]+)/g);
  const scripts = linked(text, /<script\b[^>]*\bsrc="?([^"\s>]+)/g);
  return { page: compressed(html) + sum(styles), scripts: sum(scripts), parts: styles.length };
}

/** The parts of a page that exceed their limits, in bytes. */
export function weight(file, most, html) {
  const { page, scripts, parts } = weights(file, html);
  const faults = [];
  if (parts === 0) faults.push("there is no style sheet");
  if (page > most.page) faults.push(`page and style weigh ${page} bytes, at most ${most.page} are allowed`);
  if (scripts > most.scripts) faults.push(`its scripts weigh ${scripts} bytes, at most ${most.scripts} are allowed`);
  return faults;
}
