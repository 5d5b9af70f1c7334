//! Who publishes a site or an edition, and who helped: both name them in the same way.

use crate::content::object::{Context, Object};
use crate::content::values;
use crate::model::settings::{Credit, Publisher};

/// The publisher.
pub(super) fn publisher(object: &Object, context: &mut Context) -> Option<Publisher> {
    let object = object.object("publisher", context)?;
    Some(Publisher {
        name: object.required("name", context)?.value,
        url: url(&object, context),
        introduction: object.prose("introduction", context),
    })
}

/// Those who helped.
pub(super) fn credits(object: &Object, context: &mut Context) -> Vec<Credit> {
    object.objects("credits", context, |object, context| {
        Some(Credit { name: object.required("name", context)?.value, role: object.plain("role", context), url: url(object, context) })
    })
}

/// An address of theirs.
fn url(object: &Object, context: &mut Context) -> Option<String> {
    object.bare("url", context).and_then(|text| values::url(text, context)).map(|url| url.value)
}
