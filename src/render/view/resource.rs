//! One resource: every fact that is known.

use serde::Serialize;

use crate::model::accessibility::Availability;
use crate::model::resource::{Figure, Resource, Session};
use crate::model::terms::Capacity;
use crate::model::text::Prose;
use crate::model::venue::{Contact, Venue};
use crate::render::markup::Place;
use crate::render::view::ask::{self, AskView, WayView, ways};
use crate::render::view::card::{self, icon_of};
use crate::render::view::near::NearView;
use crate::render::view::session::DaysView;
use crate::render::view::terms::{self, ReservationView};
use crate::render::view::week::WeekView;
use crate::render::view::{DateView, LinkView, SourceView, StatusView, access_icon, hue, phone_url};
use crate::site::anchors::Headings;
use crate::site::days::SessionDays;
use crate::site::term::Term;
use crate::site::{Entry, EntryIndex, Site, route};
use crate::source::address;

/// What `resource.html` sees.
#[derive(Debug, Serialize)]
pub struct ResourceView<'a> {
    id: &'a str,
    href: String,
    lang: &'a str,
    versions: Vec<VersionView>,
    name: String,
    name_html: String,
    reading: Option<&'a str>,
    other_names: &'a [String],
    tagline_html: Option<String>,
    kind: TermView<'a>,
    areas: Vec<LinkView>,
    hue: u8,
    needs: Vec<NeedView<'a>>,
    status: Option<StatusView>,
    stale: Option<StaleView>,
    summary_html: String,
    image: Option<ImageView<'a>>,
    audience: Vec<LabelView<'a>>,
    eligibility_html: Option<String>,
    /// Who may come: ages, towns, for whom.
    who: Option<String>,
    comforts: Vec<TermView<'a>>,
    venues: Vec<VenueView<'a>>,
    hours: Vec<&'a str>,
    closed: Vec<&'a str>,
    week: Option<WeekView<'a>>,
    has_dates: bool,
    /// Its own calendar file.
    calendar: Option<String>,
    sessions: Vec<SessionView<'a>>,
    contacts: Vec<ContactView<'a>>,
    /// Whom to ask; none where nobody is known.
    ask: Option<AskView>,
    /// What it costs, a line for each part.
    fee: Vec<String>,
    capacity: Option<String>,
    /// What one finds there and brings.
    there: Vec<FactView>,
    allowance: Option<&'a str>,
    reservation: Option<ReservationView>,
    attendance: Option<&'a str>,
    first_visit_html: Option<String>,
    contact_example_html: Option<String>,
    /// Grouped under the word in 【 】 with which they begin.
    worries: Vec<WorriesView<'a>>,
    faq: Vec<QuestionView<'a>>,
    figures: Vec<FigureView<'a>>,
    steps: &'a [String],
    accessibility: Vec<FeatureView<'a>>,
    links: Vec<WebLinkView<'a>>,
    organizers: Vec<OrganizerView<'a>>,
    body_html: Option<String>,
    related: Vec<LineView<'a>>,
    similar: Vec<LineView<'a>>,
    near: Option<NearView<'a>>,
    /// Its mark on the map.
    map: Option<String>,
    since: Option<DateView>,
    valid: Option<ValidView>,
    checked: Option<DateView>,
    checked_by: Option<&'a str>,
    sources: Vec<SourceView>,
    leaflets: Vec<PrintedView>,
}

/// Worries of one sort.
#[derive(Debug, Serialize)]
struct WorriesView<'a> {
    heading: Option<&'a str>,
    items: Vec<&'a str>,
}

/// Another entry in two lines.
#[derive(Debug, Serialize)]
struct LineView<'a> {
    href: String,
    name_html: String,
    fact: String,
    status: Option<StatusView>,
    id: &'a str,
}

/// The same entry in another language.
#[derive(Debug, Serialize)]
struct VersionView {
    label: String,
    lang: String,
    href: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct TermView<'a> {
    id: &'a str,
    label: &'a str,
    icon: &'a str,
    href: String,
    description: Option<String>,
}

#[derive(Debug, Serialize)]
struct NeedView<'a> {
    id: &'a str,
    label: &'a str,
    short: &'a str,
    icon: &'a str,
    hue: u8,
    href: String,
}

#[derive(Debug, Serialize)]
struct LabelView<'a> {
    label: &'a str,
}

#[derive(Debug, Serialize)]
struct StaleView {
    checked: Option<DateView>,
}

#[derive(Debug, Serialize)]
struct ImageView<'a> {
    src: String,
    alt: &'a str,
    credit: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct VenueView<'a> {
    name: Option<&'a str>,
    postal_code: Option<&'a str>,
    address: Option<&'a str>,
    detail: Option<&'a str>,
    access: Vec<AccessView<'a>>,
    location: Option<LocationView>,
    undisclosed: Option<&'a str>,
    online: Option<OnlineView<'a>>,
}

#[derive(Debug, Serialize)]
struct AccessView<'a> {
    icon: &'static str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct LocationView {
    lat: String,
    lon: String,
    url: String,
}

#[derive(Debug, Serialize)]
struct OnlineView<'a> {
    url: Option<&'a str>,
    note_html: Option<String>,
}

#[derive(Debug, Serialize)]
struct SessionView<'a> {
    name_html: Option<String>,
    when: Option<&'a str>,
    #[serde(flatten)]
    days: DaysView,
    venue: Option<VenueView<'a>>,
    /// What is asked of those who come to this one: each with its label.
    facts: Vec<FactView>,
    reservation: Option<ReservationView>,
    contacts: Vec<ContactView<'a>>,
    note_html: Option<String>,
}

/// A fact with its label.
#[derive(Debug, Serialize)]
struct FactView {
    label: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct ContactView<'a> {
    label: Option<&'a str>,
    purpose: Option<&'a str>,
    phone: Option<&'a str>,
    phone_url: Option<String>,
    extension: Option<&'a str>,
    fax: Option<&'a str>,
    email: Option<&'a str>,
    url: Option<&'a str>,
    sns: Vec<SnsView<'a>>,
    hours: Option<&'a str>,
    /// All of the above that lead to somebody, the easiest first.
    ways: Vec<WayView>,
}

#[derive(Debug, Serialize)]
struct SnsView<'a> {
    label: &'a str,
    text: &'a str,
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct QuestionView<'a> {
    question: &'a str,
    answer_html: String,
}

#[derive(Debug, Serialize)]
struct FigureView<'a> {
    label: &'a str,
    value: &'a str,
    unit: Option<&'a str>,
    as_of: Option<DateView>,
    breakdown: Vec<PartView<'a>>,
}

#[derive(Debug, Serialize)]
struct PartView<'a> {
    label: &'a str,
    value: String,
}

#[derive(Debug, Serialize)]
struct FeatureView<'a> {
    label: &'a str,
    value: &'static str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct WebLinkView<'a> {
    label: &'a str,
    url: &'a str,
}

#[derive(Debug, Serialize)]
struct OrganizerView<'a> {
    name: &'a str,
    role: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct ValidView {
    from: Option<DateView>,
    until: Option<DateView>,
    over: bool,
}

/// A leaflet in which the entry stands.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedView {
    /// Its title with the edition.
    pub title: String,
    /// `leaflet.html#id`.
    pub href: String,
}

/// Which words of an entry are shown: its own, or those of a variation.
pub struct Version<'a> {
    /// The words.
    pub resource: &'a Resource,
    /// `None` for the entry itself.
    pub language: Option<&'a str>,
}

fn lines<'a>(entries: &[EntryIndex], site: &'a Site) -> Vec<LineView<'a>> {
    let entries = entries.iter().map(|at| &site.entries[*at]);
    entries
        .map(|entry| LineView {
            href: route::resource(&entry.resource.id),
            name_html: Place::new("", "").line(&entry.resource.shown().name),
            fact: card::in_a_line(entry, site),
            status: StatusView::of(entry.resource.status, None),
            id: &entry.resource.id,
        })
        .collect()
}

impl<'a> ResourceView<'a> {
    /// The view of one version of an entry.
    pub fn new(entry: &'a Entry, version: &Version<'a>, site: &'a Site, leaflets: Vec<PrintedView>) -> Self {
        let resource = version.resource.shown();
        let headings = Headings::of_entry(resource);
        let from = format!("resources/{}.yaml", resource.id);
        let easy = version.language == Some("easy");
        let place = Place { readings: easy.then_some(&site.readings), headings: Some(&headings), ..Place::of(site, &from, "../") };
        let block = |prose: &Prose| place.block(prose);
        let vocabulary = site.vocabulary.shown();
        let kind = entry.kind.map(|kind| &vocabulary.kinds[kind]);
        // A variation may say other days than the entry.
        let term = (version.language.is_some() && entry.takes_place()).then(|| Term::of(resource, site.today));
        let days = |(at, session): (usize, &Session)| {
            let deadline = terms::deadline(session, resource.reservation.as_ref());
            match term {
                Some(term) => DaysView::of(&SessionDays::of(session, term), deadline, site.today),
                None => entry.days.get(at).map(|days| DaysView::of(days, deadline, site.today)).unwrap_or_default(),
            }
        };
        let sessions = resource.sessions.iter().enumerate();
        let sessions: Vec<_> = sessions.map(|(at, session)| session_view(session, entry, site, days((at, session)), &place)).collect();
        ResourceView {
            id: &resource.id,
            href: version.language.map_or_else(|| route::resource(&resource.id), |language| route::variation(&resource.id, language)),
            lang: version.language.filter(|language| *language != "easy").unwrap_or("ja"),
            versions: versions(entry, version.language),
            name: version.resource.name.value.clone(),
            name_html: place.line(&resource.name),
            reading: resource.reading.as_deref(),
            other_names: &resource.other_names,
            tagline_html: resource.tagline.as_deref().map(|tagline| place.line(tagline)),
            kind: kind.map_or_else(TermView::none, |term| term_view(term, "kinds")),
            areas: entry.areas.iter().map(|area| area_link(*area, site)).collect(),
            hue: entry.needs.first().map_or(0, |need| hue(*need)),
            needs: entry.needs.iter().map(|need| need_view(*need, site)).collect(),
            status: StatusView::of(resource.status, resource.status_note.as_ref().map(block)),
            stale: entry.is_stale.then(|| StaleView { checked: resource.checked.as_ref().map(|checked| checked.value.into()) }),
            summary_html: block(&resource.summary),
            image: resource.image.as_ref().map(|image| ImageView {
                src: address::encoded(&format!("images/{}", site.picture(&image.file).unwrap_or_default())),
                alt: &image.alt,
                credit: image.credit.as_deref(),
            }),
            audience: entry.audience.iter().map(|term| LabelView { label: &vocabulary.audiences[*term].label }).collect(),
            eligibility_html: resource.eligibility.as_ref().map(block),
            who: terms::who(&resource.terms, site),
            comforts: entry.comforts.iter().map(|term| term_view(&vocabulary.comforts[*term], "comforts")).collect(),
            venues: resource.venues.iter().map(|venue| venue_view(venue, &place)).collect(),
            hours: resource.hours.iter().map(|line| line.value.as_str()).collect(),
            closed: resource.closed.iter().map(|line| line.value.as_str()).collect(),
            week: WeekView::of(entry, site),
            calendar: Some(route::resource_calendar(&resource.id)).filter(|path| site.routes.contains(path)),
            has_dates: sessions.iter().any(|session| !session.days.next.is_empty()),
            sessions,
            contacts: resource.contacts.iter().map(|contact| contact_view(contact, ask::in_writing(entry, site))).collect(),
            ask: AskView::of(entry, site),
            fee: terms::fee_lines(resource.fee.as_deref(), &resource.terms.prices),
            capacity: resource.terms.capacity.as_ref().map(Capacity::words),
            there: resource.there.facts().into_iter().map(|(label, text)| FactView { label, text }).collect(),
            allowance: resource.allowance.as_deref(),
            reservation: resource.reservation.as_ref().map(|reservation| ReservationView::of(reservation, block)),
            attendance: resource.attendance.as_deref(),
            first_visit_html: resource.first_visit.as_ref().map(block),
            contact_example_html: resource.contact_example.as_ref().map(block),
            worries: resource.worries_by_sort().into_iter().map(|(heading, items)| WorriesView { heading, items }).collect(),
            faq: resource.faq.iter().map(|faq| QuestionView { question: &faq.question, answer_html: block(&faq.answer) }).collect(),
            figures: resource.figures.iter().map(figure_view).collect(),
            steps: &resource.steps,
            accessibility: features(resource),
            links: resource.links.iter().map(|link| WebLinkView { label: &link.label, url: &link.url }).collect(),
            organizers: resource
                .organizers
                .iter()
                .map(|of| OrganizerView { name: &of.name, role: of.role.as_deref(), url: of.url.as_deref() })
                .collect(),
            body_html: resource.body.as_ref().map(|body| Place { heading: 2, ..place }.block(body)),
            related: lines(&entry.related, site),
            similar: if entry.related.is_empty() { lines(&entry.similar, site) } else { Vec::new() },
            near: NearView::of(entry, site),
            map: site.mark_of(&resource.id),
            since: resource.since.map(DateView::from),
            valid: valid(resource, entry.is_over),
            checked: resource.checked.as_ref().map(|checked| checked.value.into()),
            checked_by: resource.checked_by.as_deref(),
            sources: resource.sources.iter().map(SourceView::from).collect(),
            leaflets,
        }
    }

    /// A sentence for search engines.
    pub fn description(resource: &Resource) -> String {
        resource.summary.within(120)
    }
}

impl TermView<'_> {
    fn none() -> Self {
        TermView { id: "", label: "", icon: "ribbon", href: "kinds/index.html".to_owned(), description: None }
    }
}

fn term_view<'a>(term: &'a crate::model::vocabulary::Term, folder: &str) -> TermView<'a> {
    TermView {
        id: &term.id,
        label: &term.label,
        icon: icon_of(term.icon.as_deref()),
        href: route::list(folder, &term.id, 1),
        description: term.description.as_ref().map(Prose::one_line),
    }
}

fn need_view(need: usize, site: &Site) -> NeedView<'_> {
    let term = &site.vocabulary.shown().needs[need];
    NeedView {
        id: &term.id,
        label: &term.label,
        short: term.short.as_deref().unwrap_or(&term.label),
        icon: icon_of(term.icon.as_deref()),
        hue: hue(need),
        href: route::list("needs", &term.id, 1),
    }
}

fn area_link(area: usize, site: &Site) -> LinkView {
    let area = site.areas[area].shown();
    LinkView { label: area.name.clone(), href: Some(route::list("areas", &area.id, 1)) }
}

fn versions(entry: &Entry, current: Option<&str>) -> Vec<VersionView> {
    let resource = &entry.resource;
    if resource.variations.is_empty() {
        return Vec::new();
    }
    let own = VersionView {
        label: "ふつうの日本語".to_owned(),
        lang: "ja".to_owned(),
        href: route::resource(&resource.id),
        current: current.is_none(),
    };
    let others = resource.variations.iter().map(|variation| {
        let language = variation.language.as_str();
        VersionView {
            label: language_name(language).to_owned(),
            lang: if language == "easy" { "ja" } else { language }.to_owned(),
            href: route::variation(&resource.id, language),
            current: current == Some(language),
        }
    });
    std::iter::once(own).chain(others).collect()
}

/// A language in its own words.
pub fn language_name(language: &str) -> &str {
    match language {
        "easy" => "やさしい日本語",
        "en" => "English",
        "zh" => "中文",
        "ko" => "한국어",
        "vi" => "Tiếng Việt",
        "pt" => "Português",
        "es" => "Español",
        "ne" => "नेपाली",
        other => other,
    }
}

fn venue_view<'a>(venue: &'a Venue, place: &Place) -> VenueView<'a> {
    VenueView {
        name: venue.name.as_deref(),
        postal_code: venue.postal_code.as_deref(),
        address: venue.address.as_deref(),
        detail: venue.detail.as_deref(),
        access: venue.access.iter().map(|way| AccessView { icon: access_icon(way), text: way }).collect(),
        location: venue.location.as_ref().map(|location| {
            let (latitude, longitude) = location.value;
            LocationView { lat: latitude.to_string(), lon: longitude.to_string(), url: format!("geo:{latitude},{longitude}") }
        }),
        undisclosed: venue.undisclosed.as_deref(),
        online: venue.online.as_ref().map(|online| OnlineView {
            url: online.url.as_deref(),
            note_html: online.note.as_deref().map(|note| format!("<p>{}</p>", place.line(note))),
        }),
    }
}

fn session_view<'a>(session: &'a Session, entry: &Entry, site: &Site, days: DaysView, place: &Place) -> SessionView<'a> {
    let fee = terms::fee_lines(session.fee.as_deref(), &session.terms.prices).join("、");
    let online = session.online.as_ref().map(|online| match &online.note {
        Some(note) => format!("オンラインでも参加できます（{note}）"),
        None => "オンラインでも参加できます".to_owned(),
    });
    let facts = [
        ("開場", session.doors.clone()),
        ("使える方", terms::who(&session.terms, site)),
        ("定員", session.terms.capacity.as_ref().map(Capacity::words)),
        ("費用", Some(fee).filter(|fee| !fee.is_empty())),
        ("オンライン", online),
    ];
    SessionView {
        name_html: session.name.as_deref().map(|name| place.line(name)),
        when: session.when.as_ref().map(|when| when.value.as_str()),
        days,
        venue: session.venue.as_ref().map(|venue| venue_view(venue, place)),
        facts: facts.into_iter().filter_map(|(label, text)| Some(FactView { label, text: text? })).collect(),
        reservation: session.reservation.as_ref().map(|reservation| ReservationView::of(reservation, |note| place.block(note))),
        contacts: session.contacts.iter().map(|contact| contact_view(contact, ask::in_writing(entry, site))).collect(),
        note_html: session.note.as_ref().map(|note| place.block(note)),
    }
}

fn contact_view(contact: &Contact, is_written: bool) -> ContactView<'_> {
    ContactView {
        label: contact.label.as_deref(),
        purpose: contact.purpose.as_deref(),
        phone: contact.phone.as_ref().map(|phone| phone.value.as_str()),
        phone_url: contact.phone.as_ref().map(|phone| phone_url(phone, contact.extension.as_deref())),
        extension: contact.extension.as_deref(),
        fax: contact.fax.as_ref().map(|fax| fax.value.as_str()),
        email: contact.email.as_ref().map(|email| email.value.as_str()),
        url: contact.url.as_ref().map(|url| url.value.as_str()),
        sns: contact
            .sns
            .iter()
            .map(|(label, text)| SnsView { label, text, url: text.starts_with("http").then_some(text.as_str()) })
            .collect(),
        hours: contact.hours.as_deref(),
        ways: ways(std::slice::from_ref(contact), is_written),
    }
}

fn figure_view(figure: &Figure) -> FigureView<'_> {
    FigureView {
        label: &figure.label,
        value: &figure.value,
        unit: figure.unit.as_deref(),
        as_of: figure.as_of.map(DateView::from),
        breakdown: figure.breakdown.iter().map(|(label, value)| PartView { label, value: value.value.to_string() }).collect(),
    }
}

fn features(resource: &Resource) -> Vec<FeatureView<'_>> {
    let Some(accessibility) = &resource.accessibility else { return Vec::new() };
    let features = accessibility.known().map(|(feature, availability)| {
        let (value, text) = match availability {
            Availability::Yes => ("yes", "あり"),
            Availability::No => ("no", "なし"),
            Availability::Undisclosed => ("private", "非公開"),
            Availability::Unknown => ("unknown", "わかりません"),
        };
        FeatureView { label: feature.label, value, text }
    });
    let note = accessibility.note.as_deref().map(|text| FeatureView { label: "備考", value: "text", text });
    features.chain(note).collect()
}

fn valid(resource: &Resource, over: bool) -> Option<ValidView> {
    let from = resource.valid.from.as_ref().map(|date| date.value.into());
    let until = resource.valid.until.as_ref().map(|date| date.value.into());
    (from.is_some() || until.is_some()).then_some(ValidView { from, until, over })
}
