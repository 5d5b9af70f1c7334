//! The pipeline up to a checked site, as every command needs it.

use jiff::civil::Date;

use crate::checks;
use crate::content;
use crate::diagnostics::{Files, Sink};
use crate::input::Tree;
use crate::site::Site;

/// A site with everything found on the way.
pub struct Assembled {
    /// The site; complete also when there are errors, with what could be read.
    pub site: Site,
    /// The texts to point into.
    pub files: Files,
    /// What was found.
    pub found: Sink,
}

/// Decodes, assembles and checks a content folder. Pure.
pub fn assemble(tree: Tree, root: &str, today: Date) -> Assembled {
    let (content, files, mut found) = content::read(tree, root);
    let site = Site::assemble(content, today);
    found.absorb(checks::run(&site));
    Assembled { site, files, found }
}
