//! What a town's list of places consists of, as plain values.
//!
//! Everything here is decoded already: a phone number is a phone number, a date is a date. Values that a later check or
//! message may have to point at keep their place ([`At`](crate::diagnostics::At)). Pure: no I/O, no clock.

pub mod accessibility;
pub mod area;
pub mod dataset;
pub mod date;
pub mod fee;
pub mod markdown;
pub mod outline;
pub mod page;
pub mod readings;
pub mod resource;
pub mod romaji;
pub mod ruby;
pub mod settings;
pub mod sheet;
pub mod text;
pub mod urgent;
pub mod venue;
pub mod vocabulary;
