//! Whom to ask, with every way to them: on pages, cards, in the kept list.

use serde::Serialize;

use crate::model::ruby;
use crate::model::venue::Contact;
use crate::render::view::phone_url;
use crate::site::ask::{Because, WayKind, is_way};
use crate::site::{Asked, Entry, Site, route};

/// The comfort that promises an answer in writing: then writing comes before calling.
pub const IN_WRITING: &str = "email-ok";

/// Those who answer.
#[derive(Debug, Serialize)]
pub struct AskView {
    /// Name of the window; none where it is the entry itself.
    pub name: Option<String>,
    /// Its page.
    pub href: Option<String>,
    /// `own`, `editor`, `organizer` or `area`.
    because: &'static str,
    /// Every way, the easiest first.
    pub ways: Vec<WayView>,
}

/// One way to reach somebody.
#[derive(Debug, Serialize)]
pub struct WayView {
    /// `phone`, `mail`, `chat`, `link` or `fax`; its icon is called the same.
    pub kind: WayKind,
    /// 電話, メール …
    pub label: String,
    /// The number or address.
    pub text: String,
    /// With the extension, in words.
    pub extension: Option<String>,
    /// Who answers, and when, where it is said.
    pub note: Option<String>,
    /// Where it leads.
    pub url: Option<String>,
}

impl AskView {
    /// Those to ask about an entry; none where nobody is known.
    pub fn of(entry: &Entry, site: &Site) -> Option<Self> {
        let asked = site.asked(entry)?;
        let page = asked.entry.filter(|at| site.entries[*at].is_public());
        Some(AskView {
            name: asked.name.map(|name| ruby::plain(name).into_owned()),
            href: page.map(|at| route::resource(&site.entries[at].resource.id)),
            because: because(&asked),
            ways: ways(asked.contacts, in_writing(entry, site)),
        })
    }
}

impl WayView {
    /// The number or address with its extension.
    pub fn in_full(&self) -> String {
        self.extension.as_ref().map_or_else(|| self.text.clone(), |extension| format!("{} {extension}", self.text))
    }
}

/// Whether an answer in writing is promised.
pub fn in_writing(entry: &Entry, site: &Site) -> bool {
    entry.comforts.iter().any(|comfort| site.vocabulary.comforts[*comfort].id.value == IN_WRITING)
}

fn because(asked: &Asked) -> &'static str {
    match asked.because {
        None => "own",
        Some(Because::Editor) => "editor",
        Some(Because::Organizer) => "organizer",
        Some(Because::Area) => "area",
    }
}

/// Every way of some contacts. Of several, each says whose it is.
pub fn ways(contacts: &[Contact], is_written: bool) -> Vec<WayView> {
    let several = contacts.iter().filter(|contact| is_way(contact)).count() > 1;
    let mut all: Vec<WayView> = contacts.iter().flat_map(|contact| of_contact(contact, several)).collect();
    all.sort_by_key(|way| if is_written { way.kind.is_call() } else { way.kind != WayKind::Phone });
    all
}

fn of_contact(contact: &Contact, several: bool) -> Vec<WayView> {
    let said = [contact.label.as_deref().filter(|_| several), contact.hours.as_deref()];
    let note: Vec<&str> = said.into_iter().flatten().collect();
    let note = (!note.is_empty()).then(|| note.join("、"));
    let way = |kind, label: &str, text: &str, url: Option<String>| WayView {
        kind,
        label: label.to_owned(),
        text: text.to_owned(),
        extension: None,
        note: note.clone(),
        url,
    };
    let phone = contact.phone.as_ref().map(|phone| WayView {
        extension: contact.extension.as_ref().map(|extension| format!("内線{extension}")),
        ..way(WayKind::Phone, "電話", phone, Some(phone_url(phone, contact.extension.as_deref())))
    });
    let mail = contact.email.as_ref().map(|mail| way(WayKind::Mail, "メール", mail, Some(format!("mailto:{}", mail.value))));
    let sns = contact.sns.iter().map(|(label, text)| way(WayKind::Chat, label, text, text.starts_with("http").then(|| text.clone())));
    let line = contact.line.as_ref().map(|line| way(WayKind::Chat, "LINE", line, line.starts_with("http").then(|| line.clone())));
    let text = contact
        .text
        .as_ref()
        .map(|number| way(WayKind::Chat, "ショートメール", number, Some(format!("sms:{}", number.value.replace('-', "")))));
    let form = contact.form.as_ref().map(|form| way(WayKind::Link, "申しこみのページ", form, Some(form.value.clone())));
    let url = contact.url.as_ref().map(|url| way(WayKind::Link, "ホームページ", url, Some(url.value.clone())));
    let fax = contact.fax.as_ref().map(|fax| way(WayKind::Fax, "ファクス", fax, None));
    phone.into_iter().chain(mail).chain(line).chain(text).chain(sns).chain(form).chain(url).chain(fax).collect()
}
