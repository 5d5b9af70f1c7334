//! What an editor may have meant by a word that is no key: column names of Excel sheets and other usual words.

/// Word → the key, as a path from the resource.
const ALIASES: &[(&str, &str)] = &[
    ("名称", "name"),
    ("名前", "name"),
    ("施設名", "name"),
    ("団体名", "name"),
    ("title", "name"),
    ("名称_カナ", "reading"),
    ("カナ", "reading"),
    ("かな", "reading"),
    ("ふりがな", "reading"),
    ("フリガナ", "reading"),
    ("よみ", "reading"),
    ("読み", "reading"),
    ("kana", "reading"),
    ("名称_通称", "other_names"),
    ("通称", "other_names"),
    ("別名", "other_names"),
    ("種類", "kind"),
    ("種別", "kind"),
    ("category", "kind"),
    ("type", "kind"),
    ("説明", "summary"),
    ("概要", "summary"),
    ("紹介", "summary"),
    ("description", "summary"),
    ("対象", "audience"),
    ("対象者", "audience"),
    ("住所", "venue.address"),
    ("所在地", "venue.address"),
    ("address", "venue.address"),
    ("会場", "venue.name"),
    ("場所", "venue.name"),
    ("place", "venue.name"),
    ("郵便番号", "venue.postal_code"),
    ("postal_code", "venue.postal_code"),
    ("zip", "postal_code"),
    ("アクセス", "venue.access"),
    ("アクセス方法", "venue.access"),
    ("交通", "venue.access"),
    ("access", "venue.access"),
    ("緯度", "venue.location"),
    ("経度", "venue.location"),
    ("lat", "venue.location"),
    ("lon", "venue.location"),
    ("location", "venue.location"),
    ("電話", "contacts.phone"),
    ("電話番号", "contacts.phone"),
    ("tel", "contacts.phone"),
    ("phone", "contacts.phone"),
    ("telephone", "contacts.phone"),
    ("内線", "contacts.extension"),
    ("FAX", "contacts.fax"),
    ("fax", "contacts.fax"),
    ("メール", "contacts.email"),
    ("メールアドレス", "contacts.email"),
    ("mail", "contacts.email"),
    ("email", "contacts.email"),
    ("contact", "contacts"),
    ("連絡先", "contacts"),
    ("問い合わせ", "contacts"),
    ("問合せ先", "contacts"),
    ("開館時間", "hours"),
    ("開所時間", "hours"),
    ("利用時間", "hours"),
    ("営業時間", "hours"),
    ("時間", "hours"),
    ("opening_hours", "hours"),
    ("open", "hours"),
    ("休館日", "closed"),
    ("休業日", "closed"),
    ("定休日", "closed"),
    ("休み", "closed"),
    ("日時", "sessions.when"),
    ("開催日", "sessions.when"),
    ("日程", "sessions.when"),
    ("when", "sessions.when"),
    ("session", "sessions"),
    ("料金", "fee"),
    ("費用", "fee"),
    ("参加費", "fee"),
    ("price", "fee"),
    ("予約", "reservation"),
    ("申込", "reservation"),
    ("主催", "organizers"),
    ("運営", "organizers"),
    ("organizer", "organizers"),
    ("備考", "staff_note"),
    ("メモ", "staff_note"),
    ("note", "staff_note"),
    ("確認日", "checked"),
    ("最終確認日", "checked"),
    ("URL", "links"),
    ("url", "links"),
    ("ホームページ", "links"),
    ("リンク", "links"),
    ("link", "links"),
    ("写真", "image"),
    ("画像", "image"),
    ("images", "image"),
    ("出典", "sources"),
    ("source", "sources"),
    ("状態", "status"),
    ("公開", "visibility"),
    ("地域", "areas"),
    ("area", "areas"),
    ("need", "needs"),
    ("願い", "needs"),
    ("organisers", "organizers"),
    ("organizators", "organizers"),
    ("license", "licence"),
];

/// How to write what a known foreign word means, if the mapping at hand has room for it.
pub fn remedy(word: &str, keys: &[&'static str]) -> Option<String> {
    let last_of = |path: &str| path.rsplit('.').next().map(str::to_owned);
    let (_, path) = ALIASES.iter().find(|(alias, path)| {
        *alias == word
            && (keys.contains(&path.split('.').next().unwrap_or("")) || last_of(path).is_some_and(|last| keys.contains(&last.as_str())))
    })?;
    let last = last_of(path)?;
    if keys.contains(&last.as_str()) {
        return Some(format!("「{last}:」と書いてください"));
    }
    let (outer, inner) = path.split_once('.')?;
    let dash = if outer == "contacts" || outer == "sessions" { "- " } else { "" };
    Some(format!("「{outer}:」の下に、字下げして「{dash}{inner}: …」と書いてください"))
}

/// The key of a mapping that a known foreign word means, where it is one of the mapping's own.
pub fn key(word: &str, keys: &[&'static str]) -> Option<&'static str> {
    let (_, path) = ALIASES.iter().find(|(alias, path)| *alias == word && keys.contains(&path.rsplit('.').next().unwrap_or("")))?;
    path.rsplit('.').next()
}

/// How to write a field that is a mapping and not a sentence.
pub fn example(what: &str) -> Option<&'static str> {
    Some(match what {
        "venue" => "venue: {name: 阪南市立図書館}",
        "venues" => "venues: [{name: 本館}, {name: 分館}]",
        "contacts" => "contacts: [{phone: 072-471-5678}]",
        "sessions" => "sessions: [{when: 毎月第4木曜日 13:30-15:30}]",
        "image" => "image: {file: library.jpg, alt: 図書館の入口}",
        "links" => "links: [{label: 図書館のページ, url: https://…}]",
        "valid" => "valid: {until: 2027-03-31}",
        "figures" => "figures: [{label: 参加者, value: 10, unit: 名}]",
        "faq" => "faq: [{q: 予約はいりますか, a: いりません。}]",
        "sources" => "sources: [{title: 市の資料, date: 2026-06}]",
        "accessibility" => "accessibility: {wheelchair: yes, note: 入口に段差があります}",
        "leaflet" => "leaflet: {include: yes}",
        "publisher" => "publisher: {name: 阪南市}",
        "credits" => "credits: [{role: 協力, name: 阪南市}]",
        "この項目" => "name: 場所の名前、次の行に kind: …、その次の行に summary: …",
        _ => return None,
    })
}

/// What a required key is for.
pub fn meaning(what: &str, key: &str) -> &'static str {
    match key {
        "name" if what == "areas" => "地域の名前です",
        "name" if what != "この項目" => "人や団体の名前です",
        "title" if what == "sources" => "もとの資料の名前です",
        "format" => "a4-trifold（A4 三つ折り）のような、紙の形です",
        "needed" => "no、yes、recommended のどれかです",
        "value" => "数字です",
        "name" => "場所や集まりの名前です",
        "kind" => "vocabulary.yaml の kinds にある id です",
        "summary" => "何ができるところかを一、二文で書きます",
        "id" => "半角の英小文字と数字とハイフンで書く、変わらない名前です",
        "label" => "画面に出る言葉です",
        "title" => "画面の一番上に出る言葉です",
        "file" => "content/images/ にあるファイルの名前です",
        "url" => "https:// で始まるアドレスです",
        "q" => "質問の文です",
        "a" => "答えの文です",
        _ => "",
    }
}
