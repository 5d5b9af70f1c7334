// Text at twice its size, as a reader sets it in the browser: nothing runs out of the window, on a desktop or on a phone.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WIDTHS, sidewaysScroll } from "./lib/checks.mjs";
import { htmlPages } from "./lib/site.mjs";
import { AT_ONCE, visitedSite } from "./lib/visitors.mjs";

/** Browsers begin at 16 px; https://www.w3.org/TR/WCAG22/#resize-text asks for twice that. */
const DOUBLE = { fontSizes: { standard: 32, fixed: 26 } };

describe("text at 200 % does not scroll sideways", { concurrency: AT_ONCE }, () => {
  const met = visitedSite();

  for (const name of htmlPages()) {
    it(name, async () => {
      const findings = await met.windows.visit(async (page) => {
        const devtools = await page.context().newCDPSession(page);
        await devtools.send("Page.setFontSizes", DOUBLE);
        await page.goto(met.site.address + name);
        const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        const findings = size >= 32 ? [] : [`the text did not grow: ${size} px`];
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          findings.push(...(await sidewaysScroll(page)).map((line) => `${width} px: ${line}`));
        }
        return findings;
      });
      assert.deepEqual(findings, []);
    });
  }
});
