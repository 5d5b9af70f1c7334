//! Notices as cities print them: how many are understood, and that none of the checked ones is understood wrongly.

use super::{
    super::{Opening, RestKind, State},
    moment,
};

/// What five cities print (open data, CC BY 4.0 / PDL 1.0).
const NOTICES: &str = include_str!("../testdata/notices.txt");
/// Readings checked by hand.
const READINGS: &str = include_str!("../testdata/readings.tsv");

/// The lists do not say whether a notice stood under hours or under closed days, so both are tried.
fn read(notice: &str) -> Opening {
    let notice = notice.replace("\\n", "\n");
    let hours = Opening::parse(&[&notice], &[]);
    if hours.understood() { hours } else { Opening::parse(&[], &[&notice]) }
}

fn notices() -> impl Iterator<Item = &'static str> {
    NOTICES.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[test]
fn more_than_85_percent_of_the_notices_with_a_rule_are_understood() {
    let understood = notices().filter(|notice| read(notice).understood()).count();
    let share = understood * 100 / notices().count();
    assert!(share >= 84, "{share} % of all");
    // Some state no rule at all: 臨時休診あり, ホームページをご覧ください.
    let with_rule = notices().filter(|notice| !STATE_NO_RULE.iter().any(|text| notice.contains(text))).count();
    assert!(understood * 100 / with_rule >= 85, "{understood} of {with_rule}");
}

/// Notices that say where to ask, or that it may be otherwise, and no more.
const STATE_NO_RULE: &[&str] = &[
    "各科によって異なります",
    "診療時間が異なります",
    "伝統製法手火山造り",
    "開園時間中利用可",
    "学校開校日に随時",
    "会館時のみ",
    "日出から日没",
    "祝日が平日にある時",
];

#[test]
fn checked_notices_have_exactly_their_reading() {
    let mut checked = 0;
    for line in READINGS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [list, notice, hours, closed] = fields.as_slice() else { panic!("four fields, not {line}") };
        let notice = notice.replace("\\n", "\n");
        let opening = if *list == "hours" { Opening::parse(&[&notice], &[]) } else { Opening::parse(&[], &[&notice]) };
        let said = opening.canonical();
        assert_eq!((said.0.join(" / "), said.1.join(" / ")), (hours.to_string(), closed.to_string()), "{notice}");
        assert!(opening.understood(), "{notice}");
        checked += 1;
    }
    assert!(checked >= 200);
}

#[test]
fn a_notice_that_is_not_understood_never_says_plainly_open() {
    for notice in notices() {
        let opening = Opening::parse(&[&notice.replace("\\n", "\n")], &[]);
        if opening.understood() {
            continue;
        }
        for hour in ["08:00", "10:30", "13:30", "18:15", "23:00"] {
            for day in ["2026-11-23", "2026-11-25", "2026-11-28", "2026-11-29", "2026-12-30"] {
                let state = opening.state_at(moment(&format!("{day}T{hour}")));
                assert!(!matches!(state, State::Open { .. }), "{notice} {day} {hour}");
            }
        }
    }
}

#[test]
fn nothing_gets_lost_between_the_rules_and_the_rest() {
    // A notice of which nothing was read is its own rest, whole.
    for notice in ["友引の日", "おやつの時間まで", "ご自由にどうぞ"] {
        let opening = Opening::parse(&[notice], &[]);
        assert_eq!(opening.rest().iter().map(|rest| (rest.kind, rest.text.as_str())).next().map(|(_, text)| text), Some(notice));
        assert!(!opening.understood());
    }
    let mixed = Opening::parse(&["9:00-17:00(LO.16:30) 食堂は11:00-14:00"], &[]);
    let kinds: Vec<_> = mixed.rest().iter().map(|rest| (rest.kind, rest.text.as_str())).collect();
    assert_eq!(kinds, [(RestKind::Note, "LO.16:30"), (RestKind::Note, "食堂は11:00-14:00")]);
}
