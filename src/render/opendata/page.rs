//! `opendata.html`: what each file is, and on what terms it may be used.

use serde::Serialize;

use crate::model::text::Prose;
use crate::render::markup::Place;
use crate::render::opendata::public;
use crate::render::view::base::Frame;
use crate::render::{Input, RenderError};
use crate::site::route;

#[derive(Serialize)]
struct OpenDataView {
    title: &'static str,
    count: usize,
    files: Vec<FileView>,
    licence: Option<LicenceView>,
    id_note: &'static str,
}

#[derive(Serialize)]
struct FileView {
    label: &'static str,
    format: &'static str,
    description: &'static str,
    links: Vec<FileLink>,
}

#[derive(Serialize)]
struct FileLink {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct LicenceView {
    name: Option<String>,
    url: Option<String>,
    note_html: Option<String>,
}

const TITLE: &str = "オープンデータ";

pub fn render(input: &Input) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let count = public(site).count();
    let place = Place::new("site.yaml", "");
    let licence = site.settings.licence.as_ref().map(|licence| LicenceView {
        name: licence.name.clone(),
        url: licence.url.clone(),
        note_html: licence.note.as_ref().map(|note: &Prose| place.block(&note.source)),
    });
    let view = OpenDataView {
        title: TITLE,
        count,
        files: files(count),
        licence: licence.filter(|licence| licence.name.is_some() || licence.url.is_some() || licence.note_html.is_some()),
        id_note: "場所の id は、名前が変わっても変わりません。",
    };
    let description = "このサイトに載っている場所の情報を、ほかのソフトやサイトで使える形で置いています。";
    let frame = Frame::new(site, route::OPEN_DATA, "page", TITLE, description).below(&[]);
    input.engine.page("opendata.html", &frame, "opendata", &view)
}

fn files(count: usize) -> Vec<FileView> {
    let link = |href: &str| FileLink { label: href.rsplit('/').next().unwrap_or(href).to_owned(), href: href.to_owned() };
    let hsds = (1..=route::open_hsds_pages(count)).map(|number| link(&route::open_hsds(number)));
    vec![
        FileView {
            label: "公共施設一覧",
            format: "CSV（UTF-8、56 列）",
            description: "自治体標準オープンデータセットの「公共施設一覧」の列に合わせた一覧です。Excel でそのまま開けます。列に入らないことがらは「備考」と「利用可能時間特記事項」に言葉で入っています。列の並びは公開されている実例に合わせたもので、公式のひな形との照合はまだです。",
            links: vec![link(route::OPEN_CSV)],
        },
        FileView {
            label: "地図で使うデータ",
            format: "GeoJSON",
            description: "緯度と経度がわかっている場所だけが入っています。わからない場所に、推測した位置を入れることはしていません。",
            links: vec![link(route::OPEN_GEOJSON)],
        },
        FileView {
            label: "支援の情報の国際的な形",
            format: "HSDS 3.0（JSON）",
            description: "支援やサービスの情報をやりとりするための Open Referral の形（service_list）です。祝日の扱いなど、この形で表せないことは notes に言葉で入っています。",
            links: hsds.collect(),
        },
        FileView {
            label: "すべての場所のすべての項目",
            format: "JSON と JSON Schema",
            description: "このサイトに載せている項目がすべて入っています。項目の意味は JSON Schema に書いてあります。",
            links: vec![link(route::OPEN_JSON), link(route::OPEN_SCHEMA)],
        },
        FileView {
            label: "新しい情報のお知らせ",
            format: "Atom フィード",
            description: "確認した日や、もとになった資料の日付の新しい順に並んでいます。フィードリーダーに登録すると、変わったときにわかります。",
            links: vec![link(route::FEED)],
        },
    ]
}
