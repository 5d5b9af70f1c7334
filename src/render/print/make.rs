//! Composes and compiles every leaflet, or takes it as it was published when nothing it shows has changed.

use rayon::prelude::*;
use serde::Serialize;

use crate::diagnostics::{Diagnostic, Files, Sink};
use crate::model::settings::{Ink, Leaflet};
use crate::render::print::kept::{Kept, KeptFile, KeptPicture, Record, digest};
use crate::render::print::press::compile::{LeafletProblem, Printed, compile, forget_unused, judge};
use crate::render::print::press::view::{LeafletView, plain};
use crate::render::print::press::world::Templates;
use crate::render::print::{Format, Picture, Print, PrintFile, Prints, choose, compose, letters, problems};
use crate::render::theme::Theme;
use crate::site::{EntryIndex, Site, route};

/// Everything of the program that can reach a leaflet: a digest of its sources, made when it is built.
const PROGRAM: &str = env!("SHIORI_SOURCES");

/// Makes every leaflet, in parallel. One that does not fit, or has a letter that no font has, is reported and left out:
/// the site does not wait for its paper. `files` is where the letters are looked for.
pub fn print_all(site: &Site, theme: &Theme, files: &Files, sink: &mut Sink) -> Prints {
    print_changed(site, theme, &Kept::default(), files, sink)
}

/// Like [`print_all`], with what was published already: where it would come out the same, and where it cannot be made anew.
pub fn print_changed(site: &Site, theme: &Theme, kept: &Kept, files: &Files, sink: &mut Sink) -> Prints {
    make(site, theme, kept, compile, files, sink)
}

/// Tries whether every leaflet can be printed and makes no files: for those who only want to know.
pub fn judge_all(site: &Site, theme: &Theme, files: &Files, sink: &mut Sink) -> Prints {
    make(site, theme, &Kept::default(), judge, files, sink)
}

/// [`compile`] or [`judge`].
type Press = fn(&LeafletView, &Templates) -> Result<Printed, LeafletProblem>;

/// Why a leaflet is not there, or not as it should be.
enum Trouble {
    /// A mistake in its settings or its theme.
    Mistake(Box<Diagnostic>),
    /// What it should show cannot be printed; the one of an earlier build, if there is one.
    Blocked { problem: LeafletProblem, holding: Option<&'static Format>, earlier: Option<Box<Print>> },
}

fn make(site: &Site, theme: &Theme, kept: &Kept, press: Press, files: &Files, sink: &mut Sink) -> Prints {
    let templates = theme.texts("leaflet", "typ").map(|(name, text)| (format!("{name}.typ"), text));
    let icons = theme.texts("icons", "svg").map(|(name, text)| (format!("icons/{name}.svg"), text));
    let drawings = theme.texts("drawings", "svg").map(|(name, text)| (format!("drawings/{name}.svg"), text));
    let parts: Vec<(String, &str)> = templates.chain(icons).chain(drawings).collect();
    let shop = Workshop {
        site,
        kept,
        press,
        digest: serde_json::to_vec(&(PROGRAM, &parts)).map(|bytes| digest(&bytes)).unwrap_or_default(),
        templates: Templates::new(parts.iter().map(|(name, text)| (name.as_str(), *text))),
    };
    let printed: Vec<_> = site.settings.leaflets.par_iter().map(|leaflet| shop.print(leaflet)).collect();
    forget_unused();
    let mut prints = Prints::default();
    let mut unprintable = Vec::new();
    for (leaflet, print) in site.settings.leaflets.iter().zip(printed) {
        match print {
            Ok(print) => prints.all.push(print),
            Err(Trouble::Mistake(diagnostic)) => sink.push(*diagnostic),
            Err(Trouble::Blocked { problem, holding, earlier }) => {
                prints.all.extend(earlier.map(|print| *print));
                match problem {
                    LeafletProblem::Unprintable { texts } => unprintable.push((leaflet, texts)),
                    problem => sink.push(*problems::describe(leaflet, problem, holding, site)),
                }
            }
        }
    }
    letters::report(&unprintable, site, files, sink);
    prints
}

/// What all leaflets are made with.
struct Workshop<'a> {
    site: &'a Site,
    kept: &'a Kept,
    press: Press,
    templates: Templates,
    /// Of templates, icons and program.
    digest: String,
}

/// All that a leaflet's files depend on.
#[derive(Serialize)]
struct Key<'a> {
    workshop: &'a str,
    view: &'a LeafletView,
    bleed: u8,
}

impl Workshop<'_> {
    fn print(&self, leaflet: &Leaflet) -> Result<Print, Trouble> {
        let format = problems::format(leaflet).map_err(Trouble::Mistake)?;
        let entries = if format.has_entries { choose::chosen(leaflet, self.site) } else { Vec::new() };
        if entries.is_empty() && format.has_entries {
            return Err(Trouble::Mistake(problems::empty(leaflet)));
        }
        let windows = if format.has_entries { entries.clone() } else { choose::chosen(leaflet, self.site) };
        let view = compose::view(leaflet, format, &windows, self.site);
        let key = Key { workshop: &self.digest, view: &view, bleed: view.bleed };
        let key = serde_json::to_vec(&key).map(|bytes| digest(&bytes)).unwrap_or_default();
        let print = self.frame(leaflet, format, entries, key, &view);
        if let Some(record) = self.kept.same(&print.id, &print.key) {
            return Ok(again(print, record, self.kept));
        }
        let count = print.entries.len();
        let pressed = match format.most_entries() {
            most if count > most => Err(LeafletProblem::TooMany { count, most }),
            _ => (self.press)(&view, &self.templates),
        };
        match pressed {
            Ok(printed) => Ok(finished(print, printed)),
            Err(problem @ LeafletProblem::Template { .. }) => Err(Trouble::Mistake(problems::describe(leaflet, problem, None, self.site))),
            Err(problem) => {
                let holding = self.holding(format, &view, &problem);
                let record = self.kept.earlier(&print.id, format.id);
                let earlier = record.map(|record| Print { key: record.key.clone(), is_earlier: true, ..again(print, record, self.kept) });
                Err(Trouble::Blocked { problem, holding, earlier: earlier.map(Box::new) })
            }
        }
    }

    /// The first larger format that holds what this one does not; tried out, not guessed.
    fn holding(&self, format: &Format, view: &LeafletView, problem: &LeafletProblem) -> Option<&'static Format> {
        let LeafletProblem::Overflow { entries, .. } = problem else { return None };
        let mut larger = format.larger.filter(|_| !entries.is_empty()).and_then(Format::named);
        while let Some(format) = larger {
            let mut view = view.clone();
            view.format = format.id.to_owned();
            (view.width, view.height) = format.page;
            view.panels = format.panels.iter().map(|panels| panels.to_vec()).collect();
            if judge(&view, &self.templates).is_ok() {
                return Some(format);
            }
            larger = format.larger.and_then(Format::named);
        }
        None
    }

    /// All of a leaflet but its files.
    fn frame(&self, leaflet: &Leaflet, format: &'static Format, entries: Vec<EntryIndex>, key: String, view: &LeafletView) -> Print {
        Print {
            id: leaflet.id.value.clone(),
            title: view.title.iter().map(plain).collect(),
            subtitle: view.subtitle.as_ref().map(plain),
            edition: view.edition.as_ref().map(plain),
            issued: leaflet.issued.or(self.site.settings.issued),
            format,
            paper: leaflet.paper.as_ref().map(|paper| paper.value.clone()),
            is_one_ink: leaflet.ink == Ink::One,
            entries,
            areas: choose::areas(leaflet, self.site),
            files: Vec::new(),
            pages: Vec::new(),
            page_count: 0,
            remarks: Vec::new(),
            key,
            is_earlier: false,
        }
    }
}

fn finished(print: Print, printed: Printed) -> Print {
    let files =
        printed.files.into_iter().map(|(role, bytes)| PrintFile { role, path: route::leaflet_file(&print.id, role.suffix()), bytes });
    let pictures = printed.pages.into_iter().enumerate().map(|(at, page)| Picture {
        path: format!("leaflet/{}-{}.png", print.id, at + 1),
        png: page.png,
        width: page.width,
        height: page.height,
    });
    Print { files: files.collect(), pages: pictures.collect(), page_count: printed.page_count, remarks: printed.remarks, ..print }
}

/// A leaflet as it was published.
fn again(print: Print, record: &Record, kept: &Kept) -> Print {
    let bytes = |path: &str| kept.files.get(path).cloned().unwrap_or_default();
    let picture = |picture: &KeptPicture| Picture {
        path: picture.path.clone(),
        png: bytes(&picture.path),
        width: picture.width,
        height: picture.height,
    };
    Print {
        files: record.files.iter().map(|file| PrintFile { role: file.role, path: file.path.clone(), bytes: bytes(&file.path) }).collect(),
        pages: record.pictures.iter().map(picture).collect(),
        page_count: record.page_count,
        remarks: record.remarks.clone(),
        ..print
    }
}

impl Kept {
    /// What was made just now, for the next round of a program that stays: `serve` and the like.
    pub fn of(prints: &Prints) -> Self {
        let files = prints.all.iter().flat_map(|print| print.files.iter().map(|file| (file.path.clone(), file.bytes.clone())));
        let pictures = prints.all.iter().flat_map(|print| print.pages.iter().map(|page| (page.path.clone(), page.png.clone())));
        Kept {
            records: prints.all.iter().map(|print| (print.id.clone(), print.record())).collect(),
            files: files.chain(pictures).collect(),
        }
    }
}

impl Print {
    /// What the manifest keeps of this leaflet.
    pub fn record(&self) -> Record {
        let file = |file: &PrintFile| KeptFile { path: file.path.clone(), role: file.role, digest: digest(&file.bytes) };
        let picture = |picture: &Picture| KeptPicture {
            path: picture.path.clone(),
            width: picture.width,
            height: picture.height,
            digest: digest(&picture.png),
        };
        Record {
            id: self.id.clone(),
            key: self.key.clone(),
            format: self.format.id.to_owned(),
            page_count: self.page_count,
            remarks: self.remarks.clone(),
            files: self.files.iter().map(file).collect(),
            pictures: self.pages.iter().map(picture).collect(),
        }
    }
}
