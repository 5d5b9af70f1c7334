//! `404.html`: shown by the server at any address, so its links start at the site's path.

use crate::render::view::base::Frame;
use crate::render::{Artifact, Input};

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    vec![Artifact::later("404.html", move || {
        let mut frame = Frame::new(input.site, "404.html", "404", "ページが見つかりません", "お探しのページは見つかりませんでした。");
        frame.root.clone_from(&input.site_view.base_path);
        frame.page.canonical = None;
        frame.page.noindex = true;
        input.engine.page("404.html", &frame, "nothing", &())
    })]
}
