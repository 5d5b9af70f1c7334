//! Links inside the site lead somewhere: to a page, a picture, and a part of the page that it has.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{At, Code, Diagnostic, Severity, Sink, nearest};
use crate::model::text::Prose;
use crate::site::route::{self, Target};
use crate::site::{Site, anchors};
use crate::source::address;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    let mut checker = Checker { site, sink, parts: BTreeMap::new() };
    for (from, own, prose) in texts(site) {
        prose.links.iter().for_each(|link| checker.follow(link, &from, own.as_deref()));
    }
}

/// Every text with links: the file it is of, the page it stands on (none: on all of them), the text.
pub(super) fn texts(site: &Site) -> Vec<(String, Option<String>, &Prose)> {
    let mut all = Vec::new();
    for page in &site.pages {
        all.push((format!("pages/{}.md", page.slug), Some(route::page(&page.slug)), &page.shown().body));
    }
    for entry in &site.entries {
        let id = &entry.resource.id;
        let from = format!("resources/{id}.yaml");
        let variations = entry.resource.variations.iter().map(|of| (route::variation(id, &of.language), of.resource.as_ref()));
        for (own, resource) in std::iter::once((route::resource(id), &entry.resource)).chain(variations) {
            all.extend(
                resource.shown().proses().filter(|prose| !prose.links.is_empty()).map(|prose| (from.clone(), Some(own.clone()), prose)),
            );
        }
    }
    let settings = site.settings.shown();
    let home = Some("index.html".to_owned());
    let everywhere = [
        settings.contact.as_ref().and_then(|contact| contact.note.as_ref()),
        settings.publisher.as_ref().and_then(|publisher| publisher.introduction.as_ref()),
    ];
    all.extend(settings.lead.iter().map(|lead| ("site.yaml".to_owned(), home.clone(), lead)));
    all.extend(everywhere.into_iter().flatten().map(|prose| ("site.yaml".to_owned(), None, prose)));
    let vocabulary = site.vocabulary.shown();
    let folders = [("needs", &vocabulary.needs), ("kinds", &vocabulary.kinds), ("comforts", &vocabulary.comforts)];
    for (folder, term) in folders.into_iter().flat_map(|(folder, terms)| terms.iter().map(move |term| (folder, term))) {
        all.extend(term.description.iter().map(|text| ("vocabulary.yaml".to_owned(), Some(route::list(folder, &term.id, 1)), text)));
    }
    for area in &site.areas {
        all.extend(area.shown().description.iter().map(|text| ("areas.yaml".to_owned(), Some(route::list("areas", &area.id, 1)), text)));
    }
    all.retain(|(.., prose): &(String, Option<String>, &Prose)| !prose.links.is_empty());
    all
}

struct Checker<'a> {
    site: &'a Site,
    sink: &'a mut Sink,
    /// The parts of the pages that links lead to.
    parts: BTreeMap<String, Option<BTreeSet<String>>>,
}

impl Checker<'_> {
    fn follow(&mut self, link: &At<String>, from: &str, own: Option<&str>) {
        match self.site.follow(from, link) {
            Target::Outside => {}
            Target::Fragment => match own {
                Some(own) => self.find_part(link, own, link),
                None if matches!(link.as_str(), "#" | "#top" | "#main") => {}
                None => self.tell_part(link, None),
            },
            Target::Escapes => self.sink.push(
                Diagnostic::error(Code::BrokenLink, "リンクが content フォルダーの外を指しています")
                    .at(link.span, "このリンク")
                    .help("サイトの中のページか、https:// で始まるアドレスを書いてください"),
            ),
            Target::Inside { path, fragment } => {
                if self.site.has(&path) {
                    self.find_part(link, &path, &fragment);
                } else if !self.site.unread.entries.iter().any(|id| path == route::resource(id)) {
                    let site = self.site;
                    self.sink.push_error(Code::BrokenLink, link.span, || missing(link, &path, site));
                }
            }
        }
    }

    /// Says so when a page does not have the part behind `#`.
    fn find_part(&mut self, link: &At<String>, path: &str, rest: &str) {
        let Some((_, part)) = rest.split_once('#').filter(|(_, part)| !part.is_empty()) else { return };
        let site = self.site;
        let Some(parts) = self.parts.entry(path.to_owned()).or_insert_with(|| anchors::of(path, site)) else { return };
        if !parts.contains(address::decoded(part).as_ref()) {
            let has_room = self.sink.has_room(Severity::Warning, Code::BrokenPart, link.span);
            let parts = parts.iter().filter(|_| has_room).map(String::as_str);
            let near = nearest(&address::decoded(part), parts).map(str::to_owned);
            self.tell_part(link, near);
        }
    }

    fn tell_part(&mut self, link: &At<String>, near: Option<String>) {
        let told = Diagnostic::warning(Code::BrokenPart, format!("リンク先のページに、# のあとの見出しがありません: {}", link.value))
            .at(link.span, "このリンク");
        self.sink.push(match near {
            Some(near) => told.help(format!("もしかして: #{near}")),
            None => told.help("見出しの言葉を、記号を取って、空白を - にして書いてください。例: 見出しが「使い方」なら #使い方"),
        });
    }
}

fn missing(link: &At<String>, path: &str, site: &Site) -> Diagnostic {
    let told = Diagnostic::error(Code::BrokenLink, format!("リンク先がありません: {}", link.value)).at(link.span, "このリンク");
    if let Some(image) = path.strip_prefix("images/") {
        return match nearest(image, site.images.keys().map(String::as_str)) {
            Some(near) => told.help(format!("もしかして: images/{near}")),
            None => told.help("ファイルを content/images/ に置くか、名前のつづりを確かめてください"),
        };
    }
    let stem = path.trim_end_matches(".html");
    let help = match similar(stem, site) {
        _ if site.hidden.iter().any(|id| id == stem) => {
            "その項目は visibility: internal なので公開されません。リンクを消してください".to_owned()
        }
        Some(near) => format!("もしかして: {near}"),
        None => "リンク先のファイルがあるか、つづりが正しいかを確かめてください".to_owned(),
    };
    told.help(help)
}

/// The page of a like name in the same folder, or of the same name in another. What all names share, the folder and the
/// extension, must not make them alike.
fn similar(stem: &str, site: &Site) -> Option<String> {
    let (folder, name) = split(stem);
    let all = || site.routes.all().map(|path| (path, split(path)));
    let near = nearest(name, all().filter(|(_, (other, _))| *other == folder).map(|(_, (_, known))| known));
    let found = all().find(|(_, (other, known))| *other == folder && Some(*known) == near);
    found.or_else(|| all().find(|(_, (_, known))| *known == name)).map(|(path, _)| path.to_owned())
}

/// Folder and name of a page, without its extension.
fn split(path: &str) -> (&str, &str) {
    let stem = path.trim_end_matches(".html");
    stem.rsplit_once('/').unwrap_or(("", stem))
}
