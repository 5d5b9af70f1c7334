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
            // The extension is the same everywhere and would make all short names alike.
            let stem = |path: &'_ str| path.trim_end_matches(".html").to_owned();
            let stems: Vec<String> = site.routes.all().map(stem).collect();
            let help = match nearest(&stem(&path), stems.iter().map(String::as_str)) {
                _ if site.hidden.contains(&stem(&path)) => {
                    "その項目は visibility: internal なので公開されません。リンクを消してください".to_owned()
                }
                Some(near) => format!("もしかして: {near}.html"),
                None => "リンク先のファイルがあるか、つづりが正しいかを確かめてください".to_owned(),
            };
            (format!("リンク先がありません: {}", link.value), help)
        }
    };
    sink.push(Diagnostic::error("broken-link", headline).at(link.span, "このリンク").help(help));
}
