//! Small whole sites: what each page says between `<main>` and `</main>`, and which files there are.
//!
//! `tests/fixtures/sites/<name>/content` is built; `expected/` holds `files.txt` and one file a page. Headers, footers,
//! icons, lists and style are left out, so that a new look of the frame touches none of them.

use std::collections::BTreeSet;
use std::fs;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::html;
use crate::support::{Folder, fixtures, judge, read_folder};

fn assert_site(name: &str) {
    let folder = fixtures("sites").join(name);
    let site = judge(read_folder(&folder.join("content"))).pages();
    let mut expected = BTreeSet::new();
    let mut compare = |file: String, actual: String| {
        let wanted = Data::read_from(&folder.join("expected").join(&file), Some(DataFormat::Text)).raw();
        Assert::new().action_env("SNAPSHOTS").eq(actual, wanted);
        expected.insert(file);
    };
    let files: Vec<&str> = site.keys().map(String::as_str).collect();
    compare("files.txt".to_owned(), files.join("\n") + "\n");
    for (path, bytes) in &site {
        let is_list = ["needs/", "kinds/", "areas/", "comforts/", "find", "404", "leaflet"].iter().any(|start| path.starts_with(start));
        if path.ends_with(".html") && !is_list {
            compare(path.clone(), main_of(std::str::from_utf8(bytes).unwrap()));
        }
    }
    for path in read_folder(&folder.join("expected")).keys() {
        assert!(expected.contains(path), "{name}: nothing is compared with expected/{path}");
    }
}

/// The main part without pictures, a line a block.
fn main_of(html: &str) -> String {
    let start = html.find("<main").expect("a page has a main part");
    let end = html.find("</main>").expect("the main part is closed");
    let mut out = String::new();
    let mut rest = &html[start..end];
    while let Some(at) = rest.find("<svg") {
        out.push_str(&rest[..at]);
        out.push_str("<svg>");
        rest = rest[at..].split_once("</svg>").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let blocks =
        ["<div", "<p", "<h1", "<h2", "<h3", "<ul", "<ol", "<li", "<dl", "<dt", "<dd", "<section", "<article", "<header", "<table", "<tr"];
    for block in blocks {
        for next in [" ", ">"] {
            out = out.replace(&format!("{block}{next}"), &format!("\n{block}{next}"));
        }
    }
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

#[test]
fn a_site_of_one_entry_with_its_required_fields() {
    assert_site("minimal");
}

#[test]
fn a_site_that_uses_every_field() {
    assert_site("full");
}

#[test]
fn the_full_site_really_uses_every_field() {
    let text = fs::read_to_string(fixtures("sites/full/content/resources/hannan/library.yaml")).unwrap();
    for key in shiori::content::RESOURCE_KEYS.iter().filter(|key| **key != "venue") {
        assert!(text.lines().any(|line| line.starts_with(&format!("{key}:"))), "{key} is not used");
    }
}

/// Text that would break out of an attribute, a tag, a script or a style where it is not escaped.
const EVIL: [&str; 5] = [
    "\"><script>alert(1)</script><img src=x onerror=alert(1)>",
    "</script></style></title></textarea><script>alert(1)</script>",
    "{{ site.title }}{% include \"x\" %}<!-- -->",
    "x\" onmouseover=\"alert(1)",
    "#eval(\"1\") $a$ @b \\ ` <l>",
];

/// A long text in every field at once does not fit on a leaflet, and that is an error.
fn with_leaflets_where_they_fit(mut content: Folder, evil: &str) -> Folder {
    if evil.len() > 30 {
        let settings = String::from_utf8(content["site.yaml"].clone()).unwrap();
        let (before, _) = settings.split_once("leaflets:").expect("leaflets stand last");
        content.insert("site.yaml".to_owned(), before.as_bytes().to_vec());
    }
    content
}

#[test]
fn text_that_wants_to_be_a_script_stays_text_on_every_page_and_leaflet() {
    for evil in EVIL {
        let content: Folder = read_folder(&fixtures("sites/hostile/content"))
            .into_iter()
            // Readings refuse the signs of furigana.
            .filter(|(path, _)| path != "readings.yaml" || !evil.contains('{'))
            .map(|(path, bytes)| match std::str::from_utf8(&bytes) {
                Ok(text) => (path, text.replace("EVIL", evil).into_bytes()),
                // A picture.
                Err(_) => (path, bytes),
            })
            .collect();
        let site = judge(with_leaflets_where_they_fit(content, evil)).pages();
        assert!(site.contains_key("hannan/evil.html"));
        for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = html::read(std::str::from_utf8(bytes).unwrap());
            for (kind, text) in &page.scripts {
                let is_data = kind.as_deref() == Some("application/ld+json");
                let is_own = text.trim().is_empty();
                assert!(is_data || is_own, "{path}: a script of {kind:?}: {text}");
                if is_data {
                    let read: Result<serde_json::Value, _> = serde_json::from_str(text);
                    assert!(read.is_ok(), "{path}: {text}");
                }
            }
            for tag in &page.tags {
                assert!(!tag.attributes.iter().any(|(name, _)| name.starts_with("on")), "{path}: {tag:?}");
                assert!(tag.get("src") != Some("x"), "{path}: {tag:?}");
                assert!(tag.get("onclick").is_none() && tag.name != "l" && tag.name != "textarea", "{path}: {tag:?}");
                let link = tag.get("href").unwrap_or("").trim_start().to_ascii_lowercase();
                assert!(!link.starts_with("javascript:") && !link.starts_with("data:text"), "{path}: {tag:?}");
            }
        }
        for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".xml")) {
            assert!(!String::from_utf8_lossy(bytes).contains("<script"), "{path}");
        }
    }
}
