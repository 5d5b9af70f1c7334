//! Icons by name. A page has some sixty and few kinds of them, so each is drawn once a page and pointed to: that takes a
//! third off a page, and off the work of a phone.

use std::collections::BTreeMap;

use memchr::{memchr, memmem};

use crate::render::theme::Theme;

/// Where a page points to an icon.
const POINTER: &str = "<use href=\"#i-";

/// What a file of its own needs and a page does not: the style sheet draws the lines of `.icon`.
const ONLY_ALONE: [&str; 6] = [
    " xmlns=\"http://www.w3.org/2000/svg\"",
    " fill=\"none\" stroke=\"currentColor\"",
    " stroke-width=\"1.75\"",
    " stroke-linecap=\"round\"",
    " stroke-linejoin=\"round\"",
    " focusable=\"false\"",
];

/// The icons of a theme.
pub struct Icons(BTreeMap<String, Icon>);

struct Icon {
    /// What stands where the icon is seen.
    markup: String,
    /// The drawing itself; none where the file is not of the usual form and stands in the page as it is.
    symbol: Option<String>,
}

impl Icons {
    /// Those of a theme.
    pub fn new(theme: &Theme) -> Self {
        Icons(theme.texts("icons", "svg").map(|(name, svg)| (name.to_owned(), Icon::new(name, svg.trim()))).collect())
    }

    /// Whether there is one of that name.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Every name, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The markup of an icon. An unknown one of a vocabulary has been warned about; the ribbon always fits.
    pub fn markup(&self, name: &str) -> &str {
        self.0.get(name).or_else(|| self.0.get("ribbon")).map_or("", |icon| &icon.markup)
    }

    /// Adds the drawings to which a finished page points to its end.
    pub fn draw(&self, page: &mut Vec<u8>) {
        let Some(end) = memmem::rfind(page, b"</body>") else { return };
        // A page has some hundred pointers to a dozen icons: as a list, these are found sooner than in a set.
        let mut names: Vec<&[u8]> = Vec::with_capacity(16);
        for at in memmem::find_iter(page, POINTER) {
            let rest = &page[at + POINTER.len()..];
            let name = &rest[..memchr(b'"', rest).unwrap_or(0)];
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.sort_unstable();
        let symbols: Vec<&str> = names.into_iter().filter_map(|name| self.0.get(str::from_utf8(name).ok()?)?.symbol.as_deref()).collect();
        if symbols.is_empty() {
            return;
        }
        let tail = page.split_off(end);
        page.extend_from_slice(b"<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\">\n");
        symbols.into_iter().for_each(|symbol| page.extend_from_slice(symbol.as_bytes()));
        page.extend_from_slice(b"</svg>\n");
        page.extend_from_slice(&tail);
    }
}

impl Icon {
    fn new(name: &str, svg: &str) -> Self {
        let svg = ONLY_ALONE.iter().fold(svg.to_owned(), |svg, attributes| svg.replacen(attributes, "", 1));
        match Icon::parts(&svg).filter(|_| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')) {
            Some((head, view_box, drawing)) => Icon {
                markup: format!("{head}>{POINTER}{name}\"/></svg>"),
                symbol: Some(format!("<symbol id=\"i-{name}\"{view_box}>{drawing}</symbol>\n")),
            },
            None => Icon { markup: svg, symbol: None },
        }
    }

    /// The start tag without its view box, the view box, and what is drawn.
    fn parts(svg: &str) -> Option<(String, &str, &str)> {
        let (head, rest) = svg.split_once('>')?;
        let drawing = rest.strip_suffix("</svg>")?;
        let start = head.find(" viewBox=\"")?;
        let length = head[start..].match_indices('"').nth(1)?.0 + 1;
        let view_box = &head[start..start + length];
        Some((head.replacen(view_box, "", 1), view_box, drawing))
    }
}

#[cfg(test)]
mod tests {
    use super::{Icon, Icons};

    #[test]
    fn a_page_draws_each_of_its_icons_once_and_no_other() {
        let svg = r#"<svg class="icon" width="24" height="24" viewBox="0 0 24 24" focusable="false"><path d="M1 2"/></svg>"#;
        let icons = Icons(["pin", "clock"].into_iter().map(|name| (name.to_owned(), Icon::new(name, svg))).collect());
        assert_eq!(icons.markup("pin"), r##"<svg class="icon" width="24" height="24"><use href="#i-pin"/></svg>"##);
        let mut page = format!("<body>{0}{0}</body>", icons.markup("pin")).into_bytes();
        icons.draw(&mut page);
        let page = String::from_utf8(page).expect("text");
        assert_eq!(page.matches("<symbol").count(), 1);
        assert!(page.contains(r#"<symbol id="i-pin" viewBox="0 0 24 24"><path d="M1 2"/></symbol>"#) && page.ends_with("</svg>\n</body>"));
    }

    #[test]
    fn a_file_of_another_form_stands_as_it_is() {
        let icon = Icon::new("x", "<svg><path/></svg>");
        assert_eq!((icon.markup.as_str(), icon.symbol), ("<svg><path/></svg>", None));
    }
}
