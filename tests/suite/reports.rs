//! `report`: tables on a terminal, for Excel, as a page; what changed since; letters to ask with.

use std::process::Command;

use crate::support::{Ran, Workshop, base, entry};

/// Two places: one old, known by phone only; one that says little.
fn workshop() -> Workshop {
    let mut content = base();
    let old = "name: 図書館\nreading: としょかん\nkind: free-space\nsummary: 静かです。\nchecked: 2021-02\norganizers: [=HYPERLINK(1)]\n\
               contacts: [{phone: 072-471-9000}]\nstaff_note: ひみつのメモ\nsessions: [{when: 2か月に1回}]\n";
    content.insert("resources/hannan/library.yaml".to_owned(), old.as_bytes().to_vec());
    content.insert("resources/hannan/cafe.yaml".to_owned(), entry("カフェ", ""));
    let hidden = "name: かくれ家\nkind: free-space\nsummary: x\nchecked: 2021-02\nvisibility: internal\n";
    content.insert("resources/hannan/hidden.yaml".to_owned(), hidden.as_bytes().to_vec());
    Workshop::new(&content)
}

fn report(workshop: &Workshop, arguments: &[&str]) -> Ran {
    let mut all = vec!["report"];
    all.extend(arguments);
    all.extend(["--date", "2026-11-20"]);
    let ran = workshop.run(&all);
    assert!(!ran.out.contains("ひみつ") && !ran.out.contains("かくれ家"), "{}", ran.out);
    ran
}

#[test]
fn what_must_be_checked_comes_with_whom_to_ask() {
    let ran = report(&workshop(), &["freshness"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let row = ran.out.lines().find(|line| line.contains("図書館")).unwrap();
    for words in ["2021年2月", "072-471-9000", "hannan/library"] {
        assert!(row.contains(words), "{row}");
    }
    assert!(!ran.out.contains("カフェ"), "{}", ran.out);
}

#[test]
fn where_nothing_is_and_what_is_lacking_is_listed() {
    let workshop = workshop();
    let coverage = report(&workshop, &["coverage"]).out;
    assert!(coverage.contains("鳥羽市") && coverage.contains("まだ何もないところ"), "{coverage}");
    let quality = report(&workshop, &["quality"]).out;
    for words in ["2か月に1回", "電話のほかに", "よみ（reading）がありません", "連絡先がありません"] {
        assert!(quality.contains(words), "{words}: {quality}");
    }
}

#[test]
fn a_table_for_excel_holds_no_formula_and_a_page_holds_no_markup_of_editors() {
    let workshop = workshop();
    let csv = report(&workshop, &["freshness", "--format", "csv"]).out;
    assert!(csv.starts_with("\u{feff}場所,") && csv.contains(",'=HYPERLINK(1),") && csv.contains("\r\n"), "{csv}");
    workshop.write("resources/hannan/cafe.yaml", "name: \"<script>x</script>\"\nkind: free-space\nsummary: s\n");
    let ran = report(&workshop, &["freshness", "--format", "html", "--output", "表.html"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = std::fs::read_to_string(workshop.path().join("表.html")).unwrap();
    assert!(page.contains("<th scope=\"row\">&lt;script&gt;x&lt;/script&gt;</th>") && !page.contains("<script>"), "{page}");
}

#[test]
fn what_changed_since_a_version_is_told_field_by_field() {
    let workshop = workshop();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(workshop.path()).args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
        command.env("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z").env("GIT_CONFIG_GLOBAL", "/dev/null");
        command.args(arguments).output().is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        return; // No Git here; then the command says so, and there is nothing to compare.
    }
    assert!(git(&["add", "."]) && git(&["commit", "-qm", "前版"]));
    workshop.write("resources/hannan/cafe.yaml", entry("カフェ", "fee: 無料\n"));
    workshop.write("resources/toba/new.yaml", entry("新しい場所", ""));
    std::fs::remove_file(workshop.content().join("resources/hannan/library.yaml")).unwrap();
    for since in ["2026-02-01", "HEAD"] {
        let out = report(&workshop, &["changes", "--since", since]).out;
        assert!(out.contains("足したもの 1 件、なくなったもの 1 件、変わったもの 1 件"), "{out}");
        assert!(out.contains("参加費") && out.contains("無料") && out.contains("2026-01-01 の版"), "{out}");
    }
    assert_eq!(report(&workshop, &["changes", "--since", "2020-01-01"]).code, Some(2));
    assert_eq!(report(&workshop, &["changes", "--since", "--output=x"]).code, Some(2));
}

#[test]
fn without_earlier_versions_it_says_so() {
    let ran = report(&workshop(), &["changes", "--since", "2026-02-01"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("前の版がわかりません"), "{}", ran.err);
}

#[test]
fn letters_ask_each_organizer_and_hold_no_note_of_staff() {
    let workshop = workshop();
    let ran = report(&workshop, &["confirm", "--out", "たずねる"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let folder = workshop.path().join("たずねる");
    let mut names: Vec<String> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let texts: Vec<&String> = names.iter().filter(|name| name.ends_with(".txt")).collect();
    assert_eq!(texts.len(), 2, "{names:?}");
    let all: String = texts.iter().map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).collect();
    for words in
        ["図書館", "カフェ", "このとおりでよいですか", "[ ] このとおりでよい", "お返事の期限: ＿＿", "お返事の先: ＿＿", "072-471-9000"]
    {
        assert!(all.contains(words), "{words}: {all}");
    }
    assert!(!all.contains("ひみつ") && !all.contains("かくれ家"), "{all}");
    if cfg!(feature = "leaflet") {
        let pdf = names.iter().find(|name| name.ends_with(".pdf")).unwrap();
        assert!(std::fs::read(folder.join(pdf)).unwrap().starts_with(b"%PDF-"));
    }
    // What somebody has written into a letter stays.
    std::fs::write(folder.join(texts[0]), "書きこみ").unwrap();
    let again = report(&workshop, &["confirm", "--out", "たずねる"]);
    assert_eq!(again.code, Some(2));
    assert_eq!(std::fs::read_to_string(folder.join(texts[0])).unwrap(), "書きこみ");
}

#[test]
fn every_command_explains_itself_in_japanese_with_examples() {
    let workshop = Workshop::empty();
    let commands: [&[&str]; 12] = [
        &["build"],
        &["check"],
        &["explain"],
        &["init"],
        &["new"],
        &["serve"],
        &["completions"],
        &["report"],
        &["report", "freshness"],
        &["report", "coverage"],
        &["report", "changes"],
        &["report", "confirm"],
    ];
    for command in commands {
        let mut arguments = command.to_vec();
        arguments.push("--help");
        let ran = workshop.run(&arguments);
        assert_eq!(ran.code, Some(0), "{command:?}");
        assert!(ran.out.contains("使い方: shiori") && ran.out.contains("例:\n  shiori "), "{command:?}: {}", ran.out);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(workshop.run(&["completions", shell]).out.contains("shiori"), "{shell}");
    }
}
