//! From a site to its files. One file or folder an output; [`OUTPUTS`] is the only list of them.

mod artifact;
mod assets;
mod bookmarks;
mod calendar;
mod engine;
mod feed;
mod find;
mod home;
mod icons;
mod input;
mod jsonld;
mod lists;
mod machines;
mod map;
pub(crate) mod markup;
mod not_found;
mod opendata;
mod pages;
pub mod print;
mod resources;
pub mod theme;
mod urgent;
pub(crate) mod view;

use rayon::prelude::*;

pub use artifact::{Artifact, Body, RenderError};
pub use input::Input;
pub(crate) use opendata::facility_table;

/// An output: it looks at what is given and names its files.
pub type Output = for<'a> fn(&'a Input<'a>) -> Vec<Artifact<'a>>;

/// Every output, in the order of DESIGN §3.
pub const OUTPUTS: &[Output] = &[
    home::render,
    find::render,
    lists::render,
    resources::render,
    calendar::render,
    bookmarks::render,
    map::render,
    print::page::render,
    pages::render,
    urgent::render,
    not_found::render,
    assets::render,
    machines::render,
    opendata::render,
    feed::render,
];

impl<'a> Input<'a> {
    /// Every file of the site.
    pub fn artifacts(&'a self) -> Vec<Artifact<'a>> {
        OUTPUTS.par_iter().flat_map_iter(|output| output(self)).collect()
    }
}
