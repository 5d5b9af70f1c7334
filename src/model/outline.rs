//! Lines to draw a map on: coasts, borders, rivers, as `content/map.geojson` has them.

/// Degrees of longitude and latitude (WGS 84 or JGD2011), in the order of the file.
pub type Position = (f64, f64);

/// The lines of a map, open or closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// Each line with two positions or more.
    pub lines: Vec<Vec<Position>>,
}
