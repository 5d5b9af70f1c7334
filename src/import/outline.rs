//! Official areas (国土数値情報「行政区域」, N03, as GeoJSON) to the outline of a town: `shiori outline`.
//!
//! 1. Of all features only those of the towns that are asked for are kept, one after the other, because the file of a
//!    prefecture has a hundred megabytes.
//! 2. Corners that change the shape least go first, until what is left fits on a page (Visvalingam and Whyatt, 1993). It is
//!    forty lines; the crate `geo` would bring two dozen others for them.
//! 3. What is left is GeoJSON with the credit that the licence of the data asks for.
//!
//! Pure: the file is read and written by the command.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Value, json};

/// What the terms of the data ask to be said beside it.
pub const CREDIT: &str = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成";
/// Corners of an outline at most.
const CORNERS: usize = 3_000;
/// Triangles of fewer square metres are no part of a shape that a page can show.
const FINEST: f64 = 50.0;
/// Metres of a degree of latitude.
const DEGREE: f64 = 111_195.0;
/// Designated cities whose codes lie among the wards of their prefecture, behind its first one.
const FURTHER_CITIES: [u32; 5] = [14_130, 14_150, 22_130, 27_140, 40_130];

/// Longitude and latitude, as GeoJSON has them.
type Point = (f64, f64);
/// A closed line, its first point once.
type Ring = Vec<Point>;

/// A town, or several, drawn as surfaces; of each the first ring is the rim and the others are holes.
#[derive(Debug, Default, PartialEq)]
pub struct Town {
    /// Names of what was found, each once.
    pub names: Vec<String>,
    polygons: Vec<Vec<Ring>>,
}

/// Why there is no outline.
#[derive(Debug)]
pub enum Problem {
    /// No JSON, or no GeoJSON.
    Unreadable(serde_json::Error),
    /// GeoJSON, but without the item by which towns are known.
    NotOfAreas,
    /// None of its areas has this code.
    Unknown(String),
}

/// Cuts towns out of a file, by their codes of five or six digits.
pub fn cut(file: impl Read, codes: &[String]) -> Result<Town, Problem> {
    let wanted: Vec<Wanted> = codes.iter().map(|code| Wanted::new(code)).collect();
    let mut found = Found { wanted: &wanted, town: Town::default(), hit: BTreeSet::new(), has_codes: false };
    let mut json = serde_json::Deserializer::from_reader(file);
    Collection(&mut found).deserialize(&mut json).map_err(Problem::Unreadable)?;
    if !found.has_codes {
        return Err(Problem::NotOfAreas);
    }
    match (0..wanted.len()).find(|at| !found.hit.contains(at)) {
        Some(missing) => Err(Problem::Unknown(codes[missing].clone())),
        None => Ok(found.town),
    }
}

/// Which codes of the file belong to one that was asked for.
struct Wanted {
    from: u32,
    until: u32,
}

impl Wanted {
    /// A town is its own code; a prefecture all that begin as it does; a designated city also its wards.
    fn new(code: &str) -> Self {
        let code = code.get(..5).and_then(|code| code.parse().ok()).unwrap_or(u32::MAX);
        let (prefecture, place) = (code / 1000 * 1000, code % 1000);
        let until = match place {
            0 => prefecture + 999,
            100 | 130 | 140 | 150 => {
                let next = FURTHER_CITIES.into_iter().find(|city| *city > code && city / 1000 == code / 1000);
                next.unwrap_or(prefecture + 200) - 1
            }
            _ => code,
        };
        Wanted { from: code, until }
    }
}

struct Found<'a> {
    wanted: &'a [Wanted],
    town: Town,
    hit: BTreeSet<usize>,
    has_codes: bool,
}

impl Found<'_> {
    fn take(&mut self, feature: Feature) {
        let Some(properties) = feature.properties else { return };
        self.has_codes |= properties.code.is_some();
        let code = properties.code.as_deref().and_then(|code| code.parse::<u32>().ok());
        let Some(at) = code.and_then(|code| self.wanted.iter().position(|wanted| (wanted.from..=wanted.until).contains(&code))) else {
            return;
        };
        self.hit.insert(at);
        let name = properties.name();
        if !name.is_empty() && !self.town.names.contains(&name) {
            self.town.names.push(name);
        }
        match feature.geometry {
            Some(Geometry::Polygon { coordinates }) => self.town.polygons.push(rings(coordinates)),
            Some(Geometry::MultiPolygon { coordinates }) => self.town.polygons.extend(coordinates.into_iter().map(rings)),
            Some(Geometry::Other) | None => {}
        }
    }
}

fn rings(coordinates: Vec<Vec<Vec<f64>>>) -> Vec<Ring> {
    let point = |point: Vec<f64>| Some((*point.first()?, *point.get(1)?));
    let ring = |points: Vec<Vec<f64>>| {
        let mut ring: Ring = points.into_iter().filter_map(point).collect();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    };
    coordinates.into_iter().map(ring).collect()
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<Properties>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Properties {
    /// 行政区域コード, five digits; none for what belongs to no town.
    #[serde(rename = "N03_007")]
    code: Option<String>,
    /// 郡 or 政令指定都市, 市区町村, and in newer files the ward.
    #[serde(rename = "N03_003")]
    county: Option<String>,
    #[serde(rename = "N03_004")]
    town: Option<String>,
    #[serde(rename = "N03_005")]
    ward: Option<String>,
}

impl Properties {
    fn name(&self) -> String {
        let county = self.county.as_deref().filter(|name| name.ends_with('市') && self.town.as_deref() != Some(name));
        [county, self.town.as_deref(), self.ward.as_deref()].into_iter().flatten().collect()
    }
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Polygon {
        coordinates: Vec<Vec<Vec<f64>>>,
    },
    MultiPolygon {
        coordinates: Vec<Vec<Vec<Vec<f64>>>>,
    },
    #[serde(other)]
    Other,
}

/// A feature collection, of which nothing is kept but what is wanted.
struct Collection<'f, 'w>(&'f mut Found<'w>);

impl<'de> DeserializeSeed<'de> for Collection<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a feature collection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "features" {
                map.next_value_seed(Features(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Features<'f, 'w>(&'f mut Found<'w>);

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut features: A) -> Result<(), A::Error> {
        while let Some(feature) = features.next_element()? {
            self.0.take(feature);
        }
        Ok(())
    }
}

/// Keeps at most [`CORNERS`] corners, those that shape it most; islets that are smaller than what is left out go with it.
#[must_use]
pub fn simplified(town: Town) -> Town {
    let weights: Vec<Vec<Vec<f64>>> = town.polygons.iter().map(|rings| rings.iter().map(|ring| weights(ring)).collect()).collect();
    let mut all: Vec<f64> = weights.iter().flatten().flatten().copied().filter(|weight| *weight >= FINEST).collect();
    all.sort_by(|a, b| b.total_cmp(a));
    let least = all.get(CORNERS).map_or(FINEST, |next| next.next_up());
    let thin = |(ring, weights): (Ring, &Vec<f64>)| -> Option<Ring> {
        let kept: Ring = ring.into_iter().zip(weights).filter(|(_, weight)| **weight >= least).map(|(point, _)| point).collect();
        (kept.len() > 2).then_some(kept)
    };
    let polygon = |(rings, weights): (Vec<Ring>, &Vec<Vec<f64>>)| {
        let mut thinned = rings.into_iter().zip(weights).map(thin);
        // A hole is nothing without the surface around it.
        let rim = thinned.next()??;
        Some(std::iter::once(rim).chain(thinned.flatten()).collect())
    };
    let polygons = town.polygons.into_iter().zip(&weights).filter_map(polygon).collect();
    Town { names: town.names, polygons }
}

/// For each corner of a ring the square metres that go with it when smaller ones have gone; a whole ring of three goes at once.
fn weights(ring: &[Point]) -> Vec<f64> {
    let count = ring.len();
    let mut weights = vec![0.0; count];
    if count < 3 {
        return weights;
    }
    let shrink = ring[0].1.to_radians().cos();
    let at = |index: usize| (ring[index].0 * DEGREE * shrink, ring[index].1 * DEGREE);
    let triangle = |a: usize, b: usize, c: usize| {
        let ((ax, ay), (bx, by), (cx, cy)) = (at(a), at(b), at(c));
        ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)).abs() / 2.0
    };
    let mut before: Vec<usize> = (0..count).map(|index| (index + count - 1) % count).collect();
    let mut after: Vec<usize> = (0..count).map(|index| (index + 1) % count).collect();
    let mut current: Vec<f64> = (0..count).map(|index| triangle(before[index], index, after[index])).collect();
    let entry = |area: f64, index: usize| Reverse((area.to_bits(), index));
    let mut heap: BinaryHeap<_> = (0..count).map(|index| entry(current[index], index)).collect();
    let (mut left, mut most) = (count, 0.0_f64);
    while let Some(Reverse((bits, index))) = heap.pop() {
        let area = f64::from_bits(bits);
        // Changed since, or gone.
        if area.to_bits() != current[index].to_bits() {
            continue;
        }
        most = most.max(area);
        weights[index] = most;
        current[index] = f64::NAN;
        let (a, c) = (before[index], after[index]);
        if left == 3 {
            (weights[a], weights[c]) = (most, most);
            break;
        }
        left -= 1;
        (after[a], before[c]) = (c, a);
        for neighbour in [a, c] {
            current[neighbour] = triangle(before[neighbour], neighbour, after[neighbour]);
            heap.push(entry(current[neighbour], neighbour));
        }
    }
    weights
}

/// The file `map.geojson`.
pub fn geojson(town: &Town) -> Value {
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let point = |(longitude, latitude): &Point| json!([rounded(*longitude), rounded(*latitude)]);
    let ring = |ring: &Ring| Value::Array(ring.iter().chain(ring.first()).map(point).collect());
    let coordinates: Vec<Value> = town.polygons.iter().map(|rings| Value::Array(rings.iter().map(ring).collect())).collect();
    json!({
        "type": "FeatureCollection",
        "attribution": CREDIT,
        "features": [{
            "type": "Feature",
            "properties": {"name": town.names.join("、")},
            "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
        }],
    })
}

impl Town {
    /// How many corners it has.
    pub fn corners(&self) -> usize {
        self.polygons.iter().flatten().map(Vec::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{CORNERS, Problem, Town, cut, geojson, simplified, weights};

    fn square(code: &str, name: &str, at: f64) -> String {
        let (west, east) = (at, at + 0.1);
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"N03_001\":\"ある県\",\"N03_004\":\"{name}\",\"N03_007\":\"{code}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{west},34.0],[{east},34.0],[{east},34.1],[{west},34.1],[{west},34.0]]]}}}}"
        )
    }

    fn file(features: &[String]) -> String {
        format!("{{\"type\":\"FeatureCollection\",\"name\":\"N03\",\"features\":[{}]}}", features.join(","))
    }

    fn cut_out(features: &[String], codes: &[&str]) -> Result<Town, Problem> {
        cut(file(features).as_bytes(), &codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn towns_are_known_by_their_codes_and_cities_have_their_wards() {
        let all: Vec<String> = [
            ("27232", "阪南市"),
            ("27100", "大阪市"),
            ("27102", "都島区"),
            ("27128", "中央区"),
            ("27141", "堺区"),
            ("27147", "美原区"),
            ("27202", "岸和田市"),
            ("28101", "東灘区"),
        ]
        .iter()
        .enumerate()
        .map(|(at, (code, name))| square(code, name, 135.0 + at as f64))
        .collect();
        for (codes, names) in [
            (vec!["272329"], vec!["阪南市"]),
            (vec!["27232"], vec!["阪南市"]),
            (vec!["272329", "272027"], vec!["阪南市", "岸和田市"]),
            (vec!["271004"], vec!["大阪市", "都島区", "中央区"]),
            (vec!["271403"], vec!["堺区", "美原区"]),
            (vec!["281000"], vec!["東灘区"]),
            (vec!["270008"], vec!["阪南市", "大阪市", "都島区", "中央区", "堺区", "美原区", "岸和田市"]),
        ] {
            assert_eq!(
                cut_out(&all, &codes).map(|town| town.names).ok(),
                Some(names.into_iter().map(str::to_owned).collect()),
                "{codes:?}"
            );
        }
        assert!(matches!(cut_out(&all, &["132047"]), Err(Problem::Unknown(code)) if code == "132047"));
        assert!(matches!(cut_out(&all, &["あいう"]), Err(Problem::Unknown(_))));
    }

    #[test]
    fn what_is_no_official_file_is_said_to_be_none() {
        let other =
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"a\"},\"geometry\":null}]}";
        let codes = ["272329".to_owned()];
        assert!(matches!(cut(other.as_bytes(), &codes), Err(Problem::NotOfAreas)));
        for wrong in ["", "[]", "{", "PK\u{3}\u{4}", "{\"features\":{}}"] {
            assert!(matches!(cut(wrong.as_bytes(), &codes), Err(Problem::Unreadable(_))), "{wrong}");
        }
    }

    #[test]
    fn what_shapes_a_town_stays_and_what_nobody_sees_goes() {
        // A square of ten kilometres with a corner of a metre on one side.
        let ring = [(135.0, 34.0), (135.05, 34.000_01), (135.1, 34.0), (135.1, 34.1), (135.0, 34.1)];
        let weights = weights(&ring);
        assert!(weights[1] < weights[0] && weights[1] < 10_000.0 && weights[0] > 1_000_000.0, "{weights:?}");
    }

    #[test]
    fn a_coast_of_a_hundred_thousand_points_fits_on_a_page() {
        let coast: Vec<String> = (0..100_000_u32)
            .map(|at| {
                let turn = f64::from(at) / 100_000.0 * std::f64::consts::TAU;
                let far = 0.1 + 0.002 * (turn * 700.0).sin();
                format!("[{:.8},{:.8}]", 135.0 + far * turn.cos(), 34.0 + far * turn.sin())
            })
            .collect();
        let feature = format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"N03_004\":\"阪南市\",\"N03_007\":\"27232\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}}}",
            coast.join(",")
        );
        let town = simplified(cut_out(&[feature], &["272329"]).unwrap_or_default());
        assert!((CORNERS / 2..=CORNERS).contains(&town.corners()), "{}", town.corners());
        assert!(geojson(&town).to_string().len() < 100_000);
    }

    #[test]
    fn rocks_go_and_islands_stay() {
        let rock = "{\"type\":\"Feature\",\"properties\":{\"N03_004\":\"阪南市\",\"N03_007\":\"27232\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[135.2,34.2],[135.20001,34.2],[135.20001,34.20001],[135.2,34.2]]]}}".to_owned();
        let town = simplified(cut_out(&[square("27232", "阪南市", 135.0), rock], &["272329"]).unwrap_or_default());
        assert_eq!((town.polygons.len(), town.corners()), (1, 4));
    }
}
