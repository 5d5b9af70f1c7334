//! Changing an editor's file, and not a byte besides.
//!
//! 1. [`tree`]: the text as values that know where they begin and end, with their colons and dashes.
//! 2. [`splice`]: an [`Edit`] → the bytes that go and those that come. Remarks, order, quotes and blank lines of the editor stay.
//! 3. [`write`]: a value as YAML; the one way in which shiori quotes a text.
//! 4. [`apply`]: one edit after the other; after each the text is read again, and must say what was to be said and nothing else,
//!    or it is refused and nothing has changed.
//! 5. [`difference`]: of two values, the edits that make the second of the first, as few and as small as they can be.

mod apply;
mod data;
mod difference;
mod splice;
#[cfg(test)]
mod tests;
mod tree;
mod write;

pub use apply::{Form, apply, place, read};
pub use data::{Data, Edit, Op, Refusal, Step, at};
pub use difference::difference;
pub use write::{field, scalar};
