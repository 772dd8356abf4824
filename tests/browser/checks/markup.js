// The Nu checker and html-validate, which check the files before browsers correct them.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { HtmlValidate, nuChecker } from "../tools.js";

/** The errors and warnings of the Nu checker, by file. One run for all files, because starting it takes longest. */
export async function nu(files) {
  const output = await new Promise((done, fail) => {
    const options = ["-Xshare:auto", "-Xss16m", "-XX:TieredStopAtLevel=1", "-jar", nuChecker, "--format", "json", "--stdout", "--exit-zero-always", ...files];
    execFile("java", options, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => (error ? fail(new Error(`${error.message}\n${stderr}`)) : done(stdout)));
  });
  const paths = new Map(files.map((file) => [pathToFileURL(file).href, file]));
  const faults = new Map(files.map((file) => [file, []]));
  for (const { url, type, subType, lastLine, message, extract } of JSON.parse(output).messages) {
    const file = paths.get(url) ?? paths.get(pathToFileURL(decodeURIComponent(url.replace(/^file:/, ""))).href);
    if (!faults.has(file)) throw new Error(`the Nu checker reports a file that it was not given: ${url}: ${message}`);
    if (misjudged(message, extract) || misjudgedHash(file, message)) continue;
    faults.get(file).push(`Nu ${subType ?? type} in line ${lastLine}: ${message} ${extract ? `(${extract.trim()})` : ""}`);
  }
  return faults;
}

/**
 * The checker does not know what 'self' is for a file, mistakes data for a script, and does not know the scheme 'data:'.
 * Chromium knows better: every page is opened with its policy, and a message on the console is a fault. External
 * resources are still faults here.
 */
const misjudged = (message, extract = "") =>
  /violates Content Security Policy/.test(message)
  && (/^Resource.*: (external stylesheet|external script|image) [“"](?![a-z]+:|\/\/)/.test(message) || /^Resource.*: image [“"]data:image\//.test(message) || (/^Inline script/.test(message) && /<script type="?application\/ld\+json/.test(extract)));

/** The checker computes the hash of only a part of a long style or script, so it misjudges a policy with hashes. */
const misjudgedHash = (file, message) => /^Inline (style|script).*nonce\/hash/.test(message) && /sha256-/.test(readFileSync(file, "utf8"));

const rules = {
  // Pages are minified: optional quotes are left out, and the doctype is in lower case.
  "attr-quotes": "off",
  "doctype-style": "off",
  // The title of a page is its author's, followed by the name of the site.
  "long-title": "off",
  // The style sheet keeps numbers on one line (the check of reflow tests it); a reader who copies one gets normal
  // spaces.
  "tel-non-breaking": "off",
  // Submitting is the default for buttons, so the attribute is left out. The check without JavaScript finds buttons
  // that do nothing.
  "no-implicit-button-type": "off",
};
const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules });

/** The findings of html-validate about a page. */
export async function htmlValidate(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, line, message, selector }) => `html-validate in line ${line}: ${ruleId}: ${message} (${selector ?? ""})`));
}
