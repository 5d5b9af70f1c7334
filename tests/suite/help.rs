//! Help that arrives: lines of help on every page, and somebody to ask about every place.

use shiori::cli::assemble;
use shiori::input::Tree;
use shiori::site::ask::Because;
use shiori::site::rank::{Tier, tier};
use shiori::site::{Site, Whom};

use crate::html;
use crate::support::{Folder, TODAY, base, entry, judge, judge_folder, root};

fn site(content: Folder) -> Site {
    assemble(Tree { files: content, ..Tree::default() }, "content/", TODAY).site
}

/// Whom to ask about `hannan/a`, in a word.
fn asked(areas: &str, entries: &[(&str, &str)]) -> String {
    let mut content = base();
    content.insert("areas.yaml".to_owned(), format!("areas:\n{areas}").into_bytes());
    for (id, more) in entries {
        content.insert(format!("resources/hannan/{id}.yaml"), entry(id, more));
    }
    let site = site(content);
    let entry = &site.entries[site.entry("hannan/a").unwrap()];
    let why = match entry.whom {
        Whom::Itself => "itself",
        Whom::Entry(_, Because::Editor) => "editor",
        Whom::Entry(_, Because::Organizer) => "organizer",
        Whom::Entry(_, Because::Area) => "area",
        Whom::Area(_) => "contact",
        Whom::Nobody => "nobody",
    };
    match site.asked(entry) {
        Some(asked) => format!("{why} {}", asked.name.unwrap_or("-")),
        None => why.to_owned(),
    }
}

/// An area without a window.
const BARE: &str = "  - {id: hannan, name: 阪南市}\n";
/// An area whose window is an entry.
const NAMED: &str = "  - {id: hannan, name: 阪南市, ask: hannan/kurashi}\n";
/// An area whose window is a contact.
const DESK: &str = "  - {id: hannan, name: 阪南市, ask: {label: 福祉課, email: fukushi@example.jp}}\n";
const KURASHI: (&str, &str) = ("kurashi", "contacts: [{phone: 072-471-5678, extension: '2206'}]\n");
const CLUB: &str = "organizers: [阪南の会]\n";

/// What is told, the files of entries, and who can be asked.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

#[test]
fn whom_to_ask_is_decided_in_one_order_and_never_guessed() {
    let window = ("w", "organizers: [阪南の会]\ncontacts: [{phone: 072-000-0000}]\n");
    let cases: &[Case] = &[
        (BARE, &[("a", "contacts: [{phone: 072-471-9000}]\n")], "itself -"),
        (BARE, &[("a", "contacts: [{email: a@example.jp}]\n")], "itself -"),
        (BARE, &[("a", "contacts: [{fax: 072-471-9000}]\n")], "itself -"),
        (BARE, &[("a", "contacts: [{url: 'https://example.jp/'}]\n")], "itself -"),
        (BARE, &[("a", "contacts: [{sns: {LINE: '@a'}}]\n")], "itself -"),
        (NAMED, &[("a", "contacts: [{phone: 072-471-9000}]\n"), KURASHI], "itself -"),
        // A name and hours are no way to anybody.
        (BARE, &[("a", "contacts: [{label: 受付, hours: 平日}]\n")], "nobody"),
        (NAMED, &[("a", "contacts: [{label: 受付, hours: 平日}]\n"), KURASHI], "area kurashi"),
        (BARE, &[("a", "ask: hannan/kurashi\n"), KURASHI], "editor kurashi"),
        (DESK, &[("a", "ask: hannan/kurashi\n"), KURASHI], "editor kurashi"),
        (NAMED, &[("a", ""), KURASHI], "area kurashi"),
        (DESK, &[("a", "")], "contact 福祉課"),
        (BARE, &[("a", "")], "nobody"),
        (BARE, &[("a", ""), KURASHI], "nobody"),
        // What is only related, or of the same kind, is not asked.
        (BARE, &[("a", "related: [hannan/kurashi]\n"), KURASHI], "nobody"),
        // A window that has ended, or is over, is none.
        (NAMED, &[("a", ""), ("kurashi", "status: ended\ncontacts: [{phone: 072-471-5678}]\n")], "nobody"),
        (NAMED, &[("a", ""), ("kurashi", "valid: {until: 2025-03-31}\ncontacts: [{phone: 072-471-5678}]\n")], "nobody"),
        (DESK, &[("a", "ask: hannan/kurashi\n"), ("kurashi", "status: ended\ncontacts: [{phone: 072-471-5678}]\n")], "contact 福祉課"),
        // A paused window still answers.
        (NAMED, &[("a", ""), ("kurashi", "status: paused\ncontacts: [{phone: 072-471-5678}]\n")], "area kurashi"),
        // Of the window itself nobody else is asked.
        ("  - {id: hannan, name: 阪南市, ask: hannan/a}\n", &[("a", "")], "nobody"),
        // The same organiser's place that is no window is not asked: it knows of itself.
        (BARE, &[("a", CLUB), window], "nobody"),
        // A part of an area asks the window of the whole.
        (
            "  - {id: hannan, name: 尾崎, parent: city}\n  - {id: city, name: 阪南市, ask: {label: 市役所, phone: 072-471-5678}}\n",
            &[("a", "")],
            "contact 市役所",
        ),
        (
            "  - {id: hannan, name: 尾崎, parent: city, ask: {label: 支所, phone: 072-471-0000}}\n  - {id: city, name: 阪南市, ask: {label: 市役所, phone: 072-471-5678}}\n",
            &[("a", "")],
            "contact 支所",
        ),
    ];
    for (areas, entries, expected) in cases {
        assert_eq!(asked(areas, entries), *expected, "{areas}{entries:?}");
    }
}

#[test]
fn the_one_window_of_the_same_organiser_is_asked_and_of_two_none() {
    let mut content = base();
    content.insert("areas.yaml".to_owned(), format!("areas:\n{BARE}").into_bytes());
    content.insert(
        "vocabulary.yaml".to_owned(),
        "needs: []\nkinds: [{id: free-space, label: 場所}, {id: desk, label: 窓口, window: yes}]\n".into(),
    );
    let window = |name: &str| {
        format!(
            "name: {name}\nkind: desk\nsummary: 聴きます。\nchecked: 2026-06-12\norganizers: [阪南の会]\ncontacts: [{{phone: 072-000-0000}}]\n"
        )
    };
    content.insert("resources/hannan/a.yaml".to_owned(), entry("a", CLUB));
    content.insert("resources/hannan/w.yaml".to_owned(), window("窓口").into_bytes());
    let one = site(content.clone());
    let whom = |site: &Site| site.entries[site.entry("hannan/a").unwrap()].whom;
    assert!(matches!(whom(&one), Whom::Entry(_, Because::Organizer)));
    content.insert("resources/hannan/x.yaml".to_owned(), window("もう一つの窓口").into_bytes());
    assert_eq!(whom(&site(content)), Whom::Nobody);
}

#[test]
fn what_one_can_turn_to_comes_first_and_what_has_ended_last() {
    let mut content = base();
    for (id, more) in [
        ("a", "status: ended\ncontacts: [{phone: 072-471-9000}]\n"),
        ("b", ""),
        ("c", "venue: {address: 阪南市尾崎町1-1}\n"),
        ("d", "contacts: [{phone: 072-471-9000}]\n"),
        ("e", "status: paused\ncontacts: [{phone: 072-471-9000}]\n"),
        ("f", "sessions: [{when: 毎月第4木曜日}]\n"),
    ] {
        content.insert(format!("resources/hannan/{id}.yaml"), entry(id, more));
    }
    let site = site(content);
    let list = &site.lists.areas[0];
    let names: Vec<&str> = list.iter().map(|at| site.entries[*at].resource.name.value.as_str()).collect();
    assert_eq!(names, ["d", "c", "f", "b", "a", "e"]);
    let tiers: Vec<Tier> = list.iter().map(|at| tier(&site.entries[*at], &site.vocabulary)).collect();
    assert_eq!(tiers, [Tier::Reachable, Tier::Placed, Tier::Placed, Tier::Vague, Tier::Closed, Tier::Closed]);
    assert_eq!(shiori::site::lists::running(list, &site.entries), 4);
}

#[test]
fn every_page_of_this_site_names_a_line_of_help_and_a_way_to_ask() {
    let pages = judge_folder(&root().join("content")).pages();
    for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = html::read(std::str::from_utf8(bytes).unwrap());
        let leads = |to: &str| page.tags.iter().any(|tag| tag.get("href").is_some_and(|href| href.ends_with(to)));
        assert!(leads("urgent.html"), "{path}");
        assert!(leads("tel:0120279338"), "{path}");
    }
    let site = site(crate::support::read_folder(&root().join("content")));
    for entry in site.entries.iter().filter(|entry| entry.is_public()) {
        let text = String::from_utf8(pages[&format!("{}.html", entry.resource.id)].clone()).unwrap();
        let step = text.split("id=\"contacts\"").nth(1).expect("a next step").split("</section>").next().unwrap();
        let leads = ["href=\"tel:", "href=\"mailto:", "href=\"https:"].iter().any(|way| step.contains(way));
        assert!(leads, "{} leads to nobody", entry.resource.id);
    }
}

#[test]
fn without_lines_of_help_no_frame_is_published() {
    let mut content = base();
    content.insert("site.yaml".to_owned(), b"title: a\n".to_vec());
    content.insert("resources/hannan/a.yaml".to_owned(), entry("a", ""));
    let pages = judge(content).pages();
    assert!(!pages.contains_key("urgent.html"));
    for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("urgent-") && !text.contains("data-leave"), "{path}");
    }
}

#[test]
fn short_numbers_can_be_called() {
    let mut content = base();
    let lines = "urgent:\n  - {name: a, phone: '#8008'}\n  - {name: b, phone: 189}\n  - {name: c, phone: 110}\n  - {name: d, phone: 0120-0-78310}\n";
    content.insert("site.yaml".to_owned(), format!("title: a\n{lines}").into_bytes());
    let page = String::from_utf8(judge(content).pages()["urgent.html"].clone()).unwrap();
    for url in ["tel:%238008", "tel:189", "tel:110", "tel:0120078310"] {
        assert!(page.contains(&format!("href=\"{url}\"")), "{url}");
    }
}
