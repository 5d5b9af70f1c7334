//! The sheets and their columns, made from the rows of the fields.
//!
//! One sheet has a row for each entry, with all that is said in words, dates and choices. Each list of mappings (places, contacts,
//! dates, …) has a sheet of its own. A mapping within an entry has a column for each of its fields.

use crate::content::Content;
use crate::model::choice::tidy;
use crate::model::field::{self, Fields, Row};
use crate::model::resource::Resource;
use crate::model::vocabulary::Term;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A text.
    Text,
    /// A text of several sentences.
    Prose,
    /// A list, one thing a line.
    Lines,
    /// Names with values, `LINE: @shiori`, one a line.
    Pairs,
    /// Two numbers on one line.
    Position,
    /// A date of the precision that is known.
    Date,
    /// One word of a list, which is that of a number.
    Choice(usize),
    /// Some words of a list, one a line.
    Choices(usize),
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its header.
    pub(super) header: String,
    /// Where its value stands in the entry, or in the item of the list.
    pub(super) path: Vec<&'static str>,
    /// The field that is meant where the mapping in which the value stands is written as a word alone: `reservation: no`.
    pub(super) whole: Option<&'static str>,
    /// What its cells hold.
    pub(super) shape: Shape,
    /// What to write there; a remark of its header.
    pub(super) help: String,
    /// Whether an entry is none without it.
    pub(super) is_required: bool,
}

/// A sheet: of all entries, or of the items of one of their lists.
#[derive(Debug)]
pub(super) struct Kind {
    /// Its name.
    pub(super) name: &'static str,
    /// The fields whose items are its rows; none where the entries are.
    pub(super) lists: Vec<&'static str>,
    /// The field of an item that is written as a word alone.
    pub(super) whole: Option<&'static str>,
    /// Its columns.
    pub(super) columns: Vec<Column>,
}

/// The name of the sheet of all entries.
pub(super) const PLACES: &str = "場所";
/// The column of the ids.
pub(super) const ID: &str = "ID";
/// The column that counts the items of an entry.
pub(super) const NUMBER: &str = "番号";
/// The column that says whose item it is; for people alone.
pub(super) const OWNER: &str = "場所の名前（見るだけ）";

/// Words to choose from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    /// Each as files have it, and as people read it.
    pub(super) words: Vec<(String, String)>,
    /// Other words for them, with the one that files have.
    others: Vec<(&'static str, &'static str)>,
}

/// All sheets with the lists of their words, for one town.
#[derive(Debug)]
pub struct Layout {
    /// In the order of the workbook.
    pub(super) sheets: Vec<Kind>,
    /// By number.
    pub(super) lists: Vec<List>,
}

impl Layout {
    /// The sheets of a town.
    pub fn new(content: &Content) -> Self {
        let fields = Fields::of::<Resource>();
        let mut layout = Layout { sheets: Vec::new(), lists: Vec::new() };
        let mut sheets = Vec::new();
        for row in fields.rows() {
            let (field::Shape::Objects(inner) | field::Shape::TextsOr(inner)) = row.shape else { continue };
            // One place stands below `venue`, several below `venues`.
            let single = row.key.strip_suffix('s').and_then(|key| fields.find(key)).map(|row| row.key);
            let name = if row.label == PLACES { "会場" } else { row.label };
            let whole = matches!(row.shape, field::Shape::TextsOr(_)).then(|| word_alone(inner)).flatten();
            let columns = layout.columns(inner, &[], content);
            sheets.push(Kind { name, lists: single.into_iter().chain([row.key]).collect(), whole, columns });
        }
        let own: Vec<&str> = sheets.iter().flat_map(|sheet| sheet.lists.iter().copied()).collect();
        let columns = layout.columns(fields, &own, content);
        sheets.insert(0, Kind { name: PLACES, lists: Vec::new(), whole: None, columns });
        Layout { sheets, ..layout }
    }

    fn columns(&mut self, fields: Fields, skipped: &[&str], content: &Content) -> Vec<Column> {
        let mut columns = Vec::new();
        for row in fields.rows().filter(|row| !skipped.contains(&row.key)) {
            if let Some(shape) = self.shape(row, content) {
                columns.push(Column {
                    header: row.label.to_owned(),
                    path: vec![row.key],
                    whole: None,
                    shape,
                    help: help(row),
                    is_required: row.is_required,
                });
            }
            let (field::Shape::Object(inner) | field::Shape::TextOr(inner)) = row.shape else { continue };
            let whole = matches!(row.shape, field::Shape::TextOr(_)).then(|| word_alone(inner)).flatten();
            for part in inner.rows() {
                let Some(shape) = self.shape(part, content) else { continue };
                let header = format!("{}: {}", row.label, part.label);
                columns.push(Column { header, path: vec![row.key, part.key], whole, shape, help: help(part), is_required: false });
            }
        }
        columns
    }

    /// What the cells of a field hold; none where no cell can.
    fn shape(&mut self, row: &Row, content: &Content) -> Option<Shape> {
        use field::Shape as Of;
        let vocabulary = &content.vocabulary;
        let terms = |terms: &[Term]| List {
            words: terms.iter().map(|term| (term.id.value.clone(), term.label.clone())).collect(),
            others: Vec::new(),
        };
        Some(match (row.shape, row.key) {
            (Of::Id, "kind") => Shape::Choice(self.list(terms(&vocabulary.kinds))),
            (Of::Ids, "needs") => Shape::Choices(self.list(terms(&vocabulary.needs))),
            (Of::Ids, "audience") => Shape::Choices(self.list(terms(&vocabulary.audiences))),
            (Of::Ids, "comforts") => Shape::Choices(self.list(terms(&vocabulary.comforts))),
            (Of::Ids, "areas") => {
                let words = content.areas.iter().map(|area| (area.id.value.clone(), area.name.clone())).collect();
                Shape::Choices(self.list(List { words, others: Vec::new() }))
            }
            (Of::Choice(words), _) => Shape::Choice(self.list(closed(words))),
            (Of::Ids | Of::Texts, _) => Shape::Lines,
            (Of::Prose, _) => Shape::Prose,
            (Of::Id | Of::Text | Of::Worded(_) | Of::Bare | Of::Phone | Of::Url | Of::Number | Of::PostalCode, _) => Shape::Text,
            (Of::Date, _) => Shape::Date,
            (Of::Pairs | Of::Counts, _) => Shape::Pairs,
            (Of::Location, _) => Shape::Position,
            (Of::Groups | Of::Object(_) | Of::TextOr(_) | Of::Objects(_) | Of::TextsOr(_), _) => return None,
        })
    }

    /// The number of a list; a new one for words that none has yet.
    fn list(&mut self, list: List) -> usize {
        self.lists.iter().position(|own| *own == list).unwrap_or_else(|| {
            self.lists.push(list);
            self.lists.len() - 1
        })
    }

    /// A word of a file as people read it; one that names two things stays as it is.
    pub(super) fn label(&self, list: usize, word: &str) -> String {
        let words = &self.lists[list].words;
        let id = self.id(list, word).unwrap_or_else(|| word.to_owned());
        let label = words.iter().find(|(own, _)| *own == id).map(|(_, label)| label.clone());
        label.filter(|label| words.iter().filter(|(_, own)| own == label).count() == 1).unwrap_or_else(|| word.to_owned())
    }

    /// The word of files for one that somebody wrote.
    pub(super) fn id(&self, list: usize, word: &str) -> Option<String> {
        let List { words, others } = &self.lists[list];
        let mut named = words.iter().filter(|(id, label)| id == word || label == word).map(|(id, _)| id.as_str());
        let named = named.next().filter(|_| named.next().is_none());
        let other = || others.iter().find(|(other, _)| tidy(other) == tidy(word)).map(|(_, id)| *id);
        named.or_else(other).map(str::to_owned)
    }
}

/// The field that a word alone speaks of: the one that has to be there, else the last.
fn word_alone(fields: Fields) -> Option<&'static str> {
    fields.rows().find(|row| row.is_required).or_else(|| fields.rows().last()).map(|row| row.key)
}

fn help(row: &Row) -> String {
    let must = if row.is_required { "かならず書きます。" } else { "" };
    let example =
        if row.example.is_empty() || row.example.starts_with(['{', '[']) { String::new() } else { format!("。例: {}", row.example) };
    format!("{must}{}{example}", row.help).replace(['`', '*'], "")
}

/// The words of a closed set: of each value the one of files, and the Japanese one beside it.
fn closed(set: field::Words) -> List {
    let of_format = (set.of_format)();
    let mut list = List::default();
    let mut own = "";
    for word in (set.all)() {
        if of_format.contains(&word) {
            own = word;
            list.words.push((word.to_owned(), word.to_owned()));
        } else if let Some((id, label)) = list.words.last_mut().filter(|(id, label)| id == label && !word.is_ascii()) {
            debug_assert_eq!(id, own);
            word.clone_into(label);
        }
        list.others.push((word, own));
    }
    list
}
