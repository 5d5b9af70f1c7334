//! What an output gives: a path and the bytes for it, made when they are needed.

use std::fmt;

/// One file of the site.
pub struct Artifact<'a> {
    /// Path below the site's root, `/`-separated.
    pub path: String,
    /// Its bytes.
    pub body: Body<'a>,
}

/// The bytes of a file. Pages are rendered when they are written, so that a large site never stands in memory whole.
pub enum Body<'a> {
    /// Already there.
    Ready(Vec<u8>),
    /// Somebody else's, copied as they are.
    Borrowed(&'a [u8]),
    /// Made on demand, on any thread, always the same.
    Later(Box<dyn Fn() -> Result<Vec<u8>, RenderError> + Send + Sync + 'a>),
}

impl<'a> Artifact<'a> {
    /// A file that is ready.
    pub fn ready(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Artifact { path: path.into(), body: Body::Ready(bytes.into()) }
    }

    /// A file that is copied.
    pub fn borrowed(path: impl Into<String>, bytes: &'a [u8]) -> Self {
        Artifact { path: path.into(), body: Body::Borrowed(bytes) }
    }

    /// A file that is made when it is written.
    pub fn later(path: impl Into<String>, make: impl Fn() -> Result<Vec<u8>, RenderError> + Send + Sync + 'a) -> Self {
        Artifact { path: path.into(), body: Body::Later(Box::new(make)) }
    }
}

impl fmt::Debug for Artifact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Artifact").field("path", &self.path).finish_non_exhaustive()
    }
}

/// A template that could not be rendered: a fault of the theme, not of the content.
#[derive(Debug)]
pub struct RenderError {
    /// Which page.
    pub path: String,
    /// What the template engine says.
    pub message: String,
}
