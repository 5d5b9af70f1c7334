//! A leaflet view becomes a PDF and pictures of its pages.
//!
//! 1. Characters without a glyph are found before anything is drawn.
//! 2. The view is written as JSON into the world its template sees.
//! 3. Typst lays the template out. The template measures, packs and tightens; it says in `metadata` labelled `<report>` what it did and
//!    what does not fit.
//! 4. An overflow ends here, before anything is exported: nothing that is cut off is ever printed.
//! 5. The pages are exported as PDF/UA-1 + PDF/A-2a (Typst refuses what does not conform) and as pictures for the website; those of a
//!    booklet also side by side on sheets, and with bleed and marks where a print shop is to have them.

use super::{
    impose::impose,
    view::{IssueDate, LeafletView},
    world::{LeafletWorld, Templates, is_unprintable},
};
use crate::render::print::{Role, fold::booklet_sides};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use typst::{
    diag::{SourceDiagnostic, Warned},
    foundations::{Datetime, Dict, NativeElement, Selector, Smart, Value},
    introspection::{Introspector, MetadataElem},
    utils::Scalar,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

/// Width of the picture of a page that lies on its long side, in pixels.
const WIDE_PICTURE: f64 = 1200.0;
/// Width of the picture of a page that stands.
const TALL_PICTURE: f64 = 800.0;
/// Pages of which there are pictures.
const MOST_PICTURES: usize = 8;

/// A leaflet ready to be published.
#[derive(Debug)]
pub struct Printed {
    /// The files; the first is the one to read.
    pub files: Vec<(Role, Vec<u8>)>,
    /// One picture a page, of the first pages.
    pub pages: Vec<PagePicture>,
    /// How many pages there are.
    pub page_count: usize,
    /// What the template did to make everything fit, in Japanese, in the order of its steps. Empty if nothing had to give way.
    pub remarks: Vec<String>,
}

/// A page as it looks.
#[derive(Debug)]
pub struct PagePicture {
    /// PNG file.
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Why a leaflet could not be printed.
#[derive(Debug, Clone, PartialEq)]
pub enum LeafletProblem {
    /// After every tightening step there is more than the paper holds.
    Overflow {
        /// Missing height, all panels together.
        mm: f64,
        /// Ids of the resources, or names of the windows, that would have to go; empty if fixed text is too long.
        entries: Vec<String>,
        /// The panels that overflow, in Japanese.
        panels: Vec<String>,
    },
    /// More entries than such paper can hold, however small; nobody needs to lay them out to know.
    TooMany {
        /// How many there are.
        count: usize,
        /// How many it could hold at the very most.
        most: usize,
    },
    /// Characters that BIZ UDPGothic does not have.
    Unprintable {
        /// The texts that have any, each once, with those characters.
        texts: BTreeMap<String, BTreeSet<char>>,
    },
    /// The theme has no such format, or its template is wrong; a content file cannot cause this.
    Template {
        /// Typst's message with file and line.
        message: String,
    },
}

/// Compiles one leaflet. The same view and templates give the same bytes.
pub fn compile(view: &LeafletView, templates: &Templates) -> Result<Printed, LeafletProblem> {
    unprintable(view)?;
    let world = world(view, templates, 0)?;
    let document = layout(&world)?;
    let reports = reports(&document);
    overflow(&reports)?;
    let pictures = || document.pages().par_iter().take(MOST_PICTURES).map(picture).collect::<Result<Vec<_>, _>>();
    let (files, pages) = rayon::join(|| files(view, templates, &document, &world), pictures);
    Ok(Printed { files: files?, pages: pages?, page_count: document.pages().len(), remarks: remarks(&reports) })
}

/// Like [`compile`], without files and pictures: whether everything can be printed and fits, and what had to give way.
pub fn judge(view: &LeafletView, templates: &Templates) -> Result<Printed, LeafletProblem> {
    unprintable(view)?;
    let document = layout(&world(view, templates, 0)?)?;
    let reports = reports(&document);
    overflow(&reports)?;
    Ok(Printed { files: Vec::new(), pages: Vec::new(), page_count: document.pages().len(), remarks: remarks(&reports) })
}

fn files(
    view: &LeafletView,
    templates: &Templates,
    document: &PagedDocument,
    world: &LeafletWorld,
) -> Result<Vec<(Role, Vec<u8>)>, LeafletProblem> {
    let mut files = vec![(Role::Read, export(view, Role::Read, document, world)?)];
    if view.is_booklet {
        let sheets = impose(document, &booklet_sides(document.pages().len()));
        files.push((Role::Fold, export(view, Role::Fold, &sheets, world)?));
    }
    if view.bleed > 0 {
        let (width, height) = view.shop_page.unwrap_or((view.width, view.height));
        let view = LeafletView { width, height, ..view.clone() };
        let world = self::world(&view, templates, view.bleed)?;
        files.push((Role::Shop, export(&view, Role::Shop, &layout(&world)?, &world)?));
    }
    Ok(files)
}

/// The view and, so that a content file naming an unknown icon does not break the template, the icons and drawings there are.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    view: &'a LeafletView,
    /// Millimetres of bleed in this file.
    bleed: u8,
    icons: Vec<&'a str>,
    drawings: Vec<&'a str>,
}

/// Lets go of memoised layout that the last few leaflets did not use. For long runs (`serve`); harmless at any time.
pub fn forget_unused() {
    typst::comemo::evict(8);
}

/// The laid-out pages, for tests that look at what stands where.
#[cfg(test)]
pub(super) fn layout_of(view: &LeafletView, templates: &Templates) -> Result<PagedDocument, LeafletProblem> {
    layout(&world(view, templates, 0)?)
}

fn unprintable(view: &LeafletView) -> Result<(), LeafletProblem> {
    let json = serde_json::to_value(view).map_err(|error| template_problem(error.to_string()))?;
    let mut texts = BTreeMap::new();
    collect_unprintable(&json, &mut texts);
    if texts.is_empty() { Ok(()) } else { Err(LeafletProblem::Unprintable { texts }) }
}

fn collect_unprintable(value: &serde_json::Value, found: &mut BTreeMap<String, BTreeSet<char>>) {
    use serde_json::Value::{Array, Object, String};
    match value {
        String(text) => {
            let characters: BTreeSet<char> = text.chars().filter(|&character| is_unprintable(character)).collect();
            if !characters.is_empty() {
                found.insert(text.clone(), characters);
            }
        }
        Array(values) => match set_text(values) {
            Some(text) => collect_unprintable(&String(text), found),
            None => values.iter().for_each(|value| collect_unprintable(value, found)),
        },
        Object(fields) => fields.values().for_each(|value| collect_unprintable(value, found)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

/// The letters of a text that was cut into phrases, so that it is found as its editor wrote it.
fn set_text(values: &[serde_json::Value]) -> Option<std::string::String> {
    let mut letters = String::new();
    for phrase in values {
        for part in phrase.get("s")?.as_array()? {
            letters.extend([part.get("t"), part.get("r")].into_iter().flatten().filter_map(serde_json::Value::as_str));
        }
        if phrase.get("blank").is_some() {
            letters.push(' ');
        }
    }
    (!values.is_empty()).then_some(letters)
}

fn world<'a>(view: &LeafletView, templates: &'a Templates, bleed: u8) -> Result<LeafletWorld<'a>, LeafletProblem> {
    let data = serde_json::to_vec(&Data { view, bleed, icons: templates.names("icons/"), drawings: templates.names("drawings/") })
        .map_err(|error| template_problem(error.to_string()))?;
    LeafletWorld::new(templates, &view.format, data, datetime(view.date))
        .ok_or_else(|| template_problem(format!("there is no template {}.typ", view.format)))
}

fn layout(world: &LeafletWorld) -> Result<PagedDocument, LeafletProblem> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| template_problem(messages(world, &errors)))?;
    // A warning is a missing glyph's font, a layout that did not converge: on paper that is an error.
    if warnings.is_empty() { Ok(document) } else { Err(template_problem(messages(world, &warnings))) }
}

fn export(view: &LeafletView, role: Role, document: &PagedDocument, world: &LeafletWorld) -> Result<Vec<u8>, LeafletProblem> {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|error| template_problem(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("shiori/{}/{}{}", view.id, view.format, role.suffix())),
        creator: Smart::Custom(Some("shiori".to_owned())),
        timestamp: datetime(view.date).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| template_problem(messages(world, &errors)))
}

fn picture(page: &typst_layout::Page) -> Result<PagePicture, LeafletProblem> {
    let size = page.frame.size();
    let scale = if size.x > size.y { WIDE_PICTURE } else { TALL_PICTURE } / size.x.to_pt();
    let options = RenderOptions { pixel_per_pt: Scalar::new(scale), render_bleed: false };
    let mut pixels = typst_render::render(page, &options);
    // Sixteen shades a channel are enough for the grey edges of letters and make the file a third smaller.
    pixels.data_mut().iter_mut().for_each(|channel| *channel = (*channel).saturating_add(8) / 17 * 17);
    let png = pixels.encode_png().map_err(|error| template_problem(error.to_string()))?;
    Ok(PagePicture { png, width: pixels.width(), height: pixels.height() })
}

/// The dictionaries that the template labelled `<report>`.
fn reports(document: &PagedDocument) -> Vec<Dict> {
    let found = document.introspector().query(&Selector::Elem(MetadataElem::ELEM, None));
    let values = found.iter().filter_map(|element| element.to_packed::<MetadataElem>().map(|metadata| metadata.value.clone()));
    values.filter_map(|value| if let Value::Dict(report) = value { Some(report) } else { None }).collect()
}

fn of_kind<'a>(reports: &'a [Dict], kind: &'a str) -> impl Iterator<Item = &'a Dict> {
    reports.iter().filter(move |report| string(report, "kind").as_deref() == Some(kind))
}

fn string(report: &Dict, key: &str) -> Option<String> {
    report.get(key).ok().and_then(|value| value.clone().cast::<String>().ok())
}

fn remarks(reports: &[Dict]) -> Vec<String> {
    of_kind(reports, "remark").filter_map(|report| string(report, "text")).collect()
}

fn overflow(reports: &[Dict]) -> Result<(), LeafletProblem> {
    let (mut mm, mut entries, mut panels) = (0.0, Vec::new(), Vec::new());
    for report in of_kind(reports, "overflow") {
        mm += report.get("mm").ok().and_then(|value| value.clone().cast::<f64>().ok()).unwrap_or_default();
        panels.extend(string(report, "panel"));
        if let Ok(Value::Array(ids)) = report.get("entries") {
            entries.extend(ids.iter().filter_map(|id| id.clone().cast::<String>().ok()));
        }
    }
    // The sum of tenths is shown to people.
    let mm = (mm * 10.0).round() / 10.0;
    if panels.is_empty() { Ok(()) } else { Err(LeafletProblem::Overflow { mm, entries, panels }) }
}

fn datetime(date: IssueDate) -> Option<Datetime> {
    Datetime::from_ymd_hms(date.year, date.month, date.day, 0, 0, 0)
}

fn template_problem(message: String) -> LeafletProblem {
    LeafletProblem::Template { message }
}

/// One line a diagnostic: file, line, message, hints.
fn messages(world: &LeafletWorld, diagnostics: &[SourceDiagnostic]) -> String {
    let lines = diagnostics.iter().map(|diagnostic| {
        let hints: String = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
        format!("{}{}{hints}", place(world, diagnostic), diagnostic.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `a4-trifold.typ:12: `, or nothing for a diagnostic without a place.
fn place(world: &LeafletWorld, diagnostic: &SourceDiagnostic) -> String {
    use typst::{World, WorldExt};
    let span = diagnostic.span;
    let line = span.id().and_then(|id| {
        let source = world.source(id).ok()?;
        let line = source.lines().byte_to_line(world.range(span)?.start)?;
        Some(format!("{}:{}: ", id.vpath().get_without_slash(), line + 1))
    });
    line.unwrap_or_default()
}
