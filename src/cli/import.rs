//! `shiori import`: a table of another office to files of ours.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::asking::{ask, can_ask, yes_or_no};
use crate::cli::progress::Progress;
use crate::cli::replace::replace;
use crate::cli::{ended, import_report, import_workbook, today_in_japan};
use crate::content::{self, Content};
use crate::diagnostics::{Files, nearest};
use crate::import::columns::{Mapping, draft};
use crate::import::plan::{Answers, Gone, Plan, drafts, plan};
use crate::import::record::{Before, Record, before};
use crate::import::row::{Draft, Options};
use crate::import::same::Signs;
use crate::import::spreadsheet;
use crate::import::table::{self, Problem};
use crate::input::{self, why};
use crate::model::ruby;
use crate::source::yaml;
use crate::workbook::changes;

/// What `import` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 取り込む表（.csv、.tsv、.xlsx、.ods）。shiori export --xlsx で書き出したものなら、直したところだけを取り込む
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
    /// 「情報のもと」としてページに出す、表の名前（例: 阪南市 公共施設一覧）
    #[arg(long, value_name = "名前")]
    source: Option<String>,
    /// 何も書かずに、どうなるかだけを見る
    #[arg(long)]
    dry_run: bool,
    /// 「同じ所ですか」「新しい版ですか」への答え。yes か no、行ごとなら 12=yes（いくつでも並べられる）
    #[arg(long, value_name = "答え")]
    answer: Vec<String>,
    /// 新しい表からなくなった所をどうするか: paused（お休み中）、ended（終わり）、keep（そのまま）
    #[arg(long, value_name = "扱い", hide_possible_values = true)]
    gone: Option<WhenGone>,
    /// すべての行と列のことを書くファイル（.html か .csv）
    #[arg(long, value_name = "ファイル")]
    report: Option<PathBuf>,
    /// 取り込まない行があれば、終了コードを 1 にする
    #[arg(long)]
    strict: bool,
    /// 取り込みの日付（例: 2026-11-20）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付", value_parser = crate::cli::days::day)]
    date: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum WhenGone {
    Paused,
    Ended,
    Keep,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    ended(run(arguments))
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut answers = answers(arguments)?;
    let bytes = fs::read(&arguments.file).map_err(|error| format!("{} が読めません: {}", arguments.file.display(), why(&error)))?;
    let progress = Progress::start("content フォルダーを読んでいます");
    let tree = input::read(&arguments.content)
        .map_err(|error| format!("フォルダー {} が読めません: {}", arguments.content.display(), why(&error)))?;
    let mapping = arguments.mapping.as_deref().map(mapping).transpose()?.unwrap_or_default();
    let sheets = if spreadsheet::is_workbook(&bytes) {
        Some(spreadsheet::read(&bytes).map_err(|why| format!("{}: {why}", arguments.file.display()))?)
    } else {
        None
    };
    if let Some(sheets) = sheets.as_ref().filter(|sheets| changes::is_ours(sheets)) {
        drop(progress);
        let date = arguments.date.unwrap_or_else(today_in_japan);
        return import_workbook::run(sheets, tree, &arguments.content, arguments.dry_run, date);
    }
    let (content, files, _) = content::read(tree.clone(), "");
    known("--kind", arguments.kind.as_deref(), content.vocabulary.kinds.iter().map(|kind| kind.id.value.as_str()))?;
    known("--area", arguments.area.as_deref(), content.areas.iter().map(|area| area.id.value.as_str()))?;
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let table = match &sheets {
        Some(sheets) => table::of_sheets(sheets, &mapping).map(|(table, read)| {
            let others = sheets.iter().filter(|sheet| sheet.name != read && !sheet.rows.is_empty()).map(|sheet| sheet.name.as_str());
            import_report::tell_sheets(&read, &others.collect::<Vec<_>>());
            table
        }),
        None => table::read(&bytes, &mapping),
    };
    let table = match table {
        Ok(table) => table,
        Err(problem) => return unread(&problem, &arguments.file, arguments.dry_run),
    };
    drop(progress);
    let date = arguments.date.unwrap_or_else(today_in_japan);
    if let Some(ended) = import_workbook::facilities(&table, &tree, &arguments.content, arguments.dry_run, date) {
        return ended;
    }
    import_report::tell_table(&name, &table);
    let progress = Progress::start("一行ずつ、場所のファイルにしています");
    let records = Records::read(&arguments.content.join(".import"))?;
    let options = Options {
        vocabulary: &content.vocabulary,
        areas: &content.areas,
        kind: arguments.kind.as_deref(),
        area: arguments.area.as_deref(),
        file: &name,
        source: arguments.source.as_deref().or(table.columns.source()).unwrap_or_else(|| title(&name)),
        date: arguments.date.unwrap_or_else(today_in_japan),
    };
    let read = drafts(&table, &options);
    drop(progress);
    let at = records.of(&name, &read.0, &answers, arguments.dry_run)?;
    let (record_path, record) = records.take(at, &name);
    let elsewhere = elsewhere(&content, &files, &record);
    let plan_of = |answers: &Answers| plan(read.clone(), record.clone(), &tree, &elsewhere, &options, answers);
    let mut plan = plan_of(&answers);
    if !plan.questions.is_empty() && can_ask() && !arguments.dry_run {
        for (line, question) in &plan.questions {
            answers.rows.extend(ask(&format!("{line} 行目の {question}"))?.map(|answer| (*line, answer)));
        }
        plan = plan_of(&answers);
    }
    plan.record.names.retain(|own| *own != name);
    plan.record.names.push(name.clone());
    if !arguments.dry_run {
        write(&plan, &record, &arguments.content, &record_path).map_err(|error| format!("書き込めませんでした: {}", why(&error)))?;
    }
    import_report::tell(&plan, &table, arguments.dry_run);
    if let Some(path) = &arguments.report {
        let bytes = import_report::file(&plan, &table, &name, path);
        fs::write(path, bytes).map_err(|error| format!("{} に書けません: {}", path.display(), why(&error)))?;
        say!("すべての行のことは {} にあります", path.display());
    }
    Ok(if arguments.strict && !plan.refused.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A table as visitors read of it, where nobody has said how it is called: the file's name, if it is in words.
fn title(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem.chars().any(|c| matches!(c, 'ぁ'..='ヺ' | '一'..='龥')) { stem } else { "もとにした一覧表" }
}

/// `yes`, `no`, `12=yes`; in Japanese too.
fn answers(arguments: &Arguments) -> Result<Answers, String> {
    let gone = arguments.gone.map(|gone| match gone {
        WhenGone::Paused => Gone::Paused,
        WhenGone::Ended => Gone::Ended,
        WhenGone::Keep => Gone::Keep,
    });
    let mut answers = Answers { gone, ..Answers::default() };
    for word in arguments.answer.iter().flat_map(|answer| answer.split(',')) {
        let (line, said) = word.split_once('=').map_or((None, word), |(line, said)| (Some(line), said));
        let said = yes_or_no(said);
        match (line.map(str::parse::<u64>), said) {
            (None, Some(said)) => answers.all = Some(said),
            (Some(Ok(line)), Some(said)) => drop(answers.rows.insert(line, said)),
            _ => return Err(format!("--answer の「{word}」が読めません\nyes、no、または 12=yes のように行の番号をつけて書いてください")),
        }
    }
    Ok(answers)
}

/// The records of all tables, in the order of their files.
struct Records {
    folder: PathBuf,
    all: Vec<(PathBuf, Record)>,
}

impl Records {
    fn read(folder: &Path) -> Result<Self, String> {
        let unreadable = |path: &Path, why: &str| format!("取り込みの記録 {} が読めません: {why}", path.display());
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Records { folder: folder.to_owned(), all: Vec::new() }),
            Err(error) => return Err(unreadable(folder, &why(&error))),
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        let mut all = Vec::new();
        for path in paths {
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, &why(&error)))?;
            let record = serde_json::from_slice(&bytes).map_err(|_| unreadable(&path, "shiori が書いた形ではありません"))?;
            all.push((path, record));
        }
        Ok(Records { folder: folder.to_owned(), all })
    }

    /// Which of the tables of before a table is.
    fn of(&self, name: &str, drafts: &[Draft], answers: &Answers, is_dry: bool) -> Result<Option<usize>, String> {
        let signs: Vec<Signs> = drafts.iter().map(|draft| draft.signs.clone()).collect();
        let records: Vec<Record> = self.all.iter().map(|(_, record)| record.clone()).collect();
        let title = |at: usize| records[at].names.last().map_or("", String::as_str).to_owned();
        match before(name, &signs, &records) {
            Before::First => Ok(None),
            Before::Newer(at) => {
                if title(at) != name {
                    say!("前に取り込んだ「{}」の新しい版として読みます（同じ所がたくさんあります）", title(at));
                }
                Ok(Some(at))
            }
            Before::Perhaps(at) => {
                let question = format!("前に取り込んだ「{}」の新しい版ですか", title(at));
                let answer = match answers.all {
                    None if can_ask() && !is_dry => ask(&question)?,
                    answer => answer,
                };
                match answer {
                    Some(is_newer) => Ok(is_newer.then_some(at)),
                    None => Err(format!(
                        "{question}\n新しい版なら --answer yes、別の表なら --answer no をつけて、もう一度動かしてください。何も書いていません"
                    )),
                }
            }
        }
    }

    /// A record with its path; for a table that comes for the first time a new one.
    fn take(&self, at: Option<usize>, name: &str) -> (PathBuf, Record) {
        if let Some(found) = at.and_then(|at| self.all.get(at)) {
            return found.clone();
        }
        let stem = record_name(name);
        let mut path = self.folder.join(format!("{stem}.json"));
        for number in 2.. {
            if !self.all.iter().any(|(own, _)| *own == path) {
                break;
            }
            path = self.folder.join(format!("{stem}-{number}.json"));
        }
        (path, Record::default())
    }
}

/// The places of the content that are not from this table: by name and address, with their files.
fn elsewhere(content: &Content, files: &Files, record: &Record) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for resource in &content.resources {
        let path = files.get(resource.file).path.clone();
        let address = resource.venues.iter().find_map(|venue| venue.address.as_deref());
        if let Some(address) = address.filter(|_| !record.rows.contains_key(&path)) {
            let plain = |text: &str| ruby::plain(text).into_owned();
            let signs = Signs { name: plain(&resource.name), address: plain(address), ..Signs::default() };
            places.insert(signs.place(), path);
        }
    }
    places
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
    let text = fs::read_to_string(path).map_err(|error| format!("{} が読めません: {}", path.display(), why(&error)))?;
    let mut found = crate::diagnostics::Sink::default();
    let node = yaml::parse(&text, crate::diagnostics::FileId(0), 0, &mut found);
    match node.map(|node| node.value) {
        Some(yaml::Value::Mapping(pairs)) if !found.has_errors() => Ok(pairs
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
                fs::write(&path, draft(headers)).map_err(|error| format!("{} に書けません: {}", path.display(), why(&error)))?;
            }
            eprintln!("{} に下書きがあります。直してから、--mapping で指定してください", path.display());
        }
    }
    Ok(ExitCode::from(1))
}

fn record_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' }).collect()
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
