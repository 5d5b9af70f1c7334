//! How problems are told.

use std::io::{self, IsTerminal, Write};

use crate::cli::MessageFormat;
use crate::diagnostics::{Diagnostic, Files, Format, Severity, render};

/// Of one kind of warning, `build` shows so many; `check` shows all.
const SHOWN: usize = 3;

/// Prints what was found to standard error (for people) or standard output (for machines), and counts errors.
pub fn tell(found: &[Diagnostic], files: &Files, format: MessageFormat, everything: bool) -> usize {
    let (shown, hidden) = if everything { (found.to_vec(), Vec::new()) } else { abridged(found) };
    match format {
        MessageFormat::Text => {
            let colour = io::stderr().is_terminal();
            // It takes the colours out where NO_COLOR is set, and speaks to the consoles of old Windows.
            anstream::eprint!("{}", render(&shown, files, Format::Text { colour }));
            for (code, count) in hidden {
                eprintln!("同じ種類の知らせ［{code}］が、ほかに {count} 件あります。shiori check ですべて見られます\n");
            }
        }
        MessageFormat::Json => out(&render(found, files, Format::Json)),
        MessageFormat::Github => out(&render(found, files, Format::Github)),
    }
    found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
}

/// A reader that went away (`| head`) is no reason to fail.
fn out(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// Errors alone while there are any, because they are what keeps the site from being built; else the first warnings of
/// each kind, and how many were left out. No notes.
fn abridged(found: &[Diagnostic]) -> (Vec<Diagnostic>, Vec<(&'static str, usize)>) {
    let errors: Vec<Diagnostic> = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).cloned().collect();
    if !errors.is_empty() {
        return (errors, Vec::new());
    }
    let mut counts: std::collections::BTreeMap<&'static str, usize> = std::collections::BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in found {
        match diagnostic.severity {
            Severity::Warning => {
                let count = counts.entry(diagnostic.code).or_default();
                *count += 1;
                if *count <= SHOWN {
                    shown.push(diagnostic.clone());
                }
            }
            Severity::Error | Severity::Note => {}
        }
    }
    let hidden = counts.into_iter().filter(|(_, count)| *count > SHOWN).map(|(code, count)| (code, count - SHOWN));
    (shown, hidden.collect())
}

/// 「エラー 2 件、注意 66 件」
pub fn summary(found: &[Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    format!("エラー {} 件、注意 {} 件", count(Severity::Error), count(Severity::Warning))
}
