//! `site.yaml`: what the whole site says of itself, and which leaflets there are.

use std::collections::BTreeMap;

use crate::diagnostics::At;
use crate::model::date::PartialDate;
use crate::model::text::Prose;
use crate::model::urgent::Line;

/// Settings of a site.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Name of the site.
    pub title: At<String>,
    /// Whether it is the sample with which everybody begins: examples may stand, and every page says so.
    pub is_sample: bool,
    /// For whom it is.
    pub subtitle: Option<String>,
    /// 〜エリア版.
    pub edition: Option<String>,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// What stands first on the home page.
    pub lead: Option<Prose>,
    /// Where the site will lie, ending in `/`. Needed wherever a full address is: QR codes, site map.
    pub base_url: Option<At<String>>,
    /// Name of a theme.
    pub theme: Option<At<String>>,
    /// Who publishes.
    pub publisher: Option<Publisher>,
    /// Where to report a mistake.
    pub contact: Option<SiteContact>,
    /// 協力 and others.
    pub credits: Vec<Credit>,
    /// With whose money.
    pub funding: Option<String>,
    /// Date of the edition.
    pub issued: Option<PartialDate>,
    /// On what terms the content may be used.
    pub licence: Option<Licence>,
    /// Months after which an entry has to be asked about again.
    pub review_after_months: Option<u32>,
    /// Groups of words that mean the same to a searcher.
    pub synonyms: Vec<Vec<String>>,
    /// Lines of help, the first the one to name where there is room for one only.
    pub urgent: Vec<Line>,
    /// Whether lines of help are written that could not be read; that has been reported.
    pub urgent_unread: bool,
    /// Where 「このページをはなれる」 leads.
    pub leave: Option<String>,
    /// What is printed in the place of letters that paper cannot show.
    pub substitutes: BTreeMap<char, String>,
    /// What is printed.
    pub leaflets: Vec<Leaflet>,
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Settings>>,
}

impl Settings {
    /// As they are shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Settings {
        self.marked.as_deref().unwrap_or(self)
    }

    /// Months after which something has to be asked about again; a year where nothing is said.
    pub fn review_months(&self) -> u32 {
        self.review_after_months.unwrap_or(12)
    }

    /// `/` or `/a/b/`: the part of the base address after the host.
    pub fn base_path(&self) -> String {
        let after_host = self.base_url.as_ref().and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split_once('/'));
        after_host.map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
    }
}

/// Who publishes.
#[derive(Clone, Debug, Default)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Page.
    pub url: Option<String>,
    /// How they introduce themselves.
    pub introduction: Option<Prose>,
}

/// Where to report a mistake. Everything may be unknown but the words.
#[derive(Clone, Debug, Default)]
pub struct SiteContact {
    /// Who answers.
    pub label: Option<String>,
    /// What to write.
    pub note: Option<Prose>,
    /// A phone number.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A form.
    pub url: Option<String>,
}

/// A name in the credits.
#[derive(Clone, Debug, Default)]
pub struct Credit {
    /// 協力, 制作 …
    pub role: Option<String>,
    /// Name.
    pub name: String,
    /// Page.
    pub url: Option<String>,
}

/// Terms of use.
#[derive(Clone, Debug, Default)]
pub struct Licence {
    /// Name.
    pub name: Option<String>,
    /// Text.
    pub url: Option<String>,
    /// In words.
    pub note: Option<Prose>,
}

/// One printable.
#[derive(Clone, Debug)]
pub struct Leaflet {
    /// File name without extension.
    pub id: At<String>,
    /// Name of a format of the theme.
    pub format: At<String>,
    /// Ids of areas; empty means all.
    pub areas: Vec<At<String>>,
    /// Ids of kinds; empty means all.
    pub kinds: Vec<At<String>>,
    /// On the cover; default: the site's.
    pub title: Option<String>,
    /// On the cover; default: the site's.
    pub subtitle: Option<String>,
    /// On the cover.
    pub edition: Option<String>,
    /// What stands first.
    pub lead: Option<Prose>,
    /// Date of the edition; default: the site's.
    pub issued: Option<PartialDate>,
    /// One ink, or colour.
    pub ink: Ink,
    /// A size of paper other than the format's own.
    pub paper: Option<At<String>>,
    /// Millimetres of bleed for a print shop; then there is a file with trim marks too.
    pub bleed: Option<u8>,
    /// Ids of resources and needs that stand first, in this order.
    pub order: Vec<At<String>>,
    /// What is printed beside the entries' facts; none: everything the format has.
    pub include: Option<Vec<Part>>,
    /// Whether words of readings.yaml get furigana (yes), or no word does (no); none: those that the texts mark.
    pub furigana: Option<bool>,
    /// Default: the site's.
    pub credits: Vec<Credit>,
    /// Default: the site's.
    pub publisher: Option<Publisher>,
    /// Default: the site's.
    pub funding: Option<String>,
    /// On the back.
    pub notes: Option<Prose>,
}

/// How a leaflet is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ink {
    /// In colour.
    #[default]
    Colour,
    /// In one ink.
    One,
}

/// A part of a leaflet that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The words at the beginning.
    Lead,
    /// The list of what is inside.
    Contents,
    /// 安心ポイント.
    Comforts,
    /// A QR code for each entry.
    Codes,
    /// The box of windows to call.
    Windows,
    /// Who made it and who paid.
    Credits,
}
