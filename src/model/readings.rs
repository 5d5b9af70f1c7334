//! Words that get furigana by themselves in やさしい日本語, longest match first.

/// Letters of the longest word that gets a reading.
pub const LONGEST_WORD: usize = 100;

/// The words of `readings.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// Word and reading in the order of the words, so that those that begin alike stand together.
    pairs: Vec<(String, String)>,
}

impl Readings {
    /// Orders the pairs so that a word is found without looking at each.
    pub fn new(mut pairs: Vec<(String, String)>) -> Self {
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        Readings { pairs }
    }

    /// Each word with its reading, the longest first.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(word, reading)| (word.as_str(), reading.as_str()))
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

    /// The longest word with which a text begins: letter by letter, of all words those that go on as the text does.
    fn longest(&self, text: &str) -> Option<&(String, String)> {
        let (mut within, mut found) = (self.pairs.as_slice(), None);
        for (at, c) in text.char_indices().take(LONGEST_WORD) {
            let begun = &text[..at + c.len_utf8()];
            within = &within[within.partition_point(|(word, _)| word.as_str() < begun)..];
            within = &within[..within.partition_point(|(word, _)| word.starts_with(begun))];
            // The word that ends here stands before those that go on.
            match within.first() {
                Some(first) if first.0 == begun => found = Some(first),
                Some(_) => {}
                None => break,
            }
        }
        found
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
