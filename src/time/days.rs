//! Sets of days as people name them: 月曜日, 第2・第4土曜日, 平日, 祝日の翌日, 12月29日〜1月3日, 年末年始.
//!
//! A set is kept in one normal form, so that two ways of writing the same days are equal and the set can say itself
//! again. Whether a date belongs to it has four answers, because 年末年始 without dates has no edges.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::holidays::is_holiday;

/// All twelve months, bit 0 for January.
pub(super) const ALL_MONTHS: u16 = 0x0fff;
/// The bit of [`Days::nth`] that means 最終.
pub(super) const LAST_WEEK: u8 = 1 << 5;
/// The bit of [`Days::month_days`] that means 末日; the others stand for their own number.
pub(super) const LAST_DAY: u32 = 1;
/// The day with which 「2月末」 is kept, whichever day that is.
pub(super) const MONTH_END: i8 = 31;
/// Monday to Friday, bit 0 for Monday.
const WORKWEEK: u8 = 0b001_1111;

/// All seven days.
pub const EVERY_WEEKDAY: u8 = 0b111_1111;

/// Month and day.
pub(super) type MonthDay = (i8, i8);

/// Whether a date belongs to a set of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Belongs {
    No,
    /// At the uncertain edge of a season: 12月27日 for 年末年始.
    Perhaps,
    /// In the middle of a season, though nobody wrote its dates: 1月2日 for 年末年始.
    Likely,
    Yes,
}

/// Where a stretch of the year begins or ends: on a day, or somewhere in 下旬.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Edge {
    pub month: i8,
    /// The first and the last day it may be.
    pub from: i8,
    pub to: i8,
}

impl Edge {
    pub fn on((month, day): MonthDay) -> Edge {
        Edge { month, from: day, to: day }
    }

    /// It is no day, but a part of a month.
    pub fn is_vague(self) -> bool {
        self.from != self.to
    }

    fn holds(self, date: Date) -> bool {
        date.month() == self.month && self.from <= date.day() && date.day() <= self.to
    }
}

/// A time of year that has a name and no dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Season {
    YearEndAndNewYear,
    YearEnd,
    NewYear,
    NewYearHolidays,
    Obon,
    GoldenWeek,
    SummerBreak,
    WinterBreak,
    SpringBreak,
    /// 学校休業日: the long holidays, and days on which there is no school anyhow.
    SchoolHolidays,
    /// 学校の長期休業: the summer, winter and spring holidays of schools.
    LongBreaks,
    /// 夏季 and 冬季 where nobody says from when to when.
    Summer,
    Winter,
}

impl Season {
    pub fn name(self) -> &'static str {
        match self {
            Season::YearEndAndNewYear => "年末年始",
            Season::YearEnd => "年末",
            Season::NewYear => "年始",
            Season::NewYearHolidays => "正月",
            Season::Obon => "お盆",
            Season::GoldenWeek => "ゴールデンウィーク",
            Season::SummerBreak => "夏季休業",
            Season::WinterBreak => "冬季休業",
            Season::SpringBreak => "春休み",
            Season::SchoolHolidays => "学校休業日",
            Season::LongBreaks => "学校の長期休業",
            Season::Summer => "夏季",
            Season::Winter => "冬季",
        }
    }

    /// The days it almost certainly has, and those it may have.
    ///
    /// Public offices rest from 29 December to 3 January (行政機関の休日に関する法律); a town's hall may start earlier.
    fn windows(self) -> ((MonthDay, MonthDay), (MonthDay, MonthDay)) {
        match self {
            Season::YearEndAndNewYear => (((12, 29), (1, 3)), ((12, 26), (1, 7))),
            Season::YearEnd => (((12, 29), (12, 31)), ((12, 26), (12, 31))),
            Season::NewYear => (((1, 1), (1, 3)), ((1, 1), (1, 7))),
            Season::NewYearHolidays => (((1, 1), (1, 3)), ((12, 29), (1, 7))),
            Season::Obon => (((8, 13), (8, 15)), ((8, 10), (8, 18))),
            Season::GoldenWeek => (((5, 3), (5, 5)), ((4, 27), (5, 8))),
            Season::SummerBreak => (((8, 13), (8, 15)), ((7, 15), (9, 5))),
            Season::WinterBreak => (((12, 29), (1, 3)), ((12, 20), (1, 10))),
            Season::SpringBreak => (((3, 28), (4, 3)), ((3, 15), (4, 10))),
            // Schools of the north rest shorter in summer and longer in winter.
            Season::SchoolHolidays | Season::LongBreaks => (((8, 1), (8, 15)), ((7, 18), (9, 3))),
            Season::Summer => (((7, 1), (8, 31)), ((4, 1), (11, 15))),
            Season::Winter => (((12, 15), (2, 28)), ((10, 1), (4, 30))),
        }
    }

    fn belongs(self, date: Date) -> Belongs {
        let (likely, perhaps) = self.windows();
        if matches!(self, Season::SchoolHolidays | Season::LongBreaks) {
            let rests = self == Season::SchoolHolidays && (weekday_of(date) >= 5 || is_holiday(date).is_some());
            let breaks = [Season::WinterBreak, Season::SpringBreak].into_iter().map(|season| season.belongs(date)).max();
            let summer = if yearly_holds(likely, date) { Belongs::Likely } else { Belongs::No };
            let edge = if rests || yearly_holds(perhaps, date) { Belongs::Perhaps } else { Belongs::No };
            return breaks.unwrap_or(Belongs::No).max(summer).max(edge);
        }
        if yearly_holds(likely, date) {
            Belongs::Likely
        } else if yearly_holds(perhaps, date) {
            Belongs::Perhaps
        } else {
            Belongs::No
        }
    }
}

/// A set of days: the union of everything named, within some months, without the exceptions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Days {
    pub every_day: bool,
    /// Bit 0 for Monday.
    pub weekdays: u8,
    /// 平日: Monday to Friday without holidays.
    pub workdays: bool,
    pub holidays: bool,
    /// 祝日の翌日, whether or not that is a holiday itself.
    pub after_holidays: bool,
    /// 祝前日
    pub before_holidays: bool,
    /// For each weekday from Monday the weeks: bit 0 the first, [`LAST_WEEK`] the last.
    pub nth: [u8; 7],
    /// Days of every month: bits 1 to 31, and [`LAST_DAY`].
    pub month_days: u32,
    pub yearly: BTreeSet<(MonthDay, MonthDay)>,
    pub seasons: BTreeSet<Season>,
    /// 11月下旬〜4月下旬
    pub vague: BTreeSet<(Edge, Edge)>,
    /// So many days after others: 第2日曜日の翌日.
    pub after: Vec<(i8, Days)>,
    pub dates: BTreeSet<Date>,
    pub periods: BTreeSet<(Date, Date)>,
    /// The months all of this is limited to; 0 stands for all of them.
    pub months: u16,
    /// The season or period all of this is limited to: 7月1日〜8月31日の土曜日.
    pub within: Option<Box<Days>>,
    /// Days taken out again, each as it was written.
    pub except: Vec<Days>,
}

impl Days {
    pub fn every_day() -> Days {
        Days { every_day: true, ..Days::default() }
    }

    /// The set of one weekday, 0 for Monday.
    pub fn weekday(weekday: u8) -> Days {
        Days { weekdays: 1 << weekday, ..Days::default() }
    }

    /// Names nothing at all, neither days nor months.
    pub fn is_empty(&self) -> bool {
        *self == Days::default()
    }

    /// Joins another set in; months and exceptions must be the same or absent.
    pub fn join(&mut self, other: &Days) {
        self.every_day |= other.every_day;
        self.weekdays |= other.weekdays;
        self.workdays |= other.workdays;
        self.holidays |= other.holidays;
        self.after_holidays |= other.after_holidays;
        self.before_holidays |= other.before_holidays;
        for (weeks, more) in self.nth.iter_mut().zip(other.nth) {
            *weeks |= more;
        }
        self.month_days |= other.month_days;
        self.yearly.extend(&other.yearly);
        self.seasons.extend(&other.seasons);
        self.vague.extend(&other.vague);
        for after in &other.after {
            if !self.after.contains(after) {
                self.after.push(after.clone());
            }
        }
        self.dates.extend(&other.dates);
        self.periods.extend(&other.periods);
        self.months |= other.months;
    }

    /// The set without the weekdays and the holidays that `other` names too.
    pub fn without(&self, other: &Days) -> Days {
        let mut rest = self.clone();
        rest.weekdays &= !other.weekdays;
        rest.holidays &= !other.holidays;
        rest.workdays &= !other.workdays;
        for (weeks, less) in rest.nth.iter_mut().zip(other.nth) {
            *weeks &= !less;
        }
        rest
    }

    /// 第4月曜日 after 第3月曜日: the weekday, where this is nothing but the same one a week later.
    pub fn is_a_week_after(&self, before: &Days) -> Option<u8> {
        let one = |days: &Days| {
            let mut numbered = (0..7_u8).filter(|day| days.nth[usize::from(*day)] != 0);
            let weekday = numbered.next().filter(|_| numbered.next().is_none())?;
            let bits = days.nth[usize::from(weekday)];
            (*days == Days { nth: days.nth, ..Days::default() } && bits.count_ones() == 1 && bits != LAST_WEEK).then_some((weekday, bits))
        };
        let ((weekday, from), (to_weekday, to)) = (one(before)?, one(self)?);
        (weekday == to_weekday && to == from << 1).then_some(weekday)
    }

    /// The first day of the set, where it is one stretch that goes on: 令和9年4月から.
    pub fn begins_on(&self) -> Option<Date> {
        let mut periods = self.periods.iter();
        let (first, last) = periods.next().filter(|_| periods.next().is_none())?;
        (*first != Date::MIN && *last == Date::MAX).then_some(*first)
    }

    /// It is made of stretches with a last day.
    pub fn ends(&self) -> bool {
        !self.periods.is_empty() && self.periods.iter().all(|(_, last)| *last != Date::MAX)
    }

    /// How closely the set points: whoever writes 祝日 or a date means it against any weekday beside it.
    pub fn precision(&self) -> u8 {
        if self.within.is_some() || !self.vague.is_empty() || !self.dates.is_empty() || !self.periods.is_empty() || !self.yearly.is_empty()
        {
            5
        } else if self.holidays || self.before_holidays || !self.seasons.is_empty() {
            4
        } else if self.nth != [0; 7] || self.month_days != 0 || self.after_holidays || !self.after.is_empty() {
            3
        } else if self.weekdays != 0 || self.workdays {
            2
        } else {
            u8::from(self.months != 0)
        }
    }

    pub fn belongs(&self, date: Date) -> Belongs {
        let named = self.named_within(date);
        if named == Belongs::No {
            return Belongs::No;
        }
        match self.excepted(date) {
            Belongs::No => named,
            Belongs::Perhaps | Belongs::Likely => named.min(Belongs::Perhaps),
            Belongs::Yes => Belongs::No,
        }
    }

    /// The same without a look at the exceptions.
    pub fn named_within(&self, date: Date) -> Belongs {
        if self.months != 0 && self.months & month_bit(date.month()) == 0 {
            return Belongs::No;
        }
        let named = self.named(date);
        match &self.within {
            Some(within) if named != Belongs::No => named.min(within.belongs(date)),
            _ => named,
        }
    }

    /// Whether `date` is one of the exceptions.
    pub fn excepted(&self, date: Date) -> Belongs {
        self.except.iter().map(|except| except.belongs(date)).max().unwrap_or(Belongs::No)
    }

    /// Takes more days out; what is taken out already is not said twice.
    pub fn take_out(&mut self, days: Days) {
        if !self.except.contains(&days) {
            self.except.push(days);
        }
    }

    /// The weekdays on which the set may have days, bit 0 for Monday: no other date needs a look.
    pub fn possible_weekdays(&self) -> u8 {
        // Taken apart, so that whoever adds a way to name days has to say here whether it names weekdays.
        let Days {
            every_day,
            weekdays,
            workdays,
            holidays,
            after_holidays,
            before_holidays,
            nth,
            month_days,
            yearly,
            seasons,
            vague,
            after,
            dates,
            periods,
            ..
        } = self;
        let is_of_other_days = *every_day || *holidays || *after_holidays || *before_holidays || *month_days != 0;
        let is_of_other_days = is_of_other_days || !vague.is_empty() || !after.is_empty();
        if is_of_other_days || !yearly.is_empty() || !seasons.is_empty() || !dates.is_empty() || !periods.is_empty() {
            return EVERY_WEEKDAY;
        }
        let numbered = (0..7).filter(|weekday| nth[*weekday] != 0).fold(0, |bits, weekday| bits | 1 << weekday);
        weekdays | numbered | if *workdays { WORKWEEK } else { 0 }
    }

    /// Limited by nothing but months.
    pub fn is_plain_beside_months(&self) -> bool {
        self.within.is_none() && self.except.is_empty()
    }

    /// Limited by nothing at all.
    pub fn is_plain(&self) -> bool {
        self.months == 0 && self.is_plain_beside_months()
    }

    fn named(&self, date: Date) -> Belongs {
        let weekday = weekday_of(date);
        let is_holiday_too = || is_holiday(date).is_some();
        let certainly = self.every_day
            || self.weekdays & (1 << weekday) != 0
            || (self.workdays && WORKWEEK & (1 << weekday) != 0 && !is_holiday_too())
            || (self.holidays && is_holiday_too())
            || (self.before_holidays && date.tomorrow().is_ok_and(|next| is_holiday(next).is_some()))
            || (self.after_holidays && date.yesterday().is_ok_and(|before| is_holiday(before).is_some()))
            || self.nth.get(usize::from(weekday)).is_some_and(|weeks| weeks & weeks_of(date) != 0)
            || self.month_days & month_day_bits(date) != 0
            || self.yearly.iter().any(|range| yearly_holds(*range, date))
            || self
                .after
                .iter()
                .any(|(days, of)| date.checked_sub(jiff::Span::new().days(*days)).is_ok_and(|before| of.belongs(before) == Belongs::Yes))
            || self.dates.contains(&date)
            || self.periods.iter().any(|(from, to)| *from <= date && date <= *to);
        if certainly {
            return Belongs::Yes;
        }
        let seasons = self.seasons.iter().map(|season| season.belongs(date));
        seasons.chain(self.vague.iter().map(|stretch| belongs_vaguely(*stretch, date))).max().unwrap_or(Belongs::No)
    }

    /// The part of the set `date` belongs to, in words: 「月曜日」 of 「月曜日・祝日」.
    pub fn reason(&self, date: Date) -> String {
        let weekday = weekday_of(date);
        if let (true, Some(name)) = (self.holidays, is_holiday(date)) {
            return if name == "休日" { "祝日(振替休日・国民の休日)".into() } else { format!("祝日({name})") };
        }
        let mut part = Days::default();
        part.yearly.extend(self.yearly.iter().filter(|range| yearly_holds(**range, date)));
        part.periods.extend(self.periods.iter().filter(|(from, to)| *from <= date && date <= *to));
        part.dates.extend(self.dates.get(&date));
        part.vague.extend(self.vague.iter().filter(|stretch| belongs_vaguely(**stretch, date) != Belongs::No));
        if part.is_empty() {
            part.nth[usize::from(weekday)] = self.nth[usize::from(weekday)] & weeks_of(date);
            part.weekdays = self.weekdays & (1 << weekday);
            part.month_days = self.month_days & month_day_bits(date);
        }
        if part.is_empty() && self.after_holidays && date.yesterday().is_ok_and(|day| is_holiday(day).is_some()) {
            part.after_holidays = true;
        }
        if part.is_empty() {
            let lands =
                |days: i8, of: &Days| date.checked_sub(jiff::Span::new().days(days)).is_ok_and(|before| of.belongs(before) == Belongs::Yes);
            part.after.extend(self.after.iter().filter(|(days, of)| lands(*days, of)).cloned());
        }
        if part.is_empty() && self.before_holidays && date.tomorrow().is_ok_and(|day| is_holiday(day).is_some()) {
            part.before_holidays = true;
        }
        if part.is_empty() {
            part.workdays = self.workdays;
            part.every_day = self.every_day;
            part.seasons.extend(self.seasons.iter().filter(|season| season.belongs(date) != Belongs::No));
        }
        if part.is_empty() { self.in_japanese() } else { part.in_japanese() }
    }
}

/// The days from `from` on. Stepping to the day after is many times cheaper than adding a span to the first.
pub fn days_from(from: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |date| date.tomorrow().ok())
}

/// The days from `from` on that fall on one of `weekdays` (bit 0 for Monday), each with how many days it is ahead.
pub fn weekdays_from(from: Date, weekdays: u8) -> impl Iterator<Item = (i64, Date)> {
    let first = i64::from(weekday_of(from));
    (0..).zip(days_from(from)).filter(move |(ahead, _)| weekdays & (1 << ((first + ahead) % 7)) != 0)
}

/// 0 for Monday, as in the bit sets.
pub(super) fn weekday_of(date: Date) -> u8 {
    date.weekday().to_monday_zero_offset().unsigned_abs()
}

pub(super) fn month_bit(month: i8) -> u16 {
    1 << (month.clamp(1, 12) - 1)
}

/// The bits of [`Days::nth`] a date answers to: its week, and the last one if no further week follows in the month.
fn weeks_of(date: Date) -> u8 {
    let nth = 1 << ((date.day() - 1) / 7);
    if date.day() + 7 > date.days_in_month() { nth | LAST_WEEK } else { nth }
}

fn month_day_bits(date: Date) -> u32 {
    let last = if date.day() == date.days_in_month() { LAST_DAY } else { 0 };
    1 << date.day() | last
}

/// Whether a range of the year, which may run over New Year, holds `date`.
fn yearly_holds((from, to): (MonthDay, MonthDay), date: Date) -> bool {
    let day = (date.month(), date.day());
    if from <= to { from <= day && day <= to } else { from <= day || day <= to }
}

/// Whether a stretch of the year without exact ends holds `date`.
fn belongs_vaguely((from, to): (Edge, Edge), date: Date) -> Belongs {
    if !yearly_holds(((from.month, from.from), (to.month, to.to)), date) {
        return Belongs::No;
    }
    let at_an_end = [from, to].iter().any(|edge| edge.is_vague() && edge.holds(date));
    if at_an_end { Belongs::Perhaps } else { Belongs::Yes }
}
