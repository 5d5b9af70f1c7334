//! Build script: a change of the theme makes a new binary, and the binary knows a digest of what it was built from.

#![expect(clippy::disallowed_methods, reason = "this is the build, not the program")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

#[expect(clippy::print_stdout, reason = "this is how cargo is talked to")]
fn main() {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.lock");
    println!("cargo:rustc-env=SHIORI_SOURCES={:016x}", digest());
}

/// Of the sources, the fonts and the versions of the libraries: what can change a leaflet without a change of content or templates.
fn digest() -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut folders = vec![PathBuf::from("src"), PathBuf::from("themes/paper/fonts")];
    let mut files = vec![PathBuf::from("Cargo.lock")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let (inner, plain): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
        folders.extend(inner);
        files.extend(plain);
    }
    files.sort();
    for file in files {
        Path::hash(&file, &mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}
