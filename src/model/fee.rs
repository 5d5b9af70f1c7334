//! What a fee says. Editors write it as a leaflet does; here it is read, once for everything that asks.
//!
//! 1. Letters are made plain (NFKC) and cut into the words of the table below, the longest first; numbers with 円 or ¥ are
//!    amounts. What is in no table is a word that nobody knows, and never passes for agreement.
//! 2. Words are gathered until a verdict (無料, かかりません, 有料, 300円) ends a statement: what it is about, and for whom.
//!    「予約はいりません」 is about booking; 「無料駐車場」 about a car park; neither says anything of the fee.
//! 3. Free of charge is what says so of taking part, without a condition, and names nothing else that one pays for. Somebody
//!    who counts on it may have no money with them: in every doubt it is not free.

mod lexicon;

use crate::model::ruby;
use lexicon::{Verdict, Word, words};

/// What is known of the cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fee {
    /// Not written, or to be asked.
    #[default]
    Unsaid,
    /// Nothing, for everybody and always.
    Free,
    /// Nothing for some, sometimes, or for a part; or free with a remark that is not understood.
    FreeForSome,
    /// What one wishes to give.
    Donation,
    /// What it costs the organisers: 実費.
    ActualCost,
    /// So and so much.
    Amount,
    /// Something, or perhaps something, that is not named.
    Costs,
}

impl Fee {
    /// Reads 「無料」, 「300円(お茶代)」, 「会員は無料」, 「無料(材料費は実費)」.
    pub fn read(text: &str) -> Fee {
        let mut reading = Reading::default();
        words(&ruby::plain(text)).for_each(|word| reading.take(word));
        reading.end()
    }
}

/// A statement that has no verdict yet.
#[derive(Default)]
struct Statement {
    /// Taking part.
    whole: bool,
    /// Something one uses up there, or the way to it: material, tea, the call.
    part: bool,
    /// Booking, a car park and the like.
    other: bool,
    /// For whom, when, how often.
    condition: bool,
    /// Words that are in no table.
    unknown: bool,
    /// Money that was named and not denied yet.
    due: Option<Fee>,
    /// Whether words stand in it that bind or mean something.
    is_begun: bool,
}

impl Statement {
    fn names_money(&self) -> bool {
        self.whole || self.part
    }

    fn is_only_of_others(&self) -> bool {
        (self.other || self.due.is_some_and(|due| due != Fee::ActualCost)) && !self.names_money()
    }

    fn is_of_nothing(&self) -> bool {
        !self.names_money() && !self.other && self.due.is_none()
    }
}

#[derive(Default)]
struct Reading {
    statement: Statement,
    /// The last verdict, until the next word shows what it is bound to.
    open: Option<Verdict>,
    /// 「無料の」: of what comes next, and of nothing else.
    is_attribute: bool,
    free: bool,
    partly: bool,
    restricted: bool,
    cost: Option<Fee>,
}

impl Reading {
    fn take(&mut self, word: Word) {
        if let Some(verdict) = self.open.take()
            && self.bind(verdict, word)
        {
            return;
        }
        self.is_attribute = false;
        let statement = &mut self.statement;
        match word {
            Word::Whole => statement.whole = true,
            Word::Part => statement.part = true,
            Word::Other => statement.other = true,
            Word::Due(fee) => {
                statement.whole |= fee != Fee::Donation && !statement.part;
                statement.due = Some(fee);
            }
            Word::Condition => statement.condition = true,
            Word::Apart if statement.part => self.open = Some(Verdict::Costs(Fee::Costs)),
            Word::Unknown | Word::Denial | Word::Apart => statement.unknown = true,
            // 「定員20名」 is no condition, 「65歳」 is one.
            Word::Count if statement.other => self.statement = Statement::default(),
            Word::Count => statement.condition = true,
            Word::Included => self.statement = Statement::default(),
            Word::Says(verdict) => self.open = Some(verdict),
            Word::Filler | Word::Particle | Word::Of => {}
            Word::Stop => self.pause(),
        }
        self.statement.is_begun |= !matches!(word, Word::Stop | Word::Filler | Word::Says(_));
    }

    /// Decides on a verdict when the word behind it is known; says whether it took that word as well.
    fn bind(&mut self, verdict: Verdict, next: Word) -> bool {
        let is_bare = self.statement.is_of_nothing();
        match next {
            Word::Of if is_bare && verdict == Verdict::Free => {
                self.open = Some(verdict);
                self.is_attribute = true;
                return true;
            }
            Word::Unknown | Word::Count if self.is_attribute => {
                self.partly = true;
                self.statement.other = true;
                return true;
            }
            Word::Denial => {
                self.decide(verdict.denied());
                return true;
            }
            // 無料体験, 無料相談: of many things one is free. 無料駐車場 is nothing that one comes for.
            Word::Whole | Word::Part | Word::Condition if is_bare && verdict == Verdict::Free => {
                self.partly = true;
                self.statement.other = true;
                return true;
            }
            Word::Other if is_bare && verdict == Verdict::Free => {
                self.statement.other = true;
                return true;
            }
            _ => self.decide(verdict),
        }
        false
    }

    fn decide(&mut self, verdict: Verdict) {
        let statement = std::mem::take(&mut self.statement);
        let is_open = statement.condition || statement.unknown;
        match verdict {
            Verdict::Nothing | Verdict::Free if statement.is_only_of_others() => {}
            // 「はなし」, 「クーラーなし」: nothing was named that there could be none of.
            Verdict::Nothing if statement.is_of_nothing() && (statement.unknown || statement.is_begun && !statement.condition) => {
                self.restricted = true;
            }
            Verdict::Nothing | Verdict::Free if statement.part && !statement.whole => self.partly = true,
            Verdict::Nothing | Verdict::Free => {
                self.free = true;
                self.restricted |= is_open;
            }
            Verdict::Needed if statement.due.is_some() => self.costs(statement.due.unwrap_or_default()),
            Verdict::Needed if !statement.names_money() && (statement.other || is_open) => self.restricted |= is_open,
            Verdict::Needed => self.costs(Fee::Costs),
            Verdict::Costs(fee) => {
                self.costs(fee);
                statement.due.into_iter().for_each(|due| self.costs(due));
            }
        }
    }

    /// The plainest thing that is said of the cost.
    fn costs(&mut self, fee: Fee) {
        let order = |fee| [Fee::Donation, Fee::Costs, Fee::ActualCost, Fee::Amount].iter().position(|other| *other == fee);
        if self.cost.is_none_or(|cost| order(cost) < order(fee)) {
            self.cost = Some(fee);
        }
    }

    /// Between two marks: what restricts does so whatever follows, what it is about goes on.
    fn pause(&mut self) {
        self.restricted |= (self.statement.condition || self.statement.unknown) && self.statement.due.is_none();
        (self.statement.condition, self.statement.unknown, self.statement.is_begun) = (false, false, false);
    }

    fn end(mut self) -> Fee {
        if let Some(verdict) = self.open.take() {
            self.decide(verdict);
        }
        self.pause();
        // 「無料、お茶代」, 「カンパ」: named, so paid for.
        if let Some(due) = self.statement.due.or(self.statement.part.then_some(Fee::Costs)) {
            self.costs(due);
        } else {
            self.restricted |= self.statement.other;
        }
        match (self.free, self.restricted, self.cost) {
            (true, true, _) => Fee::FreeForSome,
            (_, _, Some(cost)) => cost,
            (true, false, None) => Fee::Free,
            (false, _, None) if self.partly => Fee::FreeForSome,
            (false, _, None) => Fee::Unsaid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fee;

    fn all_are(expected: Fee, texts: &[&str]) {
        let wrong: Vec<_> = texts.iter().map(|text| (*text, Fee::read(text))).filter(|(_, fee)| *fee != expected).collect();
        assert!(wrong.is_empty(), "not {expected:?}: {wrong:?}");
    }

    #[test]
    fn free_is_what_says_so_whole() {
        all_are(
            Fee::Free,
            &[
                "無料",
                "無料。",
                "無 料",
                "無　料",
                "【無料】",
                "無料です",
                "無料です。",
                "無料！",
                "参加費無料",
                "参加費：無料",
                "参加費は無料です",
                "参加無料",
                "参加は無料です。",
                "入場無料",
                "利用料は無料",
                "相談は無料です",
                "相談無料",
                "費用：なし",
                "なし",
                "無し",
                "不要",
                "参加費なし",
                "料金は不要です",
                "参加費はいりません",
                "参加費は要りません",
                "お金はかかりません",
                "お金はいりません",
                "費用はかかりません",
                "費用は一切かかりません",
                "料金はかからない",
                "参加費はいただきません",
                "費用負担はありません",
                "自己負担なし",
                "自己負担はありません",
                "0円",
                "０円",
                "¥0",
                "￥0",
                "0",
                "零円",
                "無償",
                "タダ",
                "ただです",
                "すべて無料",
                "全て無料です",
                "完全無料",
                "どなたでも無料",
                "どなたでも無料で利用できます",
                "無料でご利用いただけます",
                "無料（どなたでも）",
                "何度でも無料",
                "毎回無料",
                "無料(予約不要)",
                "無料・予約不要",
                "無料。予約はいりません",
                "無料（要予約）",
                "無料（申込不要）",
                "無料（申し込みが必要です）",
                "無料　定員20名",
                "無料、飲み物付き",
                "無料（お茶・お菓子つき）",
                "無料（お茶代込み）",
                "参加費・材料費無料",
                "参加費、お茶代ともに無料",
                "相談無料・通話料無料",
                "無料。駐車場あり",
                "無料、駐車場なし",
                "有料ではありません",
                "{無料|むりょう}",
                "お気軽にどうぞ。無料です",
                "無料（お気軽にお越しください）",
                "会費なし",
                "特になし",
                "予約も費用もいりません",
                "実費負担なし",
                "参加料無料 年齢制限なし",
                "むりょう",
                "無料にて開放しています",
                "無料 （詳しくはお問い合わせください）",
                "カンパも不要。無料です",
                "料金 0円",
                "秘密厳守・無料",
                "参加費・お茶代とも無料",
                "無料（通話料無料）",
                "参加費 : 無料 / 定員 : 10名",
            ],
        );
    }

    #[test]
    fn free_for_some_is_no_more_than_that() {
        all_are(
            Fee::FreeForSome,
            &[
                "会員は無料",
                "会員無料",
                "無料（会員のみ）",
                "無料、会員のみ、予約不要",
                "会員の方は無料です",
                "初回のみ無料",
                "初回無料",
                "2回目まで無料",
                "高校生以下無料",
                "65歳以上無料",
                "六十五歳以上は無料",
                "一部無料",
                "一部の方は無料",
                "無料体験あり",
                "見学無料",
                "見学は無料",
                "体験は無料",
                "手帳をお持ちの方は無料",
                "生活保護の方は無料",
                "市民は無料",
                "市内の方は無料",
                "無料（市内在住の方）",
                "大人300円、子ども無料",
                "大人 300円 子ども 無料",
                "おとな三百円こども無料",
                "会員は無料、一般は300円",
                "一般500円（会員は無料）",
                "初回無料、2回目から500円",
                "お茶代無料",
                "通話料無料",
                "材料費は無料",
                "材料費を除き無料",
                "原則無料",
                "基本無料",
                "今年度は無料",
                "3月まで無料",
                "期間限定で無料",
                "無料の場合があります",
                "無料の日があります",
                "無料（予定）",
                "無料〜",
                "無料から",
                "0円〜",
                "平日無料",
                "午前中は無料",
                "ご家族は無料です",
                "先着20名無料",
                "無料相談",
                "無料相談あり",
                "非課税世帯は無料",
                "本人無料・付添有料の場合あり",
                "無料（ひだまり会のみ）",
                "家族は要りません、無料。会員に限る",
                "内容により無料",
                "無料の相談があります",
                "無料の日あり",
                "無料券があります",
                "保護者は無料",
                "手帳提示で無料",
                "最初の1時間は無料",
                "無料（ただし会員のみ）",
                "家族会員は不要",
            ],
        );
    }

    #[test]
    fn what_one_may_have_to_pay_is_never_free() {
        all_are(
            Fee::Amount,
            &[
                "300円",
                "300円(お茶代)",
                "三百円",
                "百円",
                "千五百円",
                "二〇〇円",
                "数百円",
                "1,050円",
                "１，０５０円",
                "¥300",
                "￥３００",
                "ワンコイン",
                "ワンコイン（500円）",
                "500",
                "100円〜",
                "1回100円",
                "月額3,000円",
                "無料。お茶代１００円",
                "無料（お茶代100円）",
                "参加費300円、駐車場無料",
                "参加費 300円 予約はいりません",
                "無料ではありません。300円です",
                "カンパ100円",
                "0円〜500円",
                "入会金なし、月500円",
                "300円（無料駐車場あり）",
                "300円（飲み物付き）",
                "お茶代300円のみ",
                "300えん",
                "500yen",
                "\\300",
            ],
        );
        all_are(
            Fee::ActualCost,
            &[
                "実費",
                "実費負担",
                "材料費は実費",
                "無料(材料費は実費)",
                "参加無料、材料費実費",
                "交通費・食費は実費です",
                "実費のみ",
                "実費をいただきます",
                "参加費は不要、飲食は実費",
            ],
        );
        all_are(
            Fee::Costs,
            &[
                "有料",
                "有料です",
                "無料ではありません",
                "無料ではない",
                "無料でない",
                "無料じゃないです",
                "無料とは限りません",
                "無料ではございません",
                "参加費あり",
                "参加費がかかります",
                "会費が必要です",
                "通話料はかかります",
                "無料（通話料はかかります）",
                "相談無料（通信料は自己負担）",
                "無料 ※通信料は利用者負担",
                "無料ですが、通話料は各自",
                "材料費別途",
                "参加費無料、材料費は別",
                "各自負担",
                "お茶代",
                "材料費のみ",
                "無料、お茶代",
                "要会費",
                "減免あり",
                "割引あり",
                "1割負担",
                "無料（駐車場は有料）",
                "かからないわけではありません",
                "応分の負担",
                "お金がかかることがあります",
                "無料と有料があります",
                "お茶代程度",
                "無料（お弁当は各自）",
                "2回目から有料",
                "お菓子代のみ",
            ],
        );
        all_are(
            Fee::Donation,
            &[
                "カンパ",
                "カンパ制",
                "カンパをお願いします",
                "お気持ち",
                "お気持ちで",
                "投げ銭",
                "寄付をお願いします",
                "無料（カンパ歓迎）",
                "志",
                "任意のカンパ",
            ],
        );
    }

    #[test]
    fn what_says_nothing_of_the_fee_is_unsaid() {
        all_are(
            Fee::Unsaid,
            &[
                "",
                "　",
                "予約はいりません",
                "予約不要",
                "申込不要",
                "申し込みはいりません",
                "無料駐車場あり",
                "無料の駐車場があります",
                "無料のお茶があります",
                "駐車場無料",
                "駐車場は無料です",
                "無料送迎あり",
                "送迎無料",
                "無料Wi-Fiあり",
                "お問い合わせください",
                "未定",
                "要問い合わせ",
                "応相談",
                "要相談",
                "不明",
                "持ち物はいりません",
                "会員登録不要",
                "年齢制限なし",
                "参加費",
                "料金はお問い合わせください",
                "詳しくはお問い合わせください",
                "予約が必要です",
                "駐車場なし",
                "内容によって異なります",
                "-",
                "おはなし会",
                "いただける",
                "ただいま準備中",
            ],
        );
    }
}
