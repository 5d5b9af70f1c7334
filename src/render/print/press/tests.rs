//! What a reader of the paper would notice: it fits, nothing is too small or beside its panel, the same words give the same file.

use super::{
    compile::{LeafletProblem, compile, layout_of},
    set::Setter,
    view::{Entry, Fact, Greeting, Ink, IssueDate, LeafletView, PageLink, Row, Section, Text, Window, Wish},
    world::Templates,
};
use crate::model::phrase::Phrases;
use crate::model::readings::Readings;
use crate::render::print::Role;
use crate::render::print::format::{FORMATS, Finish, Format};
use crate::render::view::fact::FactKind;
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use typst::layout::{Abs, Frame, FrameItem, Point};

static PHRASES: LazyLock<Phrases> = LazyLock::new(Phrases::default);
static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let pairs = [("公民館", "こうみんかん"), ("居場所", "いばしょ"), ("相談", "そうだん"), ("願", "ねが")];
    Readings::new(pairs.map(|(word, reading)| (word.to_owned(), reading.to_owned())).to_vec())
});

/// A text as it is set for paper.
fn set(text: impl AsRef<str>) -> Text {
    Setter { phrases: &PHRASES, readings: None, shows_marked: true, substitutes: &BTreeMap::new() }.text(text.as_ref())
}

static THEME: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/paper");

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    let folder = |name: &str| THEME.get_dir(name).expect("the theme has this folder").files();
    let name = |file: &'static include_dir::File| file.path().to_str().expect("theme paths are ASCII");
    let text = |file: &'static include_dir::File| file.contents_utf8().expect("templates and icons are UTF-8");
    let templates = folder("leaflet").map(|file| (name(file).trim_start_matches("leaflet/"), text(file)));
    let pictures = folder("icons").chain(folder("drawings")).map(|file| (name(file), text(file)));
    Templates::new(templates.chain(pictures))
});

fn row(label: &str, text: &str, priority: u8) -> Row {
    Row {
        kind: FactKind::Way,
        label: set(label),
        text: set(text),
        priority,
        is_phone: label == "たずね先" && text.starts_with('0'),
        is_address: label == "メール",
        window: None,
    }
}

fn entry(number: usize) -> Entry {
    Entry {
        id: format!("hannan/place-{number}"),
        name: set(format!("阪南市立第{number}公民館")),
        status: None,
        tagline: set(""),
        summary: set("ひとりで静かに過ごしたいときも、だれかと少しだけ話したいときも使えるオープンスペースがあります。"),
        short_summary: set("ひとりでも、少人数でも使えます。"),
        rows: vec![
            row("場所", "阪南市尾崎町1-18-15", 1),
            row("行き方", "南海線「尾崎」駅から徒歩3分", 2),
            row("時間", "9:00-22:00、日曜日 9:00-17:00", 1),
            row("休み", "月曜日、祝日（月曜日が祝日の場合は直近の休館日でない日）、年末年始", 1),
            row("安心", "予約はいりません", 4),
            row("たずね先", "072-471-0531", 1),
        ],
        first_visit: vec![set("気になるときは、先に電話でたずねてみてください。")],
        worries: Vec::new(),
        faq: Vec::new(),
        common: None,
    }
}

fn wish((hue, need): (usize, &&str)) -> Wish {
    let description = set("何もしなくても、だれとも話さなくてもかまいません。");
    Wish { need: set(need), lines: vec![set(need)], drawing: "armchair".to_owned(), hue: u8::try_from(hue).unwrap(), description }
}

/// The same words on other paper.
fn on(format: &str, view: LeafletView) -> LeafletView {
    let format = Format::named(format).unwrap();
    LeafletView {
        format: format.id.to_owned(),
        width: format.page.0,
        height: format.page.1,
        panels: format.panels.iter().map(|panels| panels.to_vec()).collect(),
        shop_page: format.shop_page,
        is_booklet: format.finish == Finish::Saddle,
        ..view
    }
}

/// A roll-folded leaflet of two wishes with `count` places in all.
fn leaflet(count: usize) -> LeafletView {
    on("a4-trifold", words(count))
}

/// Two wishes with `count` places in all, on no paper yet.
fn words(count: usize) -> LeafletView {
    let half = count / 2;
    let section = |hue: usize, need: &str, entries| Section {
        wish: wish((hue, &need)),
        running: set(format!("{need}（つづき）")),
        page: PageLink::new(format!("https://shiori.example/needs/{hue}.html")),
        pointer: None,
        entries,
    };
    LeafletView {
        id: "hannan".to_owned(),
        format: "a4-trifold".to_owned(),
        ink: Ink::Colour,
        bleed: 0,
        width: 0.0,
        height: 0.0,
        panels: Vec::new(),
        shop_page: None,
        is_booklet: false,
        contents: true,
        has_readings: false,
        is_sample: false,
        full_title: "地域資源ブックマーク 阪南エリア版".to_owned(),
        title: vec![set("地域資源"), set("ブックマーク")],
        subtitle: Some(set("生きづらさを抱えた方と、そのご家族のために")),
        edition: Some(set("阪南エリア版")),
        author: Some("発行する会".to_owned()),
        publisher: Some(set("発行する会")),
        issued: Some(set("2021年2月")),
        date: IssueDate { year: 2021, month: 2, day: 1 },
        lead: vec![set("願いから、このまちの場所と窓口をさがせます。"), set("いま使わなくてもかまいません。")],
        greetings: vec![Greeting {
            heading: set("はじめて電話するときは"), lines: vec![set("「使い方を教えてもらえますか」")]
        }],
        wishes: ["居場所がほしい", "話を聴いてほしい"].iter().enumerate().map(wish).collect(),
        others: Vec::new(),
        sections: vec![
            section(0, "居場所がほしい", (1..=half).map(entry).collect()),
            section(2, "話を聴いてほしい", (half + 1..=count).map(entry).collect()),
        ],
        windows: vec![Window {
            id: "hannan/window".to_owned(),
            name: set("くらし丸ごと相談室"),
            purpose: set("くらし、仕事、お金、住まいの困りごとを丸ごと受けとめます。"),
            short_purpose: set(""),
            rows: vec![Row { is_phone: true, ..row("電話", "072-471-5678 内線2206", 1) }],
            worries: Vec::new(),
            faq: Vec::new(),
        }],
        imprint: vec![
            Fact { is_kept: false, label: set("発行"), lines: vec![set("発行する会　2021年2月")] },
            Fact { is_kept: false, label: set("ことわり"), lines: vec![set("情報は変わることがあります。")] },
        ],
        site: PageLink::new("https://shiori.example/"),
        urgent: Vec::new(),
        stamp: true,
    }
}

/// The same words with their readings above them throughout.
fn with_readings(count: usize) -> LeafletView {
    let setter = Setter { phrases: &PHRASES, readings: Some(&READINGS), shows_marked: true, substitutes: &BTreeMap::new() };
    let mut view = words(count);
    view.has_readings = true;
    for section in &mut view.sections {
        section.wish.need = setter.text(&super::view::plain(&section.wish.need));
        for entry in &mut section.entries {
            entry.name = setter.text(&super::view::plain(&entry.name));
        }
    }
    view
}

/// Every text item of a page: where it begins, how wide it is, how large it is set.
fn texts(frame: &Frame, at: Point, found: &mut Vec<(Point, Abs, Abs)>) {
    for (offset, item) in frame.items() {
        match item {
            FrameItem::Group(group) => texts(&group.frame, at + *offset, found),
            FrameItem::Text(text) => found.push((at + *offset, text.width(), text.size)),
            _ => {}
        }
    }
}

#[test]
fn a_small_edition_fits_without_giving_anything_up() {
    let printed = compile(&leaflet(6), &TEMPLATES).expect("six places fit");
    let is_grave = |remark: &String| remark.contains("行き方") || remark.contains("名前とたずね先");
    assert!(!printed.remarks.iter().any(is_grave), "{:?}", printed.remarks);
    assert_eq!(printed.pages.len(), 2, "outside and inside");
    assert!(printed.files[0].1.starts_with(b"%PDF-1.7"));
    for page in &printed.pages {
        assert_eq!((page.width, page.height), (1200, 848));
        assert!(page.png.len() < 300 * 1024, "{} bytes", page.png.len());
    }
}

#[test]
fn a_full_edition_gives_way_in_the_stated_order() {
    let printed = compile(&leaflet(16), &TEMPLATES).expect("sixteen places fit after tightening");
    assert_eq!(printed.remarks.first().map(String::as_str), Some("人数・費用・安心の行を省きました"));
    assert!(printed.remarks.len() > 1, "{:?}", printed.remarks);
}

#[test]
fn what_does_not_fit_is_named_with_its_height() {
    let Err(LeafletProblem::Overflow { mm, entries, panels }) = compile(&leaflet(60), &TEMPLATES) else {
        panic!("sixty places cannot fit on one sheet");
    };
    assert!(mm > 100.0, "{mm} mm");
    assert_eq!(entries.last().map(String::as_str), Some("hannan/place-60"));
    assert!(!entries.contains(&"hannan/place-1".to_owned()), "the first places do fit");
    assert_eq!(panels, ["内側の面"]);
}

#[test]
fn one_entry_taller_than_a_panel_overflows_alone() {
    let mut view = leaflet(2);
    view.sections[0].entries[0].name = set("とても長い名前の図書館".repeat(300));
    let Err(LeafletProblem::Overflow { entries, .. }) = compile(&view, &TEMPLATES) else { panic!("no panel holds such a name") };
    assert!(entries.contains(&"hannan/place-1".to_owned()));
}

#[test]
fn fixed_words_that_are_too_long_overflow_without_blaming_an_entry() {
    let mut view = leaflet(2);
    view.lead = vec![set("とても長いはじめの文章です。".repeat(400))];
    let Err(LeafletProblem::Overflow { entries, panels, .. }) = compile(&view, &TEMPLATES) else { panic!("the flap cannot hold this") };
    assert_eq!((entries.len(), panels[0].as_str()), (0, "表紙の内側（はじめの文章）"));
}

#[test]
fn the_same_view_gives_the_same_bytes_also_in_parallel() {
    let files: Vec<_> = (0..4).into_par_iter().map(|_| compile(&leaflet(6), &TEMPLATES).expect("six places fit")).collect();
    for file in &files[1..] {
        assert!(file.files == files[0].files, "PDF bytes differ");
        assert!(file.pages.iter().zip(&files[0].pages).all(|(a, b)| a.png == b.png), "picture bytes differ");
    }
}

#[test]
fn text_is_never_below_nine_and_a_half_points_and_stays_inside_its_panel() {
    for count in [1, 6, 16] {
        let mut view = leaflet(count);
        view.sections[1].entries[0].name =
            set("とても長い名前の、ひきこもり・地域の居場所づくり支援・草の根ネットワーク連絡協議会（仮称）");
        view.sections[1].entries[0].rows.push(row("メール", "kurashi-marugoto-soudan.shitsu@fukushi.city.hannan-osaka.example.lg.jp", 1));
        view.sections[1].entries[0].rows.push(row("ページ", &"abc".repeat(40), 1));
        let document = layout_of(&view, &TEMPLATES).expect("fits");
        // Folds from the left edge in mm: outside, inside.
        for (page, folds) in document.pages().iter().zip([[0.0, 97.0, 197.0, 297.0], [0.0, 100.0, 200.0, 297.0]]) {
            let mut found = Vec::new();
            texts(&page.frame, Point::zero(), &mut found);
            assert!(!found.is_empty());
            for (at, width, size) in found {
                assert!(size.to_pt() >= 9.49, "{} pt", size.to_pt());
                let (left, right) = (at.x.to_mm(), (at.x + width).to_mm());
                assert!(
                    folds.windows(2).any(|panel| left >= panel[0] + 5.0 && right <= panel[1] - 5.0),
                    "{left}–{right} mm crosses a fold or an edge"
                );
                assert!((5.0..=205.0).contains(&at.y.to_mm()), "{} mm from the top", at.y.to_mm());
            }
        }
    }
}

/// The bodies of all objects by number; Typst writes structure elements uncompressed.
fn objects(pdf: &str) -> BTreeMap<usize, &str> {
    let parts = pdf.split("\nendobj").filter_map(|part| part.split_once(" 0 obj\n"));
    parts.filter_map(|(before, body)| Some((before.rsplit('\n').next()?.trim().parse().ok()?, body))).collect()
}

/// Titles of the headings in the order in which a screen reader meets them.
fn headings(objects: &BTreeMap<usize, &str>, id: usize, found: &mut Vec<String>) {
    let body = objects.get(&id).expect("referenced objects exist");
    if let Some((_, after)) = body.split_once("/T<FEFF").filter(|_| body.contains("/S/H")) {
        let hex = after.split('>').next().unwrap_or_default().as_bytes();
        let unit = |digits: &[u8]| u16::from_str_radix(str::from_utf8(digits).expect("hex is ASCII"), 16).expect("hex");
        found.push(String::from_utf16_lossy(&hex.chunks(4).map(unit).collect::<Vec<_>>()).replace(['\n', '\u{2028}'], ""));
    }
    let children = body.split_once("/K[").map_or("", |(_, after)| after.split(']').next().unwrap_or_default());
    let words: Vec<&str> = children.split_whitespace().collect();
    for child in words.windows(3).filter(|words| words[1..] == ["0", "R"]).filter_map(|words| words[0].parse().ok()) {
        headings(objects, child, found);
    }
}

/// The headings of a PDF in the order of its structure.
fn heard(pdf: &[u8]) -> Vec<String> {
    let pdf = String::from_utf8_lossy(pdf);
    let (before, _) = pdf.split_once("<</Type/StructTreeRoot").expect("tagged");
    let root = before.trim_end().trim_end_matches(" 0 obj").rsplit('\n').next().and_then(|id| id.parse().ok()).expect("an object number");
    let mut found = Vec::new();
    headings(&objects(&pdf), root, &mut found);
    for mark in ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "/Lang"] {
        assert!(pdf.contains(mark), "{mark}");
    }
    found
}

/// The headings of the inside, in reading order.
fn inside(count: usize) -> Vec<String> {
    let place = |number| format!("阪南市立第{number}公民館");
    let half = count / 2;
    let first = std::iter::once("居場所がほしい".to_owned()).chain((1..=half).map(place));
    let second = std::iter::once("話を聴いてほしい".to_owned()).chain((half + 1..=count).map(place));
    first.chain(second).chain(["話してみたくなったら", "くらし丸ごと相談室"].map(str::to_owned)).collect()
}

#[test]
fn the_structure_reads_as_the_folded_sheet_does() {
    let read = |format: &str| heard(&compile(&on(format, words(4)), &TEMPLATES).expect("fits").files[0].1);
    let before = |words: &[&str]| -> Vec<String> { words.iter().map(|word| (*word).to_owned()).chain(inside(4)).collect() };
    let greeting = "はじめて電話するときは";
    let behind = |words: &[&str]| -> Vec<String> { before(words).into_iter().chain([greeting.to_owned()]).collect() };
    // Cover; the flap, on the same page as the back; the inside, on the other page; the back.
    assert_eq!(read("a4-trifold"), before(&["地域資源ブックマーク", greeting]));
    assert_eq!(read("a3-bifold"), behind(&["地域資源ブックマーク"]));
    assert_eq!(read("a4-booklet"), behind(&["地域資源ブックマーク", "この中の場所"]));
    assert_eq!(read("a4-large-print"), behind(&["地域資源ブックマーク", "この中の場所"]));
    assert_eq!(read("card"), ["地域資源ブックマーク"]);
    assert_eq!(read("poster"), ["地域資源ブックマーク"]);
}

/// A reading is above its word for the eye; who listens hears the word once.
#[test]
fn readings_are_above_the_words_and_silent_in_every_format() {
    for format in FORMATS.iter().filter(|format| format.has_entries) {
        let printed = compile(&on(format.id, with_readings(4)), &TEMPLATES).expect("fits");
        let heard = heard(&printed.files[0].1);
        assert!(heard.contains(&"阪南市立第1公民館".to_owned()), "{}: {heard:?}", format.id);
        assert!(!heard.iter().any(|title| title.contains("こうみんかん")), "{}", format.id);
    }
}

#[test]
fn the_sheets_of_a_booklet_are_read_in_the_order_of_its_pages() {
    let printed = compile(&on("a4-booklet", words(30)), &TEMPLATES).expect("fits");
    let [(Role::Read, pages), (Role::Fold, sheets)] = printed.files.as_slice() else { panic!("two files") };
    assert_eq!(printed.page_count % 4, 0);
    assert_eq!(heard(sheets), heard(pages));
    assert_eq!(heard(pages).len(), 30 + 3 + 4, "every place and every title");
}

#[test]
fn an_empty_edition_and_unknown_icons_still_print() {
    let mut view = leaflet(1);
    view.sections[1].wish.drawing = "../../secret".to_owned();
    view.sections.remove(0);
    (view.subtitle, view.edition, view.issued, view.publisher, view.site) = Default::default();
    (view.lead, view.imprint, view.windows, view.greetings, view.author) = Default::default();
    compile(&view, &TEMPLATES).expect("prints what there is");
    view.sections.clear();
    compile(&view, &TEMPLATES).expect("prints what there is");
}

#[test]
fn one_ink_uses_no_colour() {
    let view = LeafletView { ink: Ink::One, ..leaflet(6) };
    let document = layout_of(&view, &TEMPLATES).expect("fits");
    let picture = typst_render::render(&document.pages()[0], &Default::default());
    assert!(picture.pixels().iter().all(|p| p.red() == p.green() && p.green() == p.blue()));
}

#[test]
fn typst_markup_in_content_is_only_text() {
    let mut view = leaflet(1);
    view.sections[1].entries[0].summary = set("#panic(\"x\") *太字* $x$ [ #read(\"/data.json\") ] \\ // <label> @ref");
    compile(&view, &TEMPLATES).expect("markup is not evaluated");
}

#[test]
fn characters_the_font_does_not_have_are_named_with_their_text() {
    let mut view = leaflet(1);
    view.sections[1].entries[0].tagline = set("虹🌈をみつけ🌈𠮷");
    view.lead = vec![set("髙﨑①Ⅰ㈱〒☎ 葛\u{e0100}城")];
    let Err(LeafletProblem::Unprintable { texts }) = compile(&view, &TEMPLATES) else { panic!("no font has these") };
    let text = "虹🌈をみつけ🌈𠮷".to_owned();
    assert_eq!(texts, BTreeMap::from([(text, BTreeSet::from(['🌈', '𠮷']))]));
}

#[test]
fn an_unknown_format_is_a_problem_of_the_theme() {
    let view = LeafletView { format: "../a4".to_owned(), ..leaflet(1) };
    assert!(matches!(compile(&view, &TEMPLATES), Err(LeafletProblem::Template { .. })));
}

/// What stands where: each run of text with its page, left and right edge in mm, and size.
fn runs(view: &LeafletView) -> Vec<(usize, f64, f64, f64, f64)> {
    let document = layout_of(view, &TEMPLATES).expect("fits");
    let mut all = Vec::new();
    for (page, frame) in document.pages().iter().map(|page| &page.frame).enumerate() {
        let mut found = Vec::new();
        texts(frame, Point::zero(), &mut found);
        all.extend(found.into_iter().map(|(at, width, size)| (page, at.x.to_mm(), (at.x + width).to_mm(), at.y.to_mm(), size.to_pt())));
    }
    all
}

/// An entry as long as entries get: name, address, rules without end, and no phone.
fn long(number: usize) -> Entry {
    let mut entry = entry(number);
    if number.is_multiple_of(3) {
        entry.name = set(format!("第{number}ひきこもり・地域の居場所づくり支援・草の根ネットワーク連絡協議会（仮称）準備室"));
        entry.rows[0] =
            row("場所", &"大阪府阪南市尾崎町一丁目18番15号 阪南市地域交流館（旧市民活動センター）本館 3階 多目的室A・B".repeat(2), 1);
        entry.rows.retain(|row| !row.is_phone);
    }
    if number.is_multiple_of(5) {
        let closed: Vec<String> = (1..=10).map(|week| format!("毎月第{week}週の火曜日が祝日にあたるときはその翌平日")).collect();
        entry.rows[3] = row("休館日", &closed.join("、"), 1);
    }
    entry
}

fn long_words(count: usize) -> LeafletView {
    let mut view = words(count);
    let mut number = 0;
    for entry in view.sections.iter_mut().flat_map(|section| &mut section.entries) {
        number += 1;
        *entry = long(number);
    }
    view
}

#[test]
fn every_format_holds_every_edition_or_says_what_it_cannot() {
    let tries = FORMATS.iter().flat_map(|format| [1, 12, 30, 120, 300].map(|count| (format, count))).collect::<Vec<_>>();
    let results: Vec<_> = tries
        .into_par_iter()
        .map(|(format, count)| {
            let view = on(format.id, long_words(count));
            let result = compile(&view, &TEMPLATES);
            if let Ok(printed) = &result
                && format.has_entries
            {
                let heard = heard(&printed.files[0].1);
                let places = heard.iter().filter(|title| title.contains("阪南市立第") || title.contains("草の根ネットワーク")).count();
                assert_eq!(places, count, "{}: nothing is left out silently", format.id);
            }
            if let Err(problem) = &result {
                let LeafletProblem::Overflow { mm, entries, .. } = problem else { panic!("{} {count}: {problem:?}", format.id) };
                assert!(*mm > 0.0 && !entries.is_empty(), "{} {count}", format.id);
            }
            (format.id, count, result.is_ok())
        })
        .collect();
    let fits = |format: &str| results.iter().filter(|(id, _, ok)| *id == format && *ok).map(|(_, count, _)| *count).collect::<Vec<_>>();
    for endless in ["a4-booklet", "a4-large-print", "poster", "card"] {
        assert_eq!(fits(endless), [1, 12, 30, 120, 300], "{endless}");
    }
    assert_eq!(fits("a4-trifold"), [1, 12]);
    assert_eq!(fits("a3-bifold"), [1, 12, 30]);
}

#[test]
fn no_text_is_small_or_outside_its_page_in_any_format() {
    for (format, least, margin) in
        [("a3-bifold", 9.5, 10.0), ("a4-booklet", 9.5, 10.0), ("a4-large-print", 18.0, 15.0), ("poster", 12.0, 15.0), ("card", 9.5, 14.0)]
    {
        let view = on(format, long_words(12));
        let width = view.width;
        let runs = runs(&view);
        assert_eq!(collisions(&runs), Vec::<String>::new(), "{format}");
        for (page, left, right, _, size) in runs {
            assert!(size >= least - 0.01, "{format}, page {}: {size} pt", page + 1);
            assert!(left >= margin && right <= width - margin, "{format}, page {}: {left}–{right} mm", page + 1);
            let crosses = format == "a3-bifold" && left < 205.0 && right > 215.0;
            assert!(!crosses, "{format}, page {}: {left}–{right} mm crosses the fold", page + 1);
        }
    }
}

#[test]
fn a_print_shop_gets_bleed_and_marks_and_the_same_words() {
    for format in FORMATS {
        let view = LeafletView { bleed: 3, ..on(format.id, words(4)) };
        let printed = compile(&view, &TEMPLATES).expect("fits");
        let (role, shop) = printed.files.last().expect("a file");
        assert_eq!(*role, Role::Shop, "{}", format.id);
        let text = String::from_utf8_lossy(shop);
        let (width, _) = format.shop_page.unwrap_or(format.page);
        let points = |mm: f64| mm / 25.4 * 72.0;
        let found = text.split("/TrimBox[").nth(1).and_then(|rest| rest.split(']').next()).expect("a trim box");
        let edges: Vec<f64> = found.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        assert!((edges[0] - points(13.0)).abs() < 0.1 && (edges[2] - points(13.0 + width)).abs() < 0.1, "{}: {found}", format.id);
        assert_eq!(heard(shop), heard(&printed.files[0].1), "{}", format.id);
    }
}

#[test]
fn every_format_reads_in_one_ink() {
    for format in FORMATS {
        let view = LeafletView { ink: Ink::One, ..on(format.id, words(6)) };
        for page in layout_of(&view, &TEMPLATES).expect("fits").pages() {
            let picture = typst_render::render(page, &Default::default());
            let is_grey = picture.pixels().iter().all(|p| p.red() == p.green() && p.green() == p.blue());
            assert!(is_grey, "{}", format.id);
        }
    }
}

/// Where a text begins: page and millimetres from the left.
fn found_at(document: &typst_layout::PagedDocument, wanted: &str) -> Option<(usize, f64)> {
    fn search(frame: &Frame, at: Point, wanted: &str) -> Option<Point> {
        frame.items().find_map(|(offset, item)| match item {
            FrameItem::Group(group) => search(&group.frame, at + *offset, wanted),
            FrameItem::Text(text) => text.text.contains(wanted).then_some(at + *offset),
            _ => None,
        })
    }
    let pages = document.pages().iter().enumerate();
    pages.filter_map(|(page, content)| Some((page, search(&content.frame, Point::zero(), wanted)?.x.to_mm()))).next()
}

#[test]
fn what_is_said_of_a_panel_stands_in_it() {
    // The words by which a reader knows each panel of the table that the fold is tried out with.
    // (Of one script each: a run of text ends where kanji give way to kana.)
    let known: [(&str, &[(&str, &str)]); 2] = [
        ("a4-trifold", &[("cover", "エリア"), ("flap", "まちの"), ("one", "居場所"), ("back", "くらし")]),
        ("a3-bifold", &[("cover", "エリア"), ("left", "居場所"), ("right", "聴"), ("back", "くらし")]),
    ];
    for (format, words) in known {
        let view = on(format, self::words(12));
        let document = layout_of(&view, &TEMPLATES).expect("fits");
        for (panel, word) in words {
            let places: Vec<(usize, f64, f64)> = view
                .panels
                .iter()
                .enumerate()
                .flat_map(|(page, panels)| {
                    let mut left = 0.0;
                    panels
                        .iter()
                        .filter_map(move |at| {
                            let from = left;
                            left += at.width;
                            (at.name == *panel).then_some((page, from, left))
                        })
                        .collect::<Vec<_>>()
                })
                .collect();
            let [(page, from, to)] = places[..] else { panic!("{format} has no panel {panel}") };
            let inside = typst_layout::PagedDocument::new(document.pages()[page..].iter().cloned().collect(), Default::default());
            let (found, x) = found_at(&inside, word).unwrap_or_else(|| panic!("{format}: {word} is not printed"));
            assert!(found == 0 && x > from && x < to, "{format}: {word} stands at {x} mm, not in {panel} ({from}–{to} mm)");
        }
    }
}

/// Pairs of runs that are printed over each other.
fn collisions(runs: &[(usize, f64, f64, f64, f64)]) -> Vec<String> {
    let mm = |points: f64| points / 72.0 * 25.4;
    let mut found = Vec::new();
    for (at, (page, left, right, baseline, size)) in runs.iter().enumerate() {
        for (other_page, other_left, other_right, other_baseline, other_size) in &runs[at + 1..] {
            let across = right.min(*other_right) - left.max(*other_left);
            let top = (baseline - mm(0.7 * size)).max(other_baseline - mm(0.7 * other_size));
            let down = baseline.min(*other_baseline) - top;
            if page == other_page && across > 0.4 && down > 0.4 {
                found.push(format!("page {}: {left:.1}–{right:.1} mm, {baseline:.1} and {other_baseline:.1} mm down", page + 1));
            }
        }
    }
    found
}

#[test]
fn words_over_words_are_found() {
    assert_eq!(collisions(&[(0, 10.0, 20.0, 50.0, 10.0), (0, 15.0, 25.0, 51.0, 10.0), (1, 15.0, 25.0, 51.0, 10.0)]).len(), 1);
}

/// Editions that nobody planned for; each is printed whole, or said not to fit.
#[test]
fn strange_editions_fit_or_say_so_in_every_format() {
    let many = |count: usize| -> Vec<Window> {
        let window = |number| Window {
            id: format!("hannan/window-{number}"),
            name: set(format!("第{number}相談窓口")),
            ..words(1).windows.remove(0)
        };
        (1..=count).map(window).collect()
    };
    let site = "https://www.very-long-name-of-a-town.osaka.lg.jp/kurashi/fukushi/kosodate/2026/chiiki-shigen-bookmark/";
    let strange: Vec<(&str, LeafletView)> = vec![
        (
            "a long title",
            LeafletView {
                title: vec![set("誰もが安心して暮らせるまちの居場所と相談窓口の総合案内".repeat(2))], ..words(6)
            },
        ),
        ("a title of one word", LeafletView { title: vec![set("abcdefghij".repeat(6))], ..words(6) }),
        ("a long edition", LeafletView { edition: Some(set("令和八年度改訂第二版（暫定）".repeat(4))), ..words(6) }),
        ("a long subtitle", LeafletView { subtitle: Some(set("生きづらさを抱えた方と、そのご家族のために".repeat(6))), ..words(6) }),
        ("a long lead", LeafletView { lead: vec![set("とても長いはじめの文章です。".repeat(300))], ..words(6) }),
        ("many windows", LeafletView { windows: many(25), ..words(6) }),
        (
            "long notes",
            LeafletView {
                imprint: vec![Fact {
                    is_kept: false,
                    label: set("ことわり"),
                    lines: vec![set("情報は変わることがあります。".repeat(200))],
                }],
                ..words(6)
            },
        ),
        ("a long address", LeafletView { site: PageLink::new(site.repeat(2)), ..words(6) }),
        (
            "nine wishes",
            LeafletView {
                wishes: (0..9).map(|hue| wish((hue, &"とても長い名前の願いごとがあるとき"))).collect(), ..words(6)
            },
        ),
    ];
    strange.into_par_iter().for_each(|(what, view)| {
        for format in FORMATS {
            let view = on(format.id, view.clone());
            match compile(&view, &TEMPLATES) {
                Ok(_) => {
                    let runs = runs(&view);
                    assert_eq!(collisions(&runs), Vec::<String>::new(), "{what} as {}", format.id);
                    for (page, left, right, baseline, _) in runs {
                        let is_inside = left >= 4.0 && right <= view.width - 4.0 && baseline >= 4.0 && baseline <= view.height - 4.0;
                        assert!(is_inside, "{what} as {}, page {}: {left}–{right} mm, {baseline} mm down", format.id, page + 1);
                    }
                }
                Err(LeafletProblem::Overflow { mm, .. }) => assert!(mm > 0.0, "{what} as {}", format.id),
                problem => panic!("{what} as {}: {problem:?}", format.id),
            }
        }
    });
}
