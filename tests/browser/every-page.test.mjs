// Every page of the built site, in light and dark, on a phone and on a desktop.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { inspect } from "./lib/checks.mjs";
import { htmlPages, serve } from "./lib/site.mjs";
import { AT_ONCE, visitors } from "./lib/visitors.mjs";

describe("nothing on a page shuts anyone out, scrolls sideways, calls elsewhere or complains", { concurrency: AT_ONCE }, () => {
  let site;
  let windows;
  before(async () => {
    site = await serve();
    windows = await visitors();
  });
  after(async () => {
    await windows?.close();
    await site?.close();
  });

  for (const name of htmlPages()) {
    it(name, async () => {
      const findings = await windows.visit((page) => inspect(page, site.address + name));
      assert.deepEqual(findings, []);
    });
  }
});
