//! What an editor may have meant by a word that is no key: column names of Excel sheets and other usual words, as the rows of
//! the fields have them.

use crate::model::field::{Fields, Row, Shape};
use crate::model::resource::Resource;

/// The field that a word means, and the field in which it stands where that is one of the resource's own.
fn named(word: &str) -> impl Iterator<Item = (Option<&'static Row>, &'static Row)> {
    let all = Fields::of::<Resource>();
    let own = all.rows().map(|row| (None, row));
    // In the place and the contacts of an entry, and its meetings, stand the fields that others write one level higher.
    let inner = all.rows().filter(|row| matches!(row.key, "venue" | "contacts" | "sessions"));
    let inner = inner.flat_map(|outer| outer.shape.fields().into_iter().flat_map(Fields::rows).map(move |row| (Some(outer), row)));
    own.chain(inner).filter(move |(outer, row)| row.aliases.contains(&word) || (outer.is_some() && row.key == word))
}

/// How to write what a known foreign word means, if the mapping at hand has room for it.
pub fn remedy(word: &str, fields: Fields) -> Option<String> {
    if let Some(key) = key(word, fields) {
        return Some(format!("「{key}:」と書いてください"));
    }
    let (outer, inner) = named(word).find_map(|(outer, row)| Some((outer?, row)).filter(|(outer, _)| fields.find(outer.key).is_some()))?;
    let dash = if matches!(outer.shape, Shape::Objects(_)) { "- " } else { "" };
    Some(format!("「{}:」の下に、字下げして「{dash}{}: …」と書いてください", outer.key, inner.key))
}

/// The key of a mapping that a known foreign word means, where it is one of the mapping's own.
pub fn key(word: &str, fields: Fields) -> Option<&'static str> {
    let own = fields.rows().find(|row| row.aliases.contains(&word)).map(|row| row.key);
    own.or_else(|| named(word).map(|(_, row)| row.key).find(|key| fields.find(key).is_some()))
}
