//! Sets of days in the Japanese the reader understands again: what is said here parses to the same set.

use jiff::civil::Date;

use super::days::{ALL_MONTHS, Days, Edge, LAST_DAY, LAST_WEEK, MONTH_END, MonthDay};
use super::lex::PARTS_OF_MONTH;

/// The seven weekdays from Monday.
pub const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

/// The weekday of a date: 月.
pub fn weekday(date: Date) -> char {
    let monday_first = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    WEEKDAYS[monday_first]
}

/// A date of a year that need not be said: 12月9日（水）.
pub fn day_and_weekday(date: Date) -> String {
    format!("{}月{}日（{}）", date.month(), date.day(), weekday(date))
}

/// 2, 4, 6 … as month bits.
pub(super) const EVEN_MONTHS: u16 = 0b1010_1010_1010;
/// 1, 3, 5 … as month bits.
pub(super) const ODD_MONTHS: u16 = 0b0101_0101_0101;

impl Days {
    /// 「第2・第4土曜日・祝日(8月を除く)」; nothing for no limit at all.
    pub fn in_japanese(&self) -> String {
        let mut said = self.within.as_ref().map_or_else(String::new, |within| format!("{}の", within.in_japanese()));
        said.push_str(&self.months_in_japanese());
        let named = self.named_in_japanese().join("・");
        if !said.is_empty() && !said.ends_with('の') && !named.is_empty() {
            said.push('の');
        }
        said.push_str(&named);
        for except in &self.except {
            let weeks = except.nth[0];
            let of_all = weeks != 0 && *except == (Days { nth: [weeks; 7], ..Days::default() });
            let named = if of_all { format!("{}週", week_list(weeks)) } else { except.in_japanese() };
            said.push_str(&format!("({named}を除く)"));
        }
        said
    }

    /// As a leaflet begins a session: 毎週土曜日, 毎月第1・第3火曜日, 偶数月の第2土曜日.
    pub fn as_recurrence(&self) -> String {
        let weekly = self.weekdays != 0;
        let monthly = self.nth != [0; 7];
        let prefix = match (self.months == 0 && self.within.is_none(), weekly, monthly) {
            (true, true, false) => "毎週",
            (true, false, true) => "毎月",
            (_, _, _) => "",
        };
        // 毎月 before the day of the month is said with the day itself.
        let begins_with_days = !weekly && !monthly && self.month_days != 0;
        if begins_with_days { self.in_japanese() } else { format!("{prefix}{}", self.in_japanese()) }
    }

    fn months_in_japanese(&self) -> String {
        match self.months {
            0 | ALL_MONTHS => String::new(),
            EVEN_MONTHS => "偶数月".into(),
            ODD_MONTHS => "奇数月".into(),
            months => month_list(months),
        }
    }

    fn named_in_japanese(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if self.every_day && self.months == 0 {
            parts.push("毎日".into());
        }
        if self.workdays {
            parts.push("平日".into());
        }
        if self.weekdays != 0 {
            parts.push(weekday_list(self.weekdays));
        }
        for (weekday, weeks) in self.nth.iter().enumerate() {
            if *weeks != 0 {
                parts.push(format!("{}{}曜日", week_list(*weeks), WEEKDAYS[weekday]));
            }
        }
        if self.month_days != 0 {
            parts.push(format!("毎月{}", month_day_list(self.month_days)));
        }
        if self.holidays {
            parts.push("祝日".into());
        }
        if self.before_holidays {
            parts.push("祝日の前日".into());
        }
        if self.after_holidays {
            parts.push("祝日の翌日".into());
        }
        parts.extend(self.yearly.iter().map(|range| yearly(*range)));
        parts.extend(self.seasons.iter().map(|season| season.name().into()));
        parts.extend(self.vague.iter().map(|stretch| vague(*stretch)));
        parts.extend(self.after.iter().map(|(days, of)| days_after(*days, of)));
        parts.extend(self.dates.iter().map(Date::to_string));
        parts.extend(self.periods.iter().map(|(from, to)| match (*from, *to) {
            (_, Date::MAX) => format!("{from}から"),
            (Date::MIN, _) => format!("{to}まで"),
            (_, _) => format!("{from}〜{to}"),
        }));
        parts
    }
}

/// 月〜金曜日, 火・木曜日.
pub(super) fn weekday_list(weekdays: u8) -> String {
    let sign = |day: usize| WEEKDAYS[day].to_string();
    format!("{}曜日", runs(u16::from(weekdays), 7, &sign).join("・"))
}

/// The set bits of a cycle, three and more in a row as a range: 金〜日, 11月〜2月.
fn runs(bits: u16, length: usize, name: &dyn Fn(usize) -> String) -> Vec<String> {
    let set = |place: usize| bits & (1 << (place % length)) != 0;
    // A run over the end of the cycle is said from where it begins, if it is long enough to be said as a range.
    let before_first = (0..length).rev().take_while(|place| set(*place)).count();
    let at_first = (0..length).take_while(|place| set(*place)).count();
    let wraps = before_first > 0 && before_first < length && at_first > 0 && before_first + at_first > 2;
    let first = if wraps { at_first } else { 0 };
    let end = first + length;
    let mut parts = Vec::new();
    let mut place = first;
    while place < end {
        let run = (place..end).take_while(|next| set(*next)).count();
        match run {
            0 => {}
            1 | 2 => parts.extend((place..place + run).map(|place| name(place % length))),
            _ => parts.push(format!("{}〜{}", name(place % length), name((place + run - 1) % length))),
        }
        place += run.max(1);
    }
    parts
}

/// 第1・第3, 最終.
fn week_list(weeks: u8) -> String {
    let numbered = (0..5).filter(|week| weeks & (1 << week) != 0).map(|week| format!("第{}", week + 1));
    let last = (weeks & LAST_WEEK != 0).then(|| "最終".to_string());
    numbered.chain(last).collect::<Vec<_>>().join("・")
}

fn month_day_list(days: u32) -> String {
    let numbered = (1..32).filter(|day| days & (1 << day) != 0).map(|day| format!("{day}日"));
    let last = (days & LAST_DAY != 0).then(|| "末日".to_string());
    numbered.chain(last).collect::<Vec<_>>().join("・")
}

/// 4月〜9月, 4月・7月.
fn month_list(months: u16) -> String {
    runs(months, 12, &|month| format!("{}月", month + 1)).join("・")
}

fn yearly((from, to): (MonthDay, MonthDay)) -> String {
    if from == to { month_day(from) } else { format!("{}〜{}", month_day(from), month_day(to)) }
}

/// 12月29日, 2月末日.
fn month_day((month, day): MonthDay) -> String {
    let end = day == MONTH_END && !matches!(month, 1 | 3 | 5 | 7 | 8 | 10 | 12);
    if end { format!("{month}月末日") } else { format!("{month}月{day}日") }
}

/// 11月下旬〜4月下旬, 8月中旬.
fn vague((from, to): (Edge, Edge)) -> String {
    let said = |edge: Edge| {
        let part = PARTS_OF_MONTH.iter().find(|(_, from, to)| edge.is_vague() && (*from, *to) == (edge.from, edge.to));
        part.map_or_else(|| month_day((edge.month, edge.from)), |(word, ..)| format!("{}月{word}", edge.month))
    };
    if from == to { said(from) } else { format!("{}〜{}", said(from), said(to)) }
}

/// 第2日曜日の翌日, 第4土曜日の翌月曜日.
fn days_after(days: i8, of: &Days) -> String {
    let first = (0..7_u8).find(|day| of.weekdays & (1 << day) != 0 || of.nth[usize::from(*day)] != 0);
    match first.filter(|_| days > 1) {
        Some(first) => format!("{}の翌{}曜日", of.in_japanese(), WEEKDAYS[(usize::from(first) + usize::from(days.unsigned_abs())) % 7]),
        None => format!("{}の翌日", of.in_japanese()),
    }
}
