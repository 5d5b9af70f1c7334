// A resource on paper: one sheet or two, without what only a screen needs.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resourcePages } from "./lib/site.mjs";
import { AT_ONCE, visitedSite } from "./lib/visitors.mjs";

describe("printed, a resource fits on two sides of one sheet", { concurrency: AT_ONCE }, () => {
  const met = visitedSite();

  for (const name of resourcePages()) {
    it(name, async () => {
      await met.windows.visit(async (page) => {
        await page.emulateMedia({ media: "print" });
        await page.goto(met.site.address + name);
        const shown = await page.evaluate(() => {
          const isShown = (selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
          return { navigation: isShown("nav"), skipLink: isShown("a[href='#main']"), heading: isShown("h1"), paperNotes: isShown(".on-paper") };
        });
        assert.deepEqual(shown, { navigation: false, skipLink: false, heading: true, paperNotes: true });

        const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true }));
        assert.ok(sheets === 1 || sheets === 2, `${sheets} sheets`);
      });
    });
  }
});

/** Chromium writes one uncompressed page object a page. */
function sheetsOf(pdf) {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
