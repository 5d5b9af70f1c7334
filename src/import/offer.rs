//! What one finds there: what it costs, for whom it is, how to apply, how many people it takes; in the words of the table.

use unicode_normalization::UnicodeNormalization;

use crate::import::cells::{Cells, Remarks, harmless};
use crate::import::row::Fields;
use crate::model::accessibility::{Accessibility, FEATURES};
use crate::model::dataset::remark;
use crate::model::date::PartialDate;
use crate::model::field::Mapping;
use crate::source::edit::Data;

/// Everything of that sort that the columns say.
pub fn offers(cells: &mut Cells, fields: &mut Fields, remarks: &Remarks) {
    let summaries = cells.take_all("summary").into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    cells.summaries.extend(summaries);
    let own: Vec<(String, String)> = remarks.get(remark::FEE).map(|fee| (String::new(), fee.to_owned())).into_iter().collect();
    let fees = [own, cells.take_all("fee"), cells.take_all("fee_note")].concat();
    // Of several fees each has its column's name, for it says whose it is.
    let is_several = fees.iter().filter(|(header, _)| !header.contains(['（', '('])).count() > 1;
    let fee = fees.iter().map(|(header, fee)| if is_several && !header.is_empty() { format!("{header} {fee}") } else { fee.clone() });
    fields.maybe("fee", Some(fee.collect::<Vec<_>>().join("、").replace('\n', " ")).as_deref());
    let titled = |cells: Vec<(String, String)>| {
        let is_plain = |header: &str| matches!(header, "対象" | "対象者" | "参加対象");
        cells.into_iter().map(move |(header, cell)| if is_plain(&header) { cell } else { format!("{header}: {cell}") })
    };
    let eligibility: Vec<String> = titled(cells.take_all("eligibility")).map(|text| harmless(&text)).collect();
    fields.maybe("eligibility", Some(eligibility.join(" ").replace('\n', " ")).as_deref());
    reservation(cells, fields);
    figures(cells, fields);
    if let Some((header, cell)) = cells.take_titled("since") {
        match PartialDate::parse(&cell) {
            Some(since) => fields.text("since", &since.to_string()),
            None => cells.notes.push(format!("{header}: {cell}")),
        }
    }
    accessibility(cells, fields);
    let offers: Vec<String> = cells.take_all("offer").into_iter().map(|(header, cell)| format!("{header}: {cell}")).collect();
    cells.offers.extend(offers);
}

fn reservation(cells: &mut Cells, fields: &mut Fields) {
    let said = cells.take_all("reservation");
    if said.is_empty() {
        return;
    }
    let text = said.iter().map(|(_, cell)| cell.replace('\n', " ")).collect::<Vec<_>>().join(" ");
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let needed = if has(&["不要", "いりません", "いらない", "当日参加", "なし"]) {
        "no"
    } else if has(&["要予約", "要申", "必要", "事前", "申込", "申し込", "予約", "電話", "メール", "フォーム"]) {
        "yes"
    } else {
        said.iter().for_each(|(header, cell)| cells.notes.push(format!("{header}: {cell}")));
        return;
    };
    fields.put("reservation", Data::map([("needed", Data::text(needed)), ("note", Data::Text(harmless(&text)))]));
}

/// Columns that count something, as numbers with the name of the column.
fn figures(cells: &mut Cells, fields: &mut Fields) {
    let mut figures = Vec::new();
    for (header, cell) in cells.take_all("figure") {
        let plain: String = cell.nfkc().collect();
        let number = plain.trim_end_matches(|c: char| !c.is_ascii_digit());
        let unit = plain[number.len()..].trim();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && unit.chars().count() <= 2 {
            let unit = (!unit.is_empty()).then(|| ("unit", Data::text(unit)));
            figures.push(Data::map([("label", Data::Text(header)), ("value", Data::text(number))].into_iter().chain(unit)));
        } else {
            cells.offers.push(format!("{header}: {cell}"));
        }
    }
    fields.list("figures", figures);
}

fn accessibility(cells: &mut Cells, fields: &mut Fields) {
    let mut items = Vec::new();
    for feature in Accessibility::FIELDS[..FEATURES].iter().map(|field| &field.row) {
        let Some(cell) = cells.take(feature.key) else { continue };
        let word = match cell.as_str() {
            "有" | "有り" | "あり" | "○" | "〇" | "◯" | "1" | "可" | "はい" => "yes",
            "無" | "無し" | "なし" | "×" | "✕" | "0" | "不可" | "いいえ" => "no",
            "非公開" | "2" => "undisclosed",
            "不明" | "9" => "unknown",
            _ => {
                cells.tell(feature.key, &cell, "有無として読めないので、staff_note に残しました");
                continue;
            }
        };
        items.push((feature.key, Data::text(word)));
    }
    let more: Vec<String> = cells.take_all("around").into_iter().map(|(header, cell)| format!("{header}: {cell}")).collect();
    if !more.is_empty() {
        items.push(("note", Data::Text(more.join("、").replace('\n', " "))));
    }
    if !items.is_empty() {
        fields.put("accessibility", Data::map(items));
    }
}
