//! Links inside the site lead somewhere.

use crate::diagnostics::{At, Diagnostic, Sink, nearest};
use crate::site::Site;
use crate::site::route::{self, Target};

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for page in &site.pages {
        let from = format!("pages/{}.md", page.slug);
        page.body.links.iter().for_each(|link| follow(link, &from, site, sink));
    }
    for entry in &site.entries {
        let from = format!("resources/{}.yaml", entry.resource.id);
        let variations = entry.resource.variations.iter().map(|variation| variation.resource.as_ref());
        for resource in std::iter::once(&entry.resource).chain(variations) {
            resource.proses().flat_map(|prose| &prose.links).for_each(|link| follow(link, &from, site, sink));
        }
    }
    let settings = &site.settings;
    let leads = [settings.lead.as_ref(), settings.contact.as_ref().and_then(|contact| contact.note.as_ref())];
    leads.into_iter().flatten().flat_map(|prose| &prose.links).for_each(|link| follow(link, "site.yaml", site, sink));
}

fn follow(link: &At<String>, from: &str, site: &Site, sink: &mut Sink) {
    let (headline, help) = match route::resolve(from, link) {
        Target::Outside | Target::Fragment => return,
        Target::Escapes => (
            "リンクが content フォルダーの外を指しています".to_owned(),
            "サイトの中のページか、https:// で始まるアドレスを書いてください".to_owned(),
        ),
        Target::Inside { path, .. } => {
            let known = match path.strip_prefix("images/") {
                Some(image) => site.images.contains_key(image),
                None => site.routes.contains(&path),
            };
            if known || site.unread.entries.iter().any(|id| path == route::resource(id)) {
                return;
            }
            let stem = path.trim_end_matches(".html");
            let help = match similar(stem, site) {
                _ if site.hidden.iter().any(|id| id == stem) => {
                    "その項目は visibility: internal なので公開されません。リンクを消してください".to_owned()
                }
                Some(near) => format!("もしかして: {near}"),
                None => "リンク先のファイルがあるか、つづりが正しいかを確かめてください".to_owned(),
            };
            (format!("リンク先がありません: {}", link.value), help)
        }
    };
    sink.push(Diagnostic::error("broken-link", headline).at(link.span, "このリンク").help(help));
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
