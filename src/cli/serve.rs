//! `shiori serve`: the site as it would be built, in a browser of this machine, renewed with each save.
//!
//! Three kinds of threads: one watches the folders, one (the workshop) makes a generation of the site for each save, and each
//! generation renders on its own thread what is asked for. The server on top of them holds no content.

mod fault;
mod generation;
mod http;
mod watch;
mod workshop;

use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use clap::Args;
use tokio::net::TcpListener;

use crate::cli::Common;
use crate::input::why;
use workshop::{Stage, Workshop};

/// What `serve` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// 番号（ポート）。0 なら空いている番号を選ぶ
    #[arg(long, short, value_name = "番号", default_value_t = 8000)]
    port: u16,
    /// ブラウザーも開く
    #[arg(long)]
    open: bool,
    /// リーフレットをつくらない
    #[arg(long)]
    no_leaflets: bool,
}

/// Runs the command until it is interrupted.
pub fn execute(arguments: Arguments) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("サーバーを始められませんでした: {}", why(&error));
            return ExitCode::from(2);
        }
    };
    let code = runtime.block_on(serve(arguments));
    // Pages may be waiting for news; they need not be waited for.
    runtime.shutdown_background();
    code
}

async fn serve(arguments: Arguments) -> ExitCode {
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await {
        Ok(listener) => listener,
        Err(error) => return tell_port(arguments.port, &error),
    };
    let port = listener.local_addr().map_or(arguments.port, |address| address.port());
    let stage = Arc::new(Stage::new());
    let (events, heard) = channel();
    let folders = vec![arguments.common.content.clone(), arguments.common.themes.clone()];
    let content = arguments.common.content.display().to_string();
    let for_leaflets = (!arguments.no_leaflets).then(|| events.clone());
    // Before the first reading: what is saved during it must not be missed.
    watch::start(folders, events);
    let workshop = match Workshop::open(arguments.common, stage.clone(), for_leaflets) {
        Ok(workshop) => workshop,
        Err(error) => {
            eprintln!("フォルダー {content} が読めません: {}", why(&error));
            eprintln!(
                "content フォルダーのある場所で動かすか、--content で場所を教えてください。はじめてのときは shiori init でつくれます"
            );
            return ExitCode::from(2);
        }
    };
    let mut news = stage.news.subscribe();
    thread::spawn(move || workshop.run(&heard));
    // The first word, good or bad: then there is something to look at.
    let _ = news.changed().await;
    let address = format!("http://127.0.0.1:{port}/");
    say(&format!("{address} で見られます。{content} フォルダーのファイルを保存すると、画面が新しくなります"));
    say("おわるときは、Ctrl キーを押しながら C を押してください");
    if arguments.open && open::that_detached(&address).is_err() {
        eprintln!("ブラウザーを開けませんでした。上のアドレスを、ブラウザーに入れてください");
    }
    tokio::spawn(http::listen(listener, stage, port));
    match tokio::signal::ctrl_c().await {
        Ok(()) => say("おわりました"),
        // Where the system does not tell of interruptions, it ends the command by itself.
        Err(_) => std::future::pending().await,
    }
    ExitCode::SUCCESS
}

/// A terminal that was closed is no reason to stop serving.
fn say(words: &str) {
    let _ = writeln!(io::stdout(), "{words}");
}

fn tell_port(port: u16, error: &io::Error) -> ExitCode {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            eprintln!("番号 {port} は、ほかのソフト（もう一つの shiori かもしれません）が使っています");
            let other = port.checked_add(1).unwrap_or(8000);
            eprintln!("別の番号で動かしてください。例: shiori serve --port {other}（--port 0 なら、空いている番号を選びます）");
        }
        io::ErrorKind::PermissionDenied => {
            eprintln!("番号 {port} を使う許可がありません。1024 より大きい番号にしてください。例: shiori serve --port 8000");
        }
        _ => eprintln!("サーバーを始められませんでした: {}", why(error)),
    }
    ExitCode::from(2)
}
