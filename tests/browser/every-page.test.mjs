// Every page of the built site, in light and dark, on a phone and on a desktop.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "./lib/checks.mjs";
import { htmlPages } from "./lib/site.mjs";
import { AT_ONCE, visitedSite } from "./lib/visitors.mjs";

describe("nothing on a page shuts anyone out, scrolls sideways, calls elsewhere or complains", { concurrency: AT_ONCE }, () => {
  const met = visitedSite();

  for (const name of htmlPages()) {
    it(name, async () => {
      const findings = await met.windows.visit((page) => inspect(page, met.site.address + name));
      assert.deepEqual(findings, []);
    });
  }
});
