//! Lines of help for somebody who is in danger, or at the end of their strength: `urgent` in `site.yaml`.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostics::At;
use crate::model::date::PartialDate;
use crate::model::resource::Source;

/// One line of help. It can be reached in at least one way: a line with a hole is never decoded.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// As its owner calls it.
    pub name: At<String>,
    /// A phone number, also a short one (`189`, `#8008`).
    pub phone: Option<String>,
    /// When somebody answers, in words.
    pub hours: Option<String>,
    /// Where it is found on the web.
    pub url: Option<String>,
    /// Name of a service and what to look for there: LINE → `@…`.
    pub sns: Vec<(String, String)>,
    /// For whom, and what happens, in a sentence.
    pub note: Option<String>,
    /// In which plights it helps most; empty for a line that is for all.
    pub suits: Vec<Plight>,
    /// Words that call it above the results of a search.
    pub words: Vec<String>,
    /// Words that call it and for which nothing else is offered.
    pub only: Vec<String>,
    /// When it was last held against its owner's page.
    pub checked: Option<At<PartialDate>>,
    /// From where its facts are.
    pub sources: Vec<Source>,
}

/// What somebody needs at the moment; the sections of `urgent.html`, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plight {
    /// Life is in danger now.
    Now,
    /// It is night.
    Night,
    /// In writing, and answered.
    Chat,
    /// Without a word: to look for oneself.
    Silent,
}

impl Line {
    /// Whether it was last checked longer ago than so many months, or nobody knows when.
    pub fn is_stale(&self, months: u32, today: Date) -> bool {
        let oldest = today.checked_sub(i64::from(months).months()).unwrap_or(Date::MIN);
        self.checked.as_ref().is_none_or(|checked| checked.latest() < oldest)
    }
}
