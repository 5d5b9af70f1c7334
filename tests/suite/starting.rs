//! A new clerk's first hour: `init` in an empty folder, `new` for each place, and what both refuse.

use std::fs;

use shiori::model::field::Fields;
use shiori::model::resource::Resource;

use crate::support::{Ran, Workshop, read_folder};

/// A folder in which `init` has just run.
fn begun() -> Workshop {
    let workshop = Workshop::empty();
    let ran = workshop.run(&["init", "--date", "2026-11-20"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    workshop
}

fn checked(workshop: &Workshop) -> Ran {
    let ran = workshop.run(&["check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("エラー 0 件"), "{}", ran.err);
    ran
}

#[test]
fn an_empty_folder_becomes_a_site_that_builds_at_once() {
    let workshop = begun();
    assert!(checked(&workshop).err.contains("注意 0 件"));
    workshop.build();
    let home = String::from_utf8(workshop.published()["index.html"].clone()).unwrap();
    assert!(home.contains("わたしたちのまち"));
    assert!(cfg!(not(feature = "leaflet")) || workshop.published().contains_key("leaflet/machi.pdf"));
}

#[test]
fn every_file_of_a_new_site_is_explained_and_every_place_in_it_says_that_it_is_an_example() {
    let workshop = begun();
    for (path, bytes) in read_folder(&workshop.content()) {
        let text = String::from_utf8(bytes).unwrap();
        if path.ends_with(".yaml") {
            assert!(text.starts_with("# "), "{path} begins with no explanation");
        }
        if path.starts_with("resources/") {
            assert!(text.contains("name: （例）") && text.contains("実際の"), "{path} could be taken for a real place");
        }
    }
}

#[test]
fn a_folder_with_anything_in_it_is_left_alone() {
    let workshop = Workshop::small();
    let before = read_folder(workshop.path());
    let ran = workshop.run(&["init"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("空ではありません（content があります）"), "{}", ran.err);
    assert!(ran.err.contains("shiori init "), "{}", ran.err);
    assert_eq!(read_folder(workshop.path()), before);
}

#[test]
fn a_folder_that_is_not_there_yet_is_made() {
    let workshop = Workshop::empty();
    let ran = workshop.run(&["init", "まちの しおり"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(workshop.path().join("まちの しおり/content/site.yaml").exists());
}

#[test]
fn a_new_place_has_every_field_as_a_line_and_passes() {
    let workshop = begun();
    let ran = workshop.run(&["new", "ibasho", "machi", "ひだまりの部屋", "--reading", "ひだまりのへや", "--date", "2026-11-20"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = fs::read_to_string(workshop.content().join("resources/machi/hidamarinoheya.yaml")).unwrap();
    for key in Fields::of::<Resource>().keys() {
        let is_there = text.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key}:")));
        assert!(is_there, "{key} has no line");
    }
    // What is asked for has to be written first.
    let ran = workshop.run(&["check"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("エラー[sample]") && ran.err.contains("エラー 1 件"), "{}", ran.err);
    fs::write(
        workshop.content().join("resources/machi/hidamarinoheya.yaml"),
        text.replace("（どんなところかを、1〜2文で書いてください）", "お茶を飲めます。"),
    )
    .unwrap();
    checked(&workshop);
}

/// A new place with every line of its template uncommented, as the template has it.
fn uncommented(workshop: &Workshop) -> String {
    workshop.run(&["new", "居場所", "machi", "ひだまり", "--summary", "お茶を飲めます。", "--date", "2026-11-20"]);
    let text = fs::read_to_string(workshop.content().join("resources/machi/hidamari.yaml")).unwrap();
    // These need something else: the place of `venue`, a picture, another entry.
    let apart = ["# venues:", "# image:", "# related:", "# ask:"];
    let mut is_apart = false;
    let lines = text.lines().map(|line| {
        is_apart = apart.iter().any(|start| line.starts_with(start)) || (is_apart && line.starts_with("#   - "));
        if is_apart { line } else { line.strip_prefix("# ").filter(|rest| !rest.starts_with('#')).unwrap_or(line) }
    });
    lines.skip_while(|line| !line.starts_with("## ──")).collect::<Vec<_>>().join("\n")
}

#[test]
fn lines_of_a_new_place_hold_when_they_are_filled_in() {
    let workshop = begun();
    let mut text = uncommented(&workshop);
    let facts = [
        ("（例）", ""),
        ("○年度", "2023年度"),
        ("○○", "阪南"),
        ("03-0000-0000", "072-471-5678"),
        ("0-0", "35-3"),
        ("000-0000", "599-0204"),
        ("0000-00-00, until: 0000-00-00", "2026-04-01, until: 2027-03-31"),
        ("0000-00", "2026-04"),
        ("since: 0000", "since: 2022"),
        ("35.0, 135.0", "34.3623, 135.2411"),
        ("example.lg.jp", "city.hannan.lg.jp"),
        ("@example", "@hannan"),
        ("玄関を入って、すぐ左側", "二階"),
        ("入口にゆるい坂があります", "入口に段があります"),
        ("カメラはオフで大丈夫です", "顔は出しません"),
        ("受付で名前を書く必要はありません。好きな席に座ってください。", "受付で番号札を取ります。"),
    ];
    // Longer zeros before the shorter ones that stand in them.
    for (sample, fact) in [facts[1], facts[3], facts[5], facts[6], facts[7]].into_iter().chain(facts) {
        text = text.replace(sample, fact);
    }
    fs::write(workshop.content().join("resources/machi/hidamari.yaml"), text).unwrap();
    checked(&workshop);
}

#[test]
fn no_line_of_a_template_is_published_as_it_stands() {
    let workshop = begun();
    // A sample may have its examples; a site of one's own may not.
    let settings = workshop.content().join("site.yaml");
    fs::write(&settings, fs::read_to_string(&settings).unwrap().replace("sample: yes\n", "")).unwrap();
    let text = uncommented(&workshop);
    let ran = {
        fs::write(workshop.content().join("resources/machi/hidamari.yaml"), &text).unwrap();
        workshop.run(&["check", "--format", "json"])
    };
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let told: Vec<usize> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|found| found["severity"] == "error" && found["file"].as_str().is_some_and(|file| file.ends_with("hidamari.yaml")))
        .filter_map(|found| usize::try_from(found["line"].as_u64()?).ok())
        .collect();
    // Lists of ids, choices and numbers are no samples: they are what their comments say, or stand below a sample.
    let is_form = |line: &str| {
        let line = line.trim_start_matches([' ', '-']);
        line.is_empty()
            || line.starts_with('#')
            || line.ends_with([':', '|'])
            || [
                "name: ひだまり",
                "reading:",
                "staff_note:",
                "（例）",
                "kind:",
                "summary: お茶",
                "needs:",
                "audience:",
                "comforts:",
                "areas:",
                "residents:",
                "extension:",
                "status: ",
                "visibility:",
                "checked: ",
            ]
            .iter()
            .any(|start| line.starts_with(start))
    };
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !is_form(line)) {
        assert!(told.contains(&(number + 1)), "nothing is said of line {}: {line}\n{}", number + 1, ran.out);
    }
    assert_eq!(workshop.run(&["build"]).code, Some(1));
}

#[test]
fn the_sample_says_so_on_every_page_and_cannot_be_taken_for_a_site() {
    let workshop = begun();
    workshop.build();
    for (path, bytes) in workshop.published().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(page.contains("これは見本のサイトです") && page.contains("noindex"), "{path}");
    }
    let settings = workshop.content().join("site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("sample: yes\n", "")).unwrap();
    let ran = workshop.run(&["build"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    for file in ["site.yaml", "areas.yaml", "pages/about.md", "resources/machi/rei-ibasho.yaml", "resources/machi/rei-soudan.yaml"] {
        assert!(ran.err.contains(&format!("--> content/{file}")), "{file}\n{}", ran.err);
    }
    // A renamed example is still one, whatever else was written into it.
    let example = workshop.content().join("resources/machi/rei-ibasho.yaml");
    let text = fs::read_to_string(&example).unwrap().replace("（例）", "").replace("これは書き方の例です。", "");
    fs::write(&example, text).unwrap();
    assert!(workshop.run(&["build"]).err.contains("--> content/resources/machi/rei-ibasho.yaml"));
}

#[test]
fn a_house_number_of_zeros_and_an_address_for_examples_may_stand_in_a_sample_alone() {
    let line = "venue: {address: 阪南市尾崎町0-0-0}\ncontacts: [{email: madoguchi@example.lg.jp}]\n\
                links: [{label: 市のページ, url: https://www.example.lg.jp/}]";
    let entry = format!("name: ひだまり\nkind: ibasho\nsummary: お茶を飲めます。\nchecked: 2026-11-01\n{line}\n");
    let workshop = begun();
    workshop.write("resources/machi/a.yaml", entry);
    workshop.build();
    let settings = fs::read_to_string(workshop.content().join("site.yaml")).unwrap();
    workshop.write("site.yaml", settings.replace("sample: yes", "sample: no"));
    let ran = workshop.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    for part in ["0-0-0", "アドレスが見本のままです"] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
}

#[test]
fn samples_of_other_kinds_are_errors_in_a_sample_too() {
    let samples = [
        "summary: （どんなところかを、1〜2文で書いてください）",
        "contacts: [{phone: 03-0000-0000}]",
        "contacts: [{phone: 090-0000-0000}]",
        "contacts: [{fax: ００－００００－００００}]",
        "venue: {name: ○○公民館}",
        "venue: {name: 〇〇公民館}",
        "venue: {address: ○○市○○町1-1}",
        "venue: {postal_code: 000-0000}",
        "venue: {location: [35.0, 135.0]}",
        "organizers: ○○市",
        "organizers: [{name: △△の会}]",
        "other_names: [○○サロン]",
        "status_note: ○年度から試行的に行っています。",
        "links: [{label: ○○市のページ, url: https://www.city.hannan.lg.jp/}]",
        "sessions: [{name: ○○カフェ, when: 毎月第2土曜日 13:30-15:30}]",
        "first_visit: ここに説明を書いてください",
        "fee: サンプル",
    ];
    for line in samples {
        let workshop = begun();
        let summary = if line.starts_with("summary") { "" } else { "summary: お茶を飲めます。\n" };
        workshop.write("resources/machi/a.yaml", format!("name: ひだまり\nkind: ibasho\n{summary}checked: 2026-11-01\n{line}\n"));
        let ran = workshop.run(&["build"]);
        assert_eq!(ran.code, Some(1), "{line}\n{}", ran.err);
        assert!(ran.err.contains("エラー[sample]") && ran.err.contains("resources/machi/a.yaml"), "{line}\n{}", ran.err);
    }
    // Nobody sees what is internal, and what visitors say of themselves is theirs.
    for line in [
        "visibility: internal\nvenue: {name: ○○公民館}",
        "contact_example: 「○○と申します」",
        "first_visit: 受付で「○○です」と言ってください。",
    ] {
        let workshop = begun();
        workshop.write(
            "resources/machi/a.yaml",
            format!("name: ひだまり\nkind: ibasho\nsummary: お茶を飲めます。\nchecked: 2026-11-01\n{line}\n"),
        );
        checked(&workshop);
    }
}

#[test]
fn a_place_that_is_there_is_never_overwritten() {
    let workshop = begun();
    let ran = || workshop.run(&["new", "ibasho", "machi", "ひだまり"]);
    assert_eq!(ran().code, Some(0));
    let before = read_folder(&workshop.content());
    let again = ran();
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("machi/hidamari はもうあります") && again.err.contains("--slug hidamari-2"), "{}", again.err);
    assert_eq!(read_folder(&workshop.content()), before);
}

#[test]
fn what_is_not_known_is_asked_for_with_something_to_choose_from() {
    let workshop = begun();
    let before = read_folder(&workshop.content());
    let cases: [(&[&str], &str); 8] = [
        (&["new", "ibasho", "machi", "図書館", "--slug", "con"], "Windows"),
        (&["new", "ibasho", "machi", "図書館", "--slug", "com1"], "--slug com1-place"),
        (&["new", "ibasho", "machi", "図書館", "--slug", "lpt9"], "Windows"),
        (&["new", "ibsho", "machi", "ひだまり"], "もしかして: ibasho"),
        (&["new", "ibasho", "mach", "ひだまり"], "もしかして: machi"),
        (&["new", "ibasho", "machi", "図書館"], "--reading"),
        (&["new", "ibasho", "machi", "図書館", "--slug", "../../x"], "半角の英小文字"),
        (&["new", "ibasho", "machi", " ", "--slug", "x"], "名前が空です"),
    ];
    for (arguments, told) in cases {
        let ran = workshop.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    assert_eq!(read_folder(&workshop.content()), before);
}

#[test]
fn a_name_full_of_signs_stays_a_name() {
    let workshop = begun();
    let name = "a: \"b\" # {{kind}} [c] 💐\tえ";
    let ran = workshop.run(&["new", "ibasho", "machi", name, "--slug", "signs"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    workshop.run(&["check", "--no-leaflets"]);
    let text = fs::read_to_string(workshop.content().join("resources/machi/signs.yaml")).unwrap();
    assert!(text.contains(r#"name: "a: \"b\" # {{kind}} [c] 💐\tえ""#), "{text}");
}
