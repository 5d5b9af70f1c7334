//! An edit as the bytes that go and those that come.
//!
//! A value in a block has a head on the line of its key or dash, and perhaps a tail of lines below it. Remarks behind the head
//! stay where they are, between the two. In brackets everything is head.

use std::ops::Range;

use crate::source::edit::data::Refusal;
use crate::source::edit::data::{Data, Edit, Op, Step, nested};
use crate::source::edit::tree::{Entry, Item, Piece, Shape, after_line, line_end, line_start};
use crate::source::edit::write::{Slot, Written, behind_dash, below, entry, flow, one_line};

/// The text after one edit.
pub(super) fn made(text: &str, root: Option<&Piece>, edit: &Edit) -> Result<String, Refusal> {
    let base = text.len() - text.trim_start_matches('\u{feff}').len();
    let room = Room { text, base, newline: if text.contains("\r\n") { "\r\n" } else { "\n" } };
    let Some(root) = root else { return room.first(edit) };
    let (holder, place, rest) = room.walk(root, edit)?;
    let splices = match (rest, &edit.op) {
        ([], Op::Set(data)) => room.replaced(holder, place, data)?,
        ([Step::Key(key), more @ ..], Op::Set(data)) => room.added(holder, place, key, &nested(more, data).ok_or(Refusal::NoSuchPlace)?)?,
        ([Step::Index(at)], Op::Insert(data)) => room.inserted(holder, *at, data)?,
        ([step], Op::Remove) => room.removed(holder, place, step)?,
        (_, Op::Set(_) | Op::Insert(_) | Op::Remove) => return Err(Refusal::NoSuchPlace),
    };
    Ok(room.spliced(splices))
}

/// What a value belongs to.
#[derive(Clone, Copy)]
enum Place {
    /// The whole text.
    Root,
    /// A key in a column; its value stands behind the byte.
    Key { from: usize, column: usize },
    /// A dash in a column.
    Dash { from: usize, column: usize },
    /// Inside of brackets.
    Flow,
}

/// Bytes, and what comes in their place.
type Splice = (Range<usize>, String);

struct Room<'t> {
    text: &'t str,
    base: usize,
    newline: &'static str,
}

impl Room<'_> {
    /// The deepest value on the way, where it stands, and the steps that are left. Of an edit that inserts or takes out, the last
    /// step is left: it speaks of the list or mapping that is found.
    fn walk<'p, 'e>(&self, root: &'p Piece, edit: &'e Edit) -> Result<(&'p Piece, Place, &'e [Step]), Refusal> {
        let kept = usize::from(!matches!(edit.op, Op::Set(_)));
        let (mut piece, mut place, mut rest) = (root, Place::Root, edit.path.as_slice());
        while rest.len() > kept
            && let Some((child, below)) = piece.child(&rest[0]).zip(self.below(piece, place, &rest[0]))
        {
            if piece.is_marked {
                return Err(Refusal::Referenced);
            }
            (piece, place, rest) = (child, below, &rest[1..]);
        }
        if piece.is_marked { Err(Refusal::Referenced) } else { Ok((piece, place, rest)) }
    }

    fn below(&self, piece: &Piece, place: Place, step: &Step) -> Option<Place> {
        match (&piece.shape, step) {
            (Shape::Map { is_flow: true, .. } | Shape::List { is_flow: true, .. }, _) => Some(Place::Flow),
            _ if matches!(place, Place::Flow) => Some(Place::Flow),
            (Shape::Map { entries, .. }, Step::Key(key)) => {
                let entry = entries.iter().find(|entry| entry.key == *key)?;
                Some(Place::Key { from: entry.colon?, column: self.column(entry.place.start) })
            }
            (Shape::List { items, .. }, Step::Index(at)) => {
                let item = items.get(*at)?;
                Some(Place::Dash { from: item.dash + 1, column: self.column(item.dash) })
            }
            (Shape::Scalar { .. } | Shape::Reference | Shape::List { .. } | Shape::Map { .. }, _) => None,
        }
    }

    fn column(&self, at: usize) -> usize {
        at - line_start(self.text, at, self.base)
    }

    /// A value in the place of another.
    fn replaced(&self, old: &Piece, place: Place, data: &Data) -> Result<Vec<Splice>, Refusal> {
        if old.has_marks() {
            return Err(Refusal::Referenced);
        }
        let (from, new) = match place {
            Place::Root if matches!(data, Data::Map(pairs) if pairs.is_empty()) => return Ok(vec![(old.range.clone(), flow(data))]),
            Place::Root => return Err(Refusal::NoSuchPlace),
            Place::Flow if old.range.is_empty() => return Ok(vec![(old.range.clone(), format!(" {}", flow(data)))]),
            Place::Flow => return Ok(vec![(old.range.clone(), flow(data))]),
            Place::Key { from, column } => (from, below(data, column)),
            Place::Dash { from, column } => (from, behind_dash(data, column)),
        };
        let tail = self.lines(&new.tail);
        let is_compact = matches!(place, Place::Dash { .. }) && !new.tail.is_empty();
        let head = |old: Range<usize>| match (old.is_empty(), new.head.is_empty()) {
            (true, true) => (from..from, String::new()),
            (true, false) => (from..from, format!(" {}", new.head)),
            (false, true) => (from..old.end, String::new()),
            // The lines below stand two columns behind the dash, and so must what begins on its line.
            (false, false) if is_compact => (from..old.end, format!(" {}", new.head)),
            (false, false) => (old, new.head.clone()),
        };
        if let Shape::Scalar { header: Some(header), .. } = old.shape {
            let end = line_end(self.text, header);
            return Ok(vec![head(old.range.start..header), (end..old.range.end.max(end), tail)]);
        }
        if !self.text[from..old.range.start].contains('\n') {
            let end = line_end(self.text, old.range.end);
            return Ok(vec![head(old.range.clone()), (end..end, tail)]);
        }
        let end = line_end(self.text, from);
        let above = self.above(line_start(self.text, old.range.start, self.base));
        Ok(vec![head(from..from), (end..end, tail), (above..line_end(self.text, old.range.end), String::new())])
    }

    /// A key behind the last one.
    fn added(&self, holder: &Piece, place: Place, key: &str, data: &Data) -> Result<Vec<Splice>, Refusal> {
        match &holder.shape {
            Shape::Map { is_flow: true, entries } => {
                let pair = format!("{}: {}", one_line(key, Slot::Flow), flow(data));
                self.bracketed(holder, '{', entries.last().map(of_entry), &pair)
            }
            Shape::Map { entries, .. } => {
                let (first, last) = entries.first().zip(entries.last()).ok_or(Refusal::NoSuchPlace)?;
                let end = line_end(self.text, of_entry(last).end);
                Ok(vec![(end..end, self.lines(&entry(key, data, self.column(first.place.start))))])
            }
            Shape::Scalar { .. } => self.replaced(holder, place, &Data::map([(key, data.clone())])),
            Shape::Reference | Shape::List { .. } => Err(Refusal::NoSuchPlace),
        }
    }

    /// Something behind the last thing in brackets.
    fn bracketed(&self, holder: &Piece, bracket: char, last: Option<Range<usize>>, new: &str) -> Result<Vec<Splice>, Refusal> {
        match last {
            Some(last) => Ok(vec![(last.end..last.end, format!(", {new}"))]),
            None if self.text[holder.range.start..].starts_with(bracket) => {
                let at = holder.range.start + 1;
                Ok(vec![(at..at, new.to_owned())])
            }
            None => Err(Refusal::NoSuchPlace),
        }
    }

    /// An item before the one that stands there.
    fn inserted(&self, holder: &Piece, at: usize, data: &Data) -> Result<Vec<Splice>, Refusal> {
        let Shape::List { is_flow, items } = &holder.shape else { return Err(Refusal::NoSuchPlace) };
        if *is_flow {
            return match items.get(at).filter(|_| at == 0) {
                Some(first) => Ok(vec![(first.dash..first.dash, format!("{}, ", flow(data)))]),
                None => self.bracketed(holder, '[', at.checked_sub(1).map(|before| items[before].value.range.clone()), &flow(data)),
            };
        }
        let column = self.column(items.first().ok_or(Refusal::NoSuchPlace)?.dash);
        let Written { head, tail } = behind_dash(data, column);
        let indent = " ".repeat(column);
        let first = if head.is_empty() { "-".to_owned() } else { format!("- {head}") };
        match at.checked_sub(1) {
            Some(before) => {
                let end = line_end(self.text, items[before].value.range.end);
                Ok(vec![(end..end, format!("{}{indent}{first}{}", self.newline, self.lines(&tail)))])
            }
            None => {
                let dash = items[0].dash;
                Ok(vec![(dash..dash, format!("{first}{}{}{indent}", self.lines(&tail), self.newline))])
            }
        }
    }

    fn removed(&self, holder: &Piece, place: Place, step: &Step) -> Result<Vec<Splice>, Refusal> {
        let (parts, at, is_flow, is_marked, empty): (Vec<Range<usize>>, _, _, _, _) = match (&holder.shape, step) {
            (Shape::Map { is_flow, entries }, Step::Key(key)) => {
                let at = entries.iter().position(|entry| entry.key == *key).ok_or(Refusal::NoSuchPlace)?;
                (entries.iter().map(of_entry).collect(), at, *is_flow, entries[at].value.has_marks(), Data::Map(Vec::new()))
            }
            (Shape::List { is_flow, items }, Step::Index(at)) => {
                let item = items.get(*at).ok_or(Refusal::NoSuchPlace)?;
                (items.iter().map(of_item).collect(), *at, *is_flow, item.value.has_marks(), Data::List(Vec::new()))
            }
            (Shape::Scalar { .. } | Shape::Reference | Shape::List { .. } | Shape::Map { .. }, _) => return Err(Refusal::NoSuchPlace),
        };
        if is_marked {
            return Err(Refusal::Referenced);
        }
        if parts.len() == 1 && !is_flow {
            return self.replaced(holder, place, &empty);
        }
        Ok(vec![(if is_flow { self.out_of_brackets(&parts, at) } else { self.out_of_block(&parts, at) }, String::new())])
    }

    /// A part of a list in brackets, with one comma.
    fn out_of_brackets(&self, parts: &[Range<usize>], at: usize) -> Range<usize> {
        let part = parts[at].clone();
        let comma = self.text[part.end..].trim_start();
        let comma = comma.starts_with(',').then(|| self.text.len() - comma.len() + 1);
        let is_bare = |from: usize, to: usize| !self.text[from..to].contains('#');
        match (parts.get(at + 1), at.checked_sub(1).map(|before| parts[before].end)) {
            (Some(next), _) if is_bare(part.end, next.start) => part.start..next.start,
            (None, Some(before)) if is_bare(before, part.start) => before..part.end,
            _ => part.start..comma.unwrap_or(part.end),
        }
    }

    /// A part of a block, with its lines.
    fn out_of_block(&self, parts: &[Range<usize>], at: usize) -> Range<usize> {
        let part = &parts[at];
        let start = line_start(self.text, part.start, self.base);
        let end = line_end(self.text, part.end);
        if !self.text[start..part.start].trim().is_empty() {
            // The first of a mapping behind a dash: the next one takes its place on the line.
            let next = parts.get(at + 1).filter(|next| self.text[part.end..next.start].trim().is_empty());
            return part.start..next.map_or(end, |next| next.start);
        }
        let after = after_line(self.text, end);
        if after == end && start > self.base { self.above(start)..end } else { start..after }
    }

    /// The end of the line above one that begins there.
    fn above(&self, start: usize) -> usize {
        let text = &self.text[..start];
        text.len() - if text.ends_with("\r\n") { 2 } else { usize::from(text.ends_with('\n')) }
    }

    /// Lines, each with what parts it from the one before.
    fn lines<S: AsRef<str>>(&self, lines: &[S]) -> String {
        lines.iter().flat_map(|line| [self.newline, line.as_ref()]).collect()
    }

    /// The first field of a file that has none.
    fn first(&self, edit: &Edit) -> Result<String, Refusal> {
        let ([Step::Key(key), more @ ..], Op::Set(data)) = (edit.path.as_slice(), &edit.op) else { return Err(Refusal::NoSuchPlace) };
        let lines = entry(key, &nested(more, data).ok_or(Refusal::NoSuchPlace)?, 0).join(self.newline);
        let is_ended = self.text.is_empty() || self.text.ends_with('\n');
        Ok(if is_ended { format!("{}{lines}{}", self.text, self.newline) } else { format!("{}{}{lines}", self.text, self.newline) })
    }

    fn spliced(&self, mut splices: Vec<Splice>) -> String {
        splices.sort_by_key(|(range, _)| range.start);
        let mut out = self.text.to_owned();
        for (range, new) in splices.into_iter().rev() {
            out.replace_range(range, &new);
        }
        out
    }
}

fn of_entry(entry: &Entry) -> Range<usize> {
    entry.place.start..entry.value.range.end.max(entry.place.end)
}

fn of_item(item: &Item) -> Range<usize> {
    item.dash..item.value.range.end.max(item.dash)
}
