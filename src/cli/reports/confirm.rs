//! `shiori report confirm`: the letters of the year, one PDF and one text for an e-mail for each organiser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use super::{Reading, read};
use crate::cli::init::create_new;
use crate::input::why;
use crate::report::{Asking, Letter, letters, mail};
use crate::site::Site;

/// What `confirm` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    reading: Reading,
    /// 書き出すフォルダー。書かなければ、confirm-きょうの日付
    #[arg(long, value_name = "フォルダー")]
    out: Option<PathBuf>,
    /// 確かめる時期のものだけ
    #[arg(long)]
    due: bool,
    /// お返事の先。書かなければ site.yaml の contact、それもなければ空欄
    #[arg(long, value_name = "宛先")]
    reply: Option<String>,
    /// お返事の期限（例: 2026-12-25）。書かなければ空欄
    #[arg(long, value_name = "日付")]
    by: Option<Date>,
    /// テーマのフォルダーがある場所。なければ、組み込みのテーマを使う
    #[arg(long, value_name = "フォルダー", default_value = "themes")]
    themes: PathBuf,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    match write(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => code,
    }
}

fn write(arguments: &Arguments) -> Result<(), ExitCode> {
    let site = read(&arguments.reading)?;
    let asking = Asking { reply: arguments.reply.clone(), by: arguments.by, only_due: arguments.due };
    let letters = letters(&site, &asking);
    if letters.is_empty() {
        eprintln!("確かめるものはありません。確認票はつくりませんでした");
        return Ok(());
    }
    let folder = arguments.out.clone().unwrap_or_else(|| PathBuf::from(format!("confirm-{}", site.today)));
    let (mut written, mut kept) = (0, Vec::new());
    for (letter, (name, bytes)) in
        letters.iter().flat_map(|letter| files(letter, &site, &arguments.themes).into_iter().map(move |file| (letter, file)))
    {
        let bytes = bytes.map_err(|why| {
            eprintln!("「{}」への確認票がつくれませんでした: {why}", letter.to);
            ExitCode::from(2)
        })?;
        let path = folder.join(&name);
        match create_new(&path, &bytes) {
            Ok(()) => written += 1,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                if fs::read(&path).map_or(true, |there| there != bytes) {
                    kept.push(name);
                }
            }
            Err(error) => {
                eprintln!("{} に書けませんでした: {}", path.display(), why(&error));
                return Err(ExitCode::from(2));
            }
        }
    }
    eprintln!("{} に、{} 団体への確認票を書きました（新しいファイル {written}）", folder.display(), letters.len());
    if !cfg!(feature = "leaflet") {
        eprintln!("この shiori には紙をつくるしくみが入っていないので、メールの文だけです");
    }
    if kept.is_empty() {
        return Ok(());
    }
    eprintln!("次のファイルはもうあり、中身がちがうので、そのままにしました: {}", kept.join("、"));
    eprintln!("新しくつくるときは、--out で別のフォルダーを指定してください");
    Err(ExitCode::from(2))
}

/// Name and bytes of each file of a letter.
type Files = Vec<(String, Result<Vec<u8>, String>)>;

/// A mark at the beginning and Windows' line ends: the text is opened in Notepad and pasted from there.
fn text(letter: &Letter) -> (String, Result<Vec<u8>, String>) {
    (format!("{}.txt", letter.stem), Ok(format!("\u{feff}{}", mail(letter)).replace('\n', "\r\n").into_bytes()))
}

#[cfg(feature = "leaflet")]
fn files(letter: &Letter, site: &Site, themes: &Path) -> Files {
    use crate::diagnostics::Sink;
    let theme = crate::cli::build::theme(themes, site, &mut Sink::default());
    let sheet = crate::report::Press::new(&theme).sheet(letter);
    vec![(format!("{}.pdf", letter.stem), sheet), text(letter)]
}

#[cfg(not(feature = "leaflet"))]
fn files(letter: &Letter, _: &Site, _: &Path) -> Files {
    vec![text(letter)]
}
