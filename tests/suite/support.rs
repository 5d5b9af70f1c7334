//! What the modules share: folders of content, a site built in memory, and the real command.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::civil::Date;
use shiori::cli::assemble;
use shiori::diagnostics::{Diagnostic, Files, Severity, Sink};
use shiori::input::{self, Tree};
use shiori::output::Plan;
use shiori::render::Input;
use shiori::render::print::Prints;
use shiori::render::theme::Theme;
use tempfile::TempDir;

/// The day of all tests: a Friday.
pub const TODAY: Date = Date::constant(2026, 11, 20);

/// Path → bytes, as written into a folder.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// The folder of this package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder below `tests/fixtures/`.
pub fn fixtures(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

/// Every file below a folder.
pub fn read_folder(folder: &Path) -> Folder {
    let mut all = Folder::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).unwrap_or_else(|error| panic!("{}: {error}", at.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                all.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    all
}

/// Writes files below a folder.
pub fn write_folder(folder: &Path, files: &Folder) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The least content that is a site: settings, vocabulary, areas.
pub fn base() -> Folder {
    read_folder(&fixtures("base"))
}

/// An entry with its required fields, and more lines below them.
pub fn entry(name: &str, more: &str) -> Vec<u8> {
    format!("name: {name}\nkind: free-space\nsummary: 静かに過ごせます。\nchecked: 2026-06-12\n{more}").into_bytes()
}

/// A content folder and a published one in a place of their own.
pub struct Workshop {
    folder: TempDir,
}

impl Workshop {
    /// With these files in `content/`.
    pub fn new(content: &Folder) -> Self {
        let workshop = Workshop::empty();
        write_folder(&workshop.content(), content);
        workshop
    }

    /// Without a content folder.
    pub fn empty() -> Self {
        Workshop { folder: TempDir::new().unwrap() }
    }

    /// The base content with one entry.
    pub fn small() -> Self {
        let mut content = base();
        content.insert("resources/hannan/library.yaml".to_owned(), entry("図書館", ""));
        Workshop::new(&content)
    }

    /// The folder around both.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The content folder.
    pub fn content(&self) -> PathBuf {
        self.path().join("content")
    }

    /// The published folder.
    pub fn public(&self) -> PathBuf {
        self.path().join("public")
    }

    /// Writes one file of the content.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.content().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// The real command, in this folder, on [`TODAY`].
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shiori"));
        command.current_dir(self.path()).args(arguments);
        if matches!(arguments.first(), Some(&("build" | "check"))) {
            command.args(["--date", "2026-11-20"]);
        }
        command
    }

    /// Runs the real command.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// Builds; it has to succeed.
    pub fn build(&self) -> Ran {
        let ran = self.run(&["build"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran
    }

    /// Everything published, our manifest included.
    pub fn published(&self) -> Folder {
        read_folder(&self.public())
    }
}

/// What a run of the command gave.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command speaks UTF-8");
        let ran = Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }
}

/// A content folder judged and, if it has no errors, rendered, all in memory.
pub struct Judged {
    /// The texts to point into.
    pub files: Files,
    /// What was found, sorted.
    pub found: Vec<Diagnostic>,
    /// The site's files; none where an error stands.
    pub pages: Option<Folder>,
}

impl Judged {
    /// Codes of the findings of one severity.
    pub fn codes(&self, severity: Severity) -> Vec<&'static str> {
        self.found.iter().filter(|diagnostic| diagnostic.severity == severity).map(|diagnostic| diagnostic.code.id()).collect()
    }

    /// The pages; everything found where there are none.
    pub fn pages(self) -> Folder {
        match self.pages {
            Some(pages) => pages,
            None => panic!("{:#?}", self.found),
        }
    }
}

/// Judges and renders files of a content folder without any disk.
pub fn judge(content: Folder) -> Judged {
    judge_tree(Tree { files: content, ..Tree::default() })
}

/// Judges and renders a folder.
pub fn judge_folder(folder: &Path) -> Judged {
    judge_tree(input::read(folder).unwrap())
}

fn judge_tree(tree: Tree) -> Judged {
    let assembled = assemble(tree, "content/", TODAY);
    let (site, files, mut found) = (assembled.site, assembled.files, assembled.found);
    let theme = Theme::paper();
    let mut pages = None;
    if !found.has_errors() {
        let prints = print(&site, &theme, &files, &mut found);
        if let Some(input) = Input::prepare(&site, &theme, &prints, &mut found) {
            let plan = Plan::new(input.artifacts(), &mut found);
            if !found.has_errors() {
                pages = Some(plan.collect().unwrap_or_else(|error| panic!("{}: {}", error.path, error.message)));
            }
        }
    }
    let found = found.into_sorted(&files);
    Judged { files, found, pages }
}

#[cfg(feature = "leaflet")]
fn print(site: &shiori::site::Site, theme: &Theme, files: &Files, found: &mut Sink) -> Prints {
    shiori::render::print::print_all(site, theme, files, found)
}

#[cfg(not(feature = "leaflet"))]
fn print(_: &shiori::site::Site, _: &Theme, _: &Files, _: &mut Sink) -> Prints {
    Prints::default()
}
