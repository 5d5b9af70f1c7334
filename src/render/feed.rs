//! `feed.xml`: entries by the day on which they were last known to hold, newest first (Atom, RFC 4287).
//!
//! No clock is asked: an entry is dated by `checked`, else by its newest source, else by `since`. Of a month or a year its
//! first day is taken, so that nothing seems newer than it is. What has no date is not in it.

use jiff::civil::Date;

use crate::model::resource::{Resource, Status};
use crate::model::ruby;
use crate::render::markup::escape;
use crate::render::{Artifact, Input};
use crate::site::{Entry, Site, identity, route};
use crate::time::JAPAN;

/// The most entries a reader is given.
const MOST: usize = 50;

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    route::feed(site).map(|path| Artifact::later(path, move || Ok(feed(site).into_bytes()))).into_iter().collect()
}

fn feed(site: &Site) -> String {
    let mut dated: Vec<(Date, &Entry)> =
        site.entries.iter().filter(|entry| entry.is_public()).filter_map(|entry| Some((route::dated(&entry.resource)?, entry))).collect();
    dated.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.resource.id.cmp(&second.resource.id)));
    dated.truncate(MOST);
    let settings = &site.settings;
    let base = settings.base_url.as_ref().map_or("", |base| base.value.as_str());
    let mut xml = String::with_capacity(600 * dated.len() + 1024);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ja\">\n");
    element("title", &settings.title.value, &mut xml);
    if let Some(subtitle) = settings.subtitle.as_ref().or(settings.description.as_ref()) {
        element("subtitle", subtitle, &mut xml);
    }
    element("id", &identity::urn(site, ""), &mut xml);
    if let Some((newest, _)) = dated.first() {
        element("updated", &moment(*newest), &mut xml);
    }
    let publisher = settings.publisher.as_ref();
    xml.push_str("<author>");
    element("name", publisher.map_or(&settings.title.value, |publisher| &publisher.name), &mut xml);
    if let Some(url) = publisher.and_then(|publisher| publisher.url.as_ref()) {
        element("uri", url, &mut xml);
    }
    xml.push_str("</author>\n");
    if let Some(licence) = settings.licence.as_ref().and_then(|licence| licence.name.as_ref().or(licence.url.as_ref())) {
        element("rights", licence, &mut xml);
    }
    link("alternate", base, "index.html", &mut xml);
    link("self", base, route::FEED, &mut xml);
    for (date, entry) in dated {
        item(date, entry, site, base, &mut xml);
    }
    xml.push_str("</feed>\n");
    xml
}

fn item(date: Date, entry: &Entry, site: &Site, base: &str, xml: &mut String) {
    let resource = &entry.resource;
    xml.push_str("<entry>\n");
    element("title", &ruby::plain(&resource.name), xml);
    element("id", &identity::urn(site, &resource.id), xml);
    element("updated", &moment(date), xml);
    link("alternate", base, &route::resource(&resource.id), xml);
    for area in &entry.areas {
        xml.push_str("<category term=\"");
        escape(&site.areas[*area].id, xml);
        xml.push_str("\" label=\"");
        escape(&site.areas[*area].name, xml);
        xml.push_str("\"/>\n");
    }
    element("summary", &summary(resource), xml);
    xml.push_str("</entry>\n");
}

/// What changed cannot be told; that a place has closed or pauses can, and must come first.
fn summary(resource: &Resource) -> String {
    let status = match resource.status {
        Status::Open => "",
        Status::Trial => "（試行中）",
        Status::Undecided => "（これからのことは決まっていません）",
        Status::Paused => "（お休み中）",
        Status::Ended => "（終わりました）",
    };
    let checked = resource.checked.as_ref().map(|checked| format!("（{}に確認）", checked.japanese())).unwrap_or_default();
    format!("{status}{}{checked}", resource.summary.one_line())
}

fn moment(date: Date) -> String {
    format!("{date}T00:00:00{JAPAN}")
}

fn element(name: &str, text: &str, xml: &mut String) {
    xml.extend(["<", name, ">"]);
    escape(text, xml);
    xml.extend(["</", name, ">\n"]);
}

fn link(relation: &str, base: &str, path: &str, xml: &mut String) {
    xml.extend(["<link rel=\"", relation, "\" href=\""]);
    escape(base, xml);
    escape(path, xml);
    xml.push_str("\"/>\n");
}
