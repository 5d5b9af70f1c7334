//! Texts to HTML: one line with furigana, or prose from Markdown.

use std::borrow::Cow;
use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};

use crate::model::readings::Readings;
use crate::model::ruby;
use crate::site::route::{self, Target};
use crate::source::markdown;

/// Where a text stands: what its links are relative to, and which words get furigana by themselves.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The content file, e.g. `pages/about.md`.
    pub from: &'a str,
    /// The way from the page to the site's root.
    pub root: &'a str,
    /// Level of the first heading.
    pub heading: u8,
    /// Words with readings, for やさしい日本語.
    pub readings: Option<&'a Readings>,
}

impl<'a> Place<'a> {
    /// A text of `from` on a page `root` below the site's root.
    pub fn new(from: &'a str, root: &'a str) -> Self {
        Place { from, root, heading: 3, readings: None }
    }

    fn annotated<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.readings {
            Some(readings) => Cow::Owned(readings.annotate(text)),
            None => Cow::Borrowed(text),
        }
    }

    /// One line: text and furigana, nothing else.
    pub fn line(&self, text: &str) -> String {
        let text = self.annotated(text);
        let mut out = String::with_capacity(text.len() + 16);
        for segment in ruby::segments(&text) {
            match segment.reading {
                None => escape(segment.base, &mut out),
                Some(reading) => {
                    out.push_str("<ruby>");
                    escape(segment.base, &mut out);
                    out.push_str("<rp>（</rp><rt>");
                    escape(reading, &mut out);
                    out.push_str("</rt><rp>）</rp></ruby>");
                }
            }
        }
        out
    }

    /// Prose: paragraphs, lists, tables, links, furigana. HTML in it is shown as text.
    pub fn block(&self, text: &str) -> String {
        let text = text.trim();
        if self.readings.is_none() && markdown::is_plain(text) {
            let mut out = String::with_capacity(text.len() + 8);
            out.push_str("<p>");
            escape(text, &mut out);
            out.push_str("</p>\n");
            return out;
        }
        self.rich(text).0
    }

    /// Prose with the headings of its first level, for a table of contents: label and id.
    pub fn rich(&self, text: &str) -> (String, Vec<(String, String)>) {
        let text = self.annotated(text);
        let marked = mark_furigana(&text);
        let events: Vec<Event> = Parser::new_ext(&marked, markdown::options()).collect();
        let levels = Levels::of(&events, self.heading);
        let mut contents = Vec::new();
        let mut heading: Option<String> = None;
        let mut tables = 0;
        let mut shown = Vec::with_capacity(events.len());
        for (at, event) in events.iter().enumerate() {
            let event = event.clone();
            if let (Some(label), Event::Text(text) | Event::Code(text)) = (&mut heading, &event) {
                label.push_str(text);
            }
            match event {
                Event::Html(html) | Event::InlineHtml(html) => shown.push(Event::Text(html)),
                Event::SoftBreak if joins(&events, at) => {}
                Event::Start(Tag::Heading { level, .. }) => {
                    let level = levels.fitted(level);
                    heading = Some(String::new());
                    let id = (level == level_of(self.heading)).then(|| CowStr::from(format!("s{}", contents.len() + 1)));
                    shown.push(Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }));
                }
                Event::End(TagEnd::Heading(level)) => {
                    let level = levels.fitted(level);
                    let label = heading.take().unwrap_or_default();
                    if level == level_of(self.heading) {
                        contents.push((unmarked(&label), format!("s{}", contents.len() + 1)));
                    }
                    shown.push(Event::End(TagEnd::Heading(level)));
                }
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let dest_url = self.address(&dest_url).into();
                    shown.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                    let dest_url = self.address(&dest_url).into();
                    shown.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
                }
                // A wide table scrolls by itself, also by keyboard, and the page stays still.
                Event::Start(Tag::Table(alignments)) => {
                    tables += 1;
                    let region = format!("<div class=\"table\" role=\"region\" aria-label=\"表{tables}\" tabindex=\"0\">");
                    shown.push(Event::InlineHtml(region.into()));
                    shown.push(Event::Start(Tag::Table(alignments)));
                }
                Event::End(TagEnd::Table) => {
                    shown.push(Event::End(TagEnd::Table));
                    shown.push(Event::InlineHtml("</div>\n".into()));
                }
                event => shown.push(event),
            }
        }
        let mut out = String::with_capacity(marked.len() * 3 / 2);
        html::push_html(&mut out, shown.into_iter());
        (
            show_furigana(&out)
                .replace(" style=\"text-align: right\"", " class=\"end\"")
                .replace(" style=\"text-align: center\"", " class=\"centre\"")
                .replace(" style=\"text-align: left\"", ""),
            contents,
        )
    }

    /// The address to write for a link of the content. Links that lead nowhere have stopped the build before.
    fn address(&self, destination: &str) -> String {
        if !markdown::is_allowed(destination) {
            return String::new();
        }
        match route::resolve(self.from, destination) {
            Target::Inside { path, fragment } => format!("{}{path}{fragment}", self.root),
            Target::Outside | Target::Fragment => destination.to_owned(),
            Target::Escapes => String::new(),
        }
    }
}

/// Text for an element or a quoted attribute.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Whether a line break in the source joins two Japanese characters, between which there is no space.
fn joins(events: &[Event], at: usize) -> bool {
    let before = events[..at].iter().rev().find_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.chars().next_back()),
        _ => None,
    });
    let after = events[at + 1..].iter().find_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.chars().next()),
        _ => None,
    });
    let is_wide = |c: Option<Option<char>>| c.flatten().is_some_and(|c| c as u32 >= 0x2e80);
    is_wide(before) && is_wide(after)
}

/// Heading levels as they will be: the highest of the text becomes the first allowed one, and none is skipped.
struct Levels {
    used: Vec<HeadingLevel>,
    first: u8,
}

impl Levels {
    fn of(events: &[Event], first: u8) -> Self {
        let mut used: Vec<HeadingLevel> = events
            .iter()
            .filter_map(|event| if let Event::Start(Tag::Heading { level, .. }) = event { Some(*level) } else { None })
            .collect();
        used.sort_unstable();
        used.dedup();
        Levels { used, first }
    }

    fn fitted(&self, level: HeadingLevel) -> HeadingLevel {
        let rank = self.used.iter().position(|used| *used == level).unwrap_or(0);
        level_of(self.first + u8::try_from(rank).unwrap_or(u8::MAX - self.first))
    }
}

fn level_of(level: u8) -> HeadingLevel {
    HeadingLevel::try_from(usize::from(level.clamp(1, 6))).unwrap_or(HeadingLevel::H6)
}

// Furigana goes through the Markdown parser as private characters, because `|` would cut a table's cell.
const OPEN: char = '\u{e000}';
const MIDDLE: char = '\u{e001}';
const CLOSE: char = '\u{e002}';

fn mark_furigana(text: &str) -> Cow<'_, str> {
    if !text.contains(['{', OPEN, MIDDLE, CLOSE]) {
        return Cow::Borrowed(text);
    }
    let clean = text.replace([OPEN, MIDDLE, CLOSE], "");
    let mut out = String::with_capacity(clean.len());
    for segment in ruby::segments(&clean) {
        match segment.reading {
            None => out.push_str(segment.base),
            Some(reading) => {
                // Writing into a String cannot fail.
                let _ = write!(out, "{OPEN}{}{MIDDLE}{reading}{CLOSE}", segment.base);
            }
        }
    }
    Cow::Owned(out)
}

fn show_furigana(html: &str) -> String {
    if !html.contains(OPEN) {
        return html.to_owned();
    }
    html.replace(OPEN, "<ruby>").replace(MIDDLE, "<rp>（</rp><rt>").replace(CLOSE, "</rt><rp>）</rp></ruby>")
}

fn unmarked(label: &str) -> String {
    let mut out = String::new();
    let mut hidden = false;
    for c in label.chars() {
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

#[cfg(test)]
mod tests {
    use super::Place;

    fn block(text: &str) -> String {
        let mut place = Place::new("pages/about.md", "");
        place.heading = 2;
        place.block(text)
    }

    #[test]
    fn html_is_shown_as_text() {
        assert_eq!(block("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(block("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
    }

    #[test]
    fn headings_fit_below_the_page_without_gaps() {
        assert_eq!(block("# A\n\n#### B"), "<h2 id=\"s1\">A</h2>\n<h3>B</h3>\n");
        assert_eq!(block("### A"), "<h2 id=\"s1\">A</h2>\n");
    }

    #[test]
    fn japanese_lines_are_joined_without_a_space() {
        assert_eq!(block("一行目\n二行目"), "<p>一行目二行目</p>\n");
        assert_eq!(block("one\ntwo"), "<p>one\ntwo</p>\n");
    }

    #[test]
    fn furigana_works_in_a_table_too() {
        let html = block("| a |\n| - |\n| {居場所|いばしょ} |");
        assert!(html.contains("<td><ruby>居場所<rp>（</rp><rt>いばしょ</rt><rp>）</rp></ruby></td>"), "{html}");
    }

    #[test]
    fn links_to_content_files_become_links_to_pages() {
        assert_eq!(block("[a](../resources/hannan/library.yaml#x)"), "<p><a href=\"hannan/library.html#x\">a</a></p>\n");
        assert_eq!(block("[a](javascript:alert(1))"), "<p><a href=\"\">a</a></p>\n");
    }
}
