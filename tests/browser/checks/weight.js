// What a page weighs on its way to a phone: compressed, as hosts send it. 14 KiB is what arrives with the first answer of a
// connection, before the telephone has said a word more (RFC 6928: ten packets).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;
const linked = (html, pattern) => [...html.matchAll(pattern)].map(([, address]) => address);

/** The compressed bytes of a page together with its style sheets, and of its scripts. */
export function weights(file, html = readFileSync(file)) {
  const text = html.toString("utf8");
  const sizeOf = (address) => compressed(readFileSync(join(dirname(file), decodeURI(address))));
  const sum = (addresses) => addresses.map(sizeOf).reduce((all, one) => all + one, 0);
  const styles = linked(text, /<link\b(?=[^>]*\brel="?stylesheet\b)[^>]*\bhref="?([^"\s>]+)/g);
  const scripts = linked(text, /<script\b[^>]*\bsrc="?([^"\s>]+)/g);
  return { page: compressed(html) + sum(styles), scripts: sum(scripts), parts: styles.length };
}

/** What of a page is heavier than it may be, in bytes. */
export function weight(file, most, html) {
  const { page, scripts, parts } = weights(file, html);
  const faults = [];
  if (parts === 0) faults.push("no style sheet was found to weigh");
  if (page > most.page) faults.push(`page and style weigh ${page} bytes, at most ${most.page} are allowed`);
  if (scripts > most.scripts) faults.push(`its scripts weigh ${scripts} bytes, at most ${most.scripts} are allowed`);
  return faults;
}
