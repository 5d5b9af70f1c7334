//! `leaflet.html` and the files it shows.

use serde::Serialize;

use crate::render::printing::Print;
use crate::render::view::DateView;
use crate::render::view::base::{Frame, has_leaflets};
use crate::render::{Artifact, Input};
use crate::site::{Site, route};

#[derive(Serialize)]
struct LeafletView<'a> {
    id: &'a str,
    title: &'a str,
    subtitle: Option<&'a str>,
    edition: Option<&'a str>,
    issued: Option<DateView>,
    href: String,
    size: String,
    paper: &'static str,
    fold: &'static str,
    ink: &'static str,
    count: usize,
    areas: Vec<AreaView<'a>>,
    notes_html: Option<String>,
    pages: Vec<PageView<'a>>,
}

#[derive(Serialize)]
struct AreaView<'a> {
    label: &'a str,
    href: String,
}

#[derive(Serialize)]
struct PageView<'a> {
    src: &'a str,
    alt: String,
    label: &'static str,
    width: u32,
    height: u32,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let mut artifacts = vec![Artifact::later("leaflet.html", move || {
        let site = input.site;
        let view: Vec<_> = input.prints.all.iter().map(|print| leaflet(print, site)).collect();
        let description = "印刷して折ると、手のひらに入る紙のしおりになります。";
        let mut frame = Frame::new(site, "leaflet.html", "leaflets", "紙のしおり", description).below(&[]);
        frame.page.noindex = !has_leaflets(site);
        input.engine.page("leaflets.html", &frame, "leaflets", &view)
    })];
    for print in &input.prints.all {
        artifacts.push(Artifact::borrowed(print.path(), &print.pdf));
        artifacts.extend(print.pages.iter().map(|page| Artifact::borrowed(page.path.clone(), &page.png)));
    }
    artifacts
}

fn leaflet<'a>(print: &'a Print, site: &'a Site) -> LeafletView<'a> {
    LeafletView {
        id: &print.id,
        title: &print.title,
        subtitle: print.subtitle.as_deref(),
        edition: print.edition.as_deref(),
        issued: print.issued.map(DateView::from),
        href: print.path(),
        size: size(print.pdf.len()),
        paper: print.format.paper(),
        fold: print.format.fold(),
        ink: if print.is_one_ink { "1色" } else { "カラー" },
        count: print.entries.len(),
        areas: print
            .areas
            .iter()
            .map(|area| AreaView { label: &site.areas[*area].name, href: route::list("areas", &site.areas[*area].id, 1) })
            .collect(),
        notes_html: None,
        pages: print.pages.iter().enumerate().map(|(at, page)| page_view(print, at, page)).collect(),
    }
}

fn page_view<'a>(print: &Print, at: usize, page: &'a crate::render::printing::Picture) -> PageView<'a> {
    let label = print.format.page_label(at);
    PageView {
        src: &page.path,
        alt: format!("{}の{label}の面。同じ内容はこのサイトの各ページにあります", print.full_title()),
        label,
        width: page.width,
        height: page.height,
    }
}

/// As people say it: 182 KB.
fn size(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{} KB", bytes.div_ceil(1000)) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}
