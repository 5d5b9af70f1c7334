//! Pages in prose.

use serde::Serialize;

use crate::render::markup::Place;
use crate::render::view::base::Frame;
use crate::render::view::{DateView, SourceView};
use crate::render::{Artifact, Input, RenderError};
use crate::site::anchors::Headings;
use crate::site::route;

#[derive(Serialize)]
struct PageView {
    title: String,
    title_html: String,
    body_html: String,
    checked: Option<DateView>,
    sources: Vec<SourceView>,
    toc: Vec<TocView>,
}

#[derive(Serialize)]
struct TocView {
    label: String,
    id: String,
}

/// Sections from which a table of contents helps.
const TOC_FROM: usize = 4;

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let pages = input.site.pages.iter();
    pages.map(|page| Artifact::later(route::page(&page.slug), move || render_page(input, page))).collect()
}

fn render_page(input: &Input, page: &crate::model::page::Page) -> Result<Vec<u8>, RenderError> {
    let from = format!("pages/{}.md", page.slug);
    let shown = page.shown();
    let headings = Headings::of_page(shown);
    let place = Place { heading: 2, headings: Some(&headings), ..Place::of(input.site, &from, "") };
    let (body_html, contents) = place.rich(&shown.body);
    let contents = if contents.len() < TOC_FROM { Vec::new() } else { contents };
    let view = PageView {
        title: page.title.value.clone(),
        title_html: place.line(&shown.title),
        body_html,
        checked: page.checked.as_ref().map(|checked| checked.value.into()),
        sources: shown.sources.iter().map(SourceView::from).collect(),
        toc: contents.into_iter().map(|(label, id)| TocView { label, id }).collect(),
    };
    let description = page.description.clone().unwrap_or_else(|| page.body.within(100));
    let frame = Frame::new(input.site, &route::page(&page.slug), "page", view.title.clone(), description).below(&[]);
    input.engine.page("page.html", &frame, "content", &view)
}
