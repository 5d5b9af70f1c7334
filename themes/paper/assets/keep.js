// 「しおりにはさむ」 on cards and pages: which places somebody keeps is written on this device and nowhere else.
//
// A button stands only where a script can make it work. What is stored is read as if a stranger had written it.
(() => {
  const root = new URL("../", document.currentScript.src);
  // Sites that share an address have each their own.
  const KEY = `shiori.bookmarks ${root.pathname}`;
  const MOST = 200;
  const LONGEST_NOTE = 200;
  const WORDS = "しおりにはさむ";

  const isId = (id) => typeof id == "string" && id.length < 200 && /^[^\s/.:?#\\%]+(\/[^\s/.:?#\\%]+)+$/.test(id);

  /** Items {id, note} in their order, each id once. */
  function clean(items) {
    const seen = new Map();
    for (const item of Array.isArray(items) ? items : []) {
      if (item && isId(item.id) && !seen.has(item.id) && seen.size < MOST) {
        seen.set(item.id, { id: item.id, note: String(item.note ?? "").slice(0, LONGEST_NOTE) });
      }
    }
    return [...seen.values()];
  }

  function read() {
    try {
      return clean(JSON.parse(localStorage.getItem(KEY))?.items);
    } catch {
      return [];
    }
  }

  /** Whether the device took it. */
  function write(items) {
    try {
      if (items.length) localStorage.setItem(KEY, JSON.stringify({ version: 1, items: clean(items) }));
      else localStorage.removeItem(KEY);
    } catch {
      return false;
    }
    refresh();
    return true;
  }

  function isUsable() {
    try {
      localStorage.setItem(`${KEY}?`, "");
      localStorage.removeItem(`${KEY}?`);
      return true;
    } catch {
      return false;
    }
  }

  // ---- What is said to those who listen.

  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  function say(words) {
    said.textContent = "";
    setTimeout(() => (said.textContent = words), 50);
  }

  // ---- Buttons.

  const template = document.getElementById("keep");

  function nameOf(holder) {
    const heading = holder.querySelector("h1, .card-name")?.cloneNode(true);
    heading?.querySelectorAll("rt, rp").forEach((reading) => reading.remove());
    return heading?.textContent.trim() ?? "";
  }

  function press(id, name) {
    const items = read();
    const rest = items.filter((item) => item.id != id);
    const isKept = rest.length < items.length;
    if (!isKept && items.length >= MOST) return say(`はさめるのは${MOST}件までです`);
    if (!write(isKept ? rest : [...items, { id }])) return say("このブラウザーの設定では、しおりを残せません");
    say(isKept ? `${name}をしおりからはずしました` : `${name}をしおりにはさみました。わたしのしおりは${items.length + 1}件です`);
  }

  /** Gives each card and page its button. */
  function dress() {
    for (const holder of document.querySelectorAll("[data-resource]:not([data-keep])")) {
      const id = holder.dataset.resource;
      if (!template || !isId(id)) continue;
      holder.dataset.keep = "";
      const line = template.content.firstElementChild.cloneNode(true);
      const button = line.querySelector("button");
      const name = nameOf(holder);
      button.setAttribute("aria-label", `${WORDS}：${name}`);
      button.addEventListener("click", () => press(id, name));
      const isPage = !holder.classList.contains("card");
      if (!isPage) line.querySelector("a").remove();
      (holder.querySelector(".resource-head") ?? holder).append(line);
    }
    refresh();
  }

  function refresh() {
    const kept = new Set(read().map((item) => item.id));
    for (const holder of document.querySelectorAll("[data-keep]")) {
      const isKept = kept.has(holder.dataset.resource);
      holder.querySelector(".keep").setAttribute("aria-pressed", String(isKept));
      const see = holder.querySelector(".keep-see");
      if (see) see.hidden = !isKept;
    }
    for (const count of document.querySelectorAll(".keep-count")) count.textContent = kept.size ? ` ${kept.size}件` : "";
  }

  (self.shiori ||= {}).keep = { KEY, root, clean, read, write, isUsable, say, isId };
  document.body.append(said);
  for (const link of document.querySelectorAll(".site-nav a[href$='bookmarks.html'] span")) {
    const count = document.createElement("span");
    count.className = "keep-count";
    link.after(count);
  }
  dress();
  document.addEventListener("shiori:cards", dress);
  // Another tab, or a page that the back button brought again.
  addEventListener("storage", refresh);
  addEventListener("pageshow", refresh);
})();
