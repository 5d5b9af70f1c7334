// What the search answers on small made-up sites: two spellings of one word, fees in every wording, comforts that a field says,
// places by prefecture, town and street, words that nobody has.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { searcher } from "./lib/searcher.mjs";
import { SHIORI } from "./lib/shiori.mjs";

/** Entries by the name of their file: the lines besides the fields that each needs. */
const ENTRIES = {
  bouken: "name: ボウケンヴィラ\nvenue: {address: みなと町3丁目4番5号}",
  kon: "name: パーソナルコンピュータ広場",
  komi: "name: コミュニティーひろば",
  koko: "name: こゝろの窓",
  sasa: "name: 佐々木さんち",
  oka: "name: さくらが丘の間",
  go: "name: 二〇三号室",
  kafe: "name: Café みなと",
  wifi: "name: Wi-Fi つきの部屋",
  kabu: "name: ㈱あゆむ",
  kodomo: "name: 子どもの台所",
  san: "name: Ⅲ号館",
  biru: "name: 港ビール園\nsummary: ビールの工場あとです。",
  birujing: "name: 港ビルの三階",
  free: "name: 費用一\nfee: 無料",
  free2: "name: 費用二\ncomforts: [free]",
  member: "name: 費用三\nfee: 会員は無料",
  paid: "name: 費用四\nfee: 無料ではありません\ncomforts: [free]",
  parking: "name: 費用五\nfee: 無料駐車場あり",
  booking: "name: 費用六\nfee: 予約はいりません",
  coin: "name: 費用七\nfee: ワンコイン",
  walkin: "name: 予約一\nreservation: {needed: no}",
  walkin2: "name: 予約二\ncomforts: [no-reservation]",
  booked: "name: 予約三\ncomforts: [no-reservation]\nreservation: {needed: yes}",
  night: "name: 夜の間\nhours: [17:00-21:00]",
  noon: "name: 昼の間\nhours: [平日 10:00-15:00]\nsummary: 夜は開いていません。",
  saturday: "name: 集まりの間\nsessions: [{when: 毎月第1土曜日 10:00-12:00}]",
  ended: "name: 終わった夜の会\nstatus: ended\nhours: [17:00-21:00]",
  soudan: "name: なんでも相談窓口\nsummary: 申し込みはいりません。はたらく人の悩みを聴きます。",
};

const SPELLINGS = {
  "ボウケンビラ": "bouken",
  "みなと町3-4-5": "bouken",
  "みなと町三丁目": "bouken",
  "コンピューター広場": "kon",
  "コミュニティ": "komi",
  "こころの窓": "koko",
  "佐佐木さん": "sasa",
  "さくらヶ丘": "oka",
  "さくらケ丘": "oka",
  "203号室": "go",
  "cafe": "kafe",
  "wifi": "wifi",
  "株式会社あゆむ": "kabu",
  "(株)あゆむ": "kabu",
  "子供": "kodomo",
  "こどもの台所": "kodomo",
  "3号館": "san",
  "三号館": "san",
  "ビール園": "biru",
  "港ビル": "birujing",
  "そうだんまどぐち": "soudan",
  "そうだん": "soudan",
  "soudan": "soudan",
  "申込": "soudan",
  "働きたい": "soudan",
};

describe("made-up sites", () => {
  let work;
  let made;
  before(async () => {
    work = await mkdtemp(join(tmpdir(), "shiori-cases-"));
    const run = (...words) => promisify(execFile)(SHIORI, words, { cwd: work });
    await run("init", "--date", "2026-11-20");
    const folder = join(work, "content", "resources", "machi");
    await mkdir(folder, { recursive: true });
    for (const [file, lines] of Object.entries(ENTRIES)) {
      const summary = /^summary:/m.test(lines) ? "" : "summary: 試しの場所です。\n";
      await writeFile(join(folder, `${file}.yaml`), `${lines}\nkind: ibasho\n${summary}checked: 2026-11-01\nleaflet: {include: no}\n`);
    }
    await run("build", "--date", "2026-11-21");
    made = searcher({ folder: join(work, "public") });
  });
  after(() => rm(work, { recursive: true }));

  const found = (typed) => made.search(typed).ids.map((id) => id.replace("machi/", ""));
  const value = (id, group) => made.shiori.index.entries.find((entry) => entry.id == `machi/${id}`)[group];

  for (const [typed, id] of Object.entries(SPELLINGS)) it(`${typed} finds ${id} first`, () => assert.equal(found(typed).filter((id) => id in ENTRIES)[0], id, found(typed).join(" ")));
  it("ビル is not ビール", () => {
    assert.ok(!found("港ビル").includes("biru") || found("港ビル")[0] == "birujing");
    assert.ok(!found("ビール").includes("birujing"));
  });

  it("a fee is free only where all of it says so, or the comfort does and no fee denies it", () => {
    const fees = Object.fromEntries(["free", "free2", "member", "paid", "parking", "booking", "coin"].map((id) => [id, value(id, "fee")[0]]));
    assert.deepEqual(fees, { free: 1, free2: 1, member: 3, paid: 2, parking: 0, booking: 0, coin: 2 });
    assert.deepEqual(found("無料").filter((id) => /^(free|member|paid|parking|booking|coin)/.test(id)).toSorted(), ["free", "free2"]);
  });

  it("予約はいらない by the field or the comfort, unless they contradict each other", () => {
    const ids = found("予約なし");
    assert.deepEqual(["walkin", "walkin2", "booked"].filter((id) => ids.includes(id)), ["walkin", "walkin2"]);
  });

  it("夜 and 土曜日 are read from hours and meetings, not from sentences", () => {
    const night = found("夜");
    assert.ok(night.includes("night") && !night.includes("noon") && !night.includes("ended"), night.join(" "));
    assert.deepEqual(made.search("夜").conditions, ["夜（18時から）"]);
    const saturday = found("土曜日");
    assert.ok(saturday.includes("saturday") && saturday.includes("night") && !saturday.includes("noon"), saturday.join(" "));
    assert.ok(!found("土曜日の夜").includes("saturday"), "both on one day");
  });

  it("a word in a name is no condition", () => assert.deepEqual(made.search("夜間学校").conditions, []));

  it("a word that nobody has is left out and said", () => {
    const { left, ids } = made.search("なんでも相談窓口 気球");
    assert.deepEqual(left, ["気球"]);
    assert.ok(ids.includes("machi/soudan"));
  });

  it("a slip of the hand is offered and never put in", () => {
    assert.deepEqual(found("そうだんまとぐち"), []);
    assert.ok(made.shiori.query.perhaps(["そうだんまとぐち"]).includes("相談窓口"));
  });

  it("a town and a street are places", () => {
    const { placeOf, fits, entries } = made.shiori.index;
    const at = (typed) => Array.from(entries.filter((entry) => fits(entry, placeOf(typed))), ({ id }) => id);
    assert.deepEqual(at("みなと町"), ["machi/bouken"]);
  });
});
