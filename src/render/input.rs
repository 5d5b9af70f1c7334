//! What every output gets: the site, the theme loaded, and what several pages share, made once.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use tera::Value;

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::render::engine::{Cards, Engine};
use crate::render::print::Prints;
use crate::render::theme::{STYLESHEET, Theme};
use crate::render::view::base::SiteView;
use crate::render::view::card::CardView;
use crate::render::{RenderError, markup};
use crate::site::{EntryIndex, Site};

/// What every output gets.
pub struct Input<'a> {
    /// The site.
    pub site: &'a Site,
    pub(super) engine: Engine,
    /// The style sheet, one file for all pages.
    pub(super) stylesheet: Vec<u8>,
    pub(super) favicon: Vec<u8>,
    /// Name and text of each script; pages ask for those they need.
    pub(super) scripts: Vec<(String, Vec<u8>)>,
    pub(super) prints: &'a Prints,
    /// What pages say of the site as a whole.
    pub(super) site_view: SiteView,
    /// Each entry's card as pages one folder deep need it; empty for entries without a page.
    pub(super) cards: Arc<Cards>,
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
        let site_view = SiteView::new(site, STYLESHEET.to_owned());
        if let Err(error) = engine.share(&site_view) {
            sink.push(template_error(&format!("テーマの雛形 {} に誤りがあります", error.path), &error.message));
            return None;
        }
        let stylesheet = theme.stylesheet();
        let favicon =
            theme.folder("assets", "svg").find(|(name, _)| *name == "favicon").map(|(_, bytes)| bytes.to_vec()).unwrap_or_default();
        let scripts = theme.scripts();
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
    pub(super) fn card(&self, at: EntryIndex) -> EntryIndex {
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
}

fn template_error(headline: &str, message: &str) -> Diagnostic {
    Diagnostic::error(Code::Template, headline).help(format!("themes/ の中を確かめてください: {message}"))
}

fn unknown_icons(site: &Site, engine: &Engine, sink: &mut Sink) {
    let vocabulary = &site.vocabulary;
    let terms = vocabulary.needs.iter().chain(&vocabulary.kinds).chain(&vocabulary.comforts);
    let pages = site.pages.iter().filter_map(|page| page.icon.as_ref());
    for icon in terms.filter_map(|term| term.icon.as_ref()).chain(pages).filter(|icon| !engine.has_icon(icon)) {
        sink.push(
            Diagnostic::warning(Code::UnknownIcon, format!("「{}」という絵はテーマにありません。しおりの絵を使います", icon.value))
                .at(icon.span, "この名前")
                .help("themes/paper/icons/ にあるファイルの名前を、拡張子なしで書いてください"),
        );
    }
}
