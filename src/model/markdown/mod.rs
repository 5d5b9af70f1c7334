//! The one way from the Markdown of an editor to what is shown of it.
//!
//! 1. [`guide`] leads the parser around rules that were made for languages with blanks: furigana, emphasis beside
//!    Japanese brackets, years and rows of hyphens that are no lists and no headings.
//! 2. The parser's events lose what the guide put in, and bare addresses become links ([`read`]).
//! 3. Pages are made of these events ([`render::markup`](crate::render::markup)), everything without marks of their
//!    [`words`], and what `check` tells of a text is [`found`](findings::inspect) in them.

pub mod anchors;
pub(crate) mod findings;
mod guide;
mod links;
pub(crate) mod sentences;
pub(crate) mod words;

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::source::lines::{self, Opening};
use crate::source::markdown::options;

/// Where a text stands, as far as Markdown is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// A text of an entry or of the settings, written as one writes: a row of hyphens is a rule.
    #[default]
    Entry,
    /// A page, written as Markdown: a row of hyphens below words makes them a heading.
    Page,
}

impl Style {}

// Furigana on its way through the parser: `|` would cut a table's cell, and no text holds these.
/// Before a word with a reading.
pub const OPEN: char = '\u{fdd0}';
/// Between the word and its reading.
pub const MIDDLE: char = '\u{fdd1}';
/// Behind the reading.
pub const CLOSE: char = '\u{fdd2}';

/// The events of a text, each with its place in the text.
pub fn read(source: &str, style: Style) -> Vec<(Event<'static>, Range<usize>)> {
    let guided = guide::Guided::new(source, style);
    let mut events: Vec<(Event<'static>, Range<usize>)> = Vec::new();
    // The parser cuts texts at every sign that might have been a mark.
    let mut text = String::new();
    let mut place = 0..0;
    for (event, range) in Parser::new_ext(&guided.text, options()).into_offset_iter() {
        let range = guided.place(range.start)..guided.place(range.end);
        match guide::cleaned(event) {
            Event::Text(part) => {
                place = if text.is_empty() { range } else { place.start..range.end };
                text.push_str(&part);
            }
            event => {
                if !text.is_empty() {
                    events.push((Event::Text(std::mem::take(&mut text).into()), place.clone()));
                }
                events.push((event, range));
            }
        }
    }
    links::linked(events)
}

/// What the line end at an event is, by the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// Nothing: both sides are Japanese.
    Nothing,
    /// A blank.
    Blank,
    /// A line end, because the next line begins something of its own.
    Line,
}

/// Events between a line end and the words before it that are looked past.
const NEAR: usize = 16;

/// What a soft break is.
pub fn line_end(events: &[(Event, Range<usize>)], at: usize) -> LineEnd {
    let before = events[..at].iter().rev().take(NEAR).find_map(|(event, _)| text_of(event)).unwrap_or("");
    let after = beginning(&events[at + 1..]);
    match lines::opening(&after) {
        Some(Opening::Item(_) | Opening::Number | Opening::Remark) => LineEnd::Line,
        None if lines::joins(before, &after) => LineEnd::Nothing,
        None => LineEnd::Blank,
    }
}

fn text_of<'e>(event: &'e Event) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// The first words of a line: as many as tell how it begins.
fn beginning(events: &[(Event, Range<usize>)]) -> String {
    const ENOUGH: usize = 64;
    let mut out = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Paragraph | TagEnd::Item) => break,
            _ => {}
        }
        if out.len() > ENOUGH {
            break;
        }
    }
    out
}
