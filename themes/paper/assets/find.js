// Search and filters of find.html. The choices stand in the page; find-entries.js knows the entries.
//
// 1. The form holds the state; the part of the address after # repeats it, so that it can be kept, sent and gone back to.
// 2. What is found is drawn from the page's template, some cards at a time; then the choices are counted.
// 3. A large site is looked through in two steps: names and summaries at each letter, the whole text where these do not answer.
//
// Nothing is stored and nothing is sent. A visitor's position stays in the variable `here`.
(() => {
  const { times, index, text, query, urgent } = self.shiori;
  const { GROUPS, entries, loaded } = index;
  const get = (id) => document.getElementById(id);
  const form = get("find-form");
  const box = get("find-q");
  const list = get("find-results");
  const SHOWN = 10;
  // So many cards at once while somebody types; the rest of the first page follows.
  const AT_ONCE = 5;
  const SUMMARY = 60;
  // So few found by names and summaries, and the whole text is looked through as well.
  const FEW = 20;
  // For a single letter so many files of names at most: those with the most names that begin with it.
  const LETTER_FILES = 2;
  // So long after the last letter.
  const PAUSE = 350;

  let shared;
  // The numbers beside the choices as they were written.
  const written = new Map([...form.querySelectorAll(".count")].map((count) => [count, count.textContent]));
  let here;
  // Conditions of the query that a visitor took back: their words are words again.
  let taken = new Set();
  let shown;
  let spoken;
  let counting;
  let drawing;
  let deepening;
  // What was typed when the whole text was asked for.
  let deep;

  // ---- The form.

  const checked = (group) => [...form.querySelectorAll(`[name=${group}]:checked`)].map((input) => input.value);
  const when = () => checked("open")[0] ?? "";
  const chosenDay = () => (when() == "day" ? get("find-day").value : when());

  /** What is asked for, without the fields that ask for nothing. */
  function asked() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim() && name != "day" && (name != "open" || value == "now")) fields.append(name, value.trim());
    if (when() == "day" && get("find-day").value) fields.append("open", get("find-day").value);
    if (box.value.trim()) for (const label of taken) fields.append("off", label);
    return fields;
  }

  function fill(fields) {
    box.value = fields.get("q") ?? "";
    taken = new Set(fields.getAll("off"));
    get("find-at").value = fields.get("at") ?? "";
    const open = fields.get("open") ?? "";
    const isDay = /^\d{4}-\d\d-\d\d$/.test(open);
    get("find-day").value = isDay ? open : "";
    for (const input of form.querySelectorAll("[name=open]")) input.checked = input.value == (isDay ? "day" : open == "now" ? open : "");
    // 無料 is one choice; addresses from before may name the comfort.
    const isFree = fields.getAll("comfort").includes("free") && !form.querySelector("[name=comfort][value=free]");
    for (const group of GROUPS) for (const input of form.querySelectorAll(`[name=${group}]`)) input.checked = fields.getAll(group).includes(input.value) || (isFree && group == "fee" && input.value == "free");
  }

  const hash = () => location.hash.slice(1);
  // Other fragments are places on the page.
  const isState = () => !hash() || hash().includes("=");
  const read = () => fill(new URLSearchParams(hash() || location.search));

  let typing = false;
  function write(isTyping) {
    const fields = asked().toString() || (location.search ? "q=" : "");
    if (fields == hash() && isState()) return;
    // Letters typed one after the other are one step back.
    if (isTyping && typing) history.replaceState(null, "", "#" + fields);
    else history.pushState(null, "", "#" + fields);
    typing = isTyping;
  }

  // ---- From the form to the list.

  function search(isTyping) {
    clearTimeout(counting);
    clearTimeout(deepening);
    get("find-deep").hidden = true;
    const fields = asked();
    const isAsking = fields.size ?? [...fields].length;
    for (const id of ["find-clear", "find-found"]) get(id).hidden = !(isAsking || here);
    get("all-entries").hidden = !!(isAsking || here);
    if (!isAsking) urgent.answer("");
    if (!isAsking && !here && !isAll()) {
      written.forEach((words, count) => {
        count.textContent = words;
        count.parentNode.classList.remove("is-none");
      });
      describe();
      get("find-read").hidden = true;
      return draw();
    }
    describe();
    // Words of somebody in danger are answered at once, and some of them by nothing else.
    if (urgent.answer(text.normal(box.value))) {
      get("find-read").hidden = true;
      return draw([], { words: [], isAlone: true }, isTyping);
    }
    const letter = letterOf(isTyping);
    if (!load(letter)) return undefined;
    index.inOrder();
    const asking = query.read(box.value, taken);
    const isGlance = !shared.whole && asking.words.length > 0 && deep != box.value;
    const looked = isGlance ? query.glance(asking, letter) : query.look(asking);
    const { words, total } = looked;
    // 1 all conditions of the query hold, -1 nobody knows of one, 0 one does not.
    const conditions = query.together(asking.conditions);
    const holds = entries.map((entry, at) => (total[at] && conditions.length ? Math.min(...conditions.map((one) => query.fits(entry, one)).map((fit) => fit || -2)) : 1));
    const filters = GROUPS.map((group) => [group, checked(group).map((value) => shared.at[group].get(value))]).filter(([, values]) => values.length);
    const place = index.placeOf(get("find-at").value);
    const day = chosenDay();
    const isIn = (entry, group, values) => (group == "comfort" ? values.every((value) => entry.comfort.includes(value)) : values.some((value) => entry[group].includes(value)));
    const state = (entry) => (day == "now" ? index.openNow(entry) : index.openAt(entry, times.dayOf(day)));
    // By rank; within one, the order of the readings is that of the entries.
    const shelves = [];
    entries.forEach((entry, at) => {
      if (!total[at] || holds[at] < -1 || !index.fits(entry, place) || !filters.every(([group, values]) => isIn(entry, group, values))) return;
      const one = { entry, score: total[at], state: day && state(entry), isSure: holds[at] > 0 };
      if (!day || one.state[0]) (shelves[one.score] ||= []).push(one);
    });
    // What does not take place comes last, however well it fits.
    const found = shelves.flat().sort((a, b) => (a.entry.ask == 2) - (b.entry.ask == 2));
    const from = here ?? place?.from;
    if (from) {
      for (const one of found) one.metres = one.entry.location && index.metres(from, one.entry.location);
      found.sort((a, b) => (a.entry.ask == 2) - (b.entry.ask == 2) || (a.metres ?? 9e9) - (b.metres ?? 9e9));
    }
    const isShort = isGlance && !letter && found.length < FEW;
    if (isShort) deepening = setTimeout(deepen, isTyping ? PAUSE : 0, isTyping);
    if (isShort && !found.length) wait();
    else if (isAsking || here) draw(found, { words, from, place, day, isGlance, letter: letter && box.value.trim() }, isTyping);
    else draw();
    get("find-deep").hidden = !isGlance || isShort || !!letter;
    if (isGlance) get("find-read").hidden = true;
    else tellRead(asking, looked, found.length);
    // First what was found; the numbers beside the choices when nothing more is typed at once.
    counting = setTimeout(() => {
      const counts = GROUPS.map((group) => new Uint32Array(shared.at[group].size));
      const open = { now: 0, day: 0 };
      entries.forEach((entry, at) => {
        if (!total[at] || holds[at] < -1 || !index.fits(entry, place)) return;
        // The groups that keep it out: a choice of the only one would let it in.
        const out = filters.filter(([group, values]) => !isIn(entry, group, values)).map(([group]) => group);
        const isOpen = !day || state(entry)[0];
        if (!out.length) {
          if (index.openNow(entry)[0] > 0) open.now++;
          if (day && day != "now" && state(entry)[0] > 0) open.day++;
        }
        if (!isOpen || out.length > 1 || out[0] == "comfort") return;
        GROUPS.forEach((group, at) => {
          if (!out.length || out[0] == group) for (const value of entry[group]) counts[at][value]++;
        });
      });
      count(counts, open);
    }, 120);
    return undefined;
  }

  /** Looks through the whole text, once it is here and while nothing more is typed. */
  async function deepen(isTyping) {
    const typed = box.value;
    const isStale = () => box.value != typed;
    deep = typed;
    if (!load()) return;
    await query.prepare(query.read(typed, taken), isStale);
    if (!isStale()) search(isTyping);
  }

  /** The letter, where one is all that was typed so far, and the names are too many to fetch them for it. */
  function letterOf(isTyping) {
    const isMany = shared.names.length > LETTER_FILES && allNames().some((path) => !loaded.has(path));
    const typed = isMany && isTyping && deep != box.value && !checked("area").length ? text.normal(box.value) : "";
    return typed.length == 1 ? typed : "";
  }

  const paths = (name, files, isNeeded) => files.flatMap((file, at) => (isNeeded(file) ? [`assets/find/${name}${at + 1}.js`] : []));
  const wholes = (isNeeded = () => true) => paths("", shared.files, isNeeded);
  const allNames = () => paths("names-", shared.names, () => true);
  const isAll = () => wholes().every((path) => loaded.has(path));

  /** The files that must be here for what is asked: entries of some areas or all of them, all names, or those that begin with a letter. */
  function needed(letter) {
    const areas = checked("area").map((value) => shared.at.area.get(value));
    if (shared.whole) return wholes();
    if (areas.length) return wholes(([, has]) => areas.some((area) => has.includes(area)));
    if (letter) return beginning(letter).slice(0, LETTER_FILES);
    const isTimed = when() || here || get("find-at").value.trim() || query.read(box.value, taken).conditions.some(({ fits }) => !fits);
    return isTimed || (box.value.trim() && deep == box.value) ? wholes() : allNames();
  }

  /** Files with names that begin with a letter, those with the most first. */
  function beginning(letter) {
    const place = ([, letters]) => letters.indexOf(letter);
    const files = shared.names.map((file, at) => [place(file), `assets/find/names-${at + 1}.js`]).filter(([place]) => place >= 0);
    return files.sort(([a], [b]) => a - b).map(([, path]) => path);
  }

  function wait() {
    get("find-count").textContent = "さがす用意をしています…";
    list.replaceChildren();
    get("find-more").hidden = true;
    get("find-none").hidden = true;
  }

  /** Fetches the files that are needed; false until they are here. */
  function load(letter) {
    const missing = needed(letter).filter((path) => !loaded.has(path));
    if (!missing.length) return true;
    // What was found by names stays while the rest comes.
    if (deep != box.value || !list.firstElementChild) wait();
    for (const path of missing) {
      if (document.querySelector(`script[src="${path}"]`)) continue;
      const script = document.createElement("script");
      script.src = path;
      script.onerror = () => {
        script.remove();
        get("find-count").textContent = "一覧を読みこめませんでした。つながりをたしかめて、もう一度おしてください。";
      };
      document.head.append(script);
    }
    return false;
  }

  function count(counts, open) {
    const isWhole = isAll();
    GROUPS.forEach((group, at) => {
      for (const input of form.querySelectorAll(`[name=${group}]`)) {
        // Of areas that are not here yet, all there is to say is how many they have.
        if (isWhole || group != "area" || input.checked) tell(input, counts[at][shared.at[group].get(input.value)]);
      }
    });
    for (const value of ["now", "day"]) tell(form.querySelector(`[name=open][value=${value}]`), isWhole && (value == "now" || when() == value) ? open[value] : null);
  }

  /** What is chosen, beside the group where it is folded away. */
  function describe() {
    const labels = (name) => [...form.querySelectorAll(`[name=${name}]:checked:not([value=''])`)].map((input) => input.parentNode.querySelector(".choice-label").textContent);
    let number = 0;
    for (const name of [...GROUPS, "open"]) {
      const chosen = labels(name);
      number += chosen.length;
      if (get(`chosen-${name}`)) get(`chosen-${name}`).textContent = chosen.join("、");
    }
    const place = get("find-at").value.trim();
    get("chosen-at").textContent = place;
    number += !!place;
    get("find-chosen").textContent = number ? `${number}つえらんでいます` : "";
  }

  function tell(input, number) {
    const count = input.parentNode.querySelector(".count");
    const words = number == null ? "" : number + "件";
    if (count.textContent != words) count.textContent = words;
    input.parentNode.classList.toggle("is-none", number === 0);
  }

  // ---- Drawing.

  const dayName = (day) => `${day.replace(/-0?/, "年").replace(/-0?/, "月")}日`;

  function draw(found, how, isTyping) {
    clearTimeout(drawing);
    shown = null;
    list.replaceChildren();
    get("find-more").hidden = true;
    if (!found) return say("");
    const { words, from, place, day, isAlone, isGlance, letter } = how;
    get("find-none").hidden = found.length > 0 || isAlone;
    if (isAlone) return say("すぐに話せる所を、上に出しています。", isTyping);
    const isKnown = ({ state, isSure }) => isSure && (!day || state[0] > 0);
    const sure = found.filter(isKnown);
    // A condition of the query that nobody knows of counts only where none is known to hold it.
    const asking = found.filter((one) => !isKnown(one) && (one.isSure || !sure.length));
    let items = [];
    const headings = new Map();
    const put = (heading, part) => {
      if (heading && part.length) headings.set(items.length, heading);
      items = items.concat(part);
    };
    const name = day == "now" ? "いま開いている所" : day ? `${dayName(day)}に開いている所` : "";
    if (from) {
      put(name, sure.filter(({ metres }) => metres != null));
      // Where nobody wrote a position, the area is what is known.
      const unplaced = sure.filter(({ metres }) => metres == null);
      const areas = [...new Set(unplaced.map(({ entry }) => entry.own[0] ?? -1))].sort((a, b) => a - b);
      for (const area of areas) put(`位置がわからない所（${shared.area[area]?.[1] ?? "そのほか"}）`, unplaced.filter(({ entry }) => (entry.own[0] ?? -1) == area));
    } else put(name, sure);
    put("時間はお問い合わせください", asking);
    const nothing = asking.length ? "開いているとわかる所は見つかりませんでした。" : "あてはまる所は見つかりませんでした。";
    // Of many files not all were asked for one letter.
    const isSome = letter && beginning(text.normal(letter)).some((path) => !loaded.has(path));
    if (letter) say(found.length ? `名前が「${letter}」ではじまる所${isSome ? "の一部です" : `が${found.length}件あります`}。つづけて入れると、ぜんぶの所からさがします。` : "つづけて入れると、さがします。", isTyping);
    const total = (isGlance && found.length >= FEW ? `名前や紹介に言葉のある所が${found.length}件見つかりました。` : sure.length ? `${sure.length}件見つかりました。` : nothing) + (asking.length ? `ほかに、時間を問い合わせる所が${asking.length}件あります。` : "");
    const near = place?.from && !here ? `「${place.name}」から近い順にならべました。` : here ? "いまいる所から近い順にならべました。" : place?.word ? `住所か行き方に「${get("find-at").value.trim()}」とある所です。` : "";
    if (!letter) say(total + (found.length ? near : ""), isTyping);
    if (letter) get("find-none").hidden = true;
    else if (!found.length) urgent.instead();
    const marks = words.flatMap(([word, others]) => [word, ...others.flatMap(([group, other]) => other ?? shared.synonyms[group])]);
    shown = { items, headings, marks, next: 0 };
    more(AT_ONCE);
    drawing = setTimeout(() => more(SHOWN - AT_ONCE), 60);
  }

  /** How the query was understood: conditions that can be taken back, what was left out, what may be meant, what leads further. */
  function tellRead({ conditions, typed }, { left, worries, some, words }, found) {
    const place = get("find-read");
    const said = (word) => text.marked(typed, [word]).filter(([, isMarked]) => isMarked).map(([piece]) => piece)[0] ?? word;
    const line = (...parts) => {
      const line = make("p");
      line.append(...parts);
      return line;
    };
    const button = (words, name, act) => {
      const button = make("button", words);
      button.type = "button";
      button.className = "find-chip";
      button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      return button;
    };
    const lines = [];
    const chips = conditions.map(({ label }) => {
      const chip = button(`${label} ×`, `条件「${label}」を外す`, () => (taken.add(label), update(), box.focus()));
      chip.dataset.condition = label;
      return chip;
    });
    if (chips.length) lines.push(line("条件として読みました： ", ...chips));
    if (left.length) lines.push(line(`${left.map((word) => `「${said(word)}」`).join("")}は、どこにも書かれていません。${found ? "のこりの言葉でさがしました。" : ""}`));
    else if (some) lines.push(line("ぜんぶの言葉がある所はありませんでした。多くあてはまる所を出しています。"));
    const near = left.length || !found ? query.perhaps(left.length ? left : words.map(([word]) => word)) : [];
    const swap = (word) => () => {
      const old = left.length ? said(left[0]) : box.value;
      box.value = box.value.includes(old) ? box.value.replace(old, word) : word;
      update();
      box.focus();
    };
    if (near.length) lines.push(line("もしかして： ", ...near.map((word) => button(word, `「${word}」でさがす`, swap(word)))));
    if (worries.length && found) lines.push(line(`${worries.map(([label]) => `「${label}」`).join("")}ときの所も出しています。`));
    place.replaceChildren(...lines);
    place.hidden = !lines.length;
  }

  /** Draws the next cards; gives the first of them. */
  function more(number) {
    const { items, headings, marks, next } = shown;
    const end = next + number;
    let cards = list.lastElementChild?.matches("ul") ? list.lastElementChild : null;
    let first;
    items.slice(next, end).forEach((item, at) => {
      const heading = headings.get(next + at);
      if (!cards || heading) {
        if (heading) list.append(make("h2", heading));
        cards = make("ul");
        cards.className = "cards";
        list.append(cards);
      }
      const li = make("li");
      li.append(card(item, marks));
      cards.append(li);
      first ??= li;
    });
    shown.next = end;
    const left = items.length - end;
    get("find-more").hidden = left <= 0 || end < SHOWN;
    if (left > 0) get("find-more").textContent = `さらに表示（のこり${left}件）`;
    return first;
  }

  function make(name, words) {
    const element = document.createElement(name);
    if (words) element.textContent = words;
    return element;
  }

  function pieces(element, words, marks) {
    element.replaceChildren(...text.marked(words, marks).map(([piece, isMarked]) => (isMarked ? make("mark", piece) : document.createTextNode(piece))));
  }

  function card({ entry, score, state, metres }, marks) {
    const card = get("find-card").content.firstElementChild.cloneNode(true);
    const part = (name) => card.querySelector(`[data-part=${name}]`);
    const fillIn = (name, words) => {
      if (words) part(name).textContent = words;
      else part(name).remove();
    };
    card.dataset.resource = entry.id;
    const hue = (entry.need[0] ?? 4) + 1;
    card.classList.add(`hue-${hue > 4 ? 0 : hue}`);
    part("link").href = entry.id + ".html";
    pieces(part("name"), entry.name, marks);
    const checked = entry.checked && `${entry.checked}に確認`;
    fillIn("kind", [shared.kind[entry.kind[0]]?.[1], shared.area[entry.own[0]]?.[1], checked].filter(Boolean).join("・"));
    fillIn("status", entry.status);
    // A long summary begins a little before the first word that was found.
    const all = text.marked(entry.summary, marks);
    const before = all[0]?.[1] || all.length < 2 ? 0 : all[0][0].length;
    const begin = before > SUMMARY - 15 ? before - 15 : 0;
    const cut = entry.summary.slice(begin, begin + SUMMARY);
    pieces(part("summary"), (begin ? "…" : "") + cut + (begin + SUMMARY < entry.summary.length ? "…" : ""), marks);
    const row = (name, lines) => {
      const row = part(name);
      if (lines.length) row.append(make("span", lines.join("、")));
      else row.remove();
    };
    row("far", metres == null ? [] : [index.far(metres)]);
    row("open", state?.[1] ? [state[1]] : []);
    row("place", entry.place ? [entry.place] : []);
    row("when", entry.when);
    const [name, ways] = entry.reach ?? ["", []];
    // The first in writing and the first by voice; all of them are on the page.
    const first = ways.filter((one, at) => ways.findIndex(([kind]) => (kind == "phone") == (one[0] == "phone")) == at);
    part("ways").append(...first.map((one) => way(one, name)));
    if (!ways.length) part("ways").remove();
    if (score < 5 || marks.length == 0 || card.querySelector("mark")) part("inside").remove();
    return card;
  }

  /** A way to somebody, as partials/way.html draws it. */
  function way([kind, label, words, extension, note], name) {
    const li = make("li");
    li.className = `way way-${kind}`;
    const phone = `tel:${words.replace(/[^0-9+]/g, "")}${/^内線\d+$/.test(extension) ? `;ext=${extension.slice(2)}` : ""}`;
    const href = { phone, mail: `mailto:${words}`, link: words, chat: /^http/.test(words) && words }[kind];
    const frame = make(href ? "a" : "span");
    if (href) frame.href = href;
    if (kind == "link" || kind == "chat") frame.rel = "external";
    const said = make("span");
    said.className = "way-words";
    const line = (words, name) => {
      const part = make("span", words);
      part.className = name;
      return part;
    };
    const address = line(kind == "fax" || !href ? `${label} ${words}` : words, "way-text");
    if (href) address.prepend(line(`${label} `, "unseen"));
    said.append(address, ...[extension, name && `${name}にきけます`, note].filter(Boolean).flatMap((words) => [" ", line(words, "way-note")]));
    frame.append(get("find-icons").content.querySelector(`[data-icon=${kind}]`).firstElementChild.cloneNode(true), said);
    li.append(frame);
    return li;
  }

  /** The number at once, and for those who listen when there is a pause. */
  function say(words, isTyping) {
    get("find-count").textContent = words;
    clearTimeout(spoken);
    spoken = setTimeout(() => (get("find-said").textContent = words), isTyping ? 900 : 300);
  }

  // ---- What a visitor does.

  function update(isTyping) {
    write(isTyping);
    search(isTyping);
  }

  let composing = false;
  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => (composing = false) || update(true));
  box.addEventListener("compositionstart", () => (composing = true));
  box.addEventListener("compositionend", () => {
    composing = false;
    update(true);
  });
  const typed = (event) => composing || event.isComposing || update(true);
  box.addEventListener("input", typed);
  get("find-at").addEventListener("input", typed);
  form.addEventListener("change", (event) => {
    if (event.target == box || event.target == get("find-at")) return;
    if (event.target == get("find-day")) form.querySelector("[name=open][value=day]").checked = true;
    update();
  });
  // Enter that ends a composition is no wish to search.
  for (const input of [box, get("find-at")]) input.addEventListener("keydown", (event) => (event.isComposing || event.keyCode == 229) && event.key == "Enter" && event.preventDefault());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composing) update();
  });
  get("find-clear").addEventListener("click", () => {
    here = null;
    if (get("find-here-said")) get("find-here-said").textContent = "";
    fill(new URLSearchParams());
    update();
    box.focus();
  });
  get("find-show").addEventListener("click", () => {
    form.querySelector(".find-filters").open = false;
    const target = asked().toString() || here ? get("find-count") : get("all-entries");
    target.focus();
    target.scrollIntoView();
  });
  get("find-deep").addEventListener("click", () => {
    deep = box.value;
    get("find-deep").hidden = true;
    search();
    get("find-count").focus();
  });
  get("find-more").addEventListener("click", () => more(SHOWN)?.querySelector("a").focus());
  // On paper: all that was found, and what was asked.
  addEventListener("beforeprint", () => {
    const isAsked = shown && !get("find-found").hidden;
    get("find-asked").hidden = !isAsked;
    if (!isAsked) return;
    clearTimeout(drawing);
    more(shown.items.length);
    const chosen = [...form.querySelectorAll("input:checked:not([value=''])")].map((input) => input.parentNode.querySelector(".choice-label").textContent);
    const conditions = [...get("find-read").querySelectorAll(".find-chip[data-condition]")].map((chip) => chip.dataset.condition);
    const place = get("find-at").value.trim();
    const day = when() == "day" && get("find-day").value && dayName(get("find-day").value);
    const parts = [box.value.trim() && `さがした言葉：${box.value.trim()}`, ...[...new Set([...chosen, ...conditions, day, place && `${place}の近く`])].filter(Boolean)];
    get("find-asked").textContent = parts.join("、");
  });
  for (const event of ["popstate", "hashchange"])
    addEventListener(event, () => {
      if (!isState()) return;
      typing = false;
      read();
      search();
    });

  get("find-here")?.addEventListener("click", () => {
    const tell = (words) => (get("find-here-said").textContent = words);
    if (!navigator.geolocation) return tell("この端末では、いまいる所を調べられません。駅や地域の名前でさがせます。");
    tell("いまいる所を調べています…");
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        here = [coords.latitude, coords.longitude];
        tell("いまいる所から近い順にならべました。");
        search();
      },
      ({ code }) => tell(code == 1 ? "いまいる所は使わない設定になっています。そのままで大丈夫です。駅や地域の名前でもさがせます。" : "いまいる所がわかりませんでした。駅や地域の名前でさがせます。"),
      { maximumAge: 6e5, timeout: 15e3 },
    );
  });

  // ---- Begin: the scripts of the index may have come before this one or come later.

  const queue = self.shioriFind ?? [];
  const isReady = () => shared && (!shared.whole || isAll());
  self.shioriFind = {
    push(file) {
      const isFirst = !isReady();
      shared = index.take(file);
      if (isFirst ? !isReady() : !load(letterOf(typing))) return;
      if (!isFirst && deep == box.value && deep) deepen(typing);
      else start(isFirst);
    },
  };
  function start(isFirst) {
    if (isFirst) {
      for (const part of document.querySelectorAll(".find-js")) part.hidden = false;
      for (const part of document.querySelectorAll(".find-nojs")) part.hidden = true;
      if (isState()) read();
    }
    search(!isFirst && typing);
  }
  queue.forEach((file) => self.shioriFind.push(file));
})();
