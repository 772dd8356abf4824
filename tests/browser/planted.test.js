// Tests of the tests: a fault of each kind, planted into a valid leaflet, is found by its check.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { desktop, phone, visit } from "./browser.js";
import { axe, axeInEveryScheme } from "./checks/axe.js";
import { crisis } from "./checks/crisis.js";
import { edge } from "./checks/edge.js";
import { answerElsewhere, blankAtOnce, exit, stays, ways } from "./checks/exit.js";
import { guard } from "./checks/guard.js";
import { inline, traces } from "./checks/inline.js";
import { skipLink, walk } from "./checks/keyboard.js";
import { htmlValidate, nu } from "./checks/markup.js";
import { headings, landmarks } from "./checks/outline.js";
import { paper } from "./checks/paper.js";
import { pictures } from "./checks/pictures.js";
import { deadButtons, links, lost, wordsSeen } from "./checks/plain.js";
import { policy, policyFirst } from "./checks/policy.js";
import { reflow } from "./checks/reflow.js";
import { spacing } from "./checks/spacing.js";
import { targets } from "./checks/targets.js";
import { titles } from "./checks/titles.js";
import { weight } from "./checks/weight.js";
import { atOnce, browser, server, sites } from "./suite.js";

const [site] = sites;
const leaflet = site.pages.find(({ kind }) => kind === "leaflet");
const html = readFileSync(leaflet.file, "utf8");

const inText = (planted) => (page) => page.replace(/<div class="?text"?>/, (open) => open + planted);
const inHead = (planted) => (page) => page.replace("</head>", `${planted}</head>`);
const heardOn = (page, heard) => heard;
const landmarksOfLeaflet = (page) => landmarks(page, "leaflet");
/** For plants that take effect asynchronously. */
const afterAWhile = (check) => async (page, heard) => { await page.waitForTimeout(300); return check(page, heard); };

const faults = [
  ["letters too pale", axe, /color-contrast/, inText('<p style="color:#ccc;background:#fff">Pale words.</p>')],
  ["letters too pale in the dark", axeInEveryScheme, /in dark colours: color-contrast/, inHead("<style>@media (prefers-color-scheme: dark) { p { color: #444 } }</style>")],
  ["a field without a label", axe, /label/, inText("<input type=text>")],
  ["a picture without words", axe, /image-alt/, inText('<img src="../../favicon.svg">')],
  ["a picture without its size", pictures, /null x null is written/, inText('<img src="../../favicon.svg" alt="A mark">')],
  ["a picture out of shape", pictures, /is squeezed/, inText('<img src="../../favicon.svg" alt="A mark" width="16" height="16" style="width:90px;height:20px">')],
  ["a heading at the other edge of a page from right to left", edge, /<h2>.* is not at the edge/, (page) => inHead("<style>h2 { text-align: left !important }</style>")(page.replace(/(<html[^>]*dir=)"?ltr"?/, '$1"rtl"'))],
  ["a link without words", axe, /link-name/, inText('<a href="../../"></a>')],
  ["a list with strangers in it", axe, /list/, inText("<ul><p>No item.</p></ul>")],
  ["a box without a name that scrolls", axe, /scrollable-region-focusable|label|name/, inText('<input style="width:9rem"><div style="height:2rem;overflow:auto"><p>One</p><p>Two</p><p>Three</p></div>')],
  ["a page too wide", reflow, /wide in a window/, inText('<p style="width:60rem">Wide.</p>'), phone],
  ["a word out of the window", reflow, /a line runs/, inHead("<style>html, body { overflow-x: clip } p { white-space: nowrap }</style>"), phone],
  ["a box that keys cannot scroll", reflow, /keys cannot scroll/, inText('<div style="overflow-x:auto"><p style="width:60rem">Wide.</p></div>'), phone],
  ["a telephone number in two parts", reflow, /two lines/, inText('<p style="width:6rem"><a href="tel:01632960123" style="white-space:normal">01632 960 123 and more</a></p>'), phone],
  ["text that is cut off when it is spread", spacing, /cut off|runs out/, inText('<p style="height:1.5em;overflow:hidden;width:12em">Words that fit on one line</p>')],
  ["text that runs out of its box when it is spread", spacing, /runs out of its box|overlap/, inText('<div style="height:1.5em;width:12em">Words that fit on one line, and on no other</div>')],
  ["text over text", spacing, /overlap/, inText('<div style="position:relative"><p>One line of words</p><span style="position:absolute;top:0;left:0">Another of them</span></div>')],
  ["a small button", targets, /<button>/, inText('<button style="width:16px;height:16px;padding:0">x</button>')],
  ["small links side by side", targets, /too close/, inText('<p><a href="../../" style="display:inline-block;width:10px;height:10px;overflow:hidden">a</a><a href="../../a-to-z/" style="display:inline-block;width:10px;height:10px;overflow:hidden">b</a></p>')],
  ["a keyboard trap", walk, /leads/, inText("<button id=trap>Trap</button><script>trap.onkeydown = (event) => event.key === 'Tab' && event.preventDefault()</script>")],
  ["an invisible focus indicator", walk, /hardly visible/, inHead("<style>*:focus-visible { outline: none !important; box-shadow: none !important; background: none !important; color: inherit !important }</style>")],
  ["a stop that is covered", walk, /is hidden/, inHead("<style>.site-header { position: relative } .site-header::after { content: ''; position: fixed; inset: 0 0 50% 0; background: #fff }</style>")],
  ["a line that covers half of a link", walk, /is hidden/, inText('<ul><li>Phone: <a href="tel:01632960123">01632 960 123</a></li><li style="position:relative;margin-top:-1.2em;background:#fff">Email: none</li></ul>')],
  ["a stop out of its order", walk, /jumps the order/, inText("<button tabindex=3>First</button>")],
  ["a skip link without a target", skipLink, /does not move the focus/, (page) => page.replace(/id="?p-main"?/, "")],
  ["a picture from another host", heardOn, /asks another host/, inText('<img src="https://example.com/dot.png" alt="A dot">')],
  ["a file that is not there", heardOn, /response 404/, inText('<img src="gone.png" alt="Gone">')],
  ["a message on the console", afterAWhile(heardOn), /console says: Look/, inText("<script>console.warn('Look')</script>")],
  ["a script that fails", afterAWhile(heardOn), /script fails/, inText("<script>throw new Error('Broken')</script>")],
  ["a handler in the markup", inline, /handler 'onclick'/, inText('<button onclick="go()">Go</button>')],
  ["a script in the markup", inline, /script is in/, inText("<script>1</script>")],
  ["a cookie", traces, /cookie/, inText("<script>document.cookie = 'reader=1'</script>")],
  ["a skipped heading level", headings, /level 4 follows one of level [12]/, inText("<h4>Deep</h4>")],
  ["two level-1 headings", headings, /2 headings of level 1/, inText("<h1>Again</h1>")],
  ["two main parts", landmarksOfLeaflet, /2 landmarks 'main'/, inText('<div role="main">Again</div>')],
  ["navigations with the same name", landmarksOfLeaflet, /2 navigations are called 'Site'/, inText('<nav aria-label="Site">Again</nav>')],
  ["a button that needs a script", deadButtons, /does nothing/, inText("<button type=button>Go</button>"), { ...desktop, javaScriptEnabled: false }],
  ["a link to nothing in the page", links, /'#gone'/, inText('<a href="#gone">Gone</a>')],
  ["a link to no page", links, /answers 404/, inText('<a href="../gone/">Gone</a>')],
  ["navigation on paper", paper, /on paper there is the navigation/, inText("<nav aria-label=Paper style='display:block!important'>Only for screens</nav>")],
  ["text that is cut off on paper", paper, /word 'invisibly'/, inText("<style>@media print { .screen { display: none } }</style><p class=screen>Words that stand invisibly.</p>")],
  ["a line too wide for paper", paper, /cut off at the edge/, inText("<style>@media print { .wide { white-space: nowrap } }</style><p class=wide>A line of words that goes on, and on, and on, and on, and on, and on, and on, and on, and on, and on, and on, and on.</p>")],
  ["a date that is not on paper", paper, /on paper there is no 'Archive date'/, inHead("<style>@media print { .facts { display: none } }</style>")],
  ["a leaflet without its guard", (page) => guard(page, "2099-01-01", { passed: true }), /does not say/, (page) => page.replace(/<script src[^>]*><\/script>/, ""), { ...desktop, before: (page) => page.clock.setFixedTime("2099-01-01T12:00:00Z") }],
  ["a guard that appears too early", (page) => guard(page, "2026-11-24", { passed: false }), /and it is not/, (page) => page.replace(/(data-archive-date="?)[0-9-]+/, "$12020-01-01"), { ...desktop, before: (page) => page.clock.setFixedTime("2026-11-24T12:00:00Z") }],
];

describe("a planted fault in a page is found", atOnce, () => {
  for (const [name, check, expected, plant, form = desktop] of faults) {
    // The policy of the page would prevent most plants from working.
    it(name, () => finds(site, leaflet, html, name, check, expected, plant, { bypassCSP: true, ...form }));
  }
});

// Fonts differ in the heights of their letters. Here, the box of a link overlaps the lines around it with any font.
const sound = [
  ["a link that is taller than its line", walk, inText('<ul><li>Phone: <a href="tel:01632960123" style="padding-block:0.5em">01632 960 123</a></li><li style="margin:0">Email: none</li></ul>')],
  ["links that overlap each other's line", walk, inText('<p><a href="tel:01632960123" style="padding-block:0.3em">01632 960 123</a><br><a href="tel:01632960124" style="padding-block:0.3em">01632 960 124</a></p>')],
];

describe("valid pages have no faults", atOnce, () => {
  for (const [name, check, plant] of sound) {
    it(name, async () => {
      const found = await look(site, leaflet, html, name, check, plant, { bypassCSP: true, ...desktop });
      assert.deepEqual(found, []);
    });
  }
});

const withPolicy = { ...desktop, bypassCSP: false };
const own = /<meta(?=[^>]*http-equiv="?Content-Security-Policy)[^>]*>/;
const otherPolicy = (content) => (page) => page.replace(own, `<meta http-equiv="Content-Security-Policy" content="${content}">`);
const policies = [
  ["a page without its policy", policyFirst, /does not begin with its policy/, (page) => page.replace(own, "")],
  ["a policy after the title", policyFirst, /does not begin with its policy/, (page) => page.replace("<head>", "<head><title>First</title>")],
  ["a policy with holes", policyFirst, /allows too much/, otherPolicy("default-src 'self' 'unsafe-inline'")],
  ["a policy that lets scripts in", policy, /injected script runs/, otherPolicy("script-src 'unsafe-inline'")],
  ["a policy that lets styles in", policy, /injected style sheet is applied/, otherPolicy("default-src 'none'; style-src 'unsafe-inline'")],
  ["a policy that lets pictures in", policy, /asks another host: .*dot.png/, otherPolicy("default-src 'none'; img-src *")],
  ["a policy that lets messages out", policy, /asks another host: .*message/, otherPolicy("default-src 'none'; connect-src *")],
];

describe("a planted hole in the policy is found", atOnce, () => {
  for (const [name, check, expected, plant] of policies) {
    it(name, () => finds(site, leaflet, html, name, check, expected, plant, withPolicy));
  }
});

const sink = sites.find(({ name }) => name === "kitchen-sink");
const risky = sink.pages.find(({ kind, path }) => kind === "at-risk" && path.includes("staying-safe"));
const riskyHtml = readFileSync(risky.file, "utf8");
const out = { ...desktop, travels: true, before: answerElsewhere };
const block = /<section[^>]*class="?crisis"?[^]*?<\/section>/;
/** Comes to the planted page from another one. */
const leave = (way) => async (page, heard) => {
  const address = page.url();
  await page.goto(server.address(sink, "index.html"));
  return exit(page, heard, address, ways[way]);
};
const dangers = [
  ["no help", crisis, /there is no help/, (page) => page.replace(block, "")],
  ["help after the text", crisis, /is after the text/, (page) => page.replace(block, "").replace("</article>", `${block.exec(page)[0]}</article>`)],
  ["help without numbers to call", crisis, /no number to call/, (page) => page.replaceAll(/<a href="tel:[^>]*>([^<]*)<\/a>/g, "$1")],
  ["a number that cannot be called", crisis, /number 999 in the help cannot be called/, (page) => page.replace(/<a href="tel:999">999<\/a>/, "999")],
  ["no exit link", crisis, /there is no link/, (page) => page.replace(/<section[^>]*class="?exit[^]*?<\/section>/, "")],
  ["an exit link at the end", crisis, /not in the first window|not the stop/, (page) => page.replace(/<section[^>]*class="?exit[^]*?<\/section>/, "").replace("</body>", `${/<section[^>]*class="?exit[^]*?<\/section>/.exec(page)[0]}</body>`)],
  ["an exit link that sends a referrer", crisis, /not 'noreferrer'/, (page) => page.replace("noreferrer ", "")],
  ["a way back", leave("by its link"), /'Back' leads to/, (page) => page.replace(/id="?p-exit"?(?=[ >])/, ""), out],
  ["Shift that does nothing", leave("by Shift three times"), /still on the leaflet/, (page) => page.replace(/<script src[^>]*><\/script>/, ""), out],
  ["a picture before the reader leaves", leave("by its link"), /asks another host: https:\/\/example/, inText('<img src="https://example.com/dot.png" alt="A dot">'), out],
  ["Shift that counts while typing", stays, /was left/, (page) => page.replace("</body>", "<script>addEventListener('keyup', ({ key }) => key === 'A' && ['keydown', 'keyup', 'keydown', 'keyup', 'keydown', 'keyup'].forEach((type) => document.body.dispatchEvent(new KeyboardEvent(type, { key: 'Shift', bubbles: true }))))</script></body>"), out],
  ["Shift that says nothing", stays, /after two presses the text is ''/, (page) => page.replace(/<script src[^>]*><\/script>/, ""), out],
  ["a leaflet that stays in sight", blankAtOnce, /still visible/, inHead("<style>[hidden] { display: block !important }</style>"), out],
];

describe("a planted danger to readers is found", atOnce, () => {
  for (const [name, check, expected, plant, form = desktop] of dangers) {
    it(name, () => finds(sink, risky, riskyHtml, name, check, expected, plant, { bypassCSP: true, ...form }));
  }
});

/** Plants a fault into a page, and checks that it is found. */
async function finds(site, page, html, name, check, expected, plant, form) {
  const found = await look(site, page, html, name, check, plant, form);
  assert.ok(found.some((fault) => expected.test(fault)), `not found: ${expected}; found: ${found.join("\n")}`);
}

/** Plants something into a page, and returns what a check finds there. */
async function look(site, page, html, name, check, plant, form) {
  const planted = plant(html);
  assert.notEqual(planted, html, "nothing was planted");
  const path = page.path.replace("index.html", `planted-${name.replaceAll(/[^a-z]+/gi, "-")}.html`);
  server.planted.set(site.below + path, planted);
  return visit(browser, server.address(site, path), form, check);
}

describe("a planted fault in the files is found", () => {
  it("HTML that is not sound, by the Nu checker", async () => {
    const file = join(dirname(leaflet.file), "..", "..", "..", "planted.html");
    writeFileSync(file, inText("<p><div>A box in a paragraph</p></div><blink>No</blink>")(html));
    assert.ok((await nu([file])).get(file).some((fault) => /blink/.test(fault)));
  });
  it("what its policy stops, by the Nu checker", async () => {
    const file = join(dirname(leaflet.file), "..", "..", "..", "planted-policy.html");
    writeFileSync(file, inText('<script>1</script><img src="https://example.com/dot.png" alt="A dot">')(html));
    const found = (await nu([file])).get(file).join("\n");
    assert.match(found, /Inline script violates/);
    assert.match(found, /image “https:/);
  });
  it("HTML that is not sound, by html-validate", async () => {
    const found = await htmlValidate(inText('<p id="p-main">Twice</p>')(html));
    assert.ok(found.some((fault) => /no-dup-id/.test(fault)), found.join("\n"));
  });
  it("a page that is too heavy", () => {
    // Words that compress badly.
    const words = Array.from({ length: 4000 }, (_, number) => (number * 2654435761 % 4294967296).toString(36)).join(" ");
    const most = { page: 14 * 1024, scripts: 3 * 1024 };
    assert.deepEqual(weight(leaflet.file, most), []);
    assert.match(weight(leaflet.file, most, Buffer.from(inText(`<p>${words}</p>`)(html))).join(), /page and style weigh/);
    const scripts = '<script src="../../assets/pamphlet.js"></script>'.repeat(4);
    assert.match(weight(leaflet.file, most, Buffer.from(inText(scripts)(html))).join(), /scripts weigh/);
  });
  it("a title on two pages", () => {
    const pages = [{ path: "a", title: "Sleep" }, { path: "b", title: "Sleep" }, { path: "c", title: "" }];
    assert.deepEqual(titles(pages), ["the title 'Sleep' is on a, b", "there is no title on c"]);
  });
  it("words that need JavaScript", async () => {
    const path = leaflet.path.replace("index.html", "planted-words.html");
    server.planted.set(site.below + path, inText("<p id=late></p><script>late.textContent = 'Only with a script'</script>")(html));
    const words = (form) => visit(browser, server.address(site, path), { ...form, bypassCSP: true }, wordsSeen);
    const found = lost(await words(desktop), await words({ ...desktop, javaScriptEnabled: false }));
    assert.match(found.join(), /Only with a script/);
  });
});
