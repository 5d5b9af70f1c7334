//! Pictures that entries name exist and are pictures.

use crate::diagnostics::{Diagnostic, Sink, nearest};
use crate::model::resource::Image;
use crate::site::Site;

/// Formats that every browser shows and whose tags can be taken away. SVG may carry scripts.
const EXTENSIONS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for image in site.entries.iter().filter_map(|entry| entry.resource.image.as_ref()) {
        look_for(image, site, sink);
    }
}

fn look_for(image: &Image, site: &Site, sink: &mut Sink) {
    let name = image.file.value.trim_start_matches("images/");
    if name.contains("..") || name.starts_with('/') || name.contains('\\') {
        sink.push(
            Diagnostic::error("path-escapes", "画像は content/images/ の中のものだけが使えます")
                .at(image.file.span, "この場所")
                .help("ファイルを content/images/ に置き、名前だけを書いてください"),
        );
        return;
    }
    // What is there has been looked at when it was read.
    if site.images.contains_key(name) {
        return;
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    if !EXTENSIONS.contains(&extension.as_str()) {
        sink.push(
            Diagnostic::error("image-type", format!("この形式の画像は使えません: {name}"))
                .at(image.file.span, "このファイル")
                .help(format!("使える形式: {}", EXTENSIONS.join(", "))),
        );
    } else {
        let diagnostic =
            Diagnostic::error("image-missing", format!("画像 {name} が content/images/ にありません")).at(image.file.span, "このファイル");
        sink.push(match nearest(name, site.images.keys().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("もしかして: {near}")),
            None => diagnostic.help("ファイルを content/images/ に置くか、名前のつづりを確かめてください"),
        });
    }
}
