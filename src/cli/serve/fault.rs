//! What has to be mended before the site can be shown anew, as a page or over one.

use crate::diagnostics::{Diagnostic, Files, Severity, Span};
use crate::render::markup::escape;

/// The most mistakes one page lists; who has more mends the first ones first.
const MOST: usize = 30;

/// The errors among what was found, as a part of a page. `heading` is the level of its title: 2 over a page, 1 alone.
pub fn part(found: &[Diagnostic], files: &Files, heading: u8) -> String {
    let errors: Vec<_> = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    let mut html = format!(
        "<h{heading} id=\"shiori-fault-title\">直すところが {} 件あります</h{heading}>\
         <p>直して保存すると、このお知らせは消えます。サイトは、直す前のままです。</p><ol>",
        errors.iter().map(|error| error.count).sum::<usize>()
    );
    for error in errors.iter().take(MOST) {
        html.push_str("<li>");
        item(error, files, heading + 1, &mut html);
        html.push_str("</li>");
    }
    html.push_str("</ol>");
    if errors.len() > MOST {
        html.push_str(&format!("<p>ほかに {} 件あります。shiori check ですべて見られます。</p>", errors.len() - MOST));
    }
    html
}

/// A page of its own, for when there is no site yet to lay it over.
pub fn page(part: &str, script: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>直すところがあります</title>\
         <link rel=\"stylesheet\" href=\"/.shiori/fault.css\">{script}</head>\
         <body><main class=\"shiori-fault\">{part}</main></body></html>\n"
    )
    .into_bytes()
}

fn item(error: &Diagnostic, files: &Files, heading: u8, html: &mut String) {
    html.push_str(&format!("<h{heading}>"));
    escape(&error.headline, html);
    html.push_str(&format!("</h{heading}>"));
    for label in &error.labels {
        let (line, column) = files.position(label.span.file, label.span.start);
        html.push_str("<p class=\"where\">");
        escape(files.path(label.span.file), html);
        html.push_str(&format!(" の {line} 行目、{column} 文字目"));
        if !label.text.is_empty() {
            html.push('（');
            escape(&label.text, html);
            html.push('）');
        }
        html.push_str("</p>");
        excerpt(label.span, files, html);
    }
    for help in &error.helps {
        html.push_str("<p><strong>直し方:</strong> ");
        escape(help, html);
        html.push_str("</p>");
    }
}

/// The line with the place marked; a long line is cut around it.
fn excerpt(span: Span, files: &Files, html: &mut String) {
    const AROUND: usize = 60;
    let text: &str = &files.get(span.file).text;
    let boundary = |offset: u32| (0..=(offset as usize).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (start, end) = (boundary(span.start), boundary(span.end));
    let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let to = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let end = end.clamp(start, to);
    if text[from..to].trim().is_empty() {
        return;
    }
    let before: String = text[from..start].chars().rev().take(AROUND).collect::<Vec<_>>().into_iter().rev().collect();
    let inside: String = text[start..end].chars().take(AROUND).collect();
    let after: String = text[end..to].chars().take(AROUND).collect();
    html.push_str("<pre><code>");
    escape(&before, html);
    html.push_str("<mark>");
    escape(&inside, html);
    html.push_str("</mark>");
    escape(after.trim_end_matches('\r'), html);
    html.push_str("</code></pre>");
}
