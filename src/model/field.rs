//! What may stand in a mapping of the content folder: a row for each field, below its struct.
//!
//! A row is all there is to say of a field apart from the line that decodes it and the place where a page shows it. Made from
//! the rows are: the keys and choices that the decoder knows, the remedies for a wrong key, the schemas for editors, the
//! template of `shiori new`, the tables of content/README.md, `opendata/resources.json` with its schema, what the search
//! reads, and what letters and reports of changes say.

use std::borrow::Cow;

use crate::diagnostics::At;
use crate::model::choice::{self, Choice};
use crate::model::date::PartialDate;
use crate::model::text::Prose;

/// A struct that stands in the content folder as a mapping.
pub trait Mapping: Sized + 'static {
    /// Its fields, in the order in which people are told of them.
    const FIELDS: &'static [Field<Self>];
}

/// A field of a struct.
pub struct Field<T: 'static> {
    /// What is said of it.
    pub row: Row,
    /// Its value.
    pub get: for<'a> fn(&'a T) -> Value<'a>,
}

/// What is said of a field, whatever struct it is in.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// As the content folder writes it.
    pub key: &'static str,
    /// As people call it; letters and reports print it.
    pub label: &'static str,
    /// What may be written.
    pub shape: Shape,
    /// What to write, in a sentence or two for editors.
    pub help: &'static str,
    /// A value as YAML, as one would write it; may be empty.
    pub example: &'static str,
    /// The value that `shiori new` writes where the example could be taken for a fact.
    pub sample: Option<&'static str>,
    /// Other words that people write for the key.
    pub aliases: &'static [&'static str],
    /// The heading of the part of a template that begins with it.
    pub heading: Option<&'static str>,
    /// Whether the mapping is nothing without it.
    pub is_required: bool,
    /// Whether its label stands before its value where values stand in one line.
    pub is_named: bool,
    /// Whether `opendata/resources.json` has it.
    pub is_exported: bool,
    /// Whether the search reads it.
    pub is_searched: bool,
    /// Whether letters ask about it.
    pub is_asked: bool,
}

impl Row {
    /// What it is, in the first sentence of its help.
    pub fn meaning(&self) -> &'static str {
        self.help.split('。').next().unwrap_or(self.help)
    }
}

/// What may be written for a field.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Words on one line.
    Text,
    /// One or several lines of words.
    Texts,
    /// A text in Markdown.
    Prose,
    /// One of the site's ids.
    Id,
    /// One of the site's ids, or several.
    Ids,
    /// A number, a code, a reading: a line that is no words.
    Bare,
    /// A phone number.
    Phone,
    /// The address of a page.
    Url,
    /// To the day, the month or the year.
    Date,
    /// A number of which something depends.
    Number,
    /// Seven digits.
    PostalCode,
    /// One of these words.
    Choice(Words),
    /// The editor's own names, each with a text.
    Pairs,
    /// The editor's own names, each with a number.
    Counts,
    /// Latitude and longitude.
    Location,
    /// Lists of words that mean the same.
    Groups,
    /// A mapping.
    Object(Fields),
    /// A mapping, or a word for it.
    TextOr(Fields),
    /// One mapping or several.
    Objects(Fields),
    /// Several mappings or words for them.
    TextsOr(Fields),
    /// Words on one line; or mappings, which come out as such words.
    Worded(Fields),
}

/// The words of a closed set.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Everything that may be written.
    pub all: fn() -> Vec<&'static str>,
    /// The one word of each value that tables have.
    pub of_format: fn() -> Vec<&'static str>,
}

impl Shape {
    /// One of the words of a closed set.
    pub const fn choice<T: Choice>() -> Shape {
        Shape::Choice(Words { all: choice::all::<T>, of_format: choice::of_format::<T> })
    }

    /// The fields of the mapping that stands there.
    pub fn fields(self) -> Option<Fields> {
        match self {
            Shape::Object(fields) | Shape::TextOr(fields) | Shape::Objects(fields) | Shape::TextsOr(fields) | Shape::Worded(fields) => {
                Some(fields)
            }
            _ => None,
        }
    }
}

/// The rows of a struct, whichever it is.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    row: fn(usize) -> Option<&'static Row>,
    find: fn(&str) -> Option<&'static Row>,
    without: &'static [&'static str],
}

impl Fields {
    /// Those of a struct.
    pub const fn of<T: Mapping>() -> Fields {
        Fields { row: |at| T::FIELDS.get(at).map(|field| &field.row), find: |key| rows::<T>().find(|row| row.key == key), without: &[] }
    }

    /// The same without some of them.
    #[must_use]
    pub const fn without(self, keys: &'static [&'static str]) -> Fields {
        Fields { without: keys, ..self }
    }

    /// All of them.
    pub fn rows(self) -> impl Iterator<Item = &'static Row> {
        (0..).map_while(self.row).filter(move |row| !self.without.contains(&row.key))
    }

    /// The row of a key.
    pub fn find(self, key: &str) -> Option<&'static Row> {
        (self.find)(key).filter(|row| !self.without.contains(&row.key))
    }

    /// All keys.
    pub fn keys(self) -> Vec<&'static str> {
        self.rows().map(|row| row.key).collect()
    }
}

fn rows<T: Mapping>() -> impl Iterator<Item = &'static Row> {
    T::FIELDS.iter().map(|field| &field.row)
}

/// What a field says, as far as readers of any kind need to tell its parts apart.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Nothing.
    Nothing,
    /// Words or a code, on one line.
    Text(Cow<'a, str>),
    /// Markdown.
    Prose(&'a Prose),
    /// A word of a closed set, and the Japanese one.
    Choice(&'static str, &'static str),
    /// A date.
    Date(PartialDate),
    /// A number.
    Number(f64),
    /// Several, never none.
    List(Vec<Value<'a>>),
    /// The editor's own names, each with what is said of it; never none.
    Pairs(Vec<(&'a str, Value<'a>)>),
    /// The fields of a mapping that say something; never none.
    Object(Vec<(&'static Row, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Whether nothing is said.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Value::Nothing)
    }

    /// Nothing, where there is none.
    pub fn list(values: impl Iterator<Item = Value<'a>>) -> Value<'a> {
        let values: Vec<Value> = values.filter(|value| !value.is_nothing()).collect();
        if values.is_empty() { Value::Nothing } else { Value::List(values) }
    }
}

/// What says something as the value of a field.
pub trait Said {
    /// As a value.
    fn said(&self) -> Value<'_>;
}

impl Said for String {
    fn said(&self) -> Value<'_> {
        if self.is_empty() { Value::Nothing } else { Value::Text(Cow::Borrowed(self)) }
    }
}

impl Said for Prose {
    fn said(&self) -> Value<'_> {
        Value::Prose(self)
    }
}

impl Said for PartialDate {
    fn said(&self) -> Value<'_> {
        Value::Date(*self)
    }
}

impl Said for i64 {
    fn said(&self) -> Value<'_> {
        number(*self)
    }
}

impl Said for (f64, f64) {
    fn said(&self) -> Value<'_> {
        Value::List(vec![Value::Number(self.0), Value::Number(self.1)])
    }
}

impl<T: Said> Said for At<T> {
    fn said(&self) -> Value<'_> {
        self.value.said()
    }
}

impl<T: Said> Said for Option<T> {
    fn said(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, Said::said)
    }
}

impl<T: Said> Said for Vec<T> {
    fn said(&self) -> Value<'_> {
        Value::list(self.iter().map(Said::said))
    }
}

impl<T: Mapping> Said for T {
    fn said(&self) -> Value<'_> {
        let said = T::FIELDS.iter().map(|field| (&field.row, (field.get)(self)));
        let said: Vec<_> = said.filter(|(_, value)| !value.is_nothing()).collect();
        if said.is_empty() { Value::Nothing } else { Value::Object(said) }
    }
}

/// A word of a closed set as a value.
pub fn word<T: Choice>(value: T) -> Value<'static> {
    let (word, japanese) = choice::words_of(value);
    Value::Choice(word, japanese)
}

/// A whole number as a value.
pub fn number(number: impl Into<i64>) -> Value<'static> {
    Value::Text(Cow::Owned(number.into().to_string()))
}

/// The editor's own names with their texts.
pub fn pairs(pairs: &[(String, String)]) -> Value<'_> {
    let said: Vec<_> = pairs.iter().map(|(name, text)| (name.as_str(), Value::Text(Cow::Borrowed(text)))).collect();
    if said.is_empty() { Value::Nothing } else { Value::Pairs(said) }
}

/// The same with numbers.
pub fn counts(pairs: &[(String, At<f64>)]) -> Value<'_> {
    let said: Vec<_> = pairs.iter().map(|(name, number)| (name.as_str(), Value::Number(number.value))).collect();
    if said.is_empty() { Value::Nothing } else { Value::Pairs(said) }
}

impl<T> Field<T> {
    /// A field of a shape; `label` is for readers, `help` for editors.
    pub const fn new(
        key: &'static str,
        shape: Shape,
        label: &'static str,
        help: &'static str,
        get: for<'a> fn(&'a T) -> Value<'a>,
    ) -> Self {
        let row = Row {
            key,
            label,
            shape,
            help,
            example: "",
            sample: None,
            aliases: &[],
            heading: None,
            is_required: false,
            is_named: false,
            is_exported: true,
            is_searched: true,
            is_asked: true,
        };
        Field { row, get }
    }

    /// With a value as one would write it.
    #[must_use]
    pub const fn example(mut self, yaml: &'static str) -> Self {
        self.row.example = yaml;
        self
    }

    /// With the value of the template.
    #[must_use]
    pub const fn sample(mut self, yaml: &'static str) -> Self {
        self.row.sample = Some(yaml);
        self
    }

    /// With other words for it.
    #[must_use]
    pub const fn aliases(mut self, words: &'static [&'static str]) -> Self {
        self.row.aliases = words;
        self
    }

    /// The first of a part of the template.
    #[must_use]
    pub const fn begins(mut self, heading: &'static str) -> Self {
        self.row.heading = Some(heading);
        self
    }

    /// Has to be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.row.is_required = true;
        self
    }

    /// Its label stands before its value.
    #[must_use]
    pub const fn named(mut self) -> Self {
        self.row.is_named = true;
        self
    }

    /// Not found by the search, or by other means.
    #[must_use]
    pub const fn unsearched(mut self) -> Self {
        self.row.is_searched = false;
        self
    }

    /// Nothing that an organiser is asked about.
    #[must_use]
    pub const fn unasked(mut self) -> Self {
        self.row.is_asked = false;
        self
    }

    /// Not in the open data, or there in another form.
    #[must_use]
    pub const fn unexported(mut self) -> Self {
        self.row.is_exported = false;
        self
    }

    /// For the office alone: in no table, no search, no letter.
    #[must_use]
    pub const fn internal(mut self) -> Self {
        self.row.is_exported = false;
        self.row.is_searched = false;
        self.row.is_asked = false;
        self
    }
}
