//! The map in `src/lib.rs` is true: each layer uses only those above it, and only few files touch the world.
//!
//! 1. Every file below `src/` is cut into tokens; comments and texts fall away.
//! 2. Paths are read off, grouped imports (`use crate::{a, b::c}`) spelt out.
//! 3. `crate::x` must name a layer above the file's own, or its own; words of the outside world must not occur at all,
//!    except where they are allowed.
//! 4. Outputs do not use each other: in `render/`, a file uses its own room and what all share.
//! 5. Every file is a module: what no `mod` names is compiled by nobody.
//! 6. No files use each other in a circle, and in `render/` and `site/` none uses what its own `mod.rs` defines; what still does is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// From the first to the last. A file may use its own layer and those before it.
const LAYERS: [&str; 15] = [
    "diagnostics",
    "time",
    "source",
    "model",
    "input",
    "content",
    "import",
    "workbook",
    "site",
    "checks",
    "render",
    "report",
    "output",
    "cli",
    "main",
];

/// Files that may touch the world.
const WORLDLY: [&str; 5] = ["src/input.rs", "src/output/write.rs", "src/cli/", "src/main.rs", "src/embed.rs"];

/// What touching the world looks like.
const WORLD: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
];

#[test]
fn every_layer_uses_only_those_above_it() {
    let problems: Vec<_> = sources().iter().flat_map(|(path, text)| uses_below(path, text)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn outputs_share_what_is_shared_and_do_not_use_each_other() {
    let problems: Vec<_> = sources().iter().flat_map(|(path, text)| uses_of_outputs(path, text)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Circles of files that still stand: `time`'s readers, what a choice is one of, what an entry is made of, the rows of an import,
/// and two of paper. FIXME: none should. A circle that is gone has to go from here too.
const CIRCLES: &[&[&str]] = &[
    &["import/contact", "import/offer", "import/place", "import/row", "import/times"],
    &[
        "model/accessibility",
        "model/choice",
        "model/field",
        "model/page",
        "model/resource",
        "model/settings",
        "model/terms",
        "model/urgent",
        "model/venue",
    ],
    &["render/print/letters", "render/print/problems"],
    &["render/print/press/set", "render/print/press/view"],
    &[
        "site/agenda",
        "site/ask",
        "site/atlas",
        "site/days",
        "site/entry",
        "site/lists",
        "site/neighbours",
        "site/rank",
        "site/route",
        "site/site",
        "site/term",
        "site/timetable",
    ],
    &["time/eras", "time/lex", "time/say", "time/words"],
    &["time/opening", "time/opening_read/parts"],
];

/// Files of `render/` and `site/` that still use what their folder's `mod.rs` defines. FIXME: a `mod.rs` lists and defines nothing.
const CLIMBERS: &[&str] = &[
    "render/print/kept",
    "render/print/make",
    "render/print/page",
    "render/print/press/compile",
    "render/view/ask",
    "render/view/base",
    "render/view/calendar",
    "render/view/card",
    "render/view/resource",
    "render/view/urgent",
    "site/search/spoken",
];

#[test]
fn no_files_use_each_other_in_a_circle() {
    let found = circles(&uses_of_files(&sources()));
    let known: Vec<Vec<String>> = CIRCLES.iter().map(|circle| circle.iter().map(|file| (*file).to_owned()).collect()).collect();
    assert_eq!(found, known, "a new circle, or one less: then take it from CIRCLES");
}

#[test]
fn nothing_in_render_and_site_uses_the_file_that_lists_it() {
    let uses = uses_of_files(&sources());
    let climbs = |(file, used): &(&String, &BTreeSet<String>)| {
        (file.starts_with("render/") || file.starts_with("site/")) && used.iter().any(|used| file.starts_with(&format!("{used}/")))
    };
    let found: Vec<&str> = uses.iter().filter(climbs).map(|(file, _)| file.as_str()).collect();
    assert_eq!(found, CLIMBERS, "a new one, or one less: then take it from CLIMBERS");
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let files = |texts: &[(&str, &str)]| texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect::<Vec<_>>();
    let found = |texts: &[(&str, &str)]| circles(&uses_of_files(&files(texts)));
    let listed = ("src/site/mod.rs", "mod a; mod b; pub use b::{Bee, Sting};");
    assert_eq!(found(&[listed, ("src/site/a.rs", "use crate::site::Bee;"), ("src/site/b.rs", "fn f() { super::a::f() }")]).len(), 1);
    assert_eq!(found(&[listed, ("src/site/a.rs", "use crate::site::b::Bee;"), ("src/site/b.rs", "// crate::site::a")]).len(), 0);
    let tests = "struct Bee; #[cfg(test)] mod tests { use crate::site::a; }";
    assert_eq!(found(&[listed, ("src/site/a.rs", "use crate::site::b;"), ("src/site/b.rs", tests)]).len(), 0, "tests may look anywhere");
}

#[test]
fn every_file_is_a_module() {
    let sources = sources();
    for (path, _) in &sources {
        let Some((parents, name)) = parents(path) else { continue };
        let is_named = |text: &str| {
            let tokens = tokens(text);
            tokens.windows(3).any(|three| three[0].1 == "mod" && three[1].1 == name && three[2].1 == ";")
        };
        let parent = sources.iter().find(|(other, _)| parents.contains(other));
        assert!(parent.is_some_and(|(_, text)| is_named(text)), "no `mod` names {path}");
    }
}

#[test]
fn only_few_files_touch_the_world() {
    let problems: Vec<_> = sources().iter().flat_map(|(path, text)| touches(path, text)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_map_in_the_crate_names_every_layer() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for layer in &LAYERS[..LAYERS.len() - 1] {
        let named = map.lines().any(|line| line.strip_prefix("//! ").is_some_and(|rest| rest.trim_end_matches('/').starts_with(layer)));
        assert!(named, "the map in src/lib.rs does not name {layer}");
    }
    for (path, _) in sources() {
        let layer = layer_of(&path);
        assert!(layer.is_some() || path == "src/lib.rs" || path == "src/embed.rs", "{path} belongs to no layer of the map");
    }
}

#[test]
fn a_use_of_a_lower_layer_is_found_however_it_is_written() {
    let found = |text: &str| uses_below("src/source/yaml.rs", text).len();
    assert_eq!(found("use crate::diagnostics::Span;"), 0);
    assert_eq!(found("use crate::source::text;"), 0);
    assert_eq!(found("use crate::content::Context;"), 1);
    assert_eq!(found("use crate::{\n    diagnostics::Span,\n    site::{Site, route},\n    model::text::Prose,\n};"), 3);
    assert_eq!(found("fn f() { crate::output::publish() }"), 1);
    assert_eq!(found("pub(crate) fn f() {} // crate::cli\nconst A: &str = \"crate::cli\"; /* crate::cli */"), 0);
    assert_eq!(found("const A: &str = r#\"a \" crate::cli\"#; const B: char = '\"'; use crate::cli;"), 1);
    assert_eq!(uses_below("src/main.rs", "use shiori::cli; use crate::cli;").len(), 0);
    assert_eq!(uses_below("src/input.rs", "use super::content;").len(), 1, "the parent of a layer's root is the crate");
    assert_eq!(uses_below("src/content/mod.rs", "use super::input;\nmod tests {\n    use super::super::site;\n}").len(), 1);
    assert_eq!(uses_below("src/content/page.rs", "use super::object;\nuse super::super::site;").len(), 1);
}

#[test]
fn a_use_of_another_output_is_found_however_it_is_written() {
    let found = |path: &str, text: &str| uses_of_outputs(path, text).len();
    assert_eq!(found("src/render/home.rs", "use crate::render::{Artifact, Input, jsonld, view::hue};"), 0);
    assert_eq!(found("src/render/home.rs", "use crate::render::{calendar, view::{card, hue}};"), 1);
    assert_eq!(found("src/render/home.rs", "fn f() { crate::render::lists::page_of() }"), 1);
    assert_eq!(found("src/render/find/index.rs", "use crate::render::find::form::FEES; use super::form;"), 0);
    assert_eq!(found("src/render/view/card.rs", "use crate::render::home::x;"), 1);
    assert_eq!(found("src/render/mod.rs", "use crate::render::home;"), 0, "it lists them");
}

#[test]
fn a_touch_of_the_world_is_found_however_it_is_written() {
    let found = |text: &str| touches("src/site/mod.rs", text).len();
    assert_eq!(found("use std::collections::BTreeMap; fn f() { format!(\"println!\"); }"), 0);
    assert_eq!(found("use std::fs;"), 1);
    assert_eq!(found("use std::{fmt, fs::File, env};"), 2);
    assert_eq!(found("fn f() { println!(\"a\"); jiff::Timestamp::now(); }"), 2);
    assert_eq!(found("use std::time::{Duration, SystemTime};"), 1);
    assert_eq!(touches("src/cli/build.rs", "use std::fs;").len(), 0);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Path and text of every file below `src/`.
fn sources() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                all.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(all.len() > 50, "the sources were not found");
    all.sort();
    all
}

fn layer_of(path: &str) -> Option<usize> {
    let name = path.strip_prefix("src/")?.split('/').next()?;
    LAYERS.iter().position(|layer| *layer == name.trim_end_matches(".rs"))
}

/// What outputs share: rooms of `render/` that any of its files may use.
const SHARED: [&str; 9] = ["artifact", "engine", "icons", "input", "jsonld", "markup", "print", "theme", "view"];

fn uses_of_outputs(path: &str, text: &str) -> Vec<String> {
    let Some(room) = path.strip_prefix("src/render/").and_then(|path| path.split('/').next()) else { return Vec::new() };
    let own = room.trim_end_matches(".rs");
    let is_free = |room: &str| room == own || SHARED.contains(&room) || room.starts_with(char::is_uppercase);
    let mut problems = Vec::new();
    // The list of outputs, and what is made before any of them.
    for used in paths(text).iter().filter(|_| !matches!(own, "mod" | "input")) {
        let parts: Vec<&str> = used.parts.iter().map(String::as_str).collect();
        if let ["crate", "render", room, ..] = parts.as_slice()
            && !is_free(room)
        {
            problems.push(format!(
                "{path}:{}: {own} uses {}, another output; what both need belongs in view/",
                used.line,
                parts.join("::")
            ));
        }
    }
    problems
}

/// Module by module, as `site/entry`, the modules that it uses; what a `mod.rs` only hands on counts as its file's. Tests look anywhere.
fn uses_of_files(sources: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let module = |path: &str| path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
    let files: BTreeMap<String, Vec<Vec<String>>> = sources
        .iter()
        .filter(|(path, _)| !path.contains("/tests"))
        .map(|(path, text)| {
            let own = module(path);
            let text =
                text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text).split("#[cfg(test)] mod tests {").next().unwrap_or(text);
            let used = paths(text).into_iter().filter_map(|used| below_the_root(&own, &used.parts)).collect();
            (own, used)
        })
        .collect();
    let handed_on = handed_on(sources, &files, module);
    let of = |own: &String, used: &Vec<String>| {
        let file = longest(&files, used)?;
        let name = used.get(file.matches('/').count() + 1);
        let file = name.and_then(|name| handed_on.get(&(file.clone(), name.clone()))).cloned().unwrap_or(file);
        (file != *own).then_some(file)
    };
    files.iter().map(|(own, used)| (own.clone(), used.iter().filter_map(|used| of(own, used)).collect())).collect()
}

/// What `pub use` in a file hands on: the file and the name → the file it is from.
fn handed_on(
    sources: &[(String, String)],
    files: &BTreeMap<String, Vec<Vec<String>>>,
    module: impl Fn(&str) -> String,
) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for (path, text) in sources {
        let own = module(path);
        let tokens = tokens(text);
        for at in (0..tokens.len()).filter(|at| tokens[*at].1 == "use" && *at > 0 && matches!(tokens[at - 1].1.as_str(), "pub" | ")")) {
            let mut handed = Vec::new();
            read_path(&tokens, at + 1, &[], &mut handed);
            for used in handed {
                let below = match used.parts[0].as_str() {
                    "crate" | "super" | "self" => below_the_root(&own, &used.parts),
                    _ => Some(own.split('/').map(str::to_owned).chain(used.parts.iter().cloned()).collect()),
                };
                if let Some((file, name)) = below.as_ref().and_then(|below| Some((longest(files, below)?, below.last()?.clone())))
                    && file != own
                {
                    found.insert((own.clone(), name), file);
                }
            }
        }
    }
    found
}

/// A path from the crate's root; none for those of other crates and of the file itself.
fn below_the_root(own: &str, parts: &[String]) -> Option<Vec<String>> {
    let supers = parts.iter().take_while(|part| *part == "super").count();
    let of_own = |kept: usize| own.split('/').take(kept).map(str::to_owned);
    match parts.first()?.as_str() {
        "crate" => Some(parts[1..].to_vec()),
        // `pub(super)` names no module.
        "super" if parts.len() > supers => {
            Some(of_own(own.split('/').count().checked_sub(supers)?).chain(parts[supers..].iter().cloned()).collect())
        }
        _ => None,
    }
}

/// The file that a path from the root leads into.
fn longest(files: &BTreeMap<String, Vec<Vec<String>>>, parts: &[String]) -> Option<String> {
    (1..=parts.len()).rev().map(|length| parts[..length].join("/")).find(|module| files.contains_key(module))
}

/// Files that reach each other, each circle in order.
fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reached = |from: &String| {
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        let mut open: Vec<&String> = uses[from].iter().collect();
        while let Some(file) = open.pop() {
            if seen.insert(file) {
                open.extend(&uses[file]);
            }
        }
        seen
    };
    let reach: BTreeMap<&String, BTreeSet<&String>> = uses.keys().map(|file| (file, reached(file))).collect();
    let circle = |file: &String| uses.keys().filter(|other| reach[file].contains(other) && reach[*other].contains(file)).cloned().collect();
    let found: BTreeSet<Vec<String>> = uses.keys().map(circle).filter(|circle: &Vec<String>| circle.len() > 1).collect();
    found.into_iter().collect()
}

/// The files that can name a file as their module, and its name; none for roots of a crate.
fn parents(path: &str) -> Option<([String; 2], String)> {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let (folder, name) = module.rsplit_once('/')?;
    let is_root = matches!(path, "src/lib.rs" | "src/main.rs" | "src/embed.rs");
    let parents =
        if folder == "src" { ["src/lib.rs".to_owned(), String::new()] } else { [format!("{folder}.rs"), format!("{folder}/mod.rs")] };
    (!is_root).then(|| (parents, name.to_owned()))
}

fn uses_below(path: &str, text: &str) -> Vec<String> {
    let Some(own) = layer_of(path) else { return Vec::new() };
    let mut problems = Vec::new();
    for used in paths(text) {
        let Some(name) = below_the_crate(path, &used.parts) else { continue };
        let layer = LAYERS.iter().position(|layer| *layer == name);
        if layer.is_none_or(|layer| layer > own) {
            problems.push(format!("{path}:{}: {} uses {}, which stands below it", used.line, LAYERS[own], used.parts.join("::")));
        }
    }
    problems
}

/// The crate's module that a path begins with. `super` counts from the file's own module; modules inside a file would
/// need one more, so that only paths that climb out of the file for certain are taken for the crate's.
fn below_the_crate<'p>(path: &str, parts: &'p [String]) -> Option<&'p str> {
    let supers = parts.iter().take_while(|part| *part == "super").count();
    let depth = path.trim_end_matches("/mod.rs").matches('/').count();
    match parts.first()?.as_str() {
        "crate" => parts.get(1).map(String::as_str),
        "super" if supers >= depth => {
            let name = parts.get(supers)?.as_str();
            // In a module inside a file, `super::super` may be meant for the file; only a layer's name is suspicious.
            LAYERS.contains(&name).then_some(name)
        }
        _ => None,
    }
}

fn touches(path: &str, text: &str) -> Vec<String> {
    if WORLDLY.iter().any(|allowed| path == *allowed || (allowed.ends_with('/') && path.starts_with(allowed))) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for used in paths(text) {
        let whole = format!("::{}::", used.parts.join("::"));
        if let Some(word) = WORLD.iter().find(|word| whole.contains(&format!("::{word}::"))) {
            problems.push(format!("{path}:{}: {word} outside of {}", used.line, WORLDLY.join(", ")));
        }
    }
    problems
}

/// A path of names joined by `::`, a macro's with its `!`.
struct Used {
    line: usize,
    parts: Vec<String>,
}

fn paths(text: &str) -> Vec<Used> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = read_path(&tokens, at, &[], &mut found).max(at + 1);
    }
    found
}

/// Reads one path, a group at its end spelt out; gives where it ends.
fn read_path(tokens: &[(usize, String)], start: usize, before: &[String], found: &mut Vec<Used>) -> usize {
    let mut parts = before.to_vec();
    let mut at = start;
    let is = |at: usize, token: &str| tokens.get(at).is_some_and(|(_, text)| text == token);
    let is_name = |at: usize| tokens.get(at).is_some_and(|(_, text)| text.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
    if !is_name(at) {
        return at;
    }
    let line = tokens[at].0;
    loop {
        parts.push(tokens[at].1.clone());
        at += 1;
        if is(at, "!") {
            parts.last_mut().unwrap().push('!');
            at += 1;
        }
        if !is(at, "::") {
            break;
        }
        at += 1;
        if is(at, "{") {
            at += 1;
            while at < tokens.len() && !is(at, "}") {
                at = if is(at, ",") { at + 1 } else { read_path(tokens, at, &parts, found).max(at + 1) };
            }
            return at + 1;
        }
        if !is_name(at) {
            break;
        }
    }
    found.push(Used { line, parts });
    at
}

/// Names, `::`, and single signs, each with its line; no comments, no texts.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut index, mut line) = (0, 1);
    while index < characters.len() {
        let start = index;
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < characters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => {
                index += 2;
                while index < characters.len() && !(at(index) == '*' && at(index + 1) == '/') {
                    index += 1;
                }
                index += 2;
            }
            'r' if at(index + 1) == '"' || (at(index + 1) == '#' && matches!(at(index + 2), '"' | '#')) => {
                let hashes = characters[index + 1..].iter().take_while(|c| **c == '#').count();
                index += hashes + 2;
                while index < characters.len()
                    && !(at(index) == '"' && characters[index + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes)
                {
                    index += 1;
                }
                index += hashes + 1;
            }
            '"' => {
                index += 1;
                while index < characters.len() && at(index) != '"' {
                    index += if at(index) == '\\' { 2 } else { 1 };
                }
                index += 1;
            }
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while index < characters.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            ':' if at(index + 1) == ':' => {
                tokens.push((line, "::".to_owned()));
                index += 2;
            }
            c if c.is_alphanumeric() || c == '_' => {
                while at(index).is_alphanumeric() || at(index) == '_' {
                    index += 1;
                }
                tokens.push((line, characters[start..index].iter().collect()));
            }
            c if c.is_whitespace() => index += 1,
            c => {
                tokens.push((line, c.to_string()));
                index += 1;
            }
        }
        index = index.min(characters.len());
        line += characters[start..index].iter().filter(|c| **c == '\n').count();
    }
    tokens
}
