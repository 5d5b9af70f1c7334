//! Stations and stops that the ways to a place name. They have no position of their own, and none is made up.

/// 「尾崎駅」 of 「南海線「尾崎」駅から徒歩5分」, 「石田」 of 「バス停「石田」から」. What is not plainly a name is left alone.
pub fn stations(access: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = "";
    let mut rest = access;
    while let Some((outside, inside)) = rest.split_once('「') {
        before = if outside.is_empty() { before } else { outside };
        let Some((name, after)) = inside.split_once('」') else { break };
        if name.is_empty() || name.chars().count() > 15 {
            // No name of a place.
        } else if after.starts_with('駅') {
            found.push(format!("{}駅", name.trim_end_matches('駅')));
        } else if name.ends_with('駅') || before.ends_with("バス停") || before.ends_with("停留所") || after.starts_with("バス停")
        {
            found.push(name.to_owned());
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::stations;

    #[test]
    fn names_stand_in_brackets() {
        assert_eq!(stations("南海線「尾崎」駅から徒歩5分"), ["尾崎駅"]);
        assert_eq!(stations("「鳥羽駅」からすぐ"), ["鳥羽駅"]);
        assert_eq!(stations("南海ウイングバス南部尾崎線バス停「石田」から徒歩4分"), ["石田"]);
        assert_eq!(stations("「A」駅か「B」駅"), ["A駅", "B駅"]);
        assert!(stations("最寄り駅から徒歩5分").is_empty());
        assert!(stations("「だれでも食堂」ののぼりが目印").is_empty());
        assert!(stations("「尾崎").is_empty());
    }
}
