//! Japanese cut into phrases: where a line may end without tearing a word. One splitter for paper and for pages.
//!
//! 1. BudouX's model says where phrases begin; it errs (「202|1年」, 「草の|根」).
//! 2. Marks open a text: behind 、 and 。, behind a blank, before a bracket.
//! 3. What belongs together is closed again: numbers with their units, dates, times, addresses, days of the week, short brackets,
//!    katakana, known words, and the names and words of the site ([`Phrases::new`]).
//! 4. No line begins with a mark that closes or ends with one that opens.
//! 5. A phrase of one letter joins its neighbour; a short last phrase joins the one before, so that no line is 「ます。」.
//! 6. What is too long for a narrow column is opened again where it hurts least.

mod rules;
mod words;

use std::sync::LazyLock;

use budoux_phf_rs::Parser;

use crate::model::lexicon::Lexicon;

static MODEL: LazyLock<Parser> = LazyLock::new(Parser::japanese_parser);

/// Letters of the longest name that is never parted.
pub const LONGEST_NAME: usize = 12;
/// Letters a phrase should not exceed; the narrowest column holds as many.
pub const LONGEST_PHRASE: usize = 14;
/// Letters of a last phrase that does not stand alone.
const WIDOW: usize = 6;

/// The splitter, with the words of a site.
#[derive(Clone, Debug)]
pub struct Phrases {
    words: Lexicon,
}

impl Default for Phrases {
    fn default() -> Self {
        Phrases::new(std::iter::empty::<&str>())
    }
}

impl Phrases {
    /// Knows the words that any text has, and these: names of entries and places, words with a reading. Of names longer than
    /// [`LONGEST_NAME`] the parts between 「・」 and before brackets stay whole.
    pub fn new<'w>(names: impl IntoIterator<Item = &'w str>) -> Self {
        let mut all: Vec<String> = words::TOGETHER.iter().map(|word| (*word).to_owned()).collect();
        for name in names {
            let is_short = |part: &&str| (2..=LONGEST_NAME).contains(&part.chars().count());
            if is_short(&name) && !name.contains([' ', '　']) {
                all.push(name.to_owned());
            } else {
                all.extend(name.split(['・', '(', '（', ')', '）', ' ', '　', '/']).filter(is_short).map(str::to_owned));
            }
        }
        Phrases { words: Lexicon::new(all) }
    }

    /// The phrases of a text; joined they are the text.
    pub fn split<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut from = 0;
        let mut phrases: Vec<&str> = Vec::new();
        for at in self.breaks(text) {
            phrases.push(&text[from..at]);
            from = at;
        }
        if from < text.len() {
            phrases.push(&text[from..]);
        }
        phrases
    }

    /// Where a line may end, as byte offsets between the first letter and the last.
    pub fn breaks(&self, text: &str) -> Vec<usize> {
        self.cut(text, true)
    }

    /// The text on two lines as even as its phrases allow, for a heading that is to stand on two; one line where it has one phrase.
    pub fn in_two<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let letters = |text: &str| text.chars().count();
        let even = self.cut(text, false).into_iter().min_by_key(|at| letters(&text[..*at]).abs_diff(letters(&text[*at..])));
        text.split_at(even.unwrap_or(text.len()))
    }

    fn cut(&self, text: &str, joins_widow: bool) -> Vec<usize> {
        let mut cuts = Cuts::new(text);
        if cuts.letters.len() < 2 {
            return Vec::new();
        }
        cuts.open_by_model(text);
        let model = cuts.open.clone();
        rules::open_at_marks(&mut cuts);
        rules::close(&mut cuts, text, &self.words);
        rules::no_mark_astray(&mut cuts);
        cuts.join_single_letters();
        if joins_widow {
            cuts.join_widow();
        }
        rules::open_long(&mut cuts, &model, text, &self.words);
        rules::halve_kanji(&mut cuts);
        rules::no_mark_astray(&mut cuts);
        cuts.letters.iter().zip(&cuts.open).filter(|(_, open)| **open).map(|((at, _), _)| *at).collect()
    }
}

/// A text being cut.
struct Cuts {
    /// Byte offset and letter.
    letters: Vec<(usize, char)>,
    /// Whether a line may end before this letter; never before the first.
    open: Vec<bool>,
    /// Whether a known word or a number goes on here: then it is not opened again, however long its phrase is.
    locked: Vec<bool>,
}

impl Cuts {
    fn new(text: &str) -> Self {
        let letters: Vec<_> = text.char_indices().collect();
        let (open, locked) = (vec![false; letters.len()], vec![false; letters.len()]);
        Cuts { letters, open, locked }
    }

    fn open_by_model(&mut self, text: &str) {
        let (mut bytes, mut at) = (0, 0);
        MODEL.parse_with(text, |phrase| {
            while self.letters.get(at).is_some_and(|(offset, _)| *offset < bytes) {
                at += 1;
            }
            if bytes > 0 && at < self.open.len() {
                self.open[at] = true;
            }
            bytes += phrase.len();
        });
    }

    fn letter(&self, at: usize) -> char {
        self.letters.get(at).map_or('\0', |(_, letter)| *letter)
    }

    /// Nothing between these letters may be parted.
    fn close(&mut self, from: usize, to: usize) {
        if let Some(inner) = self.open.get_mut(from + 1..to.max(from + 1)) {
            inner.fill(false);
        }
    }

    /// The same for good.
    fn lock(&mut self, from: usize, to: usize) {
        self.close(from, to);
        if let Some(inner) = self.locked.get_mut(from + 1..to.max(from + 1)) {
            inner.fill(true);
        }
    }

    /// Beginning and end of each phrase, in letters.
    fn phrases(&self) -> Vec<(usize, usize)> {
        let mut phrases = Vec::new();
        let mut from = 0;
        for at in (1..self.open.len()).filter(|at| self.open[*at]) {
            phrases.push((from, at));
            from = at;
        }
        phrases.push((from, self.open.len()));
        phrases
    }

    /// How long a phrase looks: its letters without the marks around them.
    fn looks(&self, (from, to): (usize, usize)) -> usize {
        (from..to).filter(|at| !rules::is_mark(self.letter(*at)) && !self.letter(*at).is_whitespace()).count()
    }

    fn join_single_letters(&mut self) {
        for (from, to) in self.phrases() {
            let ends_itself = to > from && rules::ends(self.letter(to - 1));
            if self.looks((from, to)) != 1 || self.letter(from).is_ascii() {
                continue;
            }
            // 「ご」 leans on what follows, 「は、」 on what stands before.
            if to < self.open.len() && !ends_itself && !rules::opens(self.letter(to)) && !self.letter(to - 1).is_whitespace() {
                self.open[to] = false;
            } else if from > 0 && !rules::ends(self.letter(from - 1)) && !self.letter(from - 1).is_whitespace() {
                self.open[from] = false;
            }
        }
    }

    fn join_widow(&mut self) {
        let phrases = self.phrases();
        let [.., before, last] = phrases.as_slice() else { return };
        let is_apart = self.letter(last.0 - 1).is_whitespace() || rules::ends(self.letter(last.0 - 1));
        if !is_apart && self.looks(*last) <= WIDOW && self.looks((before.0, last.1)) <= LONGEST_NAME {
            self.open[last.0] = false;
        }
    }
}

#[cfg(test)]
mod tests;
