//! A list over several pages: which entries stand on one, and the links between them.

use serde::Serialize;

use crate::site::{EntryIndex, route};

/// Links between the pages of a long list.
#[derive(Serialize)]
pub struct PaginationView {
    current: usize,
    total: usize,
    prev: Option<String>,
    next: Option<String>,
    pages: Vec<PageLinkView>,
}

#[derive(Serialize)]
struct PageLinkView {
    number: usize,
    href: String,
    current: bool,
}

/// The entries of one page of a list.
pub fn page_of(entries: &[EntryIndex], number: usize) -> &[EntryIndex] {
    entries.chunks(route::LIST_PAGE).nth(number - 1).unwrap_or(&[])
}

/// Links between the pages of a list; none where there is only one page. Of many, the first, the last and those around
/// the current one.
pub fn pagination(current: usize, total: usize, href: impl Fn(usize) -> String) -> Option<PaginationView> {
    if total < 2 {
        return None;
    }
    let near = |number: &usize| *number == 1 || *number == total || number.abs_diff(current) <= 2;
    Some(PaginationView {
        current,
        total,
        prev: (current > 1).then(|| href(current - 1)),
        next: (current < total).then(|| href(current + 1)),
        pages: (1..=total).filter(near).map(|number| PageLinkView { number, href: href(number), current: number == current }).collect(),
    })
}
