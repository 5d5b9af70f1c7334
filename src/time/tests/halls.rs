//! 阪南's halls and library, by hand, on the days around holidays and New Year; and the vectors of moved closings.

use jiff::Span;

use super::{
    super::{Certainty, Opening, RestKind},
    day,
};

/// What a date is expected to be.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Expected {
    Open(&'static str),
    /// Open, though one of the reservations may apply.
    Reserved(&'static str),
    Closed,
    Unknown,
}
use Expected::{Closed, Open, Reserved, Unknown};

fn hall() -> Opening {
    Opening::parse(&["9:00-22:00", "日曜日 9:00-17:00"], &["月曜日", "祝日(月曜日が祝日の場合は直近の休館日でない日)", "年末年始"])
}

fn library() -> Opening {
    Opening::parse(
        &["10:00-17:00", "金・土 10:00-19:00", "祝日 10:00-17:00"],
        &["水曜日", "祝日のあとの日", "資料整理日", "特別資料整理期間", "年末年始"],
    )
}

fn check(place: &Opening, table: &[(&str, Expected)]) {
    for (date, expected) in table {
        let found = place.on(day(date));
        let times = found.spans.iter().map(|span| span.in_japanese()).collect::<Vec<_>>().join("、");
        let matches = match expected {
            Open(span) => found.certainty == Certainty::Certain && times == *span,
            Reserved(span) => found.certainty == Certainty::Reserved && times == *span && !found.reservations.is_empty(),
            Closed => found.certainty == Certainty::Certain && times.is_empty(),
            Unknown => found.certainty == Certainty::Unknown && times.is_empty(),
        };
        assert!(matches, "{date}: expected {expected:?}, found {found:?}");
    }
}

#[test]
fn a_hall_closes_on_mondays_on_holidays_and_on_the_next_day_free_after_a_holiday_monday() {
    check(
        &hall(),
        &[
            ("2026-01-01", Closed),
            ("2026-01-02", Unknown),
            ("2026-01-03", Unknown),
            ("2026-01-04", Reserved("9:00-17:00")),
            ("2026-01-05", Closed),
            ("2026-01-06", Reserved("9:00-22:00")),
            ("2026-01-08", Open("9:00-22:00")),
            ("2026-01-11", Open("9:00-17:00")),
            ("2026-01-12", Closed),
            ("2026-01-13", Closed),
            ("2026-01-14", Open("9:00-22:00")),
            ("2026-02-11", Closed),
            ("2026-02-12", Open("9:00-22:00")),
            ("2026-02-22", Open("9:00-17:00")),
            ("2026-02-23", Closed),
            ("2026-02-24", Closed),
            ("2026-02-25", Open("9:00-22:00")),
            ("2026-03-20", Closed),
            ("2026-03-21", Open("9:00-22:00")),
            ("2026-04-27", Closed),
            ("2026-04-28", Open("9:00-22:00")),
            ("2026-04-29", Closed),
            ("2026-04-30", Open("9:00-22:00")),
            ("2026-05-02", Open("9:00-22:00")),
            ("2026-05-03", Closed),
            ("2026-05-04", Closed),
            ("2026-05-05", Closed),
            ("2026-05-06", Closed),
            ("2026-05-07", Closed),
            ("2026-05-08", Open("9:00-22:00")),
            ("2026-07-19", Open("9:00-17:00")),
            ("2026-07-20", Closed),
            ("2026-07-21", Closed),
            ("2026-07-22", Open("9:00-22:00")),
            ("2026-08-11", Closed),
            ("2026-08-12", Open("9:00-22:00")),
            ("2026-09-20", Open("9:00-17:00")),
            ("2026-09-21", Closed),
            ("2026-09-22", Closed),
            ("2026-09-23", Closed),
            ("2026-09-24", Closed),
            ("2026-09-25", Open("9:00-22:00")),
            ("2026-10-12", Closed),
            ("2026-10-13", Closed),
            ("2026-11-03", Closed),
            ("2026-11-04", Open("9:00-22:00")),
            ("2026-11-22", Open("9:00-17:00")),
            ("2026-11-23", Closed),
            ("2026-11-24", Closed),
            ("2026-11-25", Open("9:00-22:00")),
            ("2026-12-25", Open("9:00-22:00")),
            ("2026-12-26", Reserved("9:00-22:00")),
            ("2026-12-27", Reserved("9:00-17:00")),
            ("2026-12-28", Closed),
            ("2026-12-29", Unknown),
            ("2026-12-31", Unknown),
            ("2027-01-01", Closed),
            ("2027-01-02", Unknown),
            ("2027-01-03", Unknown),
            ("2027-01-04", Closed),
            ("2027-01-05", Reserved("9:00-22:00")),
            ("2027-01-08", Open("9:00-22:00")),
            ("2027-03-21", Closed),
            ("2027-03-22", Closed),
            ("2027-03-23", Closed),
            ("2027-03-24", Open("9:00-22:00")),
        ],
    );
}

#[test]
fn the_library_is_closed_on_wednesdays_and_after_holidays_and_never_plainly_open() {
    check(
        &library(),
        &[
            ("2026-01-14", Closed),
            ("2026-01-15", Reserved("10:00-17:00")),
            ("2026-01-16", Reserved("10:00-19:00")),
            ("2026-03-20", Reserved("10:00-17:00")),
            ("2026-03-21", Closed),
            ("2026-03-22", Reserved("10:00-17:00")),
            ("2026-04-29", Closed),
            ("2026-04-30", Closed),
            ("2026-05-01", Reserved("10:00-19:00")),
            ("2026-05-02", Reserved("10:00-19:00")),
            ("2026-05-03", Reserved("10:00-17:00")),
            // Each of these follows a holiday; that some are holidays themselves does not open them.
            ("2026-05-04", Closed),
            ("2026-05-05", Closed),
            ("2026-05-06", Closed),
            ("2026-05-07", Closed),
            ("2026-05-08", Reserved("10:00-19:00")),
            ("2026-07-20", Reserved("10:00-17:00")),
            ("2026-07-21", Closed),
            ("2026-08-11", Reserved("10:00-17:00")),
            ("2026-08-12", Closed),
            ("2026-09-21", Reserved("10:00-17:00")),
            ("2026-09-22", Closed),
            ("2026-09-24", Closed),
            ("2026-09-25", Reserved("10:00-19:00")),
            ("2026-11-03", Reserved("10:00-17:00")),
            ("2026-11-23", Reserved("10:00-17:00")),
            ("2026-11-24", Closed),
            ("2026-12-26", Reserved("10:00-19:00")),
            ("2026-12-29", Unknown),
            ("2026-12-30", Closed),
            ("2027-01-01", Unknown),
            ("2027-01-02", Closed),
            ("2027-01-03", Unknown),
            ("2027-01-04", Reserved("10:00-17:00")),
        ],
    );
}

#[test]
fn the_leaflets_own_words_give_the_same_days() {
    let hall_as_printed =
        Opening::parse(&["9:00-22:00(日曜日は9:00-17:00)"], &["月曜日、祝日(月曜日が祝日の場合は直近の休館日でない日)、年末年始"]);
    let library_as_printed = Opening::parse(
        &["10:00〜17:00 (金・土は19:00、祝日は17:00まで)"],
        &["水曜日、祝日のあとの日、資料整理日、特別資料整理期間、年末年始"],
    );
    for (printed, listed) in [(hall_as_printed, hall()), (library_as_printed, library())] {
        assert!(printed.understood() && listed.understood());
        for ahead in 0..800 {
            let date = day("2026-01-01").checked_add(Span::new().days(ahead)).expect("near dates exist");
            let (one, other) = (printed.on(date), listed.on(date));
            assert_eq!((one.spans, one.certainty), (other.spans, other.certainty), "{date}");
        }
    }
}

#[test]
fn what_closes_on_unannounced_days_is_kept_word_for_word() {
    let library = library();
    let rest: Vec<&str> = library.rest().iter().map(|rest| rest.text.as_str()).collect();
    assert_eq!(rest, ["資料整理日", "特別資料整理期間"]);
    assert!(library.rest().iter().all(|rest| rest.kind == RestKind::Reservation));
    assert_eq!(library.on(day("2026-11-26")).reservations, ["資料整理日", "特別資料整理期間"]);
}

#[test]
fn the_reason_names_the_holiday() {
    let hall = hall();
    for (date, why) in [
        ("2026-05-07", "5月4日(月・みどりの日)の振り替えで休み"),
        ("2026-11-03", "祝日(文化の日)は休み"),
        ("2026-11-30", "月曜日は休み"),
        ("2026-11-29", "日曜日 9:00-17:00"),
        ("2026-11-28", "9:00-22:00"),
        ("2026-12-30", "年末年始の休みの日付が書かれていません(多くは12月29日〜1月3日)"),
        ("2026-12-26", "9:00-22:00。ただし年末年始は休みのことがあります"),
    ] {
        assert_eq!(hall.on(day(date)).why, why, "{date}");
    }
}

#[test]
fn a_closing_moves_to_the_next_day_that_is_not_closed_itself() {
    let hall = hall();
    for (monday, instead) in [
        ("2026-01-12", "2026-01-13"),
        ("2026-02-23", "2026-02-24"),
        ("2026-05-04", "2026-05-07"),
        ("2026-07-20", "2026-07-21"),
        ("2026-09-21", "2026-09-24"),
        ("2026-10-12", "2026-10-13"),
        ("2026-11-23", "2026-11-24"),
        ("2027-01-11", "2027-01-12"),
        ("2027-03-22", "2027-03-23"),
        ("2027-05-03", "2027-05-06"),
        ("2027-07-19", "2027-07-20"),
        ("2027-09-20", "2027-09-21"),
        ("2027-10-11", "2027-10-12"),
    ] {
        assert!(hall.on(day(instead)).why.contains("振り替え"), "{instead}");
        let after = day(instead).tomorrow().expect("near dates exist");
        assert!(!hall.on(after).spans.is_empty(), "{monday} closes one day only");
    }
}

#[test]
fn each_way_to_move_a_closing_lands_on_its_own_day() {
    for (rule, closed, open) in [
        ("月曜日(祝日の場合は翌日)", vec!["2026-05-05"], vec!["2026-05-04", "2026-05-07"]),
        ("月曜日(祝日の場合は翌平日)", vec!["2026-05-07", "2026-09-24"], vec!["2026-05-04", "2026-05-05", "2026-09-22"]),
        ("月曜日(祝日の場合は翌火曜日)", vec!["2026-05-05"], vec!["2026-05-04", "2026-05-07"]),
        ("日曜日(祝日の場合は翌月曜日)", vec!["2026-05-04"], vec!["2026-05-03", "2026-05-05"]),
        ("月曜日(祝日の場合は開館)", vec!["2026-05-11"], vec!["2026-05-04", "2026-05-05", "2026-05-07"]),
        ("月曜日(祝日の場合は翌日も休み)", vec!["2026-05-04", "2026-05-05"], vec!["2026-05-06"]),
        ("日曜日(祝日の場合は翌日以降の祝日でない日)", vec!["2026-05-07"], vec!["2026-05-03", "2026-05-06"]),
        ("祝日の翌日(土・日曜日・祝日を除く)", vec!["2026-05-07", "2026-04-30"], vec!["2026-05-04", "2026-03-21"]),
    ] {
        let place = Opening::parse(&["9:00-17:00"], &[rule]);
        assert!(place.understood(), "{rule}");
        for date in closed {
            assert!(place.on(day(date)).spans.is_empty(), "{rule} closes on {date}");
        }
        for date in open {
            assert_eq!(place.on(day(date)).spans.len(), 1, "{rule} leaves {date} open");
        }
    }
}
