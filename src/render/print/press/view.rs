//! What a leaflet template reads: words set ready for paper, in the order in which they are printed.
//!
//! These structs become `/data.json` and nothing else of the site reaches Typst. Every string is data: a template never evaluates
//! one. Whoever fills them decides *what* is printed (entries, rows, priorities) and where a line may end ([`Text`]); the template
//! decides how and where it stands, and which rows give way first when paper is short.

use serde::Serialize;

use super::qr;
use crate::render::print::format::Panel;
use crate::render::view::fact::FactKind;

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
    /// Whether readings stand above the words throughout: then every line has room for them.
    pub has_readings: bool,
    /// Whether nobody is named who publishes it: then it says large that it is a sample.
    pub is_sample: bool,
    /// Title and edition, for the file's metadata.
    pub full_title: String,
    /// The lines of the title on a cover.
    pub title: Vec<Text>,
    /// For whom the leaflet is.
    pub subtitle: Option<Text>,
    /// 阪南エリア版.
    pub edition: Option<Text>,
    /// Who publishes it, as the author in the file's metadata.
    pub author: Option<String>,
    /// Who publishes it, as signed on the cover.
    pub publisher: Option<Text>,
    /// When it was published, as printed: 2026年11月.
    pub issued: Option<Text>,
    /// Date in the file's metadata, which PDF/A requires: the day of issue, or the injected today if none is stated.
    pub date: IssueDate,
    /// Paragraphs one reads first; the first of them stands alone.
    pub lead: Vec<Text>,
    /// What one can say when one asks for the first time.
    pub greetings: Vec<Greeting>,
    /// All wishes that the edition holds anything for, in order.
    pub wishes: Vec<Wish>,
    /// The wishes with their places, in order.
    pub sections: Vec<Section>,
    /// Places that are not inside, named where room is left.
    pub others: Vec<Other>,
    /// The windows one may call.
    pub windows: Vec<Window>,
    /// Who publishes it, of when the facts are, from where, whom to tell of a mistake.
    pub imprint: Vec<Fact>,
    /// The site's home page, as the large code.
    pub site: Option<PageLink>,
    /// Lines of help that can be called; at most two.
    pub urgent: Vec<Urgent>,
    /// Whether there is a field for the stamp of the house in which it lies.
    pub stamp: bool,
}

/// How many inks the printer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// Four hues, each with its drawing and words.
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

/// A paragraph or phrase, cut where a line may end.
pub type Text = Vec<Phrase>;

/// What stands on one line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Phrase {
    /// Its words.
    pub s: Vec<Part>,
    /// Whether it is too long for a narrow column and may be torn after all: an address of the web.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub loose: bool,
    /// Whether a blank follows.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub blank: bool,
}

/// Some letters and, if they carry furigana, their reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What is printed.
    pub t: String,
    /// How it is read aloud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r: Option<String>,
    /// Room on either side for a reading that is longer than its word, in ems.
    #[serde(skip_serializing_if = "is_nothing")]
    pub pad: f64,
    /// Room before the part where two marks meet, or at the edge of a phrase: without it the engine would take a bracket of this
    /// font for a full-width one and push it into its neighbour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_nothing(pad: &f64) -> bool {
    *pad == 0.0
}

/// The letters of a text.
pub fn plain(text: &Text) -> String {
    let mut letters = String::new();
    for (at, phrase) in text.iter().enumerate() {
        phrase.s.iter().for_each(|part| letters.push_str(&part.t));
        if phrase.blank && at + 1 < text.len() {
            letters.push(' ');
        }
    }
    letters
}

/// What one can say.
#[derive(Debug, Clone, Serialize)]
pub struct Greeting {
    /// はじめて電話するときは.
    pub heading: Text,
    /// Line by line.
    pub lines: Vec<Text>,
}

/// One wish.
#[derive(Debug, Clone, Serialize)]
pub struct Wish {
    /// 安心できる居場所がほしい.
    pub need: Text,
    /// The same on two lines, for a narrow cover.
    pub lines: Vec<Text>,
    /// Name of a drawing, without `.svg`.
    pub drawing: String,
    /// Number of the wish, from 0; picks hue and pattern.
    pub hue: u8,
    /// One or two sentences.
    pub description: Text,
}

/// One wish with its places.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// The wish, and what is found there.
    #[serde(flatten)]
    pub wish: Wish,
    /// 居場所（つづき）: stands at the top of a panel into which the section runs on.
    pub running: Text,
    /// Its page on the site.
    pub page: Option<PageLink>,
    /// Where to look when everything for this wish stands elsewhere.
    pub pointer: Option<Text>,
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
    /// 試行中 and the like; none for a resource that is simply open.
    pub status: Option<Text>,
    /// The organiser's own motto.
    pub tagline: Text,
    /// What one finds there.
    pub summary: Text,
    /// The same in few words; may be empty.
    pub short_summary: Text,
    /// Facts, in printing order.
    pub rows: Vec<Row>,
    /// What happens the first time.
    pub first_visit: Vec<Text>,
    /// With what one may come.
    pub worries: Vec<Worries>,
    /// What others asked.
    pub faq: Vec<Question>,
    /// Facts of this entry and those before it, said once below it.
    pub common: Option<Common>,
}

/// Facts that several entries share.
#[derive(Debug, Clone, Serialize)]
pub struct Common {
    /// 三つの公民館とも.
    pub label: Text,
    /// What they share.
    pub rows: Vec<Row>,
}

/// With what one may come, of one sort.
#[derive(Debug, Clone, Serialize)]
pub struct Worries {
    /// くらし; empty where they are of no sort.
    pub sort: Text,
    /// Each in a few words.
    pub items: Vec<Text>,
}

/// A question and its answer.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// The question.
    pub q: Text,
    /// The answer.
    pub a: Text,
}

/// One fact with its word.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What it says.
    #[serde(skip)]
    pub kind: FactKind,
    /// 場所, 時間, たずね先.
    pub label: Text,
    /// The fact.
    pub text: Text,
    /// 1 is never left out; 4 goes first, then 3, then 2.
    pub priority: u8,
    /// Whether it is a phone number: set large.
    pub is_phone: bool,
    /// Whether it is an address without a blank in it: set no larger than its column holds.
    pub is_address: bool,
    /// The window it names, where that stands in this leaflet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
}

/// A place that is only named.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    /// まちなかサロン・カフェ.
    pub name: Text,
    /// One sentence.
    pub summary: Text,
}

/// One window to call.
#[derive(Debug, Clone, Serialize)]
pub struct Window {
    /// `hannan/kurashi-marugoto`.
    pub id: String,
    /// くらし丸ごと相談室.
    pub name: Text,
    /// What one may bring there.
    pub purpose: Text,
    /// The same in few words; may be empty.
    pub short_purpose: Text,
    /// Phone with extension, mail, place, for whom.
    pub rows: Vec<Row>,
    /// With what one may come.
    pub worries: Vec<Worries>,
    /// What others asked.
    pub faq: Vec<Question>,
}

/// A line of help.
#[derive(Debug, Clone, Serialize)]
pub struct Urgent {
    /// よりそいホットライン.
    pub name: Text,
    /// Its number.
    pub phone: String,
    /// When somebody answers.
    pub hours: Option<Text>,
}

/// A line of the imprint.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// Whether it stands in every imprint, whatever a leaflet leaves out.
    #[serde(skip)]
    pub is_kept: bool,
    /// 発行, 情報の時点, もとの資料 …
    pub label: Text,
    /// What is said.
    pub lines: Vec<Text>,
}

/// A page of the site and its code.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// Absolute address.
    pub url: String,
    /// The address as it is printed, without what every address begins with.
    pub spelt: Option<Text>,
    /// The code as SVG.
    qr: String,
    /// Side of the code in modules, quiet zone included; the template sizes the code by it.
    modules: usize,
}

impl PageLink {
    /// The link with its code; `None` if the address is too long for any code (more than about 2300 bytes).
    pub fn new(url: impl Into<String>) -> Option<Self> {
        let url = url.into();
        let code = qr::encode(&url)?;
        let short = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).trim_end_matches('/');
        let spelt = Some(super::set::whole(short));
        Some(Self { qr: code.svg, modules: code.modules, spelt, url })
    }
}
