// The large site on which the quality of search is measured: the corpus, with names that lay people use.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const generator = fileURLToPath(new URL("../../corpus/gen_corpus.py", import.meta.url));

const settings = `title: Corpus
base_url: https://leaflets.example.org/
reference: {pattern: 'PI-[0-9]{5}'}
review: {longest: 40 months}
`;

/** What people call some treatments, none of it in the corpus itself. */
const layNames = {
  "anticoagulant treatment": "blood thinners",
  arthroscopy: "joint camera test",
  biopsy: "tissue sample",
  "blood transfusion": "donor blood",
  bronchoscopy: "lung camera test",
  chemotherapy: "chemo drip",
  colonoscopy: "bowel camera test",
  cystoscopy: "bladder camera test",
  dialysis: "kidney machine",
  echocardiogram: "heart ultrasound",
  electrocardiogram: "ECG",
  gastroscopy: "stomach camera test",
  "general anaesthetic": "being put to sleep",
  "home oxygen": "oxygen cylinder",
  "keyhole surgery": "laparoscopy",
  "lumbar puncture": "spinal tap",
  "mri scan": "magnetic tunnel scan",
  pacemaker: "heart rhythm box",
  radiotherapy: "radiation treatment",
  "stoma care": "ostomy bag",
};

/** Writes a site of so many leaflets. */
export function writeCorpus(folder, count) {
  const leaflets = join(folder, "content/leaflets");
  mkdirSync(leaflets, { recursive: true });
  writeFileSync(join(folder, "content/site.yaml"), settings);
  execFileSync("python3", [generator, String(count), leaflets], { stdio: "ignore" });
  for (const name of readdirSync(leaflets)) {
    const file = join(leaflets, name);
    const text = readFileSync(file, "utf8");
    const title = /^title: "(.*)"$/m.exec(text)[1].toLowerCase();
    const lay = Object.entries(layNames).filter(([treatment]) => title.includes(treatment)).map(([, name]) => JSON.stringify(name));
    if (lay.length) writeFileSync(file, text.replace(/^conditions:/m, `also_known_as: [${lay.join(", ")}]\nconditions:`));
  }
}
