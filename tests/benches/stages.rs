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
use shiori::render::print::Prints;
use shiori::render::theme::Theme;
use shiori::site::Site;
use shiori::time::{Opening, Recurrence};

const SIZES: [usize; 2] = [100, 1000];
const TODAY: Date = date(2026, 11, 20);

/// Real notices, one a line.
const NOTICES: &str = include_str!("../../src/time/testdata/notices.txt");

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

/// Phrases a second.
#[divan::bench(sample_count = 20)]
fn phrases(bencher: Bencher) {
    let notices: Vec<&str> = NOTICES.lines().filter(|line| !line.starts_with('#')).collect();
    bencher.counter(notices.len()).bench_local(|| {
        notices.iter().filter(|notice| Opening::parse(&[notice], &[]).understood() || Recurrence::parse(notice).understood()).count()
    });
}

/// A phrase of so many bytes takes no more than in proportion.
#[divan::bench(args = [2_500, 10_000, 40_000], sample_count = 20)]
fn long_phrase(bencher: Bencher, bytes: usize) {
    let phrase = "12月5日（土）9:00-12:00、".repeat(bytes / 33);
    bencher.counter(bytes).bench_local(|| (Opening::parse(&[&phrase], &[&phrase]).understood(), Recurrence::parse(&phrase).understood()));
}
