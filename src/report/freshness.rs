//! What must be asked about again, the oldest first, with whom to ask.

use jiff::Unit;

use crate::model::resource::{Resource, Status};
use crate::report::{Report, Table, name};
use crate::site::Site;

/// What has to be checked as of the site's day.
pub fn freshness(site: &Site) -> Report {
    let months = site.settings.review_months();
    let mut due: Vec<_> = site.entries.iter().filter(|entry| entry.is_stale && entry.resource.status != Status::Ended).collect();
    due.sort_by_key(|entry| (entry.resource.checked.as_ref().map(|checked| checked.latest()), entry.resource.id.clone()));
    let columns = ["場所", "最後に確かめた日", "たった月数", "団体", "電話", "ファイル"];
    let mut table = Table::new("確かめるもの（古い順）", &columns, "確かめる時期のものはありません。");
    for entry in &due {
        let resource = &entry.resource;
        let checked = resource.checked.as_ref();
        table.rows.push(vec![
            name(entry),
            checked.map_or_else(|| "記録なし".to_owned(), |checked| checked.japanese()),
            checked.map_or_else(String::new, |checked| {
                checked.latest().until((Unit::Month, site.today)).map_or(0, |span| span.get_months()).to_string()
            }),
            organizer(resource),
            phone(resource),
            resource.id.clone(),
        ]);
    }
    Report {
        title: "確かめる時期のもの".to_owned(),
        lead: format!(
            "{} の時点で、確かめてから {months} か月をこえたもの、いつ確かめたかの記録がないもの: {} 件（全 {} 件のうち）。",
            site.today,
            due.len(),
            site.entries.len()
        ),
        tables: std::iter::once(table).chain(lines_of_help(site)).collect(),
    }
}

/// Lines of help that have to be held against their owner's page again; no table where there is none.
fn lines_of_help(site: &Site) -> Option<Table> {
    let lines = &site.settings.urgent;
    let mut due: Vec<_> = lines.iter().filter(|line| line.is_stale(site.settings.review_months(), site.today)).collect();
    due.sort_by_key(|line| line.checked.as_ref().map(|checked| checked.latest()));
    let columns = ["窓口", "最後に確かめた日", "電話", "確かめるページ"];
    let mut table = Table::new("つらいときの窓口（urgent）で確かめるもの", &columns, "確かめる時期の窓口はありません。");
    table.rows.extend(due.into_iter().map(|line| {
        let source = || line.sources.iter().find_map(|source| source.url.clone());
        vec![
            line.name.value.clone(),
            line.checked.as_ref().map_or_else(|| "記録なし".to_owned(), |checked| checked.japanese()),
            line.phone.clone().unwrap_or_default(),
            line.url.clone().or_else(source).unwrap_or_default(),
        ]
    }));
    (!table.rows.is_empty()).then_some(table)
}

/// Who answers for an entry, as far as it says.
pub fn organizer(resource: &Resource) -> String {
    resource.organizers.iter().map(|organizer| organizer.name.as_str()).collect::<Vec<_>>().join("、")
}

fn phone(resource: &Resource) -> String {
    resource.contacts.iter().filter_map(|contact| contact.phone.as_ref()).map(|phone| phone.value.as_str()).collect::<Vec<_>>().join("、")
}
