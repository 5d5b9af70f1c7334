//! What `shiori new` writes: every field of a resource as a line to uncomment, by the rows of the fields.

use crate::model::field::{Fields, Mapping, Row, Shape};
use crate::model::resource::Resource;

const FIRST_LINES: &str = "\
# {{title}}
#
# 「##」の行は説明です。使う項目は、行の先頭の「# 」を消して、右側を書きかえてください。
# わからない項目は、そのままにしておきます（サイトには出ません）。ぜんぶ書かなくて大丈夫です。
# 「（例）」「○○」や 0 だけの番号は見本です。「# 」を消して見本のまま残すと、エラーになります（公開されません）。
# 種類・願い・安心ポイントの id は content/vocabulary.yaml に、書き方のすべては content/README.md にあります。
";

/// The file, with `{{…}}` where something is still to be filled in.
pub(super) fn resource() -> String {
    let rows = || Resource::FIELDS.iter().map(|field| &field.row);
    let mut out = FIRST_LINES.to_owned();
    out.push_str(&heading("必ず書く3つ"));
    for row in rows().filter(|row| row.is_required) {
        explain(row, &mut out);
        out.push_str(&format!("{}: {{{{{}}}}}\n", row.key, row.key));
    }
    for row in rows().filter(|row| !row.is_required) {
        out.extend(row.heading.map(heading));
        explain(row, &mut out);
        if row.key == "reading" {
            out.push_str("{{reading}}\n");
        } else {
            lines(row, "# ", &mut out);
        }
    }
    out
}

fn heading(words: &str) -> String {
    format!("\n## ── {words} {}\n", "─".repeat(30))
}

/// Fields of a mapping that stands on one line that are explained above it; more would be a page of their own.
const FEW: usize = 6;

/// What to write, without marks that say nothing in a text file.
fn explain(row: &Row, out: &mut String) {
    out.push_str(&format!("\n## {}\n", row.help.replace(['`', '*'], "")));
    let inner = row.shape.fields().filter(|_| row.sample.is_some()).into_iter().flat_map(Fields::rows);
    let inner: Vec<&Row> = inner.collect();
    for row in inner.iter().filter(|_| inner.len() <= FEW) {
        out.push_str(&format!("##   {}: {}\n", row.key, row.meaning()));
    }
}

/// A field with its sample; a mapping without one with the samples of its fields.
fn lines(row: &Row, indent: &str, out: &mut String) {
    let value = row.sample.unwrap_or(row.example);
    match row.shape {
        Shape::Object(fields) if row.sample.is_none() => {
            out.push_str(&format!("{indent}{}:\n", row.key));
            inner(fields, &format!("{indent}  "), &format!("{indent}  "), out);
        }
        Shape::Objects(fields) if row.sample.is_none() => {
            out.push_str(&format!("{indent}{}:\n", row.key));
            inner(fields, &format!("{indent}  - "), &format!("{indent}    "), out);
        }
        _ => out.push_str(&format!("{indent}{}: {}\n", row.key, value.replace('\n', &format!("\n{indent}")))),
    }
}

fn inner(fields: Fields, first: &str, others: &str, out: &mut String) {
    let shown = fields.rows().filter(|row| row.sample != Some(""));
    for (at, row) in shown.enumerate() {
        lines(row, if at == 0 { first } else { others }, out);
    }
}
