// The browser makes words comparable as the build does: the same pairs hold both to it (src/site/search/normal.rs).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";

const read = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

/** `shiori.text` of the script, with the tables of the index. */
function script() {
  const world = createContext({});
  runInContext("var self = globalThis", world);
  runInContext(read("themes/paper/assets/find-text.js"), world);
  const lines = (path) => read(path).split("\n").filter((line) => line && !line.startsWith("#"));
  const variants = lines("src/site/search/variants.txt").map((line) => [...line].slice(0, 2).join(""));
  world.shiori.text.learn(variants.join(""), lines("src/site/search/spellings.txt").map((line) => line.split(" ")));
  return world.shiori.text;
}

describe("words made comparable", () => {
  const { normal, weak, weakWord, weakAt, marked } = script();

  for (const [written, compared] of JSON.parse(read("tests/fixtures/search/normal.json"))) {
    it(JSON.stringify(written), () => assert.equal(normal(written), compared));
  }

  const spellings = JSON.parse(read("tests/fixtures/search/spellings.json"));
  const finds = (query, text) => normal(text).includes(normal(query)) || weakAt(weak(normal(text)), weakWord(normal(query))) >= 0;
  for (const [query, text] of spellings["the same"]) it(`${query} finds ${text}`, () => assert.ok(finds(query, text), `${weakWord(normal(query))} in ${weak(normal(text))}`));
  for (const [query, text] of spellings["not the same"]) it(`${query} does not find ${text}`, () => assert.ok(!finds(query, text), `${weakWord(normal(query))} in ${weak(normal(text))}`));

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
    ["コンピュータ教室", ["コンピューター"], "‹コンピュータ›教室"],
    ["自由ヶ丘の家", ["自由が丘"], "‹自由ヶ丘›の家"],
    ["みなと町1丁目2番3号です", ["みなと町1-2-3"], "‹みなと町1丁目2番3号›です"],
    ["㈱はたらく、㈱あゆむ", ["株式会社あゆむ"], "㈱はたらく、‹㈱あゆむ›"],
    ["一〇一号室と11号室", ["101号室"], "‹一〇一号室›と11号室"],
    ["佐々木さんの家", ["佐佐木"], "‹佐々木›さんの家"],
    ["何もない", ["ある"], "何もない"],
    ["", ["ある"], ""],
  ];
  for (const [text, words, expected] of MARKS) {
    it(`${words.join(" ")} in ${text}`, () => assert.equal(shown(text, ...words), expected));
  }
});
