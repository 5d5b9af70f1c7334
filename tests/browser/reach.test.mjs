// With JavaScript off, following nothing but links from the top page, a visitor reaches every resource — on a server, and
// from a folder on a USB stick. The server has the site below a path of someone else's: what works there works at the root.

import assert from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { PUBLIC, htmlPages, resourcePages, serve } from "./lib/site.mjs";
import { visitors } from "./lib/visitors.mjs";

const PLACES = {
  "on a server, below a path": () => serve({ prefix: "/a/b/" }),
  "from a folder, without a server": async () => ({ address: `${pathToFileURL(PUBLIC)}/`, close() {} }),
};

for (const [place, open] of Object.entries(PLACES)) {
  describe(place, () => {
    let site;
    let windows;
    let walk;
    before(async () => {
      site = await open();
      windows = await visitors({ javaScriptEnabled: false });
      walk = await followLinks(windows, site.address);
    });
    after(async () => {
      await windows?.close();
      await site?.close();
    });

    it("every resource is reached", () => {
      assert.deepEqual(resourcePages().filter((name) => !walk.visited.has(name)), []);
    });

    it("every page is reached, except the one for missing pages and lists of nothing", async () => {
      const missed = await Promise.all(htmlPages().map(async (name) => (walk.visited.has(name) || (await isListOfNothing(name)) ? [] : [name])));
      assert.deepEqual(missed.flat(), ["404.html"]);
    });

    it("no link leads nowhere", () => {
      assert.deepEqual(walk.broken, []);
    });

    it("every page wears its style", () => {
      assert.deepEqual([...walk.visited].filter(([, page]) => !page.isStyled).map(([name]) => name), []);
    });
  });
}

describe("an address that does not exist", () => {
  it("is answered with a page that leads back to the top", async () => {
    const site = await serve();
    const windows = await visitors({ javaScriptEnabled: false });
    try {
      await windows.visit(async (page) => {
        const response = await page.goto(`${site.address}no/such/page.html`);
        assert.equal(response.status(), 404);
        assert.ok((await look(page)).isStyled, "without its style");
        await page.locator("main a").first().click();
        await page.waitForURL(/\/index\.html$/);
      });
    } finally {
      await windows.close();
      await site.close();
    }
  });
});

/** A word of the vocabulary that no resource bears yet: its page waits for the first one, and no page points there. */
async function isListOfNothing(name) {
  return /<p class="count-line">0件<\/p>/.test(await readFile(join(PUBLIC, name), "utf8"));
}

/** Visits `address` and all that its pages link to below it, breadth first, as many pages at once as there are windows. */
async function followLinks(windows, address) {
  const visited = new Map();
  const linked = [];
  const documents = new Set();
  let frontier = ["index.html"];
  while (frontier.length > 0) {
    await Promise.all(
      frontier.map((name) =>
        windows.visit(async (page) => {
          visited.set(name, null);
          const response = await page.goto(address + name);
          const seen = await look(page);
          visited.set(name, { ...seen, status: response?.status() ?? 200 });
          for (const href of seen.links) linked.push({ from: name, href });
        }),
      ),
    );
    const own = linked.filter(({ href }) => href.startsWith(address)).map(({ href }) => href.slice(address.length).split("#")[0]);
    for (const name of own.filter((name) => !name.endsWith(".html"))) documents.add(name);
    frontier = [...new Set(own)].filter((name) => name.endsWith(".html") && !visited.has(name));
  }
  const missing = await missingDocuments(windows, address, documents);
  const hrefs = new Set(linked.map(({ href }) => href));
  const broken = linked.filter(({ href }) => leadsNowhere(href, address, visited, missing, hrefs)).map(({ from, href }) => `${from} → ${href}`);
  return { visited, broken: [...new Set(broken)] };
}

/** Links to other sites are not followed here: they need the network, and staff look at them when they check an entry. */
function leadsNowhere(href, address, visited, missing, linked) {
  if (/^(tel|mailto):/.test(href)) return false;
  // A calendar program asks the published address; the file behind it must be one that is linked here as well.
  if (href.startsWith("webcal://")) return ![...linked].some((own) => own.startsWith(address) && own.endsWith(href.slice(href.lastIndexOf("/"))));
  if (!href.startsWith(address)) return !/^https?:\/\/(?!127\.0\.0\.1)/.test(href);
  const [name, fragment] = href.slice(address.length).split("#");
  if (!name.endsWith(".html")) return missing.has(name);
  const page = visited.get(name);
  return page.status !== 200 || (fragment !== undefined && !page.ids.includes(decodeURIComponent(fragment)));
}

/** PDFs and the like are asked for without being opened. A link to a folder counts as missing: a folder opened from disk has no index page. */
async function missingDocuments(windows, address, documents) {
  const missing = new Set();
  for (const name of documents) {
    if (name === "" || name.endsWith("/")) missing.add(name);
    else if (address.startsWith("file:")) await access(new URL(address + name)).catch(() => missing.add(name));
    else if (!(await fetch(address + name)).ok) missing.add(name);
  }
  return missing;
}

/** Reads an open page. Playwright may do so though the page's own scripts are off. */
function look(page) {
  return page.evaluate(() => ({
    links: [...document.querySelectorAll("a[href], area[href]")].map((link) => link.href),
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    isStyled: getComputedStyle(document.body).backgroundColor !== "rgba(0, 0, 0, 0)" && getComputedStyle(document.body).marginTop === "0px",
  }));
}
