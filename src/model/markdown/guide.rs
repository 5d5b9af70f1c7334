//! A text as the parser is to read it, and the way back.
//!
//! CommonMark was made for languages with blanks. Between `**` and a bracket it looks for one (commonmark-spec #650), a year at
//! the beginning of a line is a list to it, and a row of hyphens makes a heading of the words above. Instead of a parser of
//! our own, signs that no text holds are put beside the marks, so that its rules come out as meant; they are taken out again.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use crate::model::markdown::{CLOSE, MIDDLE, OPEN, Style};
use crate::model::ruby;
use crate::source::lines::is_japanese;

/// A letter to the parser, and nothing to a reader.
const LETTER: char = '\u{fdd3}';
/// A sign to the parser, and nothing to a reader: a mark of Manichaean books.
const SIGN: char = '\u{10af0}';

/// The text for the parser.
pub struct Guided {
    /// What it reads.
    pub text: String,
    /// Offsets in `text` and in the source from which both go on alike.
    cuts: Vec<(usize, usize)>,
}

impl Guided {
    /// Guides a whole text.
    pub fn new(source: &str, style: Style) -> Self {
        let mut guided = Guided { text: String::with_capacity(source.len() + source.len() / 8), cuts: vec![(0, 0)] };
        let mut fence: Option<&str> = None;
        let mut block = 0..0;
        let mut above = "";
        let mut is_list = false;
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            let bare = line.trim();
            if let Some(mark) = fence_of(bare, style).filter(|mark| fence.is_none_or(|open| mark.starts_with(open))) {
                guided.block(source, block.clone());
                guided.copy(source, range.clone());
                fence = if fence.is_some() { None } else { Some(mark) };
                block = start..start;
            } else if fence.is_some() {
                guided.copy(source, range.clone());
                block = start..start;
            } else if style == Style::Entry && is_rule(bare) {
                guided.block(source, block.clone());
                guided.replace(range.clone(), "\n***\n\n");
                block = start..start;
            } else if !is_list && above.is_empty() && is_deep(line) {
                guided.block(source, block.clone());
                let text = start - line.trim_start().len();
                guided.replace(range.start..text, "");
                block = text..start;
            } else if bare.is_empty() || begins_block(bare) || (!above.is_empty() && begins_alone(above)) {
                guided.block(source, block.clone());
                block = range.clone();
            } else {
                block.end = range.end;
            }
            is_list = begins_item(bare) || (is_list && (bare.is_empty() || line.starts_with([' ', '\t']) || !above.is_empty()));
            above = bare;
        }
        guided.block(source, block);
        guided
    }

    /// The place in the source of a place in the text.
    pub fn place(&self, at: usize) -> usize {
        let cut = self.cuts.partition_point(|(guided, _)| *guided <= at).saturating_sub(1);
        let (guided, source) = self.cuts[cut];
        let next = self.cuts.get(cut + 1).map_or(usize::MAX, |(_, source)| *source);
        (source + (at - guided)).min(next)
    }

    fn copy(&mut self, source: &str, range: Range<usize>) {
        self.cuts.push((self.text.len(), range.start));
        self.text.push_str(&source[range]);
    }

    fn replace(&mut self, range: Range<usize>, text: &str) {
        self.cuts.push((self.text.len(), range.start));
        self.text.push_str(text);
        self.cuts.push((self.text.len(), range.end));
    }

    /// Some lines within which marks may belong together.
    fn block(&mut self, source: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let mut from = range.start;
        for change in changes(&source[range.clone()]) {
            let at = range.start + change.range.start..range.start + change.range.end;
            self.copy(source, from..at.start);
            from = at.end;
            self.replace(at, &change.text);
        }
        self.copy(source, from..range.end);
    }
}

/// A line that opens or closes a block of code.
fn fence_of(line: &str, style: Style) -> Option<&str> {
    let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))?;
    // Of a row of waves below words nobody means code.
    (mark == "```" || style == Style::Page).then_some(&line[..mark.len()])
}

/// A row of one sign, which in an entry's text is a rule and nothing else.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars();
    let Some(first) = signs.next() else { return false };
    let is_row = signs.clone().all(|c| c == first);
    let length = signs.count() + 1;
    match first {
        '-' | '=' => is_row && length >= 2,
        '~' | '－' | '―' | '─' | '━' | 'ー' | '＝' | '＊' | '＿' | '—' | '–' => is_row && length >= 3,
        _ => false,
    }
}

/// A line so far to the right that it would be code. People set off a line by blanks, and mean none.
fn is_deep(line: &str) -> bool {
    (line.starts_with("    ") || line.starts_with('\t')) && !line.trim().is_empty()
}

/// A line that begins an item of a list.
fn begins_item(line: &str) -> bool {
    !line.is_empty() && begins_block(line) && !line.starts_with(['#', '|', '>'])
}

/// A line that begins a block of its own below another: an item, a heading, a row of a table, a quotation.
fn begins_block(line: &str) -> bool {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after_mark = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    match line.as_bytes()[0] {
        b'-' | b'+' | b'*' => after_mark(&line[1..]),
        b'#' => after_mark(line.trim_start_matches('#')),
        b'|' | b'>' => true,
        b'0'..=b'9' => line[digits..].starts_with(['.', ')']) && after_mark(&line[digits + 1..]),
        _ => false,
    }
}

/// A line to which the next does not belong.
fn begins_alone(line: &str) -> bool {
    line.starts_with(['#', '|'])
}

/// A part of a block that the parser is to read as something else.
struct Change {
    range: Range<usize>,
    text: String,
}

fn insert(at: usize, text: impl Into<String>) -> Change {
    Change { range: at..at, text: text.into() }
}

/// All changes of a block, in order.
fn changes(block: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(year(block));
    let scan = Scan::of(block);
    changes.extend(scan.changes);
    emphasise(&scan.runs, &mut changes);
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    changes
}

/// `2026. 4月から`: the number of a list has three digits at most.
fn year(block: &str) -> Option<Change> {
    let indent = block.len() - block.trim_start().len();
    let line = &block[indent..];
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (digits >= 4 && line[digits..].starts_with(['.', ')'])).then(|| insert(indent + digits, "\\"))
}

/// Stars or low lines in a row.
struct Run {
    range: Range<usize>,
    sign: char,
    before: Option<char>,
    after: Option<char>,
}

/// What a block holds that the parser must be led around, found in one pass.
struct Scan {
    runs: Vec<Run>,
    changes: Vec<Change>,
}

impl Scan {
    fn of(block: &str) -> Self {
        let mut scan = Scan { runs: Vec::new(), changes: Vec::new() };
        let ticks = Ticks::of(block);
        let is_row = block.trim_start().starts_with('|');
        let mut at = 0;
        let mut before = None;
        while let Some(c) = block[at..].chars().next() {
            let rest = &block[at..];
            let length = match c {
                '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                '`' => ticks.code(at).unwrap_or_else(|| rest.len() - rest.trim_start_matches('`').len()),
                '{' => scan.furigana(rest, at).unwrap_or(1),
                ']' if rest.starts_with("](") => 1 + scan.destination(&rest[1..], at + 1),
                '<' => angle(rest).unwrap_or(1),
                '*' | '_' => scan.run(rest, at, c, before, is_row),
                'h' if rest.starts_with("http://") || rest.starts_with("https://") => super::links::address(rest).len().max(1),
                SIGN | '\u{fdd0}'..='\u{fdef}' => {
                    scan.changes.push(Change { range: at..at + c.len_utf8(), text: String::new() });
                    c.len_utf8()
                }
                _ => c.len_utf8(),
            };
            before = block[at..at + length].chars().next_back();
            if is_row && before == Some('|') {
                before = Some(' ');
            }
            at += length;
        }
        scan
    }

    fn furigana(&mut self, rest: &str, at: usize) -> Option<usize> {
        let (base, reading, length) = ruby::annotation(rest)?;
        self.changes.push(Change { range: at..at + 1, text: OPEN.to_string() });
        let middle = at + 1 + base.len();
        self.changes.push(Change { range: middle..middle + 1, text: MIDDLE.to_string() });
        let close = middle + 1 + reading.len();
        self.changes.push(Change { range: close..close + 1, text: CLOSE.to_string() });
        Some(length)
    }

    /// The address of a link; one with a blank is put in the brackets that CommonMark wants.
    fn destination(&mut self, rest: &str, at: usize) -> usize {
        let Some(inner) = in_brackets(rest) else { return 1 };
        let bare = inner.trim();
        let has_title = bare.ends_with(['"', '\'', ')']) && bare.contains([' ']) && bare.contains(['"', '\'']);
        if bare.contains(' ') && !bare.starts_with('<') && !has_title && !bare.contains(['<', '>', '\n']) {
            let start = at + 1 + inner.len() - inner.trim_start().len();
            self.changes.push(insert(start, "<"));
            self.changes.push(insert(start + bare.len(), ">"));
        }
        inner.len() + 2
    }

    fn run(&mut self, rest: &str, at: usize, sign: char, before: Option<char>, is_row: bool) -> usize {
        let length = rest.len() - rest.trim_start_matches(sign).len();
        let after = rest[length..].chars().next().map(|c| if is_row && c == '|' { ' ' } else { c });
        let is_times = length == 1 && sign == '*' && [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()));
        if is_times {
            self.changes.push(insert(at, "\\"));
        } else {
            self.runs.push(Run { range: at..at + length, sign, before, after });
        }
        length
    }
}

/// Where runs of backticks are, so that code is found in linear time.
struct Ticks {
    /// Start of each run that opens code, and the length of the whole.
    codes: std::collections::BTreeMap<usize, usize>,
}

impl Ticks {
    fn of(block: &str) -> Self {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while let Some(start) = block[at..].find('`').map(|found| at + found) {
            let length = block.len() - start - block[start..].trim_start_matches('`').len();
            runs.push((start, length));
            at = start + length;
        }
        let mut codes = std::collections::BTreeMap::new();
        // The next run of the same length closes.
        let mut later: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for (start, length) in runs.into_iter().rev() {
            if let Some(close) = later.insert(length, start) {
                codes.insert(start, close + length - start);
            }
        }
        Ticks { codes }
    }

    fn code(&self, at: usize) -> Option<usize> {
        self.codes.get(&at).copied()
    }
}

/// What stands in the round brackets at the beginning, brackets within them counted.
fn in_brackets(text: &str) -> Option<&str> {
    const LONGEST: usize = 400;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(&text[1..at]),
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// `<https://…>`: an address or a tag, in which no mark is one.
fn angle(text: &str) -> Option<usize> {
    const LONGEST: usize = 2_000;
    let end = text.char_indices().take(LONGEST).skip(1).find(|(_, c)| matches!(c, '<' | '>' | '\n'))?;
    let is_tag = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    (end.1 == '>' && is_tag).then_some(end.0 + 1)
}

/// Puts signs beside the marks that stand beside Japanese ones, so that they open and close as their writer saw them do.
fn emphasise(runs: &[Run], changes: &mut Vec<Change>) {
    let mut open: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = Vec::new();
    let mut force = |opener: &Run, closer: &Run| {
        if opener.needs_help() || closer.needs_help() {
            changes.push(insert(opener.range.start, SIGN.to_string()));
            changes.push(insert(opener.range.end, LETTER.to_string()));
            changes.push(insert(closer.range.start, LETTER.to_string()));
            changes.push(insert(closer.range.end, SIGN.to_string()));
        }
    };
    // How many of each sort are open, so that one that closes nothing is not looked for.
    let mut sorts: std::collections::BTreeMap<(char, usize), usize> = std::collections::BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        let sort = (run.sign, run.range.len());
        if run.can_close() && sorts.get(&sort).is_some_and(|count| *count > 0) {
            while let Some(opener) = open.pop() {
                let of = &runs[opener];
                *sorts.entry((of.sign, of.range.len())).or_default() -= 1;
                if (of.sign, of.range.len()) == sort {
                    force(of, run);
                    break;
                }
                left.push(opener);
            }
        } else if run.can_open() {
            open.push(at);
            *sorts.entry(sort).or_default() += 1;
        } else {
            left.push(at);
        }
    }
    left.extend(open);
    left.sort_unstable();
    // Two that are left, as in `**！**`: nobody writes two stars for anything else.
    left.retain(|at| runs[*at].range.len() > 1 && runs[*at].sign == '*');
    for pair in left.chunks(2) {
        let [first, second] = pair else { continue };
        let (first, second) = (&runs[*first], &runs[*second]);
        if first.range.len() == second.range.len()
            && !is_blank(first.after)
            && !is_blank(second.before)
            && first.range.end < second.range.start
        {
            force(first, second);
        }
    }
}

impl Run {
    /// Whether a Japanese sign or letter stands where CommonMark looks for a blank.
    fn needs_help(&self) -> bool {
        let is_wide = |c: Option<char>| c.is_some_and(is_wide);
        let are_alike = is_letter(self.before) && is_letter(self.after) && self.sign == '*';
        (is_wide(self.before) || is_wide(self.after)) && !are_alike
    }

    fn can_open(&self) -> bool {
        let is_inner = self.sign == '*' || self.after.is_some_and(is_wide) || !is_letter(self.before);
        !is_blank(self.after) && !self.after.is_some_and(closes) && is_inner
    }

    fn can_close(&self) -> bool {
        let is_inner = self.sign == '*' || self.before.is_some_and(is_wide) || !is_letter(self.after);
        !is_blank(self.before) && !self.before.is_some_and(opens) && is_inner
    }
}

fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// As CommonMark has it: neither blank nor punctuation.
fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(c, OPEN | CLOSE | '}' | '{' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{3099}' | '\u{309a}')
    })
}

/// Japanese letters and the signs of Japanese text, also those it shares with others.
fn is_wide(c: char) -> bool {
    is_japanese(c)
        || matches!(c, '\u{2010}'..='\u{205e}' | '\u{2190}'..='\u{27bf}' | '{' | '}' | '\u{e0100}'..='\u{e01ef}' | '\u{fe00}'..='\u{fe0f}')
}

/// What is never the first of what is marked.
fn closes(c: char) -> bool {
    matches!(
        c,
        '」' | '』'
            | '）'
            | '】'
            | '〕'
            | '］'
            | '｝'
            | '〉'
            | '》'
            | '｣'
            | '”'
            | '’'
            | '、'
            | '。'
            | '，'
            | '．'
            | '､'
            | '｡'
            | '！'
            | '？'
            | '：'
            | '；'
            | '…'
            | '‥'
            | ')'
            | ']'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
    )
}

/// What is never the last of what is marked.
fn opens(c: char) -> bool {
    matches!(c, '「' | '『' | '（' | '【' | '〔' | '［' | '｛' | '〈' | '《' | '｢' | '“' | '‘' | '(' | '[')
}

/// An event without what was put in. Code by indentation is no code: blanks before a line are how people set off a list.
pub fn cleaned(event: Event) -> Event<'static> {
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: clean(dest_url), title: clean(title), id: clean(id) })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: clean(dest_url), title: clean(title), id: clean(id) })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) => Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(name)))),
        event => event.into_static(),
    }
}

fn clean(text: CowStr) -> CowStr<'static> {
    if text.contains([LETTER, SIGN]) { text.replace([LETTER, SIGN], "").into() } else { text.into_static() }
}
