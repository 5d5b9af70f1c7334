//! Tables of other offices to files of ours: `shiori import`.
//!
//! 1. [`table`]: bytes → encoding, dialect, the line of the header, rows.
//! 2. [`columns`]: each header → the item it means; what is not known is kept as a note for staff.
//! 3. [`row`]: a row → the fields of a resource, each as the YAML it becomes; or the reason why it is none.
//! 4. [`plan`]: rows against what was imported before and what staff has made of it: new files, changed fields, conflicts.
//!
//! Pure: what is to be written is given back. No row is lost: it is written, as it was, or refused with a reason.

pub mod columns;
pub mod plan;
pub mod row;
pub mod slug;
mod spoilt;
pub mod table;
mod yaml;
