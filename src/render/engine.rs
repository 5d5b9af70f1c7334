//! The template engine: templates minified once when they are loaded, icons by name, and the frame of every page.

mod parted;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Function, Kwargs, State, Tera, TeraResult, Value};

use crate::model::phrase::Phrases;
use crate::render::RenderError;
use crate::render::engine::parted::Parted;
use crate::render::icons::Icons;
use crate::render::markup;
use crate::render::theme::Theme;
use crate::render::view::base::{Frame, PageView, ROOT, SiteView};

/// Each entry's card as safe HTML; filled before a page is rendered that shows it.
pub type Cards = Vec<OnceLock<Value>>;

/// Ready to render.
pub struct Engine {
    tera: Tera,
    icons: Arc<Icons>,
    /// How many bytes to set aside for a page of a template: somewhat more than the last one had.
    sizes: BTreeMap<String, AtomicUsize>,
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
    /// Loads a theme's templates. `cards` are what their filter `card` gives, `phrases` where their filters let a line end.
    ///
    /// # Errors
    /// When a template cannot be read; the message names it.
    pub fn new(theme: &Theme, cards: Arc<Cards>, phrases: Phrases) -> Result<Self, String> {
        let icons = Arc::new(Icons::new(theme));
        let mut tera = Tera::new();
        tera.register_function("icon", IconFunction(Arc::clone(&icons)));
        tera.register_filter("icon", icon_filter(&icons));
        tera.register_filter("card", card_filter(cards));
        let phrases = Arc::new(Parted::new(phrases));
        tera.register_filter("phrases", Parted::filter(Arc::clone(&phrases), Parted::text));
        tera.register_filter("phrases_html", Parted::filter(phrases, Parted::html));
        tera.autoescape_on(vec![".html"]);
        tera.set_escape_fn(markup::escape_into);
        let templates: Vec<(String, String)> =
            theme.texts("templates", "html").map(|(name, text)| (format!("{name}.html"), with_icons(&squeeze(text), &icons))).collect();
        tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(|error| describe(&error))?;
        let sizes = templates.into_iter().map(|(name, _)| (name, AtomicUsize::new(0))).collect();
        Ok(Engine { tera, icons, sizes, surroundings: BTreeMap::new(), marked: BTreeSet::new() })
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
            self.render(template, &context)
                .map(|html| Value::from(html.replace(&format!("\"{ROOT}"), &format!("\"{root}"))))
                .map_err(|message| RenderError { path: template.to_owned(), message })
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
        let size = self.sizes.get(template);
        let mut page = Vec::with_capacity(size.map_or(0, |size| size.load(Ordering::Relaxed)).max(32 << 10));
        match self.tera.render_to(template, &context, &mut page) {
            Ok(()) => {
                self.icons.draw(&mut page);
                let page = markup::furigana(page);
                size.inspect(|size| size.store(page.len() + page.len() / 8, Ordering::Relaxed));
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

/// `{{ need.icon | icon }}`: the same for a name that is not known before; ready values, because a page has dozens.
fn icon_filter(icons: &Icons) -> impl Fn(Cow<'_, str>, Kwargs, &State) -> Value + Sync + Send + 'static {
    let safe = |name: &str| Value::safe_string(icons.markup(name));
    let known: BTreeMap<String, Value> = icons.names().map(|name| (name.to_owned(), safe(name))).collect();
    let unknown = safe("");
    move |name: Cow<'_, str>, _: Kwargs, _: &State| known.get(name.as_ref()).unwrap_or(&unknown).clone()
}

/// `{{ card | card }}`: the card of an entry. Lists are made of little else, so it is handed over and never copied.
fn card_filter(cards: Arc<Cards>) -> impl Fn(usize, Kwargs, &State) -> Value + Sync + Send + 'static {
    let none = Value::safe_string("");
    move |at: usize, _: Kwargs, _: &State| cards.get(at).and_then(OnceLock::get).unwrap_or(&none).clone()
}

/// Puts icons whose name stands in the template in their place, once for all pages.
fn with_icons(template: &str, icons: &Icons) -> String {
    const BEGIN: &str = "{{ icon(name=\"";
    let mut parts = template.split(BEGIN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("\") }}").map(|(name, rest)| (icons.markup(name), rest)) {
            Some((markup, rest)) if !markup.contains('{') => {
                out.push_str(markup);
                out.push_str(rest);
            }
            _ => {
                out.push_str(BEGIN);
                out.push_str(part);
            }
        }
    }
    out
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
