//! The whole world Typst can see: the theme's templates and icons, two fonts, one JSON file, the injected date.
//!
//! No file system, no network, no packages, no clock. Fonts and the standard library are loaded once for the whole run; a `World` is
//! cheap and one is made for each leaflet, so leaflets compile in parallel.

use std::{collections::BTreeMap, num::NonZeroU16, sync::LazyLock};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    layout::{Abs, Em},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook, FontInstance, FontVariant, FontVariations},
    utils::LazyHash,
};

/// Typst's standard library, built once.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// BIZ UDPGothic, read once.
static FONTS: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let files: [&'static [u8]; 2] = [
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/paper/fonts/BIZUDPGothic-Regular.ttf")),
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/paper/fonts/BIZUDPGothic-Bold.ttf")),
    ];
    let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    (LazyHash::new(FontBook::from_fonts(&fonts)), fonts)
});

/// The theme's leaflet templates (`lib.typ`, `a4-trifold.typ`), icons (`icons/pin.svg`) and drawings (`drawings/armchair.svg`), by path. Parsed once, shared by all leaflets.
pub struct Templates {
    /// By interned file id.
    sources: BTreeMap<NonZeroU16, Source>,
}

impl Templates {
    /// Takes every file a template may import or read. Later files of the same name replace earlier ones, so a child theme's files go last.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let sources = files.into_iter().filter_map(|(name, text)| {
            let id = file_id(name)?;
            Some((id.into_raw(), Source::new(id, text.to_owned())))
        });
        Self { sources: sources.collect() }
    }

    /// Names of the pictures in a folder, without folder and `.svg`.
    pub fn names(&self, folder: &str) -> Vec<&str> {
        let paths = self.sources.values().map(|source| source.id().get().vpath().get_without_slash());
        let mut names: Vec<_> = paths.filter_map(|path| path.strip_prefix(folder)?.strip_suffix(".svg")).collect();
        names.sort_unstable();
        names
    }

    fn main(&self, format: &str) -> Option<FileId> {
        file_id(&format!("{format}.typ")).filter(|id| self.sources.contains_key(&id.into_raw()))
    }
}

/// `None` for a name that leaves the root.
fn file_id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// Whether this character would be printed and the fonts cannot: emoji, rare kanji, control characters.
pub fn is_unprintable(character: char) -> bool {
    // Spaces, joiners and variation selectors leave no ink.
    let is_invisible = character.is_whitespace()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    !is_invisible && FONTS.1.iter().any(|font| !font.info().coverage.contains(u32::from(character)))
}

/// The regular face, to measure with.
static FACE: LazyLock<Option<FontInstance>> =
    LazyLock::new(|| Some(FONTS.1.first()?.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())));

/// How wide a text is in the regular face, in ems.
pub fn width_of(text: &str) -> f64 {
    let Some(face) = FACE.as_ref() else { return 0.0 };
    let advance = |c: char| face.ttf().glyph_index(c).and_then(|glyph| face.x_advance(glyph.0)).map_or(1.0, Em::get);
    text.chars().map(advance).sum()
}

/// One leaflet's world.
pub struct LeafletWorld<'a> {
    templates: &'a Templates,
    main: FileId,
    data_id: FileId,
    data: Bytes,
    today: Option<Datetime>,
}

impl<'a> LeafletWorld<'a> {
    /// A world in which `format` is compiled over `data`; `None` if the theme has no such format.
    pub fn new(templates: &'a Templates, format: &str, data: Vec<u8>, today: Option<Datetime>) -> Option<Self> {
        let main = templates.main(format)?;
        Some(Self { templates, main, data_id: file_id("data.json")?, data: Bytes::new(data), today })
    }
}

impl World for LeafletWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.0
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.templates.sources.get(&id.into_raw()).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.1.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
