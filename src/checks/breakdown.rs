//! A breakdown adds up to its figure.

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::model::resource::Figure;
use crate::site::Site;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for figure in site.entries.iter().flat_map(|entry| &entry.resource.figures) {
        if !figure.breakdown.is_empty() {
            compare(figure, sink);
        }
    }
}

fn compare(figure: &Figure, sink: &mut Sink) {
    let Ok(total) = figure.value.replace([',', '，'], "").parse::<f64>() else { return };
    let sum: f64 = figure.breakdown.iter().map(|(_, value)| value.value).sum();
    // Published figures have at most two decimals.
    if (sum - total).abs() < 0.005 {
        return;
    }
    let first = figure.breakdown[0].1.span;
    sink.push(
        Diagnostic::error(Code::BreakdownSum, format!("内訳の合計が {sum} で、値の {total} と合いません"))
            .at(figure.value.span, format!("ここには {total} とあります"))
            .at(first, "内訳はここから")
            .help("出典の数字と照らし合わせてください。出典どおりで合わないときは、内訳を消して本文に書いてください"),
    );
}
