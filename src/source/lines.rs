//! Lines of a text: where one ends and no blank belongs, and which begin something of their own.
//!
//! Japanese is written without blanks, and editors break lines wherever their window ends. So a line end between two
//! Japanese letters is nothing; between Latin words, or a Japanese and a Latin one, it is a blank, as it is read.

use std::borrow::Cow;

/// Whether the line end between two texts is nothing at all: both sides are Japanese.
pub fn joins(before: &str, after: &str) -> bool {
    let (before, after) = (leaning(before.chars().rev()), leaning(after.chars()));
    matches!((before, after), (Leaning::Japanese, Leaning::Japanese | Leaning::Open) | (Leaning::Open, Leaning::Japanese | Leaning::Open))
}

/// What a text is on the side of a line end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaning {
    Japanese,
    /// Signs only, such as ※ or “, which are written in every language.
    Open,
    Other,
}

/// Signs beyond which no letter is looked for.
const FAR: usize = 32;

/// The nearest letter decides what the signs before it are.
fn leaning(chars: impl Iterator<Item = char>) -> Leaning {
    for c in chars.take(FAR) {
        if is_japanese(c) {
            return Leaning::Japanese;
        }
        if !is_shared_sign(c) && !is_selector(c) {
            return Leaning::Other;
        }
    }
    Leaning::Open
}

/// Letters, kana, full-width and half-width forms, and the signs that only Japanese (or Chinese) text uses.
pub fn is_japanese(c: char) -> bool {
    matches!(c,
        // Radicals to the end of the unified ideographs; Hangul is written with blanks.
        '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1b000}'..='\u{1b16f}' | '\u{1f200}'..='\u{1f2ff}' | '\u{20000}'..='\u{3ffff}'
        // ※ ① ⑴ ⒈ Ⅰ ℃ ℡ and the shapes that begin lines.
        | '※' | '℃' | '№' | '℡' | '\u{2150}'..='\u{218f}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}'
        | '\u{25a0}'..='\u{2606}' | '\u{260e}'..='\u{260f}' | '\u{2660}'..='\u{266f}'
        // Emoji stand between Japanese words without a blank.
        | '\u{1f300}'..='\u{1faff}')
}

/// Signs below the Japanese letters that Japanese text shares with others: ― “ ” ‘ ’ … ‥ → × ° ′ …
fn is_shared_sign(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{22ff}' | '\u{2500}'..='\u{259f}'
        | '\u{2600}'..='\u{27bf}' | '×' | '÷' | '±' | '°' | '§' | '¶' | '´' | '¨' | '·')
}

/// What says how the letter before it is drawn (IVS and the like).
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{200d}'
        // Furigana on its way through the parser of Markdown.
        | '\u{fdd0}'..='\u{fdef}')
}

/// What a line begins that is no continuation of the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening<'t> {
    /// One of several things: ・ ● ○ ■ －; the rest of the line, without its mark.
    Item(&'t str),
    /// One of several things that are counted: ① （1） １．; the mark is a part of what is said.
    Number,
    /// A remark: ※ ＊ 注）.
    Remark,
}

/// How a line begins, where it begins something.
pub fn opening(line: &str) -> Option<Opening<'_>> {
    let line = line.trim_start();
    let first = line.chars().next()?;
    let rest = line[first.len_utf8()..].trim_start();
    match first {
        '・' | '･' | '•' | '‣' | '◦' | '●' | '○' | '◎' | '◯' | '■' | '□' | '◆' | '◇' | '▲' | '△' | '▼' | '▽' | '▶' | '▷' | '►' | '★'
        | '☆' | '◉' | '▪' | '▫' | '✓' | '✔' | '☑' | '☐' => Some(Opening::Item(rest)),
        '－' | '―' | '–' | '—' | '−' | '─' | '‐' | '-' => dash_item(first, rest),
        '→' | '⇒' | '➡' => Some(Opening::Number),
        '※' | '＊' | '⚠' | '📌' => Some(Opening::Remark),
        '*' if rest.starts_with(is_japanese) => Some(Opening::Remark),
        '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{2160}'..='\u{217f}' | '\u{3220}'..='\u{325f}' | '\u{3280}'..='\u{32bf}' => {
            Some(Opening::Number)
        }
        '【' if rest.contains('】') => Some(Opening::Number),
        _ => is_numbered(line).then_some(Opening::Number),
    }
}

/// A dash before a word begins an item; before a number it is a range that goes on, twice it is a dash in a sentence.
fn dash_item(dash: char, rest: &str) -> Option<Opening<'_>> {
    let next = rest.chars().next()?;
    (next != dash && is_japanese(next) && !next.is_numeric()).then_some(Opening::Item(rest))
}

/// （1） (1) １． 1） ア） …: a number or a letter, and what closes it.
fn is_numbered(line: &str) -> bool {
    let (inner, is_open) = match line.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (line, false),
    };
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_letter = |c: char| matches!(c, 'ア'..='オ' | 'ｱ'..='ｵ' | '一' | '二' | '三' | '四' | '五');
    let length = if inner.starts_with(is_digit) {
        inner.find(|c| !is_digit(c)).unwrap_or(inner.len())
    } else if inner.starts_with(is_letter) {
        inner.chars().next().map_or(0, char::len_utf8)
    } else {
        return false;
    };
    let is_short = inner[..length].chars().count() <= 2;
    let is_full = inner.starts_with(|c: char| !c.is_ascii());
    let mut after = inner[length..].chars();
    is_short
        && match after.next() {
            Some('）' | ')') => true,
            // 1.5 is a number; １．集合 is none.
            Some('．') => !is_open && is_full && !after.next().is_some_and(is_digit),
            _ => false,
        }
}

/// A text of one line, as a field that is no Markdown holds it: its lines joined, but for those that begin something, which stay lines.
pub fn kept(text: &str) -> Cow<'_, str> {
    fold(text, true)
}

/// The same on one line whatever its lines begin with, for all that has no lines.
pub fn joined(text: &str) -> Cow<'_, str> {
    fold(text, false)
}

fn fold(text: &str, keeps_lines: bool) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if keeps_lines && !out.is_empty() && opening(line).is_some() {
            out.push('\n');
        } else if !out.is_empty() && !joins(&out, line) {
            out.push(' ');
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}
