//! Statements that open: times alone, times of days, and what adds to them or takes away.

use super::{LineReader, Mode};
use crate::time::{
    clock::{DAY, NOON, Span, merged},
    days::Days,
    lex::{Sep, Tok, Word},
    read::{Joins, Time},
    remark::{Field, RestKind},
    rules::{ClosedRule, Effect, HoursRule},
};

impl LineReader<'_> {
    /// 【3月〜11月】8:30-18:00, 夏季(4月〜9月)9:00-18:00.
    pub(super) fn labelled_season(&mut self, at: usize) -> Option<usize> {
        let labelled = matches!(self.reader.tok(at), Some(Tok::Word(Word::SeasonLabel(_))));
        let at = if labelled { self.reader.skip_spaces(at + 1) } else { at };
        // 夏期4月〜10月 8:30-18:30: the months say when it is.
        if labelled && matches!(self.reader.tok(at), Some(Tok::Month(_) | Tok::MonthDay(_) | Tok::Number(_))) {
            return self.about_days(at);
        }
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
        // 夏季（7～8月）は18:00まで.
        let told = labelled && self.reader.is(set.next + 1, &Tok::Particle('は'));
        if let Some(time) = self.reader.time(times).filter(|time| told && matches!(time.value, Time::Until(_) | Time::From(_))) {
            let effect = match time.value {
                Time::Until(end) => Effect::Until(end),
                Time::From(start) => Effect::From(start),
                Time::Span(_) | Time::Point(_) | Time::Doubtful => return None,
            };
            self.push_hours(&set.value.days, effect);
            return Some(self.skip_tail(time.next));
        }
        let (spans, next) = self.spans(times)?;
        self.push_hours(&set.value.days, Effect::Spans(spans));
        self.continues = true;
        Some(next)
    }

    /// 令和9年1月から9:00〜16:30, 令和9年3月まで休館: what holds in a stretch with a year.
    pub(super) fn in_a_stretch(&mut self, at: usize) -> Option<usize> {
        let (stretch, next) = self.reader.stretch(at)?;
        let after = self.skip_topic(next);
        if self.reader.is_word(after, Word::Closed) && !self.reader.is(after + 1, &Tok::Colon) {
            self.push_closed(&stretch);
            return Some(self.skip_tail(after + 1));
        }
        if let Some(word) = self.reason_for_closing(after) {
            self.push_closed(&stretch);
            return Some(self.skip_tail(word + 1));
        }
        if self.mode == Mode::Closed {
            return None;
        }
        let (spans, next) = self.spans(after)?;
        self.push_hours(&stretch, Effect::Spans(spans));
        self.continues = true;
        Some(next)
    }

    /// 放課後〜18:00, 下校時から18:30: it begins at no time of the clock.
    pub(super) fn after_school(&mut self, at: usize, days: &Days) -> Option<usize> {
        let dash = self.reader.is_word(at, Word::Note) && matches!(self.reader.tok(at + 1), Some(Tok::Dash | Tok::From));
        let Some(Tok::Clock(end, _)) = self.reader.tok(at + 2).filter(|_| dash && self.mode != Mode::Closed) else { return None };
        let end = *end;
        self.set_aside(at..at + 1, RestKind::Note, None);
        self.push_hours(days, Effect::Until(end));
        Some(if self.reader.is(at + 3, &Tok::Until) { at + 4 } else { at + 3 })
    }

    /// その他 10:00-18:00: the days no other statement speaks of.
    pub(super) fn others(&mut self, at: usize) -> Option<usize> {
        if !self.reader.is_word(at, Word::Others) || self.mode == Mode::Closed {
            return None;
        }
        let (spans, next) = self.spans(self.skip_topic(at + 1))?;
        self.push_hours(&Days::every_day(), Effect::Spans(spans));
        self.continues = true;
        Some(next)
    }

    /// 祝日は開館, 7〜8月は無休, 土日祝は開館(9:00-17:00), 開館 9:00-17:00.
    pub(super) fn opening_word(&mut self, at: usize, days: &Days) -> Option<usize> {
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
        // 第4日曜日も開庁 beside hours of no days in particular: what of the other Sundays?
        let also = matches!(self.reader.tok(at.saturating_sub(1)), Some(Tok::Particle('も') | Tok::Word(Word::Also)));
        if also && days.nth != [0; 7] && self.heard.rules.closed.is_empty() && self.hours.iter().all(|rule| rule.days == Days::every_day())
        {
            let weekdays = (0..7).filter(|day| days.nth[*day] != 0).fold(0, |bits, day| bits | 1 << day);
            let mut others = Days { weekdays, ..Days::default() };
            others.take_out(days.clone());
            let text = self.said(at.saturating_sub(2)..at + 1);
            self.heard.unread.push(super::Reservation { days: others, text });
        }
        if word == Word::Open
            && let Some((spans, after)) = self.spans(inner)
        {
            self.push_hours(days, Effect::Spans(spans));
            return Some(after);
        }
        let weekly = days.weekdays != 0 && !days.holidays && days.months == 0;
        // 土日も開いています says nothing against the other days.
        if word == Word::Open && weekly && !also && self.mode != Mode::Closed && self.heard.rules.closed.is_empty() {
            self.push_hours(days, Effect::OnlyThen);
        } else {
            self.heard.rules.closed.push(ClosedRule::Reopened(days.clone()));
        }
        Some(next)
    }

    /// 土日のみ, (土曜・日曜のみ)17:00-21:00.
    pub(super) fn only(&mut self, at: usize, days: &Days) -> Option<usize> {
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
        // 月曜のみLO.13:30 speaks of the last order alone.
        if matches!(self.reader.tok(next), Some(Tok::Word(Word::LastEntry | Word::Reception))) {
            return self.note(next);
        }
        let mut inner = self.skip_topic(next);
        if self.reader.is(inner, &Tok::Close) {
            inner = self.reader.skip_spaces(inner + 1);
        }
        if let Some((spans, after)) = self.spans(inner) {
            let open = (0..at).rev().find(|at| self.reader.is(*at, &Tok::Open)).unwrap_or(at);
            if self.stands_between_times(open, &spans) {
                return None;
            }
            self.push_hours(days, Effect::Add(spans));
            return Some(after);
        }
        // 平日9:00-17:00(水曜日のみ19:00まで) bends Wednesday, and closes no other day.
        if self.reader.time(inner).is_some() {
            return self.day_times(at, inner, days);
        }
        self.push_hours(days, Effect::OnlyThen);
        Some(next)
    }

    /// 日曜日 9:00-17:00, 金・土は19:00、祝日は17:00まで.
    pub(super) fn day_times(&mut self, start: usize, at: usize, days: &Days) -> Option<usize> {
        // 定休日:月曜日 営業時間:9時〜19時 names the hours of the other days.
        if self.mode == Mode::Closed && self.reader.is_word(at, Word::Hours) && !self.reader.is(at - 1, &Tok::Particle('の')) {
            return None;
        }
        // 土曜の終了時間は17:00.
        if let Some(Tok::Word(word @ (Word::Ends | Word::Starts))) = self.reader.tok(at)
            && let Some(time) = self.reader.time(self.skip_topic(at + 1))
            && let Time::Point(minute) = time.value
        {
            self.push_hours(days, if *word == Word::Ends { Effect::Until(minute) } else { Effect::From(minute) });
            return Some(self.skip_tail(time.next));
        }
        if let Some(next) = self.after_school(at, days) {
            return Some(next);
        }
        let slash = self.reader.is(at, &Tok::Sep(Sep::Slash)) && self.reader.time(at + 1).is_some();
        let at = self.skip_time_label(if slash { at + 1 } else { at });
        if let Some((spans, next)) = self.spans(at) {
            // 12:00-13:00は休み takes time away.
            if let Some(after) = self.takes_away(next) {
                spans.iter().for_each(|span| self.push_hours(days, Effect::Without(*span)));
                return Some(after);
            }
            // 月〜土19:30から22:00夜間診療 comes to the times of the day.
            if self.reader.is_word(next, Word::Note) && self.said(next..next + 1).starts_with("夜間") && self.has_times() {
                self.push_hours(days, Effect::Add(spans));
                return Some(next + 1);
            }
            self.serve_waiting(&Effect::Spans(spans.clone()));
            self.push_hours(days, Effect::Spans(spans));
            self.continues = true;
            return Some(next);
        }
        let time = self.reader.time(at)?;
        // (ランチは11:00-14:00、土日は15:00まで) says when lunch ends.
        if start < self.of_a_part_until && matches!(time.value, Time::Until(_) | Time::From(_)) {
            if !self.has_times() {
                let Time::Until(end) = time.value else { return None };
                self.is_boundary(time.next).then_some(())?;
                self.bend_part(days, end)?;
            }
            self.set_aside(start..time.next, RestKind::Note, None);
            return Some(time.next);
        }
        match time.value {
            // 土曜13:00〜 in a list of closed days is closed from then on.
            // 平日の17:15以降及び土日は施錠: is it open from then on, or closed?
            Time::From(_)
                if self.reader.is_word(time.next - 1, Word::Later)
                    && !matches!(
                        self.reader.tok(time.next),
                        None | Some(Tok::Sep(Sep::Comma | Sep::Period) | Tok::Close | Tok::Newline)
                    ) =>
            {
                return None;
            }
            Time::From(from) if self.field == Field::Closed && self.reader.is(time.next - 1, &Tok::Dash) => {
                self.push_hours(days, Effect::Until(from));
            }
            Time::Until(end) => self.push_hours(days, Effect::Until(end)),
            Time::From(from) => self.push_hours(days, Effect::From(from)),
            Time::Point(time_of) if self.shuts_or_opens(time.next).is_some() => {
                let (shuts, next) = self.shuts_or_opens(time.next)?;
                self.push_hours(days, if shuts { Effect::Until(time_of) } else { Effect::From(time_of) });
                return Some(next);
            }
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

    /// 月曜は昼のみ, 月曜は夜のみ, 月曜ランチ休み: one of the two spans of the day.
    pub(super) fn one_of_two(&mut self, at: usize, days: &Days) -> Option<usize> {
        let early = match self.reader.tok(at)? {
            Tok::Word(Word::Meal) => true,
            Tok::Word(Word::Late | Word::Evening) => false,
            _ => return None,
        };
        let word = self.skip_topic(at + 1);
        let only = self.reader.is_word(word, Word::Only);
        let mut end = word + 1;
        if only && self.reader.is_word(end, Word::Open) {
            end += 1;
        }
        let end = self.skip_tail(end);
        let rests = self.reader.is_word(word, Word::Closed) && !self.reader.is(word + 1, &Tok::Colon);
        if !(only || rests) || !self.is_boundary(end) || self.mode == Mode::Closed {
            return None;
        }
        let spans = self.hours.iter().rev().find_map(|rule| match &rule.effect {
            Effect::Spans(spans) if rule.days == Days::every_day() || weekdays_within(days, &rule.days) => Some(spans.clone()),
            _ => None,
        })?;
        let [noon, evening] = spans.as_slice() else { return None };
        if noon.end > 16 * 60 || evening.start < 15 * 60 {
            return None;
        }
        self.push_hours(days, Effect::Without(if early == only { *evening } else { *noon }));
        Some(end)
    }

    /// 18:30閉店, 17:00に閉館, 8時開店: whether the place shuts then, and the token after.
    pub(super) fn shuts_or_opens(&self, at: usize) -> Option<(bool, usize)> {
        let at = if self.reader.is(at, &Tok::Particle('に')) { at + 1 } else { at };
        let said = self.said(at..at + 1);
        let shuts = match self.reader.tok(at)? {
            Tok::Word(Word::Closed) => said.starts_with('閉'),
            Tok::Word(Word::Ends) => true,
            _ => false,
        };
        let opens = self.reader.is_word(at, Word::Open) && said.starts_with('開') || self.reader.is_word(at, Word::Starts);
        (shuts || opens).then(|| (shuts, self.skip_tail(at + 1)))
    }

    pub(super) fn skip_time_label(&self, at: usize) -> usize {
        match self.reader.tok(at) {
            Some(Tok::Word(Word::Hours)) => self.skip_topic(at + 1),
            Some(_) | None => self.part_label(at).unwrap_or(at),
        }
    }

    /// 【午前】, (昼), 夜の部: what the times behind it are part of. 夜の部 5:00-9:00 is not in the morning, and nobody wrote 午後.
    fn part_label(&self, at: usize) -> Option<usize> {
        let closing = match self.reader.tok(at)? {
            Tok::LabelOpen => Some(Tok::LabelClose),
            Tok::Open => Some(Tok::Close),
            _ => None,
        };
        let word = if closing.is_some() { at + 1 } else { at };
        let early = match self.reader.tok(word)? {
            Tok::Word(Word::Meal) => true,
            Tok::Word(Word::Morning) if closing.is_some() => true,
            Tok::Word(Word::Late) => false,
            Tok::Word(Word::Afternoon | Word::Evening) if closing.is_some() => false,
            _ => return None,
        };
        let after = closing.is_some_and(|closing| self.reader.is(word + 1, &closing));
        let times = self.skip_topic(if after { word + 2 } else { word + 1 });
        let time = self.reader.time(times)?;
        let late = matches!(time.value, Time::Span(Span { start, .. }) | Time::From(start) if start >= NOON);
        ((after || word == at) && (early || late || !matches!(time.value, Time::Span(_)))).then_some(times)
    }

    /// Nothing is certain on days whose times are doubtful.
    pub(super) fn forget_times(&mut self, days: &Days) {
        let text = "時刻がはっきりしません".to_string();
        self.reserve(days.clone(), &text);
    }

    /// Whether 、days time … まで follows.
    pub(super) fn until_comes(&self, at: usize) -> Option<()> {
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
    pub(super) fn takes_away(&self, at: usize) -> Option<usize> {
        let glued = at;
        let at = self.reader.skip_spaces(at);
        if self.reader.is_word(at, Word::Except) || self.reader.is_word(at, Word::Break) {
            return Some(self.skip_tail(at + 1));
        }
        // 12:30〜14:45まで閉局; behind a blank 定休日 is the next label.
        if at == glued
            && self.reader.is_word(at, Word::Closed)
            && !self.is_bracketed_label(at.saturating_sub(1))
            && !self.reader.is(at + 1, &Tok::Colon)
            && self.has_times()
        {
            return Some(self.skip_tail(at + 1));
        }
        let topic = self.reader.is(at, &Tok::Particle('は'));
        let closes = topic && matches!(self.reader.tok(at + 1), Some(Tok::Word(Word::Closed | Word::Break | Word::Except)));
        // 12:00〜13:00は昼休みのため閉室, 13:00〜15:00手術のため休診, 正午から13:00までは受付休止.
        if let Some(word) = self.reason_for_closing(if topic { at + 1 } else { at }) {
            return Some(self.skip_tail(word + 1));
        }
        if topic && self.reader.is_word(at + 1, Word::Reception) && self.reader.is_word(at + 2, Word::Closed) {
            return Some(self.skip_tail(at + 3));
        }
        closes.then(|| self.skip_tail(at + 2))
    }

    /// 延長保育18:30-19:30: open for some, on conditions.
    pub(super) fn extended(&mut self, at: usize) -> Option<usize> {
        if !self.reader.is_word(at, Word::Extended) {
            return None;
        }
        let (spans, next) = self.plain_spans(self.reader.skip_link(at + 1))?;
        let days = self.hours.last().map(|rule| rule.days.clone())?;
        self.push_hours(&days, Effect::Perhaps(spans));
        Some(next)
    }

    /// 昼休み12:00-13:00.
    pub(super) fn pause(&mut self, at: usize) -> Option<usize> {
        if !self.reader.is_word(at, Word::Break) {
            return None;
        }
        // An inn sells its 休憩.
        if self.phrase.contains("宿泊") {
            return None;
        }
        let (spans, next) = self.plain_spans(self.reader.skip_link(at + 1))?;
        spans.iter().for_each(|span| self.push_hours(&Days::every_day(), Effect::Without(*span)));
        Some(self.takes_away(next).unwrap_or(next))
    }

    /// Times without days: for every day, or going on with the rule before.
    pub(super) fn times(&mut self, start: usize) -> Option<usize> {
        if self.orphaned {
            return None;
        }
        let at = self.skip_time_label(start);
        if let Some((spans, next)) = self.spans(at) {
            if let Some(after) = self.takes_away(next) {
                let days = self.days_spoken_of();
                days.iter().for_each(|days| spans.iter().for_each(|span| self.push_hours(days, Effect::Without(*span))));
                return Some(after);
            }
            // ランチは11:00-15:00 speaks of lunch, not of the place.
            let of_a_meal = at > start + 1 && (start..at).any(|at| self.reader.is(at, &Tok::Particle('は')));
            if of_a_meal && self.has_times() {
                let name = self.said(start..at);
                self.name_part(&name, at, Some(spans), start..next);
                self.set_aside(start..next, RestKind::Note, None);
                self.of_a_part_until = self.sentence_end(start);
                return Some(next);
            }
            if self.mode == Mode::Closed {
                return None;
            }
            if let Some(next) = self.goes_on_behind_brackets(start, &spans, next) {
                return Some(next);
            }
            if self.serve_waiting(&Effect::Spans(spans.clone())) {
                self.continues = true;
                return Some(next);
            }
            if let Some((days, after)) = self.days_in_brackets_behind(next).filter(|_| self.overlaps_the_rule_before(&spans)) {
                self.push_hours(&days, Effect::Spans(spans));
                self.continues = false;
                return Some(after);
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
        if let (Time::From(from), Some(next), true) = (time.value, self.end_without_clock(time.next), self.mode != Mode::Closed) {
            self.push_hours(&Days::every_day(), Effect::From(from));
            let text = self.said(at..next);
            self.reserve(Days::every_day(), &text);
            self.set_aside(time.next..next, RestKind::Reservation, None);
            return Some(next);
        }
        match time.value {
            Time::Until(end) => self.push_hours(&Days::every_day(), Effect::Until(end)),
            // 10:00-14:30 18:00〜 has an end that nobody wrote.
            Time::From(_) if self.continues => return None,
            Time::From(from) if self.is_boundary(self.skip_held(time.next)) => {
                self.push_hours(&Days::every_day(), Effect::From(from));
                return Some(self.skip_held(time.next));
            }
            Time::Doubtful => {
                self.doubt(&time.doubts);
                self.set_aside(at..time.next, RestKind::Unread, None);
                self.forget_times(&Days::every_day());
            }
            Time::From(_) | Time::Point(_) | Time::Span(_) => return None,
        }
        Some(time.next)
    }

    /// 9:00〜日没, 11:00〜なくなり次第終了: an end that no clock tells, and the token after it.
    fn end_without_clock(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while matches!(self.reader.tok(end), Some(Tok::Other | Tok::Until | Tok::Word(Word::Ends | Word::Tail | Word::Closed))) {
            end += 1;
        }
        let said = self.said(at..end);
        let names = ["日没", "日の入", "売り切れ", "売切れ", "完売", "なくなり次第", "無くなり次第", "夕方", "暗くなる"];
        (names.iter().any(|name| said.starts_with(name)) && self.is_boundary(end)).then_some(end)
    }

    /// The days whose times a remark without days bends: those named since the last such remark, or every day.
    fn days_spoken_of(&self) -> Vec<Days> {
        let named = self.hours.iter().rev().take_while(|rule| matches!(rule.effect, Effect::Spans(_) | Effect::Add(_)));
        let days: Vec<Days> = named.map(|rule| rule.days.clone()).collect();
        let several = self.hours.iter().any(|rule| matches!(rule.effect, Effect::Without(_))) || self.goes_on_with_times();
        if days.is_empty() || days.contains(&Days::every_day()) || !several { vec![Days::every_day()] } else { days }
    }

    /// Whether the line takes time away more than once.
    fn goes_on_with_times(&self) -> bool {
        (0..self.reader.tokens.len()).filter(|at| self.reader.is_word(*at, Word::Except)).count() > 1
    }

    /// 9:00〜17:00 9:00〜16:30(11月〜2月): the days in brackets right behind times.
    fn days_in_brackets_behind(&self, at: usize) -> Option<(Days, usize)> {
        let open = self.reader.skip_spaces(at);
        if !self.brackets_follow || !self.reader.is(open, &Tok::Open) {
            return None;
        }
        let set = self.reader.days(open + 1, Joins::Loose)?;
        let plain = set.doubts.is_empty() && !set.value.alternating && set.value.yearless.iter().all(|(_, mark)| mark.is_empty());
        (plain && self.reader.is(set.next, &Tok::Close)).then_some((set.value.days, set.next + 1))
    }

    fn overlaps_the_rule_before(&self, more: &[Span]) -> bool {
        matches!(self.hours.last(), Some(HoursRule { effect: Effect::Spans(spans), .. }) if more.iter().any(|one| spans.iter().any(|other| one.start < other.end && other.start < one.end)))
    }

    pub(super) fn every_day_spans(&mut self, start: usize, more: Vec<Span>, next: usize, bracketed: bool) -> Option<usize> {
        if let Some(HoursRule { days, effect: Effect::Spans(spans) | Effect::Add(spans) }) = self.hours.last_mut()
            && (self.continues || *days == Days::every_day())
        {
            let within = more.iter().all(|one| spans.iter().any(|other| other.start <= one.start && one.end <= other.end));
            let apart = more.iter().all(|one| spans.iter().all(|other| one.end <= other.start || other.end <= one.start));
            if within {
                // 10:00-18:00(ランチタイム11:00-14:00), 0:00-24:00(24時間).
                if start > 0 && self.reader.is(start - 1, &Tok::Particle('は')) {
                    self.of_a_part_until = self.sentence_end(start);
                }
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
    pub(super) fn part_of_every_day(&mut self, at: usize) -> Option<usize> {
        if self.mode == Mode::Closed {
            return None;
        }
        self.part_closed(at, &Days::every_day())
    }

    /// A run of spans: 9:00-12:00、13:00-17:00.
    pub(super) fn spans(&mut self, start: usize) -> Option<(Vec<Span>, usize)> {
        let (spans, next) = self.plain_spans(start)?;
        // 11:00〜LO 14:00 names the last order; the doors close some time after it.
        for at in start..next {
            if self.reader.is_word(at, Word::LastEntry) {
                self.set_aside(at..at + 1, RestKind::Note, None);
            }
        }
        Some((spans, self.skip_held(next)))
    }

    /// です, まで利用可能, の間で利用できます, に開いています, 受付 behind times.
    fn skip_held(&self, start: usize) -> usize {
        let mut at = start;
        if self.reader.is_word(at, Word::Throughout) {
            at += 1;
        }
        let held = if matches!(self.reader.tok(at), Some(Tok::Particle('に' | 'で'))) { at + 1 } else { at };
        if self.reader.is_word(held, Word::Open) {
            return self.skip_tail(held + 1);
        }
        let received = self.reader.is_word(at, Word::Reception) && self.said(at..at + 1) == "受付";
        if received && matches!(self.reader.tok(at + 1), None | Some(Tok::Sep(_) | Tok::Newline | Tok::Close | Tok::Open)) {
            return at + 1;
        }
        if self.is_boundary(self.skip_tail(at)) { self.skip_tail(at) } else { start }
    }

    pub(super) fn plain_spans(&self, start: usize) -> Option<(Vec<Span>, usize)> {
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
            let far = self.part_label(far).unwrap_or(far);
            let more = self.reader.time(far).is_some_and(|time| {
                let Time::Span(one) = time.value else { return false };
                let overlaps = spans.iter().any(|other| one.start < other.end && other.start < one.end);
                // 9:00〜20:00、9:00〜19:30(日曜日) are two statements.
                let of_its_own = overlaps && self.days_in_brackets_behind(time.next).is_some();
                self.takes_away(time.next).is_none() && !of_its_own
            });
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

    pub(super) fn has_times(&self) -> bool {
        self.hours.iter().chain(&self.heard.rules.hours).any(|rule| matches!(rule.effect, Effect::Spans(_)))
    }
}

/// Whether all weekdays that `some` names are among those of `all`.
fn weekdays_within(some: &Days, all: &Days) -> bool {
    let of_all = if all.workdays { all.weekdays | 0b001_1111 } else { all.weekdays };
    some.weekdays != 0 && some.weekdays & !of_all == 0
}
