//! `images/`: pictures as they are published, without their tags; files that are none are told by their names.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, File, Files, Sink, Span};
use crate::source::picture;

/// What is published of `images/`, by its path below it.
pub(super) type Pictures = BTreeMap<String, Vec<u8>>;

/// Reads the pictures among a folder's files, and names the files there that are none. These stay in the list, empty: that
/// something refers to them is no further mistake.
pub(super) fn read(files: &BTreeMap<String, Vec<u8>>) -> (Pictures, Vec<String>) {
    let named: Vec<_> = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("images/")?, bytes))).collect();
    let shown: Vec<_> = named.par_iter().map(|(name, bytes)| (*name, published(name, bytes))).collect();
    let refused = shown.iter().filter(|(_, bytes)| bytes.is_none()).map(|(name, _)| format!("images/{name}")).collect();
    (shown.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.unwrap_or_default())).collect(), refused)
}

/// A picture without its tags; a PDF, to which a page may link, as it is.
fn published(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let is_document = name.to_ascii_lowercase().ends_with(".pdf") && bytes.starts_with(b"%PDF-");
    if is_document { Some(bytes.to_vec()) } else { picture::bare(bytes) }
}

pub(super) fn report(refused: &[String], root: &str, files: &mut Files, sink: &mut Sink) {
    for path in refused {
        let file = files.add(File::new(format!("{root}{path}"), Arc::from("")));
        let name = path.rsplit('/').next().unwrap_or(path);
        sink.push(
            Diagnostic::error(Code::ImageType, format!("画像として読めません: {name}"))
                .at(Span::top(file), "")
                .help("写真や絵は JPEG、PNG、WebP のどれかにしてください。iPhone の HEIC は、写真アプリで「JPEG」にして書き出せます")
                .help(
                    "名前だけを変えたファイルや、途中で切れたファイルも使えません。画像でないものは content フォルダーの外に移してください",
                ),
        );
    }
}
