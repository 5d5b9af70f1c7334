//! What is printed beside a date to say which day it is: （土）, （月・祝）, （成人の日）, 振替休日.
//!
//! A mark starts no rule. It makes a claim about the date in front of it, and the claim is held against the calendar.

use jiff::civil::Date;

use super::{
    days::weekday_of,
    holidays::{self, FIRST_YEAR, LAST_YEAR, is_holiday},
    say::WEEKDAYS,
};

/// The claims of one mark; without any it fits every date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    /// The weekdays named, bit 0 for Monday: one beside a date, several behind a list or a span.
    pub weekdays: u8,
    /// 祝日
    holiday: bool,
    /// 成人の日; 振替休日 and 国民の休日 go by the name the Cabinet Office's table has for them.
    name: Option<&'static str>,
    /// 休: a holiday or a weekend.
    rest: bool,
    /// 祝前日
    eve: bool,
}

/// One word of a mark.
#[derive(Debug, Clone, Copy)]
enum Claim {
    Holiday,
    Name(&'static str),
    Rest,
    Eve,
}

/// The words of marks beside the weekdays; of several that fit, the longest counts.
const CLAIMS: &[(&str, Claim)] = &[
    ("祝", Claim::Holiday),
    ("祝日", Claim::Holiday),
    ("祝祭日", Claim::Holiday),
    ("祭日", Claim::Holiday),
    ("祝休日", Claim::Holiday),
    ("国民の祝日", Claim::Holiday),
    ("休", Claim::Rest),
    ("休日", Claim::Rest),
    ("振休", Claim::Name("休日")),
    ("振替", Claim::Name("休日")),
    ("振替休", Claim::Name("休日")),
    ("振替休日", Claim::Name("休日")),
    ("振替え休日", Claim::Name("休日")),
    ("振り替え休日", Claim::Name("休日")),
    ("振替祝日", Claim::Name("休日")),
    ("国民の休日", Claim::Name("休日")),
    ("祝前日", Claim::Eve),
    ("祝日前", Claim::Eve),
    ("祝日の前日", Claim::Eve),
    ("休前日", Claim::Eve),
    ("元日", Claim::Name("元日")),
    ("元旦", Claim::Name("元日")),
    ("成人の日", Claim::Name("成人の日")),
    ("建国記念の日", Claim::Name("建国記念の日")),
    ("建国記念日", Claim::Name("建国記念の日")),
    ("天皇誕生日", Claim::Name("天皇誕生日")),
    ("春分の日", Claim::Name("春分の日")),
    ("春分", Claim::Name("春分の日")),
    ("昭和の日", Claim::Name("昭和の日")),
    ("憲法記念日", Claim::Name("憲法記念日")),
    ("みどりの日", Claim::Name("みどりの日")),
    ("緑の日", Claim::Name("みどりの日")),
    ("こどもの日", Claim::Name("こどもの日")),
    ("子どもの日", Claim::Name("こどもの日")),
    ("子供の日", Claim::Name("こどもの日")),
    ("海の日", Claim::Name("海の日")),
    ("山の日", Claim::Name("山の日")),
    ("敬老の日", Claim::Name("敬老の日")),
    ("秋分の日", Claim::Name("秋分の日")),
    ("秋分", Claim::Name("秋分の日")),
    ("スポーツの日", Claim::Name("スポーツの日")),
    ("体育の日", Claim::Name("スポーツの日")),
    ("文化の日", Claim::Name("文化の日")),
    ("勤労感謝の日", Claim::Name("勤労感謝の日")),
    ("勤労感謝", Claim::Name("勤労感謝の日")),
];

impl Mark {
    /// The claims that `chars` begin with, and how many characters say them. A separator behind the last is not taken.
    pub fn read(chars: &[char]) -> Option<(Mark, usize)> {
        let mut mark = Mark::default();
        let mut taken = 0;
        let mut at = 0;
        while let Some(length) = mark.claim(&chars[at..]) {
            at += length;
            taken = at;
            at += chars[at..].iter().take_while(|char| " ・、/&と".contains(**char)).count();
        }
        (taken > 0).then_some((mark, taken))
    }

    /// Takes the claim that `chars` begin with, and tells its length.
    fn claim(&mut self, chars: &[char]) -> Option<usize> {
        let starts = |word: &str| word.chars().enumerate().all(|(at, char)| chars.get(at) == Some(&char));
        let word = CLAIMS.iter().filter(|(word, _)| starts(word)).max_by_key(|(word, _)| word.len());
        if let Some((word, claim)) = word {
            match claim {
                Claim::Holiday => self.holiday = true,
                Claim::Name(name) => self.name = Some(name),
                Claim::Rest => self.rest = true,
                Claim::Eve => self.eve = true,
            }
            return Some(word.chars().count());
        }
        let weekday = WEEKDAYS.iter().position(|sign| chars.first() == Some(sign))?;
        self.weekdays |= 1 << weekday;
        let of_week = ["曜日", "曜"].into_iter().find(|word| word.chars().enumerate().all(|(at, char)| chars.get(at + 1) == Some(&char)));
        // The 日 of 土曜日祝日 belongs to what is before it, that of 日曜 to what follows.
        let full = of_week.filter(|word| *word != "曜日" || chars.get(3) != Some(&'曜')).or(of_week.map(|_| "曜"));
        Some(1 + full.map_or(0, |word| word.chars().count()))
    }

    /// Claims nothing.
    pub fn is_empty(self) -> bool {
        self == Mark::default()
    }

    /// Names one weekday at most, as a mark beside one date does.
    pub fn is_of_one_day(self) -> bool {
        self.weekdays.count_ones() <= 1
    }

    /// Makes more than one claim: 日・祝.
    pub fn is_manifold(self) -> bool {
        let others = [self.holiday, self.name.is_some(), self.rest, self.eve].into_iter().filter(|claimed| *claimed).count();
        self.weekdays.count_ones() as usize + others > 1
    }

    /// Says more than that it is a day off, which without brackets is said of the place.
    pub fn names_a_day(self) -> bool {
        self.weekdays != 0 || self.holiday || self.name.is_some() || self.eve
    }

    /// The one weekday it names.
    pub fn weekday(self) -> Option<u8> {
        u8::try_from(self.weekdays.trailing_zeros()).ok().filter(|weekday| *weekday < 7)
    }

    /// Whether everything it claims holds of `date`.
    pub fn fits(self, date: Date) -> bool {
        self.fits_weekday(date) && self.fits_holiday(date)
    }

    /// Whether `date` falls on a weekday it names.
    pub fn fits_weekday(self, date: Date) -> bool {
        self.weekdays == 0 || self.weekdays & (1 << weekday_of(date)) != 0
    }

    fn fits_holiday(self, date: Date) -> bool {
        // No law is known for those years, so nothing speaks against the mark.
        if !(FIRST_YEAR..LAST_YEAR).contains(&date.year()) {
            return true;
        }
        let name = is_holiday(date);
        let rests = |date: Date| is_holiday(date).is_some() || weekday_of(date) >= 5;
        (!self.holiday || name.is_some())
            && self.name.is_none_or(|claimed| name == Some(claimed))
            && (!self.rest || name.is_some() || (self.weekdays != 0 && rests(date)))
            && (!self.eve || date.tomorrow().is_ok_and(rests))
    }

    /// Whether it fits a list of dates, or the days of a span: each is of a kind that is named, and each weekday comes up.
    pub fn fits_all(self, dates: &[Date]) -> bool {
        let is_named = |date: &&Date| {
            self.weekdays & (1 << weekday_of(**date)) != 0
                || ((self.holiday || self.rest || self.name.is_some()) && is_holiday(**date).is_some())
        };
        let seen = dates.iter().fold(0, |seen, date| seen | 1 << weekday_of(*date));
        let rests = !(self.holiday || self.rest || self.name.is_some()) || dates.iter().any(|date| is_holiday(*date).is_some());
        dates.iter().all(|date| is_named(&date)) && self.weekdays & !seen == 0 && rests
    }

    /// Whether it fits a date without its year in any year to come.
    pub fn fits_some_year(self, (month, day): (i8, i8)) -> bool {
        (2000..LAST_YEAR).any(|year| Date::new(year, month, day).is_ok_and(|date| self.fits(date)))
    }

    /// What is likely meant by `date` with this mark beside it: that date, or the nearest that fits.
    pub fn likely(self, date: Date) -> String {
        let near = (1..=10).flat_map(|days| [-days, days]).find_map(|days| {
            let other = date.checked_add(jiff::Span::new().days(days)).ok()?;
            self.fits(other).then_some(other)
        });
        match near {
            Some(near) => format!("{}、または {}", with_its_day(date), with_its_day(near)),
            None => with_its_day(date),
        }
    }

    /// 土, 月・祝, 成人の日, as it reads back to the same mark.
    pub fn in_japanese(self) -> String {
        let weekdays = (0..7).filter(|day| self.weekdays & (1 << day) != 0).map(|day| WEEKDAYS[day].to_string());
        let claims = [(self.holiday, "祝"), (self.rest, "休"), (self.eve, "祝前日")];
        let name = self.name.map(|name| if name == "休日" { "振替休日" } else { name });
        let said = claims.iter().filter(|(claimed, _)| *claimed).map(|(_, word)| *word).chain(name).map(str::to_owned);
        weekdays.chain(said).collect::<Vec<_>>().join("・")
    }
}

/// 2027-01-11(月・祝).
pub(super) fn with_its_day(date: Date) -> String {
    let holiday = if holidays::is_holiday(date).is_some() { "・祝" } else { "" };
    format!("{date}({}{holiday})", WEEKDAYS[usize::from(weekday_of(date))])
}
