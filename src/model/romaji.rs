//! Kana in Latin letters, for file names: Hepburn as passports have it, long vowels written short.

use crate::model::kana;
use crate::source::address::is_reserved;

/// The longest name a file gets.
const LONGEST: usize = 48;

/// Two kana that are one sound, then single kana.
#[rustfmt::skip]
const SOUNDS: &[(&str, &str)] = &[
    ("きゃ", "kya"),
    ("きゅ", "kyu"),
    ("きょ", "kyo"),
    ("しゃ", "sha"),
    ("しゅ", "shu"),
    ("しょ", "sho"),
    ("しぇ", "she"),
    ("ちゃ", "cha"),
    ("ちゅ", "chu"),
    ("ちょ", "cho"),
    ("ちぇ", "che"),
    ("にゃ", "nya"),
    ("にゅ", "nyu"),
    ("にょ", "nyo"),
    ("ひゃ", "hya"),
    ("ひゅ", "hyu"),
    ("ひょ", "hyo"),
    ("みゃ", "mya"),
    ("みゅ", "myu"),
    ("みょ", "myo"),
    ("りゃ", "rya"),
    ("りゅ", "ryu"),
    ("りょ", "ryo"),
    ("ぎゃ", "gya"),
    ("ぎゅ", "gyu"),
    ("ぎょ", "gyo"),
    ("じゃ", "ja"),
    ("じゅ", "ju"),
    ("じょ", "jo"),
    ("じぇ", "je"),
    ("びゃ", "bya"),
    ("びゅ", "byu"),
    ("びょ", "byo"),
    ("ぴゃ", "pya"),
    ("ぴゅ", "pyu"),
    ("ぴょ", "pyo"),
    ("ふぁ", "fa"),
    ("ふぃ", "fi"),
    ("ふぇ", "fe"),
    ("ふぉ", "fo"),
    ("てぃ", "ti"),
    ("でぃ", "di"),
    ("とぅ", "tu"),
    ("どぅ", "du"),
    ("うぃ", "wi"),
    ("うぇ", "we"),
    ("うぉ", "wo"),
    ("ゔぁ", "va"),
    ("ゔぃ", "vi"),
    ("ゔぇ", "ve"),
    ("ゔぉ", "vo"),
    ("つぁ", "tsa"),
    ("でゅ", "dyu"),
    ("あ", "a"),
    ("い", "i"),
    ("う", "u"),
    ("え", "e"),
    ("お", "o"),
    ("か", "ka"),
    ("き", "ki"),
    ("く", "ku"),
    ("け", "ke"),
    ("こ", "ko"),
    ("さ", "sa"),
    ("し", "shi"),
    ("す", "su"),
    ("せ", "se"),
    ("そ", "so"),
    ("た", "ta"),
    ("ち", "chi"),
    ("つ", "tsu"),
    ("て", "te"),
    ("と", "to"),
    ("な", "na"),
    ("に", "ni"),
    ("ぬ", "nu"),
    ("ね", "ne"),
    ("の", "no"),
    ("は", "ha"),
    ("ひ", "hi"),
    ("ふ", "fu"),
    ("へ", "he"),
    ("ほ", "ho"),
    ("ま", "ma"),
    ("み", "mi"),
    ("む", "mu"),
    ("め", "me"),
    ("も", "mo"),
    ("や", "ya"),
    ("ゆ", "yu"),
    ("よ", "yo"),
    ("ら", "ra"),
    ("り", "ri"),
    ("る", "ru"),
    ("れ", "re"),
    ("ろ", "ro"),
    ("わ", "wa"),
    ("ゐ", "i"),
    ("ゑ", "e"),
    ("を", "o"),
    ("ん", "n"),
    ("が", "ga"),
    ("ぎ", "gi"),
    ("ぐ", "gu"),
    ("げ", "ge"),
    ("ご", "go"),
    ("ざ", "za"),
    ("じ", "ji"),
    ("ず", "zu"),
    ("ぜ", "ze"),
    ("ぞ", "zo"),
    ("だ", "da"),
    ("ぢ", "ji"),
    ("づ", "zu"),
    ("で", "de"),
    ("ど", "do"),
    ("ば", "ba"),
    ("び", "bi"),
    ("ぶ", "bu"),
    ("べ", "be"),
    ("ぼ", "bo"),
    ("ぱ", "pa"),
    ("ぴ", "pi"),
    ("ぷ", "pu"),
    ("ぺ", "pe"),
    ("ぽ", "po"),
    ("ゔ", "vu"),
    ("ぁ", "a"),
    ("ぃ", "i"),
    ("ぅ", "u"),
    ("ぇ", "e"),
    ("ぉ", "o"),
    ("ゃ", "ya"),
    ("ゅ", "yu"),
    ("ょ", "yo"),
];

/// A file name from a reading: 「はんなんしりつ としょかん」 → `hannanshiritsu-toshokan`. None when there is anything in it
/// that is neither kana nor Latin (a kanji's reading is not guessed), or nothing to make a name of. A name that Windows keeps
/// for itself gets a word behind it.
pub fn slug(reading: &str) -> Option<String> {
    let kana = kana::reading(reading);
    let mut slug = String::new();
    let mut rest = kana.as_str();
    let mut is_doubled = false;
    while let Some(first) = rest.chars().next() {
        if let Some((sound, latin)) = SOUNDS.iter().find(|(sound, _)| rest.starts_with(sound)) {
            if std::mem::take(&mut is_doubled) {
                // っち is written tchi.
                slug.push(if latin.starts_with("ch") { 't' } else { latin.chars().next().unwrap_or_default() });
            }
            if !is_lengthening(&slug, latin) {
                slug.push_str(latin);
            }
            rest = &rest[sound.len()..];
            continue;
        }
        match first {
            'っ' => is_doubled = true,
            'ー' => {}
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            c if c.is_alphabetic() || c.is_numeric() => return None,
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        rest = &rest[first.len_utf8()..];
    }
    slug.truncate(LONGEST);
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| if is_reserved(slug) { format!("{slug}-place") } else { slug.to_owned() })
}

/// う behind o or u, as in とうきょう.
fn is_lengthening(before: &str, latin: &str) -> bool {
    latin == "u" && before.ends_with(['o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn kana_become_the_letters_of_a_passport() {
        let cases = [
            ("はんなんしりつ　としょかん", "hannanshiritsu-toshokan"),
            ("とうきょう", "tokyo"),
            ("まっちゃカフェ", "matchakafe"),
            ("ひだまりのへや", "hidamarinoheya"),
            ("しゅっちょう・ひろば", "shutcho-hiroba"),
            ("さんぽみち Cafe 2", "sanpomichi-cafe-2"),
            ("ガッコウ", "gakko"),
            ("コーヒー", "kohi"),
            ("ﾅﾏｽﾞﾀ ｼｮｳｶﾞｯｺｳ", "namazuta-shogakko"),
            ("コン", "kon"),
            ("con", "con-place"),
        ];
        for (reading, expected) in cases {
            assert_eq!(slug(reading).as_deref(), Some(expected), "{reading}");
        }
    }

    #[test]
    fn a_kanji_is_not_guessed_and_nothing_is_no_name() {
        for reading in ["図書館", "市としょかん", "", "・・", "ー"] {
            assert_eq!(slug(reading), None, "{reading}");
        }
    }
}
