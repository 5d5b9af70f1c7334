// 「しおりにはさむ」: puts a button on each card and page of an entry, and says in the menu how many are kept. What is kept
// stays in this browser's own storage, a list of {id, note}, and is checked whenever it is read: anyone may have changed it.
// Where storage is refused there is no button; bookmarks.html says why.
globalThis.shioriBookmarks = (() => {
  const MOST = 200;
  const LONGEST = 300;
  const ID = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/;
  const root = new URL("../", document.currentScript.src);
  // Two sites below one host do not share a list.
  const KEY = "shiori-bookmarks-1" + (location.protocol == "file:" ? "" : root.pathname);

  function valid(items) {
    const seen = new Set();
    return (Array.isArray(items) ? items : []).flatMap((item) => {
      const id = item?.id;
      if (typeof id != "string" || !ID.test(id) || seen.has(id) || seen.size >= MOST) return [];
      seen.add(id);
      return [{ id, note: typeof item.note == "string" ? item.note.slice(0, LONGEST) : "" }];
    });
  }

  function read() {
    try {
      return valid(JSON.parse(localStorage.getItem(KEY)));
    } catch {
      return [];
    }
  }

  function write(items) {
    try {
      if (items.length) localStorage.setItem(KEY, JSON.stringify(valid(items)));
      else localStorage.removeItem(KEY);
    } catch {
      say("この端末に残せませんでした。");
      return false;
    }
    show();
    return true;
  }

  const usable = (() => {
    try {
      localStorage.setItem(KEY + "?", "1");
      localStorage.removeItem(KEY + "?");
      return true;
    } catch {
      return false;
    }
  })();

  function make(name, className, ...inside) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  }

  const status = make("p", "unseen");
  status.setAttribute("role", "status");
  function say(words) {
    // The same words twice are read twice.
    status.textContent = status.textContent == words ? words + "\u200b" : words;
  }

  // The menu stands twice, for narrow and for wide windows.
  const counts = [...document.querySelectorAll('.site-nav a[href$="bookmarks.html"]')].map((link) => ({ link, count: make("b", "kept-count") }));
  const ribbon = () => counts[0]?.link.querySelector("svg")?.cloneNode(true) ?? "";

  function toggle(id) {
    const items = read();
    const without = items.filter((item) => item.id != id);
    const isKept = without.length < items.length;
    if (!isKept && items.length >= MOST) return say(`しおりにはさめるのは${MOST}件までです。`);
    if (write(isKept ? without : [...items, { id, note: "" }])) {
      say((isKept ? "しおりからはずしました。" : "しおりにはさみました。") + `いま${read().length}件です。`);
    }
  }

  function show() {
    const kept = new Set(read().map((item) => item.id));
    for (const button of document.querySelectorAll(".keep")) button.setAttribute("aria-pressed", kept.has(button.value));
    for (const { count } of counts) count.replaceChildren(...(kept.size ? [String(kept.size), make("span", "unseen", "件")] : []));
    document.dispatchEvent(new CustomEvent("shiori:kept"));
  }

  function addButtons() {
    for (const place of document.querySelectorAll(".resource[data-resource]")) {
      const id = place.dataset.resource;
      if (!ID.test(id) || place.querySelector(".keep")) continue;
      const name = place.querySelector("h1, .card-name")?.textContent ?? "";
      const button = make("button", "keep", ribbon(), make("span", "", "しおりにはさむ"), make("span", "unseen", `：${name}`));
      button.type = "button";
      button.value = id;
      button.addEventListener("click", () => toggle(id));
      (place.querySelector(".step-keep") ?? place).prepend(button);
    }
    show();
  }

  if (usable) {
    document.body.append(status);
    for (const { link, count } of counts) link.append(count);
    addButtons();
    addEventListener("storage", (event) => event.key && event.key != KEY || show());
    // A page that the browser kept while another was looked at.
    addEventListener("pageshow", (event) => event.persisted && show());
  }
  return { MOST, LONGEST, ID, root, usable, read, write, valid, say, make };
})();
