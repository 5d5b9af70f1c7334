//! The site of this repository's content as a visitor meets it: links that lead somewhere, facts that are there, nothing
//! that should have stayed in the office.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use shiori::diagnostics::Severity;
use shiori::input;
use shiori::model::resource::{Resource, Visibility};
use shiori::model::ruby;
use shiori::model::text::Prose;
use shiori::model::venue::Venue;

use crate::html::{self, Page, tight};
use crate::support::{Folder, base, entry, judge, judge_folder, root};

/// The whole built site.
fn site() -> &'static Folder {
    static SITE: OnceLock<Folder> = OnceLock::new();
    SITE.get_or_init(|| judge_folder(&root().join("content")).pages())
}

/// Its pages, taken apart.
fn pages() -> &'static BTreeMap<String, Page> {
    static PAGES: OnceLock<BTreeMap<String, Page>> = OnceLock::new();
    PAGES.get_or_init(|| pages_of(site()))
}

fn pages_of(site: &Folder) -> BTreeMap<String, Page> {
    let pages = site.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.clone(), html::read(std::str::from_utf8(bytes).unwrap()))).collect()
}

fn resources() -> Vec<Resource> {
    let (content, _, _) = shiori::content::read(input::read(&root().join("content")).unwrap(), "content/");
    content.resources
}

/// Where a link of a page leads within the site, with its `#part`; none when it leads out.
fn target(page: &str, link: &str) -> Option<(String, Option<String>)> {
    if link.contains("://") || ["mailto:", "tel:", "geo:", "data:"].iter().any(|scheme| link.starts_with(scheme)) {
        return None;
    }
    assert!(!link.starts_with('/'), "{page}: {link} does not work in a sub-path or from a USB stick");
    let (path, part) = link.split_once('#').map_or((link, None), |(path, part)| (path, Some(part.to_owned())));
    let path = path.split('?').next().unwrap_or("");
    if path.is_empty() {
        return Some((page.to_owned(), part));
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leaves the site"),
            step => parts.push(step),
        }
    }
    Some((parts.join("/"), part))
}

fn links(page: &Page) -> impl Iterator<Item = &str> {
    page.tags.iter().flat_map(|tag| ["href", "src", "srcset", "action", "poster"].into_iter().filter_map(|name| tag.get(name)))
}

/// The page of the site's own 404, which is shown at any depth, knows the base path instead.
fn is_anywhere(path: &str) -> bool {
    path == "404.html"
}

/// Lists may be empty; then they are built, so that old links hold, and neither linked nor told to search engines.
fn is_list(path: &str) -> bool {
    ["needs/", "kinds/", "areas/", "comforts/"].iter().any(|folder| path.starts_with(folder))
}

#[test]
fn every_link_leads_to_a_file_and_every_part_exists() {
    for (path, page) in pages().iter().filter(|(path, _)| !is_anywhere(path)) {
        for link in links(page) {
            assert!(!link.trim_start().to_ascii_lowercase().starts_with("javascript:"), "{path}: {link}");
            let Some((to, part)) = target(path, link) else { continue };
            assert!(site().contains_key(&to), "{path}: {link} leads to {to}, which is not built");
            if let (Some(part), Some(other)) = (part.filter(|part| !part.is_empty()), pages().get(&to)) {
                let has = other.tags.iter().any(|tag| tag.get("id") == Some(part.as_str()));
                assert!(has, "{path}: {link} leads to no part of {to}");
            }
        }
    }
}

#[test]
fn the_page_for_lost_visitors_links_below_the_base_path() {
    let page = &pages()["404.html"];
    for link in links(page).filter(|link| !link.contains(':') && !link.starts_with('#')) {
        assert!(link.starts_with('/') && site().contains_key(&link[1..]), "404.html: {link}");
    }
}

#[test]
fn ids_are_given_once_a_page() {
    for (path, page) in pages() {
        let mut seen = BTreeSet::new();
        for id in page.tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(seen.insert(id), "{path}: the id {id} is given twice");
        }
    }
}

#[test]
fn every_resource_is_reached_by_links_from_home() {
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        for (to, _) in links(&pages()[&path]).filter_map(|link| target(&path, link)) {
            if pages().contains_key(&to) && seen.insert(to.clone()) {
                open.push(to);
            }
        }
    }
    // Nothing leads to the page of leaflets where none can be made.
    let is_empty = |path: &str| is_list(path) || (path == "leaflet.html" && cfg!(not(feature = "leaflet")));
    let unreached: Vec<_> = pages().keys().filter(|path| !seen.contains(*path) && !is_anywhere(path) && !is_empty(path)).collect();
    assert!(unreached.is_empty(), "no way leads to {unreached:?}");
    for resource in resources().iter().filter(|resource| resource.visibility == Visibility::Public) {
        assert!(seen.contains(&format!("{}.html", resource.id)));
    }
}

#[test]
fn every_page_forbids_what_it_does_not_need() {
    for (path, page) in pages() {
        let policy = page.tags.iter().find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"));
        let policy = policy.and_then(|tag| tag.get("content")).unwrap_or_else(|| panic!("{path} has no policy"));
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{path}: {policy}");
        for tag in &page.tags {
            let foreign = tag.name != "a" && tag.name != "link";
            for name in ["src", "srcset", "action"] {
                assert!(!foreign || !tag.get(name).is_some_and(|value| value.contains("//")), "{path}: {tag:?} asks another host");
            }
            assert!(tag.get("style").is_none(), "{path}: an inline style the policy forbids: {tag:?}");
            assert!(!tag.attributes.iter().any(|(name, _)| name.starts_with("on")), "{path}: {tag:?}");
        }
        assert!(page.tags.iter().any(|tag| tag.name == "html" && tag.get("lang").is_some()), "{path}: no language");
        assert_eq!(page.tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{path}: one main heading");
        assert_eq!(page.tags.iter().filter(|tag| tag.name == "title").count(), 1, "{path}: one title");
        assert_eq!(page.tags.iter().filter(|tag| tag.name == "main").count(), 1, "{path}: one main part");
    }
}

#[test]
fn what_machines_are_told_is_json() {
    for (path, page) in pages() {
        for (kind, text) in page.scripts.iter().filter(|(kind, _)| kind.as_deref() == Some("application/ld+json")) {
            let value: serde_json::Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {kind:?}: {error}"));
            assert_eq!(value["@context"], "https://schema.org", "{path}");
        }
    }
    let told = pages().iter().filter(|(_, page)| !page.scripts.is_empty()).count();
    assert!(told >= resources().len(), "resources have JSON-LD");
}

#[test]
fn the_site_map_lists_pages_that_exist_and_every_page() {
    let map = std::str::from_utf8(&site()["sitemap.xml"]).unwrap();
    let listed: BTreeSet<String> = map
        .split("<loc>")
        .skip(1)
        .map(|rest| html::decode(rest.split("</loc>").next().unwrap()))
        .map(|address| address.strip_prefix("https://shiori.example/").unwrap_or_else(|| panic!("{address}")).to_owned())
        .map(|path| if path.is_empty() { "index.html".to_owned() } else { path })
        .collect();
    for path in &listed {
        assert!(site().contains_key(path), "{path} is listed and not built");
    }
    let missing: Vec<_> = pages().keys().filter(|path| !listed.contains(*path) && !is_anywhere(path) && !is_list(path)).collect();
    assert!(missing.is_empty(), "pages that are not listed: {missing:?}");
}

/// The words of a text in Markdown, without marks, furigana and white space.
fn words(prose: &Prose) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser};
    let events = Parser::new_ext(&prose.source, Options::ENABLE_TABLES);
    let texts = events.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(tight(&ruby::plain(&text))),
        _ => None,
    });
    texts.filter(|text| !text.contains(['{', '}', '|', '&'])).collect()
}

fn facts_of_a_venue(venue: &Venue) -> Vec<String> {
    let mut facts: Vec<String> =
        [&venue.name, &venue.postal_code, &venue.address, &venue.detail, &venue.undisclosed].into_iter().flatten().cloned().collect();
    facts.extend(venue.access.iter().cloned());
    facts.extend(venue.online.iter().flat_map(|online| [&online.url, &online.note]).flatten().cloned());
    facts
}

/// Every fact of an entry, as it is written.
fn facts(resource: &Resource) -> Vec<String> {
    let mut facts = vec![resource.name.value.clone()];
    let mut add = |texts: &mut dyn Iterator<Item = &String>| facts.extend(texts.cloned());
    add(&mut resource.reading.iter());
    add(&mut resource.other_names.iter());
    add(&mut resource.tagline.iter());
    add(&mut resource.fee.iter());
    add(&mut resource.allowance.iter());
    add(&mut resource.attendance.iter());
    // 「【お金】公共料金が払えない」 stands under a heading, the word once.
    let worries = resource.worries.iter().flat_map(|worry| worry.split(['【', '】'])).filter(|part| !part.is_empty());
    let worries: Vec<String> = worries.map(str::to_owned).collect();
    add(&mut worries.iter());
    add(&mut resource.steps.iter());
    add(&mut resource.hours.iter().map(|at| &at.value));
    add(&mut resource.closed.iter().map(|at| &at.value));
    for organizer in &resource.organizers {
        add(&mut [Some(&organizer.name), organizer.role.as_ref()].into_iter().flatten());
    }
    for contact in &resource.contacts {
        add(&mut [&contact.label, &contact.purpose, &contact.extension, &contact.hours].into_iter().flatten());
        add(&mut [&contact.phone, &contact.fax, &contact.email].into_iter().flatten().map(|at| &at.value));
        add(&mut contact.sns.iter().map(|(service, _)| service));
    }
    for session in &resource.sessions {
        add(&mut session.name.iter());
        add(&mut session.when.iter().map(|at| &at.value));
        add(&mut session.dates.iter().map(|at| &at.value));
    }
    for question in &resource.faq {
        add(&mut std::iter::once(&question.question));
    }
    for figure in &resource.figures {
        add(&mut [Some(&figure.label), Some(&figure.value.value), figure.unit.as_ref()].into_iter().flatten());
        add(&mut figure.breakdown.iter().map(|(label, _)| label));
    }
    add(&mut resource.links.iter().map(|link| &link.label));
    add(&mut resource.sources.iter().map(|source| &source.title));
    add(&mut resource.checked_by.iter());
    facts.extend(
        resource.venues.iter().chain(resource.sessions.iter().filter_map(|session| session.venue.as_ref())).flat_map(facts_of_a_venue),
    );
    facts.extend(resource.checked.iter().map(|checked| checked.japanese()));
    let plain: Vec<String> = facts.iter().map(|fact| tight(&ruby::plain(fact))).collect();
    plain.into_iter().chain(resource.proses().flat_map(words)).collect()
}

#[test]
fn every_fact_of_an_entry_is_on_its_page() {
    let mut missing = Vec::new();
    for resource in resources().iter().filter(|resource| resource.visibility == Visibility::Public) {
        let page = &pages()[&format!("{}.html", resource.id)];
        let links: String = links(page).collect::<Vec<_>>().join("\n");
        for fact in facts(resource) {
            if !page.text.contains(&fact) && !links.contains(&fact) {
                missing.push(format!("{}: {fact}", resource.id));
            }
        }
    }
    assert!(missing.is_empty(), "{} facts are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_entry_leads_to_somebody_to_ask() {
    let mut alone = Vec::new();
    let pages = resources().into_iter().filter(|resource| resource.visibility == Visibility::Public).flat_map(|resource| {
        let of_languages: Vec<String> = resource.variations.iter().map(|of| format!("{}.{}.html", resource.id, of.language)).collect();
        std::iter::once(format!("{}.html", resource.id)).chain(of_languages)
    });
    for path in pages {
        let html = std::str::from_utf8(&site()[&path]).unwrap();
        let asked = html.split("id=\"contacts\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default();
        if !["tel:", "mailto:", "https://"].iter().any(|way| asked.contains(&format!("href=\"{way}"))) {
            alone.push(path);
        }
    }
    assert!(alone.is_empty(), "nobody to ask: {alone:?}");
}

/// Everything written of an entry nobody may see, and of one that is only printed.
fn secretive() -> Folder {
    let mut content = base();
    let secret = |word: &str, visibility: &str| {
        format!(
            "name: {word}の家\nreading: {word}\nkind: free-space\nneeds: [listen]\ntagline: {word}\nsummary: {word}です。\naudience: [self]\n\
             comforts: [alone-ok]\norganizers: [{word}会]\nvenue: {{name: {word}館, address: {word}町1}}\n\
             contacts: [{{label: {word}係, phone: 072-471-5678}}]\nhours: [10:00-17:00]\nfee: {word}円\nworries: [{word}]\n\
             faq: [{{q: {word}, a: {word}}}]\nlinks: [{{label: {word}, url: \"https://{word}.example.jp/\"}}]\nvisibility: {visibility}\n\
             checked: 2026-06-12\nsources: [{{title: {word}}}]\nstaff_note: 内緒話\n"
        )
        .into_bytes()
    };
    content.insert("resources/hannan/internal.yaml".to_owned(), secret("himitsu", "internal"));
    content.insert("resources/hannan/internal.easy.yaml".to_owned(), b"summary: himitsu\n".to_vec());
    content.insert("resources/hannan/printed.yaml".to_owned(), secret("kamidake", "print-only"));
    content.insert("resources/hannan/open.yaml".to_owned(), entry("公開の家", "staff_note: 内緒話\nrelated: [hannan/printed]\n"));
    content.insert("resources/hannan/open.easy.yaml".to_owned(), "staff_note: 内緒話\nsummary: やさしい\n".into());
    content
}

#[test]
fn what_must_not_leave_the_office_is_nowhere() {
    let judged = judge(secretive());
    assert_eq!(judged.codes(Severity::Error), Vec::<&str>::new());
    let site = judged.pages();
    assert!(site.contains_key("hannan/open.html") && site.contains_key("hannan/open.easy.html"));
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        for word in ["himitsu", "内緒話", "kamidake", "hannan/internal", "hannan/printed"] {
            assert!(!text.contains(word) && !path.contains(word), "{path} tells {word}");
        }
    }
}

#[cfg(feature = "leaflet")]
#[test]
fn what_is_only_printed_is_on_the_leaflet() {
    let mut content = secretive();
    content.remove("resources/hannan/open.yaml");
    content.remove("resources/hannan/open.easy.yaml");
    content.insert("site.yaml".to_owned(), b"title: a\nleaflets: [{id: hannan, format: a4-trifold}]\n".to_vec());
    let judged = judge(content.clone());
    assert_eq!(judged.codes(Severity::Error), Vec::<&str>::new());
    let site = judged.pages();
    assert!(site.contains_key("leaflet/hannan.pdf"));
    let pages = pages_of(&site);
    assert!(!pages.values().any(|page| page.text.contains("kamidake")), "the page of the leaflet tells what is on it");
    // Without the printed one there is nothing to print: the internal one does not count.
    content.remove("resources/hannan/printed.yaml");
    assert_eq!(judge(content).codes(Severity::Error), ["leaflet-empty"]);
}

#[test]
fn what_is_internal_reaches_no_message_of_the_command() {
    let workshop = crate::support::Workshop::new(&secretive());
    let ran = workshop.build();
    assert!(!ran.err.contains("himitsu") && !ran.err.contains("内緒話"), "{}", ran.err);
    for (path, bytes) in workshop.published() {
        assert!(!String::from_utf8_lossy(&bytes).contains("himitsu"), "{path}");
    }
}

#[test]
fn pages_of_a_month_or_a_part_of_the_list_do_not_grow_with_the_areas() {
    const AREAS: usize = 61;
    let mut content = base();
    let areas: String = (0..AREAS).map(|area| format!("  - {{id: a-{area}, name: 町{area}}}\n")).collect();
    content.insert("areas.yaml".to_owned(), format!("areas:\n{areas}").into_bytes());
    for (area, place) in (0..AREAS).flat_map(|area| [(area, "x"), (area, "y")]) {
        let meets = entry(&format!("会{place}{area}"), "sessions: [{when: 毎月第4木曜日 13:30-15:30}]\n");
        content.insert(format!("resources/a-{area}/{place}.yaml"), meets);
    }
    let pages = pages_of(&judge(content).pages());
    let areas_of = |path: &str| links(&pages[path]).filter(|link| link.contains("areas/a-") || link.contains("calendar/a-")).count();
    assert!(areas_of("calendar.html") >= AREAS && areas_of("find.html") >= AREAS, "the first pages lead to all");
    let month = pages.keys().find(|path| path.starts_with("calendar/20") && path.ends_with("-12.html")).expect("a December");
    assert_eq!(areas_of(month), 0);
    let of_area = month.replace("calendar/", "calendar/a-7-");
    assert!(
        links(&pages[&of_area])
            .filter(|link| link.contains("calendar/a-"))
            .all(|link| link.contains("calendar/a-7-") || link.ends_with("calendar/a-7.ics"))
    );
    assert!(links(&pages[&of_area]).any(|link| link == "../areas/index.html"));
    assert!(areas_of("find-2.html") < AREAS, "{}", areas_of("find-2.html"));
}
