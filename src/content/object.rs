//! Reading the fields of one mapping, every problem reported on the way.

use unicode_normalization::UnicodeNormalization;

use crate::content::aliases;
pub use crate::content::context::Context;
use crate::content::prose;
use crate::diagnostics::{At, Code, Diagnostic, MOST_OF_A_KIND, Span, nearest};
use crate::model::choice::{self, Choice};
use crate::model::field::{Fields, Mapping, Row};
use crate::model::ruby;
use crate::model::sheet;
use crate::model::text::Prose;
use crate::source::lines;
use crate::source::slips;
use crate::source::yaml::{Key, Node, Value};

/// A mapping whose keys have been held against the ones that may be there.
#[derive(Clone, Copy)]
pub struct Object<'n, 'a> {
    entries: &'n [(Key<'a>, Node<'a>)],
    /// Where the mapping stands.
    pub span: Span,
    /// What may stand in it.
    fields: Fields,
    /// How messages name it.
    what: &'static str,
}

impl<'n, 'a> Object<'n, 'a> {
    /// Opens a whole file. `what` names it in messages.
    pub fn of<T: Mapping>(node: &'n Node<'a>, what: &'static str, context: &mut Context) -> Option<Self> {
        Object::open(node, what, Fields::of::<T>(), None, context)
    }

    /// `row` is that of the field in which it stands; a file stands in none.
    fn open(node: &'n Node<'a>, what: &'static str, fields: Fields, row: Option<&Row>, context: &mut Context) -> Option<Self> {
        let Value::Mapping(entries) = &node.value else {
            let diagnostic = not_a_mapping(node, what, fields, row, context);
            context.report(diagnostic);
            return None;
        };
        let mut tried = 0;
        for (key, _) in entries {
            if fields.find(&key.text).is_none() {
                context.found.push_error(Code::UnknownKey, key.span, || unknown_key(key, what, fields));
                tried += 1;
                if tried < MOST_OF_A_KIND {
                    context.meant.extend(meant(&key.text, fields).map(|meant| (node.span, meant)));
                }
            }
        }
        Some(Object { entries, span: node.span, fields, what })
    }

    /// The value of a field, unless nothing is written there.
    pub fn get(&self, key: &str) -> Option<&'n Node<'a>> {
        self.entries.iter().find(|(known, _)| known.text == key).map(|(_, node)| node).filter(|node| !node.is_nothing())
    }

    /// Whether the field stands there with nothing written in it.
    fn is_empty(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, node)| known.text == key && node.is_nothing())
    }

    /// Where a field's key stands; the mapping's first line where the field is missing.
    pub fn key_span(&self, key: &str) -> Span {
        self.entries.iter().find(|(known, _)| known.text == key).map_or(self.span, |(key, _)| key.span)
    }

    /// A line of text. Surrounding white space is dropped; text that is empty is no text.
    pub fn text(&self, key: &str, context: &mut Context) -> Option<At<String>> {
        scalar(self.get(key)?, key, context)
    }

    /// A line that is no words: a number, an address, a reading. It cannot carry furigana.
    pub fn bare(&self, key: &str, context: &mut Context) -> Option<At<String>> {
        self.text(key, context).map(|text| without_furigana(text, key, context))
    }

    /// A phrase of time. Only the line ends of `|` are its own.
    pub fn phrase(&self, key: &str, context: &mut Context) -> Option<At<String>> {
        phrase(self.get(key)?, key, context)
    }

    /// A list of phrases; a single one is a list of one.
    pub fn phrases(&self, key: &str, context: &mut Context) -> Vec<At<String>> {
        self.items(key).iter().filter_map(|node| phrase(node, key, context)).collect()
    }

    /// Like [`text`](Self::text), without its place.
    pub fn plain(&self, key: &str, context: &mut Context) -> Option<String> {
        self.text(key, context).map(|text| text.value)
    }

    /// A text that must be there.
    pub fn required(&self, key: &str, context: &mut Context) -> Option<At<String>> {
        let text = self.text(key, context);
        self.demand(text, key, context)
    }

    /// Markdown that must be there.
    pub fn required_prose(&self, key: &str, context: &mut Context) -> Option<Prose> {
        let prose = self.prose(key, context);
        self.demand(prose, key, context)
    }

    fn demand<T>(&self, text: Option<T>, key: &str, context: &mut Context) -> Option<T> {
        let is_told = self.get(key).is_some_and(|node| match &node.value {
            Value::Scalar { text, .. } => sheet::is_error(text),
            Value::Mapping(_) | Value::Sequence(_) => true,
        });
        if text.is_none() && !is_told && !context.is_meant(self.span, key) {
            context.report(missing(key, self));
        }
        text
    }

    /// Markdown.
    pub fn prose(&self, key: &str, context: &mut Context) -> Option<Prose> {
        written(self.get(key)?, key, context).map(|text| prose::inside_yaml(text, context))
    }

    /// A list of texts; a single text is a list of one.
    pub fn texts(&self, key: &str, context: &mut Context) -> Vec<At<String>> {
        if let Some(node) = self.get(key).filter(|node| is_list_of_dots(context.written(node.span))) {
            context.report(
                Diagnostic::error(Code::YamlSyntax, "一覧の印が「・」になっています")
                    .at(node.span.part(0, '・'.len_utf8()), "ここ")
                    .help("どの行も、半角の - と、半角の空白一つで始めてください"),
            );
        }
        self.items(key).iter().filter_map(|node| scalar(node, key, context)).collect()
    }

    /// Like [`texts`](Self::texts), without their places.
    pub fn plains(&self, key: &str, context: &mut Context) -> Vec<String> {
        self.texts(key, context).into_iter().map(|text| text.value).collect()
    }

    /// The entries of a list; a single value is a list of one.
    pub fn items(&self, key: &str) -> &'n [Node<'a>] {
        match self.get(key) {
            None => &[],
            Some(Node { value: Value::Sequence(items), .. }) => items,
            Some(node) => std::slice::from_ref(node),
        }
    }

    /// Objects of a list, each opened and decoded.
    pub fn objects<T>(
        &self,
        key: &str,
        context: &mut Context,
        mut decode: impl FnMut(&Object<'n, 'a>, &mut Context) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::new();
        let items = self.items(key);
        let most = most(key);
        if let Some(first) = items.get(most) {
            context.report(
                Diagnostic::error(Code::TooMany, format!("「{key}」が多すぎます（{} 件。{most} 件まで）", items.len()))
                    .at(Span { end: first.span.end.min(first.span.start + 1), ..first.span }, "ここから後ろは読みません")
                    .help("いくつかのファイルに分けるか、まとめてください"),
            );
        }
        for node in items.iter().take(most) {
            if let Some(object) = self.inner(key, node, context) {
                all.extend(decode(&object, context));
            }
        }
        all
    }

    /// One object.
    pub fn object(&self, key: &str, context: &mut Context) -> Option<Object<'n, 'a>> {
        self.inner(key, self.get(key)?, context)
    }

    /// What stands in a field, or in a list of it, as the mapping that belongs there.
    pub fn inner(&self, key: &str, node: &'n Node<'a>, context: &mut Context) -> Option<Object<'n, 'a>> {
        let row = self.fields.find(key)?;
        Object::open(node, row.key, row.shape.fields()?, Some(row), context)
    }

    /// The pairs of a mapping whose keys are the editor's own.
    pub fn pairs(&self, key: &str, context: &mut Context) -> Vec<(At<String>, At<String>)> {
        let Some(node) = self.get(key) else { return Vec::new() };
        pairs(node, key, context)
    }

    /// One word of a closed set, with what it stands for.
    pub fn choice<T: Choice>(&self, key: &str, context: &mut Context) -> Option<T> {
        let text = self.text(key, context)?;
        choice(&text, key, context)
    }
}

/// Lines that begin with 「・」 and are one sentence to YAML.
fn is_list_of_dots(written: &str) -> bool {
    written.starts_with('・') && written.lines().skip(1).any(|line| line.trim_start().starts_with('・'))
}

/// How many of a list are read. Each leaflet is laid out, and each meeting has its days; the longest honest list of anything is
/// that of all towns of the country.
fn most(key: &str) -> usize {
    match key {
        "leaflets" => 60,
        "sessions" => 300,
        _ => 2_000,
    }
}

/// The pairs of a mapping whose keys are the editor's own.
pub fn pairs(node: &Node, what: &str, context: &mut Context) -> Vec<(At<String>, At<String>)> {
    let Value::Mapping(entries) = &node.value else {
        context.report(
            Diagnostic::error(Code::WrongType, format!("「{what}」は「名前: 内容」の形で書いてください"))
                .at(node.span, found_shape(node))
                .help("次の行から字下げして「名前: 内容」と書くか、{名前: 内容, 名前: 内容} と書いてください"),
        );
        return Vec::new();
    };
    entries.iter().filter_map(|(key, node)| Some((At::new(context.line(&key.text), key.span), scalar(node, what, context)?))).collect()
}

/// One word of a closed set.
pub fn choice<T: Choice>(text: &At<String>, key: &str, context: &mut Context) -> Option<T> {
    if let Some(value) = choice::find(text, T::WORDS) {
        return Some(value);
    }
    context.found.push_error(Code::UnknownValue, text.span, || {
        let diagnostic =
            Diagnostic::error(Code::UnknownValue, format!("「{key}」に使えない値です: {}", prose::shortened(text))).at(text.span, "この値");
        let near = nearest(text, choice::all::<T>());
        match (choice::unclear(key, text), near) {
            (Some(help), _) => diagnostic.help(help),
            (None, Some(near)) => diagnostic.help(format!("もしかして: {near}")),
            (None, None) => diagnostic,
        }
        .help(format!("使える値: {}", choice::listed(T::WORDS)))
    });
    None
}

/// The text of a scalar on one line.
pub fn scalar(node: &Node, key: &str, context: &mut Context) -> Option<At<String>> {
    let text = written(node, key, context)?;
    Some(At::new(context.line(&text.value), text.span))
}

fn phrase(node: &Node, key: &str, context: &mut Context) -> Option<At<String>> {
    let text = written(node, key, context)?;
    let has_lines = matches!(node.value, Value::Scalar { is_literal: true, .. });
    let line = if has_lines { text.value } else { lines::joined(&text.value).into_owned() };
    Some(without_furigana(At::new(line, text.span), key, context))
}

/// Furigana where none can be is told, and taken out.
pub fn without_furigana(text: At<String>, key: &str, context: &mut Context) -> At<String> {
    if !ruby::is_marked(&text) {
        return text;
    }
    let plain = ruby::plain(&text).into_owned();
    context.report(
        Diagnostic::error(Code::FuriganaNotHere, format!("「{key}」には、ふりがなの印 {{漢字|かんじ}} を付けられません"))
            .at(text.span, "この値")
            .help(format!("印を取って「{}」と書いてください", prose::shortened(&plain))),
    );
    At::new(plain, text.span)
}

/// The text of a scalar with its lines.
fn written(node: &Node, key: &str, context: &mut Context) -> Option<At<String>> {
    match &node.value {
        Value::Scalar { text, .. } => {
            let text = text.trim();
            if sheet::is_error(text) {
                context.report(sheet_error(node, key, text));
                return None;
            }
            (!text.is_empty()).then(|| At::new(text.to_owned(), node.span))
        }
        Value::Mapping(_) | Value::Sequence(_) => {
            context.report(wrong_type(node, &format!("「{key}」は一つの文で書いてください")));
            None
        }
    }
}

/// What a spreadsheet wrote in the place of a value.
fn sheet_error(node: &Node, key: &str, text: &str) -> Diagnostic {
    Diagnostic::error(Code::SheetError, format!("「{key}」に、表計算ソフトの誤りの印が入っています: {}", prose::shortened(text)))
        .at(node.span, "この値")
        .help("もとの表のそのますを直すか、正しい値を書いてください。わからないときは、この行を消してください")
}

fn wrong_type(node: &Node, headline: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, headline)
        .at(Span { end: node.span.end.max(node.span.start + 1), ..node.span }, found_shape(node))
        .help(match node.value {
            Value::Sequence(_) => "一つだけを、- や [ ] を付けずに書いてください",
            Value::Mapping(_) | Value::Scalar { .. } => "文の中に「: 」や、先頭に { があるときは、全体を \" \" で囲んでください",
        })
}

/// A sentence or a list where a mapping should be. A slip of YAML that makes a sentence of a mapping is named.
fn not_a_mapping(node: &Node, what: &str, fields: Fields, row: Option<&Row>, context: &Context) -> Diagnostic {
    if let (Value::Scalar { .. }, Some(slip)) = (&node.value, slips::in_sentence(context.written(node.span))) {
        return Diagnostic::error(Code::YamlSyntax, slip.headline)
            .at(node.span.part(slip.range.start, slip.range.end), "このあたり")
            .help(slip.help);
    }
    let diagnostic = Diagnostic::error(Code::WrongType, format!("{}は「項目: 内容」の形で書いてください", spaced(what)))
        .at(node.span, found_shape(node));
    let line = |row: &Row| format!("{}: {}", row.key, row.example);
    let first = fields.rows().filter(|row| row.is_required).map(line).collect::<Vec<_>>().join("、次の行に ");
    match row.map_or(first, line) {
        example if example.ends_with(": ") || example.is_empty() => diagnostic.help(format!("使える項目: {}", fields.keys().join(", "))),
        example => diagnostic.help(format!("例: {example}")),
    }
}

/// Latin words are set off from Japanese ones.
fn spaced(what: &str) -> String {
    if what.ends_with(|c: char| c.is_ascii_alphanumeric()) { format!("{what} ") } else { what.to_owned() }
}

fn found_shape(node: &Node) -> &'static str {
    match node.value {
        Value::Scalar { .. } => "一つの文になっています",
        Value::Sequence(_) => "一覧（- や [ ]）になっています",
        Value::Mapping(_) => "「項目: 内容」の形になっています",
    }
}

/// A field that must be there and is not.
pub fn missing(key: &str, object: &Object) -> Diagnostic {
    let meaning = object.fields.find(key).map_or("", Row::meaning);
    if object.is_empty(key) {
        return Diagnostic::error(Code::MissingField, format!("「{key}」に何も書かれていません"))
            .at(object.key_span(key), "この右に書いてください")
            .help(format!("「#」から後ろはメモとして読みとばされます。# の付いた言葉は \"…\" で囲んでください（{key}: {meaning}）"));
    }
    let span = if object.get(key).is_none() { object.key_span(key) } else { object.span };
    Diagnostic::error(Code::MissingField, format!("{}に「{key}」がありません", spaced(object.what)))
        .at(Span { end: span.end.min(span.start + 1).max(span.start), ..span }, "ここに足してください")
        .help(format!("「{key}: …」の行を足してください（{meaning}）"))
}

/// The key of a mapping that an unknown word stands for.
fn meant(word: &str, fields: Fields) -> Option<String> {
    let visible: String = word.chars().filter(|c| !is_invisible(*c)).collect();
    aliases::key(&visible, fields).or_else(|| nearest(&visible, fields.keys())).map(str::to_owned)
}

/// White space other than the plain one, and what takes no room at all.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn unknown_key(key: &Key, what: &str, fields: Fields) -> Diagnostic {
    if key.text.starts_with('\u{3000}') {
        return Diagnostic::error(Code::YamlSyntax, "行の先頭に全角の空白が使われています")
            .at(key.span, "この行")
            .help("全角の空白を消して、半角の空白で字下げしてください");
    }
    let diagnostic = Diagnostic::error(Code::UnknownKey, format!("{}に「{}」という項目はありません", spaced(what), key.text))
        .at(key.span, "知らない項目");
    let visible: String = key.text.chars().filter(|c| !is_invisible(*c)).collect();
    let narrow: String = visible.nfkc().collect();
    if narrow != visible && fields.find(&narrow).is_some() {
        return diagnostic.help(format!("項目の名前が全角です。半角で「{narrow}」と書いてください"));
    }
    if visible != key.text && fields.find(&visible).is_some() {
        return diagnostic.help(format!("「{visible}」に、目に見えない文字や余分な空白が付いています。項目の名前を打ち直してください"));
    }
    if let Some(remedy) = aliases::remedy(&key.text, fields) {
        return diagnostic.help(remedy);
    }
    match nearest(&key.text, fields.keys()) {
        Some(near) => diagnostic.help(format!("もしかして: {near}")),
        None => diagnostic.help(format!("使える項目: {}", fields.keys().join(", "))),
    }
}
