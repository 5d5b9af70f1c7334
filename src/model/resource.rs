//! A resource: a place, a group, a window or an event that somebody can turn to.

use jiff::civil::Date;

use crate::diagnostics::{At, FileId};
use crate::model::accessibility::Accessibility;
use crate::model::date::PartialDate;
use crate::model::text::Prose;
use crate::model::venue::{Contact, Link, Organizer, Reservation, Venue};
use crate::time::{Occurrence, Opening, Recurrence};

/// Everything that is known of one resource. Only `name`, `kind` and `summary` are always there.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Folder and file name: `hannan/library`. Unique, and the path of its page.
    pub id: String,
    /// The folder.
    pub folder: String,
    /// The file.
    pub file: FileId,
    /// 名称; may hold furigana.
    pub name: At<String>,
    /// In hiragana.
    pub reading: Option<String>,
    /// Former and short names.
    pub other_names: Vec<String>,
    /// Id of a kind.
    pub kind: At<String>,
    /// Ids of wishes; empty means those of the kind.
    pub needs: Vec<At<String>>,
    /// The organisers' own motto.
    pub tagline: Option<String>,
    /// What one can do there.
    pub summary: Prose,
    /// Ids of audiences.
    pub audience: Vec<At<String>>,
    /// Who may come, in words.
    pub eligibility: Option<Prose>,
    /// Ids of comforts.
    pub comforts: Vec<At<String>>,
    /// Ids of areas; empty means the folder.
    pub areas: Vec<At<String>>,
    /// Who stands behind it.
    pub organizers: Vec<Organizer>,
    /// Where it is.
    pub venues: Vec<Venue>,
    /// How to get in touch.
    pub contacts: Vec<Contact>,
    /// Opening hours as printed; later lines win.
    pub hours: Vec<At<String>>,
    /// Closed days as printed.
    pub closed: Vec<At<String>>,
    /// Both as they are understood; none where neither is given.
    pub opening: Option<Opening>,
    /// Meetings.
    pub sessions: Vec<Session>,
    /// What it costs.
    pub fee: Option<String>,
    /// Money in the other direction.
    pub allowance: Option<String>,
    /// 予約.
    pub reservation: Option<Reservation>,
    /// How many people come.
    pub attendance: Option<String>,
    /// はじめての方へ.
    pub first_visit: Option<Prose>,
    /// What one can say on the phone or write in a mail.
    pub contact_example: Option<Prose>,
    /// こんなときに.
    pub worries: Vec<String>,
    /// Questions and answers.
    pub faq: Vec<Question>,
    /// Numbers with their date.
    pub figures: Vec<Figure>,
    /// Stages, in order.
    pub steps: Vec<String>,
    /// The GIF items.
    pub accessibility: Option<Accessibility>,
    /// Further reading.
    pub links: Vec<Link>,
    /// A picture.
    pub image: Option<Image>,
    /// Id of the entry whose people know more; used where there is no contact here.
    pub ask: Option<At<String>>,
    /// Ids of resources an editor thinks of together with this one.
    pub related: Vec<At<String>>,
    /// Whether it takes place.
    pub status: Status,
    /// Why, or since when.
    pub status_note: Option<Prose>,
    /// Since when it exists.
    pub since: Option<PartialDate>,
    /// From when the entry holds.
    pub valid_from: Option<At<PartialDate>>,
    /// Until when the entry holds.
    pub valid_until: Option<At<PartialDate>>,
    /// Who may see it.
    pub visibility: Visibility,
    /// 最終確認日.
    pub checked: Option<At<PartialDate>>,
    /// How it was checked.
    pub checked_by: Option<String>,
    /// From where the facts are.
    pub sources: Vec<Source>,
    /// Its part in leaflets.
    pub leaflet: LeafletEntry,
    /// The Markdown below the front matter.
    pub body: Option<Prose>,
    /// The same entry in another language or in やさしい日本語; a variation of a variation has none.
    pub variations: Vec<Variation>,
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Resource>>,
}

/// A resource with the fields of a `<slug>.<lang>.yaml` laid over it.
#[derive(Clone, Debug)]
pub struct Variation {
    /// `easy`, `en`, …
    pub language: String,
    /// The whole entry in that language.
    pub resource: Box<Resource>,
}

/// A meeting, once or again and again.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its name where it has its own.
    pub name: Option<String>,
    /// When, as printed.
    pub when: Option<At<String>>,
    /// Explicit dates beside, or instead of, a rule.
    pub dates: Vec<At<String>>,
    /// Phrase and dates as they are understood, the phrase first.
    pub recurrences: Vec<Recurrence>,
    /// Where, if not at the resource's venue.
    pub venue: Option<Venue>,
    /// Anything else.
    pub note: Option<Prose>,
}

impl Session {
    /// The meetings of a window, both days included, in order and each once.
    pub fn between(&self, from: Date, until: Date) -> Vec<Occurrence> {
        let mut meetings: Vec<_> = self.recurrences.iter().flat_map(|recurrence| recurrence.between(from, until)).collect();
        meetings.sort();
        meetings.dedup_by(|a, b| (a.date, a.start) == (b.date, b.start));
        meetings
    }

    /// The next meetings from a day on, that day included.
    pub fn next(&self, from: Date, count: usize) -> Vec<Occurrence> {
        let mut meetings: Vec<_> = self.recurrences.iter().flat_map(|recurrence| recurrence.next(from, count)).collect();
        meetings.sort();
        meetings.dedup_by(|a, b| (a.date, a.start) == (b.date, b.start));
        meetings.truncate(count);
        meetings
    }

    /// Whether nothing can be computed, so that a visitor has to ask.
    pub fn must_be_asked(&self, today: Date) -> bool {
        self.next(today, 1).is_empty() && self.when.is_some()
    }
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: Prose,
}

/// A number that somebody published.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// As published: `62`, `36.17`, `35.34`.
    pub value: At<String>,
    /// 件, 人, %, …
    pub unit: Option<String>,
    /// The date for which it was published.
    pub as_of: Option<PartialDate>,
    /// Parts; their sum is checked.
    pub breakdown: Vec<(String, At<f64>)>,
}

/// A picture in `content/images/`.
#[derive(Clone, Debug)]
pub struct Image {
    /// File name below `images/`.
    pub file: At<String>,
    /// Words for those who do not see it; empty when the editor left it out.
    pub alt: String,
    /// Whose picture it is.
    pub credit: Option<String>,
}

/// Whether it takes place at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// As described.
    #[default]
    Open,
    /// 試行.
    Trial,
    /// Its future is not decided.
    Undecided,
    /// 休止中.
    Paused,
    /// 終了.
    Ended,
}

/// Who may see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// On leaflets, not on the site.
    PrintOnly,
    /// Nobody outside the office: it never leaves the content folder.
    Internal,
}

/// A document or a person from whom a fact is.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name of the document.
    pub title: String,
    /// Where it is.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<PartialDate>,
}

/// The part of a resource in leaflets.
#[derive(Clone, Debug, Default)]
pub struct LeafletEntry {
    /// Whether it is printed; unless said otherwise, a public entry is.
    pub include: Option<bool>,
    /// Smaller numbers come first; entries without one come last, in the order of their reading.
    pub order: Option<i64>,
    /// The name on paper, where it is another: one that every font has the letters of.
    pub name: Option<String>,
    /// A shorter summary.
    pub summary: Option<String>,
}

impl Resource {
    /// As it is shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Resource {
        self.marked.as_deref().unwrap_or(self)
    }

    /// Every Markdown text of the entry.
    pub fn proses(&self) -> impl Iterator<Item = &Prose> {
        let single = [
            Some(&self.summary),
            self.eligibility.as_ref(),
            self.first_visit.as_ref(),
            self.contact_example.as_ref(),
            self.status_note.as_ref(),
            self.body.as_ref(),
            self.reservation.as_ref().and_then(|reservation| reservation.note.as_ref()),
        ];
        let answers = self.faq.iter().map(|question| &question.answer);
        let notes = self.sessions.iter().filter_map(|session| session.note.as_ref());
        single.into_iter().flatten().chain(answers).chain(notes)
    }
}
