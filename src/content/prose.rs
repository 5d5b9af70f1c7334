//! Markdown texts: links and HTML are looked at when a text is read, so that rendering has nothing left to complain of.

use std::ops::Range;

use crate::content::object::Context;
use crate::diagnostics::{At, Diagnostic, Span};
use crate::model::text::Prose;
use crate::source::markdown::{self, Finding};

/// A text that was a value in YAML. Its bytes are not the file's (folding, escapes, indentation), so findings are placed
/// by looking for their words in the value's part of the file.
pub fn inside_yaml(text: At<String>, context: &mut Context) -> Prose {
    let span = text.span;
    let place = |needle: &str, context: &Context| context.written(span).find(needle).map_or(span, |at| span.part(at, at + needle.len()));
    read(text.value, span, context, |source, range, context| place(&source[range], context))
}

/// A text that stands in its file as it is: the body of a Markdown file.
pub fn verbatim(source: &str, span: Span, context: &mut Context) -> Prose {
    read(source.to_owned(), span, context, |_, range, _| span.part(range.start, range.end))
}

fn read(source: String, span: Span, context: &mut Context, place: impl Fn(&str, Range<usize>, &Context) -> Span) -> Prose {
    let mut links = Vec::new();
    for (finding, range) in markdown::inspect(&source) {
        let at = place(&source, range, context);
        match finding {
            Finding::Html => context.report(
                Diagnostic::warning("html-as-text", "HTML のタグは使えません。文字としてそのまま表示されます")
                    .at(at, "ここ")
                    .help("見出しは #、強調は **、リンクは [言葉](アドレス) と書いてください"),
            ),
            Finding::StrayEmphasis => context.report(
                Diagnostic::warning("stray-emphasis", "強調の ** が効いていません。そのまま表示されます")
                    .at(at, "ここ")
                    .help("** のすぐ内側を括弧や句読点にしないでください。例: **PDF**（リーフレットなど）です"),
            ),
            Finding::Link { destination, image, has_text } => {
                if image && !has_text {
                    context.report(
                        Diagnostic::error("image-without-alt", "画像に説明の言葉がありません")
                            .at(at, "この画像")
                            .help("![画像の説明](ファイル名) のように、見えない人にも伝わる言葉を書いてください"),
                    );
                }
                if markdown::is_allowed(&destination) {
                    links.push(At::new(destination, at));
                } else {
                    context.report(refused(&destination, at));
                }
            }
        }
    }
    Prose { source, span, links }
}

/// A link that must not be followed.
pub fn refused(destination: &str, at: Span) -> Diagnostic {
    Diagnostic::error("refused-link", format!("この形のリンクは使えません: {}", shortened(destination)))
        .at(at, "ここ")
        .help("リンクは http:、https:、mailto:、tel: で始まるものか、サイトの中の相対パスだけが使えます")
}

/// A value as quoted in a message; a hostile one may be very long.
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(60).chain(['…']).collect()
}
