// Queries that readers might type, and the right leaflets for them. Generated from a built site, always in the same
// way.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Symptoms that the leaflets of the corpus have in their text. */
const symptoms = ["bruising", "swelling", "sore throat", "dizziness", "nausea", "bleeding", "infection", "headache", "stiffness", "rash", "constipation", "tingling"];

/** The leaflets of a built site: from `leaflets.json`, with the words of their pages. */
export function leafletsOf(site) {
  const { leaflets } = JSON.parse(readFileSync(join(site, "leaflets.json"), "utf8"));
  return leaflets.map((leaflet) => {
    const page = readFileSync(join(site, leaflet.address, "index.html"), "utf8");
    const text = page.replace(/<(script|style|header|footer)\b.*?<\/\1>/gs, " ").replace(/<[^>]*>/g, " ");
    return { ...leaflet, text: text.toLowerCase().replace(/\s+/g, " ") };
  });
}

/** Reproducible random numbers: the generator 'mulberry32'. */
function chance(seed) {
  const number = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(number() * count);
  return { below, of: (list) => list[below(list.length)] };
}

const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const holds = (text, part) => ` ${words(text).join(" ")} `.includes(` ${words(part).join(" ")} `);

/** A word with a letter changed, added, left out or swapped with the next: never the same word. */
function mistype(word, by) {
  const letters = [...word];
  const at = by.below(letters.length);
  const letter = by.of([..."abcdefghijklmnopqrstuvwxyz"]);
  switch (by.below(4)) {
    case 0: letters[at] = letter; break;
    case 1: letters.splice(at, 0, letter); break;
    case 2: letters.splice(at, 1); break;
    default: letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
  }
  const typed = letters.join("");
  return typed.toLowerCase() === word.toLowerCase() ? mistype(word, by) : typed;
}

/** A text with this many mistakes in one of its longer words; undefined if it has none. */
function mistyped(text, mistakes, least, by) {
  const long = text.match(/\p{L}+/gu).filter((word) => word.length >= least);
  if (!long.length) return undefined;
  const word = by.of(long);
  let typed = word;
  for (let times = 0; times < mistakes; times += 1) typed = mistype(typed, by);
  return typed === word ? mistyped(text, mistakes, least, by) : text.replace(word, typed);
}

/** The requested number of queries of each kind. */
export function queriesOf(leaflets, counts, seed = 20261123) {
  const by = chance(seed);
  const right = (is) => leaflets.filter(is).map((leaflet) => leaflet.address);
  const only = (leaflet) => [leaflet.address];
  // Two leaflets with the same title are both right.
  const titled = (leaflet) => right((other) => other.title === leaflet.title);
  const kinds = {
    title: (leaflet) => ({ query: leaflet.title, right: titled(leaflet) }),
    "part of a title": (leaflet) => {
      const parts = leaflet.title.match(/[\p{L}\p{N}'’-]+/gu);
      const length = Math.max(1, parts.length - 1 - by.below(2));
      const from = by.below(parts.length - length + 1);
      const query = parts.slice(from, from + length).join(" ");
      return { query, right: right((other) => holds(other.title, query)) };
    },
    "one mistake": (leaflet) => {
      const query = mistyped(leaflet.title, 1, 5, by);
      return query && { query, right: titled(leaflet) };
    },
    "two mistakes": (leaflet) => {
      const query = mistyped(leaflet.title, 2, 8, by);
      return query && { query, right: titled(leaflet) };
    },
    reference: (leaflet) => {
      const { reference } = leaflet;
      const query = by.of([reference, reference.toLowerCase(), reference.replace("-", ""), reference.toLowerCase().replace("-", " ")]);
      return { query, right: only(leaflet) };
    },
    "other name": (leaflet) => {
      if (!leaflet.also_known_as.length) return undefined;
      const query = by.of(leaflet.also_known_as);
      return { query, right: right((other) => other.also_known_as.includes(query)) };
    },
    "condition and symptom": (leaflet) => {
      const condition = by.of(leaflet.conditions);
      const named = symptoms.filter((symptom) => holds(leaflet.text, symptom));
      if (!named.length) return undefined;
      const symptom = by.of(named);
      const is = (other) => other.conditions.some((its) => holds(its, condition)) && holds(other.text, symptom);
      return { query: `${condition} ${symptom}`.toLowerCase(), right: right(is) };
    },
  };
  const queries = [];
  for (const [kind, count] of Object.entries(counts)) {
    const made = new Set();
    for (let tries = 0; made.size < count && tries < count * 50; tries += 1) {
      const query = kinds[kind](by.of(leaflets));
      if (!query || made.has(query.query)) continue;
      made.add(query.query);
      queries.push({ kind, ...query });
    }
    if (made.size < count) throw new Error(`there are only ${made.size} queries of the kind '${kind}'`);
  }
  return queries;
}

/** The number of queries of each kind for the corpus. */
export const ofCorpus = { title: 30, "part of a title": 30, "one mistake": 30, "two mistakes": 30, reference: 20, "other name": 20, "condition and symptom": 30 };

/** The number of queries of each kind for the five leaflets. */
export const ofContent = { title: 5, "part of a title": 8, "one mistake": 15, "two mistakes": 15, reference: 8, "other name": 9 };

/** Questions that readers of the five leaflets might ask in their own words. */
export const ownWords = [
  ["diary for my therapist cat", ["cognitive-analytic-therapy"]],
  ["depression relationships mood", ["interpersonal-therapy"]],
  ["feelings you may not be aware of", ["psychodynamic-and-psychoanalytic-therapy"]],
  ["anxiety homework tasks between sessions", ["cognitive-behavioural-therapy"]],
  ["self-harm patterns", ["cognitive-analytic-therapy"]],
  ["several approaches", ["integrated-psychological-therapy"]],
  ["psychodynamic", ["psychodynamic-and-psychoanalytic-therapy"]],
  ["behavior therapy", ["cognitive-behavioural-therapy"]],
].map(([query, names]) => ({ kind: "own words", query, right: names.map((name) => `leaflets/${name}/`) }));

/** The rank of the first right leaflet among the results: 1 is first, 0 is missing. */
export const placeOf = (query, found) => found.findIndex((address) => query.right.includes(address)) + 1;

/** The number of queries, of each kind and in total, with a right leaflet first, and among the first three. */
export function tally(places) {
  const kinds = [...new Set(places.map(({ kind }) => kind))];
  const row = (kind, list) => ({
    kind,
    asked: list.length,
    first: list.filter(({ place }) => place === 1).length,
    three: list.filter(({ place }) => place >= 1 && place <= 3).length,
  });
  return [...kinds.map((kind) => row(kind, places.filter((one) => one.kind === kind))), row("all", places)];
}
