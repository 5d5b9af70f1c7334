// With the keyboard alone: the skip link comes first and works, and on every page one sees where one is.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { htmlPages } from "./lib/site.mjs";
import { AT_ONCE, visitedSite } from "./lib/visitors.mjs";
import { arrival } from "./lib/waiting.mjs";

describe("with the keyboard alone", { concurrency: AT_ONCE }, () => {
  const met = visitedSite();

  for (const name of htmlPages()) {
    it(name, async () => {
      await met.windows.visit(async (page) => {
        await page.goto(met.site.address + name);

        await page.keyboard.press("Tab");
        const first = await page.evaluate(() => {
          const { top, left, bottom } = document.activeElement.getBoundingClientRect();
          return { href: document.activeElement.getAttribute("href"), isInView: top >= 0 && left >= 0 && bottom > 0 };
        });
        assert.deepEqual(first, { href: "#main", isInView: true }, "the first stop is the skip link, and it shows");

        // The last input was a key, so that focus set by a script from now on is marked as a keyboard's would be.
        assert.deepEqual(await page.evaluate(stopsWithoutMark), [], "every stop is marked while it has the focus");

        await page.focus("a[href='#main']");
        await page.keyboard.press("Enter");
        await arrival(page, "#main");
        await page.keyboard.press("Tab");
        const isBeforeMain = await page.evaluate(() => {
          const main = document.getElementById("main");
          const before = document.activeElement.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING;
          return Boolean(before) && !main.contains(document.activeElement);
        });
        assert.equal(isBeforeMain, false, "the skip link leads past the menu");
      });
    });
  }
});

/** Runs in the page: focuses each stop in turn and names those whose focus would not be seen. */
function stopsWithoutMark() {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const shown = stops.filter((stop) => stop.checkVisibility() && !stop.disabled);
  return shown.filter((stop) => !hasMark(stop)).map((stop) => stop.outerHTML.slice(0, 120));

  function hasMark(stop) {
    stop.focus();
    const box = stop.getBoundingClientRect();
    // The mark of a small button may be drawn around the words that belong to it.
    const isMarked = isOutlined(stop) || (stop.matches("label input") && isOutlined(stop.closest("label")));
    return document.activeElement === stop && isMarked && box.width > 0 && box.height > 0;
  }

  function isOutlined(element) {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 4 && outlineColor !== getComputedStyle(document.body).backgroundColor;
  }
}
