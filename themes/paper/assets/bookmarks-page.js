// わたしのしおり (bookmarks.html): the list of what was kept, and of what somebody shared. Everything read from storage, from the
// address or from a note is put on the page as text only. Needs bookmarks.js and qr.js.
(() => {
  const { LONGEST, root, usable, read, write, valid, say, make } = globalThis.shioriBookmarks;
  const get = (id) => document.getElementById("kept-" + id);
  const page = get("page");
  const parts = JSON.parse(page.dataset.parts);
  const known = new Map();

  // What cards say comes in script files, because a page opened from a disk can load nothing else.
  globalThis.shioriKept = (entries) => Object.entries(entries).forEach(([id, entry]) => known.set(id, entry));
  const loads = new Map();
  function load(id) {
    const folder = id.split("/")[0];
    if (!Object.hasOwn(parts, folder)) return Promise.resolve(true);
    let part = 0;
    for (let at = 0; at < id.length; at++) part = (part * 31 + id.charCodeAt(at)) % 65521;
    const name = `assets/kept/${folder}-${part % parts[folder]}.js`;
    if (!loads.has(name)) {
      const script = make("script");
      script.src = new URL(name, root);
      loads.set(name, new Promise((resolve) => {
        script.onload = () => resolve(true);
        script.onerror = () => loads.delete(name) && resolve(false);
      }));
      document.head.append(script);
    }
    return loads.get(name);
  }

  const published = location.protocol == "file:" ? page.dataset.base : root.href;
  const icon = (name) => get("icons").content.querySelector(`[data-icon="${name}"] > *`)?.cloneNode(true) ?? "";

  function code(text, label) {
    const found = globalThis.shioriQr(text);
    if (!found) return null;
    const draw = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const { size, path } = found;
    const svg = draw("svg", { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label });
    svg.append(draw("path", { fill: "#fff", d: `M0 0h${size}v${size}h-${size}z` }), draw("path", { fill: "#000", d: path }));
    return svg;
  }

  function row({ icon: sign, label, lines, url }) {
    const first = make("dt", "", icon(sign), make("span", "", label));
    return make("div", "", first, ...lines.map((line, at) => {
      if (at || !/^(tel:|mailto:|https?:\/\/)/.test(url ?? "")) return make("dd", "", line);
      const link = make("a", "", line);
      link.href = url;
      return make("dd", "", link);
    }));
  }

  // Codes of cards are for paper alone: drawn one by one while nothing else is to do, or all at once before printing.
  const codes = [];
  function drawCodes() {
    codes.shift()?.();
    if (codes.length) setTimeout(drawCodes, 20);
  }
  addEventListener("beforeprint", () => codes.splice(0).forEach((draw) => draw()));

  // A card for one id; `loaded` tells an entry that is gone from one that could not be loaded.
  function card(id, loaded) {
    const item = get("card").content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`[data-part=${name}]`);
    const entry = known.get(id);
    item.dataset.id = id;
    item.querySelector("h3").id = "kept-name-" + id.replace("/", "--");
    if (!entry) {
      item.classList.add("is-gone");
      part("name").textContent = id;
      part("name").removeAttribute("href");
      part("kind").textContent = loaded
        ? "このページは、いまはありません。終わったか、場所が変わったのかもしれません。"
        : "いまは読みこめませんでした。あとでもう一度ひらいてみてください。";
      return item;
    }
    part("name").textContent = entry.name;
    part("name").href = new URL(id + ".html", root);
    part("kind").textContent = [entry.kind, entry.area].filter(Boolean).join("／");
    if (entry.status) part("kind").append(" ", make("span", "status", entry.status));
    part("rows").append(...entry.rows.map(row));
    part("checked").textContent = entry.checked ? `${entry.checked}に確認` : "";
    if (published) {
      codes.push(() => part("qr").append(code(new URL(id + ".html", published).href, "このページのQRコード") ?? ""));
      if (codes.length == 1) setTimeout(drawCodes, 200);
    }
    return item;
  }

  async function cards(ids) {
    const loaded = await Promise.all(ids.map(load));
    return ids.map((id, at) => card(id, loaded[at]));
  }

  // One's own list.

  const list = get("list");
  const shown = new Map();
  let undone = null;

  const nameOf = (id) => known.get(id)?.name ?? id;

  async function own(id, note) {
    const [item] = await cards([id]);
    const field = make("textarea");
    item.querySelector("label").append(field);
    field.rows = 2;
    field.maxLength = LONGEST;
    field.value = note;
    field.closest("label").querySelector(".unseen").textContent = `（${nameOf(id)}）`;
    field.addEventListener("input", () => {
      write(read().map((kept) => (kept.id == id ? { id, note: field.value } : kept)));
    });
    for (const button of item.querySelectorAll("[data-do]")) {
      button.append(make("span", "unseen", `：${nameOf(id)}`));
      button.addEventListener("click", () => act[button.dataset.do](id, button));
    }
    return item;
  }

  let drawing = Promise.resolve();
  // One after the other, so that two quick presses do not draw a list twice.
  const draw = () => (drawing = drawing.then(drawNow));

  async function drawNow() {
    const items = read();
    const fresh = items.filter(({ id }) => !shown.has(id));
    const drawn = await Promise.all(fresh.map(({ id, note }) => own(id, note)));
    fresh.forEach(({ id }, at) => shown.set(id, drawn[at]));
    for (const [id, item] of shown) if (!items.some((kept) => kept.id == id)) item.remove() ?? shown.delete(id);
    const active = document.activeElement;
    items.forEach(({ id, note }, at) => {
      const item = shown.get(id);
      if (list.children[at] != item) list.insertBefore(item, list.children[at] ?? null);
      const field = item.querySelector("textarea");
      if (field != active && field.value != note) field.value = note;
      item.querySelector("[data-part=paper]").textContent = note;
      item.querySelector("[data-do=up]").setAttribute("aria-disabled", at == 0);
      item.querySelector("[data-do=down]").setAttribute("aria-disabled", at == items.length - 1);
    });
    if (document.activeElement != active && list.contains(active)) active.focus();
    get("count").textContent = items.length ? `${items.length}件` : "";
    get("empty").hidden = items.length > 0;
    for (const part of page.querySelectorAll("[data-when-kept]")) part.hidden = items.length == 0;
    share(items.map((kept) => kept.id));
  }

  function share(ids) {
    const href = published && ids.length && new URL("bookmarks.html#kept=" + ids.join(","), published).href;
    get("share").hidden = !href;
    get("no-share").hidden = Boolean(published) || !ids.length;
    if (!href || get("link").value == href) return;
    get("link").value = href;
    const qr = code(href, "このしおりを渡すためのQRコード");
    get("qr").replaceChildren(qr ?? "件数が多いので、QRコードにはできません。リンクで渡してください。");
  }

  function move(id, by) {
    const items = read();
    const from = items.findIndex((kept) => kept.id == id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= items.length) return;
    items.splice(to, 0, ...items.splice(from, 1));
    if (write(items)) say(`「${nameOf(id)}」を${to + 1}番めにしました。`);
  }

  function without(gone, words) {
    const before = read();
    if (!write(before.filter((kept) => !gone(kept)))) return;
    undone = before;
    get("undo-words").textContent = words;
    get("undo").hidden = false;
    get("undo").querySelector("button").focus();
    say(`${words}いま${read().length}件です。`);
  }

  const act = {
    up: (id) => move(id, -1),
    down: (id) => move(id, 1),
    remove: (id) => without((kept) => kept.id == id, `「${nameOf(id)}」をはずしました。`),
  };

  get("clear").addEventListener("click", () => without(() => true, "しおりを空にしました。"));
  get("undo").querySelector("button").addEventListener("click", () => {
    // What another tab added in the meantime stays.
    const now = read();
    if (!undone || !write([...undone, ...now])) return;
    get("undo").hidden = true;
    undone = null;
    say(`元に戻しました。いま${read().length}件です。`);
    get("own").focus();
  });
  get("print").addEventListener("click", () => print());
  get("copy").addEventListener("click", async () => {
    get("link").select();
    try {
      await navigator.clipboard.writeText(get("link").value);
      say("リンクをコピーしました。");
    } catch {
      say("リンクをえらびました。コピーしてお使いください。");
    }
  });

  // A list somebody shared: shown, and kept only if one says so.

  // An address may be cut anywhere, also inside an encoded letter.
  const plain = (text) => text.replace(/(%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return " ";
    }
  });

  async function shared() {
    const [, text = ""] = /^#kept=(.*)$/.exec(location.hash) ?? [];
    // Mail and chat take words right behind a link for a part of it: of each part, what can be an id counts.
    const found = plain(text).split(/[,、，\s]+/).map((part) => /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}/.exec(part)?.[0]);
    const items = valid(found.map((id) => ({ id })));
    const section = get("shared");
    section.hidden = !text;
    page.classList.toggle("is-shared", Boolean(text));
    if (!text) return;
    const kept = new Set(read().map((item) => item.id));
    const fresh = items.filter((item) => !kept.has(item.id));
    get("shared-count").textContent = `${items.length}件`;
    get("shared-words").textContent = !items.length
      ? "このリンクからは、何も読みとれませんでした。途中で切れているのかもしれません。"
      : !usable
        ? "この端末には残せませんが、ここで見たり、印刷したりできます。"
        : fresh.length
          ? `リンクで渡された一覧です。まだ、あなたのしおりには入っていません。加えますか。${kept.size ? "いまのしおりは、そのまま残ります。" : ""}`
          : "リンクで渡された一覧です。どれも、あなたのしおりにもう入っています。";
    get("take").hidden = !usable || !fresh.length;
    get("take").onclick = () => {
      if (!write([...read(), ...fresh])) return;
      say(`${fresh.length}件を加えました。いま${read().length}件です。`);
      leave();
    };
    const drawn = await cards(items.map((item) => item.id));
    for (const item of drawn) item.querySelector(".kept-edit").remove();
    get("shared-list").replaceChildren(...drawn);
  }

  function leave() {
    history.replaceState(null, "", location.href.split("#")[0]);
    shared();
    get("own").focus();
  }
  get("leave").addEventListener("click", leave);
  addEventListener("hashchange", shared);

  get("off").hidden = true;
  get("refused").hidden = usable;
  get("on").hidden = false;
  get("own").hidden = !usable;
  shared();
  if (usable) {
    document.addEventListener("shiori:kept", draw);
    draw();
  }
})();
