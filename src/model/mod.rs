//! What a town's list of places consists of, as plain values.
//!
//! Everything here is decoded already: a phone number is a phone number, a date is a date. Values that a later check or
//! message may have to point at keep their place ([`At`](crate::diagnostics::At)). Pure: no I/O, no clock.

pub(crate) mod accessibility;
pub mod area;
pub(crate) mod choice;
pub(crate) mod dataset;
pub(crate) mod date;
pub(crate) mod fee;
pub mod field;
pub(crate) mod kana;
pub(crate) mod lexicon;
pub mod markdown;
pub(crate) mod outline;
pub mod page;
pub(crate) mod phrase;
pub(crate) mod readings;
pub mod resource;
pub(crate) mod romaji;
pub mod ruby;
pub mod settings;
pub(crate) mod sheet;
pub mod terms;
pub mod text;
pub mod urgent;
pub mod venue;
pub mod vocabulary;
