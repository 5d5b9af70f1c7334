//! The template engine: templates minified once when they are loaded, icons by name, and the frame of every page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Function, Kwargs, State, Tera, TeraResult, Value};

use crate::render::RenderError;
use crate::render::icons::Icons;
use crate::render::theme::Theme;
use crate::render::view::base::{Frame, PageView, SiteView};

/// Ready to render.
pub struct Engine {
    tera: Tera,
    icons: Arc<Icons>,
    /// Header and footer of pages that these do not link to, by the way to the root.
    surroundings: BTreeMap<&'static str, Surroundings>,
    /// Pages that header or footer link to, and mark when they are shown.
    marked: BTreeSet<String>,
}

/// What stands above and below the main part of a page.
#[derive(Clone)]
struct Surroundings {
    header: Value,
    footer: Value,
}

impl Engine {
    /// Loads a theme's templates.
    ///
    /// # Errors
    /// When a template cannot be read; the message names it.
    pub fn new(theme: &Theme) -> Result<Self, String> {
        let icons = Arc::new(Icons::new(theme));
        let mut tera = Tera::new();
        tera.register_function("icon", IconFunction(Arc::clone(&icons)));
        tera.autoescape_on(vec![".html"]);
        let templates: Vec<(String, String)> =
            theme.texts("templates", "html").map(|(name, text)| (format!("{name}.html"), squeeze(text))).collect();
        tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(|error| describe(&error))?;
        Ok(Engine { tera, icons, surroundings: BTreeMap::new(), marked: BTreeSet::new() })
    }

    /// Sets what all pages share; it is converted, and header and footer are rendered, once.
    ///
    /// # Errors
    /// When header or footer ask for something that is not there.
    pub fn share(&mut self, site: &SiteView) -> Result<(), RenderError> {
        self.tera.global_context().insert("site", site);
        self.marked = site.linked_pages().map(str::to_owned).collect();
        for root in ["", "../"] {
            let surroundings = self.surround(root, &PageView::unmarked())?;
            self.surroundings.insert(root, surroundings);
        }
        Ok(())
    }

    fn surround(&self, root: &str, page: &PageView) -> Result<Surroundings, RenderError> {
        let mut context = Context::new();
        context.insert("root", root);
        context.insert("page", page);
        let part = |template: &str| {
            self.render(template, &context).map(Value::from).map_err(|message| RenderError { path: template.to_owned(), message })
        };
        Ok(Surroundings { header: part("partials/header.html")?, footer: part("partials/footer.html")? })
    }

    fn surroundings(&self, frame: &Frame) -> Result<Surroundings, RenderError> {
        let is_marked = frame.page.kind == "home" || self.marked.contains(&frame.page.url);
        match self.surroundings.get(frame.root.as_str()) {
            Some(ready) if !is_marked => Ok(ready.clone()),
            _ => self.surround(&frame.root, &frame.page),
        }
    }

    /// Whether the theme has an icon.
    pub fn has_icon(&self, name: &str) -> bool {
        self.icons.contains(name)
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
        let Surroundings { header, footer } = self.surroundings(frame)?;
        context.insert_value("header_html", header);
        context.insert_value("footer_html", footer);
        context.insert(key, view);
        let mut page = Vec::with_capacity(32 << 10);
        match self.tera.render_to(template, &context, &mut page) {
            Ok(()) => {
                self.icons.draw(&mut page);
                Ok(page)
            }
            Err(error) => Err(RenderError { path: frame.page.url.clone(), message: describe(&error) }),
        }
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

/// `{{ icon(name="pin") }}`: hidden from screen readers, in the size and colour of the words beside it.
struct IconFunction(Arc<Icons>);

impl Function<TeraResult<String>> for IconFunction {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<String> {
        Ok(self.0.markup(arguments.must_get::<&str>("name")?).to_owned())
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// Takes indentation and empty lines out of a template, so that pages come out small without being minified one by one.
///
/// `minify-html` with its brace syntax kept cannot do this: it takes `<a href="…"{% if x == y %} aria-current="page"{% endif %}>`
/// for attributes and reorders them.
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
