//! `<area>/<slug>.html`: one page a resource, and one for each of its other languages.

use crate::model::ruby;
use crate::render::print::Print;
use crate::render::view::base::Frame;
use crate::render::view::resource::{PrintedView, ResourceView, Version, language_name};
use crate::render::{Artifact, Input, RenderError, jsonld};
use crate::site::{EntryIndex, route};

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let mut artifacts = Vec::with_capacity(input.site.lists.all.len());
    for &at in &input.site.lists.all {
        let resource = &input.site.entries[at].resource;
        artifacts.push(Artifact::later(route::resource(&resource.id), move || page(input, at, None)));
        for (number, variation) in resource.variations.iter().enumerate() {
            let path = route::variation(&resource.id, &variation.language);
            artifacts.push(Artifact::later(path, move || page(input, at, Some(number))));
        }
    }
    artifacts
}

fn page(input: &Input, at: EntryIndex, variation: Option<usize>) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let entry = &site.entries[at];
    let variation = variation.map(|number| &entry.resource.variations[number]);
    let resource = variation.map_or(&entry.resource, |variation| &variation.resource);
    let version = Version { resource, language: variation.map(|variation| variation.language.as_str()) };
    let path = version.language.map_or_else(|| route::resource(&resource.id), |language| route::variation(&resource.id, language));
    let name = ruby::plain(&resource.name);
    let title = version.language.map_or_else(|| name.to_string(), |language| format!("{name}（{}）", language_name(language)));
    let area = entry.areas.first().map(|area| &site.areas[*area]);
    let kind = entry.kind.map(|kind| &site.vocabulary.kinds[kind]);
    let above = area.map(|area| (area.name.clone(), route::list("areas", &area.id, 1)));
    let above: Vec<(String, String)> =
        above.into_iter().chain(kind.map(|kind| (kind.label.clone(), route::list("kinds", &kind.id, 1)))).collect();
    let ways: Vec<(&str, &str)> = above.iter().map(|(label, href)| (label.as_str(), href.as_str())).collect();
    let mut frame = Frame::new(site, &path, "resource", title, ResourceView::description(resource)).below(&ways);
    frame.jsonld = jsonld::resource(entry, &frame, site);
    let view = ResourceView::new(entry, &version, site, printed(input, at));
    input.engine.page("resource.html", &frame, "resource", &view)
}

/// The leaflets in which an entry stands.
fn printed(input: &Input, at: EntryIndex) -> Vec<PrintedView> {
    let with = input.prints.all.iter().filter(|print| print.entries.contains(&at));
    let title = |print: &Print| format!("{}（{}）", print.full_title(), print.format.name);
    with.map(|print| PrintedView { title: title(print), href: format!("leaflet.html#{}", print.id) }).collect()
}
