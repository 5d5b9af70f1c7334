//! `shiori schema`: what may stand in each file, for editors such as VS Code.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::ended;
use crate::cli::replace::replace;
use crate::content::schema::{SCHEMAS, schema};
use crate::diagnostics::nearest;
use crate::input::why;

/// What `schema` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// どのファイルの形か（site、vocabulary、areas、readings、resource、variation、page）
    #[arg(value_name = "名前", required_unless_present = "output")]
    name: Option<String>,
    /// すべてを、このフォルダーに書き出す（例: content/.schema）
    #[arg(long, short, value_name = "フォルダー", conflicts_with = "name")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    ended(run(arguments).map(|()| ExitCode::SUCCESS))
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let names = SCHEMAS.iter().map(|(name, _)| *name);
    if let Some(name) = &arguments.name {
        let Some(schema) = schema(name) else {
            let near = nearest(name, names.clone()).map(|near| format!("\nもしかして: {near}")).unwrap_or_default();
            return Err(format!("「{name}」という形はありません{near}\n使える値: {}", names.collect::<Vec<_>>().join(", ")));
        };
        say!("{schema:#}");
        return Ok(());
    }
    let Some(folder) = &arguments.output else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|error| format!("{} がつくれません: {}", folder.display(), why(&error)))?;
    for name in names {
        let path = folder.join(format!("{name}.schema.json"));
        let text = schema(name).map(|schema| format!("{schema:#}\n")).unwrap_or_default();
        replace(&path, text.as_bytes()).map_err(|error| format!("{} に書けません: {}", path.display(), why(&error)))?;
    }
    say!("{} に 7 つの形を書きました。", folder.display());
    say!("VS Code では、YAML の拡張機能を入れ、ファイルの一行目に次のように書くと、項目の説明と候補が出ます。");
    say!("  content/site.yaml             # yaml-language-server: $schema=.schema/site.schema.json");
    say!("  content/resources/…/….yaml    # yaml-language-server: $schema=../../.schema/resource.schema.json");
    say!("（content/.schema に書き出したとき。やさしい日本語などのファイルは variation.schema.json です）");
    Ok(())
}
