//! A text as values that know their bytes: where each begins and ends, where its colon or dash stands.
//!
//! The places come from the parser's events; what events do not tell (the colon behind a key, the header of a block of text, where
//! such a block ends) is found in the text.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput, StructureStyle};

use crate::source::edit::data::{Data, Step};

/// Depth above which nothing is changed; the content format needs six.
const DEEPEST: usize = 40;

/// A value and its bytes.
#[derive(Debug)]
pub(super) struct Piece {
    /// What it is.
    pub(super) shape: Shape,
    /// From its first to its last byte; a block of text from its `|` to the end of its last line.
    pub(super) range: Range<usize>,
    /// Whether an anchor or a tag stands before it.
    pub(super) is_marked: bool,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Shape {
    /// A text; for a block of text the end of its header.
    Scalar { text: String, is_plain: bool, header: Option<usize> },
    /// `*name`.
    Reference,
    /// A list.
    List { is_flow: bool, items: Vec<Item> },
    /// A mapping.
    Map { is_flow: bool, entries: Vec<Entry> },
}

/// An item of a list.
#[derive(Debug)]
pub(super) struct Item {
    /// Where its dash stands; in brackets, where it begins.
    pub(super) dash: usize,
    /// What it is.
    pub(super) value: Piece,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key's text.
    pub(super) key: String,
    /// The key's bytes.
    pub(super) place: Range<usize>,
    /// The byte behind the colon; none where none is written.
    pub(super) colon: Option<usize>,
    /// What stands there.
    pub(super) value: Piece,
}

impl Piece {
    /// The value without its places. `text` is the one it was read from.
    pub(super) fn data(&self, text: &str) -> Data {
        match &self.shape {
            Shape::Scalar { text, is_plain: true, .. } if matches!(text.as_str(), "" | "~" | "null") => Data::Nothing,
            Shape::Scalar { text, .. } => Data::Text(text.clone()),
            Shape::Reference => Data::Reference(text[self.range.clone()].to_owned()),
            Shape::List { items, .. } => Data::List(items.iter().map(|item| item.value.data(text)).collect()),
            Shape::Map { entries, .. } => Data::Map(entries.iter().map(|entry| (entry.key.clone(), entry.value.data(text))).collect()),
        }
    }

    /// The value one step down.
    pub(super) fn child(&self, step: &Step) -> Option<&Piece> {
        match (&self.shape, step) {
            (Shape::Map { entries, .. }, Step::Key(key)) => entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.value),
            (Shape::List { items, .. }, Step::Index(at)) => items.get(*at).map(|item| &item.value),
            _ => None,
        }
    }

    /// The bytes of the value one step down, with its key.
    pub(super) fn child_range(&self, step: &Step) -> Option<Range<usize>> {
        match (&self.shape, step) {
            (Shape::Map { entries, .. }, Step::Key(key)) => {
                let entry = entries.iter().find(|entry| entry.key == *key)?;
                Some(entry.place.start..entry.value.range.end.max(entry.place.end))
            }
            (Shape::Scalar { .. } | Shape::Reference | Shape::List { .. } | Shape::Map { .. }, _) => {
                self.child(step).map(|piece| piece.range.clone())
            }
        }
    }

    /// Whether an anchor, a tag or a reference stands in it.
    pub(super) fn has_marks(&self) -> bool {
        self.is_marked
            || match &self.shape {
                Shape::Scalar { .. } => false,
                Shape::Reference => true,
                Shape::List { items, .. } => items.iter().any(|item| item.value.has_marks()),
                Shape::Map { entries, .. } => entries.iter().any(|entry| entry.value.has_marks()),
            }
    }
}

/// Reads one document; none where it is empty. An error where the text is broken, or more than this room can change safely.
pub(super) fn parse(text: &str) -> Result<Option<Piece>, ()> {
    let base = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    let mut reader = Reader { events: Parser::new_from_str_with_options(&text[base..], options), text, base };
    let mut root = None;
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamEnd => return Ok(root),
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            event if root.is_none() => root = Some(reader.piece(event, span, Slot { from: base, column: None, depth: 0 })?),
            _ => return Err(()),
        }
    }
}

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    text: &'t str,
    base: usize,
}

/// Where a value may begin.
#[derive(Clone, Copy)]
struct Slot {
    /// Behind the colon, the dash or the bracket.
    from: usize,
    /// The column of the key or dash it belongs to; none for the outermost value.
    column: Option<usize>,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Range<usize>), ()> {
        match self.events.next() {
            Some(Ok((event, span))) => Ok((event, self.range(&span))),
            Some(Err(_)) => Err(()),
            None => Ok((Event::StreamEnd, self.text.len()..self.text.len())),
        }
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        let end = (self.base + range.end).min(self.text.len());
        (self.base + range.start).min(end)..end
    }

    fn piece(&mut self, event: Event<'t>, span: Range<usize>, slot: Slot) -> Result<Piece, ()> {
        if slot.depth > DEEPEST {
            return Err(());
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_marked = anchor != 0 || tag.is_some();
                let is_plain = matches!(style, ScalarStyle::Plain);
                if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                    let (range, header) = self.block(slot, span.start)?;
                    return Ok(Piece {
                        shape: Shape::Scalar { text: text.into_owned(), is_plain, header: Some(header) },
                        range,
                        is_marked,
                    });
                }
                let is_empty = is_plain && span.is_empty();
                let range = if is_empty { slot.from..slot.from } else { self.trimmed(span) };
                Ok(Piece { shape: Shape::Scalar { text: text.into_owned(), is_plain, header: None }, range, is_marked })
            }
            Event::SequenceStart(style, anchor, tag) => self.list(style, span, slot, anchor != 0 || tag.is_some()),
            Event::MappingStart(style, anchor, tag) => self.map(style, span, slot, anchor != 0 || tag.is_some()),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Ok(Piece { shape: Shape::Reference, range: self.trimmed(span), is_marked: false })
            }
            _ => Err(()),
        }
    }

    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        span.start..span.start + self.text[span.clone()].trim_end_matches([' ', '\t', '\r', '\n']).len()
    }

    fn list(&mut self, style: StructureStyle, start: Range<usize>, slot: Slot, is_marked: bool) -> Result<Piece, ()> {
        let is_flow = matches!(style, StructureStyle::Flow);
        let mut items: Vec<Item> = Vec::new();
        // The first dash, behind a colon or another dash, or behind an anchor.
        let mut at = if is_flow || self.dash(slot.from).is_err() { start.start } else { slot.from };
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let end = if is_flow { self.closing(span, ']')? } else { items.last().map_or(start.end, |item| item.value.range.end) };
                let from = if is_flow { start.start } else { items.first().map_or(start.start, |item| item.dash) };
                return Ok(Piece { shape: Shape::List { is_flow, items }, range: from..end, is_marked });
            }
            let depth = slot.depth + 1;
            let (dash, inner) = if is_flow {
                (span.start, Slot { from: span.start, column: None, depth })
            } else {
                let dash = self.dash(at)?;
                (dash, Slot { from: dash + 1, column: Some(self.column(dash)), depth })
            };
            let value = self.piece(event, span, inner)?;
            at = value.range.end;
            items.push(Item { dash, value });
        }
    }

    fn map(&mut self, style: StructureStyle, start: Range<usize>, slot: Slot, is_marked: bool) -> Result<Piece, ()> {
        let is_flow = matches!(style, StructureStyle::Flow);
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let is_bracket = is_flow && self.text[start.start..].starts_with('{');
                let last = entries.last().map_or(start.end, |entry| entry.value.range.end);
                let end = if is_bracket { self.closing(span, '}')? } else { last };
                let from = if is_bracket { start.start } else { entries.first().map_or(start.start, |entry| entry.place.start) };
                return Ok(Piece { shape: Shape::Map { is_flow, entries }, range: from..end, is_marked });
            }
            let place = self.trimmed(span.clone());
            let key = match event {
                Event::Scalar(text, ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, 0, None) => {
                    text.into_owned()
                }
                _ => return Err(()),
            };
            let colon = self.colon(place.end);
            let (event, span) = self.next()?;
            let column = (!is_flow).then(|| self.column(place.start));
            let value = self.piece(event, span, Slot { from: colon.unwrap_or(place.end), column, depth: slot.depth + 1 })?;
            entries.push(Entry { key, place, colon, value });
        }
    }

    /// The byte behind the bracket that closes.
    fn closing(&self, span: Range<usize>, bracket: char) -> Result<usize, ()> {
        let rest = &self.text[span.start..];
        if rest.starts_with(bracket) { Ok(span.start + 1) } else { Err(()) }
    }

    /// The byte behind the colon of a key.
    fn colon(&self, from: usize) -> Option<usize> {
        let rest = &self.text[from..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest[blank..].starts_with(':').then_some(from + blank + 1)
    }

    /// The first dash from a place on, behind blanks, line ends and remarks.
    fn dash(&self, from: usize) -> Result<usize, ()> {
        let mut at = from;
        loop {
            let rest = &self.text[at..];
            let rest = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']);
            at = self.text.len() - rest.len();
            if rest.starts_with('#') {
                at += rest.find('\n').ok_or(())?;
            } else if rest.starts_with('-') {
                return Ok(at);
            } else {
                return Err(());
            }
        }
    }

    /// Letters before a place on its line. What stands before a dash or key of a block is ASCII.
    fn column(&self, at: usize) -> usize {
        at - line_start(self.text, at, self.base)
    }

    /// A block of text: from its `|` or `>` to the end of its last line, and the end of its header.
    fn block(&self, slot: Slot, content: usize) -> Result<(Range<usize>, usize), ()> {
        let rest = &self.text[slot.from..];
        let sign = rest.find(['|', '>']).map(|sign| slot.from + sign).filter(|sign| *sign <= content.max(slot.from)).ok_or(())?;
        let header = &self.text[sign..line_end(self.text, sign)];
        let length = header.find([' ', '\t']).unwrap_or(header.len());
        let is_kept = header[..length].contains('+');
        let mut end = sign + length;
        let mut at = after_line(self.text, sign);
        while at < self.text.len() {
            let line = &self.text[at..line_end(self.text, at)];
            let indent = line.len() - line.trim_start_matches(' ').len();
            let is_blank = line.trim().is_empty();
            if !is_blank && slot.column.is_some_and(|column| indent <= column) {
                break;
            }
            if slot.column.is_none() && (line.starts_with("---") || line.starts_with("...")) {
                break;
            }
            if !is_blank || is_kept {
                end = at + line.len();
            }
            at = after_line(self.text, at);
        }
        Ok((sign..end, sign + length))
    }
}

/// The beginning of the line of a place; the mark of a file belongs to no line.
pub(super) fn line_start(text: &str, at: usize, base: usize) -> usize {
    text[..at].rfind('\n').map_or(base, |newline| newline + 1)
}

/// The end of the line of a place, before what ends it.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if end > at && text[..end].ends_with('\r') { end - 1 } else { end }
}

/// The beginning of the next line.
pub(super) fn after_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}
