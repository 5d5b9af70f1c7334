// わたしのしおり: kept from a card and from a page, ordered, noted, taken back, shared, printed; and what says why it cannot.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "./lib/checks.mjs";
import { launch } from "./lib/chromium.mjs";
import { decode } from "./lib/qr.mjs";
import { shiori } from "./lib/shiori.mjs";
import { serve } from "./lib/site.mjs";
import { fragment } from "./lib/waiting.mjs";

const LIBRARY = "hannan/library";
const CAFE = "toba/sanpomichi-cafe";

let folder;
let site;
let browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "shiori-kept-"));
  await shiori(["build", "--date", "2026-11-21", "--output", folder]);
  site = await serve({ folder });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Runs `check` in a window with storage of its own; nothing may be complained of. */
async function visit(check, options = {}) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 }, ...options });
  const errors = [];
  context.on("page", (page) => {
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => errors.push(message.text()));
  });
  try {
    await check(await context.newPage(), context);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

const KEY = "shiori-bookmarks-1/";
const keep = (page, ...items) => page.addInitScript(([key, value]) => localStorage.getItem(key) ?? localStorage.setItem(key, value), [KEY, JSON.stringify(items)]);
const kept = (id, note = "") => ({ id, note });
const stored = (page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "[]").map(({ id }) => id), KEY);
const listed = (page) => page.locator("#kept-list > li").evaluateAll((items) => items.map((item) => item.dataset.id));
const open = async (page, count, hash = "") => {
  await page.goto(`${site.address}bookmarks.html${hash}`);
  await page.locator("#kept-list > li").nth(count - 1).waitFor();
};

describe("わたしのしおり", () => {
  it("is filled from the pages of places, and outlives a reload", () =>
    visit(async (page) => {
      await page.goto(`${site.address}${CAFE}.html`);
      const button = page.locator(`[data-resource="${CAFE}"] .keep`);
      assert.equal(await button.getAttribute("aria-pressed"), "false");
      const box = await button.boundingBox();
      assert.ok(box.height >= 48 && box.width >= 48, "the button can be hit");
      await button.press("Enter");
      assert.equal(await button.getAttribute("aria-pressed"), "true");
      assert.equal(await page.locator("body > [role=status]").textContent(), "しおりにはさみました。いま1件です。");
      await page.goto(`${site.address}${LIBRARY}.html`);
      await page.getByRole("button", { name: "しおりにはさむ" }).first().click();
      assert.equal(await page.locator(".kept-count").first().textContent(), "2件");
      await open(page, 2);
      await page.reload();
      await page.locator("#kept-list > li").nth(1).waitFor();
      assert.deepEqual(await listed(page), [CAFE, LIBRARY]);
      assert.ok(await page.locator("#kept-list").getByText("072-471-9000").isVisible());
    }));

  it("is filled from what a search has found", () =>
    visit(async (page) => {
      await page.goto(`${site.address}find.html#q=図書館`);
      await page.locator("#find-results a").first().click();
      await page.getByRole("button", { name: "しおりにはさむ" }).first().click();
      assert.equal((await stored(page)).length, 1);
    }));

  it("is ordered by keyboard, and the focus stays", () =>
    visit(async (page) => {
      await keep(page, kept(CAFE), kept(LIBRARY), kept("toba/e-room"));
      await open(page, 3);
      const down = page.locator(`[data-id="${CAFE}"] [data-do=down]`);
      await down.press("Enter");
      await page.locator(`#kept-list > li:nth-child(2)[data-id="${CAFE}"]`).waitFor();
      assert.ok(await down.evaluate((button) => button === document.activeElement));
      await down.press("Enter");
      await page.locator(`#kept-list > li:nth-child(3)[data-id="${CAFE}"]`).waitFor();
      await down.press("Enter");
      assert.deepEqual(await stored(page), [LIBRARY, "toba/e-room", CAFE]);
      assert.equal(await down.getAttribute("aria-disabled"), "true");
    }));

  it("has notes, which nobody gets with the link", () =>
    visit(async (page) => {
      await keep(page, kept(CAFE));
      await open(page, 1);
      await page.getByLabel("じぶん用のメモ").fill("<b>木曜</b>に行く");
      await page.reload();
      await page.locator("#kept-list textarea").waitFor();
      assert.equal(await page.locator("#kept-list textarea").inputValue(), "<b>木曜</b>に行く");
      assert.equal(await page.locator("#kept-list b").count(), 0);
      assert.equal(await page.locator("#kept-link").inputValue(), `${site.address}bookmarks.html#kept=${CAFE}`);
    }));

  it("gives back what was removed, or all of it", () =>
    visit(async (page) => {
      await keep(page, kept(CAFE), kept(LIBRARY, "メモ"));
      await open(page, 2);
      await page.locator(`[data-id="${LIBRARY}"] [data-do=remove]`).click();
      const undo = page.getByRole("button", { name: "元に戻す" });
      assert.ok(await undo.evaluate((button) => button === document.activeElement));
      assert.deepEqual(await stored(page), [CAFE]);
      await undo.press("Enter");
      assert.deepEqual(await stored(page), [CAFE, LIBRARY]);
      await page.locator("#kept-clear").click();
      assert.deepEqual(await stored(page), []);
      assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing is left behind on a shared device");
      assert.ok(await page.locator("#kept-empty").isVisible());
      await undo.click();
      await page.locator("#kept-list > li").nth(1).waitFor();
      assert.equal(await page.locator(`[data-id="${LIBRARY}"] textarea`).inputValue(), "メモ");
    }));

  it("is the same in two tabs", () =>
    visit(async (one, context) => {
      const two = await context.newPage();
      await one.goto(`${site.address}${LIBRARY}.html`);
      await two.goto(`${site.address}bookmarks.html`);
      await one.locator(".keep").first().click();
      await two.locator(`#kept-list [data-id="${LIBRARY}"]`).waitFor();
      await two.locator("[data-do=remove]").click();
      await one.locator('.keep[aria-pressed="false"]').first().waitFor();
    }));

  it("is shown to whom the link is given, and kept only on a press", () =>
    visit(async (page) => {
      await keep(page, kept(CAFE, "じぶんの"));
      await page.goto(`${site.address}bookmarks.html#kept=${LIBRARY},${CAFE},toba/e-room`);
      await page.locator("#kept-shared-list > li").nth(2).waitFor();
      assert.deepEqual(await stored(page), [CAFE], "nothing is written by itself");
      await page.getByRole("button", { name: "わたしのしおりに加える" }).click();
      await page.locator("#kept-list > li").nth(2).waitFor();
      assert.deepEqual(await listed(page), [CAFE, LIBRARY, "toba/e-room"]);
      assert.equal(await page.locator(`[data-id="${CAFE}"] textarea`).inputValue(), "じぶんの");
      assert.equal(await fragment(page), "");
      await page.goto(`${site.address}bookmarks.html#kept=%3Cimg%20src=x%20onerror=alert(1)%3E,../../etc`);
      await page.getByText("何も読みとれませんでした").waitFor();
    }));

  it("loses no place to words that stand right behind a shared link", () =>
    visit(async (page) => {
      for (const words of ["です。", "。よろしく", "）", " (母より)", ".", ",", "、見てね", "%0Aではまた", "?utm=mail", "&x=1", "#top", "\u3000どうぞ", "」", "Thanks", ", %20", "%E3%81", "%2C%20とmail@example.jp"]) {
        await page.goto("about:blank");
        await page.goto(`${site.address}bookmarks.html#kept=${LIBRARY},${CAFE}${words}`);
        await page.locator("#kept-shared-list > li").nth(1).waitFor();
        const ids = await page.locator("#kept-shared-list > li").evaluateAll((items) => items.map((item) => item.dataset.id));
        assert.deepEqual(ids, [LIBRARY, CAFE], words);
      }
    }));

  it("has QR codes that are read as the link and as the pages", () =>
    visit(async (page) => {
      await keep(page, kept(CAFE), kept(LIBRARY));
      await open(page, 2);
      const drawn = (svg) => ({ size: svg.viewBox.baseVal.width, path: svg.lastElementChild.getAttribute("d") });
      const link = decode(await page.locator("#kept-qr svg").evaluate(drawn));
      const card = decode(await page.locator(`[data-id="${LIBRARY}"] svg.qr`).evaluate(drawn));
      if (link !== null) assert.deepEqual([link, card], [await page.locator("#kept-link").inputValue(), `${site.address}${LIBRARY}.html`]);
    }));

  it("says kindly what is gone, and believes nothing that it finds in storage", () =>
    visit(async (page) => {
      await keep(page, kept("toba/long-gone"), kept("nowhere/at-all"), kept(LIBRARY), kept(LIBRARY), { id: "<img src=x>" }, 7, null, { id: "a/b", note: {} });
      await open(page, 4);
      assert.deepEqual(await listed(page), ["toba/long-gone", "nowhere/at-all", LIBRARY, "a/b"]);
      assert.ok(await page.getByText("いまはありません").first().isVisible());
      await page.evaluate((key) => localStorage.setItem(key, "{broken"), KEY);
      await page.reload();
      await page.locator("#kept-empty").waitFor();
    }));

  it("prints twenty places on two sheets", () =>
    visit(async (page) => {
      await page.goto(`${site.address}areas/hannan.html`);
      const links = await page.locator("main ul a[href^='../hannan/']").evaluateAll((all) => all.map((link) => link.pathname));
      const ids = [...new Set(links.map((path) => /([^/]+\/[^/]+)\.html$/.exec(path)[1]))].slice(0, 20);
      await keep(page, ...ids.map((id) => kept(id)));
      await open(page, 20);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.ok(sheets <= 2, `${sheets} sheets`);
      await page.emulateMedia({ media: "print" });
      const shown = await page.evaluate(() => [".kept-edit", "#kept-share", "#kept-clear", "nav"].filter((selector) => document.querySelector(selector).checkVisibility()));
      assert.deepEqual(shown, []);
      assert.ok(await page.locator("#kept-list svg.qr").first().isVisible());
    }));

  it("without storage there is no dead button, the page says why, and a shared list is still shown", () =>
    visit(async (page) => {
      await page.addInitScript(() => Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("", "SecurityError"); } }));
      await page.goto(`${site.address}${LIBRARY}.html`);
      assert.equal(await page.locator(".keep").count(), 0);
      await page.goto(`${site.address}bookmarks.html`);
      assert.ok(await page.getByText("この端末には、しおりを残せません").isVisible());
      assert.equal(await page.locator("#kept-own").isVisible(), false);
      await page.goto("about:blank");
      await page.goto(`${site.address}bookmarks.html#kept=${LIBRARY}`);
      await page.locator("#kept-shared-list > li").waitFor();
      assert.equal(await page.locator("#kept-take").isVisible(), false);
    }));

  it("without JavaScript there is no button, and the page says what to do instead", () =>
    visit(
      async (page) => {
        await page.goto(`${site.address}areas/toba.html`);
        assert.equal(await page.locator(".keep").count(), 0);
        await page.goto(`${site.address}bookmarks.html`);
        assert.ok(await page.getByText("JavaScript が要ります").isVisible());
        assert.equal(await page.locator("#kept-on").isVisible(), false);
      },
      { javaScriptEnabled: false },
    ));

  it("works from a folder without a server; its codes lead to the published pages", () =>
    visit(async (page) => {
      const root = `${pathToFileURL(folder)}/`;
      await page.goto(`${root}${LIBRARY}.html`);
      await page.locator(".keep").first().click();
      await page.goto(`${root}bookmarks.html`);
      await page.locator("#kept-list").getByRole("link", { name: "阪南市立図書館" }).waitFor();
      assert.equal(await page.locator("#kept-link").inputValue(), `https://shiori.example/bookmarks.html#kept=${LIBRARY}`);
    }));

  it("shuts nobody out, filled, shared and after a removal", () =>
    visit(async (page, context) => {
      await keep(page, kept(CAFE, "メモ"), kept("toba/long-gone"), kept(LIBRARY));
      assert.deepEqual(await inspect(page, `${site.address}bookmarks.html`), []);
      const shared = await context.newPage();
      assert.deepEqual(await inspect(shared, `${site.address}bookmarks.html#kept=${LIBRARY},toba/e-room`), []);
      assert.deepEqual(await inspect(shared, `${site.address}${LIBRARY}.html`), []);
    }));
});
