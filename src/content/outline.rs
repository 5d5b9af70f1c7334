//! `map.geojson`: GeoJSON (RFC 7946) as far as it draws lines. JSON is read as YAML, which gives every mistake its place.

use crate::content::object::Context;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::outline::{Line, Outline};
use crate::source::yaml::{Node, Value};

/// Decodes the file. With a mistake, what comes before it.
pub fn decode(node: &Node, context: &mut Context) -> Outline {
    let mut outline = Outline::default();
    if let Err(diagnostic) = object(node, &mut outline.lines) {
        context.report(*diagnostic);
    }
    outline.credit = attribution(node);
    outline
}

/// A member of the file itself, as many programs write it.
fn attribution(node: &Node) -> Option<String> {
    let Value::Mapping(entries) = &node.value else { return None };
    match &entries.iter().find(|(name, _)| name.text == "attribution")?.1.value {
        Value::Scalar { text, .. } => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

type Read<T> = Result<T, Box<Diagnostic>>;

fn mistake<T>(headline: impl Into<String>, span: Span, help: &str) -> Read<T> {
    Err(Box::new(Diagnostic::error(Code::MapOutline, headline).at(span, "ここ").help(help)))
}

fn object(node: &Node, lines: &mut Vec<Line>) -> Read<()> {
    let kind = member(node, "type")?;
    let Value::Scalar { text, .. } = &kind.value else {
        return mistake("GeoJSON の type が文字ではありません", kind.span, "例: \"type\": \"FeatureCollection\"");
    };
    let each = |key: &str, lines: &mut Vec<Line>| items(member(node, key)?)?.iter().try_for_each(|item| object(item, lines));
    let coordinates = || member(node, "coordinates");
    match text.as_ref() {
        "FeatureCollection" => each("features", lines),
        "GeometryCollection" => each("geometries", lines),
        "Feature" => {
            let geometry = member(node, "geometry")?;
            if geometry.is_nothing() { Ok(()) } else { object(geometry, lines) }
        }
        "LineString" => line(coordinates()?, false, lines),
        "MultiLineString" => items(coordinates()?)?.iter().try_for_each(|node| line(node, false, lines)),
        "Polygon" => items(coordinates()?)?.iter().try_for_each(|ring| line(ring, true, lines)),
        "MultiPolygon" => {
            let rings = |polygon: &Node, lines: &mut Vec<Line>| items(polygon)?.iter().try_for_each(|ring| line(ring, true, lines));
            items(coordinates()?)?.iter().try_for_each(|polygon| rings(polygon, lines))
        }
        // Places are resources; a point has no outline.
        "Point" | "MultiPoint" => Ok(()),
        _ => mistake(
            "GeoJSON の type が知らないものです",
            kind.span,
            "FeatureCollection、Feature、Polygon、MultiPolygon、LineString、MultiLineString のどれかにしてください",
        ),
    }
}

fn member<'n, 'a>(node: &'n Node<'a>, key: &str) -> Read<&'n Node<'a>> {
    let Value::Mapping(entries) = &node.value else {
        return mistake("GeoJSON のオブジェクト { … } がありません", node.span, "書き出したソフトで、GeoJSON をえらび直してください");
    };
    match entries.iter().find(|(name, _)| name.text == key) {
        Some((_, value)) => Ok(value),
        None => mistake(
            format!("GeoJSON に {key} がありません"),
            Span { end: node.span.start.saturating_add(1).min(node.span.end), ..node.span },
            "書き出したソフトで、GeoJSON をえらび直してください",
        ),
    }
}

fn items<'n, 'a>(node: &'n Node<'a>) -> Read<&'n [Node<'a>]> {
    match &node.value {
        Value::Sequence(items) => Ok(items),
        Value::Scalar { .. } | Value::Mapping(_) => {
            mistake("GeoJSON の座標は [ … ] で書きます", node.span, "書き出したソフトで、GeoJSON をえらび直してください")
        }
    }
}

fn line(node: &Node, is_closed: bool, lines: &mut Vec<Line>) -> Read<()> {
    let points = items(node)?.iter().map(point).collect::<Read<Vec<_>>>()?;
    if points.len() > 1 {
        lines.push(Line { points, is_closed });
    }
    Ok(())
}

/// Longitude first, as GeoJSON has it; a height after the two is passed over.
fn point(node: &Node) -> Read<(f64, f64)> {
    let number = |node: &Node| match &node.value {
        Value::Scalar { text, plain: true, .. } => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    };
    let in_japan = |latitude: f64, longitude: f64| (15.0..=50.0).contains(&latitude) && (115.0..=160.0).contains(&longitude);
    let pair = match items(node)? {
        [longitude, latitude, ..] => number(longitude).zip(number(latitude)),
        _ => None,
    };
    match pair {
        Some((longitude, latitude)) if in_japan(latitude, longitude) => Ok((latitude, longitude)),
        Some((latitude, longitude)) if in_japan(latitude, longitude) => {
            mistake("緯度と経度が逆になっています", node.span, "GeoJSON では [経度, 緯度] の順です")
        }
        Some(_) => {
            mistake("座標が日本の外を指しています", node.span, "世界測地系の緯度・経度（EPSG:4326 か EPSG:6668）で書き出してください")
        }
        None => mistake("座標が二つの数字ではありません", node.span, "例: [135.2411, 34.3623]"),
    }
}
