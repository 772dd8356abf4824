// Checks e-books with DAISY Ace, and fails if a finding is serious or critical.
// node tests/formats/ace.cjs BOOK...
const { createRequire } = require("node:module");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const tools = process.env.PAMPHLET_FORMAT_TOOLS;
const load = createRequire(path.join(tools, "package.json"));
const ace = load("@daisy/ace-core");
const runner = load("@daisy/ace-axe-runner-puppeteer");

const GRAVE = ["serious", "critical"];

// The findings of a report, each with its file.
function* findings(report) {
  for (const file of report.assertions ?? []) {
    for (const found of file.assertions ?? []) {
      const test = found["earl:test"];
      yield { file: file["earl:testSubject"].url, rule: test["dct:title"], impact: test["earl:impact"], help: found["earl:result"]["dct:description"] };
    }
  }
}

async function main(books) {
  let faults = 0;
  let seen = 0;
  for (const book of books) {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "pamphlet-ace-"));
    try {
      const [, report] = await ace(book, { cwd: process.cwd(), outdir, silent: true, initLogger: true, lang: "en" }, runner);
      seen += 1;
      for (const found of findings(report)) {
        const grave = GRAVE.includes(found.impact);
        faults += grave ? 1 : 0;
        console.error(`${grave ? "FAULT" : "note"} ${path.basename(book)} ${found.file}: ${found.rule} (${found.impact}) ${found.help}`);
      }
    } finally {
      fs.rmSync(outdir, { recursive: true, force: true });
    }
  }
  if (seen === 0 || seen !== books.length) throw new Error(`Ace checked ${seen} of ${books.length} e-books`);
  console.log(`Ace checked ${seen} e-books: ${faults} serious findings.`);
  process.exit(faults === 0 ? 0 : 1);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(2);
});
