//! `urgent.html`: lines of help by what somebody needs at the moment, and a way out of the page. Only where the site names some.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::urgent::Plight;
use crate::render::view::base::Frame;
use crate::render::view::urgent::{LineView, suits};
use crate::render::{Artifact, Input};
use crate::site::route;

/// A title that says little to one who reads it over somebody's shoulder, or later in the history.
const TITLE: &str = "すぐに話したいとき";

/// The sections, in their order, with the sentence below each heading.
const SECTIONS: [(Option<Plight>, &str, &str, &str); 5] = [
    (Some(Plight::Now), "now", "いま、あぶないとき", "いのちや体があぶないときは、ためらわずに。まちがいかもしれなくても、かまいません。"),
    (Some(Plight::Night), "night", "夜でも話せる", "つながりにくいときは、少し時間をおいて、かけなおしてみてください。"),
    (Some(Plight::Chat), "chat", "文字で話す", "声を出せないとき、電話が苦手なときに。"),
    (Some(Plight::Silent), "silent", "話さずに、読む・しらべる", "読むだけでも大丈夫です。"),
    (None, "more", "ほかの窓口", ""),
];

#[derive(Serialize)]
struct PageView {
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    id: &'static str,
    heading: &'static str,
    note: &'static str,
    lines: Vec<LineView>,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    if input.site.settings.urgent.is_empty() {
        return Vec::new();
    }
    vec![Artifact::later(route::URGENT, move || {
        let frame = Frame::new(input.site, route::URGENT, "urgent", TITLE, "電話や文字で、すぐに話せる窓口です。").below(&[]);
        input.engine.page("urgent.html", &frame, "urgent", &view(input))
    })]
}

fn view(input: &Input) -> PageView {
    let mut shown = BTreeSet::new();
    let mut sections = Vec::new();
    for (plight, id, heading, note) in SECTIONS {
        let own = input.site.settings.urgent.iter().enumerate().filter(|(_, line)| suits(line, plight));
        let lines: Vec<_> = own.map(|(at, line)| LineView::from(line).first(shown.insert(at))).collect();
        if !lines.is_empty() {
            sections.push(SectionView { id, heading, note, lines });
        }
    }
    PageView { sections }
}
