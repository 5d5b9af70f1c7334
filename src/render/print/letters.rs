//! Letters that no font of the paper has: where each stands in the content, and what can be printed in its place.
//!
//! A view is words without places. So the files are gone through again, once it is known that there is such a letter: every value
//! that has one is held against what the leaflet prints, and the letter is told at its own line and column.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{At, Code, Diagnostic, FileId, Files, MOST_OF_A_KIND, Sink, Span};
use crate::model::settings::Leaflet;
use crate::render::print::choose;
use crate::render::print::press::world::is_unprintable;
use crate::render::print::problems::STAYS;
use crate::site::Site;
use crate::site::search::normal::normal;
use crate::source::yaml::{Node, Value};
use crate::source::{markdown, yaml};

/// Printed texts with the letters in them that cannot be printed.
type Texts = BTreeMap<String, BTreeSet<char>>;

/// Values that no leaflet prints.
const NEVER_PRINTED: &[&str] = &["staff_note", "checked_by", "synonyms", "substitutes", "other_names", "reading"];

/// Tells of each letter once, with the leaflets that wait for it.
pub fn report(unprintable: &[(&Leaflet, Texts)], site: &Site, files: &Files, sink: &mut Sink) {
    if unprintable.is_empty() {
        return;
    }
    let mut waiting: BTreeMap<Span, (Letters, Vec<&str>)> = BTreeMap::new();
    for (leaflet, texts) in unprintable {
        let mut unplaced: BTreeSet<char> = texts.values().flatten().copied().collect();
        for letters in sources(leaflet, site, files).into_iter().flat_map(|file| places(file, texts, files)) {
            unplaced.retain(|c| !letters.run.contains(*c));
            waiting.entry(letters.span).or_insert_with(|| (letters, Vec::new())).1.push(leaflet.id.as_str());
        }
        if !unplaced.is_empty() {
            sink.push(self::unplaced(leaflet, unplaced.into_iter()));
        }
    }
    for (letters, leaflets) in waiting.into_values() {
        sink.push(notice(&letters, &leaflets));
    }
}

/// Letters that stand next to each other, and cannot be printed.
struct Letters {
    run: String,
    span: Span,
    /// The field they stand in.
    key: String,
}

/// The files whose words a leaflet prints.
fn sources(leaflet: &Leaflet, site: &Site, files: &Files) -> Vec<FileId> {
    const LISTS: [&str; 4] = ["site.yaml", "vocabulary.yaml", "areas.yaml", "readings.yaml"];
    let is_list = |path: &str| !path.contains("/resources/") && LISTS.iter().any(|name| path.rsplit('/').next() == Some(name));
    let lists = files.iter().filter(|(_, file)| is_list(&file.path)).map(|(id, _)| id);
    lists.chain(choose::chosen(leaflet, site).into_iter().map(|at| site.entries[at].resource.file)).collect()
}

/// Where a file has such letters in words that are printed.
fn places(file: FileId, texts: &Texts, files: &Files) -> Vec<Letters> {
    let text: &str = &files.get(file).text;
    if !text.chars().any(is_unprintable) {
        return Vec::new();
    }
    let (front, offset) = match markdown::split(text) {
        Some(split) => (split.front, split.front_offset),
        None => (text, 0),
    };
    let mut found = Vec::new();
    if let Some(node) = yaml::parse(front, file, offset, &mut Sink::default()) {
        look(&node, "", text, texts, &mut found);
    }
    found
}

fn look(node: &Node, key: &str, file: &str, texts: &Texts, found: &mut Vec<Letters>) {
    match &node.value {
        Value::Mapping(entries) => {
            for (name, value) in entries.iter().filter(|(name, _)| !NEVER_PRINTED.contains(&name.text.as_ref())) {
                // A reading is a key or a value of the editor's own.
                look(
                    &Node { value: Value::Scalar { text: name.text.clone(), plain: true, is_literal: false }, span: name.span },
                    key,
                    file,
                    texts,
                    found,
                );
                look(value, &name.text, file, texts, found);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| look(item, key, file, texts, found)),
        Value::Scalar { text, .. } => scalar(&At::new(text.as_ref(), node.span), key, file, texts, found),
    }
}

/// The letters of one value. What stands around them has to be printed too, or they are those of another value.
fn scalar(text: &At<&str>, key: &str, file: &str, texts: &Texts, found: &mut Vec<Letters>) {
    let written = file.get(text.span.start as usize..text.span.end as usize).unwrap_or("");
    let mut from = 0;
    for (at, run) in runs(text.value) {
        if found.len() >= MOST_OF_A_KIND {
            return;
        }
        let place = written[from..].find(run).map(|place| from + place);
        from = place.map_or(from, |place| place + run.len());
        let near = near(text.value, at, run.len());
        let letters: Vec<char> = run.chars().filter(|c| is_unprintable(*c)).collect();
        if texts.iter().any(|(printed, unprintable)| letters.iter().all(|c| unprintable.contains(c)) && printed.contains(near)) {
            let span = place.map_or(text.span, |place| text.span.part(place, place + run.len()));
            found.push(Letters { run: run.to_owned(), span, key: key.to_owned() });
        }
    }
}

/// Runs of letters without a glyph, with what joins them into one: a family of four is one sign of seven characters.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let is_joiner = |c: char| matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let mut runs: Vec<(usize, &str)> = Vec::new();
    let mut end = usize::MAX;
    for (at, c) in text.char_indices().filter(|(_, c)| is_unprintable(*c) || is_joiner(*c)) {
        let behind = at + c.len_utf8();
        match runs.last_mut() {
            Some((start, run)) if end == at => *run = &text[*start..behind],
            _ if is_joiner(c) => continue,
            _ => runs.push((at, &text[at..behind])),
        }
        end = behind;
    }
    runs
}

/// Letters with one or two more on either side, as far as no mark of Markdown, furigana or a new line comes between.
fn near(text: &str, at: usize, length: usize) -> &str {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '{' | '|' | '}' | '\\' | '[' | ']' | '#' | '`');
    let before: usize = text[..at].chars().rev().take_while(|c| !is_mark(*c)).take(2).map(char::len_utf8).sum();
    let after: usize = text[at + length..].chars().take_while(|c| !is_mark(*c)).take(2).map(char::len_utf8).sum();
    &text[at - before..at + length + after]
}

fn notice(letters: &Letters, leaflets: &[&str]) -> Diagnostic {
    let run = &letters.run;
    let substitute = substitute(run);
    let shown = substitute.as_deref().unwrap_or("…");
    let named: String = leaflets.iter().map(|id| format!("「{id}」")).collect();
    let diagnostic =
        Diagnostic::warning(Code::Unprintable, format!("リーフレット{named}に印刷できない文字があります: 「{run}」（{}）", codes(run)))
            .at(letters.span, "この文字");
    let diagnostic = if letters.key == "name" {
        diagnostic.help(format!(
            "紙でだけ別の字にするには、この場所のファイルに leaflet: {{name: …}} と、印刷できる字（{shown}）で書いた名前を足してください"
        ))
    } else {
        diagnostic
    };
    let first = run.chars().find(|c| is_unprintable(*c)).unwrap_or('□');
    let example = substitute.unwrap_or_else(|| "\"\"".to_owned());
    diagnostic
        .help(format!("どのリーフレットでも別の字にするには、site.yaml に substitutes: {{{first}: {example}}} と書いてください（\"\" なら、紙でだけ消えます）"))
        .help(format!("ウェブのページには、この文字のまま出ます。{STAYS}"))
}

/// Letters of a leaflet that stand in no file, for all that can be seen: those of a theme, or written as an escape.
pub fn unplaced(leaflet: &Leaflet, letters: impl Iterator<Item = char>) -> Diagnostic {
    let listed: Vec<String> = letters.take(MOST_OF_A_KIND).map(|c| format!("「{c}」（{}）", codes(&c.to_string()))).collect();
    Diagnostic::warning(
        Code::Unprintable,
        format!("リーフレット「{}」に印刷できない文字があります: {}", leaflet.id.value, listed.join("、")),
    )
    .at(leaflet.id.span, "このリーフレット")
    .help("別の文字に置きかえるか、site.yaml の substitutes に、紙でだけ使う文字を書いてください")
    .help(STAYS)
}

/// U+20BB7: what to look for where a screen shows a box.
fn codes(run: &str) -> String {
    let codes: Vec<String> = run.chars().filter(|c| is_unprintable(*c)).take(8).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    codes.join(" ")
}

/// The plain form of a variant, where the table of the search has one that can be printed.
fn substitute(run: &str) -> Option<String> {
    let plain = normal(run);
    (plain != run && !plain.is_empty() && !plain.chars().any(is_unprintable)).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::{near, runs, substitute};

    #[test]
    fn a_sign_of_several_characters_is_one_run() {
        assert_eq!(
            runs("髙𠮷と☕\u{fe0f}と👨\u{200d}👩\u{200d}👧の会").iter().map(|(_, run)| run.chars().count()).collect::<Vec<_>>(),
            [1, 2, 5]
        );
        assert!(runs("葛\u{e0100}城").is_empty());
    }

    #[test]
    fn what_stands_around_a_letter_ends_at_a_mark() {
        let text = "**𠮷野家**の会";
        assert_eq!(near(text, text.find('𠮷').unwrap_or(0), '𠮷'.len_utf8()), "𠮷野家");
        let text = "あいう𠮷えおか";
        assert_eq!(near(text, text.find('𠮷').unwrap_or(0), '𠮷'.len_utf8()), "いう𠮷えお");
    }

    #[test]
    fn a_known_variant_has_a_plain_form_to_offer() {
        assert_eq!(substitute("𠮷").as_deref(), Some("吉"));
        assert_eq!(substitute("☕"), None);
    }
}
