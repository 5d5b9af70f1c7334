//! Characters to tokens: numbers with what they count, clock times, days, and the fixed words of notices.
//!
//! 1. Clock times come first, so that 午前9時 is a time and 午前 alone a word; then 月1回 and its kin.
//! 2. Then the words of the table in `words.rs`, the longest first.
//! 3. Then dates and 第n, then weekday signs where they stand for a weekday (not the 日 of 日没).
//! 4. Everything else is [`Tok::Other`]; the reader above never skips it silently.

use std::ops::Range;

use jiff::civil::Date;

use super::{
    clock::{DAY, Minutes, NOON},
    days::{Edge, MonthDay, Season},
    eras::{WrittenYear, YearProblem, written_year},
    say::WEEKDAYS,
    text::Text,
    words::longest_word,
};

/// 午前 or 午後 before a clock time, and 翌 for the day after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Unsaid,
    Morning,
    Afternoon,
    /// 昼, お昼: from eleven to four, around noon.
    Midday,
    /// 夜, 深夜: midnight and what follows it belong to the evening.
    Night,
    NextDay,
}

/// Where a phrase may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sep {
    /// 、
    Comma,
    /// ・
    Dot,
    Slash,
    /// と, 及び
    And,
    /// 又は: one of them, so never a list of days to rely on.
    Or,
    Semicolon,
    /// 。
    Period,
}

/// A fixed word, by what it does in a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Weekly,
    EveryOtherWeek,
    Monthly,
    EveryOtherMonth,
    EvenMonths,
    OddMonths,
    Yearly,
    /// 月1回, 年に2回, 2か月に1回: how often, not when.
    Count,
    /// 不定期, 随時
    NoFixedDay,
    Except,
    Only,
    /// の場合は
    Case,
    /// に当たる, と重なる
    Meets,
    /// 翌日
    NextDay,
    /// 翌平日
    NextWorkday,
    /// 直近の休館日でない日
    NextOpen,
    /// 翌日以降の祝日でない日
    NextNonHoliday,
    /// 翌 before a weekday
    Next,
    /// 翌年の before a date
    NextYear,
    NextWeek,
    Closed,
    Open,
    /// 無休
    NeverClosed,
    Morning,
    Afternoon,
    Evening,
    /// ランチ, 夜の部: part of one place's day, whose times stand beside it
    Meal,
    /// 夜の部, ディナー: a part of the day that is never in the morning
    Late,
    MonthEnd,
    /// LO, 最終入館, 受付: followed by a time that does not change the opening
    LastEntry,
    About,
    Also,
    Tail,
    But,
    AllDay,
    Throughout,
    Hours,
    OpenDays,
    Reception,
    SameAsUsual,
    /// Words that explain and change nothing: 要予約
    Note,
    /// 開始, を初回とする: the date before it is the first of a series.
    Begin,
    /// 初回, 次回: the date after it is one of a series.
    First,
    /// 夏季, 冬期, often before the months that say when that is.
    SeasonLabel(Season),
    /// 昼休み, 休憩
    Break,
    /// 延長保育, 預かり保育
    Extended,
    /// 原則として: it may be otherwise.
    AsARule,
    /// その日が, before the condition of a 祝日の翌日
    ThatDay,
    /// その他, それ以外: the days no other statement speaks of.
    Others,
    /// など, ほか: there are more of the kind, and nobody says which.
    AndSoOn,
    /// 前日, 前の日
    DayBefore,
    /// 直前の平日
    WorkdayBefore,
    /// 前週
    WeekBefore,
    /// 終了, 閉会: the time beside it is an end.
    Ends,
    /// 開始, 開会, 開演, スタート: the time beside it is a beginning.
    Starts,
    /// 以降
    Later,
    /// いずれも, 各回: before times that hold for all the days.
    Each,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tok {
    Weekday(u8),
    /// 曜日 or 曜 after a weekday sign.
    DayOfWeek,
    Holiday,
    /// 休日 alone: a holiday, a weekend, or a closed day.
    RestDay,
    Workday,
    EveryDay,
    AfterHoliday,
    /// 祝前日
    BeforeHoliday,
    Season(Season),
    /// 三が日, 元日: a name that has dates.
    Named(MonthDay, MonthDay),
    Nth(u8),
    Last,
    /// 第1週
    Week,
    Number(u32),
    /// 5のつく日
    DaysEndingIn(u8),
    Month(i8),
    Day(i8),
    MonthDay(MonthDay),
    /// 11月下旬
    PartOfMonth(Edge),
    Date(Date),
    Year(i16),
    YearMonth(i16, i8),
    /// 令和8年度
    FiscalYear(i16),
    Clock(Minutes, Half),
    /// The form of a clock time that no clock shows: 25:99.
    NoClock,
    /// The form of a date that no calendar has: 2月30日, 第6土曜.
    NoDate,
    /// A date whose year is none: 平成39年1月11日, 令和9年(2026年)12月20日.
    WrongYear(YearProblem),
    Dash,
    From,
    Until,
    Sep(Sep),
    Colon,
    Open,
    Close,
    LabelOpen,
    LabelClose,
    /// 「 and 」, which name things; behind a date they are brackets like any other.
    QuoteOpen,
    QuoteClose,
    Newline,
    Space,
    Mark,
    Question,
    Particle(char),
    Word(Word),
    Other,
}

/// A token and the characters it was made from.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub tok: Tok,
    pub chars: Range<usize>,
}

/// Cuts `text` into tokens without gaps.
pub(super) fn lex(text: &Text) -> Vec<Token> {
    let mut lexer = Lexer { chars: &text.chars, at: 0, tokens: Vec::new() };
    while lexer.at < lexer.chars.len() {
        let (tok, length) = lexer.next();
        lexer.push(tok, length.max(1));
    }
    lexer.tokens
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn push(&mut self, tok: Tok, length: usize) {
        let end = (self.at + length).min(self.chars.len());
        let joins = matches!(tok, Tok::Other | Tok::Space | Tok::Newline);
        match self.tokens.last_mut() {
            Some(last) if joins && last.tok == tok => last.chars.end = end,
            Some(_) | None => self.tokens.push(Token { tok, chars: self.at..end }),
        }
        self.at = end;
    }

    fn next(&self) -> (Tok, usize) {
        let char = self.chars[self.at];
        self.spaced_label()
            .or_else(|| self.clock())
            .or_else(|| self.numbered())
            .or_else(|| self.count())
            .or_else(|| self.word())
            .or_else(|| self.date())
            .or_else(|| self.nth())
            .or_else(|| self.number())
            .or_else(|| self.weekday())
            .or_else(|| self.particle(char))
            .or_else(|| self.point_of_list(char))
            .or_else(|| sign(char))
            .unwrap_or((Tok::Other, 1))
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn before(&self) -> Option<&Tok> {
        self.tokens.last().map(|token| &token.tok)
    }

    fn starts_with(&self, word: &str, ahead: usize) -> bool {
        word.chars().enumerate().all(|(index, char)| self.peek(ahead + index) == Some(char))
    }

    /// The longest word of the tables that begins here.
    fn word(&self) -> Option<(Tok, usize)> {
        let (tok, length) = longest_word(&self.chars[self.at..], |length| !self.cuts_a_weekday(length))?;
        let short = length == 1 && matches!(tok, Tok::Word(_) | Tok::Holiday | Tok::Last);
        // A single character is a word only where no longer word runs through it: 休 of 土:休, not of 休憩.
        (!short || self.is_word_alone()).then_some((tok, length))
    }

    /// 最終日曜 is the last Sunday and 翌月曜 the next Monday: the last sign belongs to what follows.
    fn cuts_a_weekday(&self, length: usize) -> bool {
        matches!(self.peek(length - 1), Some('日' | '月')) && self.peek(length) == Some('曜')
    }

    /// 休　日：, 日　時：, と　き：: a label set wide.
    fn spaced_label(&self) -> Option<(Tok, usize)> {
        if self.peek(1) != Some(' ')
            || !matches!(self.before(), None | Some(Tok::Newline | Tok::Space | Tok::Mark | Tok::Sep(_) | Tok::Open | Tok::LabelOpen))
        {
            return None;
        }
        SPACED_LABELS.iter().find_map(|(label, word)| {
            let end = label.chars().try_fold(0, |at, char| {
                let at = self.spaces(at);
                (self.peek(at) == Some(char)).then_some(at + 1)
            })?;
            let marked = self.peek(self.spaces(end)) == Some(':') || matches!(self.peek(end), Some(')' | '】'));
            marked.then_some((Tok::Word(*word), end))
        })
    }

    /// 全3回, 第3回: how many there are, not when; 5のつく日: the days of the month that end so.
    fn numbered(&self) -> Option<(Tok, usize)> {
        let start = match self.peek(0)? {
            '全' | '第' | '計' => self.spaces(1),
            _ => 0,
        };
        let (number, digits) = number_at(self.chars, self.at + start)?;
        let end = start + digits;
        if start > 0 {
            let unit = ["回目", "回", "日間", "部", "期"].into_iter().find(|unit| self.starts_with(unit, end))?;
            return (unit != "回" || self.peek(0) != Some('第') || self.peek(end + 1) != Some('曜'))
                .then_some((Tok::Word(Word::Note), end + unit.chars().count()));
        }
        // 1回目：10:00～11:00.
        if self.starts_with("回目", end) {
            return Some((Tok::Word(Word::Note), end + 2));
        }
        // 定員30名, 500円, 約2時間: how many or how much, not when.
        let counters = ["名", "人", "組", "円", "歳", "才", "台", "席", "食", "分前", "分程度", "時間程度", "時間半", "時間"];
        if let Some(counter) = counters.into_iter().find(|counter| self.starts_with(counter, end)) {
            let before_a_time = counter.starts_with('時')
                && self.peek(end + counter.chars().count()).is_some_and(|next| "前後以毎営対受利い・、3".contains(next));
            let around_the_clock = counter.starts_with('時') && number == 24;
            let counted = end + counter.chars().count();
            // 50食限定.
            let limited =
                ["限定", "限り", "まで"].into_iter().find(|word| !counter.starts_with(['時', '分']) && self.starts_with(word, counted));
            let counted = counted + limited.map_or(0, |word| word.chars().count());
            return (!before_a_time && !around_the_clock).then_some((Tok::Word(Word::Note), counted));
        }
        let ending = ["のつく日", "の付く日", "がつく日", "が付く日", "のつくの日", "の日のつく日"]
            .into_iter()
            .find(|ending| self.starts_with(ending, end))?;
        let digit = u8::try_from(number).ok().filter(|digit| *digit < 10)?;
        Some((Tok::DaysEndingIn(digit), end + ending.chars().count()))
    }

    /// 年2回, 月に1回, 週1日, 2か月に1回, 隔月で1回.
    fn count(&self) -> Option<(Tok, usize)> {
        let every = ["毎", ""].into_iter().find(|every| self.starts_with(every, 0))?.chars().count();
        let (period, in_period) = match self.peek(every)? {
            '年' | '月' | '週' | '日' => (every + 1, true),
            _ => {
                let (_, digits) = number_at(self.chars, self.at + every)?;
                let unit = every + digits;
                let counter = ["か月", "ヶ月", "カ月", "ケ月", "ヵ月", "箇月", "ヶ月間", "年", "週間", "月", "週", "日"];
                let counter = counter.into_iter().find(|word| self.starts_with(word, unit))?;
                (unit + counter.chars().count(), false)
            }
        };
        let mut end = period;
        for filler in ["間", "に", "に約", "に数", "約", "数"] {
            if self.starts_with(filler, period) {
                end = end.max(period + filler.chars().count());
            }
        }
        let linked = end > period;
        if !in_period && !linked {
            return None;
        }
        let digits = number_at(self.chars, self.at + end).map_or(0, |(_, digits)| digits);
        let vague = self.chars.get(self.at + end.saturating_sub(1)) == Some(&'数');
        if digits == 0 && !vague {
            return None;
        }
        end += digits;
        if self.peek(end) == Some('~')
            && let Some((_, more)) = number_at(self.chars, self.at + end + 1)
        {
            end += 1 + more;
        }
        let unit = ["回程度", "回ほど", "回", "度", "日程度", "日間", "日"].into_iter().find(|unit| self.starts_with(unit, end))?;
        // 毎月15日 is a day of the month, 週3日 and 月に3日 are not; 日 after 年 is never a count worth guessing.
        let day = unit.starts_with('日');
        if day && !linked && self.peek(every) != Some('週') {
            return None;
        }
        if unit == "日" && self.peek(end + 1) == Some('曜') {
            return None;
        }
        Some((Tok::Word(Word::Count), end + unit.chars().count()))
    }

    /// 2026-12-05, 2026年12月5日, 令和8年12月5日, R8.12.5, 12/29, 12月29日, 12月, 15日.
    fn date(&self) -> Option<(Tok, usize)> {
        self.full_date().or_else(|| self.month_day()).or_else(|| self.month()).or_else(|| self.day())
    }

    fn full_date(&self) -> Option<(Tok, usize)> {
        let (year, end) = written_year(self.chars, self.at)?;
        let length = end - self.at;
        let gap = self.spaces(length);
        let Some((month, digits)) = number_at(self.chars, self.at + gap) else {
            return self.year_alone(year, length);
        };
        let mut end = gap + digits;
        match self.peek(end) {
            Some('月' | '/' | '.' | '~') => end += 1,
            Some(_) | None => return self.year_alone(year, length),
        }
        let end_of_month = end;
        end = self.spaces(end);
        let day = number_at(self.chars, self.at + end);
        let separated = self.peek(gap + digits) == Some('月');
        let known = i8::try_from(month).ok().filter(|month| (1..=12).contains(month));
        match day {
            Some((day, digits)) if !separated || self.peek(end + digits) == Some('日') => {
                end += digits + usize::from(self.peek(end + digits) == Some('日') && self.peek(end + digits + 1) != Some('曜'));
                let problem = i8::try_from(day).ok().and_then(|day| year.problem(known, Some(day)));
                let date = civil(year.year, month, day).map_or(Tok::NoDate, Tok::Date);
                Some((problem.map_or(date, Tok::WrongYear), end))
            }
            Some(_) | None if separated => {
                let written = known.map_or(Tok::NoDate, |month| Tok::YearMonth(year.year, month));
                Some((year.problem(known, None).map_or(written, Tok::WrongYear), end_of_month))
            }
            Some(_) | None => self.year_alone(year, length),
        }
    }

    fn year_alone(&self, year: WrittenYear, length: usize) -> Option<(Tok, usize)> {
        if self.peek(length - 1) == Some('年') && self.peek(length) == Some('度') && year.problem(None, None).is_none() {
            return Some((Tok::FiscalYear(year.year), length + 1));
        }
        let is_counted = matches!(self.peek(length - 1), Some('年' | ')' | '】'));
        is_counted.then(|| (year.problem(None, None).map_or(Tok::Year(year.year), Tok::WrongYear), length))
    }

    fn month_day(&self) -> Option<(Tok, usize)> {
        let (month, digits) = number_at(self.chars, self.at)?;
        let mut end = self.spaces(digits);
        let slash = self.peek(end) == Some('/');
        if !slash && self.peek(end) != Some('月') {
            return None;
        }
        end = self.spaces(end + 1);
        for (word, _) in [("末日", 0), ("末", 0), ("月末日", 0), ("月末", 0)] {
            if self.starts_with(word, end) && (1..=12).contains(&month) {
                let month = i8::try_from(month).ok()?;
                return Some((Tok::MonthDay((month, 31)), end + word.chars().count()));
            }
        }
        let (day, digits) = number_at(self.chars, self.at + end)?;
        end += digits;
        match self.peek(end) {
            Some('日') if self.peek(end + 1) != Some('曜') => end += 1,
            // 8月14〜16日: 日 is said once for both.
            Some('~')
                if !slash && number_at(self.chars, self.at + end + 1).is_some_and(|(_, more)| self.peek(end + 1 + more) == Some('日')) => {
            }
            // 12月11から翌年3月10まで lost its 日.
            Some(_) if !slash && self.is_in_a_span(end) => {}
            Some(_) | None if !slash => return None,
            // 9/30:5:00 is a date and its times.
            Some(':') if self.is_clock_at(end + 1) => {}
            Some(':' | '時' | '/') => return None,
            Some(_) | None => {}
        }
        Some((month_day(month, day).map_or(Tok::NoDate, Tok::MonthDay), end))
    }

    /// から翌年3月 behind a day without 日, or まで where a span has begun.
    fn is_in_a_span(&self, end: usize) -> bool {
        let far = ["から翌年", "から翌", "から", "より"]
            .into_iter()
            .find(|word| self.starts_with(word, end))
            .map(|word| end + word.chars().count());
        let month = far.and_then(|far| Some(far + number_at(self.chars, self.at + far)?.1));
        let begun = matches!(self.before(), Some(Tok::From | Tok::Dash | Tok::Word(Word::NextYear | Word::Next)));
        month.is_some_and(|month| self.peek(month) == Some('月')) || (begun && self.starts_with("まで", end))
    }

    fn month(&self) -> Option<(Tok, usize)> {
        let (month, digits) = number_at(self.chars, self.at)?;
        let unit = self.spaces(digits);
        if self.peek(unit) != Some('月') || matches!(self.peek(unit + 1), Some('曜' | '間')) {
            return None;
        }
        // 第1・3月 is the third Monday, or else March; the reader is better told neither.
        let numbering = self.tokens.iter().rev().map(|token| &token.tok).find(|tok| !matches!(tok, Tok::Sep(_) | Tok::Number(_)));
        if matches!(numbering, Some(Tok::Nth(_))) && matches!(self.before(), Some(Tok::Sep(_))) {
            return None;
        }
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month));
        let part = self.spaces(unit + 1);
        let part = PARTS_OF_MONTH.iter().filter(|(word, ..)| self.starts_with(word, part)).max_by_key(|(word, ..)| word.len());
        if let (Some(month), Some((word, from, to))) = (month, part) {
            return Some((Tok::PartOfMonth(Edge { month, from: *from, to: *to }), self.spaces(unit + 1) + word.chars().count()));
        }
        Some((month.map_or(Tok::NoDate, Tok::Month), unit + 1))
    }

    fn day(&self) -> Option<(Tok, usize)> {
        let (day, digits) = number_at(self.chars, self.at)?;
        if self.peek(digits) != Some('日') || matches!(self.peek(digits + 1), Some('曜' | '間' | '以' | '前' | '程' | '祝')) {
            return None;
        }
        let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day));
        Some((day.map_or(Tok::NoDate, Tok::Day), digits + 1))
    }

    /// Whether digits and a colon stand `ahead`.
    fn is_clock_at(&self, ahead: usize) -> bool {
        number_at(self.chars, self.at + ahead).is_some_and(|(_, digits)| self.peek(ahead + digits) == Some(':'))
    }

    /// 9:00, 9時, 午後1時半, 翌2:00, 正午, AM9:30, 9:30AM.
    fn clock(&self) -> Option<(Tok, usize)> {
        if self.starts_with("正午", 0) {
            return Some((Tok::Clock(NOON, Half::Afternoon), 2));
        }
        let (half, start) = self.half_of_day();
        let start = self.spaces(start);
        if self.starts_with("正午", start) {
            return Some((Tok::Clock(NOON, Half::Afternoon), start + 2));
        }
        let (hour, digits) = number_at(self.chars, self.at + start)?;
        let mut end = self.spaces(start + digits);
        let minute = match self.peek(end)? {
            ':' => {
                end = self.spaces(end + 1);
                let (minute, digits) = number_at(self.chars, self.at + end)?;
                end += digits;
                if digits == 2 { minute } else { 99 }
            }
            // 一時的に, 一時保育 and 一時休止 are no clock times.
            '時' if half == Half::Unsaid
                && self.peek(start) == Some('一')
                && !self.peek(end + 1).is_some_and(|next| "~かまよ半".contains(next)) =>
            {
                return None;
            }
            '時' if self.peek(end + 1) != Some('間') => {
                end += 1;
                let (minute, length) = self.minutes_after_hour(end);
                end += length;
                minute
            }
            // A bare number is an hour between its partner's dash and 時, or after 午前: 9~17時, 午後1~3時.
            _ if self.is_half_of_hour_range(start + digits) => {
                end = start + digits;
                0
            }
            _ => return None,
        };
        // Seconds are only ever zero.
        if self.starts_with(":00", end) {
            end += 3;
        }
        let (half, end) = match half {
            Half::Unsaid => self.half_after(end),
            Half::Morning | Half::Afternoon | Half::Midday | Half::Night | Half::NextDay => (half, end),
        };
        Some((clock_of(hour, minute, half).map_or(Tok::NoClock, |clock| Tok::Clock(clock, half)), end))
    }

    fn half_of_day(&self) -> (Half, usize) {
        if !self.peek(0).is_some_and(|first| {
            matches!(first, '翌' | '午' | '朝' | '昼' | 'お' | '夕' | '夜' | 'よ' | '深' | '同' | 'A' | 'a' | 'P' | 'p')
        }) {
            return (Half::Unsaid, 0);
        }
        let table = [
            ("翌朝", Half::NextDay),
            ("翌日", Half::NextDay),
            ("翌日の", Half::NextDay),
            ("翌", Half::NextDay),
            ("翌午前", Half::NextDay),
            ("翌日午前", Half::NextDay),
            ("午前", Half::Morning),
            ("朝", Half::Morning),
            ("AM", Half::Morning),
            ("am", Half::Morning),
            ("Am", Half::Morning),
            ("a.m.", Half::Morning),
            ("午後", Half::Afternoon),
            ("昼", Half::Midday),
            ("お昼", Half::Midday),
            ("お昼の", Half::Midday),
            ("昼の", Half::Midday),
            ("夕方", Half::Afternoon),
            ("夕", Half::Afternoon),
            ("夜", Half::Night),
            ("よる", Half::Night),
            ("夜間", Half::Night),
            ("深夜", Half::Night),
            // 午後1時〜同5時: the half is carried over from the time before.
            ("同", Half::Unsaid),
            ("同日", Half::Unsaid),
            ("PM", Half::Afternoon),
            ("pm", Half::Afternoon),
            ("Pm", Half::Afternoon),
            ("p.m.", Half::Afternoon),
        ];
        let longest = table.into_iter().filter(|(word, _)| self.starts_with(word, 0)).max_by_key(|(word, _)| word.len());
        longest.map_or((Half::Unsaid, 0), |(word, half)| (half, word.chars().count()))
    }

    fn half_after(&self, end: usize) -> (Half, usize) {
        let gap = self.spaces(end);
        for (word, half) in [
            ("AM", Half::Morning),
            ("am", Half::Morning),
            ("a.m.", Half::Morning),
            ("PM", Half::Afternoon),
            ("pm", Half::Afternoon),
            ("p.m.", Half::Afternoon),
        ] {
            let after = gap + word.len();
            // PM5:00 behind a blank begins the next time.
            let free = gap == end || !self.peek(after).is_some_and(|next| next.is_ascii_digit());
            if self.starts_with(word, gap) && free {
                return (half, after);
            }
        }
        (Half::Unsaid, end)
    }

    /// 30分, 半, or 00 after 時.
    fn minutes_after_hour(&self, end: usize) -> (u32, usize) {
        if self.peek(end) == Some('半') {
            return (30, 1);
        }
        let gap = self.spaces(end) - end;
        match number_at(self.chars, self.at + end + gap) {
            Some((minute, digits)) if self.peek(end + gap + digits) == Some('分') && self.peek(end + gap + digits + 1) != Some('前') => {
                (minute, gap + digits + 1)
            }
            Some((minute, 2)) if gap == 0 => (minute, 2),
            Some(_) | None => (0, 0),
        }
    }

    /// `9` of 9~17時.
    fn is_half_of_hour_range(&self, end: usize) -> bool {
        let end = self.spaces(end);
        let dash = if self.peek(end) == Some('~') {
            1
        } else if self.starts_with("から", end) {
            2
        } else {
            return false;
        };
        let start = self.spaces(end + dash);
        let next = ["午前", "午後", "翌"].into_iter().find(|half| self.starts_with(half, start)).map_or(0, |half| half.chars().count());
        let Some((_, digits)) = number_at(self.chars, self.at + start + next) else { return false };
        let unit = self.spaces(start + next + digits);
        self.peek(unit) == Some('時') && self.peek(unit + 1) != Some('間')
    }

    /// 第1, 第1週, 最終 is a word of the table.
    fn nth(&self) -> Option<(Tok, usize)> {
        if self.peek(0)? != '第' {
            let (number, digits) = number_at(self.chars, self.at)?;
            let week = ["週目", "週"].into_iter().find(|word| self.starts_with(word, digits))?;
            if self.starts_with("週間", digits) {
                return None;
            }
            let nth = u8::try_from(number).ok().filter(|nth| (1..=5).contains(nth))?;
            return Some((Tok::Nth(nth), digits + week.chars().count()));
        }
        let start = self.spaces(1);
        let (number, digits) = number_at(self.chars, self.at + start)?;
        // 第2会議室 is a room.
        if NUMBERED_PLACES.iter().any(|place| self.starts_with(place, start + digits)) {
            return Some((Tok::Word(Word::Note), start + digits));
        }
        let nth = u8::try_from(number).ok().filter(|nth| (1..=5).contains(nth));
        Some((nth.map_or(Tok::NoDate, Tok::Nth), start + digits))
    }

    fn number(&self) -> Option<(Tok, usize)> {
        let (number, digits) = number_at(self.chars, self.at)?;
        Some((Tok::Number(number), digits))
    }

    /// 月 … 日 where it is a weekday.
    fn weekday(&self) -> Option<(Tok, usize)> {
        let char = self.peek(0)?;
        let free = matches!(self.before(), None | Some(Tok::Newline | Tok::Space | Tok::Mark | Tok::LabelOpen));
        if free && self.starts_with("曜日", 0) && matches!(self.peek(2), Some(':' | '】' | ' ')) {
            return Some((Tok::Word(Word::OpenDays), 2));
        }
        if char == '曜' && matches!(self.before(), Some(Tok::Weekday(_))) {
            return Some((Tok::DayOfWeek, if self.peek(1) == Some('日') && !self.starts_with("日祝", 1) { 2 } else { 1 }));
        }
        let weekday = u8::try_from(WEEKDAYS.iter().position(|day| *day == char)?).ok()?;
        // 月により異なる speaks of months, 日により of days.
        if self.starts_with("によ", 1) {
            return None;
        }
        let sure = self.peek(1) == Some('曜');
        (sure || self.stands_alone()).then_some((Tok::Weekday(weekday), 1))
    }

    /// Whether the character here is not part of a longer word.
    fn stands_alone(&self) -> bool {
        // The 日 of 指定する日 and the 月 of 翌月 are no weekdays, so only a list, a label or the beginning may stand before.
        let before = match self.before() {
            None => true,
            Some(
                Tok::Sep(_)
                | Tok::Open
                | Tok::Close
                | Tok::Space
                | Tok::Newline
                | Tok::Weekday(_)
                | Tok::DayOfWeek
                | Tok::Colon
                | Tok::LabelOpen
                | Tok::LabelClose
                | Tok::Dash
                | Tok::From
                | Tok::Nth(_)
                | Tok::Last
                | Tok::Week
                | Tok::Mark
                | Tok::Holiday
                | Tok::Workday
                | Tok::Particle('は' | 'の'),
            ) => true,
            Some(Tok::Word(word)) => matches!(
                word,
                Word::Weekly
                    | Word::Monthly
                    | Word::EveryOtherWeek
                    | Word::EveryOtherMonth
                    | Word::EvenMonths
                    | Word::OddMonths
                    | Word::Count
                    | Word::But
                    | Word::Except
                    | Word::Next
                    | Word::Closed
                    | Word::Hours
                    | Word::OpenDays
                    | Word::ThatDay
            ),
            // 25日が土日の場合.
            Some(Tok::Particle('が')) => self.peek(1).is_some_and(|next| WEEKDAYS.contains(&next)),
            Some(Tok::Month(_) | Tok::MonthDay(_) | Tok::Clock(..)) => {
                let other = self.peek(0) != Some('日') && self.peek(0) != Some('月');
                other || (matches!(self.before(), Some(Tok::Clock(..))) && self.peek(1).is_some_and(|next| WEEKDAYS.contains(&next)))
            }
            Some(_) => false,
        };
        let numbered = matches!(self.before(), Some(Tok::Number(_)));
        (before || numbered) && self.is_followed_by_an_end()
    }

    /// Whether the character after this one begins something of its own.
    fn is_followed_by_an_end(&self) -> bool {
        match self.peek(1) {
            None => true,
            Some(next) => {
                WEEKDAYS.contains(&next)
                    || next.is_ascii_digit()
                    || ";:~、・/()。?!※【】「」AP \n".contains(next)
                    || "曜祝祭休定午夜毎第平の・はがにともをで及並又但且のみだけ終昼朝営診開閉不要正翌各隔除以利使や".contains(next)
            }
        }
    }

    /// Whether a word of one character is not part of a longer one.
    fn is_word_alone(&self) -> bool {
        !matches!(self.before(), Some(Tok::Other)) && self.is_followed_by_an_end()
    }

    fn particle(&self, char: char) -> Option<(Tok, usize)> {
        if matches!(self.before(), Some(Tok::Other)) {
            return None;
        }
        match char {
            'は' | 'が' | 'の' | 'に' | 'も' | 'を' | 'で' => Some((Tok::Particle(char), 1)),
            'と' => Some((Tok::Sep(Sep::And), 1)),
            _ => None,
        }
    }

    /// 第2.4日曜: the point parts two numbers of weeks.
    fn point_of_list(&self, char: char) -> Option<(Tok, usize)> {
        let numbering =
            self.tokens.iter().rev().map(|token| &token.tok).find(|tok| !matches!(tok, Tok::Sep(_) | Tok::Number(_) | Tok::Week));
        let parts =
            char == '.' && matches!(numbering, Some(Tok::Nth(_))) && self.peek(1).is_some_and(|next| next.is_ascii_digit() || next == '第');
        parts.then_some((Tok::Sep(Sep::Dot), 1))
    }

    /// The first place from `ahead` on that is not a blank.
    fn spaces(&self, ahead: usize) -> usize {
        let mut ahead = ahead;
        while self.peek(ahead) == Some(' ') {
            ahead += 1;
        }
        ahead
    }
}

/// Places that have numbers: 第2会議室.
const NUMBERED_PLACES: &[&str] = &[
    "会議室",
    "集会室",
    "研修室",
    "学習室",
    "和室",
    "相談室",
    "多目的",
    "駐車場",
    "公園",
    "体育",
    "小学校",
    "中学校",
    "グラ",
    "庁舎",
    "会館",
    "公民館",
    "ビル",
    "ホール",
    "児童",
    "保育",
    "分館",
    "コート",
    "号館",
];

/// Labels that are often set wide, with what they are.
const SPACED_LABELS: &[(&str, Word)] = &[
    ("日時", Word::Hours),
    ("時間", Word::Hours),
    ("とき", Word::Hours),
    ("日程", Word::OpenDays),
    ("期日", Word::OpenDays),
    ("曜日", Word::OpenDays),
    ("開催日", Word::OpenDays),
    ("開館日", Word::OpenDays),
    ("休日", Word::Closed),
    ("休館日", Word::Closed),
    ("定休日", Word::Closed),
    ("休業日", Word::Closed),
    ("休み", Word::Closed),
];

/// Parts of a month, with the first and last day each may have; the first word for the same days is the one that is said.
pub(super) const PARTS_OF_MONTH: &[(&str, i8, i8)] = &[
    ("上旬", 1, 10),
    ("初旬", 1, 10),
    ("初め", 1, 10),
    ("はじめ", 1, 10),
    ("中旬", 11, 20),
    ("半ば", 11, 20),
    ("なかば", 11, 20),
    ("下旬", 21, 31),
    ("末頃", 21, 31),
    ("末ごろ", 21, 31),
    ("前半", 1, 15),
    ("後半", 16, 31),
];

fn sign(char: char) -> Option<(Tok, usize)> {
    let tok = match char {
        ' ' => Tok::Space,
        '\n' => Tok::Newline,
        '~' => Tok::Dash,
        ':' => Tok::Colon,
        '(' => Tok::Open,
        ')' => Tok::Close,
        '【' => Tok::LabelOpen,
        '】' => Tok::LabelClose,
        '「' | '『' => Tok::QuoteOpen,
        '」' | '』' => Tok::QuoteClose,
        '※' => Tok::Mark,
        '?' => Tok::Question,
        '、' => Tok::Sep(Sep::Comma),
        '・' | '&' | '+' => Tok::Sep(Sep::Dot),
        '/' | '|' => Tok::Sep(Sep::Slash),
        ';' => Tok::Sep(Sep::Semicolon),
        '。' => Tok::Sep(Sep::Period),
        _ => return None,
    };
    Some((tok, 1))
}

/// A number in digits or in kanji (十五, 二十, 一〇) and how many characters it takes.
pub(super) fn number_at(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let first = *chars.get(at)?;
    if !first.is_ascii_digit() && kanji_digit(first).is_none() {
        return None;
    }
    let (number, digits) = chars
        .get(at..)?
        .iter()
        .map_while(|char| char.to_digit(10))
        .take(9)
        .fold((0, 0), |(number, digits), digit| (number * 10 + digit, digits + 1));
    if digits > 0 {
        return Some((number, digits));
    }
    let length = chars.get(at..)?.iter().take_while(|char| kanji_digit(**char).is_some()).take(4).count();
    let kanji = chars.get(at..at + length)?;
    let number = kanji_number(kanji)?;
    // 一部 and 三鷹 are no numbers: a kanji numeral needs the thing it counts.
    let next = chars.get(at + kanji.len()).copied();
    let counts = next.is_some_and(|next| "時分月日年週回曜・~、火水木金土".contains(next));
    let ordinal = at.checked_sub(1).and_then(|before| chars.get(before)) == Some(&'第');
    (counts || ordinal).then_some((number, kanji.len()))
}

fn kanji_digit(char: char) -> Option<u32> {
    Some(match char {
        '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

fn kanji_number(kanji: &[char]) -> Option<u32> {
    let mut number = 0;
    let mut digit = None;
    for char in kanji {
        match kanji_digit(*char)? {
            10 => {
                number += digit.take().unwrap_or(1) * 10;
            }
            more => digit = Some(digit.unwrap_or(0) * 10 + more),
        }
    }
    (!kanji.is_empty()).then(|| number + digit.unwrap_or(0))
}

fn civil(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day of any year, so 29 February is one.
fn month_day(month: u32, day: u32) -> Option<MonthDay> {
    let date = civil(2024, month, day)?;
    Some((date.month(), date.day()))
}

/// Minutes of a clock time, or `None` for one that no clock shows, and for 午後12時, which half the people read as noon
/// and half as midnight.
fn clock_of(hour: u32, minute: u32, half: Half) -> Option<Minutes> {
    let hour = match half {
        Half::Unsaid => (hour <= 30).then_some(hour)?,
        Half::Morning if hour == 12 && minute == 0 => 12,
        Half::Morning => (hour < 12).then_some(hour)?,
        // 午後13時 is read everywhere, and can only mean 13時.
        Half::Afternoon if (12..24).contains(&hour) => (hour > 12).then_some(hour)?,
        Half::Afternoon => (hour < 12).then_some(hour + 12)?,
        Half::Midday if hour < 5 => hour + 12,
        Half::Midday => (10..=16).contains(&hour).then_some(hour)?,
        Half::Night => match hour {
            0 | 12 => 24,
            1..=4 => hour + 24,
            5..=11 => hour + 12,
            _ => (hour <= 30).then_some(hour)?,
        },
        // 翌25:00 says it twice.
        Half::NextDay if (24..=30).contains(&hour) => hour,
        Half::NextDay => (hour <= 12).then_some(hour + 24)?,
    };
    let minutes = u16::try_from(hour * 60 + minute).ok()?;
    (minute < 60 && minutes <= DAY + NOON).then_some(minutes)
}
