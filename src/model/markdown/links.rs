//! Addresses that stand bare in a text: people tap them, so they are links.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

/// The events with links where a text outside of links and code holds an address.
pub fn linked(events: Vec<(Event<'static>, Range<usize>)>) -> Vec<(Event<'static>, Range<usize>)> {
    let mut out = Vec::with_capacity(events.len());
    let mut inside = 0_usize;
    for (event, range) in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => inside = inside.saturating_sub(1),
            Event::Text(text) if inside == 0 && may_hold_address(text) => {
                link(text, &range, &mut out);
                continue;
            }
            _ => {}
        }
        out.push((event, range));
    }
    out
}

fn may_hold_address(text: &str) -> bool {
    text.contains("://") || text.contains('@')
}

fn link(text: &str, range: &Range<usize>, out: &mut Vec<(Event<'static>, Range<usize>)>) {
    let mut plain = 0;
    let mut at = 0;
    let mut push = |event: Event<'static>| out.push((event, range.clone()));
    while let Some(found) = next_address(text, at) {
        let (part, destination, link_type) = found;
        if plain < part.start {
            push(Event::Text(text[plain..part.start].to_owned().into()));
        }
        push(Event::Start(Tag::Link { link_type, dest_url: destination.into(), title: CowStr::Borrowed(""), id: CowStr::Borrowed("") }));
        push(Event::Text(text[part.clone()].to_owned().into()));
        push(Event::End(TagEnd::Link));
        (plain, at) = (part.end, part.end);
    }
    if plain < text.len() {
        push(Event::Text(text[plain..].to_owned().into()));
    }
}

/// The next address of the web or of mail: its place, and where it leads.
fn next_address(text: &str, from: usize) -> Option<(Range<usize>, String, LinkType)> {
    let mut at = from;
    loop {
        let sign = at + text[at..].find([':', '@'])?;
        let found = if text[sign..].starts_with("://") {
            web(text, from, sign)
        } else if text[sign..].starts_with('@') {
            mail(text, from, sign)
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
        at = sign + 1;
    }
}

fn web(text: &str, from: usize, colon: usize) -> Option<(Range<usize>, String, LinkType)> {
    let before = &text[from..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme))?;
    let start = colon - scheme.len();
    if text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    if !text[colon + 3..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let address = address(&text[start..]);
    Some((start..start + address.len(), address.to_owned(), LinkType::Autolink))
}

/// The address with which a text begins: it ends before Japanese letters, blanks, and the signs of the sentence around it.
pub fn address(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '^' | '{' | '}' | '|');
    let part = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    // Brackets that close more than the address opens are the sentence's.
    let surplus = |open: char, close: char| part.matches(close).count().saturating_sub(part.matches(open).count());
    let (mut round, mut square) = (surplus('(', ')'), surplus('[', ']'));
    let is_of_sentence = |last: char| match last {
        ')' => take_one(&mut round),
        ']' => take_one(&mut square),
        _ => matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '(' | '['),
    };
    part.trim_end_matches(is_of_sentence)
}

/// Takes one of what is left; whether there was one.
fn take_one(left: &mut usize) -> bool {
    let is_left = *left > 0;
    *left = left.saturating_sub(1);
    is_left
}

fn mail(text: &str, from: usize, sign: usize) -> Option<(Range<usize>, String, LinkType)> {
    let is_user = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let user = text[from..sign].len() - text[from..sign].trim_end_matches(is_user).len();
    let start = sign - user;
    let host = &text[sign + 1..];
    let host = host[..host.find(|c| !is_host(c)).unwrap_or(host.len())].trim_end_matches(['.', '-']);
    let labels: Vec<&str> = host.split('.').collect();
    let is_address = user > 0
        && !text[start..].starts_with('.')
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && labels.last().is_some_and(|last| last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let part = start..sign + 1 + host.len();
    is_address.then(|| (part.clone(), format!("mailto:{}", &text[part]), LinkType::Inline))
}
