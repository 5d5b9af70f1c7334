//! Words looked up by how a text goes on: the longest that stands here.

/// Letters of the longest word that is looked for.
pub const LONGEST_WORD: usize = 100;

/// Words in order, so that those that begin alike stand together.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: Vec<String>,
}

impl Lexicon {
    /// Orders the words; each is there once.
    pub fn new(mut words: Vec<String>) -> Self {
        words.retain(|word| !word.is_empty());
        words.sort_unstable();
        words.dedup();
        Lexicon { words }
    }

    /// The words in order.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The place of the longest word with which a text begins: letter by letter, of all words those that go on as the text does.
    pub fn longest(&self, text: &str) -> Option<usize> {
        let (mut from, mut to) = (0, self.words.len());
        let mut found = None;
        for (at, c) in text.char_indices().take(LONGEST_WORD) {
            let begun = &text[..at + c.len_utf8()];
            from += self.words[from..to].partition_point(|word| word.as_str() < begun);
            to = from + self.words[from..to].partition_point(|word| word.starts_with(begun));
            // The word that ends here stands before those that go on.
            match self.words[from..to].first() {
                Some(first) if first == begun => found = Some(from),
                Some(_) => {}
                None => break,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn the_longest_word_that_stands_here_is_found() {
        let lexicon = Lexicon::new(["鳥取", "鳥取ノ荘", "居場所", "居場所", ""].map(str::to_owned).to_vec());
        let found = |text: &str| lexicon.longest(text).map(|at| lexicon.words()[at].as_str());
        assert_eq!(found("鳥取ノ荘から"), Some("鳥取ノ荘"));
        assert_eq!(found("鳥取ノ"), Some("鳥取"));
        assert_eq!(found("居場"), None);
        assert_eq!(found(""), None);
        assert_eq!(lexicon.words().len(), 3);
    }
}
