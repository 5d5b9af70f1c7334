// For other eyes: colours the reader has chosen for all pages, and stillness.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resourcePages } from "./lib/site.mjs";
import { AT_ONCE, visitedSite } from "./lib/visitors.mjs";

describe("for other eyes", { concurrency: AT_ONCE }, () => {
  const met = visitedSite();

  // One page of each template: the top page, lists, one resource, the printables, a page of text.
  for (const name of ["index.html", "find.html", "needs/index.html", "needs/ibasho.html", resourcePages()[0], "leaflet.html", "about.html"]) {
    it(`${name}: nothing moves`, async () => {
      const moving = await met.windows.visit(async (page) => {
        await page.emulateMedia({ forcedColors: "none", colorScheme: "light", reducedMotion: "reduce" });
        await page.goto(met.site.address + name);
        return page.evaluate(whatMoves);
      });
      assert.deepEqual(moving, []);
    });

    for (const colorScheme of ["light", "dark"]) {
      it(`${name}, forced colours, ${colorScheme}: drawings and frames stay`, async () => {
        const seen = await met.windows.visit(async (page) => {
          await page.emulateMedia({ forcedColors: "active", colorScheme });
          await page.goto(met.site.address + name);
          return page.evaluate(drawings);
        });
        assert.ok(seen.isForced, "the browser does not force colours");
        assert.ok(seen.icons > 0, "no icon");
        assert.deepEqual(seen.unseen, [], "drawn in the colour of the ground");
        assert.equal(seen.hasRibbon, true, "the ribbon is gone");
        assert.ok(seen.hasFrames, "no frame is left around anything");
      });
    }
  }
});

/** Runs in the page. */
function drawings() {
  const ground = getComputedStyle(document.body).backgroundColor;
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const icons = shown("svg.icon");
  const ribbon = document.querySelector(".ribbon");
  const frames = shown("main *").filter((element) => {
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element);
    return borderTopStyle === "solid" && parseFloat(borderTopWidth) > 0 && borderTopColor !== ground;
  });
  return {
    isForced: matchMedia("(forced-colors: active)").matches,
    icons: icons.length,
    unseen: icons.filter((icon) => getComputedStyle(icon).stroke === ground).map((icon) => icon.parentElement.outerHTML.slice(0, 120)),
    hasRibbon: ribbon !== null && getComputedStyle(ribbon).backgroundColor !== ground && ribbon.getBoundingClientRect().height > 0,
    hasFrames: frames.length > 0,
  };
}

/** Runs in the page: names what is animated, or would be once touched. */
function whatMoves() {
  const seconds = (list) => list.split(",").some((time) => parseFloat(time) > 0);
  const moving = [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return seconds(style.transitionDuration) || (style.animationName !== "none" && seconds(style.animationDuration)) || style.scrollBehavior === "smooth";
  });
  return [...moving.map((element) => element.outerHTML.slice(0, 120)), ...document.getAnimations().map(String)];
}
