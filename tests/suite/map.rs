//! The map, what is near, and the files behind わたしのしおり, on a made-up town in the sea.

use std::fmt::Write;

use crate::support::{Folder, Workshop, base, entry, fixtures, judge, judge_folder};

fn town() -> Folder {
    judge_folder(&fixtures("map/content")).pages()
}

fn page<'p>(pages: &'p Folder, path: &str) -> &'p str {
    std::str::from_utf8(pages.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

#[test]
fn marks_and_list_are_tied_both_ways_and_neighbours_share_a_mark() {
    let pages = town();
    let map = page(&pages, "map.html");
    assert!(map.contains("id=\"m-kita-1-m2\" href=\"#m-kita-1-p2\" aria-label=\"2–3 島の図書館、浜のカフェ\""), "{map}");
    assert!(map.contains("<li id=\"m-kita-1-p3\"><a class=\"map-number\" href=\"#m-kita-1-m2\">3"), "{map}");
    assert!(map.contains("class=\"map-land\""), "the outline is drawn");
    assert!(map.contains("https://maps.gsi.go.jp/#17/30.01/140.01"), "{map}");
    assert!(page(&pages, "index.html").contains("href=\"map.html\""));
}

#[test]
fn what_is_told_on_request_is_on_no_map() {
    let pages = town();
    assert!(!page(&pages, "map.html").contains("会いたい人の会"));
    assert!(page(&pages, "map.html").contains("位置を載せていない所が2件"));
}

#[test]
fn without_positions_there_is_no_map_and_no_link_to_one() {
    let mut content = base();
    content.insert("resources/hannan/library.yaml".to_owned(), entry("図書館", ""));
    let pages = judge(content).pages();
    assert!(!pages.keys().any(|path| path.starts_with("map")));
    assert!(pages.iter().all(|(path, bytes)| !path.ends_with(".html") || !String::from_utf8_lossy(bytes).contains("map.html")));
}

#[test]
fn without_an_outline_there_is_no_map_and_near_places_stand_as_a_list() {
    let mut content = base();
    content.insert("resources/hannan/a.yaml".to_owned(), entry("図書館", "venue: {name: 会場, location: [30.0, 140.0]}\n"));
    content.insert("resources/hannan/b.yaml".to_owned(), entry("カフェ", "venue: {name: 会場, location: [30.01, 140.0]}\n"));
    let pages = judge(content).pages();
    assert!(!pages.keys().any(|path| path.starts_with("map")));
    let html = page(&pages, "hannan/a.html");
    assert!(html.contains("ここから近い所") && html.contains("約1.1 km"), "{html}");
    assert!(!html.contains("map.html"));
}

#[test]
fn a_page_leads_to_its_mark_and_the_map_says_whose_outline_it_is() {
    let mut content: Folder = crate::support::read_folder(&fixtures("map/content"));
    let outline = String::from_utf8(content["map.geojson"].clone()).unwrap();
    let credited = outline.replacen('{', "{\"attribution\": \"ある役所のデータを加工して作成\",", 1);
    content.insert("map.geojson".to_owned(), credited.into_bytes());
    let pages = judge(content).pages();
    assert!(page(&pages, "kita/library.html").contains("href=\"../map.html#at-kita-library\""));
    let map = page(&pages, "map.html");
    assert!(map.contains("<g id=\"at-kita-library\">"), "{map}");
    assert!(map.contains("地図の輪郭: ある役所のデータを加工して作成"), "{map}");
}

/// Two towns as the official file has them.
const AREAS: &str = r#"{"type": "FeatureCollection", "name": "N03", "features": [
    {"type": "Feature", "properties": {"N03_001": "大阪府", "N03_002": null, "N03_003": null, "N03_004": "阪南市", "N03_007": "27232"},
     "geometry": {"type": "Polygon", "coordinates": [[[135.2, 34.3], [135.3, 34.3], [135.3, 34.4], [135.2, 34.4], [135.2, 34.3]]]}},
    {"type": "Feature", "properties": {"N03_001": "大阪府", "N03_003": "泉南郡", "N03_004": "岬町", "N03_007": "27366"},
     "geometry": {"type": "MultiPolygon", "coordinates": [[[[135.1, 34.3], [135.2, 34.3], [135.2, 34.4], [135.1, 34.3]]]]}},
    {"type": "Feature", "properties": {"N03_001": "大阪府", "N03_004": "所属未定地", "N03_007": null}, "geometry": null}
]}"#;

#[test]
fn an_outline_from_the_official_file_makes_a_map_with_its_credit() {
    let workshop = Workshop::small();
    workshop.write("resources/hannan/place.yaml", entry("図書館", "venue: {name: 会場, location: [34.36, 135.24]}\n"));
    std::fs::write(workshop.path().join("N03.geojson"), AREAS).unwrap();
    let cut = workshop.run(&["outline", "--from", "N03.geojson", "--code", "272329", "273660"]);
    assert_eq!(cut.code, Some(0), "{}", cut.err);
    assert!(cut.out.contains("阪南市、岬町の輪郭を書きました") && cut.out.contains("国土数値情報"), "{}", cut.out);
    workshop.build();
    let published = workshop.published();
    let map = page(&published, "map.html");
    assert!(map.contains("class=\"map-land\"") && map.contains("「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"), "{map}");
    let none = workshop.run(&["outline", "--from", "N03.geojson", "--code", "132047"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("コード 132047 のまちがありません"), "{}", none.err);
}

#[test]
fn a_page_names_the_nearest_with_distances_or_others_of_its_area() {
    let pages = town();
    let near = |path: &str| {
        let html = page(&pages, path);
        let start = html.find("id=\"near\"").unwrap_or_else(|| panic!("{path}: nothing is near"));
        html[start..].split("</details>").next().unwrap_or_default().to_owned()
    };
    let library = near("kita/library.html");
    assert!(library.contains("ここから近い所") && library.contains("すぐ近く（100 m以内）"), "{library}");
    let (cafe, hall) = (library.find("浜のカフェ").unwrap(), library.find("岬の集会所").unwrap());
    assert!(cafe < hall, "{library}");
    // Without a position others of its area are named once: those that are like it.
    let room = page(&pages, "kita/room.html");
    assert!(room.contains("似ている所") && !room.contains("同じ地域の所"), "{room}");
}

#[test]
fn many_places_have_sheets_of_their_own_and_no_page_is_heavy() {
    let mut content = base();
    for at in 0..700_u32 {
        let (latitude, longitude) = (f64::from(at % 26) / 500.0 + 30.0, f64::from(at / 26) / 500.0 + 140.0);
        let more = format!("venue: {{name: 会場, location: [{latitude}, {longitude}]}}\n");
        content.insert(format!("resources/hannan/place-{at}.yaml"), entry(&format!("所{at}"), &more));
    }
    content.insert("map.geojson".to_owned(), br#"{"type": "LineString", "coordinates": [[140.0, 30.0], [140.1, 30.1]]}"#.to_vec());
    let pages = judge(content).pages();
    let sheets: Vec<&String> = pages.keys().filter(|path| path.starts_with("map/")).collect();
    assert_eq!(sheets.len(), 8, "{sheets:?}");
    let mut listed = String::new();
    for (path, bytes) in pages.iter().filter(|(path, _)| path.starts_with("map")) {
        assert!(bytes.len() < 150_000, "{path}: {} bytes", bytes.len());
        listed.push_str(std::str::from_utf8(bytes).unwrap());
    }
    let missing: Vec<u32> = (0..700).filter(|at| !listed.contains(&format!("hannan/place-{at}.html"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let kept: Vec<&String> = pages.keys().filter(|path| path.starts_with("assets/kept/")).collect();
    assert_eq!(kept, ["assets/kept/hannan-0.js", "assets/kept/hannan-1.js", "assets/kept/hannan-2.js"]);
}

#[test]
fn a_huge_outline_is_cut_to_what_a_sheet_shows() {
    let mut content = base();
    content.insert("resources/hannan/a.yaml".to_owned(), entry("図書館", "venue: {name: 会場, location: [30.0, 140.0]}\n"));
    let mut ring = String::new();
    for at in 0..20_000_u32 {
        let turn = f64::from(at) / 20_000.0 * std::f64::consts::TAU;
        write!(ring, "[{:.5}, {:.5}],", 140.0 + 3.0 * turn.cos(), 30.0 + 3.0 * turn.sin()).unwrap();
    }
    let outline = format!("{{\"type\": \"Polygon\", \"coordinates\": [[{}]]}}", ring.trim_end_matches(','));
    content.insert("map.geojson".to_owned(), outline.into_bytes());
    let pages = judge(content).pages();
    assert!(pages["map.html"].len() < 20_000, "{}", pages["map.html"].len());
    assert!(page(&pages, "map.html").contains("class=\"map-land\""));
}

#[test]
fn the_same_town_is_drawn_the_same_twice() {
    assert_eq!(town(), town());
}
