// わたしのしおり: keeping from a card and from a page, order, a word of one's own, undoing, handing on; and what cannot work says so.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { inspect } from "./lib/checks.mjs";
import { launch } from "./lib/chromium.mjs";
import { PUBLIC, serve } from "./lib/site.mjs";

const LIBRARY = "hannan/library";
const HALL = "hannan/ozaki-kominkan";
const CAFE = "toba/sanpomichi-cafe";

let browser;
let site;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Runs `check` with a visitor of their own. */
async function visit(check, { address = site.address, ...options } = {}) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 320, height: 800 }, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => errors.push(message.text()));
  try {
    await check(page, (path) => page.goto(address + path), context);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

const kept = (page) => page.locator("#kept-list > li").evaluateAll((items) => items.map((item) => item.dataset.id));
const keepButton = (page, id) => page.locator(`[data-resource="${id}"] .keep`).first();
const press = (page, id, what) => page.locator(`#kept-list > [data-id="${id}"] [data-do="${what}"]`).click();

/** Keeps three places as a visitor does, and opens わたしのしおり. */
async function keepThree(page, open) {
  await open(`${LIBRARY}.html`);
  await keepButton(page, LIBRARY).click();
  await keepButton(page, HALL).click();
  await open(`${CAFE}.html`);
  await keepButton(page, CAFE).click();
  await open("bookmarks.html");
  await page.locator("#kept-list > li").nth(2).waitFor();
}

describe("keeping", () => {
  it("a place is kept from its page and from a card, and let go with the same button", () =>
    visit(async (page, open) => {
      await open(`${LIBRARY}.html`);
      const button = keepButton(page, LIBRARY);
      assert.equal(await button.getAttribute("aria-pressed"), "false");
      assert.equal(await page.getByRole("button", { name: "しおりにはさむ：阪南市立図書館", exact: true }).count(), 1);
      await button.click();
      assert.equal(await button.getAttribute("aria-pressed"), "true");
      await page.getByRole("status").filter({ hasText: "はさみました" }).waitFor({ state: "attached" });
      assert.ok(await page.getByRole("link", { name: "わたしのしおりを見る" }).isVisible());
      await open(`areas/hannan.html`);
      assert.equal(await keepButton(page, LIBRARY).getAttribute("aria-pressed"), "true");
      await keepButton(page, HALL).press("Enter");
      assert.equal(await page.locator(".site-nav .keep-count").textContent(), " 2件");
      await keepButton(page, LIBRARY).press("Space");
      await open("bookmarks.html");
      await page.locator("#kept-list > li").waitFor();
      assert.deepEqual(await kept(page), [HALL]);
    }));

  it("search results have their buttons too", () =>
    visit(async (page, open) => {
      await open("find.html#q=図書館");
      await page.locator(`#find-results [data-resource="${LIBRARY}"] .keep`).click();
      await open("bookmarks.html");
      await page.locator("#kept-list > li").waitFor();
      assert.deepEqual(await kept(page), [LIBRARY]);
    }));

  it("every kept place shows what its card shows", () =>
    visit(async (page, open) => {
      await keepThree(page, open);
      const library = await page.locator(`#kept-list > [data-id="${LIBRARY}"]`).innerText();
      for (const fact of ["阪南市立図書館", "阪南市尾崎町35-3", "金・土 10:00-19:00", "水曜日", "072-471-9000"]) assert.ok(library.includes(fact), fact);
      assert.equal(await page.locator(`#kept-list > [data-id="${LIBRARY}"] a[href^="tel:"]`).getAttribute("href"), "tel:072-471-9000");
    }));
});

describe("the list", () => {
  it("is put in order, noted on, cleared and brought back; all of it outlives the page", () =>
    visit(async (page, open) => {
      await keepThree(page, open);
      await press(page, CAFE, "up");
      assert.deepEqual(await kept(page), [LIBRARY, CAFE, HALL]);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.do), "up");
      await press(page, CAFE, "up");
      // At the end of its way the button stays in reach and does nothing.
      await page.locator(`#kept-list > [data-id="${CAFE}"] [data-do="up"]`).press("Enter");
      assert.deepEqual(await kept(page), [CAFE, LIBRARY, HALL]);
      await page.locator(`#kept-list > [data-id="${HALL}"] input`).fill("<b>火曜日に行く</b>");
      await press(page, LIBRARY, "remove");
      assert.deepEqual(await kept(page), [CAFE, HALL]);
      await page.getByRole("button", { name: "元にもどす" }).click();
      assert.deepEqual(await kept(page), [CAFE, LIBRARY, HALL]);
      await page.reload();
      await page.locator("#kept-list > li").nth(2).waitFor();
      assert.deepEqual(await kept(page), [CAFE, LIBRARY, HALL]);
      assert.equal(await page.locator(`#kept-list > [data-id="${HALL}"] input`).inputValue(), "<b>火曜日に行く</b>");
      await page.getByRole("button", { name: "ぜんぶ消す" }).click();
      assert.ok(await page.locator("#kept-empty").isVisible());
      assert.equal(await page.evaluate(() => localStorage.length), 0);
      await page.getByRole("button", { name: "元にもどす" }).click();
      assert.deepEqual(await kept(page), [CAFE, LIBRARY, HALL]);
    }));

  it("follows another tab", () =>
    visit(async (page, open, context) => {
      await open("bookmarks.html");
      assert.ok(await page.locator("#kept-empty").isVisible());
      const other = await context.newPage();
      await other.goto(`${site.address}${LIBRARY}.html`);
      await keepButton(other, LIBRARY).click();
      await page.locator("#kept-list > li").waitFor();
      assert.deepEqual(await kept(page), [LIBRARY]);
    }));

  it("reads what is stored as if a stranger had written it", () =>
    visit(async (page, open) => {
      await open("bookmarks.html");
      const key = await page.evaluate(() => self.shiori.keep.KEY);
      const hostile = { items: [{ id: "../../x" }, { id: "javascript:alert(1)/x" }, { id: LIBRARY, note: "<img src=x onerror=alert(1)>" }, { id: LIBRARY }, { id: "hannan/gone" }, 7, null] };
      for (const text of ["{", "[]", "null", JSON.stringify({ items: "x" }), JSON.stringify(hostile)]) {
        await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key, text]);
        await page.reload();
        await page.locator("#kept-empty:visible, #kept-list > li:visible").first().waitFor();
      }
      assert.deepEqual(await kept(page), [LIBRARY, "hannan/gone"]);
      assert.ok((await page.locator("#kept-list > li").last().innerText()).includes("いまの一覧に見つかりません"));
      assert.equal(await page.locator("#kept-list img").count(), 0);
    }));
});

describe("handing on", () => {
  it("a link carries the places, not the notes; who opens it is asked first", () =>
    visit(async (page, open, context) => {
      await keepThree(page, open);
      await page.locator(`#kept-list input`).first().fill("ひみつ");
      await page.locator("#kept-share summary").click();
      const link = await page.locator("#kept-link").inputValue();
      assert.ok(link.endsWith(`/bookmarks.html#k=${LIBRARY},${HALL},${CAFE}`), link);
      assert.equal(await page.locator("#kept-code svg").getAttribute("aria-label"), "このリンクのQRコード");
      const friend = await browser.newContext();
      try {
        const there = await friend.newPage();
        await there.goto(`${site.address}bookmarks.html${link.slice(link.indexOf("#"))},hannan/gone`);
        await there.getByRole("heading", { name: "とどいたしおり（3件）" }).waitFor();
        assert.equal(await there.evaluate(() => localStorage.length), 0);
        assert.ok(await there.getByText("ほかの1件は、いまの一覧に見つかりません").isVisible());
        await there.getByRole("button", { name: "わたしのしおりに加える" }).click();
        await there.locator("#kept-list > li").nth(2).waitFor();
        assert.deepEqual(await kept(there), [LIBRARY, HALL, CAFE]);
        assert.equal(new URL(there.url()).hash, "");
        await there.goto(`${site.address}bookmarks.html#k=%E0%A4%A,<script>`);
        assert.equal(await there.locator("#received").isVisible(), false);
      } finally {
        await friend.close();
      }
    }));

  it("QR codes are those that an outside reader has read", () => {
    const world = { TextEncoder };
    world.self = world;
    vm.runInNewContext(readFileSync(fileURLToPath(new URL("../../themes/paper/assets/qr.js", import.meta.url)), "utf8"), world);
    // The same codes were read with zbarimg 0.23 when this was written; where it is there, it reads them again.
    const texts = ["https://shiori.example/hannan/library.html", "x".repeat(200), "y".repeat(2331)];
    const prints = texts.map((text) => createHash("sha256").update(world.shiori.qr(text).path).digest("hex").slice(0, 16));
    assert.deepEqual(prints, ["cc899322b4661ede", "603e267b1d52aa99", "f0addbe9337873cc"]);
    assert.equal(world.shiori.qr("z".repeat(2332)), null);
    for (const text of texts) {
      const read = outsideReader(world.shiori.qr(text));
      if (read !== undefined) assert.equal(read, text);
    }
  });

  it("files are found by the same sum as the program's", () =>
    visit(async (page, open) => {
      await keepThree(page, open);
      const loaded = await page.evaluate(() => [...document.scripts].map((script) => script.src).filter((src) => src.includes("/kept/")));
      assert.deepEqual(loaded.map((src) => new URL(src).pathname), ["/assets/kept/0.js"]);
    }));
});

/** What zbarimg reads; undefined where it is not there. */
function outsideReader({ size, path }) {
  const scale = 4;
  const side = (size + 8) * scale;
  const pixels = Buffer.alloc(side * side, 255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g)) {
    for (let row = 0; row < scale; row += 1) pixels.fill(0, ((+y + 4) * scale + row) * side + (+x + 4) * scale, ((+y + 4) * scale + row) * side + (+x + 5) * scale);
  }
  const folder = mkdtempSync(join(tmpdir(), "shiori-qr-"));
  try {
    writeFileSync(join(folder, "code.pgm"), Buffer.concat([Buffer.from(`P5 ${side} ${side} 255\n`), pixels]));
    return execFileSync("zbarimg", ["-q", "--raw", join(folder, "code.pgm")], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("where something is refused", () => {
  it("without storage the page and the button say so", () =>
    visit(async (page, open) => {
      await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }));
      await open(`${LIBRARY}.html`);
      await keepButton(page, LIBRARY).click();
      await page.getByRole("status").filter({ hasText: "しおりを残せません" }).waitFor({ state: "attached" });
      await open(`bookmarks.html#k=${LIBRARY}`);
      assert.ok(await page.locator("#kept-refused").isVisible());
      await page.getByRole("heading", { name: "とどいたしおり（1件）" }).waitFor();
    }));

  it("without scripts there is no dead button, and the page explains itself", () =>
    visit(
      async (page, open) => {
        await open(`${LIBRARY}.html`);
        assert.equal(await page.getByRole("button").count(), 0);
        await open("bookmarks.html");
        assert.ok(await page.locator("noscript .notice").isVisible());
        assert.equal(await page.getByRole("button").count(), 0);
      },
      { javaScriptEnabled: false },
    ));

  it("from a folder it works the same", () =>
    visit(
      async (page, open) => {
        await keepThree(page, open);
        assert.deepEqual(await kept(page), [LIBRARY, HALL, CAFE]);
      },
      { address: `${pathToFileURL(PUBLIC)}/` },
    ));
});

describe("with places kept", () => {
  for (const colorScheme of ["light", "dark"]) {
    it(`nothing is wrong with the page (${colorScheme})`, () =>
      visit(
        async (page, open) => {
          await keepThree(page, open);
          await page.locator("#kept-share summary").click();
          assert.deepEqual(await inspect(page, site.address), []);
        },
        { colorScheme },
      ));
  }

  it("a dozen places are one or two sheets of paper, with a code for each", () =>
    visit(async (page, open) => {
      await open("areas/hannan.html");
      for (const button of (await page.locator(".card .keep").all()).slice(0, 12)) await button.click();
      await open("bookmarks.html");
      await page.locator("#kept-list > li").nth(11).waitFor();
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator("#kept-list .code").first().isVisible());
      assert.equal(await page.locator("#kept-list button").first().isVisible(), false);
      const pages = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages <= 2, `${pages} sheets`);
    }));
});
