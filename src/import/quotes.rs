//! Lines → rows of cells, where quotation marks are not what they should be.
//!
//! Readers of CSV take every text without a word: a mark that nobody has closed swallows the rows below it, as far as the next
//! mark. So marks are believed only where they are written as programs write them:
//!
//! 1. A cell in marks ends where a mark stands before a separator or the end of the line; any other mark is a letter of it.
//! 2. It may go on over lines, unless one of these looks like a row of its own, or opens a cell in marks itself.
//! 3. A mark that is not believed is left out, and that is told; the cell then ends at the next separator.

/// Lines of one cell above which a mark was never closed.
const LONGEST_CELL: usize = 100;

/// A row, and whether a mark in it was not believed.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// Whether a mark was left out.
    pub is_mended: bool,
}

/// Reads all rows. `widths` are the numbers of cells that rows of this table have; lines without anything are none.
pub fn records(text: &str, separator: char, widths: &[usize]) -> Vec<Record> {
    let reader = Reader { lines: text.split('\n').collect(), separator, widths };
    let mut all = Vec::new();
    let mut at = 0;
    while at < reader.lines.len() {
        if reader.lines[at].is_empty() {
            at += 1;
            continue;
        }
        let row = reader.row(at);
        all.push(Record { line: at as u64 + 1, cells: row.cells, is_mended: row.is_mended });
        at = row.end + 1;
    }
    all
}

/// The cells of a line for itself.
pub fn alone(line: &str, separator: char) -> Vec<String> {
    Reader { lines: vec![line], separator, widths: &[] }.read(0, false, false).cells
}

struct Reader<'t> {
    lines: Vec<&'t str>,
    separator: char,
    widths: &'t [usize],
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    end: usize,
    is_mended: bool,
}

impl<'t> Reader<'t> {
    /// A mark may stand where none belongs, and the next one be the first that does: the reading that gives a whole row is meant.
    fn row(&self, at: usize) -> Row {
        let row = self.read(at, true, false);
        if row.end > at || self.is_row(row.cells.len()) || !self.lines[at].contains('"') {
            return row;
        }
        let careful = self.read(at, true, true);
        if self.is_row(careful.cells.len()) { careful } else { row }
    }

    fn is_row(&self, width: usize) -> bool {
        width >= 3 && self.widths.contains(&width)
    }

    /// `is_careful`: a cell in marks in which another one seems to begin is none.
    fn read(&self, at: usize, may_go_on: bool, is_careful: bool) -> Row {
        let mut row = Row { end: at, ..Row::default() };
        let mut rest = self.lines[at];
        loop {
            let (cell, after) = self.cell(rest, &mut row, may_go_on, is_careful);
            row.cells.push(cell);
            match after.strip_prefix(self.separator) {
                Some(more) => rest = more,
                None => return row,
            }
        }
    }

    fn cell(&self, rest: &'t str, row: &mut Row, may_go_on: bool, is_careful: bool) -> (String, &'t str) {
        let Some(inner) = rest.trim_start_matches(' ').strip_prefix('"') else {
            let end = rest.find(self.separator).unwrap_or(rest.len());
            return (rest[..end].to_owned(), &rest[end..]);
        };
        match self.closed(inner) {
            Some((cell, after)) if !(is_careful && self.opens(&inner[..inner.len() - after.len()])) => return (cell, after),
            None if may_go_on && !self.opens(inner) => {
                if let Some((cell, after)) = self.over_lines(inner, row) {
                    return (cell, after);
                }
            }
            Some(_) | None => {}
        }
        row.is_mended = true;
        let end = inner.find(self.separator).unwrap_or(inner.len());
        (inner[..end].replace('"', ""), &inner[end..])
    }

    /// The text up to the mark that closes it, and what stands behind that.
    fn closed(&self, inner: &'t str) -> Option<(String, &'t str)> {
        let mut cell = String::new();
        let mut rest = inner;
        loop {
            let at = rest.find('"')?;
            cell.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let bare = after.trim_start_matches(' ');
            if bare.is_empty() || bare.starts_with(self.separator) {
                return Some((cell, bare));
            }
            cell.push('"');
            rest = after.strip_prefix('"').unwrap_or(after);
        }
    }

    /// Whether a cell in marks seems to begin in a text.
    fn opens(&self, text: &str) -> bool {
        text.split(self.separator).skip(1).any(|part| self.begins(part))
    }

    fn begins(&self, part: &str) -> bool {
        part.trim_start_matches(' ').strip_prefix('"').is_some_and(|inner| !inner.is_empty() && !inner.starts_with(['"', ' ']))
    }

    /// A cell that goes on below its line, if it is one.
    fn over_lines(&self, inner: &'t str, row: &mut Row) -> Option<(String, &'t str)> {
        let first = row.end;
        let mut cell = inner.replace("\"\"", "\"");
        for end in first + 1..self.lines.len().min(first + LONGEST_CELL) {
            let line = self.lines[end];
            let closed = self.closed(line);
            let own = closed.as_ref().map_or(line, |(_, after)| &line[..line.len() - after.len()]);
            let is_own_row = own.contains(self.separator) && self.is_row(alone(line, self.separator).len());
            if is_own_row || self.begins(own) || self.opens(own) {
                return None;
            }
            cell.push('\n');
            let Some((part, after)) = closed else {
                cell.push_str(&line.replace("\"\"", "\""));
                continue;
            };
            cell.push_str(&part);
            // The line above is a whole row by itself, and with this one it is none: then they do not belong together.
            let more = after.strip_prefix(self.separator).map_or(0, |more| alone(more, self.separator).len());
            let is_first_a_row = self.is_row(row.cells.len() + inner.split(self.separator).count());
            if is_first_a_row && !self.is_row(row.cells.len() + 1 + more) {
                return None;
            }
            row.end = end;
            return Some((cell, after));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{alone, records};

    /// What is told, the lines, and the rows: cells with `|` between them, a row in which a mark was left out behind `!`.
    type Case = (&'static str, &'static str, &'static [&'static str]);

    #[test]
    fn marks_are_believed_where_programs_write_them_so() {
        let cases: &[Case] = &[
            ("no marks", "a,b,c,d\n1,2,3,4", &["a|b|c|d", "1|2|3|4"]),
            ("a cell with a separator", "a,b,c,d\n1,\"x,y\",3,4", &["a|b|c|d", "1|x,y|3|4"]),
            ("doubled marks", "a,b,c,d\n1,\"x\"\"y\"\"\",3,4", &["a|b|c|d", "1|x\"y\"|3|4"]),
            ("empty cells in marks", "a,b,c,d\n\"\",\"\",\"\",\"\"", &["a|b|c|d", "|||"]),
            ("a mark alone", "a,b,c,d\n\"\"\"\",2,3,4", &["a|b|c|d", "\"|2|3|4"]),
            ("a cell of two lines", "a,b,c,d\n1,\"x\ny\",3,4", &["a|b|c|d", "1|x\ny|3|4"]),
            ("the first cell of two lines", "a,b,c,d\n\"x\ny\",2,3,4", &["a|b|c|d", "x\ny|2|3|4"]),
            ("the last cell of two lines", "a,b,c,d\n1,2,3,\"x\ny\"\n5,6,7,8", &["a|b|c|d", "1|2|3|x\ny", "5|6|7|8"]),
            ("a header of two lines", "a,\"b\nB\",c,d\n1,2,3,4", &["a|b\nB|c|d", "1|2|3|4"]),
            ("lines with separators in a cell", "a,b,c,d\n1,2,3,\"x,y\nz,w\"", &["a|b|c|d", "1|2|3|x,y\nz,w"]),
            ("an empty line in a cell", "a,b,c,d\n1,\"x\n\ny\",3,4", &["a|b|c|d", "1|x\n\ny|3|4"]),
            ("marks within a bare cell", "a,b,c,d\n1,彼は\"先生\",3,4", &["a|b|c|d", "1|彼は\"先生\"|3|4"]),
            ("inches", "a,b,c,d\n1,5\",6\",4", &["a|b|c|d", "1|5\"|6\"|4"]),
            ("marks within marks that are not doubled", "a,b,c,d\n1,\"彼は\"先生\"です\",3,4", &["a|b|c|d", "1|彼は\"先生\"です|3|4"]),
            ("blanks around marks", "a,b,c,d\n1, \"x\" ,3,4", &["a|b|c|d", "1|x|3|4"]),
            ("a formula of text", "a,b,c,d\n=\"01\",2,3,4", &["a|b|c|d", "=\"01\"|2|3|4"]),
            ("never closed", "a,b,c,d\n1,\"x,3,4\n5,6,7,8", &["a|b|c|d", "!1|x|3|4", "5|6|7|8"]),
            ("never closed in the last row", "a,b,c,d\n1,\"x,3,4", &["a|b|c|d", "!1|x|3|4"]),
            ("never closed in the last cell", "a,b,c,d\n1,2,3,\"x\n5,6,7,8\n", &["a|b|c|d", "!1|2|3|x", "5|6|7|8"]),
            ("two rows that each hold one", "a,b,c,d\n1,\"x,3,4\n5,\"y,7,8\n9,z,1,2", &["a|b|c|d", "!1|x|3|4", "!5|y|7|8", "9|z|1|2"]),
            ("three in a row", "a,b,c,d\n1,\"x,3,4\n5,\"y,7,8\n9,\"z,1,2", &["a|b|c|d", "!1|x|3|4", "!5|y|7|8", "!9|z|1|2"]),
            ("opened in one row and closed in the next", "a,b,c,d\n1,\"x,3,4\n5,y\",7,8", &["a|b|c|d", "!1|x|3|4", "5|y\"|7|8"]),
            (
                "opened in one row and closed in a later one",
                "a,b,c,d\n1,\"x,3,4\n5,6,7,8\n9,y\",1,2",
                &["a|b|c|d", "!1|x|3|4", "5|6|7|8", "9|y\"|1|2"],
            ),
            ("opened, and the next row has a sound cell", "a,b,c,d\n1,\"x,3,4\n5,\"y,z\",7,8", &["a|b|c|d", "!1|x|3|4", "5|y,z|7|8"]),
            (
                "opened, and a later row has a sound cell",
                "a,b,c,d\n1,\"x,3,4\n5,6,7,8\n\"9\",y,1,2",
                &["a|b|c|d", "!1|x|3|4", "5|6|7|8", "9|y|1|2"],
            ),
            ("opened, and a row that is short closes it", "a,b,c,d\n1,\"x,3,4\n5,y\"", &["a|b|c|d", "!1|x|3|4", "5|y\""]),
            ("opened before a sound cell of the same row", "a,b,c,d\n1,\"x,\"y,z\",4", &["a|b|c|d", "!1|x|y,z|4"]),
            ("the last cell opened, two rows", "a,b,c,d\n1,2,3,\"x\n5,6,7,\"y", &["a|b|c|d", "!1|2|3|x", "!5|6|7|y"]),
            ("the first cell opened, two rows", "a,b,c,d\n\"1,2,3,4\n\"5,6,7,8", &["a|b|c|d", "!1|2|3|4", "!5|6|7|8"]),
            ("closed twice", "a,b,c,d\n1,\"x\"\",3,4\n5,6,7,8", &["a|b|c|d", "!1|x|3|4", "5|6|7|8"]),
            ("lines without anything", "a,b,c,d\n\n1,2,3,4\n\n", &["a|b|c|d", "1|2|3|4"]),
        ];
        for (what, text, expected) in cases {
            let said =
                records(text, ',', &[4]).into_iter().map(|row| format!("{}{}", if row.is_mended { "!" } else { "" }, row.cells.join("|")));
            assert_eq!(said.collect::<Vec<_>>(), *expected, "{what}");
        }
        assert_eq!(alone("1;\"x;y\";z", ';'), ["1", "x;y", "z"]);
    }

    #[test]
    fn a_table_full_of_open_marks_is_read_in_one_go() {
        let text = "1,\"x,3,4\n".repeat(50_000);
        let rows = records(&text, ',', &[4]);
        assert!(rows.len() == 50_000 && rows.iter().all(|row| row.cells == ["1", "x", "3", "4"]));
        let text = format!("\"a\n{}", "b\n".repeat(200_000));
        assert_eq!(records(&text, ',', &[4]).len(), 200_001);
    }
}
