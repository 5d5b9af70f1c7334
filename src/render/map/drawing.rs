//! From positions to a drawing: projection, outline, marks that do not cover each other, scale.
//!
//! Lengths are units of a drawing 360 wide. A phone shows some 0.8 pixels a unit, so that a mark can be touched there too.
//! The projection is equirectangular around the middle of the sheet: true to scale for what is as small as a prefecture.

use std::fmt::Write;

use serde::Serialize;

use crate::model::outline::{Line, Outline};

/// Width of a drawing.
const WIDTH: f64 = 360.0;
/// Least and greatest height of its frame.
const HEIGHT: (f64, f64) = (200.0, 380.0);
/// Between the frame and the outermost places.
const MARGIN: f64 = 34.0;
/// Below the frame: scale and north.
const STRIP: f64 = 30.0;
/// Height of a mark, and of a row of them.
const MARK: f64 = 32.0;
/// Between two marks.
const GAP: f64 = 2.0;
/// Width of a digit.
const DIGIT: f64 = 9.0;
/// Metres of a frame of one place.
const LEAST: f64 = 600.0;
/// Metres of a degree of latitude.
const DEGREE: f64 = 111_195.0;
/// Points of an outline closer than this are one.
const FINE: f64 = 0.7;

/// What `partials/map-drawing.html` sees.
#[derive(Debug, Serialize)]
pub struct DrawingView {
    width: f64,
    frame: f64,
    height: f64,
    /// Surfaces and lines as paths; may be empty.
    land: String,
    lines: String,
    marks: Vec<MarkView>,
    scale: ScaleView,
}

#[derive(Debug, Serialize)]
struct MarkView {
    number: usize,
    /// `3`, or `4–6` for places too close to each other.
    label: String,
    /// What it stands for, in words.
    name: String,
    /// Ids of the entries it stands for.
    anchors: Vec<String>,
    /// The upper left corner, and the middle.
    left: String,
    top: String,
    x: String,
    y: String,
    width: f64,
}

#[derive(Debug, Serialize)]
struct ScaleView {
    length: String,
    label: String,
    y: f64,
}

/// A drawing, and in which order its places are numbered.
pub struct Drawing {
    /// For the template.
    pub view: DrawingView,
    /// Indices of the places; the first is number 1. From north to south, places of one mark together.
    pub order: Vec<usize>,
    /// For each place, in the order of the numbers, the number of the mark it is under.
    pub marks: Vec<usize>,
}

/// Draws places with their names. There must be one at least.
pub fn draw(places: &[(f64, f64)], names: &[String], outline: &Outline) -> Drawing {
    let map = Projection::of(places);
    let points: Vec<(f64, f64)> = places.iter().map(|at| map.project(*at)).collect();
    let digits = places.len().to_string().len();
    let groups = grouped(&points, digits, map.height);
    let mut order = Vec::with_capacity(places.len());
    let mut marks = Vec::with_capacity(groups.len());
    let mut under = Vec::with_capacity(places.len());
    for group in groups {
        let number = order.len() + 1;
        order.extend(&group.members);
        under.extend(group.members.iter().map(|_| number));
        marks.push(mark(&group, number, order.len(), names));
    }
    let (land, lines) = paths(outline, &map);
    let view = DrawingView { width: WIDTH, frame: map.height, height: map.height + STRIP, land, lines, marks, scale: map.scale() };
    Drawing { view, order, marks: under }
}

impl Drawing {
    /// Gives each mark the ids of what it stands for; `id_of` takes the index of a place.
    #[must_use]
    pub fn anchored(mut self, id_of: impl Fn(usize) -> String) -> Self {
        for (place, number) in self.order.iter().zip(&self.marks) {
            if let Some(mark) = self.view.marks.iter_mut().find(|mark| mark.number == *number) {
                mark.anchors.push(id_of(*place));
            }
        }
        self
    }
}

struct Projection {
    middle: (f64, f64),
    shrink: f64,
    /// Units a metre.
    zoom: f64,
    height: f64,
}

impl Projection {
    fn of(places: &[(f64, f64)]) -> Self {
        let bounds = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
        let (south, north) = bounds(|at| at.0);
        let (west, east) = bounds(|at| at.1);
        let middle = (f64::midpoint(south, north), f64::midpoint(west, east));
        let shrink = middle.0.to_radians().cos();
        let wide = ((east - west) * DEGREE * shrink).max(LEAST);
        let tall = ((north - south) * DEGREE).max(LEAST / 2.0);
        let zoom = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHT.1 - 2.0 * MARGIN) / tall);
        let height = (tall * zoom + 2.0 * MARGIN).clamp(HEIGHT.0, HEIGHT.1).round();
        Projection { middle, shrink, zoom, height }
    }

    fn project(&self, (latitude, longitude): (f64, f64)) -> (f64, f64) {
        let x = WIDTH / 2.0 + (longitude - self.middle.1) * DEGREE * self.shrink * self.zoom;
        let y = self.height / 2.0 - (latitude - self.middle.0) * DEGREE * self.zoom;
        (x, y)
    }

    fn scale(&self) -> ScaleView {
        let steps = (1..7).flat_map(|power| [1, 2, 5].map(|step| step * 10_u32.pow(power)));
        let metres = steps.take_while(|metres| f64::from(*metres) * self.zoom <= 110.0).last().unwrap_or(10);
        let label = if metres < 1000 { format!("{metres} m") } else { format!("{} km", metres / 1000) };
        ScaleView { length: tenths(f64::from(metres) * self.zoom), label, y: self.height + 18.0 }
    }
}

/// Places under one mark, and where it stands.
struct Group {
    members: Vec<usize>,
    x: f64,
    y: f64,
    width: f64,
}

impl Group {
    fn new(members: Vec<usize>, points: &[(f64, f64)], digits: usize, height: f64) -> Self {
        let count = members.len() as f64;
        let signs = if members.len() > 1 { 2 * digits + 1 } else { digits };
        let width = (signs as f64 * DIGIT + 14.0).max(MARK);
        let middle = |of: fn(&(f64, f64)) -> f64| members.iter().map(|at| of(&points[*at])).sum::<f64>() / count;
        let x = middle(|at| at.0).clamp(width / 2.0 + 1.0, WIDTH - width / 2.0 - 1.0);
        let y = middle(|at| at.1).clamp(MARK / 2.0 + 1.0, height - MARK / 2.0 - 1.0);
        Group { members, x, y, width }
    }

    fn covers(&self, other: &Group) -> bool {
        (self.x - other.x).abs() < f64::midpoint(self.width, other.width) + GAP && (self.y - other.y).abs() < MARK + GAP
    }
}

/// Marks that do not cover each other, from north to south.
fn grouped(points: &[(f64, f64)], digits: usize, height: f64) -> Vec<Group> {
    // A coarse grid first, so that the pairs below are few however many places there are.
    let mut cells = std::collections::BTreeMap::<(i64, i64), Vec<usize>>::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let cell = |value: f64| (value / (MARK / 2.0)) as i64;
        cells.entry((cell(*y), cell(*x))).or_default().push(at);
    }
    let mut groups: Vec<Group> = cells.into_values().map(|members| Group::new(members, points, digits, height)).collect();
    while let Some((first, second)) = covering(&groups) {
        let mut members = groups.remove(second).members;
        members.append(&mut groups[first].members);
        members.sort_unstable();
        groups[first] = Group::new(members, points, digits, height);
    }
    groups.sort_by(|a, b| ((a.y / MARK) as i64).cmp(&((b.y / MARK) as i64)).then(a.x.total_cmp(&b.x)));
    groups
}

fn covering(groups: &[Group]) -> Option<(usize, usize)> {
    let pairs = (0..groups.len()).flat_map(|first| (first + 1..groups.len()).map(move |second| (first, second)));
    pairs.into_iter().find(|(first, second)| groups[*first].covers(&groups[*second]))
}

fn mark(group: &Group, first: usize, last: usize, names: &[String]) -> MarkView {
    let mut words: Vec<&str> = group.members.iter().take(3).map(|at| names[*at].as_str()).collect();
    if group.members.len() > 3 {
        words.push("ほか");
    }
    let words = words.join("、");
    let (label, name) = if first == last {
        (first.to_string(), format!("{first} {words}"))
    } else {
        (format!("{first}–{last}"), format!("{first}–{last} {words}"))
    };
    MarkView {
        number: first,
        label,
        name,
        anchors: Vec::new(),
        left: tenths(group.x - group.width / 2.0),
        top: tenths(group.y - MARK / 2.0),
        x: tenths(group.x),
        y: tenths(group.y + 5.5),
        width: group.width,
    }
}

fn tenths(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The part of an outline that can be seen, surfaces and lines apart.
fn paths(outline: &Outline, map: &Projection) -> (String, String) {
    let (mut land, mut lines) = (String::new(), String::new());
    for line in &outline.lines {
        let points = thinned(line, map);
        if line.is_closed {
            write_path(&clipped(points, map.height), true, &mut land);
        } else {
            let is_seen = |pair: &[(f64, f64)]| {
                let apart = |a: f64, b: f64, most: f64| (a < -9.0 && b < -9.0) || (a > most && b > most);
                !apart(pair[0].0, pair[1].0, WIDTH + 9.0) && !apart(pair[0].1, pair[1].1, map.height + 9.0)
            };
            let pairs: Vec<&[(f64, f64)]> = points.windows(2).filter(|pair| is_seen(pair)).collect();
            for run in pairs.chunk_by(|a, b| a[1] == b[0]) {
                let run: Vec<_> = run.first().map(|pair| pair[0]).into_iter().chain(run.iter().map(|pair| pair[1])).collect();
                write_path(&run, false, &mut lines);
            }
        }
    }
    (land, lines)
}

fn thinned(line: &Line, map: &Projection) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for point in line.points.iter().map(|at| map.project(*at)) {
        if points.last().is_none_or(|last| (last.0 - point.0).hypot(last.1 - point.1) >= FINE) {
            points.push(point);
        }
    }
    points
}

/// A surface cut off a little outside of the frame (Sutherland and Hodgman, 1974).
fn clipped(mut points: Vec<(f64, f64)>, height: f64) -> Vec<(f64, f64)> {
    const BEYOND: f64 = 9.0;
    // Each side as a distance that is not negative inside of it.
    let sides: [&dyn Fn((f64, f64)) -> f64; 4] =
        [&|p| p.0 + BEYOND, &|p| WIDTH + BEYOND - p.0, &|p| p.1 + BEYOND, &move |p| height + BEYOND - p.1];
    for side in sides {
        let mut kept = Vec::with_capacity(points.len());
        for at in 0..points.len() {
            let (from, to) = (points[(at + points.len() - 1) % points.len()], points[at]);
            let (a, b) = (side(from), side(to));
            if (a < 0.0) != (b < 0.0) {
                let share = a / (a - b);
                kept.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
            }
            if b >= 0.0 {
                kept.push(to);
            }
        }
        points = kept;
    }
    points
}

fn write_path(points: &[(f64, f64)], is_closed: bool, path: &mut String) {
    if points.len() < if is_closed { 3 } else { 2 } {
        return;
    }
    for (at, (x, y)) in points.iter().enumerate() {
        let sign = ["M", "L", ""][at.min(2)];
        let gap = if at > 1 { " " } else { "" };
        write!(path, "{sign}{gap}{} {}", tenths(*x), tenths(*y)).expect("writing to a string cannot fail");
    }
    if is_closed {
        path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<String> {
        (1..=count).map(|number| format!("所{number}")).collect()
    }

    #[test]
    fn north_is_up_east_is_right_and_a_length_is_the_same_in_both() {
        let map = Projection::of(&[(34.0, 135.0), (34.1, 135.1)]);
        let (x, y) = map.project((34.0, 135.0));
        let (right, up) = (map.project((34.0, 135.01)), map.project((34.01, 135.0)));
        assert!(right.0 > x && (right.1 - y).abs() < 1e-9);
        assert!(up.1 < y && (up.0 - x).abs() < 1e-9);
        let across = (right.0 - x) / (0.01 * DEGREE * 34.05_f64.to_radians().cos());
        assert!((across - (y - up.1) / (0.01 * DEGREE)).abs() < 1e-9);
    }

    #[test]
    fn marks_never_cover_each_other_and_every_place_has_one() {
        // Places in a spiral, ever denser.
        let places: Vec<(f64, f64)> = (0..400)
            .map(|at| {
                let (turn, far) = (f64::from(at) * 0.7, f64::from(at * at) / 1e7);
                (34.0 + far * turn.sin(), 135.0 + far * turn.cos())
            })
            .collect();
        let drawing = draw(&places, &names(400), &Outline::default());
        let mut order = drawing.order.clone();
        order.sort_unstable();
        assert_eq!(order, (0..400).collect::<Vec<_>>());
        let boxes: Vec<(f64, f64, f64)> =
            drawing.view.marks.iter().map(|mark| (mark.left.parse().unwrap_or(0.0), mark.top.parse().unwrap_or(0.0), mark.width)).collect();
        assert!(boxes.len() > 5);
        for (at, a) in boxes.iter().enumerate() {
            for b in &boxes[at + 1..] {
                let apart = a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0 || (a.1 - b.1).abs() >= MARK;
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn one_place_is_drawn_in_the_middle() {
        let drawing = draw(&[(34.36, 135.24)], &names(1), &Outline::default());
        assert_eq!(drawing.view.marks[0].label, "1");
        assert_eq!(drawing.view.marks[0].x, "180");
        assert!(drawing.view.scale.label.ends_with(" m"));
    }

    #[test]
    fn an_outline_is_cut_at_the_frame() {
        let ring = |points: &[(f64, f64)], is_closed| Line { points: points.to_vec(), is_closed };
        let around = [(33.0, 134.0), (33.0, 136.0), (35.0, 136.0), (35.0, 134.0), (33.0, 134.0)];
        let outline = Outline {
            lines: vec![ring(&around, true), ring(&[(34.0, 130.0), (34.0, 140.0)], false), ring(&[(40.0, 130.0), (40.0, 140.0)], false)],
            credit: None,
        };
        let drawing = draw(&[(34.0, 135.0), (34.01, 135.01)], &names(2), &outline);
        assert_eq!(drawing.view.land.matches('M').count(), 1);
        assert!(drawing.view.land.contains("-9") && drawing.view.land.contains("369"), "{}", drawing.view.land);
        assert_eq!(drawing.view.lines.matches('M').count(), 1, "the far line is not drawn");
    }
}
