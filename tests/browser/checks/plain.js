// Without JavaScript: all text is there, and the links work.

/** The words that a reader sees, as the page has them now; those of buttons that only a script can serve are none, nor is
    what is said only where no script runs. */
export const wordsSeen = (page) =>
  page.evaluate(() => {
    const buttons = [...document.querySelectorAll(".needs-script:not([hidden]), noscript")];
    for (const button of buttons) button.hidden = true;
    const words = document.body.innerText.replace(/\s+/g, " ").trim();
    for (const button of buttons) button.hidden = false;
    return words;
  });

/** Without JavaScript, there must be no button that does nothing. */
export const deadButtons = (page) =>
  page.evaluate(() => {
    const seen = [...document.querySelectorAll("button")].filter((button) => button.checkVisibility() && !button.form && !button.popoverTargetElement);
    return seen.map((button) => `without JavaScript the button '${button.innerText}' does nothing`);
  });

/** The difference between the text of a page with and without JavaScript. */
export function lost(withScript, without) {
  return withScript === without ? [] : [`without JavaScript the page says: '${difference(without, withScript)}', with it: '${difference(withScript, without)}'`];
}

function difference(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return one.slice(Math.max(at - 20, 0), at + 60);
}

/** Every link to the same site must have a target, including its fragment. */
export async function links(page) {
  const { own, missing } = await page.evaluate(() => {
    const here = location.href.split("#")[0];
    const all = [...document.links].map((link) => link.href);
    const anchors = all.filter((href) => href.startsWith(`${here}#`)).map((href) => decodeURIComponent(href.slice(here.length + 1)));
    return {
      own: [...new Set(all.map((href) => href.split("#")[0]).filter((href) => href !== here && new URL(href).origin === location.origin && /^http/.test(href)))],
      missing: anchors.filter((id) => !document.getElementById(id)),
    };
  });
  const faults = missing.map((id) => `a link leads to '#${id}', which is not there`);
  for (const address of own) {
    const answer = await page.context().request.get(address, { maxRedirects: 0 });
    if (!answer.ok()) faults.push(`a link leads to ${address}, which answers ${answer.status()}`);
  }
  return faults;
}
