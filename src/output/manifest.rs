//! The list of files that are ours: `.shiori-manifest` in the published folder. Nothing else is ever deleted.

use std::collections::BTreeSet;

use crate::render::print::kept::Record;
use crate::source::address::is_safe;

/// Its name.
pub const NAME: &str = ".shiori-manifest";
const HEADER: &str = "# Files written by shiori. It deletes these and no others.";

/// Before what is known of a leaflet; readers of paths pass over it.
const RECORD: &str = "#leaflet ";

/// The text of a manifest.
pub fn write<'a>(paths: impl Iterator<Item = &'a str>, records: &[Record]) -> String {
    let mut text = format!("{HEADER}\n");
    for record in records {
        text.extend([RECORD, &record.line(), "\n"]);
    }
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

/// What a manifest says of leaflets. A record that names an unsafe path is nobody's.
pub fn records(text: &str) -> Vec<Record> {
    let lines = text.lines().filter_map(|line| Record::read(line.strip_prefix(RECORD)?));
    lines.filter(|record| record.paths().all(is_safe)).collect()
}
