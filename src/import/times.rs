//! When it is open, and when people meet. What is not certain stays in words.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

use crate::import::cells::{Cells, Remarks, harmless, parts};
use crate::import::row::Fields;
use crate::import::spoilt;
use crate::model::dataset::remark;
use crate::source::edit::Data;
use crate::time::{Opening, Recurrence, WrittenDate, read_date};

const UNREAD: &str = "時刻や曜日として読めないので、staff_note に残しました";

/// Hours and closed days. Where a table has dates or days of meetings, its times are theirs.
pub fn hours(cells: &mut Cells, fields: &mut Fields, remarks: &Remarks) {
    let mut hours = remarks.lines(remark::HOURS);
    let mut closed = remarks.lines(remark::CLOSED);
    if !["from", "held", "when"].iter().any(|item| cells.columns.items.contains(&Some(item))) {
        week(cells, &mut hours);
    }
    let (own_hours, own_closed, mut rest) = titled(&remarks.hours);
    if spoilt::is_date(&rest) {
        // 9-17 on the way through a sheet.
        cells.tell("hours", &std::mem::take(&mut rest), "時間が日付に変わったもののようなので、使わずに staff_note に残しました");
    }
    hours.extend(own_hours);
    closed.extend(own_closed);
    let rests = std::iter::once(rest).chain(cells.take_all("hours").into_iter().map(|(_, cell)| cell));
    for rest in rests.filter(|rest| !rest.is_empty()) {
        for line in parts(&rest, &['\n']) {
            sort_line(line, &mut hours, &mut closed);
        }
    }
    closed.extend(cells.take_all("closed").iter().flat_map(|(_, cell)| parts(cell, &['\n'])));
    fields.texts("hours", &hours);
    fields.texts("closed", &closed);
}

/// A line of a remark to the closed days where it was read as such as a whole, or sentence by sentence; whatever else it says
/// stays in words among the hours, so that nobody is told anything for certain that it may change.
fn sort_line(line: String, hours: &mut Vec<String>, closed: &mut Vec<String>) {
    if is_of_closing(&line) {
        closed.push(line);
        return;
    }
    let sentences = sentences(&line);
    if !sentences.iter().any(|sentence| is_of_closing(sentence)) {
        hours.push(line);
        return;
    }
    for sentence in sentences {
        let sentence = sentence.trim_end_matches([';', '；']).to_owned();
        if is_of_closing(&sentence) { closed.push(sentence) } else { hours.push(sentence) }
    }
}

/// The whole of it was read as a closing, and it means the same among the closed days as among the hours.
fn is_of_closing(text: &str) -> bool {
    const HOURS: &str = "9:00-17:00";
    let (told, listed) = (Opening::parse(&[HOURS, text], &[]), Opening::parse(&[HOURS], &[text]));
    let (hours, closed) = listed.canonical();
    told.understood() && listed.understood() && told.same_rules(&listed) && hours == [HOURS] && !closed.is_empty()
}

/// Cut behind 。 and ; outside brackets; what begins with ただし speaks of the sentence before it.
fn sentences(line: &str) -> Vec<String> {
    let mut found: Vec<String> = vec![String::new()];
    let mut depth = 0_usize;
    for char in line.chars() {
        match char {
            '(' | '（' | '〔' | '[' => depth += 1,
            ')' | '）' | '〕' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Some(last) = found.last_mut() {
            last.push(char);
        }
        if depth == 0 && matches!(char, '。' | ';' | '；') {
            found.push(String::new());
        }
    }
    let mut joined: Vec<String> = Vec::new();
    for sentence in found.into_iter().map(|sentence| sentence.trim().to_owned()).filter(|sentence| !sentence.is_empty()) {
        let goes_on = ["ただし", "但し", "なお", "その場合"].iter().any(|word| sentence.starts_with(word));
        match joined.last_mut() {
            Some(last) if goes_on => last.push_str(&sentence),
            Some(_) | None => joined.push(sentence),
        }
    }
    joined
}

/// One span for some days, where the columns give it and no remark says more.
fn week(cells: &mut Cells, hours: &mut Vec<String>) {
    let cell = |item: &'static str, cells: &mut Cells| cells.take(item).map(|cell| (item, cell));
    let (days, start, end) = (cell("days", cells), cell("start", cells), cell("end", cells));
    let time = |cell: &Option<(&str, String)>| cell.as_ref().and_then(|(_, cell)| clock(cell));
    let times = time(&start).zip(time(&end));
    // A place that closes before it opens is more likely a slip than a night; after midnight is another matter.
    let is_sound = times.as_ref().is_some_and(|(start, end)| start < end || (end.as_str() <= "05:00" && start.as_str() >= "12:00"));
    let written = [days.clone(), start, end].into_iter().flatten();
    match times.filter(|_| is_sound) {
        Some((start, end)) if hours.is_empty() => {
            let days = days.map(|(_, days)| spelt_days(&days)).unwrap_or_default();
            hours.push(format!("{days} {start}-{end}").trim().to_owned());
        }
        // Our own table says the same in words, and more.
        Some(_) => written.for_each(|(item, cell)| cells.keep_code(item, cell)),
        None => {
            let are_days_alone = days.is_some() && written.clone().count() == 1;
            match days.filter(|(_, days)| are_days_alone && hours.is_empty() && !days.is_empty()) {
                Some((_, days)) => hours.push(spelt_days(&days)),
                None => written.for_each(|(item, cell)| cells.tell(item, &cell, UNREAD)),
            }
        }
    }
}

/// 【開館時間】…【休館日】…: hours, closed days, and what stands under another title or none.
fn titled(remark: &str) -> (Vec<String>, Vec<String>, String) {
    let (mut hours, mut closed, mut rest) = (Vec::new(), Vec::new(), String::new());
    for part in remark.split('【') {
        match part.split_once('】') {
            Some((title, text)) if title.contains("時間") => hours.extend(parts(text, &['\n'])),
            Some((title, text)) if title.contains('休') => closed.extend(parts(text, &['\n'])),
            Some((title, text)) => rest.extend(["【", title, "】", text]),
            None => rest.push_str(part),
        }
    }
    (hours, closed, rest.trim().to_owned())
}

/// 月火水, 月;火;水, 月曜日・火曜日 as 月・火・水; anything else as it stands.
fn spelt_days(days: &str) -> String {
    let plain: String = days.nfkc().collect();
    let tokens: Vec<&str> = plain.split([';', ',', '、', '・', '/', ' ']).map(str::trim).filter(|token| !token.is_empty()).collect();
    let day = |token: &str| {
        let token = token.strip_suffix("曜日").or(token.strip_suffix("曜")).unwrap_or(token);
        let is_days = !token.is_empty() && token.chars().all(|c| "月火水木金土日祝".contains(c));
        is_days.then(|| token.chars().map(String::from).collect::<Vec<_>>().join("・"))
    };
    let spelt: Option<Vec<String>> = tokens.into_iter().map(day).collect();
    spelt.filter(|spelt| !spelt.is_empty()).map_or_else(|| days.to_owned(), |spelt| spelt.join("・"))
}

/// `8:30`, `8時30分`, `08:30:00`, Excel's `0.354166` as `08:30`.
fn clock(text: &str) -> Option<String> {
    let text: String = text.nfkc().collect();
    let text = text.trim();
    if let Some(fraction) = text.parse::<f64>().ok().filter(|fraction| text.starts_with("0.") && *fraction < 1.0) {
        let minutes = (fraction * 1440.0).round() as u32;
        return Some(format!("{:02}:{:02}", minutes / 60, minutes % 60));
    }
    let mut numbers = text.split([':', '時', '分']).filter(|part| !part.is_empty()).map(|part| part.trim().parse::<u32>().ok());
    let (hour, minute) = (numbers.next()??, numbers.next().unwrap_or(Some(0))?);
    let is_time = text.contains([':', '時']) && hour <= 24 && minute < 60;
    is_time.then(|| format!("{hour:02}:{minute:02}"))
}

/// `2026/12/5`, `2026年12月5日`, `令和8年12月5日`, `20261205`, Excel's serial day.
fn day(text: &str) -> Option<Date> {
    let text: String = text.nfkc().collect();
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        return match text.len() {
            5 if (20_000..80_000).contains(&number) => date(1899, 12, 30).checked_add(number.days()).ok(),
            8 => Date::new(i16::try_from(number / 10_000).ok()?, i8::try_from(number / 100 % 100).ok()?, i8::try_from(number % 100).ok()?)
                .ok(),
            _ => None,
        };
    }
    // Sheets write a midnight behind their dates.
    let text = text.split_once([' ', 'T']).filter(|(_, time)| time.contains(':')).map_or(text, |(date, _)| date);
    let Some(WrittenDate::Date(year, Some(month), Some(day))) = read_date(text) else { return None };
    Date::new(year, month, day).ok().filter(|found| (1990..=2100).contains(&found.year()))
}

/// The meetings: dates, or days and how often. What of it cannot be read goes into the notes, never into a phrase that says
/// more than the table.
pub fn sessions(cells: &mut Cells, fields: &mut Fields, today: Date) {
    let often = cells.take_all("when");
    let held = cells.take_all("held");
    let is_event = !often.is_empty() || !held.is_empty() || cells.columns.items.contains(&Some("from"));
    if !is_event {
        return;
    }
    let [from, until, start, end] = ["from", "until", "start", "end"].map(|item| cells.take(item).map(|cell| (item, cell)));
    let read = |cell: &Option<(&str, String)>| cell.as_ref().and_then(|(_, cell)| clock(cell));
    let times = read(&start).map(|start| match read(&end) {
        Some(end) if end > start => format!("{start}-{end}"),
        _ => format!("{start}から"),
    });
    let is_end_told = read(&end).is_some_and(|end| read(&start).is_some_and(|start| end > start));
    let unread = [(&start, times.is_some()), (&end, is_end_told)];
    for (item, cell) in unread.into_iter().filter(|(_, is_told)| !is_told).filter_map(|(cell, _)| cell.clone()) {
        cells.tell(item, &cell, UNREAD);
    }
    let texts = |cells: &[(String, String)]| cells.iter().map(|(_, cell)| cell.replace('\n', " ")).collect::<Vec<_>>();
    let mut session = Vec::new();
    if let Some(first) = from.as_ref().and_then(|(_, cell)| day(cell)) {
        let last = until.as_ref().and_then(|(_, cell)| day(cell));
        if let Some((item, cell)) = until.filter(|_| last.is_none_or(|last| last < first)) {
            cells.tell(item, &cell, UNREAD);
        }
        let mut phrase = last.filter(|last| *last > first).map_or_else(|| first.to_string(), |last| format!("{first}〜{last}"));
        phrase.extend(times.iter().flat_map(|times| [" ", times]));
        session.push(("when", Data::Text(phrase)));
        let note = [texts(&often), texts(&held)].concat().join(" ");
        if !note.is_empty() {
            session.push(("note", Data::Text(harmless(&note))));
        }
    } else {
        for (item, cell) in [from, until].into_iter().flatten() {
            cells.tell(item, &cell, UNREAD);
        }
        match phrase(&texts(&often), &texts(&held), times.as_deref(), today) {
            Some(phrase) => session.push(("when", Data::Text(phrase))),
            None => [("held", Some(texts(&held).join(" "))), ("start", times)]
                .into_iter()
                .filter_map(|(item, cell)| Some((item, cell.filter(|cell| !cell.is_empty())?)))
                .for_each(|(item, cell)| cells.tell(item, &cell, UNREAD)),
        }
    }
    if !session.is_empty() {
        fields.list("sessions", vec![Data::map(session)]);
    }
}

/// How often, on which days, from when to when. Days alone do not say that it is every week, nor does 月1回 say which.
fn phrase(often: &[String], held: &[String], times: Option<&str>, today: Date) -> Option<String> {
    if often.is_empty() && held.is_empty() {
        return None;
    }
    let days: Vec<String> = held.iter().map(|days| with_weekday(&spelt_days(days))).collect();
    let mut said = String::new();
    for part in [often, days.as_slice()].concat().into_iter().chain(times.map(str::to_owned)) {
        // 毎月第2 and 土曜日 are one word.
        let goes_on = said.ends_with(|c: char| c.is_numeric()) && part.contains("曜日");
        said.push_str(if said.is_empty() || goes_on { "" } else { " " });
        said.push_str(&part);
    }
    let says_which = |text: &str| {
        ["毎", "第", "隔", "最終", "平日"].iter().any(|word| text.contains(word)) || text.contains(|c: char| c.is_ascii_digit())
    };
    let is_vague = said.contains('回') || !often.iter().chain(held).any(|text| says_which(text));
    let is_dated = |phrase: &str| !Recurrence::parse(phrase).next(today, 1).is_empty();
    if !is_vague || !is_dated(&said) {
        return Some(said);
    }
    Some(format!("{said}（何回あるかは、お問い合わせください）")).filter(|said| !is_dated(said))
}

/// 土 as 土曜日; 月・水 as 月・水曜日.
fn with_weekday(days: &str) -> String {
    if days.ends_with(['月', '火', '水', '木', '金', '土', '日']) && !days.ends_with("曜日") {
        format!("{days}曜日")
    } else {
        days.to_owned()
    }
}
