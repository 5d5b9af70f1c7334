//! The templates' filters `phrases` and `phrases_html`: short texts whose lines end between phrases.
//!
//! The name of a place stands in its card, on its page and in the lists of its neighbours: each text is cut once.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tera::{Kwargs, State, Value};

use crate::model::phrase::Phrases;
use crate::render::markup;

/// A phrase longer than this may be parted where it hurts least, so that it fits into a tile.
const TILE: usize = 7;

/// What was cut, and by what.
pub struct Parted {
    phrases: Phrases,
    texts: Known,
    htmls: Known,
}

/// Text → what a page shows of it.
type Known = RwLock<FxHashMap<Box<str>, Value>>;

impl Parted {
    /// Nothing was cut yet.
    pub fn new(phrases: Phrases) -> Self {
        Parted { phrases, texts: Known::default(), htmls: Known::default() }
    }

    /// A filter of templates.
    pub fn filter(
        parted: Arc<Self>,
        cut: fn(&Self, &str) -> Value,
    ) -> impl Fn(Cow<'_, str>, Kwargs, &State) -> Value + Sync + Send + 'static {
        move |text: Cow<'_, str>, _: Kwargs, _: &State| cut(&parted, &text)
    }

    /// `{{ wish.label | phrases }}`.
    pub fn text(&self, text: &str) -> Value {
        once(&self.texts, text, || {
            let is_plain = !text.contains(['{', '<', '&', '\n']);
            let parts = if is_plain { self.parts(text) } else { vec![text] };
            let mut out = Vec::with_capacity(text.len() + 5 * parts.len());
            for (number, part) in parts.into_iter().enumerate() {
                if number > 0 {
                    out.extend_from_slice(b"<wbr>");
                }
                // Writing to memory does not fail.
                let _ = markup::escape_into(part, &mut out);
            }
            String::from_utf8_lossy(&out).into_owned()
        })
    }

    /// `{{ line.name_html | phrases_html }}`: takes ready HTML, the words between two tags each for themselves, and leaves words
    /// with furigana or signs that are encoded as they are.
    pub fn html(&self, html: &str) -> Value {
        once(&self.htmls, html, || {
            let mut out = String::with_capacity(html.len() + html.len() / 4);
            let mut is_ruby = false;
            for piece in html.split_inclusive('>') {
                let (words, tag) = piece.find('<').map_or((piece, ""), |at| piece.split_at(at));
                if is_ruby || words.contains(['{', '&', '>']) {
                    out.push_str(words);
                } else {
                    out.push_str(&self.parts(words).join("<wbr>"));
                }
                out.push_str(tag);
                is_ruby = tag.starts_with("<ruby") || (is_ruby && tag != "</ruby>");
            }
            out
        })
    }

    fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let parts = self.phrases.split(text);
        match parts[..] {
            [whole] if whole.chars().count() > TILE => {
                let (first, second) = self.phrases.in_two(whole);
                [first, second].into_iter().filter(|part| !part.is_empty()).collect()
            }
            _ => parts,
        }
    }
}

/// What is known of a text, or is made of it. A cut that panics leaves nothing behind, so a poisoned lock holds no half of one.
fn once(known: &Known, text: &str, make: impl FnOnce() -> String) -> Value {
    if let Some(value) = known.read().unwrap_or_else(PoisonError::into_inner).get(text) {
        return value.clone();
    }
    let value = Value::safe_string(&make());
    known.write().unwrap_or_else(PoisonError::into_inner).insert(text.into(), value.clone());
    value
}
