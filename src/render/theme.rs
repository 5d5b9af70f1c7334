//! A theme: templates, icons, style sheets, leaflet templates and fonts, as one set of files.
//!
//! The theme `paper` is part of the binary. A folder `themes/<name>/` lies over it file by file, so that a theme of one's
//! own holds only what it changes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

/// Where the style sheet of a site lies.
pub const STYLESHEET: &str = "assets/style.css";

static PAPER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/paper");

/// The files of a theme.
#[derive(Debug)]
pub struct Theme {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Theme {
    /// The theme of the binary.
    pub fn paper() -> Self {
        let mut files = BTreeMap::new();
        collect(&PAPER, &mut files);
        Theme { files }
    }

    /// Lays files (path below the theme's folder → bytes) over the theme.
    #[must_use]
    pub fn overlaid(mut self, files: BTreeMap<String, Vec<u8>>) -> Self {
        self.files.extend(files.into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes))));
        self
    }

    /// The files of one folder with one extension: name below the folder, without extension → bytes.
    pub fn folder<'t>(&'t self, folder: &'t str, extension: &'t str) -> impl Iterator<Item = (&'t str, &'t [u8])> {
        self.files.iter().filter_map(move |(path, bytes)| {
            let name = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(extension)?.strip_suffix('.')?;
            Some((name, bytes.as_ref()))
        })
    }

    /// Like [`folder`](Self::folder), for text; what is not UTF-8 is passed over.
    pub fn texts<'t>(&'t self, folder: &'t str, extension: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.folder(folder, extension).filter_map(|(name, bytes)| Some((name, std::str::from_utf8(bytes).ok()?)))
    }

    /// The style sheets in the order of their names, minified as one. What the minifier cannot read stays as it is.
    pub fn stylesheet(&self) -> Vec<u8> {
        let whole: String = self.texts("assets/css", "css").map(|(_, css)| css).collect();
        minified_css(&whole).unwrap_or(whole).into_bytes()
    }

    /// The scripts by name, each minified. A page asks for those it needs.
    pub fn scripts(&self) -> Vec<(String, Vec<u8>)> {
        let minified = |script: &str| minifier::js::minify(script).map_or_else(|_| script.to_owned(), |script| script.to_string());
        self.texts("assets", "js").map(|(name, script)| (name.to_owned(), minified(script).into_bytes())).collect()
    }
}

/// As small as it may be; none where the minifier cannot read it.
fn minified_css(css: &str) -> Option<String> {
    let mut sheet = StyleSheet::parse(css, ParserOptions::default()).ok()?;
    sheet.minify(MinifyOptions::default()).ok()?;
    Some(sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() }).ok()?.code)
}

fn collect(folder: &'static Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        files.insert(parts.join("/"), Cow::Borrowed(file.contents()));
    }
    folder.dirs().for_each(|inner| collect(inner, files));
}
