//! Parts of the place or of what it offers, which have times of their own: 食堂は11:00-14:00, 1階 9:00-17:00、2階 10:00-16:00.
//!
//! Beside times of the place they change nothing of them, but that somebody may be there later too. Where a notice has the
//! times of parts alone, the place is open while one of them is, and each is named.

use std::ops::Range;

use super::{LineReader, Mode, leftovers::BENDS_HOURS};
use crate::time::{
    clock::{Minutes, Span, plain, without},
    days::Days,
    lex::{Sep, Tok, Word},
    opening::apply,
    read::{Joins, Time},
    remark::RestKind,
    rules::Effect,
};

/// How many names of parts stand in brackets in front of times and behind them: one alone is a remark.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NamesOfParts {
    in_front: usize,
    behind: usize,
}

/// A part of the place, or of what it offers, with times of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 食堂
    pub name: String,
    pub(in crate::time) days: Days,
    pub(in crate::time) times: PartTimes,
    /// The place as a whole has times too.
    pub(in crate::time) beside: bool,
    /// As it was written: 食堂 11:00-14:00.
    pub(in crate::time) text: String,
}

/// From when to when a part is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::time) enum PartTimes {
    Spans(Vec<Span>),
    /// As early as the place, until then.
    Until(Minutes),
}

impl Part {
    /// 土・日曜日; nothing where it is every day.
    pub fn days(&self) -> String {
        if self.days == Days::every_day() { String::new() } else { self.days.in_japanese() }
    }

    /// Its times in words, each: 11:00-14:00, 22:00まで.
    pub fn times(&self) -> Vec<String> {
        match &self.times {
            PartTimes::Spans(spans) => spans.iter().map(|span| span.in_japanese()).collect(),
            PartTimes::Until(end) => vec![format!("{}まで", plain(*end))],
        }
    }

    pub(in crate::time) fn spans(&self) -> &[Span] {
        match &self.times {
            PartTimes::Spans(spans) => spans,
            PartTimes::Until(_) => &[],
        }
    }
}

impl LineReader<'_> {
    /// 食堂は11:00-14:00, 最終受付 18:00 beside times of the place, 本館 9:00-17:00 without.
    pub(super) fn part_of_the_place(&mut self, start: usize) -> Option<usize> {
        let at = self.part_name(start)?;
        let told = self.reader.is(at, &Tok::Particle('は')) || self.said(start..at).ends_with('は');
        if self.mode == Mode::Closed && !(told && self.has_times()) {
            return None;
        }
        if let Some(end) = self.days_of_a_part(start, at) {
            return Some(end);
        }
        if !matches!(self.reader.tok(at), Some(Tok::Particle('は') | Tok::Colon | Tok::Space | Tok::Clock(..) | Tok::Word(Word::AllDay)))
            && self.reader.days(at, Joins::Loose).is_none()
        {
            return None;
        }
        if !self.has_times() || self.heard.parts.iter().any(|part| !part.beside) {
            return self.part_alone(start, at);
        }
        let end = self.fragment_end(start);
        let times = (at..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::Word(Word::AllDay))));
        // Whatever else stands in it speaks of the part too, if the times are all there is.
        if !times || !(at..end).all(|at| self.reader.tok(at).is_some_and(speaks_of_times)) {
            return None;
        }
        let times = self.skip_topic(at);
        let spans = self.plain_spans(times).filter(|(_, next)| *next == end).map(|(spans, _)| spans);
        let name = self.said(start..at);
        self.name_part(&name, times, spans.clone(), start..end);
        if !FROM_AFAR.iter().any(|word| name.contains(word)) {
            self.later_than_the_place(times, spans);
        }
        self.set_aside(start..end, RestKind::Note, None);
        Some(end)
    }

    /// 図書室は月曜休室, 喫茶は土日のみ, 電話受付は平日9:00～17:00: days of something that is surely not the place.
    fn days_of_a_part(&mut self, start: usize, at: usize) -> Option<usize> {
        let name = self.said(start..at);
        let inside = INSIDE.iter().any(|word| name.contains(word)) || FROM_AFAR.iter().any(|word| name.starts_with(word));
        if !self.has_times() || !inside || self.heard.parts.iter().any(|part| !part.beside) {
            return None;
        }
        let set = self.reader.days(self.skip_topic(at), Joins::Loose).filter(|set| set.doubts.is_empty() && !set.value.alternating)?;
        let after = self.skip_topic(set.next);
        let end = if let Some((spans, next)) = self.plain_spans(after) {
            let text = self.said(start..next);
            let (name, times) = (name_alone(&name), PartTimes::Spans(spans));
            self.heard.parts.push(Part { name, days: set.value.days, times, beside: true, text });
            next
        } else if matches!(self.reader.tok(after), Some(Tok::Word(Word::Closed | Word::Only))) && !self.reader.is(after + 1, &Tok::Colon) {
            let open = if self.reader.is_word(after + 1, Word::Open) { after + 2 } else { after + 1 };
            self.skip_tail(open)
        } else {
            return None;
        };
        if !self.is_boundary(end) {
            return None;
        }
        self.set_aside(start..end, RestKind::Note, None);
        Some(end)
    }

    /// 12:00-20:00（見舞い）: the name in brackets behind, where several have one.
    pub(super) fn named_behind(&mut self, start: usize) -> Option<usize> {
        if self.mode == Mode::Closed || self.names_of_parts.behind < 2 || self.has_times() {
            return None;
        }
        let (spans, open) = self.plain_spans(start)?;
        let close = self.name_in_brackets(open)?;
        let (name, times) = (self.said(open + 1..close), self.said(start..open));
        self.push_part((name, times), Days::every_day(), spans, start..close + 1);
        Some(close + 1)
    }

    /// （図書室）9:00-17:00 （体育室）9:00-21:00: the name in brackets in front, where several have one.
    pub(super) fn named_in_front(&mut self, open: usize) -> Option<usize> {
        let close = self.is_named_in_front(open)?;
        let (spans, next) = self.plain_spans(self.skip_topic(close + 1))?;
        let (name, times) = (self.said(open + 1..close), self.said(close + 1..next));
        self.push_part((name, times), Days::every_day(), spans, open..next);
        Some(next)
    }

    /// The closing bracket of such a name.
    pub(super) fn is_named_in_front(&self, open: usize) -> Option<usize> {
        let first = (0..open).all(|at| !matches!(self.reader.tok(at), Some(Tok::Clock(..)))) || !self.heard.parts.is_empty();
        let several = self.names_of_parts.in_front > 1;
        if self.mode == Mode::Closed || !several || self.has_times() || !first {
            return None;
        }
        self.name_in_front(open)
    }

    /// The closing bracket of a name with times behind it.
    fn name_in_front(&self, open: usize) -> Option<usize> {
        let close = self.name_in_brackets(open)?;
        let (_, next) = self.plain_spans(self.skip_topic(close + 1))?;
        let ends = matches!(self.reader.tok(next), None | Some(Tok::Space | Tok::Newline | Tok::Sep(_) | Tok::LabelOpen));
        (ends || self.name_in_brackets(next).is_some()).then_some(close)
    }

    /// How many names of parts stand in brackets in front of times or behind them.
    pub(super) fn count_names_of_parts(&self) -> NamesOfParts {
        let named = (0..self.reader.tokens.len()).filter(|at| self.name_in_brackets(*at).is_some());
        named.fold(NamesOfParts::default(), |names, at| NamesOfParts {
            in_front: names.in_front + usize::from(self.name_in_front(at).is_some()),
            behind: names.behind + usize::from(self.reader.is(at, &Tok::Open)),
        })
    }

    /// The token after a name of a part, which is made of nothing that says when.
    fn part_name(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while matches!(
            self.reader.tok(at),
            Some(
                Tok::Other | Tok::Number(_) | Tok::Particle('の') | Tok::Word(Word::Note | Word::Reception | Word::LastEntry | Word::Meal)
            )
        ) {
            at += 1;
        }
        let name = self.said(start..at);
        // 当日最終受付 18:00: a last entry is one whatever stands in front of it.
        let entry = matches!(self.reader.tok(at.checked_sub(1)?), Some(Tok::Word(Word::Reception | Word::LastEntry)));
        // 予約制 平日9:00-17:00 names no part.
        if ["予約", "要予約", "予約制", "完全予約制", "要申込"].contains(&name.as_str()) {
            return None;
        }
        let spoken = (start..at).any(|at| self.reader.is(at, &Tok::Other));
        let name = KNOWN_PARTS.iter().fold(name, |name, part| name.replace(part, ""));
        (spoken && (entry || !name.chars().any(|char| BENDS_HOURS.contains(char)))).then_some(at)
    }

    /// 本館 平日 9:00-17:00: a part where nothing is said of the place as a whole.
    fn part_alone(&mut self, start: usize, at: usize) -> Option<usize> {
        let name = self.said(start..at);
        let at = self.skip_topic(at);
        let (days, times) = match self.reader.days(at, Joins::Loose) {
            Some(set) if !set.doubts.is_empty() || set.value.alternating => return None,
            Some(set) => (set.value.days, self.skip_topic(set.next)),
            None => (Days::every_day(), at),
        };
        let (spans, next) = self.plain_spans(times)?;
        let whole = matches!(self.reader.tok(next), None | Some(Tok::Space | Tok::Sep(_) | Tok::Newline | Tok::Close | Tok::Open));
        if !whole || self.takes_away(next).is_some() {
            return None;
        }
        let times = self.said(at..next);
        self.push_part((name, times), days, spans, start..next);
        // 図書室：9:00～19:00（土日祝は17:00まで）.
        if self.reader.is(next, &Tok::Open) {
            self.of_a_part_until = self.closing_bracket(next).unwrap_or(next);
        }
        Some(next)
    }

    fn push_part(&mut self, (name, times): (String, String), days: Days, spans: Vec<Span>, tokens: Range<usize>) {
        let (name, text) = (name_alone(&name), format!("{} {times}", name_alone(&name)));
        self.heard.parts.push(Part { name, days, times: PartTimes::Spans(spans), beside: false, text });
        self.set_aside(tokens, RestKind::Note, None);
    }

    /// (土日祝は17:00まで) behind the times of a part where nothing is said of the place.
    pub(super) fn bend_part(&mut self, days: &Days, end: Minutes) -> Option<()> {
        let part = self.heard.parts.last_mut().filter(|part| !part.beside)?;
        let PartTimes::Spans(spans) = &part.times else { return None };
        let mut bent = Some(spans.clone());
        apply(&Effect::Until(end), &mut bent);
        let other =
            Part { days: days.clone(), times: PartTimes::Spans(bent?), text: part.text.clone(), name: part.name.clone(), beside: false };
        part.days.take_out(days.clone());
        self.heard.parts.push(other);
        Some(())
    }

    /// 図書室 9:00～19:00（月曜休み）: the part is closed then, and nothing is said of the others.
    pub(super) fn close_part(&mut self, start: usize, at: usize, days: &Days) -> Option<usize> {
        let closes = matches!(self.reader.tok(at), Some(Tok::Word(Word::Closed | Word::Except)));
        let end = self.skip_tail(at + 1);
        if start >= self.of_a_part_until || self.has_times() || !closes || !self.is_boundary(end) {
            return None;
        }
        let part = self.heard.parts.last_mut().filter(|part| !part.beside)?;
        part.days.take_out(days.clone());
        self.set_aside(start..end, RestKind::Note, None);
        Some(end)
    }

    /// 食堂は11:00-14:00 beside times of the place. Until when one may enter is no part of it.
    pub(super) fn name_part(&mut self, name: &str, times: usize, spans: Option<Vec<Span>>, tokens: Range<usize>) {
        let until = || match self.reader.time(times)?.value {
            Time::Until(end) => Some(PartTimes::Until(end)),
            Time::Span(_) | Time::From(_) | Time::Point(_) | Time::Doubtful => None,
        };
        let name = name_alone(name);
        let is_part = !name.is_empty() && !NO_PARTS.iter().any(|word| name.contains(word));
        if let Some(times) = spans.map(PartTimes::Spans).or_else(until).filter(|_| is_part) {
            let text = self.said(tokens);
            self.heard.parts.push(Part { name, days: Days::every_day(), times, beside: true, text });
        }
    }

    /// (2階ホールは22:00まで): after the place has closed, somebody may still be there.
    fn later_than_the_place(&mut self, times: usize, spans: Option<Vec<Span>>) {
        let Some(last) = self.hours.last().map(|rule| rule.days.clone()) else { return };
        let perhaps = spans.or_else(|| match self.reader.time(times)?.value {
            Time::Until(end) => self.latest_end().filter(|latest| *latest < end).map(|start| vec![Span { start, end }]),
            Time::Span(_) | Time::From(_) | Time::Point(_) | Time::Doubtful => None,
        });
        // Only what lies outside the times of the place is anything new.
        let own: Vec<Span> = self.hours.iter().flat_map(|rule| spans_of(&rule.effect)).copied().collect();
        let perhaps = perhaps.map(|spans| own.iter().fold(spans, |rest, hole| without(&rest, *hole)));
        if let Some(spans) = perhaps.filter(|spans| !spans.is_empty()) {
            self.push_hours(&last, Effect::Perhaps(spans));
        }
    }

    /// When the place closes at the latest, as far as this line says.
    fn latest_end(&self) -> Option<u16> {
        self.hours.iter().flat_map(|rule| spans_of(&rule.effect)).map(|span| span.end).max()
    }

    /// `(外来)`: the closing bracket of a short name.
    fn name_in_brackets(&self, open: usize) -> Option<usize> {
        let close = match self.reader.tok(open)? {
            Tok::Open if self.reader.is(open + 1, &Tok::Other) && self.reader.is(open + 2, &Tok::Close) => open + 2,
            Tok::LabelOpen if self.reader.is(open + 1, &Tok::Other) && self.reader.is(open + 2, &Tok::LabelClose) => open + 2,
            _ => return None,
        };
        let name = self.said(open + 1..close);
        let short = (1..=8).contains(&name.chars().count());
        (short && !name.chars().any(|char| BENDS_HOURS.contains(char))).then_some(close)
    }
}

fn spans_of(effect: &Effect) -> &[Span] {
    match effect {
        Effect::Spans(spans) | Effect::Add(spans) => spans,
        _ => &[],
    }
}

/// Parts whose names hold a character of a word that says when.
const KNOWN_PARTS: &[&str] = &["別館", "別棟", "会議室", "休憩室", "日本間", "日用品", "開架", "閉架", "月光", "夜間窓口", "休日窓口"];

/// 食堂 of 食堂は.
fn name_alone(name: &str) -> String {
    let name = name.trim_end_matches([':', '：', ' ', '　']);
    name.strip_suffix('は').unwrap_or(name).trim().to_owned()
}

/// What stands inside a place, or is offered there, and is not the place.
const INSIDE: &[&str] = &[
    "図書室",
    "図書コーナー",
    "浴室",
    "浴場",
    "風呂",
    "温泉",
    "サウナ",
    "プール",
    "レストラン",
    "食堂",
    "カフェ",
    "喫茶",
    "売店",
    "ショップ",
    "直売所",
    "会議室",
    "研修室",
    "和室",
    "調理室",
    "体育室",
    "トレーニング",
    "テニスコート",
    "駐車場",
    "学習室",
    "自習室",
    "展示室",
    "資料室",
    "ギャラリー",
    "玄関",
    "トイレ",
    "1階",
    "2階",
    "3階",
];

/// Names of the last entry, which is none of a part.
const NO_PARTS: &[&str] = &["受付", "入館", "入場", "入園", "入室", "最終", "予約", "申込", "LO", "オーダー", "締切"];

/// What is offered to people who are not there, and what ends before the place closes.
const FROM_AFAR: &[&str] =
    &["電話", "メール", "留守", "FAX", "ファックス", "ファクス", "ネット", "WEB", "Web", "予約", "受付", "入館", "入場"];

/// A token that says from when to when, or that it is the time of an entry.
fn speaks_of_times(tok: &Tok) -> bool {
    matches!(
        tok,
        Tok::Clock(..)
            | Tok::Dash
            | Tok::From
            | Tok::Until
            | Tok::Space
            | Tok::Colon
            | Tok::Particle(_)
            | Tok::Sep(Sep::Dot | Sep::Slash)
            | Tok::Word(
                Word::AllDay | Word::Throughout | Word::Open | Word::Tail | Word::About | Word::Note | Word::LastEntry | Word::Reception
            )
    )
}
