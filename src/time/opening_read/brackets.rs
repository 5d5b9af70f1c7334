//! What brackets behind times speak of, where more times follow: 11:00〜14:00（土日は〜15:00）17:00〜21:00 bends the first span and
//! leaves the second as it is.

use super::LineReader;
use crate::time::{
    clock::Span,
    days::Days,
    lex::{Sep, Tok, Word},
    remark::{Doubt, RemarkKind, RestKind},
    rules::{ClosedRule, Effect, HoursRule, OnHoliday},
};

/// The times that were read last outside brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LastTimes {
    /// The token after them.
    end: usize,
    /// Their rule among those of the line.
    rule: usize,
    /// How many closed rules there were then.
    closed: usize,
}

impl LineReader<'_> {
    /// Remembers the times that a statement from `start` to `end` has given.
    pub(super) fn remember_times(&mut self, start: usize, end: usize) {
        // Only what stands in brackets behind them is of any interest.
        let timed = matches!(self.hours.last(), Some(HoursRule { effect: Effect::Spans(_), .. }))
            && self.reader.is(self.reader.skip_spaces(end), &Tok::Open)
            && (start..end).any(|at| matches!(self.reader.tok(at), Some(Tok::Clock(..))));
        if timed && self.depth(start) == 0 {
            self.last_times = Some(LastTimes { end, rule: self.hours.len() - 1, closed: self.heard.rules.closed.len() });
        }
    }

    /// How many brackets are open in front of a token.
    fn depth(&self, at: usize) -> usize {
        (0..at).fold(0_usize, |depth, at| match self.reader.tok(at) {
            Some(Tok::Open) => depth + 1,
            Some(Tok::Close) => depth.saturating_sub(1),
            Some(_) | None => depth,
        })
    }

    /// Times behind brackets that bent the times in front of them: `start..next` with `more`.
    pub(super) fn goes_on_behind_brackets(&mut self, start: usize, more: &[Span], next: usize) -> Option<usize> {
        let last = self.last_times.filter(|last| self.brackets_only(last.end, start))?;
        let bent = self.hours.len() > last.rule + 1 || self.heard.rules.closed.len() > last.closed;
        let HoursRule { days, effect: Effect::Spans(own) } = self.hours.get(last.rule)?.clone() else { return None };
        let later = own.iter().all(|own| more.iter().all(|more| own.end <= more.start));
        if !bent || !later {
            return None;
        }
        let with_more = |spans: &[Span]| [spans, more].concat();
        let mut base = Some(with_more(&own));
        let (mut rules, mut closed) = (Vec::new(), Vec::new());
        for HoursRule { days: some, effect } in self.hours.split_off(last.rule + 1) {
            let mut spans = Some(own.clone());
            match effect {
                Effect::Until(_) | Effect::From(_) => super::super::opening::apply(&effect, &mut spans),
                Effect::Spans(their) => spans = Some(their),
                Effect::OnlyThen => base = Some(more.to_vec()),
                Effect::Add(_) | Effect::Without(_) | Effect::MorningOnly | Effect::AfternoonOnly | Effect::Perhaps(_) => {
                    return self.cannot_tell(last.end, start, next);
                }
            }
            rules.push((some, with_more(&spans.unwrap_or_default())));
        }
        for rule in self.heard.rules.closed.split_off(last.closed) {
            match rule {
                ClosedRule::Regular { days: some, on_holiday: OnHoliday::Closed, .. } => closed.push(some),
                ClosedRule::Regular { .. } | ClosedRule::FollowOn { .. } | ClosedRule::Reopened(_) | ClosedRule::Perhaps(_) => {
                    return self.cannot_tell(last.end, start, next);
                }
            }
        }
        self.hours[last.rule] = HoursRule { days, effect: Effect::Spans(base.take().unwrap_or_default()) };
        for (some, spans) in rules {
            self.push_hours(&some, Effect::Spans(spans));
        }
        closed.iter().for_each(|some| own.iter().for_each(|span| self.push_hours(some, Effect::Without(*span))));
        self.continues = false;
        // Brackets behind these times would speak of them alone.
        let open = self.reader.skip_spaces(next);
        let bent_again = self.reader.is(open, &Tok::Open)
            && self
                .closing_bracket(open)
                .is_some_and(|close| self.has_rule_words(open..close) && self.reader.days(open + 1, super::Joins::Loose).is_some());
        if bent_again { self.cannot_tell(last.end, start, next) } else { Some(next) }
    }

    /// Of which times brackets speak is not to be told, so neither is anything of the place.
    pub(super) fn cannot_tell(&mut self, from: usize, start: usize, next: usize) -> Option<usize> {
        let tokens = self.reader.skip_spaces(from)..next;
        let range = self.reader.place(tokens.clone());
        self.doubt(&[Doubt {
            range, kind: RemarkKind::Ambiguous, likely: "曜日ごとに一行ずつ「土曜日 11:00-15:00、17:00-21:00」".into()
        }]);
        self.set_aside(start.min(tokens.start)..next, RestKind::Unread, None);
        self.heard.unread.push(super::Reservation { days: Days::every_day(), text: self.said(tokens) });
        Some(next)
    }

    /// Whether nothing but brackets, separators and the name of a meal stand between two tokens, and at least one bracket.
    fn brackets_only(&self, from: usize, to: usize) -> bool {
        let mut at = self.reader.skip_spaces(from);
        let mut brackets = false;
        while at < to {
            match self.reader.tok(at) {
                Some(Tok::Open) => match self.closing_bracket(at) {
                    Some(close) if close < to => (at, brackets) = (close + 1, true),
                    Some(_) | None => return false,
                },
                Some(
                    Tok::Space
                    | Tok::Colon
                    | Tok::Newline
                    | Tok::Sep(Sep::Comma | Sep::Dot | Sep::Slash | Sep::And)
                    | Tok::Word(Word::Meal | Word::Late | Word::Evening | Word::Morning | Word::Afternoon),
                ) => at += 1,
                Some(_) | None => return false,
            }
        }
        brackets
    }

    /// 11:00〜14:00（土日祝のみ）17:00〜21:00, 11:00〜14:00（平日）17:00〜21:00: are the days said of the times before or behind?
    pub(super) fn stands_between_times(&self, open: usize, more: &[Span]) -> bool {
        let Some(last) = self.last_times.filter(|last| last.end == open) else { return false };
        let Some(close) = self.closing_bracket(open) else { return false };
        let glued = !self.reader.is(close + 1, &Tok::Space);
        let rule = self.hours.get(last.rule);
        glued
            && matches!(rule, Some(HoursRule { days, effect: Effect::Spans(own) })
                if *days == Days::every_day() && own.iter().all(|own| more.iter().all(|more| own.end <= more.start)))
    }
}
