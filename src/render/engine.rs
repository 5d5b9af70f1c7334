//! The template engine: templates minified once when they are loaded, icons by name, and the frame of every page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Function, Kwargs, State, Tera, TeraResult};

use crate::render::RenderError;
use crate::render::theme::Theme;
use crate::render::view::base::{Frame, SiteView};

/// Ready to render.
pub struct Engine {
    tera: Tera,
    icons: BTreeMap<String, String>,
}

impl Engine {
    /// Loads a theme's templates.
    ///
    /// # Errors
    /// When a template cannot be read; the message names it.
    pub fn new(theme: &Theme) -> Result<Self, String> {
        let icons: BTreeMap<String, String> =
            theme.texts("icons", "svg").map(|(name, svg)| (name.to_owned(), svg.trim().to_owned())).collect();
        let mut tera = Tera::new();
        tera.register_function("icon", Icons(icons.clone()));
        tera.autoescape_on(vec![".html"]);
        let templates: Vec<(String, String)> =
            theme.texts("templates", "html").map(|(name, text)| (format!("{name}.html"), squeeze(text))).collect();
        tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(|error| describe(&error))?;
        Ok(Engine { tera, icons })
    }

    /// Sets what all pages share; it is converted once.
    pub fn share(&mut self, site: &SiteView) {
        self.tera.global_context().insert("site", site);
    }

    /// Whether the theme has an icon.
    pub fn has_icon(&self, name: &str) -> bool {
        self.icons.contains_key(name)
    }

    /// Renders a page: the frame, and what the template calls `key`.
    ///
    /// # Errors
    /// When the template asks for something that is not there.
    pub fn page<T: Serialize>(&self, template: &str, frame: &Frame, key: &'static str, view: &T) -> Result<Vec<u8>, RenderError> {
        let mut context = Context::new();
        context.insert("root", &frame.root);
        context.insert("page", &frame.page);
        context.insert("crumbs", &frame.crumbs);
        context.insert("jsonld", &frame.jsonld);
        context.insert(key, view);
        self.render(template, &context).map(String::into_bytes).map_err(|message| RenderError { path: frame.page.url.clone(), message })
    }

    /// Renders a part that is no page.
    ///
    /// # Errors
    /// As [`page`](Self::page).
    pub fn part<T: Serialize>(&self, template: &str, root: &str, key: &'static str, view: &T) -> Result<String, RenderError> {
        let mut context = Context::new();
        context.insert("root", root);
        context.insert(key, view);
        self.render(template, &context).map_err(|message| RenderError { path: template.to_owned(), message })
    }

    fn render(&self, template: &str, context: &Context) -> Result<String, String> {
        self.tera.render(template, context).map_err(|error| describe(&error))
    }
}

/// An error with its causes, which hold the line.
fn describe(error: &tera::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// `{{ icon(name="pin") }}`: the icon's own markup, which carries its class and is hidden from screen readers.
struct Icons(BTreeMap<String, String>);

impl Function<TeraResult<String>> for Icons {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<String> {
        let name = arguments.must_get::<&str>("name")?;
        // An unknown icon of a vocabulary has been warned about; the ribbon always fits.
        Ok(self.0.get(name).or_else(|| self.0.get("ribbon")).cloned().unwrap_or_default())
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// Takes indentation and empty lines out of a template, so that pages come out small without being minified one by one.
///
/// `minify-html` on templates was tried: where a tag's attributes depend on `{% if %}` it moves them. Whole lines are all
/// that has to go; what stays differs from a fully minified page by some two per cent once compressed.
fn squeeze(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    for line in template.lines() {
        let line = line.trim();
        if !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
