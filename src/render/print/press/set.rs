//! Words made ready for paper: marks as a typesetter writes them, readings above their words, cut where a line may end.
//!
//! 1. Letters the editor has replaced for paper are replaced (`substitutes`).
//! 2. Half-width brackets beside Japanese become full-width ones, spans of time get their wave dash.
//! 3. Known words get their readings, where the edition asks for them.
//! 4. The text is cut into phrases ([`Phrases`]); a reading is never parted from its word.
//! 5. Where the engine would push a bracket into its neighbour, room is kept.

use std::collections::BTreeMap;

use super::view::{Part, Phrase, Text};
use super::world::width_of;
use crate::model::phrase::{LONGEST_PHRASE, Phrases};
use crate::model::readings::Readings;
use crate::model::ruby;
use crate::source::lines::{self, is_japanese};

/// What words are set with.
#[derive(Clone, Copy)]
pub struct Setter<'a> {
    /// Where lines may end.
    pub phrases: &'a Phrases,
    /// Words that get their reading, where the edition asks for readings throughout.
    pub readings: Option<&'a Readings>,
    /// Whether readings that a text marks itself are shown.
    pub shows_marked: bool,
    /// Letters printed in the place of others.
    pub substitutes: &'a BTreeMap<char, String>,
}

/// Room between two brackets that meet back to back, in ems.
const BACK_TO_BACK: f64 = 0.12;
/// What a reading may hang over a kana beside its word, in ems.
const OVERHANG: f64 = 0.25;

impl Setter<'_> {
    /// A text in which words may be marked with their readings, on one line.
    pub fn text(&self, source: &str) -> Text {
        let line = marks(&self.substituted(&lines::joined(source)));
        let segments = ruby::segments(&line);
        let mut words: Vec<(String, Option<String>)> = Vec::new();
        for segment in segments {
            match (segment.reading, self.readings) {
                (Some(reading), _) if self.shows_marked => words.push((segment.base.to_owned(), Some(reading.to_owned()))),
                (Some(_), _) | (None, None) => words.push((segment.base.to_owned(), None)),
                (None, Some(readings)) => {
                    let annotated = readings.annotate(segment.base);
                    words.extend(ruby::segments(&annotated).into_iter().map(|s| (s.base.to_owned(), s.reading.map(str::to_owned))));
                }
            }
        }
        self.cut(&words)
    }

    fn substituted(&self, text: &str) -> String {
        if !text.contains(|c| self.substitutes.contains_key(&c)) {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match self.substitutes.get(&c) {
                Some(other) => out.push_str(other),
                None => out.push(c),
            }
        }
        out
    }

    fn cut(&self, words: &[(String, Option<String>)]) -> Text {
        let line: String = words.iter().map(|(base, _)| base.as_str()).collect();
        let mut text: Text = Vec::new();
        let mut phrase: Vec<Part> = Vec::new();
        let mut breaks = self.phrases.breaks(&line).into_iter().peekable();
        let mut from = 0;
        for (base, reading) in words {
            let to = from + base.len();
            let mut at = from;
            while let Some(end) = breaks.next_if(|end| *end < to) {
                if end <= from {
                    finish(&mut phrase, &mut text);
                } else if reading.is_none() {
                    phrase.push(part(&line[at..end], None));
                    finish(&mut phrase, &mut text);
                    at = end;
                }
            }
            phrase.push(part(&line[at..to], reading.as_deref()));
            from = to;
        }
        finish(&mut phrase, &mut text);
        text
    }
}

fn part(text: &str, reading: Option<&str>) -> Part {
    Part { t: text.to_owned(), r: reading.map(str::to_owned), pad: 0.0, gap: None }
}

/// Closes a phrase: a blank at its end goes, its readings get their room, its brackets theirs.
fn finish(parts: &mut Vec<Part>, text: &mut Text) {
    if parts.iter().all(|part| part.t.is_empty()) {
        parts.clear();
        return;
    }
    let mut whole: Vec<Part> = Vec::new();
    for part in parts.drain(..) {
        if part.r.is_some() {
            whole.push(part);
        } else {
            guarded(&part.t, &mut whole);
        }
    }
    make_room(&mut whole);
    let behind = trailing_blank(&mut whole);
    if whole.last().is_some_and(|last| last.r.is_none() && last.t.ends_with(shuts)) {
        whole.push(Part { gap: Some(0.0), ..part("", None) });
    }
    if let Some(first) = whole.first_mut()
        && first.gap.is_none()
        && first.t.starts_with(opens)
    {
        first.gap = Some(0.0);
    }
    let letters: usize = whole.iter().map(|part| part.t.chars().count()).sum();
    let narrow: usize = whole.iter().flat_map(|part| part.t.chars()).filter(char::is_ascii).count();
    let loose = letters - narrow / 2 > LONGEST_PHRASE + 2;
    text.push(Phrase { s: whole, loose, blank: behind });
}

/// Takes the blank from the end of a phrase, where the engine would drop it, and says that there was one.
fn trailing_blank(parts: &mut [Part]) -> bool {
    let Some(last) = parts.last_mut() else { return false };
    let length = last.t.trim_end().len();
    let had_one = length < last.t.len();
    last.t.truncate(length);
    had_one
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '【' | '〔' | '［' | '〈' | '《')
}

fn shuts(c: char) -> bool {
    matches!(c, '）' | '」' | '』' | '】' | '〕' | '］' | '〉' | '》' | '、' | '。' | '，' | '．')
}

/// Parts a run of letters where marks meet, each with the room it needs before it.
fn guarded(text: &str, parts: &mut Vec<Part>) {
    let mut run = String::new();
    let mut gap = None;
    let mut last: Option<char> = None;
    for c in text.chars() {
        if let Some(before) = last
            && (opens(before) || shuts(before))
            && (opens(c) || shuts(c))
        {
            push(&mut run, gap, parts);
            gap = Some(if shuts(before) && opens(c) && !matches!(before, '、' | '。') { BACK_TO_BACK } else { 0.0 });
        }
        run.push(c);
        last = Some(c);
    }
    push(&mut run, gap, parts);
}

fn push(run: &mut String, gap: Option<f64>, parts: &mut Vec<Part>) {
    if !run.is_empty() {
        parts.push(Part { t: std::mem::take(run), r: None, pad: 0.0, gap });
    }
}

/// Gives a word the room that its reading needs beyond it: it may hang over kana, over nothing else.
fn make_room(parts: &mut [Part]) {
    let is_kana = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{3041}'..='\u{30ff}'));
    for at in 0..parts.len() {
        let Some(reading) = &parts[at].r else { continue };
        let beyond = width_of(reading) * 0.5 - width_of(&parts[at].t);
        let before = at > 0 && parts[at - 1].r.is_none() && is_kana(parts[at - 1].t.chars().last());
        let after = parts.get(at + 1).is_some_and(|next| next.r.is_none() && is_kana(next.t.chars().next()));
        let free = if before && after { OVERHANG } else { 0.0 };
        let pad = beyond / 2.0 - free;
        parts[at].pad = if pad > 0.0 { (pad * 100.0).ceil() / 100.0 } else { 0.0 };
    }
}

/// A line that is never parted, whatever it says.
pub fn whole(text: &str) -> Text {
    if text.is_empty() {
        return Vec::new();
    }
    let loose = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() > 2 * LONGEST_PHRASE + 6;
    vec![Phrase { s: vec![part(text, None)], loose, blank: false }]
}

/// Marks as a typesetter writes them: （） beside Japanese, 9:00〜22:00.
pub fn marks(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_ours = |c: Option<&char>| c.is_some_and(|c| is_japanese(*c));
    let mut out = String::with_capacity(text.len());
    let mut opened: Vec<bool> = Vec::new();
    let (mut quoted, has_ours) = (false, letters.iter().any(|c| is_japanese(*c)));
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        match c {
            '(' => {
                let inner = letters[at + 1..].iter().take_while(|c| **c != ')');
                let wide = is_ours(before) || inner.clone().any(|c| is_japanese(*c));
                opened.push(wide);
                out.push(if wide { '（' } else { '(' });
            }
            ')' => out.push(if opened.pop().unwrap_or(false) { '）' } else { ')' }),
            '-' | '–' | '~' | '～' if is_span(&letters, at) => out.push('〜'),
            '"' => {
                let opens_here = !quoted;
                quoted = !quoted;
                out.push(if !has_ours {
                    '"'
                } else if opens_here {
                    '“'
                } else {
                    '”'
                });
            }
            '!' if is_ours(before) => out.push('！'),
            '?' if is_ours(before) => out.push('？'),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a dash stands between two times: 9:00-22:00, 16時-21時.
fn is_span(letters: &[char], at: usize) -> bool {
    let before: String = letters[at.saturating_sub(5)..at].iter().collect();
    let after: String = letters[at + 1..].iter().take(5).collect();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_time = |text: &str| text.contains(':') || text.contains('時');
    (is_digit(before.chars().last()) || before.ends_with('時') || before.ends_with('分'))
        && is_digit(after.chars().next())
        && is_time(&before)
        && is_time(&after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(source: &str, readings: Option<&Readings>) -> Text {
        let phrases = Phrases::default();
        Setter { phrases: &phrases, readings, shows_marked: true, substitutes: &BTreeMap::new() }.text(source)
    }

    fn shown(text: &Text) -> String {
        let part = |part: &Part| {
            let gap = part.gap.map(|gap| if gap > 0.0 { "_" } else { "." }).unwrap_or_default();
            let reading = part.r.as_ref().map(|reading| format!("<{reading}>")).unwrap_or_default();
            format!("{gap}{}{reading}", part.t)
        };
        text.iter().map(|phrase| phrase.s.iter().map(part).collect::<String>()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn marks_are_those_of_a_typesetter() {
        for (written, printed) in [
            ("CSW(コミュニティソーシャルワーカー)", "CSW（コミュニティソーシャルワーカー）"),
            ("9:00-22:00、日曜日 9:00-17:00", "9:00〜22:00、日曜日 9:00〜17:00"),
            ("阪南市鳥取1214-1", "阪南市鳥取1214-1"),
            ("072-471-5678", "072-471-5678"),
            ("AFP (news) agency", "AFP (news) agency"),
            ("令和8年(2026年)", "令和8年（2026年）"),
            ("16時~21時", "16時〜21時"),
            (") 閉じるだけ", ") 閉じるだけ"),
            ("だれでも!", "だれでも！"),
            ("\"そのまんま\"でいい会", "“そのまんま”でいい会"),
            ("2-3人", "2-3人"),
        ] {
            assert_eq!(marks(written), printed);
        }
    }

    #[test]
    fn a_reading_stays_with_its_word_and_brackets_keep_their_room() {
        assert_eq!(shown(&set("{居場所|いばしょ}がほしい", None)), "居場所<いばしょ>がほしい");
        assert_eq!(shown(&set("「尾崎」「石田」", None)), ".「尾崎」_「石田」.");
        assert_eq!(shown(&set("駅（「石田」）から", None)), "駅（.「石田」.）から");
    }

    #[test]
    fn nothing_is_lost_when_a_text_is_cut() {
        let readings = Readings::new(vec![("居場所".to_owned(), "いばしょ".to_owned())]);
        for source in ["安心できる居場所がほしい。", "", "a b", "https://www.example.jp/a/b?c=d", "居場所居場所（居場所）"]
        {
            assert_eq!(super::super::view::plain(&set(source, Some(&readings))), source);
        }
    }
}
