//! The editions that are printed: each says its areas and words once, and in which formats it comes.
//!
//! `formats: [a4-trifold, poster]` gives a leaflet for each; what one of them has of its own stands beside its name:
//! `{format: a4-trifold, bleed: 3}`. The first keeps the edition's id, the others add their format's name to it.

use std::collections::BTreeMap;

use crate::content::credits::{credits, publisher};
use crate::content::object::{self, Context, Object};
use crate::content::values;
use crate::diagnostics::{At, Code, Diagnostic};
use crate::model::choice::{self, FORMATS};
use crate::model::settings::{Leaflet, OwnFormat, Part};
use crate::source::yaml::{Node, Value};

/// Every leaflet of `site.yaml`, format by format.
pub(super) fn leaflets(object: &Object, context: &mut Context) -> Vec<Leaflet> {
    let editions = object.objects("leaflets", context, edition);
    repeated(object, &editions, context);
    editions.into_iter().flat_map(|edition| edition.leaflets).collect()
}

/// One item of `leaflets`.
struct Edition {
    leaflets: Vec<Leaflet>,
    /// Whether it names one format, in the word that knows one only.
    is_single: bool,
}

fn edition(object: &Object, context: &mut Context) -> Option<Edition> {
    let id = object.required("id", context).map(|id| values::id(id, "リーフレットの id ", context));
    let words = words_of(object, context);
    let is_single = object.get("formats").is_none();
    let formats = if is_single {
        let format = object.required("format", context).map(named);
        format.map(|format| vec![OwnFormat { format, ..OwnFormat::default() }])
    } else {
        Some(object.items("formats").iter().filter_map(|node| own(node, context)).collect())
    };
    let (id, formats) = (id?, formats?);
    let leaflet = |(at, own): (usize, OwnFormat)| Leaflet {
        id: own.id.clone().unwrap_or_else(|| id_of(&id, at, &own.format)),
        ink: own.ink.unwrap_or(words.ink),
        paper: own.paper.or_else(|| words.paper.clone()),
        bleed: own.bleed.or(words.bleed),
        include: own.include.or_else(|| words.include.clone()),
        furigana: own.furigana.or(words.furigana),
        format: own.format,
        ..words.clone()
    };
    Some(Edition { leaflets: formats.into_iter().enumerate().map(leaflet).collect(), is_single })
}

fn own(node: &Node, context: &mut Context) -> Option<OwnFormat> {
    if let Value::Scalar { .. } = &node.value {
        let format = object::scalar(node, "formats", context).map(named)?;
        return Some(OwnFormat { format, ..OwnFormat::default() });
    }
    let object = Object::of::<OwnFormat>(node, "formats ", context)?;
    let format = object.required("format", context).map(named);
    Some(OwnFormat {
        id: object.text("id", context).map(|id| values::id(id, "リーフレットの id ", context)),
        ink: object.choice("ink", context),
        paper: paper(&object, context),
        bleed: bleed(&object, context),
        include: include(&object, context),
        furigana: object.choice("furigana", context),
        format: format?,
    })
}

/// A word that is none of the formats is told where the formats are known.
fn named(format: At<String>) -> At<String> {
    let id = choice::find(&format, FORMATS).map(str::to_owned);
    At::new(id.unwrap_or(format.value), format.span)
}

/// `hannan`, `hannan-poster`: the first of an edition's formats has its id.
fn id_of(id: &At<String>, at: usize, format: &At<String>) -> At<String> {
    if at == 0 {
        return id.clone();
    }
    let short = format.trim_start_matches("a4-").trim_start_matches("a3-");
    let short = if short == "large-print" { "large" } else { short };
    At::new(format!("{}-{short}", id.value), format.span)
}

fn words_of(object: &Object, context: &mut Context) -> Leaflet {
    let issued = values::date_of(object, "issued", context).map(|date| date.value);
    Leaflet {
        id: At::default(),
        format: At::default(),
        areas: object.texts("areas", context),
        kinds: object.texts("kinds", context),
        title: object.plain("title", context),
        subtitle: object.plain("subtitle", context),
        edition: object.plain("edition", context),
        lead: object.prose("lead", context),
        issued,
        ink: object.choice("ink", context).unwrap_or_default(),
        paper: paper(object, context),
        bleed: bleed(object, context),
        order: object.texts("order", context),
        include: include(object, context),
        furigana: object.choice("furigana", context),
        credits: credits(object, context),
        publisher: publisher(object, context),
        funding: object.plain("funding", context),
        notes: object.prose("notes", context),
    }
}

fn paper(object: &Object, context: &mut Context) -> Option<At<String>> {
    object.text("paper", context).map(|paper| At::new(paper.value.to_lowercase(), paper.span))
}

/// Tells of an edition that is written once for each of its formats, and how it is written once; as its editor wrote it, but for
/// the line of the formats.
fn repeated(object: &Object, editions: &[Edition], context: &mut Context) {
    let mut same: BTreeMap<String, Vec<&Leaflet>> = BTreeMap::new();
    for leaflet in editions.iter().filter(|edition| edition.is_single).flat_map(|edition| &edition.leaflets) {
        let areas: Vec<&str> = leaflet.areas.iter().map(|area| area.value.as_str()).collect();
        let kinds: Vec<&str> = leaflet.kinds.iter().map(|kind| kind.value.as_str()).collect();
        let Some(edition) = &leaflet.edition else { continue };
        same.entry(format!("{edition}\n{areas:?}\n{kinds:?}")).or_default().push(leaflet);
    }
    let nodes = object.items("leaflets");
    for leaflets in same.into_values().filter(|leaflets| leaflets.len() > 1) {
        let (first, second) = (leaflets[0], leaflets[1]);
        let formats: Vec<&str> = leaflets.iter().map(|leaflet| leaflet.format.value.as_str()).collect();
        let written = nodes.iter().find(|node| node.span.start <= first.id.span.start && first.id.span.end <= node.span.end);
        let once = written.map(|node| as_one(context.written(node.span), &first.format.value, &formats)).unwrap_or_default();
        let edition = first.edition.as_deref().unwrap_or_default();
        context.report(
            Diagnostic::warning(Code::RepeatedEdition, format!("「{edition}」が、形ごとに {} 回書かれています", leaflets.len()))
                .at(second.id.span, "二つ目")
                .at(first.id.span, "一つ目")
                .help(format!("一つにまとめられます。一つ目をつぎのように書き、ほかを消してください:\n{once}")),
        );
    }
}

/// An edition as it was written, with all its formats in the place of one.
fn as_one(written: &str, format: &str, formats: &[&str]) -> String {
    let list = format!("formats: [{}]", formats.join(", "));
    let mut lines: Vec<String> = Vec::new();
    for line in written.trim_end().lines() {
        let is_format = line.trim_start().starts_with("format:");
        lines.push(if is_format {
            format!("{}{list}", &line[..line.len() - line.trim_start().len()])
        } else {
            line.replace(&format!("format: {format}"), &list)
        });
    }
    format!("  - {}", lines.join("\n"))
}

/// Millimetres, with or without the unit: `3`, `3mm`.
fn bleed(object: &Object, context: &mut Context) -> Option<u8> {
    let text = object.text("bleed", context)?;
    let number = text.value.trim_end_matches("mm").trim_end_matches("ミリ").trim();
    let millimetres = number.parse().ok().filter(|millimetres| *millimetres <= 10);
    if millimetres.is_none() {
        context.report(
            Diagnostic::error(Code::Number, format!("塗り足し（bleed）として読めません: {}", text.value))
                .at(text.span, "この値")
                .help("印刷所に出すときは 3 と書きます（単位はミリ、10 まで）。家や職場の印刷機だけなら、書かなくてかまいません"),
        );
    }
    millimetres.filter(|millimetres| *millimetres > 0)
}

fn include(object: &Object, context: &mut Context) -> Option<Vec<Part>> {
    object.get("include")?;
    let words = object.texts("include", context);
    Some(words.iter().filter_map(|word| object::choice(word, "include", context)).collect())
}
