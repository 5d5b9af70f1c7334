//! Statements that close: 月曜休館, 土曜午後, 祝日を除く, and what a holiday does to a closed weekday.

use super::{
    LineReader, Mode, classify, is_known_note,
    leftovers::{EXPLAINING, IRREGULAR, is_uncertain},
};
use crate::time::{
    days::{Days, Season},
    lex::{Sep, Tok, Word},
    read::{DaySet, Joins, Read},
    remark::{Doubt, Field, RemarkKind, RestKind},
    rules::{ClosedRule, Effect, Occasion, OnHoliday, Shift},
};

/// 月曜日が祝日の場合は翌平日, 土日の場合は翌月曜日.
#[derive(Debug, Clone, Copy)]
pub(super) struct Condition {
    /// The weekday it speaks of, where it names one.
    weekday: Option<u8>,
    occasion: Occasion,
    on_holiday: OnHoliday,
    /// The token after it.
    next: usize,
}

impl Condition {
    /// A weekday comes to lie on a holiday, a day of the month on a weekend too.
    fn may_be_of(&self, days: &Days) -> bool {
        let weekly = days.weekdays != 0 || days.nth != [0; 7];
        if self.occasion.weekdays == 0 { weekly || days.month_days != 0 } else { !weekly && days.month_days != 0 }
    }
}

impl LineReader<'_> {
    /// The months in brackets in front of a closing, and the token after them.
    pub(super) fn frame(&self, open: usize) -> Option<(Days, usize)> {
        if !self.reader.is(open, &Tok::Open) {
            return None;
        }
        let set = self.reader.days(open + 1, Joins::Loose).filter(|set| set.doubts.is_empty())?;
        let frame = Days { every_day: true, months: set.value.days.months, ..Days::default() };
        if frame.months == 0 || set.value.days != frame || !self.reader.is(set.next, &Tok::Close) {
            return None;
        }
        let after = self.skip_topic(set.next + 1);
        let closes = self.reader.is_word(after, Word::NeverClosed)
            || self.reader.days(after, Joins::Loose).is_some_and(|days| self.reader.is_word(days.next, Word::Closed));
        closes.then_some((frame, after))
    }

    /// (5月〜9月)無休 (10月〜3月)火曜定休: what holds in the months in brackets.
    pub(super) fn framed(&mut self, at: usize) -> Option<usize> {
        let (frame, after) = self.frame(at)?;
        let months = frame.months;
        if self.reader.is_word(after, Word::NeverClosed) {
            self.heard.rules.closed.push(ClosedRule::Reopened(frame));
            return Some(after + 1);
        }
        let days = self.reader.days(after, Joins::Loose).filter(|set| set.doubts.is_empty() && !set.value.alternating)?;
        let weekly = Days { weekdays: days.value.days.weekdays, nth: days.value.days.nth, ..Days::default() };
        let closes = self.reader.is_word(days.next, Word::Closed) || (self.mode == Mode::Closed && self.is_boundary(days.next));
        if days.value.days != weekly || weekly.is_empty() || !closes {
            return None;
        }
        self.push_closed(&Days { months, ..weekly });
        Some(if self.reader.is_word(days.next, Word::Closed) { self.skip_tail(days.next + 1) } else { days.next })
    }

    /// 月曜日が祝日の場合は翌平日, in brackets or as a sentence.
    pub(super) fn condition(&mut self, at: usize) -> Option<usize> {
        // 祝日は休診。ただし土曜日の祝日は診療。
        if at > 0
            && self.reader.is_word(at - 1, Word::But)
            && let Some(next) = self.holidays_on_weekdays_here(at)
        {
            return Some(next);
        }
        let condition = self.read_condition(at)?;
        // 火・木 10:00-15:00(祝日の場合は休み).
        if self.mode != Mode::Closed && condition.weekday.is_none() && condition.on_holiday == OnHoliday::Closed {
            self.push_closed(&condition.occasion.days());
            return Some(condition.next);
        }
        self.apply_condition(&condition).then_some(condition.next)
    }

    pub(super) fn read_condition(&self, at: usize) -> Option<Condition> {
        let mut at = at;
        while matches!(self.reader.tok(at), Some(Tok::Mark | Tok::Space | Tok::Word(Word::But | Word::ThatDay) | Tok::Sep(Sep::Comma))) {
            at += 1;
        }
        if let Some(condition) = self.condition_of_weekend(at) {
            return Some(condition);
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
        let on_holiday = self.near(on_holiday, weekday, next)?;
        // 祝日は開館し翌日休館 needs no 場合; 祝日は開館 alone is an exception of its own.
        let moves = matches!(on_holiday, OnHoliday::Moved(_));
        let holiday_first = weekday.is_none() && matches!(self.reader.tok(next - 1), Some(Tok::Word(Word::Closed)));
        (met || (moves && holiday_first)).then_some(Condition { weekday, occasion: Occasion::HOLIDAYS, on_holiday, next })
    }

    /// 木曜日が祝日の場合は水曜日 is the day before; a weekday further away that was not said to be the next is not to be told.
    fn near(&self, on_holiday: OnHoliday, named: Option<u8>, next: usize) -> Option<OnHoliday> {
        let (OnHoliday::Moved(Shift::NextWeekday(to)) | OnHoliday::Also(Shift::NextWeekday(to))) = on_holiday else {
            return Some(on_holiday);
        };
        let said_next =
            (0..next).rev().take(8).any(|at| matches!(self.reader.tok(at), Some(Tok::Word(Word::Next | Word::NextDay) | Tok::Nth(_))));
        let of_rule = || match self.heard.rules.closed.last()? {
            ClosedRule::Regular { days, .. } => {
                let mut weekdays = (0..7_u8).filter(|day| days.weekdays & (1 << day) != 0 || days.nth[usize::from(*day)] != 0);
                weekdays.next().filter(|_| weekdays.next().is_none())
            }
            ClosedRule::FollowOn { .. } | ClosedRule::Reopened(_) | ClosedRule::Perhaps(_) => None,
        };
        let Some(from) = named.or_else(of_rule).filter(|_| !said_next) else { return Some(on_holiday) };
        match ((to + 7 - from) % 7, on_holiday) {
            (1..=3, _) => Some(on_holiday),
            (6, OnHoliday::Moved(_)) => Some(OnHoliday::Moved(Shift::DayBefore)),
            (6, _) => Some(OnHoliday::Also(Shift::DayBefore)),
            _ => None,
        }
    }

    /// 土日の場合は翌月曜日, 土・日・祝日に当たるときは翌平日: said of a day of the month.
    fn condition_of_weekend(&self, at: usize) -> Option<Condition> {
        // 25日が土日の場合は: the day is named once more.
        let named = matches!(self.reader.tok(at), Some(Tok::Day(_))) && self.reader.is(at + 1, &Tok::Particle('が'));
        if !self.conditions || (!named && !matches!(self.reader.tok(at), Some(Tok::Weekday(_)))) {
            return None;
        }
        let set = self.reader.days(if named { at + 2 } else { at }, Joins::Loose).filter(|set| set.doubts.is_empty())?;
        let days = set.value.days;
        let occasion = Occasion { holidays: days.holidays, weekdays: days.weekdays };
        let weekend = occasion.weekdays != 0 && occasion.weekdays & 0b001_1111 == 0 && days == occasion.days();
        let mut next = set.next;
        let mut met = false;
        while matches!(
            self.reader.tok(next),
            Some(Tok::Word(Word::Meets | Word::Case) | Tok::Particle('は' | 'が') | Tok::Sep(Sep::Comma) | Tok::Space)
        ) {
            met |= self.reader.is_word(next, Word::Case);
            next += 1;
        }
        if !weekend || !met {
            return None;
        }
        let (on_holiday, next) = self.consequence(next)?;
        matches!(on_holiday, OnHoliday::Moved(_)).then_some(Condition { weekday: None, occasion, on_holiday, next })
    }

    /// 翌日, 開館し、翌平日が休館, 翌日も休み, 開館.
    pub(super) fn consequence(&self, at: usize) -> Option<(OnHoliday, usize)> {
        let skip = |mut at: usize| {
            while matches!(
                self.reader.tok(at),
                Some(Tok::Space | Tok::Sep(Sep::Comma | Sep::Dot) | Tok::Word(Word::SameAsUsual) | Tok::Particle('は' | 'で'))
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
        } else if also || self.reader.is_word(next, Word::Open) {
            return None;
        }
        if self.reader.is(next, &Tok::RestDay) {
            next = self.skip_tail(next + 1);
        }
        Some((if also { OnHoliday::Also(shift) } else { OnHoliday::Moved(shift) }, next))
    }

    pub(super) fn shift(&self, at: usize) -> Option<(Shift, usize)> {
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
            Tok::Word(Word::DayBefore) => Shift::DayBefore,
            Tok::Word(Word::WorkdayBefore) => Shift::WorkdayBefore,
            Tok::Word(Word::Next) => {
                let (weekday, next) = self.reader.one_weekday(at + 1)?;
                return Some((Shift::NextWeekday(weekday), next));
            }
            // 第3月曜日(祝日の場合は第4月曜日) is a week later.
            Tok::Nth(_) => {
                let read = self.reader.days(at, Joins::Tight).filter(|read| read.doubts.is_empty())?;
                let ClosedRule::Regular { days, .. } = self.heard.rules.closed.last()? else { return None };
                let weekday = read.value.days.is_a_week_after(days)?;
                return Some((Shift::NextWeekday(weekday), read.next));
            }
            _ => return None,
        };
        Some((shift, at + 1))
    }

    /// Puts a condition on the closed days it speaks of; false when nobody can tell which these are.
    pub(super) fn apply_condition(&mut self, condition: &Condition) -> bool {
        let Condition { weekday: named, occasion, on_holiday, .. } = *condition;
        let recurring: Vec<usize> = (0..self.heard.rules.closed.len())
            .filter(|index| matches!(&self.heard.rules.closed[*index], ClosedRule::Regular { days, .. } if condition.may_be_of(days)))
            .collect();
        let Some(weekday) = named else {
            let [only] = recurring.as_slice() else { return false };
            if let ClosedRule::Regular { days, on_holiday: slot, occasion: of } = &mut self.heard.rules.closed[*only] {
                if days.holidays {
                    return false;
                }
                (*slot, *of) = (on_holiday, occasion);
                return true;
            }
            return false;
        };
        let named_rule = recurring.into_iter().find(|index| {
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
            self.heard.rules.closed.insert(index + 1, ClosedRule::Regular { days: own, on_holiday, occasion });
        } else if let ClosedRule::Regular { on_holiday: slot, .. } = &mut self.heard.rules.closed[index] {
            *slot = on_holiday;
        }
        true
    }

    /// 午後休診, 午前のみ, and 土曜午後 in a list of closed days.
    pub(super) fn part_closed(&mut self, at: usize, days: &Days) -> Option<usize> {
        let part = match self.reader.tok(at)? {
            Tok::Word(part @ (Word::Morning | Word::Afternoon | Word::Evening)) => *part,
            _ => return None,
        };
        let next = self.skip_topic(at + 1);
        let closes = self.reader.is_word(next, Word::Closed);
        let only = self.reader.is_word(next, Word::Only);
        let listed = self.mode == Mode::Closed && self.is_boundary(at + 1);
        // 木・土は午前中.
        let only = only
            || (part == Word::Morning
                && self.mode != Mode::Closed
                && self.said(at..at + 1) == "午前中"
                && self.is_boundary(at + 1)
                && self.reader.is(at - 1, &Tok::Particle('は')));
        let end = if closes || self.reader.is_word(next, Word::Only) { self.skip_tail(next + 1) } else { at + 1 };
        let end = if only && self.reader.is_word(end, Word::Open) { end + 1 } else { end };
        // 土曜は午前のみで要予約.
        let rest = self.fragment_end(end);
        let noted =
            self.reader.is(end, &Tok::Particle('で')) && !self.has_rule_words(end..rest) && is_known_note(&self.said(end + 1..rest));
        let end = if noted {
            self.set_aside(end + 1..rest, RestKind::Note, None);
            rest
        } else {
            end
        };
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
    pub(super) fn closing_word(&mut self, at: usize, days: &Days, start: usize) -> Option<usize> {
        // 12月〜2月は冬季休業 names what the closing is called.
        let named = matches!(self.reader.tok(at), Some(Tok::Season(Season::WinterBreak | Season::SummerBreak)));
        let topic = at > start && self.reader.is(at - 1, &Tok::Particle('は'));
        let closes = self.reader.is_word(at, Word::Closed) || (named && topic);
        if !closes {
            // 第3水曜は図書整理のため休館.
            let word = topic.then(|| self.reason_for_closing(at))??;
            self.push_closed(days);
            return Some(self.skip_tail(word + 1));
        }
        // 火曜日定休日:… the word is the next label.
        if self.reader.is(at + 1, &Tok::Colon) {
            return None;
        }
        // 月曜は休館日のため利用不可.
        let next = self.skip_tail(self.reason_for_closing(at).unwrap_or(at) + 1);
        self.push_closed(days);
        Some(self.brackets_of_closed(start, next))
    }

    /// 清掃のため閉室: where the closing word stands behind its reason.
    pub(super) fn reason_for_closing(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while matches!(self.reader.tok(end), Some(Tok::Other | Tok::Particle(_) | Tok::Word(Word::Break | Word::Note | Word::Closed))) {
            end += 1;
            if self.reader.is_word(end, Word::Closed) && self.said(at..end).ends_with("のため") {
                return Some(end);
            }
        }
        None
    }

    /// 祝日を除く: closed then, where opening is spoken of; open then, where closing is.
    pub(super) fn exception(&mut self, at: usize, days: &Days) -> Option<usize> {
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

    /// Brackets right behind a closed day: a condition, an exception, or a word that only explains.
    pub(super) fn brackets_of_closed(&mut self, start: usize, next: usize) -> usize {
        let open = self.reader.skip_spaces(next);
        if !self.reader.is(open, &Tok::Open) {
            return next;
        }
        let Some(close) = self.closing_bracket(open) else { return next };
        if let Some(condition) = self.read_condition(open + 1)
            && self.skip_full_stop(condition.next) == close
        {
            if !self.apply_condition_here(start, &condition) {
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
        let before = self.snapshot();
        if self.statements_here(start, open + 1, close) {
            return close + 1;
        }
        self.restore(before);
        let named = self.said(open + 1..close);
        // 土日(祝日を含む): the days on which they are holidays, or holidays too?
        if named.contains("祝日") && named.contains('含') {
            let holidays = Days { holidays: true, ..Days::default() };
            self.heard.rules.closed.push(ClosedRule::Perhaps(holidays));
            return close + 1;
        }
        if named.ends_with("のため") || IRREGULAR.iter().chain(EXPLAINING).any(|word| named == *word && !is_uncertain(word)) {
            return close + 1;
        }
        if self.seasons_here(open + 1, close) {
            return close + 1;
        }
        if self.limit_here(open + 1, close) {
            return close + 1;
        }
        if self.halve_here(open + 1, close) {
            return close + 1;
        }
        let kind = classify(&named);
        // 月曜(不定休もあり) is closed on Mondays, and on other days besides.
        let besides = named.contains('も') || named.ends_with("あり") || named.ends_with('有');
        if besides && !self.has_rule_words(open + 1..close) && kind == RestKind::Reservation {
            self.leave_as_one(open + 1, close);
            return close + 1;
        }
        if !self.has_rule_words(open + 1..close) && (is_uncertain(&named) || kind == RestKind::Reservation) {
            self.make_uncertain(start, next);
            // 不定休 says no more than the rule itself.
            if named != "不定休" {
                self.set_aside(open + 1..close, RestKind::Reservation, Some(named));
            }
            return close + 1;
        }
        // What else stands in brackets behind a closed day says something about it, so it is no item of the list.
        self.leave_as_one(open + 1, close);
        close + 1
    }

    /// (祝日の場合は翌日。夏休み、GWは開館): each a condition or an exception, and nothing else.
    fn statements_here(&mut self, start: usize, at: usize, close: usize) -> bool {
        let mut at = at;
        while at < close {
            let read = match self.read_condition(at) {
                Some(condition) if self.apply_condition_here(start, &condition) => Some(condition.next),
                Some(_) | None => self
                    .exception_here(at)
                    .or_else(|| self.replaced_here(at))
                    .or_else(|| self.weeks_open_here(at))
                    .or_else(|| self.holidays_on_weekdays_here(at)),
            };
            let Some(mut end) = read.filter(|end| *end > at && *end <= close) else { return false };
            while matches!(self.reader.tok(end), Some(Tok::Sep(Sep::Period | Sep::Comma) | Tok::Space | Tok::Mark)) {
                end += 1;
            }
            at = end;
        }
        true
    }

    /// 水曜日(第1・第3は営業), 日曜日(第1・第3のみ営業): weeks in which the weekday just named is open.
    fn weeks_open_here(&mut self, at: usize) -> Option<usize> {
        let (weeks, next) = self.reader.numbers_of_weeks(at)?;
        let next = if self.reader.is_word(next, Word::Only) { next + 1 } else { next };
        let word = self.skip_topic(next);
        let Some(ClosedRule::Regular { days, .. }) = self.heard.rules.closed.last_mut() else { return None };
        let plain = *days == Days { weekdays: days.weekdays, ..Days::default() } && days.weekdays.count_ones() == 1;
        if !plain || !self.reader.is_word(word, Word::Open) {
            return None;
        }
        let mut open = Days::default();
        open.nth[days.weekdays.trailing_zeros() as usize] = weeks;
        days.take_out(open);
        Some(self.skip_tail(word + 1))
    }

    /// 祝日(日曜日と重なる場合は開館), 祝日(ただし土日に当たる祝日は開館): holidays that fall on these weekdays.
    pub(super) fn holidays_on_weekdays_here(&mut self, at: usize) -> Option<usize> {
        let mut at = at;
        while matches!(self.reader.tok(at), Some(Tok::Mark | Tok::Space | Tok::Word(Word::But) | Tok::Sep(Sep::Comma))) {
            at += 1;
        }
        let set = self.reader.days(at, Joins::Loose).filter(|set| set.doubts.is_empty() && !set.value.alternating)?;
        let weekdays = Days { weekdays: set.value.days.weekdays, ..Days::default() };
        let mut next = set.next;
        let mut met = false;
        while matches!(
            self.reader.tok(next),
            Some(
                Tok::Word(Word::Meets | Word::Case) | Tok::Particle('は' | 'が' | 'の') | Tok::Holiday | Tok::Space | Tok::Sep(Sep::Comma)
            )
        ) {
            met |= matches!(self.reader.tok(next), Some(Tok::Word(Word::Meets | Word::Case) | Tok::Holiday));
            next += 1;
        }
        let opens = self.reader.is_word(next, Word::Open) || self.reader.is_word(next, Word::Except);
        if !met || !opens || set.value.days != weekdays || weekdays.is_empty() {
            return None;
        }
        let Some(ClosedRule::Regular { days, .. }) = self.heard.rules.closed.last_mut() else { return None };
        if *days != (Days { holidays: true, ..Days::default() }) {
            return None;
        }
        days.take_out(weekdays);
        Some(self.skip_tail(next + 1))
    }

    /// 水曜日(年末年始、お盆休み有り): seasons that are closed besides.
    fn seasons_here(&mut self, at: usize, close: usize) -> bool {
        let Some(set) = self.reader.days(at, Joins::Loose).filter(|set| set.doubts.is_empty()) else { return false };
        let seasons = Days { seasons: set.value.days.seasons.clone(), ..Days::default() };
        let whole = set.next == close || (self.said(set.next..close) == "休み" && set.next + 1 == close);
        if !whole || set.value.days != seasons || seasons.is_empty() {
            return false;
        }
        self.push_closed(&seasons);
        true
    }

    /// 土(午後): half of the closed day just named.
    fn halve_here(&mut self, at: usize, close: usize) -> bool {
        let part = match self.reader.tok(at) {
            Some(Tok::Word(part @ (Word::Morning | Word::Afternoon))) => *part,
            Some(_) | None => return false,
        };
        let end = if self.reader.is_word(at + 1, Word::Closed) { at + 2 } else { at + 1 };
        let Some(ClosedRule::Regular { days, on_holiday: OnHoliday::Closed, .. }) = self.heard.rules.closed.last().cloned() else {
            return false;
        };
        // 水・土(午後): of both?
        if end != close || days.weekdays.count_ones() != 1 || days.holidays {
            return false;
        }
        self.heard.rules.closed.pop();
        self.push_hours(&days, if part == Word::Afternoon { Effect::MorningOnly } else { Effect::AfternoonOnly });
        true
    }

    /// 日・祝・土曜(不定休): the day named last may be closed, and nobody says when.
    fn make_uncertain(&mut self, start: usize, next: usize) {
        let last = (start..next)
            .rev()
            .find(|at| matches!(self.reader.tok(*at), Some(Tok::Sep(_))))
            .map_or(start, |at| self.reader.skip_spaces(at + 1));
        let own = self.reader.days(last, Joins::Tight).map(|set| set.value.days);
        if let Some(ClosedRule::Regular { days, .. }) = self.heard.rules.closed.pop() {
            let own = own.unwrap_or_else(|| days.clone());
            // 水曜・木曜(繁忙期は無休) is said of both.
            let brackets = self.reader.skip_spaces(next);
            let close = self.closing_bracket(brackets).unwrap_or(brackets);
            let of_the_last = self.said(brackets..close).contains('不');
            let rest = days.without(&own);
            if of_the_last && rest != days && !rest.is_empty() {
                self.push_closed(&rest);
                self.heard.rules.closed.push(ClosedRule::Perhaps(own));
            } else {
                self.heard.rules.closed.push(ClosedRule::Perhaps(days));
            }
        }
    }

    fn skip_full_stop(&self, at: usize) -> usize {
        if self.reader.is(at, &Tok::Sep(Sep::Period)) { at + 1 } else { at }
    }

    /// 水・木曜日(12〜2月): the closed weekdays of some months.
    pub(super) fn limit_here(&mut self, at: usize, close: usize) -> bool {
        let Some(limit) = self.reader.days(at, Joins::Loose).filter(|read| read.next == close && read.doubts.is_empty()) else {
            return false;
        };
        let limit = limit.value.days;
        let months_only = limit == Days { every_day: true, months: limit.months, ..Days::default() };
        let Some(ClosedRule::Regular { days, .. }) = self.heard.rules.closed.last_mut() else { return false };
        let weekly = Days { weekdays: days.weekdays, nth: days.nth, ..Days::default() };
        // 冬期間休業(12月〜2月), 夏季休業(8月中旬): the brackets say when the season is.
        let dated = limit == Days { yearly: limit.yearly.clone(), vague: limit.vague.clone(), ..Days::default() };
        if (months_only || dated) && !days.is_empty() && *days == (Days { seasons: days.seasons.clone(), ..Days::default() }) {
            *days = limit;
            return true;
        }
        if !months_only || *days != weekly || days.is_empty() {
            return false;
        }
        days.months = limit.months;
        true
    }

    /// A condition in the brackets of the rule just made.
    pub(super) fn apply_condition_here(&mut self, start: usize, condition: &Condition) -> bool {
        let Condition { weekday: named, occasion, on_holiday, .. } = *condition;
        // 日曜日、月曜日(祝日の場合は翌日): for Monday alone, or for both?
        let after_comma = start > 0 && matches!(self.reader.tok(self.back_over_spaces(start - 1)), Some(Tok::Sep(Sep::Comma)));
        let by_and = self.reader.days(start, Joins::Tight).is_some_and(|set| set.value.joined_by_and);
        let Some(ClosedRule::Regular { days, .. }) = self.heard.rules.closed.last_mut() else { return false };
        if let Some(weekday) = named
            && *days != Days::weekday(weekday)
        {
            return self.apply_condition(condition);
        }
        if !condition.may_be_of(days) || days.holidays {
            return self.apply_condition(condition);
        }
        let count = self.heard.rules.closed.len();
        let rival = count >= self.closed_from + 2
            && after_comma
            && matches!(&self.heard.rules.closed[count - 2], ClosedRule::Regular { days, on_holiday: OnHoliday::Closed, .. } if days.weekdays != 0 || days.nth != [0; 7]);
        if named.is_none() && (rival || by_and) {
            return false;
        }
        if let Some(ClosedRule::Regular { on_holiday: slot, occasion: of, .. }) = self.heard.rules.closed.last_mut() {
            (*slot, *of) = (on_holiday, occasion);
        }
        true
    }

    pub(super) fn back_over_spaces(&self, mut at: usize) -> usize {
        while at > 0 && self.reader.is(at, &Tok::Space) {
            at -= 1;
        }
        at
    }

    /// The days of an exception; 休日は営業 speaks of holidays.
    fn exception_days(&self, at: usize) -> Option<Read<DaySet>> {
        if self.reader.is(at, &Tok::RestDay) {
            let value = DaySet { days: Days { holidays: true, ..Days::default() }, segments: 1, ..DaySet::default() };
            return Some(Read { value, next: at + 1, doubts: Vec::new() });
        }
        self.reader.days(at, Joins::Loose)
    }

    /// 第3水曜(8月は第4水曜): in these months it is another day that is closed.
    fn replaced_here(&mut self, at: usize) -> Option<usize> {
        let set = self.reader.days(at, Joins::Loose).filter(|set| set.doubts.is_empty() && !set.value.alternating)?;
        let days = set.value.days;
        let told = (at..set.next).any(|at| self.reader.is(at, &Tok::Particle('は')));
        let numbered = days == Days { months: days.months, nth: days.nth, ..Days::default() } && days.nth != [0; 7] && days.months != 0;
        let ends = matches!(self.reader.tok(set.next), Some(Tok::Close | Tok::Sep(_) | Tok::Space));
        let Some(ClosedRule::Regular { days: before, .. }) = self.heard.rules.closed.last_mut() else { return None };
        if !told || !numbered || !ends || before.nth == [0; 7] {
            return None;
        }
        before.take_out(Days { every_day: true, months: days.months, ..Days::default() });
        self.push_closed(&days);
        Some(set.next)
    }

    /// 祝日は営業, 祝日を除く, 7〜8月は無休, inside the brackets of a closed day.
    pub(super) fn exception_here(&mut self, at: usize) -> Option<usize> {
        let mut at = at;
        while matches!(self.reader.tok(at), Some(Tok::Mark | Tok::Space | Tok::Word(Word::But | Word::ThatDay) | Tok::Sep(Sep::Comma))) {
            at += 1;
        }
        let set = self.exception_days(at)?;
        let mut after = self.skip_topic(set.next);
        if self.reader.is_word(after, Word::AndSoOn) {
            after = self.skip_topic(after + 1);
        }
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
        let Some(ClosedRule::Regular { days, on_holiday, .. }) = self.heard.rules.closed.last_mut() else { return None };
        let holidays = Days { holidays: true, ..Days::default() };
        if set.value.days == holidays && !days.holidays {
            *on_holiday = OnHoliday::Open;
            // 毎週月、火(休日は営業) is said of both.
            for rule in &mut self.heard.rules.closed[self.closed_from..] {
                if let ClosedRule::Regular { days, on_holiday: on_holiday @ OnHoliday::Closed, .. } = rule
                    && (days.weekdays != 0 || days.nth != [0; 7])
                    && !days.holidays
                {
                    *on_holiday = OnHoliday::Open;
                }
            }
        } else {
            days.take_out(set.value.days);
        }
        Some(end)
    }
}
