// The map of a made-up town in the sea: marks and list lead to each other, by keyboard too, on a phone, on paper, from a disk.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "./lib/checks.mjs";
import { launch } from "./lib/chromium.mjs";
import { REPOSITORY, shiori } from "./lib/shiori.mjs";
import { serve } from "./lib/site.mjs";
import { arrival } from "./lib/waiting.mjs";

const TOWN = join(REPOSITORY, "tests", "fixtures", "map", "content");

describe("the map", () => {
  let folder;
  let site;
  let browser;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "shiori-map-"));
    await shiori(["build", "--date", "2026-11-21", "--content", TOWN, "--output", folder]);
    site = await serve({ folder });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  async function visit(check, options = {}) {
    const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 }, ...options });
    try {
      await check(await context.newPage());
    } finally {
      await context.close();
    }
  }

  it("shuts nobody out, on a phone and on a desktop", () =>
    visit(async (page) => {
      for (const name of ["map.html", "kita/library.html"]) assert.deepEqual(await inspect(page, site.address + name), []);
    }));

  for (const javaScriptEnabled of [true, false]) {
    it(`leads by keyboard from a mark to the list and back, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () =>
      visit(
        async (page) => {
          await page.goto(`${pathToFileURL(folder)}/map.html`);
          await page.getByRole("link", { name: "2–3 島の図書館、浜のカフェ" }).press("Enter");
          await arrival(page, "#m-kita-1-p2");
          await page.keyboard.press("Tab");
          await page.keyboard.press("Enter");
          await arrival(page, "#m-kita-1-m2");
          await page.getByRole("link", { name: "地図をとばして一覧へ" }).nth(1).press("Enter");
          await arrival(page, "#m-kita-1-list");
          await page.keyboard.press("Tab");
          await page.keyboard.press("Tab");
          await page.keyboard.press("Enter");
          await page.waitForURL(/hall\.html$/);
        },
        { javaScriptEnabled },
      ));
  }

  it("has marks apart from each other, large enough for a finger on the smallest phone", () =>
    visit(
      async (page) => {
        await page.goto(`${site.address}map.html`);
        const boxes = await page.locator(".map-mark").evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().toJSON()));
        for (const [at, { left, right, top, bottom, width, height }] of boxes.entries()) {
          assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
          for (const other of boxes.slice(at + 1)) assert.ok(right <= other.left || other.right <= left || bottom <= other.top || other.bottom <= top);
        }
      },
      { viewport: { width: 320, height: 700 } },
    ));

  it("prints with its lists, without links that paper cannot follow", () =>
    visit(async (page) => {
      await page.goto(`${site.address}map.html`);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator(".map").first().isVisible());
      assert.ok(await page.locator(".map-list .map-name").getByText("灯台の相談窓口").isVisible());
      assert.equal(await page.locator("details").first().isVisible(), false);
    }));

  it("loads nothing from others", () =>
    visit(async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).origin));
      await page.goto(`${site.address}map.html`);
      assert.deepEqual([...new Set(asked)], [new URL(site.address).origin]);
    }));
});
