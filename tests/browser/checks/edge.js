// On a right-to-left page, all text is aligned to the right edge, including parts in other languages.

/** The blocks of text that are aligned to the other edge of such a page, and the lists with bullets there. */
export function edge(page) {
  return page.evaluate(edgeFaults);
}

export function edgeFaults() {
  if (getComputedStyle(document.documentElement).direction !== "rtl") return [];
  const said = (element) => `<${element.localName}> '${element.textContent.trim().slice(0, 40)}'`;
  const texts = [...document.querySelectorAll("p, li, dt, dd, th, td, caption, summary, h1, h2, h3, h4, h5, h6")];
  const seen = texts.filter((text) => text.textContent.trim() && text.checkVisibility() && !text.matches(".centre, .end"));
  const away = seen.filter((text) => getComputedStyle(text).textAlign !== "right");
  const lists = [...document.querySelectorAll("ul, ol")].filter((list) => list.checkVisibility() && getComputedStyle(list).direction !== "rtl");
  return [...away.map((text) => `${said(text)} is not at the edge of the page`), ...lists.map((list) => `the bullets of ${said(list)} are not at the edge of the page`)];
}
