//! 国民の祝日: the Cabinet Office's table for the years it has, the law's rule for the others.
//!
//! 1. [`is_holiday`] looks into the table (`holidays.csv`, the office's `syukujitsu.csv` in UTF-8) for 1955 up to the last
//!    year printed there.
//! 2. For later years the law is applied: fixed days and ハッピーマンデー, equinoxes by formula, then 振替休日
//!    (国民の祝日に関する法律 3条2項), then 国民の休日 (3条3項), in that order.
//! 3. The rule knows the history of the law as well, so a test can hold it against every year of the table.
//!
//! Equinoxes beyond the table are forecasts: the day becomes law only when the office announces it in February of the
//! year before. [`certain_through`] says where that border lies.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::{Date, Weekday, date};

/// First year any holiday is known for; the table begins here.
pub const FIRST_YEAR: i16 = 1955;
/// Last year the rule answers for; the equinox formula is not vouched for beyond it.
pub const LAST_YEAR: i16 = 2099;

/// The name the office prints for 振替休日 and 国民の休日 alike.
const SUBSTITUTE: &str = "休日";
const TABLE: &str = include_str!("holidays.csv");

/// The holidays of the law of one year, by date.
type Year = BTreeMap<Date, &'static str>;

/// The name of the holiday that falls on `date`, or `None` on an ordinary day and outside 1955–2099.
///
/// 振替休日 and 国民の休日 are named 「休日」, as the Cabinet Office's table names them.
pub fn is_holiday(date: Date) -> Option<&'static str> {
    let index = usize::try_from(date.year() - FIRST_YEAR).ok()?;
    CALENDAR.get(index)?.get(&date).copied()
}

/// The last day for which the calendar is certain: the end of the Cabinet Office's table.
pub fn certain_through() -> Date {
    let year = OFFICE.keys().next_back().copied().unwrap_or(FIRST_YEAR);
    date(year, 12, 31)
}

/// All holidays of `year` in order, from the table or from the rule.
pub fn holidays_of(year: i16) -> Vec<(Date, &'static str)> {
    let index = usize::try_from(year - FIRST_YEAR).ok();
    index.and_then(|index| CALENDAR.get(index)).map(|days| days.iter().map(|(date, name)| (*date, *name)).collect()).unwrap_or_default()
}

/// One entry a year from [`FIRST_YEAR`] to [`LAST_YEAR`].
static CALENDAR: LazyLock<Vec<Year>> =
    LazyLock::new(|| (FIRST_YEAR..=LAST_YEAR).map(|year| OFFICE.get(&year).cloned().unwrap_or_else(|| by_law(year))).collect());

/// The office's table, by year.
static OFFICE: LazyLock<BTreeMap<i16, Year>> = LazyLock::new(|| {
    let mut years: BTreeMap<i16, Year> = BTreeMap::new();
    for line in TABLE.lines().skip(1) {
        if let Some((date, name)) = table_line(line) {
            years.entry(date.year()).or_default().insert(date, name);
        }
    }
    years
});

/// Reads `2026/1/1,元日`.
fn table_line(line: &'static str) -> Option<(Date, &'static str)> {
    let (date, name) = line.trim().split_once(',')?;
    let mut parts = date.split('/');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Some((Date::new(year, month, day).ok()?, name))
}

/// The holidays of `year` as the law stood, or will stand, in that year.
fn by_law(year: i16) -> Year {
    let mut days = named_days(year);
    add_substitutes(&mut days, year);
    add_sandwiched_days(&mut days, year);
    days
}

/// The days the law names, with the one-off days of the imperial household and the Olympic moves of 2020 and 2021.
fn named_days(year: i16) -> Year {
    let mut days = Year::new();
    let mut add = |month: i8, day: i8, name: &'static str| {
        days.insert(date(year, month, day), name);
    };
    add(1, 1, "元日");
    match year {
        ..2000 => add(1, 15, "成人の日"),
        _ => add(1, nth_monday(year, 1, 2), "成人の日"),
    }
    if year >= 1967 {
        add(2, 11, "建国記念の日");
    }
    if year >= 2020 {
        add(2, 23, "天皇誕生日");
    }
    add(3, vernal_equinox(year), "春分の日");
    match year {
        ..1989 => add(4, 29, "天皇誕生日"),
        1989..2007 => add(4, 29, "みどりの日"),
        _ => add(4, 29, "昭和の日"),
    }
    add(5, 3, "憲法記念日");
    if year >= 2007 {
        add(5, 4, "みどりの日");
    }
    add(5, 5, "こどもの日");
    match year {
        ..1996 => {}
        1996..2003 => add(7, 20, "海の日"),
        2020 => add(7, 23, "海の日"),
        2021 => add(7, 22, "海の日"),
        _ => add(7, nth_monday(year, 7, 3), "海の日"),
    }
    match year {
        ..2016 => {}
        2020 => add(8, 10, "山の日"),
        2021 => add(8, 8, "山の日"),
        _ => add(8, 11, "山の日"),
    }
    match year {
        ..1966 => {}
        1966..2003 => add(9, 15, "敬老の日"),
        _ => add(9, nth_monday(year, 9, 3), "敬老の日"),
    }
    add(9, autumnal_equinox(year), "秋分の日");
    match year {
        ..1966 => {}
        1966..2000 => add(10, 10, "体育の日"),
        2000..2019 => add(10, nth_monday(year, 10, 2), "体育の日"),
        2019 => add(10, nth_monday(year, 10, 2), "体育の日（スポーツの日）"),
        2020 => add(7, 24, "スポーツの日"),
        2021 => add(7, 23, "スポーツの日"),
        _ => add(10, nth_monday(year, 10, 2), "スポーツの日"),
    }
    add(11, 3, "文化の日");
    add(11, 23, "勤労感謝の日");
    if (1989..2019).contains(&year) {
        add(12, 23, "天皇誕生日");
    }
    match year {
        1959 => add(4, 10, "結婚の儀"),
        1989 => add(2, 24, "大喪の礼"),
        1990 => add(11, 12, "即位礼正殿の儀"),
        1993 => add(6, 9, "結婚の儀"),
        2019 => {
            add(5, 1, "休日（祝日扱い）");
            add(10, 22, "休日（祝日扱い）");
        }
        _ => {}
    }
    days
}

/// 振替休日: since 12 April 1973 the Monday after a Sunday holiday, since 2007 the next day that is no holiday.
fn add_substitutes(days: &mut Year, year: i16) {
    let sundays: Vec<Date> = days.keys().copied().filter(|day| day.weekday() == Weekday::Sunday && *day >= date(1973, 4, 12)).collect();
    for sunday in sundays {
        let mut day = after(sunday);
        if year >= 2007 {
            while days.contains_key(&day) {
                day = after(day);
            }
        }
        days.entry(day).or_insert(SUBSTITUTE);
    }
}

/// 国民の休日: since 27 December 1985 an ordinary day between two holidays.
///
/// Until 2006 a Sunday, and a Monday that already rests in a Sunday's place, was left as it was.
fn add_sandwiched_days(days: &mut Year, year: i16) {
    if year < 1986 {
        return;
    }
    let named: Vec<Date> = days.iter().filter(|(_, name)| **name != SUBSTITUTE).map(|(day, _)| *day).collect();
    for day in &named {
        let between = after(*day);
        let sandwiched = named.binary_search(&after(between)).is_ok() && !days.contains_key(&between);
        if sandwiched && (year >= 2007 || between.weekday() != Weekday::Sunday) {
            days.insert(between, SUBSTITUTE);
        }
    }
}

/// The day of the month of the `nth` Monday.
fn nth_monday(year: i16, month: i8, nth: i8) -> i8 {
    let first = date(year, month, 1).weekday().to_monday_zero_offset();
    (7 - first) % 7 + 1 + (nth - 1) * 7
}

/// 春分日 by the formula of the Hydrographic Department's almanac (valid 1900–2099).
fn vernal_equinox(year: i16) -> i8 {
    equinox(year, 20.8357, 20.8431)
}

/// 秋分日, as [`vernal_equinox`].
fn autumnal_equinox(year: i16) -> i8 {
    equinox(year, 23.2588, 23.2488)
}

/// Both formulas count the drift of the year from 1980; leap days are rounded down the other way before it.
fn equinox(year: i16, before_1980: f64, since_1980: f64) -> i8 {
    let elapsed = f64::from(year - 1980);
    let (base, leap) =
        if year < 1980 { (before_1980, (f64::from(year - 1983) / 4.0).trunc()) } else { (since_1980, (elapsed / 4.0).trunc()) };
    (base + 0.242_194 * elapsed - leap) as i8
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_the_law_gives_the_cabinet_offices_table_for_every_year_of_it() {
        for (year, table) in OFFICE.iter() {
            assert_eq!(&by_law(*year), table, "{year}");
        }
        assert_eq!(OFFICE.keys().next(), Some(&FIRST_YEAR));
        assert_eq!(OFFICE.len(), 73);
        assert_eq!(certain_through(), date(2027, 12, 31));
    }

    #[test]
    fn a_saturday_holiday_has_no_substitute() {
        assert_eq!(is_holiday(date(2028, 1, 1)), Some("元日"));
        assert_eq!(is_holiday(date(2028, 1, 2)), None);
        assert_eq!(is_holiday(date(2028, 1, 3)), None);
    }

    #[test]
    fn the_traps_in_which_foreign_libraries_fall_are_right() {
        for (day, name) in [
            (date(2026, 5, 3), "憲法記念日"),
            (date(2026, 5, 6), "休日"),
            (date(2026, 9, 22), "休日"),
            (date(2024, 9, 23), "休日"),
            (date(2027, 3, 22), "休日"),
            (date(2029, 9, 24), "休日"),
            (date(2032, 9, 21), "休日"),
            (date(2033, 3, 21), "休日"),
        ] {
            assert_eq!(is_holiday(day), Some(name), "{day}");
        }
    }

    #[test]
    fn years_outside_the_law_have_none() {
        assert_eq!(is_holiday(date(1954, 1, 1)), None);
        assert_eq!(is_holiday(date(2100, 1, 1)), None);
        assert_eq!(is_holiday(date(-5, 1, 1)), None);
        assert!(holidays_of(3000).is_empty());
        assert_eq!(holidays_of(2099).len(), by_law(2099).len());
    }
}
