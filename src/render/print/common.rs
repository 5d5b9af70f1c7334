//! Facts that neighbours share are said once: 「三つの公民館とも」 with their hours and closed days.

use crate::render::print::press::set::Setter;
use crate::render::print::press::view::{Common, Entry, Row, plain};
use crate::render::view::fact::FactKind;

/// Neighbours that must share their facts before they are said once.
const FEWEST: usize = 3;
/// The rows that are shared, if any is.
const SHARED: [FactKind; 2] = [FactKind::Hours, FactKind::Closed];

/// Moves the hours and closed days that at least three neighbours share below the last of them.
pub fn gather(entries: &mut [Entry], set: &Setter) {
    let mut from = 0;
    while from < entries.len() {
        let shared = shared(&entries[from]);
        let to = (from + 1..entries.len()).find(|at| !same(&shared, &self::shared(&entries[*at]))).unwrap_or(entries.len());
        if shared.len() == SHARED.len() && to - from >= FEWEST {
            let label = set.text(&label(&entries[from..to]));
            entries[from..to].iter_mut().for_each(|entry| entry.rows.retain(|row| !is_shared(row)));
            entries[to - 1].common = Some(Common { label, rows: shared });
        }
        from = to;
    }
}

fn is_shared(row: &Row) -> bool {
    SHARED.contains(&row.kind)
}

fn shared(entry: &Entry) -> Vec<Row> {
    entry.rows.iter().filter(|row| is_shared(row)).cloned().collect()
}

fn same(one: &[Row], other: &[Row]) -> bool {
    let words = |rows: &[Row]| rows.iter().map(|row| (row.kind, plain(&row.text))).collect::<Vec<_>>();
    words(one) == words(other)
}

/// 「三つの公民館とも」, where all their names end alike; else 「三つの場所とも」.
fn label(entries: &[Entry]) -> String {
    let names: Vec<Vec<char>> = entries.iter().map(|entry| plain(&entry.name).chars().rev().collect()).collect();
    let alike = (0..).take_while(|at| names[0].get(*at).is_some_and(|c| names.iter().all(|name| name.get(*at) == Some(c)))).count();
    let end: String = names[0][..alike].iter().rev().collect();
    let is_word = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{30a1}'..='\u{30fa}' | 'ー');
    let word: String = end.chars().rev().take_while(|c| is_word(*c)).collect::<Vec<_>>().into_iter().rev().collect();
    let known = ["公民館", "図書館", "児童館", "センター", "カフェ", "サロン", "食堂", "教室", "集会所", "会館", "広場"];
    let noun = known.iter().find(|known| word.ends_with(**known)).copied().unwrap_or("場所");
    format!("{}の{noun}とも", counted(entries.len()))
}

fn counted(count: usize) -> String {
    const WORDS: [&str; 10] = ["", "一つ", "二つ", "三つ", "四つ", "五つ", "六つ", "七つ", "八つ", "九つ"];
    WORDS.get(count).map_or_else(|| format!("{count}か所"), |word| (*word).to_owned())
}
