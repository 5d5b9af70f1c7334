//! On which terms one may come: who, how many, at what price. An entry has them, and each of its meetings may have its own.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::At;
use crate::model::choice::Choice;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, Value, number, word};

/// Everything about taking part that is a fact and no sentence. What is not known is left open and shuts nobody out.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// From which age to which.
    pub ages: Option<At<Ages>>,
    /// Where one has to live: ids of areas, names of towns, or `anywhere`.
    pub residents: Vec<At<String>>,
    /// For whom it is meant: 女性, 男性, or others in words.
    pub whom: Vec<String>,
    /// With whom one may come.
    pub with: Vec<String>,
    /// What one must have: 手帳, a certificate.
    pub requires: Vec<String>,
    /// 定員.
    pub capacity: Option<Capacity>,
    /// What it costs, by person or by what it is for, where that is said apart.
    pub prices: Vec<Price>,
}

/// Ages as printed, and as numbers that a search can compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ages {
    /// The youngest; none where there is no such limit.
    pub from: Option<u8>,
    /// The oldest.
    pub until: Option<u8>,
    /// 「おおむね」 stands before it.
    is_about: bool,
    /// School years are said as such.
    words: [Option<String>; 2],
}

impl Ages {
    /// Reads 15-49, 18-, -39, 18歳以上, 39歳まで, おおむね15〜39歳, 小4-中3; none where neither end can be told.
    pub fn parse(text: &str) -> Option<Ages> {
        let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let plain = text.trim_start_matches("おおむね").trim_start_matches("概ね").trim_start_matches("約");
        let is_about = plain.len() < text.len();
        let plain = plain.strip_suffix("の方").unwrap_or(plain);
        let plain = plain.strip_suffix("くらい").or_else(|| plain.strip_suffix("程度")).unwrap_or(plain);
        let end = |text| ["まで", "以下"].into_iter().find_map(|end| str::strip_suffix(text, end));
        let dash = ["から", "-", "~", "〜", "–", "―", "ー"].into_iter().find_map(|dash| plain.split_once(dash));
        let (from, until) = match (plain.split_once("以上"), dash) {
            // 18歳以上, 18歳以上39歳以下, 18歳以上-39歳以下.
            (Some((from, until)), _) => (from, until.trim_start_matches(['、', ',', '-', '~', '〜'])),
            (None, Some((from, until))) => (from, until),
            (None, None) => end(plain).map_or((plain, plain), |until| ("", until)),
        };
        let until = end(until).unwrap_or(until);
        let (from, until) = (Limit::parse(from)?, Limit::parse(until)?);
        let ages = Ages { from: from.from, until: until.until, is_about, words: [from.words, until.words] };
        let is_sound = ages.from.zip(ages.until).is_none_or(|(from, until)| from <= until);
        (is_sound && (ages.from.is_some() || ages.until.is_some())).then_some(ages)
    }

    /// 「15歳から49歳まで」, 「18歳以上」, 「小学4年生から中学3年生まで」.
    pub fn words(&self) -> String {
        let about = if self.is_about { "おおむね" } else { "" };
        let said = |at: usize, age: Option<u8>| age.map(|age| self.words[at].clone().unwrap_or_else(|| format!("{age}歳")));
        match (said(0, self.from), said(1, self.until)) {
            (Some(from), Some(until)) if from == until => format!("{about}{from}"),
            (Some(from), Some(until)) => format!("{about}{from}から{until}まで"),
            (Some(from), None) => format!("{about}{from}以上"),
            (None, Some(until)) => format!("{about}{until}まで"),
            (None, None) => String::new(),
        }
    }
}

/// One end of a span of ages.
struct Limit {
    from: Option<u8>,
    until: Option<u8>,
    words: Option<String>,
}

impl Limit {
    /// An age or a school year; nothing at all is no limit.
    fn parse(text: &str) -> Option<Limit> {
        let plain = text.trim_end_matches('歳').trim_end_matches('才');
        if plain.is_empty() {
            return Some(Limit { from: None, until: None, words: None });
        }
        if let Ok(age) = plain.parse::<u8>() {
            return (age < 121).then_some(Limit { from: Some(age), until: Some(age), words: None });
        }
        // A school year begins at one age and ends at the next: 小学1年生 are 6 and 7.
        const SCHOOLS: [(&str, &str, u8, u8); 6] = [
            ("小学", "小学", 5, 6),
            ("小", "小学", 5, 6),
            ("中学", "中学", 11, 3),
            ("中", "中学", 11, 3),
            ("高校", "高校", 14, 3),
            ("高", "高校", 14, 3),
        ];
        let plain = plain.strip_suffix("年生").or_else(|| plain.strip_suffix('年')).unwrap_or(plain);
        SCHOOLS.into_iter().find_map(|(written, said, before, years)| {
            let rest = plain.strip_prefix(written)?;
            if rest.is_empty() || rest == "生" {
                return (written != "小" || rest == "生").then(|| Limit {
                    from: Some(before + 1),
                    until: Some(before + years + 1),
                    words: Some(format!("{said}生")),
                });
            }
            let year: u8 = rest.parse().ok()?;
            (1..=years).contains(&year).then(|| Limit {
                from: Some(before + year),
                until: Some(before + year + 1),
                words: Some(format!("{said}{year}年生")),
            })
        })
    }
}

impl Said for Ages {
    fn said(&self) -> Value<'_> {
        Value::Text(Cow::Owned(self.words()))
    }
}

/// How many may come: 20名, 3組, 先着50食.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// The number, where it is one.
    pub people: Option<i64>,
    /// 名 where nothing else is said.
    pub unit: Option<String>,
    /// Whether places go in the order in which people ask.
    pub is_first_come: bool,
    /// What was written where it is no number.
    pub text: Option<String>,
}

#[rustfmt::skip]
impl Mapping for Capacity {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("people", Shape::Number, "定員", "いくつまでか", |of| of.people.map_or(Value::Nothing, number)).required().example("20"),
        Field::<Self>::new("unit", Shape::Text, "単位", "数えるもの。書かなければ「名」", |of| of.unit.said()).example("組"),
        Field::<Self>::new("first_come", Shape::choice::<bool>(), "申込順", "申しこんだ順か。yes か no", |of| if of.is_first_come { word(true) } else { Value::Nothing }).example("yes"),
    ];
}

impl Capacity {
    /// What one line says: a bare number counts people.
    pub fn of_line(text: String) -> Capacity {
        let plain: String = text.nfkc().collect();
        let digits = plain.trim().trim_end_matches(['名', '人']).trim();
        match digits.parse::<i64>() {
            Ok(people) if people > 0 => Capacity { people: Some(people), unit: None, is_first_come: false, text: None },
            _ => Capacity { text: Some(text), ..Capacity::default() },
        }
    }

    /// 「20名（申込順）」.
    pub fn words(&self) -> String {
        let order = if self.is_first_come { "（申込順）" } else { "" };
        match (&self.text, self.people) {
            (Some(text), _) => text.clone(),
            (None, Some(people)) => format!("{people}{}{order}", self.unit.as_deref().unwrap_or("名")),
            (None, None) => String::new(),
        }
    }
}

/// What somebody pays, or what something costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Who pays it: 会員, 一般.
    pub who: Option<String>,
    /// What it is for: 材料費.
    pub what: Option<String>,
    /// How much: 500円, 無料, 実費.
    pub amount: String,
}

#[rustfmt::skip]
impl Mapping for Price {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("who", Shape::Text, "だれ", "だれがはらうか", |of| of.who.said()).named().example("会員"),
        Field::<Self>::new("what", Shape::Text, "何", "何のお金か", |of| of.what.said()).named().example("材料費"),
        Field::<Self>::new("amount", Shape::Text, "金額", "いくらか", |of| of.amount.said()).required().example("500円"),
    ];
}

impl Price {
    /// 「会員は無料」, 「材料費は実費」: a sentence that the grammar of fees reads.
    pub fn words(&self) -> String {
        let of: Vec<&str> = [self.who.as_deref(), self.what.as_deref()].into_iter().flatten().collect();
        if of.is_empty() { self.amount.clone() } else { format!("{}は{}", of.join("の"), self.amount) }
    }
}

/// A fee of several parts in one line, as it would be printed.
pub fn fee_of(prices: &[Price]) -> Option<String> {
    (!prices.is_empty()).then(|| prices.iter().map(Price::words).collect::<Vec<_>>().join("、"))
}

/// Whom it is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// 女性.
    Women,
    /// 男性.
    Men,
    /// LGBTQ の方.
    Lgbtq,
    /// 家族.
    Family,
    /// 支援者.
    Supporter,
    /// 本人.
    Oneself,
}

impl Choice for Whom {
    const WORDS: &[(&'static str, Self)] = &[
        ("women", Whom::Women),
        ("女性", Whom::Women),
        ("女性のみ", Whom::Women),
        ("men", Whom::Men),
        ("男性", Whom::Men),
        ("男性のみ", Whom::Men),
        ("lgbtq", Whom::Lgbtq),
        ("LGBTQの方", Whom::Lgbtq),
        ("lgbtq+", Whom::Lgbtq),
        ("family", Whom::Family),
        ("家族", Whom::Family),
        ("ご家族", Whom::Family),
        ("supporter", Whom::Supporter),
        ("支援している方", Whom::Supporter),
        ("支援者", Whom::Supporter),
        ("self", Whom::Oneself),
        ("本人", Whom::Oneself),
    ];
}

/// The Japanese word where it is one of ours, else what was written.
pub fn whom(word: String) -> String {
    crate::model::choice::find(&word, Whom::WORDS).map_or(word, |whom| crate::model::choice::words_of(whom).1.to_owned())
}

impl Terms {
    /// Who may come, in one sentence; `area` names an area by its id. None where nothing is said.
    ///
    /// 「阪南市に住んでいる、15歳から49歳までの女性」
    pub fn who(&self, area: impl Fn(&str) -> Option<String>) -> Option<String> {
        let is_anywhere = self.residents.iter().any(|id| is_anywhere(&id.value));
        let towns: Vec<String> = self.residents.iter().map(|id| area(&id.value).unwrap_or_else(|| id.value.clone())).collect();
        let live = match (is_anywhere, towns.is_empty()) {
            (true, _) => "住んでいるまちを問わず、",
            (false, true) => "",
            (false, false) => "に住んでいる",
        };
        let towns = if is_anywhere { String::new() } else { towns.join("・") };
        let ages = self.ages.as_ref().map(|ages| ages.value.words());
        let whom = self.whom.join("・");
        let who = match (&ages, whom.is_empty()) {
            (Some(ages), true) => format!("{ages}の方"),
            (Some(ages), false) => format!("{ages}の{whom}"),
            (None, true) if live.is_empty() => String::new(),
            (None, true) => if is_anywhere { "どなたでも" } else { "方" }.to_owned(),
            (None, false) => whom,
        };
        let between = if !towns.is_empty() && ages.is_some() { "、" } else { "" };
        let needs = if self.requires.is_empty() { String::new() } else { format!("{}をお持ちの", self.requires.join("・")) };
        let who = match (needs.is_empty(), who.is_empty()) {
            (false, true) => format!("{needs}方"),
            _ => format!("{needs}{who}"),
        };
        let first = format!("{towns}{live}{between}{who}");
        let with = (!self.with.is_empty()).then(|| format!("{}もいっしょに参加できます", self.with.join("・")));
        let said: Vec<String> = [Some(first).filter(|first| !first.is_empty()), with].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join("。"))
    }
}

/// Whether a word says that it does not matter where one lives.
pub fn is_anywhere(word: &str) -> bool {
    matches!(word.trim(), "anywhere" | "どこでも" | "どこからでも" | "全国" | "問わない" | "不問")
}

/// The fields that an entry and a meeting have in common; `get` finds them.
pub(super) const fn ages<T>(get: for<'a> fn(&'a T) -> Value<'a>) -> Field<T> {
    Field::new("ages", Shape::Text, "年齢", "来られる年齢。片方だけなら `18-` や `-39`。学年なら `小4-中3`", get)
        .example("15-49")
        .sample("（例）15-49")
}

pub(super) const fn residents<T>(get: for<'a> fn(&'a T) -> Value<'a>) -> Field<T> {
    Field::new(
        "residents",
        Shape::Texts,
        "住んでいるまち",
        "住んでいるまちに決まりがあるとき。地域の id か、まちの名前。どこからでも来られるなら anywhere",
        get,
    )
    .example("[hannan]")
    .sample("[{{area}}]")
}

pub(super) const fn for_whom<T>(get: for<'a> fn(&'a T) -> Value<'a>) -> Field<T> {
    Field::new(
        "for",
        Shape::Texts,
        "だれのため",
        "women 女性、men 男性、lgbtq、family 家族、self 本人、supporter 支援している方。ほかの言葉も書けます",
        get,
    )
    .example("women")
    .sample("（例）women")
}

pub(super) const fn with_whom<T>(get: for<'a> fn(&'a T) -> Value<'a>) -> Field<T> {
    Field::new("with", Shape::Texts, "いっしょに来る人", "いっしょに来られる人。family 家族、supporter 支援している方", get)
        .example("family")
        .sample("（例）family")
}

pub(super) const fn requires<T>(get: for<'a> fn(&'a T) -> Value<'a>) -> Field<T> {
    Field::new("requires", Shape::Texts, "必要なもの", "持っていることが条件になるもの", get)
        .example("[精神障害者保健福祉手帳]")
        .sample("[（例）手帳]")
}

pub(super) const fn capacity<T>(get: for<'a> fn(&'a T) -> Value<'a>) -> Field<T> {
    Field::new(
        "capacity",
        Shape::Worded(Fields::of::<Capacity>()),
        "定員",
        "定員。いつも来る人の数は `attendance` に。申しこんだ順なら `{people: 20, first_come: yes}`",
        get,
    )
    .example("20")
    .sample("（例）20名")
    .aliases(&["定員"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_printed() {
        for (text, from, until, words) in [
            ("15-49", Some(15), Some(49), "15歳から49歳まで"),
            ("15〜49歳", Some(15), Some(49), "15歳から49歳まで"),
            ("１５歳～４９歳", Some(15), Some(49), "15歳から49歳まで"),
            ("15歳から49歳まで", Some(15), Some(49), "15歳から49歳まで"),
            ("18-", Some(18), None, "18歳以上"),
            ("-39", None, Some(39), "39歳まで"),
            ("18歳以上", Some(18), None, "18歳以上"),
            ("39歳以下", None, Some(39), "39歳まで"),
            ("65歳以上の方", Some(65), None, "65歳以上"),
            ("18歳以上39歳以下", Some(18), Some(39), "18歳から39歳まで"),
            ("おおむね15歳から39歳", Some(15), Some(39), "おおむね15歳から39歳まで"),
            ("概ね40才以上", Some(40), None, "おおむね40歳以上"),
            ("20", Some(20), Some(20), "20歳"),
            ("小4-中3", Some(9), Some(15), "小学4年生から中学3年生まで"),
            ("小学1年生〜小学6年生", Some(6), Some(12), "小学1年生から小学6年生まで"),
            ("高校生以上", Some(15), None, "高校生以上"),
            ("中学生から18歳まで", Some(12), Some(18), "中学生から18歳まで"),
            ("高3まで", None, Some(18), "高校3年生まで"),
        ] {
            let ages = Ages::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((ages.from, ages.until, ages.words().as_str()), (from, until, words), "{text}");
        }
        for text in ["", "-", "大人", "49-15", "300", "若い方", "小7", "15-49-60", "中4以上"] {
            assert_eq!(Ages::parse(text), None, "{text}");
        }
    }

    #[test]
    fn places_are_counted_in_their_unit() {
        for (line, words) in [("20", "20名"), ("20名", "20名"), ("２０人", "20名"), ("先着50食", "先着50食"), ("3組", "3組")]
        {
            assert_eq!(Capacity::of_line(line.to_owned()).words(), words, "{line}");
        }
        let capacity = Capacity { people: Some(3), unit: Some("組".to_owned()), is_first_come: true, text: None };
        assert_eq!(capacity.words(), "3組（申込順）");
    }

    #[test]
    fn who_may_come_is_one_sentence() {
        let at = |text: &str| At::new(text.to_owned(), crate::diagnostics::Span::default());
        let area = |id: &str| (id == "hannan").then(|| "阪南市".to_owned());
        let ages = || Some(At::new(Ages::parse("15-49").expect("read"), crate::diagnostics::Span::default()));
        let who = |terms: Terms| terms.who(area).unwrap_or_default();
        assert_eq!(who(Terms::default()), "");
        assert_eq!(who(Terms { ages: ages(), ..Terms::default() }), "15歳から49歳までの方");
        assert_eq!(who(Terms { residents: vec![at("hannan")], ..Terms::default() }), "阪南市に住んでいる方");
        assert_eq!(who(Terms { residents: vec![at("anywhere")], ..Terms::default() }), "住んでいるまちを問わず、どなたでも");
        let all =
            Terms { ages: ages(), residents: vec![at("hannan"), at("岬町")], whom: vec![whom("women".to_owned())], ..Terms::default() };
        assert_eq!(who(all), "阪南市・岬町に住んでいる、15歳から49歳までの女性");
        let needs = Terms { requires: vec!["手帳".to_owned()], with: vec![whom("family".to_owned())], ..Terms::default() };
        assert_eq!(who(needs), "手帳をお持ちの方。家族もいっしょに参加できます");
    }

    #[test]
    fn a_fee_of_parts_is_free_only_where_all_are() {
        use crate::model::fee::Fee;
        let price = |who: Option<&str>, what: Option<&str>, amount: &str| Price {
            who: who.map(str::to_owned),
            what: what.map(str::to_owned),
            amount: amount.to_owned(),
        };
        for (prices, fee, free) in [
            (vec![price(Some("会員"), None, "無料"), price(Some("一般"), None, "500円")], "会員は無料、一般は500円", false),
            (vec![price(None, Some("参加費"), "無料"), price(None, Some("材料費"), "実費")], "参加費は無料、材料費は実費", false),
            (vec![price(None, None, "無料")], "無料", true),
            (vec![price(None, Some("参加費"), "無料")], "参加費は無料", true),
        ] {
            let said = fee_of(&prices).unwrap_or_default();
            assert_eq!(said, fee);
            assert_eq!(Fee::read(&said) == Fee::Free, free, "{said}");
        }
    }
}
