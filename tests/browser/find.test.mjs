// さがす: typing, choices with their numbers, the address and the way back, times, places; and what cannot work says so.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "./lib/checks.mjs";
import { launch } from "./lib/chromium.mjs";
import { REPOSITORY, shiori } from "./lib/shiori.mjs";
import { serve } from "./lib/site.mjs";
import { arrival, fragment, pause } from "./lib/waiting.mjs";

const BUILT = "2026-11-21";
/** A Saturday on which the halls are open and the library should be. */
const MOMENT = "2026-11-21T15:00:00+09:00";
// Made up, like every position in this file; the content itself has none.
const POSITIONS = { "hannan/library": [34.36, 135.24], "hannan/ozaki-kominkan": [34.3645, 135.24] };

async function build(folder, content) {
  await shiori(["build", "--date", BUILT, "--output", folder, ...(content ? ["--content", content] : [])]);
}

let work;
let site;
let placed;
let browser;
before(async () => {
  work = await mkdtemp(join(tmpdir(), "shiori-find-"));
  const content = join(work, "content");
  await cp(join(REPOSITORY, "content"), content, { recursive: true });
  for (const [id, position] of Object.entries(POSITIONS)) {
    const file = join(content, "resources", `${id}.yaml`);
    await writeFile(file, (await readFile(file, "utf8")).replace("venue:\n", `venue:\n  location: [${position}]\n`));
  }
  await Promise.all([build(join(work, "public")), build(join(work, "placed"), content)]);
  site = await serve({ folder: join(work, "public") });
  placed = await serve({ folder: join(work, "placed") });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await placed?.close();
  if (work) await rm(work, { recursive: true });
});

/** Runs `check` with find.html open in a window of its own. */
async function visit(check, { address = site.address, hash = "", ...options } = {}) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => errors.push(message.text()));
  await page.clock.setFixedTime(new Date(MOMENT));
  try {
    await page.goto(`${address}find.html${hash}`);
    if (options.javaScriptEnabled !== false) await page.locator("#find-q").waitFor();
    await check(page, context);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

const found = (page) => page.locator("#find-results [data-resource]").evaluateAll((cards) => cards.map((card) => card.dataset.resource));
const said = (page) => page.locator("#find-count").textContent();
const number = (page, name, value) => page.locator(`label:has([name=${name}][value="${value}"]) .count`).textContent();
const state = async (page) => new URLSearchParams((await fragment(page)).slice(1));
const settle = (page) => pause(page, 350);

describe("the page", () => {
  for (const width of [320, 1280]) {
    it(`is laid out once, at ${width} px`, () =>
      visit(
        async (page) => {
          const moved = await page.evaluate(
            () =>
              new Promise((done) => {
                const shifts = new PerformanceObserver((list) => list.getEntries().forEach((shift) => (sum += shift.value)));
                let sum = 0;
                shifts.observe({ type: "layout-shift", buffered: true });
                setTimeout(() => done(sum), 500);
              }),
          );
          assert.ok(moved < 0.01, `${moved}`);
          assert.equal(await page.locator(".find-filters").first().evaluate((part) => part.open), width > 1000);
        },
        { viewport: { width, height: 800 } },
      ));
  }

  for (const lost of ["find.js", "find/index.js", "find-start.js"]) {
    it(`has its lists where ${lost} does not come`, async () => {
      const context = await browser.newContext({ locale: "ja-JP" });
      try {
        const page = await context.newPage();
        await page.route(`**/assets/${lost}`, (route) => route.abort());
        await page.goto(`${site.address}find.html`);
        await page.waitForLoadState("load");
        // Without the first script the others still work, only later.
        const isWhole = lost === "find-start.js";
        await page.locator("#find-q").waitFor({ state: isWhole ? "visible" : "hidden" });
        assert.equal(await page.locator(".find-ways").isVisible(), !isWhole);
      } finally {
        await context.close();
      }
    });
  }
});

describe("typing", () => {
  it("results come with each letter, with what was found marked, and the list of everything goes", () =>
    visit(async (page) => {
      assert.ok(await page.locator("#all-entries").isVisible());
      await page.locator("#find-q").pressSequentially("としょ");
      assert.deepEqual((await found(page))[0], "hannan/library");
      assert.equal(await page.locator("#all-entries").isVisible(), false);
      await page.fill("#find-q", "図書館");
      assert.equal(await page.locator("#find-results h3 mark").first().textContent(), "図書館");
      await page.fill("#find-q", "");
      assert.ok(await page.locator("#all-entries").isVisible());
      assert.equal(await said(page), "");
    }));

  it("a name counts before a summary, a summary before the rest", () =>
    visit(async (page) => {
      await page.fill("#find-q", "相談");
      await pause(page, 100);
      while (await page.locator("#find-more").isVisible()) await page.click("#find-more");
      const marks = (part) => page.locator("#find-results article").evaluateAll((cards, part) => cards.map((card) => !!card.querySelector(`${part} mark`)), part);
      const [names, summaries] = [await marks("h3"), await marks(".card-summary")];
      assert.ok(names[0] && names.lastIndexOf(true) < names.length - 1);
      assert.ok(names.indexOf(false) > 3, "several names have it, and they come first");
      assert.ok(summaries.indexOf(true) >= 0);
      await page.fill("#find-q", "絵本");
      assert.deepEqual(await found(page), ["hannan/manma-no-kai"]);
      assert.ok(await page.locator("#find-results li").getByText("ページの中に").isVisible());
    }));

  it("nothing that was typed becomes markup", () =>
    visit(async (page) => {
      for (const evil of ["<img src=x onerror=alert(1)>", "\"'`[(*+?\\", "__proto__", "constructor"]) {
        await page.fill("#find-q", evil);
        assert.equal(await page.locator("#find-results img").count(), 0);
        assert.match(await said(page), /見つかりませんでした/);
      }
    }));

  it("letters of a composition are waited for, and its Enter searches nothing", () =>
    visit(async (page) => {
      const ime = await page.context().newCDPSession(page);
      await page.focus("#find-q");
      for (const text of ["k", "か", "かz", "かぞ", "かぞく"]) await ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      assert.equal(await said(page), "", "nothing yet");
      assert.equal((await state(page)).get("q"), null);
      await page.evaluate(() => document.getElementById("find-q").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true })));
      assert.equal(await said(page), "");
      await ime.send("Input.insertText", { text: "家族会" });
      assert.match(await said(page), /件見つかりました/);
      assert.equal((await state(page)).get("q"), "家族会");
    }));

  it("screen readers are told once, when there is a pause", () =>
    visit(async (page) => {
      await page.clock.resume();
      await page.evaluate(() => {
        globalThis.heard = [];
        new MutationObserver(() => globalThis.heard.push(document.getElementById("find-said").textContent)).observe(document.getElementById("find-said"), { childList: true });
      });
      await page.locator("#find-q").pressSequentially("こうみんかん", { delay: 40 });
      await pause(page, 1300);
      const heard = await page.evaluate(() => globalThis.heard);
      assert.deepEqual(heard, [await said(page)]);
    }));
});

describe("choices", () => {
  it("each number is what a choice would give", () =>
    visit(async (page) => {
      await page.fill("#find-q", "相談");
      await settle(page);
      for (const [name, value] of [["need", "listen"], ["kind", "consultation"], ["area", "hannan"], ["audience", "family"], ["comfort", "alone-ok"]]) {
        const told = await number(page, name, value);
        await page.evaluate(([name, value]) => document.querySelector(`[name=${name}][value="${value}"]`).click(), [name, value]);
        assert.ok((await said(page)).startsWith(told === "0件" ? "あてはまる" : `${told}見つかりました`), `${name}=${value}: ${told}, ${await said(page)}`);
        await page.evaluate(([name, value]) => document.querySelector(`[name=${name}][value="${value}"]`).click(), [name, value]);
        await settle(page);
      }
    }));

  it("a choice that would give nothing says 0件 and can be chosen all the same", () =>
    visit(async (page) => {
      await page.fill("#find-q", "ぬるぬるぽ");
      await settle(page);
      assert.equal(await number(page, "need", "ibasho"), "0件");
      const label = page.locator("label:has([name=need][value=ibasho])");
      assert.match(await label.getAttribute("class"), /is-none/);
      await label.click();
      assert.ok(await label.locator("input").isChecked());
      assert.ok(await page.locator("#find-none").getByText("ぴったりの言葉がなくても大丈夫です").isVisible());
    }));

  it("two of one group add, two groups narrow, comforts all have to hold", () =>
    visit(async (page) => {
      const click = (name, value) => page.evaluate(([name, value]) => document.querySelector(`[name=${name}][value="${value}"]`).click(), [name, value]);
      const total = async () => parseInt(await said(page), 10) || 0;
      await click("area", "toba");
      const toba = await total();
      await click("area", "mitaka");
      const both = await total();
      assert.ok(both > toba);
      await click("comfort", "alone-ok");
      const alone = await total();
      assert.ok(alone < both);
      await click("fee", "free");
      assert.ok((await total()) <= alone);
    }));

  it("すべて消す takes everything back", () =>
    visit(
      async (page) => {
        assert.ok(await page.locator("#find-clear").isVisible());
        await page.click("#find-clear");
        assert.equal((await state(page)).toString(), "");
        assert.equal(await page.inputValue("#find-q"), "");
        assert.equal(await page.locator("#find-form :checked:not([value=''])").count(), 0);
        assert.ok(await page.locator("#all-entries").isVisible());
        assert.equal(await page.evaluate(() => document.activeElement.id), "find-q");
      },
      { hash: "#q=相談&need=listen&area=hannan&open=now&at=尾崎駅" },
    ));
});

describe("the address", () => {
  const WAYS = { "on a server": () => site.address, "from a disk": () => `${pathToFileURL(join(work, "public"))}/` };
  for (const [way, address] of Object.entries(WAYS)) {
    it(`${way}: holds the whole state, and back goes back`, () =>
      visit(
        async (page) => {
          await page.fill("#find-q", "相談");
          await page.locator("label:has([name=need][value=listen])").click();
          const both = await said(page);
          assert.deepEqual(Object.fromEntries(await state(page)), { q: "相談", need: "listen" });
          const kept = await page.evaluate(() => location.href);
          await page.goBack();
          assert.deepEqual(Object.fromEntries(await state(page)), { q: "相談" });
          assert.equal(await page.locator("[name=need][value=listen]").isChecked(), false);
          await page.goBack();
          assert.equal(await page.inputValue("#find-q"), "");
          assert.ok(await page.locator("#all-entries").isVisible());
          await page.goForward();
          assert.equal(await page.inputValue("#find-q"), "相談");
          await page.goto("about:blank");
          await page.goto(kept);
          await page.waitForFunction(() => document.getElementById("find-count").textContent);
          assert.equal(await said(page), both);
          assert.equal(await page.inputValue("#find-q"), "相談");
        },
        { address: address() },
      ));
  }

  it("a search from the top page arrives", () =>
    visit(async (page) => {
      await page.goto(`${site.address}index.html`);
      await page.fill("#home-q", "公民館");
      await page.press("#home-q", "Enter");
      await page.waitForFunction(() => document.getElementById("find-count")?.textContent);
      assert.equal(await page.inputValue("#find-q"), "公民館");
      await page.fill("#find-q", "");
      await page.reload();
      assert.equal(await page.inputValue("#find-q"), "", "what was taken back stays so");
    }));

  it("a link to a place on the page is no search", () =>
    visit(async (page) => {
      await page.fill("#find-q", "相談");
      await page.focus(".skip");
      await page.keyboard.press("Enter");
      await arrival(page, "#main");
      assert.equal(await page.inputValue("#find-q"), "相談");
      assert.match(await said(page), /見つかり/);
    }));

  it("nonsense in an address does no harm", () =>
    visit(async (page) => assert.match(await said(page), /見つかり/), { hash: "#q=%E0%A4%A&need=__proto__&open=2026-99-99&area=x&at=%00&fee=" }));
});

describe("times", () => {
  it("open now: what is certain, what should be, and apart from them what has to be asked", () =>
    visit(
      async (page) => {
        const groups = await page.locator("#find-results").evaluate((list) => [...list.querySelectorAll("h2")].map((h) => [h.textContent, [...h.nextElementSibling.querySelectorAll("[data-resource]")].map((card) => card.dataset.resource)]));
        assert.equal(groups[0][0], "いま開いている所");
        assert.ok(groups[0][1].includes("hannan/nishitottori-kominkan") && groups[0][1].includes("hannan/library"));
        assert.equal(groups[1][0], "時間はお問い合わせください");
        assert.ok(!groups[1][1].includes("hannan/library"));
        const card = (id) => page.locator(`[data-resource="${id}"]`);
        assert.ok(await card("hannan/nishitottori-kominkan").getByText("いま開いています（22:00まで）").isVisible());
        assert.ok(await card("hannan/library").getByText("いまは開いている時間（19:00まで）のはずです（休みのこともあります").isVisible());
      },
      { hash: "#open=now" },
    ));

  it("says the same as the page of the entry", () =>
    visit(
      async (page) => {
        const open = await page.locator("#find-results h2:first-child + ul [data-resource]").evaluateAll((cards) => cards.map((card) => card.querySelector("a").href));
        assert.ok(open.length > 0);
        for (const address of open) {
          await page.goto(address);
          if (await page.locator("#today").count()) assert.match(await page.locator("#today strong").textContent(), /^いま/, address);
        }
      },
      { hash: "#open=now" },
    ));

  it("a chosen day has its meetings and its closed halls", () =>
    visit(async (page) => {
      await page.locator("summary", { hasText: "開いている日・時間" }).click();
      await page.fill("#find-day", "2026-11-26");
      assert.equal((await state(page)).get("open"), "2026-11-26");
      assert.ok(await page.locator("[name=open][value=day]").isChecked());
      await pause(page, 100);
      while (await page.locator("#find-more").isVisible()) await page.click("#find-more");
      const card = page.locator('[data-resource="toba/sanpomichi-cafe"]');
      assert.ok(await card.getByText("この日にあります（時間は問い合わせ）").isVisible());
      const groups = (name) => page.locator("#find-results").evaluate((list, name) => [...list.querySelectorAll("h2")].filter((h) => h.textContent.includes(name)).flatMap((h) => [...h.nextElementSibling.querySelectorAll("[data-resource]")].map((card) => card.dataset.resource)), name);
      assert.ok((await groups("開いている所")).includes("toba/sanpomichi-cafe"));
      // The calendar goes to February; from then on nobody knows of a meeting that it is not held.
      await page.fill("#find-day", "2027-06-22");
      await pause(page, 100);
      while (await page.locator("#find-more").isVisible()) await page.click("#find-more");
      assert.ok((await groups("お問い合わせ")).includes("toba/sanpomichi-cafe"));
      await page.fill("#find-day", "2026-11-23");
      await pause(page, 100);
      while (await page.locator("#find-more").isVisible()) await page.click("#find-more");
      assert.ok(!(await found(page)).includes("hannan/nishitottori-kominkan"), "closed on a holiday");
    }));

  it("beyond the table nobody is said to be open", () =>
    visit(
      async (page) => {
        await page.clock.setFixedTime(new Date("2028-03-01T12:00:00+09:00"));
        await page.reload();
        await page.waitForFunction(() => document.getElementById("find-count").textContent);
        assert.match(await said(page), /^開いているとわかる所は見つかりませんでした。ほかに、時間を問い合わせる所が/);
      },
      { hash: "#open=now" },
    ));
});

describe("places", () => {
  const at = { address: () => placed.address };

  it("where nothing has a position, no button pretends", () =>
    visit(async (page) => {
      assert.equal(await page.locator("#find-here").count(), 0);
      assert.ok((await page.locator("#find-form").textContent()).includes("近い順にはならべられません"));
    }));

  it("a station finds those that name it, an area its own", () =>
    visit(
      async (page) => {
        const near = await found(page);
        assert.ok(near.includes("hannan/library") && near.includes("hannan/ozaki-kominkan") && !near.includes("hannan/nishitottori-kominkan"));
        assert.match(await said(page), /住所か行き方に「尾崎駅」とある所です/);
        await page.evaluate(() => {
          const field = document.getElementById("find-at");
          field.value = "鳥羽市";
          field.dispatchEvent(new Event("input"));
        });
        assert.ok((await found(page)).every((id) => id.startsWith("toba/")));
      },
      { hash: "#at=尾崎駅" },
    ));

  it("an entry with a position orders the others by distance; those without stay under their area", () =>
    visit(
      async (page) => {
        const places = await found(page);
        assert.deepEqual(places.slice(0, 2), ["hannan/library", "hannan/ozaki-kominkan"]);
        assert.ok(await page.locator('[data-resource="hannan/ozaki-kominkan"]').getByText("直線で約500 m").isVisible());
        assert.ok(await page.getByRole("heading", { name: "位置がわからない所（阪南市）" }).isVisible());
      },
      { address: at.address(), hash: "#at=阪南市立図書館" },
    ));

  it("the device is asked only after a press, nothing is kept, and nothing is in the address", () =>
    visit(
      async (page, context) => {
        await context.grantPermissions(["geolocation"]);
        await context.setGeolocation({ latitude: 34.3645, longitude: 135.24 });
        await page.locator("summary", { hasText: "近く・駅・バス停" }).click();
        await page.click("#find-here");
        await page.waitForFunction(() => document.querySelector("#find-results li"));
        assert.deepEqual((await found(page)).slice(0, 2), ["hannan/ozaki-kominkan", "hannan/library"]);
        assert.match(await said(page), /いまいる所から近い順/);
        assert.equal((await state(page)).toString(), "");
        assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
      },
      { address: at.address() },
    ));

  it("a refusal is met kindly, and the list stays", () =>
    visit(
      async (page) => {
        await page.locator("summary", { hasText: "近く・駅・バス停" }).click();
        await page.click("#find-here");
        await page.waitForFunction(() => document.getElementById("find-here-said").textContent.includes("使わない設定"));
        assert.ok(await page.locator("#all-entries").isVisible());
      },
      { address: at.address(), permissions: [] },
    ));
});

describe("whatever the device allows", () => {
  it("without JavaScript there is the whole list and a word about it, and nothing that does not work", () =>
    visit(
      async (page) => {
        assert.ok(await page.locator("#all-entries").isVisible());
        assert.ok(await page.locator(".find-ways").isVisible());
        assert.equal(await page.locator("#find-q").isVisible(), false);
        assert.equal(await page.locator("#find-form").isVisible(), false);
        assert.ok(await page.locator("noscript p").isVisible());
      },
      { javaScriptEnabled: false },
    ));

  it("with storage refused it searches as ever", () =>
    visit(async (page) => {
      await page.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { get: () => { throw new DOMException("refused", "SecurityError"); } });
      });
      await page.reload();
      await page.fill("#find-q", "図書館");
      assert.equal((await found(page))[0], "hannan/library");
    }));

  it("with the keyboard alone: box, choices, results", () =>
    visit(async (page) => {
      await page.focus("#find-q");
      await page.keyboard.type("阪南");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "願い");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      assert.ok(await page.locator("[name=need]").first().isChecked());
      assert.ok((await found(page)).length > 0);
    }));

  it("さらに表示 goes on where it stopped", () =>
    visit(async (page) => {
      await page.fill("#find-q", "相談");
      await page.locator("#find-more").waitFor();
      assert.equal((await found(page)).length, 10);
      await page.click("#find-more");
      assert.equal((await found(page)).length, 20);
      const focused = await page.evaluate(() => document.activeElement.closest("[data-resource]")?.dataset.resource);
      assert.equal(focused, (await found(page))[10]);
    }));

  it("a result says how to reach somebody and when it was checked", () =>
    visit(async (page) => {
      await page.fill("#find-q", "くらし丸ごと相談室");
      const card = page.locator("#find-results article").first();
      await card.waitFor();
      assert.equal(await card.locator("a[href^='tel:']").first().getAttribute("href"), "tel:0724715678;ext=2206");
      assert.match(await card.textContent(), /内線2206/);
      assert.match(await card.locator(".card-kind").textContent(), /相談窓口・阪南市・2026年6月12日に確認/);
      // Whose number it is, where it is another's.
      await page.fill("#find-q", "基幹相談支援センター");
      await page.locator("#find-results article", { hasText: "基幹相談支援センター" }).first().waitFor();
      assert.match(await page.locator("#find-results article").first().locator(".ways").textContent(), /くらし丸ごと相談室にきけます/);
    }));

  it("on paper stand all results, with the words and the conditions", () =>
    visit(async (page) => {
      await page.fill("#find-q", "相談 窓口");
      await page.locator("#find-results article").first().waitFor();
      await page.evaluate(() => document.querySelector("[name=area][value=hannan]").click());
      await page.fill("#find-q", "相談 窓口 無料");
      await pause(page, 100);
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await page.emulateMedia({ media: "print" });
      const asked = await page.locator("#find-asked").innerText();
      for (const word of ["相談 窓口", "阪南市", "無料"]) assert.ok(asked.includes(word), asked);
      const [count] = /\d+/.exec(await page.locator("#find-count").textContent());
      assert.equal((await found(page)).length, Number(count));
      for (const id of ["#find-q", "#find-more", "#find-form"]) assert.equal(await page.locator(id).isVisible(), false, id);
    }));

  it("on paper stand not only those of the first page", () =>
    visit(async (page) => {
      await page.fill("#find-q", "ひきこもり");
      await page.locator("#find-more").waitFor();
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      const count = Number(/\d+/.exec(await page.locator("#find-count").textContent())[0]);
      assert.ok(count > 10 && (await found(page)).length == count, String(count));
    }));

  it("what has ended comes last, also where the nearest come first", () =>
    visit(
      async (page) => {
        for (const hash of ["#q=ひきこもり", "#area=hannan&q=居場所", "#need=meet"]) {
          await page.goto("about:blank");
          await page.goto(`${site.address}find.html${hash}`);
          await page.locator("#find-results article").first().waitFor();
          await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
          const states = await page.locator("#find-results article").evaluateAll((cards) => cards.map((card) => /終了しました|お休み中/.test(card.querySelector(".status")?.textContent ?? "")));
          const first = states.indexOf(true);
          assert.ok(first < 0 || states.slice(first).every(Boolean), `${hash}: ${states}`);
        }
      },
    ));

  it("nothing is wrong with a page of results", () =>
    visit(async (page) => {
      await page.clock.resume();
      await page.addInitScript(() => addEventListener("load", () => document.querySelectorAll("details").forEach((details) => (details.open = true))));
      await page.goto("about:blank");
      assert.deepEqual(await inspect(page, `${site.address}find.html#q=家族&open=2026-11-26&need=meet`), []);
    }));
});
