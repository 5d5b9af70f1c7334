//! `shiori outline`: the outline of a town for its map, from the official file of all towns.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::ended;
use crate::cli::replace::replace;
use crate::import::outline::{CREDIT, Problem, cut, geojson, simplified};
use crate::input::why;

/// What `outline` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 国土数値情報「行政区域」(N03) の GeoJSON ファイル
    #[arg(long, value_name = "ファイル")]
    from: PathBuf,
    /// 全国地方公共団体コード（6 けたか 5 けた。いくつでも並べられます）
    #[arg(long, value_name = "コード", required = true, num_args = 1..)]
    code: Vec<String>,
    /// 書き出すファイル
    #[arg(long, short, value_name = "ファイル", default_value = "content/map.geojson")]
    output: PathBuf,
}

/// Runs the command.
pub fn execute(arguments: &Arguments) -> ExitCode {
    ended(run(arguments).map(|()| ExitCode::SUCCESS))
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let from = arguments.from.display();
    if let Some(code) = arguments.code.iter().find(|code| !is_code(code)) {
        return Err(format!(
            "コード「{code}」は 5 けたか 6 けたの数字ではありません\n例: --code 272329（areas.yaml の code と同じものです）"
        ));
    }
    let file = File::open(&arguments.from).map_err(|error| {
        format!(
            "{from} が読めません: {}\n国土数値情報ダウンロードサイトで「行政区域」の GeoJSON を手に入れ、zip は先にほどいてください",
            why(&error)
        )
    })?;
    let town = simplified(cut(BufReader::new(file), &arguments.code).map_err(|problem| said(&problem, &from.to_string()))?);
    let text = format!("{}\n", geojson(&town));
    replace(&arguments.output, text.as_bytes()).map_err(|error| format!("{} に書けません: {}", arguments.output.display(), why(&error)))?;
    say!("{} に、{}の輪郭を書きました（{} 点）", arguments.output.display(), town.names.join("、"), town.corners());
    say!("地図のページには「{CREDIT}」と出ます");
    Ok(())
}

fn is_code(code: &str) -> bool {
    matches!(code.len(), 5 | 6) && code.bytes().all(|byte| byte.is_ascii_digit())
}

fn said(problem: &Problem, from: &str) -> String {
    match problem {
        Problem::Unreadable(error) => format!(
            "{from} は GeoJSON として読めません（{} 行目）\n国土数値情報「行政区域」の zip をほどいて、名前が .geojson で終わるファイルを選んでください",
            error.line()
        ),
        Problem::NotOfAreas => {
            format!("{from} に、行政区域コード（N03_007）がありません\n国土数値情報「行政区域」(N03) のファイルを選んでください")
        }
        Problem::Unknown(code) => {
            format!(
                "{from} に、コード {code} のまちがありません\n都道府県ごとのファイルを選んだときは、そのまちのある都道府県のものか確かめてください"
            )
        }
    }
}
