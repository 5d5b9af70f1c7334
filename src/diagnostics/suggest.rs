//! "Did you mean": the nearest known name.

/// The known name nearest to `unknown`, or none when nothing is near enough to be worth saying.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = unknown.to_lowercase();
    // A third of the length: `nmae` → `name` is near, `foo` → `fee` is not worth a guess beyond one letter.
    let length = unknown.chars().count();
    let limit = (length / 3).max(1) + usize::from(length > 3);
    known
        .into_iter()
        // Words of very unlike lengths are far apart; a hostile one may be a megabyte long.
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, name)| (*distance, name.len()))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_two_letters_is_near_and_another_word_is_not() {
        assert_eq!(nearest("nmae", ["name", "kind"]), Some("name"));
        assert_eq!(nearest("ibsho", ["ibasho", "listen"]), Some("ibasho"));
        assert_eq!(nearest("abcdef", ["name", "kind"]), None);
        assert_eq!(nearest("図書館", ["name", "kind"]), None);
    }
}
