// The entries of the search, without the page: what the index says of them, which words they have, whether they are open,
// and how far they are. assets/find.js asks; the index itself is described in themes/README.md.
//
// Each word gives every entry a rank by where it was found. A longer word is looked for only where the shorter one was.
// An entry that does not have the word as it was typed may have another spelling of it (find-text.js), and comes after all that do.
//
// Of a large site, an entry is known at first by what a file of names says of it (`isWhole` false), and whole later or never.
(() => {
  const { text, times } = self.shiori;
  const { normal, weak, weakWord, weakAt } = text;
  const GROUPS = ["need", "area", "kind", "audience", "comfort", "fee"];
  const FEES = ["unknown", "free", "paid", "partly"];
  // So many words are remembered while somebody types.
  const REMEMBERED = 300;
  // Of more entries, other spellings are looked for in names and summaries alone.
  const MANY = 3000;

  let shared;
  let tables = [];
  const entries = [];
  const byId = new Map();
  const loaded = new Set();
  let ranks = new Map();
  let headRanks = new Map();
  let weakRanks = new Map();
  let sorted;

  // ---- What the index says.

  /** Takes a file of the index; gives what all entries share. The first file has to be that. */
  function take([path, value, hours]) {
    if (!shared) {
      shared = value;
      text.learn(shared.variants, shared.spellings);
      shared.first = times.dayOf(shared.from);
      shared.labels = Object.fromEntries(["need", "kind", "audience", "comfort", "area"].map((group) => [group, shared[group].map(([, name, other, , prefecture]) => [name, other, prefecture ?? ""].map(normal).join("\n"))]));
      shared.weakLabels = Object.fromEntries(Object.entries(shared.labels).map(([group, labels]) => [group, labels.map(weak)]));
      shared.weakSynonyms = shared.synonyms.map((group) => group.map(weak));
      shared.at = Object.fromEntries(GROUPS.map((group) => [group, new Map((group == "fee" ? FEES : shared[group]).map((term, index) => [group == "fee" ? term : term[0], index]))]));
      return shared;
    }
    const offset = tables.length;
    tables = tables.concat(hours);
    for (const [head, rest] of value) {
      const known = byId.get(head[0]);
      if (known?.isWhole || (known && !rest)) continue;
      const entry = known ?? named(head);
      if (rest) fill(entry, rest, offset);
      if (known) continue;
      byId.set(entry.id, entry);
      entries.push(entry);
    }
    sorted = false;
    loaded.add(path);
    ranks = new Map();
    headRanks = new Map();
    weakRanks = new Map();
    heard.clear();
    wordsSpelt = null;
    clearTimeout(preparing);
    preparing = setTimeout(prepare, 300);
    return shared;
  }

  /** An entry by its name, and all that filters need. */
  function named([id, name, names, summary, kind, own, need, audience, comfort, order, fee, status, reach, checked, ask]) {
    const parts = [normal(name), names, normal(summary)];
    const ends = [0, 0, 0];
    parts.reduce((end, part, index) => (ends[index] = end + part.length + 1), 0);
    const area = [...new Set(own.flatMap((index) => shared.area[index][3]))];
    const head = parts.join("\n");
    return {
      id, name, summary, own, order, status, reach, checked, ask, head, names: parts[0], ends,
      need, area, kind: kind == null ? [] : [kind], audience, comfort, fee: [fee],
      // One text for each entry: where something is found tells in which field.
      all: head, isWhole: false,
      place: "", when: [], table: null, meetings: [], location: null, synonyms: [], valid: [null, null],
    };
  }

  function fill(entry, [place, when, table, meetings, location, synonyms, rest, access, valid], offset) {
    Object.assign(entry, { place, when, meetings, location, synonyms, valid, table: table == null ? null : tables[offset + table], isWhole: true, weak: "" });
    entry.ends = [...entry.ends, entry.ends[2] + rest.length + 1];
    entry.all = [entry.head, rest, access].join("\n");
  }

  /** Weak texts are made when there is nothing else to do, some at a time, and else when they are asked for. */
  let preparing;
  function prepare(begin = 0) {
    const end = begin + 200;
    entries.slice(begin, end).forEach(weakly);
    if (end < entries.length) preparing = setTimeout(prepare, 30, end);
  }

  function weakly(entry) {
    if (entry.weak) return entry;
    const text = entries.length > MANY ? entry.head + "\n" : entry.all;
    const parts = [0, ...entry.ends].map((begin, at) => weak(text.slice(begin, entry.ends[at] ?? text.length)));
    entry.weakEnds = [parts[0].length, parts[0].length + parts[1].length + parts[2].length];
    entry.weak = parts.join("");
    return entry;
  }

  /** By reading, as lists are; before anything else is asked. */
  function inOrder() {
    if (!sorted) entries.sort((a, b) => a.order - b.order);
    sorted = true;
  }

  // ---- Words.

  /** For each entry 0, or 1 to 4: found in the name, reading and other names, summary, the rest; `only` in those of a group of synonyms. */
  function rank(word, only, isHead) {
    const ranked = isHead ? headRanks : ranks;
    let found = ranked.get(word);
    if (found) return found;
    let within;
    for (let end = word.length - 1; end > 0 && !within; end--) within = ranked.get(word.slice(0, end));
    const labels = Object.entries(shared.labels).map(([group, labels]) => [group, labels.map((label) => label.includes(word))]).filter(([, hits]) => hits.includes(true));
    found = new Uint8Array(entries.length);
    for (let index = 0; index < entries.length; index++) {
      if (within && !within[index]) continue;
      const entry = entries[index];
      if (only != null && !entry.synonyms.includes(only)) continue;
      const at = (isHead ? entry.head : entry.all).indexOf(word);
      if (at >= 0) found[index] = at < entry.ends[0] ? 1 : at < entry.ends[1] ? 2 : at < entry.ends[2] ? 3 : 4;
      else if (labels.length && labels.some(([group, hits]) => entry[group].some((value) => hits[value]))) found[index] = 4;
    }
    // What was looked for in some entries only says nothing of the others.
    if (ranked.size > REMEMBERED) ranked.clear();
    if (only == null) ranked.set(word, found);
    return found;
  }

  /** As `score`, by names, summaries and the words that sort entries alone, and as the words were typed. */
  function glance(words) {
    const total = new Uint16Array(entries.length).fill(1);
    for (const word of words) {
      const found = rank(word, null, true);
      for (let index = 0; index < found.length; index++) total[index] = total[index] && found[index] && total[index] + found[index];
    }
    return total;
  }

  /** Entries with a name that begins with a letter: 2 as it is written, 3 as it is read or called besides, else 0. */
  function beginning(letter) {
    return Uint16Array.from(entries, ({ head, ends }) => {
      if (head.startsWith(letter)) return 2;
      const at = head.indexOf(`\n${letter}`);
      return at >= 0 && at < ends[1] - 1 ? 3 : 0;
    });
  }

  /** Looks for words one after the other, so that whoever types on need not wait; `score` then knows them. */
  async function warm(words, isStale) {
    for (const [word, others] of words) {
      for (const [, other] of [[null, word], ...others]) {
        if (!other) continue;
        await new Promise((resolve) => setTimeout(resolve));
        if (isStale()) return;
        rank(other);
      }
    }
  }

  /** As `rank`, for those that do not have the word but another spelling of it: 5 in the name, 6 in other names and the summary, 7. */
  function weakRank(word, direct) {
    let found = weakRanks.get(word);
    if (found) return found;
    found = new Uint8Array(entries.length);
    const other = weakWord(word);
    const labels = Object.entries(shared.weakLabels).map(([group, labels]) => [group, labels.map((label) => weakAt(label, other) >= 0)]).filter(([, hits]) => hits.includes(true));
    for (let index = 0; other && index < entries.length; index++) {
      if (direct[index]) continue;
      const entry = weakly(entries[index]);
      const at = weakAt(entry.weak, other);
      if (at >= 0) found[index] = at < entry.weakEnds[0] ? 5 : at < entry.weakEnds[1] ? 6 : 7;
      else if (labels.some(([group, hits]) => entry[group].some((value) => hits[value]))) found[index] = 7;
    }
    if (weakRanks.size > REMEMBERED) weakRanks = new Map();
    weakRanks.set(word, found);
    return found;
  }

  /** The words of the dictionary that occur here, by each of their spellings: 相談, そうだん. */
  let spellings;
  function speltAs() {
    if (spellings) return spellings;
    spellings = new Map();
    for (const group of shared.readings) for (const word of group) spellings.set(word, [...(spellings.get(word) ?? []), group]);
    return spellings;
  }

  /** A word with its parts written as the site writes them. */
  function respelt(word) {
    const known = speltAs();
    let found = [""];
    for (let at = 0; at < word.length; ) {
      let end = Math.min(word.length, at + 12);
      while (end > at + 1 && !known.has(word.slice(at, end))) end--;
      const part = word.slice(at, end);
      const others = [part, ...(known.get(part) ?? []).flat()];
      found = found.flatMap((begin) => [...new Set(others)].map((other) => begin + other)).slice(0, 40);
      at = end;
    }
    return found.filter((other) => other != word);
  }

  // Letters as they are typed: ibasho, shien.
  const KANA = new Map(
    "a=あ i=い u=う e=え o=お ka=か ki=き ku=く ke=け ko=こ sa=さ si=し shi=し su=す se=せ so=そ ta=た ti=ち chi=ち tu=つ tsu=つ te=て to=と na=な ni=に nu=ぬ ne=ね no=の ha=は hi=ひ hu=ふ fu=ふ he=へ ho=ほ ma=ま mi=み mu=む me=め mo=も ya=や yu=ゆ yo=よ ra=ら ri=り ru=る re=れ ro=ろ wa=わ wo=を ga=が gi=ぎ gu=ぐ ge=げ go=ご za=ざ zi=じ ji=じ zu=ず ze=ぜ zo=ぞ da=だ di=ぢ du=づ de=で do=ど ba=ば bi=び bu=ぶ be=べ bo=ぼ pa=ぱ pi=ぴ pu=ぷ pe=ぺ po=ぽ fa=ふぁ fi=ふぃ fe=ふぇ fo=ふぉ sya=しゃ syu=しゅ syo=しょ sha=しゃ shu=しゅ sho=しょ tya=ちゃ tyu=ちゅ tyo=ちょ cha=ちゃ chu=ちゅ cho=ちょ zya=じゃ zyu=じゅ zyo=じょ ja=じゃ ju=じゅ jo=じょ kya=きゃ kyu=きゅ kyo=きょ gya=ぎゃ gyu=ぎゅ gyo=ぎょ nya=にゃ nyu=にゅ nyo=にょ hya=ひゃ hyu=ひゅ hyo=ひょ bya=びゃ byu=びゅ byo=びょ pya=ぴゃ pyu=ぴゅ pyo=ぴょ mya=みゃ myu=みゅ myo=みょ rya=りゃ ryu=りゅ ryo=りょ n=ん nn=ん"
      .split(" ")
      .map((pair) => pair.split("=")),
  );
  function kana(word) {
    let out = "";
    for (let at = 0; at < word.length; ) {
      if (word[at] == word[at + 1] && word[at] != "n" && !"aiueo".includes(word[at])) [out, at] = [out + "っ", at + 1];
      const length = [3, 2, 1].find((length) => KANA.has(word.slice(at, at + length)));
      if (!length) return "";
      out += KANA.get(word.slice(at, at + length));
      at += length;
    }
    return out;
  }

  /** Words of a query, with others that may stand for them: [[word itself, [group|undefined, other word] …] …]. */
  function alike(words, forms) {
    return words.map((word) => {
      const latin = /^[a-z]{3,}$/.test(word) ? kana(word) : "";
      const inflected = forms(word);
      const others = [latin, ...(latin ? respelt(latin) : []), ...respelt(word), ...inflected, ...inflected.slice(0, 8).flatMap(respelt)].filter(Boolean).map((other) => [undefined, other]);
      shared.synonyms.forEach((group, at) => {
        if (group.includes(word) || shared.weakSynonyms[at].includes(weakWord(word))) others.push([at]);
        else for (const part of group.filter((part) => word.includes(part))) for (const other of group) if (other != part) others.push([at, word.replace(part, other)]);
      });
      return [word, others.slice(0, 60)];
    });
  }

  // In a large index, where so many entries have a word as it was typed, nobody has to look for other forms of it.
  const ENOUGH = 50;

  /** The sum of ranks, 0 where a word is missing. */
  function score(words) {
    const total = new Uint16Array(entries.length).fill(1);
    for (const [word, others] of words) {
      const direct = rank(word);
      const spelt = weakRank(word, direct);
      const isEnough = direct.reduce((sum, one, index) => sum + !!(one || spelt[index]), 0) >= ENOUGH;
      // What all forms begin with is looked for once.
      if (!isEnough && word.length > 2) rank(word.slice(0, -1));
      const same = others.filter(([group]) => group != null || !isEnough).map(([group, other]) => [group, other && rank(other, group)]);
      // 8: another word for it, which the settings know; 9: another form of it, or as it is read.
      const alikeness = (index) => {
        let best = 0;
        for (const [group, found] of same) if (found ? found[index] : entries[index].synonyms.includes(group)) best = group == null ? best || 9 : 8;
        return best;
      };
      for (let index = 0; index < entries.length; index++) {
        const by = direct[index] || spelt[index] || (same.length && total[index] && alikeness(index));
        total[index] = total[index] && by && total[index] + by;
      }
    }
    return total;
  }

  // ---- Times.

  /** [2 open, 1 open unless, 0 closed, -1 ask; in words]. */
  function openAt(entry, day, minute) {
    const ahead = day - shared.first;
    const [from, until] = entry.valid;
    if (entry.ask == 2) return [0];
    if (ahead < 0 || ahead >= shared.days || ahead < (from ?? 0) || ahead > (until ?? ahead)) return [-1];
    const now = minute != null;
    // Meetings are known for fewer days than hours are.
    let best = [entry.ask == 1 || (entry.ask == 3 && ahead > shared.meetings) ? -1 : 0];
    const offer = (state, words) => {
      if (state > best[0] || (state == -1 && !best[0])) best = [state, words];
    };
    const spans = (list) => list.map(([start, end]) => `${times.clock(start)}–${times.clock(end)}`).join("、");
    const maybe = (why) => `（休みのこともあります${why ? "：" + why : ""}）`;
    if (entry.table && times.holds(entry.table, day)) {
      if (now) {
        const { answer, open, late, unknown } = times.moment(entry.table, day, minute);
        const end = open && open[1] - (late ? times.DAY : 0);
        if (open) offer(answer.c ? 1 : 2, answer.c ? `いまは開いている時間（${times.clock(end)}まで）のはずです${maybe(answer.w)}` : `いま開いています（${times.clock(end)}まで）`);
        else if (unknown) offer(-1);
      } else {
        const answer = times.on(entry.table, day);
        if (answer.c == 2 || (!answer.o[0] && answer.p)) offer(-1);
        else if (answer.o[0]) offer(answer.c ? 1 : 2, spans(answer.o) + (answer.c ? maybe(answer.w) : ""));
      }
    }
    for (const [start, end, why, days] of entry.meetings) {
      if (!days.includes(ahead)) continue;
      const words = (start == null ? "この日にあります（時間は問い合わせ）" : end == null ? `${times.clock(start)}から` : spans([[start, end]])) + (why ? maybe(why) : "");
      if (!now) offer(why ? 1 : 2, words);
      else if (start == null || end == null) offer(start > minute ? 0 : -1);
      else if (start <= minute && minute < end) offer(why ? 1 : 2, `いま開かれています（${words}）`);
    }
    return best;
  }

  /** The same for this minute, worked out once in it. */
  function openNow(entry) {
    const [day, minute] = times.now();
    if (entry.asOf != day * times.DAY + minute) entry.now = openAt(entry, day, minute);
    entry.asOf = day * times.DAY + minute;
    return entry.now;
  }

  // ---- Places.

  /** What was typed as a place: areas (also by their prefecture), an entry with a position, or words of addresses and ways there. */
  function placeOf(typed) {
    const word = normal(typed);
    if (!word) return null;
    const isNamed = (name) => name && (normal(name) == word || (word.length > 1 && normal(name).replace(/[都府県市区町村]$/, "") == word));
    const areas = shared.area.map(([, name, reading, , prefecture], at) => ([name, prefecture].some(isNamed) || (reading && normal(reading) == word) ? at : -1)).filter((at) => at >= 0);
    if (areas.length) return { areas };
    const entry = entries.find((entry) => entry.location && entry.names == word);
    return entry ? { from: entry.location, name: entry.name } : { word };
  }

  /** [start|null, end|null] of a day, in minutes: what is written of it, be it certain or not. */
  function spansOn(entry, day) {
    const ahead = day - shared.first;
    const [from, until] = entry.valid;
    if (ahead < 0 || ahead >= shared.days || ahead < (from ?? 0) || ahead > (until ?? ahead)) return [];
    const answer = entry.table && times.holds(entry.table, day) && times.on(entry.table, day);
    const meetings = entry.meetings.filter(([, , , days]) => days.includes(ahead)).map(([start, end]) => [start, end]);
    return [...(answer && answer.c != 2 ? answer.o : []), ...meetings];
  }

  /** Whether a word stands anywhere in the index. */
  function knows(word) {
    if (heard.size > 5000) heard.clear();
    if (!heard.has(word)) {
      const isLabel = Object.values(shared.labels).some((labels) => labels.some((label) => label.includes(word)));
      const same = () => shared.synonyms.some((group) => group.includes(word)) || (speltAs().has(word) && word.length > 1);
      heard.set(word, isLabel || entries.some((entry) => entry.all.includes(word)) || same());
    }
    return heard.get(word);
  }
  const heard = new Map();

  /** Words that may be meant by one that is nowhere: [comparable, as it is written]. */
  function spelt() {
    if (wordsSpelt) return wordsSpelt;
    const terms = ["need", "kind", "audience", "comfort", "area"].flatMap((group) => shared[group].flatMap(([, name, other]) => [[name, name], [other, group == "area" ? name : other]]));
    const words = shared.readings.flatMap(([reading, ...words]) => [reading, ...words].map((word) => [word, words[0] ?? reading]));
    const names = entries.flatMap((entry) => [[entry.name, entry.name], ...entry.all.slice(entry.ends[0], entry.ends[1]).split("\n").map((name) => [name, entry.name])]);
    const same = shared.synonyms.flat().map((word) => [word, word]);
    wordsSpelt = [...terms, ...names, ...same, ...words].map(([word, shown]) => [normal(word), shown]).filter(([word]) => word.length > 2 && word.length < 20);
    return wordsSpelt;
  }
  let wordsSpelt;

  const fits = (entry, place) => !place || place.from || (place.word ? entry.all.indexOf(place.word, entry.ends[3] ?? entry.all.length) >= 0 || normal(entry.place).includes(place.word) : place.areas.some((area) => entry.area.includes(area)));

  /** Metres as the crow flies. */
  function metres([a, b], [c, d]) {
    const rad = Math.PI / 180;
    const half = (angle) => Math.sin((angle * rad) / 2) ** 2;
    return 12742e3 * Math.asin(Math.sqrt(half(c - a) + Math.cos(a * rad) * Math.cos(c * rad) * half(d - b)));
  }

  const far = (m) => (m < 100 ? "すぐ近く（直線で100 mより近い）" : m < 950 ? `直線で約${Math.round(m / 50) * 50} m` : m < 9950 ? `直線で約${(m / 1000).toFixed(1)} km` : `直線で約${Math.round(m / 1000)} km`);

  self.shiori.index = { GROUPS, entries, loaded, take, inOrder, alike, score, glance, beginning, warm, openAt, openNow, spansOn, placeOf, fits, metres, far, knows, spelt, shared: () => shared };
})();
