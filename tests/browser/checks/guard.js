// The guard: from its archive date, a page that was not rebuilt says that it is out of date.
import { word } from "../words.js";

const banner = (page) => page.getByText(word("guard_title"), { exact: true });

/** The archive date in the page. */
export const archiveDate = (html) => /data-archive-date="?([0-9-]+)/.exec(html)[1];

/** The message of a page on a day before or after its archive date. */
export async function guard(page, day, { passed }) {
  const shown = await banner(page).isVisible();
  if (shown === passed) return [];
  return [passed ? `on ${day} the page does not say that the leaflet is out of date` : `on ${day} the page says that the leaflet is out of date, and it is not`];
}

/** With and without a script, the archive date is near the title: in the first window of a phone. */
export async function dateByTitle(page) {
  return page.evaluate((label) => {
    const title = document.querySelector("h1");
    const date = document.querySelector("[data-archive-date]")?.dataset.archiveDate;
    const times = [...document.querySelectorAll(`time[datetime="${date}"]`)].filter(window.eyes.isSeen);
    if (!title || !date || times.length === 0) return ["the archive date is not shown"];
    const [first] = times;
    const faults = [];
    const text = document.querySelector(".text");
    if (!(first.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("the archive date is after the text");
    // Only help for readers in danger may be between them.
    const help = document.querySelector(".crisis")?.getBoundingClientRect().height ?? 0;
    const below = first.getBoundingClientRect().top - title.getBoundingClientRect().bottom - help;
    if (below > innerHeight) faults.push(`the archive date is ${Math.round(below)} pixels below the title`);
    if (!document.body.innerText.includes(label)) faults.push(`the words '${label}' are not visible`);
    return faults;
  }, word("archive_date"));
}
