//! The `shiori` command; everything is in the library.

use std::process::ExitCode;

// Pages are thousands of small strings on all cores; with this allocator a large site takes a fifth less CPU.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    shiori::cli::run()
}
