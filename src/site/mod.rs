//! From the model to one complete, immutable [`Site`].
//!
//! 1. Entries that must not leave the office are dropped before anything else can see them.
//! 2. Ids become indices; what does not resolve is left to the checks to report.
//! 3. Lists, neighbours and dates that depend on today are worked out once, in time linear in the number of entries.
//!
//! A `Site` is whole or does not exist: nothing is filled in later.

pub(crate) mod agenda;
pub(crate) mod anchors;
pub mod ask;
mod atlas;
pub(crate) mod comfort;
pub(crate) mod days;
mod entry;
pub(crate) mod identity;
pub mod lists;
mod neighbours;
pub mod rank;
pub(crate) mod route;
pub mod search;
#[allow(clippy::module_inception, reason = "the site is what the folder is for")]
mod site;
pub(crate) mod term;
pub(crate) mod timetable;
pub(crate) mod weekly;

pub(crate) use agenda::{Agenda, Undated};
pub use ask::{Asked, Whom};
pub(crate) use atlas::{Atlas, Sheet};
pub use entry::{Entry, EntryIndex};
pub(crate) use lists::Lists;
pub(crate) use neighbours::Nearest;
pub use site::Site;
pub(crate) use timetable::Meeting;
