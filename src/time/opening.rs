//! When a place is open: the rules of its hours and closed days, asked about a date or a moment.
//!
//! A date is decided in this order:
//! 1. Closed rules, the later ones over the earlier; a closing on a holiday may move to another day.
//! 2. Hours rules, the later ones over the earlier.
//! 3. Reservations: words such as 資料整理日 that may close the place on days nobody can compute. They never make a day
//!    closed; they only keep it from being called plainly open.

use jiff::civil::{Date, DateTime};

use super::{
    clock::{DAY, Minutes, NOON, Span, list, merged, without},
    days::{Belongs, Days, Season, weekday_of},
    holidays::is_holiday,
    opening_read::{Heard, Part, Reservation, hear},
    remark::{Field, Remark, Rest, RestKind},
    rules::{ClosedRule, Effect, HoursRule, Occasion, OnHoliday, Rules, Shift},
    say::WEEKDAYS,
};

/// How far ahead a moved closing may land; longer runs of closed days are not searched.
const FARTHEST_SHIFT: i64 = 21;

/// The opening times of one place, as far as its notices say.
#[derive(Debug, Clone)]
pub struct Opening {
    heard: Heard,
}

/// One date of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date itself.
    pub date: Date,
    /// When it is open, in order; ends above 1440 are past midnight. Empty when closed and when not known.
    pub spans: Vec<Span>,
    /// How far the spans may be relied on.
    pub certainty: Certainty,
    /// One Japanese sentence without a full stop: 「月曜日は休み」.
    pub why: String,
    /// Words that may close the place on this date all the same, or change its times.
    pub reservations: Vec<String>,
    /// Times at which it may be open besides: neither open nor closed may be said then.
    pub perhaps: Vec<Span>,
}

/// How much a [`Day`] may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The spans, or the closing, are what the notices say.
    Certain,
    /// The spans hold unless one of the reservations applies.
    Reserved,
    /// The notices do not tell; the spans are empty.
    Unknown,
}

/// What may be said about a moment. Only `Open` may be shown as "open".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Certainly open.
    Open {
        /// When it closes.
        until: DateTime,
    },
    /// Open unless one of these applies.
    OpenWithReservations {
        /// When it closes.
        until: DateTime,
        /// The words of the notice: 資料整理日.
        reservations: Vec<String>,
    },
    /// Certainly closed.
    Closed {
        /// 月曜日は休み, or the times of the day.
        why: String,
    },
    /// The notices do not tell.
    Unknown {
        /// What is missing.
        why: String,
    },
}

impl Opening {
    /// Reads the lines of `hours:` and `closed:`; later lines win. Never fails: what is not understood is in
    /// [`rest`](Opening::rest).
    pub fn parse(hours: &[&str], closed: &[&str]) -> Opening {
        Opening { heard: hear(hours, closed) }
    }

    /// Whether every word that could change the rule was read.
    pub fn understood(&self) -> bool {
        self.heard.rest.iter().all(|rest| rest.kind != RestKind::Unread) && !self.is_empty()
    }

    /// Nothing that could be computed was said.
    pub fn is_empty(&self) -> bool {
        self.heard.rules == Rules::default() && self.parts().next().is_none()
    }

    /// Ready lines to choose from for each day of which nothing is said while the others have their times: it is open, or it is
    /// closed. Its times are those of the day after or before it.
    pub fn choices(&self) -> Vec<(Field, String)> {
        let unsaid = [(5, "土曜日"), (6, "日曜日")].into_iter().filter(|(weekday, _)| self.heard.rules.leaves_unsaid(*weekday));
        let lines = unsaid.flat_map(|(weekday, name)| {
            let near = [6, 4, 5, 0]
                .into_iter()
                .filter(|near| *near != weekday)
                .find_map(|near| self.plain_weekday(near).filter(|spans| !spans.is_empty()));
            let open = near.map(|spans| (Field::Hours, format!("{name} {}", list(&spans))));
            open.into_iter().chain([(Field::Closed, name.to_owned())])
        });
        lines.collect()
    }

    /// The parts of the place that have times of their own.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.heard.parts.iter()
    }

    /// Those that are open on a date on which the place is, in words: 「食堂は 11:00-14:00」.
    pub fn parts_said_on(&self, date: Date) -> Vec<String> {
        let open = self.parts().filter(|part| part.days.belongs(date) == Belongs::Yes);
        open.map(|part| format!("{}は {}", part.name, part.times().join("、"))).collect()
    }

    /// The parts that did not become rules, word for word.
    pub fn rest(&self) -> &[Rest] {
        &self.heard.rest
    }

    /// What the editor should know.
    pub fn remarks(&self) -> &[Remark] {
        &self.heard.remarks
    }

    /// The rules in the house's own words, for `hours:` and for `closed:`.
    pub fn canonical(&self) -> (Vec<String>, Vec<String>) {
        self.heard.rules.in_japanese()
    }

    /// Says the same as `other`, however it was worded; remarks and rest do not count.
    pub fn same_rules(&self, other: &Opening) -> bool {
        self.heard.rules == other.heard.rules
    }

    /// Everything known about one date. What a part that was not read may change is not known.
    pub fn on(&self, date: Date) -> Day {
        let day = self.read_on(date);
        let unread: Vec<String> = self
            .heard
            .unread
            .iter()
            .filter(|unread| unread.days.belongs(date) != Belongs::No)
            .map(|unread| format!("「{}」は読み取れていません", unread.text))
            .collect();
        if unread.is_empty() {
            return day;
        }
        let link = if day.why.contains("。ただし") { "、" } else { "。ただし" };
        let why = format!("{}{link}{}", day.why, unread.join("、"));
        Day { spans: Vec::new(), certainty: Certainty::Unknown, why, reservations: unread, perhaps: Vec::new(), ..day }
    }

    /// What the parts that were read say of one date.
    fn read_on(&self, date: Date) -> Day {
        let mut reservations = self.reservations_on(date);
        let closing = self.closing(date);
        let day = |certainty, why, reservations| Day { date, spans: Vec::new(), certainty, why, reservations, perhaps: Vec::new() };
        match closing.belongs {
            Belongs::Yes => day(Certainty::Certain, closing.why, Vec::new()),
            Belongs::Likely => day(Certainty::Unknown, closing.why, reservations),
            Belongs::Perhaps => {
                reservations.insert(0, closing.why);
                self.times_on(date, reservations)
            }
            Belongs::No => self.times_on(date, reservations),
        }
    }

    /// What may be said at `now` (Japanese civil time). This function alone decides.
    pub fn state_at(&self, now: DateTime) -> State {
        let minute = u16::from(now.hour().unsigned_abs()) * 60 + u16::from(now.minute().unsigned_abs());
        // Yesterday's evening may still be going on.
        let early = now.date().yesterday().ok().map(|yesterday| self.on(yesterday));
        let still_open = early.as_ref().and_then(|day| Some((day, open_span(day, minute.checked_add(DAY)?)?)));
        let today = self.on(now.date());
        let open = still_open.or_else(|| Some((&today, open_span(&today, minute)?)));
        match open {
            Some((day, span)) => {
                let until = moment(day.date, span.end).unwrap_or(now);
                match day.certainty {
                    Certainty::Certain => State::Open { until },
                    Certainty::Reserved => State::OpenWithReservations { until, reservations: day.reservations.clone() },
                    Certainty::Unknown => State::Unknown { why: day.why.clone() },
                }
            }
            None if today.perhaps.iter().any(|span| span.start <= minute && minute < span.end) => {
                State::Unknown { why: format!("{}。ほかの時間は確かめてください", today.why) }
            }
            None if today.certainty == Certainty::Unknown => State::Unknown { why: today.why },
            None => State::Closed { why: today.why },
        }
    }

    /// The times of an ordinary week and of a holiday, without closings that come by date: (name, day).
    ///
    /// For the table on a page; it names what holds most weeks, so dates must still be asked with [`on`](Opening::on).
    pub fn week(&self) -> Vec<(&'static str, Option<Vec<Span>>)> {
        const NAMES: [&str; 7] = ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"];
        let mut week: Vec<_> = NAMES.into_iter().zip(0_u8..).map(|(name, weekday)| (name, self.plain_weekday(weekday))).collect();
        week.push(("祝日", self.plain_holiday()));
        week
    }

    /// The spans of a weekday in an ordinary week; `None` when they are not known.
    pub(super) fn plain_weekday(&self, weekday: u8) -> Option<Vec<Span>> {
        let one = Days::weekday(weekday);
        let plain_rule = |days: &Days| {
            days.months == 0
                && days.within.is_none()
                && (days.every_day || days.weekdays & one.weekdays != 0 || (days.workdays && weekday < 5))
        };
        let closed = self.heard.rules.closed.iter().fold(false, |closed, rule| match rule {
            ClosedRule::Regular { days, .. } => closed || plain_rule(days),
            ClosedRule::Reopened(days) => closed && !plain_rule(days),
            ClosedRule::FollowOn { .. } | ClosedRule::Perhaps(_) => closed,
        });
        if closed {
            return Some(Vec::new());
        }
        // Neither open nor closed may be promised of a day that is one or the other.
        let may_be_closed = self.heard.rules.closed.iter().any(|rule| matches!(rule, ClosedRule::Perhaps(days) if plain_rule(days)));
        if may_be_closed || self.heard.rules.leaves_unsaid(weekday) {
            return None;
        }
        self.spans_where(&plain_rule)
    }

    /// The spans of a holiday that is no other closed day; `None` when they depend on its weekday or are not known.
    pub(super) fn plain_holiday(&self) -> Option<Vec<Span>> {
        let on_holiday = |days: &Days| days.months == 0 && days.within.is_none() && (days.every_day || days.holidays);
        let closed =
            self.heard.rules.closed.iter().any(|rule| matches!(rule, ClosedRule::Regular { days, .. } if days.holidays && days.is_plain()));
        if closed {
            return Some(Vec::new());
        }
        let said = self.heard.rules.hours.iter().any(|rule| rule.days.holidays);
        if said { self.spans_where(&on_holiday) } else { None }
    }

    fn spans_where(&self, holds: &dyn Fn(&Days) -> bool) -> Option<Vec<Span>> {
        let mut spans = None;
        let restricted = self.heard.rules.hours.iter().any(|rule| rule.effect == Effect::OnlyThen);
        let allowed = self.heard.rules.hours.iter().any(|rule| rule.effect == Effect::OnlyThen && holds(&rule.days));
        for rule in self.heard.rules.hours.iter().filter(|rule| holds(&rule.days)) {
            apply(&rule.effect, &mut spans);
        }
        let spoken = self.heard.rules.hours.iter().any(|rule| matches!(rule.effect, Effect::Spans(_) | Effect::Add(_)));
        if (restricted && !allowed) || (spans.is_none() && spoken && !self.has_partial_effects()) {
            return Some(Vec::new());
        }
        spans
    }

    fn has_partial_effects(&self) -> bool {
        self.heard.rules.hours.iter().any(|rule| is_partial(&rule.effect))
    }

    fn reservations_on(&self, date: Date) -> Vec<String> {
        let apply = |reservation: &&Reservation| reservation.days.belongs(date) != Belongs::No;
        self.heard.reservations.iter().filter(apply).map(|reservation| reservation.text.clone()).collect()
    }

    /// The times of a date that no rule closes.
    fn times_on(&self, date: Date, mut reservations: Vec<String>) -> Day {
        let unknown = |why: String, reservations| Day {
            date,
            spans: Vec::new(),
            certainty: Certainty::Unknown,
            why,
            reservations,
            perhaps: Vec::new(),
        };
        if self.heard.rules.hours.is_empty() && self.parts().any(|part| !part.beside) {
            return self.day_of_parts(date, reservations);
        }
        if self.heard.rules.hours.is_empty() {
            return unknown("時間が書かれていません".into(), reservations);
        }
        let mut spans: Option<Vec<Span>> = None;
        let mut why = String::new();
        let mut changes: Vec<String> = Vec::new();
        let mut perhaps: Vec<Span> = Vec::new();
        let mut mornings_only = false;
        for rule in &self.heard.rules.hours {
            match rule.days.belongs(date) {
                Belongs::No => continue,
                // Nobody wrote from when to when the season lasts.
                Belongs::Perhaps | Belongs::Likely => {
                    reservations.push(rule.in_japanese());
                    continue;
                }
                Belongs::Yes => {}
            }
            if let (Effect::Spans(own), Some(before)) = (&rule.effect, &spans)
                && replaces_a_part(own, before)
                && rule.days != Days::every_day()
            {
                reservations.push(format!("{}のほかの時間も開いているかもしれません", rule.in_japanese()));
                perhaps.extend(before.iter().filter(|span| !own.iter().any(|one| one.start < span.end && span.start < one.end)));
            }
            // 水:午後休診 and 水:17:30-20:00 leave the morning as it is, whatever it is.
            if let Effect::Spans(own) = &rule.effect
                && mornings_only
                && own.iter().all(|span| span.start >= NOON)
            {
                perhaps.push(Span { start: 0, end: NOON + 120 });
                reservations.push("午前の時刻は書かれていません".into());
            }
            mornings_only |= rule.effect == Effect::MorningOnly;
            apply(&rule.effect, &mut spans);
            match rule.effect {
                Effect::Spans(_) => {
                    why = rule.in_japanese();
                    changes.clear();
                }
                Effect::Perhaps(ref more) => perhaps.extend(more),
                Effect::OnlyThen => {}
                // 正午〜13:00を除く bends every day that has times, and gives none.
                _ if spans.is_none() && rule.days == Days::every_day() && is_partial(&rule.effect) => {}
                Effect::Add(_) | Effect::Until(_) | Effect::From(_) | Effect::Without(_) | Effect::MorningOnly | Effect::AfternoonOnly => {
                    changes.push(rule.in_japanese());
                }
            }
        }
        if let Some(why) = self.open_for_the_holiday(date).filter(|_| spans.is_none() || self.outside_opening_days(date).is_some()) {
            return unknown(why, reservations);
        }
        if let Some(why) = self.outside_opening_days(date) {
            if self.heard.reservations.iter().any(|one| one.days != Days::every_day() && one.days.belongs(date) != Belongs::No) {
                return unknown(why, reservations);
            }
            return Day { date, spans: Vec::new(), certainty: Certainty::Certain, why, reservations: Vec::new(), perhaps: Vec::new() };
        }
        let because = [vec![why], changes].concat().into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("、");
        match spans {
            Some(spans) if spans.is_empty() => {
                Day { date, spans, certainty: Certainty::Certain, why: because, reservations: Vec::new(), perhaps: Vec::new() }
            }
            Some(spans) => {
                let certainty = if reservations.is_empty() { Certainty::Certain } else { Certainty::Reserved };
                let why = if because.is_empty() { list(&spans) } else { because };
                Day { date, why: with_reservations(why, &reservations), spans, certainty, reservations, perhaps }
            }
            None if because.is_empty() => self.unmentioned(date, reservations),
            None => unknown(format!("{because}(ほかの時刻は書かれていません)"), reservations),
        }
    }

    /// A date of a place of which only the parts have times: open while one of them is, and each is named.
    fn day_of_parts(&self, date: Date, mut reservations: Vec<String>) -> Day {
        let open: Vec<&Part> = self.parts().filter(|part| part.days.belongs(date) == Belongs::Yes).collect();
        let spans: Vec<Span> = open.iter().flat_map(|part| part.spans().iter().copied()).collect();
        let named = open.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("、");
        let (certainty, why) = if open.is_empty() {
            (Certainty::Unknown, "この日の時間は書かれていません".to_owned())
        } else {
            reservations.push(format!("所により時間が違います({named})"));
            (Certainty::Reserved, list(&merged(&spans)))
        };
        Day { date, why: with_reservations(why, &reservations), spans: merged(&spans), certainty, reservations, perhaps: Vec::new() }
    }

    /// A date on which no hours rule speaks.
    ///
    /// Silence means "closed" only where the lines read as the whole week's list: weekdays with their times, no closed
    /// days beside them, nothing that bends times given elsewhere.
    fn unmentioned(&self, date: Date, reservations: Vec<String>) -> Day {
        let hours = &self.heard.rules.hours;
        let day = |certainty, why: String, reservations| Day { date, spans: Vec::new(), certainty, why, reservations, perhaps: Vec::new() };
        let timed: Vec<&Days> =
            hours.iter().filter(|rule| matches!(rule.effect, Effect::Spans(_) | Effect::Add(_))).map(|rule| &rule.days).collect();
        let workdays = timed.iter().any(|days| days.workdays);
        let weekdays = timed.iter().fold(0, |named, days| named | days.weekdays);
        // 平日 and 土日 are spoken of, and this is a holiday: nobody said whether it counts as either.
        if let Some(name) = is_holiday(date)
            && workdays
            && weekdays != 0
        {
            return day(Certainty::Unknown, format!("祝日({name})の時間が書かれていません"), reservations);
        }
        if self.heard.rules.leaves_unsaid(weekday_of(date)) {
            return day(
                Certainty::Unknown,
                format!("{}曜日の時間が書かれていません", WEEKDAYS[usize::from(weekday_of(date))]),
                reservations,
            );
        }
        // 水曜日を除く毎日, 月・水・金(祝日を除く): the day was spoken of.
        if let Some(days) = timed.iter().find(|days| days.named_within(date) == Belongs::Yes && days.excepted(date) == Belongs::Yes) {
            return day(Certainty::Certain, format!("{}だけ開きます", days.in_japanese()), Vec::new());
        }
        let weekly = timed.iter().any(|days| days.weekdays != 0 || days.workdays || days.nth != [0; 7] || days.month_days != 0)
            && timed.iter().all(|days| days.months == 0 && days.within.is_none() && days.yearly.is_empty());
        let closed_days_listed = self
            .heard
            .rules
            .closed
            .iter()
            .any(|rule| matches!(rule, ClosedRule::Regular { days, .. } if days.weekdays != 0 || days.nth != [0; 7]));
        let weekday_named = weekdays & (1 << weekday_of(date)) != 0;
        if !timed.is_empty() {
            let only = timed.iter().map(|days| days.in_japanese()).collect::<Vec<_>>().join("、");
            let why = format!("{only}の時間だけが書かれています");
            // 木曜午後休診 beside the times of other days: there is a morning that nobody wrote down.
            let named = weekdays | if workdays { 0b001_1111 } else { 0 };
            let bends = |rule: &HoursRule| is_partial(&rule.effect) && rule.days != Days::every_day() && rule.days.weekdays & !named != 0;
            let bent = hours.iter().any(bends);
            let complete = weekly && !closed_days_listed && !weekday_named && !bent && reservations.is_empty();
            return day(if complete { Certainty::Certain } else { Certainty::Unknown }, why, reservations);
        }
        day(Certainty::Unknown, "時間が書かれていません".into(), reservations)
    }

    /// 火〜日 9:00-17:00(月曜日が祝日の場合は開館): the Monday is open, but nobody says from when to when.
    fn open_for_the_holiday(&self, date: Date) -> Option<String> {
        let name = is_holiday(date)?;
        let weekday = weekday_of(date);
        let follows = self.heard.rules.closed.iter().any(|rule| matches!(rule, ClosedRule::FollowOn { weekday: of, .. } if *of == weekday));
        follows.then(|| format!("祝日({name})に当たる{}曜日の時間が書かれていません", WEEKDAYS[usize::from(weekday)]))
    }

    /// Why a date is none of the days to which opening is limited.
    fn outside_opening_days(&self, date: Date) -> Option<String> {
        let mut limits = self.heard.rules.hours.iter().filter(|rule| rule.effect == Effect::OnlyThen).peekable();
        limits.peek()?;
        let words: Vec<String> = limits.clone().map(|rule| rule.days.in_japanese()).collect();
        limits.all(|rule| rule.days.belongs(date) == Belongs::No).then(|| format!("{}だけ開きます", words.join("、")))
    }

    fn closing(&self, date: Date) -> Closing {
        let mut closing = Closing { belongs: Belongs::No, why: String::new() };
        for rule in &self.heard.rules.closed {
            match rule {
                ClosedRule::Regular { days, on_holiday, occasion } => {
                    closing.raise(self.regular(days, (*on_holiday, *occasion), date));
                    if let OnHoliday::Moved(shift) | OnHoliday::Also(shift) = on_holiday {
                        closing.raise(self.moved(days, *occasion, *shift, date));
                    }
                }
                ClosedRule::FollowOn { weekday, shift } => {
                    closing.raise(self.moved(&Days::weekday(*weekday), Occasion::HOLIDAYS, *shift, date));
                }
                ClosedRule::Perhaps(days) if days.belongs(date) != Belongs::No => closing
                    .raise(Closing { belongs: Belongs::Perhaps, why: format!("{}は休みのことがあります", days.reason(date)) }),
                ClosedRule::Perhaps(_) => {}
                ClosedRule::Reopened(days) => match days.belongs(date) {
                    Belongs::No => {}
                    Belongs::Perhaps | Belongs::Likely if closing.belongs == Belongs::Yes => {
                        closing.belongs = Belongs::Likely;
                        closing.why = format!("{}。ただし{}", closing.why, rule.in_japanese());
                    }
                    Belongs::Perhaps | Belongs::Likely => {}
                    Belongs::Yes => closing = Closing { belongs: Belongs::No, why: String::new() },
                },
            }
        }
        closing
    }

    fn regular(&self, days: &Days, (on_holiday, occasion): (OnHoliday, Occasion), date: Date) -> Closing {
        let belongs = days.belongs(date);
        let gives_way = matches!(on_holiday, OnHoliday::Open | OnHoliday::Moved(_)) && occasion.holds(date);
        if belongs == Belongs::No || gives_way {
            return Closing { belongs: Belongs::No, why: String::new() };
        }
        let reason = days.reason(date);
        let why = match belongs {
            Belongs::Yes if days.after_holidays && reason == "祝日の翌日" && is_holiday(date).is_some() => {
                "祝日の翌日は休み(この日も祝日です。開く館もあるので確かめてください)".into()
            }
            Belongs::Yes => format!("{reason}は休み"),
            Belongs::Likely if days.seasons.iter().all(|season| *season == Season::YearEndAndNewYear) && !days.seasons.is_empty() => {
                format!("{reason}の休みの日付が書かれていません(多くは12月29日〜1月3日)")
            }
            Belongs::Likely => format!("{reason}の休みの日付が書かれていません"),
            Belongs::Perhaps => format!("{reason}は休みのことがあります"),
            Belongs::No => String::new(),
        };
        Closing { belongs, why }
    }

    /// Whether a closing that gave way lands on `date`.
    fn moved(&self, days: &Days, occasion: Occasion, shift: Shift, date: Date) -> Closing {
        for origin in on_the_way(date, !shift.is_earlier()) {
            if !occasion.holds(origin) || days.belongs(origin) != Belongs::Yes {
                continue;
            }
            let Some((target, certain)) = self.target(origin, occasion, shift) else { continue };
            if target == date {
                let name = is_holiday(origin).map_or_else(String::new, |name| format!("・{name}"));
                let weekday = WEEKDAYS[usize::from(weekday_of(origin))];
                let why = format!("{}月{}日({weekday}{name})の振り替えで休み", origin.month(), origin.day());
                let belongs = if certain { Belongs::Yes } else { Belongs::Likely };
                return Closing { belongs, why };
            }
        }
        Closing { belongs: Belongs::No, why: String::new() }
    }

    /// The day to which a closing on `origin` moves, and whether that is certain.
    fn target(&self, origin: Date, occasion: Occasion, shift: Shift) -> Option<(Date, bool)> {
        let mut certain = true;
        // 土日の場合は翌日 is a day on which it need not give way again.
        let is_free = |date: Date| occasion.weekdays == 0 || !occasion.holds(date);
        for date in on_the_way(origin, shift.is_earlier()) {
            let lands = match shift {
                Shift::NextDay | Shift::DayBefore => is_free(date),
                Shift::NextWorkday | Shift::WorkdayBefore => weekday_of(date) < 5 && is_holiday(date).is_none(),
                Shift::NextNonHoliday => is_holiday(date).is_none() && is_free(date),
                Shift::NextWeekday(weekday) => weekday_of(date) == weekday,
                Shift::NextOpen => {
                    let closed = self.closed_without_moves(date);
                    // An undated 年末年始 on the way leaves open where the closing ends up.
                    certain &= matches!(closed, Belongs::No | Belongs::Yes);
                    closed < Belongs::Likely
                }
            };
            if lands {
                return Some((date, certain));
            }
        }
        None
    }

    fn closed_without_moves(&self, date: Date) -> Belongs {
        self.heard.rules.closed.iter().fold(Belongs::No, |closed, rule| match rule {
            ClosedRule::Regular { days, on_holiday, occasion } => closed.max(self.regular(days, (*on_holiday, *occasion), date).belongs),
            ClosedRule::FollowOn { .. } => closed,
            ClosedRule::Perhaps(days) if days.belongs(date) != Belongs::No => closed.max(Belongs::Perhaps),
            ClosedRule::Perhaps(_) => closed,
            ClosedRule::Reopened(days) => {
                if days.belongs(date) == Belongs::Yes {
                    Belongs::No
                } else {
                    closed
                }
            }
        })
    }
}

/// The days after `date`, or before it, as far as a moved closing is searched.
fn on_the_way(date: Date, backwards: bool) -> impl Iterator<Item = Date> {
    let days = if backwards { -1 } else { 1 };
    (1..=FARTHEST_SHIFT).map_while(move |away| date.checked_add(jiff::Span::new().days(away * days)).ok())
}

/// Bends times that another rule gives.
fn is_partial(effect: &Effect) -> bool {
    matches!(effect, Effect::Until(_) | Effect::From(_) | Effect::MorningOnly | Effect::AfternoonOnly | Effect::Without(_))
}

/// Whether and why a date is closed.
#[derive(Debug, Clone)]
struct Closing {
    belongs: Belongs,
    why: String,
}

impl Closing {
    fn raise(&mut self, other: Closing) {
        if other.belongs > self.belongs {
            *self = other;
        }
    }
}

/// Changes the spans so far as the rule says; `None` stands for times nobody has given yet.
pub(super) fn apply(effect: &Effect, spans: &mut Option<Vec<Span>>) {
    match effect {
        Effect::Spans(own) => *spans = Some(own.clone()),
        Effect::Add(more) => {
            let before = spans.take().unwrap_or_default();
            let overlaps = more.iter().any(|one| before.iter().any(|other| one.start < other.end && other.start < one.end));
            // (土日のみ)10:00-19:00 beside 9:00-17:00 corrects it; beside 9:00-12:00 and 17:00 it adds.
            let all = if overlaps { more.clone() } else { [before, more.clone()].concat() };
            *spans = Some(merged(&all));
        }
        Effect::Until(end) => {
            if let Some(spans) = spans {
                spans.retain(|span| span.start < *end);
                if let Some(last) = spans.last_mut() {
                    last.end = *end;
                }
            }
        }
        Effect::From(start) => {
            if let Some(spans) = spans {
                spans.retain(|span| span.end > *start);
                if let Some(first) = spans.first_mut() {
                    first.start = *start;
                }
            }
        }
        Effect::Without(hole) => {
            if let Some(spans) = spans {
                *spans = without(spans, *hole);
            }
        }
        Effect::MorningOnly => keep_half(spans, true),
        Effect::AfternoonOnly => keep_half(spans, false),
        Effect::OnlyThen | Effect::Perhaps(_) => {}
    }
}

/// A surgery's morning of 9:00-13:00 stays whole; only a span right through noon is cut there.
fn keep_half(spans: &mut Option<Vec<Span>>, morning: bool) {
    let Some(spans) = spans else { return };
    if let [through] = spans.as_mut_slice()
        && through.start < NOON
        && through.end > NOON + 120
    {
        *(if morning { &mut through.end } else { &mut through.start }) = NOON;
        return;
    }
    spans.retain(|span| (span.start < NOON) == morning);
}

/// 日曜17:00-21:00 beside 11:30-15:00、17:00-22:30: the lunch of Sunday is not spoken of.
fn replaces_a_part(own: &[Span], before: &[Span]) -> bool {
    let touched = before.iter().filter(|span| own.iter().any(|one| one.start < span.end && span.start < one.end)).count();
    before.len() > own.len() && touched < before.len()
}

fn open_span(day: &Day, minute: Minutes) -> Option<Span> {
    day.spans.iter().copied().find(|span| span.start <= minute && minute < span.end)
}

/// The moment `minutes` after the beginning of `date`.
fn moment(date: Date, minutes: Minutes) -> Option<DateTime> {
    let date = date.checked_add(jiff::Span::new().days(i64::from(minutes / DAY))).ok()?;
    let hour = i8::try_from(minutes % DAY / 60).ok()?;
    let minute = i8::try_from(minutes % 60).ok()?;
    Some(date.at(hour, minute, 0, 0))
}

fn with_reservations(why: String, reservations: &[String]) -> String {
    if reservations.is_empty() { why } else { format!("{why}。ただし{}", reservations.join("、")) }
}
