//! From a leaflet's settings to its view: title and words, the wishes with their entries, the windows, the imprint.

use std::collections::BTreeMap;

use crate::model::resource::{Resource, Status};
use crate::model::ruby;
use crate::model::settings::{Ink, Leaflet, Part, Settings};
use crate::model::text::Prose;
use crate::render::print::common;
use crate::render::print::entry::{self, Place};
use crate::render::print::format::{Finish, Format};
use crate::render::print::press::set::Setter;
use crate::render::print::press::view::{self, Greeting, IssueDate, LeafletView, PageLink, Section, Text, Wish};
use crate::render::print::{choose, discreet, imprint};
use crate::render::view::card::icon_of;
use crate::render::view::fact::FactKind;
use crate::render::view::hue;
use crate::site::{Entry, EntryIndex, Site, route};

/// The view of a leaflet.
pub fn view(leaflet: &Leaflet, format: &Format, entries: &[EntryIndex], site: &Site) -> LeafletView {
    let setter = Setter {
        phrases: &site.phrases,
        readings: (leaflet.furigana == Some(true)).then_some(&site.readings),
        shows_marked: leaflet.furigana != Some(false),
        substitutes: &site.settings.substitutes,
    };
    let mut view = Composer { leaflet, format, site, set: &setter }.compose(entries);
    leave_out(&mut view, leaflet);
    if !format.has_entries {
        view.sections.clear();
    }
    if format.finish == Finish::Cut {
        discreet::make(&mut view, &setter, site);
    }
    view
}

/// Takes out the parts that the leaflet does not ask for.
fn leave_out(view: &mut LeafletView, leaflet: &Leaflet) {
    let Some(parts) = &leaflet.include else { return };
    let without = |part| !parts.contains(&part);
    if without(Part::Comforts) {
        let entries = view.sections.iter_mut().flat_map(|section| &mut section.entries);
        entries.for_each(|entry| entry.rows.retain(|row| row.kind != FactKind::Comforts));
    }
    if without(Part::Codes) {
        view.sections.iter_mut().for_each(|section| section.page = None);
    }
    if without(Part::Windows) {
        view.windows.clear();
    }
    if without(Part::Lead) {
        view.lead.clear();
    }
    if without(Part::Credits) {
        view.imprint.retain(|fact| fact.is_kept);
    }
    view.stamp = !without(Part::Stamp);
    view.contents = !without(Part::Contents);
}

/// What a view is composed from.
struct Composer<'a> {
    leaflet: &'a Leaflet,
    format: &'a Format,
    site: &'a Site,
    set: &'a Setter<'a>,
}

/// Examples of what one can say that a leaflet has room for.
const GREETINGS: usize = 2;
/// Lines of help that paper has room for.
const URGENT: usize = 2;

impl Composer<'_> {
    fn compose(&self, entries: &[EntryIndex]) -> LeafletView {
        let (leaflet, settings) = (self.leaflet, &self.site.settings);
        let shown_settings = settings.shown();
        let shown = shown_settings.leaflets.iter().find(|other| other.id.value == leaflet.id.value).unwrap_or(leaflet);
        let issued = leaflet.issued.or(settings.issued);
        let (width, height) = self.format.page_on(leaflet.paper.as_ref().map(|paper| paper.value.as_str()));
        let date = issued.map_or(self.site.today, crate::model::date::PartialDate::earliest);
        let (windows, places): (Vec<EntryIndex>, Vec<EntryIndex>) =
            entries.iter().partition(|at| is_window(&self.site.entries[**at], self.site));
        let title = leaflet.title.clone().unwrap_or_else(|| settings.title.value.clone());
        let publisher = shown.publisher.as_ref().or(shown_settings.publisher.as_ref());
        let sections = self.sections(&places, &windows);
        LeafletView {
            id: leaflet.id.value.clone(),
            format: leaflet.format.value.clone(),
            ink: match leaflet.ink {
                Ink::Colour => view::Ink::Colour,
                Ink::One => view::Ink::One,
            },
            bleed: leaflet.bleed.unwrap_or(0),
            width,
            height,
            panels: self.format.panels.iter().map(|panels| panels.to_vec()).collect(),
            shop_page: self.format.shop_page,
            is_booklet: self.format.finish == Finish::Saddle,
            contents: true,
            has_readings: self.set.readings.is_some(),
            is_sample: publisher.is_none() && self.format.finish != Finish::Cut,
            full_title: leaflet.edition.as_ref().map_or_else(|| title.clone(), |edition| format!("{title} {edition}")),
            title: title_lines(&title).into_iter().map(|line| self.set.text(line)).collect(),
            subtitle: leaflet.subtitle.as_ref().or(settings.subtitle.as_ref()).map(|text| self.set.text(text)),
            edition: leaflet.edition.as_ref().map(|text| self.set.text(text)),
            author: publisher.map(|publisher| publisher.name.clone()),
            publisher: publisher.map(|publisher| self.set.text(&publisher.name)),
            issued: issued.map(|date| self.set.text(&date.japanese())),
            date: IssueDate { year: i32::from(date.year()), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() },
            lead: self.lead(shown.lead.as_ref().or(shown_settings.lead.as_ref())),
            greetings: self.greetings(&places, &windows),
            wishes: self.wishes(&sections),
            others: self.others(entries),
            sections,
            windows: windows.iter().map(|at| self.place().window(&self.site.entries[*at])).collect(),
            imprint: imprint::of(leaflet, shown, entries, &Setter { readings: None, ..*self.set }, self.site),
            site: page_link(settings, ""),
            urgent: self.urgent(),
            stamp: true,
        }
    }

    /// Public entries of the same areas that are left out: where room is left, they are named.
    fn others(&self, entries: &[EntryIndex]) -> Vec<view::Other> {
        const MOST: usize = 12;
        let areas = choose::areas(self.leaflet, self.site);
        let is_other = |at: &EntryIndex| {
            let entry = &self.site.entries[*at];
            let runs = entry.resource.status == Status::Open && !entry.is_over;
            let is_here = entry.areas.iter().any(|area| areas.contains(area));
            entry.is_public() && runs && is_here && entry.resource.leaflet.include == Some(false) && !entries.contains(at)
        };
        let mut others: Vec<EntryIndex> = (0..self.site.entries.len()).filter(is_other).collect();
        others.sort_by_key(|at| {
            (self.site.entries[*at].needs.is_empty(), self.site.entries[*at].resource.leaflet.order.unwrap_or(i64::MAX), *at)
        });
        let other = |at: EntryIndex| {
            let resource = self.site.entries[at].resource.shown();
            let summary = resource.leaflet.summary.clone().unwrap_or_else(|| resource.summary.opening());
            view::Other { name: self.set.text(entry::printed_name(resource)), summary: self.set.text(&entry::for_readers(&summary)) }
        };
        others.into_iter().take(MOST).map(other).collect()
    }

    /// What an entry's facts are set with.
    fn place(&self) -> Place<'_> {
        Place { site: self.site, set: self.set, windows: &[], at: "" }
    }

    /// The first sentence, then the others: each on lines of its own while they are few, else by paragraph.
    fn lead(&self, prose: Option<&Prose>) -> Vec<Text> {
        const FEW: usize = 4;
        let lines = prose.map(Prose::lines).unwrap_or_default();
        let mut first: Option<&str> = None;
        let mut rest: Vec<Vec<&str>> = Vec::new();
        for line in lines.lines() {
            let mut sentences: Vec<&str> = line.split_inclusive('。').map(str::trim).filter(|sentence| !sentence.is_empty()).collect();
            if first.is_none() && !sentences.is_empty() {
                first = Some(sentences.remove(0));
            }
            rest.push(sentences);
        }
        let count: usize = rest.iter().map(Vec::len).sum();
        let others =
            rest.iter().flat_map(
                |paragraph| if count <= FEW { paragraph.iter().map(|s| (*s).to_owned()).collect() } else { vec![paragraph.concat()] },
            );
        first.map(str::to_owned).into_iter().chain(others).map(|line| self.set.text(&line)).filter(|text| !text.is_empty()).collect()
    }

    /// The first examples there are of what one can say, those of places before those of windows.
    fn greetings(&self, places: &[EntryIndex], windows: &[EntryIndex]) -> Vec<Greeting> {
        let examples = places.iter().chain(windows).filter_map(|at| self.site.entries[*at].resource.shown().contact_example.as_ref());
        let mut different: Vec<&Prose> = Vec::new();
        for example in examples {
            if different.len() < GREETINGS && different.iter().all(|other| other.source != example.source) {
                different.push(example);
            }
        }
        different.into_iter().map(|example| self.greeting(example)).collect()
    }

    fn greeting(&self, example: &Prose) -> Greeting {
        let lines = example.lines();
        let is_mail = lines.starts_with("件名");
        let kept = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !(is_mail && line.starts_with("件名")));
        let quoted: Vec<String> = if is_mail {
            vec![format!("「{}」", kept.collect::<String>().trim_end_matches('。'))]
        } else {
            kept.map(str::to_owned).collect()
        };
        let heading = if is_mail { "はじめてメールを書くときは" } else { "はじめて電話するときは" };
        Greeting { heading: self.set.text(heading), lines: quoted.iter().map(|line| self.set.text(line)).collect() }
    }

    fn urgent(&self) -> Vec<view::Urgent> {
        let lines = self.site.settings.urgent.iter().filter_map(|line| {
            let phone = line.phone.clone()?;
            Some(view::Urgent {
                name: self.set.text(&line.name.value),
                phone,
                hours: line.hours.as_deref().map(|hours| self.set.text(hours)),
            })
        });
        lines.take(URGENT).collect()
    }

    /// Wishes for which there is something inside. Paper that names no place promises all that the site has.
    fn wishes(&self, sections: &[Section]) -> Vec<Wish> {
        if self.format.has_entries {
            return sections.iter().filter(|section| !section.wish.drawing.is_empty()).map(|section| section.wish.clone()).collect();
        }
        choose::needs(self.leaflet, self.site).into_iter().map(|at| self.wish(at, None)).collect()
    }

    fn wish(&self, at: usize, description: Option<&Prose>) -> Wish {
        let (need, shown) = (&self.site.vocabulary.needs[at], &self.site.vocabulary.shown().needs[at]);
        let lines = match ruby::is_marked(&shown.label) {
            true => vec![self.set.text(&shown.label)],
            false => {
                let (first, second) = self.site.phrases.in_two(&shown.label);
                [first, second].into_iter().map(|line| self.set.text(line)).filter(|line| !line.is_empty()).collect()
            }
        };
        Wish {
            lines,
            need: self.set.text(&shown.label),
            drawing: icon_of(need.icon.as_deref()).to_owned(),
            hue: hue(at).saturating_sub(1),
            description: description.or(shown.description.as_ref()).map(|text| self.set.text(&text.one_line())).unwrap_or_default(),
        }
    }

    /// Entries under the first of their wishes, in the order of the wishes. A wish that only a window answers points to it.
    fn sections(&self, entries: &[EntryIndex], windows: &[EntryIndex]) -> Vec<Section> {
        let mut sections = Vec::new();
        let under_needs = self.under_needs(entries);
        for at in choose::needs(self.leaflet, self.site) {
            let under = entries.iter().copied().filter(|entry| under_needs.get(entry) == Some(&at)).collect::<Vec<_>>();
            let answering: Vec<EntryIndex> =
                windows.iter().copied().filter(|entry| self.site.entries[*entry].needs.contains(&at)).collect();
            if under.is_empty() && answering.is_empty() {
                continue;
            }
            let need = &self.site.vocabulary.needs[at];
            let short = need.short.clone().unwrap_or_else(|| need.label.clone());
            sections.push(Section {
                wish: self.wish(at, self.of_one_kind(&under)),
                running: self.set.text(&format!("{short}（つづき）")),
                page: page_link(&self.site.settings, &route::list("needs", &need.id.value, 1)),
                pointer: under.is_empty().then(|| self.pointer(&answering)),
                entries: self.entries(&under, windows),
            });
        }
        let without: Vec<_> = entries.iter().copied().filter(|at| self.site.entries[*at].needs.is_empty()).collect();
        if !without.is_empty() {
            let need = self.set.text("そのほか");
            let wish = Wish { lines: vec![need.clone()], need, drawing: String::new(), hue: 0, description: Vec::new() };
            let entries = self.entries(&without, windows);
            sections.push(Section { wish, running: self.set.text("そのほか（つづき）"), page: None, pointer: None, entries });
        }
        sections
    }

    /// Under which wish each entry stands: the first of its own; another of its own where that would have none, and the first has more.
    fn under_needs(&self, entries: &[EntryIndex]) -> BTreeMap<EntryIndex, usize> {
        let needs_of = |entry: EntryIndex| &self.site.entries[entry].needs;
        let mut under: BTreeMap<EntryIndex, usize> = entries.iter().filter_map(|at| Some((*at, *needs_of(*at).first()?))).collect();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        under.values().for_each(|need| *counts.entry(*need).or_default() += 1);
        for need in choose::needs(self.leaflet, self.site) {
            if counts.contains_key(&need) {
                continue;
            }
            // The last of those that can be spared, as the first stands for its wish.
            let giving = entries.iter().rev().find(|at| {
                let has_more = under.get(*at).and_then(|first| counts.get(first)).is_some_and(|count| *count > 1);
                has_more && needs_of(**at).contains(&need)
            });
            if let Some(at) = giving
                && let Some(first) = under.insert(*at, need)
            {
                counts.entry(first).and_modify(|count| *count -= 1);
                counts.insert(need, 1);
            }
        }
        under
    }

    /// Where all entries are of one kind, its words say more than the wish's.
    fn of_one_kind(&self, under: &[EntryIndex]) -> Option<&Prose> {
        let kind = self.site.entries[*under.first()?].kind?;
        let is_one = under.len() > 1 && under.iter().all(|at| self.site.entries[*at].kind == Some(kind));
        is_one.then(|| self.site.vocabulary.shown().kinds[kind].description.as_ref()).flatten()
    }

    fn pointer(&self, windows: &[EntryIndex]) -> Text {
        const NAMED: usize = 3;
        let names: Vec<String> =
            windows.iter().take(NAMED).map(|at| format!("「{}」", entry::printed_name(self.site.entries[*at].resource.shown()))).collect();
        let more = if windows.len() > NAMED { "など" } else { "" };
        self.set.text(&format!("{}{}{more}が、話を聴いてくれます。", self.format.windows_at, names.concat()))
    }

    fn entries(&self, under: &[EntryIndex], windows: &[EntryIndex]) -> Vec<view::Entry> {
        let place = Place { windows, at: self.format.windows_at, ..self.place() };
        let mut entries: Vec<view::Entry> = under.iter().map(|at| place.entry(&self.site.entries[*at])).collect();
        common::gather(&mut entries, self.set);
        entries
    }
}

/// Where a cover may part a title: at its spaces, else where kanji give way to katakana.
fn title_lines(title: &str) -> Vec<&str> {
    let is_katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー');
    let is_kanji = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '々');
    if title.contains([' ', '　']) {
        return title.split([' ', '　']).filter(|line| !line.is_empty()).collect();
    }
    let at = title.find(is_katakana).filter(|at| {
        let (kanji, katakana) = title.split_at(*at);
        kanji.chars().count() >= 2 && kanji.chars().all(is_kanji) && katakana.chars().count() >= 3 && katakana.chars().all(is_katakana)
    });
    match at {
        Some(at) => vec![&title[..at], &title[at..]],
        None => vec![title],
    }
}

fn is_window(entry: &Entry, site: &Site) -> bool {
    let of_kind = entry.kind.is_some_and(|kind| site.vocabulary.kinds[kind].is_window);
    of_kind && reachable(&entry.resource)
}

fn reachable(resource: &Resource) -> bool {
    resource.contacts.iter().any(|contact| contact.phone.is_some() || contact.email.is_some())
}

/// The page of a site behind a code.
pub fn page_link(settings: &Settings, path: &str) -> Option<PageLink> {
    settings.base_url.as_ref().and_then(|base| PageLink::new(format!("{}{path}", base.value)))
}

#[cfg(test)]
mod tests {
    use super::title_lines;

    #[test]
    fn a_title_is_parted_where_a_reader_would() {
        assert_eq!(title_lines("地域資源ブックマーク"), ["地域資源", "ブックマーク"]);
        assert_eq!(title_lines("まちの しおり"), ["まちの", "しおり"]);
        assert_eq!(title_lines("まちのしおり"), ["まちのしおり"]);
        assert_eq!(title_lines("阪南カフェ案内"), ["阪南カフェ案内"]);
    }
}
