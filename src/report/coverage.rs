//! Where nothing is: areas by wishes, and by kinds.

use crate::model::resource::Status;
use crate::model::vocabulary::Term;
use crate::report::{Report, Table};
use crate::site::{EntryIndex, Site};

/// How many places each area has for each wish and of each kind.
pub fn coverage(site: &Site) -> Report {
    let needs = counted(site, "地域ごとの、願いに合う場所の数", &site.vocabulary.needs, &site.lists.needs);
    let kinds = counted(site, "地域ごとの、種類の数", &site.vocabulary.kinds, &site.lists.kinds);
    let mut gaps = Table::new("まだ何もないところ", &["地域", "願い"], "どの地域にも、どの願いにも、場所があります。");
    for row in &needs.rows {
        for (column, count) in needs.columns.iter().zip(row).skip(1) {
            if count == "0" {
                gaps.rows.push(vec![row[0].clone(), column.clone()]);
            }
        }
    }
    Report {
        title: "足りないところ".to_owned(),
        lead: format!(
            "{} の時点で公開している場所の数です。終了したものは数えません。ある地域に含まれる地域のものも数えます。",
            site.today
        ),
        tables: vec![needs, gaps, kinds],
    }
}

fn counted(site: &Site, caption: &str, terms: &[Term], lists: &[Vec<EntryIndex>]) -> Table {
    let label = |term: &Term| term.short.clone().unwrap_or_else(|| term.label.clone());
    let mut table = Table::new(caption, &["地域"], "地域がありません。");
    table.columns.extend(terms.iter().map(label));
    let of_term: Vec<Vec<bool>> = lists
        .iter()
        .map(|list| {
            let mut is_in = vec![false; site.entries.len()];
            list.iter().filter(|at| site.entries[**at].resource.status != Status::Ended).for_each(|at| is_in[*at] = true);
            is_in
        })
        .collect();
    for (area, list) in site.areas.iter().zip(&site.lists.areas) {
        let counts = of_term.iter().map(|is_in| list.iter().filter(|at| is_in[**at]).count().to_string());
        table.rows.push(std::iter::once(area.name.clone()).chain(counts).collect());
    }
    table
}
