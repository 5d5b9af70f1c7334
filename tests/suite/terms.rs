//! What real lists say of those who may come: who, how many, at what price, until when; each under its own label everywhere.

use crate::support::{Folder, base, entry, judge};

fn built(more: &str) -> Folder {
    let mut content = base();
    content.insert("resources/hannan/a.yaml".to_owned(), entry("家族の集い", more));
    judge(content).pages()
}

fn text<'s>(site: &'s Folder, path: &str) -> std::borrow::Cow<'s, str> {
    String::from_utf8_lossy(&site[path])
}

fn warnings(more: &str) -> Vec<&'static str> {
    let mut content = base();
    content.insert("resources/hannan/a.yaml".to_owned(), entry("家族の集い", more));
    judge(content).found.iter().map(|found| found.code.id()).collect()
}

#[test]
fn each_fact_stands_on_the_page_under_its_own_label() {
    for (more, label, said) in [
        ("ages: 15-49", "使える方", "15歳から49歳までの方"),
        ("residents: [hannan]", "使える方", "阪南市に住んでいる方"),
        ("residents: [岬町]", "使える方", "岬町に住んでいる方"),
        ("residents: anywhere", "使える方", "住んでいるまちを問わず"),
        ("for: women", "使える方", "女性"),
        ("ages: 18-\nfor: [男性]\nresidents: [hannan]", "使える方", "阪南市に住んでいる、18歳以上の男性"),
        ("with: family", "使える方", "家族もいっしょに参加できます"),
        ("requires: [手帳]", "使える方", "手帳をお持ちの方"),
        ("capacity: 20", "定員", "20名"),
        ("capacity: {people: 3, unit: 組, first_come: yes}", "定員", "3組（申込順）"),
        ("capacity: 先着50食", "定員", "先着50食"),
        ("attendance: 平均10名程度", "来る人の数", "平均10名程度"),
        ("fee: [{who: 会員, amount: 無料}, {who: 一般, amount: 500円}, {what: 材料費, amount: 実費}]", "費用", "一般　500円"),
        ("reservation: {needed: yes, by: 3日前, how: [phone, form]}", "予約", "電話・申しこみのページで、3日前まで"),
        ("reservation: {needed: yes, form: https://www.town.lg.jp/form}", "予約", "https://www.town.lg.jp/form"),
        ("reservation: {needed: yes, first_time: さきに電話をください}", "予約", "さきに電話をください"),
        ("parking: 3台", "駐車場", "3台"),
        ("parking: no", "駐車場", "ありません"),
        ("childcare: 1歳から・要申込", "子どもの預かり", "1歳から・要申込"),
        ("languages: [英語, やさしい日本語]", "ことば", "英語、やさしい日本語"),
        ("interpreting: [手話]", "手話など", "手話"),
        ("bring: [飲み物, 上履き]", "持ち物", "飲み物、上履き"),
        ("last_entry: \"17:00\"", "最終の受付", "17:00"),
        ("contacts: [{form: https://www.town.lg.jp/ask}]", "申しこみのページ", "https://www.town.lg.jp/ask"),
        ("contacts: [{line: \"@town\"}]", "LINE", "@"),
        ("contacts: [{text: 090-1234-5678}]", "ショートメール", "sms:09012345678"),
    ] {
        let site = built(more);
        let page = text(&site, "hannan/a.html");
        let page = page.replace("<wbr>", "");
        assert!(page.contains(label) && page.contains(said), "{more}: {label} {said}");
    }
}

#[test]
fn a_meeting_has_facts_of_its_own_and_the_last_day_to_apply_beside_each_date() {
    let more = "reservation: {needed: yes, by: 前日 17時}\nsessions:\n  - {name: 親の会, when: 毎月第2土曜日 13:30-15:30, for: family, fee: 無料, doors: \"13:00\", \
                capacity: 10, online: yes, reservation: {needed: yes, by: 3日前, how: phone}, contacts: [{phone: 072-471-5678}]}\n  - {name: 本人の会, \
                dates: [2026-11-20 10:00-12:00, 2026-11-22 10:00-12:00]}\n";
    let site = built(more);
    let page = text(&site, "hannan/a.html").into_owned();
    for said in [
        "12月9日（水）までに申しこみ",
        "開場",
        "13:00",
        "10名",
        "オンラインでも参加できます",
        "電話で、3日前まで",
        "072-471-5678",
        "11月21日（土）17:00までに申しこみ",
        "申しこみは終わりました",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let calendar = text(&site, "hannan/a.ics").replace("\r\n ", "");
    for said in ["予約がいります: 電話で、3日前まで", "開場 13:00", "（11月21日17:00までに申しこみ）"] {
        assert!(calendar.contains(said), "{said}\n{calendar}");
    }
}

#[test]
fn machines_are_told_too() {
    let site = built(
        "ages: 15-49\ncapacity: 20\nreservation: {needed: yes, by: 3日前, how: [phone]}\nsessions: [{dates: [2026-12-05 10:00-12:00]}]",
    );
    let hsds = text(&site, "opendata/hsds.json");
    for said in ["\"minimum_age\":15", "\"maximum_age\":49", "\"application_process\":\"電話で、3日前まで\"", "15歳から49歳までの方"]
    {
        assert!(hsds.contains(said), "{said}");
    }
    let page = text(&site, "hannan/a.html");
    assert!(page.contains("\"maximumAttendeeCapacity\":20") && page.contains("\"typicalAgeRange\":\"15-49\""));
    let all = text(&site, "opendata/resources.json");
    assert!(all.contains("\"ages\":\"15歳から49歳まで\"") && all.contains("\"capacity\":\"20名\""), "{all}");
}

#[test]
fn what_cannot_be_read_is_told() {
    assert!(warnings("ages: 若い方").contains(&"ages"));
    assert!(warnings("reservation: {needed: yes, by: そのうち}").contains(&"unread-deadline"));
    assert!(!warnings("reservation: {needed: yes, by: 定員になりしだい}").contains(&"unread-deadline"));
    assert!(!warnings("residents: [toba]").iter().any(|code| code.contains("unknown")));
    assert!(warnings("residents: [nowhere]").iter().any(|code| code.contains("unknown")), "{:?}", warnings("residents: [nowhere]"));
    assert!(warnings("fee: [{who: 会員}]").contains(&"missing-field"));
}

#[test]
fn a_house_known_by_name_stands_beside_what_is_said_instead_of_its_address() {
    let site = built(
        "venue: {name: ひだまりの家, undisclosed: 場所は申しこみのときにお伝えします}\nsessions: [{when: 毎月第2土曜日 13:30-15:30}]",
    );
    let calendar = text(&site, "hannan/a.ics").replace("\r\n ", "");
    assert!(calendar.contains("LOCATION:ひだまりの家 場所は申しこみのときにお伝えします"), "{calendar}");
}
