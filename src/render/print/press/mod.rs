//! The printed leaflets: views in, accessible PDFs and pictures of their pages out.
//!
//! `view` is what a template may read, `set` makes words ready for it, `qr` turns addresses into codes, `world` is all that Typst can
//! see, `compile` runs it and `impose` puts the pages of booklets on sheets. How a sheet looks and folds stands in the theme: a new format is one file `themes/…/leaflet/<format>.typ`.

pub mod compile;
mod impose;
pub mod qr;
pub mod set;
pub mod view;
pub mod world;

#[cfg(test)]
mod tests;
