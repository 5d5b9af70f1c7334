//! The list as a workbook, and back: what was changed in a sheet is changed in the files, and nothing else.
//!
//! `SHIORI_EDITS=1000` makes more random edits.

use std::collections::BTreeMap;

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetVisible, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::support::{Folder, Ran, Workshop, base, read_folder, root};

/// A sheet as a program for tables reads it: row → column → text.
struct Sheet {
    name: String,
    is_visible: bool,
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

impl Sheet {
    fn cell(&self, row: u32, column: u32) -> Option<&String> {
        self.rows.get(&row)?.get(&column)
    }
}

fn read(bytes: &[u8]) -> Vec<Sheet> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets: Vec<(String, bool)> =
        book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    let text = |data: &Data| match data {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        data => data.to_string(),
    };
    let rows = |range: calamine::Range<Data>| {
        let (top, left) = range.start().unwrap_or_default();
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        for (row, column, data) in range.used_cells() {
            rows.entry(top + u32::try_from(row).unwrap()).or_default().insert(left + u32::try_from(column).unwrap(), text(data));
        }
        rows
    };
    sheets.into_iter().map(|(name, is_visible)| Sheet { rows: rows(book.worksheet_range(&name).unwrap()), name, is_visible }).collect()
}

/// The address of a cell as sheets call it.
fn address(row: u32, column: u32) -> String {
    let letter = |at: u32| char::from(b'A' + u8::try_from(at).unwrap());
    let first = (column >= 26).then(|| letter(column / 26 - 1));
    format!("{}{}{}", first.map(String::from).unwrap_or_default(), letter(column % 26), row + 1)
}

/// What somebody does to a cell.
#[derive(Clone, Debug)]
enum Typed {
    Text(String),
    Number(f64),
    Date(u16, u8, u8),
    Formula(&'static str),
}

fn typed(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

type Typing = BTreeMap<(String, u32, u32), Typed>;

fn export(workshop: &Workshop) -> Vec<u8> {
    let ran = workshop.run(&["export", "--xlsx", "list.xlsx", "--overwrite"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    std::fs::read(workshop.path().join("list.xlsx")).unwrap()
}

fn import(workshop: &Workshop, bytes: &[u8], more: &[&str]) -> Ran {
    std::fs::write(workshop.path().join("back.xlsx"), bytes).unwrap();
    let mut arguments = vec!["import", "back.xlsx", "--date", "2026-11-20"];
    arguments.extend(more);
    workshop.run(&arguments)
}

/// The workbook as a program for tables would save it after some typing.
fn saved(sheets: &[Sheet], typing: &Typing) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy/m/d");
    for sheet in sheets {
        let own = book.add_worksheet().set_name(&sheet.name).unwrap();
        if !sheet.is_visible {
            own.set_hidden(true);
        }
        for (row, cells) in &sheet.rows {
            for (column, cell) in cells {
                if !typing.contains_key(&(sheet.name.clone(), *row, *column)) {
                    own.write_string(*row, u16::try_from(*column).unwrap(), cell).unwrap();
                }
            }
        }
        for ((_, row, column), typed) in typing.iter().filter(|((name, ..), _)| *name == sheet.name) {
            let column = u16::try_from(*column).unwrap();
            match typed {
                Typed::Text(text) if text.is_empty() => {}
                Typed::Text(text) => drop(own.write_string(*row, column, text).unwrap()),
                Typed::Number(number) => drop(own.write_number(*row, column, *number).unwrap()),
                Typed::Date(year, month, day) => {
                    let day = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                    own.write_datetime_with_format(*row, column, &day, &date).unwrap();
                }
                Typed::Formula(formula) => drop(own.write_formula(*row, column, Formula::new(*formula)).unwrap()),
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// The cell of a row, found by id and number, below a header.
fn find(sheets: &[Sheet], name: &str, id: &str, number: &str, header: &str) -> (String, u32, u32) {
    let sheet = sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let column = |header: &str| *sheet.rows[&0].iter().find(|(_, cell)| *cell == header).unwrap_or_else(|| panic!("{header}")).0;
    let text = |row: u32, header: &str| sheet.cell(row, column(header)).cloned().unwrap_or_default();
    let is_it = |row: &&u32| text(**row, "ID") == id && (number.is_empty() || text(**row, "番号") == number);
    let row = sheet.rows.keys().find(is_it).copied().unwrap_or_else(|| sheet.rows.last_key_value().unwrap().0 + 1);
    (name.to_owned(), row, column(header))
}

fn everything() -> Workshop {
    Workshop::new(&read_folder(&root().join("content")))
}

fn resources(workshop: &Workshop) -> Folder {
    read_folder(&workshop.content())
}

#[test]
fn a_workbook_that_nobody_changed_changes_nothing() {
    let workshop = everything();
    let before = resources(&workshop);
    let bytes = export(&workshop);
    assert_eq!(export(&workshop), bytes, "the same content, the same bytes");
    let ran = import(&workshop, &bytes, &[]);
    assert!(ran.code == Some(0) && ran.out.contains("変わったところはありません"), "{ran:?}");
    let sheets = read(&bytes);
    let again = import(&workshop, &saved(&sheets, &Typing::new()), &[]);
    assert!(again.code == Some(0) && again.out.contains("変わったところはありません"), "{again:?}");
    // Without the sheets that nobody sees, too.
    let seen: Vec<Sheet> = sheets.into_iter().filter(|sheet| sheet.is_visible).collect();
    let bare = import(&workshop, &saved(&seen, &Typing::new()), &[]);
    assert!(bare.code == Some(0) && bare.out.contains("変わったところはありません"), "{bare:?}");
    assert_eq!(resources(&workshop), before);
    let kept = workshop.run(&["export", "--xlsx", "list.xlsx"]);
    assert!(kept.code == Some(2) && kept.err.contains("--overwrite"), "{kept:?}");
    assert_eq!(workshop.run(&["export", "--xlsx", "list.csv"]).code, Some(2));
}

#[test]
fn a_changed_cell_changes_its_value_and_keeps_remarks_and_order() {
    let mut content = base();
    let file = "# 図書館のこと\nname: 図書館   # 本館\nkind: free-space\nsummary: >-\n  静かに\n  過ごせます。\nvenue: {address: 阪南市尾崎町35-3,  detail: 2階} # ここ\n\
                contacts:\n  # 窓口\n  - label: 窓口\n    phone: \"072-471-5678\" # 代表\n  - {label: 夜間, phone: 072-471-0002}\n\
                hours: [9:00-17:00, 土 9:00-12:00]\nreservation: no # いらない\norganizers: 阪南市\nchecked: 2026-06-12\n\
                sessions:\n- when: 毎月第1土曜日 10:00-12:00\n  note: 補足\nstaff_note: |\n  一\n  二\n";
    content.insert("resources/hannan/a.yaml".to_owned(), file.replace('\n', "\r\n").into_bytes());
    content.insert(
        "resources/hannan/b.md".to_owned(),
        "---\nname: b\nkind: free-space\nsummary: c\nchecked: 2026-06-12\n---\n本文\n".as_bytes().to_vec(),
    );
    let workshop = Workshop::new(&content);
    let sheets = read(&export(&workshop));
    let at = |name: &str, number: &str, header: &str| find(&sheets, name, "hannan/a", number, header);
    let typing: Typing = [
        (at("場所", "", "名前"), typed("市立図書館")),
        (at("場所", "", "参加費"), typed("無料")),
        (at("場所", "", "予約: 補足"), typed("電話で: どうぞ")),
        (at("場所", "", "開いている時間"), typed("10:00-17:00\n土 9:00-12:00")),
        (at("場所", "", "最終確認日"), Typed::Date(2026, 11, 1)),
        (at("場所", "", "職員のメモ"), typed("")),
        (at("場所", "", "いまの様子"), typed("休止中")),
        (at("会場", "1", "建物の中"), typed("3階")),
        (at("会場", "1", "緯度、経度"), typed("34.3623, 135.2411")),
        (at("連絡先", "1", "電話"), typed("072-471-9999")),
        (at("連絡先", "2", "内線"), Typed::Number(12.0)),
        (at("団体", "1", "役割"), typed("主催")),
        (at("日時", "1", "補足"), typed("")),
        (find(&sheets, "場所", "hannan/b", "", "よみ"), typed("びい")),
    ]
    .into_iter()
    .collect();
    let back = saved(&sheets, &typing);
    let dry = import(&workshop, &back, &["--dry-run"]);
    assert!(dry.code == Some(0) && dry.out.contains("何も書いていません"), "{dry:?}");
    assert_eq!(resources(&workshop)["resources/hannan/a.yaml"], content["resources/hannan/a.yaml"]);
    let ran = import(&workshop, &back, &[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("hannan/a の名前: 図書館 → 市立図書館") && ran.out.contains("直したセル 14"), "{}", ran.out);
    let expected = "# 図書館のこと\nname: 市立図書館   # 本館\nkind: free-space\nsummary: >-\n  静かに\n  過ごせます。\n\
                    venue: {address: 阪南市尾崎町35-3,  detail: 3階, location: [34.3623, 135.2411]} # ここ\n\
                    contacts:\n  # 窓口\n  - label: 窓口\n    phone: 072-471-9999 # 代表\n  - {label: 夜間, phone: 072-471-0002, extension: 12}\n\
                    hours: [\"10:00-17:00\", 土 9:00-12:00]\nreservation: # いらない\n  needed: no\n  note: \"電話で: どうぞ\"\n\
                    organizers:\n  name: 阪南市\n  role: 主催\nchecked: 2026-11-01\n\
                    sessions:\n- when: 毎月第1土曜日 10:00-12:00\nfee: 無料\nstatus: paused\n";
    let files = resources(&workshop);
    assert_eq!(String::from_utf8_lossy(&files["resources/hannan/a.yaml"]).replace("\r\n", "\n"), expected);
    assert!(!String::from_utf8_lossy(&files["resources/hannan/a.yaml"]).replace("\r\n", "").contains('\n'), "lines of Windows stay");
    assert_eq!(
        String::from_utf8_lossy(&files["resources/hannan/b.md"]),
        "---\nname: b\nkind: free-space\nsummary: c\nchecked: 2026-06-12\nreading: びい\n---\n本文\n"
    );
    let again = import(&workshop, &back, &[]);
    assert!(again.code == Some(0) && again.out.contains("変わったところはありません"), "the same workbook twice: {again:?}");
}

#[test]
fn rows_are_added_emptied_and_sorted() {
    let mut content = base();
    content.insert(
        "resources/hannan/a.yaml".to_owned(),
        "name: a\nkind: free-space\nsummary: b\nchecked: 2026-06-12\nvenue:\n  address: 阪南市尾崎町1 # 本館\ncontacts:\n  - {label: 一}\n  - {label: 二} # に\n  - {label: 三}\n"
            .as_bytes()
            .to_vec(),
    );
    let workshop = Workshop::new(&content);
    let sheets = read(&export(&workshop));
    let mut typing = Typing::new();
    let (name, row, column) = find(&sheets, "連絡先", "hannan/a", "2", "窓口");
    typing.insert((name.clone(), row, column), typed(""));
    let spare = sheets.iter().find(|sheet| sheet.name == "連絡先").unwrap().rows.last_key_value().unwrap().0 + 3;
    for (header, text) in [("ID", "hannan/a"), ("窓口", "四"), ("SNS", "LINE: @shiori\nX: ab")] {
        let (name, _, column) = find(&sheets, "連絡先", "hannan/a", "1", header);
        typing.insert((name, spare, column), typed(text));
    }
    for (name, header, text) in [
        ("場所", "ID", "hannan/shinki"),
        ("場所", "名前", "新しい家"),
        ("場所", "種類", "free-space"),
        ("場所", "説明", "一行目。\n\n二行目。"),
        ("場所", "最終確認日", "2026/11/20"),
        ("会場", "ID", "hannan/shinki"),
        ("会場", "住所", "阪南市尾崎町9"),
    ] {
        let (name, _, column) = find(&sheets, name, "hannan/a", "", header);
        typing.insert((name, 50, column), typed(text));
    }
    let ran = import(&workshop, &saved(&sheets, &typing), &[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let files = resources(&workshop);
    let text = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    assert!(
        text("resources/hannan/a.yaml")
            .ends_with("contacts:\n  - {label: 一}\n  - {label: 三}\n  - {label: 四, sns: {LINE: \"@shiori\", X: ab}}\n"),
        "{}",
        text("resources/hannan/a.yaml")
    );
    assert_eq!(
        text("resources/hannan/shinki.yaml"),
        "name: 新しい家\nkind: free-space\nsummary: |\n  一行目。\n\n  二行目。\nchecked: 2026-11-20\nvenue:\n  address: 阪南市尾崎町9\n"
    );
    // Sorted, and some rows taken out: what is not there is left alone.
    let mut sorted = read(&export(&workshop));
    for sheet in sorted.iter_mut().filter(|sheet| sheet.is_visible && sheet.rows.len() > 2) {
        let mut rows: Vec<_> = sheet.rows.iter().filter(|(row, _)| **row > 0).map(|(_, cells)| cells.clone()).collect();
        rows.reverse();
        rows.pop();
        sheet.rows.retain(|row, _| *row == 0);
        sheet.rows.extend(rows.into_iter().enumerate().map(|(at, cells)| (u32::try_from(at).unwrap() + 1, cells)));
    }
    let ran = import(&workshop, &saved(&sorted, &Typing::new()), &[]);
    assert!(ran.code == Some(0) && ran.out.contains("変わったところはありません") && ran.out.contains("なくなった行"), "{ran:?}");
    assert_eq!(resources(&workshop), files);
}

#[test]
fn what_cannot_be_is_refused_with_its_cell_and_nothing_is_written() {
    let mut content = base();
    content.insert(
        "resources/hannan/a.yaml".to_owned(),
        "name: a\nkind: free-space\nsummary: b\nchecked: 2026-06-12\nvenue: {undisclosed: おたずねください}\ncontacts: [{phone: 072-471-5678}]\nhours: [[9:00-17:00]]\n"
            .as_bytes()
            .to_vec(),
    );
    content
        .insert("resources/hannan/c.yaml".to_owned(), "name: c\nkind: free-space\nsummary: b\nchecked: 2026-06-12\n".as_bytes().to_vec());
    let workshop = Workshop::new(&content);
    let before = resources(&workshop);
    let sheets = read(&export(&workshop));
    let cases: &[(&str, &str, &str, Typed, &str)] = &[
        ("場所", "hannan/c", "名前", typed(""), "空にできません"),
        ("場所", "hannan/c", "種類", typed(""), "空にできません"),
        ("場所", "hannan/c", "説明", typed(" "), "空にできません"),
        ("場所", "hannan/c", "種類", typed("カフェー"), "選べません"),
        ("場所", "hannan/c", "いまの様子", typed("closed"), "選べません"),
        ("場所", "hannan/c", "予約: いるかどうか", typed("たぶん"), "選べません"),
        ("場所", "hannan/c", "安心ポイント", typed("ない言葉"), "選べません"),
        ("場所", "hannan/c", "最終確認日", typed("きのう"), "日付"),
        ("場所", "hannan/c", "最終確認日", typed("2026-02-30"), "日付"),
        ("場所", "hannan/c", "最終確認日", Typed::Number(12.5), "日付"),
        ("場所", "hannan/c", "予約: 補足", typed("電話で"), "needed"),
        ("場所", "hannan/c", "似た場所", typed("hannan/nai"), "hannan/nai"),
        ("場所", "hannan/c", "公開の範囲", typed("ひみつ"), "選べません"),
        ("場所", "hannan/c", "よみ", Typed::Formula("=PHONETIC(B2)"), "計算式"),
        ("場所", "hannan/c", "リーフレット: 順", typed("一番"), "整数"),
        ("場所", "hannan/a", "開いている時間", typed("10:00-12:00"), "ファイルで直してください"),
        ("場所", "hannan/a", "ID", typed("nai/b"), "地域はありません"),
        ("場所", "hannan/a", "ID", typed("hannan/図書館"), "名前にできません"),
        ("場所", "hannan/a", "ID", typed(""), "どの場所の行か"),
        ("場所", "hannan/a", "ID", typed("hannan/c"), "同じ行"),
        ("連絡先", "hannan/a", "電話", typed("072-471-56789"), "電話番号"),
        ("連絡先", "hannan/a", "電話", Typed::Number(12_345.0), "電話番号"),
        ("連絡先", "hannan/a", "メール", typed("だれか"), "メール"),
        ("連絡先", "hannan/a", "SNS", typed("@shiori"), "LINE"),
        ("連絡先", "hannan/a", "番号", typed("七"), "番号として読めません"),
        ("連絡先", "hannan/a", "番号", typed("7"), "ありません"),
        ("会場", "hannan/a", "住所", typed("阪南市尾崎町1"), "undisclosed"),
        ("会場", "hannan/a", "緯度、経度", typed("北緯"), "緯度と経度"),
        ("会場", "hannan/a", "オンライン: アドレス", typed("javascript:alert(1)"), "javascript"),
        ("会場", "hannan/a", "ID", typed("hannan/nai"), "という場所はありません"),
    ];
    for (sheet, id, header, cell, why) in cases {
        let spot = find(&sheets, sheet, id, "", header);
        let back = saved(&sheets, &[(spot.clone(), cell.clone())].into_iter().collect());
        let ran = import(&workshop, &back, &[]);
        let place = format!("{}!{}", spot.0, address(spot.1, spot.2));
        let row = format!("{}!{}", spot.0, address(spot.1, 0));
        let line = ran.err.lines().find(|line| line.contains(why)).unwrap_or_else(|| panic!("{header} {cell:?}: {ran:?}"));
        // What is missing has no cell of its own: its row is named, by the cell of the id or of the change.
        let is_placed = line.starts_with(&format!("{place}:")) || (*header == "ID" && line.contains(&row));
        assert!(is_placed, "{place} {header} {cell:?}: {}", ran.err);
        assert_eq!((ran.code, resources(&workshop) == before), (Some(1), true), "{header} {cell:?}: {ran:?}");
    }
    // A file that changed as well in the meantime.
    let spot = find(&sheets, "場所", "hannan/c", "", "参加費");
    workshop.write("resources/hannan/c.yaml", "name: c\nkind: free-space\nsummary: b\nchecked: 2026-06-12\nfee: 100円\n");
    let both = import(&workshop, &saved(&sheets, &[(spot.clone(), typed("無料"))].into_iter().collect()), &[]);
    assert!(both.code == Some(1) && both.err.contains("100円"), "{both:?}");
    let other = find(&sheets, "場所", "hannan/c", "", "よみ");
    let ran = import(&workshop, &saved(&sheets, &[(other, typed("しい"))].into_iter().collect()), &[]);
    let said = String::from_utf8_lossy(&resources(&workshop)["resources/hannan/c.yaml"]).into_owned();
    assert!(ran.code == Some(0) && said.contains("fee: 100円") && said.contains("reading: しい"), "{ran:?} {said}");
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

#[test]
fn random_edits_of_sheets_change_those_values_alone() {
    let count: usize = std::env::var("SHIORI_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let workshop = everything();
    let before = resources(&workshop);
    let sheets = read(&export(&workshop));
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut typing = Typing::new();
    let texts =
        ["言葉", "a: b # c", "「かっこ」, と - 線", "- 一", "二 {x}", "100%", "null", "'", "=1+1", "@x", "* 点", "12", "ひらがな　全角"];
    let plain = [
        "名前",
        "合いことば",
        "利用できる人",
        "受け取るお金",
        "人数",
        "確かめ方",
        "職員のメモ",
        "会場の名前",
        "建物の中",
        "窓口",
        "用途",
        "集まりの名前",
        "団体の名前",
        "言葉",
        "問",
        "答",
    ];
    let lines = ["別の名前", "こんなときに", "流れ", "行き方"];
    let seen: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.is_visible).collect();
    while typing.len() < count {
        let sheet = seen[dice.roll(seen.len())];
        let (column, header) =
            sheet.rows[&0].iter().nth(dice.roll(sheet.rows[&0].len())).map(|(column, cell)| (*column, cell.as_str())).unwrap();
        let row = u32::try_from(1 + dice.roll(sheet.rows.len().max(2) - 1)).unwrap();
        let was = sheet.cell(row, column).map_or("", |cell| cell.as_str());
        let text = if plain.contains(&header) {
            dice.pick(&texts).to_owned() + if header == "職員のメモ" && dice.roll(2) == 0 { "\n次の行" } else { "" }
        } else if lines.contains(&header) {
            let count = dice.roll(3);
            (0..=count).map(|_| dice.pick(&texts)).collect::<Vec<_>>().join("\n")
        } else {
            match header {
                "電話" => dice.pick(&["072-471-0001", "0120-279-338", "06-6941-0351"]).to_owned(),
                "最終確認日" => dice.pick(&["2026-10-01", "2021-02", "2026/9/5", "2022"]).to_owned(),
                "いまの様子" => dice.pick(&["休止中", "試行中", "開設中"]).to_owned(),
                "設備: 車椅子可" => dice.pick(&["有", "無", "不明"]).to_owned(),
                "ファクス" => dice.pick(&["072-471-0001", "06-6941-0351"]).to_owned(),
                _ => continue,
            }
        };
        // A sheet without rows has none to change.
        if sheet.cell(row, 0).is_some() && was != text && !was.starts_with("（この形は") {
            typing.insert((sheet.name.clone(), row, column), typed(&text));
        }
    }
    let ran = import(&workshop, &saved(&sheets, &typing), &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // The next workbook says what was typed, and everything else as before.
    let after = read(&export(&workshop));
    for (old, new) in sheets.iter().zip(&after).filter(|(old, _)| old.is_visible) {
        let owner = old.rows[&0].iter().find(|(_, cell)| cell.contains("見るだけ")).map(|(column, _)| *column);
        for row in old.rows.keys() {
            for column in 0..60 {
                let text = |sheet: &Sheet| sheet.cell(*row, column).cloned().unwrap_or_default();
                let expected = match typing.get(&(old.name.clone(), *row, column)) {
                    Some(Typed::Text(typed)) => typed.replace("2026/9/5", "2026-09-05"),
                    _ => text(old),
                };
                assert!(
                    text(new) == expected || Some(column) == owner,
                    "{}!{}: {} is not {expected}",
                    old.name,
                    address(*row, column),
                    text(new)
                );
            }
        }
    }
    // Remarks stay, files that nobody spoke of keep their bytes.
    let files = resources(&workshop);
    assert_eq!(before.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    let touched: Vec<String> = typing
        .keys()
        .map(|(name, row, _)| format!("/{}.", sheets.iter().find(|sheet| sheet.name == *name).unwrap().cell(*row, 0).unwrap()))
        .collect();
    for (path, bytes) in &before {
        let (old, new) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&files[path]));
        let is_touched = touched.iter().any(|id| path.contains(id.as_str()));
        assert!(is_touched || old == new, "{path}");
        let remarks = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(remarks(&old), remarks(&new), "{path}");
    }
}

#[test]
fn tables_of_others_are_read_from_workbooks() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("表紙").unwrap().write_string(0, 0, "公共施設の一覧").unwrap();
    let sheet = book.add_worksheet().set_name("一覧").unwrap();
    let header = ["施設名", "所在地", "緯度", "経度", "電話番号", "開設年月日", "開始時間", "終了時間", "備考"];
    for (column, text) in header.iter().enumerate() {
        sheet.write_string(2, u16::try_from(column).unwrap(), *text).unwrap();
    }
    let (date, time) = (Format::new().set_num_format("yyyy/m/d"), Format::new().set_num_format("h:mm"));
    sheet.write_string(3, 0, "中央公民館").unwrap().write_string(3, 1, "阪南市尾崎町1-1").unwrap();
    sheet.write_number(3, 2, 34.3623).unwrap().write_number(3, 3, 135.2411).unwrap().write_number(3, 4, 724_715_678.0).unwrap();
    sheet.write_datetime_with_format(3, 5, ExcelDateTime::from_ymd(1985, 4, 1).unwrap(), &date).unwrap();
    sheet.write_number_with_format(3, 6, 0.375, &time).unwrap().write_number_with_format(3, 7, 0.75, &time).unwrap();
    sheet.write_string(3, 8, "一行目\n二行目").unwrap();
    sheet.write_string(9, 0, "北の家").unwrap().write_string(9, 1, "阪南市尾崎町2-2").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let ods = std::fs::read(root().join("tests/fixtures/tables/list.ods")).unwrap();
    for (name, bytes) in [("list.xlsx", bytes), ("list.ods", ods)] {
        let workshop = Workshop::new(&base());
        std::fs::write(workshop.path().join(name), bytes).unwrap();
        let ran = workshop.run(&["import", name, "--kind", "free-space", "--area", "hannan", "--date", "2026-11-20"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert!(ran.out.contains("つくるファイル 2") && ran.out.contains("見出しは 3 行目") && ran.out.contains("表紙"), "{}", ran.out);
        let said: String = resources(&workshop).values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        for fact in ["中央公民館", "34.3623", "0724715678", "since: 1985-04-01", "09:00-18:00", "二行目", "10 行目から", "北の家"]
        {
            assert!(said.contains(fact), "{name}: {fact} is not in {said}");
        }
    }
}
