//! Reading the same folder again and again: only files whose bytes have changed are decoded once more.
//!
//! A file keeps its id from one reading to the next, so that the places in what was decoded before still hold. What needs
//! several files (variations, what is missing) is worked out anew each time.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::{Content, Judged, Unit, decode, pictures, put_together, report_refused};
use crate::diagnostics::{Diagnostic, File, FileId, Files, Sink};
use crate::input::Tree;
use crate::source::text;

/// What the last reading decoded.
#[derive(Default)]
pub struct Cache {
    known: BTreeMap<String, Known>,
    /// Every file ever met; one that is gone keeps its id.
    files: Files,
    ids: BTreeMap<String, FileId>,
}

struct Known {
    bytes: Vec<u8>,
    unit: Unit,
    /// What is wrong with the bytes themselves.
    slips: Vec<Diagnostic>,
    judged: Judged,
}

impl Cache {
    /// The same as [`content::read`](crate::content::read), for a folder that was read before.
    pub fn read(&mut self, tree: &Tree, root: &str) -> (Content, Files, Sink) {
        self.known.retain(|path, _| tree.files.contains_key(path));
        let mut changed = Vec::new();
        for (path, bytes) in tree.files.iter().filter(|(path, _)| !path.starts_with("images/")) {
            if self.known.get(path).is_none_or(|known| known.bytes != *bytes) {
                changed.push((path, bytes, self.id(path, root)));
            }
        }
        let renewed: Vec<_> = changed.into_par_iter().map(|(path, bytes, file)| renew(path, bytes, file)).collect();
        for (path, text, known) in renewed {
            self.files.replace(known.unit.file, text);
            self.known.insert(path, known);
        }
        self.all(tree, root)
    }

    fn id(&mut self, path: &str, root: &str) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = self.files.add(File::new(format!("{root}{path}"), Arc::from("")));
        self.ids.insert(path.to_owned(), id);
        id
    }

    fn all(&self, tree: &Tree, root: &str) -> (Content, Files, Sink) {
        let (images, no_pictures) = pictures::read(&tree.files);
        let mut content = Content { images, ..Content::default() };
        let (mut files, mut sink) = (self.files.clone(), Sink::default());
        let known: Vec<&Known> = self.known.values().collect();
        known.iter().flat_map(|known| &known.slips).for_each(|slip| sink.push(slip.clone()));
        let units: Vec<Unit> = known.iter().map(|known| known.unit.clone()).collect();
        let decoded = known.par_iter().map(|known| known.judged.clone()).collect();
        put_together(&units, decoded, &tree.refused, &files, &mut content, &mut sink);
        report_refused(&tree.refused, root, &mut files, &mut sink);
        pictures::report(&no_pictures, root, &mut files, &mut sink);
        (content, files, sink)
    }
}

fn renew(path: &str, bytes: &[u8], file: FileId) -> (String, Arc<str>, Known) {
    let mut slips = Vec::new();
    let (text, readable) = text::decode(bytes, file, &mut slips);
    let text = Arc::<str>::from(text);
    let unit = Unit { path: path.to_owned(), file, readable };
    let judged = decode(&unit, &text);
    (path.to_owned(), text, Known { bytes: bytes.to_vec(), unit, slips, judged })
}

#[cfg(test)]
mod tests {
    use super::Cache;
    use crate::content::read;
    use crate::input::Tree;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Tree { files, ..Tree::default() }
    }

    #[test]
    fn a_folder_read_again_is_the_folder_read_for_the_first_time() {
        let one = ("resources/a/one.yaml", "name: 一\nkind: k\nsummary: s\n");
        let two = ("resources/a/two.yaml", "name: 二\nkind: k\nsummary: s\nnmae: x\n");
        let over = ("resources/a/one.easy.yaml", "summary: やさしい\n");
        let mut cache = Cache::default();
        for files in [vec![one, two], vec![one, two, over], vec![two, over], vec![one, ("resources/a/0.yaml", "x"), two], vec![]] {
            let tree = tree(&files);
            let (again, again_files, again_found) = cache.read(&tree, "content/");
            let (first, first_files, first_found) = read(tree, "content/");
            let told = |found: crate::diagnostics::Sink, files: &crate::diagnostics::Files| {
                crate::diagnostics::render(&found.into_sorted(files), files, crate::diagnostics::Format::Json)
            };
            assert_eq!(told(again_found, &again_files), told(first_found, &first_files));
            let named = |content: &crate::content::Content| {
                content.resources.iter().map(|resource| (resource.id.clone(), resource.variations.len())).collect::<Vec<_>>()
            };
            assert_eq!(named(&again), named(&first));
        }
    }
}
