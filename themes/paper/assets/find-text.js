// Words made comparable. `normal` does what src/site/search/normal.rs does; tests/fixtures/search/normal.json holds both to it.
//
// `weak` goes further, for what is spelt in two ways: コンピューター/コンピュータ, 自由が丘/自由ヶ丘, 一〇一/101, 1丁目2番/1-2. It is made of
// what `normal` leaves, of a text and of a query alike, and counts only where the plain comparison finds nothing.
(() => {
  const LEFT_OUT = /[\s\u0085\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff・「」『』\u{e0100}-\u{e01ef}]/gu;
  const DASHES = /[-~\u2010-\u2015\u2212\u2500\u301c]/g;
  // A character with what belongs to it: marks, the sound marks of half-width katakana, selectors.
  const CLUSTER = /[^][\p{M}\uff9e\uff9f]*/gu;
  const plain = new Map();
  // The same few thousand characters come again and again.
  const known = new Map();
  let variants = /$^/;

  /** Takes the tables of the index: each variant of a character, then the plain one; spellings of a word, the last for all. */
  function learn(pairs, spellings = []) {
    const characters = [...pairs];
    for (let index = 0; index < characters.length; index += 2) plain.set(characters[index], characters[index + 1]);
    variants = new RegExp(`[${[...plain.keys()].join("")}]`, "gu");
    const spelt = new Map(spellings.flatMap((words) => words.slice(0, -1).map((word) => [word, words[words.length - 1]])));
    const longest = [...spelt.keys()].sort((a, b) => b.length - a.length).map((word) => word.replace(/[()]/g, "\\$&"));
    // 「1人」 is a word of its own, and none in 「11人」.
    if (longest.length) PASSES[0] = [new RegExp(longest.join("|"), "g"), (word, at, whole) => (DIGIT.test(word[0]) && DIGIT.test(whole[at - 1]) ? word : spelt.get(word))];
  }

  const normal = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(LEFT_OUT, "")
      .replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96))
      .replace(DASHES, "ー")
      .replace(variants, (variant) => plain.get(variant));

  // ---- The second, weaker comparison: passes over what `normal` leaves, each [what is replaced, by what].

  const DIGIT = /[0-9〇零一二三四五六七八九十百千]/;
  const KANJI = /[一-鿿]/;
  const KANA = /[ぁ-ゖー]/;
  // Behind these a number is a number: 一人, 三丁目, but not 一緒, 千葉.
  const COUNTER = /[つ人名月日回年歳才時階号番丁円件組個本台室週泊期条区級種部館度目箇所けかが]/;
  const VALUES = { "〇": 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 百: 100, 千: 1000 };
  const ROMAN = { i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6, vii: 7, viii: 8, ix: 9, x: 10, xi: 11, xii: 12 };
  const BESIDES = { ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ß: "ss", ı: "i" };
  const V = { ぁ: "ば", ぃ: "び", ぇ: "べ", ぉ: "ぼ", ゃ: "びゃ", ゅ: "びゅ", ょ: "びょ" };

  function figures(word, at, whole) {
    const [before, after] = [whole[at - 1] ?? "", whole[at + word.length] ?? ""];
    const isUnit = VALUES[word] > 9;
    // 十分 is enough, and 三分 three minutes.
    if (word.length == 1 && before != "第" && before != "ー" && after != "ー" && !COUNTER.test(after) && (isUnit || after != "分")) return word;
    if (!/[十百千]/.test(word)) return [...word].map((digit) => VALUES[digit]).join("");
    let [sum, last] = [0, 0];
    for (const digit of word) {
      if (VALUES[digit] < 10) last = last * 10 + VALUES[digit];
      else [sum, last] = [sum + (last || 1) * VALUES[digit], 0];
    }
    return String(sum + last);
  }

  function roman(word, at, whole) {
    const [before, after] = [whole[at - 1] ?? "", whole[at + word.length] ?? ""];
    if (!ROMAN[word] || /[a-z]/.test(before + after)) return word;
    return word.length > 1 || before == "第" || /[号期部類型級]/.test(after) ? String(ROMAN[word]) : word;
  }

  const PASSES = [
    // Words of the table, put in by `learn`.
    [/(?!)/g, (word) => word],
    // Repeated: 佐々木, こゝろ, みすゞ.
    [/([^々〻ゝゞ])([々〻ゝゞ]+)/g, (_, letter, marks) => letter + [...marks].map((mark) => (mark == "ゞ" ? (letter + "\u3099").normalize("NFC") : letter)).join("")],
    // Latin letters: Café, Wi-Fi, Let’s.
    [/[\u00df-\u024f\u1e00-\u1eff]/g, (letter) => BESIDES[letter] ?? letter.normalize("NFD").replace(/[\u0300-\u036f]/g, "")],
    [/([a-z])[ー'’.]+(?=[a-z])/g, "$1"],
    [/[ivx]+/g, roman],
    // Kana of one sound: ヴィレッジ, ウェブ, みかづき, ゑびす.
    [/ゔ([ぁぃぇぉゃゅょ]?)/g, (_, small) => V[small] ?? "ぶ"],
    [/う[ぃぇぉ]/g, (sound) => "う" + { ぃ: "い", ぇ: "え", ぉ: "お" }[sound[1]]],
    [/[づぢゑゐ]/g, (kana) => ({ づ: "ず", ぢ: "じ", ゑ: "え", ゐ: "い" })[kana]],
    // Numbers, and the numbers of an address.
    [/[〇零一二三四五六七八九十百千]+/g, figures],
    [/([0-9])(?:丁目|番地の?|番|の)(?=[0-9])/g, "$1ー"],
    [/([0-9])丁目/g, "$1ー"],
    [/([0-9])番地/g, "$1"],
    [/(ー[0-9]+)[番号](?![室館棟車線])/g, "$1"],
    // 三ヶ月, 三か月; 自由ヶ丘, 自由が丘.
    [/[けかが箇个](?=[月所国年条村日])/g, (kana, at, whole) => (/[0-9数何幾]/.test(whole[at - 1]) ? "か" : kana)],
    [/[けか](?=[一-鿿])/g, (kana, at, whole) => (KANJI.test(whole[at - 1]) || (kana == "け" && KANA.test(whole[at - 1])) ? "が" : kana)],
    // コミュニティー, コミュニティ; パーティー, パーティ.
    [/([てで]ぃ|ふぃ)ー/g, "$1"],
    // The long mark at the end of a long word and nowhere else: コンピューター, but not カレー, ビール.
    [/ー(?=$|[^ぁ-ゖー]|[のをはもへやが](?![ぁ-ゖー]))/g, (mark, at, whole) => (/^[ぁ-ゖー]{3}$/.test(whole.slice(Math.max(at - 3, 0), at)) ? "" : mark)],
  ];

  /** What is compared where the plain comparison finds nothing. */
  const weak = (text) => PASSES.reduce((text, [pattern, by]) => text.replace(pattern, by), text);

  /** A query made weak; empty where that would say too little: 「1丁目」 is no 「1」. */
  function weakWord(word) {
    const made = weak(word);
    return made == word || /[^0-9ー]/.test(made) || /^[0-9〇零一二三四五六七八九十百千ー]+$/.test(word) ? made : "";
  }

  /** Where a weak word stands in a weak text, -1 if nowhere; a number only where it is the whole number. */
  function weakAt(text, word, begin = 0) {
    const isNumber = [/^[0-9]/.test(word), /[0-9]$/.test(word)];
    for (let at = word ? text.indexOf(word, begin) : -1; at >= 0; at = text.indexOf(word, at + 1)) {
      if (!(isNumber[0] && /[0-9]/.test(text[at - 1])) && !(isNumber[1] && /[0-9]/.test(text[at + word.length]))) return at;
    }
    return -1;
  }

  /** A weak text, and for each of its characters where in the text it begins and ends. */
  function traced(text) {
    let spots = [...Array(text.length).keys()].map((at) => [at, at + 1]);
    for (const [pattern, by] of PASSES) {
      const next = [];
      let done = 0;
      const keep = (end) => next.push(...spots.slice(done, end));
      const made = text.replace(pattern, (...found) => {
        const word = found[0];
        const at = found.find((part, index) => index && typeof part == "number");
        const put = typeof by == "string" ? by.replace("$1", found[1]) : by(...found);
        keep(at);
        done = at + word.length;
        if (put == word) next.push(...spots.slice(at, done));
        else for (let unit = 0; unit < put.length; unit++) next.push([spots[at][0], spots[done - 1][1]]);
        return put;
      });
      keep(text.length);
      [text, spots] = [made, next];
    }
    return [text, spots];
  }

  /** Cuts a text where words occur in it: [piece, is it one of the words]. The pieces are the text as it was written. */
  function marked(text, words) {
    const clusters = text.match(CLUSTER) ?? [];
    let whole = "";
    // The cluster from which each character comparable comes.
    const from = [];
    clusters.forEach((cluster, index) => {
      let part = known.get(cluster);
      if (part == null) known.set(cluster, (part = normal(cluster)));
      whole += part;
      for (let unit = 0; unit < part.length; unit++) from.push(index);
    });
    const inside = new Set();
    const mark = (begin, end) => {
      for (let index = from[begin]; index <= from[end - 1]; index++) inside.add(index);
    };
    let trace;
    for (const word of words) {
      if (!word) continue;
      if (whole.includes(word)) {
        for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) mark(at, at + word.length);
        continue;
      }
      const other = weakWord(word);
      const [made, spots] = (trace ??= traced(whole));
      for (let at = weakAt(made, other); at >= 0; at = weakAt(made, other, at + 1)) mark(spots[at][0], spots[at + other.length - 1][1]);
    }
    const pieces = [];
    clusters.forEach((cluster, index) => {
      const last = pieces[pieces.length - 1];
      if (last && last[1] == inside.has(index)) last[0] += cluster;
      else pieces.push([cluster, inside.has(index)]);
    });
    return pieces;
  }

  (self.shiori ||= {}).text = { learn, normal, weak, weakWord, weakAt, marked };
})();
