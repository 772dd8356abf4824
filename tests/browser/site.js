// The sites that are tested, each built from its folder, with a list of its pages.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { pamphlet, root } from "./tools.js";
import { word } from "./words.js";

export const today = "2026-11-24";

const folders = {
  content: { folder: root, below: "/" },
  // In a sub-folder of its host, as is common in hospitals.
  "kitchen-sink": { folder: join(root, "tests/sites/kitchen-sink"), below: "/trust/leaflets/" },
};

/** Builds both sites into a folder: for a web server, and for a memory stick. */
export function build(into) {
  return Object.entries(folders).map(([name, { folder: original, below }]) => {
    const folder = copy(original, join(into, `${name}-source`));
    const [served, portable] = [join(into, name), join(into, `${name}-portable`)];
    pamphletBuild(folder, served);
    pamphletBuild(folder, portable, "--portable");
    return { name, below, served, portable, pages: pagesOf(served) };
  });
}

/** The site folder of a built site. */
export const sourceOf = (name) => folders[name].folder;

/** A copy of a site folder: a build writes a record next to its content, and the repository must not change. */
export function copy(folder, into) {
  for (const part of ["content", "themes"]) {
    if (existsSync(join(folder, part))) cpSync(join(folder, part), join(into, part), { recursive: true });
  }
  return into;
}

export function pamphletBuild(folder, out, ...more) {
  execFileSync(pamphlet, ["build", folder, "--today", today, "--out", out, ...more], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Every page of a built site, with its kind and its path on disk. */
function pagesOf(folder) {
  const files = readdirSync(folder, { recursive: true }).map((path) => path.split(sep).join("/"));
  const paths = files.filter((path) => path.endsWith(".html")).sort();
  return paths.map((path) => {
    const file = join(folder, path);
    const html = readFileSync(file, "utf8");
    return { path, file, kind: kindOf(path, html), atRisk: isAtRisk(html) };
  });
}

const kinds = [
  ["home", /^index\.html$/],
  ["not-found", /^404\.html$/],
  ["search", /^search\//],
  ["a-to-z", /^a-to-z\/index\.html$/],
  ["letter", /^a-to-z\/./],
  ["glossary", /^glossary\//],
  ["groups", /^(conditions|audience|department)\/index\.html$/],
  ["group", /^(conditions|audience|department)\/./],
  ["packs", /^packs\/index\.html$/],
  ["pack", /^([a-z]{2,3}(-[A-Za-z]+)?\/)?packs\/./],
  ["compare", /^([a-z]{2,3}(-[A-Za-z]+)?\/)?compare\/./],
  ["short", /^r\//],
  ["leaflet", /^leaflets\/./],
  ["translation", /^[a-z]{2,3}(-[A-Za-z]+)?\/leaflets\/./],
  ["page", /./],
];

function kindOf(path, html) {
  const [kind] = kinds.find(([, shape]) => shape.test(path));
  const archived = word("archived_title").replace("{title}", "");
  if (kind !== "leaflet") return kind;
  if (html.includes(`<title>${archived}`)) return "archived";
  return isAtRisk(html) ? "at-risk" : kind;
}

/** A page of a leaflet whose readers may be in danger. */
const isAtRisk = (html) => /class="?exit\b/.test(html);

/** The pages with the text of a leaflet, which are printed and have the guard. */
export const isLeaflet = (page) => ["leaflet", "at-risk", "translation"].includes(page.kind);

/** One page of each kind of a site. For leaflets it is the longest, which has the most that can go wrong. */
export function oneOfEachKind(site) {
  const length = (page) => readFileSync(page.file).length;
  const found = new Map();
  for (const page of site.pages) {
    const known = found.get(page.kind);
    if (!known || length(page) > length(known)) found.set(page.kind, page);
  }
  return [...found.values()];
}
