//! Pictures that entries name exist and are pictures.

use std::collections::BTreeMap;

use crate::checks::links;
use crate::diagnostics::{Code, Diagnostic, Sink, Span, nearest};
use crate::model::resource::Image;
use crate::site::Site;
use crate::site::route::Target;
use crate::source::address;

/// Formats that every browser shows and whose tags can be taken away. SVG may carry scripts.
const EXTENSIONS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];
/// Places at which the use of a picture is shown.
const MOST_USES: usize = 3;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for image in pictures(site) {
        look_for(image, site, sink);
    }
    names(site, sink);
}

/// The pictures that entries name, also in their variations.
fn pictures(site: &Site) -> impl Iterator<Item = &Image> {
    site.entries.iter().flat_map(|entry| {
        let variations = entry.resource.variations.iter().map(|variation| variation.resource.as_ref());
        let own = entry.resource.image.as_ref();
        let others = variations.filter_map(|resource| resource.image.as_ref());
        let others = others.filter(move |image| own.is_none_or(|own| own.file.span != image.file.span));
        own.into_iter().chain(others)
    })
}

fn look_for(image: &Image, site: &Site, sink: &mut Sink) {
    let name = image.file.value.trim_start_matches("./").trim_start_matches("images/");
    if name.contains("..") || name.starts_with('/') || name.contains('\\') {
        sink.push(
            Diagnostic::error(Code::PathEscapes, "画像は content/images/ の中のものだけが使えます")
                .at(image.file.span, "この場所")
                .help("ファイルを content/images/ に置き、名前だけを書いてください"),
        );
        return;
    }
    // What is there has been looked at when it was read.
    if site.picture(&image.file).is_some() {
        return;
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    if !EXTENSIONS.contains(&extension.as_str()) {
        sink.push(
            Diagnostic::error(Code::ImageType, format!("この形式の画像は使えません: {name}"))
                .at(image.file.span, "このファイル")
                .help(format!("使える形式: {}", EXTENSIONS.join(", "))),
        );
    } else {
        let diagnostic = Diagnostic::error(Code::ImageMissing, format!("画像 {name} が content/images/ にありません"))
            .at(image.file.span, "このファイル");
        sink.push(match nearest(name, site.images.keys().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("もしかして: {near}")),
            None => diagnostic.help("ファイルを content/images/ に置くか、名前のつづりを確かめてください"),
        });
    }
}

/// Names under which a picture cannot be published: whatever `build` refuses is told here first, with the places that use it.
fn names(site: &Site, sink: &mut Sink) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for name in site.images.keys() {
        let path = format!("images/{name}");
        let first = seen.insert(path.to_lowercase(), name).filter(|first| first != name);
        let told = match first {
            _ if !address::is_safe(&path) => Diagnostic::error(Code::UnsafePath, format!("この名前の画像は書き出せません: {path}")).help(
                "ファイルの名前から \\ : * < > | と、終わりの空白や点を取ってください。aux、con、nul などは Windows で使えない名前です",
            ),
            Some(first) => Diagnostic::error(Code::SameAddress, format!("大文字と小文字だけがちがう画像が二つあります: {path}"))
                .help(format!("images/{first} と重なります。どちらかの名前を変えてください")),
            None => continue,
        };
        sink.push(uses(name, site).into_iter().take(MOST_USES).fold(told, |told, span| told.at(span, "ここで使われています")));
    }
}

/// Where a picture is used.
fn uses(name: &str, site: &Site) -> Vec<Span> {
    let path = format!("images/{name}");
    let mut spans: Vec<Span> =
        pictures(site).filter(|image| site.picture(&image.file) == Some(name)).map(|image| image.file.span).collect();
    for (from, _, prose) in links::texts(site) {
        let here = prose.links.iter().filter(|link| matches!(site.follow(&from, link), Target::Inside { path: to, .. } if to == path));
        spans.extend(here.map(|link| link.span));
    }
    spans
}
