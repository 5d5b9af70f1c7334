//! The only writer: all or nothing.
//!
//! 1. A new folder is made beside the published one. Its manifest is written first, so that leftovers of a killed run can
//!    be told from other people's files.
//! 2. Every file is rendered into it. What has not changed is a hard link to the old file and keeps its time; files that
//!    are not ours (`CNAME`, `.git`) are linked over too.
//! 3. The two folders are exchanged in one system call. Before it the old site stands whole, after it the new one.
//! 4. The old folder, now beside the new one, is taken apart: ours is deleted; what somebody put there meanwhile moves.

#![expect(clippy::disallowed_methods, reason = "this is where files are written")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::output::Plan;
use crate::output::manifest;
use crate::render::RenderError;
use crate::render::print::Kept;
use crate::render::print::kept::Record;

/// What publishing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// New or changed files.
    pub written: usize,
    /// Files that were the same already.
    pub unchanged: usize,
    /// Files of the last time that are not needed any more.
    pub removed: usize,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// A page could not be made.
    Render(RenderError),
    /// A file that is not ours stands where a page should go.
    Foreign(String),
    /// The system refused; what was being done, and what it said.
    Io(String, io::Error),
}

/// Publishes a plan into a folder, which is made when it is missing.
///
/// # Errors
/// When anything goes wrong before the exchange; the published folder is then as it was.
pub fn publish(plan: &Plan, folder: &Path) -> Result<Summary, PublishError> {
    let public = real_path(folder).map_err(|error| io_error("公開フォルダーを調べること", error))?;
    let beside = beside(&public);
    recover(&public, &beside).map_err(|error| io_error("前回の作りかけを片づけること", error))?;
    fs::create_dir_all(&public).map_err(|error| io_error("公開フォルダーを作ること", error))?;
    let known = fs::read_to_string(public.join(manifest::NAME)).unwrap_or_default();
    let ours = manifest::read(&known);
    let others = if plan.is_part() { others(plan, &public, &known) } else { Others::default() };
    let foreign = foreign_files(&public, &ours).map_err(|error| io_error("公開フォルダーを読むこと", error))?;
    refuse_foreign(plan, &foreign, &public)?;
    let paths: BTreeSet<&str> = plan.artifacts().iter().map(|artifact| artifact.path.as_str()).chain(others.paths()).collect();
    let mut records = [plan.records(), &others.records].concat();
    records.sort_by(|a, b| a.id.cmp(&b.id));
    let list = manifest::write(paths.iter().copied(), &records);
    match stage(plan, &public, &beside, &list, foreign.iter().chain(&others.files)) {
        Ok(mut summary) => {
            summary.removed = ours.iter().filter(|path| !paths.contains(path.as_str()) && public.join(path).exists()).count();
            if summary.written > 0 || summary.removed > 0 || known != list {
                exchange(&beside, &public).map_err(|error| io_error("新しいサイトに入れ替えること", error))?;
            }
            // The new site stands; leftovers that cannot be removed now are removed by the next run.
            let _ = take_apart(&beside, &public);
            Ok(summary)
        }
        Err(error) => {
            let _ = fs::remove_dir_all(&beside);
            Err(error)
        }
    }
}

/// Leaflets as they were published, to be published again where nothing they show has changed.
pub fn kept(folder: &Path) -> Kept {
    let records = manifest::records(&fs::read_to_string(folder.join(manifest::NAME)).unwrap_or_default());
    let paths = records.iter().flat_map(Record::paths);
    let files = paths.filter_map(|path| Some((path.to_owned(), fs::read(folder.join(path)).ok()?))).collect();
    Kept { files, records: records.into_iter().map(|record| (record.id.clone(), record)).collect() }
}

/// What stays beside a plan of some files.
#[derive(Default)]
struct Others {
    files: Vec<PathBuf>,
    names: Vec<String>,
    records: Vec<Record>,
}

impl Others {
    fn paths(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// Files of the site that are not of this plan. Old pictures of a leaflet that is made anew go.
fn others(plan: &Plan, public: &Path, known: &str) -> Others {
    let (replaced, records): (Vec<Record>, Vec<Record>) =
        manifest::records(known).into_iter().partition(|record| plan.records().iter().any(|new| new.id == record.id));
    let gone: BTreeSet<&str> = replaced.iter().flat_map(Record::paths).collect();
    let stays = |path: &String| !plan.contains(path) && !gone.contains(path.as_str()) && public.join(path).exists();
    let names: Vec<String> = manifest::read(known).into_iter().filter(stays).collect();
    Others { files: names.iter().map(PathBuf::from).collect(), names, records }
}

fn io_error(doing: &str, error: io::Error) -> PublishError {
    PublishError::Io(doing.to_owned(), error)
}

/// The folder itself where a link points to it; an absolute path also when it does not exist yet.
fn real_path(folder: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(folder) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let absolute = std::path::absolute(folder)?;
            let name = absolute.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
            let parent = absolute.parent().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
            Ok(fs::canonicalize(parent)?.join(name))
        }
        Err(error) => Err(error),
    }
}

/// The folder in which the new site is made: on the same disk, out of the published tree.
fn beside(public: &Path) -> PathBuf {
    let name = public.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    public.with_file_name(format!(".{name}.shiori-new"))
}

/// The folder to which the old site goes where the system cannot exchange two folders.
fn aside(beside: &Path) -> PathBuf {
    beside.with_extension("shiori-old")
}

/// Brings things in order after a run that was killed.
fn recover(public: &Path, beside: &Path) -> io::Result<()> {
    let aside = aside(beside);
    if !public.exists() && aside.exists() {
        fs::rename(&aside, public)?;
    }
    for leftover in [beside, &aside] {
        if leftover.exists() {
            fs::create_dir_all(public)?;
            take_apart(leftover, public)?;
        }
    }
    Ok(())
}

fn read_manifest(folder: &Path) -> BTreeSet<String> {
    fs::read_to_string(folder.join(manifest::NAME)).map(|text| manifest::read(&text)).unwrap_or_default()
}

/// What stands in the folder and is not ours: files and links by path, and folders that hold no file at all.
fn foreign_files(public: &Path, ours: &BTreeSet<String>) -> io::Result<Vec<PathBuf>> {
    let mut foreign = Vec::new();
    for entry in WalkDir::new(public).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(io::Error::other)?;
        let below = entry.path().strip_prefix(public).unwrap_or(entry.path()).to_path_buf();
        let is_empty_folder = entry.file_type().is_dir() && fs::read_dir(entry.path())?.next().is_none();
        if entry.file_type().is_dir() && !is_empty_folder {
            continue;
        }
        let name = slashed(&below);
        if name != manifest::NAME && !ours.contains(&name) {
            foreign.push(below);
        }
    }
    Ok(foreign)
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A page must not replace a file that somebody else put there, unless it is the very same.
fn refuse_foreign(plan: &Plan, foreign: &[PathBuf], public: &Path) -> Result<(), PublishError> {
    for path in foreign {
        let name = slashed(path);
        if stands_in_the_way(plan, &name, &public.join(path)) {
            return Err(PublishError::Foreign(name));
        }
        let Ok(at) = plan.artifacts().binary_search_by(|artifact| artifact.path.as_str().cmp(&name)) else { continue };
        let body = plan.body(&plan.artifacts()[at]).map_err(PublishError::Render)?;
        if !is_same(&public.join(path), &body) {
            return Err(PublishError::Foreign(name));
        }
    }
    Ok(())
}

/// Whether a file stands where a page needs a folder, or lies in a folder where a page should go.
fn stands_in_the_way(plan: &Plan, name: &str, path: &Path) -> bool {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    let inside = format!("{name}/");
    let next = plan.artifacts().partition_point(|artifact| artifact.path.as_str() < inside.as_str());
    let needs_folder = plan.artifacts().get(next).is_some_and(|artifact| artifact.path.starts_with(&inside));
    let in_a_page = name.match_indices('/').any(|(at, _)| plan.contains(&name[..at]));
    (needs_folder && !is_folder) || in_a_page
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|old| old == bytes)
}

fn stage<'a>(
    plan: &Plan,
    public: &Path,
    beside: &Path,
    list: &str,
    kept: impl Iterator<Item = &'a PathBuf>,
) -> Result<Summary, PublishError> {
    let fail = |error| io_error("新しいサイトを書き出すこと", error);
    fs::create_dir(beside).map_err(fail)?;
    let permissions = fs::metadata(public).map_err(fail)?.permissions();
    fs::set_permissions(beside, permissions).map_err(fail)?;
    fs::write(beside.join(manifest::NAME), list).map_err(fail)?;
    let folders: BTreeSet<&str> =
        plan.artifacts().iter().filter_map(|artifact| artifact.path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    for folder in folders {
        fs::create_dir_all(beside.join(folder)).map_err(fail)?;
    }
    let written = AtomicUsize::new(0);
    let has_files = fs::read_dir(public).map_err(fail)?.next().is_some();
    plan.artifacts().par_iter().try_for_each(|artifact| {
        let body = plan.body(artifact).map_err(PublishError::Render)?;
        let (old, new) = (public.join(&artifact.path), beside.join(&artifact.path));
        if has_files && is_same(&old, &body) {
            return link(&old, &new).map_err(fail);
        }
        written.fetch_add(1, Ordering::Relaxed);
        fs::write(new, &body).map_err(fail)
    })?;
    for path in kept {
        carry_over(&public.join(path), &beside.join(path))
            .map_err(|error| io_error(&format!("{} を引き継ぐこと", path.display()), error))?;
    }
    let written = written.into_inner();
    Ok(Summary { written, unchanged: plan.artifacts().len() - written, removed: 0 })
}

/// The same file under a second name; a copy with the same time where the disk knows no hard links.
fn link(old: &Path, new: &Path) -> io::Result<()> {
    fs::hard_link(old, new).or_else(|_| {
        fs::copy(old, new)?;
        let modified = fs::metadata(old)?.modified()?;
        fs::OpenOptions::new().write(true).open(new)?.set_modified(modified)
    })
}

fn carry_over(old: &Path, new: &Path) -> io::Result<()> {
    if new.symlink_metadata().is_ok() {
        return Ok(());
    }
    let metadata = fs::symlink_metadata(old)?;
    if metadata.is_dir() {
        return fs::create_dir_all(new);
    }
    if let Some(folder) = new.parent() {
        fs::create_dir_all(folder)?;
    }
    if metadata.is_symlink() { copy_symlink(old, new) } else { link(old, new) }
}

#[cfg(unix)]
fn copy_symlink(old: &Path, new: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(old)?, new)
}

#[cfg(not(unix))]
fn copy_symlink(old: &Path, new: &Path) -> io::Result<()> {
    // Links need a privilege on Windows; what they lead to is kept instead.
    fs::copy(old, new).map(drop)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, public: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, public, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some network disks cannot.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => replace(new, public),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(new: &Path, public: &Path) -> io::Result<()> {
    replace(new, public)
}

/// Two renames instead of one exchange. Killed between them, the folder is missing until the next run, which
/// [`recover`]s it.
fn replace(new: &Path, public: &Path) -> io::Result<()> {
    let aside = aside(new);
    fs::rename(public, &aside)?;
    if let Err(error) = fs::rename(new, public) {
        fs::rename(&aside, public)?;
        return Err(error);
    }
    take_apart(&aside, public)
}

/// Removes a folder that was, or was to become, the published one. What is neither in its manifest nor in the published
/// folder belongs to somebody, and moves there.
fn take_apart(leftover: &Path, public: &Path) -> io::Result<()> {
    let ours = read_manifest(leftover);
    for entry in WalkDir::new(leftover).min_depth(1).contents_first(true) {
        let entry = entry.map_err(io::Error::other)?;
        let below = entry.path().strip_prefix(leftover).unwrap_or(entry.path());
        let name = slashed(below);
        if entry.file_type().is_dir() {
            fs::remove_dir(entry.path())?;
            continue;
        }
        let kept = public.join(below);
        if ours.contains(&name) || name == manifest::NAME || kept.symlink_metadata().is_ok() {
            fs::remove_file(entry.path())?;
        } else {
            if let Some(folder) = kept.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::rename(entry.path(), kept)?;
        }
    }
    fs::remove_dir(leftover)
}
