//! The formats, as data: paper, panels, fold, and the words that tell people how to print each. [`FORMATS`] is the only list.
//!
//! A format of the table needs a template of the same name in the theme (`leaflet/<id>.typ`), which takes its measures from here.

use serde::Serialize;

/// How a printable lies on paper.
#[derive(Debug, PartialEq)]
pub struct Format {
    /// Name of its template, and what `site.yaml` says.
    pub id: &'static str,
    /// As people say it: 三つ折り.
    pub name: &'static str,
    /// Width and height of a page of the file, in millimetres.
    pub page: (f64, f64),
    /// The same for a print shop, where it is another.
    pub shop_page: Option<(f64, f64)>,
    /// The sizes of paper it can be set for; the first is the rule.
    pub papers: &'static [&'static str],
    /// The panels of each page, from left to right; empty where a page is one panel.
    pub panels: &'static [&'static [Panel]],
    /// How the sheet is folded, or what else is done with it.
    pub finish: Finish,
    /// What to put into the printer.
    pub paper: &'static str,
    /// What to do with it then.
    pub fold: &'static str,
    /// For whom and where.
    pub good_for: &'static str,
    /// How to print it at home or in an office, step by step.
    pub at_home: &'static [&'static str],
    /// What to tell a print shop.
    pub shop: &'static str,
    /// Whether the entries stand on it.
    pub has_entries: bool,
    /// Where the windows stand, said before their name.
    pub windows_at: &'static str,
    /// The format to take when this one is too small.
    pub larger: Option<&'static str>,
}

/// A part of a page between folds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Panel {
    /// What stands in it; the templates know it by this name.
    pub name: &'static str,
    /// As people call it.
    pub label: &'static str,
    /// Width in millimetres.
    pub width: f64,
}

/// What happens to the printed sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// Nothing.
    Flat,
    /// The right third over, then the left over both.
    Roll,
    /// Once in the middle.
    Half,
    /// The sheets into each other, folded once, stapled in the fold.
    Saddle,
    /// Cut along the marks.
    Cut,
}

/// By how much the panel that is folded in is narrower, so that it does not buckle against the fold.
pub const FLAP_IS_NARROWER: f64 = 3.0;
/// A4 on its long side, parted into two wide panels and the narrow one.
const WIDE: f64 = (297.0 + FLAP_IS_NARROWER) / 3.0;
const NARROW: f64 = WIDE - FLAP_IS_NARROWER;

const fn panel(name: &'static str, label: &'static str, width: f64) -> Panel {
    Panel { name, label, width }
}

/// Every format.
pub const FORMATS: &[Format] = &[
    Format {
        id: "a4-trifold",
        name: "三つ折りリーフレット",
        page: (297.0, 210.0),
        shop_page: None,
        papers: &["a4"],
        // Turned over its short edge, the left of the outside lies behind the right of the inside.
        panels: &[
            &[panel("flap", "内側に折る面", NARROW), panel("back", "裏表紙", WIDE), panel("cover", "表紙", WIDE)],
            &[panel("one", "中面の左", WIDE), panel("two", "中面のまん中", WIDE), panel("three", "中面の右", NARROW)],
        ],
        finish: Finish::Roll,
        paper: "A4 横・両面 1枚",
        fold: "巻き三つ折り",
        good_for: "窓口や公民館の棚に置く。封筒（長形3号）にそのまま入ります",
        at_home: &[
            "A4の紙に、「両面」「短い辺でとじる」「実際のサイズ（100%）」で印刷します。",
            "中面を上にして置き、右の面を内側に折ります。右の面は3mmせまくなっています。",
            "左の面をその上に折ると、表紙が手前になります。",
        ],
        shop: "A4・両面・巻き三つ折り。中に折り込む面が3mmせまいデータです。紙はコート90kgか上質70〜90kgが折りやすい厚さです。",
        has_entries: true,
        windows_at: "うら面の",
        larger: Some("a3-bifold"),
    },
    Format {
        id: "a3-bifold",
        name: "二つ折りパンフレット",
        page: (420.0, 297.0),
        shop_page: None,
        papers: &["a3"],
        panels: &[
            &[panel("back", "裏表紙", 210.0), panel("cover", "表紙", 210.0)],
            &[panel("left", "中面の左", 210.0), panel("right", "中面の右", 210.0)],
        ],
        finish: Finish::Half,
        paper: "A3 横・両面 1枚",
        fold: "二つ折り（仕上がりA4）",
        good_for: "会議や講座で配る、回覧板にはさむ。三つ折りより字が大きく、たくさん載ります",
        at_home: &[
            "A3の紙に、「両面」「短い辺でとじる」「実際のサイズ（100%）」で印刷します。",
            "中面を上にして置き、まん中で半分に折ります。",
        ],
        shop: "A3・両面・二つ折り（仕上がりA4）。紙はコート90kgか上質90kgが目安です。",
        has_entries: true,
        windows_at: "うら面の",
        larger: Some("a4-booklet"),
    },
    Format {
        id: "a4-booklet",
        name: "冊子",
        page: (148.5, 210.0),
        shop_page: None,
        papers: &["a4"],
        panels: &[],
        finish: Finish::Saddle,
        paper: "A4 横・両面",
        fold: "中とじ冊子（仕上がりA5）",
        good_for: "たくさんの場所をまとめて手もとに置く。件数がふえてもページをふやして入ります",
        at_home: &[
            "「印刷して折る用」のPDFをひらきます。折ったときに順になるよう、ページを並べかえてあります。",
            "A4の紙に、「両面」「短い辺でとじる」「実際のサイズ（100%）」で印刷します。「小冊子」の機能は使いません。",
            "出てきた順に重ね、まん中で折ります。折り目を2か所ホチキスでとめます。",
        ],
        shop: "A5・中とじ・左開き。「読む用」のPDF（1ページずつ、順番どおり）を渡してください。ページ数は4の倍数です。",
        has_entries: true,
        windows_at: "",
        larger: None,
    },
    Format {
        id: "a4-large-print",
        name: "大きな字",
        page: (210.0, 297.0),
        shop_page: None,
        papers: &["a4"],
        panels: &[],
        finish: Finish::Flat,
        paper: "A4 縦",
        fold: "折らずに、左上をホチキスでとめる",
        good_for: "小さい字が読みづらい方に。字はすべて18ポイント以上です",
        at_home: &[
            "A4の紙に、「片面」または「両面」「長い辺でとじる」で印刷します。",
            "順に重ね、左上をホチキスでとめます。必要なページだけでも使えます。",
        ],
        shop: "A4・両面・左上ホチキスどめ。光らない紙（上質70〜90kg）が読みやすくなります。",
        has_entries: true,
        windows_at: "",
        larger: None,
    },
    Format {
        id: "poster",
        name: "ポスター",
        page: (297.0, 420.0),
        shop_page: None,
        papers: &["a3", "a4"],
        panels: &[],
        finish: Finish::Flat,
        paper: "A3 縦・片面",
        fold: "折らない",
        good_for: "掲示板や待合室に。携帯電話のカメラから、このサイトがひらきます",
        at_home: &[
            "A3の紙に、「片面」「実際のサイズ（100%）」で印刷します。",
            "四角いコードが、立っている人の目か胸の高さになるように貼ります。",
        ],
        shop: "A3・片面。紙はコート135kgか、光の反射しないマット紙が目安です。",
        has_entries: false,
        windows_at: "",
        larger: None,
    },
    Format {
        id: "card",
        name: "名刺サイズのカード",
        page: (210.0, 297.0),
        shop_page: Some((91.0, 55.0)),
        papers: &["a4"],
        panels: &[],
        finish: Finish::Cut,
        paper: "A4 縦・片面（10枚分）",
        fold: "印にそって切る（91×55mm）",
        good_for: "財布や手帳にはさむ。人に見られても困らない言葉だけにしてあります",
        at_home: &[
            "A4の厚めの紙か、市販の名刺用紙（A4・10面、91×55mm）に、「片面」「実際のサイズ（100%）」で印刷します。",
            "まわりの短い線を目あてに、定規とカッターで切ります。",
        ],
        shop: "名刺（91×55mm）・片面。紙は上質135kg以上が目安です。",
        has_entries: false,
        windows_at: "",
        larger: None,
    },
];

impl Format {
    /// Entries that it could hold at the very most, at a few millimetres each. A booklet grows, but is still to be folded and stapled.
    pub fn most_entries(&self) -> usize {
        match self.finish {
            Finish::Roll | Finish::Half | Finish::Cut => 400,
            Finish::Saddle | Finish::Flat => 1_500,
        }
    }

    /// The format of that name.
    pub fn named(id: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.id == id)
    }

    /// Width and height of a page on that paper.
    pub fn page_on(&self, paper: Option<&str>) -> (f64, f64) {
        match (paper, self.papers[0]) {
            // Each size of the A series is the one before it, halved.
            (Some("a4"), "a3") => (210.0, 297.0),
            _ => self.page,
        }
    }

    /// Words of this format, said of that paper.
    pub fn said_of(&self, words: &str, paper: Option<&str>) -> String {
        match paper {
            Some(other) if other != self.papers[0] => words.replace(&self.papers[0].to_uppercase(), &other.to_uppercase()),
            _ => words.to_owned(),
        }
    }

    /// What one sees on a page, counted from 0.
    pub fn page_label(&self, page: usize, count: usize) -> String {
        match (self.finish, page) {
            (Finish::Roll | Finish::Half, 0) => "おもて".to_owned(),
            (Finish::Roll | Finish::Half, _) => "うら（内側）".to_owned(),
            (Finish::Saddle, 0) => "表紙".to_owned(),
            _ if count == 1 => self.name.to_owned(),
            _ => format!("{}ページ", page + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FLAP_IS_NARROWER, FORMATS, Finish};

    #[test]
    fn panels_fill_their_page_and_meet_their_reverse() {
        for format in FORMATS {
            for panels in format.panels {
                let width: f64 = panels.iter().map(|panel| panel.width).sum();
                assert!((width - format.page.0).abs() < 1e-9, "{}: {width} mm", format.id);
            }
            if let [outside, inside] = format.panels {
                let reverse: Vec<_> = inside.iter().rev().map(|panel| panel.width).collect();
                assert_eq!(outside.iter().map(|panel| panel.width).collect::<Vec<_>>(), reverse, "{}", format.id);
            }
        }
    }

    #[test]
    fn the_panel_that_is_folded_in_is_three_millimetres_narrower() {
        let trifold = FORMATS.iter().find(|format| format.finish == Finish::Roll).unwrap();
        let [flap, back, cover] = trifold.panels[0] else { panic!("three panels") };
        assert!((back.width - flap.width - FLAP_IS_NARROWER).abs() < 1e-9);
        assert!((back.width - cover.width).abs() < 1e-9);
    }

    #[test]
    fn a_poster_on_smaller_paper_speaks_of_that_paper() {
        let poster = FORMATS.iter().find(|format| format.id == "poster").unwrap();
        assert_eq!(poster.said_of(poster.paper, Some("a4")), "A4 縦・片面");
        assert_eq!(poster.said_of(poster.paper, None), "A3 縦・片面");
        assert_eq!(poster.page_on(Some("a4")), (210.0, 297.0));
    }

    #[test]
    fn a_larger_format_is_one_of_the_table_and_holds_entries() {
        for format in FORMATS.iter().filter_map(|format| format.larger) {
            assert!(FORMATS.iter().any(|other| other.id == format && other.has_entries), "{format}");
        }
    }
}
