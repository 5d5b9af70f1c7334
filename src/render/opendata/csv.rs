//! 公共施設一覧: the table of 56 columns, which `shiori import` reads back.

use std::borrow::Cow;

use crate::model::dataset::{ACCESSIBILITY, FACILITIES, remark};
use crate::model::kana;
use crate::model::resource::Resource;
use crate::model::ruby;
use crate::model::sheet::Csv;
use crate::model::venue::{Contact, Venue};
use crate::render::opendata::published::entries;
use crate::render::opendata::week;
use crate::site::{Entry, Site};
use crate::source::address;
use crate::time::padded;

/// Its name below `opendata/`.
pub const FILE: &str = "public_facility.csv";

/// The whole table.
pub fn table(site: &Site) -> Vec<u8> {
    let mut sheet = Csv::default();
    sheet.row(FACILITIES);
    entries(site).for_each(|entry| sheet.row(row(entry, site)));
    sheet.finish()
}

fn row<'a>(entry: &'a Entry, site: &'a Site) -> [Cow<'a, str>; 56] {
    let mut row = [const { Cow::Borrowed("") }; 56];
    let mut put = |column: &str, cell: Cow<'a, str>| {
        if let Some(at) = FACILITIES.iter().position(|name| *name == column) {
            row[at] = cell;
        }
    };
    let resource = &entry.resource;
    if let Some(area) = entry.areas.first().map(|area| &site.areas[*area]).filter(|area| area.code.is_some()) {
        put("全国地方公共団体コード", text(area.code.as_deref()));
        put("地方公共団体名", Cow::Borrowed(&area.name));
    }
    put("ID", Cow::Borrowed(&resource.id));
    put("名称", ruby::plain(&resource.name.value));
    put("名称_カナ", Cow::Owned(resource.reading.iter().flat_map(|reading| reading.chars().map(kana::katakana)).collect()));
    put("名称_通称", Cow::Owned(resource.other_names.join(";")));
    if let Some(venue) = resource.place() {
        place(venue, resource, &mut put);
    }
    // One row has room for one contact: the first that can be called.
    if let Some(contact) = first_contact(resource) {
        put("電話番号", text(contact.phone.as_ref().map(|phone| phone.value.as_str())));
        put("内線番号", text(contact.extension.as_deref()));
        put("連絡先メールアドレス", text(contact.email.as_ref().map(|email| email.value.as_str())));
        put("連絡先FormURL", text(contact.url.as_ref().map(|url| url.value.as_str())));
        put("連絡先備考（その他、SNSなど）", Cow::Owned(remarks_of(contact)));
    }
    let organizers: Vec<Cow<str>> = resource.organizers.iter().map(|organizer| ruby::plain(&organizer.name)).collect();
    put("団体名", Cow::Owned(organizers.join(";")));
    if let Some((days, span)) = week::simple(entry) {
        put("利用可能曜日", Cow::Owned(days));
        put("開始時間", Cow::Owned(padded(span.start).to_string()));
        put("終了時間", Cow::Owned(padded(span.end).to_string()));
    }
    let and = remark::AND.to_string();
    let lines = |lines: &[crate::diagnostics::At<String>]| lines.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join(&and);
    let (hours, closed) = (lines(&resource.hours), lines(&resource.closed));
    put("利用可能時間特記事項", Cow::Owned(remark::join(&[(remark::HOURS, &hours), (remark::CLOSED, &closed)])));
    put("説明", Cow::Owned(resource.summary.one_line()));
    if let Some(accessibility) = &resource.accessibility {
        for (feature, availability) in accessibility.known() {
            if let Some((column, _)) = ACCESSIBILITY.iter().find(|(_, key)| *key == feature.key) {
                put(column, Cow::Borrowed(availability.label()));
            }
        }
    }
    put("URL", text(resource.links.first().map(|link| link.url.value.as_str())));
    let image = resource.image.as_ref().zip(site.settings.base_url.as_ref());
    put(
        "画像",
        image.map_or(Cow::Borrowed(""), |(image, base)| {
            Cow::Owned(format!("{}images/{}", base.value, address::encoded(site.picture(&image.file).unwrap_or_default())))
        }),
    );
    put("備考", Cow::Owned(remarks(resource)));
    row
}

fn text(text: Option<&str>) -> Cow<'_, str> {
    Cow::Borrowed(text.unwrap_or(""))
}

fn place<'a>(venue: &'a Venue, resource: &'a Resource, put: &mut impl FnMut(&str, Cow<'a, str>)) {
    let name = resource.name_beside(venue).map(ruby::plain);
    if venue.undisclosed.is_some() {
        return;
    }
    let address = venue.address.as_deref().map(ruby::plain);
    put("所在地_連結表記", address.unwrap_or_default());
    let parts: Vec<Cow<str>> = name.into_iter().chain(venue.detail.as_deref().map(ruby::plain)).collect();
    put("建物名等（方書）", Cow::Owned(parts.join(" ")));
    // Seven digits without a hyphen (GIF DS-443).
    put("郵便番号", Cow::Owned(venue.postal_code.as_deref().unwrap_or("").replace('-', "")));
    if let Some(location) = &venue.location {
        put("緯度", Cow::Owned(format!("{:.6}", location.0)));
        put("経度", Cow::Owned(format!("{:.6}", location.1)));
    }
}

fn first_contact(resource: &Resource) -> Option<&Contact> {
    resource.contacts.iter().find(|contact| contact.phone.is_some()).or_else(|| resource.contacts.first())
}

fn remarks_of(contact: &Contact) -> String {
    let label = contact.label.as_deref().map(ruby::plain).unwrap_or_default();
    let purpose = contact.purpose.as_deref().map(ruby::plain).unwrap_or_default();
    let mut cell = remark::join(&[
        (remark::LABEL, &label),
        (remark::PURPOSE, &purpose),
        (remark::ANSWERED, contact.hours.as_deref().unwrap_or("")),
        (remark::FAX, contact.fax.as_ref().map_or("", |fax| &fax.value)),
    ]);
    for (service, account) in &contact.sns {
        // What is no remark of ours has to stand first, or it would be read as part of the one before it.
        let account = format!("{service} {account}");
        cell = if cell.is_empty() { account } else { format!("{account}; {cell}") };
    }
    cell
}

fn remarks(resource: &Resource) -> String {
    let venue = resource.place();
    let access = venue.map(|venue| venue.access.iter().map(|way| ruby::plain(way)).collect::<Vec<_>>().join("／")).unwrap_or_default();
    remark::join(&[
        (remark::KIND, &resource.kind.value),
        (remark::ACCESS, &access),
        (remark::UNDISCLOSED, venue.and_then(|venue| venue.undisclosed.as_deref()).unwrap_or("")),
        (remark::FEE, resource.fee.as_deref().unwrap_or("")),
        (remark::CHECKED, &resource.checked.as_ref().map(|checked| checked.to_string()).unwrap_or_default()),
    ])
}
