//! What the model of the language does not know: marks, numbers, brackets, words. Each rule looks at a text once.

use super::{Cuts, LONGEST_PHRASE};
use crate::model::lexicon::Lexicon;

/// Letters of a bracket that stays on one line.
const SHORT_BRACKET: usize = 8;
/// Letters of a run of kanji that is one word.
const ONE_WORD: usize = 4;
/// Letters of katakana that are one word.
const ONE_NAME: usize = 12;

/// Marks that open: nothing ends a line with them.
pub fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '「' | '『' | '【' | '〔' | '［' | '〈' | '《' | '“')
}

/// Marks that close a bracket.
fn shuts(c: char) -> bool {
    matches!(c, '）' | ')' | '」' | '』' | '】' | '〕' | '］' | '〉' | '》' | '”')
}

/// Marks behind which a sentence or a part of one is over.
pub fn ends(c: char) -> bool {
    matches!(c, '、' | '。' | '！' | '？' | '!' | '?' | '，')
}

/// Marks that are no letters of a word.
pub fn is_mark(c: char) -> bool {
    opens(c) || shuts(c) || ends(c) || matches!(c, '・' | '：' | '…')
}

/// What no line begins with.
fn never_first(c: char) -> bool {
    shuts(c)
        || ends(c)
        || matches!(c, '・' | '：' | '；' | ':' | '．' | 'ー' | '々' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '〜' | '～' | '…' | '‥')
        || is_small_kana(c)
}

fn is_small_kana(c: char) -> bool {
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ".contains(c)
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' | '\u{20000}'..='\u{3ffff}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// What stands inside a time, a span, a number: 9:00〜22:00, 1,000, 1-18-15.
fn joins_digits(c: char) -> bool {
    matches!(c, ':' | '：' | '〜' | '～' | '~' | '-' | '－' | '–' | '−' | '.' | ',' | '/' | '／')
}

fn is_day(c: char) -> bool {
    matches!(c, '月' | '火' | '水' | '木' | '金' | '土' | '日' | '祝')
}

/// Letters that count something or say of a number what it is, when they stand before it.
const BEFORE_NUMBER: &[&str] = &[
    "第",
    "約",
    "満",
    "計",
    "全",
    "各",
    "毎月",
    "毎週",
    "月",
    "週",
    "年",
    "平均",
    "徒歩",
    "内線",
    "午前",
    "午後",
    "窓口",
    "最大",
    "令和",
    "平成",
    "昭和",
    "番号",
    "車で",
    "歩いて",
];

/// Kana that count: 13か所, 3つ, 1ヶ月, 40カ所.
const KANA_UNITS: &[&str] =
    &["か所", "カ所", "ヶ所", "ケ所", "ヵ所", "か月", "カ月", "ヶ月", "ヵ月", "か国", "つ", "人ずつ", "名ずつ", "とおり", "くらい"];

/// A line may end behind 、 and 。, behind a blank and before a bracket.
pub fn open_at_marks(cuts: &mut Cuts) {
    for at in 1..cuts.open.len() {
        let (before, here) = (cuts.letter(at - 1), cuts.letter(at));
        if ends(before) || before.is_whitespace() || (opens(here) && !opens(before)) {
            cuts.open[at] = true;
        }
        if here.is_whitespace() || (shuts(before) && here == '駅') {
            cuts.open[at] = false;
        }
        if stands(cuts, at, "徒歩") && !opens(before) {
            cuts.open[at] = true;
        }
    }
}

/// Closes what belongs together.
pub fn close(cuts: &mut Cuts, text: &str, words: &Lexicon) {
    close_runs(cuts);
    close_numbers(cuts);
    close_days(cuts);
    close_brackets(cuts);
    close_words(cuts, text, words);
    close_days_with_times(cuts);
    close_what_is_described(cuts);
    close_formal_nouns(cuts);
}

/// Runs of Latin letters, of katakana, and short ones of kanji.
fn close_runs(cuts: &mut Cuts) {
    close_run(cuts, usize::MAX, |c| c.is_ascii_graphic() && !opens(c) && !shuts(c));
    close_run(cuts, ONE_NAME, is_katakana);
    close_run(cuts, ONE_WORD, is_kanji);
}

fn close_run(cuts: &mut Cuts, most: usize, is_of_it: impl Fn(char) -> bool) {
    let mut from = 0;
    while from < cuts.letters.len() {
        let to = (from..cuts.letters.len()).find(|at| !is_of_it(cuts.letter(*at))).unwrap_or(cuts.letters.len());
        if to - from <= most && to > from {
            cuts.close(from, to);
        }
        from = to.max(from + 1);
    }
}

/// Whether letters stand at a place.
fn stands(cuts: &Cuts, at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(n, c)| cuts.letter(at + n) == c)
}

/// Whether letters end before a place.
fn ends_before(cuts: &Cuts, at: usize, word: &str) -> bool {
    let length = word.chars().count();
    at >= length && stands(cuts, at - length, word)
}

/// Numbers with what they count, dates, times, house numbers with the name of the street.
fn close_numbers(cuts: &mut Cuts) {
    let mut from = 0;
    while let Some(start) = (from..cuts.letters.len()).find(|at| is_digit(cuts.letter(*at))) {
        let mut to = start + 1;
        while is_digit(cuts.letter(to)) || (joins_digits(cuts.letter(to)) && is_digit(cuts.letter(to + 1))) {
            to += 1;
        }
        let is_house = (start..to).any(|at| matches!(cuts.letter(at), '-' | '－' | '−')) && !(start..to).any(|at| cuts.letter(at) == ':');
        let begin = begin_of_number(cuts, start, is_house);
        let end = end_of_number(cuts, to);
        cuts.lock(begin, end);
        from = to;
    }
}

/// Where what leans on a number begins: 第, 徒歩, the day before (6月|12日), the street.
fn begin_of_number(cuts: &Cuts, start: usize, is_house: bool) -> usize {
    if start > 1 && matches!(cuts.letter(start - 1), '年' | '月') && is_digit(cuts.letter(start - 2)) {
        return start - 2;
    }
    if is_house {
        let street = (0..start)
            .rev()
            .take(8)
            .take_while(|at| is_kanji(cuts.letter(*at)) || matches!(cuts.letter(*at), 'ノ' | 'ヶ' | 'ケ' | 'が'))
            .last();
        return street.unwrap_or(start);
    }
    let word = BEFORE_NUMBER.iter().filter(|word| ends_before(cuts, start, word)).map(|word| word.chars().count()).max();
    start - word.unwrap_or(0)
}

/// Where what a number counts ends.
fn end_of_number(cuts: &Cuts, to: usize) -> usize {
    if let Some(unit) = KANA_UNITS.iter().find(|unit| stands(cuts, to, unit)) {
        return to + unit.chars().count();
    }
    // 第4木曜日 is one; of other kanji the unit is the first letter (3分, 12日), two where it is 時間 or 年度.
    let kanji = (to..cuts.letters.len()).take_while(|at| is_kanji(cuts.letter(*at))).count();
    let katakana = (to..cuts.letters.len()).take_while(|at| is_katakana(cuts.letter(*at))).count();
    if is_day(cuts.letter(to)) && cuts.letter(to + 1) == '曜' {
        return to + 2 + usize::from(cuts.letter(to + 2) == '日');
    }
    if katakana > 0 { to + katakana.min(6) } else { to + kanji.min(2) }
}

/// 金・土, 第1・第3火曜日, 土曜日・日曜日.
fn close_days(cuts: &mut Cuts) {
    for at in 1..cuts.letters.len().saturating_sub(1) {
        if cuts.letter(at) != '・' {
            continue;
        }
        let (before, after) = (cuts.letter(at - 1), cuts.letter(at + 1));
        let of_days = (is_day(before) || before == '曜' || is_digit(before)) && (is_day(after) || after == '第' || is_digit(after));
        if of_days {
            cuts.close(at - 1, at + 2);
        }
    }
    // 「木曜日」, whatever the model says of 木.
    for at in 1..cuts.letters.len() {
        if cuts.letter(at) == '曜' && is_day(cuts.letter(at - 1)) {
            cuts.close(at - 1, at + 1 + usize::from(cuts.letter(at + 1) == '日'));
        }
    }
}

/// 「日曜日 9:00〜17:00」: the day and its hours, although a blank stands between them.
fn close_days_with_times(cuts: &mut Cuts) {
    for at in 1..cuts.letters.len().saturating_sub(1) {
        let is_blank = matches!(cuts.letter(at), ' ' | '　');
        if is_blank && (is_day(cuts.letter(at - 1)) || cuts.letter(at - 1) == '曜') && is_digit(cuts.letter(at + 1)) {
            cuts.close(at - 1, at + 2);
        }
    }
}

/// Nouns that mean nothing alone: 「しおりのこと」「話したいとき」.
const FORMAL: &[&str] = &["こと", "とき", "もの", "ところ", "ため", "よう", "ほう", "など", "ほか"];

fn close_formal_nouns(cuts: &mut Cuts) {
    for at in 1..cuts.letters.len() {
        let leans = matches!(cuts.letter(at - 1), 'の' | 'る' | 'た' | 'い' | 'な');
        if cuts.open[at] && leans && FORMAL.iter().any(|noun| stands(cuts, at, noun)) {
            cuts.open[at] = false;
        }
    }
}

/// 「困っている方」「行ける日」: what is described stays with the end of its description.
fn close_what_is_described(cuts: &mut Cuts) {
    for at in 1..cuts.letters.len() {
        let is_one = matches!(cuts.letter(at), '方' | '人' | '日' | '所' | '時' | '会') && !is_kanji(cuts.letter(at + 1));
        if is_one && matches!(cuts.letter(at - 1), 'る' | 'た' | 'い' | 'の' | 'な') {
            cuts.open[at] = false;
        }
    }
}

/// Brackets with few letters in them.
fn close_brackets(cuts: &mut Cuts) {
    let mut opened: Option<usize> = None;
    for at in 0..cuts.letters.len() {
        let c = cuts.letter(at);
        if opens(c) {
            opened = Some(at);
        } else if shuts(c)
            && let Some(from) = opened.take()
            && at - from - 1 <= SHORT_BRACKET
        {
            cuts.close(from, at + 1);
        }
    }
}

/// Known words; where two overlap, the longer that begins first.
fn close_words(cuts: &mut Cuts, text: &str, words: &Lexicon) {
    const LONG_WORD: usize = 4;
    let (mut at, mut before) = (0, 0);
    while at < cuts.letters.len() {
        let length = words.longest(&text[cuts.letters[at].0..]).map_or(0, |word| words.words()[word].chars().count());
        cuts.lock(at, at + length);
        // Two words that stand side by side are two: 自分らしく|はたらきたい.
        if before >= LONG_WORD && length >= LONG_WORD {
            cuts.open[at] = true;
        }
        before = length;
        at += length.max(1);
    }
}

/// No line begins with a mark that closes, or ends with one that opens.
pub fn no_mark_astray(cuts: &mut Cuts) {
    for at in 1..cuts.open.len() {
        if never_first(cuts.letter(at)) || opens(cuts.letter(at - 1)) {
            cuts.open[at] = false;
        }
    }
}

/// Opens phrases that no narrow column holds: behind a middle dot, before a bracket, where a known word begins, where the model would.
pub fn open_long(cuts: &mut Cuts, model: &[bool], text: &str, words: &Lexicon) {
    for (from, to) in cuts.phrases() {
        let narrow = (from..to).filter(|at| cuts.letter(*at).is_ascii()).count();
        if to - from - narrow / 2 <= LONGEST_PHRASE || (from..to).all(|at| cuts.letter(at).is_ascii()) {
            continue;
        }
        let mut start = from;
        for at in from + 2..to.saturating_sub(1) {
            if at - start < 2 || cuts.locked[at] {
                continue;
            }
            let of_days = at > 1 && is_day(cuts.letter(at - 2)) && is_day(cuts.letter(at));
            let is_gentle =
                (cuts.letter(at - 1) == '・' && !of_days) || opens(cuts.letter(at)) || (shuts(cuts.letter(at - 1)) && model[at]);
            let is_word = || words.longest(&text[cuts.letters[at].0..]).is_some() && is_word_of(cuts, at, words, text);
            let is_torn = is_digit(cuts.letter(at)) || cuts.letter(at).is_ascii_graphic() && cuts.letter(at - 1).is_ascii_graphic();
            if is_gentle || (!is_torn && (model[at] || is_word()) && at - start >= 4 && to - at >= 3) {
                cuts.open[at] = true;
                start = at;
            }
        }
    }
}

/// Halves a run of kanji that nothing else has opened; compounds are made of pairs.
pub fn halve_kanji(cuts: &mut Cuts) {
    for (from, to) in cuts.phrases() {
        let half = from + (to - from) / 4 * 2;
        if to - from > LONGEST_PHRASE + 2 && (from..to).all(|at| is_kanji(cuts.letter(at))) {
            cuts.open[half] = true;
        }
    }
}

/// Whether the word that begins here is long enough to begin a line within a name: ソーシャルワーカー.
fn is_word_of(cuts: &Cuts, at: usize, words: &Lexicon, text: &str) -> bool {
    words.longest(&text[cuts.letters[at].0..]).is_some_and(|word| words.words()[word].chars().count() >= 5)
}
