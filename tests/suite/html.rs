//! Just enough HTML to look at pages as a browser would: tags, attributes, text.

/// A start tag.
#[derive(Debug)]
pub struct Tag {
    /// Its name, in small letters.
    pub name: String,
    /// Its attributes, decoded.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A page taken apart.
#[derive(Debug, Default)]
pub struct Page {
    /// Start tags in order.
    pub tags: Vec<Tag>,
    /// What is read, furigana left out, entities decoded, without any white space.
    pub text: String,
    /// Contents of `<script>`, with their types.
    pub scripts: Vec<(Option<String>, String)>,
}

/// Takes a page apart.
pub fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut rest = html;
    let mut skipped: Option<String> = None;
    while let Some(at) = rest.find('<') {
        if skipped.is_none() {
            page.text.push_str(&decode(&rest[..at]));
        }
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let inside = &rest[1..];
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            if skipped.is_none() {
                page.text.push('<');
            }
            rest = inside;
            continue;
        }
        let (tag, after) = tag(inside);
        rest = after;
        if let Some(closed) = tag.name.strip_prefix('/') {
            if skipped.as_deref() == Some(closed) {
                skipped = None;
            }
            continue;
        }
        match tag.name.as_str() {
            "script" | "style" => {
                let end = format!("</{}", tag.name);
                let (body, after) = rest.find(&end).map_or((rest, ""), |at| rest.split_at(at));
                if tag.name == "script" {
                    page.scripts.push((tag.get("type").map(str::to_owned), body.to_owned()));
                }
                rest = after;
            }
            "rt" | "rp" if skipped.is_none() => skipped = Some(tag.name.clone()),
            _ => {}
        }
        page.tags.push(tag);
    }
    page.text.push_str(&decode(rest));
    page.text = tight(&page.text);
    page
}

/// A text without white space.
pub fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn tag(inside: &str) -> (Tag, &str) {
    let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(inside.len());
    let mut tag = Tag { name: inside[..end].trim_end_matches('/').to_ascii_lowercase(), attributes: Vec::new() };
    if inside.starts_with('/') {
        tag.name = inside[..end].to_ascii_lowercase();
    }
    let mut rest = &inside[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let Some(first) = rest.chars().next() else { return (tag, "") };
        if first == '>' {
            return (tag, &rest[1..]);
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>')).unwrap_or(rest.len());
        let name = rest[..end.max(1).min(rest.len())].to_ascii_lowercase();
        rest = rest[end.max(1).min(rest.len())..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len())),
            };
        }
        tag.attributes.push((name, decode(value)));
    }
}

/// Entities to letters.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest.find(';').and_then(|end| Some((entity(&rest[1..end])?, end)));
        match known {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[test]
fn a_page_is_taken_apart() {
    let page = read("<p class=a title='x &amp; y'>1 &lt; 2<ruby>居場所<rt>いばしょ</rt></ruby><br/><script type=\"t\">a<b</script></p>");
    assert_eq!(page.text, "1<2居場所");
    assert_eq!(page.tags[0].get("title"), Some("x & y"));
    assert_eq!(page.scripts, [(Some("t".to_owned()), "a<b".to_owned())]);
    assert_eq!(page.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["p", "ruby", "rt", "br", "script"]);
}
