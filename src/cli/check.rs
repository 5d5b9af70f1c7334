//! `shiori check`: everything that is wrong, old or odd; nothing is written.

use std::process::ExitCode;

use clap::Args;

use crate::cli::{Common, MessageFormat, build, report};

/// What `check` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// リーフレットは調べない
    #[arg(long)]
    no_leaflets: bool,
    /// 新しくつくれないリーフレットを、エラーとして数える
    #[arg(long)]
    strict: bool,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    let common = &arguments.common;
    let mut prepared = match build::prepare_to_judge(common, !arguments.no_leaflets) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    if arguments.strict {
        build::insist(&mut prepared.found);
    }
    let errors = report::tell(&prepared.found, &prepared.files, common.format, true);
    if matches!(common.format, MessageFormat::Text) {
        eprintln!("調べおわりました: {}、{}", prepared.counted(), report::summary(&prepared.found));
    }
    if errors > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
