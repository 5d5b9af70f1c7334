//! One resource file to a [`Resource`].

use crate::content::object::{self, Context, Object};
use crate::content::words::{AVAILABILITIES, NEEDED, STATUSES, VISIBILITIES, YES_NO};
use crate::content::{phone, prose, times, values, words};
use crate::diagnostics::{At, Diagnostic};
use crate::model::accessibility::{Accessibility, FEATURES};
use crate::model::resource::{Figure, Image, LeafletEntry, Question, Resource, Session, Source};
use crate::model::text::Prose;
use crate::model::venue::{Contact, Link, Online, Organizer, Reservation, Venue};
use crate::source::yaml::{Node, Value};

/// Every field of a resource.
pub const KEYS: &[&str] = &[
    "name",
    "reading",
    "other_names",
    "kind",
    "needs",
    "tagline",
    "summary",
    "audience",
    "eligibility",
    "comforts",
    "areas",
    "organizers",
    "venue",
    "venues",
    "contacts",
    "hours",
    "closed",
    "sessions",
    "fee",
    "allowance",
    "reservation",
    "attendance",
    "first_visit",
    "contact_example",
    "worries",
    "faq",
    "figures",
    "steps",
    "accessibility",
    "links",
    "image",
    "ask",
    "related",
    "status",
    "status_note",
    "since",
    "valid",
    "visibility",
    "checked",
    "checked_by",
    "sources",
    "staff_note",
    "leaflet",
];
pub(super) const VALID_KEYS: &[&str] = &["from", "until"];
pub(super) const ORGANIZER_KEYS: &[&str] = &["name", "role", "url"];
pub(super) const ONLINE_KEYS: &[&str] = &["url", "note"];
pub(super) const RESERVATION_KEYS: &[&str] = &["needed", "note"];
pub(super) const FAQ_KEYS: &[&str] = &["q", "a"];
pub(super) const FIGURE_KEYS: &[&str] = &["label", "value", "unit", "as_of", "breakdown"];
pub(super) const LINK_KEYS: &[&str] = &["label", "url"];
pub(super) const IMAGE_KEYS: &[&str] = &["file", "alt", "credit"];
pub(super) const LEAFLET_KEYS: &[&str] = &["include", "order", "name", "summary"];
pub(super) const VENUE_KEYS: &[&str] = &["name", "postal_code", "address", "detail", "access", "location", "undisclosed", "online"];
pub(super) const CONTACT_KEYS: &[&str] = &["label", "purpose", "phone", "extension", "hours", "fax", "email", "url", "sns"];
pub(super) const SESSION_KEYS: &[&str] = &["name", "when", "dates", "venue", "note"];
pub(super) const SOURCE_KEYS: &[&str] = &["title", "url", "date"];

/// Decodes a whole entry; none when a required field is missing or nothing can be read.
pub fn decode(node: &Node, body: Option<Prose>, folder: &str, slug: &str, context: &mut Context) -> Option<Resource> {
    let (resource, marked) = context.twice(|context| {
        let body = body.clone().map(|body| context.prose(body));
        decode_once(node, body, folder, slug, context)
    })?;
    Some(Resource { marked: marked.map(Box::new), ..resource })
}

fn decode_once(node: &Node, body: Option<Prose>, folder: &str, slug: &str, context: &mut Context) -> Option<Resource> {
    let object = Object::open(node, "この項目", KEYS, context)?;
    let name = object.required("name", "この項目", context);
    let kind = object.required("kind", "この項目", context);
    let summary = object.required_prose("summary", "この項目", context);
    let valid = object.object("valid", "valid", VALID_KEYS, context);
    let (hours, closed) = (object.phrases("hours", context), object.phrases("closed", context));
    let opening = times::opening(&hours, &closed, context);
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
        contacts: object.objects("contacts", "contacts", CONTACT_KEYS, context, |object, context| Some(contact(object, context))),
        hours,
        closed,
        opening,
        sessions: object.objects("sessions", "sessions", SESSION_KEYS, context, |object, context| Some(session(object, context))),
        fee: object.plain("fee", context),
        allowance: object.plain("allowance", context),
        reservation: reservation(&object, context),
        attendance: object.plain("attendance", context),
        first_visit: object.prose("first_visit", context),
        contact_example: object.prose("contact_example", context),
        worries: object.plains("worries", context),
        faq: object.objects("faq", "faq", FAQ_KEYS, context, question),
        figures: object.objects("figures", "figures", FIGURE_KEYS, context, figure),
        steps: object.plains("steps", context),
        accessibility: object.get("accessibility").map(|node| accessibility(node, context)),
        links: object.objects("links", "links", LINK_KEYS, context, link),
        image: object.get("image").and_then(|node| image_node(node, context)),
        ask: object.text("ask", context),
        related: object.texts("related", context),
        status: object.choice("status", STATUSES, context).unwrap_or_default(),
        status_note: object.prose("status_note", context),
        since: values::date_of(&object, "since", context).map(|date| date.value),
        valid_from: valid.and_then(|valid| values::date_of(&valid, "from", context)),
        valid_until: valid.and_then(|valid| values::date_of(&valid, "until", context)),
        visibility: object.choice("visibility", VISIBILITIES, context).unwrap_or_default(),
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

fn organizers(object: &Object, context: &mut Context) -> Vec<Organizer> {
    let mut all = Vec::new();
    for node in object.items("organizers") {
        // 「organizers: 阪南市」 says enough.
        if let Value::Scalar { .. } = node.value {
            all.extend(object::scalar(node, "organizers", context).map(|name| Organizer { name: name.value, ..Organizer::default() }));
        } else if let Some(object) = Object::open(node, "organizers", ORGANIZER_KEYS, context) {
            all.extend(object.required("name", "organizers", context).map(|name| Organizer {
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
            Diagnostic::error("venue-twice", "「venue」と「venues」の両方が書かれています")
                .at(object.key_span("venues"), "ここ")
                .at(object.key_span("venue"), "ここにもあります")
                .help("場所が複数あるときは、すべてを venues の下に - を付けて並べてください"),
        );
    }
    let mut all = Vec::new();
    for key in ["venue", "venues"] {
        all.extend(object.objects(key, key, VENUE_KEYS, context, |object, context| Some(venue(object, context))));
    }
    all
}

fn venue(object: &Object, context: &mut Context) -> Venue {
    let undisclosed = object.plain("undisclosed", context);
    if undisclosed.is_some()
        && let Some(address) = ["address", "postal_code", "location"].iter().find(|key| object.get(key).is_some())
    {
        context.report(
            Diagnostic::error("undisclosed-address", "公開しない場所（undisclosed）に住所や位置が書かれています")
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
        online: object.get("online").map(|node| online(node, context)),
    }
}

fn online(node: &Node, context: &mut Context) -> Online {
    // 「online: yes」 and 「online: Zoom で行います」 are what one writes first.
    if let Value::Scalar { .. } = node.value {
        let note = object::scalar(node, "online", context).map(|text| text.value);
        return Online { url: None, note: note.filter(|note| words::find(note, YES_NO).is_none()) };
    }
    Object::open(node, "online", ONLINE_KEYS, context).map_or_else(Online::default, |object| Online {
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
            Diagnostic::error("too-many", format!("「dates」が多すぎます（{} 件。{MOST_DATES} 件まで）", dates.len()))
                .at(first.span, "ここから後ろは読みません")
                .help("when に「毎月第4木曜日 13:30-15:30」のような繰り返しを書くか、終わった日を消してください"),
        );
    }
    let dates: Vec<_> = dates.into_iter().take(MOST_DATES).collect();
    if when.is_none() && dates.is_empty() && !context.is_meant(object, "when") && !context.is_meant(object, "dates") {
        context.report(
            Diagnostic::error("missing-field", "sessions に「when」も「dates」もありません")
                .at(crate::diagnostics::Span { end: object.span.start + 1, ..object.span }, "ここに足してください")
                .help("印刷物のとおりに書いてください。例: when: 毎月第4木曜日 13:30-15:30。わからないときは when: 日程は問い合わせ"),
        );
    }
    let recurrences = times::recurrences(when.as_ref(), &dates, context);
    Session {
        name: object.plain("name", context),
        when,
        dates,
        recurrences,
        venue: object.object("venue", "venue", VENUE_KEYS, context).map(|object| venue(&object, context)),
        note: object.prose("note", context),
    }
}

fn reservation(object: &Object, context: &mut Context) -> Option<Reservation> {
    let node = object.get("reservation")?;
    if let Value::Scalar { .. } = node.value {
        let needed = object.choice("reservation", NEEDED, context)?;
        return Some(Reservation { needed, note: None });
    }
    let object = Object::open(node, "reservation", RESERVATION_KEYS, context)?;
    object.required("needed", "reservation", context)?;
    Some(Reservation { needed: object.choice("needed", NEEDED, context)?, note: object.prose("note", context) })
}

fn question(object: &Object, context: &mut Context) -> Option<Question> {
    let question = object.required("q", "faq", context);
    let answer = object.required_prose("a", "faq", context);
    Some(Question { question: question?.value, answer: answer? })
}

fn figure(object: &Object, context: &mut Context) -> Option<Figure> {
    let label = object.required("label", "figures", context);
    let value = object.required("value", "figures", context);
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

fn accessibility(node: &Node, context: &mut Context) -> Accessibility {
    let keys: Vec<&'static str> = FEATURES.iter().map(|feature| feature.key).chain(["note"]).collect();
    let Some(object) = Object::open(node, "accessibility", &keys, context) else { return Accessibility::default() };
    let features = FEATURES.iter().filter_map(|feature| Some((*feature, object.choice(feature.key, AVAILABILITIES, context)?))).collect();
    Accessibility { features, note: object.plain("note", context) }
}

fn link(object: &Object, context: &mut Context) -> Option<Link> {
    let url = object.required("url", "links", context).map(|text| object::without_furigana(text, "url", context));
    let url = url.and_then(|text| values::url(text, context));
    let label = object.required("label", "links", context);
    Some(Link { label: label?.value, url: url? })
}

fn image_node(node: &Node, context: &mut Context) -> Option<Image> {
    let Value::Scalar { text, .. } = &node.value else {
        return image(&Object::open(node, "image", IMAGE_KEYS, context)?, context);
    };
    // 「image: C:\Users\…\library.jpg」: what a dialog gives when one asks where the picture is.
    let file = text.trim().rsplit(['\\', '/', '￥', '¥']).next().unwrap_or("").trim();
    let is_far = file != text.trim();
    let headline = if is_far {
        "image に、パソコンの中の場所が書かれています"
    } else {
        "image は、ファイルの名前と、写っているものの言葉の組で書いてください"
    };
    let diagnostic = Diagnostic::error("wrong-type", headline).at(node.span, "この写真");
    let diagnostic = if is_far {
        diagnostic.help(format!("{} を content/images/ に写してください", prose::shortened(file)))
    } else {
        diagnostic
    };
    context.report(diagnostic.help(format!("image: {{file: {}, alt: 写っているものを言葉で}} と書いてください", prose::shortened(file))));
    None
}

fn image(object: &Object, context: &mut Context) -> Option<Image> {
    let file = object.required("file", "image", context);
    let alt = object.plain("alt", context);
    if alt.is_none() {
        context.report(
            Diagnostic::error("image-without-alt", "画像に説明の言葉（alt）がありません")
                .at(object.key_span("file"), "この画像")
                .help("見えない人にも伝わる言葉を alt: に書いてください。例: alt: 図書館の入口"),
        );
    }
    Some(Image { file: file?, alt: alt?, credit: object.plain("credit", context) })
}

/// Where facts are from; pages have this field too.
pub fn sources(object: &Object, context: &mut Context) -> Vec<Source> {
    object.objects("sources", "sources", SOURCE_KEYS, context, |object, context| {
        let title = object.required("title", "sources", context);
        let url = web(object, "url", context).map(|url| url.value);
        let date = values::date_of(object, "date", context).map(|date| date.value);
        Some(Source { title: title?.value, url, date })
    })
}

fn leaflet(object: &Object, context: &mut Context) -> LeafletEntry {
    let Some(object) = object.object("leaflet", "leaflet", LEAFLET_KEYS, context) else {
        return LeafletEntry::default();
    };
    let order = object.text("order", context).and_then(|text| integer(&text, context));
    LeafletEntry {
        include: object.choice("include", YES_NO, context),
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
            Diagnostic::error("number", format!("整数として読めません: {}", prose::shortened(text)))
                .at(text.span, "この値")
                .help("10 のような整数を書いてください"),
        );
    }
    number
}
