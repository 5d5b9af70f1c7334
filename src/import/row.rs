//! One row → the fields of a resource, each as the YAML it becomes. Every cell is placed or kept as a note for staff.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

use crate::content::{Context, phone, values};
use crate::diagnostics::{At, FileId, Span};
use crate::import::columns::Columns;
use crate::import::table::Row;
use crate::import::{slug, spoilt, yaml};
use crate::model::accessibility::FEATURES;
use crate::model::area::Area;
use crate::model::dataset::remark;
use crate::model::date::PartialDate;
use crate::model::sheet;
use crate::model::vocabulary::Vocabulary;

/// What is known of the content and asked for on the command line.
#[derive(Debug)]
pub struct Options<'a> {
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// The areas.
    pub areas: &'a [Area],
    /// Kind of rows that do not say theirs.
    pub kind: Option<&'a str>,
    /// Area of rows that do not say theirs.
    pub area: Option<&'a str>,
    /// Name of the table, for `sources`.
    pub source: &'a str,
    /// The day of the import.
    pub date: Date,
}

/// A row as a resource to be.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The line of the row.
    pub line: u64,
    /// What it is recognised by in a later table.
    pub key: String,
    /// The folder.
    pub folder: String,
    /// The file's name, if it can have the wanted one.
    pub slug: String,
    /// Whether folder and name are the row's own id, which must not be changed.
    pub is_own: bool,
    /// Name of a field, and its lines.
    pub fields: Vec<(String, String)>,
    /// Cells that are not what the town has written, and what was made of them.
    pub spoilt: Vec<String>,
}

/// The cells of one row, taken out one by one; what is left becomes a note.
struct Cells<'r> {
    columns: &'r Columns,
    cells: Vec<Option<String>>,
    notes: Vec<String>,
    spoilt: Vec<String>,
}

impl<'r> Cells<'r> {
    /// Without what the sheet has put into cells: failures of formulas are nothing, rounded numbers are notes.
    fn new(row: &Row, columns: &'r Columns) -> Self {
        let mut cells = Cells { columns, cells: Vec::with_capacity(row.cells.len()), notes: Vec::new(), spoilt: Vec::new() };
        for (at, cell) in row.cells.iter().enumerate() {
            let header = cells.header(at);
            let cell = if sheet::is_error(cell) {
                cells.spoilt.push(format!("「{header}」の {cell} は表計算の誤りの印なので、空として読みました"));
                None
            } else if sheet::has_error(cell) || spoilt::is_exponent(cell) {
                cells.spoil(header, cell, "表計算で中身が失われている");
                None
            } else {
                Some(unwrapped(cell)).filter(|cell| !cell.is_empty())
            };
            cells.cells.push(cell);
        }
        cells
    }

    fn header(&self, at: usize) -> String {
        self.columns.headers.get(at).cloned().unwrap_or_else(|| format!("列名のない値（{}列目）", at + 1))
    }

    /// Keeps what is no fact as a note, and tells it.
    fn spoil(&mut self, header: String, value: &str, why: &str) {
        self.spoilt.push(format!("「{header}」の {value} は{why}ので、使わずに staff_note に残しました"));
        self.notes.push(format!("{header}: {value}"));
    }

    /// The same for a cell that was taken already.
    fn spoil_item(&mut self, item: &str, value: &str, why: &str) {
        let header = self.columns.items.iter().position(|own| *own == Some(item)).map_or_else(|| item.to_owned(), |at| self.header(at));
        self.spoil(header, value, why);
    }

    /// The first cell of an item with something in it.
    fn take(&mut self, item: &str) -> Option<String> {
        let at =
            (0..self.cells.len()).find(|at| self.columns.items.get(*at).copied().flatten() == Some(item) && self.cells[*at].is_some())?;
        self.cells[at].take()
    }

    /// Keeps a value under the name of its column.
    fn note(&mut self, item: &str, value: &str) {
        let header = self.columns.items.iter().position(|own| *own == Some(item)).map_or(item, |at| &self.columns.headers[at]);
        self.notes.push(format!("{header}: {value}"));
    }

    fn checked<T>(&mut self, item: &str, read: impl Fn(At<String>, &mut Context) -> Option<T>) -> Option<T> {
        let value = self.take(item)?;
        let read = valid(&value, read);
        if read.is_none() {
            self.note(item, &value);
        }
        read
    }

    /// What nobody took, as notes.
    fn keep_rest(&mut self) {
        for at in 0..self.cells.len() {
            if let Some(value) = self.cells[at].take() {
                let note = format!("{}: {value}", self.header(at));
                self.notes.push(note);
            }
        }
    }
}

/// Asks the decoder of the content, so that nothing is written that it would refuse.
fn valid<T>(value: &str, read: impl Fn(At<String>, &mut Context) -> Option<T>) -> Option<T> {
    let span = Span { file: FileId(0), start: 0, end: 0 };
    read(At::new(value.to_owned(), span), &mut Context::new(FileId(0), ""))
}

/// Understands a row.
///
/// # Errors
/// The reason why it becomes no file, in the words of the report.
pub fn read(row: &Row, columns: &Columns, options: &Options) -> Result<Draft, String> {
    let is_formula = |at: usize| row.cells.get(at).is_some_and(|cell| cell.starts_with('=') && !cell.starts_with("=\""));
    let named = columns.items.iter().position(|item| *item == Some("name"));
    let mut cells = Cells::new(row, columns);
    let name = cells
        .take("name")
        .filter(|_| !named.is_some_and(is_formula))
        .ok_or("名称が空か、表計算の誤り（#NAME? など）です。結合されたセルかもしれません")?;
    let name = name.replace(['\n', '{', '}', '|'], " ");
    let remarks = Remarks::take(&mut cells);
    let id = cells.take("id");
    let address = address(&mut cells);
    let (folder, own_slug) = folder(&mut cells, id.as_deref(), &address, options)?;
    let kind = kind(&mut cells, &remarks, options)?;
    let reading = cells.take("reading").map(|reading| slug::hiragana(&reading).split_whitespace().collect::<Vec<_>>().join(" "));
    let mut fields = Fields::default();
    fields.text("name", &name);
    fields.maybe("reading", reading.as_deref());
    let others: Vec<String> = std::iter::from_fn(|| cells.take("other")).flat_map(|cell| parts(&cell, &[';', '；'])).collect();
    fields.texts("other_names", &others);
    fields.text("kind", &kind);
    let summary = cells.take("summary");
    fields.text("summary", &harmless(summary.as_deref().unwrap_or("くわしいことは、まだ書かれていません。")));
    let organizers: Vec<String> = cells.take("organizer").map(|cell| parts(&cell, &[';', '；', '\n'])).unwrap_or_default();
    fields.texts("organizers", &organizers);
    venue(&mut cells, &mut fields, address.as_deref(), &remarks);
    contacts(&mut cells, &mut fields, &remarks);
    hours(&mut cells, &mut fields, &remarks);
    sessions(&mut cells, &mut fields);
    let fees: Vec<String> =
        remarks.get(remark::FEE).map(str::to_owned).into_iter().chain(cells.take("fee")).chain(cells.take("fee_note")).collect();
    fields.maybe("fee", (!fees.is_empty()).then(|| fees.join(" ")).as_deref());
    accessibility(&mut cells, &mut fields);
    if let Some(url) = cells.checked("url", values::url) {
        fields.put("links", format!("links: [{}]", yaml::map(&[("label", "ホームページ".to_owned()), ("url", yaml::quoted(&url))])));
    }
    let checked = remarks.get(remark::CHECKED).filter(|date| PartialDate::parse(date).is_some());
    fields.maybe("checked", checked);
    let source = yaml::map(&[("title", yaml::quoted(options.source)), ("date", options.date.to_string())]);
    fields.put("sources", format!("sources: [{source}]"));
    let reading_slug = reading.as_deref().and_then(slug::from_reading);
    let numbered = id.as_deref().map(|id| id.to_ascii_lowercase()).and_then(|id| slug::safe(&format!("no-{id}")));
    let hashed = || format!("place-{:08x}", hash(&format!("{name}{}", address.as_deref().unwrap_or(""))));
    let is_own = own_slug.is_some();
    let slug = own_slug.or(reading_slug).or(numbered).unwrap_or_else(hashed);
    if let Some(id) = id.as_deref().filter(|_| !is_own) {
        cells.note("id", id);
    }
    cells.keep_rest();
    if !cells.notes.is_empty() {
        fields.put("staff_note", format!("staff_note: {}", yaml::block(&cells.notes.join("\n"))));
    }
    let key = match id {
        Some(id) => format!("id:{id}"),
        None => format!("name:{name}|{}", address.unwrap_or_default()),
    };
    Ok(Draft { line: row.line, key, folder, slug, is_own, fields: fields.0, spoilt: cells.spoilt })
}

#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn put(&mut self, key: &str, lines: String) {
        self.0.push((key.to_owned(), lines));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.put(key, format!("{key}: {}", yaml::scalar(text)));
    }

    fn maybe(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(key, text);
        }
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.put(key, format!("{key}: {}", yaml::list(texts)));
        }
    }
}

/// The remarks of the cells that hold several, as `opendata/` writes them; the rest of each cell.
struct Remarks {
    pairs: Vec<(&'static str, String)>,
    hours: String,
}

impl Remarks {
    fn take(cells: &mut Cells) -> Self {
        let mut pairs = Vec::new();
        let mut hours = String::new();
        for item in ["contact_remark", "remark", "hours"] {
            let Some(cell) = cells.take(item) else { continue };
            let (found, rest) = remark::split(&cell);
            pairs.extend(found);
            if item == "hours" {
                hours = rest;
            } else if !rest.is_empty() {
                cells.note(item, &rest);
            }
        }
        Remarks { pairs, hours }
    }

    fn get(&self, word: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| *own == word).map(|(_, value)| value.as_str())
    }

    fn lines(&self, word: &str) -> Vec<String> {
        self.get(word).map(|cell| parts(cell, &[remark::AND])).unwrap_or_default()
    }
}

/// A cell without the ways in which sheets, ours among them, say that it is text.
fn unwrapped(cell: &str) -> String {
    let formula = cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"'));
    formula.unwrap_or_else(|| sheet::unguarded(cell)).trim().to_owned()
}

/// Text is no Markdown and no furigana here.
fn harmless(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '*' | '[' | ']' | '`' | '{' | '}' | '<' | '\\') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

fn parts(cell: &str, separators: &[char]) -> Vec<String> {
    cell.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The whole address, else its parts. A lot number that a sheet has made a date of is left out.
fn address(cells: &mut Cells) -> Option<String> {
    const WHY: &str = "番地が日付に変わったもののような";
    if let Some(whole) = cells.take("address").map(|address| address.replace('\n', " ")) {
        let is_date = spoilt::is_date(&whole);
        match spoilt::dated_tail(&whole) {
            None if !is_date => return Some(whole),
            tail => {
                cells.spoil_item("address", &whole, WHY);
                if let Some((head, _)) = tail {
                    return Some(head.trim().to_owned());
                }
            }
        }
    }
    let block = cells.take("block");
    let number = cells.take("number");
    if let Some(number) = number.as_deref().filter(|number| spoilt::is_date(number)) {
        cells.spoil_item("number", number, WHY);
    }
    let number = number.filter(|number| !spoilt::is_date(number)).unwrap_or_default();
    if block.is_none() && number.is_empty() {
        return None;
    }
    Some(format!("{}{}{number}", cells.take("town").unwrap_or_default(), block.unwrap_or_default()))
}

/// The area's folder, and the row's own file name if its id is one of ours.
fn folder(cells: &mut Cells, id: Option<&str>, address: &Option<String>, options: &Options) -> Result<(String, Option<String>), String> {
    let known = |id: &str| options.areas.iter().any(|area| area.id.value == id);
    if let Some((folder, slug)) = id.and_then(|id| id.split_once('/'))
        && known(folder)
        && values::is_id(slug)
    {
        cells.take("code");
        cells.take("town");
        return Ok((folder.to_owned(), Some(slug.to_owned())));
    }
    let (code, town) = (cells.take("code"), cells.take("town"));
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
    for (item, value) in [("code", code), ("town", town)] {
        if let Some(value) = value.filter(|value| found.is_none_or(|area| area.name != *value && area.code.as_ref() != Some(value))) {
            cells.note(item, &value);
        }
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

fn kind(cells: &mut Cells, remarks: &Remarks, options: &Options) -> Result<String, String> {
    let kinds = &options.vocabulary.kinds;
    let named = |word: &str| kinds.iter().find(|kind| kind.id.value == word || kind.label == word).map(|kind| kind.id.value.clone());
    let written = cells.take("kind");
    let poi = cells.take("poi");
    let found = remarks.get(remark::KIND).and_then(named).or_else(|| written.as_deref().and_then(named));
    if let Some(written) = written.filter(|written| named(written).is_none()) {
        cells.note("kind", &written);
    }
    if let Some(poi) = &poi {
        cells.note("poi", poi);
    }
    found.or_else(|| options.kind.map(str::to_owned)).ok_or_else(|| "種類が決まりません。--kind で種類の id を教えてください".to_owned())
}

fn venue(cells: &mut Cells, fields: &mut Fields, address: Option<&str>, remarks: &Remarks) {
    let place = cells.take("place");
    let detail = cells.take("detail");
    let code = cells.checked("postal_code", values::postal_code);
    let location = location(cells);
    let mut access = remarks.lines(remark::ACCESS);
    access.extend(cells.take("access").map(|cell| parts(&cell, &['\n'])).unwrap_or_default());
    let undisclosed = remarks.get(remark::UNDISCLOSED);
    let some = |text: Option<&str>| text.map(|text| yaml::quoted(&text.replace('\n', " "))).unwrap_or_default();
    let mut pairs = vec![("name", some(place.as_deref()))];
    match undisclosed {
        Some(_) => pairs.push(("undisclosed", some(undisclosed))),
        None => pairs.extend([
            ("postal_code", code.map(|code| code.to_string()).unwrap_or_default()),
            ("address", some(address)),
            ("detail", some(detail.as_deref())),
            ("location", location.map(|(latitude, longitude)| format!("[{latitude}, {longitude}]")).unwrap_or_default()),
        ]),
    }
    if !access.is_empty() {
        pairs.push(("access", yaml::list(&access)));
    }
    if pairs.iter().any(|(_, value)| !value.is_empty()) {
        let lines = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .fold("venue:".to_owned(), |lines, (key, value)| format!("{lines}\n  {key}: {value}"));
        fields.put("venue", lines);
    }
}

/// Degrees, or degrees, minutes and seconds; the two may be exchanged. What lies outside of Japan is kept as a note, and what
/// was rounded is no position: a pin is exact or is not there.
fn location(cells: &mut Cells) -> Option<(f64, f64)> {
    const WHY: &str = "位置として粗すぎる（小数点の後が 3 けたに足りない）";
    if let Some(both) = cells.take("location") {
        let texts = parts(&both, &[',', '、', ' ']);
        match position(&texts) {
            Some(_) if !texts.iter().all(|text| spoilt::is_precise(text)) => cells.spoil_item("location", &both, WHY),
            Some(position) => return Some(position),
            None => cells.note("location", &both),
        }
    }
    let pair: Vec<(&str, String)> = ["latitude", "longitude"].into_iter().filter_map(|item| Some((item, cells.take(item)?))).collect();
    let texts: Vec<String> = pair.iter().map(|(_, text)| text.clone()).collect();
    let found = position(&texts);
    let is_precise = texts.iter().all(|text| spoilt::is_precise(text));
    if found.is_some() && is_precise {
        return found;
    }
    for (item, value) in pair {
        if found.is_some() { cells.spoil_item(item, &value, WHY) } else { cells.note(item, &value) }
    }
    None
}

/// Two texts as latitude and longitude, in whichever order they stand.
fn position(texts: &[String]) -> Option<(f64, f64)> {
    let numbers: Option<Vec<f64>> = texts.iter().map(|text| degrees(text)).collect();
    match numbers?.as_slice() {
        &[first, second] if in_japan(first, second) => Some((first, second)),
        &[first, second] if in_japan(second, first) => Some((second, first)),
        _ => None,
    }
}

fn in_japan(latitude: f64, longitude: f64) -> bool {
    (20.0..=46.0).contains(&latitude) && (122.0..=154.0).contains(&longitude)
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

fn contacts(cells: &mut Cells, fields: &mut Fields, remarks: &Remarks) {
    let mut extension = cells.take("extension");
    if let Some(spoilt) = extension.take_if(|extension| spoilt::is_date(extension) && !extension.bytes().all(|byte| byte.is_ascii_digit()))
    {
        cells.spoil_item("extension", &spoilt, "番号が日付に変わったもののような");
    }
    let mut label = remarks.get(remark::LABEL).map(str::to_owned).or_else(|| cells.take("label"));
    let mut numbers = Vec::new();
    let mut fax = remarks.get(remark::FAX).filter(|fax| phone::is_phone(fax)).map(|fax| phone::take_apart(fax).number);
    for cell in std::iter::from_fn(|| cells.take("phone")).collect::<Vec<_>>() {
        for call in calls(&cell) {
            match call {
                Call::Number { number, inner, name, is_fax } => {
                    if is_fax {
                        fax = fax.or_else(|| Some(number.clone()));
                    }
                    numbers.push(number);
                    extension = extension.take().or(inner);
                    match name {
                        Some(name) if label.is_none() => label = Some(name),
                        Some(name) => cells.note("phone", &name),
                        None => {}
                    }
                }
                Call::Words(words) => cells.note("phone", &words),
            }
        }
    }
    if let Some(cell) = cells.take("fax") {
        let number = phone::take_apart(&with_zero(&cell)).number;
        let is_taken = phone::is_phone(&number) && fax.as_ref().is_none_or(|fax| *fax == number);
        // Words beside a number, and a second number, are kept.
        if !is_taken || !phone::is_phone(&with_zero(&cell)) {
            cells.note("fax", &cell);
        }
        if is_taken {
            fax = Some(number);
        }
    }
    let email = cells.checked("email", values::email).map(|email| email.value);
    let form = cells.checked("form", values::url).map(|url| url.value);
    let some = |text: Option<&str>| text.map(yaml::quoted).unwrap_or_default();
    let first = yaml::map(&[
        ("label", some(label.as_deref())),
        ("purpose", some(remarks.get(remark::PURPOSE))),
        ("phone", numbers.first().cloned().map(|number| yaml::quoted(&number)).unwrap_or_default()),
        ("extension", some(extension.as_deref())),
        ("hours", some(remarks.get(remark::ANSWERED))),
        ("fax", some(fax.as_deref())),
        ("email", some(email.as_deref())),
        ("url", some(form.as_deref())),
    ]);
    let more = numbers.iter().skip(1).map(|number| yaml::map(&[("phone", yaml::quoted(number))]));
    let all: Vec<String> = std::iter::once(first).filter(|first| first != "{}").chain(more).collect();
    if !all.is_empty() {
        fields.put("contacts", all.iter().fold("contacts:".to_owned(), |lines, contact| format!("{lines}\n  - {contact}")));
    }
}

/// A part of a cell with phone numbers.
enum Call {
    /// A number that can be dialled.
    Number {
        number: String,
        /// What stands behind 内線.
        inner: Option<String>,
        /// A word that names it: 代表.
        name: Option<String>,
        /// Whether faxes go there too.
        is_fax: bool,
    },
    /// Anything else.
    Words(String),
}

/// The numbers of a cell. A sign that parts two numbers may part the digits of one, so a cell with one is not cut.
fn calls(cell: &str) -> Vec<Call> {
    let whole = call(cell);
    let is_cut = matches!(whole, Call::Words(_));
    if is_cut {
        parts(cell, &['/', '、', ',', '，', '\n', '；', ';', '／']).into_iter().map(|part| call(&part)).collect()
    } else {
        vec![whole]
    }
}

fn call(part: &str) -> Call {
    let (outer, inner) = match part.split_once("内線") {
        Some((outer, inner)) => (outer, Some(inner.trim_matches([' ', '：', ':', ')', '）', '-']).to_owned())),
        None => (part, None),
    };
    let is_long = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 6;
    let typed = phone::take_apart(&with_zero(outer.trim_end_matches(['(', '（', ' '])));
    let words = typed.words.join(" ");
    let upper = words.nfkc().collect::<String>().to_uppercase();
    let speaks_of_fax = ["FAX", "ファ"].iter().any(|word| upper.contains(word));
    let is_shared = ["兼", "共", "TEL", "電話"].iter().any(|word| upper.contains(word));
    if !phone::is_phone(&typed.number) || is_long(&words) || inner.as_deref().is_some_and(is_long) || (speaks_of_fax && !is_shared) {
        return Call::Words(part.to_owned());
    }
    // TEL says nothing that the field does not say.
    let is_said = words.is_empty() || speaks_of_fax || matches!(upper.as_str(), "TEL" | "電話" | "電話番号" | "☎");
    let name = if matches!(words.as_str(), "代" | "大代表") { "代表".to_owned() } else { words };
    Call::Number { number: typed.number, inner, name: (!is_said).then_some(name), is_fax: speaks_of_fax }
}

/// A spreadsheet takes the leading 0 from numbers without hyphens.
fn with_zero(number: &str) -> String {
    let plain: String = number.nfkc().collect();
    let plain = plain.trim();
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit()) && !plain.starts_with('0');
    let is_mobile = ["50", "70", "80", "90"].iter().any(|start| plain.starts_with(start));
    if is_number && (plain.len() == 9 || (plain.len() == 10 && is_mobile)) { format!("0{plain}") } else { plain.to_owned() }
}

fn hours(cells: &mut Cells, fields: &mut Fields, remarks: &Remarks) {
    let (days, start, end) = (cells.take("days"), cells.take("start"), cells.take("end"));
    let has_dates = cells.columns.items.contains(&Some("from"));
    if has_dates {
        // Times of an event belong to its dates.
        for (item, value) in [("days", days), ("start", start), ("end", end)] {
            if let (Some(value), Some(at)) = (value, cells.columns.items.iter().position(|own| *own == Some(item))) {
                cells.cells[at] = Some(value);
            }
        }
        return;
    }
    let mut hours = remarks.lines(remark::HOURS);
    let mut closed = remarks.lines(remark::CLOSED);
    let times = start.as_deref().and_then(clock).zip(end.as_deref().and_then(clock));
    // A place that closes before it opens is more likely a slip than a night; after midnight is another matter.
    let is_sound = times.as_ref().is_some_and(|(start, end)| start < end || (end.as_str() <= "05:00" && start.as_str() >= "12:00"));
    if let Some((start, end)) = times.filter(|_| is_sound) {
        if hours.is_empty() {
            let days = days.as_deref().map(spelt_days).unwrap_or_default();
            hours.push(format!("{days} {start}-{end}").trim().to_owned());
        }
    } else {
        for (item, value) in [("days", days), ("start", start), ("end", end)] {
            if let Some(value) = value {
                cells.note(item, &value);
            }
        }
    }
    let (own_hours, own_closed, mut rest) = titled(&remarks.hours);
    if spoilt::is_date(&rest) {
        // 9-17 on the way through a sheet.
        cells.spoil_item("hours", &std::mem::take(&mut rest), "時間が日付に変わったもののような");
    }
    hours.extend(own_hours);
    closed.extend(own_closed);
    let remark = &rest;
    if !remark.is_empty() {
        let is_closed =
            ["休", "利用不可", "閉"].iter().any(|word| remark.contains(word)) && !remark.contains("時間") && !remark.contains(':');
        let lines = parts(remark, &['\n']);
        if is_closed { closed.extend(lines) } else { hours.extend(lines) }
    }
    closed.extend(cells.take("closed").map(|cell| parts(&cell, &['\n'])).unwrap_or_default());
    fields.texts("hours", &hours);
    fields.texts("closed", &closed);
}

/// 【開館時間】…【休館日】…: hours, closed days, and what stands under another title or none.
fn titled(remark: &str) -> (Vec<String>, Vec<String>, String) {
    let (mut hours, mut closed, mut rest) = (Vec::new(), Vec::new(), String::new());
    for part in remark.split('【') {
        match part.split_once('】') {
            Some((title, text)) if title.contains("時間") => hours.extend(parts(text, &['\n'])),
            Some((title, text)) if title.contains('休') => closed.extend(parts(text, &['\n'])),
            Some((title, text)) => rest.extend(["【", title, "】", text]),
            None => rest.push_str(part),
        }
    }
    (hours, closed, rest.trim().to_owned())
}

/// 月火水 as 月・火・水.
fn spelt_days(days: &str) -> String {
    let is_list = !days.is_empty() && days.chars().all(|c| "月火水木金土日".contains(c));
    if is_list { days.chars().map(String::from).collect::<Vec<_>>().join("・") } else { days.to_owned() }
}

/// `8:30`, `8時30分`, `08:30:00`, Excel's `0.354166` as `08:30`.
fn clock(text: &str) -> Option<String> {
    let text: String = text.nfkc().collect();
    let text = text.trim();
    if let Some(fraction) = text.parse::<f64>().ok().filter(|fraction| text.starts_with("0.") && *fraction < 1.0) {
        let minutes = (fraction * 1440.0).round() as u32;
        return Some(format!("{:02}:{:02}", minutes / 60, minutes % 60));
    }
    let mut numbers = text.split([':', '時', '分']).filter(|part| !part.is_empty()).map(|part| part.trim().parse::<u32>().ok());
    let (hour, minute) = (numbers.next()??, numbers.next().unwrap_or(Some(0))?);
    let is_time = text.contains([':', '時']) && hour <= 24 && minute < 60;
    is_time.then(|| format!("{hour:02}:{minute:02}"))
}

/// `2026/12/5`, `2026年12月5日`, `令和8年12月5日`, `20261205`, Excel's serial day.
fn day(text: &str) -> Option<Date> {
    let text: String = text.nfkc().collect();
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        return match text.len() {
            5 if (20_000..80_000).contains(&number) => date(1899, 12, 30).checked_add(number.days()).ok(),
            8 => Date::new(i16::try_from(number / 10_000).ok()?, i8::try_from(number / 100 % 100).ok()?, i8::try_from(number % 100).ok()?)
                .ok(),
            _ => None,
        };
    }
    let base = match text.chars().next()? {
        '令' | 'R' => 2018,
        '平' | 'H' => 1988,
        _ => 0,
    };
    let numbers: Vec<i16> = text
        .replace('元', "1")
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [year, month, day, ..] = numbers.as_slice() else { return None };
    let found = Date::new(year + base, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()?;
    (1990..=2100).contains(&found.year()).then_some(found)
}

fn sessions(cells: &mut Cells, fields: &mut Fields) {
    let when = cells.take("when");
    let (from, until) = (cells.take("from"), cells.take("until"));
    let (start, end) = (cells.take("start"), cells.take("end"));
    let mut lines = String::new();
    match from.as_deref().and_then(day) {
        Some(first) => {
            let last = until.as_deref().and_then(day).filter(|last| *last > first);
            let times = start.as_deref().and_then(clock).map(|start| match end.as_deref().and_then(clock) {
                Some(end) if end > start => format!("{start}-{end}"),
                _ => format!("{start}から"),
            });
            let mut phrase = last.map_or_else(|| first.to_string(), |last| format!("{first}〜{last}"));
            phrase.extend(times.iter().flat_map(|times| [" ", times]));
            let _ = write!(lines, "\n  - when: {}", yaml::quoted(&phrase));
            if let Some(when) = &when {
                let _ = write!(lines, "\n    note: {}", yaml::quoted(&harmless(when)));
            }
        }
        None => {
            for (item, value) in [("from", from), ("until", until), ("start", start), ("end", end)] {
                if let Some(value) = value {
                    cells.note(item, &value);
                }
            }
            if let Some(when) = &when {
                let _ = write!(lines, "\n  - when: {}", yaml::quoted(when));
            }
        }
    }
    if !lines.is_empty() {
        fields.put("sessions", format!("sessions:{lines}"));
    }
}

fn accessibility(cells: &mut Cells, fields: &mut Fields) {
    let mut lines = String::new();
    for feature in FEATURES {
        let Some(cell) = cells.take(feature.key) else { continue };
        let word = match cell.as_str() {
            "有" | "あり" | "○" | "〇" | "1" | "可" => "yes",
            "無" | "なし" | "×" | "0" | "不可" => "no",
            "非公開" | "2" => "undisclosed",
            "不明" | "9" => "unknown",
            _ => {
                cells.note(feature.key, &cell);
                continue;
            }
        };
        let _ = write!(lines, "\n  {}: {word}", feature.key);
    }
    if !lines.is_empty() {
        fields.put("accessibility", format!("accessibility:{lines}"));
    }
}

/// FNV-1a: a name that is always the same.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
