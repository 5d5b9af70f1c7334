//! The words in which fees are written, and how a text is cut into them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::Fee;

/// What ends a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// 無料.
    Free,
    /// There is none of what was named.
    Nothing,
    /// What was named is needed, or taken.
    Needed,
    /// Something is paid.
    Costs(Fee),
}

impl Verdict {
    /// The verdict with 「ではありません」 behind it.
    pub(super) fn denied(self) -> Verdict {
        match self {
            Verdict::Free => Verdict::Costs(Fee::Costs),
            Verdict::Nothing => Verdict::Needed,
            Verdict::Needed => Verdict::Nothing,
            Verdict::Costs(_) => Verdict::Free,
        }
    }
}

/// A word, by what it does in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Taking part, or money itself.
    Whole,
    /// One thing among others that is paid for.
    Part,
    /// What is no matter of money.
    Other,
    /// Money that is due unless it is denied.
    Due(Fee),
    /// For whom, when, how often, in which case.
    Condition,
    /// A number of people, years, times.
    Count,
    /// 別: paid apart, if something was named.
    Apart,
    /// つき, 込み: what was named is in it.
    Included,
    /// ではありません.
    Denial,
    /// Says nothing, or holds for everybody.
    Filler,
    /// Binds words and says nothing.
    Particle,
    /// の: what stands before it says something of what stands behind.
    Of,
    /// A mark or a space.
    Stop,
    /// A verdict.
    Says(Verdict),
    /// A run of letters that is in no table.
    Unknown,
}

/// Words by what they do; within a text the longest counts. All are as NFKC leaves them, in small letters.
const TABLE: [(Word, &str); 17] = [
    (Word::Says(Verdict::Free), "無料 無償 免除 むりょう タダ ただです free 0円 零円 ゼロ円 0えん"),
    (
        Word::Says(Verdict::Nothing),
        "なし 無し 無 ない 特になし 特にありません ありません ございません 不要 不用 いりません 要りません いらない 要らない 必要ありません \
         必要はありません 必要ない 必要なし かかりません 掛かりません かからない 掛からない いただきません いただいていません 頂きません 頂いていません \
         いただいておりません 頂いておりません 取りません とりません 頂戴しません 頂戴していません",
    ),
    (
        Word::Says(Verdict::Needed),
        "あり 有り 有 あります ございます 要 必要 必須 要ります いります かかります 掛かります かかる 掛かる かかることがあります かかる場合があります \
         いただきます 頂きます いただいています 頂いています 頂戴します 徴収します 徴収 発生します 発生",
    ),
    (Word::Says(Verdict::Costs(Fee::Costs)), "有料 有償 別途 別料金 各自 割り勘 折半 応分 自費 減額 半額 は別 が別"),
    (Word::Says(Verdict::Costs(Fee::Amount)), "ワンコイン"),
    (Word::Due(Fee::ActualCost), "実費 実費負担 実費分"),
    (Word::Due(Fee::Costs), "負担 自己負担 費用負担 利用者負担 参加者負担 本人負担 ご負担 負担金 割引 減免 減免制度 割引制度"),
    (Word::Due(Fee::Donation), "カンパ カンパ制 寄付 寄附 ご寄付 寄付金 募金 投げ銭 ドネーション お気持ち お志 志 志納 賛助金 協力金"),
    (
        Word::Whole,
        "参加費 参加料 参加費用 利用料 利用料金 利用費 使用料 料金 費用 金額 相談料 相談費用 入場料 入館料 入室料 会費 受講料 聴講料 代金 お代 お金 金銭 \
         参加 ご参加 利用 ご利用 入場 入館 相談 ご相談 受講 聴講 面談 観覧 観覧料 使用 支払い お支払い",
    ),
    (
        Word::Part,
        "材料費 材料代 教材費 テキスト代 資料代 お茶代 茶代 飲み物代 飲食代 飲食費 食事代 食費 昼食代 弁当代 おやつ代 交通費 通話料 通信料 通信費 通話料金 電話代 \
         パケット代 送料 郵送料 切手代 保険料 保険代 会場費 年会費 月会費 入会金 登録料 手数料 延長料金 キャンセル料 宿泊費 送迎代 通話 電話料金",
    ),
    (
        Word::Other,
        "予約 ご予約 事前予約 申込 申込み 申し込み お申し込み お申込み 事前申込 事前申し込み 登録 会員登録 事前登録 入会 定員 持ち物 持物 駐車場 駐車 駐輪場 送迎 送迎バス \
         バス 託児 保育 一時保育 飲み物 飲物 お茶 お菓子 菓子 おやつ コーヒー ドリンク 軽食 昼食 食事 wi-fi wifi 貸出 貸し出し レンタル ロッカー コピー 資料 手話通訳 通訳 \
         紹介状 証明書 身分証 保険証 年齢制限 制限 資格 連絡 お名前 名前 服装 見守り",
    ),
    (
        Word::Condition,
        "会員 家族会員 非会員 一般 本人 当事者 家族 ご家族 同伴者 付添 付き添い 大人 おとな 子ども 子供 こども 小人 学生 中学生 高校生 小学生 大学生 未就学児 幼児 乳児 高齢者 シニア \
         市民 市内 市外 町民 区民 県民 住民 在住 在学 在勤 手帳 手帳をお持ちの方 受給者証 生活保護 非課税世帯 障害者 障がい者 女性 男性 初回 初めて はじめて 初診 次回 回目 \
         一部 部分 原則 基本 基本的に ほぼ 通常 普段 当面 当分 今なら 期間限定 限定 期間中 今年度 年度 平日 休日 土日 祝日 午前 午前中 午後 夜間 日中 まで から 以下 以上 未満 以内 以外 除く \
         除き のみ だけ に限り に限る 限り 場合 とき 時 ただし 但し 〜 ~ 見学 体験 お試し 試用 内容により 内容によって により によって による 異なります 先着 要相談 応相談 ご相談ください \
         お問い合わせください お問合せください お問い合わせ 問い合わせ 要問い合わせ 要問合せ 要確認 未定 不明 調整中 検討中 予定 時々 たまに 補助",
    ),
    (Word::Included, "付き 付 つき 込み 込 こみ 込みで 含む 含みます 込みです 完備"),
    (
        Word::Denial,
        "ではありません ではない でない じゃない じゃありません ではございません とは限りません とは限らない とはかぎりません にはなりません になりません ではなく でなく \
         わけではありません わけではない わけではございません とは言えません",
    ),
    (
        Word::Filler,
        "どなたでも どなたも だれでも 誰でも みなさま 皆様 皆さま 皆さん みなさん 全員 すべて 全て 全部 全員とも すべての方 全ての方 一切 いっさい 完全 完全に いつでも 何度でも 何回でも 毎回 ずっと \
         ともに とも 共に もちろん です ます でした になります となります となっています としています しています ご利用いただけます 利用いただけます ご参加いただけます 参加いただけます \
         ご相談いただけます 利用できます 参加できます 相談できます 入場できます できます いただけます お使いいただけます 使えます 開放しています 公開しています 受け付けています 実施しています 実施 \
         お気軽に 気軽に どうぞ お越しください お越し下さい ご参加ください ご利用ください おいでください ご安心ください 安心して 要予約 要申込 要申し込み 要事前予約 要登録 要連絡 要電話 \
         予約優先 予約制 完全予約制 申込制 事前申込制 事前予約制 自由 歓迎 お願いします お願いいたします 任意 任意の 制 程度 ほど 約 およそ 一律 月額 年額 日額 一人 お一人 一人につき 一回につき \
         詳しくはお問い合わせください 詳細はお問い合わせください 詳しくは 各自持参 各自ご持参 持参 ご持参ください 可 ください 下さい 秘密厳守 秘密 厳守 守ります 守られます 匿名",
    ),
    (Word::Particle, "は が も で に と を へ や など にて では へは には します する した"),
    (Word::Of, "の"),
];

static BY_LETTER: LazyLock<BTreeMap<char, Vec<(&'static str, Word)>>> = LazyLock::new(|| {
    let mut by_letter: BTreeMap<char, Vec<(&str, Word)>> = BTreeMap::new();
    for (word, spellings) in TABLE {
        for spelling in spellings.split_whitespace() {
            by_letter.entry(spelling.chars().next().unwrap_or_default()).or_default().push((spelling, word));
        }
    }
    by_letter.values_mut().for_each(|words| words.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.len())));
    by_letter
});

/// Behind a number: people, years, times, shares.
const COUNTERS: &str = "歳才回年月日時分人名組台番件代枚杯部階度号級";

/// The words of a text, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    // 「無　料」 is spaced out for the eye.
    for spaced in ["無", "有"] {
        text = text.replace(&format!("{spaced} 料"), &format!("{spaced}料"));
    }
    let (mut words, mut unknown) = (Vec::new(), String::new());
    let mut rest = text.as_str();
    let is_only_a_number = text.trim().chars().all(|c| c.is_ascii_digit() || c == ',');
    while let Some(first) = rest.chars().next() {
        let known = lookup(rest, first).or_else(|| number(rest, is_only_a_number));
        let known = known.or_else(|| is_mark(first).then_some((first.len_utf8(), Word::Stop)));
        match known {
            Some((length, word)) => {
                words.extend(run(&mut unknown));
                words.push(word);
                rest = &rest[length..];
            }
            None => {
                unknown.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    words.extend(run(&mut unknown));
    words.into_iter()
}

/// Takes a run of letters that is in no table. 「コーヒー代」 needs to be in none.
fn run(letters: &mut String) -> Option<Word> {
    let letters = std::mem::take(letters);
    match letters.as_str() {
        "" => None,
        "ただ" => Some(Word::Says(Verdict::Free)),
        "別" => Some(Word::Apart),
        other if other.ends_with(['代', '費', '料']) => Some(Word::Part),
        _ => Some(Word::Unknown),
    }
}

fn lookup(rest: &str, first: char) -> Option<(usize, Word)> {
    let found = BY_LETTER.get(&first)?.iter().find(|(spelling, _)| rest.starts_with(spelling));
    found.map(|(spelling, word)| (spelling.len(), *word))
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, 'ー' | '々')
}

/// An amount, a share, a number of something.
fn number(rest: &str, is_all: bool) -> Option<(usize, Word)> {
    let inner = rest.trim_start_matches(['¥', '\\', '$']);
    let is_priced = inner.len() < rest.len();
    let digits = inner.len() - inner.trim_start_matches(is_digit).len();
    let (figures, behind) = inner.split_at(digits);
    if !figures.contains(|c: char| is_digit(c) && c != ',') {
        return None;
    }
    let length = rest.len() - behind.len();
    let sum = || if is_zero(figures) { Word::Says(Verdict::Free) } else { Word::Says(Verdict::Costs(Fee::Amount)) };
    if let Some(unit) = ["円", "えん", "yen", "コイン"].into_iter().find(|unit| behind.starts_with(unit)) {
        return Some((length + unit.len(), sum()));
    }
    if is_priced || is_all {
        return Some((length, sum()));
    }
    let unit = behind.chars().next();
    match unit {
        Some('割' | '%') => Some((length + unit.map_or(0, char::len_utf8), Word::Due(Fee::Costs))),
        Some(unit) if COUNTERS.contains(unit) => Some((length + unit.len_utf8(), Word::Count)),
        // 「一」 of 「一緒」 is no number.
        _ if figures.chars().all(|c| c.is_ascii_digit() || c == ',') => Some((length, Word::Count)),
        _ => None,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == ',' || "〇零一二三四五六七八九十百千万数".contains(c)
}

fn is_zero(figures: &str) -> bool {
    figures.chars().all(|c| matches!(c, '0' | ',' | '〇' | '零'))
}
