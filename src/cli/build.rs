//! `shiori build`: from the content folder to the published one.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use crate::cli::progress::Progress;
use crate::cli::{Common, MessageFormat, assemble, report, watch};
use crate::diagnostics::{Code, Diagnostic, Files, Severity, Sink};
use crate::input::{self, why};
use crate::output::{self, Plan, PublishError, publish};
use crate::render::Input;
use crate::render::print::{Kept, Prints};
use crate::render::theme::Theme;
use crate::site::Site;

/// What `build` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// 書き出すフォルダー
    #[arg(long, short, value_name = "フォルダー", default_value = "public")]
    output: PathBuf,
    /// リーフレットをつくらない
    #[arg(long)]
    no_leaflets: bool,
    /// これだけをつくり、ほかのファイルはそのままにする（例: leaflet:hannan）。何度でも書ける
    #[arg(long, value_name = "もの", conflicts_with = "no_leaflets")]
    only: Vec<String>,
    /// 内容が変わるたびに、つくりなおす（Ctrl+C で終わる）
    #[arg(long)]
    watch: bool,
    /// 新しくつくれないリーフレットがあれば、サイトも公開しない
    #[arg(long)]
    strict: bool,
}

/// A checked site with its leaflets, and everything found so far.
pub struct Prepared {
    /// The site.
    pub site: Site,
    /// Its theme.
    pub theme: Theme,
    /// Its leaflets.
    pub prints: Prints,
    /// The texts to point into.
    pub files: Files,
    /// What was found, sorted.
    pub found: Vec<Diagnostic>,
}

impl Prepared {
    /// What the site consists of, in words.
    pub fn counted(&self) -> String {
        format!(
            "場所や窓口 {} 件、ページ {} 枚、リーフレット {} 種類",
            self.site.lists.all.len(),
            self.site.pages.len(),
            self.prints.all.len()
        )
    }
}

/// Reads, checks and composes, with the leaflets that are wanted; those that were published already are taken over where they would come
/// out the same. Nothing is written. Gives the exit code when the folder cannot be read at all.
pub fn prepare_some(common: &Common, wanted: impl Fn(&str) -> bool, kept: &Kept) -> Result<Prepared, ExitCode> {
    prepare_by(common, wanted, |site, theme, files, found| print(site, theme, kept, files, found))
}

/// Like [`prepare_some`], for those who only want to know: leaflets are tried, and no files are made of them.
pub fn prepare_to_judge(common: &Common, with_leaflets: bool) -> Result<Prepared, ExitCode> {
    prepare_by(common, |_| with_leaflets, judge)
}

fn prepare_by(
    common: &Common,
    wanted: impl Fn(&str) -> bool,
    print: impl Fn(&Site, &Theme, &Files, &mut Sink) -> Prints,
) -> Result<Prepared, ExitCode> {
    let progress = Progress::start("content フォルダーを読んでいます");
    let tree = input::read(&common.content).map_err(|error| {
        eprintln!("フォルダー {} が読めません: {}", common.content.display(), why(&error));
        eprintln!("shiori は content フォルダーのある場所で動かすか、--content で場所を教えてください");
        ExitCode::from(2)
    })?;
    let root = format!("{}/", common.content.to_string_lossy().replace('\\', "/").trim_end_matches('/'));
    let assembled = assemble(tree, &root, common.today());
    let (mut site, files, mut found) = (assembled.site, assembled.files, assembled.found);
    site.settings.leaflets.retain(|leaflet| wanted(&leaflet.id.value));
    let theme = theme(&common.themes, &site, &mut found);
    progress.say("リーフレットを組んでいます");
    let prints = if found.has_errors() { Prints::default() } else { print(&site, &theme, &files, &mut found) };
    let found = found.into_sorted(&files);
    Ok(Prepared { site, theme, prints, files, found })
}

/// The embedded theme with the folder of the site's theme laid over it, if there is one.
pub(super) fn theme(themes: &Path, site: &Site, found: &mut Sink) -> Theme {
    let name = site.settings.theme.as_ref();
    let wanted = name.map_or("paper", |name| name.value.as_str());
    let is_plain = !wanted.is_empty() && wanted.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let folder = themes.join(wanted);
    let files: Option<BTreeMap<String, Vec<u8>>> = if is_plain { input::read_theme(&folder).ok() } else { None };
    match files {
        Some(files) => Theme::paper().overlaid(files),
        None => {
            if let Some(name) = name.filter(|name| name.value != "paper") {
                found.push(
                    Diagnostic::error(Code::UnknownTheme, format!("テーマ「{}」がありません", name.value))
                        .at(name.span, "このテーマ")
                        .help(format!("{} というフォルダーをつくるか、theme: paper としてください", folder.display())),
                );
            }
            Theme::paper()
        }
    }
}

#[cfg(feature = "leaflet")]
pub(super) fn print(site: &Site, theme: &Theme, kept: &Kept, files: &Files, found: &mut Sink) -> Prints {
    crate::render::print::print_changed(site, theme, kept, files, found)
}

/// Makes errors of what is wrong with leaflets, for those who want everything or nothing.
#[cfg(feature = "leaflet")]
pub(super) fn insist(found: &mut [Diagnostic]) {
    crate::render::print::insist(found);
}

/// There are no leaflets to insist on.
#[cfg(not(feature = "leaflet"))]
pub(super) fn insist(_: &mut [Diagnostic]) {}

/// Leaflets to carry over into the next round.
#[cfg(feature = "leaflet")]
pub(super) fn kept(prints: &Prints) -> Kept {
    Kept::of(prints)
}

/// Leaflets to carry over into the next round.
#[cfg(not(feature = "leaflet"))]
pub(super) fn kept(_: &Prints) -> Kept {
    Kept::default()
}

#[cfg(feature = "leaflet")]
fn judge(site: &Site, theme: &Theme, files: &Files, found: &mut Sink) -> Prints {
    crate::render::print::judge_all(site, theme, files, found)
}

#[cfg(not(feature = "leaflet"))]
fn judge(_: &Site, _: &Theme, _: &Files, _: &mut Sink) -> Prints {
    Prints::default()
}

#[cfg(not(feature = "leaflet"))]
pub(super) fn print(_: &Site, _: &Theme, _: &Kept, _: &Files, _: &mut Sink) -> Prints {
    Prints::default()
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    let common = &arguments.common;
    if let Some(problem) = dangerous(&common.content, &arguments.output) {
        eprintln!("{problem}");
        return ExitCode::from(2);
    }
    if arguments.watch { watch::watch(common, || once(arguments)) } else { once(arguments) }
}

/// One build.
fn once(arguments: &Arguments) -> ExitCode {
    let started = Instant::now();
    let common = &arguments.common;
    let only = match only(arguments) {
        Ok(only) => only,
        Err(code) => return code,
    };
    let kept = output::kept(&arguments.output);
    let is_wanted = |id: &str| if only.is_empty() { !arguments.no_leaflets } else { only.contains(&id) };
    let mut prepared = match prepare_some(common, is_wanted, &kept) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    // Whoever asks for one leaflet wants that leaflet, not the one of an earlier day.
    if arguments.strict || !only.is_empty() {
        insist(&mut prepared.found);
    }
    if let Some(code) = unknown(&only, &prepared) {
        return code;
    }
    if prepared.found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return refuse(&prepared.found, &prepared.files, common);
    }
    let progress = Progress::start("ページをつくっています");
    let mut later = Sink::default();
    let input = if only.is_empty() { Input::prepare(&prepared.site, &prepared.theme, &prepared.prints, &mut later) } else { None };
    let plan = match &input {
        Some(input) => Some(Plan::new(input.artifacts(), &mut later)),
        None if only.is_empty() => None,
        None => Some(Plan::new(prepared.prints.artifacts(), &mut later).as_part()),
    };
    let plan = plan.map(|plan| plan.with_records(prepared.prints.records()));
    let mut found = prepared.found.clone();
    found.extend(later.into_sorted(&prepared.files));
    drop(progress);
    let Some(plan) = plan.filter(|_| !found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)) else {
        return refuse(&found, &prepared.files, common);
    };
    report::tell(&found, &prepared.files, common.format, false);
    let progress = Progress::start("ページを書き出しています");
    let published = publish(&plan, &arguments.output);
    drop(progress);
    match published {
        Ok(summary) => {
            if matches!(common.format, MessageFormat::Text) {
                tell_remarks(&prepared.prints);
                let time = if std::io::stderr().is_terminal() {
                    format!("（{:.1} 秒）", started.elapsed().as_secs_f64())
                } else {
                    String::new()
                };
                if only.is_empty() {
                    eprintln!("{} にサイトをつくりました{time}: {}", arguments.output.display(), prepared.counted());
                } else {
                    eprintln!("{} に {} だけをつくりました{time}", arguments.output.display(), arguments.only.join("、"));
                }
                eprintln!(
                    "書いたファイル {}、変わらないファイル {}、消したファイル {}。{}",
                    summary.written,
                    summary.unchanged,
                    summary.removed,
                    report::summary(&found)
                );
            }
            ExitCode::SUCCESS
        }
        Err(error) => tell_failure(&error),
    }
}

/// Ids of the leaflets that alone are wanted; empty means everything.
fn only(arguments: &Arguments) -> Result<Vec<&str>, ExitCode> {
    let ids = arguments.only.iter().map(|thing| thing.strip_prefix("leaflet:").ok_or(thing));
    ids.collect::<Result<_, _>>().map_err(|thing| {
        eprintln!("--only に「{thing}」は使えません。leaflet:hannan のように、leaflet: のあとに id を書いてください");
        ExitCode::from(2)
    })
}

/// Says so when a leaflet that is wanted does not exist.
fn unknown(only: &[&str], prepared: &Prepared) -> Option<ExitCode> {
    let known = &prepared.site.settings.leaflets;
    let id = only.iter().find(|id| !known.iter().any(|leaflet| leaflet.id.value == **id))?;
    if prepared.found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        // It may stand in a file that could not be read.
        return None;
    }
    eprintln!("リーフレット「{id}」は site.yaml の leaflets にありません");
    Some(ExitCode::from(2))
}

fn refuse(found: &[Diagnostic], files: &Files, common: &Common) -> ExitCode {
    report::tell(found, files, common.format, false);
    if matches!(common.format, MessageFormat::Text) {
        eprintln!("{}。エラーをすべて直すまで、サイトは前のままです", report::summary(found));
    }
    ExitCode::from(1)
}

fn tell_remarks(prints: &Prints) {
    for print in &prints.all {
        if print.is_earlier {
            eprintln!("リーフレット「{}」は、前につくったもののままです", print.id);
            continue;
        }
        for remark in &print.remarks {
            eprintln!("リーフレット「{}」: {remark}", print.id);
        }
    }
}

fn tell_failure(error: &PublishError) -> ExitCode {
    match error {
        PublishError::Render(error) => {
            eprintln!("ページ {} がつくれませんでした。サイトは前のままです", error.path);
            eprintln!("{}", error.message);
        }
        PublishError::Foreign(path) => {
            eprintln!("書き出すフォルダーに、shiori がつくったものではない {path} があります。サイトは前のままです");
            eprintln!("そのファイルを別の場所に移すか、--output で別のフォルダーを指定してください");
        }
        PublishError::Io(doing, error) => {
            eprintln!("{doing}ができませんでした: {}。サイトは前のままです", why(error));
            eprintln!("書き出すフォルダーがほかのソフトで開かれていないか、空きがあるかを確かめてください");
        }
    }
    ExitCode::from(2)
}

/// The published folder must be a folder of its own: neither above nor below the content, nor the working folder itself.
fn dangerous(content: &Path, output: &Path) -> Option<String> {
    let real = |path: &Path| std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf());
    let (content, output) = (real(content), real(output));
    let here = real(Path::new("."));
    (content.starts_with(&output) || output.starts_with(&content) || here.starts_with(&output)).then(|| {
        format!("書き出すフォルダー {} は使えません。content フォルダーとは別の、専用のフォルダーにしてください", output.display())
    })
}
