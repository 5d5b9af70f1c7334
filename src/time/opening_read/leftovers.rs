//! What is no rule: notes, reservations, and words nobody understood.
//!
//! Words without days or times are sorted by what they can do: a note changes nothing, a reservation may change any day,
//! and everything else is unread, which makes the whole opening "not understood".

use std::ops::Range;

use super::{LineReader, Mode};
use crate::time::{
    days::Days,
    lex::{Sep, Tok, Word},
    read::Joins,
    remark::{RemarkKind, RestKind},
    rules::ClosedRule,
};

impl LineReader<'_> {
    /// A notice this long is prose.
    pub(super) fn leave_all(&mut self) {
        let all = 0..self.reader.tokens.len();
        self.remark_tokens(RemarkKind::Unread, all.clone());
        self.reserve(Days::every_day(), "長い説明は読み取っていません");
        self.set_aside(all, RestKind::Unread, None);
    }

    /// 第3土:受付16時まで.
    pub(super) fn day_note(&mut self, at: usize) -> Option<usize> {
        self.note(at)
    }

    /// 土曜日は要相談, 土は不定休.
    pub(super) fn day_reservation(&mut self, start: usize, at: usize, days: &Days) -> Option<usize> {
        let end = self.fragment_end(at);
        let separated = matches!(self.reader.tok(at), None | Some(Tok::Sep(_) | Tok::Open | Tok::Close | Tok::Newline | Tok::Mark));
        if separated || at >= end || self.has_rule_words(at..end) {
            return None;
        }
        let text = self.said(at..end);
        // 第1月・火は連休 names days that are surely closed.
        if text.starts_with("連休") {
            return None;
        }
        // 水曜は…だけ 場合により早く閉まります: what stands behind the blank is said of every day.
        let blank = (at..end).find(|at| self.reader.is(*at, &Tok::Space));
        if blank.is_some_and(|blank| classify(&self.said(blank + 1..end)) == RestKind::Reservation) {
            return None;
        }
        let kind = classify(&text);
        // 土・日・祝日は施錠: what nobody knows to be said of days may well be that they are closed.
        if kind == RestKind::Unread || at == start || (kind == RestKind::Note && !is_known_note(&text)) {
            return None;
        }
        let said = self.said(start..end);
        if kind == RestKind::Reservation || ["相談", "問", "指定", "予約"].iter().any(|word| text.contains(word)) {
            self.reserve(days.clone(), &said);
            self.set_aside(start..end, RestKind::Reservation, Some(said));
        } else {
            self.set_aside(start..end, RestKind::Note, Some(said));
        }
        Some(end)
    }

    pub(super) fn limited_reservation(&mut self, start: usize, next: usize, days: Days) -> Option<usize> {
        let mut end = next;
        while self.reader.tok(end).is_some()
            && !matches!(self.reader.tok(end), Some(Tok::Sep(_) | Tok::Newline | Tok::Open | Tok::Close | Tok::Space))
        {
            end += 1;
        }
        let text = self.said(start..end);
        let days = if self.mode == Mode::Closed || text.contains('休') { days } else { Days::every_day() };
        self.reserve(days, &text);
        self.remark_tokens(RemarkKind::NoAnchor, start..end);
        self.set_aside(start..end, RestKind::Reservation, Some(text));
        Some(end)
    }

    /// LO 14:00, 最終入館16:30まで, 受付は16時まで: a time that is not the opening's.
    pub(super) fn note(&mut self, start: usize) -> Option<usize> {
        if self.reader.is_word(start, Word::Note) {
            self.set_aside(start..start + 1, RestKind::Note, None);
            return Some(start + 1);
        }
        // 入館は閉館時間の30分前まで.
        let end = self.fragment_end(start);
        let counted = self.said(start..end);
        if matches!(self.reader.tok(start), Some(Tok::Word(Word::LastEntry | Word::Reception)))
            && (counted.contains("分前") || counted.contains("時間前"))
            && !self.has_rule_words(start..end)
        {
            self.set_aside(start..end, RestKind::Note, None);
            return Some(end);
        }
        // 19:30受付終了, 14時LO.
        let word = self.reader.skip_spaces(start + 1);
        let trailing = matches!(self.reader.tok(start), Some(Tok::Clock(..))) && self.reader.is_word(word, Word::LastEntry);
        if trailing && self.has_times() {
            self.set_aside(start..word + 1, RestKind::Note, None);
            return Some(word + 1);
        }
        if !matches!(self.reader.tok(start), Some(Tok::Word(Word::LastEntry | Word::Reception))) {
            return None;
        }
        // ラストオーダーなし.
        if self.reader.is_word(start + 1, Word::NeverClosed) {
            self.set_aside(start..start + 2, RestKind::Note, None);
            return Some(start + 2);
        }
        let mut at = start + 1;
        let mut timed = false;
        while let Some(tok) = self.reader.tok(at) {
            // AM5:30〜PM9:00 behind a blank is the next time of the place.
            let begins_a_span =
                |at: usize| timed && matches!(self.reader.tok(self.reader.skip_spaces(at + 1)), Some(Tok::Dash | Tok::From));
            let clock_follows = |at: usize| {
                let at = self.reader.skip_spaces(at);
                matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::Word(Word::LastEntry))) && !begins_a_span(at)
            };
            match tok {
                Tok::Clock(..) => timed = true,
                Tok::Word(Word::LastEntry | Word::About | Word::Tail | Word::Meal | Word::Reception)
                | Tok::Particle(_)
                | Tok::Colon
                | Tok::Until
                | Tok::From => {}
                Tok::Space if clock_follows(at + 1) => {}
                Tok::Dash if clock_follows(at + 1) => {}
                Tok::Sep(Sep::Dot | Sep::Comma) if self.reader.is_word(at + 1, Word::LastEntry) => {}
                _ => break,
            }
            at += 1;
        }
        if !timed {
            return None;
        }
        self.set_aside(start..at, RestKind::Note, None);
        Some(at)
    }

    /// 館長が必要と認めた場合は臨時に開館…, 申込みがあった場合は夜間及び土日も利用可: on a condition that no calendar knows, so it makes
    /// no rule.
    pub(super) fn conditional(&mut self, start: usize) -> Option<usize> {
        let mut at = start;
        while matches!(
            self.reader.tok(at),
            Some(Tok::Other | Tok::Space | Tok::Particle(_) | Tok::Word(Word::Note | Word::But | Word::Meets | Word::Others))
        ) {
            at += 1;
        }
        if let Some(end) = self.on_request(start) {
            return Some(end);
        }
        let spoken = (start..at).any(|at| self.reader.is(at, &Tok::Other));
        if !spoken || !self.reader.is_word(at, Word::Case) {
            return None;
        }
        let end = self.sentence_end(at);
        // 気が向いたとき alone says nothing that could happen then.
        if end <= at + 1 && self.mode != Mode::Closed {
            return None;
        }
        // A label inside begins something else.
        let labelled = (at..end).any(|at| self.reader.is(at, &Tok::Colon) || self.reader.is(at, &Tok::LabelOpen));
        if labelled {
            return None;
        }
        let text = self.said(start..end);
        self.reserve(Days::every_day(), &text);
        self.set_aside(start..end, RestKind::Reservation, Some(text));
        Some(end)
    }

    /// 夜間(19時〜21時)と土日の利用は、許可を受けた場合のみ可能: open to those who ask, and nobody else.
    fn on_request(&mut self, start: usize) -> Option<usize> {
        let before = start.checked_sub(1).and_then(|before| self.reader.tok(before));
        let begins =
            matches!(before, None | Some(Tok::Sep(Sep::Period | Sep::Semicolon) | Tok::Newline | Tok::Mark | Tok::Word(Word::But)));
        let end = self.sentence_end(start);
        if !begins || !(start..end).any(|at| self.reader.is_word(at, Word::Case)) {
            return None;
        }
        let text = self.said(start..end);
        let asked = ["許可を受け", "許可を得", "申請があ", "申込みがあ", "申し込みがあ", "申込があ", "希望があ", "依頼があ"];
        let asked = asked.iter().filter_map(|word| text.find(word)).min();
        let allowed = ["可能", "可", "できます", "できる", "対応", "対応します"].iter().any(|word| text.ends_with(word));
        if !allowed {
            return None;
        }
        // What closes, or gives times, before the condition is a rule of its own.
        let head = start + (start..end).take_while(|at| asked.is_some_and(|asked| self.said(start..*at + 1).len() <= asked)).count();
        let mut depth = 0_usize;
        for at in start..head {
            match self.reader.tok(at) {
                Some(Tok::Open) => depth += 1,
                Some(Tok::Close) => depth = depth.saturating_sub(1),
                Some(Tok::Clock(..) | Tok::Word(Word::Closed | Word::AllDay)) if depth == 0 && !self.said(at..at + 1).ends_with('日') => {
                    return None;
                }
                Some(_) | None => {}
            }
        }
        asked?;
        self.reserve(Days::every_day(), &text);
        self.set_aside(start..end, RestKind::Reservation, Some(text));
        Some(end)
    }

    /// 月に1回、月曜・火曜の連休あり, 月1回土曜日 10時〜15時: how often, and nobody says which.
    pub(super) fn counted(&mut self, start: usize) -> Option<usize> {
        if !self.reader.is_word(start, Word::Count) {
            return None;
        }
        let mut at = start + 1;
        while matches!(self.reader.tok(at), Some(Tok::Space | Tok::Particle('の' | 'は') | Tok::Sep(Sep::Comma))) {
            at += 1;
        }
        let end = self.sentence_end(start);
        let text = self.said(start..end);
        if text.contains('休') && !(start..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::Colon))) {
            self.reserve(Days::every_day(), &text);
            self.set_aside(start..end, RestKind::Reservation, Some(text));
            return Some(end);
        }
        let set = self.reader.days(at, Joins::Loose).filter(|set| set.doubts.is_empty() && !set.value.alternating)?;
        if self.mode == Mode::Closed || self.reader.is(set.next, &Tok::Close) {
            return None;
        }
        let next = self.day_times(start, self.skip_topic(set.next), &set.value.days)?;
        let text = self.said(start..set.next);
        self.reserve(set.value.days, &text);
        self.set_aside(start..set.next, RestKind::Reservation, Some(text));
        Some(next)
    }

    /// The end of the sentence, brackets in it skipped.
    pub(super) fn sentence_end(&self, start: usize) -> usize {
        let mut at = start;
        while !matches!(self.reader.tok(at), None | Some(Tok::Sep(Sep::Period | Sep::Semicolon) | Tok::Newline | Tok::Close | Tok::Mark)) {
            at = if self.reader.is(at, &Tok::Open) { self.closing_bracket(at).unwrap_or(at) + 1 } else { at + 1 };
        }
        at.min(self.reader.tokens.len())
    }

    /// Leaves what is no statement, and says how much it matters.
    pub(super) fn leave(&mut self, start: usize) -> usize {
        self.continues = false;
        // 館内整理日(毎月末日): the brackets give the dates of an irregular word.
        if self.mode == Mode::Closed
            && let Some(next) = self.dated_irregular(start)
        {
            return next;
        }
        let end = self.unread_end(start);
        let kind = self.leave_as_one(start, end);
        self.orphaned =
            kind == RestKind::Unread && (start..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::NoClock)));
        end
    }

    /// How far the words from `start` on belong together.
    pub(super) fn unread_end(&self, start: usize) -> usize {
        let end = self.fragment_end(start);
        // …の場合があります makes a reservation of the whole sentence.
        let mut sentence = start;
        while !matches!(self.reader.tok(sentence), None | Some(Tok::Sep(Sep::Period) | Tok::Newline | Tok::Close | Tok::Mark))
            || sentence == start
        {
            sentence =
                if self.reader.is(sentence, &Tok::Open) { self.closing_bracket(sentence).unwrap_or(sentence) + 1 } else { sentence + 1 };
        }
        let sentence = sentence.min(self.reader.tokens.len());
        if sentence > end
            && is_possibility(&self.said(start..sentence))
            && !(start..sentence).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..))))
            && !self.has_dates(start..sentence)
        {
            return sentence;
        }
        // 館内整理日・年末年始, 不定休 日曜: the next item of the list has its own meaning.
        (start + 1..end)
            .find(|at| {
                let sentence = (start..*at).any(|at| matches!(self.reader.tok(at), Some(Tok::Particle('は' | 'が') | Tok::Open)))
                    || self.said(start..*at).contains(['は', 'が']);
                matches!(self.reader.tok(*at), Some(Tok::Sep(Sep::Dot | Sep::And) | Tok::Space))
                    && !sentence
                    && !self.has_rule_words(start..*at)
                    && classify(&self.said(start..*at)) != RestKind::Unread
                    && self.reader.days(at + 1, Joins::Tight).is_some()
            })
            .unwrap_or(end)
    }

    /// Keeps these tokens as one piece of rest.
    pub(super) fn leave_as_one(&mut self, start: usize, end: usize) -> RestKind {
        let text = self.said(start..end);
        let impossible = self.reader.impossible_in(start..end);
        self.doubt(&impossible);
        let timed = (start..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::NoClock)));
        let kind = self.kind_of(start..end, &text, timed);
        match kind {
            RestKind::Note => {}
            RestKind::Reservation => {
                self.reserve(Days::every_day(), &text);
                if IRREGULAR.iter().any(|word| text.contains(word)) {
                    self.remark_tokens(RemarkKind::Irregular, start..end);
                }
            }
            RestKind::Unread if impossible.is_empty() => self.remark_tokens(RemarkKind::Unread, start..end),
            RestKind::Unread => {}
        }
        self.set_aside(start..end, kind, Some(text));
        kind
    }

    /// How much a piece of text matters.
    fn kind_of(&self, tokens: Range<usize>, text: &str, timed: bool) -> RestKind {
        let bare = !self.has_rule_words(tokens.clone());
        let irregular = IRREGULAR.iter().any(|word| text.starts_with(word));
        let possible = is_possibility(text) && (bare || (!timed && !self.has_dates(tokens.clone())));
        if (irregular && (bare || !timed)) || possible {
            return RestKind::Reservation;
        }
        if !bare {
            // 20:00以降は要予約: to those who ask.
            let asked = ["要予約", "予約制", "要相談", "予約が必要"].iter().any(|word| text.ends_with(word));
            let clock = |at: usize| matches!(self.reader.tok(at), Some(Tok::Clock(..)));
            let later = asked && tokens.clone().any(|at| clock(at) && self.reader.is_word(at + 1, Word::Later));
            let days = tokens.clone().any(|at| !clock(at) && self.has_rule_words(at..at + 1));
            return if later && !days { RestKind::Reservation } else { RestKind::Unread };
        }
        // イベント開催時は利用不可, 潮位により利用不可: it closes on occasions that no calendar knows.
        let now = ["現在", "当面", "当分", "しばらく", "工事", "改修", "全館", "当館"].iter().any(|word| text.contains(word));
        let occasion = ["時は", "中は", "際は", "期間は", "日は", "時間は", "により", "によって"].iter().any(|word| text.contains(word));
        let closes = tokens.end > tokens.start
            && self.reader.is_word(tokens.end - 1, Word::Closed)
            && (tokens.start..tokens.end - 1).all(|at| {
                matches!(
                    self.reader.tok(at),
                    Some(
                        Tok::Other
                            | Tok::Particle(_)
                            | Tok::Sep(Sep::Dot)
                            | Tok::Word(Word::Throughout | Word::OpenDays | Word::Open | Word::Hours)
                    )
                )
            });
        if closes && occasion && !now && self.mode != Mode::Closed {
            return RestKind::Reservation;
        }
        if OF_GOODS.iter().any(|word| text.contains(word)) {
            return RestKind::Note;
        }
        // (休日は事前予約にて対応): to those who ask.
        let asked = ["予約", "申込", "申し込み", "相談", "連絡"].iter().any(|word| text.contains(word));
        if asked && ["対応", "対応可", "対応します", "対応可能", "対応いたします"].iter().any(|word| text.ends_with(word))
        {
            return RestKind::Reservation;
        }
        let kind = classify(text);
        // 開館日は広報で確認: on which days it is open is said elsewhere.
        if text.contains("未定") || (self.mode == Mode::OpenDays && kind == RestKind::Note) {
            return RestKind::Reservation;
        }
        // 月○火×水○: a table in one line.
        if text.contains(['×', '✕', '✖', '╳']) {
            return RestKind::Unread;
        }
        let closes = tokens.clone().any(|at| matches!(self.reader.tok(at), Some(Tok::Word(Word::Closed | Word::Only | Word::Except))));
        // 工事のため休館中 closes the place now, and nobody says until when.
        if ["休館中", "休業中", "休止中", "閉館中", "閉鎖中", "休園中"].iter().any(|word| text.contains(word)) {
            return RestKind::Unread;
        }
        // Words beside nothing that was read are no remark on it.
        let alone = !self.has_times() && self.heard.rules.closed.is_empty() && self.waiting.is_empty();
        if kind == RestKind::Note && alone && !is_known_note(text) {
            return RestKind::Unread;
        }
        if self.mode == Mode::Closed && kind != RestKind::Reservation && text.chars().any(|char| "日年月週休期".contains(char)) {
            // An item of a list of closed days that names days nobody knows: 競馬開催日, 年間18日以内.
            return if closes || kind == RestKind::Unread { kind } else { RestKind::Reservation };
        }
        kind
    }

    /// The days that words nobody could read may change: those they begin with, where they speak of no others, else all.
    pub(super) fn reach(&self, tokens: Range<usize>) -> Days {
        let mut start = tokens.start;
        while matches!(self.reader.tok(start), Some(Tok::Mark | Tok::Space | Tok::Open | Tok::Word(Word::But) | Tok::Sep(_))) {
            start += 1;
        }
        let Some(set) = self.reader.days(start, Joins::Loose).filter(|set| set.next <= tokens.end) else { return Days::every_day() };
        let days = set.value.days;
        let named = Days { weekdays: days.weekdays, nth: days.nth, workdays: days.workdays, holidays: days.holidays, ..Days::default() };
        let told = set.next == tokens.end || matches!(self.reader.tok(set.next), Some(Tok::Particle('は') | Tok::Colon | Tok::Clock(..)));
        let words = self.said(set.next..tokens.end);
        let beyond = words.chars().any(|char| BEYOND.contains(char))
            || self.has_days(set.next..tokens.end)
            || RESERVING.iter().any(|word| words.contains(word));
        if days != named || named.is_empty() || !told || beyond || set.value.alternating {
            return Days::every_day();
        }
        // 第2火曜・水曜 and 第1週の火曜: of which weeks is the doubt itself.
        let weeks = if set.doubts.is_empty() { 0 } else { (0..7).filter(|day| named.nth[*day] != 0).fold(0, |bits, day| bits | 1 << day) };
        let doubtful = set.doubts.iter().all(|doubt| doubt.kind == RemarkKind::Ambiguous);
        if doubtful { Days { weekdays: named.weekdays | weeks, ..named } } else { Days::every_day() }
    }

    /// Days among the tokens.
    fn has_days(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| !matches!(self.reader.tok(at), Some(Tok::Clock(..) | Tok::NoClock)) && self.has_rule_words(at..at + 1))
    }

    /// Dates or seasons among the tokens, on which something may be closed for certain.
    fn has_dates(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|at| {
            matches!(
                self.reader.tok(at),
                Some(
                    Tok::MonthDay(_)
                        | Tok::PartOfMonth(_)
                        | Tok::Date(_)
                        | Tok::Day(_)
                        | Tok::Named(..)
                        | Tok::YearMonth(..)
                        | Tok::FiscalYear(_)
                        | Tok::Month(_)
                        | Tok::Year(_)
                        | Tok::WrongYear(_)
                )
            )
        })
    }

    /// 館内整理日(毎月第4金曜日).
    pub(super) fn dated_irregular(&mut self, start: usize) -> Option<usize> {
        let open = (start..start + 4).find(|at| self.reader.is(*at, &Tok::Open))?;
        // 年1回(1月1日) has its date in brackets too.
        let known = IRREGULAR.iter().any(|word| self.said(start..open) == *word) || self.reader.is_word(start, Word::Count);
        let set = self.reader.days(open + 1, Joins::Loose)?;
        if !known || !self.reader.is(set.next, &Tok::Close) || !set.doubts.is_empty() || set.value.alternating {
            return None;
        }
        if is_uncertain(&self.said(start..open)) {
            // 不定休(水曜日) is closed on some Wednesdays.
            self.heard.rules.closed.push(ClosedRule::Perhaps(set.value.days));
            self.set_aside(start..open, RestKind::Reservation, None);
        } else {
            self.push_closed(&set.value.days);
        }
        Some(set.next + 1)
    }

    /// The end of the words that belong together from `start` on: a separator outside brackets.
    pub(super) fn fragment_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(tok) = self.reader.tok(at) {
            match tok {
                Tok::Sep(Sep::Comma | Sep::Period | Sep::Semicolon) | Tok::Newline | Tok::Mark | Tok::Close | Tok::LabelOpen
                    if at > start =>
                {
                    return at;
                }
                Tok::Sep(Sep::Slash) if at > start => return at,
                // Brackets behind a word belong to it.
                Tok::Open => match self.closing_bracket(at) {
                    Some(close) => at = close,
                    None => return self.reader.tokens.len(),
                },
                _ => {}
            }
            at += 1;
        }
        at
    }

    pub(super) fn closing_bracket(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in open..self.reader.tokens.len() {
            match self.reader.tok(at) {
                Some(Tok::Open) => depth += 1,
                Some(Tok::Close) => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                Some(_) | None => {}
            }
        }
        None
    }

    /// Days or times among the tokens, so leaving them out could change the rule.
    pub(super) fn has_rule_words(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| {
            matches!(
                self.reader.tok(at),
                Some(
                    Tok::Weekday(_)
                        | Tok::Holiday
                        | Tok::Workday
                        | Tok::AfterHoliday
                        | Tok::Nth(_)
                        | Tok::Last
                        | Tok::Month(_)
                        | Tok::Day(_)
                        | Tok::MonthDay(_)
                        | Tok::PartOfMonth(_)
                        | Tok::Date(_)
                        | Tok::YearMonth(..)
                        | Tok::FiscalYear(_)
                        | Tok::Year(_)
                        | Tok::BeforeHoliday
                        | Tok::DaysEndingIn(_)
                        | Tok::Clock(..)
                        | Tok::NoClock
                        | Tok::NoDate
                        | Tok::WrongYear(_)
                        | Tok::Season(_)
                        | Tok::Named(..)
                )
            )
        })
    }
}

/// Characters of words that say when, so that they are never taken for the name of a part of the place.
pub(super) const BENDS_HOURS: &str = "除休止祝曜日月年週時季期間夏冬春秋朝昼夜夕晩盆前後以末初雨雪天気晴候繁忙閑閉開早遅変延異別限曲毎翌";

/// Words of remarks on what is sold, which say nothing of the place.
const OF_GOODS: &[&str] = &["クーポン", "商品", "購入", "切手", "メニュー", "製品", "割引", "ポイント"];

/// Characters of words that speak of other days than those in front of them: 翌日, 前週, それ以外.
const BEYOND: &str = "翌前次後以外他ほ除連毎振代隔又等ど限みだ同";

/// Names of closings whose dates are announced elsewhere.
pub(super) const IRREGULAR: &[&str] = &[
    "資料整理日",
    "特別資料整理期間",
    "資料特別整理期間",
    "特別整理期間",
    "特別整理日",
    "館内整理日",
    "館内整理期間",
    "図書整理日",
    "図書整理期間",
    "蔵書点検期間",
    "蔵書整理期間",
    "蔵書点検",
    "整理日",
    "館内整理",
    "施設点検日",
    "保守点検",
    "設備点検",
    "設備点検日",
    "保守点検日",
    "点検日",
    "メンテナンス日",
    "展示替え期間",
    "展示替期間",
    "臨時休館日",
    "臨時休館",
    "臨時休業",
    "臨時休診",
    "その他",
    "不定休",
];

/// Words behind a closed day that leave open whether it is closed.
const UNCERTAIN: &[&str] =
    &["不定", "隔週", "場合", "こと", "繁忙", "時期に", "臨時", "変更", "異なる", "要問", "お問い合わせ", "要確認", "ときどき", "時々"];

/// Whether words in brackets leave open if the day in front of them is closed.
pub(super) fn is_uncertain(text: &str) -> bool {
    UNCERTAIN.iter().any(|word| text.contains(word))
}

/// Words of remarks that make any day doubtful.
const RESERVING: &[&str] = &[
    "臨時",
    "不定",
    "整理",
    "点検",
    "メンテナンス",
    "展示替",
    "工事",
    "変更",
    "変動",
    "異なる場合",
    "天候",
    "雨天",
    "中止",
    "ことがあ",
    "こともあ",
    "検討中",
    "延期",
    "順延",
    "荒天",
    "警報",
    "台風",
    "場合あり",
    "場合がある",
    "場合があります",
    "場合もある",
    "場合もあります",
    "場合有",
    "日あり",
    "日がある",
    "日があります",
    "休みあり",
    "休みがあり",
    "休業あり",
    "休館あり",
    "休診あり",
    "場合により",
    "ときがあり",
    "時があり",
    "休館日を除く",
    "休業日を除く",
    "休園日を除く",
    "都合により",
    "状況により",
    "季節により",
    "居れば",
    "いれば開",
    "早仕舞",
    "早じまい",
    "早めに",
    "無くなり次第",
    "なくなり次第",
    "売り切れ",
    "売切れ",
    "完売",
    "準ずる",
    "準じる",
    "準じます",
    "カレンダー",
    "診療科により",
    "診療科によって",
    "時間が違う",
    "ときは",
    "時は使用",
    "場合は使用",
    "月1~2回",
    "指定する日",
    "認める日",
    "認めた日",
    "定める日",
    "法要",
    "その他",
    "ほか",
    "連休",
    "変わ",
    "営業日のみ",
    "葬儀",
    "友引",
];

/// Words of remarks that change no opening time.
const NOTING: &[&str] = &[
    "予約",
    "問合",
    "問い合",
    "お問",
    "ホームページ",
    "HP",
    "ＨＰ",
    "ウェブサイト",
    "電話",
    "TEL",
    "相談",
    "詳細",
    "詳しく",
    "参照",
    "無料",
    "有料",
    "料金",
    "定員",
    "初診",
    "再診",
    "デザートはOK",
    "ゆっくり",
    "自動販売機",
    "警備員",
    "宿直",
    "守衛",
    "販売中",
    "申込",
    "申し込",
    "駐車",
    "教室",
    "体験",
    "見学",
    "追加",
    "ご確認",
    "確認してください",
    "ご覧",
    "お待ち",
    "おすすめ",
    "人気",
    "製造",
    "税込",
    "団体",
    "事前",
    "預かり保育",
    "延長保育",
    "参加",
    "費用",
    "会費",
    "材料費",
    "持ち物",
    "会場",
    "場所",
    "出入り",
    "入退室",
    "途中",
    "連絡",
    "お越し",
    "お待ち",
    "対象",
    "手話",
    "託児",
    "飲食",
    "お茶",
    "お弁当",
    "お菓子",
    "オンライン",
    "Zoom",
    "ZOOM",
    "LINE",
    "メール",
    "先着",
    "受け付け",
    "お知らせ",
    "厳守",
    "気軽",
    "テーマ",
    "入替制",
    "入れ替え制",
    "どうぞ",
    "ご自由",
];

/// Words in brackets that only name the reason of a closing beside them.
pub(super) const EXPLAINING: &[&str] = &[
    "冬期閉鎖",
    "冬季閉鎖",
    "冬期休館",
    "冬季休館",
    "冬期休業",
    "冬季休業",
    "定休日",
    "休館日",
    "清掃日",
    "祝日を含む",
    "祝日含む",
    "祝日も休み",
    "振替休日を含む",
];

/// Says what may happen, not what does.
fn is_possibility(text: &str) -> bool {
    [
        "場合があります",
        "場合がある",
        "場合あり",
        "場合有",
        "場合もあります",
        "場合もある",
        "ことがあります",
        "ことがある",
        "こともあります",
        "ことあり",
    ]
    .iter()
    .any(|ending| text.trim_end_matches(['。', ' ', '　']).ends_with(ending))
}

/// How much words without any day or time matter.
pub(in crate::time) fn classify(text: &str) -> RestKind {
    let text = text.replace("予約のみ", "予約");
    if (text.contains("によ") || text.contains("ごとに")) && ["異な", "違", "変", "による", "休"].iter().any(|word| text.contains(word))
    {
        return RestKind::Reservation;
    }
    if RESERVING.iter().any(|word| text.contains(word)) {
        RestKind::Reservation
    } else if (is_known_note(&text) && !["のみ", "除", "休", "以外", "限"].iter().any(|word| text.contains(word))) || is_harmless(&text)
    {
        RestKind::Note
    } else {
        RestKind::Unread
    }
}

/// Whether a word of the table says that the text is a note.
pub(in crate::time) fn is_known_note(text: &str) -> bool {
    NOTING.iter().any(|word| text.contains(word))
}

/// Words in which nothing stands that could say when: アル・プラザと同じ, 郵便切手は対象外です.
fn is_harmless(text: &str) -> bool {
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    letters > 1
        && !text.chars().any(|char| BENDS_HOURS.contains(char) || char.is_numeric())
        && !["のみ", "以外", "だけ", "ほか", "他", "不"].iter().any(|word| text.contains(word))
}
