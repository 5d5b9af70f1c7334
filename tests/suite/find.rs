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
    let numbered = site.keys().filter(|path| path.starts_with("assets/find/") && !path.ends_with("index.js"));
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
    let ids: BTreeSet<&str> = rows.iter().map(|row| row[0].as_str().unwrap()).collect();
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
    assert_eq!((&row[12], &row[17]), (&Value::from("問い合わせ後にご案内します"), &Value::Null));
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
    assert_eq!(row[2], "ひだまり\n旧abc");
    assert_eq!(row[20], "尾崎駅から");
    assert!(row[19].as_str().unwrap().contains("ふりーすぺーすがほしい"));
    assert_eq!(row[18], serde_json::json!([0]), "its own words make it one for 居場所");
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
            assert!(file[1].as_array().unwrap().contains(&row[5][0]), "{}: its area leads to its file", row[0]);
            assert!(row[14].as_u64().is_none_or(|table| usize::try_from(table).unwrap() < tables.as_array().unwrap().len()));
        }
    }
    let first: usize = scripts(&site).iter().map(|path| site[path].len()).sum::<usize>() + site["find.html"].len();
    assert!(first < 150 << 10, "{first} bytes before a visitor asks for anything");
}
