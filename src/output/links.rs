//! A net below every other check: links and sources of a finished page that lead nowhere within the site.

use memchr::memmem;

/// The first `href` or `src` of a page that is relative and not known; none when all is well.
///
/// Attributes are looked for as templates write them, in double quotes. Text that only looks like one is passed over: between
/// tags, the nearest bracket before it closes a tag, and within a value every quote is escaped. So editors may write what they like.
pub fn dangling(html: &[u8], page: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let mut path = String::new();
    [&b"href=\""[..], b"src=\""].into_iter().find_map(|attribute| {
        memmem::find_iter(html, attribute).find_map(|at| {
            let link = value_at(html, at, at + attribute.len())?;
            resolve(page, link, &mut path);
            (!known(&path)).then(|| link.to_owned())
        })
    })
}

/// The address that stands in quotes from `start`, when the attribute at `at` is one of a tag and the address is of this site.
fn value_at(html: &[u8], at: usize, start: usize) -> Option<&str> {
    let value = &html[start..];
    if matches!(value.first()?, b'#' | b'/' | b'"') || !html[..at].last()?.is_ascii_whitespace() {
        return None;
    }
    let value = str::from_utf8(&value[..memchr::memchr(b'"', value)?]).ok()?;
    let in_tag = memchr::memrchr2(b'<', b'>', &html[..at]).is_some_and(|bracket| html[bracket] == b'<');
    (in_tag && !value.contains(':')).then_some(value)
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
        assert_eq!(
            find(r##"<a href="../index.html#x"><a class="x" href="c.html"><a href="#y"><a href="https://e.org/z">"##, "a/b.html"),
            None
        );
        assert_eq!(find(r#"<a href="../d.html">"#, "a/b.html"), Some("../d.html".to_owned()));
        assert_eq!(find(r#"<img src="d.png">"#, "index.html"), Some("d.png".to_owned()));
        assert_eq!(find(r#"<script src="d.js">a</script>"#, "index.html"), Some("d.js".to_owned()));
    }

    #[test]
    fn text_that_looks_like_a_link_is_none() {
        let find = |html: &str| dangling(html.as_bytes(), "index.html", |_| false);
        assert_eq!(find(r#"<p>&lt;img src="x" onerror=y&gt; href="z"</p>"#), None);
        assert_eq!(find(r#"<meta content="a href=b src='c' src=&quot;d&quot;"><p data-href="x">"#), None);
        assert_eq!(find(r#"<script type="application/ld+json">{"a":"\u003ca href=\"b\"\u003e href=\"c\""}</script>"#), None);
    }
}
