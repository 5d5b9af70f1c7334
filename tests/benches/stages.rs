//! How long each stage takes: `cargo bench --bench stages`. Everything is in memory; leaflets and the disk are left out.

#![allow(missing_docs, reason = "names say it")]

#[path = "../examples/synthetic/content.rs"]
mod content;

use divan::Bencher;
use jiff::civil::{Date, date};
use shiori::checks;
use shiori::content::read;
use shiori::diagnostics::Sink;
use shiori::input::Tree;
use shiori::output::Plan;
use shiori::render::Input;
use shiori::render::printing::Prints;
use shiori::render::theme::Theme;
use shiori::site::Site;

const SIZES: [usize; 2] = [100, 1000];
const TODAY: Date = date(2026, 11, 20);

fn main() {
    divan::main();
}

fn tree(count: usize) -> Tree {
    let files = content::files(count).map(|(path, text)| (path, text.into_bytes())).collect();
    Tree { files, ..Tree::default() }
}

fn site(count: usize) -> Site {
    Site::assemble(read(tree(count), "content/").0, TODAY)
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn decode(bencher: Bencher, count: usize) {
    bencher.counter(count).with_inputs(|| tree(count)).bench_values(|tree| read(tree, "content/"));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn assemble(bencher: Bencher, count: usize) {
    bencher.counter(count).with_inputs(|| read(tree(count), "content/").0).bench_values(|content| Site::assemble(content, TODAY));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn check(bencher: Bencher, count: usize) {
    let site = site(count);
    bencher.counter(count).bench_local(|| checks::run(&site));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn render(bencher: Bencher, count: usize) {
    let (site, theme, prints) = (site(count), Theme::paper(), Prints::default());
    bencher.counter(count).bench_local(|| {
        let mut sink = Sink::default();
        let input = Input::prepare(&site, &theme, &prints, &mut sink).expect("the theme of the binary is whole");
        Plan::new(input.artifacts(), &mut sink).collect().expect("the theme of the binary renders")
    });
}
