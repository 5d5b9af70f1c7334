//! Every page has an address of its own.

use crate::diagnostics::{Code, Diagnostic, Sink, Span};
use crate::site::Site;
use crate::site::route::{RESERVED, RESERVED_PAGES};

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for pair in site.entries.windows(2) {
        if pair[0].resource.id == pair[1].resource.id {
            sink.push(
                Diagnostic::error(Code::SameAddress, format!("同じアドレスになる項目が二つあります: {}.html", pair[0].resource.id))
                    .at(Span::top(pair[1].resource.file), "こちらと")
                    .at(Span::top(pair[0].resource.file), "こちら")
                    .help("どちらかのファイルの名前を変えるか、消してください"),
            );
        }
    }
    for area in site.areas.iter().filter(|area| RESERVED.contains(&area.id.value.as_str())) {
        sink.push(reserved(&area.id.value, area.id.span));
    }
    for page in &site.pages {
        if RESERVED_PAGES.contains(&page.slug.as_str()) {
            sink.push(reserved(&page.slug, Span::top(page.file)));
        }
    }
}

fn reserved(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(Code::ReservedName, format!("「{name}」はサイトが使う名前なので付けられません"))
        .at(span, "この名前")
        .help("別の名前にしてください")
}
