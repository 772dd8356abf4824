// Titles, by which readers distinguish tabs, bookmarks and search results.

/** The pages of a site that share a title, or have none. Each page has a `path` and a `title`. */
export function titles(pages) {
  const paths = Map.groupBy(pages, ({ title }) => title.trim());
  return [...paths].flatMap(([title, same]) => {
    const names = same.map(({ path }) => path).join(", ");
    if (!title) return [`there is no title on ${names}`];
    return same.length > 1 ? [`the title '${title}' is on ${names}`] : [];
  });
}
