//! Words that get furigana by themselves in やさしい日本語, longest match first.

pub use crate::model::lexicon::LONGEST_WORD;
use crate::model::lexicon::Lexicon;

/// The words of `readings.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    words: Lexicon,
    /// One a word, in the order of the words.
    readings: Vec<String>,
}

impl Readings {
    /// Orders the pairs so that a word is found without looking at each; of two readings of one word the first stays.
    pub fn new(mut pairs: Vec<(String, String)>) -> Self {
        pairs.retain(|(word, _)| !word.is_empty());
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        pairs.dedup_by(|later, first| later.0 == first.0);
        let (words, readings) = pairs.into_iter().unzip();
        Readings { words: Lexicon::new(words), readings }
    }

    /// Each word with its reading, in the order of the words.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.words().iter().map(String::as_str).zip(self.readings.iter().map(String::as_str))
    }

    /// Writes furigana marks into a text for every known word that has none yet.
    pub fn annotate(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        for segment in crate::model::ruby::segments(text) {
            match segment.reading {
                Some(reading) => out.extend(["{", segment.base, "|", reading, "}"]),
                None => self.annotate_plain(segment.base, &mut out),
            }
        }
        out
    }

    fn annotate_plain(&self, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            match self.longest(rest) {
                Some((word, reading)) => {
                    out.extend(["{", word, "|", reading, "}"]);
                    rest = &rest[word.len()..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
    }

    /// The longest word with which a text begins.
    fn longest(&self, text: &str) -> Option<(&str, &str)> {
        let at = self.words.longest(text)?;
        Some((&self.words.words()[at], &self.readings[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::Readings;

    #[test]
    fn the_longest_word_wins_and_marks_are_kept() {
        let pair = |word: &str, reading: &str| (word.to_owned(), reading.to_owned());
        let readings = Readings::new(vec![pair("鳥取", "とっとり"), pair("鳥取ノ荘", "とっとりのしょう")]);
        assert_eq!(readings.annotate("鳥取ノ荘と{鳥取|とっとり}"), "{鳥取ノ荘|とっとりのしょう}と{鳥取|とっとり}");
    }
}
