//! Which row of a table is which row of the table of a year ago.
//!
//! An id alone proves nothing: a row that is taken away renumbers all below it. Step by step, the surest first, each row once:
//!
//! 1. name and address agree (of several such rows, those whose ids agree first);
//! 2. id and name agree: the address was corrected;
//! 3. id and address agree: the name was corrected. A running number is no id here;
//! 4. the name agrees and no other row has it: the address was corrected, unless phone or id speak against it;
//! 5. the address agrees, no other row has it, and the phone or a part of the name says the same;
//! 6. name, address or id agree and nothing else does: that is asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::content::values::is_dash;

/// What tells a row from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signs {
    /// As the table gives it.
    #[serde(default)]
    pub id: String,
    /// Whether the id is a running number.
    #[serde(default)]
    pub is_number: bool,
    /// 名称.
    pub name: String,
    /// 所在地.
    #[serde(default)]
    pub address: String,
    /// The first phone number.
    #[serde(default)]
    pub phone: String,
}

impl Signs {
    /// The id, if it is one.
    pub fn own_id(&self) -> &str {
        if self.is_number { "" } else { &self.id }
    }

    /// Name and address, by which places of other tables are recognised; widths, blanks and strokes make no difference.
    pub fn place(&self) -> String {
        format!("{}\n{}", plain(&self.name), plain(&self.address))
    }

    fn plain(&self) -> Self {
        let phone = self.phone.chars().filter(char::is_ascii_digit).collect();
        Signs { id: plain(&self.id), is_number: self.is_number, name: plain(&self.name), address: plain(&self.address), phone }
    }
}

fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).map(|c| if is_dash(c) { '-' } else { c }).collect()
}

/// What a new row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// One of ours.
    Same(usize),
    /// Perhaps one of ours.
    Ask(usize),
    /// None of ours.
    New,
}

/// For each new row the old one that it is.
pub fn matched(new: &[Signs], old: &[Signs]) -> Vec<Match> {
    let (new, old): (Vec<Signs>, Vec<Signs>) = (new.iter().map(Signs::plain).collect(), old.iter().map(Signs::plain).collect());
    let mut pairs = Pairs { found: vec![Match::New; new.len()], taken: vec![false; old.len()], new: &new, old: &old };
    let whole = |row: &Signs| key(&[&row.id, &row.name]).map(|key| format!("{key}\n{}", row.address));
    let ids_agree = |new: &Signs, old: &Signs| !differ(new.own_id(), old.own_id());
    pairs.step(false, whole, |_, _| true);
    pairs.step(false, |row| Some(format!("{}\n{}", row.name, row.address)), |_, _| true);
    pairs.step(true, |row| key(&[&row.id, &row.name]), |_, _| true);
    pairs.step(true, |row| key(&[row.own_id(), &row.address]), |_, _| true);
    pairs.step(true, |row| key(&[&row.name]), |new, old| ids_agree(new, old) && !differ(&new.phone, &old.phone));
    pairs.step(
        true,
        |row| key(&[&row.address]),
        |new, old| {
            let says_the_same = (!new.phone.is_empty() && new.phone == old.phone) || is_alike(&new.name, &old.name);
            ids_agree(new, old) && says_the_same
        },
    );
    pairs.ask(|row| key(&[&row.name]));
    pairs.ask(|row| key(&[&row.address]));
    pairs.ask(|row| key(&[row.own_id()]));
    pairs.found
}

/// A key of words, of which none may be missing.
fn key(words: &[&str]) -> Option<String> {
    words.iter().all(|word| !word.is_empty()).then(|| words.join("\n"))
}

struct Pairs<'s> {
    found: Vec<Match>,
    taken: Vec<bool>,
    new: &'s [Signs],
    old: &'s [Signs],
}

impl Pairs<'_> {
    /// Pairs rows that share a key and are free. `is_only`: no other row of either table, free or not, may have the key.
    fn step(&mut self, is_only: bool, key: impl Fn(&Signs) -> Option<String>, agrees: impl Fn(&Signs, &Signs) -> bool) {
        for (new, old) in groups(self.new, self.old, key) {
            if is_only && (new.len() > 1 || old.len() > 1) {
                continue;
            }
            for (new, old) in self.free(new, old) {
                if agrees(&self.new[new], &self.old[old]) {
                    self.found[new] = Match::Same(old);
                    self.taken[old] = true;
                }
            }
        }
    }

    /// What remains alone with a key on both sides is perhaps the same.
    fn ask(&mut self, key: impl Fn(&Signs) -> Option<String>) {
        for (new, old) in groups(self.new, self.old, key) {
            if let [(new, old)] = self.free(new, old)[..] {
                self.found[new] = Match::Ask(old);
                self.taken[old] = true;
            }
        }
    }

    fn free(&self, new: Vec<usize>, old: Vec<usize>) -> Vec<(usize, usize)> {
        let new = new.into_iter().filter(|at| self.found[*at] == Match::New);
        new.zip(old.into_iter().filter(|at| !self.taken[*at])).collect()
    }
}

/// Rows of both tables by a key that both have, in the order of the keys.
fn groups(new: &[Signs], old: &[Signs], key: impl Fn(&Signs) -> Option<String>) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut by_key: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, key) in new.iter().map(&key).enumerate().filter_map(|(at, key)| Some((at, key?))) {
        by_key.entry(key).or_default().0.push(at);
    }
    for (at, key) in old.iter().map(&key).enumerate().filter_map(|(at, key)| Some((at, key?))) {
        if let Some((_, old)) = by_key.get_mut(&key) {
            old.push(at);
        }
    }
    by_key.into_values().filter(|(_, old)| !old.is_empty()).collect()
}

fn differ(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && one != other
}

/// Whether one name is a spelling of the other: a part of it, or nearly the same letters.
fn is_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    (short.chars().count() >= 3 && long.contains(short)) || strsim::normalized_levenshtein(one, other) >= 0.7
}

#[cfg(test)]
mod tests {
    use super::{Match, Signs, matched};

    /// `id|name|address|phone`; a running number has `#` before it.
    fn rows(lines: &[&str]) -> Vec<Signs> {
        let row = |line: &&str| {
            let mut parts = line.split('|').map(str::to_owned);
            let mut next = || parts.next().unwrap_or_default();
            let id = next();
            let is_number = id.starts_with('#');
            Signs { id: id.trim_start_matches('#').to_owned(), is_number, name: next(), address: next(), phone: next() }
        };
        lines.iter().map(row).collect()
    }

    /// What is told, the rows that were imported, the rows that come, and what each of these is.
    type Case = (&'static str, &'static [&'static str], &'static [&'static str], &'static [Match]);

    #[test]
    fn a_row_is_recognised_by_more_than_its_id() {
        use Match::{Ask, New, Same};
        let cases: &[Case] = &[
            ("nothing changed", &["1|東|1-1|", "2|西|2-2|"], &["1|東|1-1|", "2|西|2-2|"], &[Same(0), Same(1)]),
            (
                "a row is gone and the rest renumbered",
                &["#1|東|1-1", "#2|西|2-2", "#3|南|3-3"],
                &["#1|西|2-2", "#2|南|3-3"],
                &[Same(1), Same(2)],
            ),
            (
                "the same with a column that looks like ids",
                &["1|東|1-1", "2|西|2-2", "3|南|3-3"],
                &["1|西|2-2", "2|南|3-3"],
                &[Same(1), Same(2)],
            ),
            ("another facility has the id", &["A1|東|1-1"], &["A1|北|9-9"], &[Ask(0)]),
            ("another facility has the number", &["#1|東|1-1"], &["#1|北|9-9"], &[New]),
            ("a corrected name", &["A1|東|1-1"], &["A1|ひがし館|1-1"], &[Same(0)]),
            ("a corrected address", &["A1|東|1-1"], &["A1|東|1-2"], &[Same(0)]),
            ("a corrected address without ids", &["|東の家|1-1"], &["|東の家|1-2"], &[Same(0)]),
            ("a corrected name without ids, same phone", &["|東の家|1-1|072-471-5678"], &["|ひがしのいえ|1-1|0724715678"], &[Same(0)]),
            ("a longer name without ids", &["|中央公民館|1-1"], &["|市立中央公民館|1-1"], &[Same(0)]),
            ("another name at the address", &["|東の家|1-1"], &["|喫茶とり|1-1"], &[Ask(0)]),
            ("same name, moved, another phone", &["|集会所|1-1|0724710001"], &["|集会所|5-5|0724710002"], &[Ask(0)]),
            (
                "two of the same name are not exchanged",
                &["|集会所|1-1", "|集会所|2-2"],
                &["|集会所|2-2", "|集会所|1-1"],
                &[Same(1), Same(0)],
            ),
            ("of two of the same name one moved", &["|集会所|1-1", "|集会所|2-2"], &["|集会所|1-1", "|集会所|3-3"], &[Same(0), Ask(1)]),
            ("two in one house, one gone and numbers shift", &["#1|窓口甲|1-1", "#2|窓口乙|1-1"], &["#1|窓口乙|1-1"], &[Same(1)]),
            (
                "two in one house, one gone and one new",
                &["#1|窓口甲|1-1", "#2|窓口乙|1-1"],
                &["#1|窓口乙|1-1", "#2|図書室|1-1"],
                &[Same(1), Ask(0)],
            ),
            ("renumbered ids", &["A1|東|1-1", "A2|西|2-2"], &["A7|東|1-1", "A1|西|2-2"], &[Same(0), Same(1)]),
            ("widths and strokes", &["|東の家|尾崎町１−２"], &["|東の 家|尾崎町1-2"], &[Same(0)]),
            ("twice the very same", &["|東|1-1", "|東|1-1"], &["|東|1-1", "|東|1-1"], &[Same(0), Same(1)]),
            ("no address at all", &["|東|", "|西|"], &["|西|", "|北|"], &[Same(1), New]),
            ("ids that contradict", &["A1|東の家|1-1"], &["A2|東の家|3-3"], &[Ask(0)]),
            ("all new", &["|東|1-1"], &["|西|2-2"], &[New]),
            ("the first time", &[], &["|西|2-2"], &[New]),
        ];
        for (what, old, new, expected) in cases {
            assert_eq!(matched(&rows(new), &rows(old)), *expected, "{what}");
        }
    }
}
