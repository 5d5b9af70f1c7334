//! One file changed so that it is never half written.

use std::path::Path;
use std::{fs, io};

/// Writes beside and exchanges, so that a file is the old one or the new one.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)
}
