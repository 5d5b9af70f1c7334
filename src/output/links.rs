//! A net below every other check: links and sources of a finished page that lead nowhere within the site.

/// The first `href` or `src` of a page that is relative and not known; none when all is well.
pub fn dangling(html: &[u8], page: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let html = std::str::from_utf8(html).ok()?;
    [" href=", " src="].iter().find_map(|attribute| scan(html, attribute, page, &known))
}

fn scan(html: &str, attribute: &str, page: &str, known: &impl Fn(&str) -> bool) -> Option<String> {
    let mut path = String::new();
    for (at, _) in html.match_indices(attribute) {
        let rest = &html[at + attribute.len()..];
        let value = match rest.as_bytes().first()? {
            b'"' => rest[1..].split('"').next(),
            b'\'' => rest[1..].split('\'').next(),
            _ => rest.split([' ', '>']).next(),
        }?;
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
