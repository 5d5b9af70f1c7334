//! Phrases of sessions and the dates they give, from 20 November 2026 on, a Friday.

use super::{
    super::{Recurrence, RemarkKind, RestKind, explain_when, padded},
    day,
};

/// The next three meetings as `11-26 13:30-15:30`, the year left out.
fn next(phrase: &str) -> Vec<String> {
    let meetings = Recurrence::parse(phrase).next(day("2026-11-20"), 3);
    meetings
        .iter()
        .map(|meeting| {
            let date = meeting.date.to_string();
            let start = meeting.start.map_or(String::new(), |start| format!(" {}", padded(start)));
            let end = meeting.end.map_or(String::new(), |end| format!("-{}", padded(end)));
            format!("{}{start}{end}", &date[5..])
        })
        .collect()
}

#[test]
fn phrases_give_their_dates() {
    for (phrase, dates) in [
        ("毎月第4木曜日 13:30-15:30", ["11-26 13:30-15:30", "12-24 13:30-15:30", "01-28 13:30-15:30"]),
        ("毎月第４木曜日　１３：３０～１５：３０", ["11-26 13:30-15:30", "12-24 13:30-15:30", "01-28 13:30-15:30"]),
        ("第四木曜日 午後一時半から三時半まで", ["11-26 13:30-15:30", "12-24 13:30-15:30", "01-28 13:30-15:30"]),
        ("毎月第1・第3火曜日", ["12-01", "12-15", "01-05"]),
        ("毎月第1,3火曜", ["12-01", "12-15", "01-05"]),
        ("毎月第2金曜日", ["12-11", "01-08", "02-12"]),
        ("毎月第3金曜日", ["11-20", "12-18", "01-15"]),
        ("第5土曜日", ["01-30", "05-29", "07-31"]),
        ("毎月最終金曜日 18:00〜翌1:00", ["11-27 18:00-25:00", "12-25 18:00-25:00", "01-29 18:00-25:00"]),
        ("最後の日曜日", ["11-29", "12-27", "01-31"]),
        ("毎週土曜 10時〜正午", ["11-21 10:00-12:00", "11-28 10:00-12:00", "12-05 10:00-12:00"]),
        ("月〜金 9:00-17:00(祝日を除く)", ["11-20 09:00-17:00", "11-24 09:00-17:00", "11-25 09:00-17:00"]),
        ("平日 9:00-17:00", ["11-20 09:00-17:00", "11-24 09:00-17:00", "11-25 09:00-17:00"]),
        ("毎月曜日", ["11-23", "11-30", "12-07"]),
        ("毎日曜 9:00-10:00", ["11-22 09:00-10:00", "11-29 09:00-10:00", "12-06 09:00-10:00"]),
        ("土日祝", ["11-21", "11-22", "11-23"]),
        ("毎週月・水・金曜日", ["11-20", "11-23", "11-25"]),
        ("偶数月の第2土曜", ["12-12", "02-13", "04-10"]),
        ("奇数月第2土曜", ["01-09", "03-13", "05-08"]),
        ("4月・7月・10月・1月の第2土曜", ["01-09", "04-10", "07-10"]),
        ("4月〜9月の第1土曜", ["04-03", "05-01", "06-05"]),
        ("7月1日〜8月31日の毎週土曜", ["07-03", "07-10", "07-17"]),
        ("毎月15日", ["12-15", "01-15", "02-15"]),
        ("毎月5日・25日", ["11-25", "12-05", "12-25"]),
        ("毎月末日", ["11-30", "12-31", "01-31"]),
        ("毎年12月5日", ["12-05", "12-05", "12-05"]),
        ("毎月第2土曜日の夜7時から9時", ["12-12 19:00-21:00", "01-09 19:00-21:00", "02-13 19:00-21:00"]),
        ("原則毎月第2土曜日 ※変更になる場合があります", ["12-12", "01-09", "02-13"]),
        ("毎月第2土曜日 10:00-12:00、14:00-16:00", ["12-12 10:00-12:00", "12-12 14:00-16:00", "01-09 10:00-12:00"]),
        ("毎月第2火曜 9:30〜11:30 第4火曜 13:30〜15:30", ["11-24 13:30-15:30", "12-08 09:30-11:30", "12-22 13:30-15:30"]),
        ("毎月第1月曜日、第3木曜日の14:00〜16:00", ["12-07 14:00-16:00", "12-17 14:00-16:00", "01-04 14:00-16:00"]),
        ("10:00-12:00 毎月第2金曜日", ["12-11 10:00-12:00", "01-08 10:00-12:00", "02-12 10:00-12:00"]),
        ("毎月第2土曜日(12月は第3土曜日) 10:00-12:00", ["12-19 10:00-12:00", "01-09 10:00-12:00", "02-13 10:00-12:00"]),
        ("毎月第2土曜日(1月は休み)", ["12-12", "02-13", "03-13"]),
        ("毎月第4月曜日(祝日の場合は翌日)", ["11-24", "12-28", "01-25"]),
        ("毎月第4月曜日 ※祝日の場合は翌週", ["11-30", "12-28", "01-25"]),
        ("毎月第4月曜日(祝日の場合は中止)", ["12-28", "01-25", "02-22"]),
        ("月1回(第2土曜日)", ["12-12", "01-09", "02-13"]),
        ("隔週月曜日(2026-11-23から)", ["11-23", "12-07", "12-21"]),
        ("隔月第2土曜日(2026-12-12から)", ["12-12", "02-13", "04-10"]),
        ("毎月第4木曜日 13:30〜 ひだまりラウンジ ※要予約", ["11-26 13:30", "12-24 13:30", "01-28 13:30"]),
        ("2026-12-05・2026-12-12、12月19日", ["12-05", "12-12", "12-19"]),
        ("2026年12月5日(土)、12日(土)、1月9日(土)", ["12-05", "12-12", "01-09"]),
    ] {
        assert!(Recurrence::parse(phrase).understood(), "{phrase}: {:?}", Recurrence::parse(phrase).remarks());
        assert_eq!(next(phrase), dates, "{phrase}");
    }
}

#[test]
fn single_dates_come_once() {
    for phrase in [
        "2026-12-05 14:00-16:00",
        "2026年12月5日(土) 午後2時〜4時",
        "令和8年12月5日 14時から16時",
        "R8.12.5 14:00～16:00",
        "2026/12/5（土）14:00-16:00",
        "12月5日(土) 14:00-16:00",
    ] {
        assert_eq!(next(phrase), ["12-05 14:00-16:00"], "{phrase}");
    }
}

#[test]
fn a_date_without_its_year_is_the_coming_one_or_none() {
    let phrase = Recurrence::parse("8/3(木) 14:00~16:00");
    assert!(phrase.remarks().iter().any(|remark| remark.kind == RemarkKind::NoYear));
    assert!(phrase.next(day("2026-11-20"), 3).is_empty(), "3 August 2027 is no Thursday");
    assert_eq!(phrase.next(day("2023-07-20"), 3)[0].date, day("2023-08-03"));
    assert_eq!(next("5月20日"), ["05-20"]);
    assert!(next("6月20日").is_empty(), "more than half a year off it may as well be over");
}

#[test]
fn what_has_no_beginning_has_no_dates() {
    for phrase in [
        "隔月、土曜日の午後",
        "隔週土曜日 10:00-12:00",
        "隔月第2土曜日",
        "2か月に1回",
        "2ヶ月に1回、第2土曜日",
        "月1回",
        "月に1回程度",
        "年2回",
        "年に数回",
        "年8回",
        "週1回",
        "隔月・年6回",
        "不定期",
        "随時",
        "必要時随時",
        "3か月に1度",
        "月1〜2回",
        "毎月1回",
        "8月",
        "隔週火曜・木曜",
        "2週に1回 土曜日",
        "隔月の第1日曜 (奇数月または偶数月)",
        "日程は問い合わせ",
        "",
    ] {
        let recurrence = Recurrence::parse(phrase);
        assert!(recurrence.next(day("2026-11-20"), 5).is_empty(), "{phrase}");
        assert!(!recurrence.understood(), "{phrase}");
    }
    assert!(Recurrence::parse("隔月、土曜日の午後").remarks().iter().any(|remark| remark.kind == RemarkKind::NoAnchor));
}

#[test]
fn contradictions_are_remarked_and_only_the_certain_part_is_dated() {
    for (phrase, kind, likely, dates) in [
        (
            "毎週第4木曜日 13:30-15:30",
            RemarkKind::Contradiction,
            "毎月第4木曜日",
            vec!["11-26 13:30-15:30", "12-24 13:30-15:30", "01-28 13:30-15:30"],
        ),
        ("2026-12-05(日) 14:00-16:00", RemarkKind::WrongWeekday, "2026-12-05(土)、または 2026-12-06(日)", vec![]),
        ("2026-12-05(日)・2026-12-12(土)", RemarkKind::WrongWeekday, "2026-12-05(土)", vec!["12-12"]),
        ("毎週土曜日 25:99", RemarkKind::Impossible, "26:00", vec!["11-21", "11-28", "12-05"]),
        ("毎週土曜日 15:30-13:30", RemarkKind::Backward, "13:30-15:30", vec!["11-21", "11-28", "12-05"]),
        ("毎週土曜日 午前9時〜5時", RemarkKind::Backward, "9:00-17:00", vec!["11-21", "11-28", "12-05"]),
        ("毎週土曜日 2:00-4:00", RemarkKind::Ambiguous, "14:00-16:00", vec!["11-21", "11-28", "12-05"]),
        ("第6土曜日", RemarkKind::Impossible, "第1から第5", vec![]),
        ("2月30日", RemarkKind::Impossible, "暦", vec![]),
        ("2026-02-29", RemarkKind::Impossible, "暦", vec![]),
        ("第2土曜・日曜", RemarkKind::Ambiguous, "毎週日曜日", vec![]),
        ("月2回 第2土曜日", RemarkKind::Contradiction, "", vec!["12-12", "01-09", "02-13"]),
    ] {
        let recurrence = Recurrence::parse(phrase);
        assert!(!recurrence.understood(), "{phrase}");
        let remark = recurrence.remarks().iter().find(|remark| remark.kind == kind);
        assert!(remark.is_some_and(|remark| remark.help.contains(likely)), "{phrase}: {:?}", recurrence.remarks());
        assert_eq!(next(phrase), dates, "{phrase}");
    }
}

#[test]
fn a_remark_points_at_its_words() {
    let phrase = "カフェ 毎週第4木曜日 13:30-15:30";
    let recurrence = Recurrence::parse(phrase);
    assert_eq!(&phrase[recurrence.remarks()[0].place.range.clone()], "毎週第4木曜日");
    assert_eq!(recurrence.rest()[0].kind, RestKind::Note);
    assert_eq!(&phrase[recurrence.rest()[0].place.range.clone()], "カフェ");
}

#[test]
fn what_is_certain_is_said_with_what_may_differ() {
    for (phrase, dates) in [
        ("毎月第4木曜日(祝日の場合は第3金曜日)", ["11-26", "12-24", "01-28"]),
        ("毎月25日(25日が土日の場合は翌平日)", ["11-25", "12-25", "01-25"]),
        ("毎月第1日曜 ただし祝日のある週は第2日曜", ["12-06", "01-03", "02-07"]),
    ] {
        let recurrence = Recurrence::parse(phrase);
        assert!(!recurrence.understood(), "{phrase}");
        assert_eq!(next(phrase), dates, "{phrase}");
        assert!(recurrence.next(day("2026-11-20"), 3).iter().all(|meeting| meeting.reservation.is_some()), "{phrase}");
    }
}

#[test]
fn half_understood_phrases_have_no_dates() {
    for phrase in
        ["毎月第2土曜日の翌々日", "第3土曜の前日", "毎月第1土曜または第2土曜", "毎月第2土曜 or 第4土曜", "毎週土曜(学校のある日のみ)"]
    {
        let recurrence = Recurrence::parse(phrase);
        assert!(!recurrence.understood(), "{phrase}");
        assert!(next(phrase).is_empty(), "{phrase}: {:?}", next(phrase));
    }
}

#[test]
fn a_season_without_dates_makes_its_edges_doubtful() {
    let phrase = Recurrence::parse("毎週日曜日(年末年始を除く)");
    let meetings = phrase.next(day("2026-12-20"), 5);
    let told: Vec<(String, bool)> = meetings.iter().map(|meeting| (meeting.date.to_string(), meeting.reservation.is_some())).collect();
    assert_eq!(told[..3], [("2026-12-20".into(), false), ("2026-12-27".into(), true), ("2027-01-10".into(), false)]);
}

#[test]
fn explaining_uses_the_agreed_keys() {
    let explained = explain_when("毎月第4木曜日 13:30-15:30", day("2026-11-26"), 1);
    assert_eq!(
        serde_json::to_string(&explained).expect("plain data serialises"),
        r#"{"understood":true,"canonical":"毎月第4木曜日 13:30-15:30","warnings":[],"rest":[],"next":[{"date":"2026-11-26","start":"13:30","end":"15:30"}]}"#
    );
    let warned = explain_when("毎週第4木曜日", day("2026-11-26"), 1);
    assert_eq!(warned.canonical, "毎月第4木曜日");
    assert_eq!(warned.warnings.len(), 1);
    assert_eq!(warned.next[0].start, None);
}
