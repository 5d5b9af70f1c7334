// さがす with 10,000 entries, on a slow phone: little is loaded before anything is asked and for a first letter, whole entries
// only where they are needed, and typing does not wait.
// The made-up content is the one of the benchmarks; `cargo test` builds its generator.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { launch } from "./lib/chromium.mjs";
import { SHIORI } from "./lib/shiori.mjs";
import { serve } from "./lib/site.mjs";
import { pause } from "./lib/waiting.mjs";

const SYNTHETIC = join(dirname(SHIORI), "examples", "synthetic");
const SLOWER = 6;
/** A keystroke may cost so many times ten plain looks through as much text, measured in the same page on a machine however loaded. */
const PATIENCE = 15;

describe("10,000 entries", { skip: !existsSync(SYNTHETIC) && "cargo test builds examples/synthetic" }, () => {
  let work;
  let site;
  let browser;
  let page;
  let asked;
  before(async () => {
    work = await mkdtemp(join(tmpdir(), "shiori-large-"));
    const run = promisify(execFile);
    await run(SYNTHETIC, [join(work, "content"), "10000"]);
    await run(SHIORI, ["build", "--date", "2026-11-21"], { cwd: work, maxBuffer: 1 << 26 });
    site = await serve({ folder: join(work, "public") });
    browser = await launch();
    const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 360, height: 740 } });
    page = await context.newPage();
    asked = [];
    page.on("response", (response) => asked.push(response));
    await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(`${site.address}find.html`);
    await page.locator("#find-q").waitFor();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    if (work) await rm(work, { recursive: true });
  });

  const files = (name = "") => asked.filter((response) => new RegExp(`assets/find/${name}\\d+\\.js$`).test(response.url())).length;
  const weight = async (responses) => (await Promise.all(responses.map((response) => response.body()))).reduce((sum, body) => sum + gzipSync(body).length, 0);
  /** Types into the box, and waits for what is said. */
  async function type(words, said) {
    await page.evaluate((words) => {
      const box = document.getElementById("find-q");
      box.value = words;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }, words);
    await page.locator("#find-count").filter({ hasText: said }).waitFor({ timeout: 120_000 });
  }

  it("before anything is asked, less than 150 kB come, all together", async () => {
    const bytes = await weight(asked);
    assert.ok(bytes < 150_000, `${bytes} bytes`);
    assert.equal(files(), 0);
    assert.match(await page.locator("#all-entries .count-line").textContent(), /10000件/);
  });

  it("a first letter brings names that begin with it, and little", async (t) => {
    const before = asked.length;
    await type("ひ", /「ひ」ではじまる所/);
    const brought = asked.slice(before);
    const bytes = await weight(brought);
    t.diagnostic(`${brought.length} files, ${bytes} bytes`);
    assert.ok(bytes < 150_000 && brought.length <= 3, `${brought.length} files, ${bytes} bytes`);
    assert.match(await page.locator("#find-results h3").first().textContent(), /ひ/);
    assert.ok((await page.locator("#find-results .way").count()) > 0, "how to reach somebody comes with the name");
  });

  it("an area brings its own files and no other", async () => {
    await page.evaluate(() => {
      const box = document.getElementById("find-q");
      box.value = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.evaluate(() => document.querySelector("[name=area][value=area-3]").click());
    await page.locator("#find-results li").first().waitFor();
    assert.match(await page.locator("#find-count").textContent(), /^250件/);
    assert.ok(files() >= 1 && files() <= 4, `${files()} files`);
    await page.evaluate(() => document.querySelector("[name=area][value=area-3]").click());
    assert.equal(await page.locator("#find-found").isVisible(), false);
  });

  it("a word that names and summaries have brings no whole entries, but on demand", async () => {
    const before = files();
    await type("横になれる部屋", /^名前や紹介に言葉のある所が\d{3,}件見つかりました/);
    await pause(page, 600);
    assert.equal(files(), before);
    assert.ok(files("names-") <= 20);
    await page.click("#find-deep");
    await page.locator("#find-count").filter({ hasText: /^\d{3,}件見つかりました/ }).waitFor({ timeout: 180_000 });
    assert.ok(files() > before);
  });

  it("a word that stands in the text alone is found without asking", async () => {
    await type("駅から徒歩7分", /^\d+件見つかりました/);
    assert.equal(await page.locator("#find-deep").isVisible(), false);
  });

  it("typing does not wait", async (t) => {
    const times = [];
    for (const query of ["ひ", "ひだ", "ひだま", "ひだまり", "ひだまり 相", "ひだまり 相談", "静", "静か", "お", "お茶", "一", "一人"]) {
      const time = await page.evaluate(
        (query) =>
          new Promise((resolve) => {
            const box = document.getElementById("find-q");
            const begin = performance.now();
            box.value = query;
            box.dispatchEvent(new Event("input", { bubbles: true }));
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
          }),
        query,
      );
      times.push(Math.round(time));
      await pause(page, 400);
    }
    // What the same device needs to look for a word in 10,000 texts of the usual length, on average: the device is made
    // slower by pauses, and the best of some times would be one that fell between two of them.
    const looks = await page.evaluate(() => {
      const texts = Array.from({ length: 10_000 }, (_, at) => "一人で静かに時間を過ごせます。".repeat(20) + at);
      const begin = performance.now();
      for (let look = 0; look < 100; look += 1) texts.filter((text) => text.includes("ひだまり"));
      return (performance.now() - begin) / 10;
    });
    const median = times.toSorted((a, b) => a - b)[times.length / 2];
    assert.ok(median < PATIENCE * looks, `${times} ms; ten looks take ${Math.round(looks)} ms`);
    t.diagnostic(`${times} ms; ten looks take ${Math.round(looks)} ms`);
  });
});
