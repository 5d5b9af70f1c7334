//! From one value to another in few and small steps, so that what stays the same keeps its bytes.

use crate::source::edit::data::{Data, Edit, Op, Step};

/// The edits that make `new` of `old` at a place, to be applied in this order.
pub fn difference(old: &Data, new: &Data, path: &[Step]) -> Vec<Edit> {
    let mut edits = Vec::new();
    walk(old, new, &mut path.to_vec(), &mut edits);
    edits
}

fn walk(old: &Data, new: &Data, path: &mut Vec<Step>, edits: &mut Vec<Edit>) {
    match (old, new) {
        _ if old.says(new) => {}
        (Data::Map(one), Data::Map(two)) if !one.is_empty() && two.iter().any(|(key, _)| old.get(key).is_some()) => {
            for (key, _) in one.iter().filter(|(key, _)| new.get(key).is_none()) {
                edits.push(Edit::remove(joined(path, key.as_str())));
            }
            for (key, value) in two {
                path.push(Step::Key(key.clone()));
                match old.get(key) {
                    Some(old) => walk(old, value, path, edits),
                    None => edits.push(Edit::set(path.clone(), value.clone())),
                }
                path.pop();
            }
        }
        (Data::List(one), Data::List(two)) if !one.is_empty() && !two.is_empty() => lists(one, two, path, edits),
        _ => edits.push(Edit::set(path.clone(), new.clone())),
    }
}

/// What both have in common at the beginning and at the end stays; what lies between is changed pair by pair.
fn lists(one: &[Data], two: &[Data], path: &mut Vec<Step>, edits: &mut Vec<Edit>) {
    let same = |pair: &(&Data, &Data)| pair.0.says(pair.1);
    let start = one.iter().zip(two).take_while(same).count();
    let end = one[start..].iter().rev().zip(two[start..].iter().rev()).take_while(same).count();
    let (one, two) = (&one[start..one.len() - end], &two[start..two.len() - end]);
    let pairs = one.len().min(two.len());
    for (number, (old, new)) in one.iter().zip(two).enumerate() {
        path.push(Step::Index(start + number));
        walk(old, new, path, edits);
        path.pop();
    }
    for at in (start + pairs..start + one.len()).rev() {
        edits.push(Edit::remove(joined(path, at)));
    }
    for (number, item) in two.iter().enumerate().skip(pairs) {
        edits.push(Edit { path: joined(path, start + number), op: Op::Insert(item.clone()) });
    }
}

fn joined(path: &[Step], step: impl Into<Step>) -> Vec<Step> {
    let mut path = path.to_vec();
    path.push(step.into());
    path
}
