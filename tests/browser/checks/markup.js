// The Nu checker and html-validate: what the bytes are, before a browser mends them.
import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { HtmlValidate, nuChecker } from "../tools.js";

/** What the Nu checker says of files: errors and warnings, by file. One run for all, since starting it takes longest. */
export async function nu(files) {
  const output = await new Promise((done, fail) => {
    const options = ["-Xshare:auto", "-Xss16m", "-XX:TieredStopAtLevel=1", "-jar", nuChecker, "--format", "json", "--stdout", "--exit-zero-always", ...files];
    execFile("java", options, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => (error ? fail(new Error(`${error.message}\n${stderr}`)) : done(stdout)));
  });
  const paths = new Map(files.map((file) => [pathToFileURL(file).href, file]));
  const faults = new Map(files.map((file) => [file, []]));
  for (const { url, type, subType, lastLine, message, extract } of JSON.parse(output).messages) {
    const file = paths.get(url) ?? paths.get(pathToFileURL(decodeURIComponent(url.replace(/^file:/, ""))).href);
    if (!faults.has(file)) throw new Error(`the Nu checker speaks of a file that it was not given: ${url}: ${message}`);
    if (misjudged(message, extract)) continue;
    faults.get(file).push(`Nu ${subType ?? type} in line ${lastLine}: ${message} ${extract ? `(${extract.trim()})` : ""}`);
  }
  return faults;
}

/**
 * The checker cannot tell what 'self' is where a page is a file, and takes data for a script. Chromium knows better: every
 * page is opened with its policy, and a word on the console is a fault. What comes from another host is one here too.
 */
const misjudged = (message, extract = "") =>
  /violates Content Security Policy/.test(message)
  && (/^Resource.*: (external stylesheet|external script|image) [“"](?![a-z]+:|\/\/)/.test(message) || (/^Inline script/.test(message) && /<script type="?application\/ld\+json/.test(extract)));

const rules = {
  // Pages are made small: quotes that say nothing are left out, and the doctype is written in small letters.
  "attr-quotes": "off",
  "doctype-style": "off",
  // The title of a page is its author's, and it stands before the name of the site.
  "long-title": "off",
  // The style sheet keeps numbers in one piece (the check of reflow measures it); a reader who copies one gets plain blanks.
  "tel-non-breaking": "off",
  // That a button sends its form is what browsers take for granted, so the word for it is left out. A button that does
  // nothing is found by the check of pages without JavaScript.
  "no-implicit-button-type": "off",
};
const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules });

/** What html-validate says of a page. */
export async function htmlValidate(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, line, message, selector }) => `html-validate in line ${line}: ${ruleId}: ${message} (${selector ?? ""})`));
}
