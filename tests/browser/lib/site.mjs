// The built site as the tests see it: the names of its pages, and a server that does what any static host does.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, relative, sep } from "node:path";
import { REPOSITORY } from "./shiori.mjs";

/** The folder that holds the built site. */
export const PUBLIC = process.env.SHIORI_PUBLIC ?? join(REPOSITORY, "public");

/** Every HTML page below `folder`, as `hannan/library.html`, sorted. */
export function htmlPages(folder = PUBLIC) {
  const pages = filesBelow(folder).filter((file) => file.endsWith(".html"));
  if (pages.length === 0) throw new Error(`${folder}: no page found; build the site first (cargo run --release -- build)`);
  return pages.sort();
}

/** The page of every published resource, found from the content and not from the site, so that a missing page is missed. */
export function resourcePages() {
  const folder = join(REPOSITORY, "content", "resources");
  return filesBelow(folder)
    .filter((file) => /\.(yaml|md)$/.test(file))
    .filter((file) => !/^visibility:\s*(print-only|internal)\b/m.test(readFileSync(join(folder, file), "utf8")))
    .map((file) => file.replace(/\.(yaml|md)$/, ".html"))
    .sort();
}

/** Serves `folder` below `prefix` on a free port of this machine alone; resolves to its address and a way to stop it. */
export async function serve({ folder = PUBLIC, prefix = "/" } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (!path.startsWith(prefix)) return send(response, 404, "text/plain", "outside the prefix");
    const name = normalize(path.slice(prefix.length) + (path.endsWith("/") ? "index.html" : ""));
    const file = join(folder, name);
    if (!name.startsWith("..") && existsSync(file) && TYPES[extname(file)]) {
      return send(response, 200, TYPES[extname(file)], await readFile(file));
    }
    const missing = join(folder, "404.html");
    return send(response, 404, TYPES[".html"], existsSync(missing) ? await readFile(missing) : "404");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${prefix}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".geojson": "application/geo+json",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

function send(response, status, type, body) {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"));
}
