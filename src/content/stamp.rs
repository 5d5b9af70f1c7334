//! Changing one line of an editor's file and not a byte besides.

use crate::diagnostics::{FileId, Sink};
use crate::source::markdown;
use crate::source::yaml::{self, Node, Value};

/// The text with `checked` (and `checked_by`) set. A line that is there keeps its comment; one that is not is added at the
/// end of the fields. None where the fields cannot be read, or would not read as meant afterwards.
pub fn stamped(text: &str, is_markdown: bool, date: &str, by: Option<&str>) -> Option<String> {
    let mut text = set(text, is_markdown, "checked", date)?;
    if let Some(by) = by {
        let is_plain = by.chars().all(char::is_alphanumeric) && !by.chars().all(|c| c.is_ascii_digit());
        let by = if is_plain { by.to_owned() } else { serde_json::to_string(by).ok()? };
        text = set(&text, is_markdown, "checked_by", &by)?;
    }
    Some(text)
}

fn fields(text: &str, is_markdown: bool) -> Option<(&str, usize)> {
    if !is_markdown {
        return Some((text, 0));
    }
    let split = markdown::split(text)?;
    Some((split.front, split.front_offset))
}

fn set(text: &str, is_markdown: bool, key: &str, value: &str) -> Option<String> {
    let (front, offset) = fields(text, is_markdown)?;
    let place = {
        let node = parsed(front)?;
        let Value::Mapping(entries) = &node.value else { return None };
        // Where the mapping is written in braces, there are no lines to change.
        if entries.first().is_some_and(|(key, _)| front[..key.span.start as usize].trim_end().ends_with('{')) {
            return None;
        }
        entries.iter().find(|(own, _)| own.text == key).map(|(own, node)| {
            let is_line = matches!(node.value, Value::Scalar { .. });
            (own.span.end as usize, node.span.start as usize, node.span.end as usize, node.is_nothing(), is_line)
        })
    };
    let mut out = text.to_owned();
    match place {
        Some((_, _, _, _, false)) => return None,
        Some((after_key, _, _, true, _)) => {
            // `checked:` with nothing behind it, or `~`.
            let colon = after_key + front[after_key..].find(':')? + 1;
            let rest = front[colon..].split(['\r', '\n']).next().unwrap_or("");
            let word = rest.trim_start();
            let written = ["~", "null"].into_iter().find(|nothing| word.starts_with(nothing)).map_or(0, str::len);
            let until = colon + if written > 0 { rest.len() - word.len() + written } else { 0 };
            out.replace_range(offset + colon..offset + until, &format!(" {value}"));
        }
        Some((_, from, until, false, _)) => {
            let written = front.get(from..until)?;
            if written.contains('\n') {
                return None;
            }
            out.replace_range(offset + from..offset + from + written.trim_end().len(), value);
        }
        None => {
            let end = if is_markdown { offset + front.len() } else { text.len() };
            let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let before = if text[..end].ends_with('\n') || end == 0 { "" } else { newline };
            let after = if is_markdown || text.ends_with('\n') { newline } else { "" };
            // The line that closes front matter begins where its text ends.
            let (before, after) = if is_markdown && !before.is_empty() { (newline, "") } else { (before, after) };
            out.insert_str(end, &format!("{before}{key}: {value}{after}"));
        }
    }
    reads(&out, is_markdown, key, value).then_some(out)
}

fn parsed(front: &str) -> Option<Node<'_>> {
    let mut found = Sink::default();
    yaml::parse(front, FileId(0), 0, &mut found).filter(|_| !found.has_errors())
}

/// A net below it all: the changed file says what was to be said.
fn reads(text: &str, is_markdown: bool, key: &str, value: &str) -> bool {
    let expected = serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned());
    let read = || {
        let (front, _) = fields(text, is_markdown)?;
        match parsed(front)?.value {
            Value::Mapping(entries) => entries.into_iter().find(|(own, _)| own.text == key).map(|(_, node)| match node.value {
                Value::Scalar { text, .. } => text.trim() == expected,
                Value::Sequence(_) | Value::Mapping(_) => false,
            }),
            Value::Scalar { .. } | Value::Sequence(_) => None,
        }
    };
    read().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::stamped;

    #[test]
    fn one_line_changes_and_nothing_else() {
        let of = |text: &str, is_markdown| stamped(text, is_markdown, "2026-11-20", Some("電話"));
        assert_eq!(
            of("# 図書館\r\nname: a\r\nchecked: 2025-01  # 去年\r\nfee: 無料\r\n", false).as_deref(),
            Some("# 図書館\r\nname: a\r\nchecked: 2026-11-20  # 去年\r\nfee: 無料\r\nchecked_by: 電話\r\n")
        );
        assert_eq!(of("name: a", false).as_deref(), Some("name: a\nchecked: 2026-11-20\nchecked_by: 電話"));
        assert_eq!(
            of("---\nname: a\nchecked:\nchecked_by: \"メール\" # x\n---\n本文 checked: 1\n", true).as_deref(),
            Some("---\nname: a\nchecked: 2026-11-20\nchecked_by: 電話 # x\n---\n本文 checked: 1\n")
        );
        assert_eq!(
            of("---\r\nname: a\r\n---\r\n本文\r\n", true).as_deref(),
            Some("---\r\nname: a\r\nchecked: 2026-11-20\r\nchecked_by: 電話\r\n---\r\n本文\r\n")
        );
        assert_eq!(
            of("\u{feff}name: a\nchecked: \"2025\"\n", false).as_deref(),
            Some("\u{feff}name: a\nchecked: 2026-11-20\nchecked_by: 電話\n")
        );
        assert_eq!(of("{name: a, checked: 2025}\n", false), None, "nothing is done that could break a file");
        let odd = stamped("name: a\n", false, "2026-11", Some("電話: 市の人 # 1"));
        assert_eq!(odd.as_deref(), Some("name: a\nchecked: 2026-11\nchecked_by: \"電話: 市の人 # 1\"\n"));
    }
}
