//! Style sheet, scripts, favicon, pictures.

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

/// The theme's style sheets in the order of their names, minified as one.
pub fn stylesheet(theme: &Theme) -> Vec<u8> {
    let whole: String = theme.texts("assets/css", "css").map(|(_, css)| css).collect();
    minified("style", &whole, &minify_html::Cfg { minify_css: true, ..minify_html::Cfg::default() })
}

/// The theme's scripts by name, each minified. A page asks for those it needs.
pub fn scripts(theme: &Theme) -> Vec<(String, Vec<u8>)> {
    let minify = minify_html::Cfg { minify_js: true, ..minify_html::Cfg::default() };
    // The minifier keeps comments.
    let code =
        |script: &str| script.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect::<String>();
    theme.texts("assets", "js").map(|(name, script)| (name.to_owned(), minified("script", &code(script), &minify))).collect()
}

/// The minifier knows style sheets and scripts as parts of a document only. What it cannot read stays as it is.
fn minified(element: &str, text: &str, minify: &minify_html::Cfg) -> Vec<u8> {
    let document = format!("<{element}>{text}</{element}>");
    let small = String::from_utf8(minify_html::minify(document.as_bytes(), minify)).unwrap_or_default();
    let inner = small.strip_prefix(&format!("<{element}>")).and_then(|rest| rest.strip_suffix(&format!("</{element}>")));
    inner.filter(|inner| !inner.is_empty()).unwrap_or(text).as_bytes().to_vec()
}
