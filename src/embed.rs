//! Build script: a change of the theme makes a new binary.

fn main() {
    println!("cargo:rerun-if-changed=themes");
}
