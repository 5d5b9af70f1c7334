//! What may be said about a moment.

use super::{
    super::{Opening, State},
    moment,
};

fn state(hours: &[&str], closed: &[&str], now: &str) -> State {
    Opening::parse(hours, closed).state_at(moment(now))
}

#[test]
fn open_is_said_only_when_nothing_speaks_against_it() {
    let hours = ["9:00-12:00、13:00-17:00"];
    assert_eq!(state(&hours, &["月曜日"], "2026-11-24T09:00"), State::Open { until: moment("2026-11-24T12:00") });
    assert_eq!(state(&hours, &["月曜日"], "2026-11-24T16:59"), State::Open { until: moment("2026-11-24T17:00") });
    for now in ["2026-11-24T08:59", "2026-11-24T12:00", "2026-11-24T12:30", "2026-11-24T17:00", "2026-11-23T10:00"] {
        assert!(matches!(state(&hours, &["月曜日"], now), State::Closed { .. }), "{now}");
    }
}

#[test]
fn irregular_closings_make_it_open_with_reservations() {
    for word in ["資料整理日", "特別資料整理期間", "臨時休館あり", "不定休", "その他館長が必要と認めた日"]
    {
        let state = state(&["9:00-17:00"], &["月曜日", word], "2026-11-25T10:00");
        assert_eq!(state, State::OpenWithReservations { until: moment("2026-11-25T17:00"), reservations: vec![word.into()] }, "{word}");
    }
}

#[test]
fn around_new_year_without_dates_nobody_is_told_open() {
    let closed = ["年末年始"];
    assert!(matches!(state(&["9:00-17:00"], &closed, "2026-12-25T10:00"), State::Open { .. }));
    assert!(matches!(state(&["9:00-17:00"], &closed, "2026-12-27T10:00"), State::OpenWithReservations { .. }));
    assert!(matches!(state(&["9:00-17:00"], &closed, "2026-12-30T10:00"), State::Unknown { .. }));
    assert!(matches!(state(&["9:00-17:00"], &closed, "2027-01-05T10:00"), State::OpenWithReservations { .. }));
    assert!(matches!(state(&["9:00-17:00"], &closed, "2027-01-08T10:00"), State::Open { .. }));
    let dated = ["年末年始(12月29日〜1月3日)"];
    assert!(matches!(state(&["9:00-17:00"], &dated, "2026-12-28T10:00"), State::Open { .. }));
    assert!(matches!(state(&["9:00-17:00"], &dated, "2026-12-30T10:00"), State::Closed { .. }));
    assert!(matches!(state(&["9:00-17:00"], &dated, "2027-01-04T10:00"), State::Open { .. }));
}

#[test]
fn yesterdays_evening_goes_on_past_midnight() {
    let hours = ["18:00-翌2:00"];
    assert_eq!(state(&hours, &["日曜日"], "2026-11-22T01:30"), State::Open { until: moment("2026-11-22T02:00") });
    assert!(matches!(state(&hours, &["日曜日"], "2026-11-22T02:00"), State::Closed { .. }));
    assert!(matches!(state(&hours, &["日曜日"], "2026-11-23T01:30"), State::Closed { .. }));
    assert_eq!(state(&["18:00-26:00"], &[], "2026-11-20T23:00"), State::Open { until: moment("2026-11-21T02:00") });
}

#[test]
fn what_was_not_read_is_never_plain_open() {
    for (hours, closed) in [
        ("9:00-17:00", "友引と三隣亡の翌月曜"),
        ("9:00-17:00 冬は11:00-14:00", ""),
        ("9:00-17:00(曜日により異なる)", ""),
        ("9:00-17:00", "月曜または火曜"),
    ] {
        let state = state(&[hours], &[closed], "2026-11-25T10:00");
        assert!(!matches!(state, State::Open { .. }), "{hours} {closed}: {state:?}");
    }
}

#[test]
fn times_that_are_not_given_are_not_known() {
    assert!(matches!(state(&[], &["月曜日"], "2026-11-25T10:00"), State::Unknown { .. }));
    assert!(matches!(state(&[], &["月曜日"], "2026-11-30T10:00"), State::Closed { .. }));
    assert!(matches!(state(&["土曜日は12:00まで"], &[], "2026-11-28T10:00"), State::Unknown { .. }));
    assert!(matches!(state(&["月〜金曜日"], &[], "2026-11-25T10:00"), State::Unknown { .. }));
    assert!(matches!(state(&[], &[], "2026-11-25T10:00"), State::Unknown { .. }));
    // 平日 and 土曜 are spoken of, a holiday is not.
    assert!(matches!(state(&["平日9:00-17:00 土曜9:00-12:00"], &[], "2026-11-23T10:00"), State::Unknown { .. }));
    // Lunch on Sundays may go on as ever.
    assert!(matches!(state(&["11:30〜15:00/17:00〜22:30 日曜17:00〜21:00"], &[], "2026-11-22T12:00"), State::Unknown { .. }));
    assert!(matches!(state(&["7:30〜18:30(18:30〜19:00)"], &[], "2026-11-25T18:45"), State::Unknown { .. }));
}

#[test]
fn days_that_a_week_of_hours_leaves_out_are_closed() {
    assert!(matches!(state(&["火・木 10:00-15:00"], &[], "2026-11-25T11:00"), State::Closed { .. }));
    assert!(matches!(state(&["平日 9:00-17:00"], &[], "2026-11-23T11:00"), State::Closed { .. }));
    assert!(matches!(state(&["土日のみ 10:00-16:00"], &[], "2026-11-25T11:00"), State::Closed { .. }));
    assert!(matches!(state(&["11月〜2月は8:00-18:00"], &[], "2026-06-25T11:00"), State::Unknown { .. }));
}
