//! An entry as words, field by field: what a letter or a report of changes says of it.

use crate::model::field::{Mapping, Row, Said, Value};
use crate::model::resource::Resource;
use crate::model::ruby;
use crate::model::vocabulary::Term;
use crate::site::{Entry, Site};

/// A label and what stands there, line by line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Field {
    /// 名前, 場所 …
    pub label: &'static str,
    /// The words; never empty.
    pub text: String,
}

/// Everything an entry says that its organiser can be asked about. Fields that say nothing are left out.
pub fn fields(entry: &Entry, site: &Site) -> Vec<Field> {
    let own = Resource::FIELDS.iter().filter(|field| field.row.is_asked);
    let own = own.map(|field| Field { label: field.row.label, text: text(&field.row, (field.get)(&entry.resource), entry, site) });
    let body = Field { label: "くわしく", text: words(entry.resource.body.said(), "\n") };
    own.chain([body]).filter(|field| !field.text.is_empty()).collect()
}

fn text(row: &Row, value: Value, entry: &Entry, site: &Site) -> String {
    let vocabulary = &site.vocabulary;
    let labels = |all: &[usize], terms: &[Term]| all.iter().map(|at| terms[*at].label.as_str()).collect::<Vec<_>>().join("、");
    match row.key {
        // Ids are the office's own; people read what they stand for.
        "kind" => labels(entry.kind.as_slice(), &vocabulary.kinds),
        "needs" => labels(&entry.needs, &vocabulary.needs),
        "audience" => labels(&entry.audience, &vocabulary.audiences),
        "comforts" => labels(&entry.comforts, &vocabulary.comforts),
        "areas" => entry.areas.iter().map(|at| site.areas[*at].name.as_str()).collect::<Vec<_>>().join("、"),
        _ => words(value, "\n"),
    }
}

/// A value in words. `between` parts the mappings of a list; words alone are a list on one line.
fn words(value: Value, between: &str) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) => ruby::plain(&text).into_owned(),
        Value::Prose(prose) => prose.lines(),
        Value::Choice(_, japanese) => japanese.to_owned(),
        Value::Date(date) => date.japanese(),
        Value::Number(number) => number.to_string(),
        Value::List(values) => {
            let between = if values.iter().any(|value| matches!(value, Value::Object(_))) { between } else { "、" };
            values.into_iter().map(|value| words(value, "、")).collect::<Vec<_>>().join(between)
        }
        Value::Pairs(pairs) => {
            pairs.into_iter().map(|(name, value)| format!("{name} {}", words(value, "、"))).collect::<Vec<_>>().join("、")
        }
        Value::Object(fields) => {
            let asked = fields.into_iter().filter(|(row, _)| row.is_asked);
            let said = |(row, value)| named(row, &words(value, "、").replace('\n', " "));
            asked.map(said).collect::<Vec<_>>().join(" ")
        }
    }
}

fn named(row: &Row, text: &str) -> String {
    if row.is_named { format!("{} {text}", row.label) } else { text.to_owned() }
}
