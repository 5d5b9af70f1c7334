//! Markdown texts: links and HTML are looked at when a text is read, so that rendering has nothing left to complain of.

use std::ops::Range;

use crate::content::context::Context;
use crate::diagnostics::{At, Code, Diagnostic, Span};
use crate::model::markdown::Style;
use crate::model::markdown::findings::{Finding, inspect};
use crate::model::text::Prose;
use crate::source::markdown;

/// A text that was a value in YAML. Its bytes are not the file's (escapes, indentation), but its lines are: findings are placed
/// by looking for each line in the value's part of the file.
pub fn inside_yaml(text: At<String>, context: &mut Context) -> Prose {
    let span = text.span;
    let found = inspect(&text.value, Style::Entry);
    let places = if found.is_empty() { Places::default() } else { Places::of(&text.value, context.written(span)) };
    read(
        text.value,
        Style::Entry,
        span,
        found,
        |range| places.of_range(&range).map_or(span, |range| span.part(range.start, range.end)),
        context,
    )
}

/// A text that stands in its file as it is: the body of a Markdown file.
pub fn verbatim(source: &str, style: Style, span: Span, context: &mut Context) -> Prose {
    let found = inspect(source, style);
    read(source.to_owned(), style, span, found, |range| span.part(range.start, range.end), context)
}

/// Where the lines of a text stand in the part of a file that holds it.
#[derive(Default)]
struct Places {
    /// Start in the text, start in the file's part, length.
    lines: Vec<(usize, usize, usize)>,
}

impl Places {
    fn of(text: &str, written: &str) -> Self {
        let mut places = Places::default();
        let (mut start, mut from) = (0, 0);
        for line in text.split_inclusive('\n') {
            let bare = line.trim();
            let indent = line.len() - line.trim_start().len();
            // Lines come in order; a line with escapes in it is not found, and the others are not disturbed by it.
            if let Some(at) = written.get(from..).filter(|_| !bare.is_empty()).and_then(|rest| next_lines(rest).find(bare)) {
                places.lines.push((start + indent, from + at, bare.len()));
                from += at + bare.len();
            }
            start += line.len();
        }
        places
    }

    /// The place of the first line of a range.
    fn of_range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let at = self.lines.partition_point(|(start, ..)| *start <= range.start).checked_sub(1)?;
        let (start, place, length) = self.lines[at];
        let offset = range.start - start;
        (offset <= length).then(|| place + offset..place + (range.end - start).min(length))
    }
}

/// So much of a text as a line is looked for in.
fn next_lines(text: &str) -> &str {
    const FAR: usize = 4_000;
    let mut end = text.len().min(FAR);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    // A line longer than that is still found as a whole.
    text[end..].find('\n').map_or(text, |line| &text[..end + line])
}

fn read(
    source: String,
    style: Style,
    span: Span,
    found: Vec<(Finding, Range<usize>)>,
    place: impl Fn(Range<usize>) -> Span,
    context: &mut Context,
) -> Prose {
    let mut links = Vec::new();
    for (finding, range) in found {
        let at = place(range.clone());
        match finding {
            Finding::Html => context.report(
                Diagnostic::warning(Code::HtmlAsText, "HTML のタグは使えません。文字としてそのまま表示されます")
                    .at(at, "ここ")
                    .help("見出しは #、強調は **、リンクは [言葉](アドレス) と書いてください"),
            ),
            Finding::StrayEmphasis => context.report(
                Diagnostic::warning(Code::StrayEmphasis, "強調の * が効いていません。そのまま表示されます")
                    .at(at, "ここ")
                    .help("強くしたい言葉の前と後ろに、同じ数の * を、すき間をあけずに付けてください。* を文字として出したいときは \\* と書いてください"),
            ),
            Finding::StrayLink => context.report(
                Diagnostic::warning(Code::StrayLink, "リンクの印が効いていません。そのまま表示されます")
                    .at(at, "ここ")
                    .help("[言葉](アドレス) のように、括弧を半角で、閉じる括弧まで書いてください"),
            ),
            Finding::Unsupported(what) => context.report(
                Diagnostic::warning(Code::UnsupportedMark, format!("{what}の印は使えません。文字としてそのまま表示されます"))
                    .at(at, "ここ")
                    .help("印を消して、言葉で書いてください。使えるのは、見出し #、強調 **、一覧 -、表、リンク [言葉](アドレス) です"),
            ),
            Finding::LoneNumber => context.report(
                Diagnostic::warning(Code::NumberAsList, "数字と点で始まる行が、番号つきの一覧になります")
                    .at(at, "この行")
                    .help("一覧でないときは、点の前に \\ を置いて「12\\. 」のように書くか、書き方を変えてください"),
            ),
            Finding::Link { destination, image, has_text } => {
                if image && !has_text {
                    context.report(
                        Diagnostic::error(Code::ImageWithoutAlt, "画像に説明の言葉がありません")
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
    context.prose(Prose { source, style, span, links })
}

/// A link that must not be followed.
pub fn refused(destination: &str, at: Span) -> Diagnostic {
    Diagnostic::error(Code::RefusedLink, format!("この形のリンクは使えません: {}", shortened(destination)))
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
