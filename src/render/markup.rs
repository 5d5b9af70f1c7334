//! Texts to HTML: one line with furigana, or prose from Markdown.
//!
//! Furigana is brought into a page as three signs that no text holds, whether by Markdown or by a template, and becomes ruby
//! when the page is whole ([`furigana`]): between tags. In attributes and titles, which hold no ruby, the word stays alone.

use std::borrow::Cow;
use std::io::{self, Write};

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use crate::model::markdown::anchors::{Ids, ON_PAGES, unmarked};
use crate::model::markdown::{CLOSE, LineEnd, MIDDLE, OPEN, Style, line_end, read};
use crate::model::readings::Readings;
use crate::model::ruby;
use crate::model::text::Prose;
use crate::site::anchors::Headings;
use crate::site::route::Target;
use crate::site::{Site, route};
use crate::source::{address, markdown};

/// A line end that is meant, on its way into a page.
const BREAK: char = '\u{fdd4}';

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
    /// What links may lead to.
    pub site: Option<&'a Site>,
    /// The ids of the page's headings.
    pub headings: Option<&'a Headings>,
}

impl<'a> Place<'a> {
    /// A text of `from` on a page `root` below the site's root.
    pub fn new(from: &'a str, root: &'a str) -> Self {
        Place { from, root, heading: 3, readings: None, site: None, headings: None }
    }

    /// The same in a site, whose names decide what a link means.
    pub fn of(site: &'a Site, from: &'a str, root: &'a str) -> Self {
        Place { site: Some(site), ..Place::new(from, root) }
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
        let mut marked = Vec::with_capacity(text.len() + 16);
        // Writing into memory cannot fail.
        let _ = escape_into(&text, &mut marked);
        String::from_utf8(furigana(marked)).unwrap_or_default()
    }

    /// Prose: paragraphs, lists, tables, links, furigana. HTML in it is shown as text.
    pub fn block(&self, prose: &Prose) -> String {
        let text = prose.source.trim();
        if self.readings.is_none() && markdown::is_plain(text) {
            let mut out = String::with_capacity(text.len() + 8);
            out.push_str("<p>");
            escape(text, &mut out);
            out.push_str("</p>\n");
            return out;
        }
        self.rich(prose).0
    }

    /// Prose with the headings of its first level, for a table of contents: label and id.
    pub fn rich(&self, prose: &Prose) -> (String, Vec<(String, String)>) {
        let text = self.annotated(&prose.source);
        let ids = self.headings.map(|headings| headings.of_text(prose.span));
        self.html(&text, prose.style, ids)
    }

    fn html(&self, text: &str, style: Style, ids: Option<&[String]>) -> (String, Vec<(String, String)>) {
        let events = read(text, style);
        let levels = Levels::of(&events, self.heading);
        let mut own = ids.is_none().then(|| Ids::beside(ON_PAGES).of(text, style).into_iter());
        let mut given = ids.unwrap_or_default().iter().cloned();
        let mut next_id = || own.as_mut().map_or_else(|| given.next(), Iterator::next);
        let mut contents: Vec<(String, String)> = Vec::new();
        let mut heading: Option<(String, Option<String>)> = None;
        let mut tables = 0;
        let mut shown = Vec::with_capacity(events.len());
        for (at, (event, _)) in events.iter().enumerate() {
            let event = event.clone();
            if let (Some((label, _)), Event::Text(text) | Event::Code(text)) = (&mut heading, &event) {
                label.push_str(text);
            }
            match event {
                Event::Html(html) | Event::InlineHtml(html) => shown.push(Event::Text(html)),
                Event::SoftBreak => match line_end(&events, at) {
                    LineEnd::Nothing => {}
                    LineEnd::Blank => shown.push(Event::SoftBreak),
                    LineEnd::Line => shown.push(Event::HardBreak),
                },
                Event::Start(Tag::Heading { level, .. }) => {
                    let level = levels.fitted(level);
                    let id = next_id();
                    shown.push(Event::Start(Tag::Heading {
                        level,
                        id: id.clone().map(CowStr::from),
                        classes: Vec::new(),
                        attrs: Vec::new(),
                    }));
                    heading = Some((String::new(), id));
                }
                Event::End(TagEnd::Heading(level)) => {
                    let level = levels.fitted(level);
                    if let Some((label, Some(id))) = heading.take()
                        && level == level_of(self.heading)
                    {
                        contents.push((unmarked(&label), id));
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
        let mut out = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut out, shown.into_iter());
        let out = String::from_utf8(furigana(out.into_bytes())).unwrap_or_default();
        (
            out.replace(" style=\"text-align: right\"", " class=\"end\"")
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
        let target = match self.site {
            Some(site) => site.follow(self.from, destination),
            None => route::resolve(self.from, destination),
        };
        match target {
            Target::Inside { path, fragment } => format!("{}{}{fragment}", self.root, address::encoded(&path)),
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

/// What a template does with a text: escapes it, and marks its furigana and its lines for [`furigana`].
///
/// # Errors
/// Those of `out`.
pub fn escape_into(text: &str, out: &mut dyn Write) -> io::Result<()> {
    // Hardly any text has either.
    if !text.contains(['{', '\n', OPEN, MIDDLE, CLOSE, BREAK]) {
        return tera::escape_html(text, out);
    }
    let clean = text.replace([OPEN, MIDDLE, CLOSE, BREAK], "");
    for segment in ruby::segments(&clean) {
        if segment.reading.is_some() {
            write!(out, "{OPEN}")?;
        }
        for (number, line) in segment.base.split('\n').enumerate() {
            if number > 0 {
                write!(out, "{BREAK}")?;
            }
            tera::escape_html(line, out)?;
        }
        if let Some(reading) = segment.reading {
            write!(out, "{MIDDLE}")?;
            tera::escape_html(reading, out)?;
            write!(out, "{CLOSE}")?;
        }
    }
    Ok(())
}

/// The finished page: what was marked becomes ruby and lines between tags, and words alone in attributes and where only
/// letters may stand.
pub fn furigana(html: Vec<u8>) -> Vec<u8> {
    // All four signs begin with these two bytes.
    let Some(first) = memchr::memmem::find(&html, &[0xef, 0xb7]) else { return html };
    let mut out = Vec::with_capacity(html.len() + 256);
    out.extend_from_slice(&html[..first]);
    let mut at = first;
    let mut is_hidden = false;
    let mut bracket = memchr::memrchr2(b'<', b'>', &html[..first]);
    while at < html.len() {
        let next = memchr::memmem::find(&html[at..], &[0xef, 0xb7]).map_or(html.len(), |found| at + found);
        if !is_hidden {
            out.extend_from_slice(&html[at..next]);
        }
        let Some(sign) = html.get(next + 2) else { break };
        bracket = memchr::memrchr2(b'<', b'>', &html[at..next]).map(|found| at + found).or(bracket);
        let has_ruby = bracket.is_none_or(|bracket| takes_ruby(&html, bracket));
        match (sign, has_ruby) {
            (0x90, true) => out.extend_from_slice(b"<ruby>"),
            (0x91, true) => out.extend_from_slice("<rp>（</rp><rt>".as_bytes()),
            (0x92, true) => out.extend_from_slice("</rt><rp>）</rp></ruby>".as_bytes()),
            (0x94, true) => out.extend_from_slice(b"<br>"),
            (0x91, false) => is_hidden = true,
            (0x90 | 0x92, false) => is_hidden = false,
            (0x94, false) => {}
            _ if !is_hidden => out.extend_from_slice(&html[next..next + 3]),
            _ => {}
        }
        at = next + 3;
    }
    out
}

/// Whether elements may stand behind a bracket: not within a tag, and not where a browser takes letters only.
fn takes_ruby(html: &[u8], bracket: usize) -> bool {
    let is_letters =
        |tag: &[u8]| [&b"<title"[..], b"<option", b"<textarea", b"<script", b"<style"].iter().any(|name| tag.starts_with(name));
    html[bracket] == b'>' && !memchr::memrchr(b'<', &html[..bracket]).is_some_and(|tag| is_letters(&html[tag..bracket]))
}

/// Heading levels as they will be: the highest of the text becomes the first allowed one, and none is skipped.
struct Levels {
    used: Vec<HeadingLevel>,
    first: u8,
}

impl Levels {
    fn of(events: &[(Event, std::ops::Range<usize>)], first: u8) -> Self {
        let mut used: Vec<HeadingLevel> = events
            .iter()
            .filter_map(|(event, _)| if let Event::Start(Tag::Heading { level, .. }) = event { Some(*level) } else { None })
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

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::model::markdown::Style;
    use crate::model::text::Prose;

    fn block(text: &str) -> String {
        let mut place = Place::new("pages/about.md", "");
        place.heading = 2;
        place.block(&Prose { source: text.to_owned(), style: Style::Page, ..Prose::default() })
    }

    #[test]
    fn html_is_shown_as_text() {
        assert_eq!(block("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(block("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
    }

    #[test]
    fn headings_fit_below_the_page_without_gaps() {
        assert_eq!(block("# A\n\n#### B"), "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n");
        assert_eq!(block("### A"), "<h2 id=\"a\">A</h2>\n");
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
