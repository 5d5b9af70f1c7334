//! Writes a made-up content folder of any size, always the same for the same size, to measure speed with:
//! `cargo run --release --example synthetic -- <folder> <count>`.
//!
//! Entries are like those of this repository in length and in the mix of their fields. Nothing in them is true.

#![allow(clippy::print_stderr, clippy::disallowed_methods, reason = "a program for engineers that writes files")]

#[path = "synthetic/content.rs"]
mod content;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, count] = arguments.as_slice() else { return usage() };
    let Ok(count) = count.parse() else { return usage() };
    match write(Path::new(folder), count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: synthetic <folder> <count>");
    ExitCode::from(2)
}

fn write(folder: &Path, count: usize) -> io::Result<()> {
    for (path, text) in content::files(count) {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
