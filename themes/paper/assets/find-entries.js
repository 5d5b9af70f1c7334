// The entries of the search, without the page: what the index says of them, which words they have, whether they are open,
// and how far they are. assets/find.js asks; the index itself is described in themes/README.md.
//
// Each word gives every entry a rank by where it was found. A longer word is looked for only where the shorter one was.
(() => {
  const { text, times } = self.shiori;
  const { normal } = text;
  const GROUPS = ["need", "area", "kind", "audience", "comfort", "fee"];
  const FEES = ["unknown", "free", "paid"];
  // So many words are remembered while somebody types.
  const REMEMBERED = 300;

  let shared;
  let tables = [];
  const entries = [];
  const loaded = new Set();
  let ranks = new Map();
  let sorted;

  // ---- What the index says.

  /** Takes a file of the index; gives what all entries share. The first file has to be that. */
  function take([path, value, hours]) {
    if (!shared) {
      shared = value;
      text.learn(shared.variants);
      shared.first = times.dayOf(shared.from);
      shared.labels = Object.fromEntries(["need", "kind", "audience", "comfort", "area"].map((group) => [group, shared[group].map(([, name, other]) => normal(name) + "\n" + normal(other))]));
      shared.at = Object.fromEntries(GROUPS.map((group) => [group, new Map((group == "fee" ? FEES : shared[group]).map((term, index) => [group == "fee" ? term : term[0], index]))]));
      return shared;
    }
    const offset = tables.length;
    tables = tables.concat(hours);
    for (const row of value) {
      const [id, name, names, summary, kind, own, need, audience, comfort, order, fee, status, place, when, table, meetings, ask, location, synonyms, rest, access, valid] = row;
      const parts = [normal(name), names, normal(summary)];
      const ends = [0, 0, 0];
      parts.reduce((end, part, index) => (ends[index] = end + part.length + 1), 0);
      const area = [...new Set(own.flatMap((index) => shared.area[index][3]))];
      entries.push({
        id, name, summary, own, order, status, place, when, meetings, ask, location, synonyms, valid, names: parts[0],
        table: table == null ? null : tables[offset + table],
        need, area, kind: kind == null ? [] : [kind], audience, comfort, fee: [fee],
        ends: [...ends, ends[2] + rest.length + 1],
        // One text for each entry: where something is found tells in which field.
        all: [...parts, rest, access].join("\n"),
      });
    }
    sorted = false;
    loaded.add(path);
    ranks = new Map();
    return shared;
  }

  /** By reading, as lists are; before anything else is asked. */
  function inOrder() {
    if (!sorted) entries.sort((a, b) => a.order - b.order);
    sorted = true;
  }

  // ---- Words.

  /** For each entry 0, or 1 to 4: found in the name, reading and other names, summary, the rest. */
  function rank(word, only) {
    let found = ranks.get(word);
    if (found) return found;
    let within;
    for (let end = word.length - 1; end > 0 && !within; end--) within = ranks.get(word.slice(0, end));
    const labels = Object.entries(shared.labels).map(([group, labels]) => [group, labels.map((label) => label.includes(word))]).filter(([, hits]) => hits.includes(true));
    found = new Uint8Array(entries.length);
    for (let index = 0; index < entries.length; index++) {
      if (within && !within[index]) continue;
      const entry = entries[index];
      if (only != null && !entry.synonyms.includes(only)) continue;
      const at = entry.all.indexOf(word);
      if (at >= 0) found[index] = at < entry.ends[0] ? 1 : at < entry.ends[1] ? 2 : at < entry.ends[2] ? 3 : 4;
      else if (labels.length && labels.some(([group, hits]) => entry[group].some((value) => hits[value]))) found[index] = 4;
    }
    // What was looked for in some entries only says nothing of the others.
    if (ranks.size > REMEMBERED) ranks = new Map();
    if (only == null) ranks.set(word, found);
    return found;
  }

  /** Words of the query, with those that mean the same: [[word itself, [group, same word] …] …]. */
  function alike(query) {
    const words = query.normalize("NFKC").split(/\s+/).map(normal).filter(Boolean);
    return words.map((word) => {
      const others = [];
      shared.synonyms.forEach((group, at) => {
        if (group.includes(word)) others.push([at]);
        else for (const part of group.filter((part) => word.includes(part))) for (const other of group) if (other != part) others.push([at, word.replace(part, other)]);
      });
      return [word, others.slice(0, 24)];
    });
  }

  /** The sum of ranks, 0 where a word is missing. */
  function score(words) {
    const total = new Uint16Array(entries.length).fill(1);
    for (const [word, others] of words) {
      const direct = rank(word);
      const same = others.map(([group, other]) => [group, other && rank(other, group)]);
      const isAlike = (index) => same.some(([group, found]) => (found ? found[index] : entries[index].synonyms.includes(group)));
      for (let index = 0; index < entries.length; index++) {
        const by = direct[index] || (same.length && total[index] && isAlike(index) ? 8 : 0);
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

  /** What was typed as a place: an area, an entry with a position, or words of the ways there. */
  function placeOf(typed) {
    const word = normal(typed);
    if (!word) return null;
    const area = shared.area.findIndex(([, name, reading]) => normal(name) == word || (reading && normal(reading) == word));
    if (area >= 0) return { area };
    const entry = entries.find((entry) => entry.location && entry.names == word);
    return entry ? { from: entry.location, name: entry.name } : { word };
  }

  const fits = (entry, place) => !place || place.from || (place.word ? entry.all.indexOf(place.word, entry.ends[3]) >= 0 : entry.area.includes(place.area));

  /** Metres as the crow flies. */
  function metres([a, b], [c, d]) {
    const rad = Math.PI / 180;
    const half = (angle) => Math.sin((angle * rad) / 2) ** 2;
    return 12742e3 * Math.asin(Math.sqrt(half(c - a) + Math.cos(a * rad) * Math.cos(c * rad) * half(d - b)));
  }

  const far = (m) => (m < 100 ? "すぐ近く（直線で100 mより近い）" : m < 950 ? `直線で約${Math.round(m / 50) * 50} m` : m < 9950 ? `直線で約${(m / 1000).toFixed(1)} km` : `直線で約${Math.round(m / 1000)} km`);

  self.shiori.index = { GROUPS, entries, loaded, take, inOrder, alike, score, openAt, openNow, placeOf, fits, metres, far };
})();
