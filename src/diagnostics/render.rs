//! Diagnostics as text for people, as JSON lines, and as GitHub workflow commands.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use super::{Diagnostic, File, Files, Label, Severity};

/// The forms in which diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, with the source line and a caret.
    Text {
        /// Whether to colour the output with ANSI codes.
        colour: bool,
    },
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions, which show each problem at its line of a pull request.
    Github,
}

/// All diagnostics in one text, each ending in a line break.
pub fn render(diagnostics: &[Diagnostic], files: &Files, format: Format) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| match format {
            Format::Text { colour } => text(diagnostic, files, colour),
            Format::Json => json(diagnostic, files),
            Format::Github => github(diagnostic, files),
        })
        .collect()
}

fn text(diagnostic: &Diagnostic, files: &Files, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name("エラー"),
        Severity::Warning => Level::WARNING.with_name("注意"),
        Severity::Note => Level::NOTE.with_name("お知らせ"),
    };
    let title = level.primary_title(single_line(&diagnostic.headline)).id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    // Labels of one file share one excerpt; each further file gets its own.
    let mut shown = Vec::new();
    for label in &diagnostic.labels {
        let id = label.span.file;
        if shown.contains(&id) {
            continue;
        }
        shown.push(id);
        let file = files.get(id);
        let labels: Vec<&Label> = diagnostic.labels.iter().filter(|label| label.span.file == id).collect();
        if diagnostic.count > 1 {
            group = group.element(Origin::path(&file.path));
        } else if let Some(excerpt) = excerpt(file, &labels) {
            group = group.element(excerpt);
        } else {
            for (nth, label) in labels.into_iter().enumerate() {
                let (origin, snippet) = cut(file, label, nth == 0);
                group = group.element(origin).element(snippet);
            }
        }
    }
    for help in &diagnostic.helps {
        group = group.element(Level::HELP.with_name("直し方").message(help.clone()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.decor_style(DecorStyle::Ascii).render(&[group]))
}

/// Bytes of a file that are shown as they are; a longer excerpt is cut.
const LONGEST_EXCERPT: usize = 2_000;
/// Bytes shown on either side of a place in a long line.
const AROUND: usize = 90;

type Excerpt<'a> = Snippet<'a, annotate_snippets::Annotation<'a>>;

/// The lines around the labels of one file; none where they are too long to be shown. The whole text is not handed over: a
/// file may be large, and the lines that matter are few.
fn excerpt<'a>(file: &'a File, labels: &[&'a Label]) -> Option<Excerpt<'a>> {
    let text: &str = &file.text;
    let start = labels.iter().map(|label| file.boundary(label.span.start)).min()?;
    let end = labels.iter().map(|label| file.boundary(label.span.end)).max()?;
    let (line, from) = file.line(start);
    if end.saturating_sub(from) > LONGEST_EXCERPT {
        return None;
    }
    let to = text[end..].bytes().take(LONGEST_EXCERPT).position(|byte| byte == b'\n').map(|newline| end + newline);
    let to = to.or_else(|| (text.len() - end <= LONGEST_EXCERPT).then_some(text.len()))?;
    let mut snippet = Snippet::source(text[from..to].replace('\t', " ")).line_start(line).path(&file.path);
    for (nth, label) in labels.iter().enumerate() {
        let (start, end) = (file.boundary(label.span.start) - from, file.boundary(label.span.end) - from);
        // A caret marks one line; a long value is marked at its first.
        let end = text[from + start..from + end].find('\n').map_or(end, |newline| start + newline);
        snippet = snippet.annotation(kind(nth == 0).span(start..end).label(&label.text));
    }
    Some(snippet)
}

/// One place in a long line, or far from the others: what stands around it, below its true position.
fn cut<'a>(file: &'a File, label: &'a Label, is_primary: bool) -> (Origin<'a>, Excerpt<'a>) {
    let text: &str = &file.text;
    let (start, end) = (file.boundary(label.span.start), file.boundary(label.span.end));
    let (line, line_start) = file.line(start);
    let column = text[line_start..start].chars().count() + 1;
    let from = file.boundary(u32::try_from(start.saturating_sub(AROUND).max(line_start)).unwrap_or(u32::MAX)).max(line_start);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let end = floor(text, end.clamp(start, line_end).min(start + AROUND));
    let to = floor(text, (end + AROUND).min(line_end));
    let before = if from > line_start { "…" } else { "" };
    let after = if to < line_end { "…" } else { "" };
    let shown = format!("{before}{}{after}", text[from..to].replace('\t', " "));
    let marked = before.len() + start - from..before.len() + end - from;
    let snippet = Snippet::source(shown).line_start(line).annotation(kind(is_primary).span(marked).label(&label.text));
    (Origin::path(&file.path).line(line).char_column(column), snippet)
}

fn floor(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn kind(is_primary: bool) -> AnnotationKind {
    if is_primary { AnnotationKind::Primary } else { AnnotationKind::Context }
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    label: Option<&'a str>,
    help: &'a [String],
    /// How many findings this line stands for, where those of a kind are only counted.
    #[serde(skip_serializing_if = "is_one")]
    count: usize,
}

fn is_one(count: &usize) -> bool {
    *count == 1
}

fn json(diagnostic: &Diagnostic, files: &Files) -> String {
    let label = diagnostic.labels.first();
    let start = label.map(|label| files.position(label.span.file, label.span.start));
    let end = label.map(|label| files.position(label.span.file, label.span.end));
    let value = JsonDiagnostic {
        code: diagnostic.code.id(),
        severity: severity(diagnostic.severity),
        message: &diagnostic.headline,
        file: label.map(|label| files.path(label.span.file)),
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
        label: label.map(|label| label.text.as_str()).filter(|text| !text.is_empty()),
        help: &diagnostic.helps,
        count: diagnostic.count,
    };
    serde_json::to_string(&value).expect("strings and numbers always serialise") + "\n"
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
fn github(diagnostic: &Diagnostic, files: &Files) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = diagnostic.labels.first().map_or_else(String::new, |label| {
        let (line, column) = files.position(label.span.file, label.span.start);
        format!("file={},line={line},col={column},", property(files.path(label.span.file)))
    });
    let mut message = diagnostic.headline.clone();
    for help in &diagnostic.helps {
        message.push_str("\n直し方: ");
        message.push_str(help);
    }
    format!("::{command} {place}title={}::{}\n", property(diagnostic.code.id()), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn single_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
