//! Words that get furigana by themselves in やさしい日本語, longest match first.

/// The words of `readings.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// Word and reading, longest word first.
    pairs: Vec<(String, String)>,
}

impl Readings {
    /// Orders the pairs so that the longest word is tried first.
    pub fn new(mut pairs: Vec<(String, String)>) -> Self {
        pairs.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.0.cmp(&b.0)));
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
            match self.pairs.iter().find(|(word, _)| rest.starts_with(word.as_str())) {
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
