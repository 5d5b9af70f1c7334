//! A report for Excel, as every table that is written ([`Csv`]).

use crate::model::sheet::Csv;
use crate::report::Report;

/// The report as a CSV file. Tables follow one another, each below its caption.
pub fn csv(report: &Report) -> Vec<u8> {
    let mut sheet = Csv::default();
    for (number, table) in report.tables.iter().enumerate() {
        // One table alone is what programs read best; several need their captions.
        if report.tables.len() > 1 {
            if number > 0 {
                sheet.row([""]);
            }
            sheet.row([&table.caption]);
        }
        sheet.row(&table.columns);
        table.rows.iter().for_each(|cells| sheet.row(cells));
    }
    sheet.finish()
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
