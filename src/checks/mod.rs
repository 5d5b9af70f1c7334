//! Rules over a whole site: one file a rule, and [`CHECKS`] is the only list of them.
//!
//! What one file can be judged by alone is judged while it is decoded; here stands what needs the others, or the date.

mod ask;
mod beginnings;
mod breakdown;
mod comforts;
mod dates;
mod images;
mod leaflets;
mod links;
mod names;
mod references;
mod routes;
mod settings;
mod urgent;

use rayon::prelude::*;

use crate::diagnostics::Sink;
use crate::site::Site;

/// A rule: it looks at a site and reports.
pub type Check = fn(&Site, &mut Sink);

/// Every rule, in the order of the tree.
pub const CHECKS: &[Check] = &[
    ask::check,
    beginnings::check,
    breakdown::check,
    comforts::check,
    dates::check,
    images::check,
    leaflets::check,
    links::check,
    names::check,
    references::check,
    routes::check,
    settings::check,
    urgent::check,
];

/// Applies every rule.
pub fn run(site: &Site) -> Sink {
    let sinks: Vec<Sink> = CHECKS
        .par_iter()
        .map(|check| {
            let mut sink = Sink::default();
            check(site, &mut sink);
            sink
        })
        .collect();
    let mut all = Sink::default();
    sinks.into_iter().for_each(|sink| all.absorb(sink));
    all
}
