// Words of somebody in danger are answered first, some of them by nothing else; and one who is watched can leave without a trace
// in the tab's way back.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/site.mjs";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const SHIORI = process.env.SHIORI ?? join(REPOSITORY, "target", "release", "shiori");

let work;
let site;
let browser;
before(async () => {
  work = await mkdtemp(join(tmpdir(), "shiori-urgent-"));
  await promisify(execFile)(SHIORI, ["build", "--date", "2026-11-30", "--output", join(work, "public")], { cwd: REPOSITORY });
  site = await serve({ folder: join(work, "public") });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  if (work) await rm(work, { recursive: true });
});

async function visit(check, options = {}) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 390, height: 844 }, ...options });
  // The place to which one leaves, without the net.
  await context.route(/^https:\/\//, (route) => route.fulfill({ contentType: "text/html", body: "<title>elsewhere</title>" }));
  const page = await context.newPage();
  try {
    return await check(page);
  } finally {
    await context.close();
  }
}

/** What a search shows: the names of the lines of help, and how many cards. */
async function found(page, query) {
  await page.goto(`${site.address}find.html#q=${encodeURIComponent(query)}`);
  await page.reload();
  await page.locator("#find-count").filter({ hasText: /./ }).waitFor();
  await page.waitForTimeout(120);
  const names = await page.locator("#find-urgent:visible li:visible .urgent-name").allTextContents();
  const cards = await page.locator("#find-results article").count();
  return { names: names.map((name) => name.trim()), cards, none: await page.locator("#find-none").isVisible() };
}

// What is typed, a line that has to be named, and whether anything else may be offered.
const CALLED = [
  ["死にたい", "よりそい", false],
  ["もう死にたい", "#いのちSOS", false],
  ["しにたい", "あなたのいばしょ", false],
  ["シニタイ", "よりそい", false],
  ["死にたくなる", "よりそい", false],
  ["消えたい", "よりそい", false],
  ["消えてしまいたい", "#いのちSOS", false],
  ["自殺", "よりそい", false],
  ["じさつ", "よりそい", false],
  ["リスカ", "よりそい", false],
  ["生きるのがつらい", "#いのちSOS", false],
  ["つらい", "よりそい", true],
  ["辛い", "よりそい", true],
  ["しんどい", "あなたのいばしょ", true],
  ["助けて", "よりそい", true],
  ["DV", "DV相談＋", true],
  ["ＤＶ", "DV相談ナビ", true],
  ["dv 相談", "DV相談＋", true],
  ["夫に殴られる", "DV相談＋", true],
  ["暴力", "警察相談", true],
  ["モラハラ", "DV相談＋", true],
  ["虐待", "児童相談所", true],
  ["親に殴られる", "児童相談所", true],
  ["いじめ", "24時間子供SOS", true],
  ["学校に行きたくない", "チャイルドライン", true],
  ["もう死んでしまいたい", "#いのちSOS", false],
  ["死んだら楽になれるかな", "よりそい", false],
  ["楽に死ねる方法", "よりそい", false],
  ["生きてる意味がわからない", "よりそい", false],
  ["生きていても仕方ない", "#いのちSOS", false],
  ["生まれてこなければよかった", "あなたのいばしょ", false],
  ["消えちゃいたい", "よりそい", false],
  ["もう終わりにしたい", "よりそい", false],
  ["私なんかいないほうがいい", "よりそい", false],
  ["手首を切ってしまう", "#いのちSOS", false],
  ["オーバードーズ", "よりそい", false],
  ["キエタイ", "よりそい", false],
  ["希死念慮", "よりそい", false],
  ["一家心中", "よりそい", false],
  ["つらすぎる", "あなたのいばしょ", true],
  ["もう耐えられない", "よりそい", true],
  ["だれか助けて", "よりそい", true],
  ["彼氏に殴られた", "DV相談＋", true],
  ["殺されるかもしれない", "警察相談", true],
  ["ストーカーされている", "警察相談", true],
  ["母親に殴られる", "児童相談所", true],
  ["子どもに手をあげてしまう", "児童相談所", true],
];
// What only looks alike.
const QUIET = ["DVD", "dvd 図書館", "カフェ", "図書館", "生きづらい", "ひきこもり", "お金がない", "必死にさがした", "親が死んだらどうなる", "飛び込みで参加できる", "生きがい", "逃げない勇気", "楽しく生きる", "消えない不安"];

describe("words of somebody in danger", () => {
  for (const [query, name, more] of CALLED) {
    it(`${query} is answered by ${name}${more ? "" : " and nothing else is offered"}`, () =>
      visit(async (page) => {
        const { names, cards, none } = await found(page, query);
        assert.ok(names.some((line) => line.startsWith(name)), names.join());
        if (!more) assert.deepEqual([cards, none], [0, false]);
      }));
  }
  for (const query of QUIET) {
    it(`${query} calls no line of its own`, () =>
      visit(async (page) => {
        const { names, cards } = await found(page, query);
        if (cards) assert.deepEqual(names, []);
      }));
  }
  it("where nothing is found somebody is named all the same", () =>
    visit(async (page) => {
      const { names, cards } = await found(page, "ぺけぽん");
      assert.equal(cards, 0);
      assert.ok(names.length > 0);
    }));
  it("the answer stands above what was found", () =>
    visit(async (page) => {
      await found(page, "暴力");
      const top = (selector) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
      assert.ok((await top("#find-urgent")) < (await top("#find-results")));
      assert.ok((await top("#find-urgent")) < 844, "on the first screen");
    }));
});

describe("このページをはなれる", () => {
  const leave = (page) => page.locator("[data-leave]").first().click();
  it("leads elsewhere, and the way back does not lead here", () =>
    visit(async (page) => {
      await page.goto("about:blank");
      await page.goto(`${site.address}index.html`);
      await page.goto(`${site.address}urgent.html`);
      await leave(page);
      await page.waitForURL(/jma/);
      for (let step = 0; step < 3; step++) {
        await page.goBack().catch(() => {});
        await page.waitForTimeout(300);
        assert.doesNotMatch(page.url(), /127\.0\.0\.1|localhost/);
      }
    }));
  it("opening the site anew in the same tab shows it", () =>
    visit(async (page) => {
      await page.goto(`${site.address}urgent.html`);
      await leave(page);
      await page.waitForURL(/jma/);
      await page.goto(`${site.address}index.html`);
      await page.waitForTimeout(300);
      assert.match(page.url(), /index\.html/);
    }));
  it("is a plain link without scripts", () =>
    visit(
      async (page) => {
        await page.goto(`${site.address}urgent.html`);
        await leave(page);
        await page.waitForURL(/jma/);
      },
      { javaScriptEnabled: false },
    ));
});
