//! What could be better: what a visitor, or this program, would like to know and cannot.

use crate::diagnostics::At;
use crate::model::resource::{Resource, Status};
use crate::report::{Report, Table, name};
use crate::site::Site;
use crate::time::{explain_hours, explain_when};

/// What could be added or said more clearly, entry by entry.
pub fn quality(site: &Site) -> Report {
    let mut table = Table::new("書き足せるとよいこと", &["場所", "こと", "いまの書き方", "ファイル"], "ありません。");
    let mut concerned = 0;
    for entry in site.entries.iter().filter(|entry| entry.resource.status != Status::Ended) {
        let found = lacking(&entry.resource, site);
        concerned += usize::from(!found.is_empty());
        let rows = found.into_iter().map(|(what, text)| vec![name(entry), what.to_owned(), text, entry.resource.id.clone()]);
        table.rows.extend(rows);
    }
    Report {
        title: "書き足せるとよいこと".to_owned(),
        lead: format!("{concerned} 件に、書き足せることがあります。わからないことは、次に確かめるときにたずねてください。"),
        tables: vec![table],
    }
}

fn lacking(resource: &Resource, site: &Site) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if resource.reading.is_none() {
        found.push(("よみ（reading）がありません", String::new()));
    }
    for venue in resource.venues.iter().filter(|venue| venue.location.is_none() && venue.undisclosed.is_none()) {
        found.extend(venue.address.as_ref().map(|address| ("位置（location）がありません", address.clone())));
    }
    found.extend(contact(resource));
    let (hours, closed) = (words(&resource.hours), words(&resource.closed));
    if !hours.is_empty() || !closed.is_empty() {
        let rest = explain_hours(&hours, &closed, site.today, 0).rest;
        found.extend(rest.into_iter().map(|text| ("時間や休みの、読み取れないところ", text)));
    }
    for phrase in resource.sessions.iter().flat_map(|session| session.when.iter().chain(&session.dates)) {
        if !explain_when(&phrase.value, site.today, 0).understood {
            found.push(("日時が読み取れません", phrase.value.clone()));
        }
    }
    found
}

fn words(lines: &[At<String>]) -> Vec<&str> {
    lines.iter().map(|line| line.value.as_str()).collect()
}

fn contact(resource: &Resource) -> Option<(&'static str, String)> {
    if resource.contacts.is_empty() {
        return Some(("連絡先がありません", String::new()));
    }
    let is_silent = |contact: &crate::model::venue::Contact| {
        contact.email.is_some() || contact.url.is_some() || contact.fax.is_some() || !contact.sns.is_empty()
    };
    let phone = resource.contacts.iter().find_map(|contact| contact.phone.as_ref())?;
    let only = !resource.contacts.iter().any(is_silent);
    only.then(|| ("電話のほかに、たずねる方法がありません", phone.value.clone()))
}
