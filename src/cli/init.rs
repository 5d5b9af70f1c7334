//! `shiori init`: a small site that builds at once, each file explained by its own comments.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use include_dir::{Dir, include_dir};
use jiff::civil::Date;

use crate::cli::{days, today_in_japan};
use crate::input::why;

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Files that a new site takes over from this repository's own content.
const SHARED: [(&str, &str); 2] = [
    ("content/vocabulary.yaml", include_str!("../../content/vocabulary.yaml")),
    ("content/README.md", include_str!("../../content/README.md")),
];

/// This repository's own settings, of which a new site takes over the lines of help.
const SETTINGS: &str = include_str!("../../content/site.yaml");

/// The template of `shiori new`; no file of a site.
const TEMPLATE: &str = "resource.yaml";

/// What `init` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// つくる場所（空のフォルダー。なければつくります）
    #[arg(value_name = "フォルダー", default_value = ".")]
    folder: PathBuf,
    /// 見本に書く「きょう」の日付（例: 2026-11-20）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付", value_parser = days::day)]
    date: Option<Date>,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    let folder = &arguments.folder;
    match occupied(folder) {
        Ok(None) => {}
        Ok(Some(name)) => {
            eprintln!("フォルダー {} は空ではありません（{name} があります）。何も変えていません", folder.display());
            eprintln!("新しい空のフォルダーをつくって、そこで動かしてください。例: shiori init まちのしおり");
            return ExitCode::from(2);
        }
        Err(error) => return refused(folder, &error),
    }
    let files = files(arguments.date.unwrap_or_else(today_in_japan));
    for (path, text) in &files {
        if let Err(error) = create_new(&folder.join(path), text.as_bytes()) {
            return refused(&folder.join(path), &error);
        }
    }
    say!("{} に、見本のサイトをつくりました（ファイル {} 枚）", folder.display(), files.len());
    if folder != Path::new(".") {
        say!("\nまず、このフォルダーに移ります:\n  cd {}", folder.display());
    }
    say!("\n次にすること:");
    say!("  shiori serve --open   ブラウザーで見ながら直す（content フォルダーのファイルを、メモ帳で開いて直します）");
    say!("  shiori new ibasho machi \"ひだまりの部屋\" --reading ひだまりのへや   場所を足す");
    say!("  shiori build          public フォルダーに、サイトとリーフレットをつくる");
    say!("\n「（例）」と書いてあるものは書き方の例です。自分のまちのことに直すか、消してください。");
    say!("直し終えたら、content/site.yaml の「sample: yes」の行を消します。それまでは、どのページにも「見本のサイトです」と出ます。");
    ExitCode::SUCCESS
}

/// The first thing that stands in the folder; hidden files (`.git`) do not matter.
fn occupied(folder: &Path) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names.into_iter().find(|name| !name.starts_with('.')))
}

fn refused(path: &Path, error: &io::Error) -> ExitCode {
    eprintln!("{} に書けませんでした: {}", path.display(), why(error));
    eprintln!("書きこめるフォルダーか、空きがあるかを確かめてください");
    ExitCode::from(2)
}

/// Path and text of each file of a new site.
fn files(today: Date) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = SHARED.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    collect(&STARTER, &mut files);
    files.retain(|(path, _)| path != TEMPLATE);
    for (_, text) in &mut files {
        *text = text.replace("{{today}}", &today.to_string()).replace("{{urgent}}", &urgent());
    }
    files.sort();
    files
}

/// The national lines of help with their comments, and the way out of the site: they were checked once, on the day they state,
/// and stand in one place.
fn urgent() -> String {
    let is_heading = |line: &str| line.starts_with("# つらいとき、あぶないとき");
    let lines = SETTINGS.lines().skip_while(|line| !is_heading(line)).take_while(|line| !line.starts_with("leaflets:"));
    lines.map(|line| format!("{line}\n")).collect()
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        files.push((path.join("/"), file.contents_utf8().unwrap_or_default().to_owned()));
    }
    folder.dirs().for_each(|inner| collect(inner, files));
}

/// Writes a file that does not exist yet, with its folders; one that exists is never touched.
pub fn create_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    io::Write::write_all(&mut fs::OpenOptions::new().write(true).create_new(true).open(path)?, bytes)
}
