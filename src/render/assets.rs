//! Style sheet, favicon, pictures.

use crate::render::theme::Theme;
use crate::render::{Artifact, Input};

/// Where the style sheet lies.
pub const STYLESHEET: &str = "assets/style.css";

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let mut artifacts = vec![Artifact::borrowed(STYLESHEET, &input.stylesheet), Artifact::borrowed("assets/favicon.svg", &input.favicon)];
    artifacts.extend(input.site.images.iter().map(|(name, bytes)| Artifact::borrowed(format!("images/{name}"), bytes)));
    artifacts
}

/// The theme's style sheets in the order of their names, minified as one.
pub fn stylesheet(theme: &Theme) -> Vec<u8> {
    let whole: String = theme.texts("assets/css", "css").map(|(_, css)| css).collect();
    // The minifier knows style sheets as parts of a document only.
    let document = format!("<style>{whole}</style>");
    let minified = minify_html::minify(document.as_bytes(), &minify_html::Cfg { minify_css: true, ..minify_html::Cfg::default() });
    let text = String::from_utf8(minified).unwrap_or_default();
    match text.strip_prefix("<style>").and_then(|rest| rest.strip_suffix("</style>")) {
        Some(css) if !css.is_empty() => css.as_bytes().to_vec(),
        _ => whole.into_bytes(),
    }
}
