//! What is given away: the entries that have a page, and where that is.

use serde::Serialize;

use crate::site::{Entry, Site, route};

/// Entries that are published.
pub fn entries(site: &Site) -> impl Iterator<Item = &Entry> {
    site.entries.iter().filter(|entry| entry.is_public())
}

/// Writes what is said of each entry as the parts of a JSON list, in order. An entry is turned into text before the next is
/// looked at: objects of all entries at once would take some ten times the memory.
pub fn write_list<'a, T: Serialize>(site: &'a Site, out: &mut Vec<u8>, of: impl Fn(&'a Entry) -> T) {
    for (at, entry) in entries(site).enumerate() {
        if at > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut *out, &of(entry)).expect("strings and lists always serialise");
    }
}

/// The address of an entry's page, where the site's is known.
pub fn address(site: &Site, id: &str) -> Option<String> {
    site.settings.base_url.as_ref().map(|base| format!("{}{}", base.value, route::resource(id)))
}
