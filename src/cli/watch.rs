//! `--watch`: builds again whenever a file of the content or of a theme of one's own has changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

use crate::cli::Common;

/// How often is looked. A page must be there within a second of an edit; to look at some hundred files takes a millisecond.
const PAUSE: Duration = Duration::from_millis(60);

/// Length and time of each file.
type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Builds now and after each change, until the process is ended. Mistakes are told and waited out.
pub fn watch(common: &Common, build: impl Fn() -> ExitCode) -> ExitCode {
    loop {
        let seen = look(&common.watched());
        build();
        eprintln!("変わるのを待っています（Ctrl+C で終わります）");
        while look(&common.watched()) == seen {
            sleep(PAUSE);
        }
    }
}

fn look(folders: &[&Path]) -> Seen {
    let entries = folders.iter().flat_map(WalkDir::new).flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let seen = files.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        Some((entry.into_path(), (metadata.len(), metadata.modified().ok())))
    });
    seen.collect()
}
