//! `sitemap.xml` and `robots.txt`.

use crate::render::markup::escape;
use crate::render::{Artifact, Input};
use crate::site::Site;

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
    let pages = site.routes.all().filter(|path| path.ends_with(".html"));
    pages
        .map(|path| {
            let entry = path.strip_suffix(".html").and_then(|id| site.entry(id));
            let checked = entry.and_then(|at| site.entries[at].resource.checked.as_ref()).map(|checked| checked.to_string());
            let path = if path == "index.html" { "" } else { path };
            (path.to_owned(), checked)
        })
        .collect()
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
