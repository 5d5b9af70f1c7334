//! Tables of other offices to files of ours: `shiori import`.
//!
//! 1. [`table`]: bytes → encoding, dialect, the line of the header, rows; `quotes` are believed only where they are sound.
//! 2. [`columns`]: each header → the item it means; what is not known is kept as a note for staff.
//! 3. [`row`]: a row → the fields of a resource as values, or the reason why it is none; with the parts
//!    `sheet_rows`, `cells`, `place`, `contact`, `times`, `offer`, and `spoilt`, which knows what sheets do to cells.
//! 4. [`record`]: which of the tables of before it is; [`same`]: which row is which.
//! 5. [`plan`]: rows against what was imported before and what staff has made of it: new files, changed fields, conflicts,
//!    questions, and what the table no longer has.
//!
//! [`outline`] stands by itself: the shape of a town from the official file of all.
//!
//! Pure: what is to be written is given back. No row is lost: it is written, as it was, or refused with a reason.

mod cells;
pub(crate) mod columns;
mod contact;
mod offer;
pub mod outline;
mod place;
pub(crate) mod plan;
mod quotes;
pub(crate) mod record;
pub(crate) mod row;
pub(crate) mod same;
mod sheet_rows;
mod spoilt;
pub(crate) mod spreadsheet;
pub(crate) mod table;
mod times;

pub use cells::Told;
