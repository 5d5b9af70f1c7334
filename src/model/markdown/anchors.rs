//! Ids of headings: made of their words, so that a link to one holds whatever is written above it.
//!
//! As GitHub and most generators do: small letters, no signs, blanks as hyphens, Japanese as it is; a number behind the second of the
//! same words. What the templates call parts of a page is taken, and a heading of those words gets a number too.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::model::markdown::{CLOSE, MIDDLE, OPEN, Style, read};

/// Ids of the theme's templates on every page.
pub const ON_PAGES: &[&str] = &["main", "top"];
/// Those on an entry's page.
pub const ON_ENTRIES: &[&str] = &[
    "accessibility",
    "audience",
    "comforts",
    "contacts",
    "facts",
    "faq",
    "figures",
    "first-visit",
    "links",
    "main",
    "near",
    "organizers",
    "related",
    "sessions",
    "similar",
    "step",
    "steps",
    "today",
    "top",
    "week",
    "worries",
];
/// Those on the top page.
pub const ON_HOME: &[&str] = &["about", "areas", "comforts", "home-q", "leaflets", "main", "top", "week"];

/// Ids of one page.
#[derive(Debug)]
pub struct Ids {
    /// What its template uses.
    taken: &'static [&'static str],
    used: BTreeSet<String>,
    /// The last number of each heading's words, so that many alike do not take long.
    last: BTreeMap<String, usize>,
}

impl Ids {
    /// Of a page whose template uses some ids.
    pub fn beside(taken: &'static [&'static str]) -> Self {
        Ids { taken, used: BTreeSet::new(), last: BTreeMap::new() }
    }

    /// The id of the next heading of a page.
    pub fn next(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let mut number = self.last.get(&base).copied();
        let mut id = base.clone();
        while number.is_some() || self.taken.contains(&id.as_str()) || self.used.contains(&id) {
            let next = number.unwrap_or(0) + 1;
            id = format!("{base}-{next}");
            number = (self.used.contains(&id)).then_some(next);
            self.last.insert(base.clone(), next);
        }
        self.last.entry(base).or_insert(0);
        self.used.insert(id.clone());
        id
    }

    /// The ids of the headings of a text, in order.
    pub fn of(&mut self, source: &str, style: Style) -> Vec<String> {
        if !source.contains(['#', '=', '-']) {
            return Vec::new();
        }
        headings(source, style).iter().map(|heading| self.next(heading)).collect()
    }
}

/// The words of each heading, without furigana.
fn headings(source: &str, style: Style) -> Vec<String> {
    let mut all = Vec::new();
    let mut heading: Option<String> = None;
    for (event, _) in read(source, style) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => all.extend(heading.take().map(|heading| unmarked(&heading))),
            _ => {}
        }
    }
    all
}

/// Words that came through the parser, without their furigana.
pub fn unmarked(words: &str) -> String {
    let mut out = String::new();
    let mut hidden = false;
    for c in words.chars() {
        match c {
            OPEN => {}
            MIDDLE => hidden = true,
            CLOSE => hidden = false,
            c if !hidden => out.push(c),
            _ => {}
        }
    }
    out
}

/// Words as an id.
pub fn slug(words: &str) -> String {
    let is_mark =
        |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let letters = words.trim().chars().flat_map(char::to_lowercase).filter_map(|c| match c {
        c if c.is_whitespace() => Some('-'),
        c if c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '_') => Some(c),
        _ => None,
    });
    let slug: String = letters.collect();
    if slug.is_empty() { "heading".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::{Ids, ON_ENTRIES, slug};
    use crate::model::markdown::Style;

    #[test]
    fn a_heading_is_called_by_its_words() {
        for (words, id) in [
            ("使い方", "使い方"),
            ("How to Use", "how-to-use"),
            ("「居場所」とは？", "居場所とは"),
            ("よくある質問（FAQ）", "よくある質問faq"),
            ("１．はじめに", "１はじめに"),
            ("ボランティア・スタッフ", "ボランティアスタッフ"),
            ("料金 と 予約", "料金-と-予約"),
            ("……", "heading"),
        ] {
            assert_eq!(slug(words), id, "{words}");
        }
    }

    #[test]
    fn the_second_of_the_same_words_has_a_number() {
        let mut ids = Ids::beside(ON_ENTRIES);
        let text = "## 使い方\n\n## 使い方\n\n### {使|つか}い方\n\n## 使い方-1\n\n## Contacts\n";
        assert_eq!(ids.of(text, Style::Page), ["使い方", "使い方-1", "使い方-2", "使い方-1-1", "contacts-1"]);
    }
}
