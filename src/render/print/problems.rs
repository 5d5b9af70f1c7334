//! What the editor is told when a leaflet cannot be printed.

use crate::diagnostics::{Code, Diagnostic, Severity, nearest};
use crate::model::settings::Leaflet;
use crate::render::print::Format;
use crate::render::print::format::FORMATS;
use crate::render::print::press::compile::LeafletProblem;
use crate::site::Site;

/// The format a leaflet asks for.
pub fn format(leaflet: &Leaflet) -> Result<&'static Format, Box<Diagnostic>> {
    let Some(format) = Format::named(&leaflet.format) else {
        let names = FORMATS.iter().map(|format| format.id);
        let diagnostic = Diagnostic::error(Code::UnknownFormat, format!("リーフレットの形「{}」はありません", leaflet.format.value))
            .at(leaflet.format.span, "この形");
        return Err(Box::new(match nearest(&leaflet.format, names) {
            Some(near) => diagnostic.help(format!("もしかして: {near}")),
            None => {
                let known: Vec<_> = FORMATS.iter().map(|format| format!("{}（{}）", format.id, format.name)).collect();
                diagnostic.help(format!("使える形: {}", known.join("、")))
            }
        }));
    };
    match leaflet.paper.as_ref().filter(|paper| !format.papers.contains(&paper.value.as_str())) {
        None => Ok(format),
        Some(paper) => Err(Box::new(
            Diagnostic::error(Code::UnknownPaper, format!("「{}」に使えない紙です: {}", format.name, paper.value))
                .at(paper.span, "この紙")
                .help(format!("使える紙: {}", format.papers.join("、"))),
        )),
    }
}

/// A leaflet about nothing.
pub fn empty(leaflet: &Leaflet) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(Code::LeafletEmpty, format!("リーフレット「{}」に載せるものがありません", leaflet.id.value))
            .at(leaflet.id.span, "このリーフレット")
            .help("areas と kinds を確かめるか、場所のファイルに leaflet: {include: yes} と書いてください"),
    )
}

/// Findings of leaflets that the site does not wait for.
const WAITED_FOR: [Code; 2] = [Code::LeafletOverflow, Code::Unprintable];

/// What becomes of a leaflet that cannot be made.
pub const STAYS: &str = "サイトはこのまま公開できます。このリーフレットは直すまで新しくならず、前につくったものがあればそれが残ります";

/// Makes errors of what is wrong with leaflets, for those who want everything or nothing.
pub fn insist(found: &mut [Diagnostic]) {
    for diagnostic in found.iter_mut().filter(|diagnostic| WAITED_FOR.contains(&diagnostic.code)) {
        diagnostic.severity = Severity::Error;
    }
}

/// What is wrong, and what helps; `holding` is the format that would hold everything.
pub fn describe(leaflet: &Leaflet, problem: LeafletProblem, holding: Option<&Format>, site: &Site) -> Box<Diagnostic> {
    Box::new(match problem {
        LeafletProblem::Overflow { mm, entries, panels } => {
            let diagnostic = Diagnostic::warning(
                Code::LeafletOverflow,
                format!("リーフレット「{}」が {} ミリはみ出します（{}）", leaflet.id.value, mm.ceil(), panels.join("、")),
            )
            .at(leaflet.id.span, "このリーフレット");
            let diagnostic = if entries.is_empty() {
                diagnostic.help("lead や notes などの文を短くしてください")
            } else {
                diagnostic.help(format!(
                    "次の項目が入りません: {}。leaflet: の include: no で外すか、summary を短くしてください",
                    names(&entries, site)
                ))
            };
            let diagnostic = match holding {
                Some(format) => diagnostic.help(format!("format: {}（{}）にすると、すべて入ります", format.id, format.name)),
                None if entries.len() > MOST_NAMES => {
                    diagnostic.help("leaflets の areas や kinds で地域や種類をしぼり、いくつかのリーフレットに分けてください")
                }
                None => diagnostic,
            };
            diagnostic.help(STAYS)
        }
        LeafletProblem::TooMany { count, most } => Diagnostic::warning(
            Code::LeafletOverflow,
            format!("リーフレット「{}」に {count} 件は載せられません（この形では、多くても {most} 件です）", leaflet.id.value),
        )
        .at(leaflet.id.span, "このリーフレット")
        .help("leaflets の areas や kinds で地域や種類をしぼり、いくつかのリーフレットに分けてください")
        .help(STAYS),
        LeafletProblem::Unprintable { texts } => super::letters::unplaced(leaflet, texts.values().flatten().copied()),
        LeafletProblem::Template { message } => {
            Diagnostic::error(Code::Template, format!("リーフレット「{}」の雛形に誤りがあります", leaflet.id.value))
                .at(leaflet.format.span, "この形")
                .help(format!("themes/ の leaflet/ を確かめてください: {message}"))
        }
    })
}

/// As many names as one reads in a message.
const MOST_NAMES: usize = 20;

/// Names as people know them, in place of ids; a window is named already.
fn names(entries: &[String], site: &Site) -> String {
    let name = |id: &String| site.entry(id).map_or_else(|| id.clone(), |at| site.entries[at].resource.name.value.clone());
    let named: Vec<_> = entries.iter().take(MOST_NAMES).map(|id| format!("「{}」", crate::model::ruby::plain(&name(id)))).collect();
    let more = entries.len().saturating_sub(MOST_NAMES);
    if more == 0 { named.join("、") } else { format!("{} ほか {more} 件", named.join("、")) }
}
