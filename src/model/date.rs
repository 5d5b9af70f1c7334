//! Dates as documents give them: to the day, the month or the year.

use std::fmt;

use jiff::civil::Date;

/// A date of the precision that is known. It is never filled up: 「2021年2月」 has no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12, where known.
    pub month: Option<i8>,
    /// The day, where known; only beside a month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// Reads `2026-06-12`, `2021-02` or `2022`; nothing else, and no date that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |part| part.map(Some))?;
        let day = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |part| part.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        let month = month.map(i8::try_from).transpose().ok()?;
        let day = day.map(i8::try_from).transpose().ok()?;
        PartialDate::of(year, month, day)
    }

    /// The date of these parts, if the calendar has it.
    pub fn of(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        (1868..=2200).contains(&year).then_some(PartialDate { year, month, day })
    }

    /// The first day it can mean.
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).expect("checked when parsed")
    }

    /// The last day it can mean.
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (_, Some(_)) => self.earliest(),
            (Some(_), None) => self.earliest().last_of_month(),
            (None, None) => self.earliest().last_of_year(),
        }
    }

    /// As it stands in a Japanese sentence: 2021年2月.
    pub fn japanese(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{}年{month}月{day}日", self.year),
            (Some(month), None) => format!("{}年{month}月", self.year),
            (None, _) => format!("{}年", self.year),
        }
    }
}

/// ISO 8601, as `datetime` attributes want it.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

fn digits(part: &str, length: usize) -> Option<i16> {
    (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn only_dates_that_exist_are_read() {
        let year_month = PartialDate::parse("2021-02").expect("a month");
        assert_eq!(year_month.japanese(), "2021年2月");
        assert_eq!(year_month.latest().to_string(), "2021-02-28");
        for wrong in ["2021-2", "2021-02-30", "2021-13", "21-02-03", "2021-02-03-04", "", "令和3年", "2021/02/03"] {
            assert_eq!(PartialDate::parse(wrong), None, "{wrong}");
        }
    }
}
