// For readers who may be in danger: help above the text, with numbers to call, and a visible exit link.
import { word } from "../words.js";

/** Everything that is missing in the first window of an at-risk leaflet. */
export async function crisis(page) {
  return page.evaluate(({ exit, label }) => {
    const { isSeen, lines } = window.eyes;
    const faults = [];
    const link = [...document.links].find(({ innerText }) => innerText.trim() === exit);
    if (!link) return [`there is no link '${exit}'`];
    scrollTo(0, 0);
    const box = link.getBoundingClientRect();
    if (!isSeen(link) || box.top < 0 || box.bottom > innerHeight) faults.push(`the link '${exit}' is not in the first window`);
    // 44 by 44: WCAG 2.5.5, for readers in a hurry.
    if (Math.min(box.width, box.height) < 43.5) faults.push(`the link '${exit}' is ${Math.round(box.width)} by ${Math.round(box.height)}`);
    if (window.eyes.stops().indexOf(link) !== 1) faults.push(`the link '${exit}' is not the stop after the skip link`);
    for (const rel of ["noreferrer", "nofollow"]) if (!link.relList.contains(rel)) faults.push(`the link '${exit}' is not '${rel}'`);
    scrollTo(0, document.documentElement.scrollHeight);
    const at = link.getBoundingClientRect();
    if (at.top < 0 || at.bottom > innerHeight) faults.push(`the link '${exit}' is not visible at the end of the page`);
    scrollTo(0, 0);
    const help = document.querySelector("main .crisis");
    if (!help || !isSeen(help)) return [...faults, "there is no help near the top"];
    const text = document.querySelector(".text");
    if (text && !(help.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("the help is after the text");
    if (!help.querySelector("a[href^='tel:']")) faults.push("the help has no number to call");
    for (const { element, text } of lines().filter(({ element }) => help.contains(element) && !element.closest("a"))) {
      const number = /\b(999|111|116 123)\b/.exec(text);
      if (number) faults.push(`the number ${number[0]} in the help cannot be called: '${text}'`);
    }
    if (!help.querySelector("h2")) faults.push(`the help has no heading, such as '${label}'`);
    return faults;
  }, { exit: word("exit"), label: word("crisis") });
}
