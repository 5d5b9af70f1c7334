//! A text taken apart into sentences: the one place that does.
//!
//! Who has room for little shows the first of them and says that there is more. A part of a sentence never goes out: 「市内の方」 of
//! 「市内の方に限りません。」 says the opposite. What takes something back (ただし…, ※…) and what a sentence announces (a list)
//! belong to the sentence before.

use crate::model::markdown::Style;
use crate::model::markdown::words::{Block, Kind, blocks};
use crate::source::lines::{is_japanese, joins};

/// The sentences of a text, each with what belongs to it.
pub fn sentences(source: &str, style: Style) -> Vec<String> {
    of_blocks(&blocks(source, style))
}

/// The whole text on one line.
pub fn one_line(source: &str, style: Style) -> String {
    together(&sentences(source, style))
}

/// The first sentence with what belongs to it, and 「…」 where more follows.
pub fn first(source: &str, style: Style) -> String {
    first_within(source, style, 0)
}

/// As many sentences as fit into so many characters, at least the first, and 「…」 where more follows.
pub fn first_within(source: &str, style: Style, room: usize) -> String {
    let (shown, is_all) = opening_within(source, style, room);
    if is_all { shown } else { format!("{shown}…") }
}

/// As many sentences as fit into so many characters, at least the first, and whether these are all.
pub fn opening_within(source: &str, style: Style, room: usize) -> (String, bool) {
    let all = sentences(source, style);
    let mut length = 0;
    let fitting = all.iter().take_while(|sentence| {
        length += sentence.chars().count();
        length <= room
    });
    let count = fitting.count().max(1).min(all.len());
    (together(&all[..count]), count == all.len())
}

/// Sentences one behind the other; those that end in no full stop are set off.
fn together(sentences: &[String]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        if !out.is_empty() && !is_ended(&out) {
            out.push_str(if joins(&out, sentence) { "　" } else { " " });
        }
        out.push_str(sentence);
    }
    out
}

fn of_blocks(blocks: &[Block]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut before: Option<Kind> = None;
    for block in blocks.iter().filter(|block| block.kind != Kind::Picture) {
        let belongs = match (block.kind, before) {
            (kind, Some(Kind::Heading)) if kind != Kind::Heading => Some("："),
            (Kind::Item | Kind::Number | Kind::Row, Some(Kind::Item | Kind::Number | Kind::Row)) => Some("、"),
            (Kind::Item | Kind::Number | Kind::Row, Some(_)) => Some("："),
            (Kind::Remark, Some(_)) => Some("。"),
            _ => None,
        };
        match (belongs, all.last_mut()) {
            (Some(sign), Some(last)) if block.kind == Kind::Paragraph => {
                let parts = split(&block.text);
                append(last, sign, parts.first().unwrap_or(&""));
                all.extend(parts.iter().skip(1).map(|part| (*part).to_owned()));
            }
            (Some(sign), Some(last)) => append(last, sign, &block.text),
            _ if block.kind == Kind::Paragraph => add_sentences(&block.text, &mut all),
            _ => all.push(block.text.clone()),
        }
        before = Some(block.kind);
    }
    all
}

fn append(last: &mut String, sign: &str, text: &str) {
    if !is_ended(last) && !last.ends_with(['：', ':', '、']) {
        last.push_str(sign);
    }
    last.push_str(text);
}

fn add_sentences(text: &str, all: &mut Vec<String>) {
    let begin = all.len();
    for sentence in split(text) {
        let is_first = all.len() == begin;
        match all.last_mut().filter(|_| is_bound(sentence)) {
            Some(last) if is_first => append(last, "。", sentence),
            Some(last) => last.push_str(sentence),
            None => all.push(sentence.to_owned()),
        }
    }
}

/// Whether nothing is missing behind a text.
fn is_ended(text: &str) -> bool {
    let text = text.trim_end_matches(['」', '』', '）', ')', '】', '”']);
    text.ends_with(['。', '｡', '．', '！', '？', '!', '?', '…', '♪'])
}

/// What a sentence begins with that takes back or narrows the one before it.
const BINDING: [&str; 34] = [
    "ただし",
    "但し",
    "ただ、",
    "ただ，",
    "なお",
    "尚、",
    "しかし",
    "例外",
    "※",
    "＊",
    "もっとも、",
    "とはいえ",
    "けれど",
    "だけど",
    "だが",
    "ですが",
    "でも、",
    "一方",
    "それ以外",
    "そのほかは",
    "その他は",
    "ほかの",
    "以外",
    "この場合",
    "その場合",
    "その際",
    "このとき",
    "そのとき",
    "逆に",
    "反対に",
    "（",
    "(",
    "注）",
    "また、ただし",
];

fn is_bound(sentence: &str) -> bool {
    BINDING.iter().any(|word| sentence.starts_with(word))
}

/// The sentences of one line. They end at 「。」 outside of all brackets that are closed again.
pub fn split(text: &str) -> Vec<&str> {
    let inside = brackets(text);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut bracket = inside.iter().peekable();
    let mut covered = 0;
    // The end of a bracket with which a sentence begins.
    let mut aside = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        while let Some(range) = bracket.next_if(|range| range.0 <= at) {
            covered = covered.max(range.1);
            if range.0 == start && matches!(c, '（' | '(') {
                aside = range.1;
            }
        }
        // （…。） behind a sentence is a sentence of its own.
        let ends_aside = at + c.len_utf8() == aside && text[..at].ends_with(['。', '｡']);
        if !ends_aside && (at < covered || !ends_sentence(c, &text[..at], &text[at + c.len_utf8()..])) {
            continue;
        }
        // 。。 and ！？ are one end.
        let mut end = at + c.len_utf8();
        while let Some((next, mark)) = chars.next_if(|(_, next)| matches!(next, '。' | '｡' | '！' | '？' | '…' | '♪' | ' ' | '　'))
        {
            end = next + mark.len_utf8();
        }
        push(&text[start..end], &mut parts);
        start = end;
    }
    push(&text[start..], &mut parts);
    parts
}

fn push<'t>(part: &'t str, parts: &mut Vec<&'t str>) {
    let part = part.trim_matches([' ', '　']);
    if !part.is_empty() {
        parts.push(part);
    }
}

fn ends_sentence(c: char, before: &str, after: &str) -> bool {
    let next = after.chars().next();
    match c {
        '。' | '｡' => !is_name_that_goes_on(after),
        // Some write 「です．」; １．集合 is a number.
        '．' => before.ends_with(|c: char| is_japanese(c) && !c.is_numeric()) && !next.is_some_and(char::is_numeric),
        '！' | '？' => next.is_some_and(|next| matches!(next, ' ' | '　')),
        _ => false,
    }
}

/// モーニング娘。の歌: no sentence begins with a particle before a word.
fn is_name_that_goes_on(after: &str) -> bool {
    let mut chars = after.chars();
    let is_particle = chars.next().is_some_and(|c| matches!(c, 'の' | 'を' | 'が' | 'は' | 'も' | 'と' | 'に' | 'で' | 'や' | 'へ'));
    is_particle && chars.next().is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a1}'..='\u{30fa}' | '「' | '（'))
}

/// Brackets that are closed again, from the opening one to the closing one, in order. One that is not closed is a sign like others.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some(close) = closing(c) {
            open.push((close, at));
        } else if let Some(found) = open.iter().rev().take(DEEPEST).position(|(close, _)| *close == c) {
            open.truncate(open.len() - found);
            pairs.extend(open.pop().map(|(_, start)| (start, at + c.len_utf8())));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Brackets within brackets that are looked through.
const DEEPEST: usize = 16;

fn closing(c: char) -> Option<char> {
    const PAIRS: [(char, char); 14] = [
        ('「', '」'),
        ('『', '』'),
        ('（', '）'),
        ('(', ')'),
        ('【', '】'),
        ('〔', '〕'),
        ('［', '］'),
        ('[', ']'),
        ('｛', '｝'),
        ('〈', '〉'),
        ('《', '》'),
        ('“', '”'),
        ('‘', '’'),
        ('｢', '｣'),
    ];
    PAIRS.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}
