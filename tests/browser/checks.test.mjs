// The checks can fail: on a page that is broken on purpose, each fault is found.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect } from "./lib/checks.mjs";
import { serve } from "./lib/site.mjs";
import { visitors } from "./lib/visitors.mjs";

const FAULTS = {
  "text with less than 4.5:1": /^1280 px, light: axe color-contrast: .*class="pale"/,
  "text with less than 7:1": /^320 px, light: axe color-contrast-enhanced: .*class="palish"/,
  "text that is pale only in the dark": /^1280 px, dark: axe color-contrast: .*<h1>/,
  "a picture without words": /axe image-alt/,
  "a link without words": /axe link-name/,
  "sideways scroll on a phone": /^320 px, light: sideways scroll: .*class="wide"/,
  "a picture from another site": /^request to another origin: https:\/\/elsewhere\.invalid\/pixel\.png/,
  "a picture that is not there": /^answered with 404: .*missing\.png/,
  "a picture far down that is not there": /^picture not shown: far-down\.png/,
  "a note on the console": /^console log: a forgotten note/,
  "a script that breaks": /^page error: a forgotten mistake/,
  "what the content policy refuses": /^console error: .*Content Security Policy/,
};

describe("a page broken on purpose is found out", () => {
  let site;
  let windows;
  let findings;
  before(async () => {
    site = await serve({ folder: fileURLToPath(new URL("broken", import.meta.url)) });
    windows = await visitors();
    findings = await windows.visit((page) => inspect(page, `${site.address}page.html`));
  });
  after(async () => {
    await windows?.close();
    await site?.close();
  });

  for (const [fault, pattern] of Object.entries(FAULTS)) {
    it(fault, () => assert.ok(findings.some((line) => pattern.test(line)), `not among the findings:\n${findings.join("\n")}`));
  }

  it("no sideways scroll on a desktop, where the page is narrow enough", () => {
    assert.deepEqual(findings.filter((line) => line.startsWith("1280 px") && line.includes("sideways")), []);
  });
});
