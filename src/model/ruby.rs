//! Furigana: `{居場所|いばしょ}` in any text, and words that get it from `readings.yaml`.

use std::borrow::Cow;

/// A run of text, with its reading where one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text as it stands on the line.
    pub base: &'a str,
    /// The reading above it.
    pub reading: Option<&'a str>,
}

/// Cuts a text into runs with and without a reading. Braces that are not furigana stay text.
pub fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut runs = Vec::new();
    let mut rest = text;
    let mut plain = 0;
    while let Some(open) = rest[plain..].find('{').map(|at| plain + at) {
        match annotation(&rest[open..]) {
            Some((base, reading, length)) => {
                if open > 0 {
                    runs.push(Segment { base: &rest[..open], reading: None });
                }
                runs.push(Segment { base, reading: Some(reading) });
                rest = &rest[open + length..];
                plain = 0;
            }
            None => plain = open + 1,
        }
    }
    if !rest.is_empty() {
        runs.push(Segment { base: rest, reading: None });
    }
    runs
}

/// The furigana at the start of a text: base, reading, and the length of the whole.
pub fn annotation(text: &str) -> Option<(&str, &str, usize)> {
    // A bracket that opens ends the search, so that a text of nothing else is looked through once.
    let inner_end = 1 + text.get(1..)?.find(['{', '}', '\n']).filter(|at| text[1 + at..].starts_with('}'))?;
    let (base, reading) = text.get(1..inner_end)?.split_once('|')?;
    let tidy = |part: &str| !part.is_empty() && !part.contains(['{', '|', '\n', '<', '>', '`']);
    (tidy(base) && tidy(reading)).then_some((base, reading, inner_end + 1))
}

/// Whether a text holds furigana.
pub fn is_marked(text: &str) -> bool {
    text.contains('{') && segments(text).iter().any(|segment| segment.reading.is_some())
}

/// The text as it is read aloud: each word that has a reading by its reading.
pub fn read(text: &str) -> String {
    segments(text).into_iter().map(|segment| segment.reading.unwrap_or(segment.base)).collect()
}

/// The text without its readings.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('{') { Cow::Owned(segments(text).into_iter().map(|segment| segment.base).collect()) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furigana_is_read_and_other_braces_stay() {
        let runs = segments("安心な{居場所|いばしょ}と{a}と{|x}");
        assert_eq!(
            runs,
            [
                Segment { base: "安心な", reading: None },
                Segment { base: "居場所", reading: Some("いばしょ") },
                Segment { base: "と{a}と{|x}", reading: None },
            ]
        );
        assert_eq!(plain("{鳥取|とっとり}1214-1"), "鳥取1214-1");
    }
}
