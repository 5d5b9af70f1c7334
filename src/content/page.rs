//! One Markdown file of `pages/` to a [`Page`].

use crate::content::object::{Context, Object};
use crate::content::{resource, values};
use crate::model::page::Page;
use crate::model::text::Prose;
use crate::source::yaml::Node;

/// Decodes a page; none without a title.
pub fn decode(node: &Node, body: Prose, slug: &str, context: &mut Context) -> Option<Page> {
    let (page, marked) = context.twice(|context| {
        let body = context.prose(body.clone());
        decode_once(node, body, slug, context)
    })?;
    Some(Page { marked: marked.map(Box::new), ..page })
}

fn decode_once(node: &Node, body: Prose, slug: &str, context: &mut Context) -> Option<Page> {
    let object = Object::of::<Page>(node, "このページ", context)?;
    Some(Page {
        title: object.required("title", context)?,
        slug: slug.to_owned(),
        file: context.file,
        description: object.plain("description", context),
        icon: object.text("icon", context),
        navigation: object.choice("nav", context).unwrap_or_default(),
        order: object.text("order", context).and_then(|text| resource::integer(&text, context)).unwrap_or(i64::MAX),
        checked: values::date_of(&object, "checked", context),
        sources: resource::sources(&object, context),
        body,
        marked: None,
    })
}
