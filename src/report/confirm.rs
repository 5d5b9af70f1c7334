//! 確認票: what staff sends to each organiser once a year, with its entries as they stand and room to correct them.
//!
//! Each entry goes to one organiser, the first it names, so that nobody is asked twice. What is not stated (where to answer,
//! by when) stays a blank line to be filled in by hand.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::resource::Status;
use crate::model::ruby;
use crate::report::{Field, fields, name};
use crate::site::{Entry, Site};

/// What cannot be taken from the content.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// Where to answer; none: the contact of `site.yaml`.
    pub reply: Option<String>,
    /// By when.
    pub by: Option<Date>,
    /// Only what has to be checked.
    pub only_due: bool,
}

/// One letter.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// A file name without extension.
    pub stem: String,
    /// To whom it goes.
    pub to: String,
    /// Name of the site.
    pub title: String,
    /// Who asks, if the site says so.
    pub from: Option<String>,
    /// The day of the letter.
    pub date: String,
    /// The same for the file's metadata: year, month, day.
    pub ymd: (i16, i8, i8),
    /// Where to answer, line by line; may be empty.
    pub reply: Vec<String>,
    /// By when.
    pub by: Option<String>,
    /// What is asked about.
    pub entries: Vec<Asked>,
}

/// An entry in a letter.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// When it was checked last.
    pub checked: Option<String>,
    /// What it says.
    pub fields: Vec<Field>,
}

/// The letters, in the order of the organisers' names.
pub fn letters(site: &Site, asking: &Asking) -> Vec<Letter> {
    let mut by_organizer: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    let is_asked = |entry: &&Entry| entry.resource.status != Status::Ended && (entry.is_stale || !asking.only_due);
    for entry in site.entries.iter().filter(is_asked) {
        by_organizer.entry(organizer(entry)).or_default().push(entry);
    }
    let mut stems = BTreeMap::new();
    let letters = by_organizer.into_iter().map(|(to, entries)| Letter {
        stem: stem(&to, &mut stems),
        to,
        title: site.settings.title.value.clone(),
        from: site.settings.publisher.as_ref().map(|publisher| publisher.name.clone()),
        date: japanese(site.today),
        ymd: (site.today.year(), site.today.month(), site.today.day()),
        reply: reply(site, asking),
        by: asking.by.map(japanese),
        entries: entries.into_iter().map(|entry| asked(entry, site)).collect(),
    });
    letters.collect()
}

fn japanese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn asked(entry: &Entry, site: &Site) -> Asked {
    let mut fields = fields(entry, site);
    fields.iter_mut().for_each(|field| field.text = ruby::plain(&field.text).into_owned());
    let checked = entry.resource.checked.as_ref().map(|checked| checked.japanese());
    Asked { name: name(entry), checked, fields }
}

/// Who is asked: the first organiser, else who answers the phone, else the place itself.
fn organizer(entry: &Entry) -> String {
    let resource = &entry.resource;
    let first = resource.organizers.first().map(|organizer| organizer.name.clone());
    first.or_else(|| resource.contacts.iter().find_map(|contact| contact.label.clone())).unwrap_or_else(|| name(entry))
}

/// A name that every system takes for a file's, each once.
fn stem(to: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let plain: String = to.chars().map(|c| if c.is_alphanumeric() || matches!(c, 'ー' | '・') { c } else { '-' }).take(40).collect();
    let stem = format!("確認票-{}", plain.trim_matches('-'));
    let count = taken.entry(stem.to_lowercase()).or_default();
    *count += 1;
    if *count == 1 { stem } else { format!("{stem}-{count}") }
}

fn reply(site: &Site, asking: &Asking) -> Vec<String> {
    if let Some(reply) = &asking.reply {
        return reply.lines().map(str::to_owned).collect();
    }
    let publisher = site.settings.publisher.as_ref().map(|publisher| publisher.name.clone());
    let Some(contact) = &site.settings.contact else { return Vec::new() };
    let named = |label: &str, value: Option<&String>| value.map(|value| format!("{label} {value}"));
    let ways: Vec<String> = [named("電話", contact.phone.as_ref()), named("メール", contact.email.as_ref()), contact.url.clone()]
        .into_iter()
        .flatten()
        .collect();
    // A name without any way to reach it is no place to answer to.
    if ways.is_empty() { Vec::new() } else { publisher.into_iter().chain(ways).collect() }
}

/// The letter as the text of an e-mail.
pub fn mail(letter: &Letter) -> String {
    let blank = "＿＿＿＿＿＿＿＿＿＿";
    let mut text = format!(
        "件名: 「{}」掲載内容のご確認のお願い\n\n{} 御中\n\n「{}」で、次の {} 件をご紹介しています。\nこのとおりでよいか、お確かめください。\
         変わったところがあれば、その行を直して、このメールにお返事ください。\n",
        letter.title,
        letter.to,
        letter.title,
        letter.entries.len()
    );
    for (number, entry) in letter.entries.iter().enumerate() {
        text.push_str(&format!("\n────────────────────\n{}. {}\n", number + 1, entry.name));
        if let Some(checked) = &entry.checked {
            text.push_str(&format!("（前に確かめた日: {checked}）\n"));
        }
        text.push('\n');
        for field in &entry.fields {
            let body = field.text.lines().collect::<Vec<_>>().join("\n　　");
            text.push_str(&format!("・{}: {body}\n", field.label));
        }
        text.push_str(
            "\nこのとおりでよいですか（あてはまるものを残してください）\n　[ ] このとおりでよい\n　[ ] 直すところがある\n　[ ] 載せないでほしい\n直すところ:\n\n",
        );
    }
    text.push_str(&format!("────────────────────\n\nお返事の期限: {}\n", letter.by.as_deref().unwrap_or(blank)));
    let reply = if letter.reply.is_empty() { blank.to_owned() } else { letter.reply.join("\n　　　　　　") };
    text.push_str(&format!("お返事の先: {reply}\n\n{}\n", letter.date));
    text.push_str(letter.from.as_deref().unwrap_or(blank));
    text.push('\n');
    text
}
