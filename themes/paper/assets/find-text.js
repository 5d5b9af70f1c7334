// Words made comparable, as src/site/search/normal.rs makes them; tests/fixtures/search/normal.json holds both to it.
(() => {
  const LEFT_OUT = /[\s\u0085\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff・「」『』\u{e0100}-\u{e01ef}]/gu;
  const DASHES = /[-~\u2010-\u2015\u2212\u2500\u301c]/g;
  // A character with what belongs to it: marks, the sound marks of half-width katakana, selectors.
  const CLUSTER = /[^][\p{M}\uff9e\uff9f]*/gu;
  const plain = new Map();
  // The same few thousand characters come again and again.
  const known = new Map();
  let variants = /$^/;

  /** Takes the table of variants: each variant, then its plain character. */
  function learn(pairs) {
    const characters = [...pairs];
    for (let index = 0; index < characters.length; index += 2) plain.set(characters[index], characters[index + 1]);
    variants = new RegExp(`[${[...plain.keys()].join("")}]`, "gu");
  }

  const normal = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(LEFT_OUT, "")
      .replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96))
      .replace(DASHES, "ー")
      .replace(variants, (variant) => plain.get(variant));

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
    for (const word of words) {
      for (let at = whole.indexOf(word); word && at >= 0; at = whole.indexOf(word, at + 1)) {
        for (let index = from[at]; index <= from[at + word.length - 1]; index++) inside.add(index);
      }
    }
    const pieces = [];
    clusters.forEach((cluster, index) => {
      const last = pieces[pieces.length - 1];
      if (last && last[1] == inside.has(index)) last[0] += cluster;
      else pieces.push([cluster, inside.has(index)]);
    });
    return pieces;
  }

  (self.shiori ||= {}).text = { learn, normal, marked };
})();
