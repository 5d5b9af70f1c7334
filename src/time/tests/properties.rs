//! Whatever is typed: no panic, the canonical form says the same, spans are in order, and rest points into the phrase.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::{
    super::{Certainty, Opening, Recurrence, explain_hours, explain_when},
    day,
};

const NOTICES: &str = include_str!("../testdata/notices.txt");
const SESSIONS: &str = include_str!("../testdata/sessions.txt");

/// Pieces that phrases are made of, so that random edits stay near the language.
const PIECES: &[&str] = &[
    "月",
    "火",
    "水",
    "木",
    "金",
    "土",
    "日",
    "曜日",
    "曜",
    "祝日",
    "平日",
    "第1",
    "第2・4",
    "最終",
    "毎週",
    "毎月",
    "隔週",
    "偶数月",
    "9:00",
    "17:00",
    "13時半",
    "午後1時",
    "翌2:00",
    "〜",
    "-",
    "から",
    "まで",
    "、",
    "・",
    " ",
    "\n",
    "(",
    ")",
    "【",
    "】",
    "※",
    "は",
    "の",
    "休館",
    "開館",
    "のみ",
    "を除く",
    "の場合は",
    "翌日",
    "翌平日",
    "年末年始",
    "12/29〜1/3",
    "8月",
    "4月〜9月",
    "15日",
    "末日",
    "2026-12-05",
    "12月5日(土)",
    "25:99",
    "2月30日",
    "LO",
    "午前",
    "午後",
    "要予約",
    "臨時休館あり",
    "資料整理日",
    "0",
    "9",
    ":",
    "/",
    "?",
    "年2回",
    "無休",
    "ー",
    "～",
    "１",
    "十",
    "時",
    "分",
];

fn phrase() -> impl Strategy<Value = String> {
    let real: Vec<String> =
        NOTICES.lines().chain(SESSIONS.lines()).filter(|line| !line.starts_with('#')).map(|line| line.replace("\\n", "\n")).collect();
    let edit = (any::<prop::sample::Index>(), any::<bool>(), prop::sample::select(PIECES));
    let edited = (prop::sample::select(real), prop::collection::vec(edit, 0..4)).prop_map(|(phrase, edits)| {
        edits.into_iter().fold(phrase, |phrase, (place, insert, piece)| {
            let mut chars: Vec<char> = phrase.chars().collect();
            if chars.is_empty() {
                return piece.to_string();
            }
            let at = place.index(chars.len());
            if insert {
                chars.splice(at..at, piece.chars());
            } else {
                chars.remove(at);
            }
            chars.into_iter().collect()
        })
    });
    let made = prop::collection::vec(prop::sample::select(PIECES), 1..12).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => edited, 2 => made, 1 => "\\PC{0,40}"]
}

/// Words that nobody reads, and that may change a rule.
const UNREAD: &[&str] = &[
    "三隣亡の翌週は半日",
    "友引の月曜は前半だけ",
    "冬の土曜は14時からのことも",
    "第2か第3の火曜は別の所",
    "7月の終わりからは夜9時まで",
    "雨の土曜は昼過ぎだけ",
    "奇数の火曜のみ休むかも",
    "満月の金曜は22時をめどに",
    "祭りの前の木曜は朝から",
    "水曜は偶数の週だけ",
];

/// How words are put in: as a sentence, an item, a remark.
const SEAMS: &[(&str, &str)] = &[("。", "。"), ("、", "、"), ("（", "）"), (" ", " "), ("\n", "\n"), ("※", "\n")];

/// A notice, and the same with unread words between two of its pieces or behind the last.
fn with_unread_words(phrases: &'static str) -> impl Strategy<Value = (String, String)> {
    let real: Vec<String> =
        phrases.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.replace("\\n", "\n")).collect();
    let seam = (prop::sample::select(SEAMS), prop::sample::select(UNREAD), any::<prop::sample::Index>());
    (prop::sample::select(real), seam).prop_map(|(phrase, ((before, after), words, place))| {
        let ends = phrase.char_indices().filter(|(_, char)| " 　、。\n".contains(*char)).map(|(at, _)| at);
        let depth = |at: usize| phrase[..at].matches(['(', '（', '【']).count() == phrase[..at].matches([')', '）', '】']).count();
        let seams: Vec<usize> = ends.chain([phrase.len()]).filter(|at| depth(*at)).collect();
        let at = if seams.is_empty() { phrase.len() } else { seams[place.index(seams.len())] };
        let with = format!("{}{before}{words}{after}{}", &phrase[..at], &phrase[at..]);
        (phrase, with)
    })
}

proptest! {
    // The same phrases on every run, so that a build passes twice or never; `PROPTEST_CASES=100000` tries more of them.
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(2_026), ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics(hours in phrase(), closed in phrase(), ahead in 0_i64..800) {
        let date = day("2026-01-01").checked_add(jiff::Span::new().days(ahead)).expect("near dates exist");
        let opening = Opening::parse(&[&hours], &[&closed]);
        let now = date.at(10, 30, 0, 0);
        opening.state_at(now);
        opening.week();
        opening.schema_hours(date, date);
        explain_hours(&[&hours], &[&closed], date, 3);
        for rest in opening.rest() {
            let source = if rest.place.field == super::super::Field::Hours { &hours } else { &closed };
            prop_assert!(source.get(rest.place.range.clone()).is_some(), "{:?}", rest);
        }
        let recurrence = Recurrence::parse(&hours);
        recurrence.rrules(date, date);
        recurrence.ds441();
        explain_when(&hours, date, 2);
        for rest in recurrence.rest() {
            prop_assert!(hours.get(rest.place.range.clone()).is_some(), "{:?}", rest);
        }
    }

    #[test]
    fn spans_are_in_order_and_apart(hours in phrase(), closed in phrase(), ahead in 0_i64..800) {
        let date = day("2026-01-01").checked_add(jiff::Span::new().days(ahead)).expect("near dates exist");
        let day = Opening::parse(&[&hours], &[&closed]).on(date);
        for span in &day.spans {
            prop_assert!(span.start < span.end, "{hours} {closed} {day:?}");
        }
        for pair in day.spans.windows(2) {
            prop_assert!(pair[0].end < pair[1].start, "{hours} {closed} {day:?}");
        }
        if day.certainty == Certainty::Unknown {
            prop_assert!(day.spans.is_empty());
        }
        prop_assert!(!day.why.is_empty(), "{hours} {closed} {day:?}");
    }

    #[test]
    fn canonical_hours_read_back_to_the_same_rules(hours in phrase(), closed in phrase()) {
        let opening = Opening::parse(&[&hours], &[&closed]);
        let (said_hours, said_closed) = opening.canonical();
        let again = Opening::parse(
            &said_hours.iter().map(String::as_str).collect::<Vec<_>>(),
            &said_closed.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        prop_assert!(again.same_rules(&opening), "{hours} | {closed}\n{said_hours:?} {said_closed:?}\n{:?}", again.canonical());
        prop_assert!(again.rest().is_empty(), "{said_hours:?} {said_closed:?} {:?}", again.rest());
    }

    #[test]
    fn canonical_sessions_read_back_to_the_same_rule(when in phrase()) {
        let recurrence = Recurrence::parse(&when);
        if !recurrence.is_undated() {
            let said = recurrence.canonical();
            let again = Recurrence::parse(&said);
            prop_assert!(again.same_rule(&recurrence), "{when}\n{said}\n{}", again.canonical());
            prop_assert!(again.rest().is_empty(), "{when}\n{said}\n{:?}", again.rest());
        }
    }

    #[test]
    fn unread_words_never_make_a_day_more_certain(
        hours in phrase(), closed in phrase(), words in prop::sample::select(UNREAD), ahead in 0_i64..800
    ) {
        let date = day("2026-01-01").checked_add(jiff::Span::new().days(ahead)).expect("near dates exist");
        let before = Opening::parse(&[&hours], &[&closed]).on(date);
        for after in [Opening::parse(&[&hours, words], &[&closed]), Opening::parse(&[&hours], &[&closed, words])] {
            let after = after.on(date);
            prop_assert!(after.certainty >= before.certainty, "{hours} | {closed} | {words}\n{before:?}\n{after:?}");
        }
    }

    #[test]
    fn unread_words_anywhere_open_and_close_no_day((plain, with) in with_unread_words(NOTICES), closed in any::<bool>(), ahead in 0_i64..800) {
        let date = day("2026-01-01").checked_add(jiff::Span::new().days(ahead)).expect("near dates exist");
        let on = |phrase: &str| if closed { Opening::parse(&["9:00-17:00"], &[phrase]) } else { Opening::parse(&[phrase], &[]) }.on(date);
        let (before, after) = (on(&plain), on(&with));
        prop_assert!(after.certainty >= before.certainty, "{plain}\n{with}\n{before:?}\n{after:?}");
        prop_assert!(after.certainty == Certainty::Unknown || after.spans == before.spans, "{plain}\n{with}\n{before:?}\n{after:?}");
    }

    #[test]
    fn unread_words_anywhere_add_no_meeting((plain, with) in with_unread_words(SESSIONS)) {
        let from = day("2026-11-20");
        let before: Vec<_> = Recurrence::parse(&plain).next(from, 40).iter().map(|meeting| (meeting.date, meeting.start)).collect();
        for meeting in Recurrence::parse(&with).next(from, 10) {
            let known = before.contains(&(meeting.date, meeting.start)) || before.iter().any(|(date, start)| *date == meeting.date && start.is_none());
            let untimed = meeting.start.is_none() && before.iter().any(|(date, _)| *date == meeting.date);
            prop_assert!(known || untimed, "{plain}\n{with} {meeting:?}");
            prop_assert!(meeting.reservation.is_some(), "{plain}\n{with} {meeting:?}");
        }
    }

    #[test]
    fn unread_words_add_no_meeting_and_leave_none_without_a_caution(when in phrase(), words in prop::sample::select(UNREAD)) {
        let from = day("2026-11-20");
        let before: Vec<_> = Recurrence::parse(&when).next(from, 20).iter().map(|meeting| (meeting.date, meeting.start)).collect();
        let after = Recurrence::parse(&format!("{when}\n{words}")).next(from, 10);
        for meeting in &after {
            prop_assert!(before.contains(&(meeting.date, meeting.start)), "{when} | {words} {meeting:?}");
            prop_assert!(meeting.reservation.is_some(), "{when} | {words} {meeting:?}");
        }
    }
}
