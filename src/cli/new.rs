//! `shiori new`: a file for one more place, every field in it as a line to uncomment.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::cli::init::create_new;
use crate::cli::{days, new_template, today_in_japan};
use crate::content::{self, Content, is_id};
use crate::diagnostics::nearest;
use crate::input::{self, why};
use crate::model::area::Area;
use crate::model::romaji;
use crate::model::vocabulary::Term;
use crate::source::address::is_reserved;
use crate::source::edit::scalar;

/// What stands where the summary goes until somebody writes it.
const SUMMARY: &str = "（どんなところかを、1〜2文で書いてください）";

/// What `new` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 種類の id か名前（vocabulary.yaml の kinds。例: ibasho）
    #[arg(value_name = "種類")]
    kind: String,
    /// 地域の id か名前（areas.yaml。例: hannan）
    #[arg(value_name = "地域")]
    area: String,
    /// 場所や窓口の名前
    #[arg(value_name = "名前")]
    name: String,
    /// よみ（ひらがな）。ファイルの名前もここからつくります
    #[arg(long, value_name = "よみ")]
    reading: Option<String>,
    /// ファイルの名前（半角の英小文字、数字、ハイフン）。ページのアドレスになります
    #[arg(long, value_name = "名前")]
    slug: Option<String>,
    /// 説明の文
    #[arg(long, value_name = "文")]
    summary: Option<String>,
    /// content フォルダーの場所
    #[arg(long, value_name = "フォルダー", default_value = "content")]
    content: PathBuf,
    /// 見本に書く「きょう」の日付（例: 2026-11-20）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付", value_parser = days::day)]
    date: Option<Date>,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    match create(arguments) {
        Ok(path) => {
            say!("{} をつくりました", path.display());
            say!("メモ帳などで開いて、知っていることを書き足してください。説明（summary）は必ず書きます");
            say!("shiori serve を動かしておくと、保存するたびにブラウザーで見られます");
            ExitCode::SUCCESS
        }
        Err(lines) => {
            lines.iter().for_each(|line| eprintln!("{line}"));
            ExitCode::from(2)
        }
    }
}

/// Writes the file; or says in a few lines why not, and what to do.
fn create(arguments: &Arguments) -> Result<PathBuf, Vec<String>> {
    let tree = input::read(&arguments.content).map_err(|error| {
        vec![
            format!("フォルダー {} が読めません: {}", arguments.content.display(), why(&error)),
            "content フォルダーのある場所で動かすか、--content で場所を教えてください。はじめてのときは shiori init でつくれます"
                .to_owned(),
        ]
    })?;
    let (content, _, _) = content::read(tree, "content/");
    let kind = chosen_kind(&content, &arguments.kind)?;
    let area = chosen_area(&content.areas, &arguments.area)?;
    let name = arguments.name.trim();
    if name.is_empty() {
        return Err(vec!["名前が空です".to_owned(), format!("例: shiori new {} {} \"ひだまりの部屋\"", kind.id.value, area.id.value)]);
    }
    let slug = slug(arguments, kind, area)?;
    let id = format!("{}/{slug}", area.id.value);
    let path = arguments.content.join("resources").join(&area.id.value).join(format!("{slug}.yaml"));
    let taken = || {
        vec![
            format!("{id} はもうあります。何も変えていません"),
            "そのファイルを直すか、--slug で別の名前を付けてください。例: --slug ".to_owned() + &slug + "-2",
        ]
    };
    if content.resources.iter().any(|resource| resource.id == id) || content.unread.entries.contains(&id) {
        return Err(taken());
    }
    let text = fill(arguments, &content, kind, area);
    create_new(&path, text.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => taken(),
        _ => vec![format!("{} に書けませんでした: {}", path.display(), why(&error)), "書きこめるフォルダーか確かめてください".to_owned()],
    })?;
    Ok(path)
}

fn chosen_kind<'c>(content: &'c Content, word: &str) -> Result<&'c Term, Vec<String>> {
    let kinds = &content.vocabulary.kinds;
    kinds.iter().find(|kind| kind.id.value == word || kind.label == word).ok_or_else(|| {
        let known = kinds.iter().map(|kind| (kind.id.value.as_str(), kind.label.as_str()));
        unknown("種類", word, known.collect(), "vocabulary.yaml")
    })
}

fn chosen_area<'c>(areas: &'c [Area], word: &str) -> Result<&'c Area, Vec<String>> {
    areas.iter().find(|area| area.id.value == word || area.name == word).ok_or_else(|| {
        let known = areas.iter().map(|area| (area.id.value.as_str(), area.name.as_str()));
        unknown("地域", word, known.collect(), "areas.yaml")
    })
}

/// What was typed, what may have been meant, and everything that there is.
fn unknown(what: &str, word: &str, known: Vec<(&str, &str)>, file: &str) -> Vec<String> {
    let mut lines = vec![format!("「{word}」という{what}はありません")];
    let names = known.iter().flat_map(|(id, label)| [*id, *label]);
    if let Some(near) = nearest(word, names) {
        let id = known.iter().find(|(id, label)| *id == near || *label == near).map_or(near, |(id, _)| id);
        lines.push(format!("もしかして: {id}"));
    }
    lines.push(format!("使える{what}（{file} で足せます）:"));
    lines.extend(known.iter().map(|(id, label)| format!("  {id}  {label}")));
    lines
}

fn slug(arguments: &Arguments, kind: &Term, area: &Area) -> Result<String, Vec<String>> {
    if let Some(slug) = &arguments.slug {
        return if is_reserved(slug) {
            Err(vec![
                format!("--slug の「{slug}」は、Windows が自分のために取ってある名前なので、ファイルの名前にできません"),
                format!("ほかの言葉を足してください。例: --slug {slug}-place"),
            ])
        } else if is_id(slug) {
            Ok(slug.clone())
        } else {
            Err(vec![
                format!("--slug に「{slug}」は使えません"),
                "半角の英小文字、数字、ハイフンだけで、64 文字以内にしてください。例: --slug hidamari".to_owned(),
            ])
        };
    }
    let reading = arguments.reading.as_deref().unwrap_or(&arguments.name);
    romaji::slug(reading).filter(|slug| is_id(slug)).ok_or_else(|| {
        let example = |option: &str| format!("  shiori new {} {} \"{}\" {option}", kind.id.value, area.id.value, arguments.name);
        vec![
            format!("「{reading}」の読みがわからないので、ファイルの名前が決められません"),
            "よみをひらがなで書くか、ファイルの名前を決めてください:".to_owned(),
            example("--reading よみをひらがなで"),
            example("--slug hidamari"),
        ]
    })
}

fn fill(arguments: &Arguments, content: &Content, kind: &Term, area: &Area) -> String {
    let ids = |terms: &[Term]| terms.iter().take(2).map(|term| term.id.value.clone()).collect::<Vec<_>>().join(", ");
    let vocabulary = &content.vocabulary;
    let is_kana = romaji::slug(&arguments.name).is_some() && !arguments.name.is_ascii();
    let reading = match arguments.reading.as_deref() {
        Some(reading) => format!("reading: {}", scalar(reading.trim())),
        None if is_kana => format!("# reading: {}", scalar(arguments.name.trim())),
        None => "# reading: よみをひらがなで".to_owned(),
    };
    let today = arguments.date.unwrap_or_else(today_in_japan).to_string();
    let summary = scalar(arguments.summary.as_deref().unwrap_or(SUMMARY).trim());
    let title = arguments.name.trim().replace(char::is_control, " ");
    // The name comes last: it may hold anything, marks of this template too.
    let filled = [
        ("{{kind}}", kind.id.value.as_str()),
        ("{{area}}", &area.id.value),
        ("{{needs}}", &ids(&vocabulary.needs)),
        ("{{audiences}}", &ids(&vocabulary.audiences)),
        ("{{comforts}}", &ids(&vocabulary.comforts)),
        ("{{today}}", &today),
    ]
    .iter()
    .fold(new_template::resource(), |text, (mark, value)| text.replace(mark, value));
    let (before, after) = filled.split_once("{{reading}}").unwrap_or((&filled, ""));
    let before = before.replace("{{summary}}", &summary);
    let before = before.replacen("{{title}}", &title, 1).replacen("{{name}}", &scalar(arguments.name.trim()), 1);
    format!("{before}{reading}{after}")
}
