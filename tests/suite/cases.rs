//! What people complained of elsewhere: small contents with all that is found in them and what may, and may not, be written of them.
//!
//! A file of `fixtures/cases/` is one case in the form of the diagnostics' fixtures, and behind it the outputs:
//!
//! ```text
//! === hannan/a.html
//! + what stands in it
//! 2 what stands in it twice
//! - what does not
//! ```
//!
//! Line ends of an output are a blank here, and the folds of a calendar are taken out.

use std::fs;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::annotated::{self, Case};
use crate::support::{Folder, Workshop, entry, fixtures};

#[cfg_attr(not(feature = "leaflet"), ignore = "what is said of leaflets is said where they can be made")]
#[test]
fn each_case_is_answered_rightly() {
    let mut wrong = Vec::new();
    for file in fs::read_dir(fixtures("cases")).unwrap() {
        let path = file.unwrap().path();
        let (mut actual, cases) = annotated::read(&fs::read_to_string(&path).unwrap());
        for case in cases {
            let judged = case.judge();
            actual.push_str(&case.annotated(&judged));
            let pages = judged.pages.unwrap_or_default();
            wrong.extend(differences(&case, &pages).into_iter().map(|said| format!("{}: {said}", path.display())));
        }
        let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
        Assert::new().action_env("SNAPSHOTS").eq(format!("{}\n", actual.trim_end()), expected);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the outputs say otherwise than the case.
fn differences(case: &Case, pages: &Folder) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut output: Option<(&str, String)> = None;
    for remark in case.remarks() {
        if let Some(path) = remark.strip_prefix("=== ") {
            match pages.get(path) {
                Some(bytes) => output = Some((path, flat(bytes))),
                None => {
                    output = None;
                    wrong.push(format!("{path} is not written"));
                }
            }
            continue;
        }
        let (Some((path, text)), Some((mark, words))) = (&output, remark.split_once(' ')) else { continue };
        let is_right = match (mark, mark.parse::<usize>()) {
            ("+", _) => text.contains(words),
            ("-", _) => !text.contains(words),
            (_, Ok(count)) => text.matches(words).count() == count,
            _ => false,
        };
        if !is_right {
            wrong.push(format!("{path}: {remark}"));
        }
    }
    wrong
}

fn flat(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n ", "").replace("\r\n", " ").replace('\n', " ")
}

#[test]
fn a_meeting_keeps_its_name_in_calendars_wherever_it_stands() {
    let tea = "  - {name: 茶話会, when: \"毎月第2土曜日 13:30-15:30\"}\n";
    let later = "  - {name: 茶話会, when: \"毎月第2土曜日 14:00-16:00\", note: 時間が変わりました。}\n";
    let family = "  - {name: 家族会, when: \"毎月第4日曜日 10:00-12:00\"}\n";
    let new = "  - {name: 読書会, when: \"毎月第1日曜日 10:00-12:00\"}\n";
    let names = |sessions: &str| {
        let workshop = Workshop::new(&crate::support::base());
        workshop.write("resources/hannan/a.yaml", entry("ひだまり", &format!("sessions:\n{sessions}")));
        workshop.build();
        let calendar = flat(&workshop.published()["hannan/a.ics"]);
        let of = |name: &str| {
            let event = calendar.split("BEGIN:VEVENT").find(|event| event.contains(name))?;
            Some(event.split_once("UID:")?.1.split(' ').next()?.to_owned())
        };
        (of("茶話会"), of("家族会"))
    };
    let before = names(&[tea, family].concat());
    assert!(before.0.is_some() && before.1.is_some() && before.0 != before.1, "{before:?}");
    assert_eq!(names(&[family, tea].concat()), before, "swapped");
    assert_eq!(names(&[new, tea, family].concat()), before, "with another before them");
    assert_eq!(names(&[later, family].concat()), before, "at another hour");
    assert_eq!(names(family).1, before.1, "alone");
}

#[test]
fn what_a_spreadsheet_broke_is_no_fact() {
    let table = "\u{feff}名称,名称_カナ,名称_通称,所在地_連結表記,所在地_市区町村,所在地_町字,所在地_番地以下,緯度,経度,説明,団体名,利用可能日時特記事項\n\
                 番地の館,バンチノカン,,,阪南市,尾崎町,1月2日,34.36,135.24,静かに過ごせます。,,\n\
                 英語の館,エイゴノカン,,,阪南市,尾崎町,2-Jan,3.44E+01,1.35E+02,静かに過ごせます。,,\n\
                 通し番号の館,トオシノカン,,,阪南市,尾崎町,45294,34.4,135,静かに過ごせます。,,\n\
                 誤りの館,#NAME?,#N/A,#REF!,,,,,,#VALUE!,#N/A,#DIV/0!\n";
    let workshop = Workshop::new(&crate::support::base());
    fs::write(workshop.path().join("table.csv"), table).unwrap();
    let ran = workshop.run(&["import", "table.csv", "--kind", "free-space", "--area", "hannan", "--date", "2026-11-20"]);
    for line in ["2 行目", "3 行目", "4 行目", "5 行目"] {
        assert!(format!("{}{}", ran.out, ran.err).contains(line), "{line} is told: {}{}", ran.out, ran.err);
    }
    let ids: Vec<_> = crate::support::read_folder(&workshop.content().join("resources/hannan")).into_keys().collect();
    assert!(!ids.is_empty());
    for id in &ids {
        let ran = workshop.run(&["publish", &format!("hannan/{}", id.trim_end_matches(".yaml"))]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    workshop.run(&["build"]);
    for (path, bytes) in workshop.published() {
        let text = flat(&bytes);
        for broken in ["尾崎町1月2日", "2-Jan", "尾崎町45294", "3.44", "#NAME", "#N/A", "#REF", "#VALUE", "#DIV"] {
            assert!(!text.contains(broken) || path.ends_with(".pdf"), "{path} says {broken}");
        }
    }
}
