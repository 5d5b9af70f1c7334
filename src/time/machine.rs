//! Rules in the languages of machines: RRULE of iCalendar, the recurrence code of DS-441, schema.org.
//!
//! Each of them can hold less than a leaflet says. What does not fit is not bent into shape: the answer is `None`, and the
//! caller lists dates instead. An RRULE with exceptions ends with the window for which the exceptions were computed, so
//! that no calendar shows a meeting on a holiday nobody looked at.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{
    clock::{DAY, Minutes, Span, padded},
    days::{Days, LAST_DAY, LAST_WEEK, days_from, weekdays_from},
    opening::{Certainty, Day, Opening},
    recurrence::Recurrence,
    recurrence_read::{Clause, Slot},
};

const ICAL_WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DS441_WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const SCHEMA_WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// One series of meetings for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rrule {
    /// The value of `RRULE`; `None` for a single meeting on `dtstart`.
    pub rrule: Option<String>,
    /// The first meeting in the window; the rule counts from here.
    pub dtstart: Date,
    /// `None` for a whole day.
    pub start: Option<Minutes>,
    /// Above 1440 past midnight.
    pub end: Option<Minutes>,
    /// Dates the rule gives and on which nothing takes place.
    pub exdates: Vec<Date>,
    /// Dates the rule does not give, to which a meeting was moved.
    pub rdates: Vec<Date>,
}

/// The two schema.org properties of a place's opening.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaHours {
    /// `openingHoursSpecification`: the ordinary week, and `PublicHolidays` where they are spoken of.
    pub opening: Vec<Value>,
    /// `specialOpeningHoursSpecification`: the dates of the window that differ from it.
    pub special: Vec<Value>,
}

impl Recurrence {
    /// The meetings from `from` to `until` as calendar series, or `None` when a rule does not fit the format.
    pub fn rrules(&self, from: Date, until: Date) -> Option<Vec<Rrule>> {
        if self.heard().undated || !self.is_read() || self.heard().clauses.is_empty() {
            return None;
        }
        let mut series = Vec::new();
        for clause in &self.heard().clauses {
            let dates = self.dates_of(clause, from, until);
            let Some(rule) = pattern(clause) else {
                let dated = !clause.days.dates.is_empty() || clause.yearless.is_some();
                if !dated {
                    return None;
                }
                let single = |date| Rrule { rrule: None, dtstart: date, start: None, end: None, exdates: Vec::new(), rdates: Vec::new() };
                series.extend(with_slots(clause, dates.into_iter().map(single).collect()));
                continue;
            };
            series.extend(with_slots(clause, one_series(clause, &rule, &dates, from, until).into_iter().collect()));
        }
        Some(series)
    }

    /// The recurrence code of DS-441 (特定日・繰り返し): `13Tu` for 第1・第3火曜日, `7Sa` for 隔週土曜日.
    ///
    /// `None` for what the code has no sign for: months, holidays, dates, exceptions.
    pub fn ds441(&self) -> Option<String> {
        let heard = self.heard();
        if heard.undated {
            return (heard.every_other != 0 && self.is_read()).then(|| weekly_code('7', heard.every_other));
        }
        let [clause] = heard.clauses.as_slice() else { return None };
        let days = &clause.days;
        let coded = Days { weekdays: days.weekdays, nth: days.nth, ..Days::default() };
        if !self.is_read() || *days != coded || days.is_empty() || clause.on_holiday.is_some() {
            return None;
        }
        let every = if clause.every_other_week_from.is_some() { '7' } else { '0' };
        let numbered = days.nth.iter().zip(DS441_WEEKDAYS).filter(|(weeks, _)| **weeks != 0).map(|(weeks, weekday)| {
            let digits: String = (0..5).filter(|week| weeks & (1 << week) != 0).map(|week| char::from(b'1' + week)).collect();
            let last = if weeks & LAST_WEEK != 0 { "6" } else { "" };
            format!("{digits}{last}{weekday}")
        });
        Some(numbered.fold(weekly_code(every, days.weekdays), |code, part| code + &part))
    }

    /// schema.org `Schedule` objects, exceptions computed from `from` to `until`.
    pub fn schedules(&self, from: Date, until: Date) -> Option<Vec<Value>> {
        let series = self.rrules(from, until)?;
        Some(series.iter().map(schedule).collect())
    }

    fn dates_of(&self, clause: &Clause, from: Date, until: Date) -> Vec<Date> {
        let mut dates: Vec<Date> = self.clause_meetings(clause, from, until);
        dates.dedup();
        dates
    }
}

impl Opening {
    /// The opening for schema.org, with special days from `from` to `until`; `None` when not everything was understood.
    ///
    /// A date that is not known to be open is given as closed: a search engine has no word for "ask first".
    pub fn schema_hours(&self, from: Date, until: Date) -> Option<SchemaHours> {
        let dates = days_from(from).take_while(|date| *date <= until);
        self.schema_hours_of(&dates.map(|date| self.on(date)).collect::<Vec<_>>())
    }

    /// The same for days that were worked out already.
    pub fn schema_hours_of(&self, days: &[Day]) -> Option<SchemaHours> {
        if !self.understood() {
            return None;
        }
        let week: Vec<Option<Vec<Span>>> = (0..7).map(|weekday| self.plain_weekday(weekday)).collect();
        let mut opening: Vec<Value> = Vec::new();
        let mut told: Vec<bool> = vec![false; 7];
        for (weekday, spans) in week.iter().enumerate() {
            let Some(spans) = spans else { continue };
            if std::mem::replace(&mut told[weekday], true) {
                continue;
            }
            let mut names = vec![schema_day(SCHEMA_WEEKDAYS[weekday])];
            for (other, same) in week.iter().enumerate().skip(weekday + 1) {
                if same.as_ref() == Some(spans) {
                    told[other] = true;
                    names.push(schema_day(SCHEMA_WEEKDAYS[other]));
                }
            }
            opening.extend(specifications(&json!({ "dayOfWeek": names }), spans));
        }
        let holiday = self.plain_holiday();
        if let Some(spans) = &holiday {
            opening.extend(specifications(&json!({ "dayOfWeek": schema_day("PublicHolidays") }), spans));
        }
        let special = special_days(days, &week, holiday.as_deref());
        Some(SchemaHours { opening, special })
    }
}

/// The days that differ from the week and are given one by one.
fn special_days(days: &[Day], week: &[Option<Vec<Span>>], holiday: Option<&[Span]>) -> Vec<Value> {
    let mut special = Vec::new();
    for day in days {
        let weekday = usize::from(super::days::weekday_of(day.date));
        let holiday = holiday.filter(|_| super::holidays::is_holiday(day.date).is_some());
        let expected = holiday.or_else(|| week.get(weekday).and_then(|spans| spans.as_deref()));
        let spans: &[Span] = if day.certainty == Certainty::Certain { &day.spans } else { &[] };
        if expected.is_some_and(|expected| expected != spans) {
            let date = day.date.to_string();
            special.extend(specifications(&json!({ "validFrom": date, "validThrough": date }), spans));
        }
    }
    special
}

/// One `OpeningHoursSpecification` a span; without `opens` when closed.
fn specifications(about: &Value, spans: &[Span]) -> Vec<Value> {
    let base = |times: Value| {
        let mut object = json!({ "@type": "OpeningHoursSpecification" });
        merge(&mut object, about);
        merge(&mut object, &times);
        object
    };
    if spans.is_empty() {
        return vec![base(json!({}))];
    }
    spans.iter().map(|span| base(json!({ "opens": padded(span.start), "closes": closing(span.end) }))).collect()
}

/// Midnight is 23:59 there, and a closing before the opening is understood as the next morning.
fn closing(end: Minutes) -> String {
    match end {
        DAY => "23:59".into(),
        end if end > DAY => padded(end - DAY),
        _ => padded(end),
    }
}

fn merge(object: &mut Value, more: &Value) {
    if let (Some(object), Some(more)) = (object.as_object_mut(), more.as_object()) {
        object.extend(more.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
}

fn schema_day(name: &str) -> String {
    format!("https://schema.org/{name}")
}

fn schedule(series: &Rrule) -> Value {
    let mut schedule = json!({ "@type": "Schedule", "startDate": series.dtstart.to_string(), "scheduleTimezone": "Asia/Tokyo" });
    let part = |name: &str| {
        let rule = series.rrule.as_deref().unwrap_or_default();
        rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')).map(str::to_string)
    };
    let numbers = |list: String| list.split(',').filter_map(|number| number.parse::<i64>().ok()).collect::<Vec<_>>();
    let frequency = match (part("FREQ").as_deref(), part("INTERVAL").as_deref()) {
        (Some("DAILY"), _) => "P1D",
        (Some("WEEKLY"), Some("2")) => "P2W",
        (Some("WEEKLY"), _) => "P1W",
        (Some("MONTHLY"), _) => "P1M",
        (Some("YEARLY"), _) => "P1Y",
        _ => "",
    };
    if frequency.is_empty() {
        merge(&mut schedule, &json!({ "endDate": series.dtstart.to_string() }));
    } else {
        merge(&mut schedule, &json!({ "repeatFrequency": frequency }));
    }
    if let Some(days) = part("BYDAY") {
        let named: Vec<String> = days
            .split(',')
            .map(|day| {
                ICAL_WEEKDAYS
                    .iter()
                    .position(|code| *code == day)
                    .map_or_else(|| day.to_string(), |index| schema_day(SCHEMA_WEEKDAYS[index]))
            })
            .collect();
        merge(&mut schedule, &json!({ "byDay": named }));
    }
    if let Some(months) = part("BYMONTH") {
        merge(&mut schedule, &json!({ "byMonth": numbers(months) }));
    }
    if let Some(days) = part("BYMONTHDAY") {
        merge(&mut schedule, &json!({ "byMonthDay": numbers(days) }));
    }
    if let Some(until) = part("UNTIL").filter(|until| until.len() >= 8) {
        let date = format!("{}-{}-{}", &until[..4], &until[4..6], &until[6..8]);
        merge(&mut schedule, &json!({ "endDate": date }));
    }
    if let Some(start) = series.start {
        merge(&mut schedule, &json!({ "startTime": padded(start) }));
    }
    if let Some(end) = series.end {
        merge(&mut schedule, &json!({ "endTime": padded(end % DAY) }));
    }
    if !series.exdates.is_empty() {
        let dates: Vec<String> = series.exdates.iter().map(Date::to_string).collect();
        merge(&mut schedule, &json!({ "exceptDate": dates }));
    }
    schedule
}

/// A rule and the set of days it gives.
struct Pattern {
    rule: String,
    days: Days,
}

/// The RRULE of a clause without its exceptions, where one can be written.
fn pattern(clause: &Clause) -> Option<Pattern> {
    let days = Days { except: Vec::new(), within: None, ..clause.days.clone() };
    let only = |kept: Days| days == Days { months: days.months, ..kept };
    let by_day = |codes: Vec<String>| codes.join(",");
    let weekly =
        |weekdays: u8| (0..7).filter(|day| weekdays & (1 << day) != 0).map(|day| ICAL_WEEKDAYS[day].to_string()).collect::<Vec<_>>();
    let interval = if clause.every_other_week_from.is_some() { ";INTERVAL=2" } else { "" };
    // Written with an ordinal, a weekly rule means every day to some programs, so ordinals only ever go with MONTHLY.
    let rule = if days.weekdays != 0 && only(Days { weekdays: days.weekdays, ..Days::default() }) {
        format!("FREQ=WEEKLY{interval};BYDAY={}", by_day(weekly(days.weekdays)))
    } else if days.workdays && only(Days { workdays: true, ..Days::default() }) {
        format!("FREQ=WEEKLY;BYDAY={}", by_day(weekly(0b001_1111)))
    } else if days.nth != [0; 7] && only(Days { nth: days.nth, ..Days::default() }) {
        format!("FREQ=MONTHLY;BYDAY={}", by_day(numbered_days(&days.nth)))
    } else if days.month_days != 0 && only(Days { month_days: days.month_days, ..Days::default() }) {
        let numbered = (1..32).filter(|day| days.month_days & (1 << day) != 0).map(|day| day.to_string());
        let last = (days.month_days & LAST_DAY != 0).then(|| "-1".to_string());
        format!("FREQ=MONTHLY;BYMONTHDAY={}", numbered.chain(last).collect::<Vec<_>>().join(","))
    } else if days.every_day && only(Days::every_day()) {
        "FREQ=DAILY".into()
    } else if let (None, Some(((month, day), to)), 1) = (clause.yearless, days.yearly.first(), days.yearly.len())
        && (*month, *day) == *to
        && only(Days { yearly: days.yearly.clone(), ..Days::default() })
    {
        return Some(Pattern { rule: format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"), days });
    } else {
        return None;
    };
    let months: Vec<String> = (0..12).filter(|month| days.months & (1 << month) != 0).map(|month| (month + 1).to_string()).collect();
    let by_month = if months.is_empty() { String::new() } else { format!(";BYMONTH={}", months.join(",")) };
    // 平日 leaves holidays out, which the rule cannot; they become exceptions.
    let given = if days.workdays { Days { weekdays: 0b001_1111, months: days.months, ..Days::default() } } else { days };
    Some(Pattern { rule: rule + &by_month, days: given })
}

fn numbered_days(nth: &[u8; 7]) -> Vec<String> {
    let mut codes = Vec::new();
    for (weeks, weekday) in nth.iter().zip(ICAL_WEEKDAYS) {
        codes.extend((0..5).filter(|week| weeks & (1 << week) != 0).map(|week| format!("{}{weekday}", week + 1)));
        if weeks & LAST_WEEK != 0 {
            codes.push(format!("-1{weekday}"));
        }
    }
    codes
}

fn one_series(clause: &Clause, pattern: &Pattern, dates: &[Date], from: Date, until: Date) -> Option<Rrule> {
    let step =
        |date: &Date| clause.every_other_week_from.is_none_or(|first| first.until(*date).is_ok_and(|days| days.get_days() % 14 == 0));
    let given: Vec<Date> = weekdays_from(from, pattern.days.possible_weekdays())
        .map(|(_, date)| date)
        .take_while(|date| *date <= until)
        .filter(|date| pattern.days.belongs(*date) == super::days::Belongs::Yes && step(date))
        .collect();
    // RFC 5545: DTSTART should be a meeting of the rule, and some programs drop it silently when it is not.
    let dtstart = dates.iter().copied().find(|date| holds(&given, *date))?;
    let exdates: Vec<Date> = given.iter().copied().filter(|date| *date > dtstart && !holds(dates, *date)).collect();
    let rdates: Vec<Date> = dates.iter().copied().filter(|date| !holds(&given, *date)).collect();
    let bounded = !clause.days.is_plain_beside_months() || clause.on_holiday.is_some() || clause.days.workdays;
    let timed = clause.times.iter().any(|slot| slot.start.is_some());
    let end = match (bounded, timed) {
        (false, _) => String::new(),
        // The last second of the window in Japan, told in UTC as the standard asks beside a DTSTART with a zone.
        (true, true) => format!(";UNTIL={}T145959Z", until.strftime("%Y%m%d")),
        (true, false) => format!(";UNTIL={}", until.strftime("%Y%m%d")),
    };
    let rrule = Some(format!("{}{end}", pattern.rule));
    Some(Rrule { rrule, dtstart, start: None, end: None, exdates, rdates })
}

/// Whether dates in order hold one.
fn holds(dates: &[Date], date: Date) -> bool {
    dates.binary_search(&date).is_ok()
}

/// The same series for each time of the day.
fn with_slots(clause: &Clause, series: Vec<Rrule>) -> Vec<Rrule> {
    let timed: Vec<Slot> = clause.times.iter().copied().filter(|slot| slot.start.is_some()).collect();
    if timed.is_empty() {
        return series;
    }
    series.iter().flat_map(|one| timed.iter().map(|slot| Rrule { start: slot.start, end: slot.end, ..one.clone() })).collect()
}

fn weekly_code(every: char, weekdays: u8) -> String {
    (0..7).filter(|day| weekdays & (1 << day) != 0).map(|day| format!("{every}{}", DS441_WEEKDAYS[day])).collect()
}
