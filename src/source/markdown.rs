//! Markdown's syntax as the content format allows it: front matter, extensions, and what is refused.

use pulldown_cmark::Options;

/// CommonMark with tables; nothing else is switched on.
pub fn options() -> Options {
    Options::ENABLE_TABLES
}

/// The two parts of a Markdown file and where they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// The YAML between the two `---` lines.
    pub front: &'a str,
    /// Byte offset of `front`.
    pub front_offset: usize,
    /// The Markdown after them.
    pub body: &'a str,
    /// Byte offset of `body`.
    pub body_offset: usize,
}

/// Cuts a file at its front matter; none when it does not begin with a closed one.
pub fn split(text: &str) -> Option<Split<'_>> {
    let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[skipped..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let front_offset = skipped + first.len();
    let mut end = front_offset;
    for line in lines {
        if line.trim_end() == "---" {
            let body_offset = end + line.len();
            return Some(Split { front: &text[front_offset..end], front_offset, body: &text[body_offset..], body_offset });
        }
        end += line.len();
    }
    None
}

/// Whether a text certainly is one paragraph without any markup, so that it need not be parsed. Most summaries are.
pub fn is_plain(text: &str) -> bool {
    !text.trim_end().contains('\n')
        && !text.bytes().any(|byte| {
            matches!(byte, b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'>' | b'#' | b'\\' | b'|' | b'&' | b'!' | b'{' | b'@' | b'~')
        })
        && !text.contains("://")
        && !text.contains(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}', '\u{fdd3}', '\u{10af0}'])
        && !text.starts_with([
            ' ', '\t', '-', '+', '=', '~', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '－', '―', '─', '━', 'ー', '＝', '＊',
        ])
}

/// Whether a link may be followed: `http`, `https`, `mailto`, `tel`, or no scheme at all.
pub fn is_allowed(destination: &str) -> bool {
    match scheme(destination) {
        Some(scheme) => ["http", "https", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)),
        None => !destination.starts_with("//") && !destination.starts_with('\\'),
    }
}

/// The scheme of a link. Browsers drop white space and control characters inside it, so these count as part of one.
pub fn scheme(destination: &str) -> Option<String> {
    let colon = destination.find(':')?;
    if destination[..colon].contains(['/', '?', '#']) {
        return None;
    }
    Some(destination[..colon].chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_cut_with_its_offsets() {
        let text = "---\r\nname: a\r\n---\r\n# body\n";
        let split = split(text).expect("closed front matter");
        assert_eq!((split.front, split.body), ("name: a\r\n", "# body\n"));
        assert_eq!(&text[split.body_offset..], "# body\n");
        assert_eq!(super::split("---\nname: a\n"), None);
    }

    #[test]
    fn scripts_do_not_pass_as_links() {
        for refused in
            ["javascript:alert(1)", "JaVaScRiPt:x", "java\nscript:x", "data:text/html,x", "//evil.example/", "vbscript:x", "file:///etc"]
        {
            assert!(!is_allowed(refused), "{refused}");
        }
        for allowed in ["https://example.org/", "mailto:a@example.org", "tel:0724710531", "../a.html#b:c", "privacy.md"] {
            assert!(is_allowed(allowed), "{allowed}");
        }
    }
}
