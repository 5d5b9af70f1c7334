//! `opendata/`: what the site says, for other programs and for towns that publish tables.
//!
//! Only entries that have a page are in it; of a place that must not be told, no address; coordinates only as given.

mod csv;
mod geojson;
mod hsds;
mod json;
mod published;
mod week;

use serde::Serialize;

use crate::render::opendata::published::entries;
use crate::render::view::base::Frame;
use crate::render::{Artifact, Input, RenderError};
use crate::site::{Site, route};

const TITLE: &str = "オープンデータ";

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    vec![
        Artifact::later(route::OPEN_DATA, move || page(input)),
        Artifact::later(format!("opendata/{}", csv::FILE), move || Ok(csv::table(site))),
        Artifact::later(format!("opendata/{}", geojson::FILE), move || Ok(geojson::collection(site))),
        Artifact::later(format!("opendata/{}", hsds::FILE), move || Ok(hsds::services(site))),
        Artifact::later(format!("opendata/{}", json::FILE), move || Ok(json::resources(site))),
        Artifact::later(format!("opendata/{}", json::SCHEMA_FILE), || Ok(json::schema().into_bytes())),
    ]
}

/// 公共施設一覧 as it is now: what a table that comes back is held against.
pub(crate) fn facility_table(site: &Site) -> Vec<u8> {
    csv::table(site)
}

#[derive(Serialize)]
struct OpenDataView {
    count: usize,
    files: Vec<FileView>,
}

#[derive(Serialize)]
struct FileView {
    label: &'static str,
    href: String,
    file: &'static str,
    format: &'static str,
    what: &'static str,
    note: &'static str,
}

fn page(input: &Input) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let file =
        |label, file: &'static str, format, what, note| FileView { label, href: format!("opendata/{file}"), file, format, what, note };
    let mut files = vec![
        file(
            "公共施設一覧（CSV）",
            csv::FILE,
            "UTF-8（BOM つき）、CRLF、56 列",
            "自治体標準オープンデータセットの「公共施設一覧」と同じ列の表です。Excel でそのまま開けます。",
            "お休み中などの様子、願い、対象、安心ポイント、集まりの日時は入っていません。一つの場所を一行にしています。場所や連絡先が二つ以上あるときは一つ目だけです。ぜんぶは JSON にあります。わからない列は空けてあります。",
        ),
        file(
            "位置（GeoJSON）",
            geojson::FILE,
            "GeoJSON（RFC 7946）",
            "緯度と経度がわかっている場所を、地図のソフトで開ける形にしたものです。",
            "位置を公開していない場所と、位置がわかっていない場所は入っていません。",
        ),
        file(
            "HSDS（JSON）",
            hsds::FILE,
            "Human Services Data Specification 3.0",
            "相談先や居場所の情報を交換するための、国際的な形です。contents の一つひとつが service です。",
            "郵便番号まで確かなときだけ address があります。決まった形に入らない日時は、文のまま入れています。",
        ),
        file(
            "すべての項目（JSON）",
            json::FILE,
            "JSON、形の説明は JSON Schema",
            "このサイトに載っていることを、省かずに入れたものです。",
            "文章は Markdown です。ふりがなは入っていません。",
        ),
        file("すべての項目の形", json::SCHEMA_FILE, "JSON Schema 2020-12", "上の JSON のそれぞれの項目が何かを説明したものです。", ""),
    ];
    if let Some(feed) = route::feed(site) {
        files.push(FileView {
            label: "新しい情報と変わった情報（Atom）",
            href: feed.to_owned(),
            file: "feed.xml",
            format: "Atom（RFC 4287）",
            what: "確かめた日が新しいものから順に、50 件までをお知らせします。フィードリーダーに登録できます。",
            note: "",
        });
    }
    let view = OpenDataView { count: entries(site).count(), files };
    let description = "載っている場所と窓口の情報を、ほかのソフトでも使える形で配っています。";
    let frame = Frame::new(site, route::OPEN_DATA, "opendata", TITLE, description).below(&[]);
    input.engine.page("opendata.html", &frame, "opendata", &view)
}
