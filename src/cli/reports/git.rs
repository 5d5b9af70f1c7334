//! An earlier state of the content folder, from Git.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use jiff::civil::Date;

use crate::input::why;
use crate::input::{LARGEST_IMAGE, Tree};
use crate::time::JAPAN;

/// The folder as it was at a date (the last state before it) or in a revision, and what that is in words; or why not, and
/// what to do.
pub fn tree(content: &Path, since: &str) -> Result<(Tree, String), Vec<String>> {
    let run = |arguments: &[&str]| git(content, arguments);
    if run(&["rev-parse", "--git-dir"])?.is_none() {
        return Err(vec![
            format!("フォルダー {} は Git で記録されていないので、前の版がわかりません", content.display()),
            "前の版をとってあるときは、そのフォルダーを Git に記録するか、くわしい方に相談してください".to_owned(),
        ]);
    }
    let revision = match since.parse::<Date>() {
        Ok(date) => {
            let before = format!("--before={date}T00:00:00{JAPAN}");
            run(&["rev-list", "-1", &before, "HEAD"])?.filter(|revision| !revision.is_empty()).ok_or_else(|| {
                vec![format!("{date} より前の記録がありません"), "もっと新しい日付にしてください。例: --since 2026-04-01".to_owned()]
            })?
        }
        Err(_) => {
            let commit = format!("{since}^{{commit}}");
            run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?.ok_or_else(|| {
                vec![format!("「{since}」という日付も、版もありません"), "日付は 2026-04-01 のように書いてください".to_owned()]
            })?
        }
    };
    let listed = run(&["ls-tree", "-r", "-z", &revision, "--", "."])?.unwrap_or_default();
    let blobs: Vec<(String, String)> = listed.split('\0').filter_map(blob).collect();
    if blobs.is_empty() {
        return Err(vec![format!("{since} の版には、このフォルダーがありません"), "もっと新しい日付や版にしてください".to_owned()]);
    }
    let day = run(&["log", "-1", "--format=%cs", &revision])?.unwrap_or_default();
    let files = contents(content, blobs).map_err(|error| vec![format!("前の版が読めませんでした: {}", why(&error))])?;
    let short: String = revision.chars().take(8).collect();
    Ok((Tree { files, ..Tree::default() }, format!("{day} の版（{short}）")))
}

/// `100644 blob <id>\t<path>` of a file.
fn blob(line: &str) -> Option<(String, String)> {
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split(' ');
    let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    (kind == "blob" && mode != "120000" && !is_hidden).then(|| (path.to_owned(), id.to_owned()))
}

/// What Git says; none when it says no.
fn git(content: &Path, arguments: &[&str]) -> Result<Option<String>, Vec<String>> {
    let output = Command::new("git").arg("-C").arg(content).args(arguments).stdin(Stdio::null()).output().map_err(|_| {
        vec![
            "Git というソフトが見つからないので、前の版がわかりません".to_owned(),
            "https://git-scm.com/ から入れるか、Git の入っているパソコンで動かしてください".to_owned(),
        ]
    })?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned();
    Ok(output.status.success().then_some(text))
}

/// The bytes of many files by one process.
fn contents(content: &Path, blobs: Vec<(String, String)>) -> std::io::Result<std::collections::BTreeMap<String, Vec<u8>>> {
    let mut child =
        Command::new("git").arg("-C").arg(content).args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let missing = || std::io::Error::from(std::io::ErrorKind::BrokenPipe);
    let mut asks = child.stdin.take().ok_or_else(missing)?;
    let mut answers = BufReader::new(child.stdout.take().ok_or_else(missing)?);
    let ids: Vec<String> = blobs.iter().map(|(_, id)| id.clone()).collect();
    // Asked from another thread: both pipes are shorter than a content folder.
    let asking = thread::spawn(move || ids.iter().try_for_each(|id| writeln!(asks, "{id}")));
    let mut files = std::collections::BTreeMap::new();
    for (path, _) in blobs {
        let mut head = String::new();
        answers.read_line(&mut head)?;
        let size: u64 = head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(missing)?;
        let mut bytes = Vec::new();
        answers.by_ref().take(size).read_to_end(&mut bytes)?;
        answers.by_ref().take(1).read_to_end(&mut Vec::new())?;
        if size <= LARGEST_IMAGE {
            files.insert(path, bytes);
        }
    }
    let _ = asking.join();
    child.wait()?;
    Ok(files)
}
