//! The words of a text without its marks: for paper, tables, calendars, feeds, cards and the search.
//!
//! A text is cut into [`Block`]s, one for each paragraph, item, heading and row; what stands on one line is made of them.
//! Furigana stays as `{word|reading}`; whoever cannot show it takes [`ruby::plain`](crate::model::ruby::plain).

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::model::markdown::{CLOSE, LineEnd, MIDDLE, OPEN, Style, line_end, read};
use crate::source::lines::{Opening, opening};
use crate::source::markdown::is_plain;

/// What sort of line a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sentences.
    Paragraph,
    /// A heading.
    Heading,
    /// One of several things; its mark (`-`, ・) is no part of the text.
    Item,
    /// One of several things that are counted; the number is a part of the text.
    Number,
    /// A remark that begins with ※ or the like.
    Remark,
    /// A row of a table.
    Row,
    /// The words in the place of a picture.
    Picture,
}

/// A line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What sort it is.
    pub kind: Kind,
    /// Its words on one line.
    pub text: String,
}

/// The blocks of a text, none of them empty.
pub fn blocks(source: &str, style: Style) -> Vec<Block> {
    if is_plain(source) {
        let mut blocks = Blocks::default();
        blocks.line.push_str(source.trim());
        blocks.end(None);
        return blocks.done;
    }
    let events = read(source, style);
    let mut blocks = Blocks::default();
    for at in 0..events.len() {
        blocks.take(&events, at);
    }
    blocks.end(None);
    blocks.done
}

/// Each block on a line of its own, items with ・ before them.
pub fn lines(source: &str, style: Style) -> String {
    let line = |block: &Block| if block.kind == Kind::Item { format!("・{}", block.text) } else { block.text.clone() };
    blocks(source, style).iter().filter(|block| block.kind != Kind::Picture).map(line).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    line: String,
    /// The number of the next item of each list, innermost last; none for lists without numbers.
    lists: Vec<Option<u64>>,
    /// What the line is, where its beginning does not tell.
    kind: Option<Kind>,
    /// The words of a picture.
    picture: Option<String>,
}

impl Blocks {
    fn take(&mut self, events: &[(Event, Range<usize>)], at: usize) {
        match &events[at].0 {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.words(text),
            Event::SoftBreak => match line_end(events, at) {
                LineEnd::Nothing => {}
                LineEnd::Blank => self.words(" "),
                LineEnd::Line => self.end(None),
            },
            Event::HardBreak => self.end(None),
            Event::Start(Tag::List(first)) => {
                self.end(None);
                self.lists.push(*first);
            }
            Event::End(TagEnd::List(_)) => {
                self.end(None);
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.end(None);
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.line = format!("{number}. ");
                        *number += 1;
                        self.kind = Some(Kind::Number);
                    }
                    _ => self.kind = Some(Kind::Item),
                }
            }
            Event::Start(Tag::Heading { .. }) => self.end(Some(Kind::Heading)),
            Event::Start(Tag::TableRow | Tag::TableHead) => self.end(Some(Kind::Row)),
            Event::End(TagEnd::TableCell) => self.line.push('　'),
            Event::Start(Tag::Image { .. }) => self.picture = Some(String::new()),
            Event::End(TagEnd::Image) => {
                let text = self.picture.take().map(|text| bare(&text)).filter(|text| !text.is_empty());
                self.done.extend(text.map(|text| Block { kind: Kind::Picture, text }));
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock,
            )
            | Event::Rule => self.end(None),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        match &mut self.picture {
            Some(picture) => picture.push_str(text),
            None => self.line.push_str(text),
        }
    }

    /// Ends the line; the next one is of a kind, if it is known.
    fn end(&mut self, next: Option<Kind>) {
        let line = bare(&std::mem::take(&mut self.line));
        let kind = std::mem::replace(&mut self.kind, next);
        if line.is_empty() {
            // An item whose words are a paragraph of their own is still to come.
            self.kind = next.or(kind);
            return;
        }
        let (kind, text) = match (kind, opening(&line)) {
            (Some(kind), _) => (kind, line),
            (None, Some(Opening::Item(rest))) if !rest.is_empty() => (Kind::Item, rest.to_owned()),
            (None, Some(Opening::Number)) => (Kind::Number, line),
            (None, Some(Opening::Remark)) => (Kind::Remark, line),
            (None, Some(Opening::Item(_)) | None) => (Kind::Paragraph, line),
        };
        self.done.push(Block { kind, text });
    }
}

/// Words as they were typed, on one line.
fn bare(text: &str) -> String {
    let text = text.replace(OPEN, "{").replace(MIDDLE, "|").replace(CLOSE, "}");
    crate::source::lines::joined(text.trim_matches([' ', '　', '\n', '\t'])).into_owned()
}
