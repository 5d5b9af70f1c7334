//! What hours and closed days mean once read, and how they say themselves again.
//!
//! Rules stand in the order in which they win: a later one overrides an earlier one. `opening_read` puts them there.

use jiff::civil::Date;

use super::{
    clock::{Minutes, Span, list, plain},
    days::{Days, weekday_of},
    holidays::is_holiday,
    say::WEEKDAYS,
};

/// Opening times and closed days of one place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Rules {
    pub hours: Vec<HoursRule>,
    pub closed: Vec<ClosedRule>,
    /// 無休 was said.
    pub never_closed: bool,
}

/// What happens to the opening times on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HoursRule {
    pub days: Days,
    pub effect: Effect,
}

/// How a rule changes the spans that the rules before it gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// Open at these times instead.
    Spans(Vec<Span>),
    /// Open at these times as well: (土曜のみ)17:00-21:00.
    Add(Vec<Span>),
    /// Perhaps open at these times too: the brackets of 7:30-18:30(18:30-19:00).
    Perhaps(Vec<Span>),
    /// As before, up to this time: 日曜は17:00まで.
    Until(Minutes),
    /// As before, from this time: 土曜は10:00から.
    From(Minutes),
    /// Not in these times: 12:00-13:00を除く.
    Without(Span),
    /// 午後休診, 午前のみ
    MorningOnly,
    /// 午前休診, 午後のみ
    AfternoonOnly,
    /// Open on these days at all: 土日のみ.
    OnlyThen,
}

/// A rule that closes the place, or takes a closing back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClosedRule {
    Regular {
        days: Days,
        on_holiday: OnHoliday,
        occasion: Occasion,
    },
    /// 月曜日が祝日の場合は翌平日, where Monday itself is no closed day of this list.
    FollowOn {
        weekday: u8,
        shift: Shift,
    },
    /// 祝日は開館, 7〜8月は無休
    Reopened(Days),
    /// 火曜日(不定休): it may be closed then, and may be open.
    Perhaps(Days),
}

/// What a closed day does when it is a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnHoliday {
    Closed,
    Open,
    /// Open, and closed on another day instead.
    Moved(Shift),
    /// Closed, and on another day too.
    Also(Shift),
}

/// When a day gives way: on holidays, or also or only on weekdays that are named (土日祝の場合は, 土日の場合は).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occasion {
    pub holidays: bool,
    /// Bit 0 for Monday.
    pub weekdays: u8,
}

impl Occasion {
    pub const HOLIDAYS: Occasion = Occasion { holidays: true, weekdays: 0 };

    pub fn holds(self, date: Date) -> bool {
        (self.holidays && is_holiday(date).is_some()) || self.weekdays & (1 << weekday_of(date)) != 0
    }

    /// The same as a set of days.
    pub fn days(self) -> Days {
        Days { weekdays: self.weekdays, holidays: self.holidays, ..Days::default() }
    }
}

/// The day a closing or a meeting moves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// 翌日, holiday or not.
    NextDay,
    /// 翌平日: Monday to Friday and no holiday.
    NextWorkday,
    /// 直近の休館日でない日
    NextOpen,
    /// 翌日以降の祝日でない日: a Saturday will do.
    NextNonHoliday,
    /// 翌火曜日
    NextWeekday(u8),
    /// 前日
    DayBefore,
    /// 直前の平日
    WorkdayBefore,
}

impl Rules {
    /// The rules as lines for `hours:` and for `closed:`, which read back to the same rules.
    pub fn in_japanese(&self) -> (Vec<String>, Vec<String>) {
        let mut hours: Vec<String> = Vec::new();
        for (index, rule) in self.hours.iter().enumerate() {
            match (&rule.effect, hours.last_mut()) {
                // 7:30-18:30(18:30-19:00): the brackets belong to the times in front of them.
                (Effect::Perhaps(spans), Some(line)) if index > 0 && self.hours[index - 1].days == rule.days => {
                    line.push_str(&format!("({})", list(spans)))
                }
                _ => hours.push(rule.in_japanese()),
            }
        }
        let never = self.never_closed.then(|| "無休".to_string());
        (hours, never.into_iter().chain(self.closed.iter().map(ClosedRule::in_japanese)).collect())
    }
}

impl Rules {
    /// 平日 10:00-20:00、日・祝 10:00-18:00 says nothing of Saturday, and silence is no closing: whoever speaks of the days off
    /// would have said so. Where Sunday is closed the holidays may well have their own times.
    pub fn leaves_unsaid(&self, weekday: u8) -> bool {
        let timed = self.hours.iter().filter(|rule| matches!(rule.effect, Effect::Spans(_) | Effect::Add(_))).map(|rule| &rule.days);
        let (mut workdays, mut weekdays, mut holidays) = (false, 0, false);
        for days in timed {
            workdays |= days.workdays || days.weekdays & 0b001_1111 == 0b001_1111;
            weekdays |= days.weekdays;
            weekdays |= (0..7).filter(|day| days.nth[*day] != 0).fold(0, |named, day| named | 1 << day);
            holidays |= days.holidays;
            // Whoever speaks of every day leaves nothing out, and numbered days are spoken of one by one.
            if days.every_day {
                return false;
            }
        }
        let sunday = weekdays & 1 << 6 != 0;
        let closed = self.closed.iter().any(|rule| matches!(rule, ClosedRule::Regular { days, .. } if days.weekdays & (1 << weekday) != 0));
        let beside = (weekday == 5 && (sunday || holidays)) || (weekday == 6 && holidays);
        workdays && !closed && weekdays & (1 << weekday) == 0 && beside
    }
}

impl HoursRule {
    /// 「土曜日 9:00-12:00」; nothing in front when it holds every day.
    pub fn in_japanese(&self) -> String {
        let days = if self.days == Days::every_day() { String::new() } else { self.days.in_japanese() };
        let link = if days.is_empty() { "" } else { " " };
        let topic = if days.is_empty() { String::new() } else { format!("{days}は") };
        match &self.effect {
            Effect::Spans(spans) => format!("{days}{link}{}", list(spans)),
            Effect::Add(spans) => format!("{}のみ {}", self.days.in_japanese(), list(spans)),
            Effect::Perhaps(spans) => format!("{days}{link}({})", list(spans)),
            Effect::Until(time) => format!("{topic}{}まで", plain(*time)),
            Effect::From(time) => format!("{topic}{}から", plain(*time)),
            Effect::Without(span) => format!("{topic}{}を除く", span.in_japanese()),
            Effect::MorningOnly => format!("{topic}午前のみ"),
            Effect::AfternoonOnly => format!("{topic}午後のみ"),
            Effect::OnlyThen => format!("{}のみ開館", self.days.in_japanese()),
        }
    }
}

impl ClosedRule {
    pub fn in_japanese(&self) -> String {
        match self {
            ClosedRule::Regular { days, on_holiday, occasion } => {
                let (days, on) = (days.in_japanese(), occasion.days().in_japanese());
                match on_holiday {
                    OnHoliday::Closed => days,
                    OnHoliday::Open => format!("{days}({on}の場合は開館)"),
                    OnHoliday::Moved(shift) => format!("{days}({on}の場合は{})", shift.in_japanese()),
                    OnHoliday::Also(shift) => format!("{days}({on}の場合は{}も休み)", shift.in_japanese()),
                }
            }
            ClosedRule::FollowOn { weekday, shift } => {
                format!("{}曜日が祝日の場合は{}", weekday_sign(*weekday), shift.in_japanese())
            }
            ClosedRule::Reopened(days) => format!("{}は開館", days.in_japanese()),
            ClosedRule::Perhaps(days) => format!("{}(不定休)", days.in_japanese()),
        }
    }
}

impl Shift {
    /// Whether it is earlier than the day that gives way.
    pub fn is_earlier(self) -> bool {
        match self {
            Shift::NextDay | Shift::NextWorkday | Shift::NextOpen | Shift::NextNonHoliday | Shift::NextWeekday(_) => false,
            Shift::DayBefore | Shift::WorkdayBefore => true,
        }
    }

    pub fn in_japanese(self) -> String {
        match self {
            Shift::NextDay => "翌日".into(),
            Shift::NextWorkday => "翌平日".into(),
            Shift::NextOpen => "直近の休館日でない日".into(),
            Shift::NextNonHoliday => "翌日以降の祝日でない日".into(),
            Shift::NextWeekday(weekday) => format!("翌{}曜日", weekday_sign(weekday)),
            Shift::DayBefore => "前日".into(),
            Shift::WorkdayBefore => "直前の平日".into(),
        }
    }
}

fn weekday_sign(weekday: u8) -> char {
    WEEKDAYS.get(usize::from(weekday)).copied().unwrap_or('月')
}
