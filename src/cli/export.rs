//! `shiori export`: the list as a workbook that comes back with `shiori import`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::ended;
use crate::cli::replace::replace;
use crate::content;
use crate::input::{self, why};
use crate::workbook::{self, Layout};

/// What `export` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 書き出す Excel のファイル（例: 一覧.xlsx）
    #[arg(long, value_name = "ファイル", required = true)]
    xlsx: PathBuf,
    /// 読み込むフォルダー
    #[arg(long, value_name = "フォルダー", default_value = "content")]
    content: PathBuf,
    /// 同じ名前のファイルがあっても、書きかえる
    #[arg(long)]
    overwrite: bool,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    ended(run(arguments).map(|()| ExitCode::SUCCESS))
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let path = &arguments.xlsx;
    if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
        return Err(format!("{} には書けません\nファイルの名前の終わりを .xlsx にしてください。例: --xlsx 一覧.xlsx", path.display()));
    }
    if path.exists() && !arguments.overwrite {
        return Err(format!(
            "{} はもうあります。まだ取り込んでいない直しが入っているかもしれないので、何も変えていません\n取り込むなら shiori import {}、上から書くなら --overwrite をつけてください",
            path.display(),
            path.display()
        ));
    }
    let tree = input::read(&arguments.content)
        .map_err(|error| format!("フォルダー {} が読めません: {}", arguments.content.display(), why(&error)))?;
    let (content, _, _) = content::read(tree.clone(), "");
    let (bytes, unread) = workbook::workbook(&tree, &Layout::new(&content)).map_err(|why| format!("書き出せませんでした: {why}"))?;
    replace(path, &bytes).map_err(|error| match error.kind() {
        // Excel locks what it shows.
        std::io::ErrorKind::PermissionDenied => format!("{} に書けません。Excel で開いていたら、閉じてください", path.display()),
        _ => format!("{} に書けません: {}", path.display(), why(&error)),
    })?;
    for file in &unread {
        eprintln!("{file} は読めないので、入れていません。shiori check で確かめてください");
    }
    say!("{} に書き出しました。直したら shiori import {} で取り込みます", path.display(), path.display());
    Ok(())
}
