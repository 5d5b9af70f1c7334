// What people type in everyday words, and where it has to lead: tests/fixtures/search/everyday.json, and, by families that were
// written down before anything was built for them, further.json. Of each query, the entries that must be found and those that
// are right as well; a name stands for a set.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { searcher } from "./lib/searcher.mjs";

const fixture = (name) => JSON.parse(readFileSync(fileURLToPath(new URL(`../fixtures/search/${name}.json`, import.meta.url)), "utf8"));
const { sets, queries } = fixture("everyday");
const ids = (names) => names.flatMap((name) => sets[name] ?? [name]);
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const GROUPS = { "queries in everyday words": queries, "queries in further words": fixture("further").queries.map(([, ...query]) => query) };

for (const [name, queries] of Object.entries(GROUPS)) {
  describe(name, () => {
    const { search } = searcher();
    const results = queries.map(([typed, must, fine]) => {
      const found = search(typed);
      const right = new Set([...ids(must), ...ids(fine)]);
      const first = found.ids.slice(0, 5);
      return {
        typed,
        ...found,
        missing: ids(must).filter((id) => !found.ids.includes(id)),
        recall: mean(ids(must).map((id) => +found.ids.includes(id))),
        wrong: first.filter((id) => !right.has(id)),
        precision: first.length ? mean(first.map((id) => +right.has(id))) : 0,
      };
    });
    const told = (which) => results.filter(which).map(({ typed, missing, wrong }) => `${typed}: missing ${missing.join(" ")}; wrong ${wrong.join(" ")}`).join("\n");

    it("there are many of them", () => assert.ok(queries.length >= 60));
    it("what has to be found is found", (t) => {
      const recall = mean(results.map(({ recall }) => recall));
      t.diagnostic(`recall ${recall.toFixed(3)}\n${told(({ recall }) => recall < 1)}`);
      assert.ok(recall >= 0.9, `${recall}`);
    });
    it("what comes first is right", (t) => {
      const precision = mean(results.filter(({ ids }) => ids.length).map(({ precision }) => precision));
      t.diagnostic(`precision of the first five ${precision.toFixed(3)}\n${told(({ wrong }) => wrong.length)}`);
      assert.ok(precision >= 0.95, `${precision}`);
    });
    it("hardly any list is empty", () => {
      const empty = results.filter(({ ids }) => !ids.length);
      assert.ok(empty.length <= 0.03 * results.length, empty.map(({ typed }) => typed).join(" "));
    });
  });
}
