//! A net below every other check: links and sources of a finished page that lead nowhere within the site.

/// The first `href` or `src` of a page that is relative and not known; none when all is well.
pub fn dangling(html: &[u8], page: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let mut path = String::new();
    // Both attributes have an `=`, which is rare in Japanese text.
    for at in memchr::memchr_iter(b'=', html) {
        if !(html[..at].ends_with(b" href") || html[..at].ends_with(b" src")) {
            continue;
        }
        let value = attribute_value(&html[at + 1..])?;
        // Text that only looks like an attribute cannot be resolved; only what begins like an address counts.
        if value.is_empty() || value.starts_with(['#', '/']) || value.contains(':') {
            continue;
        }
        resolve(page, value, &mut path);
        if !known(&path) {
            return Some(value.to_owned());
        }
    }
    None
}

fn attribute_value(rest: &[u8]) -> Option<&str> {
    let (start, end) = match rest.first()? {
        quote @ (b'"' | b'\'') => (1, 1 + memchr::memchr(*quote, &rest[1..])?),
        _ => (0, rest.iter().position(|byte| matches!(byte, b' ' | b'>'))?),
    };
    std::str::from_utf8(&rest[start..end]).ok()
}

fn resolve(page: &str, link: &str, path: &mut String) {
    path.clear();
    path.push_str(page.rfind('/').map_or("", |slash| &page[..=slash]));
    let link = link.split(['#', '?']).next().unwrap_or("");
    for part in link.split_inclusive('/') {
        match part {
            "../" => {
                path.pop();
                let end = path.rfind('/').map_or(0, |slash| slash + 1);
                path.truncate(end);
            }
            "./" => {}
            part => path.push_str(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::dangling;

    #[test]
    fn relative_links_are_resolved_against_their_page() {
        let known = |path: &str| ["index.html", "a/b.html", "a/c.html"].contains(&path);
        let find = |html: &str, page: &str| dangling(html.as_bytes(), page, known);
        assert_eq!(find(r##"<a href="../index.html#x"><a href=c.html><a href="#y"><a href="https://e.org/z">"##, "a/b.html"), None);
        assert_eq!(find(r#"<a href="../d.html">"#, "a/b.html"), Some("../d.html".to_owned()));
        assert_eq!(find(r#"<img src="d.png">"#, "index.html"), Some("d.png".to_owned()));
    }
}
