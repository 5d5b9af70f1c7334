//! Lines of `hours:` and `closed:` to rules.
//!
//! 1. The line is walked statement by statement; a statement must be understood up to a boundary (a separator, a bracket,
//!    the next statement), or none of it is.
//! 2. What is not a statement is skipped up to the next strong separator and kept as rest: a note, a reservation, or
//!    something unread that makes the whole opening "not understood".
//! 3. Within a line the closer rule wins (祝日 over weekdays over every day), so the rules of a line are sorted by how
//!    closely they point; across lines the later one wins.

mod brackets;
mod closed_days;
mod hours;
mod leftovers;
mod parts;

use std::ops::Range;

use super::{
    clock::{NOON, Span, merged, without},
    days::{Days, Season},
    lex::{Sep, Tok, Word},
    read::{DaySet, Joins, Read, Reader, Time},
    remark::{Doubt, Field, Place, Remark, RemarkKind, Rest, RestKind},
    rules::{ClosedRule, Effect, HoursRule, Occasion, OnHoliday, Rules},
};

pub(super) use leftovers::{classify, is_known_note};
pub use parts::Part;

use brackets::LastTimes;
use parts::NamesOfParts;

/// Everything the lines of a resource said.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard {
    pub rules: Rules,
    pub reservations: Vec<Reservation>,
    /// What nobody could read, with the days it may change.
    pub unread: Vec<Reservation>,
    /// Parts with times of their own, where nothing is said of the place as a whole.
    pub parts: Vec<Part>,
    pub rest: Vec<Rest>,
    pub remarks: Vec<Remark>,
}

impl Heard {
    /// 休み: お問い合わせください, 学校に準じる: where no closed day was read, what stands among them says that there are some.
    fn doubt_notes_on_closing(&mut self) {
        for rest in self.rest.iter_mut().filter(|rest| rest.place.field == Field::Closed && rest.kind == RestKind::Note) {
            rest.kind = RestKind::Reservation;
            self.reservations.push(Reservation { days: Days::every_day(), text: rest.text.clone() });
        }
    }
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
    let mut waiting = Vec::new();
    for (line, phrase) in hours.iter().enumerate() {
        let mut reader = LineReader::new(&mut heard, phrase, Field::Hours, line);
        reader.waiting = std::mem::take(&mut waiting);
        waiting = reader.read();
    }
    LineReader::new(&mut heard, "", Field::Hours, 0).give_up(waiting);
    // 月〜金曜日 and nothing else: a sign on the door that does not say when it opens.
    let days_alone = !heard.rules.hours.is_empty() && heard.rules.hours.iter().all(|rule| rule.effect == Effect::OnlyThen);
    if let Some(first) = hours.first().filter(|_| days_alone && heard.rest.is_empty()) {
        let place = Place { field: Field::Hours, line: 0, range: 0..first.len() };
        heard.remarks.push(Remark::of(place, first, RemarkKind::NoTimes, ""));
    }
    let without_closed = heard.rules.clone();
    for (line, phrase) in closed.iter().enumerate() {
        let waiting = LineReader::new(&mut heard, phrase, Field::Closed, line).read();
        LineReader::new(&mut heard, "", Field::Closed, line).give_up(waiting);
    }
    if heard.rules == without_closed {
        heard.doubt_notes_on_closing();
    }
    if let Some(first) = hours.first().filter(|_| heard.rest.iter().all(|rest| rest.kind != RestKind::Unread)) {
        let place = Place { field: Field::Hours, line: 0, range: 0..first.len() };
        let unsaid: Vec<&str> =
            [(5, "土曜日"), (6, "日曜日")].iter().filter(|(day, _)| heard.rules.leaves_unsaid(*day)).map(|(_, name)| *name).collect();
        heard.remarks.extend(unsaid.iter().map(|name| Remark::of(place.clone(), first, RemarkKind::Unsaid, name)));
    }
    heard
}

/// Days that were named without a time, which may come later: 毎週水・金, and on the next line 12:00〜14:00.
#[derive(Debug, Clone)]
struct Waiting {
    days: Days,
    place: Place,
    text: String,
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
    /// Days of this sentence and the lines before that have no times yet.
    waiting: Vec<Waiting>,
    names_of_parts: NamesOfParts,
    /// Up to this closing word the days are closed ones; then the mode is as before.
    closing_until: Option<(usize, Mode)>,
    /// The times read last outside brackets, of which brackets behind them speak.
    last_times: Option<LastTimes>,
    /// Up to this token what is said of days is said of a part of the place: (ランチは11:00-14:00、土日は15:00まで).
    of_a_part_until: usize,
    /// The times read last are those of a reception.
    received: bool,
    /// The line has a closing word, and a 場合: what needs them is looked for nowhere else.
    closes: bool,
    conditions: bool,
}

impl<'a> LineReader<'a> {
    fn new(heard: &'a mut Heard, phrase: &'a str, field: Field, line: usize) -> Self {
        let mode = if field == Field::Closed { Mode::Closed } else { Mode::Hours };
        let closed_from = heard.rules.closed.len();
        let reader = Reader::new(phrase);
        let has = |word| (0..reader.tokens.len()).any(|at| reader.is_word(at, word));
        let (closes, conditions) = (has(Word::Closed), has(Word::Case));
        LineReader {
            heard,
            reader,
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
            waiting: Vec::new(),
            names_of_parts: NamesOfParts::default(),
            closing_until: None,
            last_times: None,
            of_a_part_until: 0,
            received: false,
            closes,
            conditions,
        }
    }

    /// Reads the line, and gives back the days in it that still wait for their times.
    fn read(mut self) -> Vec<Waiting> {
        if self.reader.tokens.len() > LONGEST {
            self.leave_all();
            return std::mem::take(&mut self.waiting);
        }
        if self.is_list_of_closed_days() {
            self.mode = Mode::Closed;
            let range = 0..self.phrase.len();
            self.remark_text(RemarkKind::Misplaced, range);
        }
        self.brackets_follow = self.last_bracketed_days_follow_times();
        self.names_of_parts = self.count_names_of_parts();
        let mut at = 0;
        while at < self.reader.tokens.len() {
            if let Some(next) = self.filler(at).filter(|next| *next > at) {
                at = next;
                continue;
            }
            let before = self.snapshot();
            self.strict = self.mode == Mode::Closed;
            match self.statement(at).filter(|next| *next > at && self.is_boundary(*next)) {
                Some(next) => {
                    self.remember_times(at, next);
                    at = next;
                }
                None => {
                    self.restore(before);
                    at = self.leave(at).max(at + 1);
                }
            }
        }
        self.file_hours();
        std::mem::take(&mut self.waiting)
    }

    /// Days for which no times came: opening days when they are most of a week, and otherwise nothing to rely on.
    fn give_up(mut self, waiting: Vec<Waiting>) {
        for Waiting { days, place, text } in waiting {
            // Five weekdays and more are opening days; fewer may as well be the closed ones.
            if days.weekdays.count_ones() >= 5 {
                self.push_hours(&days, Effect::OnlyThen);
                continue;
            }
            self.heard.remarks.push(Remark::of(place.clone(), &text, RemarkKind::NoTimes, ""));
            self.heard.unread.push(Reservation { days: Days::every_day(), text: text.clone() });
            self.heard.rest.push(Rest { place, kind: RestKind::Unread, text });
        }
        self.file_hours();
    }

    /// Gives the days that waited the times that came.
    fn serve_waiting(&mut self, effect: &Effect) -> bool {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.iter().for_each(|one| self.push_hours(&one.days, effect.clone()));
        !waiting.is_empty()
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
        add_second_halves(&mut hours);
        // What bends every day's times (昼休み12:00-13:00) comes last, or there would be nothing to bend yet.
        hours.sort_by_key(|rule| match rule.effect {
            Effect::Spans(_) | Effect::Add(_) | Effect::Perhaps(_) | Effect::OnlyThen => rule.days.precision(),
            _ if rule.days == Days::every_day() => u8::MAX,
            _ => rule.days.precision(),
        });
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
        if let Some((end, mode)) = self.closing_until
            && self.skip_topic(at) >= end
        {
            self.mode = mode;
            self.closing_until = None;
            if at <= end {
                return Some(self.skip_tail(end + 1));
            }
        }
        match self.reader.tok(at)? {
            Tok::Word(Word::AsARule) => {
                let text = self.said(at..at + 1);
                self.reserve(Days::every_day(), &text);
                self.set_aside(at..at + 1, RestKind::Reservation, Some(text));
                Some(at + 1)
            }
            Tok::Word(Word::Tail) if self.is_boundary(at + 1) => Some(at + 1),
            // 第2火曜日 他1/1〜1/4.
            Tok::Other if self.is_other(at) && self.reader.days(self.reader.skip_spaces(at + 1), Joins::Tight).is_some() => Some(at + 1),
            // 年末年始など, 日・祝 他: there are more closed days, and nobody says which.
            Tok::Word(Word::AndSoOn) if self.mode == Mode::Hours && self.has_times() => {
                self.reserve(Days::every_day(), "ほかの時間もあります");
                self.set_aside(at..at + 1, RestKind::Reservation, None);
                Some(at + 1)
            }
            Tok::Word(Word::AndSoOn) | Tok::Other
                if self.mode == Mode::Closed
                    && (self.reader.is_word(at, Word::AndSoOn) || (self.is_other(at) && self.is_boundary(at + 1))) =>
            {
                self.reserve(Days::every_day(), "ほかにも休みがあります");
                self.set_aside(at..at + 1, RestKind::Reservation, None);
                Some(at + 1)
            }
            Tok::Open if self.is_bracketed_label(at) || self.frame(at).is_some() || self.is_named_in_front(at).is_some() => None,
            // 8:30〜17:00 0:00〜0:00: a form in which the second span was left empty.
            Tok::Clock(0, _) if self.reader.is(at + 1, &Tok::Dash) && matches!(self.reader.tok(at + 2), Some(Tok::Clock(0, _))) => {
                self.set_aside(at..at + 3, RestKind::Note, None);
                Some(at + 3)
            }
            Tok::Word(Word::AllDay) if self.mode == Mode::Closed => {
                self.set_aside(at..at + 1, RestKind::Note, None);
                Some(at + 1)
            }
            // (1)9:00-12:00 (2)13:00-16:00.
            Tok::Open if matches!(self.reader.tok(at + 1), Some(Tok::Number(1..=20))) && self.reader.is(at + 2, &Tok::Close) => {
                Some(at + 3)
            }
            Tok::Space | Tok::Mark | Tok::LabelClose | Tok::Word(Word::But) => Some(at + 1),
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

    /// 他
    fn is_other(&self, at: usize) -> bool {
        let chars = self.reader.tokens.get(at).and_then(|token| self.reader.text.chars.get(token.chars.clone()));
        chars.is_some_and(|chars| matches!(chars, ['他'] | ['他', 'に']))
    }

    fn statement(&mut self, at: usize) -> Option<usize> {
        self.label(at)
            .or_else(|| self.never_closed(at))
            .or_else(|| self.conditional(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.others(at))
            .or_else(|| self.framed(at))
            .or_else(|| self.condition(at))
            .or_else(|| self.in_a_stretch(at))
            .or_else(|| self.labelled_season(at))
            .or_else(|| self.about_days(at))
            .or_else(|| self.pause(at))
            .or_else(|| self.extended(at))
            .or_else(|| self.named_in_front(at))
            .or_else(|| self.named_behind(at))
            .or_else(|| self.times(at))
            .or_else(|| self.part_of_every_day(at))
            .or_else(|| self.note(at))
            .or_else(|| self.part_of_the_place(at))
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
        let after_label = at >= 2
            && self.reader.is(at - 1, &Tok::Particle('は'))
            && matches!(self.reader.tok(at - 2), Some(Tok::Word(Word::Hours | Word::OpenDays | Word::Closed | Word::Reception)));
        // 年末年始(12/29〜1/3)館長が必要と認めた日: words behind a bracket are something else, but for a particle and what bends it.
        let before = at.checked_sub(1).and_then(|before| self.reader.tok(before));
        let after_bracket = matches!(before, Some(Tok::Close))
            && matches!(
                tok,
                Tok::Other
                    | Tok::Season(_)
                    | Tok::Word(
                        Word::Others
                            | Word::AsARule
                            | Word::AllDay
                            | Word::Morning
                            | Word::Afternoon
                            | Word::Evening
                            | Word::Meal
                            | Word::Late
                    )
            );
        // 10:00-17:00クーポンは…: what follows a clock time is judged by itself.
        let after_clock =
            matches!(before, Some(Tok::Clock(..))) && self.mode != Mode::Closed && matches!(tok, Tok::Other | Tok::Word(Word::NeverClosed));
        match tok {
            _ if self.closing_until.is_some_and(|(end, _)| self.skip_topic(at) == end) => true,
            _ if after_bracket || after_clock || self.is_label_of_closed_days(at) => true,
            Tok::Space | Tok::Newline | Tok::Sep(_) | Tok::Open | Tok::Close | Tok::Mark | Tok::LabelOpen => true,
            _ if after_gap || after_label => true,
            Tok::Word(Word::AndSoOn) => true,
            Tok::Word(Word::Weekly | Word::Monthly)
                if matches!(before, Some(Tok::Close | Tok::Word(Word::Closed | Word::Hours | Word::OpenDays))) =>
            {
                true
            }
            _ if self.strict => false,
            Tok::Word(Word::But | Word::Hours | Word::OpenDays | Word::Meal | Word::Late | Word::LastEntry | Word::Note) => true,
            Tok::Weekday(_) | Tok::Workday | Tok::Holiday | Tok::Nth(_) | Tok::Month(_) | Tok::MonthDay(_) | Tok::Clock(..) => true,
            _ => false,
        }
    }

    /// (昼)11:30〜14:00, (定休日)火曜日.
    fn is_bracketed_label(&self, open: usize) -> bool {
        let labels = matches!(
            self.reader.tok(open + 1),
            Some(Tok::Word(
                Word::Closed
                    | Word::Hours
                    | Word::OpenDays
                    | Word::Reception
                    | Word::Meal
                    | Word::Late
                    | Word::Evening
                    | Word::Morning
                    | Word::Afternoon
            ))
        );
        let after = self.reader.skip_link(open + 3);
        let holds = self.reader.time(after).is_some() || self.reader.days(after, Joins::Loose).is_some();
        labels && self.reader.is(open + 2, &Tok::Close) && holds
    }

    /// 9:00〜19:00定休日：日曜日.
    fn is_label_of_closed_days(&self, at: usize) -> bool {
        self.reader.is_word(at, Word::Closed) && self.reader.is(self.reader.skip_spaces(at + 1), &Tok::Colon)
    }

    /// 【開館時間】, 休館日:, 定休日 …: what the following days and times are.
    fn label(&mut self, at: usize) -> Option<usize> {
        let closing = match self.reader.tok(at)? {
            Tok::LabelOpen => Some(Tok::LabelClose),
            Tok::Open => Some(Tok::Close),
            _ => None,
        };
        let word_at = if closing.is_some() { at + 1 } else { at };
        let Some(Tok::Word(word)) = self.reader.tok(word_at) else { return None };
        let word = *word;
        let after = word_at + 1;
        let follows = self.reader.tok(after);
        let marked = closing.as_ref().is_some_and(|closing| follows == Some(closing));
        if closing == Some(Tok::Close) && !marked {
            return None;
        }
        // 定休日(日・月・祝日).
        let holds_days = word == Word::Closed
            && self.reader.is(after, &Tok::Open)
            && self.reader.days(after + 1, Joins::Loose).is_some_and(|set| self.reader.is(set.next, &Tok::Close));
        if holds_days && self.said(word_at..after).ends_with('日') {
            self.mode = Mode::Closed;
            self.continues = false;
            return Some(after);
        }
        let introduced =
            marked || matches!(follows, Some(Tok::Colon | Tok::Space | Tok::Particle('は') | Tok::Sep(Sep::Slash) | Tok::Newline));
        let next = self.reader.skip_link(if marked { after + 1 } else { after });
        let mode = match word {
            Word::Hours if !(self.received && self.has_times()) => Mode::Hours,
            Word::Reception if self.has_times() => return None,
            Word::Reception if introduced || self.reader.time(next).is_some() => {
                self.received = true;
                Mode::Hours
            }
            // 受付 8:30～11:30 診療 9:00～12:00, 受付時間…診療時間…: the second are the hours, the first say from when one may come.
            Word::Open | Word::Hours if self.received && self.has_times() => return self.after_the_reception(next),
            // 9:00-17:00 相談日：第2火曜日 is of an offer, and not of the place.
            Word::OpenDays
                if self.has_times()
                    && ["相談", "保育", "施術", "入浴"].iter().any(|offer| self.said(word_at..after).starts_with(offer)) =>
            {
                return None;
            }
            Word::OpenDays if introduced || self.reader.days(next, Joins::Loose).is_some() => Mode::OpenDays,
            Word::Closed if introduced || self.reader.days(after, Joins::Tight).is_some() => {
                // 月曜休館 火曜…: a closing word that ends a statement is no label for the next.
                Mode::Closed
            }
            Word::Open if introduced && (self.reader.time(next).is_some() || self.reader.days(next, Joins::Loose).is_some()) => Mode::Hours,
            Word::Open if self.reader.time(next).is_some() => Mode::Hours,
            Word::Meal | Word::Morning | Word::Late | Word::Evening | Word::Afternoon if self.times_in_brackets(next).is_some() => {
                let (spans, close) = self.times_in_brackets(next)?;
                let early = matches!(word, Word::Meal | Word::Morning);
                if self.mode == Mode::Closed || !(early || spans.iter().all(|span| span.start >= NOON)) {
                    return None;
                }
                return self.every_day_spans(next, spans, close + 1, false);
            }
            Word::Meal | Word::Morning if self.plain_spans(next).is_some() => return Some(next),
            // 夜の部 6:00-8:00 is not in the morning, and nobody wrote 午後.
            Word::Late | Word::Evening | Word::Afternoon
                if self.plain_spans(next).is_some_and(|(spans, _)| spans.iter().all(|span| span.start >= NOON)) =>
            {
                return Some(next);
            }
            _ => return None,
        };
        self.mode = mode;
        self.continues = false;
        self.strict = false;
        Some(if next == after && !introduced { after } else { next })
    }

    /// 診療 9:00～12:00 behind the times of a reception.
    fn after_the_reception(&mut self, at: usize) -> Option<usize> {
        let own = match self.hours.as_slice() {
            [HoursRule { days, effect: Effect::Spans(own) }] if *days == Days::every_day() => own.clone(),
            _ => return None,
        };
        self.received = false;
        if let Some((spans, next)) = self.spans(at) {
            let before = spans.iter().fold(own, |rest, span| without(&rest, *span));
            self.hours.clear();
            self.push_hours(&Days::every_day(), Effect::Spans(spans));
            if !before.is_empty() {
                self.push_hours(&Days::every_day(), Effect::Perhaps(before));
            }
            self.continues = true;
            return Some(next);
        }
        // 診療 9:00～ says no end.
        let time = self.reader.time(at).filter(|time| matches!(time.value, Time::From(_)))?;
        self.set_aside(at..time.next, RestKind::Note, None);
        Some(time.next)
    }

    /// 午前（9:00～12:00）: times that fill brackets, and the closing one.
    fn times_in_brackets(&self, open: usize) -> Option<(Vec<Span>, usize)> {
        let (spans, close) = self.reader.is(open, &Tok::Open).then(|| self.plain_spans(open + 1))??;
        self.reader.is(close, &Tok::Close).then_some((spans, close))
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

    fn skip_tail(&self, mut at: usize) -> usize {
        while matches!(self.reader.tok(at), Some(Tok::Word(Word::Tail | Word::Meets))) {
            at += 1;
        }
        at
    }

    /// A statement that begins with days.
    fn about_days(&mut self, start: usize) -> Option<usize> {
        if self.mode != Mode::Closed
            && let Some(end) = self.closing_sentence(start)
        {
            self.closing_until = Some((end, self.mode));
            self.mode = Mode::Closed;
            self.strict = true;
        }
        let joins = if self.mode == Mode::Closed { Joins::Tight } else { Joins::Loose };
        let set = match self.reader.days(start, joins) {
            Some(set) => set,
            None => self.days_of_month(start).or_else(|| self.holidays_off(start))?,
        };
        if self.mode == Mode::Closed && joins == Joins::Tight {
            // 月曜日、火曜日は9:00-12:00 in a closed list is no list item but a sentence.
            let longer = self.reader.days(start, Joins::Loose).unwrap_or_else(|| set.clone());
            let after = self.reader.skip_link(longer.next);
            let timed = longer.next > set.next && self.reader.time(after).is_some();
            let reopens = matches!(self.reader.tok(after), Some(Tok::Word(Word::Open | Word::NeverClosed | Word::Except | Word::Only)));
            // 水曜日、土曜日午後休診: the closing word at the end is said of both.
            let halved = matches!(self.reader.tok(longer.next), Some(Tok::Word(Word::Morning | Word::Afternoon)))
                && self.reader.is_word(longer.next + 1, Word::Closed);
            if longer.next > set.next && halved {
                return self.with_days(start, longer);
            }
            // GW、年末年始などは時間が変わります is a sentence about both, and no list.
            let named = self.reader.is_word(longer.next, Word::AndSoOn);
            let topic = if named { longer.next + 1 } else { longer.next };
            let is_sentence = longer.next > set.next && self.reader.is(topic, &Tok::Particle('は')) && !timed && !reopens;
            let closes = matches!(self.reader.tok(self.skip_topic(topic)), Some(Tok::Word(Word::Closed | Word::Morning | Word::Afternoon)));
            if is_sentence && !closes {
                return self.day_reservation(start, self.skip_topic(topic), &longer.value.days);
            }
            // 年中無休(お盆、年始除く), 年末年始、夏季休暇のみ: said of all that is listed.
            let of_all = (self.heard.rules.never_closed && self.reader.is_word(after, Word::Except))
                || (self.reader.is_word(after, Word::Only)
                    && matches!(self.reader.tok(after + 1), None | Some(Tok::Close | Tok::Sep(_) | Tok::Newline)));
            if longer.next > set.next && of_all {
                return self.with_days(start, longer);
            }
            if longer.next > set.next && reopens && !narrows(&set.value.days, &longer.value.days) {
                // 土曜日、日曜日は開館: is Saturday a closed day, or open too?
                return None;
            }
            // 日曜、祝日、土曜は9:00〜13:00: Sundays and holidays are items of the list, and Saturday is said to open.
            let told = self.reader.is(longer.next, &Tok::Particle('は'));
            let listed = told && (set.value.days.holidays || set.value.days.weekdays == 1 << 6);
            return self.with_days(start, if timed && !listed { longer } else { set });
        }
        self.with_days(start, set)
    }

    /// 月曜日(祝日の場合は翌平日)、年末年始は休館日: where the closing word stands that is said of a whole list of days.
    fn closing_sentence(&self, start: usize) -> Option<usize> {
        if !self.closes {
            return None;
        }
        let mut at = start;
        let mut items = 0;
        loop {
            let set = self.reader.days(at, Joins::Tight).filter(|set| set.doubts.is_empty())?;
            items += 1;
            at = set.next;
            let open = self.reader.skip_spaces(at);
            if self.reader.is(open, &Tok::Open) {
                items += 1;
                at = self.closing_bracket(open)? + 1;
            }
            if !matches!(self.reader.tok(at), Some(Tok::Sep(Sep::Comma | Sep::And | Sep::Dot))) {
                break;
            }
            at = self.reader.skip_spaces(at + 1);
        }
        let word = self.skip_topic(at);
        // 祝日、12/29〜1/3は利用不可 is one set of days with one word.
        if self.reader.days(start, Joins::Loose).is_some_and(|set| self.skip_topic(set.next) == word) {
            return None;
        }
        (items > 1 && self.reader.is_word(word, Word::Closed) && !self.reader.is(word + 1, &Tok::Colon)).then_some(word)
    }

    /// 土、日、休日: beside the weekend 休日 are the holidays.
    fn holidays_off(&self, at: usize) -> Option<Read<DaySet>> {
        let weekend = (0..self.reader.tokens.len()).any(|at| matches!(self.reader.tok(at), Some(Tok::Weekday(5 | 6))));
        let listed = self.mode == Mode::Closed && self.reader.is(at, &Tok::RestDay) && weekend;
        let value = DaySet { days: Days { holidays: true, ..Days::default() }, segments: 1, ..DaySet::default() };
        listed.then_some(Read { value, next: at + 1, doubts: Vec::new() })
    }

    /// 1日・15日休み, 5日、15日、25日は休み: days of every month, where a closing word stands behind several and no month in front.
    fn days_of_month(&self, start: usize) -> Option<Read<DaySet>> {
        let (days, next) = self.reader.days_of_every_month(start)?;
        let months = (0..self.reader.tokens.len())
            .any(|at| matches!(self.reader.tok(at), Some(Tok::Month(_) | Tok::MonthDay(_) | Tok::Date(_) | Tok::YearMonth(..))));
        let closes = !months && self.reader.is_word(self.skip_topic(next), Word::Closed) && days.month_days.count_ones() > 1;
        let value = DaySet { days, segments: 1, ..DaySet::default() };
        closes.then_some(Read { value, next, doubts: Vec::new() })
    }

    /// 日曜日は第2・第4のみ休み: the weeks of the weekday are said behind it.
    fn weeks_said_behind(&mut self, at: usize, days: &Days) -> Option<usize> {
        let plain = *days == Days { weekdays: days.weekdays, ..Days::default() } && days.weekdays != 0;
        let (weeks, mut next) = self.reader.numbers_of_weeks(at).filter(|_| plain)?;
        if self.reader.is_word(next, Word::Only) {
            next += 1;
        }
        let next = self.skip_topic(next);
        if !self.reader.is_word(next, Word::Closed) || self.reader.is(next + 1, &Tok::Colon) {
            return None;
        }
        let mut some = Days::default();
        (0..7).filter(|day| days.weekdays & (1 << day) != 0).for_each(|day| some.nth[day] = weeks);
        self.push_closed(&some);
        Some(self.skip_tail(next + 1))
    }

    fn with_days(&mut self, start: usize, set: Read<DaySet>) -> Option<usize> {
        let Read { value: DaySet { days, alternating, segments, yearless, .. }, next, doubts } = set;
        if !doubts.is_empty() {
            self.doubt(&doubts);
            self.set_aside(start..next, RestKind::Unread, None);
            return Some(next);
        }
        // 7/21(火) is that day of one year, and nobody says which.
        if yearless.iter().any(|(_, mark)| mark.weekdays != 0) {
            self.remark_tokens(RemarkKind::NoYear, start..next);
            self.set_aside(start..next, RestKind::Unread, None);
            return Some(next);
        }
        if alternating {
            // 隔週火曜日: closed every other week, and nobody says which.
            return self.limited_reservation(start, next, days);
        }
        // 第4週は利用不可: of which weekday?
        if days.nth[0] != 0 && days == (Days { nth: [days.nth[0]; 7], ..Days::default() }) {
            return None;
        }
        let after = self.skip_topic(next);
        // 毎週火曜日にお休みをいただきます.
        let at_days = matches!(self.reader.tok(after), Some(Tok::Particle('に' | 'を')))
            && matches!(self.reader.tok(after + 1), Some(Tok::Word(Word::Closed | Word::Open)));
        let after = if at_days { after + 1 } else { after };
        if self.reader.is_word(after, Word::EveryOtherWeek) {
            return self.limited_reservation(start, after + 1, days);
        }
        // 水曜・土曜午後: is Wednesday closed all day?
        let part = matches!(self.reader.tok(after), Some(Tok::Word(Word::Morning | Word::Afternoon | Word::Evening)));
        let whole_day = self.mode == Mode::Closed && self.is_boundary(after + 1);
        // 日曜・祝日・木曜午後休診: Sundays and holidays surely have no morning either, or do they?
        let sundays = days.holidays || days.weekdays & 1 << 6 != 0;
        // 水・土の午後 is the afternoon of both.
        let half = matches!(self.reader.tok(after), Some(Tok::Word(Word::Morning | Word::Afternoon)));
        let of_both = half && self.reader.is(after - 1, &Tok::Particle('の')) && days.nth == [0; 7] && !sundays;
        if part
            && whole_day
            && segments > 1
            && !of_both
            && let Some(end) = self.half_of_the_last(start, next, after, &days)
        {
            return Some(end);
        }
        // 木土午後 runs on without a separator, so the half is said of both.
        let parted = (start..next).any(|at| matches!(self.reader.tok(at), Some(Tok::Sep(_))));
        if part && segments > 1 && !of_both && ((whole_day && parted) || sundays) {
            let end = after + 1;
            let range = self.reader.place(start..end);
            self.doubt(&[Doubt { range, kind: RemarkKind::Ambiguous, likely: "「水曜日、土曜日午後」".into() }]);
            self.set_aside(start..end, RestKind::Unread, None);
            return Some(end);
        }
        // (土日祝・年末年始休み): the name of the season holds the closing word.
        let named = matches!(
            self.reader.tok(next - 1),
            Some(Tok::Season(
                Season::YearEndAndNewYear | Season::YearEnd | Season::NewYear | Season::NewYearHolidays | Season::Obon | Season::GoldenWeek
            ))
        );
        let closes = named && ["休み", "休業", "休館"].iter().any(|word| self.said(next - 1..next).ends_with(word));
        if closes
            && self.mode == Mode::Hours
            && matches!(self.reader.tok(next), None | Some(Tok::Close | Tok::Sep(Sep::Period) | Tok::Newline))
        {
            self.push_closed(&days);
            return Some(next);
        }
        // 冬季休業あり, お盆休み有り.
        let of_season = || !days.seasons.is_empty() && days == Days { seasons: days.seasons.clone(), ..Days::default() };
        let resting = || {
            let name = self.said(next - 1..next);
            ["休み", "休業", "休館", "休暇"].iter().any(|word| name.ends_with(word))
        };
        if of_season()
            && resting()
            && ["あり", "有り", "有", "があります", "もあり"].contains(&self.said(next..next + 1).as_str())
            && self.is_boundary(next + 1)
        {
            // What rests in winter may do so for months.
            let winter = Days { seasons: [Season::Winter].into(), ..Days::default() };
            self.push_closed(if days.seasons.contains(&Season::WinterBreak) { &winter } else { &days });
            return Some(next + 1);
        }
        if let Some(end) = self.weeks_said_behind(after, &days).or_else(|| self.one_of_two(after, &days)) {
            return Some(end);
        }
        // 土・日・祝日は原則休み.
        if self.reader.is_word(after, Word::AsARule) && self.reader.is_word(after + 1, Word::Closed) {
            let text = self.said(after..after + 1);
            self.set_aside(after..after + 1, RestKind::Reservation, Some(text));
            self.push_closed(&days);
            return Some(self.skip_tail(after + 2));
        }
        // 日曜、祝日、土曜不定休.
        let irregular = || ["不定休", "不定期"].contains(&self.said(after..after + 1).as_str());
        if self.mode == Mode::Closed && irregular() && self.is_boundary(after + 1) && after == next {
            self.set_aside(after..after + 1, RestKind::Reservation, None);
            self.heard.rules.closed.push(ClosedRule::Perhaps(days));
            return Some(after + 1);
        }
        let effect = self
            .close_part(start, after, &days)
            .or_else(|| self.part_closed(after, &days))
            .or_else(|| self.closing_word(after, &days, start))
            .or_else(|| self.opening_word(self.skip_even(after), &days))
            .or_else(|| self.only(after, &days))
            .or_else(|| self.exception(after, &days))
            .or_else(|| self.day_times(start, after, &days))
            .or_else(|| self.day_note(after))
            .or_else(|| {
                // 日曜日 期間により変更あり in a list of closed days: Sunday is closed all the same.
                let parted = self.mode == Mode::Closed && (after == next || self.reader.is(next, &Tok::Space));
                (!parted).then(|| self.day_reservation(start, after, &days)).flatten()
            });
        effect.or_else(|| self.bare_days(start, next, days))
    }

    /// 祝日などは営業, 祝日でも営業.
    fn skip_even(&self, at: usize) -> usize {
        let at = if self.reader.is_word(at, Word::AndSoOn) { self.skip_topic(at + 1) } else { at };
        let even = self.reader.is(at, &Tok::Particle('で'))
            && matches!(self.reader.tok(at + 1), Some(Tok::Particle('も') | Tok::Word(Word::Also)));
        if even { at + 2 } else { at }
    }

    /// 日・祝・土午後: in a list of closed days whose others are surely whole days, the half belongs to the last.
    fn half_of_the_last(&mut self, start: usize, next: usize, part: usize, days: &Days) -> Option<usize> {
        let last_from = |separator: usize| {
            let last = self.reader.days(self.reader.skip_spaces(separator + 1), Joins::Tight)?;
            (last.next == next && last.doubts.is_empty()).then_some((separator, last.value.days))
        };
        let (separator, last) = (start..next).rev().filter(|at| matches!(self.reader.tok(*at), Some(Tok::Sep(_)))).find_map(last_from)?;
        let others = days.without(&last);
        // 水・土午後、日、祝: where 、 parts what ・ joins, the half is said of both.
        let goes_on = self.reader.tok(part + 1) == self.reader.tok(separator);
        let listed = others.holidays || others.weekdays & 1 << 6 != 0 || (goes_on && self.reader.days(part + 2, Joins::Tight).is_some());
        let plain = last.weekdays != 0 || last.nth != [0; 7];
        if !listed || !plain || last.holidays || last.weekdays & 1 << 6 != 0 || others == *days {
            return None;
        }
        let end = self.part_closed(part, &last)?;
        self.push_closed(&others);
        Some(end)
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
        self.heard.rules.closed.push(ClosedRule::Regular {
            days: days.clone(),
            on_holiday: OnHoliday::Closed,
            occasion: Occasion::HOLIDAYS,
        });
    }

    /// Days alone: closed days in a closed list, opening days under such a label, and otherwise nothing to rely on.
    fn bare_days(&mut self, start: usize, next: usize, days: Days) -> Option<usize> {
        let next = if self.mode == Mode::Closed && self.is_boundary(self.skip_tail(next)) { self.skip_tail(next) } else { next };
        if !self.is_boundary(next) {
            return None;
        }
        match self.mode {
            Mode::Closed => {
                // 4月から11月まで。祝日は利用不可: a sentence without a closing word, where another has one, tells when it is open.
                let sentence = self.reader.is(next, &Tok::Sep(Sep::Period)) && self.field == Field::Closed;
                let closes_later = (next..self.reader.tokens.len()).any(|at| self.reader.is_word(at, Word::Closed));
                if sentence && closes_later && days.every_day && days.months != 0 {
                    return None;
                }
                // 祝日及び7〜8月は10:00から: what looks like an item is the beginning of a sentence.
                let and = matches!(self.reader.tok(next), Some(Tok::Sep(Sep::And | Sep::Or)));
                if and {
                    return None;
                }
                self.push_closed(&days);
                let end = self.brackets_of_closed(start, next);
                // 第1・3月曜日(祝日の場合は翌日)は休業.
                let word = self.skip_topic(end);
                return Some(if end > next && word > end && self.reader.is_word(word, Word::Closed) {
                    self.skip_tail(word + 1)
                } else {
                    end
                });
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
                if self.stands_between_times(start - 1, &spans) {
                    return self.cannot_tell(start - 1, start, after);
                }
                self.push_hours(&days, Effect::Spans(spans));
                self.continues = true;
                return Some(after);
            }
            return None;
        }
        let place = Place { field: self.field, line: self.line, range: self.reader.place(start..next) };
        let text = self.said(start..next);
        self.waiting.push(Waiting { days, place, text });
        Some(next)
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
        let text = text.unwrap_or_else(|| self.said(tokens.clone()));
        if !text.is_empty() {
            if kind == RestKind::Unread {
                self.heard.unread.push(Reservation { days: self.reach(tokens), text: text.clone() });
            }
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

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            rules: self.heard.rules.clone(),
            reservations: self.heard.reservations.len(),
            unread: self.heard.unread.len(),
            parts: self.heard.parts.len(),
            rest: self.heard.rest.len(),
            remarks: self.heard.remarks.len(),
            hours: self.hours.clone(),
            mode: self.mode,
            continues: self.continues,
            waiting: self.waiting.clone(),
            closing_until: self.closing_until,
            last_times: self.last_times,
            of_a_part_until: self.of_a_part_until,
        }
    }

    fn restore(&mut self, before: Snapshot) {
        self.heard.rules = before.rules;
        // What was said only grows, so that it can be cut back to its length.
        self.heard.reservations.truncate(before.reservations);
        self.heard.unread.truncate(before.unread);
        self.heard.parts.truncate(before.parts);
        self.heard.rest.truncate(before.rest);
        self.heard.remarks.truncate(before.remarks);
        self.hours = before.hours;
        self.mode = before.mode;
        self.continues = before.continues;
        self.waiting = before.waiting;
        self.closing_until = before.closing_until;
        self.last_times = before.last_times;
        self.of_a_part_until = before.of_a_part_until;
    }
}

/// What a statement that turns out to be none has to leave as it was.
struct Snapshot {
    rules: Rules,
    reservations: usize,
    unread: usize,
    parts: usize,
    rest: usize,
    remarks: usize,
    hours: Vec<HoursRule>,
    mode: Mode,
    continues: bool,
    waiting: Vec<Waiting>,
    closing_until: Option<(usize, Mode)>,
    last_times: Option<LastTimes>,
    of_a_part_until: usize,
}

/// 月〜土 9:00-12:00、月・火・木 14:00-18:00: on Monday both hold, since the afternoon corrects no morning.
fn add_second_halves(hours: &mut [HoursRule]) {
    for later in 1..hours.len() {
        let (before, rest) = hours.split_at_mut(later);
        let Some(HoursRule { days, effect }) = rest.first_mut() else { return };
        let Effect::Spans(spans) = effect else { continue };
        let start = spans.first().map_or(0, |span| span.start);
        let goes_on = before.iter().any(|rule| match &rule.effect {
            Effect::Spans(earlier) | Effect::Add(earlier) => {
                weekdays_of(&rule.days) & weekdays_of(days) != 0 && earlier.last().is_some_and(|last| last.end <= start)
            }
            _ => false,
        });
        if goes_on {
            *effect = Effect::Add(std::mem::take(spans));
        }
    }
}

/// The weekdays a set names, 平日 included.
fn weekdays_of(days: &Days) -> u8 {
    if days.workdays { days.weekdays | 0b001_1111 } else { days.weekdays }
}

/// 土・日、第3土曜は開館: the later days are some of the earlier, so they can only be their exception.
fn narrows(all: &Days, with_some: &Days) -> bool {
    let numbered = with_some.nth != [0; 7] && all.nth == [0; 7];
    let within = (0..7).all(|day| with_some.nth[day] == 0 || all.weekdays & (1 << day) != 0);
    numbered && within && with_some.weekdays == all.weekdays
}
