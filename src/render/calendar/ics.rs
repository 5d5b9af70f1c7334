//! iCalendar text (RFC 5545): lines, folding, escaping, and the frame of a file.
//!
//! Written here and not with a crate: a file must come out the same on every build, line for line, and the crates put in
//! the clock and random ids of their own. What is needed of the format fits on a page.

use crate::time::JAPAN;

/// Octets of a line, its end not counted (RFC 5545 3.1).
const LINE: usize = 75;

/// A calendar with events that are ready.
pub fn calendar<'e>(name: &str, events: impl Iterator<Item = &'e str>) -> String {
    let mut out = Lines::default();
    out.value("BEGIN", "VCALENDAR");
    out.value("VERSION", "2.0");
    out.value("PRODID", "-//shiori//shiori calendar//JA");
    out.value("CALSCALE", "GREGORIAN");
    out.value("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", name);
    out.value("X-WR-TIMEZONE", "Asia/Tokyo");
    out.value("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    out.value("X-PUBLISHED-TTL", "P1D");
    // Japan has had one offset since 1951.
    out.value("BEGIN", "VTIMEZONE");
    out.value("TZID", "Asia/Tokyo");
    out.value("BEGIN", "STANDARD");
    out.value("DTSTART", "19700101T000000");
    out.value("TZOFFSETFROM", &JAPAN.replace(':', ""));
    out.value("TZOFFSETTO", &JAPAN.replace(':', ""));
    out.value("TZNAME", "JST");
    out.value("END", "STANDARD");
    out.value("END", "VTIMEZONE");
    events.for_each(|event| out.out.push_str(event));
    out.value("END", "VCALENDAR");
    out.out
}

/// Lines as they are written.
#[derive(Default)]
pub struct Lines {
    out: String,
}

impl Lines {
    /// A line whose value needs no escaping: dates, rules, addresses.
    pub fn value(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for piece in [name, ":", value] {
            for character in piece.chars().filter(|character| !character.is_control()) {
                if character.len_utf8() > room {
                    self.out.push_str("\r\n ");
                    room = LINE - 1;
                }
                room -= character.len_utf8();
                self.out.push(character);
            }
        }
        self.out.push_str("\r\n");
    }

    /// A line of words.
    pub fn text(&mut self, name: &str, value: &str) {
        self.value(name, &escaped(value));
    }

    /// A line of several words.
    pub fn texts<'v>(&mut self, name: &str, values: impl Iterator<Item = &'v str>) {
        self.value(name, &values.map(escaped).collect::<Vec<_>>().join(","));
    }

    /// All of them.
    pub fn finish(self) -> String {
        self.out
    }
}

/// A `TEXT` value (RFC 5545 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.trim().chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"あ".repeat(60));
        let text = lines.finish();
        assert!(text.ends_with("\r\n"));
        for line in text.trim_end().split("\r\n") {
            assert!(line.len() <= 75, "{} octets", line.len());
        }
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "あ".repeat(60)));
    }

    #[test]
    fn signs_of_the_format_are_escaped_in_words() {
        let mut lines = Lines::default();
        lines.text("DESCRIPTION", "お茶, 菓子; \\100\r\n次の行");
        assert_eq!(lines.finish(), "DESCRIPTION:お茶\\, 菓子\\; \\\\100\\n次の行\r\n");
    }
}
