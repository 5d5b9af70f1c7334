//! A weekday written after a date fits it: 「2026-12-05(日)」 is a Saturday.

use jiff::civil::Date;

use crate::content::weekday as name_of;
use crate::diagnostics::{At, Diagnostic, Sink};
use crate::model::resource::Resource;
use crate::site::Site;

const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for entry in &site.entries {
        for text in phrases(&entry.resource) {
            mismatches(text, sink);
        }
    }
}

fn phrases(resource: &Resource) -> impl Iterator<Item = &At<String>> {
    let sessions = resource.sessions.iter().flat_map(|session| session.when.iter().chain(&session.dates));
    resource.hours.iter().chain(&resource.closed).chain(sessions)
}

fn mismatches(text: &At<String>, sink: &mut Sink) {
    for dated in dated_weekdays(text) {
        let right = name_of(dated.date);
        if right.starts_with(dated.weekday) {
            continue;
        }
        let found = format!("{}は{right}曜日です。「{}」とあります", japanese(dated.date), dated.weekday);
        sink.push(
            Diagnostic::error("weekday-mismatch", "日付と曜日が合いません")
                .at(text.span, found)
                .help("どちらが正しいか、もとの印刷物か主催者に確かめてください"),
        );
    }
}

fn japanese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

struct DatedWeekday {
    date: Date,
    weekday: char,
}

/// Dates with a year that are followed by a weekday in brackets: `2026-12-05(土)`, `2026年12月5日（土）`, `令和8年12月5日(土)`.
fn dated_weekdays(text: &str) -> Vec<DatedWeekday> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for (at, pair) in characters.windows(2).enumerate() {
        if !matches!(pair[0], '(' | '（') || !WEEKDAYS.contains(&pair[1]) {
            continue;
        }
        if let Some(date) = date_ending(&characters[..at]) {
            found.push(DatedWeekday { date, weekday: pair[1] });
        }
    }
    found
}

/// The date with which a text ends.
fn date_ending(characters: &[char]) -> Option<Date> {
    let is_part = |c: char| c.is_ascii_digit() || "０１２３４５６７８９-/.年月日 元".contains(c);
    let start = characters.iter().rposition(|c| !is_part(*c)).map_or(0, |at| at + 1);
    let era = start.checked_sub(1).map_or(0, |before| match characters[before] {
        '和' if before > 0 && characters[before - 1] == '令' => 2018,
        '成' if before > 0 && characters[before - 1] == '平' => 1988,
        'R' | 'Ｒ' => 2018,
        'H' | 'Ｈ' => 1988,
        _ => 0,
    });
    let digit = |c: char| c.to_digit(10).or_else(|| (c as u32).checked_sub('０' as u32).filter(|digit| *digit < 10));
    let mut numbers = vec![None::<i32>];
    for &c in &characters[start..] {
        match (digit(c), c) {
            (Some(digit), _) => {
                let last = numbers.last_mut()?;
                *last = Some(last.unwrap_or(0).checked_mul(10)?.checked_add(i32::try_from(digit).ok()?)?);
            }
            (None, '元') => *numbers.last_mut()? = Some(1),
            (None, _) if numbers.last().is_some_and(Option::is_some) => numbers.push(None),
            (None, _) => {}
        }
    }
    let numbers: Vec<i32> = numbers.into_iter().flatten().collect();
    let [.., year, month, day] = numbers.as_slice() else { return None };
    let year = if era > 0 { year.checked_add(era)? } else { *year };
    if year < 1900 {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::dated_weekdays;

    #[test]
    fn dates_with_a_year_and_a_weekday_are_found_in_every_style() {
        for text in ["2026-12-05(土) 14:00", "2026年12月5日（土）", "令和8年12月5日(土)", "R8.12.5(土)", "２０２６年１２月５日（土）"]
        {
            let found = dated_weekdays(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].date.to_string(), "2026-12-05", "{text}");
        }
        assert!(dated_weekdays("8/3(木) 14:00").is_empty(), "without a year nothing can be said");
        assert!(dated_weekdays("毎週(木)").is_empty());
    }
}
