//! `map.geojson` (RFC 7946): the outline a map is drawn on. Properties and points are passed over.

use serde_json::Value;

use crate::content::object::Context;
use crate::diagnostics::{Diagnostic, FileId, Span};
use crate::model::outline::{Outline, Position};

/// More than an outline on a page can show.
const MOST_POSITIONS: usize = 20_000;

/// The outline; nothing where the file cannot be used, which is reported.
pub fn decode(text: &str, file: FileId, context: &mut Context) -> Option<Outline> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let span = place(text, file, error.line(), error.column());
            context.report(
                Diagnostic::error("map-outline", "地図の下絵（map.geojson）を読み取れません")
                    .at(span, "このあたり")
                    .help("GeoJSON の形（RFC 7946）で書き出しなおしてください。使わないなら、ファイルを消してください"),
            );
            return None;
        }
    };
    let mut outline = Outline::default();
    let is_known = collect(&value, &mut outline.lines, 0);
    let top = Span::top(file);
    let count: usize = outline.lines.iter().map(Vec::len).sum();
    if !is_known || outline.lines.iter().flatten().any(|position| !is_on_earth(*position)) {
        context.report(
            Diagnostic::error("map-outline", "地図の下絵（map.geojson）に、読めない形か、緯度経度でない数があります")
                .at(top, "このファイル")
                .help("線（LineString）と面（Polygon）を、[経度, 緯度] の度数（世界測地系）で書いてください"),
        );
        return None;
    }
    if count > MOST_POSITIONS {
        context.report(
            Diagnostic::error("map-outline", format!("地図の下絵が細かすぎます（点が {count} 個）"))
                .at(top, "このファイル")
                .help(format!("地図ソフトの「簡素化」で、{MOST_POSITIONS} 個までに減らしてください")),
        );
        return None;
    }
    Some(outline)
}

/// Takes the lines out of any GeoJSON object; false for what is none.
fn collect(value: &Value, lines: &mut Vec<Vec<Position>>, depth: usize) -> bool {
    let all = |key: &str, lines: &mut Vec<Vec<Position>>| {
        depth < 8 && value[key].as_array().is_some_and(|parts| parts.iter().all(|part| collect(part, lines, depth + 1)))
    };
    match value["type"].as_str() {
        Some("FeatureCollection") => all("features", lines),
        Some("GeometryCollection") => all("geometries", lines),
        Some("Feature") => value["geometry"].is_null() || collect(&value["geometry"], lines, depth + 1),
        Some("Point" | "MultiPoint") => true,
        Some("LineString") => line(&value["coordinates"], lines),
        Some("Polygon" | "MultiLineString") => each(&value["coordinates"], |part| line(part, lines)),
        Some("MultiPolygon") => each(&value["coordinates"], |polygon| each(polygon, |part| line(part, lines))),
        _ => false,
    }
}

fn each(value: &Value, mut of: impl FnMut(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|parts| parts.iter().all(&mut of))
}

fn line(value: &Value, lines: &mut Vec<Vec<Position>>) -> bool {
    let position = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
    let Some(found) = value.as_array().and_then(|positions| positions.iter().map(position).collect::<Option<Vec<Position>>>()) else {
        return false;
    };
    if found.len() > 1 {
        lines.push(found);
    }
    true
}

fn is_on_earth((longitude, latitude): Position) -> bool {
    (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude)
}

/// The place of a mistake that is told by line and column, both from one.
fn place(text: &str, file: FileId, line: usize, column: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = text.floor_char_boundary((start + column.saturating_sub(1)).min(text.len()));
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file, start: offset(at), end: offset(end) }
}
