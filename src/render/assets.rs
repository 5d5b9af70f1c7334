//! Style sheet, scripts, favicon, pictures.

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

use crate::render::theme::Theme;
use crate::render::{Artifact, Input};

/// Where the style sheet lies.
pub const STYLESHEET: &str = "assets/style.css";

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let mut artifacts = vec![Artifact::borrowed(STYLESHEET, &input.stylesheet), Artifact::borrowed("assets/favicon.svg", &input.favicon)];
    artifacts.extend(input.scripts.iter().map(|(name, text)| Artifact::borrowed(format!("assets/{name}.js"), text)));
    artifacts.extend(input.site.images.iter().map(|(name, bytes)| Artifact::borrowed(format!("images/{name}"), bytes)));
    artifacts
}

/// The theme's style sheets in the order of their names, minified as one. What the minifier cannot read stays as it is.
pub fn stylesheet(theme: &Theme) -> Vec<u8> {
    let whole: String = theme.texts("assets/css", "css").map(|(_, css)| css).collect();
    minified_css(&whole).unwrap_or(whole).into_bytes()
}

fn minified_css(css: &str) -> Option<String> {
    let mut sheet = StyleSheet::parse(css, ParserOptions::default()).ok()?;
    sheet.minify(MinifyOptions::default()).ok()?;
    Some(sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() }).ok()?.code)
}

/// The theme's scripts by name, each minified. A page asks for those it needs.
pub fn scripts(theme: &Theme) -> Vec<(String, Vec<u8>)> {
    let minified = |script: &str| minifier::js::minify(script).map_or_else(|_| script.to_owned(), |script| script.to_string());
    theme.texts("assets", "js").map(|(name, script)| (name.to_owned(), minified(script).into_bytes())).collect()
}
