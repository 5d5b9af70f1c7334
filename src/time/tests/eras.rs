//! Years by era and by the Western calendar.

use super::{
    super::{Opening, Recurrence, RemarkKind, WrittenDate, YearProblem, read_date},
    day,
};

fn dates(phrase: &str) -> Vec<String> {
    Recurrence::parse(phrase).next(day("2026-11-20"), 5).iter().map(|meeting| meeting.date.to_string()).collect()
}

#[test]
fn both_years_side_by_side_are_one_date() {
    for phrase in [
        "令和9年（2027年）1月11日 10:00-12:00",
        "2027年（令和9年）1月11日 10:00-12:00",
        "令和9年/2027年1月11日",
        "令和９年／２０２７年１月１１日",
        "2027年／令和9年1月11日",
        "令和9(2027)年1月11日",
        "2027(令和9)年1月11日",
        "2027（R9）年1月11日（月・祝）",
        "2027年(R9)1月11日",
        "令和9年〔2027年〕 1月11日",
        "令和9年【2027年】1月11日",
        "令和9年 2027年1月11日",
        "西暦2027年（令和9年）1月11日",
        "令和九年（2027年）一月十一日",
        "R9(2027).1.11",
        "令和9年(2027)1月11日",
        "令和9年1月11日（2027年1月11日）",
        "2027年1月11日（令和9年1月11日）10:00-12:00",
    ] {
        assert_eq!(dates(phrase), ["2027-01-11"], "{phrase}: {:?}", Recurrence::parse(phrase).rest());
        assert!(Recurrence::parse(phrase).understood(), "{phrase}");
    }
    assert_eq!(dates("令和8年（2026年）12月の毎週火曜日"), ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"]);
}

#[test]
fn years_that_differ_or_that_an_era_does_not_have_are_told() {
    for (phrase, kind, likely) in [
        ("令和9年（2026年）12月20日 10:00-12:00", RemarkKind::YearsDiffer, "2027年(令和9年)、または 2026年(令和8年)"),
        ("2026年（令和9年）12月20日", RemarkKind::YearsDiffer, ""),
        ("令和9(2026)年12月20日", RemarkKind::YearsDiffer, ""),
        ("令和9年／2026年12月20日", RemarkKind::YearsDiffer, ""),
        ("令和9年12月20日（2026年12月20日）", RemarkKind::YearsDiffer, ""),
        ("平成39年1月11日 10:00-12:00", RemarkKind::OutsideEra, "令和9年ですか"),
        ("平成39年（2027年）1月11日", RemarkKind::OutsideEra, "令和9年ですか"),
        ("平成31年5月1日", RemarkKind::OutsideEra, "令和元年ですか"),
        ("H31.5.1", RemarkKind::OutsideEra, "令和元年ですか"),
        ("H39/1/11", RemarkKind::OutsideEra, "令和9年ですか"),
        ("昭和64年1月8日", RemarkKind::OutsideEra, "平成元年ですか"),
        ("昭和102年1月8日", RemarkKind::Unread, ""),
        ("大正15年12月25日", RemarkKind::OutsideEra, "昭和元年ですか"),
        ("明治45年7月30日", RemarkKind::OutsideEra, "大正元年ですか"),
        ("令和元年4月30日", RemarkKind::OutsideEra, "平成31年ですか"),
        ("令和0年5月1日", RemarkKind::OutsideEra, "平成30年ですか"),
        ("平成31年6月の毎週火曜日", RemarkKind::OutsideEra, "令和元年ですか"),
    ] {
        let recurrence = Recurrence::parse(phrase);
        let remark = recurrence.remarks().iter().find(|remark| remark.kind == kind);
        assert!(remark.is_some_and(|remark| remark.help.contains(likely)), "{phrase}: {:?}", recurrence.remarks());
        assert_eq!(dates(phrase), Vec::<String>::new(), "{phrase}");
        let opening = Opening::parse(&["9:00-17:00"], &[phrase]);
        assert!(!opening.understood() && opening.remarks().iter().any(|remark| remark.kind == kind), "{phrase}: {:?}", opening.remarks());
    }
}

#[test]
fn a_whole_date_is_read_in_one_place() {
    let date = |year, month, day| Some(WrittenDate::Date(year, month, day));
    let outside = |likely: &str| Some(WrittenDate::Problem(YearProblem::OutsideEra(likely.into())));
    for (text, read) in [
        ("令和8年6月12日", date(2026, Some(6), Some(12))),
        ("令和８年６月１２日（金）", date(2026, Some(6), Some(12))),
        ("R8.6.12", date(2026, Some(6), Some(12))),
        ("2026/6/12", date(2026, Some(6), Some(12))),
        ("2026.6", date(2026, Some(6), None)),
        ("2026年6月", date(2026, Some(6), None)),
        ("令和元年", date(2019, None, None)),
        ("令和9年（2027年）1月11日", date(2027, Some(1), Some(11))),
        ("2027(令和9)年1月", date(2027, Some(1), None)),
        ("昭和64年1月7日", date(1989, Some(1), Some(7))),
        ("昭和64年", date(1989, None, None)),
        ("平成31年4月30日", date(2019, Some(4), Some(30))),
        ("平成31年4月", date(2019, Some(4), None)),
        ("令和元年5月", date(2019, Some(5), None)),
        ("明治33年", date(1900, None, None)),
        ("昭和64年1月8日", outside("平成元年")),
        ("令和元年4月30日", outside("平成31年")),
        ("平成39年1月11日", outside("令和9年")),
        ("平成31年5月", outside("令和元年")),
        ("平成32年", outside("令和2年")),
        ("令和9年（2026年）12月20日", Some(WrittenDate::Problem(YearProblem::Differ(2027, 2026)))),
        ("昨年の夏", None),
        ("令和8年6月12日ごろ", None),
        ("12月5日", None),
        ("", None),
    ] {
        assert_eq!(read_date(text), read, "{text}");
    }
}
