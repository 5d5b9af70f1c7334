//! Where a place is, and what kind of place it is.

use unicode_normalization::UnicodeNormalization;

use crate::content::values;
use crate::import::cells::{Cells, Remarks, parts};
use crate::import::row::{Fields, Options};
use crate::import::spoilt;
use crate::model::dataset::remark;
use crate::model::venue::is_in_japan;
use crate::source::edit::Data;

/// The whole address, else its parts. A lot number that a sheet has made a date of is left out; parts that the whole address
/// says already are no notes.
pub fn address(cells: &mut Cells) -> Option<String> {
    const WHY: &str = "番地が日付に変わったもののようなので、使わずに staff_note に残しました";
    let mut whole = cells.take("address").map(|address| address.replace('\n', " "));
    if let Some(said) = whole.take_if(|whole| spoilt::is_date(whole) || spoilt::dated_tail(whole).is_some()) {
        cells.tell("address", &said, WHY);
        whole = spoilt::dated_tail(&said).map(|(head, _)| head.trim().to_owned());
    }
    let mut number = cells.take("number");
    if let Some(said) = number.take_if(|number| spoilt::is_date(number)) {
        cells.tell("number", &said, WHY);
    }
    let parts =
        [("prefecture", cells.take("prefecture")), ("town", cells.take("town")), ("block", cells.take("block")), ("number", number)];
    let has_place = parts[2..].iter().any(|(_, part)| part.is_some());
    let said = match whole {
        None if !has_place => None,
        None => Some(parts.iter().filter_map(|(_, part)| part.as_deref()).fold(String::new(), joined)),
        whole => whole,
    };
    for (item, part) in parts {
        let Some(part) = part else { continue };
        match &said {
            // The town is wanted for the folder, whatever the address says.
            _ if item == "town" => cells.put_back("town", part),
            Some(said) if plain(said).contains(&plain(&part)) => {}
            _ => cells.note(item, &part),
        }
    }
    said
}

/// Parts of an address one after the other; a part may repeat what stands before it.
fn joined(before: String, part: &str) -> String {
    if part.starts_with(&before) { part.to_owned() } else { before + part }
}

fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).map(|c| if values::is_dash(c) { '-' } else { c }).collect()
}

/// The area's folder, and the row's own file name if its id is one of ours.
pub fn folder(
    cells: &mut Cells,
    id: Option<&str>,
    address: &Option<String>,
    options: &Options,
) -> Result<(String, Option<String>), String> {
    let known = |id: &str| options.areas.iter().any(|area| area.id.value == id);
    if let Some((folder, slug)) = id.and_then(|id| id.split_once('/'))
        && known(folder)
        && values::is_id(slug)
    {
        for item in ["code", "town"] {
            let Some((header, value)) = cells.take_titled(item) else { continue };
            cells.codes.insert(header, value);
        }
        return Ok((folder.to_owned(), Some(slug.to_owned())));
    }
    let (code, town) = (cells.take_titled("code"), cells.take("town"));
    let code = code.map(|(header, code)| {
        cells.codes.insert(header, code.clone());
        code
    });
    let by_code = code.as_deref().and_then(|code| {
        let digits: String = code.nfkc().filter(char::is_ascii_digit).collect();
        options
            .areas
            .iter()
            .find(|area| area.code.as_deref().is_some_and(|own| own == digits || (digits.len() == 5 && own.starts_with(&digits))))
    });
    let by_name = || {
        let place = format!("{}{}", town.as_deref().unwrap_or(""), address.as_deref().unwrap_or(""));
        options.areas.iter().find(|area| area.name.ends_with(['市', '町', '村', '区']) && place.contains(&area.name))
    };
    let found = by_code.or_else(by_name);
    // The name of the prefecture may stand before that of the town.
    let is_said = |town: &str| {
        address.as_deref().is_some_and(|address| address.contains(town)) || found.is_some_and(|area| town.ends_with(&area.name))
    };
    // The standard tables have two columns for it.
    let others: Vec<String> = cells.take_all("town").into_iter().map(|(_, town)| town).collect();
    for town in town.into_iter().chain(others).filter(|town| !is_said(town)) {
        cells.note("town", &town);
    }
    let only = || match options.areas {
        [only] => Some(only.id.value.as_str()),
        _ => None,
    };
    found
        .map(|area| area.id.value.as_str())
        .or(options.area)
        .or_else(only)
        .map(|folder| (folder.to_owned(), None))
        .ok_or_else(|| "どの地域か決まりません。--area で地域の id を教えてください".to_owned())
}

/// Words of kinds for the codes of places (GIF POIコード).
const POI: [(&str, &[&str]); 12] = [
    ("1302", &["市役所", "役所", "窓口"]),
    ("1305", &["市民活動"]),
    ("1307", &["公民館"]),
    ("1309", &["集会"]),
    ("1407", &["福祉事務所", "相談"]),
    ("1499", &["福祉"]),
    ("1512", &["図書館"]),
    ("1514", &["就労", "はたらく"]),
    ("1606", &["保健所", "保健"]),
    ("1219", &["ハローワーク", "就労"]),
    ("2422", &["カフェ"]),
    ("1503", &["小学校"]),
];

/// The id of the kind: as a remark of ours says, as the column says, as the code of places says, else what was asked for.
pub fn kind(cells: &mut Cells, remarks: &Remarks, options: &Options) -> Result<String, String> {
    let kinds = &options.vocabulary.kinds;
    let named = |word: &str| kinds.iter().find(|kind| kind.id.value == word || kind.label == word).map(|kind| kind.id.value.clone());
    let only_like = |word: &str| {
        let mut like = kinds.iter().filter(|kind| kind.label.contains(word));
        like.next().filter(|_| word.chars().count() >= 2 && like.next().is_none()).map(|kind| kind.id.value.clone())
    };
    let written = cells.take_titled("kind");
    let found = written.as_ref().and_then(|(_, word)| named(word).or_else(|| only_like(word)));
    if let Some((header, word)) = written {
        if found.is_none() {
            cells.offers.push(format!("{header}: {word}"));
        } else if named(&word).is_none() {
            cells.note("kind", &word);
        }
    }
    let poi = cells.take_titled("poi");
    let by_code = poi
        .as_ref()
        .and_then(|(_, code)| POI.iter().find(|(own, _)| own == code))
        .and_then(|(_, words)| words.iter().find_map(|word| only_like(word)));
    cells.codes.extend(poi);
    let found = remarks.get(remark::KIND).and_then(named).or(found).or_else(|| by_code.filter(|_| options.kind.is_none()));
    found.or_else(|| options.kind.map(str::to_owned)).ok_or_else(|| "種類が決まりません。--kind で種類の id を教えてください".to_owned())
}

/// Where it is.
pub fn venue(cells: &mut Cells, fields: &mut Fields, address: Option<&str>, remarks: &Remarks) {
    let place = cells.take("place");
    let detail = Some(cells.take_all("detail").into_iter().map(|(_, detail)| detail).collect::<Vec<_>>().join(" "))
        .filter(|detail| !detail.is_empty());
    let code = cells.checked("postal_code", "郵便番号として読めないので、staff_note に残しました", values::postal_code);
    let location = location(cells);
    let mut access = remarks.lines(remark::ACCESS);
    access.extend(cells.take("access").map(|cell| parts(&cell, &['\n'])).unwrap_or_default());
    for (header, way) in cells.take_all("station") {
        access.push(format!("{header}: {way}"));
    }
    let undisclosed = remarks.get(remark::UNDISCLOSED);
    let some = |text: Option<&str>| text.map(|text| Data::Text(text.replace('\n', " ")));
    let mut pairs = vec![("name", some(place.as_deref()))];
    match undisclosed {
        Some(_) => {
            pairs.push(("undisclosed", some(undisclosed)));
            // What must not be told is not forgotten.
            for (item, value) in [("address", address.map(str::to_owned)), ("detail", detail)] {
                if let Some(value) = value {
                    cells.note(item, &value);
                }
            }
        }
        None => pairs.extend([
            ("postal_code", code.map(Data::Text)),
            ("address", some(address)),
            ("detail", some(detail.as_deref())),
            ("location", location.map(|(latitude, longitude)| Data::texts(&[latitude.to_string(), longitude.to_string()]))),
        ]),
    }
    pairs.push(("access", (!access.is_empty()).then(|| Data::texts(&access))));
    let known: Vec<(&str, Data)> = pairs.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    if !known.is_empty() {
        fields.put("venue", Data::map(known));
    }
}

/// Degrees, or degrees, minutes and seconds. What lies outside of Japan is kept as a note, and what was rounded is no position:
/// a pin is exact or is not there. Latitude and longitude that are exchanged can only be meant the other way round.
fn location(cells: &mut Cells) -> Option<(f64, f64)> {
    let both = cells.take("location");
    let (items, texts): (Vec<&str>, Vec<String>) = match &both {
        Some(both) => (vec!["location"], parts(both, &[',', '、', ' ', '，', '/'])),
        None => ["latitude", "longitude"].into_iter().filter_map(|item| Some((item, cells.take(item)?))).unzip(),
    };
    let written = both.map_or_else(|| texts.clone(), |both| vec![both]);
    let numbers: Option<Vec<f64>> = texts.iter().map(|text| degrees(text)).collect();
    let (found, is_turned) = match numbers.as_deref() {
        Some(&[first, second]) if is_in_japan(first, second) => (Some((first, second)), false),
        Some(&[first, second]) if is_in_japan(second, first) => (Some((second, first)), true),
        _ => (None, false),
    };
    let why = match found {
        Some(_) if texts.iter().all(|text| spoilt::is_precise(text)) => {
            if is_turned {
                cells.say(items[0], &written.join(" "), "緯度と経度が逆なので、入れかえて読みました");
            }
            return found;
        }
        Some(_) => "位置として粗すぎる（小数点の後が 3 けたに足りない）ので、使わずに staff_note に残しました",
        None => "日本の中の位置として読めないので、使わずに staff_note に残しました",
    };
    for (item, value) in items.iter().zip(&written) {
        cells.tell(item, value, why);
    }
    None
}

fn degrees(text: &str) -> Option<f64> {
    let text: String = text.nfkc().collect();
    if let Ok(number) = text.trim().parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    text.contains(['度', '°']).then_some(())?;
    let numbers: Option<Vec<f64>> =
        text.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    let seconds = |at: usize| numbers.get(at).copied().unwrap_or(0.0);
    let is_whole = (1..=3).contains(&numbers.len()) && seconds(1) < 60.0 && seconds(2) < 60.0;
    is_whole.then(|| ((seconds(0) + seconds(1) / 60.0 + seconds(2) / 3600.0) * 1e6).round() / 1e6)
}
