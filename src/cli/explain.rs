//! `shiori explain`: how a phrase of time is understood, for people and as JSON.

use std::process::ExitCode;

use clap::{ArgGroup, Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::today_in_japan;
use crate::time::{ExplainedHours, ExplainedWhen, Opening, Recurrence, explain_hours, explain_when};

/// What `explain` takes: a session's phrase, or hours and closed days.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).multiple(true).args(["when", "hours", "closed"])))]
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
    #[arg(long, value_name = "日付")]
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
    let text = match &arguments.when {
        Some(phrase) => {
            let explained = explain_when(phrase, date, arguments.count.min(MOST));
            match arguments.format {
                AnswerFormat::Json => json(&explained),
                AnswerFormat::Text => meetings(phrase, &explained),
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
    let _ = std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes());
    ExitCode::SUCCESS
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings and lists always serialise") + "\n"
}

fn meetings(phrase: &str, explained: &ExplainedWhen) -> String {
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
    explained.warnings.iter().for_each(|warning| text.push_str(&format!("注意: {warning}\n")));
    if explained.next.is_empty() {
        text.push_str("\n日付は決まりません。サイトには「日程は問い合わせ」と出ます。\n");
        return text;
    }
    text.push_str("\nつぎの日:\n");
    for meeting in &explained.next {
        let times: Vec<&str> = [meeting.start.as_deref(), meeting.end.as_deref()].into_iter().flatten().collect();
        text.push_str(&format!("  {}{} {}\n", meeting.date, weekday(&meeting.date), times.join("〜")));
    }
    text
}

fn days(opening: &Opening, explained: &ExplainedHours) -> String {
    let mut text = String::new();
    text.push_str(if explained.understood {
        "すべて読み取れました。\n"
    } else {
        "すべては読み取れませんでした。\n"
    });
    let (hours, closed) = opening.canonical();
    hours.iter().for_each(|line| text.push_str(&format!("時間: {line}\n")));
    closed.iter().for_each(|line| text.push_str(&format!("休み: {line}\n")));
    explained.rest.iter().for_each(|rest| text.push_str(&format!("計算に使わないことば: {rest}\n")));
    opening.remarks().iter().for_each(|remark| text.push_str(&format!("注意: {}。{}\n", remark.headline, remark.help)));
    text.push('\n');
    for day in &explained.days {
        let spans: Vec<String> = day.open.iter().map(|[start, end]| format!("{start}〜{end}")).collect();
        let spans = if spans.is_empty() { "—".to_owned() } else { spans.join("、") };
        text.push_str(&format!("  {}{} {spans}  {}\n", day.date, weekday(&day.date), day.why));
    }
    text
}

/// （木）, from the date itself.
fn weekday(date: &str) -> String {
    let names = ["月", "火", "水", "木", "金", "土", "日"];
    let at = date.parse::<Date>().map(|date| date.weekday().to_monday_zero_offset() as usize);
    at.map(|at| format!("（{}）", names[at])).unwrap_or_default()
}
