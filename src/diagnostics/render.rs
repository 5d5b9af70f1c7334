//! Diagnostics as text for people, as JSON lines, and as GitHub workflow commands.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use super::{Diagnostic, Files, Severity, Span};

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
    let title = level.primary_title(single_line(&diagnostic.headline)).id(diagnostic.code);
    let mut group = Group::with_title(title);
    // Labels of one file share one excerpt; each further file gets its own.
    let mut shown: Vec<Span> = Vec::new();
    for label in &diagnostic.labels {
        if shown.iter().any(|span| span.file == label.span.file) {
            continue;
        }
        shown.push(label.span);
        group = group.element(excerpt(diagnostic, label.span, files));
    }
    for help in &diagnostic.helps {
        group = group.element(Level::HELP.with_name("直し方").message(help.clone()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.decor_style(DecorStyle::Ascii).render(&[group]))
}

/// The lines around the labels of one file. The whole text is not handed over: a file may be large, and the lines that
/// matter are few.
fn excerpt<'a>(diagnostic: &'a Diagnostic, first: Span, files: &'a Files) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = files.get(first.file);
    let text: &str = &file.text;
    let labels: Vec<_> = diagnostic.labels.iter().filter(|label| label.span.file == first.file).collect();
    let boundary = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = labels.iter().map(|label| boundary(label.span.start)).min().unwrap_or(0);
    let end = labels.iter().map(|label| boundary(label.span.end)).max().unwrap_or(0);
    let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let to = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    let line = text[..from].matches('\n').count() + 1;
    let mut snippet = Snippet::source(text[from..to].replace('\t', " ")).line_start(line).path(&file.path);
    for (index, label) in labels.into_iter().enumerate() {
        let (start, end) = (boundary(label.span.start) - from, boundary(label.span.end) - from);
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        // A caret marks one line; a long value is marked at its first.
        let end = text[from + start..from + end].find('\n').map_or(end, |newline| start + newline);
        snippet = snippet.annotation(kind.span(start..end).label(&label.text));
    }
    snippet
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
}

fn json(diagnostic: &Diagnostic, files: &Files) -> String {
    let label = diagnostic.labels.first();
    let start = label.map(|label| files.position(label.span.file, label.span.start));
    let end = label.map(|label| files.position(label.span.file, label.span.end));
    let value = JsonDiagnostic {
        code: diagnostic.code,
        severity: severity(diagnostic.severity),
        message: &diagnostic.headline,
        file: label.map(|label| files.path(label.span.file)),
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
        label: label.map(|label| label.text.as_str()).filter(|text| !text.is_empty()),
        help: &diagnostic.helps,
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
    format!("::{command} {place}title={}::{}\n", property(diagnostic.code), data(&message))
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
