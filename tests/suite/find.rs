//! The search index: whole, small, cut by area where it is large, and without what must not leave the office.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Folder, base, entry, judge, judge_folder, root};

#[path = "../examples/synthetic/content.rs"]
mod synthetic;

/// What a script of the index hands over: its value, and its tables.
fn handed_over(site: &Folder, path: &str) -> (Value, Value) {
    let script = std::str::from_utf8(&site[path]).unwrap();
    let pushed = script.trim_end().strip_prefix("(self.shioriFind=self.shioriFind||[]).push(").and_then(|rest| rest.strip_suffix(')'));
    let mut value: Value = serde_json::from_str(pushed.expect("one call")).expect("JSON is all it says");
    assert_eq!(value[0], path);
    (value[1].take(), value[2].take())
}

fn rows(site: &Folder) -> Vec<Value> {
    let is_numbered = |path: &str| path.strip_prefix("assets/find/").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_digit()));
    let numbered = site.keys().filter(|path| is_numbered(path));
    numbered.flat_map(|path| handed_over(site, path).0.as_array().unwrap().clone()).collect()
}

fn scripts(site: &Folder) -> Vec<String> {
    let page = std::str::from_utf8(&site["find.html"]).unwrap();
    page.split("<script src=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn every_resource_is_in_the_index_once() {
    let site = judge_folder(&root().join("content")).pages();
    let rows = rows(&site);
    let ids: BTreeSet<&str> = rows.iter().map(|row| row[0][0].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rows.len());
    for id in ids {
        assert!(site.contains_key(&format!("{id}.html")), "{id}");
    }
    let (shared, _) = handed_over(&site, "assets/find/index.js");
    assert_eq!(shared["count"], rows.len());
    assert_eq!(shared["whole"], true);
    assert!(scripts(&site).contains(&"assets/find/1.js".to_owned()), "a small index comes with the page");
}

#[test]
fn what_stays_in_the_office_or_on_paper_is_not_in_the_index() {
    let mut content = base();
    let fields = "status: open\nstaff_note: ひみつのメモ\nchecked_by: ひみつの人\nsources: [{title: ひみつの資料}]\n";
    content.insert("resources/hannan/open.yaml".to_owned(), entry("みえる", fields));
    content.insert("resources/hannan/paper.yaml".to_owned(), entry("かみだけ", "visibility: print-only\n"));
    content.insert("resources/hannan/office.yaml".to_owned(), entry("うちだけ", "visibility: internal\n"));
    let site = judge(content).pages();
    let index = String::from_utf8(site["assets/find/1.js"].clone()).unwrap();
    assert!(index.contains("みえる"));
    for hidden in ["かみだけ", "うちだけ", "ひみつ"] {
        assert!(!index.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_place_told_on_request_has_no_place_in_the_index() {
    let mut content = base();
    content.insert("resources/hannan/a.yaml".to_owned(), entry("家", "venue: {name: 秘密の家, undisclosed: 問い合わせ後にご案内します}\n"));
    let site = judge(content).pages();
    let row = &rows(&site)[0];
    assert_eq!((&row[1][0], &row[1][4]), (&Value::from("問い合わせ後にご案内します"), &Value::Null));
}

#[test]
fn words_are_made_comparable_and_synonyms_known() {
    let mut content = base();
    content
        .insert("site.yaml".to_owned(), "title: しおり\nsynonyms: [[居場所, フリースペース], [ひきこもり, 引きこもり], [一つ]]\n".into());
    content.insert(
        "resources/hannan/a.yaml".to_owned(),
        entry(
            "ひだまり",
            "reading: ヒダマリ\nother_names: [旧・ＡＢＣ]\nvenue: {access: [「尾﨑」駅から]}\nworries: [フリー スペースがほしい]\n",
        ),
    );
    let site = judge(content).pages();
    let row = &rows(&site)[0];
    assert_eq!(row[0][2], "ひだまり\n旧abc");
    assert_eq!(row[1][7], "尾崎駅から");
    assert!(row[1][6].as_str().unwrap().contains("ふりーすぺーすがほしい"));
    assert_eq!(row[1][5], serde_json::json!([0]), "its own words make it one for 居場所");
}

#[test]
fn a_large_site_is_cut_by_area_and_its_page_loads_little() {
    let content: Folder = synthetic::files(1200).map(|(path, text)| (path, text.into_bytes())).collect();
    let site = judge(content).pages();
    let (shared, _) = handed_over(&site, "assets/find/index.js");
    assert_eq!(shared["whole"], false);
    let files = shared["files"].as_array().unwrap();
    assert!(files.len() > 2);
    assert_eq!(files.iter().map(|file| file[0].as_u64().unwrap()).sum::<u64>(), 1200);
    for (number, file) in files.iter().enumerate() {
        let path = format!("assets/find/{}.js", number + 1);
        assert!(site[&path].len() < 300 << 10, "{path}: {}", site[&path].len());
        let (rows, tables) = handed_over(&site, &path);
        for row in rows.as_array().unwrap() {
            assert!(file[1].as_array().unwrap().contains(&row[0][5][0]), "{}: its area leads to its file", row[0][0]);
            assert!(row[1][2].as_u64().is_none_or(|table| usize::try_from(table).unwrap() < tables.as_array().unwrap().len()));
        }
    }
    let names = shared["names"].as_array().unwrap();
    let mut named = BTreeSet::new();
    for (number, part) in names.iter().enumerate() {
        let path = format!("assets/find/names-{}.js", number + 1);
        assert!(site[&path].len() < 256 << 10, "{path}: {}", site[&path].len());
        for row in handed_over(&site, &path).0.as_array().unwrap() {
            let head = &row[0];
            let letter = head[2].as_str().unwrap().chars().next().or_else(|| head[1].as_str().unwrap().chars().next()).unwrap();
            assert!(part[1].as_str().unwrap().contains(letter), "{}: a letter leads to its name", head[1]);
            named.insert(head[0].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(named.len(), 1200);
    let first: usize = scripts(&site).iter().map(|path| site[path].len()).sum::<usize>() + site["find.html"].len();
    assert!(first < 150 << 10, "{first} bytes before a visitor asks for anything");
}

#[test]
fn a_result_says_how_to_reach_somebody_and_when_it_was_checked() {
    let mut content = base();
    let own = "contacts: [{phone: 072-471-5678, extension: '2206', hours: 平日 9:00-17:00}, {email: a@example.jp}]\n";
    content.insert("resources/hannan/a.yaml".to_owned(), entry("窓口", own));
    content.insert("resources/hannan/b.yaml".to_owned(), entry("会", "ask: hannan/a\n"));
    let site = judge(content).pages();
    let rows = rows(&site);
    let row = |id: &str| rows.iter().find(|row| row[0][0] == id).unwrap();
    let phone = serde_json::json!(["phone", "電話", "072-471-5678", "内線2206", "平日 9:00-17:00"]);
    assert_eq!(row("hannan/a")[0][12][0], "");
    assert_eq!(row("hannan/a")[0][12][1][0], phone);
    assert_eq!(row("hannan/a")[0][12][1][1][2], "a@example.jp");
    assert_eq!(row("hannan/a")[0][13], "2026年6月12日");
    assert_eq!(row("hannan/b")[0][12][0], "窓口", "whose number it is");
}
