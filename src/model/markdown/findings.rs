//! What an editor is told of a text: where its links lead, and marks that do nothing.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::model::markdown::{Style, read};
use crate::source::markdown::is_plain;

/// Something in a Markdown text that a reader of it must know before it is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A link or an image, with the destination as written.
    Link {
        /// The destination.
        destination: String,
        /// Whether it is an image.
        image: bool,
        /// Whether an image has words in its place.
        has_text: bool,
    },
    /// HTML tags, which will be shown as text.
    Html,
    /// Stars that stayed in the text, one finding a line.
    StrayEmphasis,
    /// `](` that stayed in the text: a link that is none.
    StrayLink,
    /// A mark of other programs that is shown as it is; what it would be.
    Unsupported(&'static str),
    /// A single line that became a list, because it begins with a number.
    LoneNumber,
}

/// What a text contains, each with its byte range in the text.
pub fn inspect(text: &str, style: Style) -> Vec<(Finding, Range<usize>)> {
    if is_plain(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    // The image whose words are being read.
    let mut image: Option<usize> = None;
    // Links within links, and code, in which stars are stars.
    let mut is_code = false;
    let mut lists: Vec<(Option<u64>, usize)> = Vec::new();
    // The pieces of a text around its bare addresses come with the range of the whole, which is looked through once.
    let mut looked = 0..0;
    for (event, range) in read(text, style) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let destination = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                found.push((Finding::Link { destination, image: false, has_text: true }, range));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                image = Some(found.len());
                let destination = dest_url.into_string();
                found.push((Finding::Link { destination, image: true, has_text: false }, range));
            }
            Event::End(TagEnd::Image) => image = None,
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Start(Tag::List(first)) => lists.push((first, 0)),
            Event::Start(Tag::Item) => {
                if let Some((first, items)) = lists.last_mut() {
                    *items += 1;
                    if *items == 1 && first.is_some_and(|first| first > 1) {
                        found.push((Finding::LoneNumber, range.start..first_line(text, &range)));
                    }
                }
            }
            Event::End(TagEnd::List(_)) => {
                if let Some((Some(2..), 2..)) = lists.pop() {
                    forget_number(&mut found);
                }
            }
            Event::Text(_) | Event::Code(_) => {
                if let Some((Finding::Link { has_text, .. }, _)) = image.and_then(|index| found.get_mut(index)) {
                    *has_text = true;
                }
                if matches!(event, Event::Text(_)) && !is_code && range != looked {
                    looked = range.clone();
                    stray(text, range, &mut found);
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => found.push((Finding::Html, range)),
            _ => {}
        }
    }
    each_line_once(text, found)
}

fn first_line(text: &str, range: &Range<usize>) -> usize {
    range.start + text[range.clone()].find('\n').unwrap_or(range.len())
}

/// A list that goes on is one, whatever number it begins with.
fn forget_number(found: &mut Vec<(Finding, Range<usize>)>) {
    if let Some(at) = found.iter().rposition(|(finding, _)| *finding == Finding::LoneNumber) {
        found.remove(at);
    }
}

/// Marks that stayed in a text.
fn stray(text: &str, range: Range<usize>, found: &mut Vec<(Finding, Range<usize>)>) {
    let part = &text[range.clone()];
    let mut push = |finding: Finding, at: usize, length: usize| found.push((finding, range.start + at..range.start + at + length));
    if let Some((at, length)) = stars(text, &range) {
        push(Finding::StrayEmphasis, at, length);
    }
    if let Some(at) = part.find("](") {
        push(Finding::StrayLink, at, 2);
    }
    for (mark, what) in [("~~", "打ち消し線"), ("==", "マーカー"), ("++", "下線")] {
        if let Some(at) = pair(part, mark) {
            push(Finding::Unsupported(what), at, mark.len());
        }
    }
    let begins_item = text[..range.start].trim_end_matches(' ').ends_with(['-', '*', '+', '.', ')']);
    if begins_item && ["[ ]", "[x]", "[X]"].iter().any(|mark| part.starts_with(mark)) {
        push(Finding::Unsupported("チェックボックス"), 0, 3);
    }
    if let Some(at) = part.find("[^").filter(|at| part[*at..].contains(']')) {
        push(Finding::Unsupported("脚注"), at, 2);
    }
    if part.starts_with("[!") && text[..range.start].trim_end_matches(' ').ends_with('>') {
        push(Finding::Unsupported("注意書きの枠"), 0, 2);
    }
}

/// A mark that stands twice, with words between.
fn pair(text: &str, mark: &str) -> Option<usize> {
    let at = text.find(mark)?;
    let inner = &text[at + mark.len()..];
    let end = inner.find(mark)?;
    let is_row = inner.starts_with(&mark[..1]);
    (!is_row && !inner[..end].trim().is_empty()).then_some(at)
}

/// Stars that were to be marks: two in a row, or two of them. Those behind a `\` are meant, and one alone is a note's.
fn stars(text: &str, range: &Range<usize>) -> Option<(usize, usize)> {
    let part = &text[range.clone()];
    let mut single: Option<usize> = None;
    let mut at = 0;
    while let Some(start) = part[at..].find('*').map(|found| at + found) {
        let length = part.len() - start - part[start..].trim_start_matches('*').len();
        at = start + length;
        if text[..range.start + start].ends_with('\\') {
            continue;
        }
        let is_bound = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let (opens, closes) = (is_bound(part[at..].chars().next()), is_bound(part[..start].chars().next_back()));
        if length > 1 && (opens || closes) {
            return Some((start, length));
        }
        match single {
            Some(first) if opens || closes => return Some((first, 1)),
            None if opens || closes => single = Some(start),
            _ => {}
        }
    }
    None
}

/// Of one kind one finding a line is enough.
fn each_line_once(text: &str, found: Vec<(Finding, Range<usize>)>) -> Vec<(Finding, Range<usize>)> {
    let mut at = 0;
    let mut told: Vec<Finding> = Vec::new();
    let mut kept = Vec::with_capacity(found.len());
    for (finding, range) in found {
        let breaks = text.get(at..range.start).map_or(0, |passed| passed.matches('\n').count());
        at = at.max(range.start);
        if breaks > 0 {
            told.clear();
        }
        let is_link = matches!(finding, Finding::Link { .. } | Finding::Html);
        if is_link || !told.contains(&finding) {
            kept.push((finding.clone(), range));
        }
        if !is_link && !told.contains(&finding) {
            told.push(finding);
        }
    }
    kept
}
