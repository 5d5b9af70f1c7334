//! Values as YAML that reads back to the same values.
//!
//! A text stands without quotes wherever YAML then reads just that, else in double quotes. Texts of several lines stand below
//! a `|`; short lists, and mappings within lists, on one line.

use crate::source::edit::data::Data;

/// Width of a list or mapping on one line above which it is spread over several.
const WIDEST: usize = 100;

/// Where a text is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Behind a key or a dash.
    Block,
    /// Inside of brackets.
    Flow,
}

/// A value behind a key or a dash: what stands on its line, and the lines below it with their indentation.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) head: String,
    pub(super) tail: Vec<String>,
}

/// A text on one line, behind a key.
pub fn scalar(text: &str) -> String {
    one_line(text, Slot::Block)
}

/// A field of the outermost mapping with its lines, the last of them without its end.
pub fn field(key: &str, data: &Data) -> String {
    let written = below(data, 0);
    let first = if written.head.is_empty() { format!("{key}:") } else { format!("{key}: {}", written.head) };
    std::iter::once(first).chain(written.tail).collect::<Vec<_>>().join("\n")
}

pub(super) fn one_line(text: &str, slot: Slot) -> String {
    if is_plain(text, slot) { text.to_owned() } else { quoted(text) }
}

/// Whether YAML reads a text without quotes as that very text, whatever program reads it.
fn is_plain(text: &str, slot: Slot) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_sign = |c: char| "-?:,[]{}#&*!|>'\"%@`=".contains(c);
    let is_word = !matches!(text.to_ascii_lowercase().as_str(), "null" | "~" | "true" | "false");
    let is_sound = !is_sign(first)
        && !text.starts_with("...")
        && text.trim() == text
        && !text.contains(is_unwritable)
        && !text.contains('\n')
        && !text.contains(": ")
        && !text.contains(":\t")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains("\t#");
    let fits = match slot {
        Slot::Block => true,
        Slot::Flow => !text.contains([',', '[', ']', '{', '}', '"', '\'']) && !text.contains(":"),
    };
    is_word && is_sound && fits
}

/// What no text may hold as it is: controls, and what some programs take for a line end or the mark of a file.
fn is_unwritable(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{85}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text in double quotes on one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_unwritable(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A value inside of brackets.
pub(super) fn flow(data: &Data) -> String {
    match data {
        Data::Nothing => "~".to_owned(),
        Data::Text(text) => one_line(text, Slot::Flow),
        Data::Reference(name) => name.clone(),
        Data::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Data::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| format!("{}: {}", one_line(key, Slot::Flow), flow(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A value behind a key that stands in a column.
pub(super) fn below(data: &Data, column: usize) -> Written {
    let indent = " ".repeat(column + 2);
    match data {
        Data::Nothing => Written::default(),
        Data::Text(text) => block(text, &indent).unwrap_or_else(|| Written::head(one_line(text, Slot::Block))),
        Data::Reference(name) => Written::head(name.clone()),
        Data::List(items) if fits_on_a_line(data) && items.iter().all(|item| matches!(item, Data::Text(_))) => Written::head(flow(data)),
        Data::List(items) if !items.is_empty() => {
            let lines = items.iter().flat_map(|item| {
                let written = behind_dash(item, column + 2);
                std::iter::once(format!("{indent}- {}", written.head)).chain(written.tail)
            });
            Written { head: String::new(), tail: lines.collect() }
        }
        Data::Map(pairs) if !pairs.is_empty() => {
            let lines = pairs.iter().flat_map(|(key, value)| entry(key, value, column + 2));
            Written { head: String::new(), tail: lines.collect() }
        }
        Data::List(_) | Data::Map(_) => Written::head(flow(data)),
    }
}

/// A value behind a dash that stands in a column.
pub(super) fn behind_dash(data: &Data, column: usize) -> Written {
    match data {
        Data::Map(pairs) if !fits_on_a_line(data) && !pairs.is_empty() => {
            let mut lines = pairs.iter().flat_map(|(key, value)| entry(key, value, column + 2));
            let head = lines.next().map(|line| line.trim_start().to_owned()).unwrap_or_default();
            Written { head, tail: lines.collect() }
        }
        Data::Text(_) => below(data, column),
        Data::Nothing | Data::List(_) | Data::Map(_) | Data::Reference(_) => Written::head(flow(data)),
    }
}

/// The lines of a key with its value.
pub(super) fn entry(key: &str, value: &Data, column: usize) -> Vec<String> {
    let written = below(value, column);
    let key = one_line(key, Slot::Flow);
    let blank = if written.head.is_empty() { "" } else { " " };
    let first = format!("{}{key}:{blank}{}", " ".repeat(column), written.head);
    std::iter::once(first).chain(written.tail).collect()
}

fn fits_on_a_line(data: &Data) -> bool {
    fn has_lines(data: &Data) -> bool {
        match data {
            Data::Text(text) => text.contains('\n'),
            Data::List(items) => items.iter().any(has_lines),
            Data::Map(pairs) => pairs.iter().any(|(_, value)| has_lines(value)),
            Data::Nothing | Data::Reference(_) => false,
        }
    }
    !has_lines(data) && flow(data).chars().count() <= WIDEST
}

/// A text of several lines below a `|`; none where that could be read otherwise.
fn block(text: &str, indent: &str) -> Option<Written> {
    let text = text.trim_end_matches('\n');
    let is_sound = text.contains('\n') && !text.starts_with(char::is_whitespace) && !text.contains(is_unwritable) && !text.contains('\r');
    if !is_sound || text.lines().any(|line| !line.is_empty() && line.trim().is_empty()) {
        return None;
    }
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
    Some(Written { head: "|".to_owned(), tail: text.split('\n').map(line).collect() })
}

impl Written {
    fn head(head: String) -> Self {
        Written { head, tail: Vec::new() }
    }
}
