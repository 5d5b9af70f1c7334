//! Every mistake an editor can make gets its own clear message, at its place, and publishes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use shiori::diagnostics::{CODES, Code, Severity};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::annotated::{self, Case};
use crate::support::{Ran, Workshop, fixtures, root};

fn all_cases() -> BTreeMap<String, Vec<Case>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(fixtures("diagnostics")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        all.insert(name, annotated::read(&fs::read_to_string(&path).unwrap()).1);
    }
    assert!(!all.is_empty(), "the fixtures were not found");
    all
}

#[cfg_attr(not(feature = "leaflet"), ignore = "what is said of leaflets is said where they can be made")]
#[test]
fn what_is_found_is_what_the_fixtures_say() {
    for entry in fs::read_dir(fixtures("diagnostics")).unwrap() {
        let path = entry.unwrap().path();
        let (mut actual, cases) = annotated::read(&fs::read_to_string(&path).unwrap());
        for case in cases {
            actual.push_str(&case.annotated(&case.judge()));
        }
        let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
        Assert::new().action_env("SNAPSHOTS").eq(format!("{}\n", actual.trim_end()), expected);
    }
}

#[test]
fn every_broken_input_gets_a_message_of_its_own_from_the_command_and_publishes_nothing() {
    let mut messages: BTreeMap<String, String> = BTreeMap::new();
    for (file, cases) in all_cases() {
        for case in cases {
            let name = format!("{file}: {}", case.title);
            let judged = case.judge();
            let errors: BTreeSet<_> = judged.codes(Severity::Error).into_iter().collect();
            let workshop = Workshop::new(&case.content());
            let ran = workshop.run(&["build"]);
            assert_eq!(ran.code, Some(if errors.is_empty() { 0 } else { 1 }), "{name}\n{}", ran.err);
            assert_eq!(workshop.public().exists(), errors.is_empty(), "{name}");
            for code in errors {
                assert!(ran.err.contains(&format!("エラー[{code}]: ")), "{name}: {code} is not in\n{}", ran.err);
            }
            // Cases of one cause are told apart by what is not found.
            if ran.code == Some(1)
                && file != "one-cause.txt"
                && let Some(other) = messages.insert(ran.err, name.clone())
            {
                panic!("{name} and {other} get the very same messages");
            }
        }
    }
}

#[cfg_attr(not(feature = "leaflet"), ignore = "what is said of leaflets is said where they can be made")]
#[test]
fn every_code_has_a_test() {
    let cases: Vec<Case> = all_cases().into_values().flatten().collect();
    let shown: BTreeSet<Code> = cases.iter().flat_map(|case| case.judge().found).map(|diagnostic| diagnostic.code).collect();
    // What no text can bring about is tested in Rust, in this module.
    let here = fs::read_to_string(root().join("tests/suite/diagnostics.rs")).unwrap();
    let is_here = |code: &Code| ["]: ", "]\"", "] "].iter().any(|end| here.contains(&format!("[{code}{end}")));
    let untested: Vec<_> = codes().filter(|code| !shown.contains(code) && !is_here(code)).collect();
    assert!(untested.is_empty(), "codes without a fixture: {untested:?}");
}

#[test]
fn every_code_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = codes().map(Code::id).collect();
    assert_eq!(names.len(), codes().count(), "a name stands twice");
    assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')));
}

fn codes() -> impl Iterator<Item = Code> {
    CODES.iter().flat_map(|(_, codes)| *codes).copied()
}

#[cfg_attr(not(feature = "leaflet"), ignore = "what is said of leaflets is said where they can be made")]
#[test]
fn the_page_of_mistakes_shows_what_the_fixtures_show() {
    let mut examples: BTreeMap<Code, String> = BTreeMap::new();
    for case in all_cases().into_values().flatten() {
        let judged = case.judge();
        for diagnostic in &judged.found {
            let line = diagnostic.labels.first().map_or("", |label| {
                let file = judged.files.get(label.span.file);
                let (_, start) = file.line(file.boundary(label.span.start));
                file.text[start..].lines().next().unwrap_or("").trim_end()
            });
            // A problem of a whole file, or of signs that cannot be seen, is told without its line.
            let is_plain = !line.is_empty() && line.chars().count() < 70 && !line.contains(|c: char| c.is_control() || c == '`');
            let line = if is_plain { format!("```yaml\n{line}\n```\n\n") } else { String::new() };
            let helps: String = diagnostic.helps.iter().map(|help| format!("- {}\n", help.replace('\n', " "))).collect();
            let example = format!("{line}> {}\n\n{helps}", diagnostic.headline);
            let known = examples.entry(diagnostic.code).or_insert_with(|| example.clone());
            if !known.contains("```") && example.contains("```") {
                *known = example;
            }
        }
    }
    let mut page = "# まちがいの知らせ\n\n`shiori check` と `shiori build` が知らせることを、しるし（`エラー[unknown-key]` の `unknown-key`）ごとに並べています。\n\
        「エラー」があるあいだは公開されません。「注意」と「お知らせ」だけなら公開されます。\n\n\
        このページは、プログラムとその試験からつくっています（tests/README.md）。\n"
        .to_owned();
    for (part, codes) in CODES {
        page.push_str(&format!("\n## {part}\n"));
        for code in *codes {
            let example = examples.get(code).map_or("", String::as_str);
            page.push_str(&format!("\n### `{code}`\n\n{}\n\n{example}", code.meaning()));
            page.truncate(page.trim_end().len());
            page.push('\n');
        }
    }
    let expected = Data::read_from(&root().join("docs/mistakes.md"), Some(DataFormat::Text)).raw();
    Assert::new().action_env("SNAPSHOTS").eq(page, expected);
}

/// What `check` says of a folder; it has to end in time, without a panic, and `build` must not publish where there are
/// errors.
fn told(workshop: &Workshop) -> Ran {
    let (check, build) = (workshop.run(&["check"]), workshop.run(&["build"]));
    assert_eq!(check.code, build.code, "{}", build.err);
    assert_eq!(workshop.public().exists(), build.code == Some(0));
    check
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_without_reading_it() {
    let workshop = Workshop::small();
    workshop.write("resources/hannan/large.yaml", vec![b'a'; 50 << 20]);
    let ran = told(&workshop);
    assert!(ran.err.contains("エラー[file-too-large]: ファイルが大きすぎます（50.0 MB）"), "{}", ran.err);
    assert!(ran.err.contains("content/resources/hannan/large.yaml"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_content_folder_are_refused() {
    use std::os::unix::fs::symlink;
    let workshop = Workshop::small();
    fs::write(workshop.path().join("secret.yaml"), "name: ひみつ\n").unwrap();
    symlink("../../../secret.yaml", workshop.content().join("resources/hannan/secret.yaml")).unwrap();
    symlink("/etc", workshop.content().join("resources/etc")).unwrap();
    symlink("loop.yaml", workshop.content().join("resources/hannan/loop.yaml")).unwrap();
    let ran = told(&workshop);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.err.matches("エラー[symlink-escapes]").count(), 3, "{}", ran.err);
    assert!(!ran.err.contains("ひみつ"));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let workshop = Workshop::small();
    let made = std::process::Command::new("mkfifo").arg(workshop.content().join("resources/hannan/pipe.yaml")).status();
    if made.is_ok_and(|status| status.success()) {
        let ran = told(&workshop);
        assert!(ran.err.contains("エラー[unreadable]"), "{}", ran.err);
    }
}

#[test]
fn a_list_that_nobody_could_keep_is_refused_behind_its_limit() {
    let workshop = Workshop::small();
    let sessions = "- {when: 毎月第4木曜日 13:30-15:30}\n".repeat(301);
    workshop.write("resources/hannan/many.yaml", crate::support::entry("公民館", &format!("sessions:\n{sessions}")));
    let ran = told(&workshop);
    assert!(ran.err.contains("エラー[too-many]: 「sessions」が多すぎます（301 件。300 件まで）"), "{}", ran.err);
    assert!(ran.err.contains("resources/hannan/many.yaml:306:"), "{}", ran.err);
}

#[test]
fn a_folder_with_the_name_of_a_file_does_no_harm() {
    let workshop = Workshop::small();
    fs::create_dir_all(workshop.content().join("resources/hannan/x.yaml")).unwrap();
    assert_eq!(told(&workshop).code, Some(0));
}

#[test]
fn a_theme_that_does_not_exist_is_an_error_at_its_name() {
    let workshop = Workshop::small();
    workshop.write("site.yaml", "title: 地域資源ブックマーク\ntheme: papre\n");
    let ran = told(&workshop);
    assert!(ran.err.contains("エラー[unknown-theme]") && ran.err.contains("content/site.yaml:2:8"), "{}", ran.err);
    workshop.write("site.yaml", "title: 地域資源ブックマーク\ntheme: ../content\n");
    let ran = told(&workshop);
    assert!(ran.err.contains("エラー[unknown-theme]"), "{}", ran.err);
}

#[test]
fn a_mistake_in_a_theme_is_told_and_publishes_nothing() {
    for broken in ["{% broken", "{{ nothing.at.all }}", "{% extends \"missing.html\" %}"] {
        let workshop = Workshop::small();
        let templates = workshop.path().join("themes/paper/templates");
        fs::create_dir_all(&templates).unwrap();
        fs::write(templates.join("home.html"), broken).unwrap();
        let ran = workshop.run(&["build"]);
        assert!(matches!(ran.code, Some(1 | 2)), "{broken}: {}", ran.err);
        assert!(ran.err.contains("エラー[template]") || ran.err.contains("index.html がつくれませんでした"), "{broken}: {}", ran.err);
        assert!(!workshop.public().join("index.html").exists(), "{broken}");
    }
}

#[cfg_attr(not(feature = "leaflet"), ignore = "what is said of leaflets is said where they can be made")]
#[test]
fn a_leaflet_that_does_not_fit_says_by_how_much_and_what() {
    let mut content = crate::support::base();
    content.insert("site.yaml".to_owned(), b"title: a\nleaflets: [{id: hannan, format: a4-trifold}]\n".to_vec());
    for number in 0..60 {
        let more = format!("venue: {{name: {}, address: 阪南市尾崎町35-3}}\n", "長い名前の建物".repeat(20));
        content.insert(format!("resources/hannan/place-{number}.yaml"), crate::support::entry(&format!("図書館{number}"), &more));
    }
    let judged = crate::support::judge(content);
    let found: Vec<_> = judged.found.iter().filter(|found| found.code == Code::LeafletOverflow).collect();
    assert_eq!(found.len(), 1, "warning[leaflet-overflow] is missing among {:?}", judged.found);
    assert!(found[0].headline.contains("ミリはみ出します"), "{}", found[0].headline);
    assert!(found[0].helps[0].contains("「図書館4"), "names, not ids: {:?}", found[0].helps);
    assert!(found[0].helps[1].contains("format: a4-booklet"), "{:?}", found[0].helps);
    assert_eq!(found[0].severity, Severity::Warning, "the site does not wait for its paper");
    assert!(judged.pages().contains_key("hannan/place-0.html"));
}

/// Where a letter stands, and in which field of which file.
fn letters(files: &[(&str, &str)]) -> Vec<(String, usize, usize, String)> {
    let mut content = crate::support::base();
    content.insert("site.yaml".to_owned(), b"title: a\nleaflets: [{id: hannan, format: a4-trifold}]\n".to_vec());
    content.insert("resources/hannan/a.yaml".to_owned(), crate::support::entry("図書館", ""));
    content.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let judged = crate::support::judge(content);
    let found: Vec<_> = judged.found.iter().filter(|found| found.code == Code::Unprintable).collect();
    assert!(found.iter().all(|found| found.severity == Severity::Warning), "warning[unprintable]: {found:?}");
    let placed = found.iter().map(|found| {
        let label = &found.labels[0];
        let (line, column) = judged.files.position(label.span.file, label.span.start);
        let letters = judged.files.get(label.span.file).text[label.span.start as usize..label.span.end as usize].to_owned();
        (judged.files.path(label.span.file).replace("content/", ""), line, column, letters)
    });
    placed.collect()
}

/// Line, column and letters of each finding.
type Places = Vec<(usize, usize, &'static str)>;

#[cfg_attr(not(feature = "leaflet"), ignore = "what is said of leaflets is said where they can be made")]
#[test]
fn a_letter_that_the_fonts_do_not_have_is_told_at_its_own_place() {
    let entry = |name: &str, more: &str| format!("name: {name}\nkind: free-space\nsummary: 静かに過ごせます。\n{more}");
    let at = |path: &str, line, column, letter: &str| (path.to_owned(), line, column, letter.to_owned());
    let path = "resources/hannan/b.yaml";
    let cases: Vec<(String, Places)> = vec![
        (entry("𠮷野の部屋", ""), vec![(1, 7, "𠮷")]),
        (entry("喫茶☕こもれび", ""), vec![(1, 9, "☕")]),
        (entry("사랑방", ""), vec![(1, 7, "사랑방")]),
        (entry("図書館", "fee: 無料🆓です\n"), vec![(4, 8, "🆓")]),
        (entry("図書館", "tagline: 虹🌈と𠮷\n"), vec![(4, 11, "🌈"), (4, 13, "𠮷")]),
        (entry("図書館", "venue:\n  name: 本館\n  address: 阪南市𠮷田町1-1\n"), vec![(6, 15, "𠮷")]),
        (entry("図書館", "venue: {access: [南海線「𠮷」駅から徒歩5分]}\n"), vec![(4, 22, "𠮷")]),
        (entry("図書館", "contacts: [{label: 窓口, phone: 072-471-5678}, {label: 𠮷田, phone: 072-471-5679}]\n"), vec![(4, 54, "𠮷")]),
        (entry("図書館", "sessions: [{name: 👪の会, when: 毎月第4木曜日 13:30-15:30}]\n"), vec![(4, 19, "👪")]),
        (entry("図書館", "hours: [\"10:00-17:00 ☕\"]\n"), vec![(4, 22, "☕")]),
        (entry("図書館", "leaflet: {summary: ☕があります。}\n"), vec![(4, 20, "☕")]),
        (entry("図書館", "eligibility: どなたでも🙌。\n"), vec![(4, 19, "🙌")]),
        (entry("👨\u{200d}👩\u{200d}👧の部屋", ""), vec![(1, 7, "👨\u{200d}👩\u{200d}👧")]),
        (entry("\u{13000}", "# 𠮷 はメモ\nstaff_note: 𠮷 もメモ\n"), vec![(1, 7, "\u{13000}")]),
        (entry("図書館", "faq: [{q: ☕はありますか, a: あります}]\n"), vec![(4, 11, "☕")]),
        // What paper does not show needs no glyph.
        (entry("図書館", "staff_note: ☕\nother_names: [☕]\n"), vec![]),
        (entry("髙﨑の部屋①㈱☎", ""), vec![]),
        (entry("𠮷野の部屋", "leaflet: {name: 吉野の部屋}\n"), vec![]),
        (entry("𠮷野の部屋", "leaflet: {include: no}\n"), vec![]),
        (entry("𠮷野の部屋", "visibility: internal\n"), vec![]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected.into_iter().map(|(line, column, letter)| at(path, line, column, letter)).collect();
        assert_eq!(letters(&[(path, text.as_str())]), expected, "{text}");
    }
    let leaflets = "leaflets: [{id: hannan, format: a4-trifold}]\n";
    assert_eq!(letters(&[("site.yaml", format!("title: 𠮷野のしおり\n{leaflets}").as_str())]), [at("site.yaml", 1, 8, "𠮷")]);
    assert_eq!(
        letters(&[("site.yaml", format!("title: a\npublisher: {{name: 𠮷野町}}\n{leaflets}").as_str())]),
        [at("site.yaml", 2, 19, "𠮷")]
    );
    let words = "needs: [{id: ibasho, label: ☕がほしい}]\nkinds: [{id: free-space, label: 無料, needs: [ibasho]}]\n";
    assert_eq!(letters(&[("vocabulary.yaml", words)]), [at("vocabulary.yaml", 1, 29, "☕")]);
}

#[cfg_attr(not(feature = "leaflet"), ignore = "what is said of leaflets is said where they can be made")]
#[test]
fn a_letter_on_two_leaflets_is_told_once_and_a_substitute_helps_both() {
    let mut content = crate::support::base();
    let settings = "title: a\nleaflets: [{id: one, format: a4-trifold}, {id: two, format: a4-booklet}]\n";
    content.insert("site.yaml".to_owned(), settings.into());
    content.insert("resources/hannan/a.yaml".to_owned(), crate::support::entry("𠮷野の☕部屋", ""));
    let judged = crate::support::judge(content.clone());
    let found: Vec<_> = judged.found.iter().filter(|found| found.code == Code::Unprintable).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].headline.contains("「one」「two」") && found[0].headline.contains("U+20BB7"), "{found:?}");
    assert!(found[0].helps.iter().any(|help| help.contains("substitutes: {𠮷: 吉}")), "{found:?}");
    let pages = judged.pages();
    assert!(pages.contains_key("hannan/a.html") && !pages.contains_key("leaflet/one.pdf"));
    content.insert("site.yaml".to_owned(), format!("{settings}substitutes: {{𠮷: 吉, ☕: \"\"}}\n").into());
    let pages = crate::support::judge(content).pages();
    assert!(pages.contains_key("leaflet/one.pdf") && pages.contains_key("leaflet/two.pdf"));
    assert!(String::from_utf8_lossy(&pages["hannan/a.html"]).contains("𠮷野の☕部屋"));
}

/// The content of the three snapshots below.
fn spoilt() -> Workshop {
    let workshop = Workshop::small();
    workshop.write(
        "resources/hannan/a.yaml",
        "name: 鳥取東公民館\nkind: free-spase\nsummary: 静かに過ごせます。[地図](chizu.md)もあります。\nchecked: 2021-02\nfee: 無料\nfee: 500円, 100%\n",
    );
    workshop
}

fn assert_file(actual: &str, name: &str) {
    let expected = Data::read_from(&fixtures("rendering").join(name), Some(DataFormat::Text)).raw();
    Assert::new().action_env("SNAPSHOTS").eq(actual.to_owned(), expected);
}

#[test]
fn messages_for_people_show_the_line_and_a_caret_below_japanese_text() {
    assert_file(&spoilt().run(&["check"]).err, "text.txt");
}

#[test]
fn messages_for_machines_are_json_lines() {
    let ran = spoilt().run(&["check", "--format", "json"]);
    for line in ran.out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value["code"].is_string() && value["line"].is_u64() && value["column"].is_u64(), "{line}");
    }
    assert_file(&ran.out, "json.txt");
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(1)));
}

#[test]
fn messages_for_github_are_workflow_commands() {
    assert_file(&spoilt().run(&["check", "--format", "github"]).out, "github.txt");
}

#[test]
fn exit_codes_tell_content_from_usage() {
    let workshop = Workshop::small();
    let code = |arguments: &[&str]| workshop.run(arguments).code;
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["build"]), Some(0));
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&["--version"]), Some(0));
    assert_eq!(code(&[]), Some(2));
    assert_eq!(code(&["bulid"]), Some(2));
    assert_eq!(code(&["build", "--fast"]), Some(2));
    assert_eq!(code(&["check", "--content", "nowhere"]), Some(2));
    assert_eq!(code(&["check", "--format", "xml"]), Some(2));
    assert_eq!(spoilt().run(&["check"]).code, Some(1));
    assert_eq!(spoilt().run(&["build"]).code, Some(1));
    let mut date = std::process::Command::new(env!("CARGO_BIN_EXE_shiori"));
    let ran = Ran::from(date.current_dir(workshop.path()).args(["check", "--date", "2026-02-30"]).output().unwrap());
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    let ran = workshop.run(&["check", "--content", "content/site.yaml"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
}

#[test]
fn warnings_alone_publish() {
    let workshop = Workshop::small();
    workshop.write("resources/hannan/old.yaml", "name: 公民館\nkind: free-space\nsummary: 古い情報です。\n");
    let ran = told(&workshop);
    assert!(ran.code == Some(0) && ran.err.contains("注意[never-checked]"), "{}", ran.err);
}
