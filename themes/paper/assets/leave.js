// 「このページをはなれる」: another site takes the place of this page, so that no step back leads here. What was looked at before
// in the same tab would still stand behind it; should somebody step back onto it, it makes way in the same manner. Nothing but
// the mark 「left」 is kept, in this tab, until it is closed or the site is opened in it anew.
(() => {
  const KEY = "shiori-left";
  const page = document.documentElement;
  const stored = {
    get: () => {
      try {
        return sessionStorage.getItem(KEY);
      } catch {
        return null;
      }
    },
    set: (url) => {
      try {
        if (url) sessionStorage.setItem(KEY, url);
        else sessionStorage.removeItem(KEY);
      } catch {
        // Where nothing may be stored, this page alone makes way.
      }
    },
  };

  function go(url) {
    // What the browser may keep of the page, to show it at once on the way back, is empty.
    page.hidden = true;
    document.title = "\u200b";
    location.replace(url);
  }

  const isBack = () => performance.getEntriesByType("navigation")[0]?.type == "back_forward";
  const left = stored.get();
  if (left && isBack()) go(left);
  else stored.set();
  addEventListener("pageshow", (event) => event.persisted && stored.get() && go(stored.get()));

  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-leave]");
    // A new tab or window leaves this page where it is, as its reader asked for.
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stored.set(link.href);
    go(link.href);
  });
})();
