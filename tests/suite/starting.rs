//! A new clerk's first hour: `init` in an empty folder, `new` for each place, and what both refuse.

use std::fs;

use shiori::content::RESOURCE_KEYS;

use crate::support::{Ran, Workshop, read_folder};

/// A folder in which `init` has just run.
fn begun() -> Workshop {
    let workshop = Workshop::empty();
    let ran = workshop.run(&["init", "--date", "2026-11-20"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    workshop
}

fn checked(workshop: &Workshop) -> Ran {
    let ran = workshop.run(&["check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("エラー 0 件"), "{}", ran.err);
    ran
}

#[test]
fn an_empty_folder_becomes_a_site_that_builds_at_once() {
    let workshop = begun();
    assert!(checked(&workshop).err.contains("注意 0 件"));
    workshop.build();
    let home = String::from_utf8(workshop.published()["index.html"].clone()).unwrap();
    assert!(home.contains("わたしたちのまち"));
    assert!(cfg!(not(feature = "leaflet")) || workshop.published().contains_key("leaflet/machi.pdf"));
}

#[test]
fn every_file_of_a_new_site_is_explained_and_every_place_in_it_says_that_it_is_an_example() {
    let workshop = begun();
    for (path, bytes) in read_folder(&workshop.content()) {
        let text = String::from_utf8(bytes).unwrap();
        if path.ends_with(".yaml") {
            assert!(text.starts_with("# "), "{path} begins with no explanation");
        }
        if path.starts_with("resources/") {
            assert!(text.contains("name: （例）") && text.contains("実際の"), "{path} could be taken for a real place");
        }
    }
}

#[test]
fn a_folder_with_anything_in_it_is_left_alone() {
    let workshop = Workshop::small();
    let before = read_folder(workshop.path());
    let ran = workshop.run(&["init"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("空ではありません（content があります）"), "{}", ran.err);
    assert!(ran.err.contains("shiori init "), "{}", ran.err);
    assert_eq!(read_folder(workshop.path()), before);
}

#[test]
fn a_folder_that_is_not_there_yet_is_made() {
    let workshop = Workshop::empty();
    let ran = workshop.run(&["init", "まちの しおり"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(workshop.path().join("まちの しおり/content/site.yaml").exists());
}

#[test]
fn a_new_place_has_every_field_as_a_line_and_passes() {
    let workshop = begun();
    let ran = workshop.run(&["new", "ibasho", "machi", "ひだまりの部屋", "--reading", "ひだまりのへや", "--date", "2026-11-20"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = fs::read_to_string(workshop.content().join("resources/machi/hidamarinoheya.yaml")).unwrap();
    for key in RESOURCE_KEYS {
        let is_there = text.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key}:")));
        assert!(is_there, "{key} has no line");
    }
    checked(&workshop);
}

#[test]
fn lines_of_a_new_place_hold_when_they_are_uncommented() {
    let workshop = begun();
    workshop.run(&["new", "居場所", "machi", "ひだまり"]);
    let path = workshop.content().join("resources/machi/hidamari.yaml");
    let text = fs::read_to_string(&path).unwrap();
    // These five need something else: the place of `venue`, a picture, another entry (twice), a real postal code.
    let apart = ["# venues:", "# image:", "# related:", "# ask:", "#   postal_code:"];
    let mut is_apart = false;
    let lines = text.lines().map(|line| {
        is_apart = apart.iter().any(|start| line.starts_with(start)) || (is_apart && line.starts_with("#   - "));
        if is_apart { line } else { line.strip_prefix("# ").filter(|rest| !rest.starts_with('#')).unwrap_or(line) }
    });
    let body: Vec<&str> = lines.skip_while(|line| !line.starts_with("## ──")).collect();
    fs::write(&path, body.join("\n")).unwrap();
    checked(&workshop);
}

#[test]
fn a_place_that_is_there_is_never_overwritten() {
    let workshop = begun();
    let ran = || workshop.run(&["new", "ibasho", "machi", "ひだまり"]);
    assert_eq!(ran().code, Some(0));
    let before = read_folder(&workshop.content());
    let again = ran();
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("machi/hidamari はもうあります") && again.err.contains("--slug hidamari-2"), "{}", again.err);
    assert_eq!(read_folder(&workshop.content()), before);
}

#[test]
fn what_is_not_known_is_asked_for_with_something_to_choose_from() {
    let workshop = begun();
    let before = read_folder(&workshop.content());
    let cases: [(&[&str], &str); 5] = [
        (&["new", "ibsho", "machi", "ひだまり"], "もしかして: ibasho"),
        (&["new", "ibasho", "mach", "ひだまり"], "もしかして: machi"),
        (&["new", "ibasho", "machi", "図書館"], "--reading"),
        (&["new", "ibasho", "machi", "図書館", "--slug", "../../x"], "半角の英小文字"),
        (&["new", "ibasho", "machi", " ", "--slug", "x"], "名前が空です"),
    ];
    for (arguments, told) in cases {
        let ran = workshop.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    assert_eq!(read_folder(&workshop.content()), before);
}

#[test]
fn a_name_full_of_signs_stays_a_name() {
    let workshop = begun();
    let name = "a: \"b\" # {{kind}} [c] 💐\tえ";
    let ran = workshop.run(&["new", "ibasho", "machi", name, "--slug", "signs"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    workshop.run(&["check", "--no-leaflets"]);
    let text = fs::read_to_string(workshop.content().join("resources/machi/signs.yaml")).unwrap();
    assert!(text.contains(r#"name: "a: \"b\" # {{kind}} [c] 💐\tえ""#), "{text}");
}
