// What no visitor may meet, on any page. Each check returns its findings as readable lines; no line, no finding.

import axe from "axe-core";

/** The two ends of what people hold: a phone (or 400 % zoom on a desktop), and a desktop. */
export const WIDTHS = [1280, 320];
export const SCHEMES = ["light", "dark"];

const AXE_OPTIONS = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  rules: {
    // The theme promises 7:1 for text. This rule reports what lies between 4.5 and 7, the plain one what lies below.
    "color-contrast-enhanced": { enabled: true },
    "target-size": { enabled: true },
  },
  resultTypes: ["violations"],
  // Style sheets of other origins would be fetched for this; there are none.
  preload: false,
};

/** Opens `address` and looks at it at every width in every colour scheme, without loading it again. */
export async function inspect(page, address) {
  const findings = [];
  const stop = listen(page, new URL(address).origin, findings);
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await page.emulateMedia({ colorScheme: SCHEMES[0] });
  const response = await page.goto(address);
  // The page for a missing address may itself be asked for by name.
  if (response.status() !== 200) findings.push(`answered with ${response.status()}`);
  findings.push(...(await missingPictures(page)));
  await page.evaluate(axe.source);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      const seen = [...(await sidewaysScroll(page)), ...(await axeViolations(page))];
      findings.push(...seen.map((line) => `${width} px, ${scheme}: ${line}`));
    }
  }
  stop();
  return findings;
}

/** Loads the pictures further down as well, which a browser leaves for later. */
function missingPictures(page) {
  return page.evaluate(async () => {
    const missing = await Promise.all(
      [...document.images].map((image) => {
        image.loading = "eager";
        return image.decode().then(
          () => [],
          () => [`picture not shown: ${image.getAttribute("src")}`],
        );
      }),
    );
    return missing.flat();
  });
}

/** Names what is wider than the window. */
export function sidewaysScroll(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5);
    const names = wide.slice(0, 5).map((element) => element.cloneNode().outerHTML.slice(0, 80));
    return [`sideways scroll: the page is ${scrollWidth} px wide in a window of ${clientWidth} px (${names.join(", ")})`];
  });
}

/** Asks axe-core, which the page must already hold. */
async function axeViolations(page) {
  const violations = await page.evaluate(async (options) => {
    const result = await globalThis.axe.run(document, options);
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, any }) => [html, any[0]?.message]) }));
  }, AXE_OPTIONS);
  return violations.map(({ id, help, nodes }) => {
    const [html, message] = nodes[0];
    return `axe ${id}: ${help} (${nodes.length}×, first: ${html.slice(0, 160)}${message ? `: ${message}` : ""})`;
  });
}

/** Notes requests to anyone else, and whatever is written on the console: a refusal by the content policy is written there too. */
function listen(page, origin, findings) {
  const listeners = {
    request: (request) => {
      const url = new URL(request.url());
      if (url.protocol !== "data:" && url.origin !== origin) findings.push(`request to another origin: ${url}`);
    },
    requestfailed: (request) => findings.push(`request failed: ${request.url()}`),
    response: (response) => {
      if (response.status() >= 400 && !response.request().isNavigationRequest()) findings.push(`answered with ${response.status()}: ${response.url()}`);
    },
    console: (message) => findings.push(`console ${message.type()}: ${message.text()}`),
    pageerror: (error) => findings.push(`page error: ${error.message}`),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  };
}
