//! View structs: exactly what templates see (contract version 1, described in `themes/README.md`).
//!
//! Every field is always there: optional things are `null`, lists are empty. `href` is relative to the site's root;
//! `*_html` is ready HTML; everything else is text that the templates escape.

pub(crate) mod ask;
pub(crate) mod base;
pub(crate) mod calendar;
pub(crate) mod card;
pub(crate) mod fact;
pub(crate) mod near;
pub(crate) mod pagination;
pub(crate) mod resource;
pub(crate) mod session;
pub(crate) mod terms;
pub(crate) mod urgent;
pub(crate) mod week;

use serde::Serialize;

use crate::model::date::PartialDate;
use crate::model::resource::{Source, Status};

/// A date for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// ISO 8601 of the precision that is known.
    pub iso: String,
    /// 2021年2月.
    pub label: String,
}

impl From<PartialDate> for DateView {
    fn from(date: PartialDate) -> Self {
        DateView { iso: date.to_string(), label: date.japanese() }
    }
}

/// A link to a page of the site.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Its words.
    pub label: String,
    /// Relative to the root; none for the page itself.
    pub href: Option<String>,
}

/// A status other than plainly open.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// `trial`, `undecided`, `paused`, `ended`, or `open` with a note.
    pub id: &'static str,
    /// In words.
    pub label: &'static str,
    /// More of it.
    pub note_html: Option<String>,
}

impl StatusView {
    /// The words for a status; none when there is nothing to say.
    pub fn of(status: Status, note_html: Option<String>) -> Option<Self> {
        let (id, label) = match status {
            Status::Open if note_html.is_none() => return None,
            Status::Open => ("open", "お知らせ"),
            Status::Trial => ("trial", "試行中"),
            Status::Undecided => ("undecided", "今後は未定"),
            Status::Paused => ("paused", "お休み中"),
            Status::Ended => ("ended", "終了しました"),
        };
        Some(StatusView { id, label, note_html })
    }
}

/// From where a fact is.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Name of the document.
    pub title: String,
    /// Where it is.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<DateView>,
}

impl From<&Source> for SourceView {
    fn from(source: &Source) -> Self {
        SourceView { title: source.title.clone(), url: source.url.clone(), date: source.date.map(DateView::from) }
    }
}

/// `tel:` with what is dialled and nothing else, and the extension as RFC 3966 writes it.
pub fn phone_url(phone: &str, extension: Option<&str>) -> String {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '#')).collect();
    let digits = digits.replace('#', "%23");
    match extension.filter(|extension| !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(extension) => format!("tel:{digits};ext={extension}"),
        None => format!("tel:{digits}"),
    }
}

/// The icon for a way to get somewhere.
pub fn access_icon(text: &str) -> &'static str {
    if text.contains("バス") {
        "bus"
    } else if text.contains('線') || text.contains('駅') {
        "train"
    } else {
        "pin"
    }
}

/// The hue of a wish: 1 to 4 for the first four, then none.
pub fn hue(need: usize) -> u8 {
    u8::try_from(need + 1).ok().filter(|hue| *hue <= 4).unwrap_or(0)
}
