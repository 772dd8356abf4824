// Inline code and styles, which a strict Content-Security-Policy forbids, and data that is left in the browser.

/** Inline handlers, scripts and styles, and `javascript:` addresses. */
export async function inline(page) {
  return page.evaluate(() => {
    const { name } = window.eyes;
    const faults = [];
    for (const element of document.querySelectorAll("*")) {
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith("on")) faults.push(`${name(element)} has the handler '${attribute}'`);
        if (attribute === "style") faults.push(`${name(element)} has an inline style: ${value}`);
        if (/^\s*javascript:/i.test(value)) faults.push(`the address of ${name(element)} is code`);
      }
    }
    for (const script of document.scripts) {
      const isData = /json/.test(script.type);
      if (!script.src && !isData) faults.push(`a script is in the page: ${script.text.slice(0, 60)}`);
    }
    for (const style of document.querySelectorAll("style")) faults.push(`a style sheet is in the page: ${style.textContent.slice(0, 60)}`);
    return faults;
  });
}

/** Data that a page leaves in the browser, which must be none. */
export async function traces(page) {
  const cookies = await page.context().cookies();
  const stored = await page.evaluate(() => {
    try {
      return [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
    } catch {
      return []; // A page read as a file may have no store at all.
    }
  });
  return [...cookies.map(({ name }) => `it leaves the cookie '${name}'`), ...stored.map((name) => `it stores '${name}'`)];
}
