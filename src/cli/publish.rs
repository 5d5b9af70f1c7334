//! `shiori publish`: sets entries free that were imported and that somebody has looked at now.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::ended;
use crate::cli::replace::replace;
use crate::content;
use crate::diagnostics::nearest;
use crate::input::{self, why};
use crate::model::resource::Visibility;
use crate::source::edit::{self, Edit, Form};

/// What `publish` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 公開する場所の id（例: hannan/library）。いくつでも並べられる
    #[arg(value_name = "id", required = true)]
    ids: Vec<String>,
    /// 書き込むフォルダー
    #[arg(long, value_name = "フォルダー", default_value = "content")]
    content: PathBuf,
}

/// Runs the command: every id is looked up before the first file is touched.
pub fn execute(arguments: &Arguments) -> ExitCode {
    ended(run(arguments).map(|()| ExitCode::SUCCESS))
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let tree = input::read(&arguments.content)
        .map_err(|error| format!("フォルダー {} が読めません: {}", arguments.content.display(), why(&error)))?;
    let (content, files, _) = content::read(tree.clone(), "");
    let mut changes = Vec::new();
    for wanted in &arguments.ids {
        let id = wanted.replace('\\', "/");
        let id = id.trim_start_matches("content/").trim_start_matches("resources/").trim_end_matches(".yaml").trim_end_matches(".md");
        let Some(resource) = content.resources.iter().find(|resource| resource.id == id) else {
            let near = nearest(id, content.resources.iter().map(|resource| resource.id.as_str()));
            let near = near.map(|near| format!("\nもしかして: {near}")).unwrap_or_default();
            return Err(format!("「{wanted}」という場所はないか、読めません。何も変えていません{near}"));
        };
        let path = files.get(resource.file).path.clone();
        let text = tree.files.get(&path).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("");
        let changed = match resource.visibility {
            Visibility::Public => text.to_owned(),
            // What is not said is public.
            Visibility::PrintOnly | Visibility::Internal => edit::apply(text, Form::of(&path), &[Edit::remove(vec!["visibility".into()])])
                .map_err(|_| format!("{path} の visibility を書きかえられません。手で直してください。何も変えていません"))?,
        };
        let is_new = changed != text;
        changes.push((path, changed, is_new));
    }
    for (path, changed, is_new) in changes {
        if !is_new {
            say!("{path}: もう公開されています");
            continue;
        }
        let file = arguments.content.join(&path);
        let real = std::fs::canonicalize(&file).map_err(|error| format!("{} が読めません: {}", file.display(), why(&error)))?;
        replace(&real, changed.as_bytes()).map_err(|error| format!("{} に書けません: {}", file.display(), why(&error)))?;
        say!("{path}: つぎの build から公開されます");
    }
    Ok(())
}
