//! `site.yaml` to [`Settings`].

use std::collections::BTreeMap;

use crate::content::credits::{credits, publisher};
use crate::content::object::{self, Context, Object};
use crate::content::prose::shortened;
use crate::content::{editions, phone, resource, urgent, values};
use crate::diagnostics::{At, Code, Diagnostic};
use crate::model::settings::{Freshness, Licence, Settings, SiteContact};
use crate::source::yaml::{Node, Value};

/// Decodes the settings; none when nothing can be read.
pub fn decode(node: &Node, context: &mut Context) -> Option<Settings> {
    let (settings, marked) = context.twice(|context| decode_once(node, context))?;
    Some(Settings { marked: marked.map(Box::new), ..settings })
}

fn decode_once(node: &Node, context: &mut Context) -> Option<Settings> {
    let object = Object::of::<Settings>(node, "site.yaml ", context)?;
    let title = object.required("title", context);
    let urgent = urgent::lines(&object, context);
    let is_sample = object.choice("sample", context).unwrap_or(false);
    let licence = object.object("licence", context);
    Some(Settings {
        title: title?,
        is_sample,
        subtitle: object.plain("subtitle", context),
        edition: object.plain("edition", context),
        description: object.plain("description", context),
        lead: object.prose("lead", context),
        base_url: base_url(&object, context),
        theme: object.text("theme", context),
        publisher: publisher(&object, context),
        contact: contact(&object, context),
        credits: credits(&object, context),
        funding: object.plain("funding", context),
        issued: values::date_of(&object, "issued", context).map(|date| date.value),
        licence: licence.map(|licence| Licence {
            name: licence.plain("name", context),
            url: url(&licence, context),
            note: licence.prose("note", context),
        }),
        freshness: freshness(&object, context),
        synonyms: synonyms(&object, context),
        urgent_unread: urgent.is_empty() && object.get("urgent").is_some(),
        urgent,
        leave: web(&object, "leave", context),
        substitutes: substitutes(&object, context),
        leaflets: editions::leaflets(&object, context),
        marked: None,
    })
}

fn url(object: &Object, context: &mut Context) -> Option<String> {
    web(object, "url", context)
}

fn web(object: &Object, key: &str, context: &mut Context) -> Option<String> {
    object.bare(key, context).and_then(|text| values::url(text, context)).map(|url| url.value)
}

/// Relative addresses are put behind it, so it ends in a slash.
fn base_url(object: &Object, context: &mut Context) -> Option<At<String>> {
    let mut url = object.bare("base_url", context).and_then(|text| values::url(text, context))?;
    if url.contains(['?', '#']) {
        context.report(
            Diagnostic::error(Code::Url, "base_url に ? や # は使えません")
                .at(url.span, "このアドレス")
                .help("サイトの一番上のアドレスを書いてください。例: https://www.example.jp/bookmark/"),
        );
        return None;
    }
    if !url.ends_with('/') {
        url.value.push('/');
    }
    Some(url)
}

fn contact(object: &Object, context: &mut Context) -> Option<SiteContact> {
    let object = object.object("contact", context)?;
    Some(SiteContact {
        label: object.plain("label", context),
        note: object.prose("note", context),
        phone: object.bare("phone", context).and_then(|text| phone::phone(text, context)).map(|phone| phone.value),
        email: object.bare("email", context).and_then(|text| values::email(text, context)).map(|email| email.value),
        url: url(&object, context),
    })
}

fn freshness(object: &Object, context: &mut Context) -> Option<Freshness> {
    let object = object.object("freshness", context)?;
    let text = object.required("review_after_months", context)?;
    let months = resource::integer(&text, context)?;
    let fitting = u32::try_from(months).ok().filter(|months| (1..=1200).contains(months));
    if fitting.is_none() {
        context.report(
            Diagnostic::error(Code::Number, "review_after_months は 1 から 1200 までの月数です")
                .at(text.span, "この値")
                .help("一年なら 12 と書いてください"),
        );
    }
    fitting.map(|review_after_months| Freshness { review_after_months })
}

fn synonyms(object: &Object, context: &mut Context) -> Vec<Vec<String>> {
    let mut groups = Vec::new();
    for node in object.items("synonyms") {
        let Value::Sequence(words) = &node.value else {
            context.report(
                Diagnostic::error(Code::WrongType, "synonyms は言葉の組の一覧です")
                    .at(node.span, "組になっていません")
                    .help("例: synonyms: [[ひきこもり, 引きこもり], [居場所, フリースペース]]"),
            );
            return Vec::new();
        };
        groups.push(words.iter().filter_map(|word| object::scalar(word, "synonyms", context)).map(|word| word.value).collect());
    }
    groups
}

/// What paper shows in the place of a letter; `""` leaves it out.
fn substitutes(object: &Object, context: &mut Context) -> BTreeMap<char, String> {
    let mut all = BTreeMap::new();
    let Some(node) = object.get("substitutes") else { return all };
    let Value::Mapping(entries) = &node.value else {
        context.report(
            Diagnostic::error(Code::WrongType, "「substitutes」は「文字: 代わりの文字」の形で書いてください")
                .at(node.span, "この形になっていません")
                .help("例: substitutes: {𠮷: 吉}。なくしてよい文字は \"\" にします"),
        );
        return all;
    };
    for (key, node) in entries {
        let mut letters = key.text.trim().chars();
        let Value::Scalar { text, .. } = &node.value else {
            object::scalar(node, "substitutes", context);
            continue;
        };
        match (letters.next(), letters.next()) {
            (Some(letter), None) => drop(all.insert(letter, text.trim().to_owned())),
            _ => context.report(
                Diagnostic::error(Code::Substitute, format!("「substitutes」の左には文字を一つだけ書きます: {}", shortened(&key.text)))
                    .at(key.span, "ここ")
                    .help("例: substitutes: {𠮷: 吉}。名前の全体を変えるときは、場所のファイルの leaflet: {name: …} に書きます"),
            ),
        }
    }
    all
}
