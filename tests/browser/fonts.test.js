// The pages use the font that `run` asks for, whatever else is installed.
import assert from "node:assert/strict";
import { it } from "node:test";
import { desktop, visit } from "./browser.js";
import { browser, server, sites } from "./suite.js";

const font = process.env.PAMPHLET_FONT;
const [site] = sites;

it("the pages are drawn with the font of this run", { skip: !font || font === "installed" }, () =>
  visit(browser, server.address(site, "index.html"), desktop, async (page) => {
    const eye = await page.context().newCDPSession(page);
    await eye.send("DOM.enable");
    await eye.send("CSS.enable");
    const { root } = await eye.send("DOM.getDocument");
    const { nodeId } = await eye.send("DOM.querySelector", { nodeId: root.nodeId, selector: "h1" });
    const { fonts } = await eye.send("CSS.getPlatformFontsForNode", { nodeId });
    assert.deepEqual(fonts.map(({ familyName }) => familyName), [font]);
  }));
