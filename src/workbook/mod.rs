//! The list as a workbook for Excel, and back: `shiori export --xlsx`, `shiori import` of such a file.
//!
//! 1. [`columns`]: the sheets and their columns, made from the rows of the fields: which value of a file each cell is.
//! 2. [`cells`]: a value of a file as the text of a cell, and back.
//! 3. [`write`]: all files → a workbook, with every cell once more on sheets that nobody sees.
//! 4. [`changes`]: a workbook that comes back → what was changed in it: cells that differ from those unseen ones. Each becomes an
//!    edit of its file; what cannot be meant is refused with the address of its cell.
//! 5. [`facilities`]: the same for the table of `opendata/`, which has fewer columns and no sheet that nobody sees.
//!
//! Pure. Nothing of a file is touched but the values whose cells were changed, and nothing where anything was refused.

mod cells;
pub(crate) mod changes;
mod columns;
pub(crate) mod facilities;
mod write;

pub(crate) use columns::Layout;
pub(crate) use write::workbook;
