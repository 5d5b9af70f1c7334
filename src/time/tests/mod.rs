//! What an editor writes and what a visitor is told: the module from the outside.

mod corpus;
mod eras;
mod families;
mod forms;
mod halls;
mod machines;
mod marks;
mod properties;
mod sessions;
mod states;

use jiff::civil::{Date, DateTime};

/// `2026-05-04`.
fn day(text: &str) -> Date {
    text.parse().expect("tests write dates as 2026-05-04")
}

/// `2026-05-04T12:00`.
fn moment(text: &str) -> DateTime {
    text.parse().expect("tests write moments as 2026-05-04T12:00")
}
