//! The command line: one file a command. Messages for people are Japanese.
//!
//! Exit codes: 0 fine (warnings allowed), 1 the content has errors, 2 wrong usage or the system refused.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "this is where people are talked to")]

/// Like `println!`, and no panic where nobody listens any more: `shiori schema site | head`.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod asking;
mod build;
mod check;
mod checked;
mod days;
mod explain;
mod export;
mod guard;
mod help;
mod import;
mod import_report;
mod import_workbook;
mod init;
mod new;
mod new_template;
mod outline;
mod pipeline;
mod progress;
mod publish;
mod replace;
mod report;
mod reports;
mod schema;
mod serve;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
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
    disable_help_flag = true,
    disable_version_flag = true,
    help_template = "{about}\n\n使い方: {usage}\n\nコマンド:\n{subcommands}\n\n共通のオプション:\n{options}\n\n例:\n  shiori serve --open   ブラウザーで見ながら直す\n  shiori check          誤りがないか調べる\n  shiori build          public フォルダーにサイトをつくる\n\nコマンドごとの使い方は shiori build --help のように見られます\n"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// 使い方を表示する
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 版を表示する
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// The help of each command.
const HELP: &str = "{about}\n\n使い方: {usage}\n\nオプション:\n{options}\n{after-help}";

/// The same for commands that have commands of their own.
const HELP_WITH_COMMANDS: &str = "{about}\n\n使い方: {usage}\n\nコマンド:\n{subcommands}\n\n{after-help}";

/// The same for commands that take words beside options.
const HELP_WITH_WORDS: &str = "{about}\n\n使い方: {usage}\n\n書くこと:\n{positionals}\n\nオプション:\n{options}\n{after-help}";

#[derive(Debug, Subcommand)]
enum Command {
    /// content フォルダーを読み、public フォルダーにサイトとリーフレットをつくる
    #[command(help_template = HELP, after_help = "例:\n  shiori build\n  shiori build --content 町の内容 --output 公開用\n  shiori build --only leaflet:hannan --watch\n")]
    Build(build::Arguments),
    /// 誤りや古い情報がないか調べる（何も書き出さない）
    #[command(help_template = HELP, after_help = "例:\n  shiori check\n  shiori check --format json\n")]
    Check(check::Arguments),
    /// 日時の言葉がどう読み取られるかを見る
    #[command(
        help_template = HELP,
        after_help = "例:\n  shiori explain --when \"毎月第4木曜日 13:30-15:30\"\n  shiori explain --hours 9:00-22:00 --closed 月曜日 年末年始\n"
    )]
    Explain(explain::Arguments),
    /// 確かめた日を、場所のファイルに書きこむ
    #[command(help_template = HELP, after_help = "例:\n  shiori checked hannan/library --by 電話\n  shiori checked hannan/library toba/e-room --date 2026-11-20 --by メール\n")]
    Checked(checked::Arguments),
    /// ファイルの形（JSON Schema）を、VS Code などのために書き出す
    #[command(help_template = HELP, after_help = "例:\n  shiori schema resource\n  shiori schema --output content/.schema\n")]
    Schema(schema::Arguments),
    /// よその表（CSV、TSV、Excel）を、場所のファイルにする。書き出した表なら、直したところを取り込む
    #[command(
        help_template = HELP,
        after_help = "例:\n  shiori import 公共施設一覧.csv --kind free-space --dry-run\n  shiori import 公共施設一覧.csv --kind free-space --area hannan\n  shiori import 一覧.xlsx\n"
    )]
    Import(import::Arguments),
    /// 場所の一覧を、Excel で直せる表に書き出す
    #[command(help_template = HELP, after_help = "例:\n  shiori export --xlsx 一覧.xlsx\n  shiori import 一覧.xlsx   直したところだけを、ファイルに取り込む\n")]
    Export(export::Arguments),
    /// 取り込んだまま公開していない場所を、公開する
    #[command(help_template = HELP_WITH_WORDS, after_help = "例:\n  shiori publish hannan/library\n  shiori publish hannan/library toba/e-room\n")]
    Publish(publish::Arguments),
    /// 地図の輪郭（content/map.geojson）を、国土数値情報の行政区域（N03）からつくる
    #[command(help_template = HELP, after_help = "例:\n  shiori outline --from N03-20240101_27.geojson --code 272329\n  shiori outline --from N03-20240101_27.geojson --code 272329 272027\n")]
    Outline(outline::Arguments),
    /// 空のフォルダーに、見本のサイトをつくる
    #[command(help_template = HELP_WITH_WORDS, after_help = "例:\n  shiori init まちのしおり\n")]
    Init(init::Arguments),
    /// 場所や窓口のファイルを一つつくる
    #[command(
        help_template = HELP_WITH_WORDS,
        after_help = "例:\n  shiori new ibasho machi \"ひだまりの部屋\" --reading ひだまりのへや\n  shiori new 相談窓口 machi \"○○相談室\" --slug soudan\n"
    )]
    New(new::Arguments),
    /// ブラウザーで見ながら直す。保存するたびに画面が新しくなる
    #[command(help_template = HELP, after_help = "例:\n  shiori serve --open\n  shiori serve --port 8001\n")]
    Serve(serve::Arguments),
    /// 一覧のようすを表にする: 確かめる時期、足りないところ、書き足せること、前版からの変更
    #[command(help_template = HELP_WITH_COMMANDS, disable_help_subcommand = true, after_help = "例:\n  shiori report freshness\n  shiori report coverage --format csv --output 足りないところ.csv\n")]
    Report(reports::Arguments),
    /// 命令の続きを Tab キーで補うための設定を出す
    #[command(help_template = HELP_WITH_WORDS, after_help = "例:\n  shiori completions bash > ~/.local/share/bash-completion/completions/shiori\n  shiori completions powershell >> $PROFILE\n")]
    Completions {
        /// 使っているシェル
        #[arg(value_name = "シェル")]
        shell: clap_complete::Shell,
    },
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
    #[arg(long, value_name = "日付", value_parser = days::day)]
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
    /// What a change of means a new build.
    fn watched(&self) -> [&std::path::Path; 2] {
        [&self.content, &self.themes]
    }

    fn today(&self) -> Date {
        self.date.unwrap_or_else(today_in_japan)
    }
}

/// The only look at the clock.
fn today_in_japan() -> Date {
    let japan = TimeZone::fixed(jiff::tz::offset(9));
    Timestamp::now().to_zoned(japan).date()
}

/// Help and version are no mistake; everything else is said in Japanese, with what was typed.
fn tell_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return ExitCode::from(2);
    }
    let typed = |kind| error.get(kind).map(|value| value.to_string()).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => eprintln!("「{}」というオプションはありません", typed(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => eprintln!("「{}」というコマンドはありません", typed(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match typed(ContextKind::InvalidValue).as_str() {
                "" => eprintln!("{} の後に、何も書かれていません", typed(ContextKind::InvalidArg)),
                value => eprintln!("{} に「{value}」は使えません", typed(ContextKind::InvalidArg)),
            }
            if let Some(reason) = std::error::Error::source(error).filter(|reason| !reason.to_string().is_ascii()) {
                eprintln!("{reason}");
            }
            if let Some(values) = error.get(ContextKind::ValidValue) {
                eprintln!("使える値: {values}");
            }
        }
        ErrorKind::MissingRequiredArgument => eprintln!("次のどれかが必要です: {}", typed(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => {
            eprintln!("{} と {} は一緒に使えません", typed(ContextKind::InvalidArg), typed(ContextKind::PriorArg));
        }
        ErrorKind::MissingSubcommand => eprintln!("コマンドがありません"),
        ErrorKind::NoEquals => eprintln!("{} の後には = を書いてください", typed(ContextKind::InvalidArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            eprintln!("{} に書く値の数が違います", typed(ContextKind::InvalidArg));
        }
        ErrorKind::InvalidUtf8 => eprintln!("読めない文字が入っています"),
        _ => eprintln!("命令の書き方が違います"),
    }
    if let Some(near) = error.get(ContextKind::SuggestedArg).or_else(|| error.get(ContextKind::SuggestedSubcommand)) {
        eprintln!("もしかして: {near}");
    }
    eprintln!("使い方は shiori --help で見られます");
    ExitCode::from(2)
}

/// How a command ends that could not be carried out: it says why, and exits as for wrong usage.
fn ended(result: Result<ExitCode, String>) -> ExitCode {
    result.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::from(2)
    })
}

/// Runs the command line; the process exits with what this gives.
pub fn run() -> ExitCode {
    guard::guarded(carry_out)
}

fn carry_out() -> ExitCode {
    let mut command = help::japanese(Cli::command());
    let read = command.try_get_matches_from_mut(std::env::args_os()).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match read {
        Ok(cli) => cli,
        Err(error) => return tell_usage(&error),
    };
    match cli.command {
        Command::Build(arguments) => build::execute(&arguments),
        Command::Check(arguments) => check::execute(&arguments),
        Command::Explain(arguments) => explain::execute(&arguments),
        Command::Checked(arguments) => checked::execute(&arguments),
        Command::Schema(arguments) => schema::execute(&arguments),
        Command::Import(arguments) => import::execute(&arguments),
        Command::Export(arguments) => export::execute(&arguments),
        Command::Publish(arguments) => publish::execute(&arguments),
        Command::Init(arguments) => init::execute(&arguments),
        Command::New(arguments) => new::execute(&arguments),
        Command::Outline(arguments) => outline::execute(&arguments),
        Command::Serve(arguments) => serve::execute(arguments),
        Command::Report(arguments) => reports::execute(&arguments),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "shiori", &mut script);
            let _ = std::io::Write::write_all(&mut std::io::stdout(), &script);
            ExitCode::SUCCESS
        }
    }
}
