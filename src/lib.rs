//! shiori turns a folder of YAML and Markdown into 地域資源ブックマーク: an accessible static website and folded leaflets of
//! the places where people who live with ひきこもり or another 生きづらさ, and their families, can turn to.
//!
//! # Map
//!
//! A pipeline. Each layer uses only those above it in this list; `tests/suite/layers.rs` checks that.
//!
//! ```text
//! diagnostics/   problems as values: code, severity, places, remedies; their rendering
//! time/          phrases of days and hours → rules → days, and said again in Japanese; knows dates alone
//! source/        bytes → text, spanned YAML, Markdown; never fails, reports
//! model/         resources, areas, vocabulary, settings: plain values, pure
//! input          the only reader of the content folder
//! content/       source → model: decode and validate, every problem collected
//! import/        tables of other offices → files of ours, as a plan; nothing is written
//! workbook/      the list as a workbook for Excel, and what was changed in one; nothing is written
//! site/          ids resolved, lists, neighbours, routes: one complete immutable Site
//! checks/        one file a rule over &Site; the table CHECKS is the only list
//! render/        one file or folder an output; the table OUTPUTS is the only list
//! report/        what staff want to know of their list: tables as text, CSV, a page
//! output/        plan (collisions, order) and write (staged, whole or nothing; the only writer)
//! cli/           one file a command
//! ```
//!
//! # Invariants
//!
//! - I/O happens in `input`, `output::write`, `cli` and `main` alone; clippy forbids it elsewhere. The date is injected.
//! - Mistakes of editors are diagnostics, never `Err`; nothing is written while an error stands.
//! - Only files named in our own manifest are ever deleted.
//! - Same input and same date, same bytes: ordered collections wherever order could reach output.
//! - Templates see view structs, never the model.
//!
//! # How to add
//!
//! - A field: the struct in `model/` with its row in `FIELDS`; the decoder's line in `content/`; its place in `render/view/resource.rs`
//!   and the template. Schemas, remedies, the template of `new`, the tables of content/README.md, the open data, letters and the
//!   search follow from the row.
//! - A word for a choice: `model/choice.rs`.
//! - A check: one file in `checks/` and its line in `CHECKS`. An output: one file in `render/` and its line in `OUTPUTS`.
//! - A code of a problem: its line in `diagnostics/codes.rs` and a case in `tests/fixtures/diagnostics/`.

pub mod checks;
pub mod cli;
pub mod content;
pub mod diagnostics;
mod import;
pub mod input;
pub mod model;
pub mod output;
pub mod render;
mod report;
pub mod site;
pub mod source;
pub mod time;
mod workbook;
