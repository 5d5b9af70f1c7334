//! The `when:` of a session to clauses: which days, from when to when.
//!
//! The same care as in `opening_read`: a statement is understood up to a boundary or not at all. What names no beginning
//! (隔週, 2か月に1回) makes the whole phrase undated, whatever else it says.

use std::ops::Range;

use jiff::civil::Date;

use super::{
    clock::{Minutes, NOON, Span, plain},
    days::{ALL_MONTHS, Belongs, Days, Season},
    lex::{Sep, Tok, Word},
    mark::Mark,
    opening_read::{classify, is_known_note},
    read::{DaySet, Joins, Reader, Time},
    remark::{Doubt, Field, Place, Remark, RemarkKind, Rest, RestKind},
    rules::{Occasion, Shift},
    say::{EVEN_MONTHS, ODD_MONTHS},
};

/// One rule of a phrase: the days, the times on them, and what a holiday does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub days: Days,
    pub times: Vec<Slot>,
    pub on_holiday: Option<Moved>,
    /// The days on which it gives way: 土日祝の場合は翌平日.
    pub occasion: Occasion,
    /// A date without its year, with what was printed beside it.
    pub yearless: Option<Mark>,
    /// 隔週: every other week, counted from the week of this date.
    pub every_other_week_from: Option<Date>,
}

/// From when to when; either may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub start: Option<Minutes>,
    pub end: Option<Minutes>,
}

/// Where a session goes that would fall on a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    Day(Shift),
    NextWeek,
    WeekBefore,
}

impl Moved {
    /// 翌日, 前週.
    fn in_japanese(self) -> String {
        match self {
            Moved::Day(shift) => shift.in_japanese(),
            Moved::NextWeek => "翌週".into(),
            Moved::WeekBefore => "前週".into(),
        }
    }

    /// Whether it is earlier than the day it gives way on.
    pub fn is_earlier(self) -> bool {
        match self {
            Moved::Day(shift) => shift.is_earlier(),
            Moved::NextWeek => false,
            Moved::WeekBefore => true,
        }
    }
}

/// All that was read.
#[derive(Debug, Clone, Default)]
pub(super) struct HeardWhen {
    pub clauses: Vec<Clause>,
    /// The phrase recurs from a beginning nobody wrote.
    pub undated: bool,
    /// The times of a phrase that names no days.
    pub times: Vec<Slot>,
    /// The date from which 隔週 and 隔月 count.
    anchor: Option<Date>,
    /// What recurs from no stated beginning, to be offered with one.
    pub unanchored: Vec<Unanchored>,
    /// The weekdays of an undated 隔週, which a code can name though no date can be computed.
    pub every_other: u8,
    pub rest: Vec<Rest>,
    pub remarks: Vec<Remark>,
    /// A part that nobody could read may change the rule itself: または第2土曜. Dates that were written out hold all the same.
    pub rule_is_uncertain: bool,
    /// What may be otherwise: 雨天中止 on any date, 第5水曜はオンライン on some.
    pub cautions: Vec<Caution>,
}

/// 隔週土曜日 or 隔月第2土曜日 with its times, but for the beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unanchored {
    pub days: Days,
    pub times: Vec<Slot>,
    pub by_months: bool,
}

/// Words of the phrase that say how a meeting may differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Caution {
    /// The days it speaks of.
    pub days: Days,
    pub text: String,
}

/// Reads `phrase`.
pub(super) fn hear_when(phrase: &str) -> HeardWhen {
    WhenReader::new(phrase).read()
}

struct WhenReader<'a> {
    reader: Reader,
    phrase: &'a str,
    heard: HeardWhen,
    /// Times that stand before their days.
    waiting: Vec<Slot>,
    /// Clauses from here on were made by the last statement about days; brackets behind it speak of them.
    latest_from: usize,
    /// Clauses from here on have no times yet and share the next ones.
    untimed_from: usize,
    /// How often it happens, as said: 月1回.
    counts: Vec<(Period, Option<u32>, Range<usize>)>,
    /// Clauses with 隔週 or 隔月: index, whether months alternate, where it stands.
    alternating: Vec<(usize, bool, Range<usize>)>,
    /// Up to this token stands a remark on a date, which starts no rule and makes no date less certain.
    remark_until: usize,
    /// That remark stands behind a span, so that it may take days out.
    remark_of_span: bool,
    /// Where the clauses ended when the last time with a name of its own was read.
    named_times_from: Option<usize>,
    /// The date written last, and its month where it had no year.
    latest: (Option<Date>, Option<i8>),
    /// Months in brackets in front of the days they limit: 隔月（奇数月）第2土曜日.
    months_ahead: u16,
    /// The clause that months in brackets behind its times have limited: times that follow are those of other months.
    limited: Option<Clause>,
}

/// What a statement that turns out to be none has to leave as it was.
struct Snapshot {
    clauses: Vec<Clause>,
    anchor: Option<Date>,
    undated: bool,
    rest: usize,
    remarks: usize,
    cautions: usize,
    waiting: Vec<Slot>,
    untimed_from: usize,
    latest_from: usize,
    counts: usize,
    alternating: usize,
    remark_until: usize,
    remark_of_span: bool,
    named_times_from: Option<usize>,
    latest: (Option<Date>, Option<i8>),
    months_ahead: u16,
    limited: Option<Clause>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Week,
    Month,
    Year,
    Other,
}

/// What happens at a time that has a word of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// 受付, 開場: before the meeting.
    Doors,
    Starts,
    Ends,
}

/// In tokens; a longer phrase is prose.
const LONGEST: usize = 300;

impl<'a> WhenReader<'a> {
    fn new(phrase: &'a str) -> Self {
        WhenReader {
            reader: Reader::of_session(phrase),
            phrase,
            heard: HeardWhen::default(),
            waiting: Vec::new(),
            latest_from: 0,
            untimed_from: 0,
            counts: Vec::new(),
            alternating: Vec::new(),
            remark_until: 0,
            remark_of_span: false,
            named_times_from: None,
            latest: (None, None),
            months_ahead: 0,
            limited: None,
        }
    }

    fn read(mut self) -> HeardWhen {
        if self.reader.tokens.len() > LONGEST {
            self.leave_tokens(0..self.reader.tokens.len(), RestKind::Unread);
            return self.heard;
        }
        let mut at = 0;
        while at < self.reader.tokens.len() {
            if let Some(next) = self.filler(at) {
                at = next;
                continue;
            }
            let before = self.snapshot();
            match self.statement(at).filter(|next| *next > at && self.is_boundary(*next)) {
                Some(next) => at = next,
                None => {
                    self.restore(before);
                    at = self.leave(at).max(at + 1);
                }
            }
        }
        self.settle_alternation();
        self.settle_counts();
        self.settle_series();
        // A doubtful time leaves its day without one.
        for clause in &mut self.heard.clauses {
            clause.times.retain(|slot| slot.start.is_some() || slot.end.is_some());
        }
        let unread = self.heard.rest.iter().any(|rest| rest.kind == RestKind::Unread);
        if self.heard.clauses.is_empty() && !self.waiting.is_empty() && !self.heard.undated && !unread {
            let all = 0..self.phrase.len();
            self.remark(RemarkKind::NoDays, all, "");
            self.heard.times = self.waiting.clone();
        }
        self.heard
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            clauses: self.heard.clauses.clone(),
            anchor: self.heard.anchor,
            undated: self.heard.undated,
            rest: self.heard.rest.len(),
            remarks: self.heard.remarks.len(),
            cautions: self.heard.cautions.len(),
            waiting: self.waiting.clone(),
            untimed_from: self.untimed_from,
            latest_from: self.latest_from,
            counts: self.counts.len(),
            alternating: self.alternating.len(),
            remark_until: self.remark_until,
            remark_of_span: self.remark_of_span,
            named_times_from: self.named_times_from,
            latest: self.latest,
            months_ahead: self.months_ahead,
            limited: self.limited.clone(),
        }
    }

    /// What was said only grows, so that it can be cut back to its length.
    fn restore(&mut self, before: Snapshot) {
        self.heard.clauses = before.clauses;
        self.heard.anchor = before.anchor;
        self.heard.undated = before.undated;
        self.heard.rest.truncate(before.rest);
        self.heard.remarks.truncate(before.remarks);
        self.heard.cautions.truncate(before.cautions);
        self.waiting = before.waiting;
        self.untimed_from = before.untimed_from;
        self.latest_from = before.latest_from;
        self.counts.truncate(before.counts);
        self.alternating.truncate(before.alternating);
        self.remark_until = before.remark_until;
        self.remark_of_span = before.remark_of_span;
        self.named_times_from = before.named_times_from;
        self.latest = before.latest;
        self.months_ahead = before.months_ahead;
        self.limited = before.limited;
    }

    fn filler(&mut self, at: usize) -> Option<usize> {
        match self.reader.tok(at)? {
            Tok::Sep(Sep::Period | Sep::Semicolon) | Tok::Newline => {
                self.untimed_from = self.heard.clauses.len();
                Some(at + 1)
            }
            Tok::Word(Word::AsARule) => {
                let text = self.said(at..at + 1);
                self.caution(Days::every_day(), text);
                self.leave_tokens(at..at + 1, RestKind::Reservation);
                Some(at + 1)
            }
            Tok::Open if let Some(close) = self.name_of_time(at) => {
                self.leave_tokens(at + 1..close, RestKind::Note);
                Some(close + 1)
            }
            // (1)17:00〜18:00 (2)18:00〜19:00.
            Tok::Open if matches!(self.reader.tok(at + 1), Some(Tok::Number(1..=20))) && self.reader.is(at + 2, &Tok::Close) => {
                Some(at + 3)
            }
            Tok::Space
            | Tok::Sep(Sep::Comma | Sep::Dot | Sep::Slash | Sep::And)
            | Tok::Mark
            | Tok::Open
            | Tok::Close
            | Tok::Colon
            | Tok::LabelOpen
            | Tok::LabelClose
            | Tok::QuoteOpen
            | Tok::QuoteClose
            | Tok::Word(Word::But | Word::Tail | Word::Each) => Some(at + 1),
            _ => None,
        }
    }

    /// The closing bracket of (昼) and [1部] in front of times. (夜)6:00 is hardly in the morning, so it is no name of that time.
    fn name_of_time(&self, open: usize) -> Option<usize> {
        let close = (open + 2..open + 4).find(|at| self.reader.is(*at, &Tok::Close))?;
        let late = match self.reader.tok(open + 1)? {
            Tok::Word(Word::Meal | Word::Morning) => false,
            Tok::Word(Word::Late | Word::Evening | Word::Afternoon) => true,
            Tok::Number(1..=9) if ["部", "回目", "期"].contains(&self.said(open + 2..close).as_str()) => false,
            _ => return None,
        };
        let time = self.reader.time(self.reader.skip_spaces(close + 1))?;
        let begins = match time.value {
            Time::Span(Span { start, .. }) | Time::From(start) | Time::Point(start) => start,
            Time::Until(_) | Time::Doubtful => return None,
        };
        (!late || begins >= NOON).then_some(close)
    }

    fn is_boundary(&self, at: usize) -> bool {
        match self.reader.tok(at) {
            None => true,
            Some(tok) => {
                matches!(
                    tok,
                    Tok::Space
                        | Tok::Newline
                        | Tok::Sep(_)
                        | Tok::Open
                        | Tok::Close
                        | Tok::Mark
                        | Tok::LabelOpen
                        | Tok::LabelClose
                        | Tok::QuoteOpen
                        | Tok::QuoteClose
                        | Tok::Colon
                        | Tok::Clock(..)
                        | Tok::NoClock
                        | Tok::Weekday(_)
                        | Tok::Nth(_)
                        | Tok::Last
                        | Tok::Word(
                            Word::Weekly
                                | Word::Monthly
                                | Word::Count
                                | Word::Tail
                                | Word::LastEntry
                                | Word::Reception
                                | Word::But
                                | Word::Meal
                                | Word::Late
                                | Word::Each
                                | Word::Note
                                | Word::AsARule
                        )
                ) || (matches!(tok, Tok::Other) && self.is_behind_a_time(at))
            }
        }
    }

    /// 10:00-12:00子ども食堂: what follows a clock time is judged by itself.
    fn is_behind_a_time(&self, at: usize) -> bool {
        matches!(at.checked_sub(1).and_then(|before| self.reader.tok(before)), Some(Tok::Clock(..)))
    }

    fn statement(&mut self, at: usize) -> Option<usize> {
        if at < self.remark_until {
            return self.remark_on_date(at);
        }
        self.label(at)
            .or_else(|| self.how_often(at))
            .or_else(|| self.holiday_rule(at))
            .or_else(|| self.beginning(at))
            .or_else(|| self.limit(at))
            .or_else(|| self.exceptions(at))
            .or_else(|| self.remark_on_days(at))
            .or_else(|| self.weeks_of_months(at))
            .or_else(|| self.weeks_of_the_rule(at))
            .or_else(|| self.months_in_brackets(at))
            .or_else(|| self.named_days(at))
            .or_else(|| self.all_year(at))
            .or_else(|| self.days(at))
            .or_else(|| self.part_of_meeting(at))
            .or_else(|| self.times(at))
            .or_else(|| self.named_times(at))
            .or_else(|| self.note(at))
    }

    /// In brackets behind a date: its times, days taken out of a span, a note.
    fn remark_on_date(&mut self, at: usize) -> Option<usize> {
        let excepts = self.reader.days(at, Joins::Loose).filter(|_| self.remark_of_span).is_some_and(|read| {
            let after = self.skip_topic(read.next);
            matches!(self.reader.tok(after), Some(Tok::Word(Word::Except | Word::Closed)))
        });
        let next = if excepts { self.days(at) } else { self.times(at).or_else(|| self.note(at)) };
        next.filter(|next| *next <= self.remark_until)
    }

    /// The token after the brackets that stand behind a date, or that its mark opened: (土、雨天中止).
    fn end_of_remark(&self, start: usize, next: usize) -> usize {
        let opens = |at: usize| matches!(self.reader.tok(at), Some(Tok::Open | Tok::LabelOpen | Tok::QuoteOpen));
        let closes = |at: usize| matches!(self.reader.tok(at), Some(Tok::Close | Tok::LabelClose | Tok::QuoteClose));
        let depth =
            (start..next).fold(0_usize, |depth, at| if opens(at) { depth + 1 } else { depth.saturating_sub(usize::from(closes(at))) });
        let begin = self.reader.skip_spaces(next);
        if depth == 0 && !opens(begin) {
            return 0;
        }
        let mut depth = depth;
        for at in begin..self.reader.tokens.len() {
            if opens(at) {
                depth += 1;
            } else if closes(at) {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
        }
        self.reader.tokens.len()
    }

    /// 開催日:, 日時, 時間 say nothing of their own.
    fn label(&self, at: usize) -> Option<usize> {
        match self.reader.tok(at)? {
            Tok::Word(Word::Hours | Word::OpenDays) => Some(self.reader.skip_link(at + 1)),
            // 日：第2土曜日 is no Sunday.
            Tok::Weekday(6) if self.reader.is(at + 1, &Tok::Colon) => {
                let next = self.reader.skip_link(at + 2);
                self.reader.days(next, Joins::Loose).is_some().then_some(next)
            }
            // 午前の部10:00〜12:00、午後の部13:00〜15:00; 夜の部 6:00 is hardly in the morning.
            Tok::Word(word @ (Word::Meal | Word::Late)) => {
                let next = self.reader.skip_link(at + 1);
                if self.reader.is(self.reader.skip_spaces(at + 1), &Tok::Colon) && self.reader.days(next, Joins::Loose).is_some() {
                    return Some(next);
                }
                let time = self.reader.time(next)?;
                let late = matches!(time.value, Time::Span(Span { start, .. }) | Time::From(start) if start >= NOON);
                (late || *word == Word::Meal).then_some(next)
            }
            _ => None,
        }
    }

    /// 月1回, 不定期, 隔月.
    fn how_often(&mut self, at: usize) -> Option<usize> {
        match self.reader.tok(at)? {
            Tok::Word(Word::Count) => {
                let (period, times) = count(&self.said(at..at + 1));
                self.counts.push((period, times, at..at + 1));
                if let Some((months, next)) = self.every_other_of(at + 1).filter(|_| period == Period::Other) {
                    self.months_ahead = months;
                    return Some(next);
                }
                let next = self.reader.skip_link(at + 1);
                Some(if matches!(self.reader.tok(next), Some(Tok::Word(Word::Open | Word::Tail))) { next + 1 } else { at + 1 })
            }
            Tok::Word(Word::NoFixedDay) => Some(self.undated(at..at + 1)),
            Tok::Word(Word::EveryOtherMonth) if self.every_other_of(at + 1).is_some() => {
                let (months, next) = self.every_other_of(at + 1)?;
                self.months_ahead = months;
                Some(next)
            }
            Tok::Word(Word::EveryOtherMonth | Word::EveryOtherWeek) if self.reader.days(at, Joins::Loose).is_none() => {
                Some(self.undated(at..at + 1))
            }
            _ => None,
        }
    }

    /// (偶数月) behind 隔月 or 2か月に1回: it says which.
    fn every_other_of(&self, open: usize) -> Option<(u16, usize)> {
        let open = self.reader.skip_spaces(open);
        let months = match self.reader.tok(open + 1)? {
            Tok::Word(Word::EvenMonths) => EVEN_MONTHS,
            Tok::Word(Word::OddMonths) => ODD_MONTHS,
            _ => return None,
        };
        (self.reader.is(open, &Tok::Open) && self.reader.is(open + 2, &Tok::Close)).then_some((months, open + 3))
    }

    fn undated(&mut self, tokens: Range<usize>) -> usize {
        let by_months = tokens.clone().any(|at| self.reader.is_word(at, Word::EveryOtherMonth));
        self.undated_as(tokens, if by_months { "隔月第2土曜日(2026-12-12から)" } else { "隔週土曜日(2026-12-05から)" })
    }

    /// Tells that the phrase has no beginning, and shows how it could be written.
    fn undated_as(&mut self, tokens: Range<usize>, example: &str) -> usize {
        let end = tokens.end;
        if !self.heard.undated {
            let range = self.reader.place(tokens);
            self.remark(RemarkKind::NoAnchor, range, example);
        }
        self.heard.undated = true;
        end
    }

    /// 2026-12-05から, 初回2026-12-05: where a series begins.
    fn beginning(&mut self, at: usize) -> Option<usize> {
        let introduced = self.reader.is_word(at, Word::First);
        let date_at = if introduced { self.skip_topic(at + 1) } else { at };
        let Some(Tok::Date(date)) = self.reader.tok(date_at) else { return None };
        let date = *date;
        let read = self.reader.days(date_at, Joins::Loose).filter(|read| read.doubts.is_empty() && read.value.days.dates.len() == 1)?;
        let begins = matches!(self.reader.tok(read.next), Some(Tok::From | Tok::Word(Word::Begin)));
        if self.alternating.is_empty() || !(introduced || begins) || self.heard.anchor.is_some() {
            return None;
        }
        self.heard.anchor = Some(date);
        let mut next = read.next;
        while matches!(self.reader.tok(next), Some(Tok::From | Tok::Word(Word::Begin))) {
            next += 1;
        }
        Some(next)
    }

    /// (令和9年3月まで), (令和9年1月から), 令和8年度: from when to when the rules before it hold.
    fn limit(&mut self, at: usize) -> Option<usize> {
        if self.heard.clauses.is_empty() {
            return None;
        }
        let (stretch, mut next) = self.reader.stretch(at)?;
        let begins = ["再開", "再開予定", "再開します", "開始", "スタート"].contains(&self.said(next..next + 1).as_str());
        if begins && stretch.periods.iter().all(|(_, last)| *last == Date::MAX) {
            next += 1;
        }
        let from = self.spoken_of_from(at);
        // 令和9年4月から日曜日に変更 speaks of the Sundays.
        let of_others = self.reader.days(self.reader.skip_spaces(next), Joins::Loose).is_some();
        if self.heard.clauses.is_empty()
            || of_others
            || !self.is_boundary(next)
            || self.heard.clauses[from..].iter().any(Clause::is_of_dates)
        {
            return None;
        }
        for clause in self.heard.clauses[from..].iter_mut().filter(|clause| clause.days.within.is_none()) {
            clause.days.within = Some(Box::new(stretch.clone()));
        }
        Some(next)
    }

    /// 隔週 and 隔月 count from the beginning that was written, or are undated.
    fn settle_alternation(&mut self) {
        for (index, by_months, tokens) in std::mem::take(&mut self.alternating) {
            let anchor = self.heard.anchor;
            let Some(clause) = self.heard.clauses.get_mut(index) else { continue };
            let days = &mut clause.days;
            let monthly = days.nth != [0; 7] || days.month_days != 0;
            match anchor {
                // 隔月第3日曜日(奇数月), 隔週水曜日(第2・4): the words behind say which.
                _ if by_months && monthly && days.months != 0 => {}
                _ if !by_months && is_every_other_week(&days.nth) => {}
                Some(anchor) if by_months && monthly && days.months == 0 && days.belongs(anchor) == Belongs::Yes => {
                    days.months = if anchor.month() % 2 == 0 { EVEN_MONTHS } else { ODD_MONTHS };
                }
                Some(anchor) if !by_months && !monthly && days.weekdays.count_ones() == 1 && days.belongs(anchor) == Belongs::Yes => {
                    clause.every_other_week_from = Some(anchor);
                }
                Some(_) | None => {
                    if !by_months && !monthly && days.is_plain() {
                        self.heard.every_other = days.weekdays;
                    }
                    let times = clause.times.iter().copied().filter(|slot| slot.start.is_some() || slot.end.is_some()).collect();
                    let days = clause.days.clone();
                    let example = match (by_months, monthly) {
                        (true, true) => {
                            let of = |months| Days { months, ..days.clone() }.in_japanese();
                            format!("{}」か「{}", of(EVEN_MONTHS), of(ODD_MONTHS))
                        }
                        (true, false) => "隔月第2土曜日(2026-12-12から)".to_owned(),
                        (false, _) => format!("隔週{}(2026-12-05から)", days.in_japanese()),
                    };
                    self.heard.unanchored.push(Unanchored { days, times, by_months });
                    self.undated_as(tokens, &example);
                }
            }
        }
        // Nothing is known of the rule, not even which Saturdays.
        if self.heard.undated {
            self.heard.clauses.clear();
        }
    }

    /// 月1回 beside 第2土曜日 agrees; beside nothing it leaves the dates open; 月2回 beside one Saturday contradicts it.
    fn settle_counts(&mut self) {
        for (period, times, tokens) in std::mem::take(&mut self.counts) {
            let clauses = &self.heard.clauses;
            let every: u32 = clauses.iter().map(|clause| occurrences(&clause.days, period)).sum();
            let dated = clauses.iter().any(|clause| !clause.days.dates.is_empty() || clause.yearless.is_some());
            if dated {
                continue;
            }
            // 2か月に1回(偶数月の第2土曜日): the months say which.
            if period == Period::Other
                && !clauses.is_empty()
                && clauses.iter().all(|clause| clause.days.months != 0 && clause.days.nth != [0; 7])
            {
                continue;
            }
            // 毎週水曜日(月4回): a weekday comes round four or five times a month.
            let weekly: u32 = clauses.iter().map(|clause| occurrences(&clause.days, Period::Week)).sum();
            if period == Period::Month && weekly > 0 {
                if times.is_none_or(|times| !(4 * weekly + every..=5 * weekly + every).contains(&times)) {
                    self.undated(tokens);
                    self.heard.clauses.clear();
                    return;
                }
                continue;
            }
            if every == 0 || period == Period::Other {
                self.undated(tokens);
                self.heard.clauses.clear();
                return;
            } else if times.is_some_and(|times| times != every) {
                let range = self.reader.place(tokens.clone());
                self.doubt(&Doubt { range, kind: RemarkKind::Contradiction, likely: "書かれた曜日のとおりの回数".into() });
            }
        }
    }

    /// 全5回: a rule with a beginning ends with the fifth; without one nobody knows with which day.
    fn settle_series(&mut self) {
        let said = self.heard.rest.iter().find_map(|rest| Some((rest.text.clone(), series_of(&rest.text)?)));
        let Some((text, times)) = said.filter(|_| !self.heard.clauses.is_empty() && !self.heard.clauses.iter().all(Clause::is_of_dates))
        else {
            return;
        };
        if self.heard.clauses.iter().all(|clause| clause.days.within.as_ref().is_some_and(|within| within.ends())) {
            return;
        }
        if let [clause] = self.heard.clauses.as_mut_slice()
            && let Some(begins) = clause.days.within.as_ref().and_then(|within| within.begins_on())
            && clause.on_holiday.is_none()
            && let Some(last) = super::days::days_from(begins)
                .take(366 * 6)
                .filter(|date| clause.days.belongs(*date) == Belongs::Yes)
                .nth(times.saturating_sub(1))
        {
            clause.days.within = Some(Box::new(Days { periods: [(begins, last)].into(), ..Days::default() }));
            return;
        }
        self.caution(Days::every_day(), text);
    }

    /// 祝日の場合は翌日, 祝日の場合は中止, 祝日は休み.
    fn holiday_rule(&mut self, at: usize) -> Option<usize> {
        if self.heard.clauses.is_empty() {
            return None;
        }
        let mut next = at;
        if let Some((weekday, after)) = self.reader.one_weekday(at) {
            // 火〜土曜日(火曜日が祝日の場合は休み) speaks of Tuesdays alone; 土日祝の場合 of the weekend.
            let of_others = |clause: &Clause| clause.days.weekdays & !(1 << weekday) != 0 || clause.days.workdays;
            if self.weekend(at).is_none() && self.heard.clauses.iter().any(of_others) {
                return None;
            }
            next = self.reader.skip_link(after);
        }
        // 第2日曜日が祝日の場合 behind a rule for just that day.
        let numbered = matches!(self.reader.tok(at), Some(Tok::Nth(_) | Tok::Last));
        let read = numbered.then(|| self.reader.days(at, Joins::Tight)).flatten();
        if let Some(read) = read.filter(|read| read.value.days.nth != [0; 7] && read.doubts.is_empty()) {
            let of_those = |clause: &Clause| {
                let days = Days { months: 0, within: None, except: Vec::new(), ..clause.days.clone() };
                let plain = days == Days { nth: days.nth, ..Days::default() };
                plain && (0..7).all(|day| days.nth[day] == 0 || read.value.days.nth[day] != 0)
            };
            let of_numbers = read.value.days == Days { nth: read.value.days.nth, ..Days::default() };
            if !of_numbers || !self.reader.is(read.next, &Tok::Particle('が')) || !self.heard.clauses.iter().all(of_those) {
                return None;
            }
            next = read.next + 1;
        }
        let mut occasion = Occasion::HOLIDAYS;
        if let Some((weekend, after)) = self.weekend(at) {
            occasion = weekend;
            next = after;
        } else if matches!(self.reader.tok(next), Some(Tok::Holiday | Tok::RestDay)) {
            // 毎月15日(休日の場合は翌日): where an office rests, it rests on weekends too.
            if self.reader.is(next, &Tok::RestDay) && self.heard.clauses.iter().any(|clause| clause.days.month_days != 0) {
                let text = self.said(at..self.end_of_sentence(at));
                self.caution(Days { weekdays: 0b110_0000, ..Days::default() }, text);
            }
            next += 1;
        } else {
            return None;
        }
        let mut met = false;
        while matches!(
            self.reader.tok(next),
            Some(Tok::Word(Word::Meets | Word::Case | Word::Also) | Tok::Particle('は' | 'も') | Tok::Sep(Sep::Comma) | Tok::Space)
        ) {
            met |= self.reader.is_word(next, Word::Case);
            next += 1;
        }
        // 祝日は翌日.
        met |= self.reader.is(next.wrapping_sub(1), &Tok::Particle('は'))
            && matches!(
                self.reader.tok(next),
                Some(Tok::Word(
                    Word::NextDay
                        | Word::NextWorkday
                        | Word::NextNonHoliday
                        | Word::NextOpen
                        | Word::NextWeek
                        | Word::DayBefore
                        | Word::WeekBefore
                ))
            );
        if !met {
            return None;
        }
        if self.reader.is_word(next, Word::Closed) || self.reader.is_word(next, Word::Except) {
            self.except(at, &occasion.days());
            return Some(next + 1);
        }
        if self.reader.is_word(next, Word::Open) {
            return Some(next + 1);
        }
        let from = self.spoken_of_from(at);
        let Some((moved, mut next)) = self.moved_to(next, from) else { return self.unsure_then(at, next, occasion) };
        while matches!(self.reader.tok(next), Some(Tok::Particle('に' | 'へ' | 'と') | Tok::Word(Word::Open | Word::Tail)))
            || (self.reader.is_word(next, Word::Closed) && self.said(next..next + 1).contains("振替"))
        {
            next += 1;
        }
        for clause in self.heard.clauses[from..].iter_mut().filter(|clause| clause.on_holiday.is_none()) {
            clause.on_holiday = Some(moved);
            clause.occasion = occasion;
        }
        Some(next)
    }

    /// 翌日, 前週, 第4月曜日 after 第3月曜日: where a meeting goes of the clauses from `from` on.
    fn moved_to(&self, at: usize, from: usize) -> Option<(Moved, usize)> {
        let moved = match self.reader.tok(at)? {
            Tok::Word(Word::NextDay) => Moved::Day(Shift::NextDay),
            Tok::Word(Word::NextWorkday) => Moved::Day(Shift::NextWorkday),
            Tok::Word(Word::NextNonHoliday) => Moved::Day(Shift::NextNonHoliday),
            Tok::Word(Word::NextOpen) => Moved::Day(Shift::NextOpen),
            Tok::Word(Word::NextWeek) => Moved::NextWeek,
            Tok::Word(Word::DayBefore) => Moved::Day(Shift::DayBefore),
            Tok::Word(Word::WorkdayBefore) => Moved::Day(Shift::WorkdayBefore),
            Tok::Word(Word::WeekBefore) => Moved::WeekBefore,
            Tok::Word(Word::Next) => {
                let (weekday, next) = self.reader.one_weekday(at + 1)?;
                return Some((Moved::Day(Shift::NextWeekday(weekday)), next));
            }
            Tok::Weekday(_) => {
                let (weekday, next) = self.reader.one_weekday(at)?;
                let days = &self.heard.clauses.get(from)?.days;
                let mut met = (0..7_u8).filter(|day| days.weekdays & (1 << day) != 0 || days.nth[usize::from(*day)] != 0);
                // 火曜日(祝日の場合は月曜日) is the day before.
                return match met.next().filter(|_| met.next().is_none()).map(|from| (weekday + 7 - from) % 7) {
                    None | Some(1..=3) => Some((Moved::Day(Shift::NextWeekday(weekday)), next)),
                    Some(6) => Some((Moved::Day(Shift::DayBefore), next)),
                    Some(_) => None,
                };
            }
            Tok::Nth(_) => return self.moved_to_week(at, from),
            _ => return None,
        };
        Some((moved, at + 1))
    }

    /// 第4月曜日 after 第3月曜日 is a week later; anything else has no distance that is always the same.
    fn moved_to_week(&self, at: usize, from: usize) -> Option<(Moved, usize)> {
        let read = self.reader.days(at, Joins::Tight).filter(|read| read.doubts.is_empty())?;
        let [clause] = self.heard.clauses.get(from..)? else { return None };
        let (before, to) = (Days { months: 0, within: None, except: Vec::new(), ..clause.days.clone() }, &read.value.days);
        let later = to.is_a_week_after(&before).map(|_| Moved::NextWeek);
        Some((later.or_else(|| before.is_a_week_after(to).map(|_| Moved::WeekBefore))?, read.next))
    }

    /// 祝日の場合はお問い合わせください, 祝日の場合は変更あり: it may be otherwise on a holiday, and nobody says how.
    fn unsure_then(&mut self, start: usize, at: usize, occasion: Occasion) -> Option<usize> {
        let mut end = at;
        while matches!(
            self.reader.tok(end),
            Some(Tok::Other | Tok::Particle(_) | Tok::Space | Tok::Word(Word::Tail | Word::Note | Word::AndSoOn))
        ) {
            end += 1;
        }
        let said = self.said(at..end);
        let unsure = ["変更", "問い合わ", "問合", "確認", "未定", "異な", "違", "要相談"].iter().any(|word| said.contains(word));
        if !unsure || !self.is_boundary(end) {
            return None;
        }
        let text = self.said(start..end);
        self.caution(occasion.days(), text);
        self.leave_tokens(start..end, RestKind::Reservation);
        Some(end)
    }

    /// 土日祝, 土・日 as the days on which a meeting gives way, and the token after them.
    fn weekend(&self, at: usize) -> Option<(Occasion, usize)> {
        let set = self.reader.days(at, Joins::Loose).filter(|set| set.doubts.is_empty())?;
        let occasion = Occasion { holidays: set.value.days.holidays, weekdays: set.value.days.weekdays };
        let of_weekend = occasion.weekdays != 0 && occasion.weekdays & 0b001_1111 == 0;
        // 土曜日が祝日の場合 speaks of holidays.
        let then = matches!(self.reader.tok(set.next), Some(Tok::Word(Word::Meets | Word::Case) | Tok::Particle('は')));
        (set.value.days == occasion.days() && of_weekend && (occasion.holidays || then)).then_some((occasion, set.next))
    }

    /// The token at which a sentence or its brackets end.
    fn end_of_sentence(&self, at: usize) -> usize {
        let ends = |at: &usize| matches!(self.reader.tok(*at), None | Some(Tok::Close | Tok::Newline | Tok::Sep(Sep::Period)));
        (at..).find(ends).unwrap_or(at)
    }

    fn except(&mut self, at: usize, days: &Days) {
        let from = self.spoken_of_from(at);
        for clause in &mut self.heard.clauses[from..] {
            clause.days.take_out(days.clone());
        }
    }

    /// The first clause of which a remark at `at` speaks: in brackets the last one named, as a sentence all of them.
    fn spoken_of_from(&self, at: usize) -> usize {
        let bracketed = at > 0 && self.reader.is(at - 1, &Tok::Open);
        if bracketed { self.latest_from.min(self.heard.clauses.len()) } else { 0 }
    }

    /// 8月は第4のみ, 12月は第3 behind 第2・第4水曜日: other weeks of the same weekday in these months.
    fn weeks_of_months(&mut self, start: usize) -> Option<usize> {
        if self.heard.clauses.is_empty() {
            return None;
        }
        let months = (start..self.reader.tokens.len())
            .find(|at| !matches!(self.reader.tok(*at), Some(Tok::Month(_) | Tok::Number(_) | Tok::Sep(_) | Tok::Dash)))?;
        if months == start || !self.reader.is(months, &Tok::Particle('は')) {
            return None;
        }
        let months_said = self.reader.days(start, Joins::Loose)?.value.days.months;
        let (weeks, mut next) = self.reader.numbers_of_weeks(months + 1)?;
        if self.reader.is_word(next, Word::Only) {
            next += 1;
        }
        let next = self.skip_tail(next);
        let bare = matches!(self.reader.tok(next), None | Some(Tok::Close | Tok::Sep(Sep::Comma | Sep::Period) | Tok::Newline));
        let from = self.spoken_of_from(start);
        let [clause] = self.heard.clauses.get_mut(from..)? else { return None };
        let weekdays = (0..7).filter(|day| clause.days.nth[*day] != 0).collect::<Vec<_>>();
        let ([weekday], true) = (weekdays.as_slice(), bare && months_said != 0) else { return None };
        let mut days = Days { months: months_said, ..Days::default() };
        days.nth[*weekday] = weeks;
        let other = Clause { days, ..clause.clone() };
        clause.days.take_out(Days { every_day: true, months: months_said, ..Days::default() });
        self.heard.clauses.push(other);
        Some(next)
    }

    /// 第1のみ18:30～ replaces the first of 毎週火曜日; 第2は0歳児 is said of the second.
    fn weeks_of_the_rule(&mut self, start: usize) -> Option<usize> {
        let (weeks, told) = self.reader.numbers_of_weeks(start)?;
        if !self.reader.is(told, &Tok::Particle('は')) && !self.reader.is_word(told, Word::Only) {
            return None;
        }
        let from = self.spoken_of_from(start);
        let [clause] = self.heard.clauses.get(from..)? else { return None };
        let clause = clause.clone();
        let met = (0..7).filter(|day| clause.days.nth[*day] != 0).fold(clause.days.weekdays, |bits, day| bits | 1 << day);
        let (true, weekday) = (met.count_ones() == 1, met.trailing_zeros() as usize) else { return None };
        let mut days = Days { months: clause.days.months, ..Days::default() };
        days.nth[weekday] = weeks;
        let mut end = told + 1;
        if let Some((mut own, next)) = self.slots(self.skip_topic(end)) {
            for slot in &mut own {
                slot.start = slot.start.or_else(|| clause.times.first()?.start);
                slot.end = slot.end.or_else(|| clause.times.last()?.end.filter(|end| slot.start < Some(*end)));
            }
            self.heard.clauses[from].days.take_out(Days { months: 0, ..days.clone() });
            self.heard.clauses.push(Clause { days, times: own, ..clause });
            self.untimed_from = self.heard.clauses.len();
            return Some(next);
        }
        while matches!(self.reader.tok(end), Some(Tok::Other | Tok::Particle(_) | Tok::Word(Word::Tail | Word::Note | Word::Open))) {
            end += 1;
        }
        let said: String = (told + 1..end).filter(|at| !self.reader.is_word(*at, Word::Note)).map(|at| self.said(at..at + 1)).collect();
        if end == told + 1 || said.chars().any(|char| CHANGES_DATES.contains(char) && !"以上未満".contains(char)) || !self.is_boundary(end)
        {
            return None;
        }
        let text = self.said(start..end);
        self.caution(days, text);
        self.leave_tokens(start..end, RestKind::Reservation);
        Some(end)
    }

    /// 毎月第2土曜日（4月～12月）, 13:30～15:30（4月～9月）、13:00～15:00（10月～3月）: the months of what stands before.
    fn months_in_brackets(&mut self, start: usize) -> Option<usize> {
        let bracketed = start > 0 && self.reader.is(start - 1, &Tok::Open);
        let months = matches!(self.reader.tok(start), Some(Tok::Month(_) | Tok::Number(_) | Tok::Word(Word::EvenMonths | Word::OddMonths)));
        if !bracketed || !months {
            return None;
        }
        let read = self.reader.days(start, Joins::Loose).filter(|read| read.doubts.is_empty())?;
        let days = Days { every_day: true, months: read.value.days.months, ..Days::default() };
        let next = if self.reader.is_word(read.next, Word::Only) { read.next + 1 } else { read.next };
        let from = self.latest_from.min(self.heard.clauses.len());
        if read.value.days != days || days.months == 0 || !self.reader.is(next, &Tok::Close) || from == self.heard.clauses.len() {
            return None;
        }
        // 4月〜3月 is the whole year.
        if days.months == ALL_MONTHS {
            self.leave_tokens(start..next, RestKind::Note);
            return Some(next);
        }
        let limited = &mut self.heard.clauses[from..];
        if limited.iter().any(|clause| clause.days.months != 0 || clause.days.within.is_some() || clause.is_of_dates()) {
            return None;
        }
        self.limited = match limited {
            [clause] if !clause.times.is_empty() => Some(Clause { times: Vec::new(), ..clause.clone() }),
            _ => None,
        };
        limited.iter_mut().for_each(|clause| clause.days.months = days.months);
        Some(next)
    }

    /// 毎月第2土曜日にお弁当を配布: behind に what is done then, as far as it moves no day.
    fn end_of_offer(&mut self, start: usize) -> usize {
        let mut end = start;
        while matches!(self.reader.tok(end), Some(Tok::Other | Tok::Particle(_) | Tok::Word(Word::Note | Word::Open | Word::Tail))) {
            end += 1;
        }
        let said = self.said(start..end);
        let moves = said.chars().any(|char| CHANGES_DATES.contains(char)) || MAYBE.iter().any(|word| said.contains(word));
        if !self.reader.is(start, &Tok::Other) || moves || !self.is_boundary(end) {
            return start;
        }
        self.leave_tokens(start..end, RestKind::Note);
        end
    }

    /// 毎週土曜日、令和9年4月から日曜日に変更: until then the rules before hold.
    fn end_rules_before(&mut self, begins: Date) -> Option<()> {
        let last = begins.yesterday().ok()?;
        for clause in self.heard.clauses.iter_mut().filter(|clause| !clause.is_of_dates()) {
            if clause.days.within.is_some() {
                return None;
            }
            clause.days.within = Some(Box::new(Days { periods: [(Date::MIN, last)].into(), ..Days::default() }));
        }
        Some(())
    }

    /// (10月～3月) behind times.
    fn months_follow(&self, at: usize) -> bool {
        let open = self.reader.skip_spaces(at);
        let read = self.reader.is(open, &Tok::Open).then(|| self.reader.days(open + 1, Joins::Loose)).flatten();
        read.is_some_and(|read| read.value.days.every_day && read.value.days.months != 0 && self.reader.is(read.next, &Tok::Close))
    }

    /// 子ども食堂は第3水曜日の17:00: what it is about, in front of its days.
    fn named_days(&mut self, start: usize) -> Option<usize> {
        if !self.reader.is(start, &Tok::Other) || !self.heard.clauses.is_empty() {
            return None;
        }
        let name = self.said(start..start + 1);
        if !name.ends_with('は') || name.chars().any(|char| CHANGES_DATES.contains(char)) {
            return None;
        }
        let next = self.reader.skip_spaces(start + 1);
        self.reader.days(next, Joins::Loose)?;
        self.leave_tokens(start..start + 1, RestKind::Note);
        Some(next)
    }

    /// 年中無休 10:00-18:00, 日曜以外 10:00: every day, or all but those.
    fn all_year(&mut self, start: usize) -> Option<usize> {
        let excepts = start == 0 && (0..self.reader.tokens.len()).any(|at| self.reader.is_word(at, Word::Except));
        let but = excepts.then(|| self.reader.days(start, Joins::Loose)).flatten().filter(|read| read.doubts.is_empty());
        if let Some(but) = but.filter(|but| self.said(but.next..but.next + 1).starts_with("以外")) {
            let after = self.skip_topic(but.next + 1);
            let of_weekdays = Days { weekdays: but.value.days.weekdays, holidays: but.value.days.holidays, ..Days::default() };
            if but.value.days != of_weekdays || self.reader.days(after, Joins::Loose).is_some() {
                return None;
            }
            let mut days = Days::every_day();
            days.take_out(of_weekdays);
            self.heard.clauses.extend(split_yearless(days, false, &[]));
            return Some(but.next + 1);
        }
        if !self.reader.is_word(start, Word::NeverClosed) || !self.heard.clauses.is_empty() || !self.said(start..start + 1).contains("無休")
        {
            return None;
        }
        let times = std::mem::take(&mut self.waiting);
        self.heard
            .clauses
            .extend(split_yearless(Days::every_day(), false, &[]).into_iter().map(|clause| Clause { times: times.clone(), ..clause }));
        Some(start + 1)
    }

    /// 毎月第4木曜日 13:30-15:30, 8月は休み, 祝日を除く.
    fn days(&mut self, start: usize) -> Option<usize> {
        let read = self.reader.days_after(start, Joins::Loose, self.latest.0, self.latest.1)?;
        let said_of_months = self.months_topic(start, read.next);
        let after = self.skip_topic(read.next);
        if let Some(next) = self.exception(start, after, &read.value.days) {
            return read.doubts.is_empty().then_some(next);
        }
        let read_weekly = read.value.weekly;
        let DaySet {
            mut days, yearly, alternating, alternating_months, yearless, disputed, latest, latest_month, as_a_rule, by_week, ..
        } = read.value;
        if let Some(tokens) = by_week {
            let text = format!("「{}」は週の数え方で変わることがあります", self.said(tokens));
            self.caution(Days::every_day(), text);
        }
        if let Some(at) = as_a_rule {
            let text = self.said(at..at + 1);
            self.caution(Days::every_day(), text);
            self.leave_tokens(at..at + 1, RestKind::Reservation);
        }
        // 毎月15日(土), 12月は5日(土): the brackets say which day that is, and are no rule.
        let behind = start.checked_sub(1).filter(|open| self.reader.is(*open, &Tok::Open) && self.reader.is(read.next, &Tok::Close));
        let of_day = self.heard.clauses.last().is_some_and(|clause| clause.days.month_days != 0);
        if behind.is_some() && of_day && days == (Days { weekdays: days.weekdays, ..Days::default() }) && !read_weekly {
            let kind =
                if self.heard.clauses.last().is_some_and(|clause| clause.days.months != 0) { RestKind::Note } else { RestKind::Unread };
            self.leave_tokens(start..read.next, kind);
            return Some(read.next);
        }
        let of_dates = !days.dates.is_empty() || !days.periods.is_empty() || !days.yearly.is_empty() || days.within.is_some();
        if of_dates {
            self.remark_until = self.end_of_remark(start, read.next);
            self.remark_of_span = days.dates.is_empty() && yearless.is_empty();
            self.latest = (latest, latest_month);
        }
        if alternating {
            self.alternating.push((self.heard.clauses.len(), alternating_months, start..read.next));
        }
        for doubt in &read.doubts {
            self.doubt(doubt);
        }
        let ambiguous = read.doubts.iter().any(|doubt| doubt.kind == RemarkKind::Ambiguous);
        if ambiguous {
            self.leave_tokens(start..read.next, RestKind::Unread);
            return Some(read.next);
        }
        days.dates.retain(|date| !disputed.contains(date));
        if !days.seasons.is_empty() {
            return self.about_a_season(start, read.next, &days);
        }
        if !days.vague.is_empty() {
            return Some(self.undated(start..read.next));
        }
        if let Some(next) = self.other_times_in_months(after, &days).filter(|_| said_of_months) {
            return Some(next);
        }
        // A month alone names no day of it.
        if days.every_day && days.months != 0 && !(start..read.next).any(|at| self.reader.is(at, &Tok::EveryDay)) {
            return Some(self.undated(start..read.next));
        }
        // 8月は第3土曜日 after 毎月第2土曜日 replaces it in August.
        let before = self.heard.clauses.len();
        self.latest_from = before;
        let mut times = std::mem::take(&mut self.waiting);
        if said_of_months && days.months != 0 && !days.every_day {
            let months = Days { every_day: true, months: days.months, ..Days::default() };
            let meets_then = |clause: &Clause| clause.days.months == 0 || clause.days.months & days.months != 0;
            for clause in self.heard.clauses.iter_mut().filter(|clause| meets_then(clause) && clause.yearless.is_none()) {
                clause.days.take_out(months.clone());
                if times.is_empty() {
                    times.clone_from(&clause.times);
                }
            }
        }
        // 平日のみ 10:00-15:00 limits nothing that was said before.
        let only = self.reader.is_word(after, Word::Only) && !self.reader.is_word(after + 1, Word::Only);
        let after =
            if only && (before == 0 || self.is_time_or_role(self.skip_topic(after + 1))) { self.skip_topic(after + 1) } else { after };
        let next = self.part_of_day(after);
        // 毎月第3水曜日開催 17:00.
        let held = self.reader.is_word(read.next, Word::Open) && self.is_boundary(self.skip_tail(read.next + 1));
        let bare = match self.reader.tok(read.next) {
            Some(Tok::Particle('に')) if self.reader.is_word(read.next + 1, Word::Open) => self.skip_tail(read.next + 2),
            Some(Tok::Particle('に')) => self.end_of_offer(read.next + 1),
            Some(_) if held => self.skip_tail(read.next + 1),
            Some(_) | None => read.next,
        };
        let (mut own, next) = self.slots(next).unwrap_or((Vec::new(), if next > after { next } else { bare }));
        // 夜の部 6:00 is hardly six in the morning.
        let late = matches!(self.reader.tok(after), Some(Tok::Word(Word::Afternoon | Word::Evening | Word::Late)));
        if late && own.iter().any(|slot| slot.start.is_some_and(|start| start < NOON)) {
            let range = self.reader.place(after..next);
            self.remark(RemarkKind::Ambiguous, range, "午後6時から8時まで");
            own.clear();
        }
        // 毎週水曜 13:00-15:00(第1水曜は10:00-12:00): what has a topic of its own is no day of the rule before it.
        let told = self.reader.is(read.next, &Tok::Particle('は')) || self.reader.is_word(read.next, Word::Only);
        if told {
            self.replace_days(&days, &mut own);
        }
        if !own.is_empty() {
            times = own;
        }
        if days.months == 0 && !of_dates {
            days.months = std::mem::take(&mut self.months_ahead);
        }
        let tail = self.skip_tail(next);
        if self.reader.is(tail, &Tok::Other) && self.said(tail..tail + 1).starts_with("こと") {
            return None;
        }
        let begins = days.within.as_ref().and_then(|within| within.begins_on());
        if let Some(begins) = begins.filter(|_| self.said(next..tail).contains("変更")) {
            self.end_rules_before(begins)?;
        }
        let nothing_left = Days { except: Vec::new(), ..days.clone() }.is_empty();
        for clause in split_yearless(days, yearly, &yearless).into_iter().filter(|_| !nothing_left) {
            if clause.yearless.is_some() {
                let range = self.reader.place(start..read.next);
                self.remark(RemarkKind::NoYear, range, "");
            }
            self.heard.clauses.push(Clause { times: times.clone(), ..clause });
        }
        if !times.is_empty() {
            // 第1火曜日、第3木曜日 13:30: earlier days of the same sentence without a time share it.
            for clause in &mut self.heard.clauses[self.untimed_from.min(before)..before] {
                if clause.times.is_empty() {
                    clause.times.clone_from(&times);
                }
            }
            self.untimed_from = self.heard.clauses.len();
        }
        Some(next)
    }

    /// 夏休みは9時～12時, 年末年始休み behind a rule: nobody says from when to when that is, so the days it may be are uncertain.
    fn about_a_season(&mut self, start: usize, next: usize, days: &Days) -> Option<usize> {
        let plain = *days == Days { seasons: days.seasons.clone(), ..Days::default() };
        if self.heard.clauses.is_empty() || !plain {
            return None;
        }
        let closes = ["休み", "休業", "休暇"].iter().any(|word| self.said(next - 1..next).ends_with(word));
        let around_new_year = days.seasons.iter().all(|season| {
            matches!(season, Season::YearEndAndNewYear | Season::YearEnd | Season::NewYear | Season::NewYearHolidays | Season::Obon)
        });
        if closes && around_new_year && matches!(self.reader.tok(next), None | Some(Tok::Close | Tok::Sep(Sep::Period) | Tok::Newline)) {
            self.except(start, days);
            return Some(next);
        }
        let mut at = self.skip_topic(next);
        if self.reader.is_word(at, Word::Throughout) {
            at = self.skip_topic(at + 1);
        }
        let (_, end) = self.slots(at)?;
        let text = self.said(start..end);
        self.caution(days.clone(), text);
        self.leave_tokens(start..end, RestKind::Reservation);
        Some(end)
    }

    /// Takes days with times of their own out of the rules they are some of. 水曜は12:00まで begins as ever, 水曜は13:00から ends so.
    fn replace_days(&mut self, days: &Days, own: &mut [Slot]) {
        let named = Days { weekdays: days.weekdays, nth: days.nth, ..Days::default() };
        if *days != named || named.is_empty() || own.is_empty() {
            return;
        }
        let weekdays = (0..7).filter(|day| days.nth[*day] != 0).fold(days.weekdays, |bits, day| bits | 1 << day);
        let of = |clause: &Clause| if clause.days.workdays { clause.days.weekdays | 0b001_1111 } else { clause.days.weekdays };
        for clause in self.heard.clauses.iter_mut().filter(|clause| weekdays & !of(clause) == 0) {
            clause.days.take_out(days.clone());
            for slot in own.iter_mut() {
                slot.start = slot.start.or_else(|| clause.times.first()?.start);
                slot.end = slot.end.or_else(|| clause.times.last()?.end.filter(|end| slot.start < Some(*end)));
            }
        }
    }

    /// 12月は14:00〜16:00 behind a rule: in these months it meets at other times.
    fn other_times_in_months(&mut self, at: usize, days: &Days) -> Option<usize> {
        let months = Days { every_day: true, months: days.months, ..Days::default() };
        if *days != months || days.months == 0 || self.heard.clauses.is_empty() {
            return None;
        }
        let (slots, next) = self.slots(at)?;
        let mut others = Vec::new();
        for clause in self.heard.clauses.iter_mut().filter(|clause| clause.yearless.is_none() && clause.days.dates.is_empty()) {
            let shared = if clause.days.months == 0 { days.months } else { clause.days.months & days.months };
            if shared == 0 {
                continue;
            }
            others.push(Clause { days: Days { months: shared, ..clause.days.clone() }, times: slots.clone(), ..clause.clone() });
            clause.days.take_out(months.clone());
        }
        self.heard.clauses.append(&mut others);
        self.untimed_from = self.heard.clauses.len();
        Some(next)
    }

    /// 8月と12月25日は休み, 祝日・年末年始を除く: days taken out, each read for itself.
    fn exceptions(&mut self, start: usize) -> Option<usize> {
        if self.heard.clauses.is_empty() {
            return None;
        }
        let mut listed = Vec::new();
        let mut at = start;
        loop {
            let read = self
                .reader
                .days(at, Joins::Loose)
                .filter(|read| read.doubts.is_empty() && !read.value.alternating && !read.value.opened)?;
            listed.push(read.value.days);
            at = read.next;
            if !matches!(self.reader.tok(at), Some(Tok::Sep(Sep::And | Sep::Dot | Sep::Comma | Sep::Or))) {
                break;
            }
            at = self.reader.skip_spaces(at + 1);
        }
        let after = self.skip_topic(at);
        let after = if self.reader.is_word(after, Word::AndSoOn) { self.skip_topic(after + 1) } else { after };
        let taken_out = matches!(self.reader.tok(after), Some(Tok::Word(Word::Except | Word::Closed)));
        // 1月は第3土曜日、8月は休み: what has a topic of its own is no item of the list.
        let topic = (start..at).any(|at| self.reader.is(at, &Tok::Particle('は')));
        if !taken_out || topic || listed.len() < 2 {
            return None;
        }
        listed.iter().for_each(|days| self.except(start, days));
        Some(self.skip_tail(after + 1))
    }

    /// 第5水曜はオンライン, 12月は会場が変わります: what is said of some of the days moves none of them.
    fn remark_on_days(&mut self, start: usize) -> Option<usize> {
        if self.heard.clauses.is_empty() {
            return None;
        }
        let read =
            self.reader.days(start, Joins::Loose).filter(|read| read.doubts.is_empty() && !read.value.alternating && !read.value.opened)?;
        let topic = self.reader.is(read.next, &Tok::Particle('は')) || self.reader.is_word(read.next, Word::Only);
        if !topic {
            return None;
        }
        let mut end = read.next + 1;
        while matches!(
            self.reader.tok(end),
            Some(Tok::Other | Tok::Particle(_) | Tok::Space | Tok::Word(Word::Tail | Word::Note | Word::Open))
        ) {
            end += 1;
        }
        let words = read.next + 1..end;
        let said = self.said(words.clone());
        let spoken = words.clone().any(|at| matches!(self.reader.tok(at), Some(Tok::Other | Tok::Word(Word::Note))));
        if !spoken || said.chars().any(|char| CHANGES_DATES.contains(char)) || !self.is_boundary(end) {
            return None;
        }
        let text = self.said(start..end);
        self.caution(read.value.days, text);
        self.leave_tokens(start..end, RestKind::Reservation);
        Some(end)
    }

    /// Whether the days were introduced by 8月は.
    fn months_topic(&self, start: usize, end: usize) -> bool {
        let months = (start..end)
            .take_while(|at| matches!(self.reader.tok(*at), Some(Tok::Month(_) | Tok::Number(_) | Tok::Sep(_) | Tok::Dash)))
            .count();
        months > 0 && (self.reader.is(start + months, &Tok::Particle('は')) || self.reader.is_word(start + months, Word::Only))
    }

    /// を除く, は休み, はお休み after days.
    fn exception(&mut self, start: usize, at: usize, days: &Days) -> Option<usize> {
        // 8月は夏祭りのため休み.
        let mut reason = at;
        while matches!(self.reader.tok(reason), Some(Tok::Other | Tok::Particle(_))) {
            reason += 1;
        }
        let at = if reason > at && self.reader.is_word(reason, Word::Closed) && self.said(at..reason).ends_with("のため") {
            reason
        } else {
            at
        };
        let even = self.reader.is(at, &Tok::Particle('で'))
            && matches!(self.reader.tok(at + 1), Some(Tok::Particle('も') | Tok::Word(Word::Also)));
        let at = if even { at + 2 } else { at };
        // 毎週月曜日(祝日を含む).
        let includes = |at: usize| self.reader.is(at, &Tok::Other) && self.said(at..at + 1) == "含む";
        let included = days.holidays && (includes(at) || (self.reader.is(at, &Tok::Particle('を')) && includes(at + 1)));
        let word = match self.reader.tok(at)? {
            _ if included => Word::Open,
            Tok::Word(word @ (Word::Except | Word::Closed | Word::NeverClosed | Word::Open)) => *word,
            _ => return None,
        };
        if self.heard.clauses.is_empty() || word == Word::NeverClosed {
            return None;
        }
        let next = if included && self.reader.is(at, &Tok::Particle('を')) { at + 2 } else { self.skip_tail(at + 1) };
        if word == Word::Open {
            // 祝日も開催, 月曜祝日も開催 take nothing away.
            let met = self.heard.clauses.iter().fold(0, |met, clause| met | clause.days.weekdays);
            let only_holidays = *days == Days { holidays: true, weekdays: days.weekdays & met, ..Days::default() } && days.holidays;
            return only_holidays.then_some(next);
        }
        self.except(start, days);
        Some(next)
    }

    fn skip_tail(&self, mut at: usize) -> usize {
        while self.reader.is_word(at, Word::Tail) {
            at += 1;
        }
        at
    }

    fn skip_topic(&self, mut at: usize) -> usize {
        while matches!(
            self.reader.tok(at),
            Some(Tok::Space | Tok::Colon | Tok::Particle('は' | 'の' | 'に' | 'も') | Tok::Word(Word::Also | Word::Each))
        ) {
            at += 1;
        }
        at
    }

    /// 午後, 夜 without a clock time: kept as a note.
    fn part_of_day(&mut self, at: usize) -> usize {
        if matches!(self.reader.tok(at), Some(Tok::Word(Word::Morning | Word::Afternoon | Word::Evening | Word::Meal | Word::Late))) {
            self.leave_tokens(at..at + 1, RestKind::Note);
            return self.skip_topic(at + 1);
        }
        at
    }

    /// Times without days: for the days before them, or for those after.
    fn times(&mut self, at: usize) -> Option<usize> {
        let (slots, next) = self.slots(at)?;
        let untimed = self.untimed_from.min(self.heard.clauses.len());
        if let Some(clause) = self.limited.take() {
            // Whose times would these be, if no months stood behind them?
            self.months_follow(next).then_some(())?;
            self.latest_from = self.heard.clauses.len();
            self.heard.clauses.push(Clause { times: slots, ..clause });
            self.untimed_from = self.heard.clauses.len();
            return Some(next);
        }
        if self.heard.clauses[untimed..].is_empty() {
            match self.heard.clauses.last_mut() {
                None => self.waiting = slots,
                // A second time for the same day.
                Some(clause) => clause.times.extend(slots),
            }
            return Some(next);
        }
        for clause in &mut self.heard.clauses[untimed..] {
            clause.times.extend(slots.iter().copied());
        }
        self.untimed_from = self.heard.clauses.len();
        Some(next)
    }

    /// 小学生 15:00-17:00 is one of the times of a day that has none yet; 食事は18:00から is part of a meeting that has its own.
    fn named_times(&mut self, start: usize) -> Option<usize> {
        let mut at = start;
        while matches!(self.reader.tok(at), Some(Tok::Other | Tok::Number(_) | Tok::Particle('の'))) {
            at += 1;
        }
        let name = self.said(start..at);
        let numbered = name.trim_start_matches(|char: char| char.is_numeric());
        let plain = numbered == "部" || !name.chars().any(|char| CHANGES_DATES.contains(char));
        if !(start..at).any(|at| self.reader.is(at, &Tok::Other)) || !plain || self.heard.clauses.is_empty() {
            return None;
        }
        let times = self.skip_topic(at);
        let named_before = self.named_times_from == Some(self.heard.clauses.len());
        let untimed = self.heard.clauses.last().is_some_and(|clause| clause.times.is_empty());
        // 保育(月火) こども食堂(第4金) お家利用 9:00〜15:00: of which of them?
        if untimed && self.untimed_from < self.latest_from {
            return None;
        }
        if untimed || named_before {
            self.named_times_from = Some(self.heard.clauses.len());
            let next = self.times(times)?;
            self.leave_tokens(start..at, RestKind::Note);
            return Some(next);
        }
        let time = self.reader.time(times).filter(|time| time.doubts.is_empty())?;
        let begins = match time.value {
            Time::Span(Span { start, .. }) | Time::From(start) | Time::Point(start) | Time::Until(start) => start,
            Time::Doubtful => return None,
        };
        // 17:00〜19:00 beside a meeting from 13:00 to 15:00 is another one.
        let within = |slot: &Slot| slot.start.is_some_and(|start| start <= begins) && slot.end.is_none_or(|end| begins <= end);
        if !self.heard.clauses.last()?.times.iter().any(within) {
            return None;
        }
        self.leave_tokens(start..time.next, RestKind::Note);
        Some(time.next)
    }

    /// 11:00から体操, うち11:00～11:30は講話: what happens during a meeting that has its times.
    fn part_of_meeting(&mut self, start: usize) -> Option<usize> {
        let at = if self.reader.is(start, &Tok::Other) { start + 1 } else { start };
        if self.heard.clauses.last()?.times.is_empty() {
            return None;
        }
        let time = self.reader.time(at).filter(|time| time.doubts.is_empty())?;
        let (begins, ends) = match time.value {
            Time::Span(Span { start, end }) => (start, end),
            Time::From(start) | Time::Point(start) => (start, start),
            Time::Until(_) | Time::Doubtful => return None,
        };
        let mut end = time.next;
        while matches!(
            self.reader.tok(end),
            Some(Tok::Other | Tok::Particle(_) | Tok::From | Tok::Word(Word::Tail | Word::Note | Word::Open))
        ) {
            end += 1;
        }
        let spoken = (time.next..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Other | Tok::Word(Word::Note))));
        let words = format!("{}{}", self.said(start..at), self.said(time.next..end));
        let within = |slot: &Slot| slot.start.is_some_and(|from| from <= begins) && slot.end.is_some_and(|until| ends <= until);
        let during = self.heard.clauses.last()?.times.iter().any(within);
        if !spoken || !during || words.chars().any(|char| CHANGES_DATES.contains(char)) || !self.is_boundary(end) {
            return None;
        }
        self.leave_tokens(start..end, RestKind::Note);
        Some(end)
    }

    /// 13:30-15:30, 10:00-12:00、13:00-15:00, 13:30から, 13:30.
    fn slots(&mut self, at: usize) -> Option<(Vec<Slot>, usize)> {
        let mut slots = Vec::new();
        let mut at = at;
        loop {
            if let Some(next) = self.role(at, &mut slots) {
                let far = self.reader.skip_spaces(if matches!(self.reader.tok(next), Some(Tok::Sep(Sep::Comma | Sep::Dot | Sep::Slash))) {
                    next + 1
                } else {
                    next
                });
                if self.is_time_or_role(far) {
                    at = far;
                    continue;
                }
                return Some((slots, self.skip_tail(next)));
            }
            // 放課後〜18時: it begins at no time of the clock.
            if self.reader.is_word(at, Word::Note)
                && matches!(self.reader.tok(at + 1), Some(Tok::Dash | Tok::From))
                && let Some(Tok::Clock(end, _)) = self.reader.tok(at + 2)
            {
                slots.push(Slot { start: None, end: Some(*end) });
                self.leave_tokens(at..at + 1, RestKind::Note);
                let next = if self.reader.is(at + 3, &Tok::Until) { at + 4 } else { at + 3 };
                return Some((slots, self.skip_held(next)));
            }
            let time = self.reader.time(at)?;
            for doubt in &time.doubts {
                self.doubt(doubt);
            }
            match time.value {
                Time::Span(Span { start, end }) => slots.push(Slot { start: Some(start), end: Some(end) }),
                Time::From(start) | Time::Point(start) => slots.push(Slot { start: Some(start), end: None }),
                Time::Until(end) => slots.push(Slot { start: None, end: Some(end) }),
                // The day is certain even when its time is not.
                Time::Doubtful => slots.push(Slot { start: None, end: None }),
            }
            let next = time.next;
            let separator = self.reader.skip_spaces(next);
            let goes_on = matches!(self.reader.tok(separator), Some(Tok::Sep(Sep::Comma | Sep::Dot | Sep::And | Sep::Slash)));
            let far = self.reader.skip_spaces(separator + 1);
            let role = self.is_role_ahead(separator);
            if role {
                at = separator;
                continue;
            }
            if !goes_on || !self.is_time_or_role(far) {
                return Some((slots, self.skip_held(next)));
            }
            at = far;
        }
    }

    /// 13:30受付, 開場13:00, 14:00開会, 16:00閉会: what happens at a time, which is not always the meeting's beginning.
    fn role(&mut self, at: usize, slots: &mut Vec<Slot>) -> Option<usize> {
        let (role, time, next) = self.time_with_role(at)?;
        match (role, time) {
            (Role::Doors, _) => self.leave_tokens(at..next, RestKind::Note),
            (Role::Starts, Time::Point(start) | Time::From(start)) => slots.push(Slot { start: Some(start), end: None }),
            (Role::Starts, Time::Span(Span { start, end })) => slots.push(Slot { start: Some(start), end: Some(end) }),
            (Role::Ends, Time::Point(end) | Time::Until(end)) => match slots.last_mut().filter(|slot| slot.end.is_none()) {
                Some(slot) if slot.start.is_some_and(|start| start < end) => slot.end = Some(end),
                Some(_) | None => slots.push(Slot { start: None, end: Some(end) }),
            },
            _ => return None,
        }
        Some(next)
    }

    fn time_with_role(&self, at: usize) -> Option<(Role, Time, usize)> {
        if let Some(role) = self.role_of(at) {
            let time = self.reader.time(self.skip_topic(at + 1)).filter(|time| time.doubts.is_empty())?;
            return Some((role, time.value, time.next));
        }
        let time = self.reader.time(at).filter(|time| time.doubts.is_empty() && !matches!(time.value, Time::Span(_)))?;
        let word = if self.reader.is(time.next, &Tok::Particle('に')) { time.next + 1 } else { time.next };
        Some((self.role_of(word)?, time.value, self.skip_tail(word + 1)))
    }

    fn role_of(&self, at: usize) -> Option<Role> {
        match self.reader.tok(at)? {
            Tok::Word(Word::Reception | Word::LastEntry) => Some(Role::Doors),
            Tok::Word(Word::Open) if ["開場", "開館", "開室", "開店"].iter().any(|word| self.said(at..at + 1).starts_with(word)) => {
                Some(Role::Doors)
            }
            Tok::Word(Word::Starts | Word::Begin) => Some(Role::Starts),
            Tok::Word(Word::Ends) => Some(Role::Ends),
            _ => None,
        }
    }

    fn is_role_ahead(&self, at: usize) -> bool {
        self.time_with_role(at).is_some()
    }

    fn is_time_or_role(&self, at: usize) -> bool {
        self.reader.time(at).is_some() || self.is_role_ahead(at)
    }

    /// です, 開催, に開催します behind a time.
    fn skip_held(&self, mut at: usize) -> usize {
        let held = if self.reader.is(at, &Tok::Particle('に')) || self.reader.is(at, &Tok::Particle('で')) { at + 1 } else { at };
        if self.reader.is_word(held, Word::Open) {
            at = held + 1;
        }
        self.skip_tail(at)
    }

    /// 受付13:00から, 要予約.
    fn note(&mut self, start: usize) -> Option<usize> {
        if self.reader.is_word(start, Word::Note) {
            self.leave_tokens(start..start + 1, RestKind::Note);
            return Some(start + 1);
        }
        if !matches!(self.reader.tok(start), Some(Tok::Word(Word::LastEntry | Word::Reception | Word::Open))) {
            return None;
        }
        let mut next = self.skip_topic(start + 1);
        if let Some(time) = self.reader.time(next) {
            next = time.next;
        } else if !self.reader.is_word(start, Word::Open) {
            return None;
        } else {
            next = start + 1;
        }
        self.leave_tokens(start..next, RestKind::Note);
        Some(next)
    }

    fn leave(&mut self, start: usize) -> usize {
        let mut end = start + 1;
        while !matches!(
            self.reader.tok(end),
            None | Some(Tok::Sep(Sep::Comma | Sep::Period | Sep::Semicolon) | Tok::Newline | Tok::Open | Tok::Close | Tok::Mark)
        ) {
            // A word in front and a blank: 雨天中止 毎月第1日曜.
            // 子ども食堂：毎月第2土曜日 begins with a name.
            if self.reader.is(end, &Tok::Colon)
                && (self.reader.days(self.reader.skip_spaces(end + 1), Joins::Loose).is_some()
                    || self.reader.time(self.reader.skip_spaces(end + 1)).is_some())
            {
                break;
            }
            let days_follow =
                matches!(self.reader.tok(end + 1), Some(Tok::Word(Word::Weekly | Word::Monthly) | Tok::Nth(_) | Tok::Last | Tok::Date(_)));
            if self.reader.is(end, &Tok::Space) && days_follow {
                break;
            }
            // …先着順・開催日以外は…: the next item of a list of remarks.
            if self.reader.is(end, &Tok::Sep(Sep::Dot)) && self.reader.is_word(end + 1, Word::OpenDays) {
                break;
            }
            end += 1;
        }
        let end = if start < self.remark_until { end.min(self.remark_until) } else { end };
        // Nor does what stands behind a date that could not be read start a rule.
        let dated = matches!(self.reader.tok(end - 1), Some(Tok::Date(_) | Tok::MonthDay(_) | Tok::WrongYear(_) | Tok::NoDate));
        if dated && start >= self.remark_until {
            self.remark_until = self.end_of_remark(start, end);
            self.remark_of_span = false;
        }
        let impossible = self.reader.impossible_in(start..end);
        impossible.iter().for_each(|doubt| self.doubt(doubt));
        let text = self.said(start..end);
        let kind = match self.kind_of(start..end, &text) {
            // The date is certain, whatever the remark on it says.
            RestKind::Unread if start < self.remark_until => RestKind::Reservation,
            kind => kind,
        };
        if kind == RestKind::Unread && impossible.is_empty() {
            let range = self.reader.place(start..end);
            self.remark(RemarkKind::Unread, range, "");
        }
        self.heard.rule_is_uncertain |= kind == RestKind::Unread && self.reaches_the_rule(start, end);
        // Times among the words were those of the days in front, which take no later ones.
        if kind != RestKind::Note && (start..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..)))) {
            self.untimed_from = self.heard.clauses.len();
        }
        if kind == RestKind::Reservation {
            self.caution(Days::every_day(), text);
        }
        self.leave_tokens(start..end, kind);
        end
    }

    /// How far an unread part reaches: to the rule when it is an alternative or a limit, or names days in the middle of the
    /// phrase; behind a bracket, a mark or ただし only to what may differ.
    fn reaches_the_rule(&self, start: usize, end: usize) -> bool {
        let limits = |tok: &Tok| matches!(tok, Tok::Sep(Sep::Or) | Tok::Word(Word::Only));
        let names_days = |tok: &Tok| {
            matches!(
                tok,
                Tok::Weekday(_)
                    | Tok::Nth(_)
                    | Tok::Last
                    | Tok::Holiday
                    | Tok::Workday
                    | Tok::EveryDay
                    | Tok::Month(_)
                    | Tok::Day(_)
                    | Tok::MonthDay(_)
                    | Tok::PartOfMonth(_)
                    | Tok::Date(_)
                    | Tok::YearMonth(..)
                    | Tok::FiscalYear(_)
                    | Tok::Season(_)
                    | Tok::Word(
                        Word::Weekly | Word::Monthly | Word::EveryOtherWeek | Word::EveryOtherMonth | Word::EvenMonths | Word::OddMonths
                    )
            )
        };
        let from = (0..start).rev().find(|at| !matches!(self.reader.tok(*at), Some(Tok::Space))).unwrap_or_default();
        let alternative = (from..end).filter_map(|at| self.reader.tok(at)).any(limits);
        let depth = (0..start).fold(0_i32, |depth, at| match self.reader.tok(at) {
            Some(Tok::Open) => depth + 1,
            Some(Tok::Close) => depth - 1,
            Some(_) | None => depth,
        });
        let aside = depth > 0
            || matches!(
                self.reader.tok(from),
                Some(Tok::Mark | Tok::Newline | Tok::Sep(Sep::Period | Sep::Semicolon) | Tok::Word(Word::But))
            );
        // 何回あるかは、お問い合わせください: then not even the days are sure.
        let uncounted = ["何回", "回数"].iter().any(|word| self.said(start..end).contains(word));
        let suspended = SUSPENDED.iter().any(|word| self.said(start..end).contains(word));
        alternative || uncounted || suspended || (!aside && (start..end).filter_map(|at| self.reader.tok(at)).any(names_days))
    }

    /// Words that hold nothing a rule is made of say where or what, not when.
    fn kind_of(&self, tokens: Range<usize>, text: &str) -> RestKind {
        // 3日前までに申込み, 申込期間11月1日〜30日: until when one may apply.
        let applies = ["予約", "申込", "申し込", "締切", "〆切", "締め切"].iter().any(|word| text.contains(word));
        let until = ["まで", "締切", "〆切", "締め切", "期間", "前日"].iter().any(|word| text.contains(word));
        let ruled = tokens.clone().any(|at| {
            matches!(
                self.reader.tok(at),
                Some(
                    Tok::Clock(..)
                        | Tok::Nth(_)
                        | Tok::Last
                        | Tok::Holiday
                        | Tok::Word(Word::Weekly | Word::Monthly | Word::Closed | Word::Except | Word::Only)
                )
            )
        });
        // 申込締切 前日正午, 予約は毎月1日から: until when, and from when.
        let of_applying =
            ["予約は", "申込は", "申込みは", "申し込みは", "締切", "〆切", "申込締切", "申込期限", "申込期間", "申し込み締切"];
        if (applies && until && !ruled) || of_applying.iter().any(|word| text.starts_with(word)) {
            return RestKind::Note;
        }
        let of_weather =
            ["雨天", "荒天", "悪天候", "大雨", "大雪", "積雪", "台風", "警報", "雨の"].iter().any(|word| text.starts_with(word));
        let timed = tokens.clone().any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..))));
        if of_weather && !timed && ["場合", "時", "とき", "際", "日は"].iter().any(|word| text.contains(word)) {
            return RestKind::Reservation;
        }
        if !dated_or_ruled(&self.reader, tokens.clone()) && ["終了後", "その後", "終わってから"].iter().any(|word| text.starts_with(word))
        {
            return RestKind::Note;
        }
        if ["ことがあ", "こともあ", "場合があ", "場合もあ"].iter().any(|word| text.contains(word)) {
            return RestKind::Reservation;
        }
        if self.is_of_a_label(tokens.clone(), text) {
            return RestKind::Note;
        }
        // 限定30食.
        if tokens.len() == 2 && text.starts_with("限定") && self.reader.is_word(tokens.end - 1, Word::Note) {
            return RestKind::Note;
        }
        // 開催時間以外は子ども食堂の表示はなし is said of a sign.
        let dated = tokens.clone().any(|at| {
            matches!(
                self.reader.tok(at),
                Some(Tok::Clock(..) | Tok::Weekday(_) | Tok::Nth(_) | Tok::Date(_) | Tok::MonthDay(_) | Tok::Month(_) | Tok::Day(_))
            )
        });
        if !dated && ["表示はなし", "表示なし", "表示はありません"].iter().any(|word| text.ends_with(word)) {
            return RestKind::Note;
        }
        // 初回のみ要予約 is of those who come, not of the days.
        if text.starts_with("初回") && ["予約", "申込", "申し込", "登録", "面談", "無料"].iter().any(|word| text.contains(word))
        {
            return RestKind::Note;
        }
        // 定員30名 counts people, and moves no day.
        let counted: String = tokens.clone().filter(|at| !self.reader.is_word(*at, Word::Note)).map(|at| self.said(at..at + 1)).collect();
        // 途中からの参加も, Wi-Fi: a particle or a dash beside words says nothing of time.
        let about_time = tokens.into_iter().any(|at| {
            !matches!(
                self.reader.tok(at),
                Some(
                    Tok::Other
                        | Tok::From
                        | Tok::Until
                        | Tok::Dash
                        | Tok::Question
                        | Tok::QuoteOpen
                        | Tok::QuoteClose
                        | Tok::Space
                        | Tok::Particle(_)
                        | Tok::Sep(Sep::Comma | Sep::Dot | Sep::Slash | Sep::And)
                        | Tok::Word(
                            Word::Note
                                | Word::Open
                                | Word::Tail
                                | Word::Closed
                                | Word::Case
                                | Word::Meets
                                | Word::Also
                                | Word::But
                                | Word::AndSoOn
                                | Word::Ends
                                | Word::Starts
                                | Word::Each
                        )
                )
            )
        });
        if about_time {
            return RestKind::Unread;
        }
        if MOVES_NO_DAY.iter().any(|word| text.contains(word)) {
            return RestKind::Note;
        }
        let kind = match classify(text) {
            RestKind::Note if !is_known_note(text) => RestKind::Unread,
            kind => kind,
        };
        match kind {
            RestKind::Unread if counted.chars().any(|char| CHANGES_DATES.contains(char)) => RestKind::Unread,
            RestKind::Unread => RestKind::Note,
            kind => kind,
        }
    }

    /// 会場：市民会館, 対象：小学生: a label that speaks of anything but time.
    fn is_of_a_label(&self, tokens: Range<usize>, text: &str) -> bool {
        let labelled = LABELS.iter().any(|label| text.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with([':', '：'])));
        labelled && !dated_or_ruled(&self.reader, tokens)
    }

    fn caution(&mut self, days: Days, text: String) {
        let caution = Caution { days, text };
        if !self.heard.cautions.contains(&caution) {
            self.heard.cautions.push(caution);
        }
    }

    fn leave_tokens(&mut self, tokens: Range<usize>, kind: RestKind) {
        let text = self.said(tokens.clone());
        if !text.is_empty() {
            let place = Place { field: Field::When, line: 0, range: self.reader.place(tokens) };
            let rest = Rest { place, kind, text };
            if !self.heard.rest.contains(&rest) {
                self.heard.rest.push(rest);
            }
        }
    }

    fn said(&self, tokens: Range<usize>) -> String {
        self.phrase.get(self.reader.place(tokens)).unwrap_or_default().trim().to_string()
    }

    fn doubt(&mut self, doubt: &Doubt) {
        self.remark(doubt.kind, doubt.range.clone(), &doubt.likely);
    }

    fn remark(&mut self, kind: RemarkKind, range: Range<usize>, likely: &str) {
        let text = self.phrase.get(range.clone()).unwrap_or_default();
        let remark = Remark::of(Place { field: Field::When, line: 0, range: range.clone() }, text, kind, likely);
        if !self.heard.remarks.contains(&remark) {
            self.heard.remarks.push(remark);
        }
    }
}

/// Labels of what else a notice tells.
const LABELS: &[&str] = &[
    "会場",
    "場所",
    "ところ",
    "対象",
    "対象者",
    "参加費",
    "費用",
    "料金",
    "会費",
    "定員",
    "申込",
    "申込み",
    "申し込み",
    "申込先",
    "問合せ",
    "問い合わせ",
    "お問い合わせ",
    "問合せ先",
    "連絡先",
    "電話",
    "持ち物",
    "内容",
    "主催",
    "講師",
    "テーマ",
    "住所",
    "メール",
    "備考",
];

/// Words of sentences that do not say that it is so.
const MAYBE: &[&str] = &["こと", "場合", "とき", "なる", "ない", "ません", "予定", "もあり", "たまに", "移", "ずら"];

/// Words that say that there are no meetings now, whatever the rule is.
const SUSPENDED: &[&str] = &["休止中", "休会中", "中止中", "活動休止", "当面", "当分の間"];

/// Remarks on a meeting that move no day of it.
const MOVES_NO_DAY: &[&str] = &[
    "初めての方",
    "はじめての方",
    "初めて参加",
    "なくなりしだい",
    "なくなり次第",
    "無くなり次第",
    "売切れ次第",
    "売り切れ次第",
    "完売次第",
    "定員になり次第",
    "先着",
];

/// Characters of words that may change a date, so that they are never taken for the name of a room.
const CHANGES_DATES: &str = "除休止祝曜日月年週時回隔変延不未第別毎初終前後末以限代振替間期旬隔偶奇晴雨0123456789";

impl Slot {
    /// 13:30-15:30, 13:30から, 15:30まで.
    pub fn in_japanese(self) -> Option<String> {
        match (self.start, self.end) {
            (Some(start), Some(end)) => Some(Span { start, end }.in_japanese()),
            (Some(start), None) => Some(format!("{}から", plain(start))),
            (None, Some(end)) => Some(format!("{}まで", plain(end))),
            (None, None) => None,
        }
    }
}

impl Clause {
    /// Names dates one by one, which hold whatever else the phrase says.
    pub fn is_of_dates(&self) -> bool {
        self.yearless.is_some() || !self.days.dates.is_empty() || !self.days.periods.is_empty()
    }

    pub fn in_japanese(&self) -> String {
        let mut said = match self.yearless {
            Some(mark) if !mark.is_empty() => {
                let except: String = self.days.except.iter().map(|days| format!("({}を除く)", days.in_japanese())).collect();
                let date = Days { except: Vec::new(), ..self.days.clone() }.in_japanese();
                format!("{date}({}){except}", mark.in_japanese())
            }
            Some(_) => self.days.in_japanese(),
            None if !self.days.yearly.is_empty() => format!("毎年{}", self.days.in_japanese()),
            None if self.every_other_week_from.is_some() => format!("隔週{}", self.days.in_japanese()),
            None => self.days.as_recurrence(),
        };
        let times: Vec<String> = self.times.iter().filter_map(|slot| slot.in_japanese()).collect();
        if !times.is_empty() {
            said.push(' ');
            said.push_str(&times.join("、"));
        }
        if let Some(first) = self.every_other_week_from {
            said.push_str(&format!("({first}から)"));
        }
        match self.on_holiday {
            None => {}
            Some(moved) => {
                let days = self.occasion.days().in_japanese();
                said.push_str(&format!("({days}の場合は{})", moved.in_japanese()));
            }
        }
        said
    }

    /// The same without hours and exceptions.
    pub fn days_in_japanese(&self) -> String {
        let days = Days { except: Vec::new(), ..self.days.clone() };
        Clause { days, times: Vec::new(), on_holiday: None, ..self.clone() }.in_japanese()
    }
}

/// Dates without a year stand in clauses of their own, since each may have its own weekday.
fn split_yearless(mut days: Days, yearly: bool, yearless: &[((i8, i8), Mark)]) -> Vec<Clause> {
    let clause = |days: Days, yearless| Clause {
        days,
        times: Vec::new(),
        on_holiday: None,
        occasion: Occasion::HOLIDAYS,
        yearless,
        every_other_week_from: None,
    };
    if yearly || days.yearly.is_empty() {
        return vec![clause(days, None)];
    }
    let mut clauses = Vec::new();
    for range in std::mem::take(&mut days.yearly) {
        let printed = yearless.iter().find(|(day, _)| range == (*day, *day)).map_or_else(Mark::default, |(_, mark)| *mark);
        let mut one = Days { within: days.within.clone(), except: days.except.clone(), ..Days::default() };
        one.yearly.insert(range);
        clauses.push(clause(one, Some(printed)));
    }
    if !(Days { except: Vec::new(), ..days.clone() }).is_empty() {
        clauses.insert(0, clause(days, None));
    }
    clauses
}

/// Whether words hold anything of which a rule is made.
fn dated_or_ruled(reader: &Reader, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        matches!(
            reader.tok(at),
            Some(
                Tok::Clock(..)
                    | Tok::Weekday(_)
                    | Tok::Nth(_)
                    | Tok::Last
                    | Tok::Holiday
                    | Tok::Date(_)
                    | Tok::MonthDay(_)
                    | Tok::Month(_)
                    | Tok::Day(_)
                    | Tok::Season(_)
                    | Tok::Word(Word::Weekly | Word::Monthly | Word::Closed | Word::Except | Word::Only)
            )
        )
    })
}

/// How many there are of a series: 全5回.
fn series_of(text: &str) -> Option<usize> {
    let plain: String = super::text::Text::new(text).chars.into_iter().collect();
    plain.strip_prefix('全')?.strip_suffix('回')?.trim().parse().ok().filter(|times| (1..=60).contains(times))
}

/// 第1・第3, 第2・第4, 第1・第3・第5: weeks with one between each two.
fn is_every_other_week(nth: &[u8; 7]) -> bool {
    let mut weekdays = nth.iter().filter(|weeks| **weeks != 0);
    let one = weekdays.next().filter(|_| weekdays.next().is_none());
    one.is_some_and(|weeks| matches!(weeks, 0b0_0101 | 0b0_1010 | 0b1_0101))
}

/// How often days come round in a period; 0 when that cannot be told.
fn occurrences(days: &Days, period: Period) -> u32 {
    let nth: u32 = days.nth.iter().map(|weeks| weeks.count_ones()).sum();
    let a_month = nth + days.month_days.count_ones();
    match period {
        Period::Week if days.workdays => 5,
        Period::Week => days.weekdays.count_ones(),
        Period::Month => a_month,
        Period::Year if days.months != 0 => a_month * days.months.count_ones(),
        Period::Year if a_month > 0 => a_month * 12,
        Period::Year | Period::Other => 0,
    }
}

/// 月1回 → once a month; 2か月に1回 → neither a week nor a month.
fn count(text: &str) -> (Period, Option<u32>) {
    let plain: String = super::text::Text::new(text).chars.into_iter().collect();
    let numbers: Vec<u32> = plain.split(|char: char| !char.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    let first = plain.trim_start_matches('毎').chars().next();
    let period = match first {
        Some('週') => Period::Week,
        Some('月') => Period::Month,
        Some('年') => Period::Year,
        _ => Period::Other,
    };
    let times = match numbers.as_slice() {
        [times] if !plain.contains('約') && !plain.contains("程度") && !plain.contains("ほど") => Some(*times),
        _ => None,
    };
    (period, times)
}
