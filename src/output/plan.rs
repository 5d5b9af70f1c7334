//! Everything that will be written, checked before anything is: no two files in one place, no path that leaves the folder.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::output::links;
use crate::render::print::kept::Record;
use crate::render::{Artifact, Body, RenderError};
use crate::source::address::is_safe;

/// The files of a site in path order.
#[derive(Debug)]
pub struct Plan<'a> {
    artifacts: Vec<Artifact<'a>>,
    /// All paths, to be asked for each link of each page; never iterated, so its order cannot reach output.
    paths: FxHashSet<String>,
    /// What the manifest keeps of the leaflets.
    records: Vec<Record>,
    /// Whether these are only some files of the site, beside which the others stay.
    is_part: bool,
}

impl<'a> Plan<'a> {
    /// Orders and checks artifacts; reports what cannot be written and leaves it out.
    pub fn new(mut artifacts: Vec<Artifact<'a>>, sink: &mut Sink) -> Self {
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        // Windows and macOS take `A.html` and `a.html` for one file.
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        artifacts.retain(|artifact| {
            if !is_safe(&artifact.path) {
                sink.push(
                    Diagnostic::error(Code::UnsafePath, format!("このファイル名では書き出せません: {}", artifact.path))
                        .help("名前を半角の英小文字、数字、ハイフンにしてください。aux、con、nul などは Windows で使えない名前です"),
                );
                return false;
            }
            match seen.insert(artifact.path.to_lowercase(), artifact.path.clone()) {
                None => true,
                Some(first) => {
                    sink.push(
                        Diagnostic::error(Code::SameAddress, format!("二つのものが同じ場所に書き出されます: {}", artifact.path))
                            .help(format!("{first} と重なっています。どちらかの id かファイルの名前を変えてください")),
                    );
                    false
                }
            }
        });
        let paths = artifacts.iter().map(|artifact| artifact.path.clone()).collect();
        Plan { artifacts, paths, records: Vec::new(), is_part: false }
    }

    /// Remembers what the leaflets of this plan show.
    #[must_use]
    pub fn with_records(mut self, records: Vec<Record>) -> Self {
        self.records = records;
        self
    }

    /// Makes this a plan of some files, beside which all others of the site stay as they are.
    #[must_use]
    pub fn as_part(mut self) -> Self {
        self.is_part = true;
        self
    }

    /// What the manifest keeps of the leaflets.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether files that are not of this plan stay.
    pub fn is_part(&self) -> bool {
        self.is_part
    }

    /// The files in path order.
    pub fn artifacts(&self) -> &[Artifact<'a>] {
        &self.artifacts
    }

    /// Whether a file of that path is planned.
    pub fn contains(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The bytes of one file, its links verified.
    ///
    /// # Errors
    /// When a template fails, or a page links to a page that is not planned.
    pub fn body<'b>(&self, artifact: &'b Artifact<'a>) -> Result<std::borrow::Cow<'b, [u8]>, RenderError> {
        let bytes = match &artifact.body {
            Body::Ready(bytes) => std::borrow::Cow::Borrowed(bytes.as_slice()),
            Body::Borrowed(bytes) => std::borrow::Cow::Borrowed(*bytes),
            Body::Later(make) => std::borrow::Cow::Owned(make()?),
        };
        if artifact.path.ends_with(".html")
            && let Some(link) = links::dangling(&bytes, &artifact.path, |path| self.contains(path))
        {
            return Err(RenderError { path: artifact.path.clone(), message: format!("リンク先がありません: {link}") });
        }
        Ok(bytes)
    }

    /// The whole site in memory, for tests and previews.
    ///
    /// # Errors
    /// As [`body`](Self::body).
    pub fn collect(&self) -> Result<BTreeMap<String, Vec<u8>>, RenderError> {
        self.artifacts.par_iter().map(|artifact| Ok((artifact.path.clone(), self.body(artifact)?.into_owned()))).collect()
    }
}
