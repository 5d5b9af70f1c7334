//! A report on a terminal: columns that line up although Japanese letters take two of them.

use unicode_width::UnicodeWidthStr;

use crate::report::{Report, Table};

/// The widest a column gets, in columns of the terminal; longer words go on in the next line.
const WIDEST: usize = 36;

/// The report as text.
pub fn text(report: &Report) -> String {
    let mut text = format!("{}\n{}\n", report.title, report.lead);
    for table in &report.tables {
        text.push_str(&format!("\n■ {}\n\n", table.caption));
        if table.rows.is_empty() {
            text.push_str(&format!("  {}\n", table.nothing));
        } else {
            lay_out(table, &mut text);
        }
    }
    text
}

fn lay_out(table: &Table, text: &mut String) {
    let rows: Vec<Vec<Vec<String>>> =
        std::iter::once(&table.columns).chain(&table.rows).map(|row| row.iter().map(|cell| folded(cell)).collect()).collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| rows.iter().filter_map(|row| row.get(column)).flatten().map(|line| line.width()).max().unwrap_or(0))
        .collect();
    for (number, row) in rows.iter().enumerate() {
        for line in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let mut whole = String::from("  ");
            for (cell, width) in row.iter().zip(&widths) {
                let part = cell.get(line).map_or("", String::as_str);
                whole.push_str(part);
                whole.push_str(&" ".repeat(width - part.width() + 2));
            }
            text.push_str(whole.trim_end());
            text.push('\n');
        }
        if number == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            text.push_str(&format!("  {}\n", rules.join("  ")));
        }
    }
}

/// A cell in lines that are no wider than a column may be.
fn folded(cell: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in cell.lines() {
        let mut line = String::new();
        for character in paragraph.chars().map(|c| if c.is_control() { ' ' } else { c }) {
            let mut longer = line.clone();
            longer.push(character);
            if longer.width() > WIDEST {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
        lines.push(line);
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::report::{Report, Table};

    #[test]
    fn columns_line_up_whatever_the_letters() {
        let mut table = Table::new("表", &["場所", "数"], "");
        table.rows = vec![vec!["図書館".to_owned(), "1".to_owned()], vec!["e-room".to_owned(), "22".to_owned()]];
        let report = Report { title: "題".to_owned(), lead: "文".to_owned(), tables: vec![table] };
        assert_eq!(text(&report), "題\n文\n\n■ 表\n\n  場所    数\n  ------  --\n  図書館  1\n  e-room  22\n");
    }
}
