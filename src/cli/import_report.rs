//! What `import` tells: on the terminal the sum of it and the first lines of each sort, in a file everything.

use std::collections::BTreeMap;
use std::path::Path;

use crate::import::columns::label;
use crate::import::plan::Plan;
use crate::import::table::Table;
use crate::report::{self, Report};

/// Lines of each sort that are told one by one.
const TOLD: usize = 20;
/// Files that are shown before they are written.
const SHOWN: usize = 3;

/// How the table was understood.
pub fn tell_table(name: &str, table: &Table) {
    let separator = match table.separator {
        '\t' => "、区切り タブ",
        ';' => "、区切り セミコロン",
        ',' => "、区切り カンマ",
        _ => "",
    };
    let form = if table.separator == '\0' { table.encoding.to_owned() } else { format!("文字コード {}{separator}", table.encoding) };
    say!("{name}: {}、{form}、見出しは {} 行目", table.columns.layout(), table.header_line);
    let columns = table.columns.headers.iter().zip(&table.columns.items);
    let known: Vec<String> = columns.clone().filter_map(|(header, item)| item.map(|item| as_understood(header, item))).collect();
    say!("わかった列: {}", known.join("、"));
    let unknown: Vec<&str> = columns.filter(|(_, item)| item.is_none()).map(|(header, _)| header.as_str()).collect();
    if !unknown.is_empty() {
        say!("置き場所のない列（staff_note に残します）: {}", unknown.join("、"));
    }
}

/// Which sheet of a workbook is read, and which are not.
pub fn tell_sheets(read: &str, others: &[&str]) {
    say!("シート「{read}」を読みます");
    if !others.is_empty() {
        say!("ほかのシートは読みません（{}）。取り込むには、そのシートだけのファイルにしてください", others.join("、"));
    }
}

/// The header, with what it was taken for where that is another word.
fn as_understood(header: &str, item: &str) -> String {
    let label = label(item);
    if header.contains(label) { header.to_owned() } else { format!("{header}（{label}）") }
}

/// What is done, and what somebody should look at.
pub fn tell(plan: &Plan, table: &Table, is_dry: bool) {
    if is_dry {
        for path in plan.created.iter().take(SHOWN) {
            say!("--- {path}\n{}", plan.files.get(path).map_or("", String::as_str));
        }
    }
    for (heading, lines) in [
        ("直して読んだ行", table.mended.clone()),
        ("取り込まない行", plan.refused.clone()),
        (
            "使わなかった値",
            plan.told.iter().map(|(line, told)| (*line, format!("「{}」の {} は、{}", told.header, told.value, told.why))).collect(),
        ),
    ] {
        for (line, what) in lines.iter().take(TOLD) {
            say!("{heading} {line} 行目: {what}");
        }
        if lines.len() > TOLD {
            say!("{heading}はほかに {}（--report 取り込み.html で、ぜんぶをファイルに書けます）", lines.len() - TOLD);
        }
    }
    for (why, count) in reasons(plan) {
        say!("{count} 件: {why}");
    }
    for (line, path, what) in &plan.conflicts {
        let line = if *line == 0 { String::new() } else { format!("{line} 行目、") };
        say!("たしかめてください（{line}{path}）: {what}");
    }
    for (path, changes) in &plan.updated {
        say!("直すファイル {path}: {}", changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>().join("、"));
    }
    for (path, name) in plan.gone.iter().take(TOLD) {
        say!("新しい表にない所: {name}（{path}）");
    }
    if plan.gone.len() > TOLD {
        say!("新しい表にない所はほかに {}", plan.gone.len() - TOLD);
    }
    if !plan.gone.is_empty() {
        say!("なくなった所は、--gone paused（お休み中）、--gone ended（終わり）、--gone keep（そのまま）で決められます");
    }
    let updated = plan.updated.iter().filter(|(path, _)| !plan.gone.iter().any(|(gone, _)| gone == path)).count();
    say!(
        "読んだ行 {}、つくるファイル {}、直すファイル {updated}、そのまま {}、取り込まない行 {}（ほかに空の行 {}、見出しや注記 {}）",
        table.rows.len(),
        plan.created.len(),
        plan.unchanged,
        plan.refused.len(),
        table.blank,
        table.remarks
    );
    if !plan.created.is_empty() {
        say!("つくったファイルは、まだ公開されません。中身を確かめて、shiori publish 地域/名前 で公開します");
    }
    if is_dry {
        say!("--dry-run なので、何も書いていません");
    }
}

/// How often each reason was given; rows differ in what stands behind the first sign.
fn reasons(plan: &Plan) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    let refused = plan.refused.iter().map(|(_, reason)| reason.split([':', '（', '「']).next().unwrap_or(reason).trim());
    for why in refused.filter(|why| why.starts_with(|c: char| !c.is_ascii_digit())).chain(plan.told.iter().map(|(_, told)| told.why)) {
        *count.entry(why.to_owned()).or_insert(0) += 1;
    }
    count.retain(|_, count| *count > 1);
    count
}

/// Everything as a page, or as a table for Excel.
pub fn file(plan: &Plan, table: &Table, name: &str, path: &Path) -> Vec<u8> {
    let report = report(plan, table, name);
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => report::csv(&report),
        Some("txt") => report::text(&report).into_bytes(),
        _ => report::html(&report).into_bytes(),
    }
}

fn report(plan: &Plan, table: &Table, name: &str) -> Report {
    let by_line = |lines: &[(u64, String)]| lines.iter().map(|(line, what)| vec![line.to_string(), what.clone()]).collect();
    let columns = table.columns.headers.iter().zip(&table.columns.items);
    let columns = columns.map(|(header, item)| vec![header.clone(), item.map_or("メモ（staff_note）", label).to_owned()]).collect();
    let created = plan.created.iter().map(|path| vec![path.clone(), plan.files.get(path).cloned().unwrap_or_default()]).collect();
    let updated = plan.updated.iter().flat_map(|(path, changes)| {
        changes.iter().map(move |change| {
            let shown = |lines: &Option<String>| lines.clone().unwrap_or_else(|| "（なし）".to_owned());
            vec![path.clone(), change.field.clone(), shown(&change.before), shown(&change.after)]
        })
    });
    let told = plan.told.iter().map(|(line, told)| vec![line.to_string(), told.header.clone(), told.value.clone(), told.why.to_owned()]);
    let conflicts = plan.conflicts.iter().map(|(line, path, what)| vec![line.to_string(), path.clone(), what.clone()]);
    let gone = plan.gone.iter().map(|(path, name)| vec![name.clone(), path.clone()]);
    let tables = [
        ("列を何として読んだか", &["列", "意味"][..], columns),
        ("取り込まない行", &["行", "わけ"], by_line(&plan.refused)),
        ("使わなかった値", &["行", "列", "値", "わけ"], told.collect()),
        ("直して読んだ行", &["行", "直したこと"], by_line(&table.mended)),
        ("たしかめてください", &["行", "ファイル", "ちがい"], conflicts.collect()),
        ("新しい表にない所", &["名前", "ファイル"], gone.collect()),
        ("直すファイル", &["ファイル", "項目", "前", "後"], updated.collect()),
        ("つくるファイル", &["ファイル", "中身"], created),
    ];
    let tables = tables.into_iter().map(|(caption, columns, rows): (&str, &[&str], Vec<Vec<String>>)| report::Table {
        rows,
        ..report::Table::new(caption, columns, "ありません")
    });
    let lead = format!(
        "読んだ行 {}、つくるファイル {}、直すファイル {}、そのまま {}、取り込まない行 {}。つくったファイルは、中身を確かめて shiori publish で公開するまで、外に出ません。",
        table.rows.len(),
        plan.created.len(),
        plan.updated.len(),
        plan.unchanged,
        plan.refused.len()
    );
    Report { title: format!("{name} の取り込み"), lead, tables: tables.collect() }
}
