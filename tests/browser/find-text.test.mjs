// The browser makes words comparable as the build does: the same pairs hold both to it (src/site/search/normal.rs).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";

const read = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

/** `shiori.text` of the script, with the table of variants. */
function script() {
  const world = createContext({});
  runInContext("var self = globalThis", world);
  runInContext(read("themes/paper/assets/find-text.js"), world);
  const table = read("src/site/search/variants.txt").split("\n").filter((line) => line && !line.startsWith("#"));
  world.shiori.text.learn(table.map((line) => [...line].slice(0, 2).join("")).join(""));
  return world.shiori.text;
}

describe("words made comparable", () => {
  const { normal, marked } = script();

  for (const [written, compared] of JSON.parse(read("tests/fixtures/search/normal.json"))) {
    it(JSON.stringify(written), () => assert.equal(normal(written), compared));
  }

  // What is marked stands in ‹ ›.
  const shown = (text, ...words) => marked(text, words.map(normal)).map(([piece, isMarked]) => (isMarked ? `‹${piece}›` : piece)).join("");
  const MARKS = [
    ["家族の会", ["家族"], "‹家族›の会"],
    ["ひきこもりカフェ", ["かふぇ"], "ひきこもり‹カフェ›"],
    ["ﾋｷｺﾓﾘのｶﾞｲﾄﾞ", ["がいど"], "ﾋｷｺﾓﾘの‹ｶﾞｲﾄﾞ›"],
    ["南海線「尾崎」駅から", ["尾崎駅"], "南海線「‹尾崎」駅›から"],
    ["株㈱株", ["株"], "‹株㈱株›"],
    ["髙島と高島", ["高島"], "‹髙島›と‹高島›"],
    ["ああああ", ["ああ"], "‹ああああ›"],
    ["居 場 所 カフェ", ["居場所", "カフェ"], "‹居 場 所› ‹カフェ›"],
    ["𠮷田さん", ["吉田"], "‹𠮷田›さん"],
    ["<b>太字</b>", ["太字"], "<b>‹太字›</b>"],
    ["何もない", ["ある"], "何もない"],
    ["", ["ある"], ""],
  ];
  for (const [text, words, expected] of MARKS) {
    it(`${words.join(" ")} in ${text}`, () => assert.equal(shown(text, ...words), expected));
  }
});
