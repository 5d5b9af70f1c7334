//! What is typed at the command line, and how it is answered: days, names of places, help without a word of English.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::support::{Workshop, base, entry};

const COMMANDS: &[&[&str]] = &[
    &[],
    &["build"],
    &["check"],
    &["explain"],
    &["checked"],
    &["schema"],
    &["import"],
    &["export"],
    &["init"],
    &["new"],
    &["outline"],
    &["serve"],
    &["completions"],
    &["report"],
    &["report", "freshness"],
    &["report", "coverage"],
    &["report", "quality"],
    &["report", "changes"],
    &["report", "confirm"],
];

/// What clap and the system say where nobody says it in Japanese.
const ENGLISH: &[&str] = &[
    "<COMMAND>",
    "[OPTIONS]",
    "Usage",
    "Options:",
    "Commands:",
    "Arguments:",
    "ossible values",
    "[default",
    "default:",
    "Print",
    "error:",
    "os error",
    "required",
    "tip:",
    "No such file",
    "For more information",
];

fn assert_no_english(words: &str, what: &str) {
    for english in ENGLISH {
        assert!(!words.contains(english), "{what}: {english} stands in\n{words}");
    }
}

#[test]
fn no_help_has_a_word_of_english() {
    let workshop = Workshop::empty();
    for command in COMMANDS {
        for option in ["--help", "-h"] {
            let arguments: Vec<&str> = command.iter().copied().chain([option]).collect();
            let ran = workshop.run(&arguments);
            assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
            assert_no_english(&ran.out, &format!("{arguments:?}"));
        }
    }
    let build = workshop.run(&["build", "--help"]).out;
    assert!(
        build.contains("使い方: shiori build [オプション]") && build.contains("text、json、github のどれか。書かなければ text"),
        "{build}"
    );
    assert!(workshop.run(&["new", "--help"]).out.contains("shiori new [オプション] <種類> <地域> <名前>"));
}

#[test]
fn wrong_usage_is_answered_in_japanese() {
    let workshop = Workshop::small();
    let wrong: &[&[&str]] = &[
        &["bulid"],
        &["build", "--fast"],
        &["build", "--output"],
        &["build", "--only", "a", "--no-leaflets"],
        &["check", "--format", "xml"],
        &["check", "--format"],
        &["check", "--content", "nowhere"],
        &["check", "--content", "content/site.yaml"],
        &["serve", "--content", "nowhere"],
        &["serve", "--port", "99999"],
        &["new"],
        &["new", "a"],
        &["new", "ibasho", "hannan", "x", "--content", "nowhere"],
        &["explain", "--count", "x", "--when", "毎日"],
        &["checked"],
        &["checked", "hannan/library", "--date", "いつか"],
        &["checked", "x", "--content", "nowhere"],
        &["report"],
        &["report", "changes"],
        &["report", "freshness", "--content", "nowhere"],
        &["report", "freshness", "--output", "nowhere/a.csv"],
        &["schema", "nothing"],
        &["init"],
        &["init", "content/site.yaml"],
        &["import", "nowhere.csv", "--kind", "free-space"],
        &["completions", "x"],
        &["outline"],
        &["outline", "--code", "272329"],
        &["outline", "--from", "nowhere.geojson", "--code", "272329"],
        &["outline", "--from", "content/site.yaml", "--code", "272329"],
        &["outline", "--from", "content/site.yaml", "--code", "阪南市"],
    ];
    for arguments in wrong {
        let ran = workshop.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {} {}", ran.out, ran.err);
        assert_no_english(&ran.err, &format!("{arguments:?}"));
        assert!(!ran.err.is_ascii(), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_day_is_understood_however_it_is_typed() {
    let workshop = Workshop::small();
    for day in
        ["2026-11-21", "2026/11/21", "2026.11.21", "2026年11月21日", "令和8年11月21日", "R8.11.21", "２０２６／１１／２１", "20261121"]
    {
        let ran = workshop.run(&["explain", "--when", "毎月第4木曜日 13:30-15:30", "--date", day]);
        assert!(
            ran.code == Some(0) && ran.out.contains("2026-11-26（木）") && !ran.out.contains("2026-11-19"),
            "{day}: {} {}",
            ran.out,
            ran.err
        );
        assert_eq!(workshop.run(&["report", "freshness", "--date", day]).code, Some(0), "{day}");
        let ran = workshop.run(&["checked", "library", "--date", day]);
        assert!(ran.code == Some(0) && ran.out.contains("2026-11-21"), "{day}: {} {}", ran.out, ran.err);
    }
    for day in ["2026-02-30", "11/21", "きのう", "2026/13/1", "2026-11"] {
        let ran = workshop.run(&["explain", "--when", "毎日", "--date", day]);
        assert!(ran.code == Some(2) && ran.err.contains("2026/11/21"), "{day}: {}", ran.err);
    }
    assert_eq!(workshop.run(&["checked", "library", "--date", "2026/11"]).code, Some(0));
}

#[test]
fn a_place_is_known_by_the_name_of_its_file_where_that_is_one() {
    let mut content = base();
    for id in ["hannan/library", "hannan/cafe", "toba/cafe"] {
        content.insert(format!("resources/{id}.yaml"), entry("場所", ""));
    }
    let workshop = Workshop::new(&content);
    for id in
        ["library", "library.yaml", "hannan/library", "content/resources/hannan/library.yaml", "content\\resources\\hannan\\library.yaml"]
    {
        let ran = workshop.run(&["checked", id, "--date", "2026-11-21"]);
        assert!(ran.code == Some(0) && ran.out.contains("resources/hannan/library.yaml"), "{id}: {} {}", ran.out, ran.err);
    }
    let ran = workshop.run(&["checked", "cafe", "--date", "2026-11-21"]);
    assert!(ran.code == Some(2) && ran.err.contains("hannan/cafe、toba/cafe"), "{}", ran.err);
    let ran = workshop.run(&["checked", "libary", "--date", "2026-11-21"]);
    assert!(ran.code == Some(2) && ran.err.contains("もしかして: library"), "{}", ran.err);
}

#[test]
fn check_counts_first_groups_what_is_alike_and_ends_with_what_has_to_be_mended() {
    let mut content = base();
    for number in 0..150 {
        content.insert(
            format!("resources/hannan/place-{number:03}.yaml"),
            format!("name: 場所{number}\nkind: free-space\nsummary: s\n").into(),
        );
    }
    content.insert("resources/hannan/broken.yaml".to_owned(), entry("図書館", "nmae: x\n"));
    let ran = Workshop::new(&content).run(&["check"]);
    assert_eq!(ran.code, Some(1));
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines[0], "エラー 1 件、注意 150 件");
    assert!(lines.len() < 200, "{} lines", lines.len());
    assert_eq!(ran.err.matches("注意[never-checked]").count(), 3);
    assert!(ran.err.contains("［never-checked］は、あわせて 150 件あります") && ran.err.contains("ほか 50 件"), "{}", ran.err);
    assert!(ran.err.contains("content/resources/hannan/place-003.yaml:1:1  "), "{}", ran.err);
    let at = |words: &str| ran.err.find(words).unwrap_or_else(|| panic!("{words} is not in\n{}", ran.err));
    assert!(
        at("［never-checked］は") < at("ここから、直すところ（エラー 1 件）") && at("ここから、直すところ") < at("エラー[unknown-key]")
    );
}

#[test]
fn serve_tells_of_warnings_too() {
    let workshop = Workshop::small();
    workshop.write("resources/hannan/old.yaml", "name: 公民館\nkind: free-space\nsummary: 古い情報です。\n");
    let mut child =
        workshop.command(&["serve", "--port", "0", "--no-leaflets"]).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut told = String::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok) {
        told.push_str(&line);
        told.push('\n');
        if line.contains("画面を新しくしました") {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(told.contains("注意[never-checked]") && told.contains("content/resources/hannan/old.yaml"), "{told}");
}
