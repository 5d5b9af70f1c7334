//! `sitemap.xml` and `robots.txt`.

use std::collections::BTreeSet;

use crate::render::markup::escape;
use crate::render::{Artifact, Input};
use crate::site::{Site, route};

/// The most addresses a site map may hold (<https://www.sitemaps.org/protocol.html>).
const SITEMAP: usize = 50_000;

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let Some(base) = input.site.settings.base_url.as_ref().map(|base| base.value.as_str()) else {
        return vec![Artifact::ready("robots.txt", "User-agent: *\nAllow: /\n")];
    };
    let mut artifacts = vec![Artifact::ready("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"))];
    let addresses = addresses(input.site);
    if addresses.len() <= SITEMAP {
        artifacts.push(Artifact::ready("sitemap.xml", urlset(base, &addresses)));
        return artifacts;
    }
    let parts: Vec<_> = addresses.chunks(SITEMAP).collect();
    artifacts.push(Artifact::ready("sitemap.xml", index(base, parts.len())));
    artifacts.extend(parts.iter().enumerate().map(|(at, part)| Artifact::ready(format!("sitemap-{}.xml", at + 1), urlset(base, part))));
    artifacts
}

/// Pages worth finding, with the date of their content where it is known to the day.
fn addresses(site: &Site) -> Vec<(String, Option<String>)> {
    let empty = empty_lists(site);
    let pages = site.routes.all().filter(|path| path.ends_with(".html") && !empty.contains(*path));
    pages
        .map(|path| {
            let entry = path.strip_suffix(".html").and_then(|id| site.entry(id));
            let checked = entry.and_then(|at| site.entries[at].resource.checked.as_ref()).map(|checked| checked.to_string());
            let path = if path == "index.html" { "" } else { path };
            (path.to_owned(), checked)
        })
        .collect()
}

/// Lists with nothing on them: kept for those who kept their address, but nobody is led there.
fn empty_lists(site: &Site) -> BTreeSet<String> {
    let (vocabulary, lists) = (&site.vocabulary, &site.lists);
    let mut empty = BTreeSet::new();
    for (folder, terms, lists) in [
        ("needs", &vocabulary.needs, &lists.needs),
        ("kinds", &vocabulary.kinds, &lists.kinds),
        ("comforts", &vocabulary.comforts, &lists.comforts),
    ] {
        let without = terms.iter().zip(lists).filter(|(_, list)| list.is_empty());
        empty.extend(without.map(|(term, _)| route::list(folder, &term.id, 1)));
    }
    let without = site.areas.iter().zip(&lists.areas).filter(|(_, list)| list.is_empty());
    empty.extend(without.map(|(area, _)| route::list("areas", &area.id, 1)));
    empty
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn urlset(base: &str, addresses: &[(String, Option<String>)]) -> String {
    let mut xml = format!("{XML}<urlset xmlns=\"{NAMESPACE}\">\n");
    for (path, modified) in addresses {
        xml.push_str("<url><loc>");
        escape(base, &mut xml);
        escape(path, &mut xml);
        xml.push_str("</loc>");
        // W3C dates may be of a month or a year too.
        modified.iter().for_each(|date| xml.extend(["<lastmod>", date, "</lastmod>"]));
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn index(base: &str, parts: usize) -> String {
    let mut xml = format!("{XML}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for number in 1..=parts {
        xml.push_str("<sitemap><loc>");
        escape(base, &mut xml);
        xml.push_str(&format!("sitemap-{number}.xml</loc></sitemap>\n"));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}
