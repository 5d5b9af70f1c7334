//! Tables in and out: every row is accounted for, nothing is lost on the way through `opendata/`, and what a file may hold
//! is in its schema.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shiori::content::schema::schema;
use shiori::diagnostics::FileId;
use shiori::source::{markdown, yaml};

use crate::support::{Folder, Ran, Workshop, base, entry, judge, judge_folder, read_folder, root};

const HEADER: &str = "ID,名称,名称_カナ,所在地_連結表記,緯度,経度,電話番号,利用可能曜日,開始時間,終了時間,説明,独自の列,備考";

fn import(workshop: &Workshop, bytes: &[u8], more: &[&str]) -> Ran {
    std::fs::write(workshop.path().join("table.csv"), bytes).unwrap();
    let mut arguments = vec!["import", "table.csv", "--kind", "free-space", "--area", "hannan", "--date", "2026-11-20"];
    arguments.extend(more);
    workshop.run(&arguments)
}

/// Rows in, created, updated, unchanged and refused, as the last line of the report says.
fn counts(ran: &Ran) -> [usize; 5] {
    let line = ran.out.lines().rev().find(|line| line.starts_with("読んだ行")).unwrap_or_else(|| panic!("{ran:?}"));
    let line = line.split('（').next().unwrap();
    let numbers: Vec<usize> = line.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    let counts: [usize; 5] = numbers.try_into().unwrap();
    assert_eq!(counts[0], counts[1..].iter().sum::<usize>(), "{line}");
    counts
}

/// Sets everything free that was imported.
fn publish(workshop: &Workshop) {
    let files = entries(workshop);
    let ids = files.keys().filter_map(|path| path.strip_prefix("resources/")?.strip_suffix(".yaml"));
    let arguments: Vec<&str> = ["publish"].into_iter().chain(ids).collect();
    let ran = workshop.run(&arguments);
    assert_eq!(ran.code, Some(0), "{ran:?}");
}

fn entries(workshop: &Workshop) -> Folder {
    read_folder(&workshop.content()).into_iter().filter(|(path, _)| path.starts_with("resources/")).collect()
}

/// Quotes are a matter of the file alone.
fn unquoted(text: &str) -> String {
    text.replace('"', "")
}

fn text(files: &Folder) -> String {
    files.values().map(|bytes| String::from_utf8_lossy(bytes)).collect()
}

#[test]
fn every_encoding_gives_the_same_files() {
    let table = format!(
        "{HEADER}\r\n1,中央公民館,チュウオウコウミンカン,阪南市尾崎町1,34.3623,135.2411,072-471-5678,月火,9:00,17:00,集まれます。,秘密,\r\n"
    );
    let utf16 = |little: bool, mark: bool| {
        let units = mark.then_some(0xfeff).into_iter().chain(table.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect::<Vec<u8>>()
    };
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(&table);
    let variants: Vec<Vec<u8>> = vec![
        table.clone().into_bytes(),
        format!("\u{feff}{table}").into_bytes(),
        format!("\u{feff}\u{feff}{table}").into_bytes(),
        cp932.into_owned(),
        utf16(true, true),
        utf16(false, true),
        utf16(true, false),
        table.replace("\r\n", "\r").into_bytes(),
        table.replace("\r\n", "\n").into_bytes(),
        table.replace(',', "\t").into_bytes(),
        table.replace(',', ";").into_bytes(),
    ];
    let mut first: Option<Folder> = None;
    for (number, bytes) in variants.iter().enumerate() {
        let workshop = Workshop::new(&base());
        let ran = import(&workshop, bytes, &[]);
        assert_eq!((ran.code, counts(&ran)), (Some(0), [1, 1, 0, 0, 0]), "variant {number}: {ran:?}");
        let files = entries(&workshop);
        assert!(files.contains_key("resources/hannan/chuokominkan.yaml"), "{:?}", files.keys());
        let told = text(&files);
        for fact in ["name: 中央公民館", "月・火 09:00-17:00", "独自の列: 秘密", "[34.3623, 135.2411]", "date: 2026-11-20"] {
            assert!(told.contains(fact), "variant {number}: {fact} is not in {told}");
        }
        assert_eq!(first.get_or_insert_with(|| files.clone()), &files, "variant {number}");
    }
}

#[test]
fn hard_rows_survive_or_are_refused_with_a_reason() {
    let table = format!(
        "公共施設一覧,,,\n令和8年,,\n{HEADER}\n\
         1,みなとの家,ﾐﾅﾄﾉｲｴ,尾崎町１,135.2411,34.3623,724715678,,,,*強調* [x](javascript:alert(1)) {{a|b}},=1+1,\n\
         ,,,,,,,,,,,,\n\
         2,,ナマエナシ,尾崎町2,,,,,,,,,\n\
         3,#NAME?,,,,,,,,,,,\n\
         4,\"あき\nば\",,尾崎町3,34度21分44秒,135度14分28秒,471-5678,,17:00,9:00,<b>a</b>,,\n\
         5,短い行\n\
         6,長い行,,,,,,,,,,,,余り,もう一つ\n\
         7,../../etc,../../etc,,,,,,,,,,\n\
         8,con,con,,,,,,,,,,\n\
         9,con,con,,,,,,,,,,\n\
         9,con,con,,,,,,,,,,\n\
         10,電話二つ,,,4.00E+12,,072-471-0001 / 072-471-0002内線12,,0.375,0.708333,,,時間: 9:00-12:00\n\
         11,\u{202e}逆さ: # \"引用\" & * !,,,,,,,,,,\"一\n二: 三\n - 四\",\n"
    );
    let workshop = Workshop::new(&base());
    let ran = import(&workshop, table.as_bytes(), &[]);
    assert_eq!(counts(&ran), [12, 9, 0, 0, 3], "{}", ran.out);
    assert!(ran.out.contains("空の行 1") && ran.out.contains("まったく同じ行"), "{}", ran.out);
    let files = entries(&workshop);
    let told = text(&files);
    for kept in
        ["余り", "471-5678", "4.00E+12", "072-471-0002", "=1+1", "二: 三", "[34.3623, 135.2411]", "0724715678", "17:00", "con-place-2"]
    {
        assert!(told.contains(kept) || files.keys().any(|path| path.contains(kept)), "{kept} is lost: {told}");
    }
    assert!(files.keys().all(|path| path.starts_with("resources/hannan/") && !path.contains("..")), "{:?}", files.keys());
    let judged = judge_folder(&workshop.content());
    assert_eq!(judged.codes(shiori::diagnostics::Severity::Error), Vec::<&str>::new(), "{told}");
    let again = import(&workshop, table.as_bytes(), &[]);
    assert_eq!(counts(&again)[1..4], [0, 0, 9], "{}", again.out);
    assert_eq!(entries(&workshop), files, "a second import changes nothing");
}

#[test]
fn a_newer_table_changes_what_staff_has_not_touched() {
    let row = |phone: &str, summary: &str| {
        format!("{HEADER}\n1,公民館,コウミンカン,,,,{phone},,,,{summary},,\n2,消えた家,キエタイエ,,,,,,,,,,\n")
    };
    let workshop = Workshop::new(&base());
    import(&workshop, row("072-471-0001", "はじめの文。").as_bytes(), &[]);
    let path = "resources/hannan/kominkan.yaml";
    let one = String::from_utf8(entries(&workshop)[path].clone()).unwrap().replace("はじめの文。", "職員の文。").replace('\n', "\r\n");
    workshop.write(path, one + "fee: 無料 # 職員\r\n");
    std::fs::remove_file(workshop.content().join("resources/hannan/kietaie.yaml")).unwrap();
    let dry = import(&workshop, row("072-471-0002", "あとの文。").as_bytes(), &["--dry-run"]);
    assert_eq!(counts(&dry), [2, 0, 1, 1, 0]);
    assert!(text(&entries(&workshop)).contains("072-471-0001"), "nothing is written");
    let ran = import(&workshop, row("072-471-0002", "あとの文。").as_bytes(), &[]);
    assert_eq!(counts(&ran), [2, 0, 1, 1, 0], "{}", ran.out);
    assert!(ran.out.contains("summary は手で直されています") && ran.out.contains("もう一度つくりません"), "{}", ran.out);
    let told = text(&entries(&workshop));
    assert!(told.contains("072-471-0002") && told.contains("職員の文。\r\n") && told.contains("fee: 無料 # 職員\r\n"), "{told}");
    assert!(!told.contains("072-471-0001") && !told.contains("\n\n"), "{told}");
}

#[test]
fn odd_files_are_answered_and_not_guessed_at() {
    let workshop = Workshop::new(&base());
    assert!(import(&workshop, b"", &[]).err.contains("空"));
    let only_header = import(&workshop, HEADER.as_bytes(), &[]);
    assert_eq!((only_header.code, counts(&only_header)), (Some(0), [0; 5]));
    assert!(import(&workshop, &[0x81, 0xff, 0xfe, 0x00, 0x80], &[]).err.contains("文字コード"));
    let unknown = import(&workshop, "甲,乙\nあ,い\n".as_bytes(), &[]);
    assert!(unknown.code == Some(1) && unknown.err.contains("--mapping"), "{unknown:?}");
    std::fs::write(workshop.path().join("table.mapping.yaml"), "甲: name\n乙: summary\n").unwrap();
    let mapped = import(&workshop, "甲,乙\nあ,い\n".as_bytes(), &["--mapping", "table.mapping.yaml"]);
    assert_eq!(counts(&mapped), [1, 1, 0, 0, 0], "{mapped:?}");
    let wrong = import(&workshop, HEADER.as_bytes(), &["--mapping", "nothing.yaml"]);
    assert_eq!(wrong.code, Some(2));
}

#[test]
fn what_opendata_says_is_read_back_without_loss() {
    let table = judge_folder(&root().join("content")).pages().remove("opendata/public_facility.csv").unwrap();
    assert!(table.starts_with("\u{feff}全国地方公共団体コード,ID,".as_bytes()) && table.ends_with(b"\r\n"));
    let mut lists: Folder =
        read_folder(&root().join("content")).into_iter().filter(|(path, _)| path.ends_with(".yaml") && !path.contains('/')).collect();
    // A table does not say which places a leaflet leaves out; with all of them it would overflow.
    let settings = String::from_utf8(lists["site.yaml"].clone()).unwrap();
    let (before, leaflets) = settings.split_once("\nleaflets:\n").unwrap();
    assert!(leaflets.lines().all(|line| line.is_empty() || line.starts_with([' ', '#'])), "leaflets stand last");
    lists.insert("site.yaml".to_owned(), format!("{before}\n").into_bytes());
    let workshop = Workshop::new(&lists);
    std::fs::write(workshop.path().join("table.csv"), &table).unwrap();
    let ran = workshop.run(&["import", "table.csv", "--date", "2026-11-20"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    publish(&workshop);
    let again = judge_folder(&workshop.content()).pages().remove("opendata/public_facility.csv").unwrap();
    let lines = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().lines().map(str::to_owned).collect::<Vec<_>>();
    for (before, after) in lines(&table).iter().zip(lines(&again)) {
        assert_eq!(*before, after);
    }
    assert_eq!(table.len(), again.len());
}

#[test]
fn what_a_sheet_would_compute_is_guarded_in_every_table_and_comes_back() {
    let mut content = base();
    let more = "other_names: [\"＝2の会\", \"-3の会\"]\nvenue: {location: [34.3623, 135.2411]}\nchecked: 2026-11-01\n";
    for (slug, name) in [("equals", "=1+2の会"), ("minus", "-1+1の会"), ("at", "@の会"), ("plus", "＋1の会"), ("mark", "'=3の会")]
    {
        let text = format!("name: \"{name}\"\nkind: free-space\nsummary: \"-4+5|試し\"\n{more}");
        content.insert(format!("resources/hannan/{slug}.yaml"), text.into_bytes());
    }
    let workshop = Workshop::new(&content);
    let table = judge_folder(&workshop.content()).pages().remove("opendata/public_facility.csv").unwrap();
    let said = String::from_utf8(table.clone()).unwrap();
    for cell in ["'=1+2の会", "'-1+1の会", "'@の会", "'＋1の会", "''=3の会", "'-4+5|試し", "'＝2の会;-3の会", ",34.362300,"]
    {
        assert!(said.contains(cell), "{cell}: {said}");
    }
    let report = workshop.run(&["report", "freshness", "--format", "csv", "--date", "2028-11-20"]);
    for cell in ["'=1+2の会", "'-1+1の会", "'＋1の会", "''=3の会"] {
        assert!(report.out.contains(cell), "{cell}: {}", report.out);
    }
    let second = Workshop::new(&base());
    std::fs::write(second.path().join("table.csv"), &table).unwrap();
    let ran = second.run(&["import", "table.csv", "--date", "2026-11-20"]);
    assert_eq!((ran.code, counts(&ran)), (Some(0), [5, 5, 0, 0, 0]), "{ran:?}");
    publish(&second);
    let again: Value = serde_json::from_slice(&judge_folder(&second.content()).pages()["opendata/resources.json"]).unwrap();
    let names: Vec<&str> = again["resources"].as_array().unwrap().iter().filter_map(|resource| resource["name"].as_str()).collect();
    assert_eq!(names, ["@の会", "=1+2の会", "'=3の会", "-1+1の会", "＋1の会"]);
}

#[test]
fn what_a_sheet_has_spoilt_is_no_fact() {
    let table = "名称,名称_カナ,名称_通称,所在地_連結表記,所在地_市区町村,所在地_町字,所在地_番地以下,緯度,経度,説明,団体名,利用可能日時特記事項\n\
        番地の館,バンチノカン,,,阪南市,尾崎町,1月2日,34.36,135.24,静かに過ごせます。,,\n\
        英語の館,エイゴノカン,,,阪南市,尾崎町,2-Jan,3.44E+01,1.35E+02,静かに過ごせます。,,\n\
        通し番号の館,トオシノカン,,,阪南市,尾崎町,45294,34.4,135,静かに過ごせます。,,9月17日\n\
        誤りの館,#NAME?,#N/A,#REF!,,,,,,#VALUE!,####,#DIV/0!\n\
        続いた館,,,阪南市尾崎町1月2日,,,,34.3623,135.2411,7.24E+08,,\n";
    let workshop = Workshop::new(&base());
    let ran = import(&workshop, table.as_bytes(), &[]);
    assert_eq!(counts(&ran), [5, 5, 0, 0, 0], "{ran:?}");
    publish(&workshop);
    let judged = judge_folder(&workshop.content());
    assert_eq!(judged.codes(shiori::diagnostics::Severity::Error), Vec::<&str>::new());
    let pages = judged.pages();
    for (path, bytes) in &pages {
        let said = String::from_utf8_lossy(bytes);
        for wrong in ["1月2日", "2-Jan", "45294", "#REF!", "#NAME?", "#N/A", "#VALUE!", "####", "#DIV/0!", "E+0", "9月17日"] {
            assert!(!said.contains(wrong), "{wrong} is in {path}");
        }
    }
    let located = String::from_utf8(pages["opendata/places.geojson"].clone()).unwrap();
    assert_eq!(located.matches("\"Point\"").count(), 1, "{located}");
    let files = text(&entries(&workshop));
    for kept in ["1月2日", "2-Jan", "45294", "3.44E+01", "1.35E+02", "34.36", "9月17日", "7.24E+08"] {
        assert!(files.contains(kept), "{kept}: {files}");
    }
    for told in
        ["2 行目: 「所在地_番地以下」の 1月2日", "2 行目: 「緯度」の 34.36", "5 行目: 「名称_カナ」の #NAME?", "5 行目: 「団体名」の ####"]
    {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    assert!(files.contains("address: 阪南市尾崎町\n"), "{files}");
}

#[test]
fn phone_numbers_of_a_table_are_parted_and_named() {
    // The cell, and what of it stands in the file.
    let cases = [
        ("072(471)5678", "{phone: \"072-471-5678\"}"),
        ("(072) 471-5678", "{phone: \"072-471-5678\"}"),
        ("072／471／5678", "{phone: \"072-471-5678\"}"),
        ("072・471・5678", "{phone: \"072-471-5678\"}"),
        ("724715678", "{phone: \"0724715678\"}"),
        ("TEL 072-471-5678", "{phone: \"072-471-5678\"}"),
        ("072-471-5678(代)", "{label: \"代表\", phone: \"072-471-5678\"}"),
        ("直通 072(471)5678", "{label: \"直通\", phone: \"072-471-5678\"}"),
        ("072-471-5678（FAX兼用）", "{phone: \"072-471-5678\", fax: \"072-471-5678\"}"),
        ("TEL/FAX 072-471-5678", "{phone: \"072-471-5678\", fax: \"072-471-5678\"}"),
        ("072-471-5678 内線22", "{phone: \"072-471-5678\", extension: \"22\"}"),
        ("072-471-5678 / 072-471-5679", "{phone: \"072-471-5678\"}\n  - {phone: \"072-471-5679\"}"),
        ("072-471-5678、072(471)5679", "{phone: \"072-471-5678\"}\n  - {phone: \"072-471-5679\"}"),
        ("+81 72 471 5678", "{phone: \"+81-72-471-5678\"}"),
        ("FAX 072-471-5678", "連絡先電話番号: FAX 072-471-5678"),
        ("072-471-5678・5679", "連絡先電話番号: 072-471-5678・5679"),
        ("471-5678", "連絡先電話番号: 471-5678"),
        ("072-471-56789", "連絡先電話番号: 072-471-56789"),
        ("1月2日", "連絡先電話番号: 1月2日"),
        ("7.24E+08", "連絡先電話番号: 7.24E+08"),
    ];
    for (cell, kept) in cases {
        let workshop = Workshop::new(&base());
        let ran = import(&workshop, format!("名称,連絡先電話番号\n中央公民館,\"{cell}\"\n").as_bytes(), &[]);
        assert_eq!(counts(&ran), [1, 1, 0, 0, 0], "{ran:?}");
        let told = text(&entries(&workshop));
        assert!(unquoted(&told).contains(&unquoted(kept)), "{cell}: {told}");
        assert_eq!(judge_folder(&workshop.content()).codes(shiori::diagnostics::Severity::Error), Vec::<&str>::new(), "{cell}: {told}");
    }
}

#[test]
fn ids_for_other_programs_come_from_what_a_thing_is() {
    let place = |venues: &str, contacts: &str, sessions: &str| {
        let mut content = base();
        let more = format!("venues: [{venues}]\ncontacts: [{contacts}]\nsessions: [{sessions}]\n");
        content.insert("resources/hannan/a.yaml".to_owned(), entry("家", &more));
        let pages = judge(content).pages();
        let services: Value = serde_json::from_slice(&pages["opendata/hsds.json"]).unwrap();
        let map: Value = serde_json::from_slice(&pages["opendata/places.geojson"]).unwrap();
        let own = services["contents"].as_array().unwrap().iter().find(|service| service["name"] == "家").unwrap().clone();
        let mut ids = BTreeMap::new();
        for phone in own["phones"].as_array().unwrap() {
            ids.insert(phone["number"].to_string(), phone["id"].to_string());
        }
        for schedule in own["schedules"].as_array().unwrap() {
            let days: String = schedule["description"].as_str().unwrap().chars().take(3).collect();
            ids.insert(days, schedule["id"].to_string());
        }
        for at in own["service_at_locations"].as_array().unwrap() {
            ids.insert(at["location"]["name"].to_string(), format!("{}{}", at["id"], at["location"]["id"]));
        }
        for feature in map["features"].as_array().unwrap() {
            ids.insert(format!("map {}", feature["properties"]["place"]), feature["id"].to_string());
        }
        ids
    };
    let (east, west) = ("{name: 東館, location: [34.3623, 135.2411]}", "{name: 西館, location: [34.3624, 135.2412]}");
    let (desk, line) = ("{label: 窓口, phone: 072-471-5678}", "{label: 直通, phone: 072-471-5679}");
    let (tea, walk) = ("{name: 茶話会, when: 毎週月曜日 10:00-11:00}", "{when: 第2土曜日 10:00-11:00}");
    let all = |list: [&str; 2]| list.join(", ");
    let first = place(&all([east, west]), &all([desk, line]), &all([tea, walk]));
    let turned = place(&all([west, east]), &all([line, desk]), &all([walk, tea]));
    assert_eq!(first.len(), 8, "{first:?}");
    assert_eq!(first, turned, "whatever the order");
    let fewer = place(&all([west, "{name: 南館}"]), line, walk);
    for (thing, id) in &fewer {
        assert!(first.get(thing).is_none_or(|known| known == id), "{thing}");
        assert!(first.contains_key(thing) || !first.values().any(|known| known == id), "{thing} took over the id of another");
    }
    let later = place(&all([east, west]), &all([desk, line]), "{name: 茶話会, when: 毎週火曜日 13:00-14:00}, {when: 第2土曜日 9:00-11:00}");
    let ids = |of: &BTreeMap<String, String>| of.values().cloned().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(ids(&first), ids(&later), "an hour, or the day of a meeting with a name, is no other meeting");
}

/// A table that comes again: its rows, and the answers to questions.
fn come_again(workshop: &Workshop, file: &str, rows: &[&str], more: &[&str]) -> Ran {
    let table = format!("NO,名称,住所,電話番号,説明\n{}\n", rows.join("\n"));
    std::fs::write(workshop.path().join(file), table).unwrap();
    let mut arguments = vec!["import", file, "--kind", "free-space", "--area", "hannan", "--date", "2027-04-01"];
    arguments.extend(more);
    workshop.run(&arguments)
}

#[test]
fn a_table_that_comes_again_a_year_later_moves_and_doubles_nothing() {
    let workshop = Workshop::new(&base());
    let first = [
        "1,東の家,尾崎町1-1,072-471-0001,東です。",
        "2,西の家,尾崎町2-2,072-471-0002,西です。",
        "3,南の家,尾崎町3-3,072-471-0003,南です。",
    ];
    let ran = come_again(&workshop, "一覧2026.csv", &first, &[]);
    assert_eq!((ran.code, counts(&ran)), (Some(0), [3, 3, 0, 0, 0]), "{ran:?}");
    let path_of = |name: &str| {
        let files = entries(&workshop);
        let found = files.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&format!("name: {name}\n")));
        found.map(|(path, _)| path.clone()).unwrap_or_else(|| panic!("{name}: {:?}", text(&files)))
    };
    let (east, west, south) = (path_of("東の家"), path_of("西の家"), path_of("南の家"));
    let by_hand = String::from_utf8(entries(&workshop)[&south].clone()).unwrap().replace("南です。", "職員の文。 # 手で");
    workshop.write(&south, by_hand);
    // A row is gone, all are renumbered, a name, an address and a phone are corrected, one is new, the file has another name.
    let second = [
        "1,西のいえ,尾崎町2-2,072-471-0002,西です。",
        "2,南の家,尾崎町3-4,072-471-0003,南ですよ。",
        "3,北の家,尾崎町4-4,072-471-0004,北です。",
    ];
    let ran = come_again(&workshop, "一覧2027.csv", &second, &[]);
    assert_eq!((ran.code, counts(&ran)), (Some(0), [3, 1, 2, 0, 0]), "{ran:?}");
    assert!(
        ran.out.contains("「一覧2026.csv」の新しい版") && ran.out.contains(&format!("新しい表にない所: 東の家（{east}）")),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("summary は手で直されています"), "{}", ran.out);
    let files = entries(&workshop);
    assert_eq!(files.len(), 4, "{:?}", files.keys());
    let said = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    assert!(said(&west).contains("name: 西のいえ") && said(&west).contains("072-471-0002"), "{}", said(&west));
    assert!(said(&south).contains("尾崎町3-4") && said(&south).contains("職員の文。 # 手で"), "{}", said(&south));
    assert!(said(&east).contains("name: 東の家") && !said(&east).contains("status:"), "{}", said(&east));
    let again = come_again(&workshop, "一覧2027.csv", &second, &["--gone", "ended"]);
    assert_eq!(counts(&again), [3, 0, 0, 3, 0], "{again:?}");
    let ended = String::from_utf8(entries(&workshop)[&east].clone()).unwrap();
    assert!(ended.contains("status: ended"), "{ended}");
    let still = come_again(&workshop, "一覧2027.csv", &second, &[]);
    assert!(!still.out.contains("新しい表にない所"), "{}", still.out);
}

#[test]
fn what_is_not_sure_is_asked_and_an_id_that_comes_twice_is_refused() {
    let workshop = Workshop::new(&base());
    come_again(&workshop, "a.csv", &["1,東の家,尾崎町1-1,,", "2,西の家,尾崎町2-2,,"], &[]);
    let changed = ["1,喫茶とり,尾崎町1-1,,", "2,西の家,尾崎町2-2,,"];
    let ran = come_again(&workshop, "a.csv", &changed, &[]);
    assert_eq!((ran.code, counts(&ran)), (Some(0), [2, 0, 0, 1, 1]), "{ran:?}");
    assert!(ran.out.contains("--answer 2=yes") && !text(&entries(&workshop)).contains("喫茶とり"), "{}", ran.out);
    assert_eq!(come_again(&workshop, "a.csv", &changed, &["--strict"]).code, Some(1));
    let other = Workshop::new(&base());
    come_again(&other, "a.csv", &["1,東の家,尾崎町1-1,,", "2,西の家,尾崎町2-2,,"], &[]);
    let no = come_again(&other, "a.csv", &changed, &["--answer", "2=no"]);
    assert_eq!(counts(&no), [2, 1, 0, 1, 0], "{no:?}");
    let yes = come_again(&workshop, "a.csv", &changed, &["--answer", "2=yes"]);
    assert_eq!(counts(&yes), [2, 0, 1, 1, 0], "{yes:?}");
    let table = "施設ID,名称,住所\nA1,東の家,尾崎町1-1\nA2,西の家,尾崎町2-2\nA1,南の家,尾崎町3-3\n";
    let twice = import(&Workshop::new(&base()), table.as_bytes(), &[]);
    assert_eq!(counts(&twice), [3, 1, 0, 0, 2], "{twice:?}");
    assert!(twice.out.contains("2、4 行目"), "{}", twice.out);
    // Another table with one row in common is perhaps a newer version; nothing is written before somebody says so.
    let shared = ["1,西の家,尾崎町2-2,,", "2,い,尾崎町5-1,,", "3,ろ,尾崎町5-2,,", "4,は,尾崎町5-3,,"];
    let three = Workshop::new(&base());
    come_again(&three, "a.csv", &["1,東の家,尾崎町1-1,,", "2,西の家,尾崎町2-2,,", "3,南の家,尾崎町3-3,,"], &[]);
    let open = come_again(&three, "b.csv", &shared, &[]);
    assert!(open.code == Some(2) && open.err.contains("新しい版ですか") && open.err.contains("--answer"), "{open:?}");
    let apart = come_again(&three, "b.csv", &shared, &["--answer", "no"]);
    assert_eq!(counts(&apart), [4, 3, 0, 0, 1], "the place that is there already is not doubled: {apart:?}");
    assert!(apart.out.contains("同じ所がもうあります"), "{}", apart.out);
}

#[test]
fn nothing_is_published_that_nobody_has_looked_at() {
    let workshop = Workshop::new(&base());
    let ran = import(&workshop, "名称,住所\n東の家,阪南市尾崎町1-1\n".as_bytes(), &[]);
    assert!(ran.out.contains("shiori publish"), "{}", ran.out);
    let pages = |workshop: &Workshop| {
        let pages = judge_folder(&workshop.content()).pages();
        pages.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect::<String>()
    };
    assert!(!pages(&workshop).contains("東の家"), "an imported entry is on no page");
    let files = entries(&workshop);
    let path = files.keys().next().unwrap();
    let id = path.trim_start_matches("resources/").trim_end_matches(".yaml");
    assert_eq!(workshop.run(&["publish", id, "hannan/nothing"]).code, Some(2));
    assert_eq!(entries(&workshop), files, "one unknown id, and nothing is written");
    assert_eq!(workshop.run(&["publish", id]).code, Some(0));
    let said = pages(&workshop);
    assert!(said.contains("東の家") && !said.contains("独自の表") && !said.contains("table.csv") && !said.contains("まだ書かれていません"));
    // A newer table changes the entry and does not hide it again.
    import(&workshop, "名称,住所,電話番号\n東の家,阪南市尾崎町1-1,072-471-5678\n".as_bytes(), &[]);
    let said = text(&entries(&workshop));
    assert!(said.contains("072-471-5678") && !said.contains("visibility"), "{said}");
}

#[test]
fn rows_that_are_no_places_are_refused_as_what_they_are() {
    let table = "番号,名称,住所,緯度,経度,電話番号,備考\n\
        1,東の家,尾崎町1-1,34.3623,135.2411,072-471-0001,\n\
        ,合計,,,,,3\n\
        合計,,,,,,3\n\
        ※令和8年4月1日現在,,,,,,\n\
        2,,尾崎町2-2,34.3623,135.2411,072-471-0002,\n\
        3,尾崎町3-3,https://example.org/,南の家,34.3623,135.2411,ずれた行\n\
        4,ƒJƒ^ƒJƒi,尾崎町4-4,135.2411,34.3623,072-471-0004,\n\
        5,北の家,尾崎町5-5,3.43623,1.352411,072-471-0005,\n\
        6,\"閉じない家,尾崎町6-6,34.3623,135.2411,072-471-0006,\n\
        7,次の家,尾崎町7-7,34.3623,135.2411,072-471-0007,\n";
    let workshop = Workshop::new(&base());
    let ran = import(&workshop, table.as_bytes(), &[]);
    assert_eq!(counts(&ran), [10, 5, 0, 0, 5], "{ran:?}");
    for told in [
        "3 行目: 合計などの行",
        "4 行目: 合計などの行",
        "5 行目: 注記の行",
        "6 行目: 名称が空です",
        "7 行目: 列がずれているようです",
        "8 行目: 文字化けを直して読みました",
        "緯度と経度が逆なので",
        "日本の中の位置として読めない",
        "10 行目: 「\"」が閉じられていない",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    let said = text(&entries(&workshop));
    for kept in ["name: カタカナ", "name: 閉じない家", "name: 次の家", "3.43623"] {
        assert!(said.contains(kept), "{kept}: {said}");
    }
    assert_eq!(said.matches("location: [34.3623, 135.2411]").count(), 4, "{said}");
}

/// Tables as the field publishes them, made up: header, row, and what stands in the file.
const FIELD: &[(&str, &str, &[&str])] = &[
    (
        "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_英字,運営団体名,所在地_連結表記,所在地_市区町村,連絡先電話番号,開催曜日,開催頻度,開始時間,終了時間,対象者,参加費_子ども,参加費_大人,定員",
        "272329,K1,阪南市,ひだまり食堂,ヒダマリショクドウ,Hidamari,ひだまり会,大阪府阪南市尾崎町1-1,阪南市,072(471)0001,土,毎月第2,11:00,14:00,どなたでも,無料,300円,20人",
        &[
            "phone: \"072-471-0001\"",
            "organizers: [\"ひだまり会\"]",
            "毎月第2土曜日 11:00-14:00",
            "eligibility: どなたでも",
            "参加費_子ども 無料、参加費_大人 300円",
            "{label: \"定員\", value: 20, unit: \"人\"}",
        ],
    ),
    (
        "こども食堂名,住所,TEL,開催日時,ホームページURL",
        "みんなの食堂,阪南市尾崎町2-2,072-471-0002,毎月第3土曜日 11:00-13:00,https://example.org/",
        &["name: みんなの食堂", "when: \"毎月第3土曜日 11:00-13:00\"", "https://example.org/"],
    ),
    (
        "医療機関の名称,診療科目,所在地,電話番号,診療曜日,診療開始時間,診療終了時間,休診日,病床数",
        "尾崎医院,内科;外科,阪南市尾崎町3-3,072-471-0003,月;火;水,9:00,17:00,日曜日,19",
        &["name: 尾崎医院", "月・火・水 09:00-17:00", "closed: [\"日曜日\"]", "診療科目: 内科;外科", "{label: \"病床数\", value: 19}"],
    ),
    (
        "事業所名,法人の名称,法人番号,介護サービス種類,所在地郵便番号,事業所所在地,電話番号,FAX番号,利用可能曜日",
        "あおぞらデイ,青空会,1234567890123,通所介護,5990201,阪南市尾崎町4-4,072-471-0004,072-471-0005,月火水木金",
        &[
            "name: あおぞらデイ",
            "organizers: [\"青空会\"]",
            "postal_code: 599-0201",
            "fax: \"072-471-0005\"",
            "介護サービス種類: 通所介護",
            "月・火・水・木・金",
        ],
    ),
    (
        "NO,名称,住所,緯度,経度,設置位置,電話番号,利用可能曜日,開始時間,終了時間,小児対応設備の有無",
        "1,市民会館,阪南市尾崎町5-5,34.3623,135.2411,1階受付,072-471-0006,月火水木金,9:00,17:00,有",
        &["detail: \"1階受付\"", "小児対応設備の有無: 有", "09:00-17:00"],
    ),
    (
        "施設名称,施設名称_カナ,住所,想定収容人数,対象となる町会・自治会,標高",
        "尾崎小学校,オザキショウガッコウ,阪南市尾崎町6-6,250,尾崎町会,5.2",
        &["reading: おざきしょうがっこう", "{label: \"想定収容人数\", value: 250}", "対象となる町会・自治会: 尾崎町会"],
    ),
    (
        "設置施設名,住所,SSID,提供エリア,設置者,ＵＲＬ",
        "図書館,阪南市尾崎町7-7,HANNAN_WIFI,1階ロビー,阪南市,https://example.org/wifi",
        &["name: 図書館", "SSID: HANNAN", "提供エリア: 1階ロビー", "organizers: [\"阪南市\"]"],
    ),
    (
        "トイレ名称,所在地,男性トイレ総数,車椅子使用者用トイレ有無,オストメイト設置トイレ有無,利用開始時間,利用終了時間",
        "駅前公衆トイレ,阪南市尾崎町8-8,3,有,無,0:00,24:00",
        &["accessible_toilet: yes", "ostomate_toilet: no", "{label: \"男性トイレ総数\", value: 3}"],
    ),
    (
        "園名,種別,住所,連絡先,受入年齢,収容定員,一時預かりの有無,駐車場情報",
        "あさひ保育園,認可保育所,阪南市尾崎町9-9,072-471-0009,0歳から5歳,90人,有,3台",
        &["name: あさひ保育園", "種別: 認可保育所", "受入年齢: 0歳から5歳", "駐車場情報: 3台", "value: 90, unit: \"人\""],
    ),
    (
        "居場所の名称,運営法人の住所,所在地,開催曜日,開始時刻,終了時刻,予約",
        "ほっとルーム,大阪市北区1-1,阪南市尾崎町10-1,土,13:00,16:00,不要",
        &[
            "name: ほっとルーム",
            "address: \"阪南市尾崎町10-1\"",
            "運営法人の住所: 大阪市北区1-1",
            "土曜日 13:00-16:00（何回あるかは、お問い合わせください）",
            "needed: no",
        ],
    ),
    (
        "名称,所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,開始日,開始時間,終了時間",
        "町のない会,大阪府,阪南市,,35-3,2027-01-10,10:30/16:00,時間は未定",
        &["address: \"大阪府阪南市35-3\"", "10:30/16:00", "時間は未定", "when: \"2027-01-10\""],
    ),
];

#[test]
fn tables_of_the_field_are_read_by_what_their_columns_mean() {
    for (header, row, kept) in FIELD {
        let workshop = Workshop::new(&base());
        let ran = import(&workshop, format!("{header}\n{row}\n").as_bytes(), &[]);
        assert_eq!((ran.code, counts(&ran)), (Some(0), [1, 1, 0, 0, 0]), "{header}: {ran:?}");
        let said = text(&entries(&workshop));
        for fact in *kept {
            assert!(unquoted(&said).contains(&unquoted(fact)), "{fact} is not in {said}");
        }
        assert_eq!(judge_folder(&workshop.content()).codes(shiori::diagnostics::Severity::Error), Vec::<&str>::new(), "{said}");
    }
}

#[test]
fn a_mark_that_is_not_closed_joins_no_rows() {
    let header = "名称,所在地,電話番号,説明";
    let cases: &[(&[&str], usize)] = &[
        (&["東の家,\"尾崎町1,072-471-0001,ア", "西の家,\"尾崎町2,072-471-0002,イ", "南の家,尾崎町3,072-471-0003,ウ"], 3),
        (&["東の家,\"尾崎町1,072-471-0001,ア", "西の家,尾崎町2\",072-471-0002,イ", "南の家,尾崎町3,072-471-0003,ウ"], 3),
        (&["東の家,尾崎町1,072-471-0001,\"ア", "西の家,尾崎町2,072-471-0002,イ\"", "南の家,尾崎町3,072-471-0003,ウ"], 3),
        (&["\"東の家,尾崎町1,072-471-0001,ア", "\"西の家,尾崎町2,072-471-0002,イ", "南の家,尾崎町3,072-471-0003,\"ウ"], 3),
        (
            &[
                "東の家,尾崎町1,072-471-0001,\"一、二\"",
                "西の家,彼の\"家\",072-471-0002,\"三,四\"",
                "南の家,\"尾崎町3,072-471-0003,\"五,六\"",
            ],
            3,
        ),
        (&["東の家,尾崎町1,072-471-0001,\"一行目", "二行目\"", "西の家,尾崎町2,072-471-0002,\"イ"], 2),
    ];
    for (number, (rows, count)) in cases.iter().enumerate() {
        for end in ["\n", "\r\n", "\r"] {
            let table = format!("{header}{end}{}{}", rows.join(end), if number % 2 == 0 { end } else { "" });
            let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(&table);
            for bytes in [table.clone().into_bytes(), cp932.into_owned()] {
                let workshop = Workshop::new(&base());
                let ran = import(&workshop, &bytes, &[]);
                assert_eq!(counts(&ran), [*count, *count, 0, 0, 0], "{table:?}: {}", ran.out);
                let said = unquoted(&text(&entries(&workshop)));
                for cell in rows.iter().flat_map(|row| row.split([',', '"'])).filter(|cell| !cell.is_empty()) {
                    assert!(said.contains(cell), "{table:?}: {cell} is lost: {said}");
                }
                let is_sound = rows.iter().all(|row| row.matches('"').count() % 2 == 0);
                assert!(
                    is_sound || ran.out.contains("閉じられていない") || *count == 2 && ran.out.contains("直して読んだ行"),
                    "{}",
                    ran.out
                );
            }
        }
    }
}

#[test]
fn no_cell_is_lost() {
    let mut tables: Vec<String> = FIELD.iter().map(|(header, row, _)| format!("{header}\n{row}\n")).collect();
    tables.push(format!("{HEADER}\n7,短い行\n8,長い行,,,,,,,,,,,,余り\n9,時計,,尾崎町9,,,1月2日,月;火,午前中,夕方,一言。,秘密,雨の日は休み\n,,尾崎町,,,,,,,,,,名なし\n"));
    for table in tables {
        let workshop = Workshop::new(&base());
        let ran = import(&workshop, table.as_bytes(), &["--report", "report.html"]);
        let plain = |text: &str| -> String {
            let folded: String =
                text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\\' | '"' | '(' | ')' | '-' | ':' | ';' | '・')).collect();
            folded.replace("&quot;", "")
        };
        let mut told = text(&read_folder(&workshop.content())) + &ran.out;
        told.push_str(&std::fs::read_to_string(workshop.path().join("report.html")).unwrap());
        let told = plain(&told);
        let codes: Vec<&str> = table.lines().next().unwrap().split(',').collect();
        for line in table.lines().skip(1) {
            for (at, cell) in line.split(',').enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let header = codes.get(at).copied().unwrap_or("");
                // Kana become hiragana, yes and no words of ours, a clock has two digits.
                let is_said_anew =
                    header.contains("カナ") || ["有", "無", "不要", "土", "20人", "90人"].contains(&cell) || cell.contains("00");
                assert!(is_said_anew || told.contains(&plain(cell)), "{header}: {cell} is lost");
            }
        }
    }
}

/// A row of a table of ours with some cells changed.
fn changed(table: &str, id: &str, cells: &[(&str, &str)]) -> String {
    let mut reader = csv::ReaderBuilder::new().from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).unwrap();
    for row in reader.records().map(Result::unwrap) {
        let is_it = &row[1] == id;
        writer
            .write_record(
                headers
                    .iter()
                    .zip(&row)
                    .map(|(header, cell)| cells.iter().find(|(own, _)| is_it && *own == header).map_or(cell, |(_, new)| new)),
            )
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn a_changed_cell_of_the_open_data_changes_its_value_in_the_same_site() {
    let mut content = base();
    let file = "# 一\nname: 東の家 # 名\nreading: ひがしのいえ\nkind: free-space\nsummary: 静かに過ごせます。\nstatus: trial # 試し\n\
                venue: {postal_code: 599-0204, address: 阪南市尾崎町1}\ncontacts:\n  - {email: a@example.jp}\n  - label: 窓口 # に\n    phone: 072-471-5678\n\
                hours: [9:00-17:00, 土 9:00-12:00]\nclosed: [月曜日]\nfee: 無料\nchecked: 2026-06-12\n";
    content.insert("resources/hannan/a.yaml".to_owned(), file.as_bytes().to_vec());
    content.insert(
        "resources/hannan/b.yaml".to_owned(),
        "name: 西の家\nkind: free-space\nsummary: b\nchecked: 2026-06-12\n".as_bytes().to_vec(),
    );
    let workshop = Workshop::new(&content);
    let table = String::from_utf8(judge_folder(&workshop.content()).pages().remove("opendata/public_facility.csv").unwrap()).unwrap();
    let back = |table: &str, more: &[&str]| import(&workshop, table.as_bytes(), more);
    let same = back(&table, &[]);
    assert!(same.code == Some(0) && same.out.contains("変わったところはありません"), "{same:?}");
    let hours = "時間: 10:00-17:00／土 9:00-12:00; 休み: 月曜日";
    let cells = [
        ("名称", "東の大きな家"),
        ("名称_カナ", "ヒガシノオオキナイエ"),
        ("電話番号", "072-471-9999"),
        ("郵便番号", "5990201"),
        ("緯度", "34.3623"),
        ("経度", "135.2411"),
        ("利用可能時間特記事項", hours),
        ("車椅子可", "有"),
        ("備考", "種類: free-space; 料金: 100円; 最終確認日: 2026-11-01"),
        ("URL", ""),
    ];
    let ran = back(&changed(&table, "hannan/a", &cells), &[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let expected = "# 一\nname: 東の大きな家 # 名\nreading: ひがしのおおきないえ\nkind: free-space\nsummary: 静かに過ごせます。\nstatus: trial # 試し\n\
                    venue: {postal_code: 599-0201, address: 阪南市尾崎町1, location: [34.3623, 135.2411]}\ncontacts:\n  - {email: a@example.jp}\n  - label: 窓口 # に\n    phone: 072-471-9999\n\
                    hours: [\"10:00-17:00\", 土 9:00-12:00]\nclosed: [月曜日]\nfee: 100円\nchecked: 2026-11-01\naccessibility:\n  wheelchair: yes\n";
    let files = entries(&workshop);
    assert_eq!(String::from_utf8_lossy(&files["resources/hannan/a.yaml"]), expected);
    assert_eq!(files["resources/hannan/b.yaml"], content["resources/hannan/b.yaml"]);
    let table = String::from_utf8(judge_folder(&workshop.content()).pages().remove("opendata/public_facility.csv").unwrap()).unwrap();
    for (header, cell, why) in [
        ("電話番号", "072-471-56789", "電話番号"),
        ("名称", "", "空にできません"),
        ("画像", "a.jpg", "ほかの項目から"),
        ("利用可能曜日", "月", "ほかの項目から"),
        ("車椅子可", "たぶん", "選べません"),
        ("備考", "雨の日は休み; 種類: free-space; 料金: 100円; 最終確認日: 2026-11-01", "ほかの項目から"),
        ("ID", "hannan/nai", "公開中の場所はありません"),
    ] {
        let ran = back(&changed(&table, "hannan/a", &[(header, cell)]), &[]);
        assert!(ran.code == Some(1) && ran.err.contains(why) && ran.err.contains(&format!("行目「{header}」")), "{header}: {ran:?}");
        assert_eq!(entries(&workshop), files, "{header}");
    }
    let added = back(&changed(&table, "hannan/b", &[("電話番号", "072-471-0002"), ("内線番号", "12")]), &[]);
    let said = String::from_utf8_lossy(&entries(&workshop)["resources/hannan/b.yaml"]).into_owned();
    assert!(added.code == Some(0) && said.contains("072-471-0002") && said.contains("extension: 12"), "{added:?} {said}");
}

#[test]
fn what_may_not_be_told_is_in_no_file_for_machines() {
    let mut content = base();
    content.insert(
        "resources/hannan/a.yaml".to_owned(),
        entry("家", "venue: {name: 内緒館, undisclosed: おたずねください}\nstaff_note: 内緒話\n"),
    );
    content.insert("resources/hannan/b.yaml".to_owned(), entry("里", "venue: {name: 里の家, location: [34.3623, 135.2411]}\n"));
    let pages = judge(content).pages();
    let map: Value = serde_json::from_slice(&pages["opendata/places.geojson"]).unwrap();
    assert_eq!(map["features"].as_array().unwrap().len(), 1);
    assert_eq!(map["features"][0]["geometry"]["coordinates"], json!([135.2411, 34.3623]), "longitude first");
    assert!(pages["feed.xml"].windows(9).any(|window| window == b"<updated>"));
    let whole: Value = serde_json::from_slice(&pages["opendata/resources.json"]).unwrap();
    let own: Value = serde_json::from_slice(&pages["opendata/resources.schema.json"]).unwrap();
    assert_eq!(problems(&whole, &own, &own, ""), Vec::<String>::new());
}

#[test]
fn every_file_of_this_repository_fits_its_schema() {
    for (path, bytes) in read_folder(&root().join("content")) {
        let text = String::from_utf8(bytes).unwrap_or_default();
        let name = match path.as_str() {
            "site.yaml" => "site",
            "vocabulary.yaml" => "vocabulary",
            "areas.yaml" => "areas",
            "readings.yaml" => "readings",
            path if path.starts_with("pages/") => "page",
            path if path.starts_with("resources/") && path.matches('.').count() > 1 => "variation",
            path if path.starts_with("resources/") => "resource",
            _ => continue,
        };
        let front = if path.ends_with(".md") { markdown::split(&text).unwrap().front } else { &text };
        let node = yaml::parse(front, FileId(0), 0, &mut shiori::diagnostics::Sink::default()).unwrap();
        let schema = schema(name).unwrap();
        assert_eq!(problems(&value(&node), &schema, &schema, &path), Vec::<String>::new());
    }
    let wrong = json!({"nmae": "a", "kind": "b", "summary": ["c"], "status": "oepn"});
    let schema = schema("resource").unwrap();
    assert_eq!(problems(&wrong, &schema, &schema, "").len(), 4);
}

#[test]
fn a_check_is_noted_in_one_line() {
    let workshop = Workshop::small();
    workshop.write("resources/hannan/b.md", "---\r\nname: b # 名\r\nkind: free-space\r\nsummary: c\r\n---\r\n本文\r\n");
    let ran = workshop.run(&["checked", "hannan/library", "hannan/b", "--date", "2026-11-20", "--by", "電話"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let files = entries(&workshop);
    assert_eq!(
        files["resources/hannan/b.md"],
        "---\r\nname: b # 名\r\nkind: free-space\r\nsummary: c\r\nchecked: 2026-11-20\r\nchecked_by: 電話\r\n---\r\n本文\r\n".as_bytes()
    );
    assert!(text(&files).contains("checked: 2026-11-20\nchecked_by: 電話\n"), "{}", text(&files));
    let unknown = workshop.run(&["checked", "hannan/b", "hannan/libary", "--date", "2026-12-01"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("もしかして: hannan/library"), "{unknown:?}");
    assert_eq!(entries(&workshop), files, "one unknown id, and nothing is written");
    assert_eq!(workshop.run(&["checked", "hannan/b", "--date", "2026-02-30"]).code, Some(2));
}

fn value(node: &yaml::Node) -> Value {
    match &node.value {
        _ if node.is_nothing() => Value::Null,
        yaml::Value::Scalar { text, .. } => json!(text),
        yaml::Value::Sequence(items) => items.iter().map(value).collect(),
        yaml::Value::Mapping(pairs) => Value::Object(pairs.iter().map(|(key, node)| (key.text.to_string(), value(node))).collect()),
    }
}

/// What a value has against a schema, of the words that ours use.
fn problems(value: &Value, schema: &Value, whole: &Value, at: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return problems(value, whole.pointer(&reference[1..]).unwrap(), whole, at);
    }
    let mut found = Vec::new();
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = |of: &Value| of == kind;
    let type_fits = match &schema["type"] {
        Value::Null => true,
        Value::Array(kinds) => kinds.iter().any(fits),
        of => fits(of),
    };
    if !type_fits || schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        found.push(format!("{at}: {value}"));
    }
    if let Some(choices) = schema["anyOf"].as_array()
        && choices.iter().all(|choice| !problems(value, choice, whole, at).is_empty())
    {
        found.push(format!("{at}: none of the shapes: {value}"));
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items")) {
        found.extend(items.iter().flat_map(|item| problems(item, schema, whole, at)));
    }
    if let Some(fields) = value.as_object() {
        let empty = serde_json::Map::new();
        let known = schema["properties"].as_object().unwrap_or(&empty);
        let known: BTreeMap<&String, &Value> = known.iter().collect();
        for (key, value) in fields {
            match known.get(key) {
                Some(schema) => found.extend(problems(value, schema, whole, &format!("{at}.{key}"))),
                None if schema["additionalProperties"] == json!(false) => found.push(format!("{at}: unknown {key}")),
                None if schema["additionalProperties"].is_object() => {
                    found.extend(problems(value, &schema["additionalProperties"], whole, &format!("{at}.{key}")));
                }
                None => {}
            }
        }
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        found.extend(required.filter(|key| !fields.contains_key(*key)).map(|key| format!("{at}: no {key}")));
    }
    found
}
