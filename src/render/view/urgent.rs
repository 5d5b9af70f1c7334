//! Lines of help, as templates see them: one for the foot of every page, all for the page of their own and for the search.

use serde::Serialize;

use crate::model::settings::Settings;
use crate::model::urgent::{Line, Plight};
use crate::render::view::{DateView, SourceView, phone_url};
use crate::site::route;
use crate::site::search::normal;

/// What every page says of them.
#[derive(Clone, Debug, Serialize)]
pub struct UrgentView {
    /// The page of their own.
    pub href: &'static str,
    /// The first that can be called.
    pub first: Option<LineView>,
    /// Where 「このページをはなれる」 leads.
    pub leave: Option<LeaveView>,
}

/// A way out of the site.
#[derive(Clone, Debug, Serialize)]
pub struct LeaveView {
    url: String,
    host: String,
}

/// One line.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    name: String,
    phone: Option<String>,
    phone_url: Option<String>,
    hours: Option<String>,
    url: Option<String>,
    sns: Vec<SnsView>,
    note: Option<String>,
    checked: Option<DateView>,
    sources: Vec<SourceView>,
    /// Whether it was not shown before on this page.
    is_first: bool,
    /// Comparable words that call it, parted by spaces; `only` those for which nothing else is offered.
    words: String,
    only: String,
}

#[derive(Clone, Debug, Serialize)]
struct SnsView {
    label: String,
    text: String,
    url: Option<String>,
}

impl UrgentView {
    /// None where the site names no line: a frame with a hole is never published.
    pub fn of(settings: &Settings) -> Option<Self> {
        if settings.urgent.is_empty() {
            return None;
        }
        let first = settings.urgent.iter().find(|line| line.phone.is_some()).or_else(|| settings.urgent.first());
        Some(UrgentView { href: route::URGENT, first: first.map(LineView::from), leave: settings.leave.as_deref().map(LeaveView::to) })
    }
}

impl LeaveView {
    fn to(url: &str) -> Self {
        let host = url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(url);
        LeaveView { url: url.to_owned(), host: host.to_owned() }
    }
}

impl From<&Line> for LineView {
    fn from(line: &Line) -> Self {
        let words = |all: &[String]| all.iter().map(|word| normal(word)).collect::<Vec<_>>().join(" ");
        let sns = line.sns.iter().map(|(label, text)| SnsView {
            label: label.clone(),
            text: text.clone(),
            url: text.starts_with("http").then(|| text.clone()),
        });
        LineView {
            name: line.name.value.clone(),
            phone: line.phone.clone(),
            phone_url: line.phone.as_deref().map(|phone| phone_url(phone, None)),
            hours: line.hours.clone(),
            url: line.url.clone(),
            sns: sns.collect(),
            note: line.note.clone(),
            checked: line.checked.as_ref().map(|checked| checked.value.into()),
            sources: line.sources.iter().map(SourceView::from).collect(),
            is_first: true,
            words: words(&line.words),
            only: words(&line.only),
        }
    }
}

impl LineView {
    /// The same, as it stands on a page that had it before, or had not.
    #[must_use]
    pub fn first(self, is_first: bool) -> Self {
        LineView { is_first, ..self }
    }
}

/// Whether a line stands in a section of `urgent.html`; none is the section of those that are for no special plight.
pub fn suits(line: &Line, plight: Option<Plight>) -> bool {
    plight.map_or(line.suits.is_empty(), |plight| line.suits.contains(&plight))
}
