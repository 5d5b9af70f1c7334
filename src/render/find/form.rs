//! The choices beside the search box. They are drawn at build time and hidden until `assets/find.js` can answer.

use serde::Serialize;

use crate::model::area::Area;
use crate::model::vocabulary::Term;
use crate::render::find::index::{FEES, Index};
use crate::render::view::card::icon_of;
use crate::render::view::hue;
use crate::site::comfort::FREE;
use crate::site::search;
use crate::site::timetable::TABLE_DAYS;
use crate::site::{EntryIndex, Site};

/// Places offered while a visitor types one.
const PLACES: usize = 150;

/// The form of `find.html`.
#[derive(Serialize)]
pub struct FormView<'a> {
    scripts: Vec<String>,
    groups: Vec<GroupView<'a>>,
    /// The days that may be chosen.
    from: String,
    until: Option<String>,
    places: Vec<String>,
    /// How many entries have a position.
    located: usize,
}

#[derive(Serialize)]
struct GroupView<'a> {
    /// Name of the field.
    name: &'static str,
    label: &'static str,
    /// A sentence below the label; may be empty.
    note: &'static str,
    items: Vec<ItemView<'a>>,
}

#[derive(Serialize)]
struct ItemView<'a> {
    value: &'a str,
    label: &'a str,
    icon: Option<&'a str>,
    hue: u8,
    count: usize,
    /// Part of another area.
    is_part: bool,
}

impl<'a> FormView<'a> {
    /// The form of a site.
    pub fn new(site: &'a Site, index: &Index) -> Self {
        let (vocabulary, lists) = (&site.vocabulary, &site.lists);
        let mut audiences = vec![0; vocabulary.audiences.len()];
        let mut fees = [0; FEES.len()];
        let mut located = 0;
        for &at in &lists.all {
            let entry = &site.entries[at];
            entry.audience.iter().for_each(|audience| audiences[*audience] += 1);
            FEES.iter().zip(&mut fees).for_each(|(fee, count)| *count += usize::from(fee.contains(&entry.fee)));
            located += usize::from(entry.location().is_some());
        }
        let counts = |lists: &[Vec<EntryIndex>]| lists.iter().map(Vec::len).collect::<Vec<_>>();
        let group = |name, label, note, items| GroupView { name, label, note, items };
        let groups = vec![
            group("need", "願い", "", terms(&vocabulary.needs, &counts(&lists.needs), true)),
            group("area", "地域", "", areas(&site.areas, &counts(&lists.areas))),
            group("kind", "種類", "", terms(&vocabulary.kinds, &counts(&lists.kinds), false)),
            group("audience", "どなたのため", "", terms(&vocabulary.audiences, &audiences, false)),
            group(
                "comfort",
                "安心ポイント",
                "えらんだものが、すべてあてはまる所をさがします。",
                terms(&vocabulary.comforts, &counts(&lists.comforts), false).into_iter().filter(|item| item.value != FREE).collect(),
            ),
            group("fee", "お金", "", fee(fees)),
        ];
        let until = site.today.checked_add(jiff::Span::new().days(i64::try_from(TABLE_DAYS).unwrap_or(400) - 1)).ok();
        FormView {
            scripts: index.scripts(),
            groups: groups.into_iter().filter(|group| group.items.len() > 1).collect(),
            from: site.today.to_string(),
            until: until.map(|date| date.to_string()),
            places: search::places(site, PLACES),
            located,
        }
    }
}

fn terms<'a>(terms: &'a [Term], counts: &[usize], is_hued: bool) -> Vec<ItemView<'a>> {
    let filled = terms.iter().zip(counts).enumerate().filter(|(_, (_, count))| **count > 0);
    filled
        .map(|(at, (term, count))| ItemView {
            value: &term.id,
            label: &term.label,
            icon: term.icon.as_ref().map(|icon| icon_of(Some(icon))),
            hue: if is_hued { hue(at) } else { 0 },
            count: *count,
            is_part: false,
        })
        .collect()
}

fn areas<'a>(areas: &'a [Area], counts: &[usize]) -> Vec<ItemView<'a>> {
    let filled = areas.iter().zip(counts).filter(|(_, count)| **count > 0);
    filled
        .map(|(area, count)| ItemView {
            value: &area.id,
            label: &area.name,
            icon: None,
            hue: 0,
            count: *count,
            is_part: area.parent.is_some(),
        })
        .collect()
}

/// 無料 stands here alone, whether the fee or the comfort says so.
fn fee([unsaid, free, paid, partly]: [usize; FEES.len()]) -> Vec<ItemView<'static>> {
    let words = [
        ("free", "無料", free),
        ("partly", "条件つきで無料", partly),
        ("paid", "かかる（かかることがある）", paid),
        ("unknown", "書かれていない", unsaid),
    ];
    let item = |(value, label, count)| ItemView { value, label, icon: None, hue: 0, count, is_part: false };
    words.map(item).into_iter().filter(|item| item.count > 0).collect()
}
