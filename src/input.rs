//! The only reader of the content folder: from a directory to a tree of bytes.
//!
//! 1. Walk the folder in name order; hidden files and editors' leftovers are passed over.
//! 2. Refuse what must not be read: links that leave the folder, files beyond the size limits.
//! 3. Read the rest on all cores. Names are brought to NFC, so that a file from a Mac is the same file.

#![expect(clippy::disallowed_methods, reason = "this is where the content folder is read")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

/// Largest YAML or Markdown file; the largest honest one has some ten kilobytes.
pub const LARGEST_TEXT: u64 = 1 << 20;
/// Largest picture; it is copied as it is, and visitors have phones.
pub const LARGEST_IMAGE: u64 = 5 << 20;

/// The content folder as bytes, and what could not be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Path below the folder, `/`-separated, in NFC → bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Path → why it was left out.
    pub refused: BTreeMap<String, Refusal>,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Beyond the limit; size and limit in bytes.
    TooLarge {
        /// Its size.
        size: u64,
        /// What is allowed.
        limit: u64,
    },
    /// A symbolic link that leads out of the folder, or nowhere.
    LeavesFolder,
    /// The system would not give it.
    Unreadable(String),
}

/// Reads a folder.
///
/// # Errors
/// When the folder itself cannot be listed; a single file that cannot be read is a [`Refusal`].
pub fn read(folder: &Path) -> io::Result<Tree> {
    let root = fs::canonicalize(folder)?;
    if !root.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "フォルダーではありません"));
    }
    let mut tree = Tree::default();
    let mut wanted = Vec::new();
    let entries = WalkDir::new(&root).follow_links(false).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_leftover(entry.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map(|path| name_below(&root, path)).unwrap_or_default();
                tree.refused.insert(path, Refusal::Unreadable(error.io_error().map_or_else(|| "リンクがめぐっています".to_owned(), why)));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let name = name_below(&root, entry.path());
        // The walk follows no links, so that only a link can lead out of the folder.
        let admitted = if entry.path_is_symlink() {
            admit(&root, entry.path(), &name)
        } else {
            let metadata = entry.metadata().map_err(|error| Refusal::Unreadable(error.io_error().map_or_else(String::new, why)));
            metadata.and_then(|metadata| fits(&metadata, &name)).map(|()| entry.path().to_owned())
        };
        match admitted {
            Ok(path) => wanted.push((name, path)),
            Err(refusal) => {
                tree.refused.insert(name, refusal);
            }
        }
    }
    let read: Vec<_> = wanted.into_par_iter().map(|(name, path)| (name, fs::read(path))).collect();
    for (name, bytes) in read {
        match bytes {
            Ok(bytes) => {
                tree.files.insert(name, bytes);
            }
            Err(error) => {
                tree.refused.insert(name, Refusal::Unreadable(why(&error)));
            }
        }
    }
    Ok(tree)
}

/// Reads again only what is said to have changed; gives whether that was enough. Where it was not (a folder came or went),
/// the whole has to be [`read`] again.
///
/// # Errors
/// When the folder itself is gone.
pub fn read_again(folder: &Path, tree: &mut Tree, changed: &[PathBuf]) -> io::Result<bool> {
    let root = fs::canonicalize(folder)?;
    for path in changed {
        let Ok(below) = path.strip_prefix(&root).or_else(|_| path.strip_prefix(folder)) else { return Ok(false) };
        if below.iter().any(is_leftover) {
            continue;
        }
        let (path, name) = (root.join(below), name_below(&root, &root.join(below)));
        let is_file = fs::symlink_metadata(&path).map(|metadata| !metadata.is_dir());
        match is_file {
            Ok(true) => {
                tree.files.remove(&name);
                tree.refused.remove(&name);
                let bytes = admit(&root, &path, &name).and_then(|path| fs::read(path).map_err(|error| Refusal::Unreadable(why(&error))));
                match bytes {
                    Ok(bytes) => drop(tree.files.insert(name, bytes)),
                    Err(refusal) => drop(tree.refused.insert(name, refusal)),
                }
            }
            Ok(false) => return Ok(false),
            // A file that is gone; of a folder that is gone the tree knows nothing by name.
            Err(_) => {
                if tree.files.remove(&name).is_none() && tree.refused.remove(&name).is_none() {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// `.git`, `.DS_Store`, `Thumbs.db`, Office's `~$…`, editors' `…~`.
fn is_leftover(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// What the system said, for people who have never seen an error number.
pub fn why(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::NotFound => "見つかりません",
        Kind::PermissionDenied => "読み書きする許可がありません",
        Kind::AlreadyExists => "同じ名前のものがもうあります",
        Kind::NotADirectory => "フォルダーではありません",
        Kind::IsADirectory => "ファイルではなく、フォルダーです",
        Kind::DirectoryNotEmpty => "フォルダーが空ではありません",
        Kind::StorageFull | Kind::QuotaExceeded => "空きがありません",
        Kind::ReadOnlyFilesystem => "書きこめない場所です",
        Kind::FileTooLarge => "大きすぎます",
        Kind::ResourceBusy | Kind::ExecutableFileBusy | Kind::WouldBlock => "ほかのソフトが使っています",
        Kind::InvalidFilename | Kind::InvalidInput => "名前が長すぎるか、使えない文字があります",
        Kind::InvalidData => "文字として読めません",
        Kind::UnexpectedEof => "途中で終わっています",
        Kind::TimedOut | Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown => "つながりません",
        Kind::BrokenPipe | Kind::ConnectionReset | Kind::ConnectionAborted => "途中で切れました",
        Kind::OutOfMemory => "メモリーが足りません",
        // Windows: another program has the file open, or a part of it locked.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => "ほかのソフトが開いています",
        _ => return error.raw_os_error().map_or_else(|| error.to_string(), |code| format!("システムのエラー {code} 番")),
    };
    words.to_owned()
}

fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below
        .components()
        .filter_map(|component| match component {
            Component::Normal(part) => Some(part.to_string_lossy().nfc().collect::<String>()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

fn admit(root: &Path, path: &Path, name: &str) -> Result<PathBuf, Refusal> {
    let real = fs::canonicalize(path).map_err(|_| Refusal::LeavesFolder)?;
    if !real.starts_with(root) {
        return Err(Refusal::LeavesFolder);
    }
    let metadata = fs::metadata(&real).map_err(|error| Refusal::Unreadable(why(&error)))?;
    fits(&metadata, name)?;
    Ok(real)
}

/// Whether it is a file of a size that is read.
fn fits(metadata: &fs::Metadata, name: &str) -> Result<(), Refusal> {
    if !metadata.is_file() {
        return Err(Refusal::Unreadable("ふつうのファイルではありません".to_owned()));
    }
    let limit = if name.starts_with("images/") { LARGEST_IMAGE } else { LARGEST_TEXT };
    if metadata.len() > limit {
        return Err(Refusal::TooLarge { size: metadata.len(), limit });
    }
    Ok(())
}

/// Reads a theme's folder; what may not be read is left out.
///
/// # Errors
/// When the folder cannot be listed.
pub fn read_theme(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let root = fs::canonicalize(folder)?;
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let inside = fs::canonicalize(entry.path()).is_ok_and(|real| real.starts_with(&root));
        if entry.file_type().is_file() && inside {
            files.insert(name_below(&root, entry.path()), fs::read(entry.path())?);
        }
    }
    Ok(files)
}
