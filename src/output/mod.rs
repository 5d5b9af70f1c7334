//! From artifacts to a published folder: a plan that is checked, and the one writer.

mod links;
mod manifest;
mod plan;
mod write;

pub use plan::Plan;
pub use write::{PublishError, Summary, kept, publish};
