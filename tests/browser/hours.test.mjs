// きょうは…: what a page says of today, at moments that are easy to get wrong, on devices here and abroad.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { shiori } from "./lib/shiori.mjs";
import { serve } from "./lib/site.mjs";
import { AT_ONCE, visitors } from "./lib/visitors.mjs";

/** The dates below are counted from this one, so these pages are built for themselves. */
const BUILT = "2026-11-21";
const RUNS_OUT = "この表は、2026年11月21日から2027年12月25日までのものです。お問い合わせください。";

const HALL = "hannan/nishitottori-kominkan.html";
const LIBRARY = "hannan/library.html";

// Page, moment in Japan, what is said, and the row that is marked.
const MOMENTS = [
  [HALL, "2026-11-21 21:59", "いま開いています（22:00まで）", "土曜日きょう"],
  [HALL, "2026-11-21 22:00", "きょうはもう終わりましたつぎに開くのは、11月22日（日）9:00です。", "土曜日きょう"],
  [HALL, "2026-11-23 10:00", "きょうは休みです（祝日・勤労感謝の日）つぎに開くのは、11月25日（水）9:00です。", "祝日きょう"],
  // The hall's Monday rest moved here from the holiday, so the row of Tuesday does not hold.
  [HALL, "2026-11-24 10:00", "きょうは休みです（11月23日(月・勤労感謝の日)の振り替え）つぎに開くのは、11月25日（水）9:00です。", null],
  [HALL, "2026-11-25 00:00", "9:00に開きます", "水曜日きょう"],
  [HALL, "2026-11-25 09:00", "いま開いています（22:00まで）", "水曜日きょう"],
  // Nobody wrote when 年末年始 begins.
  [HALL, "2026-12-27 10:00", "いまは開いている時間（17:00まで）のはずです。ただし、休みのこともあります（年末年始）。", "日曜日きょう"],
  [HALL, "2027-01-02 10:00", "開いているかどうか、わかりません。年末年始の休みの日付が書かれていません(多くは12月29日〜1月3日)。お問い合わせください。", null],
  [HALL, "2027-12-25 21:59", "いま開いています（22:00まで）", "土曜日きょう"],
  [HALL, "2027-12-26 00:00", RUNS_OUT, null],
  [HALL, "2026-11-20 23:59", RUNS_OUT, null],
  [LIBRARY, "2026-11-25 12:00", "きょうは休みです（水曜日）", "水曜日きょう"],
  [LIBRARY, "2026-11-24 12:00", "きょうは休みです（祝日の翌日）", null],
  // Any day may be 資料整理日.
  [LIBRARY, "2026-11-27 18:30", "いまは開いている時間（19:00まで）のはずです。ただし、休みのこともあります（資料整理日、特別資料整理期間）。", "金曜日きょう"],
  [LIBRARY, "2026-11-27 08:00", "10:00に開くはずです。ただし、休みのこともあります（資料整理日、特別資料整理期間）。", "金曜日きょう"],
  [LIBRARY, "2026-11-23 16:59", "いまは開いている時間（17:00まで）のはずです。ただし、休みのこともあります（資料整理日、特別資料整理期間）。", "祝日きょう"],
];

let folder;
let site;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "shiori-hours-"));
  await shiori(["build", "--date", BUILT, "--output", folder]);
  site = await serve({ folder });
});
after(async () => {
  await site?.close();
  if (folder) await rm(folder, { recursive: true });
});

for (const timezoneId of ["Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"]) {
  describe(`today, on a device in ${timezoneId}`, { concurrency: AT_ONCE }, () => {
    let windows;
    before(async () => {
      windows = await visitors({ timezoneId });
    });
    after(() => windows?.close());

    for (const [name, moment, said, row] of MOMENTS) {
      it(`${name} on ${moment}`, () => windows.visit(async (page) => assert.deepEqual(await today(page, name, moment), { said, row })));
    }

    it("meetings that have been are gone, and with the last of them their row", () =>
      windows.visit(async (page) => {
        const meetings = page.locator("[data-date]:visible time");
        await visit(page, "toba/sanpomichi-cafe.html", "2026-11-26 23:59");
        assert.equal(await meetings.first().getAttribute("datetime"), "2026-11-26");
        await visit(page, "toba/sanpomichi-cafe.html", "2026-11-27 00:00");
        assert.equal(await meetings.first().getAttribute("datetime"), "2026-12-24");
        await visit(page, "toba/sanpomichi-cafe.html", "2027-06-01 12:00");
        assert.equal(await page.locator("[data-days]").isVisible(), false);
      }));
  });
}

describe("today, besides", () => {
  let windows;
  before(async () => {
    windows = await visitors({ timezoneId: "Asia/Tokyo" });
  });
  after(() => windows?.close());

  it("an evening past midnight goes on in the morning after", () =>
    windows.visit(async (page) => {
      const night = { from: "2026-11-21", until: "2026-11-30", answers: [{ o: [[1080, 1560]] }, { o: [] }], week: [1, 0, 1, 1, 1, 1, 1], except: {} };
      await page.route(`**/${HALL}`, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/(application\/json">).*?(<\/script>)/, `$1${JSON.stringify(night)}$2`);
        await route.fulfill({ response, body });
      });
      assert.equal((await today(page, HALL, "2026-11-24 23:00")).said, "いま開いています（翌2:00まで）");
      assert.equal((await today(page, HALL, "2026-11-25 01:59")).said, "いま開いています（2:00まで）");
      assert.equal((await today(page, HALL, "2026-11-25 02:00")).said, "きょうは休みです");
      await page.unroute(`**/${HALL}`);
    }));

  it("a page that stays open keeps up", () =>
    windows.visit(async (page) => {
      await page.clock.install({ time: new Date("2026-11-25T08:59:30+09:00") });
      await page.goto(site.address + HALL);
      assert.equal(await page.locator("#today strong").textContent(), "9:00に開きます");
      await page.clock.runFor(90_000);
      assert.equal(await page.locator("#today strong").textContent(), "いま開いています（22:00まで）");
    }));

  it("without JavaScript the words stand alone", async () => {
    const context = await windows.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(site.address + LIBRARY);
    assert.equal(await page.locator("#today").isVisible(), false);
    assert.equal(await page.locator(".is-today").count(), 0);
    assert.ok(await page.getByText("金・土 10:00-19:00").isVisible());
    assert.ok(await page.getByText("水曜日、祝日のあとの日、資料整理日、特別資料整理期間、年末年始").isVisible());
    await context.close();
  });
});

/** Opens a page when it is `moment` in Japan. */
async function visit(page, name, moment) {
  await page.clock.setFixedTime(new Date(`${moment.replace(" ", "T")}:00+09:00`));
  await page.goto(site.address + name);
}

/** What is said then, without the date above it, and the head of the marked row. */
async function today(page, name, moment) {
  await visit(page, name, moment);
  return page.evaluate(() => ({
    said: document.querySelector("#today strong").textContent + document.querySelector("#today strong + span").textContent,
    row: document.querySelector(".is-today th")?.textContent ?? null,
  }));
}
