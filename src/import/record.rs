//! What was imported before: one record for each table, however its file is called this year.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::import::same::{Match, Signs, matched};

/// What was imported from a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The names its files have had, the newest last.
    pub names: Vec<String>,
    /// By the path of the file below the content folder.
    pub rows: BTreeMap<String, Imported>,
}

/// One imported row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// By what it is recognised.
    pub signs: Signs,
    /// Name of a field → its lines as they were written.
    pub fields: BTreeMap<String, String>,
    /// Codes of other registers: column → value. They say nothing to people and stand only here.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// Whether a newer table no longer had it, and somebody has said what that means.
    #[serde(default)]
    pub is_gone: bool,
}

/// Which of the tables of before a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// A newer version of this one.
    Newer(usize),
    /// Perhaps.
    Perhaps(usize),
    /// None of them.
    First,
}

/// Looks for the table of before. Names prove little (every office has an `一覧.csv`), rows prove it: of a newer version at
/// least half of the rows are old ones.
pub fn before(name: &str, new: &[Signs], records: &[Record]) -> Before {
    let shares = records.iter().map(|record| {
        let old: Vec<Signs> = record.rows.values().map(|row| row.signs.clone()).collect();
        let same = matched(new, &old).into_iter().filter(|found| matches!(found, Match::Same(_))).count();
        (same, new.len().min(old.len()))
    });
    let best = shares.enumerate().max_by_key(|(at, (same, _))| (*same, std::cmp::Reverse(*at)));
    let named = records.iter().position(|record| record.names.iter().any(|own| own == name));
    match best {
        Some((at, (same, of))) if same > 0 && same * 2 >= of => Before::Newer(at),
        Some((at, (same, _))) if same > 0 => {
            if named == Some(at) {
                Before::Newer(at)
            } else {
                Before::Perhaps(at)
            }
        }
        // A table of the same name of which nothing is known again; an empty one is the old table without its rows.
        _ => match named {
            Some(at) if new.is_empty() || records[at].rows.is_empty() => Before::Newer(at),
            Some(at) => Before::Perhaps(at),
            None => Before::First,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Before, Imported, Record, before};
    use crate::import::same::Signs;

    fn signs(names: &[&str]) -> Vec<Signs> {
        names.iter().map(|name| Signs { name: (*name).to_owned(), address: format!("{name}町1"), ..Signs::default() }).collect()
    }

    fn record(file: &str, names: &[&str]) -> Record {
        let rows = signs(names).into_iter().map(|signs| (signs.name.clone(), Imported { signs, ..Imported::default() }));
        Record { names: vec![file.to_owned()], rows: rows.collect() }
    }

    #[test]
    fn a_table_is_recognised_by_its_rows_and_not_by_its_name() {
        let records = [record("2026.csv", &["東", "西", "南", "北"]), record("一覧.csv", &["甲", "乙"])];
        for (file, names, expected) in [
            ("2026.csv", &["東", "西", "南", "北"][..], Before::Newer(0)),
            ("2027.csv", &["東", "西", "南", "新"], Before::Newer(0)),
            ("2027.csv", &["東", "い", "ろ", "は"], Before::Perhaps(0)),
            ("2026.csv", &["東", "い", "ろ", "は"], Before::Newer(0)),
            ("一覧.csv", &["東", "西", "南", "北"], Before::Newer(0)),
            ("一覧.csv", &["い", "ろ"], Before::Perhaps(1)),
            ("一覧.csv", &[], Before::Newer(1)),
            ("別.csv", &["い", "ろ"], Before::First),
            ("別.csv", &[], Before::First),
        ] {
            assert_eq!(before(file, &signs(names), &records), expected, "{file} {names:?}");
        }
        assert_eq!(before("a.csv", &signs(&["東"]), &[]), Before::First);
    }
}
