//! The list of files that are ours: `.shiori-manifest` in the published folder. Nothing else is ever deleted.

use std::collections::BTreeSet;

use crate::output::plan::is_safe;

/// Its name.
pub const NAME: &str = ".shiori-manifest";
const HEADER: &str = "# Files written by shiori. It deletes these and no others.";

/// The text of a manifest.
pub fn write<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let mut text = format!("{HEADER}\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The paths of a manifest; lines that are no safe path are passed over, because the file may have been edited.
pub fn read(text: &str) -> BTreeSet<String> {
    text.lines().filter(|line| !line.starts_with('#') && is_safe(line)).map(str::to_owned).collect()
}
