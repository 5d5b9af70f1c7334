//! `shiori import`: a table of another office to files of ours.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::cli::progress::Progress;
use crate::cli::{ended, today_in_japan};
use crate::content;
use crate::diagnostics::nearest;
use crate::import::columns::{Mapping, draft};
use crate::import::plan::{Plan, Record, plan};
use crate::import::row::Options;
use crate::import::table::{self, Problem, Table};
use crate::input;
use crate::source::yaml;

/// Rows of each sort that are told one by one.
const TOLD: usize = 20;

/// What `import` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 取り込む表（.csv か .tsv）
    #[arg(value_name = "ファイル")]
    file: PathBuf,
    /// 書き込むフォルダー
    #[arg(long, value_name = "フォルダー", default_value = "content")]
    content: PathBuf,
    /// 種類が書かれていない行の種類（vocabulary.yaml の id）
    #[arg(long, value_name = "種類")]
    kind: Option<String>,
    /// 地域がわからない行の地域（areas.yaml の id）
    #[arg(long, value_name = "地域")]
    area: Option<String>,
    /// 列の意味を書いたファイル
    #[arg(long, value_name = "ファイル")]
    mapping: Option<PathBuf>,
    /// 何も書かずに、どうなるかだけを見る
    #[arg(long)]
    dry_run: bool,
    /// 取り込みの日付（例: 2026-11-20）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付")]
    date: Option<Date>,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    ended(run(arguments))
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let bytes = fs::read(&arguments.file).map_err(|error| format!("{} が読めません: {error}", arguments.file.display()))?;
    let progress = Progress::start("content フォルダーを読んでいます");
    let tree =
        input::read(&arguments.content).map_err(|error| format!("フォルダー {} が読めません: {error}", arguments.content.display()))?;
    let mapping = arguments.mapping.as_deref().map(mapping).transpose()?.unwrap_or_default();
    let (content, _, _) = content::read(tree.clone(), "");
    known("--kind", arguments.kind.as_deref(), content.vocabulary.kinds.iter().map(|kind| kind.id.value.as_str()))?;
    known("--area", arguments.area.as_deref(), content.areas.iter().map(|area| area.id.value.as_str()))?;
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let table = match table::read(&bytes, &mapping) {
        Ok(table) => table,
        Err(problem) => return unread(&problem, &arguments.file, arguments.dry_run),
    };
    drop(progress);
    tell_table(&name, &table);
    let progress = Progress::start("一行ずつ、場所のファイルにしています");
    let record_path = arguments.content.join(".import").join(format!("{}.json", record_name(&name)));
    let record = match fs::read(&record_path) {
        Ok(bytes) => {
            serde_json::from_slice(&bytes).map_err(|error| format!("取り込みの記録 {} が読めません: {error}", record_path.display()))?
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Record::default(),
        Err(error) => return Err(format!("取り込みの記録 {} が読めません: {error}", record_path.display())),
    };
    let source = format!("{}（{name}）", table.columns.layout());
    let options = Options {
        vocabulary: &content.vocabulary,
        areas: &content.areas,
        kind: arguments.kind.as_deref(),
        area: arguments.area.as_deref(),
        source: &source,
        date: arguments.date.unwrap_or_else(today_in_japan),
    };
    let plan = plan(&table, record.clone(), &tree, &options);
    if !arguments.dry_run {
        write(&plan, &record, &arguments.content, &record_path).map_err(|error| format!("書き込めませんでした: {error}"))?;
    }
    drop(progress);
    tell(&plan, &table, arguments.dry_run);
    Ok(if plan.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn known<'a>(option: &str, word: Option<&str>, words: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let words: Vec<&str> = words.collect();
    match word {
        Some(word) if !words.contains(&word) => {
            let near = nearest(word, words.iter().copied()).map(|near| format!("\nもしかして: {near}")).unwrap_or_default();
            Err(format!("{option} の「{word}」はありません{near}\n使える値: {}", words.join(", ")))
        }
        _ => Ok(()),
    }
}

fn mapping(path: &Path) -> Result<Mapping, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{} が読めません: {error}", path.display()))?;
    let mut found = Vec::new();
    let node = yaml::parse(&text, crate::diagnostics::FileId(0), 0, &mut found);
    match node.map(|node| node.value) {
        Some(yaml::Value::Mapping(pairs)) if found.is_empty() => Ok(pairs
            .into_iter()
            .filter_map(|(key, node)| match node.value {
                yaml::Value::Scalar { text, .. } => Some((key.text.into_owned(), text.into_owned())),
                _ => None,
            })
            .collect::<BTreeMap<_, _>>()),
        _ => Err(format!("{} は「列の名前: 意味」の形で書いてください", path.display())),
    }
}

fn unread(problem: &Problem, file: &Path, dry_run: bool) -> Result<ExitCode, String> {
    match problem {
        Problem::Empty => eprintln!("ファイルが空です。0 行を読み、何も書きませんでした"),
        Problem::Encoding => eprintln!(
            "文字コードがわかりません（UTF-8、CP932、UTF-16 のどれでもありません）。Excel で「CSV UTF-8」として保存し直してください"
        ),
        Problem::Header(headers) => {
            eprintln!("名称の列が見つかりません。列の意味を書いたファイルがいります");
            let path = file.with_extension("mapping.yaml");
            if !dry_run && !path.exists() {
                fs::write(&path, draft(headers)).map_err(|error| format!("{} に書けません: {error}", path.display()))?;
            }
            eprintln!("{} に下書きがあります。直してから、--mapping で指定してください", path.display());
        }
    }
    Ok(ExitCode::from(1))
}

fn record_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' }).collect()
}

fn tell_table(name: &str, table: &Table) {
    let separator = match table.separator {
        '\t' => "タブ",
        ';' => "セミコロン",
        _ => "カンマ",
    };
    say!("{name}: {}、文字コード {}、区切り {separator}、見出しは {} 行目", table.columns.layout(), table.encoding, table.header_line);
    let of = |is_known: bool| -> Vec<String> {
        let columns = table.columns.headers.iter().zip(&table.columns.items).filter(|(_, item)| item.is_some() == is_known);
        columns.map(|(header, item)| item.map_or_else(|| header.clone(), |item| format!("{header} → {item}"))).collect()
    };
    say!("わかった列: {}", of(true).join("、"));
    let unknown = of(false);
    if !unknown.is_empty() {
        say!("置き場所のない列（staff_note に残します）: {}", unknown.join("、"));
    }
}

/// Files first, then the record: a run that stops between them is made good by the next one, which takes the files over.
fn write(plan: &Plan, before: &Record, content: &Path, record: &Path) -> io::Result<()> {
    for (path, text) in &plan.files {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap_or(content))?;
        replace(&path, text.as_bytes())?;
    }
    if plan.record != *before {
        fs::create_dir_all(record.parent().unwrap_or(content))?;
        replace(record, &serde_json::to_vec_pretty(&plan.record).unwrap_or_default())?;
    }
    Ok(())
}

/// Writes beside and exchanges, so that a file is the old one or the new one.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)
}

fn tell(plan: &Plan, table: &Table, dry_run: bool) {
    for (line, reason) in plan.refused.iter().take(TOLD) {
        say!("取り込まない行 {line}: {reason}");
    }
    if plan.refused.len() > TOLD {
        say!("ほかに {} 行", plan.refused.len() - TOLD);
    }
    for (line, told) in plan.spoilt.iter().take(TOLD) {
        say!("使わなかった値 {line} 行目: {told}");
    }
    if plan.spoilt.len() > TOLD {
        say!("使わなかった値はほかに {}", plan.spoilt.len() - TOLD);
    }
    for (line, path, what) in &plan.conflicts {
        say!("たしかめてください（{line} 行目、{path}）: {what}");
    }
    say!(
        "読んだ行 {}、つくるファイル {}、直すファイル {}、そのまま {}、取り込まない行 {}（ほかに空の行 {}、見出しや注記 {}）",
        table.rows.len(),
        plan.created,
        plan.updated,
        plan.unchanged,
        plan.refused.len(),
        table.blank,
        table.remarks
    );
    if dry_run {
        say!("--dry-run なので、何も書いていません");
    }
}
