//! The dates of a recurrence rule, for the forms that `Recurrence::rrules` writes; to hold the rule against the dates of
//! the pages before it is given to anybody.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::time::{EVERY_WEEKDAY, weekdays_from};

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

#[derive(Default)]
struct Rule {
    frequency: String,
    interval: i32,
    /// Which of the month (0: every, -1: the last), and weekday from Monday.
    days: Vec<(i8, i8)>,
    months: Vec<i8>,
    month_days: Vec<i8>,
    until: Option<Date>,
}

/// The dates from `start`, which belongs to the rule, to `until`; none for a rule of another form.
pub fn dates(rule: &str, start: Date, until: Date) -> Option<Vec<Date>> {
    let rule = read(rule)?;
    let until = rule.until.map_or(until, |end| end.min(until));
    let days = weekdays_from(start, rule.weekdays()).map(|(_, date)| date);
    Some(days.take_while(|date| *date <= until).filter(|date| rule.gives(*date, start)).collect())
}

fn read(text: &str) -> Option<Rule> {
    let mut rule = Rule { interval: 1, ..Rule::default() };
    for part in text.split(';') {
        let (name, value) = part.split_once('=')?;
        match name {
            "FREQ" => rule.frequency = value.to_owned(),
            "INTERVAL" => rule.interval = value.parse().ok()?,
            "BYDAY" => rule.days = value.split(',').map(weekday).collect::<Option<_>>()?,
            "BYMONTH" => rule.months = numbers(value)?,
            "BYMONTHDAY" => rule.month_days = numbers(value)?,
            // In UTC, where the last second of a day in Japan has the same date.
            "UNTIL" => rule.until = Some(Date::strptime("%Y%m%d", value.get(..8)?).ok()?),
            _ => return None,
        }
    }
    Some(rule)
}

fn numbers(list: &str) -> Option<Vec<i8>> {
    list.split(',').map(|number| number.parse().ok()).collect()
}

/// `4TH`, `-1FR`, `SA`.
fn weekday(code: &str) -> Option<(i8, i8)> {
    let (number, name) = code.split_at(code.len().checked_sub(2)?);
    let weekday = WEEKDAYS.iter().position(|weekday| *weekday == name)?;
    let number = if number.is_empty() { 0 } else { number.parse().ok()? };
    Some((number, i8::try_from(weekday).ok()?))
}

impl Rule {
    /// The weekdays it may give, bit 0 for Monday.
    fn weekdays(&self) -> u8 {
        if self.days.is_empty() || !self.month_days.is_empty() {
            return EVERY_WEEKDAY;
        }
        self.days.iter().fold(0, |bits, (_, weekday)| bits | 1 << weekday)
    }

    fn gives(&self, date: Date, start: Date) -> bool {
        let in_month = self.months.is_empty() || self.months.contains(&date.month());
        in_month
            && match self.frequency.as_str() {
                "DAILY" => self.days.is_empty() && self.month_days.is_empty(),
                "WEEKLY" => {
                    self.days.iter().any(|(_, weekday)| *weekday == date.weekday().to_monday_zero_offset()) && self.in_step(date, start)
                }
                "MONTHLY" => self.days.iter().any(|day| is_numbered(*day, date)) || self.month_days.iter().any(|day| is_day(*day, date)),
                "YEARLY" => self.month_days.iter().any(|day| is_day(*day, date)),
                _ => false,
            }
    }

    /// Whether a week is one of every so many; weeks begin on Monday.
    fn in_step(&self, date: Date, start: Date) -> bool {
        if self.interval == 1 {
            return true;
        }
        let monday = |date: Date| date.saturating_sub(i64::from(date.weekday().since(Weekday::Monday)).days());
        let weeks = monday(start).until(monday(date)).map_or(0, |between| between.get_days() / 7);
        self.interval > 0 && weeks % self.interval == 0
    }
}

fn is_numbered((number, weekday): (i8, i8), date: Date) -> bool {
    let right_number = match number {
        0 => true,
        -1 => date.day() + 7 > date.days_in_month(),
        number => (date.day() - 1) / 7 + 1 == number,
    };
    right_number && weekday == date.weekday().to_monday_zero_offset()
}

fn is_day(day: i8, date: Date) -> bool {
    day == date.day() || (day == -1 && date.day() == date.days_in_month())
}
