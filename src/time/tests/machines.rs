//! Rules as machines read them.

use serde_json::json;

use super::{
    super::{Opening, Recurrence, Rrule, explain_hours},
    day,
};

/// The series of a phrase over one year.
fn series(phrase: &str) -> Option<Vec<Rrule>> {
    Recurrence::parse(phrase).rrules(day("2026-01-01"), day("2026-12-31"))
}

#[test]
fn rules_become_rrules() {
    for (phrase, rrule, first) in [
        ("毎月第4木曜日", "FREQ=MONTHLY;BYDAY=4TH", "2026-01-22"),
        ("毎週第4木曜日", "FREQ=MONTHLY;BYDAY=4TH", "2026-01-22"),
        ("毎月第1・第3火曜日", "FREQ=MONTHLY;BYDAY=1TU,3TU", "2026-01-06"),
        ("最終金曜日", "FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30"),
        ("毎週土曜", "FREQ=WEEKLY;BYDAY=SA", "2026-01-03"),
        ("毎週月・水曜日", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-01-05"),
        ("隔週土曜日(2026-01-10から)", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "2026-01-10"),
        ("奇数月の第2土曜日", "FREQ=MONTHLY;BYDAY=2SA;BYMONTH=1,3,5,7,9,11", "2026-01-10"),
        ("毎月15日・末日", "FREQ=MONTHLY;BYMONTHDAY=15,-1", "2026-01-15"),
        ("毎日", "FREQ=DAILY", "2026-01-01"),
        ("毎年12月5日", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5", "2026-12-05"),
    ] {
        let series = series(phrase).expect("these fit the format");
        assert_eq!(series.len(), 1, "{phrase}");
        assert_eq!(series[0].rrule.as_deref(), Some(rrule), "{phrase}");
        assert_eq!(series[0].dtstart, day(first), "{phrase}: the first date is one of the rule's own");
    }
}

#[test]
fn a_weekly_rule_never_carries_a_number() {
    // Read literally, FREQ=WEEKLY;BYDAY=4TH means every day to some programs.
    for phrase in ["毎週第4木曜日", "毎月第1・第3火曜日", "第2土曜日・毎週日曜日"] {
        for one in series(phrase).unwrap_or_default() {
            let rule = one.rrule.unwrap_or_default();
            assert!(!rule.contains("WEEKLY") || !rule.contains(|char: char| char.is_ascii_digit()), "{phrase}: {rule}");
        }
    }
}

#[test]
fn holidays_and_moved_meetings_become_exceptions() {
    let skipped = series("毎月第1・第3火曜日(祝日を除く) 10:00-12:00").expect("fits");
    assert_eq!(skipped[0].rrule.as_deref(), Some("FREQ=MONTHLY;BYDAY=1TU,3TU;UNTIL=20261231T145959Z"));
    assert_eq!(skipped[0].exdates, [day("2026-05-05"), day("2026-11-03")]);
    let moved = series("毎月第1火曜日(祝日の場合は翌日)").expect("fits");
    assert_eq!(moved[0].rrule.as_deref(), Some("FREQ=MONTHLY;BYDAY=1TU;UNTIL=20261231"));
    assert_eq!(moved[0].exdates, [day("2026-05-05"), day("2026-11-03")]);
    assert_eq!(moved[0].rdates, [day("2026-05-06"), day("2026-11-04")]);
    let workdays = series("平日 9:00-17:00").expect("fits");
    assert!(workdays[0].exdates.contains(&day("2026-11-23")));
}

#[test]
fn every_series_gives_the_dates_of_the_pages() {
    for phrase in [
        "毎月第4木曜日(8月を除く) 13:30-15:30",
        "平日",
        "毎月第4月曜日(祝日の場合は翌日)",
        "奇数月の第2土曜日",
        "毎月末日",
        "隔週土曜日(2026-01-10から)",
    ] {
        let recurrence = Recurrence::parse(phrase);
        let (from, until) = (day("2026-01-01"), day("2026-12-31"));
        let pages: Vec<_> = recurrence.between(from, until).into_iter().map(|meeting| meeting.date).collect();
        let series = recurrence.rrules(from, until).expect("these fit the format");
        for date in series.iter().flat_map(|one| one.exdates.iter()) {
            assert!(!pages.contains(date), "{phrase}: {date}");
        }
        for date in series.iter().flat_map(|one| one.rdates.iter().chain([&one.dtstart])) {
            assert!(pages.contains(date), "{phrase}: {date}");
        }
    }
}

#[test]
fn what_has_no_rule_has_no_series() {
    for phrase in ["隔週土曜日", "隔月、土曜日の午後", "年2回", "土日祝", "毎月第2土曜日の翌日", ""] {
        assert_eq!(series(phrase), None, "{phrase}");
    }
    let dated = series("2026-12-05・2026-12-12 14:00-16:00").expect("single dates are series of one");
    assert_eq!(
        dated.iter().map(|one| (one.rrule.clone(), one.dtstart, one.start)).collect::<Vec<_>>(),
        [(None, day("2026-12-05"), Some(840)), (None, day("2026-12-12"), Some(840))]
    );
}

#[test]
fn ds441_codes_where_there_is_one() {
    for (phrase, code) in [
        ("毎週水曜日 10:00-12:00", Some("0We")),
        ("毎月第1・第3月曜日", Some("13Mo")),
        ("毎月第1・第4火曜日、第4木曜日", Some("14Tu4Th")),
        ("最終金曜日", Some("6Fr")),
        ("隔週日曜日", Some("7Su")),
        ("隔週日曜日(2026-01-11から)", Some("7Su")),
        ("毎週月・木曜日", Some("0Mo0Th")),
        ("隔月第2土曜日", None),
        ("奇数月の第2土曜日", None),
        ("毎週水曜日(祝日を除く)", None),
        ("土日祝", None),
        ("毎月15日", None),
        ("2026-12-05", None),
        ("第2土曜・日曜", None),
    ] {
        assert_eq!(Recurrence::parse(phrase).ds441().as_deref(), code, "{phrase}");
    }
}

#[test]
fn schema_org_schedules() {
    let schedules = Recurrence::parse("毎月第4木曜日 13:30-15:30").schedules(day("2026-11-01"), day("2027-10-31"));
    assert_eq!(
        schedules,
        Some(vec![json!({
            "@type": "Schedule", "startDate": "2026-11-26", "scheduleTimezone": "Asia/Tokyo", "repeatFrequency": "P1M", "byDay": ["4TH"],
            "startTime": "13:30", "endTime": "15:30",
        })])
    );
    let weekly = Recurrence::parse("毎週土曜 10:00-12:00").schedules(day("2026-11-01"), day("2027-10-31")).expect("fits");
    assert_eq!(weekly[0]["byDay"], json!(["https://schema.org/Saturday"]));
}

#[test]
fn schema_org_opening_hours() {
    let hall = Opening::parse(
        &["9:00-22:00", "日曜日 9:00-17:00"],
        &["月曜日", "祝日(月曜日が祝日の場合は直近の休館日でない日)", "年末年始(12/29〜1/3)"],
    );
    let hours = hall.schema_hours(day("2026-11-20"), day("2026-11-30")).expect("understood");
    assert_eq!(
        hours.opening,
        [
            json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": ["https://schema.org/Monday"] }),
            json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": ["https://schema.org/Tuesday", "https://schema.org/Wednesday", "https://schema.org/Thursday", "https://schema.org/Friday", "https://schema.org/Saturday"], "opens": "09:00", "closes": "22:00" }),
            json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": ["https://schema.org/Sunday"], "opens": "09:00", "closes": "17:00" }),
            json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/PublicHolidays" }),
        ]
    );
    // Only the Tuesday to which the holiday Monday's closing moved differs.
    assert_eq!(hours.special, [json!({ "@type": "OpeningHoursSpecification", "validFrom": "2026-11-24", "validThrough": "2026-11-24" })]);
    assert_eq!(Opening::parse(&["9:00-17:00 冬は11:00-14:00"], &[]).schema_hours(day("2026-11-20"), day("2026-11-30")), None);
}

#[test]
fn explaining_uses_the_agreed_keys() {
    let explained = explain_hours(&["9:00-22:00"], &["水曜日", "資料整理日"], day("2026-11-24"), 2);
    assert_eq!(
        serde_json::to_string(&explained).expect("plain data serialises"),
        concat!(
            r#"{"understood":true,"rest":["資料整理日"],"days":["#,
            r#"{"date":"2026-11-24","open":[["09:00","22:00"]],"why":"9:00-22:00。ただし資料整理日"},"#,
            r#"{"date":"2026-11-25","open":[],"why":"水曜日は休み"}]}"#
        )
    );
    let night = explain_hours(&["18:00-翌2:00"], &[], day("2026-11-24"), 1);
    assert_eq!(night.days[0].open, [["18:00".to_string(), "26:00".to_string()]]);
    let unknown = explain_hours(&["9:00-17:00"], &["年末年始"], day("2026-12-30"), 1);
    assert!(unknown.days[0].open.is_empty() && unknown.days[0].why.starts_with("わかりません"));
}
