//! One edit after the other, each read back.

use std::ops::Range;

use crate::source::edit::data::{Data, Edit, Refusal, Step};
use crate::source::edit::{splice, tree};
use crate::source::markdown;

/// Where in a file its fields stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The whole file is YAML.
    Yaml,
    /// Between the two `---` of a Markdown file.
    FrontMatter,
}

impl Form {
    /// The form of a file with that name.
    pub fn of(path: &str) -> Self {
        if path.ends_with(".md") { Form::FrontMatter } else { Form::Yaml }
    }
}

/// The fields of a file as values.
///
/// # Errors
/// When they cannot be read.
pub fn read(text: &str, form: Form) -> Result<Data, Refusal> {
    let fields = fields(text, form)?;
    let piece = tree::parse(&text[fields.clone()]).map_err(|()| Refusal::Unreadable)?;
    Ok(piece.map_or(Data::Nothing, |piece| piece.data(&text[fields])))
}

/// The text after all edits, in their order. What no edit speaks of keeps its bytes.
///
/// # Errors
/// When one of them cannot be made; then none is.
pub fn apply(text: &str, form: Form, edits: &[Edit]) -> Result<String, Refusal> {
    let place = fields(text, form)?;
    let mut fields = text[place.clone()].to_owned();
    for edit in edits {
        fields = apply_one(&fields, edit)?;
    }
    let mut out = text.to_owned();
    out.replace_range(place, &fields);
    // Front matter ends where its second mark stands, which a value could not have moved unseen.
    let again = self::fields(&out, form)?;
    if out[again] == fields { Ok(out) } else { Err(Refusal::NotAsMeant) }
}

/// Where a value stands in a file, with its key.
pub fn place(text: &str, form: Form, path: &[Step]) -> Option<Range<usize>> {
    let fields = fields(text, form).ok()?;
    let root = tree::parse(&text[fields.clone()]).ok()??;
    let (last, above) = path.split_last()?;
    let holder = above.iter().try_fold(&root, |piece, step| piece.child(step))?;
    let range = holder.child_range(last)?;
    Some(fields.start + range.start..fields.start + range.end)
}

fn apply_one(text: &str, edit: &Edit) -> Result<String, Refusal> {
    let root = tree::parse(text).map_err(|()| Refusal::Unreadable)?;
    let before = root.as_ref().map_or(Data::Nothing, |root| root.data(text));
    let meant = before.changed(&edit.path, &edit.op).ok_or(Refusal::NoSuchPlace)?;
    let out = splice::made(text, root.as_ref(), edit)?;
    let after = tree::parse(&out).map_err(|()| Refusal::NotAsMeant)?;
    let after = after.as_ref().map_or(Data::Nothing, |root| root.data(&out));
    if after.says(&meant) { Ok(out) } else { Err(Refusal::NotAsMeant) }
}

fn fields(text: &str, form: Form) -> Result<Range<usize>, Refusal> {
    match form {
        Form::Yaml => Ok(0..text.len()),
        Form::FrontMatter => {
            let split = markdown::split(text).ok_or(Refusal::Unreadable)?;
            Ok(split.front_offset..split.front_offset + split.front.len())
        }
    }
}
