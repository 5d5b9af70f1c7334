// Loaded before anything is drawn: find.html takes the form that works with scripts at once, so that nothing under a
// visitor's finger moves when find.js arrives. Should a script fail to come, the page is as it is without any.
(() => {
  const page = document.documentElement;
  page.classList.add("finds");
  addEventListener("error", ({ target }) => target.localName == "script" && page.classList.remove("finds"), true);

  // On a wide screen the choices stand open beside the list, from the moment at which they are there.
  if (!matchMedia("(width >= 56rem)").matches) return;
  const open = () => document.querySelectorAll(":is(.find-filters, .find-open):not([open])").forEach((part) => (part.open = true));
  const parts = new MutationObserver(open);
  parts.observe(page, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => parts.disconnect());
})();
