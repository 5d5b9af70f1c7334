//! What an editor wrote, on its way to every output: one table a family, right and wrong.

use std::collections::BTreeMap;

use crate::support::{Folder, Judged, base, entry, judge};

/// A picture of one point.
const PICTURE: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xf8\x0f\x00\x01\x01\x01\x00\xb1\x38\xf6\x14\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

fn site(files: &[(&str, &str)]) -> Judged {
    let mut content = base();
    content.insert("resources/hannan/a.yaml".to_owned(), entry("図書館", ""));
    for (path, text) in files {
        content.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    judge(content)
}

fn with_picture(name: &str, path: &str, text: &str) -> Judged {
    let mut content = base();
    content.insert(format!("images/{name}"), PICTURE.to_vec());
    content.insert("resources/hannan/a.yaml".to_owned(), entry("図書館", ""));
    content.insert(path.to_owned(), text.as_bytes().to_vec());
    judge(content)
}

fn page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nnav: none\n---\n\n{body}\n")
}

fn text<'s>(site: &'s Folder, path: &str) -> &'s str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

/// The body of a page in prose.
fn prose(body: &str) -> String {
    let site = site(&[("pages/about.md", &page("題", body))]).pages();
    let html = text(&site, "about.html");
    let start = html.find("<div class=\"prose\">").unwrap() + "<div class=\"prose\">".len();
    html[start..start + html[start..].find("</div>\n").or_else(|| html[start..].find("</div>")).unwrap()].trim().to_owned()
}

/// The paragraph that an entry's text becomes.
fn of_entry(field: &str) -> String {
    let entry = entry("図書館", &format!("first_visit: |\n{}", indented(field)));
    let site = site(&[("resources/hannan/a.yaml", std::str::from_utf8(&entry).unwrap())]).pages();
    let html = text(&site, "hannan/a.html");
    let start = html.find("id=\"first-visit\"").unwrap();
    let start = start + html[start..].find("<div class=\"prose\">").unwrap() + "<div class=\"prose\">".len();
    html[start..start + html[start..].find("</div>").unwrap()].trim().to_owned()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
}

fn codes(judged: &Judged) -> Vec<&'static str> {
    judged.found.iter().map(|diagnostic| diagnostic.code.id()).collect()
}

// --- Sentences ---------------------------------------------------------------------------------------------------------

fn card(summary: &str) -> String {
    let contact = "contacts: [{phone: 072-471-9000}]";
    let entry = format!("name: 部屋\nkind: free-space\nchecked: 2026-06-12\n{contact}\nsummary: |\n{}", indented(summary));
    let site = site(&[("resources/hannan/a.yaml", &entry)]).pages();
    let html = text(&site, "kinds/free-space.html");
    let start = html.find("card-summary\">").unwrap() + "card-summary\">".len();
    html[start..start + html[start..].find("</p>").unwrap()].to_owned()
}

#[test]
fn a_card_says_whole_sentences() {
    for (summary, said) in [
        ("お茶（100円。お菓子つき）を飲めます。", "お茶（100円。お菓子つき）を飲めます。"),
        (
            "「こんにちは。」と言うだけで大丈夫です。あとは静かに過ごせます。",
            "「こんにちは。」と言うだけで大丈夫です。あとは静かに過ごせます。",
        ),
        ("「こんにちは。」と言うだけで大丈夫です。LONG", "「こんにちは。」と言うだけで大丈夫です。"),
        ("「モーニング娘。」の歌をうたいます。", "「モーニング娘。」の歌をうたいます。"),
        ("モーニング娘。の歌をうたいます。", "モーニング娘。の歌をうたいます。"),
        ("予約はいりません。ただし、第3週は予約が必要です。", "予約はいりません。ただし、第3週は予約が必要です。"),
        ("予約はいりません。なお、8月は休みです。", "予約はいりません。なお、8月は休みです。"),
        ("無料です。しかし、材料費がかかります。", "無料です。しかし、材料費がかかります。"),
        ("無料です。※材料費がかかります。", "無料です。※材料費がかかります。"),
        ("無料です。\n※材料費がかかります。\n\nLONG", "無料です。※材料費がかかります。"),
        ("予約はいりません。\n\nただし、第3週は予約が必要です。", "予約はいりません。ただし、第3週は予約が必要です。"),
        ("どなたでも。例外として、台風の日は閉めます。", "どなたでも。例外として、台風の日は閉めます。"),
        ("静かに過ごせます", "静かに過ごせます"),
        ("一行目\nと二行目です。", "一行目と二行目です。"),
        ("「閉じない括弧です。LONG", "「閉じない括弧です。"),
        ("『本。』（「絵。」も）があります。LONG", "『本。』（「絵。」も）があります。"),
        ("行けますか？ LONG", "行けますか？"),
        ("無料！です。", "無料！です。"),
        ("つぎのことができます。\n- 読む\n- 書く", "つぎのことができます。読む、書く"),
        ("- 読む\n- 書く（鉛筆。）", "読む、書く（鉛筆。）"),
        ("**予約**はいりません。", "予約はいりません。"),
        ("ﾊﾝｶｸです｡LONG", "ﾊﾝｶｸです｡"),
        ("です。（要予約。）LONG", "です。（要予約。）"),
    ] {
        // As many sentences as two lines hold, the first in any case, and nothing that stands for those left out.
        let long = "あとは、だれとも話さないで、ひとりで本を読みながら、夕方まで静かに過ごしても大丈夫です。";
        assert_eq!(card(&summary.replace("LONG", long)), said, "{summary}");
    }
}

// --- Pictures and files ------------------------------------------------------------------------------------------------

/// What every `src` and `href` of a page that leads to a picture is, decoded; each has to exist.
fn pictures(site: &Folder, path: &str) -> Vec<String> {
    let html = text(site, path);
    let mut found = Vec::new();
    for part in html.split("images/").skip(1) {
        let address = part.split('"').next().unwrap();
        assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && !b"'#?&<>()[]".contains(&byte)), "{address}");
        let name = shiori::source::address::decoded(address).into_owned();
        assert!(site.contains_key(&format!("images/{name}")), "{name}");
        found.push(name);
    }
    found
}

#[test]
fn a_picture_of_any_name_is_shown() {
    let names = [
        "外観.png",
        "見取り図 1.png",
        "a&b.png",
        "外観#2.png",
        "100%.png",
        "it's.png",
        "何か?.png",
        "\"x\".png",
        "ガイド.png",
        "（1）.png",
        "a(1).png",
        "%20.png",
        "a+b=c.png",
        "写真　全角.png",
        "①.png",
        "Ａ.png",
        "[a].png",
        "a;b,c.png",
    ];
    for name in names {
        let encoded: String = name
            .bytes()
            .map(|byte| if byte.is_ascii_alphanumeric() || byte == b'.' { char::from(byte).to_string() } else { format!("%{byte:02X}") })
            .collect();
        for spelt in [format!("<../images/{name}>"), format!("../images/{encoded}")] {
            let body = format!("![写真]({spelt})\n\n[写真を見る]({spelt})");
            let judged = with_picture(name, "pages/about.md", &page("題", &body));
            assert_eq!(codes(&judged), [""; 0], "{spelt}: {:#?}", judged.found);
            assert_eq!(pictures(&judged.pages(), "about.html"), [name, name], "{spelt}");
        }
        let yaml = String::from_utf8(entry("図書館", &format!("image:\n  file: '{}'\n  alt: 写真\n", name.replace('\'', "''")))).unwrap();
        let judged = with_picture(name, "resources/hannan/a.yaml", &yaml);
        assert_eq!(pictures(&judged.pages(), "hannan/a.html"), [name], "image.file {name}");
    }
}

#[test]
fn a_blank_in_an_address_needs_no_brackets() {
    let judged = with_picture("見取り図 1.png", "pages/about.md", &page("題", "![図](../images/見取り図 1.png)"));
    assert_eq!(pictures(&judged.pages(), "about.html"), ["見取り図 1.png"]);
    let judged = with_picture("a.png", "pages/about.md", &page("題", "![図](../images/a.png \"題\")"));
    assert_eq!(pictures(&judged.pages(), "about.html"), ["a.png"]);
}

#[test]
fn both_forms_of_unicode_are_one_name() {
    let apart = "カ\u{3099}イト\u{3099}.png";
    for spelt in [apart, "ガイド.png", "%E3%82%AB%E3%82%99%E3%82%A4%E3%83%88%E3%82%99.png"] {
        let judged = with_picture("ガイド.png", "pages/about.md", &page("題", &format!("![図](../images/{spelt})")));
        assert_eq!(pictures(&judged.pages(), "about.html"), ["ガイド.png"], "{spelt}");
    }
    let judged = with_picture(
        "ガイド.png",
        "resources/hannan/a.yaml",
        std::str::from_utf8(&entry("図書館", &format!("image: {{file: {apart}, alt: 図}}\n"))).unwrap(),
    );
    assert_eq!(pictures(&judged.pages(), "hannan/a.html"), ["ガイド.png"]);
}

#[test]
fn texts_of_every_page_find_their_pictures() {
    let settings = "title: 題\nlead: '![図](images/外観.png)'\ncontact:\n  note: '[図](images/外観.png)と[説明](pages/about.md)'\npublisher:\n  name: 市\n  introduction: '[図](images/外観.png)'\n";
    let mut content = base();
    content.insert("images/外観.png".to_owned(), PICTURE.to_vec());
    content.insert("site.yaml".to_owned(), settings.as_bytes().to_vec());
    content.insert("pages/about.md".to_owned(), page("題", "文").into_bytes());
    content.insert("resources/hannan/a.yaml".to_owned(), entry("図書館", "first_visit: '[図](../../images/外観.png)'\n"));
    content.insert(
        "resources/hannan/a.easy.yaml".to_owned(),
        "first_visit: '[ず](../../images/%E5%A4%96%E8%A6%B3.png)'\n".as_bytes().to_vec(),
    );
    let site = judge(content).pages();
    for (path, count) in [("index.html", 3), ("about.html", 2), ("hannan/a.html", 3), ("hannan/a.easy.html", 3), ("areas/hannan.html", 2)] {
        assert_eq!(pictures(&site, path).len(), count, "{path}");
    }
    assert!(text(&site, "hannan/a.html").contains("href=\"../about.html\">説明"));
}

#[test]
fn what_cannot_be_published_is_told_with_its_place() {
    for (name, code) in [("a:b.png", "unsafe-path"), ("con.png", "unsafe-path"), ("a|b.png", "unsafe-path"), ("a<b.png", "unsafe-path")] {
        let encoded = name.replace(':', "%3A").replace('|', "%7C").replace('<', "%3C");
        let judged = with_picture(name, "pages/about.md", &page("題", &format!("![図](../images/{encoded})")));
        let told: Vec<_> = judged.found.iter().filter(|diagnostic| diagnostic.code.id() == code).collect();
        assert_eq!(told.len(), 1, "{name}: {:#?}", judged.found);
        assert!(!told[0].labels.is_empty(), "{name}");
    }
    for missing in ["外.png", "%E5%A4%96.png", "外観.PNG", "見取り図1.png"] {
        let judged = with_picture("外観.png", "pages/about.md", &page("題", &format!("![図](../images/{missing})")));
        assert_eq!(codes(&judged), ["broken-link"], "{missing}");
    }
}

// --- Furigana ----------------------------------------------------------------------------------------------------------

const MARKED: &str = r#"name: "{図書|としょ}の{部屋|へや}"
kind: free-space
summary: "{静|しず}かです。"
checked: 2026-06-12
tagline: "{合言葉|あいことば}"
other_names: ["{旧館|きゅうかん}"]
eligibility: "{市内|しない}の方"
organizers: [{name: "{市|し}", role: "{主催|しゅさい}"}]
venue:
  name: "{公民館|こうみんかん}"
  address: "{尾崎|おざき}町35-3"
  detail: "{二階|にかい}"
  access: ["{駅|えき}から徒歩5分"]
  online: {note: "{画面|がめん}で"}
contacts:
  - {label: "{担当|たんとう}", purpose: "{予約|よやく}", hours: "{平日|へいじつ} 9:00-17:00", email: a@example.jp, sns: {LINE: "{友|とも}だち"}}
sessions:
  - {name: "{茶話会|さわかい}", when: "毎月第2土曜日 13:30-15:30", note: "{雨|あめ}でも", venue: {name: "{別館|べっかん}"}}
fee: "{無料|むりょう}"
allowance: "{手当|てあて}"
attendance: "{平均|へいきん}3人"
reservation: {needed: no, note: "{電話|でんわ}でも"}
worries: ["{不安|ふあん}なとき"]
faq: [{q: "{質問|しつもん}", a: "{答|こた}え"}]
figures: [{label: "{人数|にんずう}", value: 3, unit: "{人|にん}", breakdown: {"{男|おとこ}": 1, "{女|おんな}": 2}}]
steps: ["{最初|さいしょ}"]
accessibility: {wheelchair: yes, note: "{段差|だんさ}"}
links: [{label: "{案内|あんない}", url: https://example.jp/}]
sources: [{title: "{広報|こうほう}", date: 2026-01}]
status_note: "{試|ため}し"
first_visit: "{玄関|げんかん}へ"
contact_example: "{用件|ようけん}"
"#;

#[test]
fn furigana_is_ruby_on_pages_and_a_plain_word_elsewhere() {
    let settings = "title: '{題|だい}'\nsubtitle: '{副題|ふくだい}'\nfunding: '{助成|じょせい}'\nbase_url: https://e.jp/\npublisher: {name: '{町|まち}'}\ncredits: [{role: '{協力|きょうりょく}', name: '{団体|だんたい}'}]\ncontact: {label: '{窓口|まどぐち}', note: '{連絡|れんらく}'}\nlicence: {name: '{条件|じょうけん}', note: '{自由|じゆう}に'}\n";
    let vocabulary =
        String::from_utf8(base()["vocabulary.yaml"].clone()).unwrap().replace("安心できる居場所がほしい", "\"{居場所|いばしょ}がほしい\"");
    let areas = "areas:\n  - {id: hannan, name: '{阪南|はんなん}市', description: '{海|うみ}の町です。'}\n  - {id: toba, name: 鳥羽市}\n";
    let judged = site(&[
        ("resources/hannan/a.yaml", MARKED),
        (
            "resources/hannan/a.easy.yaml",
            "summary: \"{静|しず}かな ところです。\"\nfee: \"{無料|むりょう}\"\nvenue: {name: \"{公民館|こうみんかん}\", access: [\"{駅|えき}から\"]}\n",
        ),
        ("site.yaml", settings),
        ("vocabulary.yaml", &vocabulary),
        ("areas.yaml", areas),
        (
            "pages/about.md",
            &page("\"{説明|せつめい}\"", "## {使|つか}い方\n\n![{外観|がいかん}](../images/a.png)\n")
                .replace("![{外観|がいかん}](../images/a.png)\n", ""),
        ),
    ]);
    let published = judged.pages();
    for (path, bytes) in &published {
        let Ok(content) = std::str::from_utf8(bytes) else { continue };
        if path.starts_with("assets/") && !path.starts_with("assets/find/") && !path.starts_with("assets/kept/") {
            continue;
        }
        assert!(
            !content.contains("|とし") && !content.contains("{図書") && !content.contains("むりょう}") && !content.contains("いばしょ}"),
            "{path}"
        );
        assert!(!content.contains('\u{fdd0}') && !content.contains('\u{fdd1}') && !content.contains('\u{fdd2}'), "{path}");
        let readings = ["としょ", "むりょう", "こうみんかん", "えき", "さわかい", "たんとう", "いばしょ", "はんなん", "せつめい"];
        let is_page = path.ends_with(".html");
        let is_search = path.starts_with("assets/find/");
        for reading in readings {
            for before in content.match_indices(reading).map(|(at, _)| content[..at].chars().next_back()) {
                assert!(is_search || (is_page && before == Some('>')), "{path}: {reading} behind {before:?}");
            }
        }
    }
    let html = text(&published, "hannan/a.html");
    let ruby = |word: &str, reading: &str| format!("<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>");
    for (word, reading) in MARKED.split('{').filter_map(|part| part.split_once('}')).filter_map(|(inner, _)| inner.split_once('|')) {
        assert!(html.contains(&ruby(word, reading)), "{word}");
    }
    for (path, word, reading) in [
        ("index.html", "居場所", "いばしょ"),
        ("index.html", "題", "だい"),
        ("index.html", "阪南", "はんなん"),
        ("about.html", "説明", "せつめい"),
        ("find.html", "図書", "としょ"),
        ("calendar.html", "茶話会", "さわかい"),
        ("areas/hannan.html", "図書", "としょ"),
        ("areas/index.html", "阪南", "はんなん"),
        ("hannan/a.easy.html", "公民館", "こうみんかん"),
        ("hannan/a.easy.html", "無料", "むりょう"),
        ("hannan/a.html", "町", "まち"),
        ("hannan/a.html", "窓口", "まどぐち"),
    ] {
        assert!(text(&published, path).contains(&ruby(word, reading)), "{path} {word}");
    }
    assert!(html.contains("<title>図書の部屋"), "titles hold letters only");
    let index = text(&published, "assets/find/1.js");
    for word in ["としょの", "図書の部屋", "こうみんかん", "公民館"] {
        assert!(index.contains(&shiori::site::search::normal(word)) || index.contains(word), "{word}");
    }
    let ics: String = text(&published, "calendar.ics").replace("\r\n ", "");
    for line in ["SUMMARY:茶話会（図書の部屋）", "LOCATION:別館"] {
        assert!(ics.contains(line), "{ics}");
    }
}

#[test]
fn fields_that_are_no_words_take_no_furigana() {
    for (field, is_told) in [
        ("hours: '{月曜|げつよう}日 9:00-10:00'", true),
        ("closed: ['{日曜|にちよう}日']", true),
        ("sessions: [{when: '{毎月|まいつき}第2土曜日 13:30-15:30'}]", true),
        ("sessions: [{name: 会, dates: ['{十二月|じゅうにがつ}']}]", true),
        ("contacts: [{phone: '{072-471-5678|でんわ}'}]", true),
        ("contacts: [{url: 'https://example.jp/{a|b}'}]", true),
        ("contacts: [{email: '{a|b}@example.jp'}]", true),
        ("reading: '{図書|としょ}かん'", true),
        ("venue: {name: '{館|かん}'}", false),
        ("fee: '{無料|むりょう}'", false),
        ("fee: '{a}と{|b}'", false),
        ("contacts: [{hours: '{平日|へいじつ}'}]", false),
    ] {
        let judged = site(&[("resources/hannan/a.yaml", std::str::from_utf8(&entry("図書館", field)).unwrap())]);
        assert_eq!(codes(&judged).contains(&"furigana-not-here"), is_told, "{field}: {:?}", codes(&judged));
    }
}

// --- Lines -------------------------------------------------------------------------------------------------------------

#[test]
fn a_line_end_between_japanese_letters_is_nothing() {
    let entry = "name: 折り返しの\n  部屋\nkind: free-space\nsummary: お茶を飲みながら、\n  だれとも話さずに過ごせます。\nchecked: 2026-06-12\nvenue:\n  name: \"公民\n    館\"\n  address: '阪南市\n    尾崎町35-3'\n  detail: >-\n    二階の\n    部屋\n  access:\n    - 駅から\n      徒歩5分\n    - |\n      バス停\n      から\nfirst_visit: >\n  入口で名前を\n  言わなくても大丈夫です。\n\n  つぎの段落です。\nsessions:\n  - when: 毎月第2土曜日\n      13:30-15:30\n    note: >-\n      会場の都合で\n      変わることがあります。\nfee: Free of\n  charge\nattendance: \"平均\\\n  3人\"\n";
    let site = site(&[("resources/hannan/a.yaml", entry)]).pages();
    let html = text(&site, "hannan/a.html");
    for said in [
        "折り返しの部屋",
        "お茶を飲みながら、だれとも",
        "公民館",
        "阪南市尾崎町35-3",
        "二階の部屋",
        "駅から徒歩5分",
        "バス停から",
        "名前を言わなくても大丈夫です。</p>\n<p>つぎの段落です。",
        "毎月第2土曜日 13:30-15:30",
        "都合で変わる",
        "Free of charge",
        "平均3人",
    ] {
        assert!(html.contains(said), "{said}");
    }
    let ics: String = text(&site, "calendar.ics").replace("\r\n ", "");
    assert!(
        ics.contains("SUMMARY:折り返しの部屋")
            && ics.contains("LOCATION:公民館 阪南市尾崎町35-3 二階の部屋")
            && ics.contains("都合で変わる"),
        "{ics}"
    );
    for path in ["feed.xml", "opendata/public_facility.csv", "opendata/hsds.json", "assets/find/1.js"] {
        let Some(bytes) = site.get(path) else { continue };
        assert!(!std::str::from_utf8(bytes).unwrap().contains("折り返しの 部屋"), "{path}");
    }
}

#[test]
fn a_line_that_begins_something_is_a_line() {
    for (written, said) in [
        ("つぎの方です。\n・市内の方\n・市外の方", "つぎの方です。<br />\n・市内の方<br />\n・市外の方"),
        ("予約は\nいりません。\n※予約は\nいりません。", "予約はいりません。<br />\n※予約はいりません。"),
        ("①読む\n②書く", "①読む<br />\n②書く"),
        ("●読む\n○書く\n◆見る", "●読む<br />\n○書く<br />\n◆見る"),
        ("持ち物\n－上履き\n－水", "持ち物<br />\n－上履き<br />\n－水"),
        ("（1）名前\n（2）住所", "（1）名前<br />\n（2）住所"),
        ("１．名前\n２．住所", "１．名前<br />\n２．住所"),
        ("･半角\n･中点", "･半角<br />\n･中点"),
        ("-市内\n-市外", "-市内<br />\n-市外"),
        ("…です\n“引用”です", "…です“引用”です"),
        ("葛\u{e0100}\n城市", "葛\u{e0100}城市"),
        ("ﾊﾝｶｸ\nｶﾅ", "ﾊﾝｶｸｶﾅ"),
        ("“Hello”\n“World”", "“Hello”\n“World”"),
        ("one\ntwo", "one\ntwo"),
        ("한국어\n텍스트", "한국어\n텍스트"),
        ("10:00\n-12:00", "10:00\n-12:00"),
        ("行く――\n――帰る", "行く――――帰る"),
        ("**太字**\n**太字**", "<strong>太字</strong><strong>太字</strong>"),
        ("一行目\r\n二行目", "一行目二行目"),
        ("ページ、\n※\n印", "ページ、<br />\n※印"),
    ] {
        assert_eq!(of_entry(written), format!("<p>{said}</p>"), "{written:?}");
    }
}

// --- Emphasis ----------------------------------------------------------------------------------------------------------

#[test]
fn what_is_marked_is_bold_beside_japanese_signs() {
    let (b, e) = ("<strong>", "</strong>");
    for (written, said) in [
        ("これは**「強調」**です。", format!("これは{b}「強調」{e}です。")),
        ("**注意（ちゅうい）**を読んでください。", format!("{b}注意（ちゅうい）{e}を読んでください。")),
        ("**テスト。**次の文です。", format!("{b}テスト。{e}次の文です。")),
        ("**「館」**と**（分館）**へどうぞ。", format!("{b}「館」{e}と{b}（分館）{e}へどうぞ。")),
        ("参加は**無料！**です。", format!("参加は{b}無料！{e}です。")),
        ("*斜めの字。*続きます。", "<em>斜めの字。</em>続きます。".to_owned()),
        ("**電話：**35-3", format!("{b}電話：{e}35-3")),
        ("「**強調**」です。", format!("「{b}強調{e}」です。")),
        ("は**『本』**。", format!("は{b}『本』{e}。")),
        ("**【重要】**お知らせ", format!("{b}【重要】{e}お知らせ")),
        ("は**PDF(資料)**です", format!("は{b}PDF(資料){e}です")),
        ("は***「強調」***です", format!("は<em>{b}「強調」{e}</em>です")),
        ("は_「強調」_です", "は<em>「強調」</em>です".to_owned()),
        ("は__「強調」__です", format!("は{b}「強調」{e}です")),
        ("は**[案内](https://example.jp/)**です", format!("は{b}<a href=\"https://example.jp/\">案内</a>{e}です")),
        ("**「一」**、**「二」**、**「三」**です", format!("{b}「一」{e}、{b}「二」{e}、{b}「三」{e}です")),
        ("は**{漢字|かんじ}**です", format!("は{b}<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>{e}です")),
        ("は**（{漢字|かんじ}）**です", format!("は{b}（<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>）{e}です")),
        ("は**！**です", format!("は{b}！{e}です")),
        ("は`**「」**`です", "は<code>**「」**</code>です".to_owned()),
        ("は\\*\\*「」\\*\\*です", "は**「」**です".to_owned()),
        ("5*3*2 は 30", "5*3*2 は 30".to_owned()),
        ("**言葉**です", format!("{b}言葉{e}です")),
        ("file_name_a と b_c", "file_name_a と b_c".to_owned()),
    ] {
        assert_eq!(prose(written), format!("<p>{said}</p>"), "{written}");
    }
    assert_eq!(prose("- は**「一」**です\n- **二。**三"), format!("<ul>\n<li>は{b}「一」{e}です</li>\n<li>{b}二。{e}三</li>\n</ul>"));
    assert!(prose("## は**「題」**です").contains(&format!("は{b}「題」{e}です</h2>")));
    assert!(
        prose("| a | b |\n| - | - |\n| は**「一」**です | **二。**三 |")
            .contains(&format!("<td>は{b}「一」{e}です</td><td>{b}二。{e}三</td>"))
    );
    assert!(prose("[は**「一」**です](https://example.jp/)").contains(&format!("は{b}「一」{e}です</a>")));
}

#[test]
fn every_line_with_stars_that_stayed_is_told() {
    let body = "1. は** 強調 **です\n2. よい**言葉\n3. は**「よい」**です\n4. は* 一 *です\n5. 500円*（税別）";
    let judged = site(&[("pages/about.md", &page("題", body))]);
    let lines: Vec<usize> = judged
        .found
        .iter()
        .filter(|diagnostic| diagnostic.code.id() == "stray-emphasis")
        .map(|diagnostic| {
            let span = diagnostic.labels[0].span;
            judged.files.get(span.file).text[..span.start as usize].lines().count()
        })
        .collect();
    assert_eq!(lines, [6, 7, 9]);
}

// --- Headings ----------------------------------------------------------------------------------------------------------

#[test]
fn headings_are_called_by_their_words() {
    let html = prose("[へ](#使い方) [へ](#使い方-1)\n\n## はじめに\n\n## 使い方\n\n### くわしく（1）\n\n## 使い方");
    for id in ["はじめに", "使い方", "くわしく1", "使い方-1"] {
        assert!(html.contains(&format!(" id=\"{id}\">")), "{id}: {html}");
    }
}

#[test]
fn a_link_to_a_part_that_is_not_there_is_told() {
    let files = |link: &str| {
        [
            ("pages/about.md", page("題", &format!("[へ]({link})\n\n## 使い方\n\n文"))),
            ("pages/privacy.md", page("方針", "## あなたの端末\n\n### Data Use\n\n文")),
            (
                "resources/hannan/a.yaml",
                String::from_utf8(entry(
                    "図書館",
                    "sessions: [{when: 毎月第2土曜日 13:30-15:30}]\nfirst_visit: |\n  ## 持ち物\n  上履き\n",
                ))
                .unwrap(),
            ),
        ]
    };
    for (link, is_told) in [
        ("#使い方", false),
        ("#%E4%BD%BF%E3%81%84%E6%96%B9", false),
        ("#ありません", true),
        ("#s1", true),
        ("privacy.md#あなたの端末", false),
        ("privacy.md#data-use", false),
        ("privacy.md#Data-Use", true),
        ("privacy.html#あなたの端末", false),
        ("privacy.md#使い方", true),
        ("../resources/hannan/a.yaml#sessions", false),
        ("../resources/hannan/a.yaml#持ち物", false),
        ("../resources/hannan/a.yaml#contacts", false),
        ("../resources/hannan/a.yaml#nai", true),
        ("hannan/a.html#first-visit", false),
        ("index.html#areas", false),
        ("index.html#nai", true),
        ("find.html#all-entries", false),
        ("calendar.html#subscribe", false),
        ("#top", false),
        ("https://example.jp/#nai", false),
    ] {
        let files = files(link);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(codes(&site(&files)).contains(&"broken-part"), is_told, "{link}");
    }
}

#[test]
fn the_ids_of_templates_are_known_to_the_check() {
    let entry = MARKED.to_owned() + "audience: [self]\ncomforts: [alone-ok]\nhours: 10:00-17:00\nsince: 2020\n";
    let site = site(&[("resources/hannan/b.yaml", &entry), ("pages/about.md", &page("題", "文"))]).pages();
    let known: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("hannan/b.html", shiori::model::markdown::anchors::ON_ENTRIES),
        ("index.html", shiori::model::markdown::anchors::ON_HOME),
        ("about.html", shiori::model::markdown::anchors::ON_PAGES),
    ]);
    for (path, ids) in known {
        for part in text(&site, path).split(" id=\"").skip(1) {
            let id = part.split('"').next().unwrap();
            // Icons are drawn once and used by their ids.
            assert!(ids.contains(&id) || id.starts_with("i-"), "{path}: {id}");
        }
    }
}

// --- Ordinary writing --------------------------------------------------------------------------------------------------

#[test]
fn ordinary_writing_is_no_mark() {
    for (written, said) in [
        ("2026. 4月から始まりました。", "<p>2026. 4月から始まりました。</p>"),
        ("2026) 4月から", "<p>2026) 4月から</p>"),
        ("持ち物\n----------\n上履き", "<p>持ち物</p>\n<hr />\n<p>上履き</p>"),
        ("持ち物\n=====\n上履き", "<p>持ち物</p>\n<hr />\n<p>上履き</p>"),
        ("持ち物\n－－－－－\n上履き", "<p>持ち物</p>\n<hr />\n<p>上履き</p>"),
        ("持ち物\n~~~~~\n上履き", "<p>持ち物</p>\n<hr />\n<p>上履き</p>"),
        ("    字下げ", "<p>字下げ</p>"),
        ("一文です。\n\n    字下げした文です。", "<p>一文です。</p>\n<p>字下げした文です。</p>"),
        ("1. 一つ\n2. 二つ", "<ol>\n<li>一つ</li>\n<li>二つ</li>\n</ol>"),
        ("#予約不要", "<p>#予約不要</p>"),
        ("メールは soudan@town.lg.jp です。", "<p>メールは <a href=\"mailto:soudan@town.lg.jp\">soudan@town.lg.jp</a> です。</p>"),
        (
            "くわしくは https://www.town.lg.jp/ibasho/ （町のサイト）を",
            "<p>くわしくは <a href=\"https://www.town.lg.jp/ibasho/\">https://www.town.lg.jp/ibasho/</a> （町のサイト）を</p>",
        ),
        ("https://e.jp/a_b_c（町）を", "<p><a href=\"https://e.jp/a_b_c\">https://e.jp/a_b_c</a>（町）を</p>"),
        ("見る（https://e.jp/a）。", "<p>見る（<a href=\"https://e.jp/a\">https://e.jp/a</a>）。</p>"),
        ("(https://e.jp/a(1)).", "<p>(<a href=\"https://e.jp/a(1)\">https://e.jp/a(1)</a>).</p>"),
        ("https://e.jp/?a=1&b=2です", "<p><a href=\"https://e.jp/?a=1&amp;b=2\">https://e.jp/?a=1&amp;b=2</a>です</p>"),
        ("「http://e.jp」を", "<p>「<a href=\"http://e.jp\">http://e.jp</a>」を</p>"),
        ("https://e.jp/、https://f.jp/", "<p><a href=\"https://e.jp/\">https://e.jp/</a>、<a href=\"https://f.jp/\">https://f.jp/</a></p>"),
        ("[https://e.jp/](https://e.jp/)", "<p><a href=\"https://e.jp/\">https://e.jp/</a></p>"),
        ("`https://e.jp/`", "<p><code>https://e.jp/</code></p>"),
        ("https:// と @ と a@b", "<p>https:// と @ と a@b</p>"),
        ("~~水曜日~~ 木曜日です。", "<p>~~水曜日~~ 木曜日です。</p>"),
    ] {
        assert_eq!(of_entry(written), said, "{written}");
    }
    assert!(prose("持ち物\n------\n\n上履き").contains("<h2 id=\"持ち物\">持ち物</h2>"), "a page may be written as Markdown");
}

#[test]
fn marks_that_are_not_supported_are_told() {
    for (written, code) in [
        ("~~水曜日~~ 木曜日です。", Some("unsupported-mark")),
        ("- [ ] 上履き", Some("unsupported-mark")),
        ("- [x] 上履き", Some("unsupported-mark")),
        ("本文[^1]です。", Some("unsupported-mark")),
        ("==大事==です", Some("unsupported-mark")),
        ("[言葉](https://e.jp", Some("stray-link")),
        ("12. 24の集い", Some("number-as-list")),
        ("3. 三つめ\n4. 四つめ", None),
        ("10~12時 13~15時", None),
        ("a = b == c", None),
        ("[案内]です", None),
        ("＊注意", None),
    ] {
        let judged = site(&[(
            "resources/hannan/a.yaml",
            std::str::from_utf8(&entry("図書館", &format!("first_visit: |\n{}", indented(written)))).unwrap(),
        )]);
        assert_eq!(codes(&judged), code.into_iter().collect::<Vec<_>>(), "{written}");
    }
}
