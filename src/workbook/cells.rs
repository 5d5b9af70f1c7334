//! A value of a file as the text of a cell, and back.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::nearest;
use crate::model::date::PartialDate;
use crate::source::edit::{Data, Edit, Op, Step, at, difference};
use crate::workbook::columns::{Column, Kind, Layout, Shape};

/// Letters of one cell; Excel takes no more.
const LONGEST: usize = 32_000;

/// What stands where a value has a form that no cell has.
pub(super) const FIXED: &str = "（この形は、ファイルで直します）";

/// Where the items of a sheet stand in an entry. A field that is written without a list has one.
pub(super) fn items(data: &Data, kind: &Kind) -> Vec<Vec<Step>> {
    if kind.lists.is_empty() {
        return vec![Vec::new()];
    }
    let of = |key: &&str| match data.get(key) {
        Some(Data::List(items)) => (0..items.len()).map(|at| vec![Step::from(*key), Step::Index(at)]).collect(),
        Some(Data::Map(_) | Data::Text(_)) => vec![vec![Step::from(*key)]],
        Some(Data::Nothing | Data::Reference(_)) | None => Vec::new(),
    };
    kind.lists.iter().flat_map(of).collect()
}

/// A value as a cell.
pub(super) fn shown(item: &Data, kind: &Kind, column: &Column, layout: &Layout) -> String {
    let Some(value) = value(item, kind, column) else { return String::new() };
    written(value, column.shape, layout)
        .filter(|text| text.chars().count() <= LONGEST && *text == text.trim_end())
        .unwrap_or_else(|| FIXED.to_owned())
}

fn value<'d>(item: &'d Data, kind: &Kind, column: &Column) -> Option<&'d Data> {
    match (item, column.path.as_slice()) {
        (Data::Text(_), [key]) => (Some(*key) == kind.whole).then_some(item),
        (_, [key, inner]) => match item.get(key)? {
            word @ Data::Text(_) => (Some(*inner) == column.whole).then_some(word),
            holder => holder.get(inner),
        },
        (_, [key]) => item.get(key),
        _ => None,
    }
}

/// None where no cell can say it.
fn written(value: &Data, shape: Shape, layout: &Layout) -> Option<String> {
    let one = |data: &Data| data.as_text().filter(|text| !text.contains('\n') && !text.trim().is_empty()).map(str::to_owned);
    let lines = |data: &Data, of: &dyn Fn(String) -> String| match data {
        Data::Nothing => Some(String::new()),
        Data::Text(_) => one(data).map(of),
        Data::List(items) => items.iter().map(|item| one(item).map(of)).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n")),
        Data::Map(_) | Data::Reference(_) => None,
    };
    match (shape, value) {
        (_, Data::Nothing) => Some(String::new()),
        (Shape::Text | Shape::Prose, _) => value.as_text().map(|text| text.trim_end_matches('\n').to_owned()),
        (Shape::Date, _) => one(value),
        (Shape::Lines, _) => lines(value, &|line| line),
        (Shape::Choice(of), _) => one(value).map(|word| layout.label(of, &word)),
        (Shape::Choices(of), _) => lines(value, &|word| layout.label(of, &word)),
        (Shape::Position, Data::List(_)) => lines(value, &|number| number).map(|lines| lines.replace('\n', ", ")),
        (Shape::Position, _) => one(value),
        (Shape::Pairs, Data::Map(pairs)) => {
            let pair =
                |(key, value): &(String, Data)| one(value).filter(|_| !key.contains([':', '\n'])).map(|value| format!("{key}: {value}"));
            pairs.iter().map(pair).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n"))
        }
        (Shape::Pairs, _) => None,
    }
}

/// The text of a cell as a value; none where it is empty.
pub(super) fn meant(text: &str, shape: Shape, layout: &Layout) -> Result<Option<Data>, String> {
    let text = text.trim_end();
    if text.trim().is_empty() {
        return Ok(None);
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let data = match shape {
        Shape::Text | Shape::Prose => Data::text(text),
        Shape::Date => Data::text(date(text.trim())),
        Shape::Lines => Data::List(lines().map(Data::text).collect()),
        Shape::Choice(of) => Data::text(chosen(text.trim(), of, layout)?),
        Shape::Choices(of) => {
            let words = lines().flat_map(|line| line.split(['、', ',', '，'])).map(str::trim).filter(|word| !word.is_empty());
            Data::List(words.map(|word| chosen(word, of, layout).map(Data::Text)).collect::<Result<_, _>>()?)
        }
        Shape::Position => {
            let plain: String = text.nfkc().collect();
            let numbers: Vec<&str> = plain.split([',', '、', ' ', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
            match numbers.as_slice() {
                [latitude, longitude] => Data::texts(&[latitude, longitude]),
                _ => return Err("位置は「34.3623, 135.2411」のように、緯度と経度を , で区切って書いてください".to_owned()),
            }
        }
        Shape::Pairs => {
            let pair = |line: &str| {
                let (key, value) = line.split_once([':', '：'])?;
                let (key, value) = (key.trim(), value.trim());
                (!key.is_empty() && !value.is_empty()).then(|| (key.to_owned(), Data::text(value)))
            };
            let pairs: Option<Vec<_>> = lines().map(pair).collect();
            Data::Map(pairs.ok_or("「LINE: @shiori」のように、名前と : と値を、一行に一つずつ書いてください")?)
        }
    };
    Ok(Some(data))
}

/// A day as Excel gives it, and as people type it there, in the form of files; anything else as it stands.
fn date(text: &str) -> String {
    let plain: String = text.nfkc().collect();
    let day = plain.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(plain.as_str(), |(day, _)| day);
    let parts: Option<Vec<i16>> = day.split(['-', '/', '.']).map(|part| part.parse().ok()).collect();
    let part = |parts: &[i16], at: usize| parts.get(at).map(|part| i8::try_from(*part).ok());
    let read = parts.filter(|parts| (1..=3).contains(&parts.len())).and_then(|parts| {
        let (month, day) = (part(&parts, 1), part(&parts, 2));
        (month != Some(None) && day != Some(None)).then(|| PartialDate::of(parts[0], month.flatten(), day.flatten()))?
    });
    read.map_or_else(|| text.to_owned(), |date| date.to_string())
}

fn chosen(word: &str, of: usize, layout: &Layout) -> Result<String, String> {
    layout.id(of, word).ok_or_else(|| {
        let labels = layout.lists[of].words.iter().map(|(_, label)| label.as_str());
        let near = nearest(word, labels.clone()).map(|near| format!("もしかして: {near}。")).unwrap_or_default();
        format!("「{word}」は選べません。{near}選べるもの: {}", labels.collect::<Vec<_>>().join("、"))
    })
}

/// The edits that give a value of an item, and the entry after them.
pub(super) fn edits(entry: &Data, place: &[Step], kind: &Kind, column: &Column, new: Option<Data>) -> Vec<Edit> {
    let joined = |keys: &[&str]| place.iter().cloned().chain(keys.iter().map(|key| Step::from(*key))).collect::<Vec<_>>();
    let item = at(entry, place);
    // An item, or a field of it, that is a word alone becomes a mapping where a second value comes to it.
    let whole = match (item, column.path.as_slice()) {
        (Some(Data::Text(word)), [key]) => kind.whole.map(|whole| (place.to_vec(), whole, *key, word)),
        (Some(item), [key, inner]) => match (item.get(key), column.whole) {
            (Some(Data::Text(word)), Some(whole)) => Some((joined(&[key]), whole, *inner, word)),
            _ => None,
        },
        _ => None,
    };
    if let Some((path, whole, key, word)) = whole {
        return match new {
            Some(new) if key == whole => vec![Edit::set(path, new)],
            None if key == whole => vec![Edit::remove(path)],
            Some(new) => vec![Edit::set(path, Data::map([(whole, Data::text(word)), (key, new)]))],
            None => Vec::new(),
        };
    }
    let path = joined(&column.path);
    let old = at(entry, &path);
    match (old, new) {
        (Some(old @ Data::Text(_)), Some(Data::List(items))) if items.len() == 1 => difference(old, &items[0], &path),
        (Some(old), Some(new)) => difference(old, &new, &path),
        (None, Some(new)) => vec![Edit::set(path, new)],
        (Some(_), None) => {
            // A mapping that would have nothing left goes as a whole.
            let holder = &path[..path.len() - 1];
            let is_last = column.path.len() > 1 && matches!(at(entry, holder), Some(Data::Map(pairs)) if pairs.len() == 1);
            vec![Edit::remove(if is_last { holder.to_vec() } else { path })]
        }
        (None, None) => Vec::new(),
    }
}

/// A new item behind the others, or the first of its list.
pub(super) fn added(entry: &Data, kind: &Kind, item: Data) -> Vec<Edit> {
    let key = |key: &str| vec![Step::from(key)];
    for list in &kind.lists {
        match entry.get(list) {
            Some(Data::List(items)) => {
                let path = vec![Step::from(*list), Step::Index(items.len())];
                return vec![Edit { path, op: Op::Insert(item) }];
            }
            Some(old @ (Data::Map(_) | Data::Text(_))) => {
                // `venue` holds one place, `venues` several.
                let new = kind.lists.last().copied().unwrap_or(list);
                let both = Edit::set(key(new), Data::List(vec![old.clone(), item]));
                return if new == *list { vec![both] } else { vec![Edit::remove(key(list)), both] };
            }
            Some(Data::Nothing | Data::Reference(_)) | None => {}
        }
    }
    match kind.lists.as_slice() {
        [single, _] => vec![Edit::set(key(single), item)],
        [list, ..] => vec![Edit::set(key(list), Data::List(vec![item]))],
        [] => Vec::new(),
    }
}

/// An item taken out; with the last one its field.
pub(super) fn removed(entry: &Data, place: &[Step]) -> Edit {
    match (place, place.first().and_then(|key| at(entry, std::slice::from_ref(key)))) {
        ([key, Step::Index(_)], Some(Data::List(items))) if items.len() == 1 => Edit::remove(vec![key.clone()]),
        _ => Edit::remove(place.to_vec()),
    }
}
