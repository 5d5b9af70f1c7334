//! Years as documents write them, by era, by the Western calendar or by both at once: the one place where eras are decided.
//!
//! An era has an end, and the day counts: 平成 ends on 30 April 2019. A year beyond its era is no year, and two years side
//! by side that differ are no date.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// An era since 1868: its name and its letters, the year before its first, and its first day.
#[derive(Debug, PartialEq, Eq)]
struct Era {
    name: &'static str,
    letters: &'static [&'static str],
    before_first: i16,
    begins: (i16, i8, i8),
}

/// Newest first. 明治 was counted from the beginning of its year when it was proclaimed.
const ERAS: &[Era] = &[
    Era { name: "令和", letters: &["R", "r"], before_first: 2018, begins: (2019, 5, 1) },
    Era { name: "平成", letters: &["H"], before_first: 1988, begins: (1989, 1, 8) },
    Era { name: "昭和", letters: &["S"], before_first: 1925, begins: (1926, 12, 25) },
    Era { name: "大正", letters: &["T"], before_first: 1911, begins: (1912, 7, 30) },
    Era { name: "明治", letters: &["M"], before_first: 1867, begins: (1868, 1, 1) },
];

/// A year as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenYear {
    /// In the Western calendar.
    pub year: i16,
    era: Option<&'static str>,
    /// The year written beside it, where it is another one.
    other: Option<i16>,
}

/// Why a date with an era is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearProblem {
    /// 平成39年: the era had ended, or not begun. What the day would be called, such as 令和9年.
    OutsideEra(String),
    /// 令和9年（2026年）: the two years, as the Western calendar counts them.
    Differ(i16, i16),
}

impl YearProblem {
    /// What would be right, to be quoted in a help.
    pub fn likely(&self) -> String {
        match self {
            YearProblem::OutsideEra(year) => year.clone(),
            YearProblem::Differ(year, other) => {
                let said = |year: i16| format!("{year}年({})", Date::new(year, 12, 31).map_or_else(|_| String::new(), japanese_year));
                format!("{}、または {} です", said(*year), said(*other))
            }
        }
    }
}

/// What a text that should be a date says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenDate {
    /// Year, month and day, as far as they are given. Whether the calendar has such a day is not looked at.
    Date(i16, Option<i8>, Option<i8>),
    /// It is no date, and this is why.
    Problem(YearProblem),
}

/// Reads a whole text as a date to the day, the month or the year: 令和8年6月12日, R8.6.12, 2026/6/12, 令和9年（2027年）1月.
///
/// A weekday in brackets behind it is left out; `None` when the text is no date at all.
pub fn read_date(text: &str) -> Option<WrittenDate> {
    let chars: Vec<char> = text.nfkc().filter(|char| !char.is_whitespace()).map(plain).collect();
    let (year, at) = written_year(&chars, 0)?;
    let rest: String = chars.get(at..)?.iter().collect();
    let rest = rest.split('(').next().unwrap_or_default();
    let parts: Vec<&str> = rest.split(|char: char| !char.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    if rest.chars().any(|char| !char.is_ascii_digit() && !"月日/.-".contains(char)) || parts.len() > 2 {
        return None;
    }
    let numbers: Vec<i8> = parts.iter().map(|part| part.parse()).collect::<Result<_, _>>().ok()?;
    let (month, day) = (numbers.first().copied(), numbers.get(1).copied());
    Some(match year.problem(month, day) {
        Some(problem) => WrittenDate::Problem(problem),
        None => WrittenDate::Date(year.year, month, day),
    })
}

/// The dashes and brackets of a written date in one spelling.
fn plain(char: char) -> char {
    match char {
        '‐' | '‑' | '–' | '—' | '−' | '~' | '〜' => '-',
        '〔' | '[' | '【' => '(',
        '〕' | ']' | '】' => ')',
        char => char,
    }
}

/// The year at `at` with its separator, and the place after it: 2026年, 令和8年, R8., 2026-, 令和9年(2027年), 令和9(2027)年.
pub(super) fn written_year(chars: &[char], at: usize) -> Option<(WrittenYear, usize)> {
    // Most characters begin no year, and every one of a text is asked.
    if !chars.get(at).is_some_and(|first| first.is_ascii_digit() || "西令平昭大明RrHSTM〇一二三四五六七八九十".contains(*first))
    {
        return None;
    }
    let start = if chars.get(at..)?.starts_with(&['西', '暦']) { at + 2 } else { at };
    let (first, digits_end) = one_year(chars, start)?;
    let unit = skip_spaces(chars, digits_end);
    let has_unit = chars.get(unit) == Some(&'年');
    let end = if has_unit { unit + 1 } else { digits_end };
    let (second, end, closed) =
        second_year(chars, end, first, has_unit).map_or((None, end, has_unit), |(year, end)| (Some(year), end, true));
    let era = [Some(first), second].into_iter().flatten().find_map(|year| year.era);
    let other = second.map(|year| year.year).filter(|year| *year != first.year);
    let year = WrittenYear { year: first.year, era, other };
    if second.is_some() && !has_unit {
        // 令和9(2027)年, 2027(R9).1.11.
        return matches!(chars.get(end), Some('年' | '/' | '.' | '~' | '-')).then_some((year, end + 1));
    }
    if closed {
        return Some((year, end));
    }
    matches!(chars.get(end), Some('/' | '.' | '~' | '-')).then_some((year, end + 1))
}

/// A year without its separator.
fn one_year(chars: &[char], at: usize) -> Option<(WrittenYear, usize)> {
    let begins = |word: &str| word.chars().enumerate().all(|(ahead, char)| chars.get(at + ahead) == Some(&char));
    // The M of PM9.30 is no 明治.
    let is_free = at.checked_sub(1).and_then(|before| chars.get(before)).is_none_or(|before| !before.is_ascii_alphanumeric());
    let era = ERAS.iter().find_map(|era| {
        let letter = era.letters.iter().any(|letter| begins(letter)) && is_free;
        if begins(era.name) { Some((era, 2)) } else { letter.then_some((era, 1)) }
    });
    let start = era.map_or(at, |(_, length)| skip_spaces(chars, at + length));
    let (number, end) = match chars.get(start) {
        Some('元') if era.is_some() => (1, start + 1),
        _ => number(chars, start)?,
    };
    let year = match era {
        Some((era, _)) => WrittenYear { year: number.checked_add(era.before_first)?, era: Some(era.name), other: None },
        None => WrittenYear { year: number, era: None, other: None },
    };
    let plausible = if era.is_some() { (0..=99).contains(&number) } else { (1868..2200).contains(&number) && end - start == 4 };
    plausible.then_some((year, end))
}

/// The same year in the other calendar: （2027年）, ／2027年, 〔令和9〕.
fn second_year(chars: &[char], at: usize, first: WrittenYear, has_unit: bool) -> Option<(WrittenYear, usize)> {
    let opening = skip_spaces(chars, at);
    let closing = match chars.get(opening) {
        Some('(') => Some(')'),
        Some('【') => Some('】'),
        _ => None,
    };
    let bracketed = closing.is_some();
    let linked = bracketed || matches!(chars.get(opening), Some('/' | '・' | '=' | ':'));
    let start = skip_spaces(chars, if linked { opening + 1 } else { opening });
    let start = if chars.get(start..)?.starts_with(&['西', '暦']) { start + 2 } else { start };
    let (second, digits_end) = one_year(chars, start)?;
    if second.era.is_some() == first.era.is_some() {
        return None;
    }
    let unit = skip_spaces(chars, digits_end);
    let counted = chars.get(unit) == Some(&'年');
    let end = if counted { unit + 1 } else { digits_end };
    if bracketed {
        let close = skip_spaces(chars, end);
        return (chars.get(close).copied() == closing).then_some((second, close + 1));
    }
    // Without brackets only its own 年 tells the year from the month: 令和9年／2027年1月.
    (counted && (has_unit || linked)).then_some((second, end))
}

fn skip_spaces(chars: &[char], mut at: usize) -> usize {
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    at
}

/// A number of at most four digits, or of kanji numerals as they stand before 年.
fn number(chars: &[char], at: usize) -> Option<(i16, usize)> {
    let (number, digits) = super::lex::number_at(chars, at)?;
    (digits <= 4).then_some((i16::try_from(number).ok()?, at + digits))
}

impl WrittenYear {
    /// Why there is no such date; `month` and `day` as far as they are known.
    pub fn problem(self, month: Option<i8>, day: Option<i8>) -> Option<YearProblem> {
        if let Some(other) = self.other {
            return Some(YearProblem::Differ(self.year, other));
        }
        let first = Date::new(self.year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let last = match (month, day) {
            (Some(_), Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, _) => first.last_of_year(),
        };
        let is_of = |date: Date, name: &str| era_of(date).is_some_and(|era| era.name == name);
        let in_era = self.era.is_none_or(|name| is_of(first, name) || is_of(last, name));
        (!in_era).then(|| YearProblem::OutsideEra(japanese_year(last)))
    }
}

/// 令和9年, 平成元年.
fn japanese_year(date: Date) -> String {
    match era_of(date) {
        Some(era) if date.year() - era.before_first == 1 => format!("{}元年", era.name),
        Some(era) => format!("{}{}年", era.name, date.year() - era.before_first),
        None => format!("{}年", date.year()),
    }
}

/// The era in which a day lies.
fn era_of(date: Date) -> Option<&'static Era> {
    ERAS.iter().find(|era| era.begins <= (date.year(), date.month(), date.day()))
}
