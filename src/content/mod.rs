//! From a tree of bytes to the model.
//!
//! 1. Every text file gets an id in path order and is turned into text.
//! 2. Each file is decoded by what its path says it is, on all cores, every problem collected.
//! 3. Files `<slug>.<language>.yaml` are laid over their neighbour and give a variation of it.
//!
//! A file with a mistake is left out and reported; the run goes on, so that one run shows everything.

mod aliases;
mod cache;
mod context;
mod credits;
mod editions;
mod lists;
mod object;
mod outline;
mod page;
pub(crate) mod phone;
mod pictures;
mod prose;
mod resource;
mod samples;
pub mod schema;
mod settings;
mod times;
mod urgent;
pub(crate) mod values;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, File, FileId, Files, Sink, Span};
use crate::input::{Refusal, Tree};
use crate::model::area::Area;
use crate::model::markdown::Style;
use crate::model::outline::Outline;
use crate::model::page::Page;
use crate::model::readings::Readings;
use crate::model::resource::{Resource, Variation};
use crate::model::settings::Settings;
use crate::model::text::Prose;
use crate::model::vocabulary::Vocabulary;
use crate::source::yaml::{Key, Node, Value};
use crate::source::{markdown, text, yaml};

pub(crate) use cache::Cache;
pub(crate) use object::Context;
pub(crate) use values::is_id;

/// Everything the content folder says, decoded.
#[derive(Debug, Default)]
pub struct Content {
    /// `site.yaml`.
    pub settings: Settings,
    /// `vocabulary.yaml`.
    pub vocabulary: Vocabulary,
    /// `areas.yaml`.
    pub areas: Vec<Area>,
    /// `readings.yaml`.
    pub readings: Readings,
    /// `resources/`, in the order of their ids.
    pub resources: Vec<Resource>,
    /// `pages/`, in the order of their slugs.
    pub pages: Vec<Page>,
    /// `images/`: path below it → the picture without its tags.
    pub images: BTreeMap<String, Vec<u8>>,
    /// `map.geojson`.
    pub outline: Outline,
    /// What is there and could not be read.
    pub unread: Unread,
}

/// What is there and could not be read. It has been reported; that something else refers to it is no further mistake.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// Whether words may be missing from the vocabulary.
    pub vocabulary: bool,
    /// Whether areas may be missing.
    pub areas: bool,
    /// Ids of entries.
    pub entries: Vec<String>,
}

/// Decodes the content folder. `root` is put before paths in messages.
pub fn read(tree: Tree, root: &str) -> (Content, Files, Sink) {
    let (images, no_pictures) = pictures::read(&tree.files);
    let texts = tree.files.into_iter().filter(|(path, _)| !path.starts_with("images/")).collect();
    let (mut files, units, mut sink) = decode_texts(texts, root);
    let mut content = Content { images, ..Content::default() };
    let decoded = units.par_iter().map(|unit| decode(unit, &files.get(unit.file).text)).collect();
    put_together(&units, decoded, &tree.refused, &files, &mut content, &mut sink);
    report_refused(&tree.refused, root, &mut files, &mut sink);
    pictures::report(&no_pictures, root, &mut files, &mut sink);
    (content, files, sink)
}

fn report_refused(all: &BTreeMap<String, Refusal>, root: &str, files: &mut Files, sink: &mut Sink) {
    for (path, refusal) in all {
        let file = files.add(File::new(format!("{root}{path}"), Arc::from("")));
        sink.push(refused(refusal).at(Span::top(file), ""));
    }
}

fn refused(refusal: &Refusal) -> Diagnostic {
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / (1 << 20) as f64);
    match refusal {
        Refusal::TooLarge { size, limit } => Diagnostic::error(
            Code::FileTooLarge,
            format!("ファイルが大きすぎます（{}）", megabytes(*size)),
        )
        .help(format!("{} までにしてください。写真は縮小し、長い一覧は一つの場所を一つのファイルに分けてください", megabytes(*limit))),
        Refusal::LeavesFolder => Diagnostic::error(Code::SymlinkEscapes, "リンクの行き先が content フォルダーの外か、ありません")
            .help("リンクの代わりに、ファイルそのものを content フォルダーに置いてください"),
        Refusal::Unreadable(why) => Diagnostic::error(Code::Unreadable, format!("ファイルが読めません: {why}"))
            .help("ほかのソフトで開いていないか、読み取りの許可があるかを確かめてください"),
    }
}

/// A text file with its place in the folder.
#[derive(Clone)]
struct Unit {
    path: String,
    file: FileId,
    /// Whether it is UTF-8; otherwise it is only there to be pointed into.
    readable: bool,
}

fn decode_texts(texts: Vec<(String, Vec<u8>)>, root: &str) -> (Files, Vec<Unit>, Sink) {
    let decoded: Vec<_> = texts
        .into_par_iter()
        .enumerate()
        .map(|(index, (path, bytes))| {
            let mut found = Vec::new();
            let file = FileId(u32::try_from(index).expect("a folder has fewer than four billion files"));
            let (text, readable) = text::decode(&bytes, file, &mut found);
            (path, Arc::<str>::from(text), readable, found)
        })
        .collect();
    let mut files = Files::default();
    let mut units = Vec::with_capacity(decoded.len());
    let mut sink = Sink::default();
    for (path, text, readable, found) in decoded {
        let file = files.add(File::new(format!("{root}{path}"), text));
        units.push(Unit { path, file, readable });
        found.into_iter().for_each(|diagnostic| sink.push(diagnostic));
    }
    (files, units, sink)
}

/// What a path says a file is.
enum Role<'p> {
    Settings,
    Vocabulary,
    Areas,
    Readings,
    Outline,
    Resource {
        folder: &'p str,
        slug: &'p str,
        language: Option<&'p str>,
    },
    Page {
        slug: &'p str,
    },
    /// Notes for editors, not content.
    ReadMe,
    Unknown,
}

fn role(path: &str) -> Role<'_> {
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let parts: Vec<_> = stem.split('/').collect();
    match (parts.as_slice(), extension) {
        (["site"], "yaml") => Role::Settings,
        (["vocabulary"], "yaml") => Role::Vocabulary,
        (["areas"], "yaml") => Role::Areas,
        (["readings"], "yaml") => Role::Readings,
        (["map"], "geojson") => Role::Outline,
        (["resources", folder, name], "yaml" | "md") => {
            let (slug, language) = name.split_once('.').map_or((*name, None), |(slug, language)| (slug, Some(language)));
            Role::Resource { folder, slug, language }
        }
        (["pages", slug], "md") => Role::Page { slug },
        ([.., "README"], "md") => Role::ReadMe,
        _ => Role::Unknown,
    }
}

/// What decoding one file gives.
#[derive(Clone)]
enum Decoded {
    Settings(Box<Settings>),
    /// With whether nothing is missing from it.
    Vocabulary(Vocabulary, bool),
    /// With whether nothing is missing from them.
    Areas(Vec<Area>, bool),
    Readings(Readings),
    Outline(Outline),
    Resource(Box<Resource>),
    Overlay {
        id: String,
        language: String,
    },
    Page(Page),
    Nothing,
}

/// One file and what is wrong with it.
#[derive(Clone)]
struct Judged {
    decoded: Decoded,
    found: Sink,
    /// Examples that are still in it; nothing wrong where the whole site is a sample.
    examples: Sink,
}

fn decode(unit: &Unit, text: &str) -> Judged {
    let mut context = Context::new(unit.file, text);
    let decoded = if unit.readable { decode_one(unit, text, &mut context) } else { Decoded::Nothing };
    Judged { decoded, found: context.found, examples: context.examples }
}

/// The decoded files, in the order of their units, as one content; what is missing, and what lies over something else.
fn put_together(
    units: &[Unit],
    decoded: Vec<Judged>,
    refused: &BTreeMap<String, Refusal>,
    files: &Files,
    content: &mut Content,
    sink: &mut Sink,
) {
    let mut overlays = Vec::new();
    let mut missing = vec!["site.yaml", "vocabulary.yaml", "areas.yaml"];
    missing.retain(|name| !units.iter().any(|unit| unit.path == *name) && !refused.contains_key(*name));
    let absent = missing.clone();
    // One with a wrong ending has been told of; that it is missing is the same mistake.
    missing.retain(|name| !units.iter().any(|unit| meant_name(&unit.path).as_deref() == Some(name)));
    content.unread.vocabulary = absent.contains(&"vocabulary.yaml") || refused.contains_key("vocabulary.yaml");
    content.unread.areas = absent.contains(&"areas.yaml") || refused.contains_key("areas.yaml");
    let mut all_examples = Sink::default();
    for (unit, Judged { decoded, found, examples }) in units.iter().zip(decoded) {
        sink.absorb(found);
        all_examples.absorb(examples);
        match (role(&unit.path), &decoded) {
            (Role::Vocabulary, decoded) => content.unread.vocabulary |= !matches!(decoded, Decoded::Vocabulary(_, true)),
            (Role::Areas, decoded) => content.unread.areas |= !matches!(decoded, Decoded::Areas(_, true)),
            (Role::Resource { folder, slug, language: None }, Decoded::Nothing) => content.unread.entries.push(format!("{folder}/{slug}")),
            _ => {}
        }
        match decoded {
            Decoded::Settings(settings) => content.settings = *settings,
            Decoded::Vocabulary(vocabulary, _) => content.vocabulary = vocabulary,
            Decoded::Areas(areas, _) => content.areas = areas,
            Decoded::Readings(readings) => content.readings = readings,
            Decoded::Resource(resource) => content.resources.push(*resource),
            Decoded::Outline(outline) => content.outline = outline,
            Decoded::Page(page) => content.pages.push(page),
            Decoded::Overlay { id, language } => overlays.push((unit, id, language)),
            Decoded::Nothing => {}
        }
    }
    for name in missing {
        sink.push(
            Diagnostic::error(Code::MissingFile, format!("content フォルダーに {name} がありません"))
                .help(format!("ほかの町の {name} を写すか、README の「ファイルの書き方」を見て作ってください")),
        );
    }
    if !content.settings.is_sample {
        sink.absorb(all_examples);
    }
    let neighbours = neighbours(units, content);
    for (unit, id, language) in overlays {
        lay_over(unit, &id, &language, neighbours.get(&id).copied(), files, content, sink);
    }
}

/// What variations may be laid over: by id, the file, and where the entry stands that was decoded from it.
type Neighbour<'u> = (&'u Unit, Option<usize>);

fn neighbours<'u>(units: &'u [Unit], content: &Content) -> BTreeMap<String, Neighbour<'u>> {
    // Of two files with one id, which is reported, the first is meant.
    let places: BTreeMap<&str, usize> =
        content.resources.iter().enumerate().rev().map(|(at, resource)| (resource.id.as_str(), at)).collect();
    let mut neighbours = BTreeMap::new();
    for unit in units.iter().rev() {
        if let Role::Resource { folder, slug, language: None } = role(&unit.path) {
            let id = format!("{folder}/{slug}");
            let place = places.get(id.as_str()).copied();
            neighbours.insert(id, (unit, place));
        }
    }
    neighbours
}

fn decode_one(unit: &Unit, text: &str, context: &mut Context) -> Decoded {
    let role = role(&unit.path);
    if matches!(role, Role::ReadMe) {
        return Decoded::Nothing;
    }
    if matches!(role, Role::Unknown) {
        context.report(unknown_file(unit));
        return Decoded::Nothing;
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        context.report(
            Diagnostic::error(Code::EmptyFile, "ファイルが空です")
                .at(Span::top(unit.file), "")
                .help("内容を書くか、ファイルを消してください"),
        );
        return Decoded::Nothing;
    }
    match role {
        Role::Resource { folder, slug, language } => resource_file(unit, text, folder, slug, language, context),
        Role::Page { slug } => page_file(unit, text, slug, context),
        Role::Settings | Role::Vocabulary | Role::Areas | Role::Readings | Role::Outline => {
            let Some(node) = document(text, unit.file, 0, context) else { return Decoded::Nothing };
            if !matches!(role, Role::Readings | Role::Outline) {
                samples::look(&node, context);
            }
            match role {
                Role::Settings => {
                    settings::decode(&node, context).map_or(Decoded::Nothing, |settings| Decoded::Settings(Box::new(settings)))
                }
                Role::Vocabulary => {
                    let vocabulary = lists::vocabulary(&node, context);
                    let ids = [&vocabulary.needs, &vocabulary.kinds, &vocabulary.audiences, &vocabulary.comforts];
                    let is_whole = lists::is_whole(&node, ids.into_iter().flatten().map(|term| term.id.as_str()));
                    Decoded::Vocabulary(vocabulary, is_whole)
                }
                Role::Areas => {
                    let areas = lists::areas(&node, context);
                    let is_whole = lists::is_whole(&node, areas.iter().map(|area| area.id.as_str()));
                    Decoded::Areas(areas, is_whole)
                }
                Role::Outline => Decoded::Outline(outline::decode(&node, context)),
                _ => Decoded::Readings(lists::readings(&node, context)),
            }
        }
        Role::ReadMe | Role::Unknown => Decoded::Nothing,
    }
}

/// A file that is not read. Where its name only has something too much, its words are meant for the site: an error.
fn unknown_file(unit: &Unit) -> Diagnostic {
    let name = unit.path.rsplit('/').next().unwrap_or(&unit.path);
    let at = Span::top(unit.file);
    if let Some(right) = meant_name(name) {
        return file_name(unit, &right);
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let help = match extension.as_str() {
        "xlsx" | "xls" | "ods" => {
            "Excel の表は、CSV で保存してから shiori import で取り込めます。表は content フォルダーの外に置いてください"
        }
        "csv" | "tsv" => "表は shiori import で取り込めます。表は content フォルダーの外に置いてください",
        "docx" | "doc" | "pdf" => "Word や PDF は読めません。内容を .yaml のファイルに書いてください",
        "jpg" | "jpeg" | "png" | "webp" | "gif" | "heic" => "写真は content/images/ に置いてください",
        _ if unit.path.starts_with("resources/") => "場所のファイルは resources/地域の id/名前.yaml（または .md）に置いてください",
        _ if unit.path.starts_with("pages/") => "ページは pages/名前.md に置いてください",
        _ => "使わないファイルは content フォルダーの外に移してください。写真は images/ に置きます",
    };
    Diagnostic::warning(Code::UnknownFile, "このファイルは読まれません").at(at, "").help(help)
}

/// A file whose name ends otherwise than it should.
fn file_name(unit: &Unit, right: &str) -> Diagnostic {
    let name = unit.path.rsplit('/').next().unwrap_or(&unit.path);
    Diagnostic::error(Code::FileName, format!("ファイルの名前の終わりが違うので、読まれません: {name}"))
        .at(Span::top(unit.file), "")
        .help(format!("名前を {right} に変えてください"))
        .help("エクスプローラーの「表示」で「ファイル名拡張子」に印を付けると、名前の終わりまで見えます")
}

/// The name that `x.yaml.txt`, `x.yml`, `x.YAML` and `x.txt` were meant to have.
fn meant_name(name: &str) -> Option<String> {
    let lower = name.to_lowercase().replace('．', ".");
    let without = lower.strip_suffix(".txt").unwrap_or(&lower);
    let stem = [".yaml", ".yml", ".yaml.yaml"].iter().find_map(|end| without.strip_suffix(end)).map(|stem| (stem, ".yaml"));
    let page = [".md", ".markdown"].iter().find_map(|end| without.strip_suffix(end)).map(|stem| (stem, ".md"));
    let (stem, end) =
        stem.or(page).or_else(|| (without.len() < lower.len() && !without.contains("readme")).then_some((without, ".yaml")))?;
    let right = format!("{}{end}", stem.trim_end_matches(".yaml"));
    (right != name).then_some(right)
}

/// The YAML of a file; nothing but comments is an empty file too.
fn document<'a>(text: &'a str, file: FileId, offset: usize, context: &mut Context) -> Option<Node<'a>> {
    let before = context.found.count();
    let node = yaml::parse(text, file, offset, &mut context.found);
    if node.as_ref().is_none_or(Node::is_nothing) && context.found.count() == before {
        context.report(
            Diagnostic::error(Code::EmptyFile, "ファイルに内容がありません")
                .at(Span::top(file), "")
                .help("内容を書くか、ファイルを消してください"),
        );
        return None;
    }
    node
}

/// The YAML of a resource file, and the body of one in Markdown.
fn entry<'a>(unit: &Unit, text: &'a str, context: &mut Context) -> Option<(Node<'a>, Option<Prose>)> {
    if !unit.path.ends_with(".md") {
        return Some((document(text, unit.file, 0, context)?, None));
    }
    let split = front_matter(unit, text, context)?;
    let body = body(unit.file, &split, Style::Entry, context);
    Some((document(split.front, unit.file, split.front_offset, context)?, Some(body)))
}

fn front_matter<'a>(unit: &Unit, text: &'a str, context: &mut Context) -> Option<markdown::Split<'a>> {
    let split = markdown::split(text);
    if split.is_none() {
        let is_open = text.trim_start_matches('\u{feff}').lines().next().is_some_and(|line| line.trim_end() == "---");
        let (headline, help) = if is_open {
            ("一行目の --- が閉じられていません", "項目が終わるところに、もう一度 --- だけの行を書いてください")
        } else {
            (
                "ファイルの先頭に --- で囲んだ項目がありません",
                "一行目を --- にし、項目を書き、もう一度 --- の行で閉じてから本文を書いてください",
            )
        };
        context.report(Diagnostic::error(Code::FrontMatter, headline).at(Span::top(unit.file), "一行目").help(help));
    }
    split
}

fn body(file: FileId, split: &markdown::Split, style: Style, context: &mut Context) -> Prose {
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let span = Span { file, start: at(split.body_offset), end: at(split.body_offset + split.body.len()) };
    prose::verbatim(split.body, style, span, context)
}

fn resource_file(unit: &Unit, text: &str, folder: &str, slug: &str, language: Option<&str>, context: &mut Context) -> Decoded {
    for (part, what) in [(folder, "フォルダーの名前"), (slug, "ファイルの名前")] {
        if !values::is_id(part) {
            let diagnostic = values::bad_id(part, what, Span::top(unit.file));
            let is_copy = part.contains("コピー") || part.contains("copy") || part.contains("Copy") || part.ends_with(')');
            context.report(if is_copy {
                diagnostic.help("写しのファイルなら、消すか、content フォルダーの外に移してください")
            } else {
                diagnostic
            });
            return Decoded::Nothing;
        }
    }
    if matches!(language, Some("yaml" | "yml" | "md")) {
        context.report(file_name(unit, &format!("{slug}.yaml")));
        return Decoded::Nothing;
    }
    if let Some(language) = language {
        return Decoded::Overlay { id: format!("{folder}/{slug}"), language: language.to_owned() };
    }
    let Some((node, body)) = entry(unit, text, context) else { return Decoded::Nothing };
    if !samples::is_internal(&node) {
        samples::look(&node, context);
        samples::starter(slug, Span::top(unit.file), context);
        body.iter().for_each(|body| samples::body(body, context));
    }
    resource::decode(&node, body, folder, slug, context).map_or(Decoded::Nothing, |resource| Decoded::Resource(Box::new(resource)))
}

fn page_file(unit: &Unit, text: &str, slug: &str, context: &mut Context) -> Decoded {
    if !values::is_id(slug) {
        context.report(values::bad_id(slug, "ファイルの名前", Span::top(unit.file)));
        return Decoded::Nothing;
    }
    let Some(split) = front_matter(unit, text, context) else { return Decoded::Nothing };
    let body = body(unit.file, &split, Style::Page, context);
    let Some(node) = document(split.front, unit.file, split.front_offset, context) else { return Decoded::Nothing };
    samples::look(&node, context);
    samples::body(&body, context);
    page::decode(&node, body, slug, context).map_or(Decoded::Nothing, Decoded::Page)
}

/// Lays a variation's fields over its neighbour's and decodes the whole again. What is wrong with the neighbour has
/// been reported already; the sink keeps each finding once.
fn lay_over(unit: &Unit, id: &str, language: &str, neighbour: Option<Neighbour>, files: &Files, content: &mut Content, sink: &mut Sink) {
    let mut report = |diagnostic: Diagnostic| sink.push(diagnostic);
    if language != "easy" && !(language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase())) {
        report(
            Diagnostic::error(Code::UnknownLanguage, format!("言語の印として読めません: {language}"))
                .at(Span::top(unit.file), "")
                .help("easy（やさしい日本語）か、en、zh、vi のような二文字にしてください"),
        );
        return;
    }
    let Some((neighbour, place)) = neighbour else {
        report(
            Diagnostic::error(Code::VariationWithoutEntry, format!("もとになるファイルがありません: resources/{id}.yaml"))
                .at(Span::top(unit.file), "")
                .help("名前のつづりを確かめるか、もとのファイルを先に作ってください"),
        );
        return;
    };
    let (base_text, over_text) = (&files.get(neighbour.file).text, &files.get(unit.file).text);
    let mut context = Context::new(unit.file, over_text).with(neighbour.file, base_text);
    let mut base_context = Context::new(neighbour.file, base_text);
    let base = entry(neighbour, base_text, &mut base_context);
    let over = entry(unit, over_text, &mut context);
    if let (Some((base, base_body)), Some((over, over_body))) = (base, over)
        && let Some(merged) = {
            samples::look(&over, &mut context);
            merge(base, over, &mut context)
        }
    {
        let (folder, slug) = id.split_once('/').unwrap_or(("", id));
        let resource =
            resource::decode(&merged, over_body.filter(|body| !body.source.trim().is_empty()).or(base_body), folder, slug, &mut context);
        if let (Some(resource), Some(entry)) = (resource, place.and_then(|at| content.resources.get_mut(at))) {
            entry.variations.push(Variation { language: language.to_owned(), resource: Box::new(resource) });
        }
    }
    sink.absorb(context.found);
}

fn merge<'a>(base: Node<'a>, over: Node<'a>, context: &mut Context) -> Option<Node<'a>> {
    match (base.value, over.value) {
        (Value::Mapping(mut entries), Value::Mapping(changes)) => {
            replace(&mut entries, changes);
            Some(Node { value: Value::Mapping(entries), span: over.span })
        }
        _ => {
            context.report(
                Diagnostic::error(Code::WrongType, "このファイルは「項目: 内容」の形で書いてください")
                    .at(over.span, "")
                    .help("変えたい項目だけを書いてください"),
            );
            None
        }
    }
}

fn replace<'a>(entries: &mut Vec<(Key<'a>, Node<'a>)>, changes: Vec<(Key<'a>, Node<'a>)>) {
    let places: BTreeMap<Cow<str>, usize> = entries.iter().enumerate().map(|(at, (key, _))| (key.text.clone(), at)).collect();
    for change in changes {
        match places.get(&change.0.text) {
            Some(at) => entries[*at] = change,
            None => entries.push(change),
        }
    }
}
