//! From a site to its files. One file or folder an output; [`OUTPUTS`] is the only list of them.

mod artifact;
mod assets;
mod bookmarks;
mod calendar;
mod engine;
mod feed;
mod find;
mod home;
mod icons;
mod jsonld;
mod lists;
mod machines;
mod map;
pub(crate) mod markup;
mod not_found;
mod opendata;
mod pages;
pub mod print;
mod resources;
pub mod theme;
mod urgent;
pub(crate) mod view;

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use tera::Value;

use crate::diagnostics::{Diagnostic, Sink};
use crate::render::engine::{Cards, Engine};
use crate::render::print::Prints;
use crate::render::theme::Theme;
use crate::render::view::base::SiteView;
use crate::render::view::card::CardView;
use crate::site::{EntryIndex, Site};

pub use artifact::{Artifact, Body, RenderError};

/// An output: it looks at what is given and names its files.
pub type Output = for<'a> fn(&'a Input<'a>) -> Vec<Artifact<'a>>;

/// Every output, in the order of DESIGN §3.
pub const OUTPUTS: &[Output] = &[
    home::render,
    find::render,
    lists::render,
    resources::render,
    calendar::render,
    bookmarks::render,
    map::render,
    print::page::render,
    pages::render,
    urgent::render,
    not_found::render,
    assets::render,
    machines::render,
    opendata::render,
    feed::render,
];

/// What every output gets.
pub struct Input<'a> {
    /// The site.
    pub site: &'a Site,
    engine: Engine,
    /// The style sheet, one file for all pages.
    stylesheet: Vec<u8>,
    favicon: Vec<u8>,
    /// Name and text of each script; pages ask for those they need.
    scripts: Vec<(String, Vec<u8>)>,
    prints: &'a Prints,
    /// What pages say of the site as a whole.
    site_view: SiteView,
    /// Each entry's card as pages one folder deep need it; empty for entries without a page.
    cards: Arc<Cards>,
}

impl<'a> Input<'a> {
    /// Loads the theme and makes what several outputs share. Problems of the theme are reported; then there is no input.
    pub fn prepare(site: &'a Site, theme: &Theme, prints: &'a Prints, sink: &mut Sink) -> Option<Self> {
        let input = Self::prepare_lazily(site, theme, prints, sink)?;
        match input.make_cards() {
            Ok(()) => Some(input),
            Err(error) => {
                sink.push(template_error("テーマの雛形 card.html に誤りがあります", &error.message));
                None
            }
        }
    }

    /// The same with nothing made yet that no page may ask for: for `serve`, which shows one page at a time.
    pub fn prepare_lazily(site: &'a Site, theme: &Theme, prints: &'a Prints, sink: &mut Sink) -> Option<Self> {
        let cards: Arc<Cards> = Arc::new((0..site.entries.len()).map(|_| OnceLock::new()).collect());
        let mut engine = match Engine::new(theme, Arc::clone(&cards), site.phrases.clone()) {
            Ok(engine) => engine,
            Err(message) => {
                sink.push(template_error("テーマの雛形が読めません", &message));
                return None;
            }
        };
        unknown_icons(site, &engine, sink);
        let site_view = SiteView::new(site, assets::STYLESHEET.to_owned());
        if let Err(error) = engine.share(&site_view) {
            sink.push(template_error(&format!("テーマの雛形 {} に誤りがあります", error.path), &error.message));
            return None;
        }
        let stylesheet = assets::stylesheet(theme);
        let favicon =
            theme.folder("assets", "svg").find(|(name, _)| *name == "favicon").map(|(_, bytes)| bytes.to_vec()).unwrap_or_default();
        let scripts = assets::scripts(theme);
        Some(Input { site, engine, stylesheet, favicon, scripts, prints, site_view, cards })
    }

    /// Makes every card at once, so that none can fail later.
    fn make_cards(&self) -> Result<(), RenderError> {
        (0..self.cards.len()).into_par_iter().try_for_each(|at| {
            let card = self.make_card(at)?;
            self.cards[at].get_or_init(|| Value::safe_string(&card));
            Ok(())
        })
    }

    fn make_card(&self, at: EntryIndex) -> Result<String, RenderError> {
        let entry = &self.site.entries[at];
        if !entry.is_public() {
            return Ok(String::new());
        }
        self.engine.part("card.html", "../", "card", &CardView::new(entry, self.site))
    }

    /// A card for a page one folder deep, as views name it: the templates' filter `card` shows it. Where it was not made yet
    /// and cannot be, its place says why.
    fn card(&self, at: EntryIndex) -> EntryIndex {
        self.cards[at].get_or_init(|| {
            let card = self.make_card(at).unwrap_or_else(|error| {
                let mut said = String::new();
                markup::escape(&format!("{}: {}", error.path, error.message), &mut said);
                said
            });
            Value::safe_string(&card)
        });
        at
    }

    /// Every file of the site.
    pub fn artifacts(&'a self) -> Vec<Artifact<'a>> {
        OUTPUTS.par_iter().flat_map_iter(|output| output(self)).collect()
    }
}

fn template_error(headline: &str, message: &str) -> Diagnostic {
    Diagnostic::error("template", headline).help(format!("themes/ の中を確かめてください: {message}"))
}

fn unknown_icons(site: &Site, engine: &Engine, sink: &mut Sink) {
    let vocabulary = &site.vocabulary;
    let terms = vocabulary.needs.iter().chain(&vocabulary.kinds).chain(&vocabulary.comforts);
    let pages = site.pages.iter().filter_map(|page| page.icon.as_ref());
    for icon in terms.filter_map(|term| term.icon.as_ref()).chain(pages).filter(|icon| !engine.has_icon(icon)) {
        sink.push(
            Diagnostic::warning("unknown-icon", format!("「{}」という絵はテーマにありません。しおりの絵を使います", icon.value))
                .at(icon.span, "この名前")
                .help("themes/paper/icons/ にあるファイルの名前を、拡張子なしで書いてください"),
        );
    }
}
