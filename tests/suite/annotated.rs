//! Annotated fixtures: files of content with what is found in them written below the line it is found in.
//!
//! A fixture file holds cases; `tests/README.md` describes the form. A case is run, written out again with what was really
//! found, and compared: so the test fails for one finding too many, one too few, a wrong column or another word, and
//! `SNAPSHOTS=overwrite` writes the annotations.

use std::fmt::Write;
use std::ops::Range;

use shiori::diagnostics::{Diagnostic, Files, Severity, Span};

use crate::support::{Folder, Judged, base, judge};

const REST: &str = " (after the required fields)";
const PICTURE: &str = " (a picture)";
const REQUIRED: &str = "name: 図書館\nkind: free-space\nsummary: 静かに過ごせます。\nchecked: 2026-06-12\n";

/// A case: its sentence, remarks, and files.
pub struct Case {
    /// What the case shows.
    pub title: String,
    parts: Vec<Part>,
}

/// A piece of a case.
enum Part {
    /// A line that is kept as it is.
    Remark(String),
    /// `--- path`, and its lines as written in the fixture; with `(after the required fields)`, those stand first.
    File { path: String, lines: Vec<String>, is_rest: bool },
    /// `--- path (none)`: a file of the base that is left out.
    Removed { path: String },
    /// `--- path (a picture)`: a small JPEG.
    Picture { path: String },
}

/// Reads the cases of a fixture file. What was annotated is thrown away; [`Case::annotated`] writes it anew.
pub fn read(text: &str) -> (String, Vec<Case>) {
    let mut head = String::new();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            cases.push(Case { title: title.to_owned(), parts: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            writeln!(head, "{line}").unwrap();
            continue;
        };
        if let Some(path) = line.strip_prefix("--- ") {
            case.parts.push(match (path.strip_suffix(" (none)"), path.strip_suffix(REST)) {
                (Some(path), _) => Part::Removed { path: path.to_owned() },
                (None, Some(path)) => Part::File { path: path.to_owned(), lines: Vec::new(), is_rest: true },
                (None, None) => match path.strip_suffix(PICTURE) {
                    Some(path) => Part::Picture { path: path.to_owned() },
                    None => Part::File { path: path.to_owned(), lines: Vec::new(), is_rest: false },
                },
            });
        } else if let Some(content) = line.strip_prefix("| ").or_else(|| line.strip_prefix('|')) {
            match case.parts.last_mut() {
                Some(Part::File { lines, .. }) => lines.push(content.to_owned()),
                _ => panic!("a line of content without a file: {line}"),
            }
        } else if !line.is_empty() && !line.starts_with("  ") && !line.starts_with("... ") {
            case.parts.push(Part::Remark(line.to_owned()));
        }
    }
    (head, cases)
}

impl Case {
    /// The base content with the case's files in place.
    pub fn content(&self) -> Folder {
        let mut content = base();
        for part in &self.parts {
            match part {
                Part::File { path, lines, is_rest } => {
                    let mut bytes = if *is_rest { REQUIRED.as_bytes().to_vec() } else { Vec::new() };
                    bytes.extend(lines.iter().flat_map(|line| Line::read(line).bytes));
                    content.insert(path.clone(), bytes);
                }
                Part::Removed { path } => {
                    content.remove(path);
                }
                Part::Picture { path } => {
                    content.insert(path.clone(), include_bytes!("../fixtures/pictures/plain.jpg").to_vec());
                }
                Part::Remark(_) => {}
            }
        }
        content
    }

    /// Lines that are neither content nor annotations.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Remark(remark) => Some(remark.as_str()),
            _ => None,
        })
    }

    /// Runs the case.
    pub fn judge(&self) -> Judged {
        judge(self.content())
    }

    /// The case as it stands in a fixture file, with what was found.
    pub fn annotated(&self, judged: &Judged) -> String {
        let mut out = format!("# {}\n", self.title);
        let mut shown = Vec::new();
        for part in &self.parts {
            match part {
                Part::Remark(remark) => writeln!(out, "{remark}").unwrap(),
                Part::Removed { path } => writeln!(out, "\n--- {path} (none)").unwrap(),
                Part::Picture { path } => writeln!(out, "\n--- {path}{PICTURE}").unwrap(),
                Part::File { path, lines, is_rest } => {
                    writeln!(out, "\n--- {path}{}", if *is_rest { REST } else { "" }).unwrap();
                    let start = if *is_rest { REQUIRED.len() } else { 0 };
                    annotate(path, lines, start, judged, &mut shown, &mut out);
                }
            }
        }
        for (_, diagnostic) in judged.found.iter().enumerate().filter(|(at, _)| !shown.contains(at)) {
            let place = diagnostic.labels.first().map(|label| place(&judged.files, label.span)).unwrap_or_default();
            writeln!(out, "... {place}{}", headline(diagnostic)).unwrap();
            helps(diagnostic, "... ", &mut out);
        }
        out.push('\n');
        out
    }
}

/// One line of a fixture: `⟨U+FEFF⟩` and `⟨0x83⟩` stand for what cannot be seen or is no text.
struct Line {
    bytes: Vec<u8>,
    /// For each byte, and the end, the column where it is shown.
    columns: Vec<usize>,
}

impl Line {
    fn read(shown: &str) -> Line {
        let mut line = Line { bytes: Vec::new(), columns: Vec::new() };
        let (mut rest, mut column) = (shown, 0);
        while let Some(first) = rest.chars().next() {
            let escape =
                rest.strip_prefix('⟨').and_then(|inner| inner.split_once('⟩')).and_then(|(name, after)| Some((escaped(name)?, after)));
            let (bytes, after) = match escape {
                Some(escape) => escape,
                None => (first.to_string().into_bytes(), &rest[first.len_utf8()..]),
            };
            line.columns.extend(bytes.iter().map(|_| column));
            line.bytes.extend(bytes);
            column += rest[..rest.len() - after.len()].chars().map(width).sum::<usize>();
            rest = after;
        }
        line.columns.push(column);
        line.bytes.push(b'\n');
        line
    }

    /// Spaces and then marks below a range of bytes of the line.
    fn marks(&self, start: usize, end: usize, mark: &str) -> String {
        let column = |at: usize| self.columns[at.min(self.columns.len() - 1)];
        format!("{}{}", " ".repeat(column(start)), mark.repeat(column(end).saturating_sub(column(start)).max(1)))
    }
}

/// The bytes of `U+FEFF` or `0x83`.
fn escaped(name: &str) -> Option<Vec<u8>> {
    if let Some(code) = name.strip_prefix("U+") {
        return Some(char::from_u32(u32::from_str_radix(code, 16).ok()?)?.to_string().into_bytes());
    }
    Some(vec![u8::from_str_radix(name.strip_prefix("0x")?, 16).ok()?])
}

/// Columns of a terminal: two for what East Asian fonts draw wide.
fn width(c: char) -> usize {
    match c as u32 {
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff01..=0xff60 | 0xffe0..=0xffe6 => 2,
        0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn annotate(path: &str, lines: &[String], start: usize, judged: &Judged, shown: &mut Vec<usize>, out: &mut String) {
    let path = format!("content/{path}");
    if lines.is_empty() {
        notes(&path, &Line::read(""), start..start + 2, judged, shown, out);
    }
    let mut start = start;
    for (number, shown_line) in lines.iter().enumerate() {
        writeln!(out, "{}", format!("| {shown_line}").trim_end()).unwrap();
        let line = Line::read(shown_line);
        let end = start + line.bytes.len();
        // What points behind the last byte is shown at the last line.
        let is_last = number + 1 == lines.len();
        notes(&path, &line, start..if is_last { end + 1 } else { end }, judged, shown, out);
        start = end;
    }
}

/// The findings of one line, in the order of their places.
fn notes(path: &str, line: &Line, bytes: Range<usize>, judged: &Judged, shown: &mut Vec<usize>, out: &mut String) {
    let mut here = Vec::new();
    for (at, diagnostic) in judged.found.iter().enumerate() {
        for (nth, label) in diagnostic.labels.iter().enumerate() {
            let (from, to) = (label.span.start as usize, label.span.end as usize);
            if judged.files.path(label.span.file) == path && bytes.contains(&from) {
                here.push((from - bytes.start, to.max(from) - bytes.start, at, nth));
            }
        }
    }
    here.sort_unstable();
    for (from, to, at, nth) in here {
        let diagnostic = &judged.found[at];
        let marks = line.marks(from, to, if nth == 0 { "^" } else { "-" });
        let text = &diagnostic.labels[nth].text;
        if nth == 0 {
            let text = if text.is_empty() { String::new() } else { format!(" ({text})") };
            writeln!(out, "  {marks} {}{text}", headline(diagnostic)).unwrap();
            helps(diagnostic, &" ".repeat(marks.chars().count() + 3), out);
            shown.push(at);
        } else {
            writeln!(out, "  {marks} [{}] ({text})", diagnostic.code).unwrap();
        }
    }
}

fn headline(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{severity}[{}]: {}", diagnostic.code, diagnostic.headline)
}

fn helps(diagnostic: &Diagnostic, indent: &str, out: &mut String) {
    for help in &diagnostic.helps {
        writeln!(out, "{indent}= {}", help.replace('\n', "⏎")).unwrap();
    }
}

fn place(files: &Files, span: Span) -> String {
    let (line, column) = files.position(span.file, span.start);
    format!("{}:{line}:{column}: ", files.path(span.file))
}
