// わたしのしおり (bookmarks.html): what was kept, in an order and with a word of one's own; to print and to hand on.
//
// 1. The list is drawn anew after every change; the button that was used keeps the focus.
// 2. What is known of a place comes from assets/kept/*.js; which file has it follows from its id.
// 3. A link hands on ids after its #, which no server sees. What comes that way is shown, and kept only when somebody says so.
(() => {
  const { keep, qr } = self.shiori;
  const { clean, read, write, say, root } = keep;
  const get = (id) => document.getElementById(id);
  const page = get("bookmarks");
  const shelves = Number(page.dataset.shelves);
  const base = page.dataset.base ?? (location.protocol.startsWith("http") ? root.href : null);
  const SENT = "#k=";
  const known = new Map();
  const asked = new Map();

  // ---- What is known of places.

  const take = ([, rows]) => rows.forEach((row) => known.set(row[0], row));
  (self.shioriKept ||= []).forEach(take);
  self.shioriKept = { push: take };

  /** The same sum as in the program that builds the site. */
  function shelfOf(id) {
    let sum = 0;
    for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) % 65521;
    return sum % shelves;
  }

  /** Whether all that is to be known of these places could be loaded. */
  async function learn(items) {
    const load = (number) => new Promise((done) => {
      const script = document.createElement("script");
      script.src = new URL(`assets/kept/${number}.js`, root);
      script.onload = () => done(true);
      script.onerror = () => done(false);
      document.head.append(script);
    });
    const loads = [...new Set(items.map(({ id }) => shelfOf(id)))].map((number) => {
      if (!asked.has(number)) asked.set(number, load(number));
      return asked.get(number);
    });
    return (await Promise.all(loads)).every(Boolean);
  }

  // ---- Drawing.

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function svg(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function icon(name) {
    const made = svg("svg", { class: "icon", width: 24, height: 24, "aria-hidden": true });
    made.append(svg("use", { href: `#i-${name}` }));
    return made;
  }

  /** A QR code as a picture; null where the text is too long for one. */
  function code(text, label) {
    const found = qr(text);
    if (!found) return null;
    const side = found.size + 8;
    const picture = svg("svg", { class: "code", viewBox: `-4 -4 ${side} ${side}`, role: "img", "aria-label": label });
    picture.append(svg("rect", { x: -4, y: -4, width: side, height: side, fill: "#fff" }), svg("path", { d: found.path, fill: "#000", "shape-rendering": "crispEdges" }));
    return picture;
  }

  function row([name, label, lines, url]) {
    const made = element("div");
    const term = element("dt");
    term.append(icon(name), element("span", label));
    made.append(term);
    lines.forEach((line, at) => {
      const fact = element("dd", url && at == 0 ? "" : line);
      if (url && at == 0 && /^(tel|mailto):/.test(url)) fact.append(Object.assign(element("a", line), { href: url }));
      else if (url && at == 0) fact.textContent = line;
      made.append(fact);
    });
    return made;
  }

  const nameOf = (id) => known.get(id)?.[1] ?? id;

  function draw(item, at, items) {
    const made = get("kept-item").content.firstElementChild.cloneNode(true);
    const part = (name) => made.querySelector(`[data-part="${name}"]`);
    const [, name, kind, area, status, rows] = known.get(item.id) ?? [];
    const set = (where, text) => (text ? (part(where).textContent = text) : part(where).remove());
    made.dataset.id = item.id;
    if (name) {
      const link = part("name");
      link.textContent = name;
      link.href = new URL(`${item.id}.html`, root);
      set("kind", kind);
      set("area", area);
      set("status", status);
      part("rows").append(...rows.map(row));
      const picture = base && code(new URL(`${item.id}.html`, base).href, `${name}のページのQRコード`);
      if (picture) {
        picture.classList.add("on-paper");
        made.querySelector(".card").append(picture);
      }
    } else {
      part("name").replaceWith("いまの一覧に見つかりません");
      set("kind", `${item.id}：ページの名前が変わったか、載らなくなったのかもしれません。`);
      ["area", "status", "rows"].forEach((where) => part(where).remove());
    }
    const note = part("note");
    note.value = item.note;
    note.closest(".kept-note").classList.toggle("is-empty", !item.note);
    note.addEventListener("change", () => {
      write(read().map((other) => (other.id == item.id ? { ...other, note: note.value } : other)));
      note.closest(".kept-note").classList.toggle("is-empty", !note.value);
    });
    for (const button of made.querySelectorAll("[data-do]")) {
      const what = button.dataset.do;
      button.setAttribute("aria-label", `${button.textContent}：${name ?? item.id}`);
      // Greyed out and yet in reach, so that the focus never falls off the end of the list.
      if ((what == "up" && at == 0) || (what == "down" && at == items.length - 1)) button.setAttribute("aria-disabled", "true");
      button.addEventListener("click", () => button.getAttribute("aria-disabled") || change(what, item.id));
    }
    return made;
  }

  async function show() {
    const items = read();
    const isWhole = await learn(items);
    if (!isWhole) say("一部の情報を読みこめませんでした");
    get("kept-refused").hidden = keep.isUsable();
    get("kept-empty").hidden = items.length > 0 || !keep.isUsable();
    get("kept").hidden = items.length == 0;
    get("kept-count").textContent = `${items.length}件`;
    get("kept-list").replaceChildren(...items.map(draw));
    if (get("kept-share").open) share();
  }

  // ---- Changes, each of which can be undone.

  let before;

  function undoable(words) {
    get("kept-undo").hidden = false;
    get("kept-undo").firstElementChild.textContent = words;
    say(`${words}。元にもどせます`);
  }

  async function change(what, id) {
    const items = read();
    const at = items.findIndex((item) => item.id == id);
    if (at < 0) return show();
    if (what == "remove") {
      before = items;
      write(items.filter((item) => item.id != id));
      await show();
      undoable(`「${nameOf(id)}」をはずしました`);
      const next = get("kept-list").children[Math.min(at, items.length - 2)];
      (next?.querySelector("[data-do=remove]") ?? get("kept-undo").querySelector("button")).focus();
      return;
    }
    const to = at + (what == "up" ? -1 : 1);
    if (!items[to]) return;
    [items[at], items[to]] = [items[to], items[at]];
    write(items);
    await show();
    say(`${nameOf(id)}は${items.length}件のうち${to + 1}番目です`);
    get("kept-list").children[to].querySelector(`[data-do=${what}]`).focus();
  }

  get("kept-clear").addEventListener("click", async () => {
    before = read();
    write([]);
    await show();
    undoable(`${before.length}件をぜんぶ消しました`);
    get("kept-undo").querySelector("button").focus();
  });
  get("kept-undo").querySelector("button").addEventListener("click", async () => {
    write(before ?? []);
    get("kept-undo").hidden = true;
    await show();
    get("kept-title").focus();
    say("元にもどしました");
  });
  get("kept-print").addEventListener("click", () => print());

  // ---- Handing on.

  function share() {
    const link = base && new URL(`bookmarks.html${SENT}${read().map(({ id }) => encodeURIComponent(id).replaceAll("%2F", "/")).join(",")}`, base).href;
    get("kept-share-none").hidden = Boolean(link);
    get("kept-share-link").hidden = !link;
    if (!link) return;
    get("kept-link").value = link;
    const picture = code(link, "このリンクのQRコード");
    get("kept-code").querySelector("svg")?.remove();
    get("kept-code").hidden = !picture;
    if (picture) get("kept-code").prepend(picture);
  }

  get("kept-share").addEventListener("toggle", share);
  get("kept-copy").addEventListener("click", async () => {
    const field = get("kept-link");
    try {
      await navigator.clipboard.writeText(field.value);
      say("リンクを写しとりました");
    } catch {
      field.focus();
      field.select();
      say("リンクをえらびました。長くおすか、Ctrl と C で写しとれます");
    }
  });

  function received() {
    if (!location.hash.startsWith(SENT)) return [];
    try {
      return clean(location.hash.slice(SENT.length).split(",").map((id) => ({ id: decodeURIComponent(id) })));
    } catch {
      return [];
    }
  }

  async function showReceived() {
    const items = received();
    await learn(items);
    const there = items.filter(({ id }) => known.has(id));
    get("received").hidden = items.length == 0;
    if (!items.length) return;
    get("received-title").textContent = `とどいたしおり（${there.length}件）`;
    get("received-list").replaceChildren(...there.map(({ id }) => {
      const [, name, kind, area] = known.get(id);
      const line = element("li");
      line.append(Object.assign(element("a", name), { href: new URL(`${id}.html`, root) }), " ", element("span", [kind, area].filter(Boolean).join("／"), "entry-note"));
      return line;
    }));
    if (there.length < items.length) get("received-list").append(element("li", `ほかの${items.length - there.length}件は、いまの一覧に見つかりません。`));
    get("received-keep").disabled = !there.length || !keep.isUsable();
  }

  function close() {
    history.replaceState(null, "", location.pathname + location.search);
    get("received").hidden = true;
  }

  get("received-keep").addEventListener("click", async () => {
    before = read();
    const added = clean([...before, ...received().filter(({ id }) => known.has(id))]);
    write(added);
    close();
    await show();
    undoable(`${added.length - before.length}件を加えました`);
    get("kept-title").focus();
  });
  get("received-close").addEventListener("click", () => {
    close();
    (get("kept").hidden ? page.querySelector("h1") : get("kept-title")).focus();
  });

  addEventListener("hashchange", showReceived);
  addEventListener("storage", show);
  show();
  showReceived();
})();
