//! Files made to make a reader slow, deep or large: each is answered, briefly, in a time that grows as the file does.
//!
//! One table, [`HOSTILE`], in which each row grows to the size it is asked for. Times are only ever compared with other times:
//! what this machine does meanwhile is not known.

use std::time::{Duration, Instant};

use shiori::cli::assemble;
use shiori::diagnostics::{Format, render};
use shiori::input::Tree;

use crate::support::{TODAY, Workshop, base, entry};

/// What it is, where it lies, and how it is made of so many bytes.
type Hostile = (&'static str, &'static str, fn(usize) -> Vec<u8>);

const ENTRY: &str = "resources/hannan/hostile.yaml";
const BODY: &str = "resources/hannan/hostile.md";

fn filled(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}

/// Lines with a number in them.
fn numbered(line: fn(usize) -> String, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes);
    for number in 0.. {
        let line = line(number);
        if text.len() + line.len() > bytes {
            break;
        }
        text.push_str(&line);
    }
    text
}

/// An entry whose last field is made of one piece again and again.
fn field(head: &str, unit: &str, tail: &str, bytes: usize) -> Vec<u8> {
    let text = filled(unit, bytes.saturating_sub(200));
    entry("図書館", &format!("{head}{text}{tail}\n"))
}

fn prose(unit: &str, bytes: usize) -> Vec<u8> {
    field("first_visit: |\n  ", unit, "", bytes)
}

fn body(unit: &str, bytes: usize) -> Vec<u8> {
    let front = "---\nname: 図書館\nkind: free-space\nsummary: 静かに過ごせます。\nchecked: 2026-06-12\n---\n";
    format!("{front}{}\n", filled(unit, bytes.saturating_sub(200))).into_bytes()
}

fn lines(head: &str, line: fn(usize) -> String, bytes: usize) -> Vec<u8> {
    entry("図書館", &format!("{head}{}", numbered(line, bytes.saturating_sub(200))))
}

const HOSTILE: &[Hostile] = &[
    ("open brackets", ENTRY, |n| field("worries: ", "[", "", n)),
    ("open braces", ENTRY, |n| field("worries: ", "{a: ", "", n)),
    ("closed brackets", ENTRY, |n| field("worries: ", "]", "", n)),
    ("dashes in a row", ENTRY, |n| field("worries:\n", "- ", "x", n)),
    ("deeper with each line", ENTRY, |n| {
        let depth = (0..).take_while(|depth| depth * (depth + 8) / 2 < n).count();
        (0..depth).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>().into_bytes()
    }),
    ("a long line", ENTRY, |n| field("fee: ", "長い", "", n)),
    ("a long line with a slip", ENTRY, |n| field("fee: \"", "長い", "", n)),
    ("a long line of colons", ENTRY, |n| field("fee: ", "a: ", "", n)),
    ("a long key", ENTRY, |n| field("", "長い", ": x", n)),
    ("many keys", ENTRY, |n| lines("", |k| format!("key{k}: x\n"), n)),
    ("many keys of one letter more", ENTRY, |n| lines("", |k| format!("nam{k}: x\n"), n)),
    ("many keys in one mapping", ENTRY, |n| lines("venue:\n", |k| format!("  key{k}: x\n"), n)),
    ("one key many times", ENTRY, |n| field("", "fee: x\n", "", n)),
    ("many items", ENTRY, |n| field("worries: [", "x,", "]", n)),
    ("many empty items", ENTRY, |n| field("worries: [", ",", "]", n)),
    ("many lines of items", ENTRY, |n| field("worries:\n", "- x\n", "", n)),
    ("a long phone number", ENTRY, |n| field("contacts: [{phone: \"", "1", "\"}]", n)),
    ("a long number", ENTRY, |n| field("figures: [{label: a, value: ", "9", "}]", n)),
    ("zeros and hyphens", ENTRY, |n| field("venue: {address: ", "0-", "1}", n)),
    ("a long address of the web", ENTRY, |n| field("links: [{label: a, url: https://www.town.lg.jp/", "a", "}]", n)),
    ("a long mail address", ENTRY, |n| field("contacts: [{email: ", "a.", "@town.lg.jp}]", n)),
    ("emphasis in emphasis", ENTRY, |n| prose("*a_", n)),
    ("stars", ENTRY, |n| prose("*", n)),
    ("stars and a letter", ENTRY, |n| prose("*a ", n)),
    ("bold beside brackets", ENTRY, |n| prose("**（あ）**い", n)),
    ("underscores", ENTRY, |n| prose("_", n)),
    ("tildes", ENTRY, |n| prose("~", n)),
    ("backticks", ENTRY, |n| prose("`a", n)),
    ("backslashes", ENTRY, |n| prose("\\", n)),
    ("open links", ENTRY, |n| prose("[a](", n)),
    ("open brackets in prose", ENTRY, |n| prose("[", n)),
    ("open pictures", ENTRY, |n| prose("![", n)),
    ("links to nothing", ENTRY, |n| prose("[a](b.md) ", n)),
    ("links outside", ENTRY, |n| prose("[a](https://a.jp/) ", n)),
    ("refused links", ENTRY, |n| prose("[a](javascript:x) ", n)),
    ("addresses in angles", ENTRY, |n| prose("<https://a.jp/> ", n)),
    ("addresses as they are", ENTRY, |n| prose("https://a.jp/ ", n)),
    ("open angles", ENTRY, |n| prose("<a ", n)),
    ("tags", ENTRY, |n| prose("<b>x</b>", n)),
    ("ampersands", ENTRY, |n| prose("&amp;", n)),
    ("definitions of links", ENTRY, |n| prose("[a]: b\n  ", n)),
    ("open furigana", ENTRY, |n| prose("{a|", n)),
    ("open braces in prose", ENTRY, |n| prose("{", n)),
    ("furigana", ENTRY, |n| prose("{字|じ}", n)),
    ("quotes of quotes", ENTRY, |n| prose("> ", n)),
    ("lists of lists", ENTRY, |n| prose("- ", n)),
    ("numbers of lists", ENTRY, |n| prose("1. ", n)),
    ("headings", ENTRY, |n| prose("# a\n  ", n)),
    ("rules", ENTRY, |n| prose("---\n\n  ", n)),
    ("a table of many columns", ENTRY, |n| {
        entry("図書館", &format!("first_visit: |\n  {}\n  {}\n", filled("|a", n / 2 - 200), filled("|-", n / 2 - 200)))
    }),
    ("a table of many rows", ENTRY, |n| field("first_visit: |\n  |a|b|\n  |-|-|\n", "  |a|b|\n", "", n)),
    ("stars in a body", BODY, |n| body("*", n)),
    ("open brackets in a body", BODY, |n| body("[", n)),
    ("open furigana in a body", BODY, |n| body("{a|", n)),
    ("links to nothing in a body", BODY, |n| body("[a](b.md) ", n)),
    ("marks of front matter", BODY, |n| filled("---\n", n).into_bytes()),
    ("headings of a page", "pages/hostile.md", |n| format!("---\ntitle: a\n---\n{}", filled("## 見出し\n\n文\n\n", n - 100)).into_bytes()),
    ("needs that are unknown", ENTRY, |n| lines("needs:\n", |k| format!("- need{k}\n"), n)),
    ("places that are unknown", ENTRY, |n| lines("related:\n", |k| format!("- hannan/place{k}\n"), n)),
    ("areas that are unknown", ENTRY, |n| lines("areas:\n", |k| format!("- area{k}\n"), n)),
    ("a comfort many times", ENTRY, |n| field("comforts: [", "alone-ok, ", "alone-ok]", n)),
    ("tails behind number signs", ENTRY, |n| field("worries:\n", "- a #b\n", "", n)),
    ("tags of YAML", ENTRY, |n| field("worries: [", "!a b, ", "c]", n)),
    ("anchors of YAML", ENTRY, |n| field("worries: [", "&a b, ", "c]", n)),
    ("references of YAML", ENTRY, |n| field("worries: [&a b, ", "*a , ", "c]", n)),
    ("many contacts", ENTRY, |n| field("contacts:\n", "- {phone: 072-471-5678}\n", "", n)),
    ("many broken contacts", ENTRY, |n| field("contacts:\n", "- {phone: x}\n", "", n)),
    ("many questions", ENTRY, |n| field("faq:\n", "- {q: a, a: b}\n", "", n)),
    ("many meetings", ENTRY, |n| field("sessions:\n", "- {when: 毎月第1月曜日 10:00-12:00}\n", "", n)),
    ("many days", ENTRY, |n| field("sessions:\n- dates:\n", "  - 2026-12-05 14:00-16:00\n", "", n)),
    ("many figures", ENTRY, |n| field("figures:\n", "- {label: a, value: 1}\n", "", n)),
    ("a large breakdown", ENTRY, |n| lines("figures:\n- label: a\n  value: 1\n  breakdown:\n", |k| format!("    a{k}: 1\n"), n)),
    ("many links", ENTRY, |n| field("links:\n", "- {label: a, url: x}\n", "", n)),
    ("many venues", ENTRY, |n| field("venues:\n", "- {name: 本館}\n", "", n)),
    ("many organisers", ENTRY, |n| field("organizers: [", "阪南市, ", "鳥羽市]", n)),
    ("many unknown features", ENTRY, |n| lines("accessibility:\n", |k| format!("  feature{k}: yes\n"), n)),
    ("circles that wait for a name", ENTRY, |n| field("tagline: ", "○○と「", "", n)),
    ("signs without a glyph", ENTRY, |n| field("tagline: ", "☕あ", "", n)),
    ("white space", ENTRY, |n| field("tagline: a", "\u{3000} ", "b", n)),
    ("blank lines", ENTRY, |n| field("tagline: a", "\n", "", n)),
    ("marks above letters", ENTRY, |n| field("tagline: か", "\u{3099}", "", n)),
    ("invisible marks", ENTRY, |n| filled("\u{feff}", n).into_bytes()),
    ("control characters", ENTRY, |n| filled("\u{1}", n).into_bytes()),
    ("carriage returns alone", ENTRY, |n| filled("fee: x\r", n).into_bytes()),
    ("tabs", ENTRY, |n| field("fee:\n", "\t", "x", n)),
    ("full-width colons", ENTRY, |n| filled("fee：x\n", n).into_bytes()),
    ("quotes", ENTRY, |n| field("fee: ", "\"", "", n)),
    ("many documents", ENTRY, |n| filled("---\n", n).into_bytes()),
    ("keys of keys", ENTRY, |n| filled("? a\n", n).into_bytes()),
    ("random bytes", ENTRY, |n| (0..n).map(|k| ((k as u32).wrapping_mul(2_654_435_761) >> 24) as u8).collect()),
    ("many readings", "readings.yaml", |n| numbered(|k| format!("語{k}: ご\n"), n).into_bytes()),
    ("readings that begin alike", "readings.yaml", |n| numbered(|k| format!("図書館{}{k}: ご\n", "館".repeat(k % 20)), n).into_bytes()),
    ("a reading of nothing", "readings.yaml", |n| filled("\"\": x\n", n).into_bytes()),
    ("areas in areas", "areas.yaml", |n| {
        format!("areas:\n- {{id: hannan, name: a}}\n{}", numbered(|k| format!("- {{id: a{k}, name: a, parent: a{}}}\n", k + 1), n - 100))
            .into_bytes()
    }),
    ("areas in circles", "areas.yaml", |n| {
        format!("areas:\n- {{id: hannan, name: a}}\n{}", numbered(|k| format!("- {{id: a{k}, name: a, parent: a{}}}\n", k ^ 1), n - 100))
            .into_bytes()
    }),
    ("an area many times", "areas.yaml", |n| format!("areas:\n{}", filled("- {id: hannan, name: a}\n", n - 100)).into_bytes()),
    ("many kinds", "vocabulary.yaml", |n| format!("kinds:\n{}", numbered(|k| format!("- {{id: k{k}, label: a}}\n"), n - 100)).into_bytes()),
    ("many needs of a kind", "vocabulary.yaml", |n| {
        format!("kinds:\n- id: free-space\n  label: a\n  needs:\n{}", numbered(|k| format!("  - need{k}\n"), n - 100)).into_bytes()
    }),
    ("many words that mean the same", "site.yaml", |n| {
        format!("title: a\nsynonyms:\n{}", numbered(|k| format!("- [a{k}, b{k}]\n"), n - 100)).into_bytes()
    }),
    ("one word that means all", "site.yaml", |n| {
        format!("title: a\nsynonyms:\n{}", numbered(|k| format!("- [a, b{k}]\n"), n - 100)).into_bytes()
    }),
    ("many leaflets", "site.yaml", |n| {
        format!("title: a\nleaflets:\n{}", numbered(|k| format!("- {{id: a{k}, format: a4-trifold}}\n"), n - 100)).into_bytes()
    }),
    ("a long order", "site.yaml", |n| {
        format!("title: a\nleaflets:\n- id: a\n  format: a4-trifold\n  order:\n{}", numbered(|k| format!("  - hannan/a{k}\n"), n - 100))
            .into_bytes()
    }),
    ("letters that are replaced", "site.yaml", |n| {
        format!("title: a\nsubstitutes:\n{}", numbered(|k| format!("  ab{k}: x\n"), n - 100)).into_bytes()
    }),
    ("a coast of many points", "map.geojson", |n| {
        format!("{{\"type\": \"LineString\", \"coordinates\": [{}[135.0,34.0]]}}", filled("[135.1,34.1],", n - 100)).into_bytes()
    }),
    ("collections of collections", "map.geojson", |n| filled("{\"type\": \"GeometryCollection\", \"geometries\": [", n).into_bytes()),
    ("a variation of many fields", "resources/hannan/library.easy.yaml", |n| numbered(|k| format!("key{k}: x\n"), n).into_bytes()),
];

/// The base content with one entry, and a hostile file.
fn content(path: &str, bytes: Vec<u8>) -> crate::support::Folder {
    let mut content = base();
    content.insert("resources/hannan/library.yaml".to_owned(), entry("図書館", ""));
    content.insert(path.to_owned(), bytes);
    content
}

#[test]
#[expect(clippy::print_stdout, reason = "SHIORI_TIMES=1 shows what each file takes")]
fn every_hostile_file_is_answered_briefly() {
    assert!(HOSTILE.len() >= 80);
    // A file may have a megabyte: SHIORI_HOSTILE=1048576 tries that.
    let size = std::env::var("SHIORI_HOSTILE").ok().and_then(|size| size.parse().ok()).unwrap_or(1 << 17);
    for (what, path, make) in HOSTILE {
        let bytes = make(size);
        assert!(size < 1 << 20 || (900_000..=1 << 20).contains(&bytes.len()), "{what}: {} bytes", bytes.len());
        let workshop = Workshop::new(&content(path, bytes));
        let started = Instant::now();
        let ran = workshop.run(&["check"]);
        let seconds = started.elapsed().as_secs_f64();
        if std::env::var_os("SHIORI_TIMES").is_some() {
            println!("{seconds:7.2} s  {what}");
        }
        assert!(matches!(ran.code, Some(0 | 1)), "{what}: {:?} {}", ran.code, ran.err.chars().take(500).collect::<String>());
        assert!(ran.code == Some(0) || ran.err.contains("エラー["), "{what}");
        assert!(ran.err.len() < 300_000, "{what} is answered with {} bytes", ran.err.len());
        if ran.code == Some(0) {
            let started = Instant::now();
            let ran = workshop.run(&["build", "--no-leaflets"]);
            if std::env::var_os("SHIORI_TIMES").is_some() {
                println!("{:7.2} s  {what}, built", started.elapsed().as_secs_f64());
            }
            assert_eq!(ran.code, Some(0), "{what}: {}", ran.err.chars().take(500).collect::<String>());
        }
    }
}

/// What this thread has spent on a core so far; where the system does not tell, the time of day.
fn spent(begun: Instant) -> Duration {
    let own = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = own.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// The lesser of two times that reading, checking and telling take.
fn time(path: &str, bytes: &[u8]) -> Duration {
    let begun = Instant::now();
    let once = || {
        let tree = Tree { files: content(path, bytes.to_vec()), ..Tree::default() };
        let started = spent(begun);
        let assembled = assemble(tree, "content/", TODAY);
        let found = assembled.found.into_sorted(&assembled.files);
        let told = render(&found, &assembled.files, Format::Text { colour: false });
        assert!(told.len() < 1_000_000, "{} bytes are told", told.len());
        spent(begun).saturating_sub(started)
    };
    // On one core alone, since only that one's time is known.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    (0..2).map(|_| alone.install(once)).min().unwrap_or_default()
}

#[test]
fn eight_times_the_size_takes_no_twenty_four_times_the_time() {
    let plain = time(ENTRY, &entry("図書館", ""));
    let mut slow = Vec::new();
    for (what, path, make) in HOSTILE {
        let (one, eight) = (time(path, &make(20_000)), time(path, &make(160_000)));
        // Eight times the time is right, sixty-four times is the square; a machine that is busy meanwhile lies between them.
        // Some systems count in steps of four milliseconds.
        if eight > one * 24 + plain * 20 + Duration::from_millis(60) {
            slow.push(format!("{what}: {one:?}, then {eight:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn of_a_kind_a_hundred_are_told_and_the_rest_is_counted() {
    let workshop = Workshop::new(&content(ENTRY, entry("図書館", &(0..20_000).map(|k| format!("key{k}: x\n")).collect::<String>())));
    let ran = workshop.run(&["check"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.err.matches("という項目はありません").count(), 100);
    assert!(ran.err.contains("ほかに 19900 件") && ran.err.contains("エラー 20000 件"), "{}", &ran.err[ran.err.len() - 500..]);
}
