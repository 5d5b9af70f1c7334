//! From bytes to text, spanned YAML, Markdown, and pictures without their tags.
//!
//! Nothing here fails: what cannot be read is reported and left out. This layer knows no field of shiori; it knows
//! encodings, YAML's shape and Markdown's syntax.

pub mod address;
pub mod edit;
pub(crate) mod lines;
pub mod markdown;
pub(crate) mod picture;
pub(crate) mod slips;
pub(crate) mod text;
pub mod yaml;
