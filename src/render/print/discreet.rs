//! A card for the purse: whoever sees it learns nothing of the one who carries it.

use crate::render::print::press::set::Setter;
use crate::render::print::press::view::{LeafletView, plain};
use crate::site::Site;

/// Words that would tell a stranger what a person lives with. In an address of the web they are looked for in Latin letters.
const TELLING: &[&str] = &[
    "ひきこもり",
    "引きこもり",
    "引き籠",
    "引籠",
    "ひき籠",
    "こもり",
    "生きづら",
    "生き辛",
    "不登校",
    "登校しぶり",
    "障がい",
    "障害",
    "障碍",
    "困窮",
    "貧困",
    "生活保護",
    "無職",
    "ニート",
    "孤立",
    "孤独",
    "当事者",
    "精神",
    "病",
    "依存",
    "虐待",
    "自殺",
    "自死",
    "問題",
    "悩み",
    "支援",
    "救済",
    "hikikomori",
    "futoko",
    "seishin",
    "shogai",
    "konkyu",
    "neet",
];

/// What stands on a card whose own words would tell.
const QUIET_TITLE: &str = "まちのしおり";
const QUIET_LINE: &str = "まちの場所と窓口の一覧";

fn tells(text: &str) -> bool {
    let lower = text.to_lowercase();
    TELLING.iter().any(|word| lower.contains(word))
}

/// Keeps of a view only what a stranger may read. The card says nothing of wishes, entries, windows, numbers, publishers or money.
pub fn make(view: &mut LeafletView, set: &Setter, site: &Site) {
    let title: String = view.title.iter().map(plain).collect();
    if tells(&title) {
        let own = &site.settings.title.value;
        let quiet = if tells(own) { QUIET_TITLE } else { own };
        view.title = vec![set.text(quiet)];
        view.full_title = quiet.to_owned();
    }
    if view.edition.as_ref().is_some_and(|edition| tells(&plain(edition))) {
        view.edition = None;
        view.full_title = view.title.iter().map(plain).collect();
    }
    view.lead = vec![set.text(QUIET_LINE)];
    (view.subtitle, view.publisher, view.author, view.issued) = (None, None, None, None);
    view.greetings.clear();
    view.sections.clear();
    view.windows.clear();
    view.wishes.clear();
    view.imprint.clear();
    view.urgent.clear();
    view.stamp = false;
    if let Some(site) = &mut view.site
        && tells(&site.url)
    {
        site.spelt = None;
    }
}

#[cfg(test)]
mod tests {
    use super::{QUIET_LINE, QUIET_TITLE, tells};

    #[test]
    fn words_that_tell_are_found_and_quiet_ones_are_not() {
        for telling in ["ひきこもりガイド", "生きづらさのしおり", "https://HIKIKOMORI.example/", "若者支援マップ"] {
            assert!(tells(telling), "{telling}");
        }
        for quiet in ["地域資源ブックマーク", "阪南エリア版", "https://shiori.example/", QUIET_TITLE, QUIET_LINE] {
            assert!(!tells(quiet), "{quiet}");
        }
    }
}
