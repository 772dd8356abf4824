// The size of a leaflet, which must load quickly over a slow connection.
import { describe, it } from "node:test";
import { weight } from "./checks/weight.js";
import { isLeaflet } from "./site.js";
import { none, sites } from "./suite.js";

const KiB = 1024;
/** The kitchen sink has lists of two hundred items. */
const most = { content: { page: 14 * KiB, scripts: 3 * KiB }, "kitchen-sink": { page: 30 * KiB, scripts: 3 * KiB } };

describe("weight", () => {
  for (const site of sites) {
    it(`is light on every leaflet of ${site.name}`, () => {
      none(site.pages.filter(isLeaflet).flatMap(({ path, file }) => weight(file, most[site.name]).map((fault) => `${path}: ${fault}`)));
    });
  }
});
