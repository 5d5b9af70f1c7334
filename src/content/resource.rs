//! One resource file to a [`Resource`].

use crate::content::object::{self, Context, Object};
use crate::content::{phone, prose, times, values};
use crate::diagnostics::{At, Code, Diagnostic};
use crate::model::accessibility::Accessibility;
use crate::model::choice::{self, Choice};
use crate::model::field::Mapping;
use crate::model::resource::{Figure, Image, LeafletEntry, Period, Question, Resource, Session, Source, There};
use crate::model::terms::{self, Ages, Capacity, Price, Terms};
use crate::model::text::Prose;
use crate::model::venue::{Applying, Contact, Link, Online, Organizer, Reservation, Venue};
use crate::source::yaml::{Node, Value};
use crate::time::Deadline;

/// Decodes a whole entry; none when a required field is missing or nothing can be read.
pub fn decode(node: &Node, body: Option<Prose>, folder: &str, slug: &str, context: &mut Context) -> Option<Resource> {
    let (resource, marked) = context.twice(|context| {
        let body = body.clone().map(|body| context.prose(body));
        decode_once(node, body, folder, slug, context)
    })?;
    Some(Resource { marked: marked.map(Box::new), ..resource })
}

fn decode_once(node: &Node, body: Option<Prose>, folder: &str, slug: &str, context: &mut Context) -> Option<Resource> {
    let object = Object::of::<Resource>(node, "この項目", context)?;
    let name = object.required("name", context);
    let kind = object.required("kind", context);
    let summary = object.required_prose("summary", context);
    let valid = object.object("valid", context);
    let (hours, closed) = (object.phrases("hours", context), object.phrases("closed", context));
    let opening = times::opening(&hours, &closed, context);
    let terms = terms(&object, context);
    let resource = Resource {
        id: format!("{folder}/{slug}"),
        folder: folder.to_owned(),
        file: context.file,
        reading: object.bare("reading", context).map(|reading| reading.value),
        other_names: object.plains("other_names", context),
        needs: object.texts("needs", context),
        tagline: object.plain("tagline", context),
        audience: object.texts("audience", context),
        eligibility: object.prose("eligibility", context),
        comforts: object.texts("comforts", context),
        areas: object.texts("areas", context),
        organizers: organizers(&object, context),
        venues: venues(&object, context),
        contacts: object.objects("contacts", context, |object, context| Some(contact(object, context))),
        hours,
        closed,
        opening,
        sessions: object.objects("sessions", context, |object, context| Some(session(object, context))),
        fee: fee(&object, &terms, context),
        terms,
        there: There {
            parking: object.plain("parking", context),
            childcare: object.plain("childcare", context),
            pickup: object.plain("pickup", context),
            languages: object.plains("languages", context),
            interpreting: object.plains("interpreting", context),
            meals: object.plain("meals", context),
            bring: object.plains("bring", context),
            last_entry: object.plain("last_entry", context),
        },
        allowance: object.plain("allowance", context),
        reservation: reservation(&object, context),
        attendance: object.plain("attendance", context),
        first_visit: object.prose("first_visit", context),
        contact_example: object.prose("contact_example", context),
        worries: object.plains("worries", context),
        faq: object.objects("faq", context, question),
        figures: object.objects("figures", context, figure),
        steps: object.plains("steps", context),
        accessibility: object.get("accessibility").map(|_| accessibility(&object, context)),
        links: object.objects("links", context, link),
        image: object.get("image").and_then(|node| image_node(&object, node, context)),
        ask: object.text("ask", context),
        related: object.texts("related", context),
        status: object.choice("status", context).unwrap_or_default(),
        status_note: object.prose("status_note", context),
        since: values::date_of(&object, "since", context).map(|date| date.value),
        valid: valid.map(|valid| period(&valid, context)).unwrap_or_default(),
        visibility: object.choice("visibility", context).unwrap_or_default(),
        checked: values::date_of(&object, "checked", context),
        checked_by: object.plain("checked_by", context),
        sources: sources(&object, context),
        leaflet: leaflet(&object, context),
        body: body.filter(|body| !body.source.trim().is_empty()),
        variations: Vec::new(),
        marked: None,
        name: name?,
        kind: kind?,
        summary: summary?,
    };
    // Read for its errors only: it never leaves this function.
    object.text("staff_note", context);
    // A date that cannot be read has been reported; to say that there is none would be a second complaint, and wrong.
    let is_date_broken = resource.checked.is_none() && object.get("checked").is_some();
    (!is_date_broken).then_some(resource)
}

fn period(object: &Object, context: &mut Context) -> Period {
    Period { from: values::date_of(object, "from", context), until: values::date_of(object, "until", context) }
}

fn organizers(object: &Object, context: &mut Context) -> Vec<Organizer> {
    let mut all = Vec::new();
    for node in object.items("organizers") {
        // 「organizers: 阪南市」 says enough.
        if let Value::Scalar { .. } = node.value {
            all.extend(object::scalar(node, "organizers", context).map(|name| Organizer { name: name.value, ..Organizer::default() }));
        } else if let Some(object) = object.inner("organizers", node, context) {
            all.extend(object.required("name", context).map(|name| Organizer {
                name: name.value,
                role: object.plain("role", context),
                url: web(&object, "url", context).map(|url| url.value),
            }));
        }
    }
    all
}

fn web(object: &Object, key: &str, context: &mut Context) -> Option<At<String>> {
    object.bare(key, context).and_then(|text| values::url(text, context))
}

fn venues(object: &Object, context: &mut Context) -> Vec<Venue> {
    if object.get("venue").is_some() && object.get("venues").is_some() {
        context.report(
            Diagnostic::error(Code::VenueTwice, "「venue」と「venues」の両方が書かれています")
                .at(object.key_span("venues"), "ここ")
                .at(object.key_span("venue"), "ここにもあります")
                .help("場所が複数あるときは、すべてを venues の下に - を付けて並べてください"),
        );
    }
    let mut all = Vec::new();
    for key in ["venue", "venues"] {
        all.extend(object.objects(key, context, |object, context| Some(venue(object, context))));
    }
    all
}

fn venue(object: &Object, context: &mut Context) -> Venue {
    let undisclosed = object.plain("undisclosed", context);
    if undisclosed.is_some()
        && let Some(address) = ["address", "postal_code", "location"].iter().find(|key| object.get(key).is_some())
    {
        context.report(
            Diagnostic::error(Code::UndisclosedAddress, "公開しない場所（undisclosed）に住所や位置が書かれています")
                .at(object.key_span(address), "これが公開されてしまいます")
                .at(object.key_span("undisclosed"), "公開しないとあります")
                .help("住所を消して staff_note に移すか、公開してよければ undisclosed を消してください"),
        );
    }
    Venue {
        name: object.plain("name", context),
        postal_code: object.bare("postal_code", context).and_then(|text| values::postal_code(text, context)),
        address: object.plain("address", context),
        detail: object.plain("detail", context),
        access: object.plains("access", context),
        location: object.get("location").and_then(|node| values::location(node, context)),
        undisclosed,
        online: object.get("online").map(|node| online(object, node, context)),
    }
}

fn online(object: &Object, node: &Node, context: &mut Context) -> Online {
    // 「online: yes」 and 「online: Zoom で行います」 are what one writes first.
    if let Value::Scalar { .. } = node.value {
        let note = object::scalar(node, "online", context).map(|text| text.value);
        return Online { url: None, note: note.filter(|note| choice::find(note, bool::WORDS).is_none()) };
    }
    object.inner("online", node, context).map_or_else(Online::default, |object| Online {
        url: web(&object, "url", context).map(|url| url.value),
        note: object.plain("note", context),
    })
}

pub(super) fn contact(object: &Object, context: &mut Context) -> Contact {
    let sns = object.pairs("sns", context);
    for (service, value) in &sns {
        if crate::source::markdown::scheme(value)
            .is_some_and(|scheme| !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https"))
        {
            context.report(prose::refused(value, service.span));
        }
    }
    Contact {
        label: object.plain("label", context),
        purpose: object.plain("purpose", context),
        phone: object.bare("phone", context).and_then(|text| phone::phone(text, context)),
        extension: object.bare("extension", context).map(|extension| extension.value),
        hours: object.plain("hours", context),
        fax: object.bare("fax", context).and_then(|text| phone::phone(text, context)),
        email: object.bare("email", context).and_then(|text| values::email(text, context)),
        url: web(object, "url", context),
        form: web(object, "form", context),
        line: object.plain("line", context),
        text: object.bare("text", context).and_then(|text| phone::phone(text, context)),
        sns: sns.into_iter().map(|(service, value)| (service.value, value.value)).collect(),
    }
}

/// Days of a meeting that are read one by one: one a day for more than a year.
const MOST_DATES: usize = 400;

fn session(object: &Object, context: &mut Context) -> Session {
    let when = object.phrase("when", context);
    let dates = object.phrases("dates", context);
    if let Some(first) = dates.get(MOST_DATES) {
        context.report(
            Diagnostic::error(Code::TooMany, format!("「dates」が多すぎます（{} 件。{MOST_DATES} 件まで）", dates.len()))
                .at(first.span, "ここから後ろは読みません")
                .help("when に「毎月第4木曜日 13:30-15:30」のような繰り返しを書くか、終わった日を消してください"),
        );
    }
    let dates: Vec<_> = dates.into_iter().take(MOST_DATES).collect();
    if when.is_none() && dates.is_empty() && !context.is_meant(object.span, "when") && !context.is_meant(object.span, "dates") {
        context.report(
            Diagnostic::error(Code::MissingField, "sessions に「when」も「dates」もありません")
                .at(crate::diagnostics::Span { end: object.span.start + 1, ..object.span }, "ここに足してください")
                .help("印刷物のとおりに書いてください。例: when: 毎月第4木曜日 13:30-15:30。わからないときは when: 日程は問い合わせ"),
        );
    }
    let recurrences = times::recurrences(when.as_ref(), &dates, context);
    let terms = terms(object, context);
    Session {
        name: object.plain("name", context),
        when,
        dates,
        recurrences,
        venue: object.object("venue", context).map(|object| venue(&object, context)),
        doors: object.plain("doors", context),
        online: object.get("online").and_then(|node| session_online(object, node, context)),
        fee: fee(object, &terms, context),
        terms,
        reservation: reservation(object, context),
        contacts: object.objects("contacts", context, |object, context| Some(contact(object, context))),
        note: object.prose("note", context),
    }
}

fn reservation(object: &Object, context: &mut Context) -> Option<Reservation> {
    let node = object.get("reservation")?;
    if let Value::Scalar { .. } = node.value {
        let needed = object.choice("reservation", context)?;
        return Some(Reservation { needed, by: None, deadline: None, how: Vec::new(), form: None, first_time: None, note: None });
    }
    let object = object.inner("reservation", node, context)?;
    object.required("needed", context)?;
    let needed = object.choice("needed", context);
    let by = object.phrase("by", context);
    let how = object.texts("how", context);
    let reservation = Reservation {
        needed: needed?,
        deadline: by.as_ref().and_then(|by| deadline(by, context)),
        by,
        how: how.into_iter().filter_map(|way| applying(&way, context)).collect(),
        form: web(&object, "form", context),
        first_time: object.plain("first_time", context),
        note: object.prose("note", context),
    };
    Some(reservation)
}

/// What is no day stays in words: places that go as people ask have no last day.
fn deadline(by: &At<String>, context: &mut Context) -> Option<Deadline> {
    let deadline = Deadline::parse(&by.value);
    let has_no_day = ["次第", "しだい", "随時", "いつでも"].iter().any(|words| by.value.contains(words));
    if deadline.is_none() && !has_no_day {
        context.report(
            Diagnostic::warning(Code::UnreadDeadline, format!("申しこみの最後の日を読み取れません: {}", prose::shortened(by)))
                .at(by.span, "この言葉のまま表示し、日ごとの「…まで」は出しません")
                .help("3日前、前日 17時、1週間前、前の週の金曜日、3日前（土日祝を除く）、2026-12-02 のように書いてください"),
        );
    }
    deadline
}

fn applying(way: &At<String>, context: &mut Context) -> Option<String> {
    object::choice::<Applying>(way, "how", context).map(|way| choice::words_of(way).1.to_owned())
}

fn terms(object: &Object, context: &mut Context) -> Terms {
    Terms {
        ages: object.phrase("ages", context).and_then(|text| ages(text, context)),
        residents: object.texts("residents", context),
        whom: object.plains("for", context).into_iter().map(terms::whom).collect(),
        with: object.plains("with", context).into_iter().map(terms::whom).collect(),
        requires: object.plains("requires", context),
        capacity: object.get("capacity").and_then(|node| capacity(object, node, context)),
        prices: prices(object, context),
    }
}

fn ages(text: At<String>, context: &mut Context) -> Option<At<Ages>> {
    let ages = Ages::parse(&text.value);
    if ages.is_none() {
        context.report(
            Diagnostic::error(Code::Ages, format!("年齢として読めません: {}", prose::shortened(&text))).at(text.span, "この年齢").help(
                "15-49、18-（18歳以上）、-39（39歳まで）、小4-中3 のように書いてください。文で書くときは eligibility に書いてください",
            ),
        );
    }
    ages.map(|ages| At::new(ages, text.span))
}

fn capacity(object: &Object, node: &Node, context: &mut Context) -> Option<Capacity> {
    if let Value::Scalar { .. } = node.value {
        return object::scalar(node, "capacity", context).map(|text| Capacity::of_line(text.value));
    }
    let object = object.inner("capacity", node, context)?;
    let people = object.required("people", context)?;
    Some(Capacity {
        people: Some(integer(&people, context)?),
        unit: object.plain("unit", context),
        is_first_come: object.choice("first_come", context).unwrap_or_default(),
        text: None,
    })
}

/// The fee in one line, whichever way it is written.
fn fee(object: &Object, terms: &Terms, context: &mut Context) -> Option<String> {
    match &object.get("fee")?.value {
        Value::Scalar { .. } => object.plain("fee", context),
        Value::Sequence(_) | Value::Mapping(_) => terms::fee_of(&terms.prices),
    }
}

/// The parts of a fee that is written in parts.
fn prices(object: &Object, context: &mut Context) -> Vec<Price> {
    let mut all = Vec::new();
    if object.get("fee").is_none_or(|node| matches!(node.value, Value::Scalar { .. })) {
        return all;
    }
    for node in object.items("fee") {
        if let Value::Scalar { .. } = node.value {
            all.extend(object::scalar(node, "fee", context).map(|amount| Price { who: None, what: None, amount: amount.value }));
        } else if let Some(object) = object.inner("fee", node, context) {
            let amount = object.required("amount", context);
            let (who, what) = (object.plain("who", context), object.plain("what", context));
            all.extend(amount.map(|amount| Price { who, what, amount: amount.value }));
        }
    }
    all
}

/// 「online: no」 says that there is nothing of the kind.
fn session_online(object: &Object, node: &Node, context: &mut Context) -> Option<Online> {
    let is_refused = matches!(&node.value, Value::Scalar { text, .. } if choice::find(text.trim(), bool::WORDS) == Some(false));
    (!is_refused).then(|| online(object, node, context))
}

fn question(object: &Object, context: &mut Context) -> Option<Question> {
    let question = object.required("q", context);
    let answer = object.required_prose("a", context);
    Some(Question { question: question?.value, answer: answer? })
}

fn figure(object: &Object, context: &mut Context) -> Option<Figure> {
    let label = object.required("label", context);
    let value = object.required("value", context);
    let breakdown = object
        .pairs("breakdown", context)
        .into_iter()
        .filter_map(|(label, value)| Some((label.value, At::new(values::number(&value, context)?, value.span))))
        .collect();
    let as_of = values::date_of(object, "as_of", context).map(|date| date.value);
    let unit = object.plain("unit", context);
    let value = value?;
    values::number(&value, context)?;
    Some(Figure { label: label?.value, value, unit, as_of, breakdown })
}

fn accessibility(object: &Object, context: &mut Context) -> Accessibility {
    let Some(object) = object.object("accessibility", context) else { return Accessibility::default() };
    let features = std::array::from_fn(|at| object.choice(Accessibility::FIELDS[at].row.key, context));
    Accessibility { features, note: object.plain("note", context) }
}

fn link(object: &Object, context: &mut Context) -> Option<Link> {
    let url = object.required("url", context).map(|text| object::without_furigana(text, "url", context));
    let url = url.and_then(|text| values::url(text, context));
    let label = object.required("label", context);
    Some(Link { label: label?.value, url: url? })
}

fn image_node(object: &Object, node: &Node, context: &mut Context) -> Option<Image> {
    let Value::Scalar { text, .. } = &node.value else {
        return image(&object.inner("image", node, context)?, context);
    };
    // 「image: C:\Users\…\library.jpg」: what a dialog gives when one asks where the picture is.
    let file = text.trim().rsplit(['\\', '/', '￥', '¥']).next().unwrap_or("").trim();
    let is_far = file != text.trim();
    let headline = if is_far {
        "image に、パソコンの中の場所が書かれています"
    } else {
        "image は、ファイルの名前と、写っているものの言葉の組で書いてください"
    };
    let diagnostic = Diagnostic::error(Code::WrongType, headline).at(node.span, "この写真");
    let diagnostic = if is_far {
        diagnostic.help(format!("{} を content/images/ に写してください", prose::shortened(file)))
    } else {
        diagnostic
    };
    context.report(diagnostic.help(format!("image: {{file: {}, alt: 写っているものを言葉で}} と書いてください", prose::shortened(file))));
    None
}

fn image(object: &Object, context: &mut Context) -> Option<Image> {
    let file = object.required("file", context);
    let alt = object.plain("alt", context);
    if alt.is_none() {
        context.report(
            Diagnostic::error(Code::ImageWithoutAlt, "画像に説明の言葉（alt）がありません")
                .at(object.key_span("file"), "この画像")
                .help("見えない人にも伝わる言葉を alt: に書いてください。例: alt: 図書館の入口"),
        );
    }
    Some(Image { file: file?, alt: alt?, credit: object.plain("credit", context) })
}

/// Where facts are from; pages have this field too.
pub fn sources(object: &Object, context: &mut Context) -> Vec<Source> {
    object.objects("sources", context, |object, context| {
        let title = object.required("title", context);
        let url = web(object, "url", context).map(|url| url.value);
        let date = values::date_of(object, "date", context).map(|date| date.value);
        Some(Source { title: title?.value, url, date })
    })
}

fn leaflet(object: &Object, context: &mut Context) -> LeafletEntry {
    let Some(object) = object.object("leaflet", context) else {
        return LeafletEntry::default();
    };
    let order = object.text("order", context).and_then(|text| integer(&text, context));
    LeafletEntry {
        include: object.choice("include", context),
        order,
        name: object.plain("name", context),
        summary: object.plain("summary", context),
    }
}

/// A whole number.
pub fn integer(text: &At<String>, context: &mut Context) -> Option<i64> {
    let number = text.parse().ok();
    if number.is_none() {
        context.report(
            Diagnostic::error(Code::Number, format!("整数として読めません: {}", prose::shortened(text)))
                .at(text.span, "この値")
                .help("10 のような整数を書いてください"),
        );
    }
    number
}
