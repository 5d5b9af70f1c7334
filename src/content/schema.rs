//! JSON Schemas of the content's files, for editors that complete and explain while one types. They are made from the rows of
//! the fields.

use serde_json::{Map, Value, json};

use crate::model::area::Areas;
use crate::model::field::{Fields, Row, Shape};
use crate::model::page::Page;
use crate::model::resource::Resource;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;

/// Name of each schema, and what it is of.
pub const SCHEMAS: [(&str, &str); 7] = [
    ("site", "site.yaml"),
    ("vocabulary", "vocabulary.yaml"),
    ("areas", "areas.yaml"),
    ("readings", "readings.yaml"),
    ("resource", "resources/<地域>/<名前>.yaml と .md のはじめの項目"),
    ("variation", "resources/<地域>/<名前>.easy.yaml など、ほかの言葉で書いたもの"),
    ("page", "pages/<名前>.md のはじめの項目"),
];

/// The schema of a name of [`SCHEMAS`].
pub fn schema(name: &str) -> Option<Value> {
    let mut schema = match name {
        "site" => object(Fields::of::<Settings>()),
        "vocabulary" => object(Fields::of::<Vocabulary>()),
        "areas" => object(Fields::of::<Areas>()),
        "readings" => shape(Shape::Pairs),
        "resource" => object(Fields::of::<Resource>()),
        "variation" => {
            let mut schema = object(Fields::of::<Resource>());
            schema["required"] = json!([]);
            schema
        }
        "page" => object(Fields::of::<Page>()),
        _ => return None,
    };
    let (_, of) = SCHEMAS.iter().find(|(own, _)| *own == name)?;
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(of);
    Some(schema)
}

fn object(fields: Fields) -> Value {
    let properties: Map<String, Value> = fields.rows().map(|row| (row.key.to_owned(), property(row))).collect();
    let required: Vec<&str> = fields.rows().filter(|row| row.is_required).map(|row| row.key).collect();
    json!({"type": ["object", "null"], "properties": properties, "required": required, "additionalProperties": false})
}

fn property(row: &Row) -> Value {
    let mut value = shape(row.shape);
    let example = if row.example.is_empty() { String::new() } else { format!("（例: {}）", row.example) };
    value["description"] = json!(format!("{}{example}", row.help));
    value
}

fn shape(shape: Shape) -> Value {
    let text = || json!({"type": ["string", "number", "boolean", "null"]});
    let several = |of: Value| json!({"anyOf": [of, {"type": "array", "items": of}]});
    match shape {
        Shape::Text | Shape::Prose | Shape::Id | Shape::Bare | Shape::Phone | Shape::Url | Shape::Date | Shape::Number => text(),
        Shape::PostalCode => text(),
        Shape::Texts | Shape::Ids => several(text()),
        Shape::Choice(words) => choice(&(words.all)()),
        Shape::Pairs | Shape::Counts => json!({"type": ["object", "null"], "additionalProperties": text()}),
        Shape::Location => json!({"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2}),
        Shape::Groups => json!({"type": "array", "items": {"type": "array", "items": text()}}),
        Shape::Object(fields) => object(fields),
        Shape::TextOr(fields) => json!({"anyOf": [text(), object(fields)]}),
        Shape::Objects(fields) => several(object(fields)),
        Shape::Worded(fields) => json!({"anyOf": [text(), several(object(fields))]}),
        Shape::TextsOr(fields) => several(json!({"anyOf": [text(), object(fields)]})),
    }
}

fn choice(words: &[&str]) -> Value {
    json!({"enum": words.iter().map(|word| json!(word)).chain(booleans(words)).collect::<Vec<_>>()})
}

/// Editors take a bare `yes` for a truth value; nothing may be written instead of a word.
fn booleans(words: &[&str]) -> Vec<Value> {
    let truth = if words.contains(&"yes") { vec![json!(true), json!(false)] } else { Vec::new() };
    truth.into_iter().chain([Value::Null]).collect()
}
