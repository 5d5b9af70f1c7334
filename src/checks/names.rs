//! Two entries of one area that seem to be one and the same.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::model::ruby;
use crate::site::Site;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    let mut seen = BTreeMap::new();
    for entry in &site.entries {
        let name: String = ruby::plain(&entry.resource.name).nfkc().filter(|c| c.is_alphanumeric()).collect();
        let key = (entry.resource.folder.as_str(), name.to_lowercase());
        if let Some(first) = seen.insert(key, entry.resource.name.span) {
            sink.push(
                Diagnostic::warning(Code::SameName, "同じ地域に同じ名前の項目があります")
                    .at(entry.resource.name.span, "こちらと")
                    .at(first, "こちら")
                    .help("同じ場所なら一つのファイルにまとめてください。別の場所なら、名前に区別を足してください"),
            );
        }
    }
}
