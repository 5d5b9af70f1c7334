//! From a saved file to the next generation.
//!
//! 1. What was saved is read again, and decoded again where its bytes changed.
//! 2. The site is assembled and checked. Errors are told, and the last good generation stays.
//! 3. A new generation takes its place, and the browsers hear of it.
//! 4. Leaflets are composed meanwhile, on a thread of their own; the pages that show them follow.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use tokio::sync::watch;

use crate::checks;
use crate::cli::serve::fault;
use crate::cli::serve::generation::{Generation, Stock};
use crate::cli::{Common, build, report};
use crate::content::Cache;
use crate::diagnostics::{Diagnostic, Files, Severity, Sink};
use crate::input::{self, Tree};
use crate::render::print::{Kept, Prints};
use crate::render::theme::Theme;
use crate::site::Site;

/// What the workshop hears.
pub enum Event {
    /// These files were saved.
    Saved(Vec<PathBuf>),
    /// Time to look whether something was missed.
    Look,
    /// Leaflets of a state of the site.
    Printed { number: u64, prints: Arc<Prints>, found: Vec<Diagnostic> },
}

/// What browsers hear.
#[derive(Clone, Default)]
pub struct News {
    /// Counts what is shown.
    pub number: u64,
    /// Counts the leaflets.
    pub leaflets: u64,
    /// What has to be mended, as a part of a page.
    pub fault: Option<Arc<str>>,
    /// The path at which the site will lie, `/` or `/a/b/`.
    pub base: String,
}

/// Where the server finds what to show.
pub struct Stage {
    current: Mutex<Option<Generation>>,
    /// What happened last.
    pub news: watch::Sender<News>,
}

impl Stage {
    pub fn new() -> Self {
        Stage { current: Mutex::new(None), news: watch::Sender::new(News::default()) }
    }

    /// The generation to ask; none until the content has been without errors once.
    pub fn current(&self) -> Option<Generation> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn show(&self, generation: Generation) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(generation);
    }
}

/// A state of the site for the thread that composes its leaflets.
struct Job {
    number: u64,
    stock: Stock,
    files: Files,
}

/// Everything that is kept from one save to the next.
pub struct Workshop {
    common: Common,
    root: String,
    stage: Arc<Stage>,
    tree: Tree,
    cache: Cache,
    theme: Option<(Option<String>, Arc<Theme>)>,
    today: Date,
    /// What is shown, and how many states there have been.
    shown: Option<(Stock, Files)>,
    number: u64,
    with_leaflets: bool,
    press: Option<Sender<Job>>,
    /// What was told last of a site without errors.
    remarked: Vec<Diagnostic>,
}

impl Workshop {
    /// Reads the folder for the first time. `events` is where composed leaflets are told; none: no leaflets.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn open(common: Common, stage: Arc<Stage>, events: Option<Sender<Event>>) -> std::io::Result<Self> {
        let tree = input::read(&common.content)?;
        let root = format!("{}/", common.content.to_string_lossy().replace('\\', "/").trim_end_matches('/'));
        let today = common.today();
        let with_leaflets = events.is_some();
        let press = events.filter(|_| cfg!(feature = "leaflet")).map(start_press);
        Ok(Workshop {
            common,
            root,
            stage,
            tree,
            cache: Cache::default(),
            theme: None,
            today,
            shown: None,
            number: 0,
            with_leaflets,
            press,
            remarked: Vec::new(),
        })
    }

    /// Works until nobody sends events any more.
    pub fn run(mut self, events: &Receiver<Event>) {
        self.make();
        while let Ok(event) = events.recv() {
            match event {
                Event::Saved(paths) => self.saved(&paths),
                Event::Look => self.look(),
                Event::Printed { number, prints, found } => self.printed(number, prints, &found),
            }
        }
    }

    fn saved(&mut self, paths: &[PathBuf]) {
        let themes = std::fs::canonicalize(&self.common.themes).unwrap_or_else(|_| self.common.themes.clone());
        let (of_theme, of_content): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|path| path.starts_with(&themes));
        let before = self.tree.clone();
        if !input::read_again(&self.common.content, &mut self.tree, &of_content).unwrap_or(false)
            && let Ok(tree) = input::read(&self.common.content)
        {
            self.tree = tree;
        }
        if !of_theme.is_empty() {
            self.theme = None;
        }
        if self.theme.is_none() || self.tree != before {
            self.make();
        }
    }

    /// The watcher may have missed something, and midnight passes.
    fn look(&mut self) {
        let Ok(tree) = input::read(&self.common.content) else { return };
        let today = self.common.today();
        if tree != self.tree || today != self.today {
            (self.tree, self.today) = (tree, today);
            self.make();
        }
    }

    fn make(&mut self) {
        let started = Instant::now();
        let (content, files, mut found) = self.cache.read(&self.tree, &self.root);
        let mut site = Site::assemble(content, self.today);
        found.absorb(checks::run(&site));
        if !self.with_leaflets {
            site.settings.leaflets.clear();
        }
        let theme = self.theme(&site, &mut found);
        if found.has_errors() {
            return self.refuse(&found.into_sorted(&files), &files);
        }
        let warnings = found.into_sorted(&files);
        let prints = self.kept_prints(&site);
        let stock = Stock { site: Arc::new(site), theme, prints };
        let base = stock.site.settings.base_path();
        match Generation::start(stock.clone()) {
            Ok(generation) => {
                self.number += 1;
                self.stage.show(generation);
                let number = self.number;
                self.stage.news.send_modify(|news| *news = News { number, leaflets: news.leaflets, fault: None, base });
                if let Some(press) = &self.press {
                    let _ = press.send(Job { number, stock: stock.clone(), files: files.clone() });
                }
                self.shown = Some((stock, files));
                self.remark(&warnings);
                eprintln!("画面を新しくしました（{} ミリ秒、{}）", started.elapsed().as_millis(), report::summary(&warnings));
            }
            Err(sink) => self.refuse(&sink.into_sorted(&files), &files),
        }
    }

    fn theme(&mut self, site: &Site, found: &mut Sink) -> Arc<Theme> {
        let name = site.settings.theme.as_ref().map(|name| name.value.clone());
        match &self.theme {
            Some((known, theme)) if *known == name => theme.clone(),
            _ => {
                let mut own = Sink::default();
                let theme = Arc::new(build::theme(&self.common.themes, site, &mut own));
                // A theme that is not there is looked for each time.
                self.theme = (!own.has_errors()).then(|| (name, theme.clone()));
                found.absorb(own);
                theme
            }
        }
    }

    /// The leaflets shown so far, if they can still be shown: they name entries and areas by their place.
    fn kept_prints(&self, site: &Site) -> Arc<Prints> {
        let same = |shown: &Site| {
            shown.entries.len() == site.entries.len()
                && shown.entries.iter().zip(&site.entries).all(|(a, b)| a.resource.id == b.resource.id)
                && shown.areas.len() == site.areas.len()
                && shown.settings.leaflets.len() == site.settings.leaflets.len()
        };
        match &self.shown {
            Some((stock, _)) if same(&stock.site) => stock.prints.clone(),
            _ => Arc::default(),
        }
    }

    /// Leaflets that were composed; those of a state that is not shown any more are too late.
    fn printed(&mut self, number: u64, prints: Arc<Prints>, found: &[Diagnostic]) {
        if number != self.number {
            return;
        }
        let Some((stock, files)) = self.shown.clone() else { return };
        if found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return self.refuse(found, &files);
        }
        if !found.is_empty() {
            report::tell(found, &files, self.common.format, false);
        }
        let stock = Stock { prints, ..stock };
        if let Ok(generation) = Generation::start(stock.clone()) {
            self.stage.show(generation);
            self.shown = Some((stock, files));
            self.stage.news.send_modify(|news| news.leaflets += 1);
        }
    }

    /// Tells what somebody should look at, when it is not what was told last.
    fn remark(&mut self, found: &[Diagnostic]) {
        if self.remarked != found
            && let Some((_, files)) = &self.shown
        {
            report::tell(found, files, self.common.format, false);
            self.remarked = found.to_vec();
        }
    }

    fn refuse(&self, found: &[Diagnostic], files: &Files) {
        report::tell(found, files, self.common.format, false);
        eprintln!("{}。直して保存すると、続きから新しくなります", report::summary(found));
        let part: Arc<str> = fault::part(found, files, 2).into();
        self.stage.news.send_modify(|news| news.fault = Some(part));
    }
}

/// The thread that composes leaflets. Of several jobs only the newest is worth doing.
fn start_press(events: Sender<Event>) -> Sender<Job> {
    let (jobs, work) = channel::<Job>();
    thread::spawn(move || {
        // Leaflets that show what they showed before are not compiled again.
        let mut kept = Kept::default();
        while let Ok(mut job) = work.recv() {
            // Whoever types saves again soon.
            thread::sleep(Duration::from_millis(300));
            while let Ok(newer) = work.try_recv() {
                job = newer;
            }
            let mut found = Sink::default();
            let prints = Arc::new(build::print(&job.stock.site, &job.stock.theme, &kept, &job.files, &mut found));
            kept = build::kept(&prints);
            let found = found.into_sorted(&job.files);
            if events.send(Event::Printed { number: job.number, prints, found }).is_err() {
                return;
            }
        }
    });
    jobs
}
