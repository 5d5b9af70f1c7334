//! Build script: a change of the theme makes a new binary.

#[expect(clippy::print_stdout, reason = "this is how cargo is talked to")]
fn main() {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=starter");
}
