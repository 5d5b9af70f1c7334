//! How problems are told.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

use crate::cli::MessageFormat;
use crate::diagnostics::{Code, Diagnostic, Files, Format, Severity, render};

/// Of one kind of warning, `build` shows so many.
const SHOWN: usize = 3;
/// Up to so many of a kind, `check` shows each in full; of more, the first [`SHOWN`], and where the others are.
const FEW: usize = 5;
/// The most of one kind that are told at all, to people; the others are counted.
const MOST: usize = 100;

/// Prints what was found to standard error (for people) or standard output (for machines), and counts errors.
pub fn tell(found: &[Diagnostic], files: &Files, format: MessageFormat, everything: bool) -> usize {
    match format {
        MessageFormat::Text if everything => print_all(found, files),
        MessageFormat::Text => print_some(found, files),
        MessageFormat::Json => out(&render(found, files, Format::Json)),
        MessageFormat::Github => out(&render(found, files, Format::Github)),
    }
    count(found, Severity::Error)
}

/// It takes the colours out where NO_COLOR is set, and speaks to the consoles of old Windows.
fn print(shown: &[Diagnostic], files: &Files) {
    anstream::eprint!("{}", render(shown, files, Format::Text { colour: io::stderr().is_terminal() }));
}

/// Errors alone while there are any, because they are what keeps the site from being built; else the first warnings of
/// each kind, and how many were left out. No notes.
fn print_some(found: &[Diagnostic], files: &Files) {
    if count(found, Severity::Error) > 0 {
        return print_errors(found, files);
    }
    let kinds = kinds(found, Severity::Warning);
    let shown: Vec<Diagnostic> = in_order(found, &kinds, SHOWN);
    print(&shown, files);
    for (code, of_kind) in kinds {
        let hidden = counted(&of_kind) - counted(&of_kind[..of_kind.len().min(SHOWN)]);
        if hidden > 0 {
            eprintln!("同じ種類の知らせ［{code}］が、ほかに {hidden} 件あります。shiori check ですべて見られます\n");
        }
    }
}

/// How many first, then notes, warnings, and what has to be mended at the end, where one's eyes are when it is over.
fn print_all(found: &[Diagnostic], files: &Files) {
    if found.is_empty() {
        return;
    }
    let notes = count(found, Severity::Note);
    let more = if notes > 0 { format!("、お知らせ {notes} 件") } else { String::new() };
    eprintln!("{}{more}\n", summary(found));
    for severity in [Severity::Note, Severity::Warning] {
        for (code, of_kind) in kinds(found, severity) {
            print_kind(code, &of_kind, files);
        }
    }
    if count(found, Severity::Error) > 0 {
        if found.iter().any(|diagnostic| diagnostic.severity != Severity::Error) {
            eprintln!("──── ここから、直すところ（エラー {} 件） ────\n", count(found, Severity::Error));
        }
        print_errors(found, files);
    }
}

/// Errors in the order of the files, as one mends them.
fn print_errors(found: &[Diagnostic], files: &Files) {
    let kinds = kinds(found, Severity::Error);
    print(&in_order(found, &kinds, MOST), files);
    for (code, of_kind) in kinds.iter().filter(|(_, of_kind)| of_kind.len() > MOST) {
        eprintln!("エラー[{code}] が、ほかに {} 件あります\n", counted(&of_kind[MOST..]));
    }
}

/// A few of a kind in full; of many, a line for each of the others.
fn print_kind(code: Code, of_kind: &[&Diagnostic], files: &Files) {
    let full = if of_kind.len() <= FEW { of_kind.len() } else { SHOWN };
    print(&of_kind[..full].iter().map(|diagnostic| (*diagnostic).clone()).collect::<Vec<_>>(), files);
    if full == of_kind.len() {
        return;
    }
    eprintln!("［{code}］は、あわせて {} 件あります。ほかの場所:", counted(of_kind));
    for diagnostic in of_kind.iter().skip(full).take(MOST - full) {
        let place = diagnostic.labels.first().map_or_else(String::new, |label| {
            let (line, column) = files.position(label.span.file, label.span.start);
            format!("{}:{line}:{column}  ", files.path(label.span.file))
        });
        eprintln!("  {place}{}", diagnostic.headline);
    }
    if let Some(rest) = of_kind.get(MOST..).filter(|rest| !rest.is_empty()) {
        eprintln!("  ほか {} 件（shiori check --format json で、すべて見られます）", counted(rest));
    }
    eprintln!();
}

/// The findings of one severity by their kind.
fn kinds(found: &[Diagnostic], severity: Severity) -> BTreeMap<Code, Vec<&Diagnostic>> {
    let mut kinds: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in found.iter().filter(|diagnostic| diagnostic.severity == severity) {
        kinds.entry(diagnostic.code).or_default().push(diagnostic);
    }
    kinds
}

/// The first of each kind, in the order in which they were found.
fn in_order(found: &[Diagnostic], kinds: &BTreeMap<Code, Vec<&Diagnostic>>, most: usize) -> Vec<Diagnostic> {
    let mut shown: BTreeMap<Code, usize> = BTreeMap::new();
    let mut is_first = |diagnostic: &&Diagnostic| {
        let of_kind = kinds.get(&diagnostic.code).and_then(|of_kind| of_kind.first());
        if of_kind.is_none_or(|first| first.severity != diagnostic.severity) {
            return false;
        }
        let shown = shown.entry(diagnostic.code).or_default();
        *shown += 1;
        *shown <= most
    };
    found.iter().filter(|diagnostic| is_first(diagnostic)).cloned().collect()
}

fn counted(found: &[&Diagnostic]) -> usize {
    found.iter().map(|diagnostic| diagnostic.count).sum()
}

fn count(found: &[Diagnostic], severity: Severity) -> usize {
    found.iter().filter(|diagnostic| diagnostic.severity == severity).map(|diagnostic| diagnostic.count).sum()
}

/// A reader that went away (`| head`) is no reason to fail.
fn out(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// 「エラー 2 件、注意 66 件」
pub fn summary(found: &[Diagnostic]) -> String {
    format!("エラー {} 件、注意 {} 件", count(found, Severity::Error), count(found, Severity::Warning))
}
