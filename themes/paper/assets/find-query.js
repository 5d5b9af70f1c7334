// What somebody typed, as people speak, made into words to look for and conditions to hold.
//
// 1. `read` takes conditions out of it: 夜, 土曜日, 今日, 無料, メールだけ. Each is shown and can be taken back.
// 2. `look` finds entries by the words. Where few have them, the troubles of vocabulary.yaml lead further; where none has,
//    the query is cut by the words that the index itself has, and what nobody has is left out and said.
// 3. `perhaps` offers words that are spelt nearly so. They are never put in by themselves.
(() => {
  const { text, times, index } = self.shiori;
  const { normal, weak } = text;
  const { entries } = index;
  const DAYS = 35;
  // So few entries, and other ways are tried as well.
  const FEW = 5;
  const KANJI = /[一-鿿]/;
  const KANA = /[ぁ-ゖー]/;

  // ---- Conditions.

  // What may stand behind a word that is a condition; 「無料職業紹介所」 is a name.
  const END = "(?=$|だけ|でも|とか|なら|だと|です|で|に|の|も|は|が|を|から|まで|な|や|か|行|いけ|開|あい|やって|使|利用|参加|相談|遊)";
  const FREE = { label: "無料", fits: (entry) => entry.fee.includes(1) };
  const CONDITIONS = [
    ["無料|ただで", FREE],
    ["(?:お金|料金|費用)(?:が|は|の)?(?:かからない|いらない|要らない)", FREE],
    ["(?:めーる|mail|eめーる)(?:だけ|のみ|で(?:の)?(?:相談|連絡|問い合わせ)(?:できる|したい|する|ができる)?|で(?:きける|聞ける|聞きたい)|なら)|電話(?:を)?(?:しない|なし|せずに?|しなくて(?:も)?(?:いい|よい))", { label: "メールで連絡できる", fits: (entry) => has(entry, "comfort", "email-ok") || /@/.test(entry.all) }],
    ["予約(?:が|は)?(?:なし|無し|不要|いらない|要らない|しない|せずに|なしで)", { label: "予約はいらない", fits: (entry) => has(entry, "comfort", "no-reservation") }],
    ["匿名|名前(?:を|は)?(?:言わ|いわ|名乗ら|出さ)(?:ない|ずに|なくて(?:も)?(?:いい|よい)?)", { label: "名前を言わなくてよい", fits: (entry) => has(entry, "comfort", "anonymous") }],
    ["(?:いま|今)(?:すぐ)?(?:から)?(?:開いて|やって|あいて)(?:いる|る)?|今すぐ", { label: "いま開いている", now: true }],
    ["今日|本日|きょう", { label: "今日", days: (day, today) => day == today }],
    ["明日|あした|あす", { label: "明日", days: (day, today) => day == today + 1 }],
    ["明後日|あさって", { label: "あさって", days: (day, today) => day == today + 2 }],
    ["今週(?!末)", { label: "今週", days: (day, today) => day <= today + 6 - weekday(today) }],
    ["来週(?!末)", { label: "来週", days: (day, today) => Math.floor((day + 3) / 7) == Math.floor((today + 3) / 7) + 1 }],
    ["土日|週末|休みの日", { label: "土日", days: (day) => weekday(day) >= 5 }],
    ["平日", { label: "平日", days: (day) => weekday(day) < 5 }],
    ...[..."月火水木金土日"].map((name, at) => [`${name}曜日?`, { label: `${name}曜日`, days: (day) => weekday(day) == at }]),
    ["夜間|夜遅く|夜|よる|晩|仕事帰り|仕事の後", { label: "夜（18時から）", from: 1080, to: 1440 }],
    ["夕方", { label: "夕方（16時から）", from: 960, to: 1140 }],
    ["早朝|朝", { label: "朝（10時まで）", from: 300, to: 600 }],
    ["午前中|午前", { label: "午前", from: 300, to: 720 }],
    ["午後|昼から", { label: "午後", from: 720, to: 1080 }],
    ["昼間|日中|お昼|昼", { label: "昼（10時から17時）", from: 600, to: 1020 }],
    ["(?:市外|町外|(?:ほか|他|よそ|隣)の(?:市|町|まち))(?:の人|の方|に住んでい)?", { label: "市外の方も参加できる", fits: (entry) => has(entry, "comfort", "out-of-town-ok") }],
  ].map(([pattern, condition]) => [new RegExp(`(^|[のをにがはでとへもや])(?:${pattern})${/ない\)?$/.test(pattern) ? "" : END}`), condition]);
  // What is left of a word when its condition is taken out: 「に開いている」.
  const REST = /^(?:だけ|でも|とか|なら|だと|です|にも|では|で|に|の|も|は|が|を|から|な|か|や)*(?:開いて(?:いる|る)?|あいて(?:いる|る)?|やって(?:いる|る)?|行ける|いける|使える|利用できる|参加できる|寄れる|過ごせる|休める|居られる|いられる|通える|できる|ある|相談できる(?=$))?(?:ところ|場所|所|とこ)?/;

  // Who speaks of sleep means no opening hours by 夜 and 昼.
  const SLEEP = /寝|眠|ねむ|ねて|ねられ|起き|おきる|おきられ|昼夜|夜型/;

  const NEAR = /の?(?:近く|近所|周辺|付近|そば)(?:で|の|に)?$/;

  const weekday = (day) => (day + 3) % 7;
  const has = (entry, group, id) => entry[group].includes(index.shared().at[group].get(id));

  /** Whether an entry is open then: 1 yes, -1 nobody knows, 0 no. */
  function fits(entry, { fits, now, days = () => true, from = 0, to = 2880 }) {
    if (fits) return fits(entry) ? 1 : 0;
    if (entry.ask == 2) return 0;
    if (now) return Math.sign(index.openNow(entry)[0]);
    const today = times.now()[0];
    for (let day = today; day < today + DAYS; day++) {
      if (days(day, today) && index.spansOn(entry, day).some(([start, end]) => (start == null ? !from : start < to && (end ?? start + 1) > from))) return 1;
    }
    return entry.ask == 1 ? -1 : 0;
  }

  /** Several hold together on one day. */
  function together(conditions) {
    const dated = conditions.filter(({ days, from }) => days || from != null);
    const both = dated.length > 1 && {
      days: (day, today) => dated.every(({ days }) => !days || days(day, today)),
      from: Math.max(...dated.map(({ from }) => from ?? 0)),
      to: Math.min(...dated.map(({ to }) => to ?? 2880)),
    };
    return both ? [...conditions.filter((one) => !dated.includes(one)), both] : conditions;
  }

  /** Cuts what was typed: the words to look for, and the conditions, but for those that were taken back. */
  function read(typed, taken = new Set()) {
    const conditions = [];
    const words = [];
    const left = typed.normalize("NFKC").split(/[\s、。？！?!,]+/).map(normal);
    while (left.length) {
      const word = left.shift();
      const isMeant = ({ label, from }) => !taken.has(label) && !(from != null && SLEEP.test(typed));
      const [pattern, condition] = CONDITIONS.find(([pattern, condition]) => isMeant(condition) && pattern.test(word)) ?? [];
      // What nothing here holds is no condition, but words that may lead somewhere.
      if (condition && (!condition.fits || entries.some(condition.fits))) {
        const { 0: found, index: at } = pattern.exec(word);
        if (!conditions.includes(condition)) conditions.push(condition);
        left.unshift(word.slice(0, at), word.slice(at + found.length).replace(REST, ""));
      } else if (word) words.push(word.replace(NEAR, "") || word);
    }
    return { words, conditions, typed };
  }

  // ---- Other forms of a word: はたらきたい finds はたらく, お金がない finds お金がなくて.

  const ROWS = ["かきくけこい", "がぎぐげごい", "さしすせそ", "たちつてとっ", "なにぬねのん", "ばびぶべぼん", "まみむめもん", "らりるれろっ", "わいうえおっ"];
  const TAILS = /(?:たかった|ました|ません|ましょう|ている|ていた|ています|てる|てた|てしまう|てほしい|てもらう|てもらいたい|なかった|なくて|なければ|なくなった|られない|られる|れない|れる|せる|ます|たい|たく|ない|なく|ずに|そう|すぎる|やすい|にくい|ながら)$/;

  /** The forms of a word that begins as this one does; none where too little would be left of it. */
  function forms(word) {
    const isLong = (stem) => KANJI.test(stem) || stem.length >= 3;
    const found = new Set();
    // 話したくない is not 話したい.
    if (/たく(?:ない|なく|なかった)/.test(word)) return [];
    const add = (stem, letters) => isLong(stem) && [...letters].forEach((letter) => found.add(stem + letter));
    const row = (letter, stem) => ROWS.filter((row) => row.includes(letter)).forEach((row) => add(stem, row));
    const bare = word.replace(TAILS, "");
    // 「居場所がない」 says nothing of 居場所.
    if (bare != word && bare && !/[がはもの]$/.test(bare)) {
      const last = bare[bare.length - 1];
      if (/[ぁ-ん]/.test(last)) row(last, bare.slice(0, -1));
      if (/[ぁ-ん]/.test(last) && isLong(bare)) found.add(bare);
      if (KANJI.test(last) && bare.length > 1) found.add(bare);
    }
    if (/(?:って|った)$/.test(word)) for (const letters of ["たちつてとっ", "らりるれろっ", "わいうえおっ"]) add(word.slice(0, -2), letters);
    if (/[いきぎしじちにびみりうくぐすつぬぶむる]$/.test(word)) row(word[word.length - 1], word.slice(0, -1));
    if (/[ぁ-ん一-鿿]い$/.test(word)) add(word.slice(0, -1), "いくかけさ");
    found.delete(word);
    return [...found].slice(0, 24);
  }

  // ---- Troubles.

  // As people say and type it, to what the troubles of the vocabulary are written in. Both are compared so; nothing else is.
  const SPOKEN = [
    // 行かれへん, できひん, わからん, 金がねえ.
    [/([かがさたなばまらわえけせてねめれべげきしちにみりぎびじ])(?:へん|ひん)/g, "$1ない"],
    [/([かがさたなばまらわけせてねめれべげき])ん(?=$|けど|から|ので|のに|し$|わ|ね|よ|人|時|とき)/g, "$1ない"],
    [/な(?=あかない|あかん)/g, "なきゃ"],
    [/あか(?:ない|ん)/g, "だめ"],
    [/あらない/g, "ない"],
    [/おらない/g, "いない"],
    [/ね[えぇ](?=$|よ|し|から|けど)/g, "ない"],
    [/どない/g, "どう"],
    [/ええ(?=か|の|ん|わ|$)/g, "いい"],
    // Words in kana, and words for the same person.
    [/さみし|さびし|淋し/g, "寂し"],
    [/こわ(?=い|く|か|が|$)|恐(?=い|く|か|怖|$)|恐怖/g, "怖"],
    [/つら(?=い|く|か|さ|$)/g, "辛"],
    [/なに(?=も|か|を|が|から|$)/g, "何"],
    [/だれ/g, "誰"],
    [/ひとり|独り/g, "一人"],
    [/しごと/g, "仕事"],
    [/がっこう|がっこー/g, "学校"],
    [/でんわ/g, "電話"],
    [/おかね/g, "お金"],
    [/はたら/g, "働"],
    [/ねむ(?=れ|り|る|く|い|$)|睡眠/g, "眠"],
    [/(^|[にもがでと])ね(?=て|られ|れな|すぎ)/g, "$1寝"],
    [/おき(?=る|れ|ら|$)/g, "起き"],
    [/やめ(?=た|て|る|よ|ち|な|$)/g, "辞め"],
    [/いけな(?=い|く|か|$)/g, "行けな"],
    [/いかな(?=い|く|か|$)/g, "行かな"],
    [/でられ|でれ(?=な)|出れ(?=な)/g, "出られ"],
    [/むすこ|長男|次男|三男|せがれ/g, "息子"],
    [/むすめ|長女|次女|三女/g, "娘"],
    [/うちの子|わが子|我が子|この子|あの子|こども|子供/g, "子ども"],
    [/旦那さん?|だんな/g, "夫"],
    [/嫁さん?|よめ|女房|家内/g, "妻"],
    [/ともだち|友だち/g, "友達"],
    [/びょういん/g, "病院"],
    [/にがて/g, "苦手"],
    [/へや(?=か|に|で|が|の|$)/g, "部屋"],
    [/おや(?=が|の|に|は|も|と)/g, "親"],
    [/喋/g, "しゃべ"],
    [/ごはん|御飯/g, "ご飯"],
  ];
  const heard = (text) => weak(SPOKEN.reduce((said, [pattern, by]) => said.replace(pattern, by), normal(text)));

  const parts = [new Map(), new Map()];
  /** The parts of a pattern, as they are heard, or as texts have them. */
  function partsOf(pattern, isText) {
    const known = parts[+!!isText];
    if (!known.has(pattern)) known.set(pattern, pattern.split(" ").map(isText ? weak : heard));
    return known.get(pattern);
  }

  /** The troubles of which a query speaks, two at most, in the order of the vocabulary: [[trouble, the parts that were found] …]. */
  function troubles(typed) {
    const whole = heard(typed);
    const found = index.shared().worries.map((worry) => [worry, worry[1].map((pattern) => partsOf(pattern)).filter((words) => words.every((word) => whole.includes(word))).flat()]);
    return found.filter(([, hits]) => hits.length).slice(0, 2);
  }

  /** How far an entry is from answering a trouble, 0 the nearest; nothing where it does not answer it. */
  function answers(entry, [, words, , kinds, comforts, audience, places]) {
    if (places.includes(entry.id)) return 0;
    if (entry.ask == 2) return undefined;
    const says = Math.min(3, words.filter((word) => partsOf(word, true).every((part) => entry.all.includes(part))).length);
    const anyone = index.shared().at.audience.get("anyone");
    const usual = ["self", "family"].map((id) => index.shared().at.audience.get(id));
    const meant = audience.length ? audience : usual;
    const isFor = entry.audience.some((one) => meant.includes(one) || one == anyone);
    // What is there for others alone is no answer, unless it speaks of the very trouble.
    if (entry.audience.length && !isFor && !says) return undefined;
    if (comforts.some((one) => entry.comfort.includes(one))) return 1;
    const kind = kinds.indexOf(entry.kind[0]);
    const others = entry.audience.filter((one) => ![...meant, ...usual, anyone].includes(one)).length / (entry.audience.length || 1);
    return kind < 0 ? undefined : 2 + 7 * kind + (3 - says) + Math.ceil(4 * others);
  }

  /** Adds those who answer a trouble to those who have the words; the other words have to be there all the same. */
  function widen(total, words, typed) {
    const found = troubles(typed);
    if (!found.length) return [];
    const hits = found.flatMap(([, hits]) => hits);
    const others = words.filter((word) => !hits.some((hit) => heard(word).includes(hit)));
    const rest = index.score(index.alike(others, forms));
    entries.forEach((entry, at) => {
      if (total[at] || !rest[at]) return;
      const places = found.map(([worry], order) => [answers(entry, worry), order]).filter(([place]) => place != null);
      if (places.length) total[at] = 100 + Math.min(...places.map(([place, order]) => place + 60 * order)) + rest[at];
    });
    return found.map(([worry]) => worry);
  }

  // ---- Cutting.

  const FILLING = /^(?:について|に関する|のこと|という|といった|とか|など|かもしれない|かも|らしい|ような|ように|ばかり|きました|きた|しまう|近く|から|まで|より|だけ|でも|しても|して|してみたい|してみ|てみたい|みたい|やってみたい|したい|してほしい|てほしい|ほしい|欲しい|ください|教えて|探して|さがして|できる|できます|ところ|場所|どこか|どこ|ありますか|あります|あるか|ある|います|いる|いて|です|ます|ました|ですか|ますか|なので|なのに|けれど|けど|ので|のに|たい|たく|ない|なく|って|った|私|わたし|僕|自分|うち|とても|すごく|もう|て|に|の|を|は|が|も|へ|と|や|で|か|ね|よ|な|た|だ|し|る|い)/;
  const ONLY_FILLING = new RegExp(`^(?:${FILLING.source.slice(1)})+$`);
  const AT_END = /[のをにがはでとへも]$/;

  const knows = (word) => (/[^ぁ-ゖー]/.test(word) || word.length >= 3) && !ONLY_FILLING.test(word) && !/^[のをにがはでとへも][ぁ-ん]*$/.test(word) && index.knows(word);

  /** A word in kana does not end in the middle of others, and letters and figures are not taken apart. */
  const isWhole = (word, begin, end) => !isInside(word, begin) && !isInside(word, end) && (/[^ぁ-ゖー]/.test(word.slice(begin, end)) || !KANA.test(word[end] ?? "") || FILLING.test(word.slice(end)));
  const isInside = (word, at) => /[a-z0-9]/.test(word[at - 1] ?? "") && /[a-z0-9]/.test(word[at] ?? "");

  function longest(word, begin) {
    for (let end = Math.min(word.length, begin + 16); end - begin >= 2; end--) if (isWhole(word, begin, end) && knows(word.slice(begin, end))) return end - begin;
    // A single letter only where it stands alone: 親 of 「親が心配」, not 昼 of 昼夜.
    const isAlone = [word[begin - 1], word[begin + 1]].every((letter) => !letter || !KANJI.test(letter));
    return isAlone && KANJI.test(word[begin] ?? "") && index.knows(word[begin]) ? 1 : 0;
  }

  /** The words of the index that stand in a query, and what of it stands nowhere. */
  function cut(word) {
    const known = [];
    const left = [];
    let run = "";
    const close = () => {
      if (run.length > 2 || KANJI.test(run)) left.push(run);
      run = "";
    };
    for (let at = 0; at < word.length; ) {
      const filling = FILLING.exec(word.slice(at))?.[0].length ?? 0;
      const here = longest(word, at);
      const after = filling && at ? longest(word, at + filling) : 0;
      if (here > 1 && !(after > 1 && here <= filling + after)) {
        close();
        const piece = word.slice(at, at + here);
        known.push(piece.length > 2 ? piece.replace(AT_END, "") : piece);
        at += here;
      } else if (filling && !run) at += filling;
      else if (here) {
        close();
        known.push(word[at]);
        at += 1;
      } else {
        if (filling && run.length > 1) close();
        else run += word[at];
        at += 1;
      }
    }
    close();
    return [known, left];
  }

  // ---- Looking.

  const count = (total) => total.reduce((sum, one) => sum + !!one, 0);

  /** Whether a trouble is most of what was typed, so that there is no need to take the words apart. */
  function isMost(typed) {
    const whole = heard(typed);
    const covered = new Set();
    for (const [, hits] of troubles(typed)) {
      for (const hit of hits) for (let at = whole.indexOf(hit); at >= 0; at = whole.indexOf(hit, at + 1)) for (let unit = 0; unit < hit.length; unit++) covered.add(at + unit);
    }
    return covered.size * 7 >= whole.length * 3;
  }

  /** Entries by rank (0: not found), the words that were looked for, what was left out, the troubles that led further. */
  function look({ words, typed }) {
    const used = index.alike(words, forms);
    const total = index.score(used);
    if (!words.length) return { total, words: used, left: [], worries: [] };
    // Other forms of a word say less than a trouble that is spoken of, and come after what answers it.
    const later = isMost(typed) && !count(index.score(index.alike(words, () => []))) ? total.slice() : [];
    later.forEach((_, at) => (total[at] = 0));
    if (count(total) || isMost(typed)) {
      // Who types a name wants what bears it.
      const isNamed = index.score(index.alike(words, () => [])).some((rank) => rank == 1 + words.length);
      const worries = count(total) < FEW && !isNamed ? widen(total, words, typed) : [];
      later.forEach((rank, at) => (total[at] ||= rank && rank + 400));
      if (count(total)) return { total, words: used, left: [], worries };
    }
    return apart(words, typed);
  }

  /** As `look`, by names and summaries alone, as the words were typed; of a single letter, by how names begin. */
  function glance({ words }, isLetter) {
    return { total: isLetter ? index.beginning(words[0]) : index.glance(words), words: words.map((word) => [word, []]), left: [], worries: [] };
  }

  /** Makes ready what `look` will ask for, a little at a time. */
  const prepare = ({ words }, isStale) => index.warm(index.alike(words, forms), isStale);

  /** As `look`, by the words of the index that stand in what was typed. */
  function apart(words, typed) {
    const pieces = words.map((word) => {
      if (count(index.score(index.alike([word], forms)))) return [[word], []];
      const cuts = cut(word);
      // A slip of the hand is no two words.
      const isSlip = /^[ぁ-ゖー]+$/.test(word) && cuts[0].join("").length < word.length - 1 && perhaps([word]).length;
      return isSlip ? [[], [word]] : cuts;
    });
    const known = [...new Set(pieces.flatMap(([known]) => known))];
    const left = pieces.flatMap(([, left]) => left);
    const used = index.alike(known, forms);
    // Where more is unknown than known, the rest says nothing of what was meant.
    const isLittle = known.join("").length < left.join("").length;
    const total = known.length && !isLittle ? index.score(used) : new Uint16Array(entries.length);
    const isAll = count(total) > 0;
    // Nobody has all of them: those that have the most.
    if (!isAll && known.length && !isLittle) {
      // A word that few have says more.
      const each = used.map((one) => index.score([one])).filter(count).map((found) => [found, Math.log(1 + entries.length / count(found))]);
      const says = entries.map((_, at) => each.reduce((sum, [found, weight]) => sum + (found[at] && weight), 0));
      const most = 0.9 * Math.max(0, ...says);
      entries.forEach((_, at) => {
        if (says[at] && says[at] >= most) total[at] = each.reduce((sum, [found]) => sum + found[at], 0) + Math.round(20 * (most / 0.9 - says[at]));
      });
    }
    // A trouble says more than parts of a word.
    const isApart = !words.some((word) => known.includes(word));
    if (isApart && (!isAll || left.length) && troubles(typed).length) total.fill(0);
    const worries = count(total) < FEW ? widen(total, count(total) ? known : [], typed) : [];
    return { total, words: used, left: count(total) || left.length ? left : words, worries, some: !isAll && known.length > 1 };
  }

  // ---- Nearly so.

  /** Letters to change, leave out or put in, at most `limit` of them. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] != b[j - 1]));
      if (Math.min(...next) > limit) return limit + 1;
      row = next;
    }
    return row[b.length];
  }

  /** Up to three words that are spelt nearly as one that stands nowhere, as they are written on the site. */
  function perhaps(words) {
    const found = [];
    for (const word of words.map(normal).filter((word) => word.length > 2)) {
      const limit = word.length > 5 ? 2 : 1;
      for (const [spelt, shown] of index.spelt()) {
        const far = distance(word, spelt, limit);
        if (far && far <= limit) found.push([far, shown]);
      }
    }
    found.sort(([a], [b]) => a - b);
    return [...new Set(found.map(([, shown]) => shown))].slice(0, 3);
  }

  self.shiori.query = { read, look, glance, prepare, perhaps, fits, together };
})();
