//! What paper says of one entry: its sentences, its facts as rows, whom to ask last.

use crate::model::resource::Resource;
use crate::model::text::{Prose, in_one_line};
use crate::model::venue::{Contact, Venue};
use crate::render::print::press::set::Setter;
use crate::render::print::press::view::{self, Question, Row, Text, Window, Worries};
use crate::render::view::StatusView;
use crate::render::view::ask::{AskView, WayView, ways};
use crate::render::view::fact::FactKind;
use crate::site::ask::WayKind;
use crate::site::{Entry, EntryIndex, Site, Whom};

/// The word before whom to ask.
const ASK: &str = "たずね先";

/// Where an entry is printed.
pub struct Place<'a> {
    /// The site.
    pub site: &'a Site,
    /// How words are set.
    pub set: &'a Setter<'a>,
    /// The windows that stand in the same leaflet.
    pub windows: &'a [EntryIndex],
    /// Where those stand, as one says it: うら面の.
    pub at: &'a str,
}

impl Place<'_> {
    /// An entry.
    pub fn entry(&self, entry: &Entry) -> view::Entry {
        let resource = entry.resource.shown();
        view::Entry {
            id: resource.id.clone(),
            name: self.set.text(printed_name(resource)),
            status: StatusView::of(resource.status, None).map(|status| self.set.text(&format!("［{}］", status.label))),
            tagline: self.optional(resource.tagline.as_deref()),
            summary: self.set.text(&resource.summary.one_line()),
            short_summary: self.optional(resource.leaflet.summary.as_deref()),
            rows: self.rows(entry),
            first_visit: self.lines(resource.first_visit.as_ref()),
            worries: self.worries(resource),
            faq: self.faq(resource),
            common: None,
        }
    }

    /// A window to call.
    pub fn window(&self, entry: &Entry) -> Window {
        let resource = entry.resource.shown();
        Window {
            id: resource.id.clone(),
            name: self.set.text(printed_name(resource)),
            purpose: self.set.text(&resource.summary.one_line()),
            short_purpose: self.optional(resource.leaflet.summary.as_deref()),
            rows: self.window_rows(entry),
            worries: self.worries(resource),
            faq: self.faq(resource),
        }
    }

    fn optional(&self, text: Option<&str>) -> Text {
        text.map(|text| self.set.text(text)).unwrap_or_default()
    }

    fn lines(&self, prose: Option<&Prose>) -> Vec<Text> {
        let lines = prose.map(Prose::lines).unwrap_or_default();
        lines.lines().map(|line| self.set.text(&for_readers(line))).filter(|text| !text.is_empty()).collect()
    }

    /// What one may come with, by the word in 【】 that several share.
    fn worries(&self, resource: &Resource) -> Vec<Worries> {
        let items = |words: Vec<&str>| words.into_iter().map(|words| self.set.text(&format!("・{words}"))).collect();
        let sorts = resource.worries_by_sort().into_iter();
        sorts.map(|(sort, words)| Worries { sort: self.set.text(sort.unwrap_or("")), items: items(words) }).collect()
    }

    fn faq(&self, resource: &Resource) -> Vec<Question> {
        let question = |question: &crate::model::resource::Question| Question {
            q: self.set.text(&question.question),
            a: self.set.text(&for_readers(&question.answer.one_line())),
        };
        resource.faq.iter().map(question).filter(|question| !question.a.is_empty()).collect()
    }

    /// A fact behind its label; what has a higher `priority` goes first where there is no room.
    pub(super) fn row(&self, kind: FactKind, label: &str, text: &str, priority: u8) -> Row {
        Row { kind, label: self.set.text(label), text: self.set.text(text), priority, is_phone: false, is_address: false, window: None }
    }

    /// When, where, how to get there, hours, closed days; for whom and for what money; whom to ask.
    fn rows(&self, entry: &Entry) -> Vec<Row> {
        let resource = entry.resource.shown();
        let mut rows = self.when_and_where(resource);
        rows.extend(
            resource.status_note.as_ref().map(|note| self.row(FactKind::StatusNote, "いまのこと", &for_readers(&note.one_line()), 2)),
        );
        rows.extend(self.who(&resource.terms, resource.eligibility.as_ref()));
        rows.extend(resource.reservation.as_ref().map(|reservation| self.booking(reservation)));
        rows.extend(self.capacity(&resource.terms));
        rows.extend(resource.attendance.as_deref().map(|text| self.row(FactKind::Attendance, "人数", text, 4)));
        let comforts: Vec<String> = entry.comforts.iter().map(|comfort| self.site.vocabulary.comforts[*comfort].label.clone()).collect();
        let fee = resource.fee.as_deref().filter(|fee| !comforts.iter().any(|comfort| comfort == fee));
        rows.extend(fee.map(|fee| self.row(FactKind::Fee, "費用", fee, 4)));
        if !comforts.is_empty() {
            rows.push(self.row(FactKind::Comforts, "安心", &comforts.join("、"), 4));
        }
        rows.extend(self.ask_rows(entry));
        rows.retain(|row| !row.text.is_empty());
        rows
    }

    fn when_and_where(&self, resource: &Resource) -> Vec<Row> {
        let mut rows = Vec::new();
        for session in &resource.sessions {
            let mut when: Vec<&str> = session.when.iter().chain(&session.dates).map(|when| when.value.as_str()).collect();
            let name = session.name.as_deref().filter(|name| !resource.name.value.contains(name));
            when.splice(0..0, name);
            rows.push(self.row(FactKind::Sessions, "日時", &format!("{}{}", when.join(" "), Self::doors_and_hall(session)), 1));
            rows.extend(self.terms_of_its_own(session));
        }
        for venue in &resource.venues {
            rows.extend(self.place(venue, resource));
            rows.extend(venue.access.iter().map(|way| self.row(FactKind::Access, "行き方", way, 2)));
        }
        if !resource.hours.is_empty() {
            rows.push(self.row(FactKind::Hours, "時間", &in_one_line(&resource.hours), 1));
        }
        if !resource.closed.is_empty() {
            rows.push(self.row(FactKind::Closed, "休み", &in_one_line(&resource.closed), 1));
        }
        rows
    }

    /// Name, address and detail, each thing said once: not 「13か所 13か所を訪ねます」.
    fn place(&self, venue: &Venue, resource: &Resource) -> Option<Row> {
        let name = resource.name_beside(venue);
        let parts: Vec<&str> =
            [name, venue.address.as_deref(), venue.detail.as_deref(), venue.undisclosed.as_deref()].into_iter().flatten().collect();
        if venue.is_online_only() || parts.is_empty() {
            let online = venue.online.as_ref()?;
            let note = online.note.as_deref().map(for_readers).filter(|note| !note.is_empty());
            return Some(self.row(FactKind::Place, "つなぎ方", note.as_deref().unwrap_or("オンラインで参加できます"), 1));
        }
        Some(self.row(FactKind::Place, "場所", &said_once(&parts).join(" "), 1))
    }

    /// Every way to those who answer. A window that stands in the leaflet is named by its place and nothing more.
    fn ask_rows(&self, entry: &Entry) -> Vec<Row> {
        let Some(ask) = AskView::of(entry, self.site) else { return Vec::new() };
        if let Whom::Entry(at, _) = entry.whom
            && self.windows.contains(&at)
        {
            let window = self.site.entries[at].resource.shown();
            let row = self.row(FactKind::Way, ASK, &format!("{}{}", self.at, printed_name(window)), 1);
            return vec![Row { window: Some(window.id.clone()), ..row }];
        }
        self.ways(&ask, entry, Some(ASK))
    }

    /// The first of those who answer with every way to them, the phone before all; of the others what there is room for.
    fn ways(&self, ask: &AskView, entry: &Entry, first: Option<&str>) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        if let (Some(name), Some(first)) = (ask.name.as_deref(), first) {
            rows.push(self.row(FactKind::Way, first, name, 1));
        }
        let contacts = if ask.name.is_none() { entry.resource.shown().contacts.as_slice() } else { &[] };
        let is_way = |contact: &&Contact| crate::site::ask::is_way(contact);
        let own: Vec<WayView> = contacts.iter().find(is_way).map(|contact| ways(std::slice::from_ref(contact), false)).unwrap_or_default();
        let others: Vec<&WayView> = ask.ways.iter().filter(|way| !own.iter().any(|same| same.text == way.text)).collect();
        for way in &own {
            let label = if rows.is_empty() { first.unwrap_or(&way.label) } else { &way.label };
            let priority = if rows.is_empty() { 1 } else { 2 };
            rows.push(self.way(label, way, priority));
        }
        for way in others {
            let priority = if rows.len() < 2 && own.is_empty() {
                1
            } else if own.is_empty() {
                2
            } else {
                4
            };
            let label = if rows.is_empty() { first.unwrap_or(&way.label) } else { &way.label };
            rows.push(self.way(label, way, priority));
        }
        rows
    }

    fn way(&self, label: &str, way: &WayView, priority: u8) -> Row {
        let extension = way.extension.as_ref().map(|extension| format!(" {extension}")).unwrap_or_default();
        let note = way.note.as_ref().map(|note| format!("（{note}）")).unwrap_or_default();
        let (is_phone, is_address) = (way.kind == WayKind::Phone, matches!(way.kind, WayKind::Mail | WayKind::Link));
        Row { is_phone, is_address, ..self.row(FactKind::Way, label, &format!("{}{extension}{note}", way.text), priority) }
    }

    fn window_rows(&self, entry: &Entry) -> Vec<Row> {
        let resource = entry.resource.shown();
        let mut rows = AskView::of(entry, self.site).map(|ask| self.ways(&ask, entry, None)).unwrap_or_default();
        rows.extend(self.when_and_where(resource));
        rows.extend(self.who(&resource.terms, resource.eligibility.as_ref()));
        rows.retain(|row| !row.text.is_empty());
        rows
    }
}

/// The name on paper.
pub fn printed_name(resource: &Resource) -> &str {
    resource.leaflet.name.as_deref().unwrap_or(&resource.name)
}

/// Parts of which none only repeats the one before.
fn said_once<'t>(parts: &[&'t str]) -> Vec<&'t str> {
    let mut said: Vec<&str> = Vec::new();
    for part in parts {
        let counts = |text: &str| text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit()).collect::<String>();
        let repeats = said.iter().any(|before| {
            before.contains(part)
                || (!counts(part).is_empty()
                    && part.starts_with(&counts(part))
                    && before.contains(&format!("{}か所", counts(part)))
                    && part.contains("か所"))
        });
        if !repeats {
            said.push(part);
        }
    }
    said
}

/// What an editor says of his sources is not for readers of the paper.
const OF_SOURCES: &[&str] =
    &["出典", "書かれていません", "書かれてい", "もとのリーフレット", "見本", "資料に", "記載が", "記載は", "未確認", "要確認"];

/// The sentences of a text without the editor's notes to himself.
pub fn for_readers(text: &str) -> String {
    let mut kept = String::new();
    for sentence in text.split_inclusive(['。', '\n']) {
        if !OF_SOURCES.iter().any(|mark| sentence.contains(mark)) {
            kept.push_str(sentence);
        }
    }
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{for_readers, said_once};

    #[test]
    fn notes_of_editors_do_not_reach_a_reader() {
        for (written, printed) in [
            ("時刻は、お確かめください。出典には「毎週第4木曜日」とあります。", "時刻は、お確かめください。"),
            ("もとのリーフレットでは「無料スペース」の一つとして紹介されています。", ""),
            (
                "申し込みの決まりは書かれていません。気になるときは、先に電話でたずねてみてください。",
                "気になるときは、先に電話でたずねてみてください。",
            ),
            ("なし(見本)", ""),
            ("ふつうの文です。", "ふつうの文です。"),
        ] {
            assert_eq!(for_readers(written), printed);
        }
    }

    #[test]
    fn a_place_says_each_thing_once() {
        assert_eq!(said_once(&["まちなかサロン・カフェ 13か所", "13か所を訪ねます"]), ["まちなかサロン・カフェ 13か所"]);
        assert_eq!(said_once(&["市役所", "阪南市尾崎町35-3", "1階 窓口⑦"]), ["市役所", "阪南市尾崎町35-3", "1階 窓口⑦"]);
        assert_eq!(said_once(&["市民センター 2階", "市民センター"]), ["市民センター 2階"]);
    }
}
