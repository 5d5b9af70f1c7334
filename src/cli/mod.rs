//! The command line: one file a command. Messages for people are Japanese.
//!
//! Exit codes: 0 fine (warnings allowed), 1 the content has errors, 2 wrong usage or the system refused.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "this is where people are talked to")]

mod build;
mod check;
mod pipeline;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use pipeline::{Assembled, assemble};

/// The command and what it was given.
#[derive(Debug, Parser)]
#[command(
    name = "shiori",
    version,
    about = "地域資源ブックマークをつくります: content フォルダーから、ウェブサイトと折りたたみリーフレットを",
    arg_required_else_help = true,
    disable_help_subcommand = true,
    help_template = "{about}\n\n使い方: {usage}\n\nコマンド:\n{subcommands}\n\n共通のオプション:\n{options}\n\n例:\n  shiori check          誤りがないか調べる\n  shiori build          public フォルダーにサイトをつくる\n"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// content フォルダーを読み、public フォルダーにサイトとリーフレットをつくる
    Build(build::Arguments),
    /// 誤りや古い情報がないか調べる（何も書き出さない）
    Check(check::Arguments),
}

/// What every command that reads content takes.
#[derive(Debug, Args)]
struct Common {
    /// 読み込むフォルダー
    #[arg(long, value_name = "フォルダー", default_value = "content")]
    content: PathBuf,
    /// テーマのフォルダーがある場所。なければ、組み込みのテーマを使う
    #[arg(long, value_name = "フォルダー", default_value = "themes")]
    themes: PathBuf,
    /// 「きょう」の日付（例: 2026-11-20）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付")]
    date: Option<Date>,
    /// 知らせの形
    #[arg(long, value_enum, default_value = "text")]
    format: MessageFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageFormat {
    /// 人が読む形
    Text,
    /// 一行に一つの JSON
    Json,
    /// GitHub Actions の注釈
    Github,
}

impl Common {
    fn today(&self) -> Date {
        self.date.unwrap_or_else(|| {
            let japan = TimeZone::fixed(jiff::tz::offset(9));
            Timestamp::now().to_zoned(japan).date()
        })
    }
}

/// Runs the command line; the process exits with what this gives.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no mistake; everything else is.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match cli.command {
        Command::Build(arguments) => build::execute(&arguments),
        Command::Check(arguments) => check::execute(&arguments),
    }
}
