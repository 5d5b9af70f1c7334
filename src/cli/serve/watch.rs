//! Which files were saved. The system says so; what it does not say is found by looking now and then.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::serve::workshop::Event;

/// One save is several events (a new file, a rename); after the first, so long until it is told.
const SETTLE: Duration = Duration::from_millis(12);
/// Between two looks where the system tells of changes, and where it does not (some network disks).
const SELDOM: Duration = Duration::from_secs(5);
const OFTEN: Duration = Duration::from_millis(500);

/// Watches folders and tells of what is saved in them, for as long as somebody listens.
pub fn start(folders: Vec<PathBuf>, events: Sender<Event>) {
    thread::spawn(move || {
        let (notices, heard) = channel();
        let mut watcher = notify::recommended_watcher(notices).ok();
        let is_told = folders.iter().filter(|folder| folder.exists()).all(|folder| watch(watcher.as_mut(), folder));
        listen(&heard, &events, if is_told { SELDOM } else { OFTEN });
        drop(watcher);
    });
}

fn watch(watcher: Option<&mut RecommendedWatcher>, folder: &std::path::Path) -> bool {
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    watcher.is_some_and(|watcher| watcher.watch(&folder, RecursiveMode::Recursive).is_ok())
}

fn listen(heard: &Receiver<notify::Result<notify::Event>>, events: &Sender<Event>, pause: Duration) {
    let mut next_look = Instant::now() + pause;
    loop {
        let notice = match heard.recv_timeout(next_look.saturating_duration_since(Instant::now())) {
            Ok(notice) => notice,
            Err(RecvTimeoutError::Timeout) => {
                if events.send(Event::Look).is_err() {
                    return;
                }
                next_look = Instant::now() + pause;
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(pause);
                if events.send(Event::Look).is_err() {
                    return;
                }
                continue;
            }
        };
        let mut saved = paths(notice);
        if saved.is_empty() {
            continue;
        }
        let until = Instant::now() + SETTLE;
        while let Ok(notice) = heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
            saved.extend(paths(notice));
        }
        saved.sort();
        saved.dedup();
        if events.send(Event::Saved(saved)).is_err() {
            return;
        }
        // A look soon after: an event may have been lost in a flood of them.
        next_look = next_look.min(Instant::now() + Duration::from_secs(1));
    }
}

/// The files of an event. An error, or an event that names none, stands for everything.
fn paths(notice: notify::Result<notify::Event>) -> Vec<PathBuf> {
    match notice {
        Ok(event) => match event.kind {
            // Reading is no change.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => event.paths,
            EventKind::Access(_) => Vec::new(),
            _ if event.paths.is_empty() || event.need_rescan() => vec![PathBuf::new()],
            _ => event.paths,
        },
        Err(_) => vec![PathBuf::new()],
    }
}
