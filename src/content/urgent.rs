//! `urgent` in `site.yaml`: lines of help.

use crate::content::object::{Context, Object, choice};
use crate::content::{phone, prose, resource, values};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::urgent::Line;

/// Decodes the lines.
pub(super) fn lines(object: &Object, context: &mut Context) -> Vec<Line> {
    object.objects("urgent", context, line)
}

fn line(object: &Object, context: &mut Context) -> Option<Line> {
    let name = object.required("name", context);
    let sns = object.pairs("sns", context);
    for (service, value) in &sns {
        if crate::source::markdown::scheme(value).is_some_and(|scheme| !scheme.to_ascii_lowercase().starts_with("http")) {
            context.report(prose::refused(value, service.span));
        }
    }
    let line = Line {
        phone: object.text("phone", context).and_then(|text| phone::phone(text, context)).map(|phone| phone.value),
        hours: object.plain("hours", context),
        url: object.text("url", context).and_then(|text| values::url(text, context)).map(|url| url.value),
        sns: sns.into_iter().map(|(service, value)| (service.value, value.value)).collect(),
        note: object.plain("note", context),
        suits: object.texts("for", context).iter().filter_map(|word| choice(word, "for", context)).collect(),
        words: object.plains("words", context),
        only: object.plains("only", context),
        checked: values::date_of(object, "checked", context),
        sources: resource::sources(object, context),
        name: name?,
    };
    // A date that cannot be read has been reported; to say that there is none would be a second complaint.
    if line.checked.is_none() && object.get("checked").is_some() {
        return None;
    }
    let ways = ["phone", "url", "sns"];
    if line.phone.is_none() && line.url.is_none() && line.sns.is_empty() {
        // A way that cannot be read has been reported.
        if ways.iter().all(|way| object.get(way).is_none() && !context.is_meant(object.span, way)) {
            context.report(without_way(&line, object));
        }
        return None;
    }
    Some(line)
}

fn without_way(line: &Line, object: &Object) -> Diagnostic {
    Diagnostic::error(Code::MissingField, format!("「{}」に、つながる方法がありません", line.name.value))
        .at(Span { end: object.span.start + 1, ..object.span }, "ここに足してください")
        .help("phone（電話番号）、url（ページ）、sns のどれかを書いてください。番号がわからない窓口は載せません")
}
