//! `leaflet.html` and the files it shows.

use serde::Serialize;

use crate::render::print::format::Finish;
use crate::render::print::{Picture, Print, PrintFile, Prints, Role};
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
    format: FormatView,
    files: Vec<FileView<'a>>,
    ink: &'static str,
    count: usize,
    page_count: usize,
    areas: Vec<AreaView<'a>>,
    pages: Vec<PageView<'a>>,
    /// Whether the files are those of an earlier build.
    is_earlier: bool,
}

#[derive(Serialize)]
struct FormatView {
    name: &'static str,
    paper: String,
    fold: &'static str,
    good_for: &'static str,
    at_home: Vec<String>,
    shop: String,
}

#[derive(Serialize)]
struct FileView<'a> {
    href: &'a str,
    label: &'static str,
    note: &'static str,
    size: String,
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
    label: String,
    width: u32,
    height: u32,
}

/// Leaflets of one title and edition, in their several formats.
#[derive(Serialize)]
struct EditionView<'a> {
    title: &'a str,
    edition: Option<&'a str>,
    subtitle: Option<&'a str>,
    formats: Vec<LeafletView<'a>>,
}

pub(in crate::render) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let mut artifacts = vec![Artifact::later("leaflet.html", move || {
        let site = input.site;
        let description = "印刷して折ると、手のひらに入る紙のしおりになります。";
        let mut frame = Frame::new(site, "leaflet.html", "leaflets", "紙のしおり", description).below(&[]);
        frame.page.noindex |= !has_leaflets(site);
        input.engine.page("leaflets.html", &frame, "editions", &editions(input))
    })];
    artifacts.extend(input.prints.artifacts());
    artifacts
}

impl Prints {
    /// The files to print, and the pictures of their pages.
    pub fn artifacts(&self) -> Vec<Artifact<'_>> {
        let files = self.all.iter().flat_map(|print| &print.files).map(|file| Artifact::borrowed(file.path.clone(), &file.bytes));
        let pictures = self.all.iter().flat_map(|print| &print.pages).map(|page| Artifact::borrowed(page.path.clone(), &page.png));
        files.chain(pictures).collect()
    }
}

/// Leaflets of the same title stand together, where the first of them stands.
fn editions<'a>(input: &'a Input<'a>) -> Vec<EditionView<'a>> {
    let mut editions: Vec<EditionView> = Vec::new();
    for print in &input.prints.all {
        let view = leaflet(print, input.site);
        match editions.iter_mut().find(|edition| edition.title == view.title && edition.edition == view.edition) {
            Some(edition) => edition.formats.push(view),
            None => {
                editions.push(EditionView { title: view.title, edition: view.edition, subtitle: view.subtitle, formats: vec![view] });
            }
        }
    }
    editions
}

fn leaflet<'a>(print: &'a Print, site: &'a Site) -> LeafletView<'a> {
    let format = print.format;
    let said = |words: &str| format.said_of(words, print.paper.as_deref());
    LeafletView {
        id: &print.id,
        title: &print.title,
        subtitle: print.subtitle.as_deref(),
        edition: print.edition.as_deref(),
        issued: print.issued.map(DateView::from),
        format: FormatView {
            name: format.name,
            paper: paper(print),
            fold: format.fold,
            good_for: format.good_for,
            at_home: format.at_home.iter().map(|step| said(step)).collect(),
            shop: said(format.shop),
        },
        files: print.files.iter().map(|file| file_view(file, print)).collect(),
        ink: if print.is_one_ink { "1色（黒）" } else { "カラー" },
        count: print.entries.len(),
        page_count: print.page_count,
        areas: print
            .areas
            .iter()
            .map(|area| AreaView { label: &site.areas[*area].shown().name, href: route::list("areas", &site.areas[*area].id, 1) })
            .collect(),
        pages: print.pages.iter().enumerate().map(|(at, page)| page_view(print, at, page)).collect(),
        is_earlier: print.is_earlier,
    }
}

/// With the number of sheets, where it depends on the number of pages.
fn paper(print: &Print) -> String {
    let paper = print.format.said_of(print.format.paper, print.paper.as_deref());
    match print.format.finish {
        Finish::Saddle => format!("{paper} {}枚（{}ページ）", print.page_count / 4, print.page_count),
        Finish::Flat if print.format.has_entries => format!("{paper} {}ページ", print.page_count),
        Finish::Roll | Finish::Half | Finish::Cut | Finish::Flat => paper,
    }
}

fn file_view<'a>(file: &'a PrintFile, print: &Print) -> FileView<'a> {
    let (label, note) = match file.role {
        Role::Read if print.format.finish == Finish::Saddle => ("読む用のPDF", "画面や読み上げで読むときに"),
        Role::Read if print.files.len() > 1 => ("PDFをひらく", "家や職場の印刷機で"),
        Role::Read => ("PDFをひらく", ""),
        Role::Fold => ("印刷して折る用のPDF", "家や職場の印刷機で"),
        Role::Shop => ("印刷所に渡すPDF", "塗り足しとトンボつき"),
    };
    FileView { href: &file.path, label, note, size: size(file.bytes.len()) }
}

fn page_view<'a>(print: &Print, at: usize, page: &'a Picture) -> PageView<'a> {
    let label = print.format.page_label(at, print.page_count);
    PageView {
        src: &page.path,
        alt: format!("{}（{}）の{label}の絵。同じ内容はこのサイトの各ページにあります", print.full_title(), print.format.name),
        label,
        width: page.width,
        height: page.height,
    }
}

/// As people say it: 182 KB.
fn size(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{} KB", bytes.div_ceil(1000)) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}
