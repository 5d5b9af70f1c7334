//! Values without their places, and what can be done to them.

/// A value as YAML reads it; all scalars are texts, as everywhere in this format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// Nothing behind the colon, `~` or `null`.
    Nothing,
    /// A scalar.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// Keys and values in order.
    Map(Vec<(String, Data)>),
    /// `*name`: what it stands for is looked at by nobody here.
    Reference(String),
}

/// Why nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text cannot be read as it is.
    Unreadable,
    /// There is no such place.
    NoSuchPlace,
    /// An anchor, a reference or a tag stands there, which speaks of other places too.
    Referenced,
    /// It would not read as meant afterwards.
    NotAsMeant,
}

/// A step down into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a mapping.
    Key(String),
    /// Into a list.
    Index(usize),
}

/// What is done at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// The value becomes this one. A key that is missing is added behind the last one, with all mappings on the way.
    Set(Data),
    /// An item is put before the one that stands there, or behind the last one.
    Insert(Data),
    /// The key with its value, or the item, is taken out.
    Remove,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// From the outermost value to the place.
    pub path: Vec<Step>,
    /// What is done there.
    pub op: Op,
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Step::Index(index)
    }
}

impl Edit {
    /// A value that is set.
    pub fn set(path: Vec<Step>, data: Data) -> Self {
        Edit { path, op: Op::Set(data) }
    }

    /// A value that is taken out.
    pub fn remove(path: Vec<Step>) -> Self {
        Edit { path, op: Op::Remove }
    }
}

impl Data {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Data::Text(text.into())
    }

    /// A list of texts.
    pub fn texts<S: AsRef<str>>(texts: &[S]) -> Self {
        Data::List(texts.iter().map(|text| Data::text(text.as_ref())).collect())
    }

    /// A mapping.
    pub fn map<K: Into<String>>(pairs: impl IntoIterator<Item = (K, Data)>) -> Self {
        Data::Map(pairs.into_iter().map(|(key, data)| (key.into(), data)).collect())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Data> {
        match self {
            Data::Map(pairs) => pairs.iter().find(|(own, _)| own == key).map(|(_, data)| data),
            Data::Nothing | Data::Text(_) | Data::List(_) | Data::Reference(_) => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Data::Text(text) => Some(text),
            Data::Nothing | Data::List(_) | Data::Map(_) | Data::Reference(_) => None,
        }
    }

    /// Whether two values say the same. Where a text of several lines ends is no matter: a file without a last line end has none.
    pub fn says(&self, other: &Data) -> bool {
        match (self, other) {
            (Data::Text(one), Data::Text(two)) => one.trim_end_matches('\n') == two.trim_end_matches('\n'),
            (Data::List(one), Data::List(two)) => one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.says(two)),
            (Data::Map(one), Data::Map(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|((key, one), (own, two))| key == own && one.says(two))
            }
            (one, two) => one == two,
        }
    }

    /// The value after a change; none where there is no such place.
    pub fn changed(&self, path: &[Step], op: &Op) -> Option<Data> {
        let Some((step, rest)) = path.split_first() else {
            return match op {
                Op::Set(data) => Some(data.clone()),
                Op::Insert(_) | Op::Remove => None,
            };
        };
        match (self, step) {
            (Data::Map(pairs), Step::Key(key)) => changed_map(pairs, key, rest, op).map(Data::Map),
            (Data::Nothing, Step::Key(key)) => changed_map(&[], key, rest, op).map(Data::Map),
            (Data::List(items), Step::Index(at)) => changed_list(items, *at, rest, op).map(Data::List),
            (Data::Nothing | Data::Text(_) | Data::List(_) | Data::Map(_) | Data::Reference(_), Step::Key(_) | Step::Index(_)) => None,
        }
    }
}

fn changed_map(pairs: &[(String, Data)], key: &str, rest: &[Step], op: &Op) -> Option<Vec<(String, Data)>> {
    let mut pairs = pairs.to_vec();
    let found = pairs.iter().position(|(own, _)| own == key);
    match (found, op) {
        (Some(at), Op::Remove) if rest.is_empty() => drop(pairs.remove(at)),
        (Some(at), _) => pairs[at].1 = pairs[at].1.changed(rest, op)?,
        (None, Op::Set(data)) => pairs.push((key.to_owned(), nested(rest, data)?)),
        (None, Op::Insert(_) | Op::Remove) => return None,
    }
    Some(pairs)
}

fn changed_list(items: &[Data], at: usize, rest: &[Step], op: &Op) -> Option<Vec<Data>> {
    let mut items = items.to_vec();
    match op {
        Op::Insert(data) if rest.is_empty() && at <= items.len() => items.insert(at, data.clone()),
        Op::Remove if rest.is_empty() && at < items.len() => drop(items.remove(at)),
        Op::Set(_) | Op::Insert(_) | Op::Remove => {
            let item = items.get_mut(at)?;
            *item = item.changed(rest, op)?;
        }
    }
    Some(items)
}

/// A value with the mappings around it that are missing yet.
pub(super) fn nested(path: &[Step], data: &Data) -> Option<Data> {
    path.iter().rev().try_fold(data.clone(), |data, step| match step {
        Step::Key(key) => Some(Data::Map(vec![(key.clone(), data)])),
        Step::Index(_) => None,
    })
}

/// The value at a place.
pub fn at<'d>(data: &'d Data, path: &[Step]) -> Option<&'d Data> {
    path.iter().try_fold(data, |data, step| match (data, step) {
        (Data::Map(_), Step::Key(key)) => data.get(key),
        (Data::List(items), Step::Index(at)) => items.get(*at),
        (Data::Nothing | Data::Text(_) | Data::List(_) | Data::Map(_) | Data::Reference(_), Step::Key(_) | Step::Index(_)) => None,
    })
}
