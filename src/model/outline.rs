//! The outline that is drawn under the marks of a map: coasts, borders, rivers.

/// Lines in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Each of them.
    pub lines: Vec<Line>,
    /// What has to be said of whose data it is (`attribution`).
    pub credit: Option<String>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Latitude and longitude in degrees.
    pub points: Vec<(f64, f64)>,
    /// Whether it is the rim of a surface.
    pub is_closed: bool,
}
