//! Small whole sites: everything that is written for them, as text. The net under every change of the program.
//!
//! `tests/fixtures/sites/<name>/content` is built; `expected/` holds `files.txt`, every page, and every file of data:
//!
//! 1. A page whole, a line a block, pictures folded. What stands around its main part is written out on `index.html`; of
//!    every other page only what differs there: `+` lines of its own, `-` lines it lacks.
//! 2. Calendars, tables and feeds as they are, carriage returns and byte order marks made visible.
//! 3. JSON, and the data that scripts load, a line a value.
//!
//! Style sheets, scripts, pictures and PDFs are there by name.

use std::collections::BTreeSet;
use std::fs;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use shiori::model::field::Fields;
use shiori::model::resource::Resource;

use crate::html;
use crate::support::{Folder, fixtures, judge, read_folder};

/// Text that is a mark-up of its own in every language it passes through, and short enough for paper.
const SHORT_EVIL: &str = "\"><b onclick=x>&amp; \\ ,;";

fn assert_site(name: &str, evil: &str) {
    let folder = fixtures("sites").join(name);
    let site = judge(with_text(read_folder(&folder.join("content")), evil)).pages();
    let mut expected = BTreeSet::new();
    let mut compare = |file: &str, actual: String| {
        let wanted = Data::read_from(&folder.join("expected").join(file), Some(DataFormat::Text)).raw();
        Assert::new().action_env("SNAPSHOTS").eq(actual, wanted);
        expected.insert(file.to_owned());
    };
    let files: Vec<&str> = site.keys().map(String::as_str).collect();
    compare("files.txt", files.join("\n") + "\n");
    let home = frame_of(text_of(&site, "index.html"));
    for path in site.keys() {
        if let Some(held) = held(path, &site, &home, name) {
            compare(path, held);
        }
    }
    for path in read_folder(&folder.join("expected")).keys() {
        assert!(expected.contains(path), "{name}: nothing is compared with expected/{path}");
    }
}

fn text_of<'s>(site: &'s Folder, path: &str) -> &'s str {
    std::str::from_utf8(&site[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A file as it is held; none for what is there by its name alone.
fn held(path: &str, site: &Folder, home: &[String], name: &str) -> Option<String> {
    let is_data = path.starts_with("assets/find/") || path.starts_with("assets/kept/");
    // It is the same for every site.
    if path == "opendata/resources.schema.json" && name != "full" {
        return None;
    }
    match path.rsplit('.').next()? {
        "html" => Some(page(text_of(site, path), home, path == "index.html")),
        "ics" | "csv" | "xml" | "txt" => Some(visible(text_of(site, path))),
        "json" | "geojson" => Some(pretty(text_of(site, path))),
        "js" if is_data => Some(script(text_of(site, path))),
        _ => None,
    }
}

fn visible(text: &str) -> String {
    text.replace('\u{feff}', "⟨U+FEFF⟩").replace('\r', "⟨CR⟩")
}

fn pretty(json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    format!("{value:#}\n")
}

/// A call that hands data over: what stands around it, and the data.
fn script(text: &str) -> String {
    let start = text.find(".push(").map(|at| at + ".push(".len()).or_else(|| Some(text.find('(')? + 1));
    let data = start.and_then(|start| Some((start, start + text[start..].rfind([']', '}'])? + 1)));
    match data.map(|(start, end)| (start, end, serde_json::from_str::<serde_json::Value>(&text[start..end]))) {
        Some((start, end, Ok(data))) => format!("{}\n{data:#}\n{}\n", &text[..start], text[end..].trim_end()),
        _ => text.to_owned(),
    }
}

/// A page: its main part, and of the rest what other pages than the first do not share with it.
fn page(html: &str, home: &[String], is_home: bool) -> String {
    let (start, end) = main_of(html);
    let mut lines = Vec::new();
    let frame = frame_of(html);
    if is_home {
        lines.extend(frame);
    } else {
        lines.extend(frame.iter().filter(|line| !home.contains(line)).map(|line| format!("+ {line}")));
        // A head says what its own page is.
        let body = home.iter().skip_while(|line| !line.starts_with("<body")).skip(1);
        lines.extend(body.filter(|line| !frame.contains(line)).map(|line| format!("- {line}")));
    }
    lines.extend(blocks(&html[start..end]));
    lines.join("\n") + "\n"
}

/// Where the main part begins and ends.
fn main_of(html: &str) -> (usize, usize) {
    let start = html.find("<main").expect("a page has a main part");
    (start, html.find("</main>").expect("the main part is closed"))
}

/// What stands around the main part, whatever the page's folder.
fn frame_of(html: &str) -> Vec<String> {
    let (start, end) = main_of(html);
    let lines = blocks(&html[..start]).into_iter().chain(blocks(&html[end..]));
    lines.map(|line| line.replace("../", "")).collect()
}

/// A line a block, pictures folded, data of machines spelt out.
fn blocks(html: &str) -> Vec<String> {
    let mut out = folded(html, "<svg", "</svg>", |_| "<svg>".to_owned());
    for block in BLOCKS {
        for next in [" ", ">"] {
            out = out.replace(&format!("{block}{next}"), &format!("\n{block}{next}"));
        }
    }
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| linked_data(line).unwrap_or_else(|| vec![line.to_owned()])).collect()
}

#[rustfmt::skip]
const BLOCKS: [&str; 32] = [
    "<div", "<p", "<h1", "<h2", "<h3", "<ul", "<ol", "<li", "<dl", "<dt", "<dd", "<section", "<article", "<header", "<table", "<tr",
    "<head", "<title", "<meta", "<link", "<script", "<body", "<nav", "<footer", "<main", "<form", "<fieldset", "<label", "<details",
    "<aside", "<template", "<dialog",
];

/// JSON-LD of a page, a value a line.
fn linked_data(line: &str) -> Option<Vec<String>> {
    let (before, rest) = line.split_once("application/ld+json")?;
    let (open, json) = rest.split_once('>')?;
    let (json, after) = json.split_once("</script>")?;
    let data = pretty(json);
    let begin = format!("{before}application/ld+json{open}>");
    Some([begin].into_iter().chain(data.lines().map(str::to_owned)).chain([format!("</script>{after}")]).collect())
}

fn folded(text: &str, open: &str, close: &str, fold: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let (inside, after) = after.split_once(close).unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&fold(inside));
        rest = after;
    }
    out + rest
}

#[test]
fn a_site_of_one_entry_with_its_required_fields() {
    assert_site("minimal", "");
}

#[test]
#[cfg_attr(not(feature = "leaflet"), ignore = "its leaflets are among its files")]
fn a_site_that_uses_every_field() {
    assert_site("full", "");
}

#[test]
#[cfg_attr(not(feature = "leaflet"), ignore = "its leaflets are among its files")]
fn a_site_whose_every_text_is_a_mark_up() {
    assert_site("hostile", SHORT_EVIL);
}

#[test]
fn the_full_site_really_uses_every_field() {
    let text = fs::read_to_string(fixtures("sites/full/content/resources/hannan/library.yaml")).unwrap();
    for key in Fields::of::<Resource>().keys().into_iter().filter(|key| *key != "venue") {
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

/// A folder with a text in the place of every `EVIL`.
fn with_text(content: Folder, evil: &str) -> Folder {
    content
        .into_iter()
        // Readings refuse the signs of furigana.
        .filter(|(path, _)| path != "readings.yaml" || !evil.contains('{'))
        .map(|(path, bytes)| match std::str::from_utf8(&bytes) {
            Ok(text) => (path, text.replace("EVIL", evil).into_bytes()),
            // A picture.
            Err(_) => (path, bytes),
        })
        .collect()
}

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
        let content = with_text(read_folder(&fixtures("sites/hostile/content")), evil);
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
