//! YAML text to a tree in which every key and value knows its place.
//!
//! 1. The parser's events become [`Node`]s; scalars keep their text exactly as written, so that `072-471-0531`, `2206`
//!    and `no` are what the editor typed until a field says what it wants.
//! 2. What the content format does not need is refused: anchors and aliases (and with them every "YAML bomb"), tags, and
//!    several documents in one file.
//! 3. A doubled key is an error that shows both places; the first one is kept.
//! 4. Lines stay lines: YAML would make a blank of each line end, which between Japanese letters is wrong and cannot be told
//!    from a typed one later. What a line end means, the field decides ([`lines`](crate::source::lines), Markdown, phrases of time).

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError};

use crate::diagnostics::{Code, Diagnostic, FileId, Severity, Sink, Span};
use crate::source::slips;

/// Nodes of one file above which it is refused; the largest honest file is far smaller.
const MOST_NODES: usize = 200_000;
/// Depth above which a file is refused; the content format needs six.
const DEEPEST: usize = 32;
/// Keys of a mapping up to which it is quicker to look at each.
const FEW_KEYS: usize = 24;

/// A YAML value and its place.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// What it is.
    pub value: Value<'a>,
    /// Where it stands; for mappings and sequences from the first to the last entry.
    pub span: Span,
}

/// The three shapes of a YAML value.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Text as written; `plain` says that it stood without quotes and on one line.
    Scalar {
        /// The text after YAML's own escapes.
        text: Cow<'a, str>,
        /// Whether it was written without quotes: only then can it mean "nothing" (`~`, `null`, empty).
        plain: bool,
        /// Whether its line ends are meant: those of `|` are, all others are where a line was full.
        is_literal: bool,
    },
    /// A list.
    Sequence(Vec<Node<'a>>),
    /// Keys and values in the order of the file, without doubles.
    Mapping(Vec<(Key<'a>, Node<'a>)>),
}

/// A key of a mapping.
#[derive(Clone, Debug)]
pub struct Key<'a> {
    /// Its text.
    pub text: Cow<'a, str>,
    /// Its place.
    pub span: Span,
}

impl Node<'_> {
    /// Whether nothing was written: `key:`, `~` or `null`.
    pub fn is_nothing(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true, .. } if matches!(text.as_ref(), "" | "~" | "null"))
    }
}

/// Reads one document. `offset` is where `text` begins in the file (front matter does not begin at its first byte).
/// Gives nothing when the text is empty or broken; what is wrong is in `found`.
pub fn parse<'a>(text: &'a str, file: FileId, offset: usize, found: &mut Sink) -> Option<Node<'a>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader {
        events: Parser::new_from_str_with_options(&text[skipped..], options),
        file,
        offset: offset + skipped,
        text,
        text_offset: offset,
        found,
        nodes: 0,
        has_reference: false,
    };
    match reader.document() {
        Ok(node) => node,
        Err(Stop::Syntax(error)) => {
            let diagnostic = reader.syntax(&error);
            found.push(diagnostic);
            None
        }
        Err(Stop::Refused) => None,
    }
}

enum Stop {
    Syntax(Box<ScanError>),
    /// Already reported.
    Refused,
}

struct Reader<'a, 'f> {
    events: Parser<'a, granit_parser::StrInput<'a>>,
    file: FileId,
    offset: usize,
    text: &'a str,
    text_offset: usize,
    found: &'f mut Sink,
    nodes: usize,
    /// A bomb has hundreds of references; one is enough to say so.
    has_reference: bool,
}

type Step<'a> = (Event<'a>, Span);
type Entries<'a> = Vec<(Key<'a>, Node<'a>)>;

impl<'a> Reader<'a, '_> {
    fn next(&mut self) -> Result<Step<'a>, Stop> {
        match self.events.next() {
            Some(Ok((event, span))) => {
                let span = self.span(&span);
                Ok((event, span))
            }
            Some(Err(error)) => Err(Stop::Syntax(Box::new(error))),
            None => Ok((Event::StreamEnd, Span::top(self.file))),
        }
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let at = |offset: usize| u32::try_from(self.offset + offset).unwrap_or(u32::MAX);
        Span { file: self.file, start: at(range.start), end: at(range.end.max(range.start)) }
    }

    fn document(&mut self) -> Result<Option<Node<'a>>, Stop> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event if root.is_none() => root = Some(self.node(event, span, 0)?),
                _ => {
                    self.found.push(
                        Diagnostic::error(Code::SeveralDocuments, "一つのファイルに複数の文書（---）があります")
                            .at(span, "二つ目の文書")
                            .help("一つの場所を一つのファイルに分けてください"),
                    );
                    return Err(Stop::Refused);
                }
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node<'a>, Stop> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || depth > DEEPEST {
            self.found.push(
                Diagnostic::error(Code::TooComplex, "ファイルの項目が多すぎるか、入れ子が深すぎます")
                    .at(span, "")
                    .help("一つの場所を一つのファイルに分けてください"),
            );
            return Err(Stop::Refused);
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse(anchor != 0, tag.is_some(), span);
                let plain = matches!(style, ScalarStyle::Plain);
                let span = if plain { span } else { self.trimmed(span) };
                if span.end > span.start {
                    self.remark(span.end);
                }
                let text = self.with_lines(text, style, span);
                Ok(Node { value: Value::Scalar { text, plain, is_literal: matches!(style, ScalarStyle::Literal) }, span })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse(anchor != 0, tag.is_some(), span);
                self.sequence(span, depth)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse(anchor != 0, tag.is_some(), span);
                self.mapping(span, depth)
            }
            _ => {
                self.refuse(true, false, span);
                Ok(Node { value: Value::Scalar { text: Cow::Borrowed(""), plain: true, is_literal: false }, span })
            }
        }
    }

    /// The text of a scalar with the line ends that YAML folded.
    fn with_lines(&self, text: Cow<'a, str>, style: ScalarStyle, span: Span) -> Cow<'a, str> {
        let from = (span.start as usize).saturating_sub(self.text_offset);
        let to = (span.end as usize).saturating_sub(self.text_offset);
        match self.text.get(from..to) {
            Some(written) if written.contains('\n') => unfold(written, style, self.column(from)).map_or(text, Cow::Owned),
            _ => text,
        }
    }

    /// Blanks before a place on its line.
    fn column(&self, at: usize) -> usize {
        at - self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Block scalars end after their last line break; a caret below an empty line would confuse.
    fn trimmed(&self, span: Span) -> Span {
        let from = (span.start as usize).saturating_sub(self.text_offset);
        let to = (span.end as usize).saturating_sub(self.text_offset);
        match self.text.get(from..to) {
            Some(text) => span.part(0, text.trim_end().len()),
            None => span,
        }
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Result<Node<'a>, Stop> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let end = items.last().map_or(span.end, |last: &Node| last.span.end.max(span.end.min(last.span.end + 1)));
                return Ok(Node { value: Value::Sequence(items), span: Span { end: end.max(start.end), ..start } });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn mapping(&mut self, start: Span, depth: usize) -> Result<Node<'a>, Stop> {
        let mut entries: Entries = Vec::new();
        let mut places = BTreeMap::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let end = entries.last().map_or(span.end, |(_, last)| last.span.end);
                return Ok(Node { value: Value::Mapping(entries), span: Span { end: end.max(start.end), ..start } });
            }
            let key = self.node(event, span, depth + 1)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            if value.is_nothing() {
                self.remark(key.span.end + 1);
            }
            match key.value {
                Value::Scalar { text, .. } => self.enter(&mut entries, &mut places, Key { text, span: key.span }, value),
                Value::Sequence(_) | Value::Mapping(_) => self.found.push(
                    Diagnostic::error(Code::KeyNotText, "項目名が文字ではありません")
                        .at(key.span, "ここ")
                        .help("{ } や [ ] で始まる文は \" \" で囲んでください"),
                ),
            }
        }
    }

    fn enter(&mut self, entries: &mut Entries<'a>, places: &mut BTreeMap<Cow<'a, str>, usize>, key: Key<'a>, value: Node<'a>) {
        let known = if entries.len() < FEW_KEYS {
            entries.iter().position(|(known, _)| known.text == key.text)
        } else {
            for (at, (known, _)) in entries.iter().enumerate().skip(places.len()) {
                places.insert(known.text.clone(), at);
            }
            places.get(&key.text).copied()
        };
        match known.map(|at| &entries[at].0) {
            Some(first) => self.found.push(
                Diagnostic::error(Code::DuplicateKey, format!("項目「{}」が二度書かれています", key.text))
                    .at(key.span, "二つ目")
                    .at(first.span, "一つ目")
                    .help("どちらか一つを残して、もう一つを消してください"),
            ),
            None => entries.push((key, value)),
        }
    }

    /// What stands behind a value on its line, where YAML takes it for a remark and the editor perhaps did not.
    fn remark(&mut self, end: u32) {
        let from = (end as usize).saturating_sub(self.text_offset);
        let Some(range) = self.text.get(from..).and_then(slips::tail) else { return };
        let at = |offset: usize| u32::try_from(self.text_offset + from + offset).unwrap_or(u32::MAX);
        let tail: String = self.text[from + range.start..from + range.end].chars().take(30).collect();
        self.found.push(
            Diagnostic::warning(Code::CommentInText, format!("「#」から後ろは、メモとして読みとばされました: {tail}"))
                .at(Span { file: self.file, start: at(range.start), end: at(range.end) }, "ここは出ません")
                .help("文の一部なら、全体を \" \" で囲んでください。メモなら、# の前に空白を二つ、後に一つ置くか、別の行に書いてください"),
        );
    }

    fn refuse(&mut self, reference: bool, tag: bool, span: Span) {
        if reference && !self.has_reference {
            self.has_reference = true;
            self.found.push(
                Diagnostic::error(Code::YamlReference, "YAML の参照（& や * で始まる印）は使えません")
                    .at(self.sign_before(span, ['&', '*']), "ここ")
                    .help("同じ内容は、そのまま書いてください。& や * で始まる文は \" \" で囲んでください"),
            );
        }
        if tag {
            let at = if self.found.has_room(Severity::Error, Code::YamlTag, span) { self.sign_before(span, ['!', '!']) } else { span };
            self.found.push(
                Diagnostic::error(Code::YamlTag, "YAML のタグ（! で始まる印）は使えません")
                    .at(at, "ここ")
                    .help("! で始まる文は \" \" で囲んでください"),
            );
        }
    }

    /// From the sign that stands before a value on its line to the end of the value.
    fn sign_before(&self, span: Span, signs: [char; 2]) -> Span {
        let from = (span.start as usize).saturating_sub(self.text_offset);
        let before = self.text.get(..from).unwrap_or("");
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        match before[line..].find(signs) {
            Some(at) if !self.text[from..].starts_with(signs) => {
                Span { start: u32::try_from(self.text_offset + line + at).unwrap_or(span.start), ..span }
            }
            _ => span,
        }
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or(0) + self.offset - self.text_offset;
        let slip = slips::explain(self.text, at.min(self.text.len()), error.kind());
        let place = |offset: usize| u32::try_from(self.text_offset + offset).unwrap_or(u32::MAX);
        Diagnostic::error(Code::YamlSyntax, slip.headline)
            .at(Span { file: self.file, start: place(slip.range.start), end: place(slip.range.end) }, "このあたり")
            .help(slip.help)
    }
}

/// A scalar as it is written, without its quotes and indentation; none where YAML leaves nothing to fold.
fn unfold(written: &str, style: ScalarStyle, indent: usize) -> Option<String> {
    let trimmed = |text: &str| text.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n");
    match style {
        ScalarStyle::Plain => Some(trimmed(written)),
        ScalarStyle::SingleQuoted => Some(trimmed(written.strip_prefix('\'')?.strip_suffix('\'')?).replace("''", "'")),
        ScalarStyle::DoubleQuoted => unescaped(&escaped_lines(written)),
        ScalarStyle::Folded => {
            // The place begins behind the first line's indentation.
            let mut lines = written.lines();
            let first = lines.next().unwrap_or("").to_owned();
            let bare = |line: &str| line[line.len().min(indent).min(line.len() - line.trim_start_matches(' ').len())..].to_owned();
            Some(std::iter::once(first).chain(lines.map(bare)).collect::<Vec<_>>().join("\n"))
        }
        ScalarStyle::Literal => None,
    }
}

/// A text in double quotes on one line: its line ends are `\n`, but for those that a `\` takes away.
fn escaped_lines(written: &str) -> String {
    let mut out = String::with_capacity(written.len() + 8);
    for (number, line) in written.lines().enumerate() {
        let line = if number == 0 { line.trim_end_matches([' ', '\t', '\r']) } else { line.trim_matches([' ', '\t', '\r']) };
        let backslashes = out.len() - out.trim_end_matches('\\').len();
        match (number, backslashes % 2) {
            (0, _) => {}
            (_, 0) => out.push_str("\\n"),
            _ => drop(out.pop()),
        }
        out.push_str(line);
    }
    out
}

/// A quoted text on one line as YAML reads it.
fn unescaped(quoted: &str) -> Option<String> {
    let events = Parser::new_from_str_with_options(quoted, Options::default());
    events.filter_map(Result::ok).find_map(|(event, _)| match event {
        Event::Scalar(text, ..) => Some(text.into_owned()),
        _ => None,
    })
}
