//! From positions to a drawing: marks that do not cover each other, lines, a scale.

use serde::Serialize;

use crate::model::outline::Outline;

/// Units of the drawing across; a unit is a pixel where there is room for all of it.
const WIDTH: f64 = 800.0;
const TALLEST: f64 = 900.0;
const SHORTEST: f64 = 420.0;
/// Around the outermost marks.
const MARGIN: f64 = 60.0;
/// A mark is a circle of this radius, 44 across with its ring, so that a finger meets it.
const RADIUS: f64 = 20.0;
/// Metres in a degree of latitude.
const DEGREE: f64 = 111_195.0;
/// Less than this across is no map but a dot.
const NARROWEST: f64 = 800.0;

/// What is to be marked.
pub struct Spot {
    /// Its number in the list.
    pub number: usize,
    /// Latitude and longitude.
    pub position: (f64, f64),
    /// Its name.
    pub label: String,
    /// Its colour.
    pub hue: u8,
}

/// What the template draws.
#[derive(Serialize)]
pub struct Drawing {
    width: f64,
    height: f64,
    lines: Vec<String>,
    marks: Vec<Mark>,
    scale: Scale,
}

#[derive(Serialize)]
struct Mark {
    x: f64,
    y: f64,
    /// `7`, or `7–9` for neighbours that would cover each other.
    text: String,
    /// The first of them, to which the mark leads.
    number: usize,
    label: String,
    hue: u8,
}

#[derive(Serialize)]
struct Scale {
    length: f64,
    label: String,
}

/// From degrees to the drawing: for the few kilometres of a town, degrees of longitude are shorter by the cosine of the latitude.
struct Projection {
    west: f64,
    north: f64,
    across: f64,
    /// Units a metre.
    unit: f64,
}

impl Drawing {
    /// Draws the spots, and what of the outline lies around them.
    pub fn new(spots: &[Spot], outline: &Outline) -> Self {
        let (projection, height) = Projection::around(spots);
        let scale = [50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5];
        let metres = scale.into_iter().rev().find(|metres| metres * projection.unit <= WIDTH / 4.0).unwrap_or(scale[0]);
        let label = if metres < 1e3 { format!("{metres}m") } else { format!("{}km", metres / 1e3) };
        Drawing {
            width: WIDTH,
            height,
            lines: outline.lines.iter().filter_map(|line| projection.path(line, height)).collect(),
            marks: marks(spots, &projection),
            scale: Scale { length: rounded(metres * projection.unit), label },
        }
    }
}

impl Projection {
    /// One that shows all spots, and the height it needs.
    fn around(spots: &[Spot]) -> (Projection, f64) {
        let range = |of: fn(&Spot) -> f64| {
            spots.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)))
        };
        let (south, north) = range(|spot| spot.position.0);
        let (west, east) = range(|spot| spot.position.1);
        let across = DEGREE * ((south + north) / 2.0).to_radians().cos();
        let (wide, tall) = ((east - west) * across, (north - south) * DEGREE);
        let inner = |outer: f64| outer - 2.0 * MARGIN;
        let unit = (inner(WIDTH) / wide.max(NARROWEST)).min(inner(TALLEST) / tall.max(1.0));
        let height = (tall * unit + 2.0 * MARGIN).clamp(SHORTEST, TALLEST);
        let (free_x, free_y) = (WIDTH - wide * unit, height - tall * unit);
        let projection =
            Projection { west: west - free_x / 2.0 / unit / across, north: north + free_y / 2.0 / unit / DEGREE, across, unit };
        (projection, height.round())
    }

    fn point(&self, latitude: f64, longitude: f64) -> (f64, f64) {
        ((longitude - self.west) * self.across * self.unit, (self.north - latitude) * DEGREE * self.unit)
    }

    /// A line, where any of it may be seen; positions that draw nothing new are left out.
    fn path(&self, line: &[(f64, f64)], height: f64) -> Option<String> {
        let points: Vec<(f64, f64)> = line.iter().map(|(longitude, latitude)| self.point(*latitude, *longitude)).collect();
        let side = |of: fn(&(f64, f64)) -> f64, most: f64| {
            points.iter().all(|point| of(point) < 0.0) || points.iter().all(|point| of(point) > most)
        };
        if side(|point| point.0, WIDTH) || side(|point| point.1, height) {
            return None;
        }
        let mut path = String::new();
        let mut last = (f64::NAN, f64::NAN);
        for (x, y) in points {
            // Far outside, the exact place does not matter.
            let point = (x.clamp(-4.0 * WIDTH, 5.0 * WIDTH).round(), y.clamp(-4.0 * WIDTH, 5.0 * WIDTH).round());
            if point != last {
                path.push_str(&format!("{}{} {}", if path.is_empty() { "M" } else { "L" }, point.0, point.1));
                last = point;
            }
        }
        Some(path)
    }
}

/// Marks in the order of their numbers. A spot on which another mark lies joins it.
fn marks(spots: &[Spot], projection: &Projection) -> Vec<Mark> {
    let mut marks: Vec<(Mark, Vec<usize>)> = Vec::new();
    for spot in spots {
        let (x, y) = projection.point(spot.position.0, spot.position.1);
        let covers = |mark: &Mark| (mark.x - x).hypot(mark.y - y) < 2.2 * RADIUS;
        match marks.iter_mut().find(|(mark, _)| covers(mark)) {
            Some((mark, numbers)) => {
                numbers.push(spot.number);
                mark.label = format!("{}、{} {}", mark.label, spot.number, spot.label);
            }
            None => {
                let label = format!("{} {}", spot.number, spot.label);
                let mark = Mark { x: rounded(x), y: rounded(y), text: String::new(), number: spot.number, label, hue: spot.hue };
                marks.push((mark, vec![spot.number]));
            }
        }
    }
    marks.into_iter().map(|(mark, numbers)| Mark { text: said(&numbers), ..mark }).collect()
}

/// `7`, `7–9`, `7・12`, `7ほか4`.
fn said(numbers: &[usize]) -> String {
    match numbers {
        [one] => one.to_string(),
        [first, .., last] if last - first == numbers.len() - 1 => format!("{first}–{last}"),
        [first, second] => format!("{first}・{second}"),
        [first, rest @ ..] => format!("{first}ほか{}", rest.len()),
        [] => String::new(),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::{Drawing, Spot, said};
    use crate::model::outline::Outline;

    fn spot(number: usize, position: (f64, f64)) -> Spot {
        Spot { number, position, label: format!("場所{number}"), hue: 0 }
    }

    #[test]
    fn north_is_up_and_east_is_right_and_all_is_within() {
        let drawing = Drawing::new(&[spot(1, (34.36, 135.24)), spot(2, (34.37, 135.26))], &Outline::default());
        let [first, second] = &drawing.marks[..] else { panic!("two marks") };
        assert!(second.y < first.y && second.x > first.x);
        assert!(drawing.marks.iter().all(|mark| (0.0..=drawing.width).contains(&mark.x) && (0.0..=drawing.height).contains(&mark.y)));
    }

    #[test]
    fn a_scale_is_as_long_as_it_says() {
        let drawing = Drawing::new(&[spot(1, (34.0, 135.0)), spot(2, (34.0, 135.1))], &Outline::default());
        let metres = 0.1 * 111_195.0 * 34f64.to_radians().cos();
        let units = drawing.marks[1].x - drawing.marks[0].x;
        assert_eq!(drawing.scale.label, "2km");
        assert!((drawing.scale.length - 2000.0 * units / metres).abs() < 0.1);
    }

    #[test]
    fn marks_in_one_building_are_one_mark_that_names_them_all() {
        let here = (34.36, 135.24);
        let drawing = Drawing::new(&[spot(1, here), spot(2, here), spot(3, (34.40, 135.30))], &Outline::default());
        let told: Vec<(&str, &str)> = drawing.marks.iter().map(|mark| (mark.text.as_str(), mark.label.as_str())).collect();
        assert_eq!(told, [("1–2", "1 場所1、2 場所2"), ("3", "3 場所3")]);
        assert_eq!([said(&[7, 12]), said(&[1, 3, 9])], ["7・12", "1ほか2"]);
    }

    #[test]
    fn lines_far_away_are_not_drawn() {
        let outline = Outline { lines: vec![vec![(135.23, 34.35), (135.27, 34.38)], vec![(10.0, 10.0), (11.0, 11.0)]] };
        let drawing = Drawing::new(&[spot(1, (34.36, 135.24)), spot(2, (34.37, 135.26))], &outline);
        assert_eq!(drawing.lines.len(), 1);
    }
}
