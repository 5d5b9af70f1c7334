//! `shiori report`: what to ask about again, where nothing is, what could be better, what has changed; for people, for Excel,
//! as a page. And the letters to ask with.

mod confirm;
mod git;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::assemble;
use crate::input::{self, why};
use crate::report::{self, Report};
use crate::site::Site;

/// What `report` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 確かめる時期のもの。古い順に、団体と電話つきで
    #[command(help_template = super::HELP, after_help = "例:\n  shiori report freshness\n  shiori report freshness --format csv --output 確認.csv\n")]
    Freshness(Options),
    /// 足りないところ。地域 × 願い、地域 × 種類
    #[command(help_template = super::HELP, after_help = "例:\n  shiori report coverage --format html --output coverage.html\n")]
    Coverage(Options),
    /// 書き足せるとよいこと。よみ、位置、電話以外の連絡先、読み取れない日時
    #[command(help_template = super::HELP, after_help = "例:\n  shiori report quality\n")]
    Quality(Options),
    /// 前版からの変更。刷り直すかを決めるために
    #[command(
        help_template = super::HELP,
        after_help = "例:\n  shiori report changes --since 2026-04-01\n  shiori report changes --since v1.0 --format html --output changes.html\n"
    )]
    Changes {
        /// 前版の日付（例: 2026-04-01）か、Git の版の名前（タグなど）
        #[arg(long, value_name = "日付か版")]
        since: String,
        #[command(flatten)]
        options: Options,
    },
    /// 確認票。団体ごとの PDF と、メールの文をつくる
    #[command(
        help_template = super::HELP,
        after_help = "例:\n  shiori report confirm\n  shiori report confirm --due --by 2026-12-25 --reply \"○○市 ○○課 ファクス 00-0000-0000\"\n"
    )]
    Confirm(confirm::Arguments),
}

#[derive(Debug, Args)]
struct Options {
    #[command(flatten)]
    reading: Reading,
    /// 表の形
    #[arg(long, value_enum, default_value = "text")]
    format: TableFormat,
    /// 書き出すファイル。書かなければ画面に出す
    #[arg(long, short, value_name = "ファイル")]
    output: Option<PathBuf>,
}

/// What is read, and for which day.
#[derive(Debug, Args)]
struct Reading {
    /// 読み込むフォルダー
    #[arg(long, value_name = "フォルダー", default_value = "content")]
    content: PathBuf,
    /// 「きょう」の日付（例: 2026-11-20）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付", value_parser = super::days::day)]
    date: Option<jiff::civil::Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TableFormat {
    /// 画面で読む表
    Text,
    /// Excel で開ける CSV
    Csv,
    /// ブラウザーで開けるページ
    Html,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    let (made, options) = match &arguments.what {
        What::Freshness(options) => (read(&options.reading).map(|site| report::freshness(&site)), options),
        What::Coverage(options) => (read(&options.reading).map(|site| report::coverage(&site)), options),
        What::Quality(options) => (read(&options.reading).map(|site| report::quality(&site)), options),
        What::Changes { since, options } => (changes(&options.reading, since), options),
        What::Confirm(arguments) => return confirm::execute(arguments),
    };
    match made.and_then(|report| give(&report, options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => code,
    }
}

/// The site as far as it can be read; a report may be wanted while something is still wrong.
fn read(reading: &Reading) -> Result<Site, ExitCode> {
    let tree = input::read(&reading.content).map_err(|error| {
        eprintln!("フォルダー {} が読めません: {}", reading.content.display(), why(&error));
        eprintln!("content フォルダーのある場所で動かすか、--content で場所を教えてください");
        ExitCode::from(2)
    })?;
    let today = reading.date.unwrap_or_else(super::today_in_japan);
    let assembled = assemble(tree, "content/", today);
    if assembled.found.has_errors() {
        eprintln!("内容に直すところがあります。読めたものだけで表をつくりました（くわしくは shiori check）");
    }
    Ok(assembled.site)
}

fn changes(reading: &Reading, since: &str) -> Result<Report, ExitCode> {
    let after = read(reading)?;
    let (tree, words) = git::tree(&reading.content, since).map_err(|lines| {
        lines.iter().for_each(|line| eprintln!("{line}"));
        ExitCode::from(2)
    })?;
    let before = assemble(tree, "content/", after.today).site;
    Ok(report::changes(&before, &after, &words))
}

fn give(report: &Report, options: &Options) -> Result<(), ExitCode> {
    let bytes = match options.format {
        TableFormat::Text => report::text(report).into_bytes(),
        TableFormat::Csv => report::csv(report),
        TableFormat::Html => report::html(report).into_bytes(),
    };
    let Some(path) = &options.output else {
        // A reader that went away (`| head`) is no reason to fail.
        let _ = io::stdout().write_all(&bytes);
        return Ok(());
    };
    std::fs::write(path, bytes).map_err(|error| {
        eprintln!("{} に書けませんでした: {}", path.display(), why(&error));
        eprintln!("Excel などで開いていないか、書きこめる場所かを確かめてください");
        ExitCode::from(2)
    })?;
    eprintln!("{} に書きました", path.display());
    Ok(())
}
