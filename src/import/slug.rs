//! File names from readings: romaji of the Hepburn kind without marks.

use crate::content::values::is_id;

const KANA: &str = "あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo さsa しshi すsu せse そso ざza じji ずzu ぜze ぞzo \
    たta ちchi つtsu てte とto だda ぢji づzu でde どdo なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho ばba びbi ぶbu べbe ぼbo \
    ぱpa ぴpi ぷpu ぺpe ぽpo まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa ゐi ゑe をo んn ゔvu ぁa ぃi ぅu ぇe ぉo";

/// Names that Windows keeps for itself.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file name from a reading in hiragana or katakana; none where other letters stand in it.
pub fn from_reading(reading: &str) -> Option<String> {
    let mut slug = String::new();
    let mut is_doubled = false;
    for c in hiragana(reading).chars() {
        let small = match c {
            'ゃ' => Some("ya"),
            'ゅ' => Some("yu"),
            'ょ' => Some("yo"),
            _ => None,
        };
        if let (Some(small), Some(stem)) = (small, slug.strip_suffix('i').map(str::to_owned)) {
            let is_soft = stem.ends_with("sh") || stem.ends_with("ch") || stem.ends_with('j');
            slug = stem + if is_soft { &small[1..] } else { small };
            continue;
        }
        match c {
            'っ' => is_doubled = true,
            'ー' | '-' | '・' | '（' | '）' | '「' | '」' => {}
            c if c.is_whitespace() => {
                if !slug.is_empty() && !slug.ends_with('-') {
                    slug.push('-');
                }
            }
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            c => {
                let romaji = KANA.split_whitespace().find_map(|pair| pair.strip_prefix(c))?;
                if std::mem::take(&mut is_doubled) {
                    slug.push(if romaji.starts_with("ch") { 't' } else { romaji.chars().next()? });
                }
                slug.push_str(romaji);
            }
        }
    }
    safe(&slug)
}

/// A word as a file name, if it can be one.
pub fn safe(word: &str) -> Option<String> {
    let word = word.get(..word.len().min(56))?.trim_matches('-');
    let is_device =
        DEVICES.contains(&word) || ["com", "lpt"].iter().any(|name| word.strip_prefix(name).is_some_and(|rest| rest.len() == 1));
    let word = if is_device { format!("{word}-place") } else { word.to_owned() };
    is_id(&word).then_some(word)
}

/// Katakana, half-width too, as hiragana.
pub fn hiragana(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().map(|c| if matches!(c, 'ァ'..='ヶ') { char::from_u32(c as u32 - 0x60).unwrap_or(c) } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::from_reading;

    #[test]
    fn readings_become_file_names() {
        let of = |reading| from_reading(reading).unwrap_or_default();
        assert_eq!(of("はんなんしりつとしょかん"), "hannanshiritsutoshokan");
        assert_eq!(of("ﾅﾏｽﾞﾀ ｼｮｳｶﾞｯｺｳ"), "namazuta-shougakkou");
        assert_eq!(of("まっちゃ"), "matcha");
        assert_eq!(from_reading("公民館"), None);
        assert_eq!(of("con"), "con-place");
        assert_eq!(from_reading("../../etc"), None);
    }
}
