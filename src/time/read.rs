//! The two things every phrase is made of, read from tokens: sets of days and times of day.
//!
//! A reading either takes a run of tokens as a whole or nothing at all; what to do with the tokens nobody takes is decided
//! by `opening` and `recurrence`. Doubts found on the way (a date and its weekday disagree, 毎週第4木曜日) come back with
//! the reading.

use std::{collections::BTreeSet, ops::Range};

use jiff::civil::Date;

use super::{
    clock::{DAY, Minutes, NOON, Span, plain},
    days::{Days, Edge, LAST_DAY, MonthDay, Season, month_bit},
    eras::YearProblem,
    lex::{Half, Sep, Tok, Token, Word, lex},
    mark::Mark,
    remark::{Doubt, RemarkKind},
    say::{EVEN_MONTHS, ODD_MONTHS},
    text::Text,
};

/// A phrase in tokens.
#[derive(Debug)]
pub(super) struct Reader {
    pub text: Text,
    pub tokens: Vec<Token>,
    /// The phrase is a session's, in which a blank behind a date parts no two items of a list.
    of_session: bool,
}

/// What was read, and the token after it.
#[derive(Debug, Clone)]
pub(super) struct Read<T> {
    pub value: T,
    pub next: usize,
    pub doubts: Vec<Doubt>,
}

/// Which separators join one set of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joins {
    /// 、 too: 月曜日、水曜日 9:00-12:00.
    Loose,
    /// Only ・ and と: in a list of closed days each 、 begins another rule.
    Tight,
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Span(Span),
    /// 17:00まで
    Until(Minutes),
    /// 14:00から
    From(Minutes),
    /// 14:00
    Point(Minutes),
    /// No reading of it is certain.
    Doubtful,
}

/// A run of days: the set and how it was introduced.
#[derive(Debug, Clone, Default)]
pub(super) struct DaySet {
    pub days: Days,
    /// 毎週, 毎月, 毎年 was said.
    pub weekly: bool,
    pub monthly: bool,
    pub yearly: bool,
    /// 隔週, 隔月: every other one, from a beginning nobody wrote.
    pub alternating: bool,
    /// How many segments were joined: 1 for 月〜金, 2 for 月・水.
    pub segments: usize,
    /// They were joined by 及び or と, which leaves open how far words behind them reach back.
    pub joined_by_and: bool,
    /// The date written last, from which days without month or year go on.
    pub latest: Option<Date>,
    /// The month of the date without a year that was written last.
    pub latest_month: Option<i8>,
    /// 隔月 rather than 隔週.
    pub alternating_months: bool,
    /// Dates without a year, with what was printed beside them.
    pub yearless: Vec<(MonthDay, Mark)>,
    /// Dates of the set that the mark beside them contradicts.
    pub disputed: BTreeSet<Date>,
    /// おおむね was said of it, at this token.
    pub as_a_rule: Option<usize>,
    /// 第1週の土曜日: a week may be counted in two ways, and these tokens say so.
    pub by_week: Option<Range<usize>>,
    /// Dates with no mark of their own.
    pub unmarked: Vec<Date>,
    /// A mark that does not fit the date in front of it alone, so that it may be the whole list's: 9日・10日(土・日).
    pub list_mark: Mark,
    /// The brackets of the last mark go on, and what follows in them is a remark: (土、雨天中止).
    pub opened: bool,
}

/// What a mark stands behind, which decides where it may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marked {
    FullDate,
    /// In a list of closed days 1月1日 祝日 are two of them.
    Yearless,
}

impl Reader {
    pub fn new(phrase: &str) -> Reader {
        let text = Text::new(phrase);
        let tokens = lex(&text);
        Reader { text, tokens, of_session: false }
    }

    /// The reader of a session's phrase.
    pub fn of_session(phrase: &str) -> Reader {
        Reader { of_session: true, ..Reader::new(phrase) }
    }

    pub fn tok(&self, at: usize) -> Option<&Tok> {
        self.tokens.get(at).map(|token| &token.tok)
    }

    pub fn is(&self, at: usize, tok: &Tok) -> bool {
        self.tok(at) == Some(tok)
    }

    pub fn is_word(&self, at: usize, word: Word) -> bool {
        self.tok(at) == Some(&Tok::Word(word))
    }

    /// The bytes of the original behind the tokens `range`.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(range.start).map_or(self.text.chars.len(), |token| token.chars.start);
        let last = range.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let end = last.map_or(start, |token| token.chars.end);
        self.text.place(start..end.max(start))
    }

    pub fn skip_spaces(&self, mut at: usize) -> usize {
        while self.is(at, &Tok::Space) {
            at += 1;
        }
        at
    }

    /// Skips what may stand between days and their times: は, の, a colon, blanks.
    pub fn skip_link(&self, mut at: usize) -> usize {
        while matches!(self.tok(at), Some(Tok::Space | Tok::Colon | Tok::Particle('は' | 'の' | 'が'))) {
            at += 1;
        }
        at
    }

    fn doubt(&self, range: Range<usize>, kind: RemarkKind, likely: impl Into<String>) -> Doubt {
        Doubt { range: self.place(range), kind, likely: likely.into() }
    }

    /// The clock times and dates among the tokens that no clock and no calendar has.
    pub fn impossible_in(&self, tokens: Range<usize>) -> Vec<Doubt> {
        tokens
            .filter_map(|at| match self.tok(at)? {
                Tok::NoClock | Tok::NoDate => Some(self.doubt(at..at + 1, RemarkKind::Impossible, "")),
                Tok::WrongYear(problem) => {
                    let kind = match problem {
                        YearProblem::OutsideEra(_) => RemarkKind::OutsideEra,
                        YearProblem::Differ(..) => RemarkKind::YearsDiffer,
                    };
                    Some(self.doubt(at..at + 1, kind, problem.likely()))
                }
                _ => None,
            })
            .collect()
    }

    /// A set of days with everything that belongs to it: its months, its exceptions.
    pub fn days(&self, at: usize, joins: Joins) -> Option<Read<DaySet>> {
        self.days_after(at, joins, None, None)
    }

    /// The same behind a date of the same phrase, from whose year and month it goes on: 2026年12月5日 10:00、12日 13:00.
    pub fn days_after(&self, at: usize, joins: Joins, latest: Option<Date>, latest_month: Option<i8>) -> Option<Read<DaySet>> {
        if !self.tok(at).is_some_and(may_begin_days) {
            return None;
        }
        let seed = DaySet { latest, latest_month, ..DaySet::default() };
        let mut read = self.plain_days_after(at, joins, seed)?;
        // 祝日を除く月〜金曜日: the exception comes first.
        if self.is_word(read.next, Word::Except) {
            let next = self.skip_link(read.next + 1);
            let rest = self.plain_days(next, joins).filter(|_| read.value.days.except.is_empty());
            if let Some(mut rest) = rest {
                rest.value.days.take_out(read.value.days);
                rest.doubts.append(&mut read.doubts);
                read = rest;
            }
        }
        // 月〜金曜日(祝日を除く).
        while let Some(except) = self.except_in_brackets(self.skip_spaces(read.next)) {
            read.value.days.take_out(except.value);
            read.next = except.next;
        }
        Some(read)
    }

    /// `(祝日を除く)`.
    pub fn except_in_brackets(&self, at: usize) -> Option<Read<Days>> {
        if !self.is(at, &Tok::Open) {
            return None;
        }
        let mut inner = self.skip_spaces(at + 1);
        while matches!(self.tok(inner), Some(Tok::Word(Word::But) | Tok::Mark | Tok::Sep(Sep::Comma))) {
            inner += 1;
        }
        let days = self.plain_days(inner, Joins::Loose)?;
        let close = self.skip_spaces(days.next);
        let whole = self.is_word(close, Word::Except) && self.is(close + 1, &Tok::Close);
        let plain = days.doubts.is_empty() && days.value.days.except.is_empty() && !days.value.alternating;
        (whole && plain).then_some(Read { value: days.value.days, next: close + 2, doubts: Vec::new() })
    }

    fn plain_days(&self, at: usize, joins: Joins) -> Option<Read<DaySet>> {
        self.plain_days_after(at, joins, DaySet::default())
    }

    fn plain_days_after(&self, at: usize, joins: Joins, mut set: DaySet) -> Option<Read<DaySet>> {
        let mut doubts = Vec::new();
        let start = at;
        let mut at = self.frequency(at, &mut set);
        if let Some(stretch) = self.vague_stretch(at) {
            return Some(stretch);
        }
        if let Some((months, next)) = self.months(at) {
            let labelled = self.is(next, &Tok::Open)
                && matches!(self.tok(next + 1), Some(Tok::Word(Word::SeasonLabel(_))))
                && self.is(next + 2, &Tok::Close);
            let next = if labelled { next + 3 } else { next };
            at = next;
            set.days.months = months;
            at = self.frequency(self.skip_months_link(at), &mut set);
            if self.segment(at, &set).is_none() {
                // Months alone are all their days: 7月・8月は無休.
                set.days.every_day = true;
                let joined = self.is(next, &Tok::Word(Word::Throughout));
                return Some(Read { value: set, next: if joined { next + 1 } else { next }, doubts });
            }
        }
        if let Some((within, next)) = self.within(at) {
            set.days.within = Some(Box::new(within));
            at = self.frequency(next, &mut set);
        }
        let mut segment_start = at;
        let mut segment = self.segment(at, &set)?;
        // 8月12/29 and 12/29〜1/3の2026-12-05 are slips of the pen, no sets of days.
        let dated = |days: &Days| {
            !days.vague.is_empty()
                || !days.yearly.is_empty()
                || !days.dates.is_empty()
                || !days.periods.is_empty()
                || !days.seasons.is_empty()
        };
        let is_limited = set.days.months != 0 || set.days.within.is_some();
        if is_limited && dated(&segment.value.days) {
            return None;
        }
        let mut next;
        loop {
            set.days.join(&segment.value.days);
            set.segments += 1;
            set.weekly |= segment.value.weekly;
            set.monthly |= segment.value.monthly;
            set.yearless.append(&mut segment.value.yearless);
            set.latest = segment.value.latest.or(set.latest);
            set.latest_month = segment.value.latest_month.or(set.latest_month);
            set.disputed.append(&mut segment.value.disputed);
            set.unmarked.append(&mut segment.value.unmarked);
            set.by_week = set.by_week.or(segment.value.by_week.take());
            doubts.append(&mut segment.doubts);
            next = segment.next;
            if segment.value.days.within.is_some() {
                // 2026年12月1日〜25日(火・木) stands alone.
                set.days.within = segment.value.days.within.take();
                break;
            }
            if !segment.value.list_mark.is_empty() {
                doubts.extend(self.mark_list(&mut set, segment.value.list_mark, segment_start..next));
                break;
            }
            if segment.value.opened {
                set.opened = true;
                break;
            }
            let after = self.joined_segment(next, joins, &set).filter(|after| after.value.days.within.is_none());
            let Some(after) = after else { break };
            if is_limited && dated(&after.value.days) {
                break;
            }
            set.joined_by_and |= self.is(next, &Tok::Sep(Sep::And));
            if self.spreads_a_number(next, &after) {
                let likely = "「第2土曜日・第2日曜日」や「第2土曜日・毎週日曜日」";
                doubts.push(self.doubt(start..after.next, RemarkKind::Ambiguous, likely));
            }
            segment_start = if matches!(self.tok(next), Some(Tok::Sep(_))) { self.skip_spaces(next + 1) } else { next };
            segment = after;
        }
        // 土日(祝).
        let weekend = set.days.weekdays & 0b110_0000 == 0b110_0000 && !set.days.holidays;
        if weekend && self.is(next, &Tok::Open) && self.is(next + 1, &Tok::Holiday) && self.is(next + 2, &Tok::Close) {
            set.days.holidays = true;
            next += 3;
        }
        if set.weekly && set.days.nth != [0; 7] && set.days.weekdays == 0 {
            let likely = Days { months: 0, ..set.days.clone() }.as_recurrence();
            doubts.push(self.doubt(start..next, RemarkKind::Contradiction, format!("{likely}(毎週ではなく毎月)")));
        }
        Some(Read { value: set, next, doubts })
    }

    /// 令和9年1月から3月まで, 2027-01-09から, 令和9年3月まで, 令和8年度: a stretch with a year.
    pub fn stretch(&self, at: usize) -> Option<(Days, usize)> {
        // The first and the last day of an end, and the token after it with its mark.
        let edge = |at: usize| match self.tok(at)? {
            Tok::YearMonth(year, month) => Date::new(*year, *month, 1).ok().map(|first| (first, first.last_of_month(), at + 1)),
            Tok::Date(date) => {
                let (mark, next) = self.mark(at + 1, Marked::FullDate);
                mark.fits(*date).then_some((*date, *date, next))
            }
            _ => None,
        };
        let mut days = Days::default();
        if let Tok::FiscalYear(year) = self.tok(at)? {
            days.periods.insert((Date::new(*year, 4, 1).ok()?, Date::new(year.checked_add(1)?, 3, 31).ok()?));
            return Some((days, self.skip_throughout(at + 1)));
        }
        let (first, last, next) = edge(at)?;
        if self.is(next, &Tok::Until) {
            days.periods.insert((Date::MIN, last));
            return Some((days, next + 1));
        }
        if !matches!(self.tok(next), Some(Tok::From | Tok::Dash)) {
            return None;
        }
        let far = self.skip_spaces(next + 1);
        let end = edge(far).map(|(_, last, next)| (last, next)).or_else(|| match self.tok(far)? {
            Tok::Month(month) => {
                let year = if *month < first.month() { first.year().checked_add(1)? } else { first.year() };
                Some((Date::new(year, *month, 1).ok()?.last_of_month(), far + 1))
            }
            _ => None,
        });
        match end {
            Some((end, next)) if end > first => {
                days.periods.insert((first, end));
                Some((days, if self.is(next, &Tok::Until) { next + 1 } else { next }))
            }
            None if self.is(next, &Tok::From) => {
                days.periods.insert((first, Date::MAX));
                Some((days, next + 1))
            }
            Some(_) | None => None,
        }
    }

    /// 7月1日〜8月31日の, 2026年12月の: a stretch of time to which the days after it are limited.
    fn within(&self, at: usize) -> Option<(Days, usize)> {
        let (stretch, next) = match self.tok(at)? {
            Tok::MonthDay(_) => {
                let range = self.yearly_range(at).filter(|range| range.value.yearless.is_empty())?;
                (range.value.days, range.next)
            }
            // 令和9年1月から毎月第2土曜日, 令和8年度は毎月第3木曜日.
            Tok::Date(_) | Tok::YearMonth(..) | Tok::FiscalYear(_)
                if self.of_session && self.stretch(at).is_some() && self.dated_span(at).is_none() =>
            {
                self.stretch(at)?
            }
            Tok::Date(_) => {
                let range = self.dated(at).filter(|range| !range.value.days.periods.is_empty() && range.doubts.is_empty())?;
                (range.value.days, range.next)
            }
            Tok::YearMonth(year, month) => {
                let first = Date::new(*year, *month, 1).ok()?;
                let mut days = Days::default();
                days.periods.insert((first, first.last_of_month()));
                (days, at + 1)
            }
            _ => return None,
        };
        let after = if matches!(self.tok(next), Some(Tok::Particle('の' | 'は') | Tok::Space)) { next + 1 } else { next };
        let follows = match self.tok(after)? {
            Tok::Word(Word::Weekly | Word::Monthly) => true,
            Tok::Weekday(_) | Tok::Nth(_) | Tok::Last | Tok::Workday if self.of_session && self.stretch(at).is_some() => true,
            Tok::Weekday(_) | Tok::Nth(_) | Tok::Last | Tok::Workday | Tok::Holiday | Tok::EveryDay => after > next,
            _ => false,
        };
        follows.then_some((stretch, after))
    }

    /// 2026-12-05〜2026-12-10, whose days are all meant.
    fn dated_span(&self, at: usize) -> Option<Read<DaySet>> {
        self.dated(at).filter(|range| !range.value.days.periods.is_empty())
    }

    /// 毎週, 毎月, 隔週 …, in front of days.
    fn frequency(&self, mut at: usize, set: &mut DaySet) -> usize {
        loop {
            match self.tok(at) {
                Some(Tok::Word(Word::Weekly)) => set.weekly = true,
                Some(Tok::Word(Word::Monthly)) => set.monthly = true,
                Some(Tok::Word(Word::Yearly)) => set.yearly = true,
                Some(Tok::Word(word @ (Word::EveryOtherWeek | Word::EveryOtherMonth))) => {
                    set.alternating = true;
                    set.alternating_months |= *word == Word::EveryOtherMonth;
                }
                // 月第4木曜日 lost its 毎.
                Some(Tok::Weekday(0)) if matches!(self.tok(at + 1), Some(Tok::Nth(_) | Tok::Last)) => set.monthly = true,
                Some(Tok::Word(Word::AsARule)) if self.of_session && (set.weekly || set.monthly) => set.as_a_rule = Some(at),
                Some(Tok::Space | Tok::Particle('の') | Tok::Sep(Sep::Comma))
                    if set.weekly || set.monthly || set.yearly || set.alternating => {}
                Some(_) | None => return at,
            }
            at += 1;
        }
    }

    fn skip_months_link(&self, at: usize) -> usize {
        match self.tok(at) {
            Some(Tok::Particle('の' | 'は') | Tok::Space | Tok::Word(Word::Only)) => at + 1,
            Some(_) | None => at,
        }
    }

    /// The next segment of a list, if a separator of it (or none at all) stands in between.
    fn joined_segment(&self, at: usize, joins: Joins, set: &DaySet) -> Option<Read<DaySet>> {
        if !matches!(self.tok(at)?, Tok::Sep(_) | Tok::Weekday(_) | Tok::Holiday | Tok::Nth(_)) {
            return None;
        }
        let separated = match self.tok(at)? {
            Tok::Sep(Sep::Dot | Sep::And | Sep::Slash) => true,
            // 1月1日、2日のみ: a day without its month belongs to the one before.
            Tok::Sep(Sep::Comma) => {
                let same_month = (set.latest_month.is_some() || set.latest.is_some()) && matches!(self.tok(at + 1), Some(Tok::Day(_)));
                let same_month = same_month || (set.latest.is_some() && matches!(self.tok(at + 1), Some(Tok::MonthDay(_))));
                joins == Joins::Loose || same_month
            }
            _ => false,
        };
        if !separated {
            // 土日祝 runs on without separators; behind a date nothing does.
            let weekly = Days {
                weekdays: set.days.weekdays,
                nth: set.days.nth,
                holidays: set.days.holidays,
                months: set.days.months,
                within: set.days.within.clone(),
                ..Days::default()
            };
            let glued = set.days == weekly && matches!(self.tok(at), Some(Tok::Weekday(_) | Tok::Holiday | Tok::Nth(_)));
            return if glued { self.segment(at, set) } else { None };
        }
        // 第4土曜日と翌日曜日.
        if let Some(after) = self.days_after_others(self.skip_spaces(at + 1), &set.days).filter(|_| set.segments == 1) {
            return Some(after);
        }
        let before = set.alternating;
        let mut set = set.clone();
        let next = self.frequency(self.skip_spaces(at + 1), &mut set);
        // 毎週水曜日・隔週日曜日 are two rules.
        if set.alternating != before {
            return None;
        }
        let mut segment = self.segment(next, &set)?;
        segment.value.weekly |= set.weekly;
        Some(segment)
    }

    /// 第2土曜・日曜: is it the second Sunday or every Sunday?
    fn spreads_a_number(&self, separator: usize, after: &Read<DaySet>) -> bool {
        let after_numbered = (0..separator).rev().map_while(|at| self.tok(at)).find_map(|tok| match tok {
            Tok::Weekday(_) | Tok::DayOfWeek | Tok::Particle('の') => None,
            Tok::Nth(_) | Tok::Last | Tok::Number(_) | Tok::Week => Some(true),
            _ => Some(false),
        });
        let close = matches!(self.tok(separator), Some(Tok::Sep(Sep::Dot | Sep::And | Sep::Slash)));
        after_numbered == Some(true) && close && after.value.days.weekdays != 0 && !after.value.weekly
    }

    /// 8月, 7〜9月, 6・7・8月, 偶数月.
    fn months(&self, at: usize) -> Option<(u16, usize)> {
        match self.tok(at)? {
            Tok::Word(Word::EvenMonths) => return Some((EVEN_MONTHS, at + 1)),
            Tok::Word(Word::OddMonths) => return Some((ODD_MONTHS, at + 1)),
            _ => {}
        }
        let mut months = 0;
        let mut at = at;
        let mut open = Vec::new();
        loop {
            let (month, named) = match self.tok(at)? {
                Tok::Month(month) => (*month, true),
                Tok::Number(month @ 1..=12) => (i8::try_from(*month).ok()?, false),
                _ => return None,
            };
            at += 1;
            let far = if matches!(self.tok(at + 1), Some(Tok::Word(Word::Next | Word::NextYear))) { at + 2 } else { at + 1 };
            if matches!(self.tok(at), Some(Tok::Dash | Tok::From)) && matches!(self.tok(far), Some(Tok::Month(_))) {
                let Some(Tok::Month(last)) = self.tok(far) else { return None };
                months |= month_run(month, *last);
                at = far + 1;
                if self.is(at, &Tok::Until) {
                    at += 1;
                }
            } else if named {
                months |= month_bit(month);
            } else {
                open.push(month);
            }
            let ended = named || !open.contains(&month);
            if ended {
                open.drain(..).for_each(|month| months |= month_bit(month));
            }
            let more =
                matches!(self.tok(at), Some(Tok::Sep(Sep::Dot | Sep::Comma | Sep::And | Sep::Slash))) && self.months_continue(at + 1);
            if !more {
                break;
            }
            at += 1;
        }
        // Bare numbers are months only when 月 follows at last.
        (open.is_empty() && months != 0).then_some((months, at))
    }

    fn months_continue(&self, mut at: usize) -> bool {
        loop {
            match self.tok(at) {
                Some(Tok::Month(_)) => return true,
                Some(Tok::Number(1..=12) | Tok::Sep(Sep::Dot | Sep::Comma) | Tok::Dash) => at += 1,
                Some(_) | None => return false,
            }
        }
    }

    /// One element of a list of days. `set` is what was said before it: months, 毎月.
    fn segment(&self, at: usize, set: &DaySet) -> Option<Read<DaySet>> {
        let read = self.plain_segment(at, set)?;
        // 第2日曜日の翌日.
        let after = if self.is(read.next, &Tok::Particle('の')) { read.next + 1 } else { return Some(read) };
        match self.days_after_others(after, &read.value.days).filter(|_| read.doubts.is_empty() && set.days.months == 0) {
            Some(after) => Some(after),
            None => Some(read),
        }
    }

    /// 翌日, 翌月曜日 behind days of one weekday.
    fn days_after_others(&self, at: usize, of: &Days) -> Option<Read<DaySet>> {
        let named = Days { weekdays: of.weekdays, nth: of.nth, ..Days::default() };
        let mut weekdays = (0..7_u8).filter(|day| of.weekdays & (1 << day) != 0 || of.nth[usize::from(*day)] != 0);
        let first = weekdays.next().filter(|_| weekdays.next().is_none() && *of == named)?;
        let (days, next) = match self.tok(at)? {
            Tok::Word(Word::NextDay) => (1, at + 1),
            Tok::Word(Word::Next) => {
                let (weekday, next) = self.one_weekday(at + 1)?;
                (i8::try_from((weekday + 6 - first) % 7 + 1).ok()?, next)
            }
            _ => return None,
        };
        Some(whole(Days { after: vec![(days, of.clone())], ..Days::default() }, next))
    }

    /// 11月下旬〜4月下旬, 8月中旬, 6月1日〜8月下旬, 12月〜3月中旬.
    fn vague_stretch(&self, at: usize) -> Option<Read<DaySet>> {
        let edge = |at: usize, day: i8| match self.tok(at)? {
            Tok::PartOfMonth(edge) => Some(*edge),
            Tok::MonthDay(day) => Some(Edge::on(*day)),
            Tok::Month(month) => Some(Edge::on((*month, day))),
            _ => None,
        };
        let from = edge(at, 1)?;
        let next = self.skip_about(at + 1);
        let mut far = self.skip_spaces(next + 1);
        if self.is_word(far, Word::NextYear) {
            far = self.skip_spaces(far + 1);
        }
        let (to, next) = match edge(far, 31).filter(|_| matches!(self.tok(next), Some(Tok::Dash | Tok::From))) {
            Some(to) => (to, self.skip_end(far + 1)),
            None => (from, next),
        };
        let mut days = Days::default();
        days.vague.insert((from, to));
        (from.is_vague() || to.is_vague()).then(|| whole(days, self.skip_throughout(next)))
    }

    fn plain_segment(&self, at: usize, set: &DaySet) -> Option<Read<DaySet>> {
        match self.tok(at)? {
            Tok::PartOfMonth(_) => self.vague_stretch(at),
            Tok::Weekday(_) => self.weekdays(at),
            Tok::Number(_) if self.begins_week_numbers(at) => self.numbered_weekdays(at),
            // 5と0のつく日.
            Tok::Number(digit @ 0..=9)
                if matches!(self.tok(at + 1), Some(Tok::Sep(_))) && matches!(self.tok(at + 2), Some(Tok::DaysEndingIn(_))) =>
            {
                let mut days = self.plain_segment(at + 2, set)?;
                days.value.days.month_days |= days_ending_in(*digit);
                Some(days)
            }
            Tok::Nth(_) | Tok::Last => self.numbered_weekdays(at),
            Tok::Holiday => Some(whole(Days { holidays: true, ..Days::default() }, at + 1)),
            Tok::RestDay if !set.days.is_empty() => Some(whole(Days { holidays: true, ..Days::default() }, at + 1)),
            Tok::AfterHoliday => Some(whole(Days { after_holidays: true, ..Days::default() }, at + 1)),
            Tok::BeforeHoliday => Some(whole(Days { before_holidays: true, ..Days::default() }, at + 1)),
            Tok::DaysEndingIn(digit) => Some(whole(Days { month_days: days_ending_in(u32::from(*digit)), ..Days::default() }, at + 1)),
            Tok::Word(Word::SeasonLabel(season)) => {
                let mut days = Days::default();
                // 夏季・冬季休暇: both are holidays.
                let far = if matches!(self.tok(at + 1), Some(Tok::Sep(Sep::Dot | Sep::Comma | Sep::And))) { at + 2 } else { at + 1 };
                if let Some(Tok::Season(holidays @ (Season::SummerBreak | Season::WinterBreak))) = self.tok(far) {
                    let own = if *season == Season::Summer { Season::SummerBreak } else { Season::WinterBreak };
                    days.seasons.extend([own, *holidays]);
                    return Some(whole(days, far + 1));
                }
                days.seasons.insert(*season);
                Some(whole(days, at + 1))
            }
            Tok::Workday => Some(whole(Days { workdays: true, ..Days::default() }, self.skip_every_day(at + 1))),
            Tok::EveryDay => Some(whole(Days::every_day(), at + 1)),
            Tok::Season(_) => self.season(at),
            Tok::Named(from, to) => Some(whole(yearly(*from, *to), self.skip_throughout(at + 1))),
            Tok::MonthDay((month, day)) if set.latest.is_some() => {
                let latest = set.latest?;
                let year = if (*month, *day) > (latest.month(), latest.day()) { latest.year() } else { latest.year() + 1 };
                self.another_date(at, Date::new(year, *month, *day).ok()?)
            }
            Tok::Day(day) if set.latest.is_some() => {
                let latest = set.latest?;
                self.another_date(at, Date::new(latest.year(), latest.month(), *day).ok()?)
            }
            Tok::MonthDay(_) => self.yearly_range(at),
            Tok::Date(_) => self.dated(at),
            Tok::Day(_) | Tok::Number(_) if set.monthly || set.days.months != 0 => self.month_days(at),
            Tok::Day(day) if set.latest_month.is_some() => {
                let value = (set.latest_month?, *day);
                Date::new(2024, value.0, value.1).ok()?;
                let (mark, next) = self.mark(at + 1, Marked::Yearless);
                Some(self.yearless(at..next, value, mark))
            }
            // 12/7・14・21(月).
            Tok::Number(day @ 1..=31) if set.latest_month.is_some() && self.is(at.wrapping_sub(1), &Tok::Sep(Sep::Dot)) => {
                let value = (set.latest_month?, i8::try_from(*day).ok()?);
                Date::new(2024, value.0, value.1).ok()?;
                if !matches!(self.tok(at + 1), None | Some(Tok::Sep(Sep::Dot) | Tok::Open | Tok::Space)) {
                    return None;
                }
                let (mark, next) = self.mark(at + 1, Marked::Yearless);
                Some(self.yearless(at..next, value, mark))
            }
            Tok::Word(Word::MonthEnd) => self.month_days(at),
            _ => None,
        }
    }

    fn skip_every_day(&self, at: usize) -> usize {
        if self.is(at, &Tok::EveryDay) { at + 1 } else { at }
    }

    fn skip_throughout(&self, at: usize) -> usize {
        if self.is_word(at, Word::Throughout) { at + 1 } else { at }
    }

    /// 月, 月曜日, 月〜金, 月曜日から金曜日まで.
    fn weekdays(&self, at: usize) -> Option<Read<DaySet>> {
        let (first, next) = self.one_weekday(at)?;
        let dash = self.skip_spaces(next);
        let far = self.skip_spaces(dash + 1);
        if matches!(self.tok(dash), Some(Tok::Dash | Tok::From))
            && let Some((last, next)) = self.one_weekday(far)
        {
            let run = (0..7).map(|day| (first + day) % 7);
            let length = usize::from((last + 7 - first) % 7) + 1;
            let mask = run.take(length).fold(0, |mask, day| mask | 1 << day);
            let next = if self.is(next, &Tok::Until) { next + 1 } else { next };
            return Some(whole(Days { weekdays: mask, ..Days::default() }, next));
        }
        // 土(第1・第3), 土曜日(第2・4).
        let open = self.skip_spaces(next);
        if self.is(open, &Tok::Open)
            && let Some((weeks, close, _)) = self.week_numbers(open + 1)
            && let close = if self.is_word(close, Word::Only) { close + 1 } else { close }
            && self.is(close, &Tok::Close)
        {
            let mut days = Days::default();
            days.nth[usize::from(first)] = weeks;
            return Some(whole(days, close + 1));
        }
        Some(whole(Days::weekday(first), next))
    }

    pub fn one_weekday(&self, at: usize) -> Option<(u8, usize)> {
        let Some(Tok::Weekday(weekday)) = self.tok(at) else { return None };
        let next = if self.is(at + 1, &Tok::DayOfWeek) { at + 2 } else { at + 1 };
        Some((*weekday, next))
    }

    /// 第1・第3火曜日, 第2・4土, 最終金曜日, 第1土日.
    fn numbered_weekdays(&self, start: usize) -> Option<Read<DaySet>> {
        let (weeks, mut at, by_week) = self.week_numbers(start)?;
        if self.is(at, &Tok::Particle('の')) || self.is(at, &Tok::Space) {
            at += 1;
        }
        let mut days = Days::default();
        // 毎月第2(土), 毎月第2・4(日).
        if self.is(at, &Tok::Open)
            && let Some((weekday, close)) = self.one_weekday(at + 1)
            && self.is(close, &Tok::Close)
        {
            days.nth[usize::from(weekday)] |= weeks;
            return Some(whole(days, close + 1));
        }
        let Some((first, mut next)) = self.one_weekday(at) else { return self.weeks_alone(weeks, at) };
        days.nth[usize::from(first)] |= weeks;
        while self.is(next.wrapping_sub(1), &Tok::Weekday(self.weekday_at(next - 1))) {
            let Some((more, after)) = self.one_weekday(next) else { break };
            days.nth[usize::from(more)] |= weeks;
            next = after;
        }
        // 第1・3週 火・木: 週 holds for every weekday of the list.
        while by_week
            && self.of_session
            && matches!(self.tok(next), Some(Tok::Sep(Sep::Dot | Sep::Comma | Sep::And)))
            && let Some((more, after)) = self.one_weekday(self.skip_spaces(next + 1))
        {
            days.nth[usize::from(more)] |= weeks;
            next = after;
        }
        let mut read = whole(days, next);
        // 第1週の土曜日 may as well be the Saturday of the first week.
        if by_week && self.of_session {
            read.value.by_week = Some(start..next);
        } else if by_week {
            let likely = read.value.days.in_japanese();
            read.doubts.push(self.doubt(start..next, RemarkKind::Ambiguous, likely));
        }
        Some(read)
    }

    /// 第5週を除く, 第1・3週は休み: the weeks of whatever weekday is spoken of.
    fn weeks_alone(&self, weeks: u8, at: usize) -> Option<Read<DaySet>> {
        let after = if matches!(self.tok(at), Some(Tok::Particle('は' | 'を'))) { at + 1 } else { at };
        let taken_out = matches!(self.tok(after), Some(Tok::Word(Word::Except | Word::Closed)));
        taken_out.then(|| whole(Days { nth: [weeks; 7], ..Days::default() }, at))
    }

    fn weekday_at(&self, at: usize) -> u8 {
        match self.tok(at) {
            Some(Tok::Weekday(weekday)) => *weekday,
            Some(_) | None => u8::MAX,
        }
    }

    /// 第4, 第1・第3 with no weekday behind, and the token after.
    pub fn numbers_of_weeks(&self, at: usize) -> Option<(u8, usize)> {
        let (weeks, next, by_week) = self.week_numbers(at)?;
        ((!by_week || !self.of_session) && self.one_weekday(next).is_none()).then_some((weeks, next))
    }

    /// 1・3土曜日, 1、3週の土曜日: numbers of weeks that lost their 第.
    fn begins_week_numbers(&self, start: usize) -> bool {
        let mut at = start;
        let mut numbers = 0;
        loop {
            match self.tok(at) {
                Some(Tok::Number(1..=5)) => numbers += 1,
                Some(Tok::Nth(_)) if numbers > 0 => numbers += 1,
                Some(_) | None => return false,
            }
            at += 1;
            match self.tok(at) {
                Some(Tok::Sep(Sep::Dot | Sep::Comma)) => at += 1,
                Some(_) | None => break,
            }
        }
        let by_week = self.text.chars.get(self.tokens[at - 1].chars.clone()).is_some_and(|chars| chars.contains(&'週'));
        let at = if by_week && self.is(at, &Tok::Particle('の')) { at + 1 } else { at };
        let named = self.one_weekday(at).is_some_and(|(_, next)| by_week || self.is(next - 1, &Tok::DayOfWeek));
        numbers > 1 && self.is(start, &Tok::Number(self.number_at(start))) && named
    }

    fn number_at(&self, at: usize) -> u32 {
        if let Some(Tok::Number(number)) = self.tok(at) { *number } else { 0 }
    }

    /// The week bits, the token after, and whether 週 was said: 第1週の土曜日 need not be the first Saturday.
    fn week_numbers(&self, mut at: usize) -> Option<(u8, usize, bool)> {
        let mut weeks = 0;
        let mut by_week = false;
        let mut previous = 0;
        loop {
            let nth = match self.tok(at)? {
                Tok::Nth(nth) => *nth,
                Tok::Number(nth @ 1..=5) if weeks != 0 || self.begins_week_numbers(at) => u8::try_from(*nth).ok()?,
                Tok::Last => 6,
                _ => return None,
            };
            weeks |= 1 << (nth - 1);
            if previous != 0 && previous < nth && matches!(self.tok(at - 1), Some(Tok::Dash | Tok::From)) && nth < 6 {
                (previous..nth).for_each(|week| weeks |= 1 << (week - 1));
            }
            previous = nth;
            at += 1;
            // The tokens of 3週 hold their 週.
            by_week |= self.of_session && self.text.chars.get(self.tokens[at - 1].chars.clone()).is_some_and(|chars| chars.contains(&'週'));
            if self.is(at, &Tok::Week) {
                by_week = true;
                at += 1;
            }
            // 第1第3 runs on without a separator.
            let separator = match self.tok(at) {
                Some(Tok::Sep(Sep::Dot | Sep::Comma | Sep::And | Sep::Slash) | Tok::Dash | Tok::From) => 1,
                Some(Tok::Nth(_) | Tok::Last) => 0,
                Some(_) | None => break,
            };
            let next = self.skip_spaces(at + separator);
            match self.tok(next) {
                Some(Tok::Nth(_) | Tok::Last | Tok::Number(1..=5)) => at = next,
                Some(_) | None => break,
            }
        }
        Some((weeks, at, by_week))
    }

    /// 1日・15日: days of whatever month it is, and the token after them.
    pub fn days_of_every_month(&self, at: usize) -> Option<(Days, usize)> {
        matches!(self.tok(at)?, Tok::Day(_)).then(|| self.month_days(at)).flatten().map(|read| (read.value.days, read.next))
    }

    /// 15日, 5日・15日, 末日, 1日〜5日.
    fn month_days(&self, mut at: usize) -> Option<Read<DaySet>> {
        let mut bits = 0;
        let mut pending = 0;
        let mut previous = None;
        let mut next;
        loop {
            let day = match self.tok(at)? {
                Tok::Day(day) => Some(*day),
                Tok::Word(Word::MonthEnd) => None,
                Tok::Number(day @ 1..=31) => {
                    pending |= 1_u32 << day;
                    at += 1;
                    match self.tok(at)? {
                        Tok::Sep(Sep::Dot | Sep::Comma) => at += 1,
                        _ => return None,
                    }
                    continue;
                }
                _ => return None,
            };
            bits |= std::mem::take(&mut pending);
            match day {
                None => bits |= LAST_DAY,
                Some(day) => {
                    let day = u32::try_from(day).ok()?;
                    if self.is(at.wrapping_sub(1), &Tok::Dash)
                        && let Some(first) = previous
                    {
                        (first..day).for_each(|day: u32| bits |= 1 << day);
                    }
                    bits |= 1 << day;
                    previous = Some(day);
                }
            }
            next = at + 1;
            let more = matches!(self.tok(next), Some(Tok::Sep(Sep::Dot | Sep::Comma | Sep::And) | Tok::Dash))
                && matches!(self.tok(next + 1), Some(Tok::Day(_) | Tok::Number(_) | Tok::Word(Word::MonthEnd)));
            if !more {
                break;
            }
            at = next + 1;
        }
        Some(whole(Days { month_days: bits, ..Days::default() }, next))
    }

    /// 年末年始, 年末年始(12月29日〜1月3日), 年末年始12/29〜1/3.
    fn season(&self, at: usize) -> Option<Read<DaySet>> {
        let Some(Tok::Season(season)) = self.tok(at) else { return None };
        let after = self.skip_throughout(at + 1);
        let inner = self.skip_spaces(after);
        for (bracketed, start) in [(true, inner + 1), (false, inner)] {
            if bracketed && !matches!(self.tok(inner), Some(Tok::Open | Tok::Colon)) {
                continue;
            }
            let closes = bracketed && self.is(inner, &Tok::Open);
            let Some(range) = self.yearly_range(self.skip_spaces(start)) else { continue };
            let mut next = range.next;
            let mut days = range.value.days;
            while self.is(next, &Tok::Sep(Sep::Comma)) || self.is(next, &Tok::Sep(Sep::Dot)) {
                let Some(more) = self.yearly_range(next + 1).filter(|_| closes) else { break };
                days.join(&more.value.days);
                next = more.next;
            }
            if closes && !self.is(next, &Tok::Close) {
                continue;
            }
            return Some(whole(days, if closes { next + 1 } else { next }));
        }
        // 冬季休業(12月〜2月).
        if self.is(inner, &Tok::Open)
            && let Some((months, close)) = self.months(self.skip_spaces(inner + 1))
            && self.is(close, &Tok::Close)
        {
            return Some(whole(Days { every_day: true, months, ..Days::default() }, close + 1));
        }
        let mut days = Days::default();
        // 年始1日、2日.
        if *season == Season::NewYear && matches!(self.tok(after), Some(Tok::Day(_))) {
            let mut at = after;
            while let Some(Tok::Day(day)) = self.tok(at) {
                days.yearly.insert(((1, *day), (1, *day)));
                at += 1;
                if matches!(self.tok(at), Some(Tok::Sep(_))) && matches!(self.tok(at + 1), Some(Tok::Day(_))) {
                    at += 1;
                }
            }
            return Some(whole(days, at));
        }
        days.seasons.insert(*season);
        Some(whole(days, after))
    }

    /// 12月29日〜1月3日, 12/29から翌年の1/3まで, 8/13〜15, 1月1日.
    fn yearly_range(&self, start: usize) -> Option<Read<DaySet>> {
        let Some(Tok::MonthDay(from)) = self.tok(start) else { return None };
        let (mark, at) = self.mark(start + 1, Marked::Yearless);
        let dash = self.skip_spaces(at);
        if matches!(self.tok(dash), Some(Tok::Dash | Tok::From)) {
            let mut far = self.skip_spaces(dash + 1);
            if matches!(self.tok(far), Some(Tok::Word(Word::NextYear | Word::Next))) {
                far = self.skip_spaces(far + 1);
            }
            let to = match self.tok(far) {
                Some(Tok::MonthDay(to)) => Some(*to),
                Some(Tok::Day(day)) => Some((from.0, *day)),
                Some(Tok::Number(day @ 1..=31)) if *day > from.1.unsigned_abs().into() => Some((from.0, i8::try_from(*day).ok()?)),
                Some(_) | None => None,
            };
            if let Some(to) = to {
                let (_, mut next) = self.mark(far + 1, Marked::Yearless);
                if self.is(next, &Tok::Until) {
                    next += 1;
                }
                let mut next = self.skip_throughout(next);
                // 12月29日〜1月3日(年末年始): the name says nothing new.
                if self.is(next, &Tok::Open) && matches!(self.tok(next + 1), Some(Tok::Season(_))) && self.is(next + 2, &Tok::Close) {
                    next += 3;
                }
                return Some(whole(yearly(*from, to), next));
            }
        }
        Some(self.yearless(start..at, *from, mark))
    }

    /// A date without its year. A mark that fits it in no year at all is a doubt.
    fn yearless(&self, tokens: Range<usize>, day: MonthDay, mark: Mark) -> Read<DaySet> {
        let mut read = whole(yearly(day, day), tokens.end);
        read.value.opened = self.is_within_brackets(tokens.clone());
        read.value.latest_month = Some(day.0);
        if mark.is_of_one_day() {
            read.value.yearless.push((day, mark));
        } else {
            read.value.yearless.push((day, Mark::default()));
            read.value.list_mark = mark;
        }
        if !mark.fits_some_year(day) && mark.is_of_one_day() {
            let likely = format!("{}月{}日の印を除いたもの", day.0, day.1);
            read.doubts.push(self.doubt(tokens, RemarkKind::WrongHoliday, likely));
        }
        read
    }

    /// 2026-12-05, 2026-12-05(土), 2026-12-05〜2026-12-10.
    fn dated(&self, start: usize) -> Option<Read<DaySet>> {
        let Some(Tok::Date(from)) = self.tok(start) else { return None };
        let (twin, at) = self.twin_date(start + 1);
        if let Some(twin) = twin.filter(|twin| twin != from) {
            let likely = format!("{from}、または {twin} です");
            let doubts = vec![self.doubt(start..at, RemarkKind::YearsDiffer, likely)];
            let disputed =
                DaySet { days: Days { dates: [*from].into(), ..Days::default() }, disputed: [*from].into(), ..DaySet::default() };
            return Some(Read { value: disputed, next: at, doubts });
        }
        let (mark, at) = self.mark(at, Marked::FullDate);
        let dash = self.skip_spaces(at);
        let far = self.skip_spaces(dash + 1);
        let to = match self.tok(far) {
            Some(Tok::Date(to)) => Some(*to),
            Some(Tok::MonthDay((month, day))) => {
                let year = if (*month, *day) < (from.month(), from.day()) { from.year() + 1 } else { from.year() };
                Date::new(year, *month, *day).ok()
            }
            Some(Tok::Day(day)) => Date::new(from.year(), from.month(), *day).ok(),
            Some(_) | None => None,
        };
        if let (Some(Tok::Dash | Tok::From), Some(to)) = (self.tok(dash), to)
            && to > *from
        {
            let mut read = self.span_of_dates(*from, to, far + 1);
            read.doubts.extend(self.dispute(*from, mark, start..at));
            return Some(read);
        }
        self.one_date(start..at, *from, mark)
    }

    /// The same date in the other calendar: 令和9年1月11日(2027年1月11日).
    fn twin_date(&self, at: usize) -> (Option<Date>, usize) {
        let open = self.skip_spaces(at);
        match (self.tok(open), self.tok(open + 1), self.tok(open + 2)) {
            (Some(Tok::Open), Some(Tok::Date(twin)), Some(Tok::Close)) => (Some(*twin), open + 3),
            _ => (None, at),
        }
    }

    /// The days of a span, limited to those that brackets behind it name.
    fn span_of_dates(&self, from: Date, to: Date, at: usize) -> Read<DaySet> {
        let (mark, mut next) = self.mark(at, Marked::FullDate);
        let mut read = DaySet::default();
        read.days.periods.insert((from, to));
        let mut doubts = Vec::new();
        let days: Vec<Date> = super::days::days_from(from).take_while(|date| *date <= to).take(32).collect();
        if !mark.fits(to) && !mark.fits_all(&days) {
            match self.limit_in_brackets(at) {
                Some((limit, _)) if !mark.is_of_one_day() => limit_to(&mut read.days, limit),
                _ => doubts.extend(self.dispute(to, mark, at - 1..next)),
            }
        } else if let Some((limit, after)) = self.limit_in_brackets(at).filter(|_| mark.is_empty()) {
            limit_to(&mut read.days, limit);
            next = after;
        }
        let next = if self.is(next, &Tok::Until) { next + 1 } else { next };
        read.segments = 1;
        Read { value: read, next: self.skip_throughout(next), doubts }
    }

    /// (火・木), (平日), (第2・第4土曜日): the days of a span that are meant.
    fn limit_in_brackets(&self, at: usize) -> Option<(Days, usize)> {
        let open = self.skip_spaces(at);
        let read = self.is(open, &Tok::Open).then(|| self.plain_days(self.skip_spaces(open + 1), Joins::Loose))??;
        let close = self.skip_spaces(read.next);
        let days = read.value.days;
        let named = Days { weekdays: days.weekdays, nth: days.nth, workdays: days.workdays, holidays: days.holidays, ..Days::default() };
        let plain = read.doubts.is_empty() && !read.value.alternating && days == named;
        (plain && self.is(close, &Tok::Close)).then_some((days, close + 1))
    }

    /// 12日 or 1月9日 after 2026年12月5日.
    fn another_date(&self, at: usize, date: Date) -> Option<Read<DaySet>> {
        let (mark, next) = self.mark(at + 1, Marked::FullDate);
        // A range from here would need the same care as `dated`; it is left unread.
        if matches!(self.tok(next), Some(Tok::Dash | Tok::From)) {
            return None;
        }
        self.one_date(at..next, date, mark)
    }

    fn one_date(&self, tokens: Range<usize>, date: Date, mark: Mark) -> Option<Read<DaySet>> {
        let next = tokens.end;
        let mut value = DaySet { latest: Some(date), opened: self.is_within_brackets(tokens), ..DaySet::default() };
        value.days.dates.insert(date);
        if mark.is_empty() {
            value.unmarked.push(date);
        } else if !mark.is_of_one_day() || !mark.fits(date) {
            value.unmarked.push(date);
            value.list_mark = mark;
        }
        Some(Read { value, next, doubts: Vec::new() })
    }

    /// Whether brackets that open among the tokens are still open behind them.
    fn is_within_brackets(&self, tokens: Range<usize>) -> bool {
        tokens.fold(false, |open, at| match self.tok(at) {
            Some(Tok::Open | Tok::LabelOpen | Tok::QuoteOpen) => true,
            Some(Tok::Close | Tok::LabelClose | Tok::QuoteClose) => false,
            Some(_) | None => open,
        })
    }

    /// Holds a mark that does not fit its own date alone against all the dates in front of it that have none.
    fn mark_list(&self, set: &mut DaySet, mark: Mark, last: Range<usize>) -> Option<Doubt> {
        let dates = std::mem::take(&mut set.unmarked);
        let Some(date) = dates.last().copied() else {
            set.yearless.iter_mut().filter(|(_, own)| own.is_empty()).for_each(|(_, own)| *own = mark);
            return None;
        };
        if dates.len() > 1 && mark.fits_all(&dates) {
            return None;
        }
        let alone = dates.len() == 1 || !mark.is_manifold();
        set.disputed.extend(if alone { vec![date] } else { dates });
        let kind = if mark.is_of_one_day() && mark.fits_weekday(date) { RemarkKind::WrongHoliday } else { RemarkKind::WrongWeekday };
        Some(self.doubt(last, kind, mark.likely(date)))
    }

    /// The doubt about a date that its mark contradicts.
    fn dispute(&self, date: Date, mark: Mark, tokens: Range<usize>) -> Option<Doubt> {
        if mark.fits(date) {
            return None;
        }
        let kind = if mark.fits_weekday(date) { RemarkKind::WrongHoliday } else { RemarkKind::WrongWeekday };
        Some(self.doubt(tokens, kind, mark.likely(date)))
    }

    /// What is printed behind a date to say which day it is, and the token after it: `(土)`, `【月・祝】`, 土曜日, and behind a
    /// blank 成人の日. Behind its claims brackets may go on: (土、雨天中止).
    fn mark(&self, at: usize, marked: Marked) -> (Mark, usize) {
        let start = self.skip_spaces(at);
        let closing = match self.tok(start) {
            Some(Tok::Open) => Some(Tok::Close),
            Some(Tok::LabelOpen) => Some(Tok::LabelClose),
            Some(Tok::QuoteOpen) => Some(Tok::QuoteClose),
            Some(_) | None => None,
        };
        let found = match closing {
            Some(closing) => self.mark_in_brackets(start, &closing),
            None => self.open_mark(at, start, marked),
        };
        found.unwrap_or((Mark::default(), at))
    }

    fn mark_in_brackets(&self, open: usize, closing: &Tok) -> Option<(Mark, usize)> {
        let inner = self.skip_spaces(open + 1);
        let begin = self.tokens.get(inner)?.chars.start;
        let (mark, taken) = Mark::read(self.text.chars.get(begin..)?)?;
        let mut end = begin + taken;
        while self.text.chars.get(end) == Some(&' ') {
            end += 1;
        }
        let next = self.token_at(end)?;
        if self.is(next, closing) {
            return Some((mark, next + 1));
        }
        let separated = end > begin + taken || matches!(self.tok(next), Some(Tok::Sep(_) | Tok::Colon));
        let goes_on = separated && self.except_in_brackets(open).is_none();
        goes_on.then(|| self.token_at(begin + taken).map(|next| (mark, next))).flatten()
    }

    /// A mark without brackets; `start` is `at` without the blanks before it.
    fn open_mark(&self, at: usize, start: usize, marked: Marked) -> Option<(Mark, usize)> {
        let begin = self.tokens.get(start)?.chars.start;
        let (mark, taken) = Mark::read(self.text.chars.get(begin..)?)?;
        let said = self.text.chars.get(begin..begin + taken)?;
        let in_full = said.ends_with(&['曜']) || said.ends_with(&['曜', '日']);
        // Behind 12月5日 only a weekday in full is sure to speak of that day, but for a session, which has no lists of days off.
        let (may, at_end) = match (marked, self.of_session) {
            (Marked::Yearless, false) => (start == at && in_full && mark.is_of_one_day(), true),
            (Marked::FullDate, _) | (Marked::Yearless, true) => {
                let next = self.text.chars.get(begin + taken);
                (
                    mark.names_a_day(),
                    in_full || next.is_none_or(|next| next.is_ascii_digit() || " \n(【「、。・/~:;午正朝夜※AP".contains(*next)),
                )
            }
        };
        (may && at_end)
            .then(|| self.token_at(begin + taken).or((begin + taken == self.text.chars.len()).then_some(self.tokens.len())))
            .flatten()
            .map(|next| (mark, next))
    }

    /// The token that begins with the character `at`.
    fn token_at(&self, at: usize) -> Option<usize> {
        self.tokens.binary_search_by_key(&at, |token| token.chars.start).ok()
    }

    /// One time of day: a span, 17:00まで, 14:00から, or a bare time.
    pub fn time(&self, start: usize) -> Option<Read<Time>> {
        if self.is_word(start, Word::AllDay) {
            return Some(Read { value: Time::Span(Span { start: 0, end: DAY }), next: start + 1, doubts: Vec::new() });
        }
        // 〜17:00 is 17:00まで.
        if self.is(start, &Tok::Dash)
            && let Some(Tok::Clock(end, _)) = self.tok(self.skip_spaces(start + 1))
        {
            let next = self.skip_about(self.skip_spaces(start + 1) + 1);
            let next = if self.is(next, &Tok::Until) { next + 1 } else { next };
            return Some(Read { value: Time::Until(*end), next, doubts: Vec::new() });
        }
        let first = self.tok(start)?;
        if !matches!(first, Tok::Clock(..) | Tok::NoClock) {
            return None;
        }
        let after = self.skip_about(start + 1);
        let dash = self.skip_spaces(after);
        let far = self.skip_spaces(dash + 1);
        let linked = match self.tok(dash) {
            Some(Tok::Dash | Tok::From) => true,
            // A wave dash lost in a conversion is printed as a question mark.
            Some(Tok::Question) => matches!(self.tok(far), Some(Tok::Clock(..))),
            Some(_) | None => false,
        };
        let far = if linked && self.is_word(far, Word::LastEntry) { self.skip_link(far + 1) } else { far };
        match (first, self.tok(far)) {
            (Tok::Clock(from, half), Some(Tok::Clock(to, to_half))) if linked => {
                let next = self.skip_end(far + 1);
                Some(self.span(start..next, (*from, *half), (*to, *to_half)))
            }
            (Tok::NoClock, Some(Tok::Clock(..) | Tok::NoClock)) | (Tok::Clock(..), Some(Tok::NoClock)) if linked => {
                Some(self.impossible(start..self.skip_end(far + 1)))
            }
            (Tok::NoClock, _) => Some(self.impossible(start..after)),
            (Tok::Clock(from, _), _) if linked => Some(Read { value: Time::From(*from), next: dash + 1, doubts: Vec::new() }),
            (Tok::Clock(time, _), _) if self.is_word(after, Word::Later) => {
                Some(Read { value: Time::From(*time), next: after + 1, doubts: Vec::new() })
            }
            (Tok::Clock(time, _), _) => {
                let until = self.is(after, &Tok::Until);
                let value = if until { Time::Until(*time) } else { Time::Point(*time) };
                Some(Read { value, next: if until { after + 1 } else { after }, doubts: Vec::new() })
            }
            _ => None,
        }
    }

    fn skip_about(&self, at: usize) -> usize {
        if self.is_word(at, Word::About) { at + 1 } else { at }
    }

    fn skip_end(&self, at: usize) -> usize {
        let at = self.skip_about(at);
        if self.is(at, &Tok::Until) { at + 1 } else { at }
    }

    fn impossible(&self, range: Range<usize>) -> Read<Time> {
        let next = range.end;
        let doubt = self.doubt(range, RemarkKind::Impossible, "0:00から24:00までの時刻(深夜は 26:00 や 翌2:00)");
        Read { value: Time::Doubtful, next, doubts: vec![doubt] }
    }

    /// Two times as a span, with 午後 carried over: 午後1時から3時.
    fn span(&self, range: Range<usize>, (from, half): (Minutes, Half), (to, to_half): (Minutes, Half)) -> Read<Time> {
        let next = range.end;
        let carried = matches!(half, Half::Afternoon | Half::Night | Half::Midday)
            && to_half == Half::Unsaid
            && to <= NOON
            && to + NOON > from
            && to != 0;
        let midnight = to == 0 && from > 0;
        // PM5:00〜AM1:00.
        let small_hours = half == Half::Afternoon && to_half == Half::Morning && to <= 6 * 60 && from >= 16 * 60;
        let to = if small_hours { to + DAY } else { to };
        let to = if carried {
            to + NOON
        } else if midnight {
            DAY
        } else {
            to
        };
        let read = |value, doubts| Read { value, next, doubts };
        if to <= from {
            let overnight = format!("{}-翌{}", plain(from), plain(to));
            let likely = if to < NOON && to + NOON > from && to_half == Half::Unsaid && from < NOON {
                format!("{}-{}", plain(from), plain(to + NOON))
            } else if from >= 17 * 60 && to <= 9 * 60 {
                overnight
            } else {
                format!("{}-{}、または {overnight}", plain(to), plain(from))
            };
            return read(Time::Doubtful, vec![self.doubt(range, RemarkKind::Backward, likely)]);
        }
        // 2:00-4:00 without 午前 or 午後 is hardly ever the small hours.
        let small = half == Half::Unsaid && (60..5 * 60).contains(&from) && to <= NOON + 6 * 60;
        if small {
            let end = if to <= NOON { to + NOON } else { to };
            let likely = format!("{}-{}", plain(from + NOON), plain(end));
            return read(Time::Doubtful, vec![self.doubt(range, RemarkKind::Ambiguous, likely)]);
        }
        read(Time::Span(Span { start: from, end: to }), Vec::new())
    }
}

/// Whether a set of days may begin with the token; most do not, and every place of a phrase is asked.
fn may_begin_days(tok: &Tok) -> bool {
    match tok {
        Tok::Weekday(_)
        | Tok::Holiday
        | Tok::RestDay
        | Tok::Workday
        | Tok::EveryDay
        | Tok::AfterHoliday
        | Tok::BeforeHoliday
        | Tok::Season(_)
        | Tok::Named(..)
        | Tok::Nth(_)
        | Tok::Last
        | Tok::Number(_)
        | Tok::DaysEndingIn(_)
        | Tok::Month(_)
        | Tok::Day(_)
        | Tok::MonthDay(_)
        | Tok::PartOfMonth(_)
        | Tok::Date(_)
        | Tok::YearMonth(..)
        | Tok::FiscalYear(_) => true,
        Tok::Word(word) => matches!(
            word,
            Word::Weekly
                | Word::Monthly
                | Word::Yearly
                | Word::EveryOtherWeek
                | Word::EveryOtherMonth
                | Word::EvenMonths
                | Word::OddMonths
                | Word::MonthEnd
                | Word::SeasonLabel(_)
        ),
        _ => false,
    }
}

fn whole(days: Days, next: usize) -> Read<DaySet> {
    Read { value: DaySet { days, ..DaySet::default() }, next, doubts: Vec::new() }
}

fn yearly(from: MonthDay, to: MonthDay) -> Days {
    let mut days = Days::default();
    days.yearly.insert((from, to));
    days
}

/// 5日, 15日, 25日.
fn days_ending_in(digit: u32) -> u32 {
    (0..4).map(|tens| digit + 10 * tens).filter(|day| (1..=31).contains(day)).fold(0, |bits, day| bits | 1 << day)
}

fn month_run(first: i8, last: i8) -> u16 {
    let mut month = first;
    let mut months = month_bit(month);
    while month != last {
        month = month % 12 + 1;
        months |= month_bit(month);
    }
    months
}

/// A span becomes the frame of the days named in it.
fn limit_to(span: &mut Days, limit: Days) {
    let frame = std::mem::replace(span, limit);
    span.within = Some(Box::new(frame));
}
