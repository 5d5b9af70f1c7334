//! Whether something costs money, as far as the editor's words say so. Never guessed.

/// What is known of the cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fee {
    /// Not written, or to be asked.
    Unknown = 0,
    /// Nothing.
    Free = 1,
    /// Something, or perhaps something.
    Paid = 2,
}

/// Reads 「無料」, 「300円(お茶代)」, 「無料(材料費は実費)」.
pub fn fee(words: Option<&str>) -> Fee {
    let Some(words) = words.map(super::normal::normal).filter(|words| !words.is_empty()) else { return Fee::Unknown };
    let has = |any: &[&str]| any.iter().any(|part| words.contains(part));
    let is_none = matches!(words.as_str(), "0円" | "なし" | "不要") || has(&["無料", "かかりません", "いりません"]);
    let costs = has(&["有料", "実費", "負担", "別途"]) || names_an_amount(&words);
    match (costs, is_none) {
        (true, _) => Fee::Paid,
        (false, true) => Fee::Free,
        (false, false) => Fee::Unknown,
    }
}

/// Whether 円 stands behind anything but a plain zero.
fn names_an_amount(words: &str) -> bool {
    let mut parts: Vec<&str> = words.split('円').collect();
    parts.pop();
    parts.iter().any(|before| {
        let digits = before.trim_start_matches(|c: char| !c.is_ascii_digit());
        let last = digits.rsplit(|c: char| !c.is_ascii_digit() && c != ',').next().unwrap_or("");
        !last.trim_matches(['0', ',']).is_empty() || !before.ends_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::{Fee, fee};

    #[test]
    fn only_what_is_written_counts() {
        for words in ["無料", "参加費は無料です", "0円", "なし", "お金はかかりません"] {
            assert_eq!(fee(Some(words)), Fee::Free, "{words}");
        }
        for words in ["300円(お茶代)", "実費", "無料(材料費は実費)", "無料。お茶代１００円", "有料", "1,050円"] {
            assert_eq!(fee(Some(words)), Fee::Paid, "{words}");
        }
        for words in ["お問い合わせください", "未定", ""] {
            assert_eq!(fee(Some(words)), Fee::Unknown, "{words}");
        }
        assert_eq!(fee(None), Fee::Unknown);
    }
}
