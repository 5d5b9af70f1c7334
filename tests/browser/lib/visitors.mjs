// A few browser windows, lent out one at a time: a page is visited in a window that another test has given back.

import { after, before } from "node:test";
import { launch } from "./chromium.mjs";
import { serve } from "./site.mjs";

/** As many visits at once as two cores carry. */
export const AT_ONCE = 4;

/**
 * Opens a browser with `AT_ONCE` windows made from the same `options` (those of Playwright's `newContext`).
 * `visit(work)` runs `work(page)` in a free window and waits for one if need be.
 */
export async function visitors(options = {}) {
  const browser = await launch();
  const free = [];
  for (let index = 0; index < AT_ONCE; index += 1) {
    const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 }, ...options });
    free.push(await context.newPage());
  }
  const waiting = [];
  return {
    browser,
    async visit(work) {
      const page = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
      try {
        return await work(page);
      } finally {
        const next = waiting.shift();
        if (next) next(page);
        else free.push(page);
      }
    },
    close: () => browser.close(),
  };
}

/** The built site and visitors to it, there while the tests of a `describe` run: `{site, windows}`, filled before the first of them. */
export function visitedSite() {
  const met = {};
  before(async () => {
    met.site = await serve();
    met.windows = await visitors();
  });
  after(async () => {
    await met.windows?.close();
    await met.site?.close();
  });
  return met;
}
