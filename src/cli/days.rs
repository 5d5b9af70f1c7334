//! A day as people type it behind `--date`: 2026-11-21, 2026/11/21, 令和8年11月21日, 20261121.

use jiff::civil::Date;

use crate::model::date::PartialDate;
use crate::time::{WrittenDate, read_date};

const FORMS: &str = "2026-11-21、2026/11/21、令和8年11月21日 のどれかの形に書いてください";

/// A whole day; for clap.
pub fn day(text: &str) -> Result<Date, String> {
    let date = some_day(text)?;
    if date.earliest() == date.latest() { Ok(date.earliest()) } else { Err(format!("日まで書いてください。{FORMS}")) }
}

/// A day, a month or a year.
pub fn some_day(text: &str) -> Result<PartialDate, String> {
    let text = text.trim();
    let joined =
        (text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| [&text[..4], &text[4..6], &text[6..]].join("-"));
    let date = match joined {
        Some(joined) => PartialDate::parse(&joined),
        None => PartialDate::parse(text).or_else(|| match read_date(text) {
            Some(WrittenDate::Date(year, month, day)) => PartialDate::of(year, month, day),
            Some(WrittenDate::Problem(_)) | None => None,
        }),
    };
    date.filter(|date| date.earliest().year() >= 1900).ok_or_else(|| format!("日付として読めません。{FORMS}"))
}

#[cfg(test)]
mod tests {
    use super::{day, some_day};

    #[test]
    fn a_day_is_understood_however_it_is_typed() {
        let expected = jiff::civil::date(2026, 11, 21);
        for text in [
            "2026-11-21",
            "2026/11/21",
            "2026.11.21",
            "2026年11月21日",
            "令和8年11月21日",
            "R8.11.21",
            "２０２６／１１／２１",
            "20261121",
            " 2026-11-21 ",
        ] {
            assert_eq!(day(text), Ok(expected), "{text}");
        }
        for text in ["2026-02-30", "2026/13/01", "11/21", "きょう", "", "2026-11", "2026"] {
            assert!(day(text).is_err(), "{text}");
        }
        assert_eq!(some_day("2026/11").map(|date| date.to_string()), Ok("2026-11".to_owned()));
    }
}
