// On paper: the text with its reference and its dates, and nothing that is only useful on a screen.
import { spawnSync } from "node:child_process";
import { word } from "../words.js";

/** The text of a printed page. */
export async function print(page) {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const { stdout, status, stderr } = spawnSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`pdftotext: ${stderr}`);
  return { pdf, text: stdout };
}

/** A4 without the margins, in CSS pixels: wider text is cut off at the edge. */
const a4 = { width: 658, height: 987 };

async function tooWide(page) {
  const before = page.viewportSize();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(a4);
  const faults = await page.evaluate(() => {
    const lines = window.eyes.lines().filter(({ box }) => box.right > innerWidth + 2 || box.left < -2);
    return [...new Set(lines.map(({ text }) => `on paper a line is cut off at the edge: '${text.slice(0, 60)}'`))];
  });
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize(before);
  return faults;
}

/** What is missing on paper, and what should not be there. */
export async function paper(page) {
  const { text } = await print(page);
  // Right-to-left words are extracted from a PDF in visual order, so only Latin words are compared.
  const squeezed = squeeze(text);
  const on = (words) => squeezed.includes(squeeze(words));
  const backlink = word("back_to_text");
  const { facts, body, navigation } = await page.evaluate((backlink) => ({
    facts: [...document.querySelectorAll("h1, dt, time, dd")].slice(0, 9).map((fact) => fact.textContent.trim()),
    body: [...new Set([...document.querySelectorAll(".text")].flatMap((part) => part.innerText.replaceAll(backlink, "").match(/[A-Za-z0-9]{2,}/g) ?? []))],
    navigation: [...document.querySelectorAll("nav")].map((nav) => nav.innerText.trim().replace(/\s+/g, " ")).filter(Boolean),
  }), backlink);
  const faults = await tooWide(page);
  for (const label of ["reference", "last_updated", "archive_date"].map(word)) {
    if (!on(label)) faults.push(`on paper there is no '${label}'`);
  }
  for (const fact of facts.filter((fact) => /^[\x20-\x7e]*$/.test(fact))) {
    if (!on(fact)) faults.push(`on paper there is no '${fact}'`);
  }
  for (const words of body.filter((words) => !on(words))) faults.push(`on paper the word '${words}' of the text is missing`);
  for (const words of [word("skip"), word("exit"), word("formats"), backlink, ...navigation]) {
    if (on(words)) faults.push(`on paper there is the navigation '${words.slice(0, 60)}'`);
  }
  return faults;
}

const squeeze = (text) => text.replace(/[\s\u00ad\u200b]+/g, "");
