//! The `shiori` command; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    shiori::cli::run()
}
