//! Paper, folded in code: which page faces which once a sheet is folded, and in which order pages must be printed for that.
//!
//! A pile of sheets lies on the table, inside up. Folding turns the part beyond the fold over onto the rest. What comes out is a pile of
//! leaves, each with the face one sees from above and its reverse.

/// A leaf of paper: what is printed above and below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf<T> {
    /// The face that looks up.
    pub up: T,
    /// Its reverse.
    pub down: T,
}

/// Sheets on a table, parted into columns by the folds; each column is a pile of leaves from the table upwards.
#[derive(Clone, Debug)]
pub struct Paper<T> {
    columns: Vec<Vec<Leaf<T>>>,
}

impl<T: Clone> Paper<T> {
    /// Puts sheets on the table, the outermost first, each with its inside up. A sheet is its outside and its inside, from left to right as
    /// one looks at that side; it is turned over its short edge, so the left of the outside is the reverse of the right of the inside.
    pub fn lay(sheets: &[(Vec<T>, Vec<T>)]) -> Self {
        let width = sheets.first().map_or(0, |(outside, _)| outside.len());
        let leaf = |(outside, inside): &(Vec<T>, Vec<T>), column: usize| Leaf {
            up: inside[column].clone(),
            down: outside[width - 1 - column].clone(),
        };
        Paper { columns: (0..width).map(|column| sheets.iter().map(|sheet| leaf(sheet, column)).collect()).collect() }
    }

    /// Turns the rightmost column over onto its neighbour.
    pub fn fold_right_over(mut self) -> Self {
        if self.columns.len() > 1
            && let Some(last) = self.columns.pop()
            && let Some(under) = self.columns.last_mut()
        {
            under.extend(turned(last));
        }
        self
    }

    /// Turns the leftmost column over onto its neighbour.
    pub fn fold_left_over(mut self) -> Self {
        if self.columns.len() > 1 {
            let first = self.columns.remove(0);
            self.columns[0].extend(turned(first));
        }
        self
    }

    /// The folded pile, from the cover down.
    pub fn pile(&self) -> Vec<Leaf<T>> {
        self.columns.first().map(|leaves| leaves.iter().rev().cloned().collect()).unwrap_or_default()
    }
}

/// A pile turned over: the last is first, and what looked up looks down.
fn turned<T>(leaves: Vec<Leaf<T>>) -> impl Iterator<Item = Leaf<T>> {
    leaves.into_iter().rev().map(|leaf| Leaf { up: leaf.down, down: leaf.up })
}

/// The pages of a saddle-stitched booklet as they stand side by side on the sides of its sheets: outside, inside, outside … from the
/// outermost sheet on. Pages are counted from 0; `count` must be a multiple of four.
pub fn booklet_sides(count: usize) -> Vec<[usize; 2]> {
    (0..count / 2).map(|side| if side % 2 == 0 { [count - 1 - side, side] } else { [side, count - 1 - side] }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Leaf, Paper, booklet_sides};
    use crate::render::print::format::{Finish, Format};

    fn faces(format: &str) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
        let [outside, inside] = Format::named(format).unwrap().panels else { panic!("{format} is one sheet") };
        let names = |panels: &[super::super::format::Panel]| panels.iter().map(|panel| panel.name).collect();
        vec![(names(outside), names(inside))]
    }

    #[test]
    fn a_roll_fold_opens_from_the_cover_to_the_flap_to_the_inside() {
        assert_eq!(Format::named("a4-trifold").unwrap().finish, Finish::Roll);
        let pile = Paper::lay(&faces("a4-trifold")).fold_right_over().fold_left_over().pile();
        // Under the cover its reverse meets the flap; under the flap, its reverse meets the middle; the back lies below.
        let expected = [("cover", "one"), ("flap", "three"), ("two", "back")].map(|(up, down)| Leaf { up, down });
        assert_eq!(pile, expected);
    }

    #[test]
    fn a_sheet_folded_once_has_its_cover_above_and_its_back_below() {
        let pile = Paper::lay(&faces("a3-bifold")).fold_left_over().pile();
        assert_eq!(pile, [("cover", "left"), ("right", "back")].map(|(up, down)| Leaf { up, down }));
    }

    #[test]
    fn the_pages_of_a_booklet_lie_in_order_once_it_is_folded() {
        for count in [4, 8, 12, 40, 96] {
            let sides = booklet_sides(count);
            let sheets: Vec<_> = sides.chunks(2).map(|sides| (sides[0].to_vec(), sides[1].to_vec())).collect();
            let pile = Paper::lay(&sheets).fold_left_over().pile();
            let pages: Vec<usize> = pile.into_iter().flat_map(|leaf| [leaf.up, leaf.down]).collect();
            assert_eq!(pages, (0..count).collect::<Vec<_>>());
        }
        assert_eq!(booklet_sides(8), [[7, 0], [1, 6], [5, 2], [3, 4]]);
    }

    #[test]
    fn a_page_faces_the_one_that_is_read_with_it() {
        let sides = booklet_sides(12);
        let sheets: Vec<_> = sides.chunks(2).map(|sides| (sides[0].to_vec(), sides[1].to_vec())).collect();
        let pile = Paper::lay(&sheets).fold_left_over().pile();
        for pair in pile.windows(2) {
            assert_eq!(pair[0].down + 1, pair[1].up);
        }
    }
}
