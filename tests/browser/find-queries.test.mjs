// Queries and their right answers. The answers are worked out here, from the content files as they were written, by looking
// for each word in each line; nothing of the index or of the program is used.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { AT_ONCE, visitedSite } from "./lib/visitors.mjs";
import { pause } from "./lib/waiting.mjs";

const CONTENT = fileURLToPath(new URL("../../content/", import.meta.url));

const QUERIES = [
  "家族会",
  "かぞくかい",
  "居場所",
  "いばしょ",
  "ひきこもり",
  "引きこもり",
  "ヒキコモリ",
  "引き籠もり",
  "図書館",
  "としょかん",
  "トショカン",
  "市立図書館",
  "阪南市立 図書館",
  "公民館",
  "尾崎駅",
  "尾崎　徒歩",
  "阪南",
  "鳥羽 はたらく",
  "三鷹 親",
  "カフェ",
  "ｶﾌｪ",
  "かふぇ 阪南",
  "CSW",
  "ｃｓｗ",
  "社協",
  "社会福祉協議会",
  "不登校",
  "お金",
  "多重債務",
  "予約",
  "市外",
  "月1回",
  "072-471-5678",
  "0724715678",
  "０７２－４７１",
  "10:00〜17:00",
  "ひきこもり家族交流会",
  "手話",
  "おにぎり",
  "民生委員",
  "生活困窮 相談",
  "実習手当",
  "話さなくて",
  "オンライン",
  "窓口⑦",
];

// ---- The content, taken apart with no more than lines.

/** A simple spelling for comparison; not the program's. */
function plain(text) {
  let out = text.normalize("NFKC").toLowerCase();
  out = [...out].map((c) => (c >= "ァ" && c <= "ヶ" ? String.fromCodePoint(c.codePointAt(0) - 96) : c)).join("");
  return out.replace(/[ー〜~‐–—−-]/g, "-").replace(/[\s・「」『』]/g, "").replaceAll("籠", "篭");
}

/** Fields that are ids, or that no visitor searches. */
const NOT_WORDS = new Set(["kind", "needs", "audience", "comforts", "areas", "related", "status", "visibility", "checked", "checked_by", "sources", "staff_note", "leaflet", "since", "valid", "accessibility"]);

function fields(text) {
  const found = {};
  let key = "body";
  for (const line of text.split("\n")) {
    const start = /^([a-z_]+):(.*)$/.exec(line);
    if (line === "---") key = "body";
    else if (start) {
      key = start[1];
      found[key] = [start[2]];
    } else (found[key] ??= []).push(line);
  }
  return found;
}

const ids = (lines) => (lines ?? []).join(" ").match(/[a-z0-9-]+/g) ?? [];

function vocabulary() {
  const lists = {};
  let list;
  let term;
  for (const line of readFileSync(join(CONTENT, "vocabulary.yaml"), "utf8").split("\n")) {
    const part = /^\s+(?:- )?([a-z]+): (.*)$/.exec(line);
    // Troubles are no words of an entry.
    if (line === "worries:") break;
    if (/^[a-z]+:/.test(line)) lists[(list = line.split(":")[0])] = {};
    else if (part?.[1] === "id") lists[list][part[2]] = term = { words: [], needs: [] };
    else if (part && ["label", "short"].includes(part[1])) term.words.push(part[2]);
    else if (part?.[1] === "needs") term.needs = ids([part[2]]);
  }
  return lists;
}

function areas() {
  const found = {};
  let area;
  for (const line of readFileSync(join(CONTENT, "areas.yaml"), "utf8").split("\n")) {
    const part = /^\s+(?:- )?([a-z]+): (.*)$/.exec(line);
    if (part?.[1] === "id") found[part[2]] = area = [];
    else if (part && ["name", "reading"].includes(part[1])) area.push(part[2]);
  }
  return found;
}

function entries() {
  const words = vocabulary();
  const places = areas();
  const folder = join(CONTENT, "resources");
  const files = readdirSync(folder, { recursive: true }).filter((file) => /^[^.]+\.(yaml|md)$/.test(file));
  const all = files.map((file) => {
    const found = fields(readFileSync(join(folder, file), "utf8"));
    const kind = words.kinds[ids(found.kind)[0]];
    const needs = found.needs ? ids(found.needs) : kind.needs;
    const lines = [
      ...Object.entries(found).filter(([key]) => !NOT_WORDS.has(key)).flatMap(([, lines]) => lines.flatMap((line) => line.split(/, |\]\(/))),
      ...kind.words,
      ...needs.flatMap((id) => words.needs[id].words),
      ...ids(found.audience).flatMap((id) => words.audiences[id].words),
      ...ids(found.comforts).flatMap((id) => words.comforts[id].words),
      ...(found.areas ? ids(found.areas) : [file.split("/")[0]]).flatMap((id) => places[id]),
      // A number is also known without its hyphens.
      ...(found.contacts ?? []).flatMap((line) => (line.match(/[0-9]{2,4}-[0-9]{2,4}-[0-9]{3,4}/g) ?? []).map((number) => number.replaceAll("-", ""))),
      // What takes place online is said to.
      ...((found.venue ?? found.venues ?? []).some((line) => /online:/.test(line)) || (found.sessions ?? []).some((line) => /online:/.test(line)) ? ["オンライン"] : []),
    ];
    return { id: file.replace(/\.(yaml|md)$/, ""), lines: lines.filter((line) => !/^\s*(- )?url:/.test(line)).map(plain), isPublic: !/^visibility:\s*(print-only|internal)/m.test(readFileSync(join(folder, file), "utf8")) };
  });
  return all.filter((entry) => entry.isPublic);
}

function synonyms() {
  const text = readFileSync(join(CONTENT, "site.yaml"), "utf8").split(/^synonyms:$/m)[1];
  return text.split("\n").slice(1).filter((line) => /^ {2}- \[/.test(line)).map((line) => line.slice(5, -1).split(", ").map(plain));
}

function answers(query, all, groups) {
  const words = query.normalize("NFKC").split(/\s+/).map(plain).filter(Boolean);
  const alternatives = words.map((word) => [
    word,
    ...groups.flatMap((group) => (group.includes(word) ? group : group.filter((part) => word.includes(part)).flatMap((part) => group.map((other) => word.replace(part, other))))),
  ]);
  return all.filter(({ lines }) => alternatives.every((others) => others.some((word) => lines.some((line) => line.includes(word))))).map(({ id }) => id).sort();
}

describe("queries", { concurrency: AT_ONCE }, () => {
  const all = entries();
  const groups = synonyms();
  const met = visitedSite();

  it("the content was taken apart", () => {
    assert.ok(all.length > 50 && groups.length > 5);
    assert.ok(QUERIES.filter((query) => answers(query, all, groups).length > 0).length >= 30);
  });

  for (const query of QUERIES) {
    it(query, () =>
      met.windows.visit(async (page) => {
        await page.goto("about:blank");
        await page.goto(`${met.site.address}find.html#${new URLSearchParams({ q: query })}`);
        await page.waitForFunction(() => document.getElementById("find-count").textContent);
        const more = page.locator("#find-more");
        await pause(page, 100);
        while (await more.isVisible()) await more.click();
        const found = await page.locator("#find-results [data-resource]").evaluateAll((cards) => cards.map((card) => card.dataset.resource));
        // Other forms of the words may follow; those that have them as they were typed are all there.
        assert.deepEqual(answers(query, all, groups).filter((id) => !found.includes(id)), []);
      }));
  }
});
