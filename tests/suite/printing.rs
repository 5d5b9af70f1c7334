//! Leaflets in the published folder: made once, made anew when what they show has changed, and made alone when asked for.

#![cfg(feature = "leaflet")]

use std::fs;
use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{Folder, Workshop, base, entry, read_folder};

fn content() -> Folder {
    let mut content = base();
    let settings = "title: 地域資源ブックマーク\nbase_url: https://www.town.lg.jp/\nleaflets:\n  - {id: fold, format: a4-trifold, bleed: 3}\n  - {id: card, format: card}\n";
    content.insert("site.yaml".to_owned(), settings.as_bytes().to_vec());
    content.insert("resources/hannan/library.yaml".to_owned(), entry("図書館", ""));
    content
}

/// What a build from nothing publishes.
fn clean(content: &Folder) -> Folder {
    let workshop = Workshop::new(content);
    workshop.build();
    read_folder(&workshop.public())
}

/// Names of the files that differ.
fn differing(one: &Folder, other: &Folder) -> Vec<String> {
    let paths = one.keys().chain(other.keys());
    let mut names: Vec<String> = paths.filter(|path| one.get(*path) != other.get(*path)).cloned().collect();
    names.dedup();
    names
}

#[test]
fn a_second_build_publishes_what_a_build_from_nothing_would() {
    let mut content = content();
    let workshop = Workshop::new(&content);
    workshop.build();
    content.insert("resources/hannan/library.yaml".to_owned(), entry("図書館", "fee: 無料\n"));
    workshop.write("resources/hannan/library.yaml", &content["resources/hannan/library.yaml"]);
    workshop.build();
    assert_eq!(differing(&read_folder(&workshop.public()), &clean(&content)), Vec::<String>::new());
}

#[test]
fn a_leaflet_that_somebody_altered_or_took_away_is_made_again() {
    let workshop = Workshop::new(&content());
    workshop.build();
    let before = read_folder(&workshop.public());
    fs::write(workshop.public().join("leaflet/fold-2.png"), b"not a picture").unwrap();
    fs::remove_file(workshop.public().join("leaflet/card.pdf")).unwrap();
    workshop.build();
    assert_eq!(differing(&read_folder(&workshop.public()), &before), Vec::<String>::new());
}

#[test]
fn a_record_that_somebody_wrote_is_not_believed() {
    let workshop = Workshop::new(&content());
    workshop.build();
    let before = read_folder(&workshop.public());
    let manifest = workshop.public().join(".shiori-manifest");
    let text = fs::read_to_string(&manifest).unwrap();
    for (from, to) in [("leaflet/fold.pdf\"", "../secret.pdf\""), ("\"page_count\":2", "\"page_count\":-2"), ("\"key\":\"", "\"key\":\"0")]
    {
        assert!(text.contains(from), "{from}");
        fs::write(&manifest, text.replace(from, to)).unwrap();
        workshop.build();
        assert_eq!(differing(&read_folder(&workshop.public()), &before), Vec::<String>::new(), "{to}");
    }
}

#[test]
fn one_leaflet_alone_is_made_and_everything_else_stays() {
    let workshop = Workshop::new(&content());
    workshop.build();
    fs::write(workshop.public().join("CNAME"), "www.town.lg.jp").unwrap();
    let before = read_folder(&workshop.public());
    workshop.write("resources/hannan/library.yaml", entry("図書館", "fee: 無料\n"));
    let ran = workshop.run(&["build", "--only", "leaflet:fold"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let after = read_folder(&workshop.public());
    let changed = differing(&before, &after);
    assert!(changed.contains(&"leaflet/fold.pdf".to_owned()) && changed.contains(&"leaflet/fold-shop.pdf".to_owned()), "{changed:?}");
    assert!(changed.iter().all(|path| path.starts_with("leaflet/fold") || path == ".shiori-manifest"), "{changed:?}");
    assert_eq!(before.len(), after.len());
    // The next whole build still knows which files are its own.
    workshop.write("site.yaml", "title: a\nleaflets: []\n");
    workshop.build();
    let last = read_folder(&workshop.public());
    assert!(!last.keys().any(|path| path.ends_with(".pdf")) && last.contains_key("CNAME"), "{:?}", last.keys());
}

#[test]
fn a_leaflet_that_does_not_exist_cannot_be_made_alone() {
    let workshop = Workshop::new(&content());
    for (wanted, said) in [("leaflet:folds", "「folds」は site.yaml の leaflets にありません"), ("hannan", "leaflet: のあとに id")]
    {
        let ran = workshop.run(&["build", "--only", wanted]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert!(!workshop.public().exists());
}

#[test]
fn a_watch_shows_the_new_page_soon_after_an_edit() {
    let workshop = Workshop::new(&content());
    let mut child = workshop.command(&["build", "--only", "leaflet:fold", "--watch"]).stderr(Stdio::piped()).spawn().unwrap();
    // The inner side: the entries stand there.
    let picture = workshop.public().join("leaflet/fold-2.png");
    let read = || fs::read(&picture).unwrap_or_default();
    let changed = |from: &[u8]| {
        let started = Instant::now();
        while read() == from && started.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(20));
        }
        read()
    };
    let first = changed(&[]);
    let second = {
        std::thread::sleep(Duration::from_millis(300));
        workshop.write("resources/hannan/library.yaml", entry("図書館の新しい名前", ""));
        changed(&first)
    };
    child.kill().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    assert!(!first.is_empty() && first != second, "{said}");
}

/// Where a text stands among the titles of a PDF's structure, which are not compressed.
fn heading(pdf: &[u8], title: &str) -> Option<usize> {
    let hex: String = title.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    pdf.windows(hex.len()).position(|window| window == hex.as_bytes())
}

fn printed(settings: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut content = content();
    let settings = format!("title: 地域資源ブックマーク\nleaflets:\n  - {{id: a, {settings}}}\n");
    content.insert("site.yaml".to_owned(), settings.into_bytes());
    content.extend(more.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.clone())));
    clean(&content).remove("leaflet/a.pdf").expect("printed")
}

#[test]
fn the_leaflets_own_order_goes_before_all_others() {
    let more = [("resources/hannan/annai.yaml", entry("あんない所", ""))];
    let order = |settings: &str| {
        let pdf = printed(settings, &more);
        heading(&pdf, "図書館").expect("printed") < heading(&pdf, "あんない所").expect("printed")
    };
    assert!(!order("format: a4-large-print"), "by reading");
    assert!(order("format: a4-large-print, order: [hannan/library]"));
}

#[test]
fn furigana_stands_where_the_edition_asks_for_it_and_is_not_heard_twice() {
    let more = [("readings.yaml", "図書館: としょかん\n".as_bytes().to_vec())];
    let with = printed("format: a4-booklet, furigana: yes", &more);
    let without = printed("format: a4-booklet", &more);
    assert_ne!(with, without, "above the words");
    assert!(heading(&with, "図書館").is_some() && heading(&with, "としょかん").is_none(), "a word is heard once");
    let marked = [("resources/hannan/library.yaml", entry("\"{図書館|としょかん}\"", ""))];
    assert_ne!(printed("format: a4-booklet", &marked), printed("format: a4-booklet, furigana: no", &marked));
}

#[test]
fn a_part_that_is_not_asked_for_is_left_out() {
    assert!(heading(&printed("format: a4-large-print", &[]), "この中の場所").is_some());
    assert!(heading(&printed("format: a4-large-print, include: [lead, qr]", &[]), "この中の場所").is_none());
}

#[test]
fn a_card_says_nothing_of_the_one_who_carries_it() {
    let pdf = printed("format: card, title: ひきこもり支援ガイド, edition: 不登校版", &[]);
    assert!(heading(&pdf, "ひきこもり").is_none() && heading(&pdf, "不登校").is_none());
    assert!(heading(&pdf, "地域資源ブックマーク").is_some(), "the site's title is quiet");
}

/// A place with too long a name for any paper.
fn too_much() -> Vec<u8> {
    entry(&"長い名前の図書館".repeat(300), "")
}

#[test]
fn a_leaflet_that_cannot_be_made_stays_as_it_was_and_the_site_goes_out() {
    let blocked = [("too much", too_much()), ("a letter that no font has", entry("𠮷野の図書館", ""))];
    for (what, bytes) in blocked {
        let workshop = Workshop::new(&content());
        workshop.build();
        let before = read_folder(&workshop.public());
        workshop.write("resources/hannan/library.yaml", &bytes);
        workshop.write("resources/hannan/new.yaml", entry("新しい場所", ""));
        let ran = workshop.build();
        assert!(ran.err.contains("注意["), "{what}: {}", ran.err);
        assert!(ran.err.contains("リーフレット「fold」は、前につくったもののままです"), "{what}: {}", ran.err);
        let after = read_folder(&workshop.public());
        assert!(after.contains_key("hannan/new.html"), "{what}");
        for (path, bytes) in before.iter().filter(|(path, _)| path.starts_with("leaflet/fold")) {
            assert_eq!(after.get(path), Some(bytes), "{what}: {path}");
        }
        let page = String::from_utf8_lossy(&after["leaflet.html"]).into_owned();
        assert!(page.contains("これは前の版なので"), "{what}");
        // It is still known the next time; and made anew when it can be.
        workshop.build();
        assert_eq!(differing(&read_folder(&workshop.public()), &after), Vec::<String>::new(), "{what}");
        workshop.write("resources/hannan/library.yaml", entry("図書館", ""));
        workshop.build();
        let page = String::from_utf8_lossy(&read_folder(&workshop.public())["leaflet.html"]).into_owned();
        assert!(!page.contains("これは前の版なので"), "{what}");
    }
}

#[test]
fn a_leaflet_that_was_never_made_is_left_out_until_it_can_be() {
    let workshop = Workshop::new(&content());
    workshop.write("resources/hannan/library.yaml", entry("𠮷野の図書館", ""));
    let ran = workshop.build();
    assert!(ran.err.contains("注意[unprintable]") && ran.err.contains("content/resources/hannan/library.yaml:1:7"), "{}", ran.err);
    let published = read_folder(&workshop.public());
    assert!(published.contains_key("hannan/library.html") && !published.contains_key("leaflet/fold.pdf"));
    assert!(published.contains_key("leaflet/card.pdf"), "a card has no names of places");
}

#[test]
fn whoever_wants_all_or_nothing_says_so() {
    let workshop = Workshop::new(&content());
    workshop.build();
    let before = read_folder(&workshop.public());
    workshop.write("resources/hannan/library.yaml", entry("𠮷野の図書館", ""));
    for arguments in [&["build", "--strict"][..], &["check", "--strict"], &["build", "--only", "leaflet:fold"]] {
        let ran = workshop.run(arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("エラー[unprintable]"), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(workshop.run(&["check"]).code, Some(0));
    assert_eq!(differing(&read_folder(&workshop.public()), &before), Vec::<String>::new());
}

#[test]
fn a_leaflet_of_another_format_is_no_earlier_one() {
    let workshop = Workshop::new(&content());
    workshop.build();
    let settings = "title: 地域資源ブックマーク\nleaflets: [{id: fold, format: a4-large-print}]\n";
    workshop.write("site.yaml", settings);
    workshop.write("resources/hannan/library.yaml", entry("𠮷野の図書館", ""));
    workshop.build();
    assert!(!read_folder(&workshop.public()).contains_key("leaflet/fold.pdf"));
}
