// The search of a built site without a browser: its scripts and its index in a world of their own.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { PUBLIC } from "./site.mjs";

/** `search(typed)` gives the ids that are found, the best first, and how the words were read; `shiori` is what the scripts made. */
export function searcher({ folder = PUBLIC, now = "2026-11-21T15:00:00+09:00" } = {}) {
  const moment = Date.parse(now);
  const world = createContext({ setTimeout: () => 0, clearTimeout: () => 0, URLSearchParams });
  runInContext(`var self = globalThis; Date.now = () => ${moment};`, world);
  const run = (path) => runInContext(readFileSync(join(folder, "assets", path), "utf8"), world, { filename: path });
  for (const name of ["times", "find-text", "find-entries", "find-query"]) run(`${name}.js`);
  const files = readdirSync(join(folder, "assets", "find")).filter((name) => /^\d+\.js$/.test(name));
  for (const name of ["index.js", ...files.sort((a, b) => parseInt(a) - parseInt(b))]) run(`find/${name}`);
  const { shiori } = world;
  world.shioriFind.forEach((file) => shiori.index.take(file));
  shiori.index.inOrder();
  return { search: (typed) => search(shiori, typed), shiori };
}

/** What find.js makes of it, without filters of the form. */
function search({ index, query }, typed) {
  const asked = query.read(typed);
  const { total, left, worries, some } = query.look(asked);
  const conditions = query.together(asked.conditions);
  const held = index.entries.map((entry) => Math.min(1, ...conditions.map((one) => query.fits(entry, one) || -2)));
  const all = index.entries.map((entry, at) => [entry, total[at], held[at]]).filter(([, rank, held]) => rank && held > -2);
  const found = all.some(([, , held]) => held > 0) ? all.filter(([, , held]) => held > 0) : all;
  found.sort(([a, rankA, heldA], [b, rankB, heldB]) => heldB - heldA || (a.ask == 2) - (b.ask == 2) || rankA - rankB || a.order - b.order);
  return {
    ids: Array.from(found, ([{ id }]) => id),
    ranks: Array.from(found, ([{ id }, rank]) => [id, rank]),
    // Lists of this world, which can be compared.
    conditions: Array.from(asked.conditions, ({ label }) => label),
    left: Array.from(left),
    worries: Array.from(worries, ([label]) => label),
    some,
  };
}
