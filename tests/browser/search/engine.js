// The script of the search page without a browser: the same file, with the index of a built site. Counts what a search
// loads.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

/** Opens the search of a built site: `find` returns the results, `loaded` the files that the last search loaded. */
export function open(site) {
  const read = (name) => readFileSync(join(site, name), "utf8");
  const sizes = new Map();
  let loaded = [];
  const document = {
    currentScript: { src: "site/assets/search.js" },
    head: {
      appendChild(script) {
        const name = script.src.replace(/^site\//, "").replace(/\?.*$/, "");
        queueMicrotask(() => {
          let text;
          try { text = read(name); } catch { return script.onerror(); }
          if (!sizes.has(name)) sizes.set(name, gzipSync(text, { level: 6 }).length);
          loaded.push({ name, size: sizes.get(name) });
          vm.runInContext(text, context, { filename: name });
          script.onload();
        });
      },
    },
    createElement: () => ({}),
    getElementById: () => null,
  };
  const context = vm.createContext({ document });
  const start = () => {
    loaded = [];
    vm.runInContext(read("assets/search.js"), context, { filename: "search.js" });
  };
  start();
  return {
    /** The first leaflets for a query, or the address of a reference. `fresh` discards what was loaded before. */
    async find(query, count = 8, fresh = false) {
      if (fresh) start();
      const answer = await context.pamphletSearch.find(query);
      if (answer.address) return { address: answer.address, count: 1, leaflets: [] };
      return { count: answer.found.length, units: answer.units, leaflets: answer.found.length ? await answer.show(0, count) : [] };
    },
    loaded: () => loaded,
    parts: (text, units) => context.pamphletSearch.parts(text, units),
  };
}
