//! Puts the pages of a booklet side by side on its sheets, without laying anything out again.
//!
//! On paper page 2 lies behind page 1 and beside the last but one; who reads the file aloud must still hear page 2 after page 1. So the
//! first sheet begins with one marker a page, in reading order, and each page on the sheets is a logical child of its marker — the way
//! in which Typst itself keeps a float in its place in the text.

use std::collections::BTreeSet;

use typst::foundations::{Content, NativeElement};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{Frame, FrameItem, FrameParent, Inherit, PlaceElem, Point, Size};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

/// Sheets whose sides carry two pages each: the left one and the right one, counted from 0. All pages must be of one size.
pub fn impose(document: &PagedDocument, sides: &[[usize; 2]]) -> PagedDocument {
    let pages = document.pages();
    let sheets = sides.iter().enumerate().filter_map(|(at, side)| {
        let first = pages.first()?;
        let size = first.frame.size();
        let mut frame = Frame::hard(Size::new(size.x * 2.0, size.y));
        if at == 0 {
            (0..pages.len()).for_each(|page| mark(&mut frame, page));
        }
        for (slot, page) in side.iter().enumerate() {
            let mut content = pages.get(*page)?.frame.clone();
            forget_torn(&mut content);
            content.set_parent(FrameParent::new(location(*page), Inherit::No));
            frame.push_frame(Point::with_x(size.x * slot as f64), content);
        }
        Some(Page { frame, number: at as u64 + 1, ..first.clone() })
    });
    PagedDocument::new(sheets.collect(), document.info().clone())
}

/// Where a page stands in reading order.
fn location(page: usize) -> Location {
    // Any number that no element of the document has; those are hashes of 128 bits.
    Location::new(0x7368_696f_7269 << 32 | page as u128)
}

/// The marker of a page: an empty float, whose content stands elsewhere.
fn mark(frame: &mut Frame, page: usize) {
    let flags = TagFlags { introspectable: false, tagged: true };
    let mut marker = PlaceElem::new(Content::empty()).with_float(true).pack();
    marker.set_location(location(page));
    frame.push(Point::zero(), FrameItem::Tag(Tag::Start(marker, flags)));
    frame.push(Point::zero(), FrameItem::Tag(Tag::End(location(page), 0, flags)));
}

/// Takes out marks of what begins on one page and ends on another. Templates of booklets tear nothing but what has no meaning.
fn forget_torn(frame: &mut Frame) {
    let (mut starts, mut ends) = (BTreeSet::new(), BTreeSet::new());
    collect(frame, &mut starts, &mut ends);
    let torn: BTreeSet<u128> = starts.symmetric_difference(&ends).copied().collect();
    if !torn.is_empty() {
        forget(frame, &torn);
    }
}

fn collect(frame: &Frame, starts: &mut BTreeSet<u128>, ends: &mut BTreeSet<u128>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, starts, ends),
            FrameItem::Tag(tag @ Tag::Start(..)) => drop(starts.insert(tag.location().hash())),
            FrameItem::Tag(tag @ Tag::End(..)) => drop(ends.insert(tag.location().hash())),
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
        }
    }
}

fn forget(frame: &mut Frame, torn: &BTreeSet<u128>) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            forget(&mut group.frame, torn);
            true
        }
        FrameItem::Tag(tag) => !torn.contains(&tag.location().hash()),
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => true,
    });
}
