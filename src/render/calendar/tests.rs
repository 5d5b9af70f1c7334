//! What somebody sees who has both open: the files show the meetings of the pages, and go on showing them after a rebuild.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::{events, rule};
use crate::content;
use crate::input::Tree;
use crate::site::timetable::calendar_end;
use crate::site::{Site, identity};

const TODAY: Date = date(2026, 11, 21);

/// A site of one area in which each phrase is the `sessions:` of a place.
fn site(sessions: &[&str], today: Date) -> Site {
    let (content, _, _) = content::read(folder(sessions), "content");
    Site::assemble(content, today)
}

fn folder(sessions: &[&str]) -> Tree {
    let mut tree = Tree::default();
    let mut file = |path: &str, text: String| tree.files.insert(path.to_owned(), text.into_bytes());
    file("site.yaml", "title: しおり\nbase_url: https://shiori.example/\n".to_owned());
    file(
        "vocabulary.yaml",
        "needs:\n  - {id: ibasho, label: 居場所がほしい}\nkinds:\n  - {id: ibasho, label: 居場所, needs: [ibasho]}\n".to_owned(),
    );
    file("areas.yaml", "areas:\n  - {id: hannan, name: 阪南市}\n".to_owned());
    for (number, sessions) in sessions.iter().enumerate() {
        let text = format!("name: 会{number}\nkind: ibasho\nsummary: 集まりです。\n{sessions}\n");
        file(&format!("resources/hannan/place-{number}.yaml"), text);
    }
    tree
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

/// The meetings of a file up to the end of the calendar: date, and time as `HHMM` or nothing.
fn expanded(file: &str, until: Date) -> Vec<(Date, String)> {
    let mut found = Vec::new();
    let (mut dates, mut time, mut rule, mut exceptions) = (Vec::new(), String::new(), None, Vec::new());
    let read = |value: &str| {
        let (day, time) = value.split_once('T').unwrap_or((value, ""));
        (Date::strptime("%Y%m%d", day).expect("a date"), time.get(..4).unwrap_or("").to_owned())
    };
    for line in unfolded(file).split("\r\n") {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        match name.split(';').next().unwrap_or("") {
            "BEGIN" => (dates, time, rule, exceptions) = (Vec::new(), String::new(), None, Vec::new()),
            "DTSTART" => {
                let (first, at) = read(value);
                (dates, time) = (vec![first], at);
            }
            "RRULE" => rule = Some(value.to_owned()),
            "EXDATE" => exceptions = value.split(',').map(|value| read(value).0).collect(),
            "END" => {
                if let Some(rule) = &rule {
                    dates = rule::dates(rule, dates[0], until).expect("a form that is written");
                }
                found.extend(dates.iter().filter(|date| **date <= until && !exceptions.contains(date)).map(|date| (*date, time.clone())));
            }
            _ => {}
        }
    }
    found.sort();
    found
}

fn on_pages(site: &Site, entry: usize) -> Vec<(Date, String)> {
    let meetings = site.calendar.iter().filter(|meeting| meeting.entry == entry).map(|meeting| &meeting.occurrence);
    let time = |minutes: u16| format!("{:02}{:02}", minutes / 60, minutes % 60);
    meetings.map(|meeting| (meeting.date, meeting.start.map(time).unwrap_or_default())).collect()
}

const FORMS: &[&str] = &[
    "sessions: [{when: 毎週土曜日 13:00-16:00}]",
    "sessions: [{when: 毎月第4木曜日}]",
    "sessions: [{when: 毎月第1・第3火曜日 18:30-20:00}, {when: 毎月最終金曜日 13:00～}]",
    "sessions: [{when: 平日 10:00-12:00}]",
    "sessions: [{when: 毎週月曜日(祝日を除く) 9:30-11:30}]",
    "sessions: [{when: 毎月第2月曜日(祝日の場合は翌日) 14:00-16:00}]",
    "sessions: [{when: 隔週土曜日(2026-11-14から) 10:00-12:00}]",
    "sessions: [{when: 毎週水曜日(年末年始を除く) 10:00-12:00}]",
    "sessions: [{when: 毎月15日 10:00-11:00}]",
    "sessions: [{when: 偶数月の第2土曜日 13:30-15:30, dates: [2026-12-12 13:30-15:30, 2026-12-19 13:30-15:30]}]",
    "sessions: [{when: '毎週日曜日 10:00-11:00、14:00-15:00'}]",
    "sessions: [{dates: [2026-12-05 14:00-16:00, 2027-01-11]}]",
    "sessions: [{when: 毎週金曜日 22:00-翌2:00}]",
    "sessions: [{when: 毎週木曜日 10:00-11:00}]\nvalid: {from: 2026-12-01, until: 2027-01-31}",
];

#[test]
fn files_hold_the_meetings_of_the_pages() {
    for today in [TODAY, date(2026, 12, 31), date(2027, 4, 29)] {
        let site = site(FORMS, today);
        for (at, entry) in site.entries.iter().enumerate() {
            let file = events::of(&site, at);
            assert_eq!(expanded(&file, calendar_end(today)), on_pages(&site, at), "{} on {today}\n{file}", entry.resource.id);
        }
    }
}

#[test]
fn a_rule_is_told_as_a_rule() {
    let site = site(FORMS, TODAY);
    let with_rule = (0..site.entries.len()).filter(|at| events::of(&site, *at).contains("RRULE:")).count();
    assert_eq!(with_rule, FORMS.len() - 1, "all but the explicit dates");
}

/// The UID of each event of a file: its name and day of the week or date → id.
fn uids(site: &Site, entry: usize) -> Vec<(String, String)> {
    let file = unfolded(&events::of(site, entry));
    let mut found = Vec::new();
    let (mut id, mut what) = (String::new(), String::new());
    for line in file.split("\r\n") {
        match line.split_once(':').unwrap_or((line, "")) {
            ("UID", value) => id = value.to_owned(),
            ("SUMMARY", value) => what = value.split('（').next().unwrap_or("").to_owned(),
            ("END", "VEVENT") => found.push((std::mem::take(&mut what), std::mem::take(&mut id))),
            _ => {}
        }
    }
    found
}

fn ids(of: &[(String, String)]) -> BTreeSet<String> {
    let each_once: BTreeSet<String> = of.iter().map(|(_, id)| id.clone()).collect();
    assert_eq!(each_once.len(), of.len(), "{of:?}");
    each_once
}

#[test]
fn ids_are_unique_and_those_of_rules_stay_when_days_pass() {
    let of = |today: Date, forms: &[&str]| {
        let site = site(forms, today);
        let all: Vec<(String, String)> = (0..site.entries.len()).flat_map(|at| uids(&site, at)).collect();
        ids(&all)
    };
    let all = of(TODAY, FORMS);
    assert!(all.iter().all(|id| id.len() == 36 && id.is_ascii()), "{all:?}");
    let rules: Vec<&str> =
        FORMS.iter().copied().filter(|form| !["祝日", "年末", "平日", "dates"].iter().any(|word| form.contains(word))).collect();
    for later in [date(2026, 12, 6), date(2027, 1, 15)] {
        assert_eq!(of(TODAY, &rules), of(later, &rules));
    }
}

/// What staff does to a list of meetings, and which events keep their ids: (before, after, how many ids of before are gone).
const CHANGES: &[(&str, &str, usize)] = &[
    // Taken away, put before, exchanged.
    ("{name: 茶話会, when: 毎月第2土曜日}, {name: 家族会, when: 毎月第4日曜日}", "{name: 家族会, when: 毎月第4日曜日}", 1),
    (
        "{name: 茶話会, when: 毎月第2土曜日}, {name: 家族会, when: 毎月第4日曜日}",
        "{name: 家族会, when: 毎月第4日曜日}, {name: 茶話会, when: 毎月第2土曜日}",
        0,
    ),
    ("{name: 茶話会, when: 毎月第2土曜日}", "{name: 新しい会, when: 毎週月曜日}, {name: 茶話会, when: 毎月第2土曜日}", 0),
    ("{when: 毎月第2土曜日 13:30-15:30}, {when: 毎月第4日曜日}", "{when: 毎月第4日曜日}", 1),
    ("{when: 毎月第2土曜日 13:30-15:30}, {when: 毎月第4日曜日}", "{when: 毎月第4日曜日}, {when: 毎月第2土曜日 13:30-15:30}", 0),
    ("{dates: [2026-12-05, 2026-12-12]}", "{dates: [2026-12-12]}", 1),
    ("{dates: [2026-12-05]}, {dates: [2026-12-12]}", "{dates: [2026-12-12]}", 1),
    ("{dates: [2026-12-05]}, {dates: [2026-12-12]}", "{dates: [2026-12-12]}, {dates: [2026-12-05]}", 0),
    // An hour, a note, a place, furigana, another way to write the same.
    ("{name: 茶話会, when: 毎月第2土曜日 13:30-15:30}", "{name: 茶話会, when: 毎月第2土曜日 10:00-12:00, note: 変わりました}", 0),
    ("{when: 毎月第2土曜日 13:30-15:30}", "{when: 第2土曜 10時〜12時, note: 変わりました}", 0),
    ("{when: 毎週月曜日 10:00-12:00}", "{when: 毎週月曜日(祝日を除く) 9:00-12:00}", 0),
    ("{name: 茶話会, when: 毎週土曜日}", "{name: '{茶話会|さわかい}', when: 毎週土曜日, venue: {name: 別館}}", 0),
    ("{name: 茶話会 A, when: 毎週土曜日}", "{name: 茶話会Ａ, when: 毎週土曜日}", 0),
    ("{dates: [2026-12-05 14:00-16:00]}", "{dates: [2026-12-05 10:00-12:00]}", 0),
    ("{name: 会, dates: [2026-12-05 14:00-16:00]}", "{name: 会, dates: [2026-12-05]}", 0),
    ("{when: '毎月第1・第3火曜日 18:30-20:00'}", "{when: '毎月第1・第3火曜日 18:00-20:00'}", 0),
    // A meeting with a name may move to other days.
    ("{name: 茶話会, when: 毎月第2土曜日}", "{name: 茶話会, when: 毎月第3土曜日}", 0),
    ("{name: 茶話会, when: 毎週土曜日}", "{name: 茶話会, when: 毎週土曜日, dates: [2026-12-09]}", 0),
    // Where two have the same name, none becomes the other.
    (
        "{name: 会, when: 毎月第2土曜日}, {name: 会, when: 毎月第4日曜日}",
        "{name: 会, when: 毎月第4日曜日}, {name: 会, when: 毎月第2土曜日}",
        0,
    ),
    (
        "{name: 会, when: 毎週土曜日, venue: {name: 東}}, {name: 会, when: 毎週土曜日, venue: {name: 西}}",
        "{name: 会, when: 毎週土曜日, venue: {name: 西}}, {name: 会, when: 毎週土曜日, venue: {name: 東}}",
        0,
    ),
    ("{when: 毎週土曜日 14:00-16:00}, {when: 毎週土曜日 10:00-12:00}", "{when: 毎週土曜日 10:00-12:00}, {when: 毎週土曜日 14:00-16:00}", 0),
    (
        "{when: 隔週土曜日(2026-11-14から)}, {when: 隔週土曜日(2026-11-21から)}",
        "{when: 隔週土曜日(2026-11-21から)}, {when: 隔週土曜日(2026-11-14から)}",
        0,
    ),
    // What is another meeting has another id.
    ("{name: 茶話会, when: 毎月第2土曜日}", "{name: 家族会, when: 毎月第2土曜日}", 1),
    ("{when: 毎月第2土曜日}", "{when: 毎月第3土曜日}", 1),
    ("{dates: [2026-12-05]}", "{dates: [2026-12-06]}", 1),
    ("{name: 会, dates: [2026-12-05]}, {name: 会, when: 毎週土曜日}", "{name: 会, when: 毎週土曜日}, {name: 会, dates: [2026-12-05]}", 0),
];

#[test]
fn a_meeting_keeps_its_id_wherever_it_stands() {
    for (before, after, gone) in CHANGES {
        let alone = |sessions: &str| uids(&site(&[&format!("sessions: [{sessions}]")], TODAY), 0);
        let (before_ids, after_ids) = (alone(before), alone(after));
        let (kept, now) = (ids(&before_ids), ids(&after_ids));
        assert_eq!(kept.difference(&now).count(), *gone, "{before} → {after}\n{before_ids:?}\n{after_ids:?}");
        // An id never passes to a meeting of another name.
        for (name, id) in &before_ids {
            let same = after_ids.iter().find(|(_, other)| other == id);
            assert!(same.is_none_or(|(other, _)| identity::plain(other) == identity::plain(name)), "{before} → {after}: {name}, {same:?}");
        }
    }
}

#[test]
fn no_two_sites_share_an_id() {
    let of = |settings: &str, code: &str| {
        let mut tree = folder(&["sessions: [{name: 茶話会, when: 毎週土曜日}]"]);
        tree.files.insert("site.yaml".to_owned(), settings.as_bytes().to_vec());
        tree.files.insert("areas.yaml".to_owned(), format!("areas:\n  - {{id: hannan, name: 阪南市{code}}}\n").into_bytes());
        let (content, _, _) = content::read(tree, "content");
        ids(&uids(&Site::assemble(content, TODAY), 0))
    };
    let sites = [
        ("title: しおり\nbase_url: https://www.city.example.lg.jp/fukushi/\n", ""),
        ("title: しおり\nbase_url: https://www.city.example.lg.jp/kosodate/\n", ""),
        ("title: しおり\nbase_url: https://www.city.example.lg.jp/\n", ""),
        ("title: しおり\nbase_url: https://www.town.example.lg.jp/fukushi/\n", ""),
        ("title: しおり\n", ""),
        ("title: しおり\n", ", code: '272329'"),
        ("title: 子育てのしおり\n", ""),
        ("title: しおり\npublisher: {name: 阪南市}\n", ""),
    ];
    let all: Vec<BTreeSet<String>> = sites.iter().map(|(settings, code)| of(settings, code)).collect();
    let each_once: BTreeSet<&String> = all.iter().flatten().collect();
    assert_eq!(each_once.len(), sites.len(), "{all:?}");
    for same in [
        "title: 新しい題\nbase_url: http://WWW.city.example.lg.jp/fukushi\n",
        "title: しおり\nsubtitle: 別\nbase_url: https://www.city.example.lg.jp/fukushi/\n",
    ] {
        assert_eq!(of(same, ", code: '272329'"), all[0], "{same}");
    }
}

#[test]
fn a_meeting_that_may_not_take_place_is_tentative() {
    let site = site(&["sessions: [{when: 毎週水曜日(年末年始を除く) 10:00-12:00}]"], TODAY);
    let file = unfolded(&events::of(&site, 0));
    assert!(file.contains("STATUS:TENTATIVE") && file.contains("休みのことがあります"), "{file}");
}

#[test]
fn a_house_whose_address_is_told_on_request_stands_by_its_name_and_those_words() {
    for (place, location) in [
        ("venue: {name: ひだまりの家, undisclosed: 問い合わせ後にご案内します}", "LOCATION:ひだまりの家 問い合わせ後にご案内します"),
        ("venue: {undisclosed: 問い合わせ後にご案内します, detail: 二階の部屋}", "LOCATION:問い合わせ後にご案内します"),
    ] {
        let file = unfolded(&events::of(&site(&[&format!("{place}\nsessions: [{{when: 毎週土曜日}}]")], TODAY), 0));
        assert!(file.contains(&format!("{location}\r\n")) && !file.contains("二階"), "{file}");
    }
}

#[test]
fn what_is_over_and_what_has_no_date_are_told_apart() {
    let site = site(
        &["sessions: [{when: 年2回}]", "sessions: [{when: 2023-08-03 14:00-16:00}]", "sessions: [{when: 隔週土曜日}]\nstatus: ended"],
        TODAY,
    );
    let undated: Vec<&str> = site.agenda.undated.iter().map(|undated| site.entries[undated.entry].resource.id.as_str()).collect();
    assert_eq!(undated, ["hannan/place-0"]);
}
