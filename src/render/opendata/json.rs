//! Everything that the pages say, as JSON of our own form with its schema: the fields of the content by their rows, and beside
//! them what the site knows of an entry.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::model::fee::Fee;
use crate::model::field::{Field, Fields, Mapping, Row, Said, Shape, Value, Words};
use crate::model::resource::Resource;
use crate::render::opendata::published::{address, write_list};
use crate::site::{Entry, Site, route};

/// Its name below `opendata/`.
pub const FILE: &str = "resources.json";
/// Name of its schema.
pub const SCHEMA_FILE: &str = "resources.schema.json";

/// The whole site.
pub fn resources(site: &Site) -> Vec<u8> {
    let settings = &site.settings;
    let licence = settings.licence.as_ref();
    let file = FileView {
        schema: SCHEMA_FILE,
        title: &settings.title.value,
        url: settings.base_url.as_ref().map(|url| url.value.as_str()),
        publisher: settings.publisher.as_ref().map(|publisher| publisher.name.as_str()),
        licence: licence.and_then(|licence| licence.name.as_deref()),
        licence_url: licence.and_then(|licence| licence.url.as_deref()),
        resources: [],
    };
    let mut bytes = serde_json::to_vec(&file).expect("strings and lists always serialise");
    // The list stands last.
    bytes.truncate(bytes.len() - "]}".len());
    write_list(site, &mut bytes, |entry| resource(entry, site));
    bytes.extend(b"]}");
    bytes
}

#[derive(Serialize)]
struct FileView<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence_url: Option<&'a str>,
    resources: [Json; 0],
}

/// What the site knows of an entry: beside its fields, or in the place of one of the same key.
struct Known {
    key: &'static str,
    label: &'static str,
    shape: Shape,
    /// Whether it is always there.
    is_certain: bool,
    get: for<'a> fn(&'a Entry, &'a Site) -> Value<'a>,
}

const KNOWN: &[Known] = &[
    known("id", "変わらない名前。地域のフォルダーとファイルの名前", Shape::Text, |entry, _| {
        entry.resource.id.said()
    })
    .certain(),
    known("page", "このサイトのページ", Shape::Text, |entry, site| {
        let id = &entry.resource.id;
        text(address(site, id).unwrap_or_else(|| format!("../{}", route::resource(id))))
    })
    .certain(),
    known("kind_label", "種類の言葉", Shape::Text, |entry, site| {
        entry.kind.map_or(Value::Nothing, |at| site.vocabulary.kinds[at].label.said())
    }),
    known("needs", "願い", Shape::Ids, |entry, site| Value::list(entry.needs.iter().map(|at| site.vocabulary.needs[*at].id.said()))),
    known("areas", "地域", Shape::Ids, |entry, site| Value::list(entry.areas.iter().map(|at| site.areas[*at].id.said()))),
    known("area_codes", "全国地方公共団体コード", Shape::Texts, |entry, site| {
        Value::list(entry.areas.iter().map(|at| site.areas[*at].code.said()))
    }),
    known(
        "fee_kind",
        "参加費をどう読んだか。free は、だれにも、いつでも無料のとき",
        Shape::Choice(Words { all: fees, of_format: fees }),
        |entry, _| fee_kind(entry.fee),
    ),
    known("related", "似た場所", Shape::Ids, |entry, site| {
        Value::list(entry.related.iter().map(|at| site.entries[*at].resource.id.said()))
    }),
    known("valid_from", "情報の期間の始まり", Shape::Date, |entry, _| entry.resource.valid.from.said()),
    known("valid_until", "情報の期間の終わり", Shape::Date, |entry, _| entry.resource.valid.until.said()),
    known("body", "本文", Shape::Prose, |entry, _| entry.resource.body.said()),
    known("languages", "ほかにある言葉（easy はやさしい日本語）", Shape::Texts, |entry, _| {
        Value::list(entry.resource.variations.iter().map(|variation| variation.language.said()))
    }),
];

const fn known(key: &'static str, label: &'static str, shape: Shape, get: for<'a> fn(&'a Entry, &'a Site) -> Value<'a>) -> Known {
    Known { key, label, shape, is_certain: false, get }
}

impl Known {
    const fn certain(self) -> Known {
        Known { is_certain: true, ..self }
    }
}

fn text(text: String) -> Value<'static> {
    Value::Text(text.into())
}

/// The fields that are told as the content has them.
fn own() -> impl Iterator<Item = &'static Field<Resource>> {
    let is_known = |row: &Row| KNOWN.iter().any(|known| known.key == row.key);
    Resource::FIELDS.iter().filter(move |field| field.row.is_exported && !is_known(&field.row))
}

fn resource(entry: &Entry, site: &Site) -> Map<String, Json> {
    let own = own().map(|field| (field.row.key, (field.get)(&entry.resource)));
    let known = KNOWN.iter().map(|known| (known.key, (known.get)(entry, site)));
    own.chain(known).filter(|(_, value)| !value.is_nothing()).map(|(key, value)| (key.to_owned(), json(value))).collect()
}

fn json(value: Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::Text(text) => Json::String(text.into_owned()),
        Value::Prose(prose) => Json::from(prose.source.as_str()),
        Value::Choice(word, _) => Json::from(word),
        Value::Date(date) => Json::from(date.to_string()),
        Value::Number(number) => Json::from(number),
        Value::List(values) => values.into_iter().map(json).collect(),
        Value::Pairs(pairs) => Json::Object(pairs.into_iter().map(|(name, value)| (name.to_owned(), json(value))).collect()),
        Value::Object(fields) => {
            let told = fields.into_iter().filter(|(row, _)| row.is_exported);
            Json::Object(told.map(|(row, value)| (row.key.to_owned(), json(value))).collect())
        }
    }
}

/// How a fee can be understood.
const FEES: [(Fee, &str); 6] = [
    (Fee::Free, "free"),
    (Fee::FreeForSome, "free-for-some"),
    (Fee::Donation, "donation"),
    (Fee::ActualCost, "actual-cost"),
    (Fee::Amount, "amount"),
    (Fee::Costs, "costs"),
];

fn fees() -> Vec<&'static str> {
    FEES.iter().map(|(_, word)| *word).collect()
}

/// How a fee was understood; none where nothing is said.
fn fee_kind(fee: Fee) -> Value<'static> {
    FEES.iter().find(|(known, _)| *known == fee).map_or(Value::Nothing, |(_, word)| Value::Choice(word, word))
}

/// The schema of [`resources`].
pub fn schema() -> String {
    let web = |label: &str| json!({"type": "string", "description": label, "pattern": "^https?://"});
    let words = |label: &str| json!({"type": "string", "description": label});
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "地域資源ブックマークのすべての項目",
        "description": "shiori がつくる opendata/resources.json",
        "type": "object",
        "properties": {
            "$schema": words("このスキーマ"),
            "title": words("サイトの題"),
            "url": web("サイトのアドレス"),
            "publisher": words("発行者"),
            "licence": words("利用の条件。書かれていなければ決まっていません"),
            "licence_url": web("利用の条件のページ"),
            "resources": {"type": "array", "description": "場所や窓口", "items": of_resource()},
        },
        "required": ["title", "resources"],
        "additionalProperties": false,
    });
    format!("{schema:#}\n")
}

fn of_resource() -> Json {
    let own = own().map(|field| (field.row.key, described(field.row.shape, field.row.label)));
    let known = KNOWN.iter().map(|known| (known.key, described(known.shape, known.label)));
    let properties: Map<String, Json> = own.chain(known).map(|(key, of)| (key.to_owned(), of)).collect();
    let required = Resource::FIELDS.iter().map(|field| &field.row).filter(|row| row.is_required || matches!(row.key, "status"));
    let required: Vec<&str> =
        KNOWN.iter().filter(|known| known.is_certain).map(|known| known.key).chain(required.map(|row| row.key)).collect();
    json!({"type": "object", "description": "場所や窓口", "properties": properties, "required": required, "additionalProperties": false})
}

fn of_mapping(fields: Fields) -> Json {
    let told = || fields.rows().filter(|row| row.is_exported);
    let properties: Map<String, Json> = told().map(|row| (row.key.to_owned(), described(row.shape, row.label))).collect();
    let required: Vec<&str> = told().filter(|row| row.is_required).map(|row| row.key).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn described(shape: Shape, label: &str) -> Json {
    let text = || json!({"type": "string"});
    let (mut of, more) = match shape {
        Shape::Text | Shape::Worded(_) | Shape::Bare | Shape::Phone | Shape::Number => (text(), ""),
        Shape::Prose => (text(), "（Markdown）"),
        Shape::Id => (text(), "の id"),
        Shape::Ids => (json!({"type": "array", "items": text()}), "の id"),
        Shape::Texts | Shape::Groups => (json!({"type": "array", "items": text()}), ""),
        Shape::Url => (json!({"type": "string", "pattern": "^https?://"}), ""),
        Shape::Date => (json!({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}), ""),
        Shape::PostalCode => (json!({"type": "string", "pattern": "^[0-9]{3}-[0-9]{4}$"}), ""),
        Shape::Choice(words) => (json!({"type": "string", "enum": (words.of_format)()}), ""),
        Shape::Pairs => (json!({"type": "object", "additionalProperties": text()}), ""),
        Shape::Counts => (json!({"type": "object", "additionalProperties": {"type": "number"}}), ""),
        Shape::Location => (json!({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}), ""),
        Shape::Object(fields) | Shape::TextOr(fields) => (of_mapping(fields), ""),
        Shape::Objects(fields) | Shape::TextsOr(fields) => (json!({"type": "array", "items": of_mapping(fields)}), ""),
    };
    of["description"] = json!(format!("{label}{more}"));
    of
}
