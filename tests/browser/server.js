// A web server for built sites, on this machine only. It only serves files, as cheap hosts do.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".pdf": "application/pdf",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves each site below its address. `planted` has pages that replace files, by their full path. */
export async function serve(sites) {
  const planted = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (planted.has(path)) return send(response, ".html", planted.get(path));
    // The site in the sub-folder comes before the one at the root.
    const site = [...sites].sort((a, b) => b.below.length - a.below.length).find(({ below }) => path.startsWith(below));
    const file = fileOf(site.served, path.slice(site.below.length));
    if (!file) {
      response.writeHead(404, { "content-type": types[".txt"] }).end("There is no such page.");
      return;
    }
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    planted,
    address: (site, path) => origin + site.below + path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/"),
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

function send(response, extension, body) {
  response.writeHead(200, { "content-type": types[extension] }).end(body);
}

function fileOf(folder, path) {
  const below = normalize(path);
  if (below.startsWith("..")) return undefined;
  const file = join(folder, below.endsWith("/") || below === "." || below === "" ? join(below, "index.html") : below);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}
