//! A report for Excel: UTF-8 with its mark, lines that end as on Windows, and no cell that could be a formula.

use crate::report::Report;

/// The report as a CSV file. Tables follow one another, each below its caption.
pub fn csv(report: &Report) -> Vec<u8> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    // Writing into memory does not fail.
    let mut row = |cells: Vec<String>| drop(writer.write_record(cells.iter().map(|cell| defused(cell))));
    for (number, table) in report.tables.iter().enumerate() {
        // One table alone is what programs read best; several need their captions.
        if report.tables.len() > 1 {
            if number > 0 {
                row(vec![String::new()]);
            }
            row(vec![table.caption.clone()]);
        }
        row(table.columns.clone());
        table.rows.iter().for_each(|cells| row(cells.clone()));
    }
    writer.into_inner().unwrap_or_default()
}

/// What a spreadsheet would take for a formula is led by an apostrophe; numbers below zero are none.
fn defused(cell: &str) -> String {
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r']);
    if is_formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::csv;
    use crate::report::{Report, Table};

    #[test]
    fn excel_reads_it_and_runs_nothing() {
        let mut table = Table::new("表", &["場所", "数"], "");
        table.rows = vec![vec!["=cmd|'/C calc'!A0".to_owned(), "-1".to_owned()], vec!["a\n\"b\",c".to_owned(), "@x".to_owned()]];
        let report = Report { title: String::new(), lead: String::new(), tables: vec![table] };
        let text = String::from_utf8(csv(&report)).expect("it is UTF-8");
        assert_eq!(text, "\u{feff}場所,数\r\n'=cmd|'/C calc'!A0,-1\r\n\"a\n\"\"b\"\",c\",'@x\r\n");
    }
}
