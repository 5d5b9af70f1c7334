//! A timetable as a page shows it: an ordinary week, and the table from which the browser says what holds today.
//!
//! 1. Each date gives an answer: spans, certainty, and words where there is something to explain.
//! 2. A weekday's usual answer is the one most of its dates give; so is that of the holidays.
//! 3. Dates with another answer are listed one by one.
//!
//! Everything comes from [`Opening::on`], so the table in words, the line of today and the structured data cannot differ.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::time::holidays::is_holiday;
use crate::time::{Certainty, Day, Opening, Part, SchemaHours, Span};

/// A weekday that differs on more than one in so many of its dates is said to vary. Every month's third Sunday is one in
/// four; a Tuesday after each holiday Monday one in seven, and the words beside the table tell of it.
const VARIES: usize = 5;
/// Special days told to search engines. Beyond them nothing is said of the future, rather than something wrong.
const SPECIAL_DAYS: usize = 60;
/// Days for which structured data must hold to be given at all.
const SCHEMA_DAYS: usize = 90;

/// The ordinary week of a place, and what differs from it.
#[derive(Debug)]
pub struct Weekly {
    /// 月曜日 to 日曜日, then 祝日 where it differs.
    pub rows: Vec<Row>,
    /// Its parts with times of their own.
    pub parts: Vec<Part>,
    /// The table for `assets/hours.js` as JSON; nothing in it can end a script element.
    pub table: String,
    /// For structured data; none where some of the week is not certain.
    pub schema: Option<Schema>,
}

/// One weekday.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// 月曜日, or 祝日.
    pub name: &'static str,
    /// Empty when closed; none when not known.
    pub spans: Option<Vec<Span>>,
    /// Whether many of its dates differ.
    pub varies: bool,
}

/// Hours for search engines.
#[derive(Debug)]
pub struct Schema {
    /// The hours.
    pub hours: SchemaHours,
    /// The last day for which they are complete.
    pub until: Date,
}

/// What is said of a date. The names are short because some pages are little more than this table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Answer {
    /// Open from, to; in minutes, above 1440 past midnight.
    o: Vec<(u16, u16)>,
    /// Perhaps open besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    p: Vec<(u16, u16)>,
    /// 1 with reservations, 2 not known.
    #[serde(skip_serializing_if = "is_certain")]
    c: u8,
    /// Why, in words that stand in brackets.
    #[serde(skip_serializing_if = "String::is_empty")]
    w: String,
    /// The times of its parts, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    a: String,
}

#[derive(Serialize)]
struct Table<'a> {
    from: String,
    until: String,
    answers: &'a [Answer],
    /// Which answer each weekday usually has, from Monday.
    week: [usize; 7],
    /// Days after the first → their answer.
    except: BTreeMap<usize, usize>,
    /// The answer of the row 祝日, and the days to which that row applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    holiday: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holidays: Vec<usize>,
}

impl Weekly {
    /// The week of a place whose notices were understood and which is open at known times on some weekday.
    pub(super) fn new(opening: &Opening, days: &[Day]) -> Option<Self> {
        if !opening.understood() {
            return None;
        }
        let mut answers: Vec<Answer> = Vec::new();
        let given: Vec<usize> = days.iter().map(|day| number(Answer::of(day, opening), &mut answers)).collect();
        let mut week = [0; 7];
        let mut rows = Vec::with_capacity(8);
        let mut named = opening.week();
        let spoken_of_holidays = named.pop().is_some_and(|(_, spans)| spans.is_some());
        for (weekday, (name, _)) in named.into_iter().enumerate() {
            let of: Vec<usize> = (0..days.len()).filter(|at| weekday_of(days[*at].date) == weekday).map(|at| given[at]).collect();
            week[weekday] = usual(&of)?;
            let answer = &answers[week[weekday]];
            let ordinary = (0..days.len()).filter(|at| weekday_of(days[*at].date) == weekday && is_holiday(days[*at].date).is_none());
            let (same, other): (Vec<usize>, Vec<usize>) = ordinary.partition(|at| answers[given[*at]].shows_like(answer));
            rows.push(Row { name, spans: answer.spans(), varies: other.len() * VARIES > same.len() + other.len() });
        }
        if rows.iter().all(|row| row.spans.as_ref().is_none_or(Vec::is_empty)) {
            return None;
        }
        let mut holidays: Vec<usize> = (0..days.len()).filter(|at| is_holiday(days[*at].date).is_some()).collect();
        let holiday = usual(&holidays.iter().map(|at| given[*at]).collect::<Vec<_>>()).filter(|answer| {
            spoken_of_holidays && answers[*answer].c != 2 && week.iter().any(|usual| !answers[*usual].shows_like(&answers[*answer]))
        });
        match holiday {
            Some(answer) => rows.push(Row { name: "祝日", spans: answers[answer].spans(), varies: false }),
            None => holidays.clear(),
        }
        let differing = (0..days.len()).filter(|at| given[*at] != week[weekday_of(days[*at].date)]);
        let except = differing.map(|at| (at, given[at])).collect();
        let (from, until) = (days.first()?.date.to_string(), days.last()?.date.to_string());
        let table = Table { from, until, answers: &answers, week, except, holiday, holidays };
        let table = serde_json::to_string(&table).ok()?.replace('<', "\\u003c");
        let is_certain = week.iter().all(|usual| answers[*usual].c == 0);
        Some(Weekly {
            rows,
            parts: opening.parts().cloned().collect(),
            table,
            schema: if is_certain { schema(opening, days) } else { None },
        })
    }
}

impl Answer {
    fn of(day: &Day, opening: &Opening) -> Self {
        let pairs = |spans: &[Span]| spans.iter().map(|span| (span.start, span.end)).collect::<Vec<_>>();
        let (c, w) = match day.certainty {
            Certainty::Certain if day.spans.is_empty() => (0, reason(&day.why)),
            Certainty::Certain => (0, String::new()),
            Certainty::Reserved => (1, cautions(&day.reservations)),
            Certainty::Unknown => (2, day.why.clone()),
        };
        let a = if day.spans.is_empty() { String::new() } else { opening.parts_said_on(day.date).join("、") };
        // That its parts differ is said by their times.
        let w = if a.is_empty() { w } else { without_parts(&day.reservations, w) };
        Answer { o: pairs(&day.spans), p: pairs(&day.perhaps), c, w, a }
    }

    /// Whether a table would have the same words for both.
    fn shows_like(&self, other: &Self) -> bool {
        self.o == other.o && (self.c == 2) == (other.c == 2)
    }

    fn spans(&self) -> Option<Vec<Span>> {
        (self.c != 2).then(|| self.o.iter().map(|&(start, end)| Span { start, end }).collect())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_certain(certainty: &u8) -> bool {
    *certainty == 0
}

fn number(answer: Answer, answers: &mut Vec<Answer>) -> usize {
    // A year seldom has more than a dozen different answers, and neighbours are often alike.
    answers.iter().position(|known| *known == answer).unwrap_or_else(|| {
        answers.push(answer);
        answers.len() - 1
    })
}

/// The most frequent; of equals the one met first.
fn usual(answers: &[usize]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for answer in answers {
        *counts.entry(*answer).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(answer, count)| (*count, std::cmp::Reverse(*answer))).map(|(answer, _)| answer)
}

/// 「月曜日は休み」 after 「きょうは休みです」 says 休み twice.
fn reason(why: &str) -> String {
    let why = why.strip_suffix("は休み").or_else(|| why.strip_suffix("で休み")).unwrap_or(why);
    // It will stand in brackets itself.
    match why.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((day, name)) => format!("{}・{name}", day.strip_suffix("は休み").unwrap_or(day)),
        None => why.to_owned(),
    }
}

fn without_parts(reservations: &[String], words: String) -> String {
    let others: Vec<String> = reservations.iter().filter(|text| !text.starts_with("所により時間が違います")).cloned().collect();
    if others.len() == reservations.len() { words } else { cautions(&others) }
}

fn cautions(reservations: &[String]) -> String {
    let words: Vec<&str> = reservations.iter().map(|text| text.strip_suffix("は休みのことがあります").unwrap_or(text)).collect();
    words.join("、")
}

fn weekday_of(date: Date) -> usize {
    usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())
}

/// Hours up to the day before the sixty-first special one.
fn schema(opening: &Opening, days: &[Day]) -> Option<Schema> {
    let mut hours = opening.schema_hours_of(days)?;
    let mut until = days.last()?.date;
    if let Some(beyond) = hours.special.get(SPECIAL_DAYS) {
        let date: Date = beyond.get("validFrom")?.as_str()?.parse().ok()?;
        until = date.yesterday().ok()?;
        let last = until.to_string();
        hours.special.retain(|special| special.get("validFrom").and_then(|from| from.as_str()).is_some_and(|from| from <= last.as_str()));
    }
    let told = days.iter().take_while(|day| day.date <= until).count();
    (told >= SCHEMA_DAYS.min(days.len())).then_some(Schema { hours, until })
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;
    use crate::site::timetable::TABLE_DAYS;

    fn weekly(hours: &[&str], closed: &[&str]) -> Option<Weekly> {
        let opening = Opening::parse(hours, closed);
        let days: Vec<Day> = date(2026, 11, 21).series(1.day()).take(TABLE_DAYS).map(|date| opening.on(date)).collect();
        Weekly::new(&opening, &days)
    }

    fn library() -> Weekly {
        weekly(
            &["10:00-17:00", "金・土 10:00-19:00", "祝日 10:00-17:00"],
            &["水曜日", "祝日のあとの日", "資料整理日", "特別資料整理期間", "年末年始"],
        )
        .expect("understood")
    }

    fn hall() -> Weekly {
        weekly(&["9:00-22:00", "日曜日 9:00-17:00"], &["月曜日", "祝日(月曜日が祝日の場合は直近の休館日でない日)", "年末年始"])
            .expect("understood")
    }

    fn words(weekly: &Weekly) -> Vec<String> {
        let cell = |row: &Row| match &row.spans {
            None => "?".to_owned(),
            Some(spans) if spans.is_empty() => "休".to_owned(),
            Some(spans) => spans.iter().map(|span| span.in_japanese()).collect::<Vec<_>>().join("、"),
        };
        weekly.rows.iter().map(|row| format!("{} {}{}", row.name, cell(row), if row.varies { "*" } else { "" })).collect()
    }

    /// The answer of the table for a date, looked up as the browser does.
    fn answer(weekly: &Weekly, on: Date) -> Value {
        let table: Value = serde_json::from_str(&weekly.table).expect("JSON");
        let first: Date = table["from"].as_str().expect("a date").parse().expect("a date");
        let ahead = first.until(on).expect("near").get_days();
        let usual = &table["week"][weekday_of(on)];
        let at = table["except"].get(ahead.to_string()).unwrap_or(usual).as_u64().expect("a number");
        table["answers"][usize::try_from(at).expect("small")].clone()
    }

    #[test]
    fn the_week_of_a_hall_and_of_a_library() {
        let hours = |from: usize, to: usize, words: &str| {
            ["月", "火", "水", "木", "金", "土"][from..to].iter().map(|day| format!("{day}曜日 {words}")).collect::<Vec<_>>()
        };
        let expected = [hours(0, 1, "休"), hours(1, 6, "9:00-22:00"), vec!["日曜日 9:00-17:00".into(), "祝日 休".into()]].concat();
        assert_eq!(words(&hall()), expected);
        let open = "10:00-17:00";
        let expected = [
            hours(0, 2, open),
            hours(2, 3, "休"),
            hours(3, 4, open),
            hours(4, 6, "10:00-19:00"),
            vec![format!("日曜日 {open}"), format!("祝日 {open}")],
        ]
        .concat();
        assert_eq!(words(&library()), expected);
    }

    #[test]
    fn each_date_is_answered_with_what_the_rules_say() {
        let hall = hall();
        assert_eq!(answer(&hall, date(2026, 11, 23)), json!({"o": [], "w": "祝日・勤労感謝の日"}));
        assert_eq!(answer(&hall, date(2026, 11, 24)), json!({"o": [], "w": "11月23日(月・勤労感謝の日)の振り替え"}));
        assert_eq!(answer(&hall, date(2026, 11, 25)), json!({"o": [[540, 1320]]}));
        assert_eq!(answer(&hall, date(2027, 2, 11)), json!({"o": [], "w": "祝日・建国記念の日"}));
        assert_eq!(answer(&hall, date(2026, 12, 26)), json!({"o": [[540, 1320]], "c": 1, "w": "年末年始"}));
        assert_eq!(answer(&hall, date(2027, 1, 2))["c"], 2);
        let library = library();
        assert_eq!(answer(&library, date(2026, 11, 27)), json!({"o": [[600, 1140]], "c": 1, "w": "資料整理日、特別資料整理期間"}));
        assert_eq!(answer(&library, date(2026, 11, 25)), json!({"o": [], "w": "水曜日"}));
    }

    #[test]
    fn the_table_of_a_hall_is_small() {
        assert!(hall().table.len() < 2000, "{}", hall().table.len());
    }

    #[test]
    fn a_weekday_with_closed_weeks_is_said_to_vary() {
        let weekly = weekly(&["9:00-17:00"], &["第3日曜日"]).expect("understood");
        assert_eq!(words(&weekly)[6], "日曜日 9:00-17:00*");
        assert_eq!(words(&weekly)[5], "土曜日 9:00-17:00");
    }

    #[test]
    fn what_is_not_understood_has_no_week() {
        assert!(weekly(&["9:00-17:00 冬は11:00-14:00"], &[]).is_none());
        assert!(weekly(&[], &["月曜日"]).is_none());
    }

    #[test]
    fn nothing_uncertain_is_told_to_search_engines() {
        assert!(library().schema.is_none(), "every day of it may be 資料整理日");
        let schema = hall().schema.expect("certain");
        assert!(schema.hours.special.len() <= SPECIAL_DAYS);
        let new_year = schema.hours.special.iter().find(|special| special["validFrom"] == "2027-01-02").expect("listed");
        assert_eq!(new_year.get("opens"), None);
        let perhaps = schema.hours.special.iter().find(|special| special["validFrom"] == "2026-12-26").expect("listed");
        assert_eq!(perhaps.get("opens"), None);
    }
}
