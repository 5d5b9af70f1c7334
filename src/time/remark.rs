//! What the reader of phrases has to say back to the editor: remarks, and the parts it left unread.

use std::ops::Range;

/// The list of the resource in which a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `hours:`
    Hours,
    /// `closed:`
    Closed,
    /// `when:` of a session.
    When,
}

/// A place in a phrase: which list, which line of it, which bytes of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The list.
    pub field: Field,
    /// Index into the slice that was parsed; 0 for a single phrase.
    pub line: usize,
    /// Bytes of that line.
    pub range: Range<usize>,
}

/// What is the matter with a part of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// Words the reader does not know.
    Unread,
    /// It says two things that cannot both hold: 毎週第4木曜日.
    Contradiction,
    /// A date that does not fall on the weekday beside it: 2026-12-05(日).
    WrongWeekday,
    /// A date that is not the holiday it is said to be: 2027-01-12(祝).
    WrongHoliday,
    /// The year of the era and that of the Western calendar are not the same: 令和9年(2026年).
    YearsDiffer,
    /// A year its era does not have: 平成39年.
    OutsideEra,
    /// No clock or calendar has it: 25:99, 2月30日.
    Impossible,
    /// It ends before it begins, and 翌 is not said.
    Backward,
    /// Two readings are equally good: 第2土曜・日曜.
    Ambiguous,
    /// It recurs, but from no stated beginning: 隔月, 年2回.
    NoAnchor,
    /// A date without its year.
    NoYear,
    /// Days are named, but not from when to when.
    NoTimes,
    /// A time is given, but not on which days.
    NoDays,
    /// Of one day of the week nothing is said, while the others have their times: 土曜 between 平日 and 日・祝.
    Unsaid,
    /// Closed on days that are announced elsewhere: 資料整理日.
    Irregular,
    /// Closed days among the hours.
    Misplaced,
}

/// Something to tell the editor about one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The words it is about.
    pub place: Place,
    /// What is the matter.
    pub kind: RemarkKind,
    /// One sentence that stands alone, without a full stop.
    pub headline: String,
    /// What to write instead, or what the site does meanwhile.
    pub help: String,
}

/// How much an unread part matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RestKind {
    /// Explains, and changes no time: 要予約, LO 14:00.
    Note,
    /// May close the place on days nobody can compute: 資料整理日, 臨時休館あり.
    Reservation,
    /// Not understood, and might change the rule.
    Unread,
}

/// A part of the text that did not become part of a rule, word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// Where it stands.
    pub place: Place,
    /// How much it matters.
    pub kind: RestKind,
    /// The words themselves.
    pub text: String,
}

/// A doubt found while reading, before it knows its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    pub range: Range<usize>,
    pub kind: RemarkKind,
    /// The likely meaning, to be quoted in the help.
    pub likely: String,
}

impl Remark {
    /// The remark for a doubt about `text`.
    pub(super) fn of(place: Place, text: &str, kind: RemarkKind, likely: &str) -> Remark {
        let quoted = format!("「{}」", text.trim());
        let (headline, help) = match kind {
            RemarkKind::Unread => (
                format!("{quoted}を読み取れません"),
                "文字はそのまま載せますが、開いているかどうかの計算には使いません。9:00-17:00、月曜日(祝日の場合は翌日)、毎月第2土曜日 13:30-15:30 のように書くか、補足は note: に移してください".into(),
            ),
            RemarkKind::Contradiction => (format!("{quoted}は内容が食い違っています"), format!("おそらく {likely} です。正しいほうに書き直してください")),
            RemarkKind::WrongWeekday => (
                format!("日付と曜日が合いません: {}", text.trim()),
                format!("おそらく {likely} です。正しいほうに書き直してください"),
            ),
            RemarkKind::WrongHoliday => (
                format!("日付と祝日の印が合いません: {}", text.trim()),
                format!("おそらく {likely} です。正しいほうに書き直してください"),
            ),
            RemarkKind::YearsDiffer => (
                format!("元号の年と西暦の年が合いません: {}", text.trim()),
                format!("{likely}。正しいほうだけを書いてください"),
            ),
            RemarkKind::OutsideEra => (format!("{quoted}という年はありません"), format!("{likely}ですか。その日の元号に書き直してください")),
            RemarkKind::Impossible if text.contains([':', '：', '時']) => (
                format!("{quoted}という時刻はありません"),
                "0:00から24:00までの時刻を書いてください。深夜は 26:00 や 翌2:00 と書けます".into(),
            ),
            RemarkKind::Impossible => (format!("{quoted}という日はありません"), "暦にある日付か、第1から第5までの曜日を書いてください".into()),
            RemarkKind::Backward => (format!("{quoted}は終わりが始まりより前です"), format!("おそらく {likely} です。日をまたぐときは 翌2:00 のように書いてください")),
            RemarkKind::Ambiguous => (format!("{quoted}は二通りに読めます"), format!("{likely} のように、一通りにしか読めない形で書いてください")),
            RemarkKind::NoAnchor => (
                format!("{quoted}だけでは日付が決まりません"),
                format!("日程は「問い合わせ」と表示します。起点を「{}」のように書くか、決まっている日を dates: に 2026-12-05 のように書いてください", if likely.is_empty() { "隔週土曜日(2026-12-05から)" } else { likely }),
            ),
            RemarkKind::NoYear => (format!("{quoted}に年がありません"), "2026-12-05 のように年から書いてください。毎年ある日なら「毎年12月5日」と書いてください".into()),
            RemarkKind::NoTimes => (
                format!("{quoted}に、何時から何時までかが書かれていません"),
                "月〜金曜日 9:00-17:00 のように時刻も書いてください。休みの日なら closed: に書いてください".into(),
            ),
            RemarkKind::NoDays => (
                format!("{quoted}に、いつの日のことかが書かれていません"),
                "毎月第2土曜日 14:00-16:00 のように日も書くか、dates: に 2026-12-05 のように日を並べてください".into(),
            ),
            RemarkKind::Unsaid => (
                format!("{likely}のことが書かれていません"),
                "開いているとも休みとも言えないので「わかりません」と表示します。どちらかを書き足してください".into(),
            ),
            RemarkKind::Irregular => (
                format!("{quoted}は日付が決まらない休みです"),
                "その日が休みかもしれないことを添えて表示します。日付が決まったら closed: に 2026-12-05 のように書き足してください".into(),
            ),
            RemarkKind::Misplaced => (
                format!("{quoted}は休みの日のようです"),
                "休みの日として読みました。hours: ではなく closed: に書いてください".into(),
            ),
        };
        Remark { place, kind, headline, help }
    }
}
