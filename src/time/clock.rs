//! Clock times as minutes from midnight, and spans of them.

/// How far the clocks of Japan are ahead, as ISO 8601 writes it; they know no summer time.
pub const JAPAN: &str = "+09:00";
/// Minutes from the midnight that begins a day; above 1440 it is the early morning after.
pub type Minutes = u16;

/// Midnight at the end of the day.
pub const DAY: Minutes = 24 * 60;
/// 正午, where 午前 ends and 午後 begins.
pub(super) const NOON: Minutes = 12 * 60;

/// From one time to another; an end past midnight is above [`DAY`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The minute in which it begins.
    pub start: Minutes,
    /// The first minute after it.
    pub end: Minutes,
}

impl Span {
    /// 9:00-17:00, and 22:00-翌2:00 past midnight.
    pub fn in_japanese(self) -> String {
        // Without 午前 a reader would take the small hours for the afternoon.
        let half = if (60..5 * 60).contains(&self.start) { "午前" } else { "" };
        format!("{half}{}-{}", plain(self.start), plain(self.end))
    }
}

/// 9:05, 24:00, 翌2:00.
pub(super) fn plain(minutes: Minutes) -> String {
    if minutes > DAY {
        return format!("翌{}", plain(minutes - DAY));
    }
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// 09:05, and 26:00 for two in the morning of the day after.
pub fn padded(minutes: Minutes) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// 9:00-12:00、13:00-17:00.
pub(super) fn list(spans: &[Span]) -> String {
    spans.iter().map(|span| span.in_japanese()).collect::<Vec<_>>().join("、")
}

/// In order of time, with what overlaps or touches made one.
pub(super) fn merged(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in sorted {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            Some(_) | None => merged.push(span),
        }
    }
    merged
}

/// `spans` without the minutes of `hole`.
pub(super) fn without(spans: &[Span], hole: Span) -> Vec<Span> {
    spans
        .iter()
        .flat_map(|span| {
            let before = Span { start: span.start, end: span.end.min(hole.start) };
            let after = Span { start: span.start.max(hole.end), end: span.end };
            [before, after]
        })
        .filter(|span| span.start < span.end)
        .collect()
}
