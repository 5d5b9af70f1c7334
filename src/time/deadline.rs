//! The last day to apply, as people write it: 3日前, 前日17時, 1週間前, 前の週の金曜日, 2026-12-02.
//!
//! 1. A phrase is read whole or not at all: what is not read stays words.
//! 2. Days are counted back from the meeting, the meeting's own day not counted; 「（土日祝を除く）」 counts working days alone.
//! 3. A month before is the same day of the month before, or its last one.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use unicode_normalization::UnicodeNormalization;

use crate::time::clock::Minutes;
use crate::time::eras::{WrittenDate, read_date};
use crate::time::holidays::is_holiday;
use crate::time::say::WEEKDAYS;

/// Until when one may apply for a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    rule: Rule,
    /// Until this time of that day.
    pub until: Option<Minutes>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    /// So many days before.
    Days(i64),
    /// So many days before on which offices are open.
    WorkingDays(i64),
    /// So many months before.
    Months(i64),
    /// A weekday of the week before, or of so many weeks before; weeks begin on Monday.
    Weekday(i64, Weekday),
    /// So many months before, on that day of the month; none is the last one.
    DayOfMonth(i64, Option<i8>),
    /// One date, for whichever meeting.
    On(Date),
}

impl Deadline {
    /// Reads a phrase; none where any of it is not understood.
    pub fn parse(text: &str) -> Option<Deadline> {
        // A blank parts a date from its time: 2026-12-02 17時.
        let plain: String = text.nfkc().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let plain = strip(plain.trim(), &["必着", "締切", "〆切", "締め切り"]);
        let (plain, is_working) = working(strip(plain, &["までに", "まで"]));
        let plain = strip(plain, &["までに", "まで"]);
        let plain = ["開催日の", "開催の", "当該日の", "実施日の", "利用日の", "参加日の", "各回の", "各"]
            .iter()
            .fold(plain, |text, word| text.strip_prefix(word).unwrap_or(text));
        let (plain, until) = timed(plain)?;
        let rule = rule(&plain.replace(' ', ""), is_working)?;
        Some(Deadline { rule, until })
    }

    /// The last day to apply for a meeting.
    pub fn on(&self, meeting: Date) -> Date {
        match self.rule {
            Rule::Days(days) => meeting.saturating_sub(days.days()),
            Rule::WorkingDays(days) => {
                let mut date = meeting;
                let mut left = days;
                // A year holds more working days than anybody asks for.
                for _ in 0..days.saturating_mul(4).saturating_add(60) {
                    if left == 0 {
                        break;
                    }
                    date = date.saturating_sub(1.day());
                    left -= i64::from(is_working_day(date));
                }
                date
            }
            Rule::Months(months) => meeting.saturating_sub(months.months()),
            Rule::Weekday(weeks, weekday) => {
                let monday = meeting.saturating_sub(i64::from(meeting.weekday().to_monday_zero_offset()).days());
                monday.saturating_sub((weeks * 7).days()).saturating_add(i64::from(weekday.to_monday_zero_offset()).days())
            }
            Rule::DayOfMonth(months, day) => {
                let first = meeting.first_of_month().saturating_sub(months.months());
                let last = first.days_in_month();
                first.with().day(day.map_or(last, |day| day.min(last))).build().unwrap_or(first)
            }
            Rule::On(date) => date,
        }
    }
}

fn is_working_day(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && is_holiday(date).is_none()
}

fn strip<'t>(text: &'t str, ends: &[&str]) -> &'t str {
    ends.iter().fold(text, |text, end| text.strip_suffix(end).unwrap_or(text))
}

/// Takes 「（土日祝を除く）」 and its likes away, and says whether they stood there; 営業日 and 開館日 count only where that is weekdays.
fn working(text: &str) -> (&str, bool) {
    const BRACKETS: [&str; 8] = [
        "(土日祝を除く)",
        "(土日祝除く)",
        "(土・日・祝を除く)",
        "(土日祝日を除く)",
        "(土・日・祝日を除く)",
        "(休日を除く)",
        "(閉庁日を除く)",
        "(平日)",
    ];
    BRACKETS.iter().find_map(|words| text.strip_suffix(words)).map_or((text, false), |rest| (rest, true))
}

/// Parts a time of day at the end: 17時, 17:00, 午後5時, 正午.
fn timed(text: &str) -> Option<(&str, Option<Minutes>)> {
    let text = text.strip_suffix('の').unwrap_or(text);
    if let Some(rest) = text.strip_suffix("正午") {
        return Some((strip(rest, &["の"]), Some(12 * 60)));
    }
    let begin = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, ':' | '時' | '分' | '半' | '午' | '前' | '後'))
        .last();
    let Some((begin, _)) = begin else { return Some((text, None)) };
    // 「3日前」 ends in a sign that times have too.
    let Some(at) = text[begin..].find(['時', ':']) else { return Some((text, None)) };
    let sign = begin + at;
    let hour_from = text[..sign].char_indices().rev().take_while(|(_, c)| c.is_ascii_digit()).last().map(|(at, _)| at)?;
    let hour: Minutes = text[hour_from..sign].parse().ok()?;
    let after = &text[sign..];
    let minutes: Minutes = match after {
        "時" => 0,
        "時半" => 30,
        _ => after.trim_start_matches(['時', ':']).trim_end_matches('分').parse().ok()?,
    };
    let before = &text[..hour_from];
    let (before, hour) = match (before.strip_suffix("午後"), before.strip_suffix("午前")) {
        (Some(rest), _) if hour < 12 => (rest, hour + 12),
        (None, Some(rest)) => (rest, hour),
        (None, None) => (before, hour),
        _ => return None,
    };
    (hour <= 24 && minutes < 60).then_some((strip(before, &["の"]), Some(hour * 60 + minutes)))
}

fn rule(text: &str, is_working: bool) -> Option<Rule> {
    let days = |days: i64| if is_working { Rule::WorkingDays(days) } else { Rule::Days(days) };
    match text {
        "当日" => return Some(Rule::Days(0)),
        "前日" => return Some(days(1)),
        "前々日" => return Some(days(2)),
        "前週末" | "前の週末" => return None,
        "前月末" | "前月末日" | "前の月の末日" | "前の月の末" => return Some(Rule::DayOfMonth(1, None)),
        _ => {}
    }
    if let Some(WrittenDate::Date(year, Some(month), Some(day))) = read_date(text) {
        return Date::new(year, month, day).ok().map(Rule::On);
    }
    if let Some(rest) = ["前月の", "前月", "前の月の"].iter().find_map(|before| text.strip_prefix(before)) {
        let day: i8 = number(rest.strip_suffix('日')?)?.try_into().ok()?;
        return (1..=31).contains(&day).then_some(Rule::DayOfMonth(1, Some(day)));
    }
    if let Some(rest) = ["前の週の", "前週の", "前週"].iter().find_map(|before| text.strip_prefix(before)) {
        return Some(Rule::Weekday(1, weekday(rest)?));
    }
    if let Some(rest) = ["その週の", "同じ週の"].iter().find_map(|before| text.strip_prefix(before)) {
        return Some(Rule::Weekday(0, weekday(rest)?));
    }
    let before = text.strip_suffix("前")?;
    for unit in ["営業日", "開庁日", "平日"] {
        if let Some(count) = before.strip_suffix(unit) {
            return Some(Rule::WorkingDays(number(count)?));
        }
    }
    if let Some(count) = before.strip_suffix("日") {
        return Some(days(number(count)?));
    }
    if let Some(count) = before.strip_suffix("週間").or_else(|| before.strip_suffix("週")) {
        return number(count).filter(|_| !is_working).map(|weeks| Rule::Days(weeks * 7));
    }
    let months = ["か月", "ヶ月", "カ月", "ヵ月", "箇月", "ケ月"].iter().find_map(|unit| before.strip_suffix(unit))?;
    number(months).filter(|_| !is_working).map(Rule::Months)
}

fn number(text: &str) -> Option<i64> {
    let kanji = "〇一二三四五六七八九十";
    let read = match text {
        one if one.chars().count() == 1 && kanji.contains(one) => {
            kanji.chars().position(|c| one.starts_with(c)).and_then(|at| i64::try_from(at).ok())
        }
        digits => digits.parse().ok(),
    };
    read.filter(|count| (1..=366).contains(count))
}

fn weekday(text: &str) -> Option<Weekday> {
    let text = text.strip_suffix("曜日").or_else(|| text.strip_suffix('曜')).unwrap_or(text);
    let letter: char = text.parse().ok()?;
    let at = WEEKDAYS.iter().position(|day| *day == letter)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_day_is_counted_back_from_the_meeting() {
        // A Saturday; Monday 11 January is 成人の日.
        let meeting = date(2027, 1, 16);
        for (text, last, until) in [
            ("3日前", date(2027, 1, 13), None),
            ("3日前まで", date(2027, 1, 13), None),
            ("３日前までに", date(2027, 1, 13), None),
            ("三日前", date(2027, 1, 13), None),
            ("開催日の3日前まで", date(2027, 1, 13), None),
            ("前日", date(2027, 1, 15), None),
            ("前日まで", date(2027, 1, 15), None),
            ("前日 17時", date(2027, 1, 15), Some(17 * 60)),
            ("前日の17時まで", date(2027, 1, 15), Some(17 * 60)),
            ("前日17:00", date(2027, 1, 15), Some(17 * 60)),
            ("前日午後5時まで", date(2027, 1, 15), Some(17 * 60)),
            ("前日の正午", date(2027, 1, 15), Some(12 * 60)),
            ("前日の午前11時半", date(2027, 1, 15), Some(11 * 60 + 30)),
            ("前々日", date(2027, 1, 14), None),
            ("当日 9時", date(2027, 1, 16), Some(9 * 60)),
            ("1週間前", date(2027, 1, 9), None),
            ("2週間前まで", date(2027, 1, 2), None),
            ("1か月前", date(2026, 12, 16), None),
            ("2ヶ月前", date(2026, 11, 16), None),
            ("3日前（土日祝を除く）", date(2027, 1, 13), None),
            ("5日前(土日祝を除く)まで", date(2027, 1, 8), None),
            ("5営業日前", date(2027, 1, 8), None),
            ("3開庁日前", date(2027, 1, 13), None),
            ("前の週の金曜日", date(2027, 1, 8), None),
            ("前週の金曜日 17時", date(2027, 1, 8), Some(17 * 60)),
            ("その週の水曜", date(2027, 1, 13), None),
            ("前月の20日", date(2026, 12, 20), None),
            ("前月末", date(2026, 12, 31), None),
            ("2026-12-02", date(2026, 12, 2), None),
            ("2026-12-02 17時", date(2026, 12, 2), Some(17 * 60)),
            ("令和8年12月2日（水）必着", date(2026, 12, 2), None),
        ] {
            let deadline = Deadline::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((deadline.on(meeting), deadline.until), (last, until), "{text}");
        }
        for text in [
            "",
            "お早めに",
            "3日",
            "前",
            "定員になりしだい",
            "0日前",
            "400日前",
            "3日前ごろ",
            "前日25時",
            "12月2日",
            "平成39年1月2日",
            "3か5日前",
        ] {
            assert_eq!(Deadline::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        let on = |text: &str, meeting: Date| Deadline::parse(text).unwrap().on(meeting);
        assert_eq!(on("1か月前", date(2027, 3, 31)), date(2027, 2, 28));
        assert_eq!(on("前月末", date(2028, 3, 1)), date(2028, 2, 29));
        assert_eq!(on("前月の31日", date(2026, 12, 5)), date(2026, 11, 30));
        assert_eq!(on("3日前", date(2027, 3, 2)), date(2027, 2, 27));
        assert_eq!(on("前日", date(2027, 1, 1)), date(2026, 12, 31));
    }

    #[test]
    fn working_days_are_counted_over_holidays_and_years() {
        let mut meeting = date(2026, 4, 1);
        for _ in 0..400 {
            for count in 1..=7 {
                let last = Deadline::parse(&format!("{count}日前（土日祝を除く）")).unwrap().on(meeting);
                assert!(is_working_day(last), "{last}");
                let mut between = 0;
                let mut day = last;
                while day < meeting {
                    between += i64::from(is_working_day(day));
                    day = day.saturating_add(1.day());
                }
                assert_eq!(between, count, "{meeting}: {last}");
            }
            meeting = meeting.saturating_add(1.day());
        }
    }
}
