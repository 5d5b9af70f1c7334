//! JSON Schemas of the content's files, for editors that complete and explain while one types.
//!
//! The keys are the decoder's own tables; only what they mean and what shape they have is said here, and a test holds the
//! two against each other.

use serde_json::{Map, Value, json};

use crate::content::{lists, page, resource, settings, urgent, words};
use crate::model::accessibility::FEATURES;

/// The shape of a value.
#[derive(Clone, Copy)]
enum Shape {
    /// A word, a number or a sentence: all are read as text.
    Text,
    /// One text or several.
    Texts,
    /// One of these words.
    Choice(fn() -> Vec<&'static str>),
    /// The editor's own names, each with a text.
    Pairs,
    /// Latitude and longitude.
    Location,
    /// Lists of words that mean the same.
    Groups,
    /// A mapping.
    Object(&'static Mapping),
    /// A mapping, or a word for it.
    TextOr(&'static Mapping),
    /// One mapping or several.
    Objects(&'static Mapping),
    /// Several mappings or words for them.
    TextsOr(&'static Mapping),
    /// The items of accessibility.
    Accessibility,
}

/// The keys of a mapping, with what they are.
struct Mapping {
    keys: &'static [&'static str],
    required: &'static [&'static str],
    fields: &'static [(&'static str, &'static str, Shape)],
}

use Shape::{Accessibility, Choice, Groups, Location, Object, Objects, Pairs, Text, TextOr, Texts, TextsOr};

const YES_NO: Shape = Choice(|| words::all(words::YES_NO));

static VALID: Mapping = Mapping {
    keys: resource::VALID_KEYS,
    required: &[],
    fields: &[("from", "この日から（例: 2026-04-01）", Text), ("until", "この日まで（例: 2027-03-31）", Text)],
};
static ORGANIZER: Mapping = Mapping {
    keys: resource::ORGANIZER_KEYS,
    required: &["name"],
    fields: &[("name", "団体の名前", Text), ("role", "主催、委託、共催、協力など", Text), ("url", "団体のページ（https://…）", Text)],
};
static ONLINE: Mapping = Mapping {
    keys: resource::ONLINE_KEYS,
    required: &[],
    fields: &[("url", "つなぐアドレス（公開してよいとき）", Text), ("note", "つなぎ方", Text)],
};
static VENUE: Mapping = Mapping {
    keys: resource::VENUE_KEYS,
    required: &[],
    fields: &[
        ("name", "建物や部屋の名前", Text),
        ("postal_code", "郵便番号（例: 599-0204）", Text),
        ("address", "住所", Text),
        ("detail", "階、窓口、入口など", Text),
        ("access", "行き方。一つずつ並べます", Texts),
        ("location", "[緯度, 経度]。わからないときは書きません", Location),
        ("undisclosed", "住所を公開しない場所で、代わりに案内する言葉", Text),
        ("online", "オンラインのとき", TextOr(&ONLINE)),
    ],
};
static CONTACT: Mapping = Mapping {
    keys: resource::CONTACT_KEYS,
    required: &[],
    fields: &[
        ("label", "だれが出るか（例: 窓口）", Text),
        ("purpose", "何をたずねられるか", Text),
        ("phone", "電話番号（例: 072-471-5678）", Text),
        ("extension", "内線", Text),
        ("hours", "受付時間（例: 平日 9:00-17:30）", Text),
        ("fax", "FAX の番号", Text),
        ("email", "メールアドレス", Text),
        ("url", "問い合わせのページ（https://…）", Text),
        ("sns", "SNS の名前とアカウント（例: {LINE: …}）", Pairs),
    ],
};
static SESSION: Mapping = Mapping {
    keys: resource::SESSION_KEYS,
    required: &[],
    fields: &[
        ("name", "集まりの名前", Text),
        ("when", "日時。印刷物のとおりに（例: 毎月第4木曜日 13:30-15:30）", Text),
        ("dates", "決まっている日（例: 2026-12-05 14:00-16:00）", Texts),
        ("venue", "いつもと違う場所のとき", Object(&VENUE)),
        ("note", "補足（Markdown）", Text),
    ],
};
static RESERVATION: Mapping = Mapping {
    keys: resource::RESERVATION_KEYS,
    required: &["needed"],
    fields: &[("needed", "予約がいるか", Choice(|| words::all(words::NEEDED))), ("note", "申し込み方など（Markdown）", Text)],
};
static FAQ: Mapping =
    Mapping { keys: resource::FAQ_KEYS, required: &["q", "a"], fields: &[("q", "質問", Text), ("a", "答え（Markdown）", Text)] };
static FIGURE: Mapping = Mapping {
    keys: resource::FIGURE_KEYS,
    required: &["label", "value"],
    fields: &[
        ("label", "何の数か", Text),
        ("value", "数", Text),
        ("unit", "単位", Text),
        ("as_of", "いつの数か（例: 2025-01）", Text),
        ("breakdown", "内訳。合計が value と合うか調べます", Pairs),
    ],
};
static LINK: Mapping = Mapping {
    keys: resource::LINK_KEYS,
    required: &["label", "url"],
    fields: &[("label", "リンクの言葉", Text), ("url", "アドレス（https://…）", Text)],
};
static IMAGE: Mapping = Mapping {
    keys: resource::IMAGE_KEYS,
    required: &["file", "alt"],
    fields: &[
        ("file", "content/images/ にあるファイルの名前", Text),
        ("alt", "見えない人に伝わる言葉", Text),
        ("credit", "だれの画像か", Text),
    ],
};
static SOURCE: Mapping = Mapping {
    keys: resource::SOURCE_KEYS,
    required: &["title"],
    fields: &[("title", "もとの資料の名前", Text), ("url", "資料のアドレス", Text), ("date", "資料の日付", Text)],
};
static LEAFLET_ENTRY: Mapping = Mapping {
    keys: resource::LEAFLET_KEYS,
    required: &[],
    fields: &[
        ("include", "リーフレットに載せるか", YES_NO),
        ("order", "並べる順。小さい数が先です", Text),
        ("name", "紙でだけ別の字にするときの名前（例: 𠮷野 → 吉野）", Text),
        ("summary", "リーフレットのための短い紹介", Text),
    ],
};
static RESOURCE: Mapping = Mapping {
    keys: resource::KEYS,
    required: &["name", "kind", "summary"],
    fields: &[
        ("name", "名称（かならず書きます）。{漢字|かな} でふりがな", Text),
        ("reading", "よみ（ひらがな）", Text),
        ("other_names", "通称や前の名前。検索で見つかります", Texts),
        ("kind", "種類。vocabulary.yaml の kinds の id（かならず書きます）", Text),
        ("needs", "こたえる願い。書かなければ種類のもの", Texts),
        ("tagline", "合言葉", Text),
        ("summary", "何ができるところかを一、二文で（かならず書きます）", Text),
        ("audience", "対象。vocabulary.yaml の audiences の id", Texts),
        ("eligibility", "だれが使えるかの説明", Text),
        ("comforts", "安心ポイント。vocabulary.yaml の comforts の id", Texts),
        ("areas", "地域。書かなければフォルダーの名前", Texts),
        ("organizers", "主催や委託などの団体", TextsOr(&ORGANIZER)),
        ("venue", "場所", Object(&VENUE)),
        ("venues", "場所が二つ以上あるとき", Objects(&VENUE)),
        ("contacts", "連絡先", Objects(&CONTACT)),
        ("hours", "開いている時間。印刷物のとおりに。後の行が優先", Texts),
        ("closed", "休みの日。印刷物のとおりに", Texts),
        ("sessions", "集まり", Objects(&SESSION)),
        ("fee", "料金", Text),
        ("allowance", "手当（受け取れるお金）", Text),
        ("reservation", "予約", TextOr(&RESERVATION)),
        ("attendance", "参加の人数", Text),
        ("first_visit", "はじめての方へ（Markdown）", Text),
        ("contact_example", "電話やメールの言葉の例（Markdown）", Text),
        ("worries", "こんなときに", Texts),
        ("faq", "よくある質問", Objects(&FAQ)),
        ("figures", "数", Objects(&FIGURE)),
        ("steps", "段階", Texts),
        ("accessibility", "設備。わかるものだけ", Accessibility),
        ("links", "リンク", Objects(&LINK)),
        ("image", "写真", Object(&IMAGE)),
        ("ask", "ここに連絡先がないとき、かわりにきける所の id（例: hannan/kurashi-marugoto）", Text),
        ("related", "関係のある所（例: toba/e-room）", Texts),
        ("status", "いまの状態", Choice(|| words::all(words::STATUSES))),
        ("status_note", "状態の説明", Text),
        ("since", "いつからあるか（例: 2022）", Text),
        ("valid", "この情報の期間", Object(&VALID)),
        ("visibility", "だれに見せるか。internal は外に出ません", Choice(|| words::all(words::VISIBILITIES))),
        ("checked", "最終確認日（例: 2026-06-12）", Text),
        ("checked_by", "確かめ方（例: 電話）", Text),
        ("sources", "もとの資料", Objects(&SOURCE)),
        ("staff_note", "職員の覚え書き。外に出ません", Text),
        ("leaflet", "リーフレットでの扱い", Object(&LEAFLET_ENTRY)),
    ],
};
static PUBLISHER: Mapping = Mapping {
    keys: settings::PUBLISHER_KEYS,
    required: &["name"],
    fields: &[("name", "名前", Text), ("url", "ページ", Text), ("introduction", "紹介（Markdown）", Text)],
};
static SITE_CONTACT: Mapping = Mapping {
    keys: settings::SITE_CONTACT_KEYS,
    required: &[],
    fields: &[
        ("label", "見出しの言葉", Text),
        ("note", "説明（Markdown）", Text),
        ("phone", "電話番号", Text),
        ("email", "メールアドレス", Text),
        ("url", "問い合わせのページ", Text),
    ],
};
static CREDIT: Mapping = Mapping {
    keys: settings::CREDIT_KEYS,
    required: &["name"],
    fields: &[("role", "役割（例: 協力）", Text), ("name", "名前", Text), ("url", "ページ", Text)],
};
static LICENCE: Mapping = Mapping {
    keys: settings::LICENCE_KEYS,
    required: &[],
    fields: &[("name", "名前（例: CC BY 4.0）", Text), ("url", "条件のページ", Text), ("note", "説明", Text)],
};
static FRESHNESS: Mapping = Mapping {
    keys: settings::FRESHNESS_KEYS,
    required: &["review_after_months"],
    fields: &[("review_after_months", "何か月たったら確かめなおすか", Text)],
};
static LEAFLET: Mapping = Mapping {
    keys: settings::LEAFLET_KEYS,
    required: &["id", "format"],
    fields: &[
        ("id", "ファイルの名前になる id", Text),
        ("format", "紙の形（例: a4-trifold）", Text),
        ("areas", "載せる地域の id", Texts),
        ("kinds", "載せる種類の id", Texts),
        ("title", "表紙の題", Text),
        ("subtitle", "表紙の副題", Text),
        ("edition", "版の名前", Text),
        ("lead", "はじめの文（Markdown）", Text),
        ("issued", "発行の日", Text),
        ("ink", "色（mono = 1色）", Choice(|| words::all(words::INKS))),
        ("paper", "紙の大きさ（書かなければ、形に合うもの）", Text),
        ("bleed", "塗り足し。3 と書くと、印刷所用の PDF もできます", Text),
        ("order", "載せる順（場所の id）", Texts),
        ("include", "入れるもの（lead contents comforts qr windows credits。書かなければ全部）", Texts),
        ("furigana", "readings.yaml の言葉によみをつけるか", YES_NO),
        ("credits", "協力など", Objects(&CREDIT)),
        ("publisher", "発行者", Object(&PUBLISHER)),
        ("funding", "費用の出どころ", Text),
        ("notes", "うらの注記（Markdown）", Text),
    ],
};
static URGENT: Mapping = Mapping {
    keys: urgent::KEYS,
    required: &["name"],
    fields: &[
        ("name", "窓口の名前（かならず書きます）", Text),
        ("phone", "電話番号。189 や #8008 のような短い番号も書けます", Text),
        ("hours", "受付の時間。確かめられたときだけ書きます", Text),
        ("url", "窓口のページ（https://…）", Text),
        ("sns", "LINE などの名前と、そこでさがす言葉", Pairs),
        ("note", "だれのための、どんな窓口か", Text),
        ("for", "とくにどんなときに（now いますぐ、night 夜、chat 文字で、silent 話さずに）", Texts),
        ("words", "この言葉でさがした人に、結果より先に出します", Texts),
        ("only", "この言葉でさがした人には、窓口だけを出します", Texts),
        ("checked", "窓口のページで確かめた日", Text),
        ("sources", "もとの資料", Objects(&SOURCE)),
    ],
};
static SITE: Mapping = Mapping {
    keys: settings::KEYS,
    required: &["title"],
    fields: &[
        ("title", "サイトの題（かならず書きます）", Text),
        ("sample", "見本のサイトか。yes のあいだは（例）の場所もそのまま出て、どのページにも「見本」と出ます", YES_NO),
        ("subtitle", "副題", Text),
        ("edition", "版の名前", Text),
        ("description", "検索エンジンのための一文", Text),
        ("lead", "トップのはじめの文（Markdown）", Text),
        ("base_url", "公開するアドレス", Text),
        ("theme", "見た目の名前", Text),
        ("publisher", "発行者", Object(&PUBLISHER)),
        ("contact", "まちがいの知らせ先", Object(&SITE_CONTACT)),
        ("credits", "協力など", Objects(&CREDIT)),
        ("funding", "費用の出どころ", Text),
        ("issued", "発行の日", Text),
        ("licence", "内容を使う条件", Object(&LICENCE)),
        ("freshness", "情報の古さ", Object(&FRESHNESS)),
        ("synonyms", "同じ意味の言葉の組", Groups),
        ("urgent", "つらいときにすぐ話せる窓口。はじめの一つは、どのページの下にも出ます", Objects(&URGENT)),
        ("leave", "「このページをはなれる」の行き先（天気予報など、見られても困らないページ）", Text),
        ("substitutes", "紙に印刷できない文字と、紙でだけ代わりに使う文字（例: {𠮷: 吉}）", Pairs),
        ("leaflets", "リーフレット", Objects(&LEAFLET)),
    ],
};
static TERM: Mapping = Mapping {
    keys: lists::TERM_KEYS,
    required: &["id", "label"],
    fields: &[
        ("id", "変わらない名前（半角の英小文字、数字、ハイフン）", Text),
        ("label", "画面に出る言葉", Text),
        ("short", "短い言葉", Text),
        ("description", "説明（Markdown）", Text),
        ("icon", "絵の名前", Text),
        ("order", "並べる順", Text),
    ],
};
static KIND: Mapping = Mapping {
    keys: lists::KIND_KEYS,
    required: &["id", "label"],
    fields: &[
        ("id", "変わらない名前（半角の英小文字、数字、ハイフン）", Text),
        ("label", "画面に出る言葉", Text),
        ("short", "短い言葉", Text),
        ("description", "説明（Markdown）", Text),
        ("icon", "絵の名前", Text),
        ("order", "並べる順", Text),
        ("needs", "この種類がこたえる願いの id", Texts),
        ("window", "電話や窓口で相談するところか", YES_NO),
    ],
};
static VOCABULARY: Mapping = Mapping {
    keys: lists::VOCABULARY_KEYS,
    required: &[],
    fields: &[
        ("needs", "願い", Objects(&TERM)),
        ("kinds", "種類", Objects(&KIND)),
        ("audiences", "対象", Objects(&TERM)),
        ("comforts", "安心ポイント", Objects(&TERM)),
        ("worries", "困りごと。さがす人の言葉から、願いや種類、場所へみちびく", Objects(&WORRY)),
    ],
};
static WORRY: Mapping = Mapping {
    keys: lists::WORRY_KEYS,
    required: &["label"],
    fields: &[
        ("label", "画面に出る言葉", Text),
        ("words", "人がさがすときの言葉。空白で区切ると、ぜんぶが入っているとき", Texts),
        ("needs", "こたえる願いの id", Texts),
        ("kinds", "こたえる種類の id。先に書いたものから", Texts),
        ("comforts", "こたえる安心ポイントの id", Texts),
        ("audience", "先に出す対象の id", Texts),
        ("places", "いちばん先に出す場所の id（地域/ファイル名）", Texts),
    ],
};
static AREA: Mapping = Mapping {
    keys: lists::AREA_KEYS,
    required: &["id", "name"],
    fields: &[
        ("id", "フォルダーの名前になる id", Text),
        ("name", "地域の名前", Text),
        ("reading", "よみ", Text),
        ("code", "全国地方公共団体コード（六けた）", Text),
        ("parent", "ふくまれる地域の id", Text),
        ("ask", "連絡先のない所について、かわりにきける窓口の id（例: hannan/kurashi-marugoto）か、連絡先", TextOr(&CONTACT)),
        ("description", "説明（Markdown）", Text),
    ],
};
static AREAS: Mapping = Mapping { keys: lists::AREAS_KEYS, required: &[], fields: &[("areas", "地域", Objects(&AREA))] };
static PAGE: Mapping = Mapping {
    keys: page::KEYS,
    required: &["title"],
    fields: &[
        ("title", "見出し（かならず書きます）", Text),
        ("description", "検索エンジンのための一文", Text),
        ("icon", "絵の名前", Text),
        ("nav", "どこからリンクするか", Choice(|| words::all(words::NAVIGATIONS))),
        ("order", "並べる順", Text),
        ("checked", "最終確認日", Text),
        ("sources", "もとの資料", Objects(&SOURCE)),
    ],
};

#[cfg(test)]
static ALL: [&Mapping; 26] = [
    &VALID,
    &ORGANIZER,
    &ONLINE,
    &VENUE,
    &CONTACT,
    &SESSION,
    &RESERVATION,
    &FAQ,
    &FIGURE,
    &LINK,
    &IMAGE,
    &SOURCE,
    &LEAFLET_ENTRY,
    &RESOURCE,
    &PUBLISHER,
    &SITE_CONTACT,
    &CREDIT,
    &LICENCE,
    &FRESHNESS,
    &LEAFLET,
    &URGENT,
    &SITE,
    &TERM,
    &KIND,
    &WORRY,
    &AREA,
];

/// Name of each schema, and what it is of.
pub const SCHEMAS: [(&str, &str); 7] = [
    ("site", "site.yaml"),
    ("vocabulary", "vocabulary.yaml"),
    ("areas", "areas.yaml"),
    ("readings", "readings.yaml"),
    ("resource", "resources/<地域>/<名前>.yaml と .md のはじめの項目"),
    ("variation", "resources/<地域>/<名前>.easy.yaml など、ほかの言葉で書いたもの"),
    ("page", "pages/<名前>.md のはじめの項目"),
];

/// The schema of a name of [`SCHEMAS`].
pub fn schema(name: &str) -> Option<Value> {
    let mut schema = match name {
        "site" => object(&SITE),
        "vocabulary" => object(&VOCABULARY),
        "areas" => object(&AREAS),
        "readings" => shape(Pairs),
        "resource" => object(&RESOURCE),
        "variation" => {
            let mut schema = object(&RESOURCE);
            schema["required"] = json!([]);
            schema
        }
        "page" => object(&PAGE),
        _ => return None,
    };
    let (_, of) = SCHEMAS.iter().find(|(own, _)| *own == name)?;
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(of);
    Some(schema)
}

fn object(mapping: &Mapping) -> Value {
    let mut properties = Map::new();
    for key in mapping.keys {
        let field = mapping.fields.iter().find(|(own, _, _)| own == key);
        let mut value = field.map_or_else(|| json!({}), |(_, _, of)| shape(*of));
        value["description"] = json!(field.map_or("", |(_, description, _)| description));
        properties.insert((*key).to_owned(), value);
    }
    json!({"type": ["object", "null"], "properties": properties, "required": mapping.required, "additionalProperties": false})
}

fn shape(shape: Shape) -> Value {
    let text = || json!({"type": ["string", "number", "boolean", "null"]});
    let several = |of: Value| json!({"anyOf": [of, {"type": "array", "items": of}]});
    match shape {
        Text => text(),
        Texts => several(text()),
        Choice(words) => choice(&words()),
        Pairs => json!({"type": ["object", "null"], "additionalProperties": text()}),
        Location => json!({"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2}),
        Groups => json!({"type": "array", "items": {"type": "array", "items": text()}}),
        Object(mapping) => object(mapping),
        TextOr(mapping) => json!({"anyOf": [text(), object(mapping)]}),
        Objects(mapping) => several(object(mapping)),
        TextsOr(mapping) => several(json!({"anyOf": [text(), object(mapping)]})),
        Accessibility => {
            let available = words::all(words::AVAILABILITIES);
            let mut properties = Map::new();
            for feature in FEATURES {
                let mut value = choice(&available);
                value["description"] = json!(feature.label);
                properties.insert(feature.key.to_owned(), value);
            }
            properties.insert("note".to_owned(), json!({"type": ["string", "null"], "description": "備考"}));
            json!({"type": ["object", "null"], "properties": properties, "additionalProperties": false})
        }
    }
}

fn choice(words: &[&str]) -> Value {
    json!({"enum": words.iter().map(|word| json!(word)).chain(booleans(words)).collect::<Vec<_>>()})
}

/// Editors take a bare `yes` for a truth value; nothing may be written instead of a word.
fn booleans(words: &[&str]) -> Vec<Value> {
    let truth = if words.contains(&"yes") { vec![json!(true), json!(false)] } else { Vec::new() };
    truth.into_iter().chain([Value::Null]).collect()
}

#[cfg(test)]
mod tests {
    use super::{ALL, AREAS, PAGE, VOCABULARY};

    #[test]
    fn what_is_decoded_is_in_the_schema_and_nothing_else() {
        for mapping in ALL.into_iter().chain([&VOCABULARY, &AREAS, &PAGE]) {
            let mut described: Vec<&str> = mapping.fields.iter().map(|(key, _, _)| *key).collect();
            let mut decoded = mapping.keys.to_vec();
            described.sort_unstable();
            decoded.sort_unstable();
            assert_eq!(described, decoded);
            assert!(mapping.required.iter().all(|key| decoded.contains(key)));
            assert!(mapping.fields.iter().all(|(_, description, _)| !description.is_empty()));
        }
    }
}
