//! One row for each field: what is made from the rows is made from them, and few files name many fields.

use std::collections::BTreeSet;
use std::fs;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use shiori::diagnostics::Severity;
use shiori::model::area::Area;
use shiori::model::field::{Fields, Row};
use shiori::model::page::Page;
use shiori::model::resource::{Figure, LeafletEntry, Resource, Session};
use shiori::model::settings::{Leaflet, Settings};
use shiori::model::urgent::Line;
use shiori::model::venue::{Contact, Organizer, Venue};
use shiori::model::vocabulary::{Term, Worry};

use crate::support::{base, judge, read_folder, root};

/// The tables of content/README.md, by the word in their first mark.
const TABLES: [(&str, Fields); 13] = [
    ("場所", Fields::of::<Resource>()),
    ("団体", Fields::of::<Organizer>()),
    ("会場", Fields::of::<Venue>()),
    ("連絡先", Fields::of::<Contact>()),
    ("日にち", Fields::of::<Session>()),
    ("数字", Fields::of::<Figure>()),
    ("紙での扱い", Fields::of::<LeafletEntry>()),
    ("サイト", Fields::of::<Settings>()),
    ("リーフレット", Fields::of::<Leaflet>()),
    ("つらいとき", Fields::of::<Line>()),
    ("言葉", Fields::of::<Term>()),
    ("困りごと", Fields::of::<Worry>()),
    ("地域", Fields::of::<Area>()),
];

#[test]
fn the_tables_of_the_guide_are_made_from_the_rows() {
    let path = root().join("content/README.md");
    let mut text = fs::read_to_string(&path).unwrap();
    for (name, fields) in TABLES.into_iter().chain([("ページ", Fields::of::<Page>())]) {
        let begin = format!("<!-- 表: {name} -->\n");
        let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("content/README.md has no {begin}"));
        let (_, after) = rest.split_once("<!-- /表 -->").unwrap_or_else(|| panic!("{begin} has no end"));
        text = format!("{before}{begin}{}<!-- /表 -->{after}", table(fields));
    }
    Assert::new().action_env("SNAPSHOTS").eq(text, Data::read_from(&path, Some(DataFormat::Text)).raw());
}

fn table(fields: Fields) -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let code = |yaml: &str| if yaml.is_empty() { String::new() } else { format!(" `{}`", cell(yaml)) };
    let line = |row: &Row| {
        let must = if row.is_required { "（かならず書きます）" } else { "" };
        format!("| `{}` | {}{must}{} |{} |\n", row.key, cell(row.help), cell(&inner(row)), code(row.example))
    };
    ["| 項目 | 意味 | 例 |\n| --- | --- | --- |\n".to_owned()].into_iter().chain(fields.rows().map(line)).collect()
}

/// What stands in a mapping that has no table of its own.
fn inner(row: &Row) -> String {
    let has_table = |fields: Fields| TABLES.iter().any(|(_, others)| others.keys() == fields.keys());
    let Some(fields) = row.shape.fields().filter(|fields| !has_table(*fields)) else { return String::new() };
    let parts: Vec<String> = fields.rows().map(|row| format!("`{}` {}", row.key, row.meaning())).collect();
    format!("。{}", parts.join("、"))
}

#[test]
fn every_example_of_a_field_can_be_written_as_it_stands() {
    for row in Fields::of::<Resource>().rows().filter(|row| !row.example.is_empty()) {
        // These name what the content at hand has not.
        if row.is_required || matches!(row.key, "needs" | "audience" | "comforts" | "areas" | "ask" | "related" | "image" | "links") {
            continue;
        }
        let mut content = base();
        let checked = if row.key == "checked" { "" } else { "checked: 2026-06-12\n" };
        let text = format!("name: 図書館\nkind: free-space\nsummary: 静かに過ごせます。\n{checked}{}: {}\n", row.key, row.example);
        content.insert("resources/hannan/a.yaml".to_owned(), text.into_bytes());
        let judged = judge(content);
        assert_eq!(judged.codes(Severity::Error), Vec::<&str>::new(), "{}: {}", row.key, row.example);
    }
}

#[test]
fn every_row_says_what_to_write_and_no_key_stands_twice() {
    let mut left: Vec<Fields> = TABLES.iter().map(|(_, fields)| *fields).collect();
    while let Some(fields) = left.pop() {
        let mut keys = BTreeSet::new();
        for row in fields.rows() {
            assert!(keys.insert(row.key), "{} stands twice", row.key);
            assert!(!row.label.is_empty() && !row.help.is_empty(), "{} is not explained", row.key);
            // Mappings do not stand in themselves.
            left.extend(row.shape.fields());
        }
    }
}

/// Files that may name twelve or more fields of an entry: the struct, its decoder, its page, and what maps them to others' standards.
const MOST_FILES: usize = 15;

#[test]
fn few_files_name_many_fields() {
    let keys = Fields::of::<Resource>().keys();
    let mut many = Vec::new();
    for folder in ["src", "themes"] {
        for (path, bytes) in read_folder(&root().join(folder)) {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
            let words: BTreeSet<&str> = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
            // Two keys are words of the languages themselves.
            let named = keys.iter().filter(|key| !["for", "with"].contains(*key) && words.contains(**key)).count();
            if named >= 12 && [".rs", ".html", ".js", ".typ", ".json", ".yaml"].iter().any(|ending| path.ends_with(ending)) {
                many.push(format!("{folder}/{path}: {named}"));
            }
        }
    }
    assert!(many.len() <= MOST_FILES, "{} files name 12 or more fields:\n{}", many.len(), many.join("\n"));
}
