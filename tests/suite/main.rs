//! The one integration binary; a module a feature. How to add a test: `tests/README.md`.

#![allow(missing_docs, reason = "a test's name is its documentation")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests touch the disk, and a panic is how they fail")]

/// Fixtures that carry their findings as comments; the form is described in `tests/README.md`.
mod annotated;

/// What is typed at the command line, and how it is answered.
mod commands;

/// What people complained of elsewhere, with what is found and written.
mod cases;

/// Tables in and out, schemas, and the stamp of a check.
mod data;

/// Same content, same date, same bytes.
mod determinism;

/// Every mistake gets a clear message at its place, and publishes nothing.
mod diagnostics;

/// What is made from the rows of the fields, and who names fields.
mod fields;

/// Random edits of files: the model changes as told, every other byte stays.
mod edits;

/// The search index: whole, small, and without what must not leave the office.
mod find;

/// Small whole sites and what their pages say.
mod golden;

/// Lines of help on every page, and somebody to ask about every place.
mod help;

/// Files made to make a reader slow, deep or large.
mod hostile;

/// Pages taken apart.
mod html;

/// Each layer of the source uses only those above it, and only four places touch the world.
mod layers;

/// Map, neighbours, and what is kept on the device.
mod map;

/// Leaflets are made once, anew when they change, and alone when asked for.
mod printing;

/// All or nothing, and no file of others is lost.
mod publishing;

/// Tables for staff, and letters.
mod reports;

/// `serve` over a real socket.
mod serving;

/// The site of this repository's content: links, facts, secrets.
mod site;

/// A new clerk's first hour: `init` and `new`.
mod starting;

/// Who may come, how many, at what price, until when.
mod terms;

/// What an editor wrote, on its way to every output.
mod texts;

/// What the other modules share: folders of content, the built site in memory, the real command.
mod support;

/// The list as a workbook, and back.
mod workbook;
