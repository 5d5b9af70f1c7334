//! What long work is doing, in one line of a terminal; nothing in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line that goes when it is dropped.
pub struct Progress(ProgressBar);

impl Progress {
    /// Says what begins.
    pub fn start(words: &'static str) -> Self {
        // It is drawn on standard error, and not at all where that is no terminal.
        let bar = ProgressBar::new_spinner().with_style(ProgressStyle::default_spinner().tick_chars("◐◓◑◒ "));
        bar.set_message(words);
        bar.enable_steady_tick(Duration::from_millis(150));
        Progress(bar)
    }

    /// Says what is done next.
    pub fn say(&self, words: &'static str) {
        self.0.set_message(words);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
