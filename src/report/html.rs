//! A report as one page that needs nothing else: to print, to send, to read with a screen reader.

use crate::render::markup::escape;
use crate::report::{Report, Table};

const STYLE: &str = include_str!("report.css");

/// The report as a page.
pub fn html(report: &Report) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>",
    );
    escape(&report.title, &mut page);
    page.push_str("</title>\n<style>\n");
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n<main>\n<h1>");
    escape(&report.title, &mut page);
    page.push_str("</h1>\n<p>");
    escape(&report.lead, &mut page);
    page.push_str("</p>\n");
    for (number, table) in report.tables.iter().enumerate() {
        lay_out(table, number + 1, &mut page);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn lay_out(table: &Table, number: usize, page: &mut String) {
    page.push_str(&format!("<section>\n<h2 id=\"t{number}\">"));
    escape(&table.caption, page);
    page.push_str("</h2>\n");
    if table.rows.is_empty() {
        page.push_str("<p>");
        escape(&table.nothing, page);
        page.push_str("</p>\n</section>\n");
        return;
    }
    // A wide table is scrolled by itself, also from the keyboard.
    page.push_str(&format!("<div class=\"wide\" role=\"region\" aria-labelledby=\"t{number}\" tabindex=\"0\">\n<table aria-labelledby=\"t{number}\">\n<thead><tr>"));
    for column in &table.columns {
        page.push_str("<th scope=\"col\">");
        escape(column, page);
        page.push_str("</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let (open, close) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            // A gap must be seen without reading every number.
            page.push_str(if at > 0 && cell == "0" { "<td class=\"none\">" } else { open });
            escape(cell, page);
            page.push_str(close);
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}
