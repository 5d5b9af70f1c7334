//! How the words of a site are read, so that そうだん finds 相談 and 申込 finds 申し込み. It widens a search and is never shown.
//!
//! 1. `readings.yaml` comes first, then `dictionary.txt`, a part of SudachiDict (`make.py`, `NOTICE`).
//! 2. The texts of a site are cut where kanji begin; of each different run the longest known words are taken, and words that stand
//!    side by side are also taken together: 図書 and 館 are としょかん.
//! 3. What comes out are groups of spellings of one word, the reading first. Only words that the site has are in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::site::search::{Words, labels, normal};
use crate::site::{EntryIndex, Site};

static DICTIONARY: &str = include_str!("dictionary.txt");
static KNOWN: LazyLock<Known> = LazyLock::new(Known::new);

/// Letters of the longest word that is looked for.
const LONGEST: usize = 8;
/// Words side by side that are taken together.
const TOGETHER: usize = 3;
/// Readings of one word that are followed up.
const READINGS: usize = 2;

/// The dictionary by spelling and by reading.
struct Known {
    by_spelling: Index,
    by_reading: Index,
    lines: Vec<Line>,
}

struct Line {
    reading: &'static str,
    spellings: &'static str,
    is_affix: bool,
}

/// The lines of each word, the most usual first: the whole dictionary is indexed by every build, so no word has a list of its own.
struct Index {
    /// The first and the last of a word's links.
    ends: FxHashMap<&'static str, (u32, u32)>,
    /// Line, and the next link; a link that names itself is the last.
    links: Vec<(u32, u32)>,
}

impl Index {
    fn with_capacity(words: usize) -> Self {
        Index { ends: FxHashMap::with_capacity_and_hasher(words, Default::default()), links: Vec::with_capacity(words) }
    }

    fn add(&mut self, word: &'static str, line: u32) {
        let link = u32::try_from(self.links.len()).unwrap_or(u32::MAX);
        self.links.push((line, link));
        let (_, last) = self.ends.entry(word).or_insert((link, link));
        self.links[*last as usize].1 = link;
        *last = link;
    }

    fn has(&self, word: &str) -> bool {
        self.ends.contains_key(word)
    }

    /// Positions of the lines of a word.
    fn of(&self, word: &str) -> impl Iterator<Item = usize> {
        let mut at = self.ends.get(word).map(|(first, _)| *first);
        std::iter::from_fn(move || {
            let own = at?;
            let (line, next) = self.links[own as usize];
            at = (next != own).then_some(next);
            Some(line as usize)
        })
    }
}

impl Known {
    fn new() -> Self {
        let count = DICTIONARY.bytes().filter(|byte| *byte == b'\n').count();
        let (mut by_spelling, mut by_reading) = (Index::with_capacity(count * 3 / 2), Index::with_capacity(count));
        let mut lines = Vec::with_capacity(count);
        for (line, at) in DICTIONARY.lines().zip(0..) {
            let Some((reading, spellings)) = line.split_once(' ') else { continue };
            let (reading, is_affix) = reading.strip_prefix('-').map_or((reading, false), |reading| (reading, true));
            spellings.split(' ').for_each(|spelling| by_spelling.add(spelling, at));
            by_reading.add(reading, at);
            lines.push(Line { reading, spellings, is_affix });
        }
        Known { by_spelling, by_reading, lines }
    }

    fn spelt(&self, word: &str) -> impl Iterator<Item = &Line> {
        self.by_spelling.of(word).filter_map(|line| self.lines.get(line))
    }

    fn read(&self, word: &str) -> impl Iterator<Item = &Line> {
        self.by_reading.of(word).filter_map(|line| self.lines.get(line))
    }
}

/// How the words of a site are read; entries are heard in any order, each once.
pub struct Spoken {
    /// None once it was said: it is as large as the words of the site, and nothing of it is kept.
    collector: Option<Collector>,
    /// Whether an entry was heard.
    heard: Vec<bool>,
}

impl Spoken {
    /// Nothing was heard yet.
    pub fn new(site: &Site) -> Self {
        Spoken { collector: Some(Collector::new(site)), heard: vec![false; site.entries.len()] }
    }

    /// Hears an entry with the words of its row.
    pub fn hear(&mut self, at: EntryIndex, words: &Words, site: &Site) {
        let Some(collector) = &mut self.collector else { return };
        if std::mem::replace(&mut self.heard[at], true) {
            return;
        }
        let entry = &site.entries[at];
        collector.text(&normal(&entry.resource.name));
        collector.text(&normal(&entry.resource.summary.lines()));
        [&words.names, &words.access, &words.rest].into_iter().for_each(|text| collector.text(text));
        labels(entry, site).for_each(|label| collector.text(&normal(label)));
    }

    /// Words of the site, each with its reading first and then its spellings, all comparable.
    pub fn of_site(&mut self, site: &Site) -> Vec<Vec<String>> {
        if self.collector.is_none() {
            *self = Spoken::new(site);
        }
        for &at in &site.lists.all {
            if !self.heard[at] {
                self.hear(at, &Words::of(&site.entries[at]), site);
            }
        }
        self.collector.take().map(Collector::groups).unwrap_or_default()
    }
}

/// A word that was found, with its readings.
struct Part<'t> {
    spelling: &'t str,
    readings: Vec<String>,
}

struct Collector {
    /// `readings.yaml`, comparable.
    own: FxHashMap<String, String>,
    seen: FxHashSet<String>,
    /// Reading → spellings.
    found: BTreeMap<String, BTreeSet<String>>,
}

impl Collector {
    fn new(site: &Site) -> Self {
        let own = site.readings.pairs().map(|(word, reading)| (normal(word), normal(reading))).collect();
        Collector { own, seen: FxHashSet::default(), found: BTreeMap::new() }
    }

    fn text(&mut self, text: &str) {
        runs(text).for_each(|run| {
            if !self.seen.contains(run) {
                self.seen.insert(run.to_owned());
                self.run(run);
            }
        });
    }

    /// A run of kanji and kana.
    fn run(&mut self, run: &str) {
        let mut side_by_side: Vec<Part> = Vec::new();
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let part = if is_kanji(first) { self.longest(rest, !side_by_side.is_empty()) } else { None };
            let length = part.as_ref().map_or(first.len_utf8(), |part| part.spelling.len());
            match part {
                Some(part) => {
                    self.stem(part.spelling);
                    side_by_side.push(part);
                }
                None => self.close(&mut side_by_side),
            }
            if !is_kanji(first) {
                self.kana(rest, if rest.len() == run.len() { 3 } else { 4 });
            }
            rest = &rest[length..];
        }
        self.close(&mut side_by_side);
    }

    /// The longest known word at the beginning; behind another, a suffix before a word of its own.
    fn longest<'t>(&self, text: &'t str, is_behind: bool) -> Option<Part<'t>> {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
        ends.into_iter().rev().find_map(|end| {
            let spelling = &text[..end];
            if let Some(reading) = self.own.get(spelling) {
                return Some(Part { spelling, readings: vec![reading.clone()] });
            }
            let mut lines: Vec<&Line> = KNOWN.spelt(spelling).collect();
            if lines.is_empty() {
                return None;
            }
            lines.sort_by_key(|line| line.is_affix != is_behind);
            Some(Part { spelling, readings: lines.into_iter().take(READINGS).map(|line| line.reading.to_owned()).collect() })
        })
    }

    /// What a word with an ending begins with: 働 of 働き, which 働く has as well.
    fn stem(&mut self, spelling: &str) {
        let stem = spelling.trim_end_matches(is_kana);
        if stem.len() < spelling.len() {
            // うつ of 移る is also a word that means something else.
            let is_clear = |line: &&Line| !line.is_affix && line.reading.chars().count() > 2;
            let readings: Vec<_> = KNOWN.spelt(stem).filter(is_clear).map(|line| line.reading).take(READINGS).collect();
            readings.into_iter().for_each(|reading| self.put(reading, stem));
        }
    }

    /// A word in kana that could be written otherwise; amid other kana only a long one.
    fn kana(&mut self, text: &str, shortest: usize) {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).skip(shortest - 1).collect();
        let word = ends.into_iter().rev().map(|end| &text[..end]).find(|word| KNOWN.by_reading.has(word));
        if let Some(word) = word {
            self.put(word, word);
        }
    }

    /// Takes words that stand side by side, alone and together.
    fn close(&mut self, parts: &mut Vec<Part>) {
        for begin in 0..parts.len() {
            let mut spelling = String::new();
            let mut readings = vec![String::new()];
            for part in parts[begin..].iter().take(TOGETHER) {
                spelling.push_str(part.spelling);
                readings =
                    readings.iter().flat_map(|before| part.readings.iter().map(move |reading| format!("{before}{reading}"))).collect();
                readings.truncate(4);
                readings.iter().filter(|reading| reading.chars().count() > 1).for_each(|reading| self.put(reading, &spelling));
            }
        }
        parts.clear();
    }

    fn put(&mut self, reading: &str, spelling: &str) {
        let spellings = self.found.entry(reading.to_owned()).or_default();
        spellings.insert(spelling.to_owned());
    }

    /// With the other spellings of each word that the dictionary has.
    fn groups(self) -> Vec<Vec<String>> {
        let groups = self.found.into_iter().map(|(reading, spellings)| {
            let lines = || KNOWN.read(&reading).map(|line| line.spellings);
            let others: Vec<&str> = if spellings.contains(&reading) {
                // In kana on the site: any word that is read so may be meant.
                lines().take(2).collect()
            } else {
                lines().filter(|line| line.split(' ').any(|word| spellings.contains(word))).collect()
            };
            // The spellings of the site come first: they are the ones that are offered.
            let mut group: Vec<String> = vec![reading];
            let others = others.into_iter().flat_map(|line| line.split(' ')).map(normal);
            for spelling in spellings.into_iter().chain(others) {
                if !group.contains(&spelling) {
                    group.push(spelling);
                }
            }
            group
        });
        groups.filter(|group: &Vec<String>| group.len() > 1).collect()
    }
}

/// Runs of kanji and hiragana in a comparable text. They are cut behind the kana that follow a kanji, where a new word may begin,
/// so that few of them differ.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_kanji(c) && !is_kana(c)).filter(|run| !run.is_empty()).flat_map(clauses)
}

fn clauses(run: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let (mut begin, mut kana) = (0, 0);
    for (at, c) in run.char_indices() {
        if is_kanji(c) && kana > 2 {
            clauses.push(&run[begin..at]);
            begin = at;
        }
        kana = if is_kanji(c) { 0 } else { kana + 1 };
    }
    clauses.push(&run[begin..]);
    clauses
}

fn is_kanji(c: char) -> bool {
    matches!(c, '一'..='鿿' | '々')
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::{Collector, DICTIONARY};

    fn groups(texts: &[&str]) -> Vec<Vec<String>> {
        let mut collector = Collector { own: Default::default(), seen: Default::default(), found: Default::default() };
        collector.own.insert("居場所".to_owned(), "いばしょ".to_owned());
        texts.iter().for_each(|text| collector.text(text));
        collector.groups()
    }

    #[test]
    fn words_are_read_alone_and_together() {
        let groups = groups(&["阪南市立図書館の相談窓口", "申し込みは電話で", "働きたい人の居場所"]);
        let has = |reading: &str, word: &str| groups.iter().any(|group| group[0] == reading && group.iter().any(|other| other == word));
        for (reading, word) in [
            ("そうだん", "相談"),
            ("まどぐち", "窓口"),
            ("そうだんまどぐち", "相談窓口"),
            ("としょかん", "図書館"),
            ("もうしこみ", "申込"),
            ("でんわ", "電話"),
            ("はたら", "働"),
            ("いばしょ", "居場所"),
        ] {
            assert!(has(reading, word), "{reading} {word}");
        }
    }

    #[test]
    fn the_dictionary_is_small_and_in_order() {
        assert!(DICTIONARY.len() < 3 << 20);
        assert!(DICTIONARY.lines().all(|line| line.split(' ').count() > 1 && !line.contains("  ")));
    }
}
