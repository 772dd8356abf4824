// Headings and landmarks, with which people who use screen readers navigate.

/** One h1, which comes first, and no skipped level after it. */
export async function headings(page) {
  return page.evaluate(() => {
    const { isHidden, name } = window.eyes;
    const faults = [];
    let before = 0;
    const seen = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")].filter((heading) => heading.checkVisibility() || isHidden(heading));
    const tops = seen.filter((heading) => heading.localName === "h1");
    if (tops.length !== 1) faults.push(`there are ${tops.length} headings of level 1`);
    for (const heading of seen) {
      const level = Number(heading.getAttribute("aria-level") ?? heading.localName.slice(1));
      if (level > before + 1) faults.push(`a heading of level ${level} follows one of level ${before}: ${name(heading)}`);
      if (!heading.textContent.trim()) faults.push(`a heading is empty: ${name(heading)}`);
      before = level;
    }
    return faults;
  });
}

/** One banner, one main part and one footer; each navigation has a unique name. A redirect only has a main part. */
export async function landmarks(page, kind) {
  const faults = [];
  const wanted = kind === "short" ? { main: 1 } : { banner: 1, main: 1, contentinfo: 1 };
  for (const [role, count] of Object.entries(wanted)) {
    const found = await page.getByRole(role).count();
    if (found !== count) faults.push(`there are ${found} landmarks '${role}', not ${count}`);
  }
  const names = await page.getByRole("navigation").evaluateAll((parts) =>
    parts.map((part) => {
      const label = part.getAttribute("aria-labelledby");
      const named = label ? label.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ") : part.getAttribute("aria-label");
      return (named ?? "").trim();
    }));
  if (kind !== "short" && names.length === 0) faults.push("there is no navigation");
  for (const [name, same] of Map.groupBy(names, (name) => name)) {
    if (!name) faults.push("a navigation has no name");
    else if (same.length > 1) faults.push(`${same.length} navigations are called '${name}'`);
  }
  return faults;
}
