//! `shiori explain`: how a phrase of time is understood, for people and as JSON.

use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use clap::{ArgGroup, Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::{days, today_in_japan};
use crate::time::{self, Choice, ExplainedHours, ExplainedWhen, Opening, Recurrence, explain_hours, explain_when};

/// What `explain` takes: a session's phrase, or hours and closed days. Without either it asks for them line by line.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").multiple(true).args(["when", "hours", "closed"])))]
pub struct Arguments {
    /// 集まりの日時（例: "毎月第4木曜日 13:30-15:30"）
    #[arg(long, value_name = "ことば", conflicts_with_all = ["hours", "closed"])]
    when: Option<String>,
    /// 開いている時間。複数あれば並べる（例: --hours 9:00-22:00 "日曜日 9:00-17:00"）
    #[arg(long, value_name = "ことば", num_args = 1..)]
    hours: Vec<String>,
    /// 休みの日。複数あれば並べる（例: --closed 月曜日 年末年始）
    #[arg(long, value_name = "ことば", num_args = 1..)]
    closed: Vec<String>,
    /// 数えはじめる日（例: 2026-11-20）。書かなければ日本時間のきょう
    #[arg(long, value_name = "日付", value_parser = days::day)]
    date: Option<Date>,
    /// 集まりを何回分答えるか
    #[arg(long, value_name = "回数", default_value_t = 6)]
    count: usize,
    /// 何日分答えるか
    #[arg(long, value_name = "日数", default_value_t = 14)]
    days: usize,
    /// 答えの形
    #[arg(long, value_enum, default_value = "text")]
    format: AnswerFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum AnswerFormat {
    /// 人が読む形
    Text,
    /// JSON
    Json,
}

/// The most days or meetings one call answers; a century of days.
const MOST: usize = 36_525;

/// Runs the command. A phrase that is not understood is no failure: that is what is being asked.
pub fn execute(arguments: &Arguments) -> ExitCode {
    let date = arguments.date.unwrap_or_else(today_in_japan);
    if arguments.when.is_none() && arguments.hours.is_empty() && arguments.closed.is_empty() {
        return ask(date, arguments);
    }
    let text = match &arguments.when {
        Some(phrase) => {
            let explained = explain_when(phrase, date, arguments.count.min(MOST));
            match arguments.format {
                AnswerFormat::Json => json(&explained),
                AnswerFormat::Text => meetings(phrase, date, &explained),
            }
        }
        None => {
            let hours: Vec<&str> = arguments.hours.iter().map(String::as_str).collect();
            let closed: Vec<&str> = arguments.closed.iter().map(String::as_str).collect();
            let explained = explain_hours(&hours, &closed, date, arguments.days.min(MOST));
            match arguments.format {
                AnswerFormat::Json => json(&explained),
                AnswerFormat::Text => days(&Opening::parse(&hours, &closed), &explained),
            }
        }
    };
    say(&text);
    ExitCode::SUCCESS
}

/// Asks line by line, says after each how it was read, and ends with the weeks to come.
fn ask(date: Date, arguments: &Arguments) -> ExitCode {
    let mut hours: Vec<String> = Vec::new();
    let mut closed: Vec<String> = Vec::new();
    while let Some(line) = asked("開いている時間を一行ずつ書いてください（例: 平日 9:00-17:00。なければ Enter）: ")
    {
        say(&readings(&Opening::parse(&[&line], &[])));
        hours.push(line);
    }
    while let Some(line) = asked("休みの日を一行ずつ書いてください（例: 月曜日(祝日の場合は翌日)。なければ Enter）: ")
    {
        say(&readings(&Opening::parse(&[], &[&line])));
        closed.push(line);
    }
    if !hours.is_empty() || !closed.is_empty() {
        let hours: Vec<&str> = hours.iter().map(String::as_str).collect();
        let closed: Vec<&str> = closed.iter().map(String::as_str).collect();
        let explained = explain_hours(&hours, &closed, date, arguments.days.min(MOST));
        say(&format!("\n{}", days(&Opening::parse(&hours, &closed), &explained)));
    }
    while let Some(phrase) = asked("集まりの日時を書いてください（例: 毎月第4木曜日 13:30-15:30。なければ Enter）: ")
    {
        say(&meetings(&phrase, date, &explain_when(&phrase, date, arguments.count.min(MOST))));
    }
    ExitCode::SUCCESS
}

/// One answer; nothing when it is empty or the input has ended.
fn asked(question: &str) -> Option<String> {
    say(question);
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    let answer = answer.trim().to_owned();
    read.ok().filter(|bytes| *bytes > 0 && !answer.is_empty()).map(|_| answer)
}

/// A closed pipe is no reason to stop.
fn say(text: &str) {
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings and lists always serialise") + "\n"
}

fn meetings(phrase: &str, date: Date, explained: &ExplainedWhen) -> String {
    let mut text = format!("{phrase}\n\n");
    text.push_str(if explained.understood {
        "すべて読み取れました。\n"
    } else {
        "すべては読み取れませんでした。\n"
    });
    if !explained.canonical.is_empty() {
        text.push_str(&format!("読み方: {}\n", explained.canonical));
    }
    if let Some(code) = Recurrence::parse(phrase).ds441() {
        text.push_str(&format!("特定日・繰り返しコード（DS-441）: {code}\n"));
    }
    explained.rest.iter().for_each(|rest| text.push_str(&format!("計算に使わないことば: {rest}\n")));
    explained.warnings.iter().for_each(|warning| text.push_str(&format!("注意: {warning}\n")));
    let with_date = |choice: Choice| format!("{}  つぎが{}（{}）なら", choice.line, choice.next, time::weekday(choice.next));
    let choices: Vec<String> = Recurrence::parse(phrase).choices(date).into_iter().map(with_date).collect();
    text.push_str(&to_choose_from(&choices));
    if explained.next.is_empty() {
        text.push_str("\n日付は決まりません。サイトには「日程は問い合わせ」と出ます。\n");
        return text;
    }
    text.push_str("\nつぎの日:\n");
    for meeting in &explained.next {
        let times: Vec<String> = [&meeting.start, &meeting.end].into_iter().flatten().map(|time| clock(time)).collect();
        let caution = meeting.caution.as_ref().map_or_else(String::new, |caution| format!("  ※{caution}"));
        text.push_str(&format!("  {}{} {}{caution}\n", meeting.date, weekday(&meeting.date), times.join("〜")));
    }
    text
}

/// Ready lines, of which one is to be pasted.
fn to_choose_from(choices: &[String]) -> String {
    let lines: String = choices.iter().map(|choice| format!("  {choice}\n")).collect();
    if lines.is_empty() { lines } else { format!("次のどれかを写してください:\n{lines}") }
}

/// 32:00 as people say it: 翌8:00.
fn clock(time: &str) -> String {
    let hour: u16 = time.split(':').next().and_then(|hour| hour.parse().ok()).unwrap_or_default();
    if hour > 24 { format!("翌{}:{}", hour - 24, time.rsplit(':').next().unwrap_or_default()) } else { time.to_owned() }
}

/// How hours and closed days were read, without their days.
fn readings(opening: &Opening) -> String {
    let mut text = String::new();
    let (hours, closed) = opening.canonical();
    hours.iter().for_each(|line| text.push_str(&format!("時間: {line}\n")));
    closed.iter().for_each(|line| text.push_str(&format!("休み: {line}\n")));
    for part in opening.parts() {
        let said = [part.name.clone(), part.days(), part.times().join("、")];
        let said: Vec<&str> = said.iter().map(String::as_str).filter(|said| !said.is_empty()).collect();
        text.push_str(&format!("所ごとの時間: {}\n", said.join(" ")));
    }
    opening.rest().iter().for_each(|rest| text.push_str(&format!("計算に使わないことば: {}\n", rest.text)));
    opening.remarks().iter().for_each(|remark| text.push_str(&format!("注意: {}。{}\n", remark.headline, remark.help)));
    text
}

fn days(opening: &Opening, explained: &ExplainedHours) -> String {
    let mut text = String::new();
    text.push_str(if explained.understood {
        "すべて読み取れました。\n"
    } else {
        "すべては読み取れませんでした。\n"
    });
    text.push_str(&readings(opening));
    text.push_str(&to_choose_from(&explained.choices));
    text.push('\n');
    for day in &explained.days {
        let spans: Vec<String> = day.open.iter().map(|[start, end]| format!("{}〜{}", clock(start), clock(end))).collect();
        let spans = if spans.is_empty() { "—".to_owned() } else { spans.join("、") };
        text.push_str(&format!("  {}{} {spans}  {}\n", day.date, weekday(&day.date), day.why));
    }
    text
}

/// （木）, from the date itself.
fn weekday(date: &str) -> String {
    date.parse::<Date>().map(|date| format!("（{}）", time::weekday(date))).unwrap_or_default()
}
