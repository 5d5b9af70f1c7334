// A busy machine does the same things later: what a test waits for is named, or measured by the page's own clock.

/** Resolves once the page has let `milliseconds` pass: whatever it meant to do within them is done. */
export const pause = (page, milliseconds) => page.evaluate((wait) => new Promise((done) => setTimeout(done, wait)), milliseconds);

/** The part of the page's address behind the `#`, as the page has it now, with the `#`. (`page.url()` hears of it later.) */
export const fragment = (page) => page.evaluate(() => location.hash);

/** Resolves once a link within the page has been followed: following one is a task of its own. Works without JavaScript. */
export const arrival = (page, hash) => page.waitForURL((url) => url.hash === hash);
