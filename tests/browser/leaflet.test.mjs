// The page of the printables: each has pictures that load, files of the size it says, and the way to print it.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { PUBLIC } from "./lib/site.mjs";
import { visitedSite } from "./lib/visitors.mjs";

describe("the printables", () => {
  const met = visitedSite();

  it("are each shown, described and to be had", async () => {
    await met.windows.visit(async (page) => {
      await page.goto(met.site.address + "leaflet.html");
      await page.evaluate(() => document.querySelectorAll("img").forEach((image) => (image.loading = "eager")));
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      const leaflets = await page.evaluate(() =>
        [...document.querySelectorAll(".leaflet")].map((leaflet) => ({
          id: leaflet.id,
          pictures: [...leaflet.querySelectorAll("img")].map((image) => ({ alt: image.alt, width: image.naturalWidth })),
          files: [...leaflet.querySelectorAll("a[type='application/pdf']")].map((link) => ({ href: link.getAttribute("href"), text: link.textContent })),
          steps: leaflet.querySelectorAll(".leaflet-how li").length,
          facts: [...leaflet.querySelectorAll("dt")].map((term) => term.textContent),
        })),
      );
      assert.ok(leaflets.length > 0);
      for (const { id, pictures, files, steps, facts } of leaflets) {
        assert.ok(pictures.length > 0 && pictures.every(({ alt, width }) => alt && width > 0), `${id}: pictures`);
        assert.ok(steps > 0, `${id}: how to print`);
        for (const fact of ["用紙", "折り方", "インク"]) assert.ok(facts.includes(fact), `${id}: ${fact}`);
        for (const { href, text } of files) {
          const kilobytes = Math.ceil(statSync(join(PUBLIC, href)).size / 1000);
          assert.ok(kilobytes >= 1000 || text.includes(`${kilobytes} KB`), `${id}: ${text} has ${kilobytes} KB`);
        }
      }
    });
  });

  it("are reached from the list of their edition", async () => {
    await met.windows.visit(async (page) => {
      await page.goto(met.site.address + "leaflet.html");
      const lost = await page.evaluate(() =>
        [...document.querySelectorAll(".leaflet-formats a")].filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map((link) => link.hash),
      );
      assert.deepEqual(lost, []);
    });
  });
});
