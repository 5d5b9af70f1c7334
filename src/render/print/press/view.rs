//! What a leaflet template reads: plain words in the order in which they are printed.
//!
//! These structs become `/data.json` and nothing else of the site reaches Typst. Every string is data: a template never evaluates
//! one. Whoever fills them decides *what* is printed (entries, rows, priorities); the template decides how and where, and which rows give
//! way first when paper is short.

use super::qr;
use serde::Serialize;

use crate::model::ruby;
use crate::source::lines;

use crate::render::print::format::Panel;

/// One printed edition in one format.
#[derive(Debug, Clone, Serialize)]
pub struct LeafletView {
    /// Stable name of the edition; identifies the PDF.
    pub id: String,
    /// Name of the template, without `.typ`: `a4-trifold`.
    pub format: String,
    /// Colours or one ink.
    pub ink: Ink,
    /// Millimetres of bleed; more than 0 adds a file for a print shop.
    #[serde(skip)]
    pub bleed: u8,
    /// Width of a page in millimetres.
    pub width: f64,
    /// Height of a page in millimetres.
    pub height: f64,
    /// The panels of each page, from left to right.
    pub panels: Vec<Vec<Panel>>,
    /// Width and height of a page for a print shop, where it is another.
    #[serde(skip)]
    pub shop_page: Option<(f64, f64)>,
    /// Whether the pages are also put on sheets that are folded once, into each other.
    #[serde(skip)]
    pub is_booklet: bool,
    /// Whether the list of what is inside is wanted.
    pub contents: bool,
    /// Spaces in the title are the places where the cover may break it.
    pub title: String,
    /// For whom the leaflet is.
    pub subtitle: Option<String>,
    /// 阪南エリア版.
    pub edition: Option<String>,
    /// As printed: 2021年2月.
    pub issued: Option<String>,
    /// Date in the file's metadata, which PDF/A requires: the day of issue, or the injected today if none is stated.
    pub date: IssueDate,
    /// Paragraphs one reads first.
    pub lead: Vec<Text>,
    /// Explanation of the leaflet's name.
    pub name_note: Option<NameNote>,
    /// All wishes, in order, also those without entries.
    pub wishes: Vec<Wish>,
    /// The wishes with their places, in order; those without entries are left out by the caller.
    pub sections: Vec<Section>,
    /// The windows one may call.
    pub windows: Vec<Window>,
    /// Who made it and who helped.
    pub credits: Vec<Credit>,
    /// Who publishes it; the author in the file's metadata.
    pub publisher: Option<Publisher>,
    /// Paragraphs on who paid.
    pub funding: Vec<Text>,
    /// The site's home page, as the large QR code.
    pub site: Option<PageLink>,
    /// 「情報は変わることがあります」 and the like.
    pub notes: Vec<Text>,
    /// Lines of help that can be called; at most two.
    pub urgent: Vec<Urgent>,
}

impl LeafletView {
    /// Rewrites every text that may carry furigana.
    pub fn map_texts(&mut self, change: impl Fn(&Text) -> Text) {
        let entries = self.sections.iter_mut().flat_map(|section| {
            let words = [&mut section.need, &mut section.description];
            words.into_iter().chain(section.entries.iter_mut().flat_map(Entry::texts))
        });
        let windows = self
            .windows
            .iter_mut()
            .flat_map(|window| [&mut window.name, &mut window.purpose].into_iter().chain(window.rows.iter_mut().map(|row| &mut row.text)));
        let wishes = self.wishes.iter_mut().flat_map(|wish| [&mut wish.need, &mut wish.description]);
        let own = self.lead.iter_mut().chain(&mut self.notes);
        own.chain(wishes).chain(entries).chain(windows).for_each(|text| *text = change(text));
    }
}

impl LeafletView {
    /// Rewrites every string that is printed; not the addresses, which codes lead to.
    pub fn map_strings(&mut self, change: &impl Fn(&mut String)) {
        let optional = [&mut self.subtitle, &mut self.edition, &mut self.issued];
        std::iter::once(&mut self.title).chain(optional.into_iter().flatten()).for_each(change);
        let texts = self.lead.iter_mut().chain(&mut self.funding).chain(&mut self.notes);
        texts.for_each(|text| map_text(text, change));
        if let Some(note) = &mut self.name_note {
            change(&mut note.heading);
            note.text.iter_mut().for_each(|text| map_text(text, change));
        }
        for wish in &mut self.wishes {
            change(&mut wish.short);
            [&mut wish.need, &mut wish.description].into_iter().for_each(|text| map_text(text, change));
        }
        for section in &mut self.sections {
            change(&mut section.short);
            [&mut section.need, &mut section.description].into_iter().for_each(|text| map_text(text, change));
            section.entries.iter_mut().for_each(|entry| entry.map_strings(change));
        }
        for window in &mut self.windows {
            [&mut window.name, &mut window.purpose].into_iter().for_each(|text| map_text(text, change));
            window.rows.iter_mut().for_each(|row| row.map_strings(change));
        }
        for credit in &mut self.credits {
            [&mut credit.role, &mut credit.name].into_iter().for_each(change);
        }
        if let Some(publisher) = &mut self.publisher {
            change(&mut publisher.name);
            publisher.introduction.iter_mut().for_each(|text| map_text(text, change));
        }
    }
}

fn map_text(text: &mut Text, change: &impl Fn(&mut String)) {
    for segment in text {
        change(&mut segment.text);
        segment.ruby.iter_mut().for_each(change);
    }
}

/// How many inks the printer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// Four hues, each with its icon, hatching and words.
    Colour,
    /// Black only.
    One,
}

/// A day that exists.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct IssueDate {
    /// Year of the common era.
    pub year: i32,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
}

/// A paragraph or phrase, cut where furigana begins and ends.
pub type Text = Vec<Segment>;

/// Some characters and, if they carry furigana, their reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// What is printed.
    pub text: String,
    /// How it is read aloud.
    pub ruby: Option<String>,
}

/// Text without furigana; empty for the empty string.
pub fn plain(text: impl Into<String>) -> Text {
    let text = text.into();
    if text.is_empty() { Vec::new() } else { vec![Segment { text, ruby: None }] }
}

/// `{居場所|いばしょ}がほしい` on one line, cut where furigana begins and ends.
pub fn furigana(source: &str) -> Text {
    let line = lines::joined(source);
    let owned = |segment: ruby::Segment| Segment { text: segment.base.to_owned(), ruby: segment.reading.map(str::to_owned) };
    ruby::segments(&line).into_iter().map(owned).collect()
}

/// Heading and paragraphs about the leaflet's name.
#[derive(Debug, Clone, Serialize)]
pub struct NameNote {
    /// ブックマーク.
    pub heading: String,
    /// What a bookmark is for.
    pub text: Vec<Text>,
}

/// One wish.
#[derive(Debug, Clone, Serialize)]
pub struct Wish {
    /// 安心できる居場所がほしい.
    pub need: Text,
    /// 居場所.
    pub short: String,
    /// Name of an icon file, without `.svg`.
    pub icon: String,
    /// Number of the wish, from 0; picks hue and hatching.
    pub hue: u8,
    /// One or two sentences.
    pub description: Text,
}

/// One wish with its places.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// 安心できる居場所がほしい.
    pub need: Text,
    /// 居場所; stands at the top of a panel into which the section runs on.
    pub short: String,
    /// Name of an icon file, without `.svg`.
    pub icon: String,
    /// Number of the wish, from 0; picks hue and hatching.
    pub hue: u8,
    /// One or two sentences.
    pub description: Text,
    /// In printing order.
    pub entries: Vec<Entry>,
}

/// One resource.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// `hannan/library`; named when it does not fit.
    pub id: String,
    /// 阪南市立図書館.
    pub name: Text,
    /// 無料スペース.
    pub kind: Option<String>,
    /// 試行中 and the like; none for a resource that is simply open.
    pub status: Option<String>,
    /// The organiser's own motto.
    pub tagline: Text,
    /// What one finds there.
    pub summary: Text,
    /// The same in few words; may be empty.
    pub short_summary: Text,
    /// Facts, in printing order.
    pub rows: Vec<Row>,
    /// Labels of the 安心ポイント.
    pub comforts: Vec<String>,
    /// Its page on the site.
    pub page: Option<PageLink>,
}

impl Entry {
    fn texts(&mut self) -> impl Iterator<Item = &mut Text> {
        let words = [&mut self.name, &mut self.tagline, &mut self.summary, &mut self.short_summary];
        words.into_iter().chain(self.rows.iter_mut().map(|row| &mut row.text))
    }

    fn map_strings(&mut self, change: &impl Fn(&mut String)) {
        [&mut self.name, &mut self.tagline, &mut self.summary, &mut self.short_summary].into_iter().for_each(|text| map_text(text, change));
        self.rows.iter_mut().for_each(|row| row.map_strings(change));
        self.kind.iter_mut().chain(&mut self.status).chain(&mut self.comforts).for_each(change);
    }
}

/// One fact with its icon.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Name of an icon file, without `.svg`.
    pub icon: String,
    /// What the icon says: 場所, 開館時間. Printed beside all icons but the few everybody reads (pin, phone, mail, train …), where
    /// it is the alternative text.
    pub label: String,
    /// The fact.
    pub text: Text,
    /// 1 is never left out; 4 and more go first, then 3, then 2.
    pub priority: u8,
}

impl Row {
    fn map_strings(&mut self, change: &impl Fn(&mut String)) {
        change(&mut self.label);
        map_text(&mut self.text, change);
    }
}

/// One window to call.
#[derive(Debug, Clone, Serialize)]
pub struct Window {
    /// くらし丸ごと相談室.
    pub name: Text,
    /// What one may bring there.
    pub purpose: Text,
    /// Place, phone with extension, mail, hours.
    pub rows: Vec<Row>,
    /// Its page on the site.
    pub page: Option<PageLink>,
}

/// A line of help.
#[derive(Debug, Clone, Serialize)]
pub struct Urgent {
    /// よりそいホットライン.
    pub name: String,
    /// Its number.
    pub phone: String,
    /// When somebody answers.
    pub hours: Option<String>,
}

/// 制作, 協力 …
#[derive(Debug, Clone, Serialize)]
pub struct Credit {
    /// What they did.
    pub role: String,
    /// Who did it.
    pub name: String,
    /// Where they are found.
    pub url: Option<String>,
}

/// Who stands behind the leaflet.
#[derive(Debug, Clone, Serialize)]
pub struct Publisher {
    /// As signed.
    pub name: String,
    /// Their own page.
    pub url: Option<String>,
    /// Paragraphs in their own words.
    pub introduction: Vec<Text>,
}

/// A page of the site and its QR code.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// Absolute address.
    pub url: String,
    /// Whether the address may stand beside the code.
    pub is_spelt: bool,
    /// The code as SVG.
    qr: String,
    /// Side of the code in modules, quiet zone included; the template sizes the code by it.
    modules: usize,
}

impl PageLink {
    /// The link with its code; `None` if the address is too long for any QR code (more than about 2300 bytes).
    pub fn new(url: impl Into<String>) -> Option<Self> {
        let url = url.into();
        let code = qr::encode(&url)?;
        Some(Self { qr: code.svg, modules: code.modules, is_spelt: true, url })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furigana_is_cut_out_and_stray_braces_stay() {
        let read = |source| furigana(source).into_iter().map(|s| (s.text, s.ruby)).collect::<Vec<_>>();
        let some = |text: &str, ruby: &str| (text.to_owned(), Some(ruby.to_owned()));
        let none = |text: &str| (text.to_owned(), None);
        assert_eq!(read("{居場所|いばしょ}がほしい"), [some("居場所", "いばしょ"), none("がほしい")]);
        assert_eq!(read("a {b} {c|} {{d|e}"), [none("a {b} {c|} {"), some("d", "e")]);
        assert_eq!(read(""), []);
    }
}
