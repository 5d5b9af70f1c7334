//! `shiori checked`: the day and the way of the last check, in the entry's own file and nowhere else.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::replace::replace;
use crate::cli::{days, ended, today_in_japan};
use crate::diagnostics::nearest;
use crate::input::{self, why};
use crate::model::date::PartialDate;
use crate::source::edit::{self, Data, Edit, Form};

/// What `checked` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 確かめた場所の id（例: hannan/library）。一つに決まれば、ファイルの名前だけ（library）でもよい。いくつでも並べられる
    #[arg(value_name = "id", required = true)]
    ids: Vec<String>,
    /// 確かめた日（例: 2026-11-20、月までなら 2026-11）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付", value_parser = days::some_day)]
    date: Option<PartialDate>,
    /// 確かめ方（例: 電話）
    #[arg(long, value_name = "ことば")]
    by: Option<String>,
    /// 書き込むフォルダー
    #[arg(long, value_name = "フォルダー", default_value = "content")]
    content: PathBuf,
}

/// Runs the command: every id is looked up before the first file is touched.
pub fn execute(arguments: &Arguments) -> ExitCode {
    ended(run(arguments).map(|()| ExitCode::SUCCESS))
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let date = arguments.date.map_or_else(|| today_in_japan().to_string(), |date| date.to_string());
    if arguments.by.as_deref().is_some_and(|by| by.trim().is_empty() || by.contains(char::is_control)) {
        return Err("--by には「電話」のような言葉を書いてください".to_owned());
    }
    let tree = input::read(&arguments.content)
        .map_err(|error| format!("フォルダー {} が読めません: {}", arguments.content.display(), why(&error)))?;
    let bare = |path: &str| -> Option<String> {
        let name = path.strip_prefix("resources/")?;
        let id = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".md"))?;
        (!id.contains('.')).then(|| id.to_owned())
    };
    let ids: Vec<(String, &String)> = tree.files.keys().filter_map(|path| Some((bare(path)?, path))).collect();
    let mut changes = Vec::new();
    for wanted in &arguments.ids {
        let tidy = wanted.replace('\\', "/");
        let tidy = tidy.strip_prefix("content/").unwrap_or(&tidy);
        let id = bare(tidy).or_else(|| bare(&format!("resources/{tidy}"))).unwrap_or_else(|| tidy.to_owned());
        let named: Vec<&(String, &String)> =
            ids.iter().filter(|(own, _)| *own == id || own.rsplit('/').next() == Some(id.as_str())).collect();
        if let [(one, _), (other, _), ..] = named.as_slice() {
            return Err(format!(
                "「{wanted}」という名前の場所は、いくつかあります。何も変えていません\n地域の id から書いてください: {one}、{other} など"
            ));
        }
        let Some((_, path)) = named.first() else {
            let near = nearest(&id, ids.iter().flat_map(|(own, _)| [own.as_str(), own.rsplit('/').next().unwrap_or(own)]))
                .map(|near| format!("\nもしかして: {near}"))
                .unwrap_or_default();
            return Err(format!("「{wanted}」という場所はありません。何も変えていません{near}"));
        };
        let text = std::str::from_utf8(&tree.files[*path]).map_err(|_| format!("{path} の文字コードが UTF-8 ではありません"))?;
        let by = arguments.by.as_deref().map(|by| ("checked_by", by));
        let edits: Vec<Edit> =
            [("checked", date.as_str())].into_iter().chain(by).map(|(key, text)| Edit::set(vec![key.into()], Data::text(text))).collect();
        let changed = edit::apply(text, Form::of(path), &edits)
            .map_err(|_| format!("{path} の checked を書きかえられません。手で直してください。何も変えていません"))?;
        changes.push((*path, changed, text));
    }
    for (path, changed, before) in changes {
        if changed != before {
            let path = arguments.content.join(path);
            let real = fs::canonicalize(&path).map_err(|error| format!("{} が読めません: {}", path.display(), why(&error)))?;
            replace(&real, changed.as_bytes()).map_err(|error| format!("{} に書けません: {}", path.display(), why(&error)))?;
        }
        say!("{path}: {date} に確認");
    }
    Ok(())
}
