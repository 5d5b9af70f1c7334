//! What a reader would call torn, as a table: the text, and where a bar stands a line may end.

use super::{LONGEST_PHRASE, Phrases};

const NAMES: &[&str] = &[
    "阪南市立尾崎公民館",
    "まんまの会",
    "くらし丸ごと相談室",
    "さんぽみちカフェ",
    "鳥取ノ荘",
    "ひきこもり・地域の居場所づくり支援・草の根ネットワーク",
];

#[test]
fn phrases_end_where_a_reader_draws_breath() {
    let phrases = Phrases::new(NAMES.iter().copied());
    let table = include_str!("phrases.txt");
    let mut count = 0;
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let found = phrases.split(&line.replace('|', "")).join("|");
        if found != line {
            wrong.push(format!("wanted {line}\n found {found}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 40, "{count}");
}

/// Words that must not break, each in the middle of what may stand around it.
#[test]
fn words_that_must_not_break_do_not() {
    let phrases = Phrases::new(NAMES.iter().copied());
    let words = [
        "2026年6月12日",
        "2021年2月",
        "13か所",
        "徒歩3分",
        "内線2206",
        "9:00〜22:00",
        "9:00-22:00",
        "第4木曜日",
        "第1・第3火曜日",
        "金・土",
        "土・日・祝日",
        "阪南市鳥取1214-1",
        "072-471-5678",
        "info@city.example.jp",
        "https://shiori.example/",
        "居場所",
        "居場所づくり",
        "草の根",
        "地域資源",
        "相談室",
        "支援センター",
        "ソーシャルワーカー",
        "オープンスペース",
        "受け入れ先",
        "聴いてほしい",
        "はたらきたい",
        "ほしい",
        "どなたでも",
        "お問い合わせ",
        "年末年始",
        "うら面",
        "「尾崎」",
        "（4名）",
        "40カ所",
        "1ヶ月",
        "3つ",
        "まんまの会",
        "くらし丸ごと相談室",
        "鳥取ノ荘",
        "金曜日",
        "令和8年度",
        "1,000円",
        "10時30分",
    ];
    for word in words {
        for (before, after) in
            [("", ""), ("この", "です。"), ("まちの", "と、ほかにも"), ("くわしくは、", "へ"), ("今年の", "から始まります")]
        {
            let text = format!("{before}{word}{after}");
            let from = before.len();
            let torn: Vec<usize> = phrases.breaks(&text).into_iter().filter(|at| *at > from && *at < from + word.len()).collect();
            assert!(torn.is_empty(), "{}", phrases.split(&text).join("|"));
        }
    }
}

#[test]
fn no_line_begins_or_ends_with_the_wrong_mark() {
    let phrases = Phrases::default();
    for text in [
        "「あ」「い」（う）、え。",
        "（（二重））、『と』。",
        "えっ、そうなんですか？！はい……。",
        "」」」「「「",
        "ー々ゝ",
        "駅から(徒歩3分)です",
        "、。、。",
    ] {
        for phrase in phrases.split(text) {
            assert!(
                !phrase.starts_with(['、', '。', '」', '）', ')', 'ー', '々', 'っ', '？', '！', '…']) || text.starts_with(phrase),
                "{text}: {phrase}"
            );
            assert!(!phrase.ends_with(['「', '（', '(', '『']) || text.ends_with(phrase), "{text}: {phrase}");
        }
    }
}

#[test]
fn strange_texts_stay_whole_and_come_back() {
    let phrases = Phrases::new(NAMES.iter().copied());
    let long = "あいうえお漢字カタカナ123".repeat(500);
    for text in ["", "あ", "𠮷野家", " ", "a b c", "🌈虹", "\u{3099}", "1", "・・・・", &long, &"（".repeat(300), &"9".repeat(300)]
    {
        assert_eq!(phrases.split(text).concat(), text);
    }
}

#[test]
fn a_phrase_fits_a_narrow_column() {
    let phrases = Phrases::new(NAMES.iter().copied());
    for text in [
        "ひきこもり・地域の居場所づくり支援・草の根ネットワーク連絡協議会（仮称）準備室",
        "CSW（コミュニティソーシャルワーカー）",
        "生活困窮者自立相談支援事業所連絡協議会事務局",
    ] {
        for phrase in phrases.split(text) {
            assert!(phrase.chars().count() <= LONGEST_PHRASE + 2, "{phrase}");
        }
    }
}
