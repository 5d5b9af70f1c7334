//! Style sheet, scripts, favicon, pictures.

use crate::render::theme::STYLESHEET;
use crate::render::{Artifact, Input};

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let mut artifacts = vec![Artifact::borrowed(STYLESHEET, &input.stylesheet), Artifact::borrowed("assets/favicon.svg", &input.favicon)];
    artifacts.extend(input.scripts.iter().map(|(name, text)| Artifact::borrowed(format!("assets/{name}.js"), text)));
    artifacts.extend(input.site.images.iter().map(|(name, bytes)| Artifact::borrowed(format!("images/{name}"), bytes)));
    artifacts
}
