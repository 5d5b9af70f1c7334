//! What every page has: the site, and the page's own frame.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::date::PartialDate;
use crate::model::page::Navigation;
use crate::model::settings::{Credit, Licence, Publisher, SiteContact};
use crate::model::text::Prose;
use crate::render::markup::Place;
use crate::render::view::urgent::UrgentView;
use crate::render::view::{DateView, LinkView, phone_url};
use crate::site::{Site, route};

/// Stands for the way to the root in texts that header and footer share on all pages.
pub const ROOT: &str = "shiori-root:";

/// The site, the same for all pages.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    title: String,
    /// Whether it is the sample with which everybody begins.
    is_sample: bool,
    subtitle: Option<String>,
    edition: Option<String>,
    description: String,
    /// The path at which the site lies, for the page that is shown at any address.
    pub base_path: String,
    stylesheet: String,
    favicon: &'static str,
    feed: Option<&'static str>,
    /// The links of the header, in one row.
    nav_header: Vec<NavigationView>,
    nav_menu: Vec<MenuView>,
    nav_footer: Vec<LinkView>,
    publisher: Option<PublisherView>,
    contact: Option<ContactView>,
    /// Lines of help; none where the site names none.
    pub urgent: Option<UrgentView>,
    credits: Vec<CreditView>,
    funding: Option<String>,
    licence: Option<LicenceView>,
    issued: Option<DateView>,
    built: DateView,
}

#[derive(Clone, Debug, Serialize)]
struct NavigationView {
    label: String,
    href: String,
    icon: String,
    /// Whether it also stands in the row of a wide window.
    is_wide: bool,
}

#[derive(Clone, Debug, Serialize)]
struct MenuView {
    label: &'static str,
    items: Vec<NavigationView>,
}

#[derive(Clone, Debug, Serialize)]
struct PublisherView {
    name: String,
    url: Option<String>,
    introduction_html: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct ContactView {
    label: String,
    note_html: Option<String>,
    phone: Option<String>,
    phone_url: Option<String>,
    email: Option<String>,
    url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct CreditView {
    role: String,
    name: String,
    url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct LicenceView {
    name: String,
    url: Option<String>,
    note: Option<String>,
}

impl SiteView {
    /// The view of a site whose style sheet lies at `stylesheet`.
    pub fn new(site: &Site, stylesheet: String) -> Self {
        let settings = site.settings.shown();
        let place = Place::of(site, "site.yaml", ROOT);
        SiteView {
            title: settings.title.value.clone(),
            is_sample: settings.is_sample,
            subtitle: settings.subtitle.clone(),
            edition: settings.edition.clone(),
            description: settings.description.clone().unwrap_or_else(|| settings.title.value.clone()),
            base_path: site.settings.base_path(),
            stylesheet,
            favicon: "assets/favicon.svg",
            feed: route::feed(site),
            nav_header: menu(site).into_iter().flat_map(|group| group.items).collect(),
            nav_menu: menu(site),
            nav_footer: footer(site),
            publisher: settings.publisher.as_ref().map(|publisher| publisher_view(publisher, &place)),
            contact: settings.contact.as_ref().map(|contact| contact_view(contact, &place)),
            urgent: UrgentView::of(settings),
            credits: settings.credits.iter().map(credit_view).collect(),
            funding: settings.funding.clone(),
            licence: settings.licence.as_ref().and_then(licence_view),
            issued: settings.issued.map(DateView::from),
            built: today(site.today),
        }
    }
}

impl SiteView {
    /// The pages to which header and footer link.
    pub fn linked_pages(&self) -> impl Iterator<Item = &str> {
        let header = self.nav_header.iter().map(|item| item.href.as_str());
        header.chain(self.nav_footer.iter().filter_map(|item| item.href.as_deref()))
    }
}

fn today(date: Date) -> DateView {
    PartialDate { year: date.year(), month: Some(date.month()), day: Some(date.day()) }.into()
}

/// The menu, in two groups: ways to search, and what is for oneself.
fn menu(site: &Site) -> Vec<MenuView> {
    let item = |label: &str, href: &str, icon: &str, is_wide| NavigationView {
        label: label.to_owned(),
        href: href.to_owned(),
        icon: icon.to_owned(),
        is_wide,
    };
    let mut ways = vec![item("言葉でさがす", "find.html", "search", false), item("願いから", "needs/index.html", "heart", false)];
    ways.push(item("地域から", "areas/index.html", "map", true));
    if !site.atlas.sheets.is_empty() {
        ways.push(item("地図", route::MAP, "pin", true));
    }
    if !site.calendar.is_empty() || !site.agenda.undated.is_empty() {
        ways.push(item("カレンダー", route::CALENDAR, "calendar", true));
    }
    let pages = site.pages.iter().filter(|page| page.navigation == Navigation::Header);
    let mut own: Vec<_> = pages
        .map(|page| item(&page.shown().title, &route::page(&page.slug), page.icon.as_ref().map_or("info", |icon| &icon.value), true))
        .collect();
    own.push(item("わたしのしおり", route::BOOKMARKS, "ribbon", true));
    if has_leaflets(site) {
        own.push(item("紙のしおり", "leaflet.html", "print", true));
    }
    if !site.settings.urgent.is_empty() {
        own.push(item("すぐに話したいとき", route::URGENT, "hand", false));
    }
    vec![MenuView { label: "さがす", items: ways }, MenuView { label: "あなたへ", items: own }]
}

fn footer(site: &Site) -> Vec<LinkView> {
    let item = |label: &str, href: String| LinkView { label: label.to_owned(), href: Some(href) };
    let pages = site.pages.iter().filter(|page| page.navigation == Navigation::Footer);
    let mut items: Vec<_> = pages.map(|page| item(&page.shown().title, route::page(&page.slug))).collect();
    let lists = [("願い", "needs"), ("種類", "kinds"), ("安心ポイント", "comforts")];
    items.extend(lists.map(|(label, folder)| item(&format!("{label}の一覧"), format!("{folder}/index.html"))));
    items.push(item("オープンデータ", route::OPEN_DATA.to_owned()));
    items
}

/// Whether there is something to print.
pub fn has_leaflets(site: &Site) -> bool {
    cfg!(feature = "leaflet") && !site.settings.leaflets.is_empty()
}

fn publisher_view(publisher: &Publisher, place: &Place) -> PublisherView {
    PublisherView {
        name: publisher.name.clone(),
        url: publisher.url.clone(),
        introduction_html: publisher.introduction.as_ref().map(|text| place.block(text)),
    }
}

fn contact_view(contact: &SiteContact, place: &Place) -> ContactView {
    ContactView {
        label: contact.label.clone().unwrap_or_else(|| "このサイトについて".to_owned()),
        note_html: contact.note.as_ref().map(|text| place.block(text)),
        phone: contact.phone.clone(),
        phone_url: contact.phone.as_deref().map(|phone| phone_url(phone, None)),
        email: contact.email.clone(),
        url: contact.url.clone(),
    }
}

fn credit_view(credit: &Credit) -> CreditView {
    CreditView { role: credit.role.clone().unwrap_or_else(|| "協力".to_owned()), name: credit.name.clone(), url: credit.url.clone() }
}

fn licence_view(licence: &Licence) -> Option<LicenceView> {
    let note = licence.note.as_ref().map(Prose::one_line);
    let name = licence.name.clone().or_else(|| note.clone())?;
    let note = note.filter(|note| *note != name);
    Some(LicenceView { name, url: licence.url.clone(), note })
}

/// What one page has around its main part.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The way up to the root.
    pub root: String,
    /// The page itself.
    pub page: PageView,
    /// From the top page down.
    pub crumbs: Vec<LinkView>,
    /// Structured data, safe inside a script element.
    pub jsonld: Option<String>,
}

/// A page as its head needs it.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Its own title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Its full address, where the site's is known.
    pub canonical: Option<String>,
    /// Language of the frame.
    pub lang: &'static str,
    /// Which sort of page.
    pub kind: &'static str,
    /// Relative to the root.
    pub url: String,
    /// Whether search engines should pass it over.
    pub noindex: bool,
}

impl PageView {
    /// A page to which nothing links; header and footer look the same on all of them.
    pub fn unmarked() -> Self {
        PageView {
            title: String::new(),
            description: String::new(),
            canonical: None,
            lang: "ja",
            kind: "",
            url: String::new(),
            noindex: false,
        }
    }
}

impl Frame {
    /// The frame of a page.
    pub fn new(site: &Site, path: &str, kind: &'static str, title: impl Into<String>, description: impl Into<String>) -> Self {
        let canonical = site.settings.base_url.as_ref().map(|base| {
            let path = if path == "index.html" { "" } else { path };
            format!("{}{path}", base.value)
        });
        let page = PageView {
            title: title.into(),
            description: description.into(),
            canonical,
            lang: "ja",
            kind,
            url: path.to_owned(),
            noindex: site.settings.is_sample,
        };
        Frame { root: route::root_of(path), page, crumbs: Vec::new(), jsonld: None }
    }

    /// Adds the way from the top page; the page itself comes last by itself.
    #[must_use]
    pub fn below(mut self, ways: &[(&str, &str)]) -> Self {
        let crumb = |label: &str, href: Option<&str>| LinkView { label: label.to_owned(), href: href.map(str::to_owned) };
        self.crumbs = vec![crumb("トップ", Some("index.html"))];
        self.crumbs.extend(ways.iter().map(|(label, href)| crumb(label, Some(href))));
        self.crumbs.push(crumb(&self.page.title, None));
        self
    }
}
