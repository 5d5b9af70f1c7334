//! A net below every other check: links and sources of a finished page that lead nowhere within the site.

use crate::source::address;

/// The first `href` or `src` of a page that is relative and not known; none when all is well.
///
/// Attributes are looked for as templates write them, in double quotes. Text that only looks like one is passed over: between
/// tags, the nearest bracket before it closes a tag, and within a value every quote is escaped. So editors may write what they like.
pub fn dangling(html: &[u8], page: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let mut path = String::new();
    // One look for the signs between names and values is cheaper than a search for each name.
    memchr::memchr_iter(b'=', html).find_map(|sign| {
        let name = [&b"href"[..], b"src"].into_iter().find(|name| html[..sign].ends_with(name))?;
        let link = value_at(html, sign - name.len(), sign + 1)?;
        resolve(page, link, &mut path);
        (!known(&path) && !is_spelt(&path, &known)).then(|| link.to_owned())
    })
}

/// The address that stands in quotes at `start`, when the attribute at `at` is one of a tag and the address is of this site.
fn value_at(html: &[u8], at: usize, start: usize) -> Option<&str> {
    let value = html[start..].strip_prefix(b"\"")?;
    if matches!(value.first()?, b'#' | b'/' | b'"') || !html[..at].last()?.is_ascii_whitespace() {
        return None;
    }
    let value = str::from_utf8(&value[..memchr::memchr(b'"', value)?]).ok()?;
    let in_tag = memchr::memrchr2(b'<', b'>', &html[..at]).is_some_and(|bracket| html[bracket] == b'<');
    (in_tag && !value.contains(':')).then_some(value)
}

/// Whether a file of that name is known: addresses are written percent-encoded, names lie on the disk as they are.
fn is_spelt(path: &str, known: impl Fn(&str) -> bool) -> bool {
    path.contains('%') && known(&address::decoded(path))
}

fn resolve(page: &str, link: &str, path: &mut String) {
    let folder = |path: &str| memchr::memrchr(b'/', path.as_bytes()).map_or(0, |slash| slash + 1);
    let link = &link[..memchr::memchr2(b'#', b'?', link.as_bytes()).unwrap_or(link.len())];
    path.clear();
    path.push_str(&page[..folder(page)]);
    // Templates write `../` at the beginning, if at all.
    let (up, rest) = link.strip_prefix("../").map_or((false, link), |rest| (true, rest));
    if !rest.starts_with('.') && !rest.contains("/.") {
        if up {
            path.pop();
            path.truncate(folder(path));
        }
        path.push_str(rest);
        return;
    }
    for part in link.split_inclusive('/') {
        match part {
            "../" => {
                path.pop();
                path.truncate(folder(path));
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
