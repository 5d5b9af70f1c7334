//! A net below every other check: links and sources of a finished page that lead nowhere within the site.

/// The first `href` or `src` of a page that is relative and not known; none when all is well.
pub fn dangling(html: &[u8], page: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let html = std::str::from_utf8(html).ok()?;
    let mut path = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        if let Some(end) =
            ["script", "style"].into_iter().find(|name| rest.starts_with(name)).and_then(|name| rest.find(&format!("</{name}")))
        {
            // The address of a script is looked at, its text is not.
            let (inside, after) = rest.split_at(end);
            if let Some(link) = in_tag(inside, page, &known, &mut path).1 {
                return Some(link);
            }
            rest = after;
            continue;
        }
        let (after, link) = in_tag(rest, page, &known, &mut path);
        if link.is_some() {
            return link;
        }
        rest = after;
    }
    None
}

/// What follows a tag, and the first of its addresses that is not known. Text that only looks like an attribute, outside
/// of a tag or within another value, is passed over: editors may write what they like.
fn in_tag<'h>(tag: &'h str, page: &str, known: &impl Fn(&str) -> bool, path: &mut String) -> (&'h str, Option<String>) {
    let mut rest = &tag[tag.find([' ', '\t', '\n', '>']).unwrap_or(tag.len())..];
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '/']);
        let Some(end) = rest.find(['=', ' ', '\t', '\n', '>']) else { return ("", None) };
        let name = &rest[..end];
        match rest.as_bytes()[end] {
            b'>' => return (&rest[end + 1..], None),
            b'=' => {}
            _ => {
                rest = &rest[end..];
                continue;
            }
        }
        let after = &rest[end + 1..];
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_at(after.find([' ', '\t', '\n', '>']).unwrap_or(after.len())),
        };
        rest = next;
        if !matches!(name, "href" | "src") || value.is_empty() || value.starts_with(['#', '/']) || value.contains(':') {
            continue;
        }
        resolve(page, value, path);
        if !known(path) {
            return (rest, Some(value.to_owned()));
        }
    }
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
        assert_eq!(find(r#"<script src="d.js">a</script>"#, "index.html"), Some("d.js".to_owned()));
    }

    #[test]
    fn text_that_looks_like_a_link_is_none() {
        let find = |html: &str| dangling(html.as_bytes(), "index.html", |_| false);
        assert_eq!(find("<p>&lt;img src=x onerror=y&gt; href=z</p>"), None);
        assert_eq!(find(r#"<meta content="a href=b src='c'"><p title='x src="y"'>"#), None);
        assert_eq!(find(r#"<script type="application/ld+json">{"a":"<a href=b>"}</script>"#), None);
    }
}
