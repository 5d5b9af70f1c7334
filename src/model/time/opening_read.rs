//! Lines of `hours:` and `closed:` to rules.
//!
//! 1. The line is walked statement by statement; a statement must be understood up to a boundary (a separator, a bracket,
//!    the next statement), or none of it is.
//! 2. What is not a statement is skipped up to the next strong separator and kept as rest: a note, a reservation, or
//!    something unread that makes the whole opening "not understood".
//! 3. Within a line the closer rule wins (祝日 over weekdays over every day), so the rules of a line are sorted by how
//!    closely they point; across lines the later one wins.

use std::ops::Range;

use super::{
    clock::{DAY, Span, merged},
    days::Days,
    lex::{Sep, Tok, Word},
    read::{DaySet, Joins, Read, Reader, Time},
    remark::{Doubt, Field, Place, Remark, RemarkKind, Rest, RestKind},
    rules::{ClosedRule, Effect, HoursRule, OnHoliday, Rules, Shift},
};

/// Everything the lines of a resource said.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard {
    pub rules: Rules,
    pub reservations: Vec<Reservation>,
    pub rest: Vec<Rest>,
    pub remarks: Vec<Remark>,
}

/// On these days it may be different, in the words of the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reservation {
    pub days: Days,
    pub text: String,
}

/// In tokens; the longest real notice seen has about two hundred.
const LONGEST: usize = 600;

/// Reads all lines.
pub(super) fn hear(hours: &[&str], closed: &[&str]) -> Heard {
    let mut heard = Heard::default();
    for (line, phrase) in hours.iter().enumerate() {
        LineReader::new(&mut heard, phrase, Field::Hours, line).read();
    }
    for (line, phrase) in closed.iter().enumerate() {
        LineReader::new(&mut heard, phrase, Field::Closed, line).read();
    }
    heard
}

/// What a bare set of days means at this point of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Hours,
    OpenDays,
    Closed,
}

struct LineReader<'a> {
    heard: &'a mut Heard,
    reader: Reader,
    phrase: &'a str,
    field: Field,
    line: usize,
    mode: Mode,
    /// The rules of this line, before they are sorted into the others.
    hours: Vec<HoursRule>,
    /// Closed rules of this line, with whether a condition in brackets stood right behind them.
    closed_from: usize,
    /// Whether bare days in brackets belong to the times before them: 9:00-17:00(平日).
    brackets_follow: bool,
    /// Bare times right here go on with the rule before: 9:00-12:00、13:00-17:00.
    continues: bool,
    /// The last thing left unread had times of its own, so bare times after it go on with them: 内科 8:30-12:00、13:00-16:30.
    orphaned: bool,
    /// Only a separator ends a statement here, as in a list of closed days.
    strict: bool,
}

impl<'a> LineReader<'a> {
    fn new(heard: &'a mut Heard, phrase: &'a str, field: Field, line: usize) -> Self {
        let mode = if field == Field::Closed { Mode::Closed } else { Mode::Hours };
        let closed_from = heard.rules.closed.len();
        LineReader {
            heard,
            reader: Reader::new(phrase),
            phrase,
            field,
            line,
            mode,
            hours: Vec::new(),
            closed_from,
            brackets_follow: false,
            continues: false,
            orphaned: false,
            strict: false,
        }
    }

    fn read(mut self) {
        if self.reader.tokens.len() > LONGEST {
            return self.leave_all();
        }
        if self.is_list_of_closed_days() {
            self.mode = Mode::Closed;
            let range = 0..self.phrase.len();
            self.remark_text(RemarkKind::Misplaced, range);
        }
        self.brackets_follow = self.last_bracketed_days_follow_times();
        let mut at = 0;
        while at < self.reader.tokens.len() {
            if let Some(next) = self.filler(at).filter(|next| *next > at) {
                at = next;
                continue;
            }
            let before = self.snapshot();
            self.strict = self.mode == Mode::Closed;
            match self.statement(at).filter(|next| *next > at && self.is_boundary(*next)) {
                Some(next) => at = next,
                None => {
                    self.restore(before);
                    at = self.leave(at).max(at + 1);
                }
            }
        }
        self.file_hours();
    }

    /// A notice this long is prose.
    fn leave_all(&mut self) {
        let all = 0..self.reader.tokens.len();
        self.remark_tokens(RemarkKind::Unread, all.clone());
        self.reserve(Days::every_day(), "長い説明は読み取っていません");
        self.set_aside(all, RestKind::Unread, None);
    }

    /// 月曜日(祝日の場合は翌日)、年末年始 can only be days of closing, even under `hours:`.
    fn is_list_of_closed_days(&self) -> bool {
        let tokens = 0..self.reader.tokens.len();
        let speaks_of_opening = tokens.clone().any(|at| {
            matches!(
                self.reader.tok(at),
                Some(
                    Tok::Clock(..)
                        | Tok::NoClock
                        | Tok::LabelOpen
                        | Tok::Colon
                        | Tok::Word(
                            Word::Hours
                                | Word::OpenDays
                                | Word::Only
                                | Word::Except
                                | Word::NeverClosed
                                | Word::Closed
                                | Word::Morning
                                | Word::Afternoon
                                | Word::AllDay
                        )
                )
            )
        });
        let begins_with_days =
            self.reader.days(0, Joins::Tight).is_some_and(|set| set.value.days.weekdays != 0 || set.value.days.nth != [0; 7]);
        let moves = tokens.clone().any(|at| {
            matches!(self.reader.tok(at), Some(Tok::Word(Word::NextDay | Word::NextWorkday | Word::NextOpen | Word::NextNonHoliday)))
        });
        let seasonal = tokens.clone().any(|at| matches!(self.reader.tok(at), Some(Tok::Season(_))));
        self.field == Field::Hours && !speaks_of_opening && begins_with_days && (moves || seasonal)
    }

    /// Sorts the rules of the line into the others: the closer pointing ones later, so that they win.
    fn file_hours(&mut self) {
        let mut hours = std::mem::take(&mut self.hours);
        hours.sort_by_key(|rule| rule.days.precision());
        for rule in hours {
            self.file_hours_rule(rule);
        }
    }

    /// Two lines for the same days at different times of day are one day in two parts, not a correction.
    fn file_hours_rule(&mut self, rule: HoursRule) {
        let twin = self.heard.rules.hours.last_mut().filter(|last| last.days == rule.days);
        if let (Some(HoursRule { effect: Effect::Spans(spans), .. }), Effect::Spans(more)) = (twin, &rule.effect) {
            let apart = more.iter().all(|one| spans.iter().all(|other| one.end <= other.start || other.end <= one.start));
            if apart {
                let all: Vec<Span> = spans.iter().chain(more).copied().collect();
                *spans = merged(&all);
                return;
            }
        }
        self.heard.rules.hours.push(rule);
    }

    /// Skips what separates statements.
    fn filler(&mut self, at: usize) -> Option<usize> {
        match self.reader.tok(at)? {
            Tok::Space | Tok::Mark | Tok::LabelClose | Tok::Word(Word::But | Word::Tail) => Some(at + 1),
            Tok::Sep(Sep::Period | Sep::Semicolon) | Tok::Newline | Tok::Open | Tok::Close => {
                // A bracket or a new sentence ends the run of times, unless it only closes a remark.
                if !matches!(self.reader.tok(at), Some(Tok::Close | Tok::Open)) {
                    self.continues = false;
                    self.orphaned = false;
                }
                Some(at + 1)
            }
            Tok::Sep(Sep::Comma | Sep::Dot | Sep::Slash | Sep::And) => Some(at + 1),
            _ => None,
        }
    }

    fn statement(&mut self, at: usize) -> Option<usize> {
        self.label(at)
            .or_else(|| self.never_closed(at))
            .or_else(|| self.condition(at))
            .or_else(|| self.labelled_season(at))
            .or_else(|| self.about_days(at))
            .or_else(|| self.pause(at))
            .or_else(|| self.times(at))
            .or_else(|| self.part_of_every_day(at))
            .or_else(|| self.note(at))
    }

    /// Where a statement may end. Anything that begins the next statement is a boundary too, so that
    /// 「月曜休館9:00-17:00」 is two.
    fn is_boundary(&self, at: usize) -> bool {
        let Some(tok) = self.reader.tok(at) else { return true };
        // Behind a label or a blank anything may begin.
        let after_gap = at
            .checked_sub(1)
            .and_then(|before| self.reader.tok(before))
            .is_some_and(|tok| matches!(tok, Tok::Colon | Tok::LabelClose | Tok::Space));
        match tok {
            Tok::Space | Tok::Newline | Tok::Sep(_) | Tok::Open | Tok::Close | Tok::Mark | Tok::LabelOpen => true,
            _ if after_gap => true,
            _ if self.strict => false,
            Tok::Word(Word::But | Word::Hours | Word::OpenDays | Word::Meal | Word::LastEntry | Word::Note) => true,
            Tok::Weekday(_) | Tok::Workday | Tok::Holiday | Tok::Nth(_) | Tok::Month(_) | Tok::MonthDay(_) | Tok::Clock(..) => true,
            _ => false,
        }
    }

    /// 【開館時間】, 休館日:, 定休日 …: what the following days and times are.
    fn label(&mut self, at: usize) -> Option<usize> {
        let bracketed = self.reader.is(at, &Tok::LabelOpen);
        let word_at = if bracketed { at + 1 } else { at };
        let Some(Tok::Word(word)) = self.reader.tok(word_at) else { return None };
        let word = *word;
        let after = word_at + 1;
        let follows = self.reader.tok(after);
        let marked = bracketed && self.reader.is(after, &Tok::LabelClose);
        let introduced =
            marked || matches!(follows, Some(Tok::Colon | Tok::Space | Tok::Particle('は') | Tok::Sep(Sep::Slash) | Tok::Newline));
        let next = self.reader.skip_link(if marked { after + 1 } else { after });
        let mode = match word {
            Word::Hours => Mode::Hours,
            Word::Reception if self.has_times() => return None,
            Word::Reception if introduced || self.reader.time(next).is_some() => Mode::Hours,
            Word::OpenDays if introduced || self.reader.days(next, Joins::Loose).is_some() => Mode::OpenDays,
            Word::Closed if introduced || self.reader.days(after, Joins::Tight).is_some() => {
                // 月曜休館 火曜…: a closing word that ends a statement is no label for the next.
                Mode::Closed
            }
            Word::Open if introduced && (self.reader.time(next).is_some() || self.reader.days(next, Joins::Loose).is_some()) => Mode::Hours,
            Word::Open if self.reader.time(next).is_some() => Mode::Hours,
            Word::Meal | Word::Evening | Word::Morning | Word::Afternoon if self.plain_spans(next).is_some() => return Some(next),
            _ => return None,
        };
        self.mode = mode;
        self.continues = false;
        self.strict = false;
        Some(if next == after && !introduced { after } else { next })
    }

    /// 【3月〜11月】8:30-18:00, 夏季(4月〜9月)9:00-18:00.
    fn labelled_season(&mut self, at: usize) -> Option<usize> {
        let at = if self.reader.is_word(at, Word::SeasonLabel) { self.reader.skip_spaces(at + 1) } else { at };
        let closing = match self.reader.tok(at)? {
            Tok::LabelOpen => Tok::LabelClose,
            Tok::Open => Tok::Close,
            _ => return None,
        };
        let set = self.reader.days(at + 1, Joins::Loose).filter(|set| set.doubts.is_empty() && !set.value.alternating)?;
        if !self.reader.is(set.next, &closing) {
            return None;
        }
        let times = self.skip_topic(set.next + 1);
        let (spans, next) = self.spans(times)?;
        self.push_hours(&set.value.days, Effect::Spans(spans));
        self.continues = true;
        Some(next)
    }

    /// 無休, 年中無休.
    fn never_closed(&mut self, at: usize) -> Option<usize> {
        let next = match self.reader.tok(at)? {
            Tok::EveryDay => self.reader.skip_spaces(at + 1),
            _ => at,
        };
        if !self.reader.is_word(next, Word::NeverClosed) {
            return None;
        }
        self.heard.rules.never_closed = true;
        Some(next + 1)
    }

    /// 月曜日が祝日の場合は翌平日, in brackets or as a sentence.
    fn condition(&mut self, at: usize) -> Option<usize> {
        let (weekday, on_holiday, next) = self.read_condition(at)?;
        self.apply_condition(weekday, on_holiday).then_some(next)
    }

    fn read_condition(&self, at: usize) -> Option<(Option<u8>, OnHoliday, usize)> {
        let mut at = at;
        while matches!(self.reader.tok(at), Some(Tok::Mark | Tok::Space | Tok::Word(Word::But) | Tok::Sep(Sep::Comma))) {
            at += 1;
        }
        let (weekday, mut next) = match self.reader.one_weekday(at) {
            Some((weekday, next)) => (Some(weekday), next),
            None => (None, at),
        };
        while matches!(self.reader.tok(next), Some(Tok::Particle('が' | 'は' | 'の') | Tok::Space)) {
            next += 1;
        }
        let after_subject = next;
        while matches!(self.reader.tok(next), Some(Tok::Holiday | Tok::RestDay))
            || (next > after_subject
                && matches!(self.reader.tok(next), Some(Tok::Sep(Sep::Or | Sep::And | Sep::Dot | Sep::Comma)))
                && matches!(self.reader.tok(next + 1), Some(Tok::Holiday | Tok::RestDay)))
        {
            next += 1;
        }
        if next == after_subject {
            return None;
        }
        let mut met = false;
        while matches!(self.reader.tok(next), Some(Tok::Word(Word::Meets | Word::Case) | Tok::Particle('は'))) {
            met |= self.reader.is_word(next, Word::Case);
            next += 1;
        }
        let (on_holiday, next) = self.consequence(next)?;
        // 祝日は開館し翌日休館 needs no 場合; 祝日は開館 alone is an exception of its own.
        let moves = matches!(on_holiday, OnHoliday::Moved(_));
        let holiday_first = weekday.is_none() && matches!(self.reader.tok(next - 1), Some(Tok::Word(Word::Closed)));
        (met || (moves && holiday_first)).then_some((weekday, on_holiday, next))
    }

    /// 翌日, 開館し、翌平日が休館, 翌日も休み, 開館.
    fn consequence(&self, at: usize) -> Option<(OnHoliday, usize)> {
        let skip = |mut at: usize| {
            while matches!(
                self.reader.tok(at),
                Some(Tok::Space | Tok::Sep(Sep::Comma) | Tok::Word(Word::SameAsUsual) | Tok::Particle('は' | 'で'))
            ) {
                at += 1;
            }
            at
        };
        let mut at = skip(at);
        let mut opens = false;
        if matches!(self.reader.tok(at), Some(Tok::Word(Word::Open | Word::Except | Word::NeverClosed))) {
            opens = true;
            at = skip(self.skip_tail(at + 1));
        }
        let Some((shift, mut next)) = self.shift(at) else {
            let closes_too = !opens && self.reader.is_word(at, Word::Closed);
            let kept = if closes_too { Some((OnHoliday::Closed, self.skip_tail(at + 1))) } else { None };
            return if opens { Some((OnHoliday::Open, at)) } else { kept };
        };
        let also = matches!(self.reader.tok(next), Some(Tok::Particle('も') | Tok::Word(Word::Also)));
        while matches!(
            self.reader.tok(next),
            Some(Tok::Particle('が' | 'は' | 'に' | 'を' | 'も' | 'の') | Tok::Word(Word::Also) | Tok::Space)
        ) {
            next += 1;
        }
        if self.reader.is_word(next, Word::Closed) {
            next = self.skip_tail(next + 1);
        } else if also {
            return None;
        } else if self.reader.is_word(next, Word::Open) {
            return None;
        }
        if self.reader.is(next, &Tok::RestDay) {
            next = self.skip_tail(next + 1);
        }
        Some((if also { OnHoliday::Also(shift) } else { OnHoliday::Moved(shift) }, next))
    }

    fn skip_tail(&self, mut at: usize) -> usize {
        while matches!(self.reader.tok(at), Some(Tok::Word(Word::Tail | Word::Meets))) {
            at += 1;
        }
        at
    }

    fn shift(&self, at: usize) -> Option<(Shift, usize)> {
        let shift = match self.reader.tok(at)? {
            Tok::Word(Word::NextDay) => {
                // 翌日の火曜日 says one day twice.
                let named = self.reader.one_weekday(self.reader.skip_link(at + 1));
                return Some(named.map_or((Shift::NextDay, at + 1), |(weekday, next)| (Shift::NextWeekday(weekday), next)));
            }
            // 祝日の場合は火曜日.
            Tok::Weekday(_) => {
                let (weekday, next) = self.reader.one_weekday(at)?;
                return Some((Shift::NextWeekday(weekday), next));
            }
            Tok::Word(Word::NextWorkday) => Shift::NextWorkday,
            Tok::Word(Word::NextOpen) => Shift::NextOpen,
            Tok::Word(Word::NextNonHoliday) => Shift::NextNonHoliday,
            Tok::Word(Word::Next) => {
                let (weekday, next) = self.reader.one_weekday(at + 1)?;
                return Some((Shift::NextWeekday(weekday), next));
            }
            _ => return None,
        };
        Some((shift, at + 1))
    }

    /// Puts a condition on the closed weekday it speaks of; false when nobody can tell which that is.
    fn apply_condition(&mut self, named: Option<u8>, on_holiday: OnHoliday) -> bool {
        let weekly: Vec<usize> = (0..self.heard.rules.closed.len())
            .filter(|index| matches!(&self.heard.rules.closed[*index], ClosedRule::Regular { days, .. } if days.weekdays != 0 || days.nth != [0; 7]))
            .collect();
        let Some(weekday) = named else {
            let [only] = weekly.as_slice() else { return false };
            if let ClosedRule::Regular { on_holiday: slot, days } = &mut self.heard.rules.closed[*only] {
                if days.holidays {
                    return false;
                }
                *slot = on_holiday;
                return true;
            }
            return false;
        };
        let named_rule = weekly.into_iter().find(|index| {
            matches!(&self.heard.rules.closed[*index], ClosedRule::Regular { days, .. } if days.weekdays & (1 << weekday) != 0 && days.except.is_empty())
        });
        let Some(index) = named_rule else {
            return match on_holiday {
                OnHoliday::Moved(shift) | OnHoliday::Also(shift)
                    if self.field == Field::Closed || self.mode == Mode::Closed || self.heard.rules.closed.is_empty() =>
                {
                    self.heard.rules.closed.push(ClosedRule::FollowOn { weekday, shift });
                    true
                }
                _ => false,
            };
        };
        let alone = Days::weekday(weekday);
        let ClosedRule::Regular { days, .. } = &mut self.heard.rules.closed[index] else { return false };
        let mut own = alone.clone();
        own.months = days.months;
        if *days != own {
            days.weekdays &= !(1 << weekday);
            self.heard.rules.closed.insert(index + 1, ClosedRule::Regular { days: own, on_holiday });
        } else if let ClosedRule::Regular { on_holiday: slot, .. } = &mut self.heard.rules.closed[index] {
            *slot = on_holiday;
        }
        true
    }

    /// A statement that begins with days.
    fn about_days(&mut self, start: usize) -> Option<usize> {
        let joins = if self.mode == Mode::Closed { Joins::Tight } else { Joins::Loose };
        let set = self.reader.days(start, joins)?;
        if self.mode == Mode::Closed && joins == Joins::Tight {
            // 月曜日、火曜日は9:00-12:00 in a closed list is no list item but a sentence.
            let longer = self.reader.days(start, Joins::Loose)?;
            let after = self.reader.skip_link(longer.next);
            let timed = longer.next > set.next && self.reader.time(after).is_some();
            let reopens = matches!(self.reader.tok(after), Some(Tok::Word(Word::Open | Word::NeverClosed | Word::Except | Word::Only)));
            if longer.next > set.next && reopens && !narrows(&set.value.days, &longer.value.days) {
                // 土曜日、日曜日は開館: is Saturday a closed day, or open too?
                return None;
            }
            return self.with_days(start, if timed { longer } else { set });
        }
        self.with_days(start, set)
    }

    fn with_days(&mut self, start: usize, set: Read<DaySet>) -> Option<usize> {
        let Read { value: DaySet { days, alternating, segments, yearless, .. }, next, doubts } = set;
        if !doubts.is_empty() {
            self.doubt(&doubts);
            self.set_aside(start..next, RestKind::Unread, None);
            return Some(next);
        }
        // 7/21(火) is that day of one year, and nobody says which.
        if yearless.iter().any(|(_, weekday)| weekday.is_some()) {
            self.remark_tokens(RemarkKind::NoYear, start..next);
            self.set_aside(start..next, RestKind::Unread, None);
            return Some(next);
        }
        if alternating {
            // 隔週火曜日: closed every other week, and nobody says which.
            return self.limited_reservation(start, next, days);
        }
        let after = self.skip_topic(next);
        if self.reader.is_word(after, Word::EveryOtherWeek) {
            return self.limited_reservation(start, after + 1, days);
        }
        // 水曜・土曜午後: is Wednesday closed all day?
        let part = matches!(self.reader.tok(after), Some(Tok::Word(Word::Morning | Word::Afternoon | Word::Evening)));
        if part && segments > 1 && self.mode == Mode::Closed && self.is_boundary(after + 1) {
            let end = after + 1;
            let range = self.reader.place(start..end);
            self.doubt(&[Doubt { range, kind: RemarkKind::Ambiguous, likely: "「水曜日、土曜日午後」".into() }]);
            self.set_aside(start..end, RestKind::Unread, None);
            return Some(end);
        }
        let effect = self
            .part_closed(after, &days)
            .or_else(|| self.closing_word(after, &days, start))
            .or_else(|| self.opening_word(after, &days))
            .or_else(|| self.only(after, &days))
            .or_else(|| self.exception(after, &days))
            .or_else(|| self.day_times(start, after, &days))
            .or_else(|| self.day_note(after))
            .or_else(|| self.day_reservation(start, after, &days));
        effect.or_else(|| self.bare_days(start, next, days))
    }

    fn skip_topic(&self, mut at: usize) -> usize {
        while matches!(
            self.reader.tok(at),
            Some(Tok::Space | Tok::Colon | Tok::Particle('は' | 'の' | 'が' | 'も') | Tok::Word(Word::Also))
        ) {
            at += 1;
        }
        // 土曜日は、…
        if self.reader.is(at, &Tok::Sep(Sep::Comma)) && at > 0 && matches!(self.reader.tok(at - 1), Some(Tok::Particle('は'))) {
            at = self.reader.skip_spaces(at + 1);
        }
        at
    }

    fn push_hours(&mut self, days: &Days, effect: Effect) {
        self.hours.push(HoursRule { days: days.clone(), effect });
    }

    fn push_closed(&mut self, days: &Days) {
        self.heard.rules.closed.push(ClosedRule::Regular { days: days.clone(), on_holiday: OnHoliday::Closed });
    }

    /// 午後休診, 午前のみ, and 土曜午後 in a list of closed days.
    fn part_closed(&mut self, at: usize, days: &Days) -> Option<usize> {
        let part = match self.reader.tok(at)? {
            Tok::Word(part @ (Word::Morning | Word::Afternoon | Word::Evening)) => *part,
            _ => return None,
        };
        let next = self.skip_topic(at + 1);
        let closes = self.reader.is_word(next, Word::Closed);
        let only = self.reader.is_word(next, Word::Only);
        let listed = self.mode == Mode::Closed && self.is_boundary(at + 1);
        let end = if closes || only { self.skip_tail(next + 1) } else { at + 1 };
        let end = if only && self.reader.is_word(end, Word::Open) { end + 1 } else { end };
        match (part, only, closes || listed) {
            (Word::Morning, true, _) | (Word::Afternoon, false, true) => self.push_hours(days, Effect::MorningOnly),
            (Word::Afternoon, true, _) | (Word::Morning, false, true) => self.push_hours(days, Effect::AfternoonOnly),
            // Nobody says when 夜 begins.
            (Word::Evening, false, true) => {
                let text = self.said(at..end);
                self.reserve(days.clone(), &text);
                self.set_aside(at..end, RestKind::Reservation, Some(text));
            }
            _ => return None,
        }
        Some(end)
    }

    /// 土日は休み, 月曜休館(祝日の場合は翌日).
    fn closing_word(&mut self, at: usize, days: &Days, start: usize) -> Option<usize> {
        if !self.reader.is_word(at, Word::Closed) {
            return None;
        }
        // 火曜日定休日:… the word is the next label.
        if self.reader.is(at + 1, &Tok::Colon) {
            return None;
        }
        let next = self.skip_tail(at + 1);
        self.push_closed(days);
        Some(self.brackets_of_closed(start, next))
    }

    /// 祝日は開館, 7〜8月は無休, 土日祝は開館(9:00-17:00), 開館 9:00-17:00.
    fn opening_word(&mut self, at: usize, days: &Days) -> Option<usize> {
        let word = match self.reader.tok(at)? {
            Tok::Word(word @ (Word::Open | Word::NeverClosed | Word::SameAsUsual)) => *word,
            _ => return None,
        };
        let mut next = self.skip_tail(at + 1);
        if self.reader.is_word(next, Word::Open) {
            next = self.skip_tail(next + 1);
        }
        let inner = self.reader.skip_spaces(next);
        let inner = if self.reader.is(inner, &Tok::Open) { inner + 1 } else { inner };
        if word == Word::Open
            && let Some((spans, after)) = self.spans(inner)
        {
            self.push_hours(days, Effect::Spans(spans));
            return Some(after);
        }
        let weekly = days.weekdays != 0 && !days.holidays && days.months == 0;
        if word == Word::Open && weekly && self.mode != Mode::Closed && self.heard.rules.closed.is_empty() {
            self.push_hours(days, Effect::OnlyThen);
        } else {
            self.heard.rules.closed.push(ClosedRule::Reopened(days.clone()));
        }
        Some(next)
    }

    /// 土日のみ, (土曜・日曜のみ)17:00-21:00.
    fn only(&mut self, at: usize, days: &Days) -> Option<usize> {
        if !self.reader.is_word(at, Word::Only) {
            return None;
        }
        let mut next = at + 1;
        if self.reader.is_word(next, Word::Closed) || (self.mode == Mode::Closed && self.is_boundary(next)) {
            self.push_closed(days);
            return Some(if self.reader.is_word(next, Word::Closed) { self.skip_tail(next + 1) } else { next });
        }
        if self.reader.is_word(next, Word::Open) {
            next = self.skip_tail(next + 1);
            self.push_hours(days, Effect::OnlyThen);
            return Some(next);
        }
        let mut inner = self.skip_topic(next);
        if self.reader.is(inner, &Tok::Close) {
            inner = self.reader.skip_spaces(inner + 1);
        }
        if let Some((spans, after)) = self.spans(inner) {
            self.push_hours(days, Effect::Add(spans));
            return Some(after);
        }
        self.push_hours(days, Effect::OnlyThen);
        Some(next)
    }

    /// 祝日を除く: closed then, where opening is spoken of; open then, where closing is.
    fn exception(&mut self, at: usize, days: &Days) -> Option<usize> {
        if !self.reader.is_word(at, Word::Except) {
            return None;
        }
        let after = self.reader.skip_link(self.skip_tail(at + 1));
        let after = if self.reader.is(after, &Tok::Sep(Sep::Comma)) { after + 1 } else { after };
        if self.reader.is_word(after, Word::NeverClosed)
            || (self.reader.is(after, &Tok::EveryDay) && self.reader.is_word(after + 1, Word::NeverClosed))
        {
            self.heard.rules.never_closed = true;
            self.push_closed(days);
            return Some(if self.reader.is_word(after, Word::NeverClosed) { after + 1 } else { after + 2 });
        }
        if self.mode == Mode::Closed && !self.heard.rules.never_closed {
            if self.heard.rules.closed.len() == self.closed_from {
                return None;
            }
            self.heard.rules.closed.push(ClosedRule::Reopened(days.clone()));
        } else {
            self.push_closed(days);
        }
        Some(self.skip_tail(at + 1))
    }

    /// 日曜日 9:00-17:00, 金・土は19:00、祝日は17:00まで.
    fn day_times(&mut self, start: usize, at: usize, days: &Days) -> Option<usize> {
        let slash = self.reader.is(at, &Tok::Sep(Sep::Slash)) && self.reader.time(at + 1).is_some();
        let at = self.skip_time_label(if slash { at + 1 } else { at });
        if let Some((spans, next)) = self.spans(at) {
            // 12:00-13:00は休み takes time away.
            if let Some(after) = self.takes_away(next) {
                spans.iter().for_each(|span| self.push_hours(days, Effect::Without(*span)));
                return Some(after);
            }
            self.push_hours(days, Effect::Spans(spans));
            self.continues = true;
            return Some(next);
        }
        let time = self.reader.time(at)?;
        match time.value {
            Time::Until(end) => self.push_hours(days, Effect::Until(end)),
            Time::From(from) => self.push_hours(days, Effect::From(from)),
            Time::Point(end) => {
                // 木曜日12:30、土曜日17:00まで: まで is said once for all.
                self.until_comes(time.next)?;
                self.push_hours(days, Effect::Until(end));
            }
            Time::Doubtful => {
                self.doubt(&time.doubts);
                self.set_aside(start..time.next, RestKind::Unread, None);
                self.forget_times(days);
            }
            Time::Span(_) => return None,
        }
        let next = if self.reader.is_word(time.next, Word::Open) { time.next + 1 } else { time.next };
        Some(self.skip_tail(next))
    }

    fn skip_time_label(&self, at: usize) -> usize {
        match self.reader.tok(at) {
            Some(Tok::Word(Word::Hours | Word::Meal)) => self.skip_topic(at + 1),
            Some(_) | None => at,
        }
    }

    /// Nothing is certain on days whose times are doubtful.
    fn forget_times(&mut self, days: &Days) {
        let text = "時刻がはっきりしません".to_string();
        self.reserve(days.clone(), &text);
    }

    /// Whether 、days time … まで follows.
    fn until_comes(&self, at: usize) -> Option<()> {
        let mut at = at;
        loop {
            if !matches!(self.reader.tok(at), Some(Tok::Sep(Sep::Comma | Sep::Dot))) {
                return None;
            }
            let set = self.reader.days(self.reader.skip_spaces(at + 1), Joins::Loose)?;
            let time = self.reader.time(self.skip_topic(set.next))?;
            match time.value {
                Time::Until(_) => return Some(()),
                Time::Point(_) => at = time.next,
                Time::Span(_) | Time::From(_) | Time::Doubtful => return None,
            }
        }
    }

    /// 9:00-17:00を除く, 12:00-13:00は昼休み.
    fn takes_away(&self, at: usize) -> Option<usize> {
        let at = self.reader.skip_spaces(at);
        if self.reader.is_word(at, Word::Except) || self.reader.is_word(at, Word::Break) {
            return Some(self.skip_tail(at + 1));
        }
        let topic = self.reader.is(at, &Tok::Particle('は'));
        let closes = topic && matches!(self.reader.tok(at + 1), Some(Tok::Word(Word::Closed | Word::Break | Word::Except)));
        closes.then(|| self.skip_tail(at + 2))
    }

    /// 昼休み12:00-13:00.
    fn pause(&mut self, at: usize) -> Option<usize> {
        if !self.reader.is_word(at, Word::Break) {
            return None;
        }
        let (spans, next) = self.plain_spans(self.reader.skip_link(at + 1))?;
        spans.iter().for_each(|span| self.push_hours(&Days::every_day(), Effect::Without(*span)));
        Some(next)
    }

    /// 第3土:受付16時まで.
    fn day_note(&mut self, at: usize) -> Option<usize> {
        self.note(at)
    }

    /// 土曜日は要相談, 土は不定休.
    fn day_reservation(&mut self, start: usize, at: usize, days: &Days) -> Option<usize> {
        let end = self.fragment_end(at);
        let separated = matches!(self.reader.tok(at), None | Some(Tok::Sep(_) | Tok::Open | Tok::Close | Tok::Newline | Tok::Mark));
        if separated || at >= end || self.has_rule_words(at..end) {
            return None;
        }
        let text = self.said(at..end);
        let kind = classify(&text);
        if kind == RestKind::Unread || at == start {
            return None;
        }
        let said = self.said(start..end);
        if kind == RestKind::Reservation || text.contains("相談") || text.contains("問") || text.contains("指定") {
            self.reserve(days.clone(), &said);
            self.set_aside(start..end, RestKind::Reservation, Some(said));
        } else {
            self.set_aside(start..end, RestKind::Note, Some(said));
        }
        Some(end)
    }

    fn limited_reservation(&mut self, start: usize, next: usize, days: Days) -> Option<usize> {
        let mut end = next;
        while self.reader.tok(end).is_some()
            && !matches!(self.reader.tok(end), Some(Tok::Sep(_) | Tok::Newline | Tok::Open | Tok::Close | Tok::Space))
        {
            end += 1;
        }
        let text = self.said(start..end);
        let days = if self.mode == Mode::Closed || text.contains('休') { days } else { Days::every_day() };
        self.reserve(days, &text);
        self.remark_tokens(RemarkKind::NoAnchor, start..end);
        self.set_aside(start..end, RestKind::Reservation, Some(text));
        Some(end)
    }

    /// Days alone: closed days in a closed list, opening days under such a label, and otherwise nothing to rely on.
    fn bare_days(&mut self, start: usize, next: usize, days: Days) -> Option<usize> {
        if !self.is_boundary(next) {
            return None;
        }
        match self.mode {
            Mode::Closed => {
                // 祝日及び7〜8月は10:00から: what looks like an item is the beginning of a sentence.
                let and = matches!(self.reader.tok(next), Some(Tok::Sep(Sep::And | Sep::Or)));
                if and {
                    return None;
                }
                self.push_closed(&days);
                return Some(self.brackets_of_closed(start, next));
            }
            Mode::OpenDays => {
                self.push_hours(&days, Effect::OnlyThen);
                return Some(next);
            }
            Mode::Hours => {}
        }
        let bracketed = start > 0 && self.reader.is(start - 1, &Tok::Open) && self.reader.is(next, &Tok::Close);
        if bracketed {
            let after = self.reader.skip_spaces(next + 1);
            if self.brackets_follow {
                let last =
                    self.hours.last_mut().filter(|rule| rule.days == Days::every_day() && matches!(rule.effect, Effect::Spans(_)))?;
                last.days = days;
                self.continues = false;
                return Some(next);
            }
            if let Some((spans, after)) = self.spans(self.skip_topic(after)) {
                self.push_hours(&days, Effect::Spans(spans));
                self.continues = true;
                return Some(after);
            }
            return None;
        }
        // Five weekdays and more are opening days; fewer may as well be the closed ones.
        if days.weekdays.count_ones() >= 5 {
            self.push_hours(&days, Effect::OnlyThen);
            return Some(next);
        }
        self.remark_tokens(RemarkKind::NoTimes, start..next);
        self.set_aside(start..next, RestKind::Unread, None);
        Some(next)
    }

    /// Brackets right behind a closed day: a condition, an exception, or a word that only explains.
    fn brackets_of_closed(&mut self, start: usize, next: usize) -> usize {
        let open = self.reader.skip_spaces(next);
        if !self.reader.is(open, &Tok::Open) {
            return next;
        }
        let Some(close) = self.closing_bracket(open) else { return next };
        if let Some((named, on_holiday, end)) = self.read_condition(open + 1)
            && end == close
        {
            if !self.apply_condition_here(start, named, on_holiday) {
                // 日曜日、月曜日(祝日の場合は翌日): of Monday alone, or of both?
                let range = self.reader.place(start..close + 1);
                self.doubt(&[Doubt {
                    range,
                    kind: RemarkKind::Ambiguous,
                    likely: "「日曜日(祝日の場合は翌日)、月曜日(祝日の場合は翌日)」".into(),
                }]);
                self.set_aside(open + 1..close, RestKind::Unread, None);
            }
            return close + 1;
        }
        if let Some(end) = self.exception_here(open + 1)
            && end == close
        {
            return close + 1;
        }
        if IRREGULAR.iter().chain(EXPLAINING).any(|word| self.said(open + 1..close) == *word) {
            return close + 1;
        }
        if self.limit_here(open + 1, close) {
            return close + 1;
        }
        // What else stands in brackets behind a closed day says something about it, so it is no item of the list.
        self.leave_as_one(open + 1, close);
        close + 1
    }

    /// 水・木曜日(12〜2月): the closed weekdays of some months.
    fn limit_here(&mut self, at: usize, close: usize) -> bool {
        let Some(limit) = self.reader.days(at, Joins::Loose).filter(|read| read.next == close && read.doubts.is_empty()) else {
            return false;
        };
        let limit = limit.value.days;
        let months_only = limit == Days { every_day: true, months: limit.months, ..Days::default() };
        let Some(ClosedRule::Regular { days, .. }) = self.heard.rules.closed.last_mut() else { return false };
        let weekly = Days { weekdays: days.weekdays, nth: days.nth, ..Days::default() };
        if !months_only || *days != weekly || days.is_empty() {
            return false;
        }
        days.months = limit.months;
        true
    }

    /// A condition in the brackets of the rule just made.
    fn apply_condition_here(&mut self, start: usize, named: Option<u8>, on_holiday: OnHoliday) -> bool {
        // 日曜日、月曜日(祝日の場合は翌日): for Monday alone, or for both?
        let after_comma = start > 0 && matches!(self.reader.tok(self.back_over_spaces(start - 1)), Some(Tok::Sep(Sep::Comma)));
        let by_and = self.reader.days(start, Joins::Tight).is_some_and(|set| set.value.joined_by_and);
        let Some(ClosedRule::Regular { days, .. }) = self.heard.rules.closed.last_mut() else { return false };
        if let Some(weekday) = named
            && *days != Days::weekday(weekday)
        {
            return self.apply_condition(named, on_holiday);
        }
        let weekly = (days.weekdays != 0 || days.nth != [0; 7]) && !days.holidays;
        if !weekly {
            return self.apply_condition(named, on_holiday);
        }
        let count = self.heard.rules.closed.len();
        let rival = count >= self.closed_from + 2
            && after_comma
            && matches!(&self.heard.rules.closed[count - 2], ClosedRule::Regular { days, on_holiday: OnHoliday::Closed } if days.weekdays != 0 || days.nth != [0; 7]);
        if named.is_none() && (rival || by_and) {
            return false;
        }
        if let Some(ClosedRule::Regular { on_holiday: slot, .. }) = self.heard.rules.closed.last_mut() {
            *slot = on_holiday;
        }
        true
    }

    fn back_over_spaces(&self, mut at: usize) -> usize {
        while at > 0 && self.reader.is(at, &Tok::Space) {
            at -= 1;
        }
        at
    }

    /// 祝日は営業, 祝日を除く, 7〜8月は無休, inside the brackets of a closed day.
    fn exception_here(&mut self, at: usize) -> Option<usize> {
        let mut at = at;
        while matches!(self.reader.tok(at), Some(Tok::Mark | Tok::Space | Tok::Word(Word::But | Word::ThatDay) | Tok::Sep(Sep::Comma))) {
            at += 1;
        }
        let set = self.reader.days(at, Joins::Loose)?;
        let mut after = self.skip_topic(set.next);
        if self.reader.is_word(after, Word::Case) {
            after = self.skip_topic(after + 1);
        }
        let reopens = matches!(self.reader.tok(after), Some(Tok::Word(Word::Open | Word::Except | Word::NeverClosed | Word::SameAsUsual)));
        if !reopens || !set.doubts.is_empty() || set.value.alternating {
            return None;
        }
        let mut end = self.skip_tail(after + 1);
        if self.reader.is_word(end, Word::Open) {
            end = self.skip_tail(end + 1);
        }
        let several = self.heard.rules.closed.len() > self.closed_from + 1;
        if self.reader.is_word(after, Word::NeverClosed) && several {
            // 月曜日、第2火曜日(8月は無休) is said of both.
            self.heard.rules.closed.push(ClosedRule::Reopened(set.value.days));
            return Some(end);
        }
        let Some(ClosedRule::Regular { days, on_holiday }) = self.heard.rules.closed.last_mut() else { return None };
        let holidays = Days { holidays: true, ..Days::default() };
        if set.value.days == holidays && !days.holidays {
            *on_holiday = OnHoliday::Open;
        } else {
            days.take_out(set.value.days);
        }
        Some(end)
    }

    /// Times without days: for every day, or going on with the rule before.
    fn times(&mut self, start: usize) -> Option<usize> {
        if self.orphaned {
            return None;
        }
        let at = self.skip_time_label(start);
        if let Some((spans, next)) = self.spans(at) {
            if let Some(after) = self.takes_away(next) {
                spans.iter().for_each(|span| self.push_hours(&Days::every_day(), Effect::Without(*span)));
                return Some(after);
            }
            if self.mode == Mode::Closed {
                return None;
            }
            let bracketed = start > 0 && self.reader.is(start - 1, &Tok::Open);
            return self.every_day_spans(start, spans, next, bracketed);
        }
        let time = self.reader.time(at)?;
        // (ランチは14:00まで) speaks of lunch, not of the place.
        if at > start && self.has_times() && matches!(time.value, Time::Until(_) | Time::From(_)) {
            self.set_aside(start..time.next, RestKind::Note, None);
            return Some(time.next);
        }
        match time.value {
            Time::Until(end) => self.push_hours(&Days::every_day(), Effect::Until(end)),
            Time::From(from) if self.is_boundary(time.next) => self.push_hours(&Days::every_day(), Effect::From(from)),
            Time::Doubtful => {
                self.doubt(&time.doubts);
                self.set_aside(at..time.next, RestKind::Unread, None);
                self.forget_times(&Days::every_day());
            }
            Time::From(_) | Time::Point(_) | Time::Span(_) => return None,
        }
        Some(time.next)
    }

    fn every_day_spans(&mut self, start: usize, more: Vec<Span>, next: usize, bracketed: bool) -> Option<usize> {
        if let Some(HoursRule { days, effect: Effect::Spans(spans) | Effect::Add(spans) }) = self.hours.last_mut()
            && (self.continues || *days == Days::every_day())
        {
            let within = more.iter().all(|one| spans.iter().any(|other| other.start <= one.start && one.end <= other.end));
            let apart = more.iter().all(|one| spans.iter().all(|other| one.end <= other.start || other.end <= one.start));
            if within {
                // 10:00-18:00(ランチタイム11:00-14:00), 0:00-24:00(24時間).
                self.set_aside(start..next, RestKind::Note, None);
                return Some(next);
            }
            if bracketed {
                let days = days.clone();
                self.push_hours(&days, Effect::Perhaps(more));
                return Some(next);
            }
            if !apart {
                return None;
            }
            spans.extend(more);
            *spans = merged(spans);
            self.continues = true;
            return Some(next);
        }
        self.push_hours(&Days::every_day(), Effect::Spans(more));
        self.continues = true;
        Some(next)
    }

    /// 午前のみ, 午後休診, for every day.
    fn part_of_every_day(&mut self, at: usize) -> Option<usize> {
        if self.mode == Mode::Closed {
            return None;
        }
        self.part_closed(at, &Days::every_day())
    }

    /// A run of spans: 9:00-12:00、13:00-17:00.
    fn spans(&mut self, start: usize) -> Option<(Vec<Span>, usize)> {
        let (spans, next) = self.plain_spans(start)?;
        // 11:00〜LO 14:00 names the last order; the doors close some time after it.
        for at in start..next {
            if self.reader.is_word(at, Word::LastEntry) {
                self.set_aside(at..at + 1, RestKind::Note, None);
            }
        }
        Some((spans, next))
    }

    fn plain_spans(&self, start: usize) -> Option<(Vec<Span>, usize)> {
        let mut spans = Vec::new();
        let mut at = start;
        let mut next;
        loop {
            let time = self.reader.time(at)?;
            let Time::Span(span) = time.value else { return None };
            spans.push(span);
            next = time.next;
            let separator = self.reader.skip_spaces(next);
            let Some(Tok::Sep(Sep::Comma | Sep::Dot | Sep::And | Sep::Slash)) = self.reader.tok(separator) else { break };
            let far = self.reader.skip_spaces(separator + 1);
            let more =
                self.reader.time(far).is_some_and(|time| matches!(time.value, Time::Span(_)) && self.takes_away(time.next).is_none());
            if !more {
                break;
            }
            at = far;
        }
        let all = merged(&spans);
        let length = |spans: &[Span]| spans.iter().map(|span| u32::from(span.end - span.start)).sum::<u32>();
        // Overlapping times are two facilities or a slip; nobody can tell which times are the place's.
        let overlapping = length(&all) != length(&spans);
        (!overlapping && spans.iter().all(|span| span.end <= 2 * DAY)).then_some((all, next))
    }

    /// LO 14:00, 最終入館16:30まで, 受付は16時まで: a time that is not the opening's.
    fn note(&mut self, start: usize) -> Option<usize> {
        if self.reader.is_word(start, Word::Note) {
            self.set_aside(start..start + 1, RestKind::Note, None);
            return Some(start + 1);
        }
        // 19:30受付終了, 14時LO.
        let trailing = matches!(self.reader.tok(start), Some(Tok::Clock(..))) && self.reader.is_word(start + 1, Word::LastEntry);
        if trailing && self.has_times() {
            self.set_aside(start..start + 2, RestKind::Note, None);
            return Some(start + 2);
        }
        if !matches!(self.reader.tok(start), Some(Tok::Word(Word::LastEntry | Word::Reception))) {
            return None;
        }
        let mut at = start + 1;
        let mut timed = false;
        while let Some(tok) = self.reader.tok(at) {
            let clock_follows = |at: usize| {
                let at = self.reader.skip_spaces(at);
                matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::Word(Word::LastEntry)))
            };
            match tok {
                Tok::Clock(..) => timed = true,
                Tok::Word(Word::LastEntry | Word::About | Word::Tail | Word::Meal | Word::Reception)
                | Tok::Particle(_)
                | Tok::Colon
                | Tok::Until
                | Tok::From => {}
                Tok::Space if clock_follows(at + 1) => {}
                Tok::Dash if clock_follows(at + 1) => {}
                Tok::Sep(Sep::Dot | Sep::Comma) if self.reader.is_word(at + 1, Word::LastEntry) => {}
                _ => break,
            }
            at += 1;
        }
        if !timed {
            return None;
        }
        self.set_aside(start..at, RestKind::Note, None);
        Some(at)
    }

    /// Leaves what is no statement, and says how much it matters.
    fn leave(&mut self, start: usize) -> usize {
        self.continues = false;
        // 館内整理日(毎月末日): the brackets give the dates of an irregular word.
        if self.mode == Mode::Closed
            && let Some(next) = self.dated_irregular(start)
        {
            return next;
        }
        let end = self.unread_end(start);
        let kind = self.leave_as_one(start, end);
        self.orphaned =
            kind == RestKind::Unread && (start..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::NoClock)));
        end
    }

    /// How far the words from `start` on belong together.
    fn unread_end(&self, start: usize) -> usize {
        let end = self.fragment_end(start);
        // …の場合があります makes a reservation of the whole sentence.
        let mut sentence = start;
        while !matches!(self.reader.tok(sentence), None | Some(Tok::Sep(Sep::Period) | Tok::Newline | Tok::Close | Tok::Mark))
            || sentence == start
        {
            sentence =
                if self.reader.is(sentence, &Tok::Open) { self.closing_bracket(sentence).unwrap_or(sentence) + 1 } else { sentence + 1 };
        }
        let sentence = sentence.min(self.reader.tokens.len());
        if sentence > end
            && is_possibility(&self.said(start..sentence))
            && !(start..sentence).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..))))
        {
            return sentence;
        }
        // 館内整理日・年末年始: the next item of the list has its own meaning.
        (start + 1..end)
            .find(|at| {
                matches!(self.reader.tok(*at), Some(Tok::Sep(Sep::Dot | Sep::And)))
                    && !self.has_rule_words(start..*at)
                    && classify(&self.said(start..*at)) != RestKind::Unread
                    && self.reader.days(at + 1, Joins::Tight).is_some()
            })
            .unwrap_or(end)
    }

    /// Keeps these tokens as one piece of rest.
    fn leave_as_one(&mut self, start: usize, end: usize) -> RestKind {
        let text = self.said(start..end);
        let impossible: Vec<usize> = (start..end).filter(|at| matches!(self.reader.tok(*at), Some(Tok::NoClock | Tok::NoDate))).collect();
        for at in &impossible {
            self.remark_tokens(RemarkKind::Impossible, *at..*at + 1);
        }
        let timed = (start..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::NoClock)));
        let vague = IRREGULAR.iter().any(|word| text.starts_with(word)) || (is_possibility(&text) && !timed);
        let kind = if vague {
            RestKind::Reservation
        } else if self.has_rule_words(start..end) {
            RestKind::Unread
        } else {
            classify(&text)
        };
        match kind {
            RestKind::Note => {}
            RestKind::Reservation => {
                self.reserve(Days::every_day(), &text);
                if IRREGULAR.iter().any(|word| text.contains(word)) {
                    self.remark_tokens(RemarkKind::Irregular, start..end);
                }
            }
            RestKind::Unread if impossible.is_empty() => self.remark_tokens(RemarkKind::Unread, start..end),
            RestKind::Unread => {}
        }
        self.set_aside(start..end, kind, Some(text));
        kind
    }

    /// 館内整理日(毎月第4金曜日).
    fn dated_irregular(&mut self, start: usize) -> Option<usize> {
        let open = (start..start + 4).find(|at| self.reader.is(*at, &Tok::Open))?;
        let known = IRREGULAR.iter().any(|word| self.said(start..open) == *word);
        let set = self.reader.days(open + 1, Joins::Loose)?;
        if !known || !self.reader.is(set.next, &Tok::Close) || !set.doubts.is_empty() || set.value.alternating {
            return None;
        }
        self.push_closed(&set.value.days);
        Some(set.next + 1)
    }

    /// The end of the words that belong together from `start` on: a separator outside brackets.
    fn fragment_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(tok) = self.reader.tok(at) {
            match tok {
                Tok::Sep(Sep::Comma | Sep::Period | Sep::Semicolon) | Tok::Newline | Tok::Mark | Tok::Close | Tok::LabelOpen
                    if at > start =>
                {
                    return at;
                }
                Tok::Sep(Sep::Slash) if at > start => return at,
                // Brackets behind a word belong to it.
                Tok::Open => match self.closing_bracket(at) {
                    Some(close) => at = close,
                    None => return self.reader.tokens.len(),
                },
                _ => {}
            }
            at += 1;
        }
        at
    }

    fn closing_bracket(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in open..self.reader.tokens.len() {
            match self.reader.tok(at) {
                Some(Tok::Open) => depth += 1,
                Some(Tok::Close) => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                Some(_) | None => {}
            }
        }
        None
    }

    /// Days or times among the tokens, so leaving them out could change the rule.
    fn has_rule_words(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| {
            matches!(
                self.reader.tok(at),
                Some(
                    Tok::Weekday(_)
                        | Tok::Holiday
                        | Tok::Workday
                        | Tok::AfterHoliday
                        | Tok::Nth(_)
                        | Tok::Last
                        | Tok::Month(_)
                        | Tok::Day(_)
                        | Tok::MonthDay(_)
                        | Tok::Date(_)
                        | Tok::YearMonth(..)
                        | Tok::Clock(..)
                        | Tok::NoClock
                        | Tok::NoDate
                        | Tok::Season(_)
                        | Tok::Named(..)
                )
            )
        })
    }

    /// Whether bare days in brackets stand behind their times: true when the last such brackets have no times after them.
    fn last_bracketed_days_follow_times(&self) -> bool {
        let mut follow = false;
        for at in 0..self.reader.tokens.len() {
            if !self.reader.is(at, &Tok::Open) {
                continue;
            }
            let Some(set) = self.reader.days(at + 1, Joins::Loose) else { continue };
            if self.reader.is(set.next, &Tok::Close) {
                follow = self.reader.time(self.skip_topic(set.next + 1)).is_none();
            }
        }
        follow
    }

    fn has_times(&self) -> bool {
        self.hours.iter().chain(&self.heard.rules.hours).any(|rule| matches!(rule.effect, Effect::Spans(_)))
    }

    fn reserve(&mut self, days: Days, text: &str) {
        let reservation = Reservation { days, text: text.trim().into() };
        if !self.heard.reservations.contains(&reservation) {
            self.heard.reservations.push(reservation);
        }
    }

    fn said(&self, tokens: Range<usize>) -> String {
        self.phrase.get(self.reader.place(tokens)).unwrap_or_default().trim().to_string()
    }

    fn set_aside(&mut self, tokens: Range<usize>, kind: RestKind, text: Option<String>) {
        let range = self.reader.place(tokens.clone());
        let text = text.unwrap_or_else(|| self.said(tokens));
        if !text.is_empty() {
            let place = Place { field: self.field, line: self.line, range };
            self.heard.rest.push(Rest { place, kind, text });
        }
    }

    fn doubt(&mut self, doubts: &[Doubt]) {
        for doubt in doubts {
            let text = self.phrase.get(doubt.range.clone()).unwrap_or_default();
            let place = Place { field: self.field, line: self.line, range: doubt.range.clone() };
            self.heard.remarks.push(Remark::of(place, text, doubt.kind, &doubt.likely));
        }
    }

    fn remark_tokens(&mut self, kind: RemarkKind, tokens: Range<usize>) {
        let range = self.reader.place(tokens);
        self.remark_text(kind, range);
    }

    fn remark_text(&mut self, kind: RemarkKind, range: Range<usize>) {
        let text = self.phrase.get(range.clone()).unwrap_or_default();
        let place = Place { field: self.field, line: self.line, range };
        self.heard.remarks.push(Remark::of(place, text, kind, ""));
    }

    fn snapshot(&self) -> (Heard, Vec<HoursRule>, Mode, bool) {
        (self.heard.clone(), self.hours.clone(), self.mode, self.continues)
    }

    fn restore(&mut self, (heard, hours, mode, continues): (Heard, Vec<HoursRule>, Mode, bool)) {
        *self.heard = heard;
        self.hours = hours;
        self.mode = mode;
        self.continues = continues;
    }
}

/// 土・日、第3土曜は開館: the later days are some of the earlier, so they can only be their exception.
fn narrows(all: &Days, with_some: &Days) -> bool {
    let numbered = with_some.nth != [0; 7] && all.nth == [0; 7];
    let within = (0..7).all(|day| with_some.nth[day] == 0 || all.weekdays & (1 << day) != 0);
    numbered && within && with_some.weekdays == all.weekdays
}

/// Names of closings whose dates are announced elsewhere.
pub(super) const IRREGULAR: &[&str] = &[
    "資料整理日",
    "特別資料整理期間",
    "資料特別整理期間",
    "特別整理期間",
    "特別整理日",
    "館内整理日",
    "館内整理期間",
    "図書整理日",
    "図書整理期間",
    "蔵書点検期間",
    "蔵書整理期間",
    "蔵書点検",
    "整理日",
    "館内整理",
    "施設点検日",
    "保守点検",
    "設備点検",
    "設備点検日",
    "保守点検日",
    "点検日",
    "メンテナンス日",
    "展示替え期間",
    "展示替期間",
    "臨時休館日",
    "臨時休館",
    "臨時休業",
    "臨時休診",
    "その他",
    "不定休",
];

/// Words of remarks that make any day doubtful.
const RESERVING: &[&str] = &[
    "臨時",
    "不定",
    "整理",
    "点検",
    "メンテナンス",
    "展示替",
    "工事",
    "変更",
    "変動",
    "異なる場合",
    "天候",
    "雨天",
    "荒天",
    "警報",
    "台風",
    "場合あり",
    "場合がある",
    "場合があります",
    "場合もある",
    "場合もあります",
    "場合有",
    "日あり",
    "日がある",
    "日があります",
    "休みあり",
    "休みがあり",
    "休業あり",
    "休館あり",
    "休診あり",
    "場合により",
    "ときがあり",
    "時があり",
    "休館日を除く",
    "休業日を除く",
    "休園日を除く",
    "都合により",
    "状況により",
    "季節により",
    "早仕舞",
    "早じまい",
    "早めに",
    "無くなり次第",
    "なくなり次第",
    "売り切れ",
    "売切れ",
    "完売",
    "休日に準ずる",
    "カレンダー",
    "診療科により",
    "診療科によって",
    "時間が違う",
    "ときは",
    "時は使用",
    "場合は使用",
    "月1~2回",
    "指定する日",
    "認める日",
    "認めた日",
    "定める日",
    "法要",
    "その他",
    "ほか",
    "連休あり",
    "葬儀",
    "友引",
];

/// Words of remarks that change no opening time.
const NOTING: &[&str] = &[
    "予約",
    "問合",
    "問い合",
    "お問",
    "ホームページ",
    "HP",
    "ＨＰ",
    "ウェブサイト",
    "電話",
    "TEL",
    "相談",
    "詳細",
    "詳しく",
    "参照",
    "無料",
    "有料",
    "料金",
    "定員",
    "初診",
    "再診",
    "デザートはOK",
    "ゆっくり",
    "自動販売機",
    "販売中",
    "申込",
    "申し込",
    "駐車",
    "教室",
    "体験",
    "見学",
    "追加",
    "ご確認",
    "確認してください",
    "ご覧",
    "お待ち",
    "おすすめ",
    "人気",
    "製造",
    "税込",
    "団体",
    "事前",
    "預かり保育あり",
];

/// Words in brackets that only name the reason of a closing beside them.
const EXPLAINING: &[&str] = &[
    "冬期閉鎖",
    "冬季閉鎖",
    "冬期休館",
    "冬季休館",
    "冬期休業",
    "冬季休業",
    "定休日",
    "休館日",
    "清掃日",
    "祝日を含む",
    "祝日含む",
    "祝日も休み",
    "振替休日を含む",
];

/// Says what may happen, not what does.
fn is_possibility(text: &str) -> bool {
    [
        "場合があります",
        "場合がある",
        "場合あり",
        "場合有",
        "場合もあります",
        "場合もある",
        "ことがあります",
        "ことがある",
        "こともあります",
        "ことあり",
    ]
    .iter()
    .any(|ending| text.trim_end_matches(['。', ' ', '　']).ends_with(ending))
}

/// How much words without any day or time matter.
pub(super) fn classify(text: &str) -> RestKind {
    // The times vary and nobody says how: that is the rule itself, not a remark on it.
    if text.contains("曜日により") || text.contains("曜日によって") {
        return RestKind::Unread;
    }
    let text = text.replace("予約のみ", "予約");
    if RESERVING.iter().any(|word| text.contains(word)) {
        RestKind::Reservation
    } else if NOTING.iter().any(|word| text.contains(word)) && !["のみ", "除", "休", "以外", "限"].iter().any(|word| text.contains(word))
    {
        RestKind::Note
    } else {
        RestKind::Unread
    }
}
