//! `vocabulary.yaml`, `areas.yaml` and `readings.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::object::{self, Context, Object};
use crate::content::{resource, values};
use crate::diagnostics::{At, Code, Diagnostic, Span};
use crate::model::area::{Area, Areas, Window};
use crate::model::field::Fields;
use crate::model::readings::{LONGEST_WORD, Readings};
use crate::model::vocabulary::{Term, Vocabulary, Worry};
use crate::source::yaml::{Node, Value};

/// Decodes the vocabulary.
pub fn vocabulary(node: &Node, context: &mut Context) -> Vocabulary {
    let (vocabulary, marked) = context.twice(|context| Some(vocabulary_once(node, context))).unwrap_or_default();
    Vocabulary { marked: marked.map(Box::new), ..vocabulary }
}

fn vocabulary_once(node: &Node, context: &mut Context) -> Vocabulary {
    let Some(object) = Object::of::<Vocabulary>(node, "vocabulary.yaml ", context) else {
        return Vocabulary::default();
    };
    Vocabulary {
        needs: terms(&object, "needs", context),
        kinds: terms(&object, "kinds", context),
        audiences: terms(&object, "audiences", context),
        comforts: terms(&object, "comforts", context),
        worries: object.objects("worries", context, |object, context| {
            let label = object.required("label", context);
            Some(Worry {
                words: object.texts("words", context),
                needs: object.texts("needs", context),
                kinds: object.texts("kinds", context),
                comforts: object.texts("comforts", context),
                audience: object.texts("audience", context),
                places: object.texts("places", context),
                label: label?.value,
            })
        }),
        marked: None,
    }
}

fn terms(object: &Object, key: &str, context: &mut Context) -> Vec<Term> {
    let mut ordered: Vec<(i64, Term)> = object.objects(key, context, |object, context| {
        let id = object.required("id", context).map(|id| values::id(id, "id ", context));
        let label = object.required("label", context);
        let order = object.text("order", context).and_then(|text| resource::integer(&text, context)).unwrap_or(i64::MAX);
        let term = Term {
            short: object.plain("short", context),
            description: object.prose("description", context),
            icon: object.text("icon", context),
            needs: object.texts("needs", context),
            is_window: object.choice("window", context).unwrap_or(false),
            id: id?,
            label: label?.value,
        };
        Some((order, term))
    });
    ordered.sort_by_key(|(order, _)| *order);
    unique(ordered.into_iter().map(|(_, term)| term).collect(), |term| &term.id, key, context)
}

/// Decodes the areas.
pub fn areas(node: &Node, context: &mut Context) -> Vec<Area> {
    let (mut areas, marked) = context.twice(|context| Some(areas_once(node, context))).unwrap_or_default();
    for (area, marked) in areas.iter_mut().zip(marked.into_iter().flatten()) {
        area.marked = Some(Box::new(marked));
    }
    areas
}

fn areas_once(node: &Node, context: &mut Context) -> Vec<Area> {
    let Some(object) = Object::of::<Areas>(node, "areas.yaml ", context) else { return Vec::new() };
    let areas = object.objects("areas", context, |object, context| {
        let id = object.required("id", context).map(|id| values::id(id, "地域の id ", context));
        let name = object.required("name", context);
        Some(Area {
            reading: object.bare("reading", context).map(|reading| reading.value),
            code: object.text("code", context).and_then(|text| values::municipality_code(text, context)),
            parent: object.text("parent", context),
            description: object.prose("description", context),
            ask: window(object, context),
            id: id?,
            name: name?.value,
            marked: None,
        })
    });
    unique(areas, |area| &area.id, "areas", context)
}

/// `ask: hannan/kurashi-marugoto`, or a contact with its label.
fn window(object: &Object, context: &mut Context) -> Option<Window> {
    let node = object.get("ask")?;
    if let Value::Scalar { .. } = node.value {
        return object.text("ask", context).map(Window::Entry);
    }
    let object = object.inner("ask", node, context)?;
    object.required("label", context)?;
    let contact = resource::contact(&object, context);
    let ways = ["phone", "email", "url", "fax", "sns"];
    if ways.iter().all(|way| object.get(way).is_none() && !context.is_meant(object.span, way)) {
        context.report(
            Diagnostic::error(Code::MissingField, "ask の窓口に、連絡する方法がありません")
                .at(object.key_span("label"), "この窓口")
                .help("phone（電話番号）、email（メール）、url（ページ）のどれかを書いてください"),
        );
        return None;
    }
    Some(Window::Contact(Box::new(contact)))
}

/// Whether every entry of the lists was read, whatever else is wrong with it: then an id that is not among them does not exist.
pub fn is_whole<'i>(node: &Node, ids: impl Iterator<Item = &'i str>) -> bool {
    let Value::Mapping(lists) = &node.value else { return false };
    let known: BTreeSet<&str> = ids.collect();
    let is_read = |item: &Node| match &item.value {
        Value::Mapping(fields) => fields.iter().any(|(key, value)| match &value.value {
            Value::Scalar { text, .. } => key.text == "id" && known.contains(text.trim()),
            Value::Sequence(_) | Value::Mapping(_) => false,
        }),
        Value::Scalar { .. } | Value::Sequence(_) => false,
    };
    let is_list = |key: &str| [Fields::of::<Vocabulary>(), Fields::of::<Areas>()].iter().any(|fields| fields.find(key).is_some());
    // Worries have no ids.
    lists.iter().filter(|(key, _)| key.text != "worries").all(|(key, value)| match &value.value {
        Value::Sequence(items) => is_list(&key.text) && items.iter().all(is_read),
        Value::Scalar { .. } => is_list(&key.text) && value.is_nothing(),
        Value::Mapping(_) => false,
    })
}

/// Keeps the first of each id.
fn unique<T>(all: Vec<T>, id: impl Fn(&T) -> &At<String>, key: &str, context: &mut Context) -> Vec<T> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut kept = Vec::with_capacity(all.len());
    for item in all {
        let At { value, span } = id(&item).clone();
        match seen.get(&value) {
            Some(first) => context.report(
                Diagnostic::error(Code::DuplicateId, format!("{key} に同じ id が二つあります: {value}"))
                    .at(span, "二つ目")
                    .at(*first, "一つ目")
                    .help("どちらかの id を変えるか、消してください"),
            ),
            None => {
                seen.insert(value, span);
                kept.push(item);
            }
        }
    }
    kept
}

/// Decodes the readings.
pub fn readings(node: &Node, context: &mut Context) -> Readings {
    let pairs = object::pairs(node, "readings.yaml", context);
    let mut kept = Vec::with_capacity(pairs.len());
    for (word, reading) in pairs {
        if reading.contains(['{', '}', '|']) || word.contains(['{', '}', '|']) {
            context.report(
                Diagnostic::error(Code::Reading, "読みの中に { } | は使えません")
                    .at(reading.span, "この読み")
                    .help("ひらがなだけを書いてください"),
            );
        } else if word.chars().count() > LONGEST_WORD {
            context.report(
                Diagnostic::error(Code::Reading, format!("読みをつける言葉が長すぎます（{LONGEST_WORD} 文字まで）"))
                    .at(word.span, "この言葉")
                    .help("文ではなく、言葉だけを書いてください"),
            );
        } else {
            kept.push((word.value, reading.value));
        }
    }
    Readings::new(kept)
}
