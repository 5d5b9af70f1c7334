//! What stands behind a date is a remark on it: held against the calendar, and never a rule. From 20 November 2026 on.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::{
    super::{Opening, Recurrence, RemarkKind, holidays::is_holiday},
    day,
};

fn dates(phrase: &str) -> Vec<String> {
    Recurrence::parse(phrase).next(day("2026-11-20"), 40).iter().map(|meeting| meeting.date.to_string()).collect()
}

#[test]
fn a_mark_behind_a_date_starts_no_rule() {
    for phrase in [
        "2027年1月11日（祝・月）10:00-12:00",
        "2027年1月11日（月・祝）10:00-12:00",
        "2027年1月11日（祝）10:00-12:00",
        "2027年1月11日（祝日）10:00-12:00",
        "2027年1月11日[祝] 10:00-12:00",
        "2027年1月11日【祝】10:00-12:00",
        "2027年1月11日「月・祝」10:00-12:00",
        "2027年1月11日〖祝〗10:00-12:00",
        "2027年1月11日㈷ 10:00-12:00",
        "2027年1月11日㊗ 10:00-12:00",
        "2027年1月11日（月祝）10:00-12:00",
        "2027年1月11日（祝月）10:00-12:00",
        "2027年1月11日（月曜・祝日）10:00-12:00",
        "2027年1月11日（月曜日／祝日）10:00-12:00",
        "2027年1月11日（月・休）10:00-12:00",
        "2027年1月11日（月・休日）10:00-12:00",
        "2027年1月11日（成人の日）10:00-12:00",
        "2027年1月11日（月・成人の日）10:00-12:00",
        "2027年1月11日（祝日・成人の日）10:00-12:00",
        "2027年1月11日 祝 10:00-12:00",
        "2027年1月11日　月・祝　10:00-12:00",
        "2027年1月11日 成人の日 10:00-12:00",
        "2027年1月11日月曜日祝日 10:00-12:00",
        "2027年1月11日（ 月 ・ 祝 ）10:00-12:00",
        "2027-01-11(Mon) 10:00-12:00",
        "令和9年1月11日（月、祝）午前10時〜正午",
        "2027/1/11（月・祝、要予約）10:00-12:00",
        "2027/1/11（月・祝 雨天中止）10:00-12:00",
        "2027年1月11日（第2月曜日）10:00-12:00",
        "2027年1月11日（毎月第2月曜日）10:00-12:00",
        "2027年1月11日（毎週月曜日）10:00-12:00",
        "2027年1月11日（予備日は18日）10:00-12:00",
        "2027年1月11日（祝日の場合は翌日）10:00-12:00",
        "2027年1月11日（月・祝）【10:00-12:00】",
    ] {
        let meetings = Recurrence::parse(phrase).next(day("2026-11-20"), 40);
        let said: Vec<_> = meetings.iter().map(|meeting| (meeting.date.to_string(), meeting.start)).collect();
        assert_eq!(said, [("2027-01-11".to_owned(), Some(600))], "{phrase}: {:?}", Recurrence::parse(phrase).canonical());
    }
}

#[test]
fn the_last_of_several_dates_and_a_span_may_have_a_mark_too() {
    for (phrase, expected) in [
        ("2027年3月21日（日・祝）・22日（振替休日） 10:00-12:00", vec!["2027-03-21", "2027-03-22"]),
        ("2027年1月10日（日）・11日（祝）10:00-12:00", vec!["2027-01-10", "2027-01-11"]),
        ("2027年1月10日・11日（日・祝）10:00-12:00", vec!["2027-01-10", "2027-01-11"]),
        ("2027年1月9日、10日、11日（土・日・祝）", vec!["2027-01-09", "2027-01-10", "2027-01-11"]),
        ("2027年1月9日（土）～11日（月・祝）10:00-12:00", vec!["2027-01-09", "2027-01-10", "2027-01-11"]),
        ("2027年1月9日～11日（土日祝）", vec!["2027-01-09", "2027-01-10", "2027-01-11"]),
        ("2027年1月9日～11日（祝）", vec!["2027-01-09", "2027-01-10", "2027-01-11"]),
        ("2027年1月9日～1月11日（成人の日）", vec!["2027-01-09", "2027-01-10", "2027-01-11"]),
        ("2026年12月1日～12月9日（火・木）", vec!["2026-12-01", "2026-12-03", "2026-12-08"]),
        (
            "2026年12月1日～12月9日（平日）",
            vec!["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07", "2026-12-08", "2026-12-09"],
        ),
        ("2026年12月4日～12月9日（土日を除く）", vec!["2026-12-04", "2026-12-07", "2026-12-08", "2026-12-09"]),
        ("2026年12月5日（土、雨天中止）、12日（土）10:00", vec!["2026-12-05", "2026-12-12"]),
        ("2026年12月5日（土）10:00-12:00、12日（土）13:00-15:00", vec!["2026-12-05", "2026-12-12"]),
        ("2027年1月11日（祝）、2月11日（祝）、2月23日（火・天皇誕生日）", vec!["2027-01-11", "2027-02-11", "2027-02-23"]),
        ("12月5日（土）、1月11日（月・祝）10:00", vec!["2026-12-05", "2027-01-11"]),
        ("12月31日（木） 大晦日", vec!["2026-12-31"]),
        ("2月30日（毎週火曜日）10:00", vec![]),
    ] {
        assert_eq!(dates(phrase), expected, "{phrase}: {}", Recurrence::parse(phrase).canonical());
    }
}

#[test]
fn a_mark_that_the_calendar_contradicts_is_told_and_no_date_is_stated() {
    for (phrase, kind, likely) in [
        ("2027年1月12日（祝）10:00-12:00", RemarkKind::WrongHoliday, "2027-01-12(火)、または 2027-01-11(月・祝)"),
        ("2027年1月12日 祝 10:00-12:00", RemarkKind::WrongHoliday, "2027-01-11(月・祝)"),
        ("2027年1月12日（火・祝）10:00-12:00", RemarkKind::WrongHoliday, "2027-01-12(火)"),
        ("2027年1月12日（月・祝）10:00-12:00", RemarkKind::WrongWeekday, "2027-01-11(月・祝)"),
        ("2027年1月12日（成人の日）", RemarkKind::WrongHoliday, "2027-01-11(月・祝)"),
        ("2027年1月11日（振替休日）", RemarkKind::WrongHoliday, "2027-01-11(月・祝)"),
        ("2027年3月22日（春分の日）", RemarkKind::WrongHoliday, "2027-03-21(日・祝)"),
        ("2027年1月12日（火・休）", RemarkKind::WrongHoliday, ""),
        ("2027年1月11日（火）", RemarkKind::WrongWeekday, "2027-01-12(火)"),
        ("2027年1月10日・12日（日・祝）", RemarkKind::WrongWeekday, "2027-01-12(火)"),
        ("2027年1月11日（土・日）", RemarkKind::WrongWeekday, ""),
        ("2027年1月11日（火・木、要予約）", RemarkKind::WrongWeekday, ""),
        ("1月16日（祝）10:00-12:00", RemarkKind::WrongHoliday, ""),
        ("1月11日（火・祝）10:00-12:00", RemarkKind::WrongHoliday, ""),
    ] {
        let recurrence = Recurrence::parse(phrase);
        let remark = recurrence.remarks().iter().find(|remark| remark.kind == kind);
        assert!(remark.is_some_and(|remark| remark.help.contains(likely)), "{phrase}: {:?}", recurrence.remarks());
        assert!(!recurrence.understood(), "{phrase}");
        assert_eq!(dates(phrase), Vec::<String>::new(), "{phrase}");
    }
}

#[test]
fn marks_hold_for_hours_and_closed_days_too() {
    for (hours, closed, date, spans) in [
        ("2027年1月11日（祝）10:00-12:00", "", "2027-01-11", "10:00-12:00"),
        ("9:00-17:00", "2027年1月11日（月・祝）", "2027-01-11", ""),
        ("9:00-17:00", "2027年1月11日（成人の日）", "2027-02-11", "9:00-17:00"),
        ("9:00-17:00", "2027年1月9日（土）～11日（月・祝）", "2027-01-11", ""),
        ("9:00-17:00", "2027年1月9日（土）～11日（月・祝）", "2027-01-12", "9:00-17:00"),
        ("9:00-17:00", "1月1日（祝）", "2027-01-01", ""),
        ("9:00-17:00", "1月1日（元日）", "2027-01-11", "9:00-17:00"),
        ("9:00-17:00", "1月1日 祝日", "2027-01-11", ""),
    ] {
        let opening = Opening::parse(&[hours], if closed.is_empty() { &[] } else { std::slice::from_ref(&closed) });
        let said = opening.on(day(date)).spans.iter().map(|span| span.in_japanese()).collect::<Vec<_>>().join("、");
        assert_eq!(said, spans, "{hours} {closed}: {:?} {:?}", opening.canonical(), opening.rest());
        assert!(opening.understood(), "{hours} {closed}");
    }
    let wrong = Opening::parse(&["9:00-17:00"], &["2027年1月12日（祝）"]);
    assert_eq!(wrong.remarks().iter().map(|remark| remark.kind).collect::<Vec<_>>(), [RemarkKind::WrongHoliday]);
    assert!(!wrong.understood());
}

/// Remarks that a leaflet may put behind a date, right or not so.
const REMARKS: &[&str] = &[
    "雨天中止",
    "要予約",
    "第3土曜日は休み",
    "毎週火曜日",
    "祝日は休み",
    "平日",
    "予備日は翌日",
    "午前の部",
    "全3回",
    "8月は休み",
    "15日締切",
    "定員10名",
    "月1回",
    "隔週",
    "オンライン",
    "子どもの会",
    "日本語",
    "土器づくり",
    "年末年始",
    "無料",
    "会場は2階",
    "1",
    "①",
    "*",
    "",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(2_026), ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_brackets_behind_dates_the_meetings_are_those_dates(
        ahead in prop::collection::btree_set(1_i64..700, 1..4),
        shape in prop::sample::select(vec![("（", "）"), ("(", ")"), ("[", "]"), ("〔", "〕"), ("【", "】"), ("「", "」"), ("＜", "＞"), ("《", "》")]),
        remark in prop::sample::select(REMARKS),
        marked in any::<bool>(),
        written in 0_usize..4,
        time in prop::sample::select(vec!["", " 10:00-12:00", "10時〜12時", " 午後1時から"]),
    ) {
        let dates: Vec<_> = ahead.iter().map(|days| day("2026-11-20").checked_add(jiff::Span::new().days(*days)).expect("near")).collect();
        let mark = |date: jiff::civil::Date| {
            let weekday = ["月", "火", "水", "木", "金", "土", "日"][usize::try_from(date.weekday().to_monday_zero_offset()).expect("small")];
            let holiday = if is_holiday(date).is_some() { "・祝" } else { "" };
            match (marked, remark.is_empty()) {
                (true, true) => format!("{weekday}{holiday}"),
                (true, false) => format!("{weekday}{holiday}、{remark}"),
                (false, _) => remark.to_owned(),
            }
        };
        let said: Vec<String> = dates.iter().map(|date| {
            let (year, month, day) = (date.year(), date.month(), date.day());
            let date_said = match written {
                0 => format!("{year}年{month}月{day}日"),
                1 => format!("{year}/{month}/{day}"),
                2 => format!("令和{}年{month}月{day}日", year - 2018),
                _ => format!("令和{}年（{year}年）{month}月{day}日", year - 2018),
            };
            format!("{date_said}{}{}{}", shape.0, mark(*date), shape.1)
        }).collect();
        let phrase = format!("{}{time}", said.join("、"));
        let recurrence = Recurrence::parse(&phrase);
        let met: Vec<_> = recurrence.between(day("2026-11-20"), day("2032-01-01")).iter().map(|meeting| meeting.date).collect();
        prop_assert_eq!(met, dates, "{} {:?}", phrase, recurrence.rest());
    }
}
