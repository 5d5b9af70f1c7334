//! The closed sets of the format: every word that an editor may write for a choice, and what it stands for.
//!
//! Of each value, the first word is the one of the format, the second the one that messages name beside it; the others are
//! what people write. Width, capitals and a full stop do not matter. A word that could stand for two values is in none of the
//! lists, and [`unclear`] says what to write.

use unicode_normalization::UnicodeNormalization;

use crate::model::accessibility::Availability;
use crate::model::page::Navigation;
use crate::model::resource::{Status, Visibility};
use crate::model::settings::{Ink, Part};
use crate::model::urgent::Plight;
use crate::model::venue::{Applying, Booking};

/// A word and what it stands for.
pub type Word<T> = (&'static str, T);

/// A closed set that an editor chooses from.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every word for each value.
    const WORDS: &'static [Word<Self>];
}

impl Choice for Status {
    const WORDS: &[Word<Self>] = &[
        ("open", Status::Open),
        ("開設中", Status::Open),
        ("開所中", Status::Open),
        ("開館中", Status::Open),
        ("営業中", Status::Open),
        ("実施中", Status::Open),
        ("活動中", Status::Open),
        ("利用できます", Status::Open),
        ("利用可", Status::Open),
        ("trial", Status::Trial),
        ("試行中", Status::Trial),
        ("試行", Status::Trial),
        ("お試し", Status::Trial),
        ("お試し中", Status::Trial),
        ("undecided", Status::Undecided),
        ("未定", Status::Undecided),
        ("検討中", Status::Undecided),
        ("調整中", Status::Undecided),
        ("準備中", Status::Undecided),
        ("paused", Status::Paused),
        ("休止中", Status::Paused),
        ("休止", Status::Paused),
        ("一時休止", Status::Paused),
        ("一時休止中", Status::Paused),
        ("休館中", Status::Paused),
        ("休業中", Status::Paused),
        ("休会中", Status::Paused),
        ("休み", Status::Paused),
        ("お休み", Status::Paused),
        ("お休み中", Status::Paused),
        ("pause", Status::Paused),
        ("suspended", Status::Paused),
        ("ended", Status::Ended),
        ("終了", Status::Ended),
        ("終了しました", Status::Ended),
        ("終わりました", Status::Ended),
        ("廃止", Status::Ended),
        ("閉所", Status::Ended),
        ("閉店", Status::Ended),
        ("解散", Status::Ended),
        ("end", Status::Ended),
        ("finished", Status::Ended),
    ];
}

impl Choice for Visibility {
    const WORDS: &[Word<Self>] = &[
        ("public", Visibility::Public),
        ("公開", Visibility::Public),
        ("公開する", Visibility::Public),
        ("print-only", Visibility::PrintOnly),
        ("紙だけ", Visibility::PrintOnly),
        ("紙のみ", Visibility::PrintOnly),
        ("印刷だけ", Visibility::PrintOnly),
        ("印刷のみ", Visibility::PrintOnly),
        ("リーフレットだけ", Visibility::PrintOnly),
        ("internal", Visibility::Internal),
        ("非公開", Visibility::Internal),
        ("公開しない", Visibility::Internal),
        ("内部", Visibility::Internal),
        ("下書き", Visibility::Internal),
        ("private", Visibility::Internal),
        ("draft", Visibility::Internal),
    ];
}

impl Choice for bool {
    const WORDS: &[Word<Self>] = &[
        ("yes", true),
        ("はい", true),
        ("true", true),
        ("on", true),
        ("する", true),
        ("載せる", true),
        ("のせる", true),
        ("つける", true),
        ("付ける", true),
        ("有", true),
        ("あり", true),
        ("no", false),
        ("いいえ", false),
        ("false", false),
        ("off", false),
        ("しない", false),
        ("載せない", false),
        ("のせない", false),
        ("つけない", false),
        ("付けない", false),
        ("無", false),
        ("なし", false),
    ];
}

impl Choice for Booking {
    const WORDS: &[Word<Self>] = &[
        ("no", Booking::No),
        ("不要", Booking::No),
        ("いいえ", Booking::No),
        ("いらない", Booking::No),
        ("いりません", Booking::No),
        ("必要ない", Booking::No),
        ("必要ありません", Booking::No),
        ("予約不要", Booking::No),
        ("なし", Booking::No),
        ("無", Booking::No),
        ("false", Booking::No),
        ("yes", Booking::Yes),
        ("必要", Booking::Yes),
        ("はい", Booking::Yes),
        ("要", Booking::Yes),
        ("いる", Booking::Yes),
        ("いります", Booking::Yes),
        ("必要です", Booking::Yes),
        ("要予約", Booking::Yes),
        ("予約必要", Booking::Yes),
        ("予約制", Booking::Yes),
        ("完全予約制", Booking::Yes),
        ("true", Booking::Yes),
        ("recommended", Booking::Recommended),
        ("推奨", Booking::Recommended),
        ("したほうがよい", Booking::Recommended),
        ("したほうがいい", Booking::Recommended),
        ("あると安心", Booking::Recommended),
        ("予約推奨", Booking::Recommended),
        ("予約優先", Booking::Recommended),
    ];
}

impl Choice for Applying {
    const WORDS: &[Word<Self>] = &[
        ("phone", Applying::Phone),
        ("電話", Applying::Phone),
        ("tel", Applying::Phone),
        ("fax", Applying::Fax),
        ("ファクス", Applying::Fax),
        ("ファックス", Applying::Fax),
        ("form", Applying::Form),
        ("申しこみのページ", Applying::Form),
        ("フォーム", Applying::Form),
        ("申込フォーム", Applying::Form),
        ("email", Applying::Mail),
        ("メール", Applying::Mail),
        ("mail", Applying::Mail),
        ("line", Applying::Line),
        ("LINE", Applying::Line),
        ("ライン", Applying::Line),
        ("visit", Applying::Visit),
        ("窓口", Applying::Visit),
        ("来所", Applying::Visit),
        ("来館", Applying::Visit),
        ("post", Applying::Post),
        ("郵便", Applying::Post),
        ("はがき", Applying::Post),
        ("郵送", Applying::Post),
    ];
}

impl Choice for Availability {
    const WORDS: &[Word<Self>] = &[
        ("yes", Availability::Yes),
        ("有", Availability::Yes),
        ("あり", Availability::Yes),
        ("ある", Availability::Yes),
        ("はい", Availability::Yes),
        ("○", Availability::Yes),
        ("true", Availability::Yes),
        ("no", Availability::No),
        ("無", Availability::No),
        ("なし", Availability::No),
        ("ない", Availability::No),
        ("いいえ", Availability::No),
        ("×", Availability::No),
        ("false", Availability::No),
        ("undisclosed", Availability::Undisclosed),
        ("非公開", Availability::Undisclosed),
        ("unknown", Availability::Unknown),
        ("不明", Availability::Unknown),
        ("わからない", Availability::Unknown),
        ("未確認", Availability::Unknown),
    ];
}

impl Choice for Navigation {
    const WORDS: &[Word<Self>] = &[
        ("header", Navigation::Header),
        ("上", Navigation::Header),
        ("ヘッダー", Navigation::Header),
        ("メニュー", Navigation::Header),
        ("footer", Navigation::Footer),
        ("下", Navigation::Footer),
        ("フッター", Navigation::Footer),
        ("none", Navigation::None),
        ("出さない", Navigation::None),
        ("なし", Navigation::None),
        ("no", Navigation::None),
    ];
}

impl Choice for Ink {
    const WORDS: &[Word<Self>] = &[
        ("colour", Ink::Colour),
        ("カラー", Ink::Colour),
        ("color", Ink::Colour),
        ("フルカラー", Ink::Colour),
        ("4色", Ink::Colour),
        ("四色", Ink::Colour),
        ("mono", Ink::One),
        ("白黒", Ink::One),
        ("モノクロ", Ink::One),
        ("1色", Ink::One),
        ("一色", Ink::One),
        ("黒", Ink::One),
        ("one", Ink::One),
    ];
}

impl Choice for Part {
    const WORDS: &[Word<Self>] = &[
        ("lead", Part::Lead),
        ("はじめの文", Part::Lead),
        ("contents", Part::Contents),
        ("もくじ", Part::Contents),
        ("目次", Part::Contents),
        ("comforts", Part::Comforts),
        ("安心ポイント", Part::Comforts),
        ("qr", Part::Codes),
        ("QRコード", Part::Codes),
        ("windows", Part::Windows),
        ("窓口", Part::Windows),
        ("credits", Part::Credits),
        ("協力", Part::Credits),
        ("stamp", Part::Stamp),
        ("置いてある所", Part::Stamp),
    ];
}

impl Choice for Plight {
    const WORDS: &[Word<Self>] = &[("now", Plight::Now), ("night", Plight::Night), ("chat", Plight::Chat), ("silent", Plight::Silent)];
}

/// Names of the formats of paper, as ids.
pub const FORMATS: &[Word<&str>] = &[
    ("a4-trifold", "a4-trifold"),
    ("A4三つ折り", "a4-trifold"),
    ("三つ折り", "a4-trifold"),
    ("a3-bifold", "a3-bifold"),
    ("A3二つ折り", "a3-bifold"),
    ("二つ折り", "a3-bifold"),
    ("a4-booklet", "a4-booklet"),
    ("A5冊子", "a4-booklet"),
    ("冊子", "a4-booklet"),
    ("a4-large-print", "a4-large-print"),
    ("大きな字", "a4-large-print"),
    ("大活字", "a4-large-print"),
    ("poster", "poster"),
    ("ポスター", "poster"),
    ("card", "card"),
    ("名刺", "card"),
    ("名刺サイズ", "card"),
    ("カード", "card"),
];

/// What a word stands for.
pub fn find<T: Copy>(word: &str, choices: &[Word<T>]) -> Option<T> {
    let exact = choices.iter().find(|(known, _)| *known == word);
    exact.or_else(|| choices.iter().find(|(known, _)| tidy(known) == tidy(word))).map(|(_, value)| *value)
}

/// Width, capitals, spaces and a full stop say nothing.
pub fn tidy(word: &str) -> String {
    let plain: String = word.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
    plain.trim_end_matches(['。', '.']).replace('◯', "○").replace('✕', "×").replace('_', "-")
}

/// The words of the format, each with the Japanese one: 「open（開設中）」.
pub fn listed<T: Copy + PartialEq>(choices: &[Word<T>]) -> String {
    let mut seen = Vec::new();
    let mut words = Vec::new();
    for (at, (word, value)) in choices.iter().enumerate().filter(|(_, (word, _))| word.is_ascii()) {
        if seen.contains(value) {
            continue;
        }
        seen.push(*value);
        match choices.get(at + 1).filter(|(next, same)| same == value && !next.is_ascii()) {
            Some((japanese, _)) => words.push(format!("{word}（{japanese}）")),
            None => words.push((*word).to_owned()),
        }
    }
    words.join(", ")
}

/// Every word, for editors that complete.
pub fn all<T: Choice>() -> Vec<&'static str> {
    T::WORDS.iter().map(|(word, _)| *word).collect()
}

/// The words of the format, each value's first.
pub fn of_format<T: Choice>() -> Vec<&'static str> {
    let first = |at: &usize| T::WORDS[..*at].iter().all(|(_, value)| *value != T::WORDS[*at].1);
    (0..T::WORDS.len()).filter(first).map(|at| T::WORDS[at].0).collect()
}

/// The word of the format for a value, and the Japanese one that stands beside it.
pub fn words_of<T: Choice>(value: T) -> (&'static str, &'static str) {
    let mut words = T::WORDS.iter().filter(|(_, of)| *of == value).map(|(word, _)| *word);
    let first = words.next().unwrap_or("");
    (first, words.next().unwrap_or(first))
}

/// What to write instead of a word that could be taken in two ways.
pub fn unclear(key: &str, word: &str) -> Option<&'static str> {
    match (key, tidy(word).as_str()) {
        ("status", "closed" | "close" | "閉館中" | "閉館" | "閉鎖" | "閉鎖中" | "中止") => {
            Some("しばらく休んでいるなら 休止中（paused）、もうないなら 終了（ended）と書いてください")
        }
        ("reservation" | "needed", "可" | "可能" | "予約可" | "任意") => {
            Some("予約なしで行けるなら 不要（no）、しておくと安心なら 推奨（recommended）と書いてください")
        }
        _ => None,
    }
}

/// Whether a word says that an entry is not published.
pub fn is_internal(word: &str) -> bool {
    find(word, Visibility::WORDS) == Some(Visibility::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_words_width_and_capitals_are_understood() {
        for (word, status) in [
            ("休止中", Status::Paused),
            ("Paused", Status::Paused),
            ("ＯＰＥＮ", Status::Open),
            ("終了しました。", Status::Ended),
            ("試行中 ", Status::Trial),
            ("準備中", Status::Undecided),
        ] {
            assert_eq!(find(word, Status::WORDS), Some(status), "{word}");
        }
        assert_eq!(find("print_only", Visibility::WORDS), Some(Visibility::PrintOnly));
        assert_eq!(find("１色", Ink::WORDS), Some(Ink::One));
        assert_eq!(find("A4 三つ折り", FORMATS), Some("a4-trifold"));
        assert_eq!(find("closed", Status::WORDS), None, "休止 or 終了?");
        assert!(unclear("status", "Closed").is_some());
    }

    #[test]
    fn no_word_stands_for_two_values() {
        fn each_once<T: Copy + PartialEq + std::fmt::Debug>(choices: &[Word<T>]) {
            for (word, value) in choices {
                assert!(choices.iter().all(|(other, same)| tidy(other) != tidy(word) || same == value), "{word}");
            }
        }
        each_once(Status::WORDS);
        each_once(Visibility::WORDS);
        each_once(bool::WORDS);
        each_once(Booking::WORDS);
        each_once(Availability::WORDS);
        each_once(Navigation::WORDS);
        each_once(Ink::WORDS);
        each_once(Part::WORDS);
        each_once(FORMATS);
    }

    #[test]
    fn messages_name_each_value_once() {
        assert_eq!(listed(Booking::WORDS), "no（不要）, yes（必要）, recommended（推奨）");
        assert_eq!(listed(Ink::WORDS), "colour（カラー）, mono（白黒）");
    }
}
