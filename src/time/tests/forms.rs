//! The ways of writing hours and closed days, and what does not become a rule.

use super::{
    super::{Field, Opening, RemarkKind, RestKind},
    day,
};

/// The spans of a date as words.
fn times(hours: &[&str], closed: &[&str], date: &str) -> String {
    let day = Opening::parse(hours, closed).on(day(date));
    day.spans.iter().map(|span| span.in_japanese()).collect::<Vec<_>>().join("、")
}

#[test]
fn every_dash_width_and_clock_is_the_same() {
    let plain = Opening::parse(&["9:00-17:30"], &[]);
    for hours in [
        "9:00～17:30",
        "9:00〜17:30",
        "9：00－17：30",
        "９：００‐１７：３０",
        "9:00–17:30",
        "9:00—17:30",
        "9:00ー17:30",
        "9:00?17:30",
        "9 :00 ～ 17 :30",
        "9時~17時30分",
        "9時〜17時半",
        "午前9時から午後5時30分まで",
        "午前９時　から　午後５時半",
        "AM9:00~PM5:30",
        "9:00AM-5:30PM",
        "九時から十七時半",
        "09:00-17:30",
        "9：00:00～17：30:00",
    ] {
        assert!(Opening::parse(&[hours], &[]).same_rules(&plain), "{hours}: {:?}", Opening::parse(&[hours], &[]).canonical());
    }
}

#[test]
fn later_lines_win() {
    let lines = ["10:00-17:00", "金・土 10:00-19:00", "祝日 10:00-17:00"];
    assert_eq!(times(&lines, &[], "2026-11-20"), "10:00-19:00");
    assert_eq!(times(&lines, &[], "2026-03-20"), "10:00-17:00", "a holiday Friday");
    let turned = ["10:00-17:00", "祝日 10:00-17:00", "金・土 10:00-19:00"];
    assert_eq!(times(&turned, &[], "2026-03-20"), "10:00-19:00", "the later line wins");
    assert_eq!(times(&["日・祝 9:00-17:00、月〜土 9:00-20:00"], &[], "2026-11-23"), "9:00-17:00", "within one line 祝 points closer");
    assert_eq!(times(&["9:00-12:00", "13:00-17:00"], &[], "2026-11-25"), "9:00-12:00、13:00-17:00", "two halves of one day");
}

#[test]
fn brackets_and_until_bend_the_times_before_them() {
    for (hours, date, spans) in [
        ("9:00-22:00(日曜日は9:00-17:00)", "2026-11-22", "9:00-17:00"),
        ("10:00-17:00(金・土は19:00、祝日は17:00まで)", "2026-11-20", "10:00-19:00"),
        ("10:00-17:00(金・土は19:00、祝日は17:00まで)", "2026-03-20", "10:00-17:00"),
        ("9:00-12:00、13:00-17:00(土曜は12:00まで)", "2026-11-21", "9:00-12:00"),
        ("9:00-17:00(水曜は20:00まで)", "2026-11-25", "9:00-20:00"),
        ("9:00-17:00(月曜は13:00から)", "2026-11-30", "13:00-17:00"),
        ("9:00-17:00(12:00〜13:00を除く)", "2026-11-25", "9:00-12:00、13:00-17:00"),
        ("9:00-12:30/15:00-18:00(水・土は午前のみ)", "2026-11-21", "9:00-12:30"),
        ("9:00-17:00(7・8月は19:00まで)", "2026-07-01", "9:00-19:00"),
        ("4月〜9月 9:00〜18:00、10月〜3月 9:00〜17:00", "2026-02-03", "9:00-17:00"),
        ("11:00〜15:00/(土日のみ)17:00〜21:00", "2026-11-21", "11:00-15:00、17:00-21:00"),
        ("18:00〜翌2:00", "2026-11-20", "18:00-翌2:00"),
        ("18:00〜26:00", "2026-11-20", "18:00-翌2:00"),
        ("10:00〜0:00", "2026-11-20", "10:00-24:00"),
        ("24時間", "2026-11-20", "0:00-24:00"),
        ("平日 9:00-17:00、土曜 9:00-12:00", "2026-11-23", ""),
        ("平日9:00-17:00(水曜日のみ19:00まで)", "2026-11-25", "9:00-19:00"),
        ("平日9:00-17:00(水曜日のみ19:00まで)", "2026-11-26", "9:00-17:00"),
        ("9:00-12:00(月〜土) 14:00-18:00(月・火・木・金)", "2026-11-24", "9:00-12:00、14:00-18:00"),
        ("9:00-12:00(月〜土) 14:00-18:00(月・火・木・金)", "2026-11-25", "9:00-12:00"),
        ("火〜土:9:00-18:00(昼休み12:30-14:00)", "2026-11-24", "9:00-12:30、14:00-18:00"),
        ("4/1〜9/30：5:00〜19:00、10/1〜3/31：6:00〜18:00", "2026-11-24", "6:00-18:00"),
        ("【3月〜11月】8時30分〜18時【12月〜2月】9時〜17時", "2026-12-01", "9:00-17:00"),
        ("昼11:00〜14:00、夜7時〜9時", "2026-12-01", "11:00-14:00、19:00-21:00"),
    ] {
        assert_eq!(times(&[hours], &[], date), spans, "{hours}");
    }
}

#[test]
fn closed_days_are_closed_and_others_are_not() {
    for (closed, on, not_on) in [
        ("月〜水曜日", "2026-11-24", "2026-11-26"),
        ("土日祝", "2026-11-23", "2026-11-24"),
        ("第2・4月曜", "2026-11-09", "2026-11-16"),
        ("最終金曜日", "2026-11-27", "2026-11-20"),
        ("毎月末日", "2026-11-30", "2026-11-29"),
        ("毎月1日・15日", "2026-12-15", "2026-12-16"),
        ("12月29日〜1月3日", "2027-01-03", "2027-01-04"),
        ("12/29から翌年1/3まで", "2026-12-29", "2026-12-28"),
        ("年末年始(12月28日〜1月4日)", "2027-01-04", "2027-01-05"),
        ("正月三が日", "2027-01-03", "2027-01-04"),
        ("8/13〜15", "2026-08-15", "2026-08-16"),
        ("2026-11-25", "2026-11-25", "2027-11-25"),
        ("2026-11-25〜2026-11-27", "2026-11-27", "2026-11-28"),
        ("水・木曜日(12〜2月)", "2026-12-02", "2026-11-25"),
        ("月曜日(8月は無休)", "2026-11-30", "2026-08-03"),
        ("月曜日(第1月曜日を除く)", "2026-11-09", "2026-11-02"),
        ("土・日、第3土曜は開館", "2026-11-14", "2026-11-21"),
        ("館内整理日(毎月第4金曜日)", "2026-11-27", "2026-11-20"),
        ("第4金曜日(館内整理日)", "2026-11-27", "2026-11-20"),
        ("12月〜2月", "2027-02-28", "2027-03-01"),
        ("火曜日は休館。ただし、火曜日が祝日の場合は開館で、翌日が休館", "2026-11-04", "2026-11-03"),
    ] {
        assert!(Opening::parse(&[], &[closed]).understood(), "{closed}: {:?}", Opening::parse(&[], &[closed]).remarks());
        assert_eq!(times(&["9:00-17:00"], &[closed], on), "", "{closed} closes on {on}");
        assert_eq!(times(&["9:00-17:00"], &[closed], not_on), "9:00-17:00", "{closed} leaves {not_on} open");
    }
    assert_eq!(times(&["9:00-17:00"], &["土曜午後"], "2026-11-21"), "9:00-12:00");
}

#[test]
fn what_can_be_read_in_two_ways_is_not_read() {
    for (hours, closed, kind) in [
        ("", "月曜、火曜(祝日の場合は翌平日)", RemarkKind::Ambiguous),
        ("", "第2火曜・水曜", RemarkKind::Ambiguous),
        ("", "水曜・土曜午後", RemarkKind::Ambiguous),
        ("日曜・祝日・木曜午後休診", "", RemarkKind::Unread),
        ("", "7/21(火)", RemarkKind::NoYear),
        ("", "隔週火曜日", RemarkKind::NoAnchor),
        ("", "月曜または火曜", RemarkKind::Unread),
        ("昼の部11:00〜14:00、夜の部5:00〜9:00", "", RemarkKind::Unread),
        ("18:00-2:00", "", RemarkKind::Backward),
        ("午前9時〜5時", "", RemarkKind::Backward),
        ("2:00-5:00", "", RemarkKind::Ambiguous),
        ("9:00-25:99", "", RemarkKind::Impossible),
        ("", "2月30日", RemarkKind::Impossible),
        ("月曜日・火曜日", "", RemarkKind::NoTimes),
        ("月曜日(祝日の場合は翌日)、年末年始", "", RemarkKind::Misplaced),
    ] {
        let opening = Opening::parse(&[hours], &[closed]);
        assert!(opening.remarks().iter().any(|remark| remark.kind == kind), "{hours} {closed}: {:?}", opening.remarks());
        assert!(opening.understood() == (kind == RemarkKind::Misplaced), "{hours} {closed}");
    }
}

#[test]
fn remarks_point_into_their_line() {
    let opening = Opening::parse(&["9:00-17:00", "食堂 11:00-25:99"], &["月曜日", "水曜日、友引"]);
    let places: Vec<_> =
        opening.remarks().iter().map(|remark| (remark.place.field, remark.place.line, remark.place.range.clone())).collect();
    assert_eq!(places[0], (Field::Hours, 1, "食堂 11:00-".len().."食堂 11:00-25:99".len()));
    let rest = opening.rest().last().expect("友引 is left");
    assert_eq!((rest.place.field, rest.place.line, rest.kind, rest.text.as_str()), (Field::Closed, 1, RestKind::Reservation, "友引"));
    assert_eq!(&"水曜日、友引"[rest.place.range.clone()], "友引");
}

#[test]
fn the_week_for_a_table() {
    let week = Opening::parse(&["10:00-17:00", "金・土 10:00-19:00", "祝日 10:00-17:00"], &["水曜日"]).week();
    let said: Vec<String> = week
        .into_iter()
        .map(|(name, spans)| match spans {
            None => format!("{name}?"),
            Some(spans) => format!("{name}{}", spans.iter().map(|span| span.in_japanese()).collect::<Vec<_>>().join("、")),
        })
        .collect();
    assert_eq!(
        said,
        [
            "月曜日10:00-17:00",
            "火曜日10:00-17:00",
            "水曜日",
            "木曜日10:00-17:00",
            "金曜日10:00-19:00",
            "土曜日10:00-19:00",
            "日曜日10:00-17:00",
            "祝日10:00-17:00"
        ]
    );
}
