//! The server: for this machine's own browser and nobody else.
//!
//! It listens on 127.0.0.1, answers GET and HEAD, and looks at the name under which it was called, so that a page of the
//! wider web cannot read it through a name that leads here. A path is only ever looked up in the plan of the site; no file
//! is opened for it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Channel, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::cli::serve::fault;
use crate::cli::serve::generation::Answer;
use crate::cli::serve::workshop::{News, Stage};

const RELOAD: &str = include_str!("reload.js");
const FAULT_CSS: &str = include_str!("fault.css");

/// A word now and then, so that a browser that went away is noticed.
const HEARTBEAT: Duration = Duration::from_secs(20);

type Body = BoxBody<Bytes, Infallible>;

/// Answers until it is dropped.
pub async fn listen(listener: TcpListener, stage: Arc<Stage>, port: u16) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let stage = stage.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let stage = stage.clone();
                async move { Ok::<_, Infallible>(answer(request, &stage, port).await) }
            });
            // A browser that hangs up is no mistake.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(request: Request<Incoming>, stage: &Arc<Stage>, port: u16) -> Response<Body> {
    let is_head = request.method() == Method::HEAD;
    let response = if !is_own_name(&request, port) {
        text(StatusCode::FORBIDDEN, "この名前では見られません。http://127.0.0.1 で始まるアドレスを開いてください\n")
    } else if !is_head && request.method() != Method::GET {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "見ることだけができます\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        response
    } else {
        let query = request.uri().query().unwrap_or_default();
        match request.uri().path() {
            "/.shiori/events" if is_head => with_type(StatusCode::OK, "text/event-stream", Vec::new()),
            "/.shiori/events" => events(stage.news.subscribe(), query.to_owned()),
            "/.shiori/reload.js" => with_type(StatusCode::OK, "text/javascript; charset=utf-8", RELOAD.into()),
            "/.shiori/fault.css" => with_type(StatusCode::OK, "text/css; charset=utf-8", FAULT_CSS.into()),
            path => match decoded(path) {
                Some(path) => file(&path, stage).await,
                None => text(StatusCode::BAD_REQUEST, "アドレスが読めません\n"),
            },
        }
    };
    finished(response, is_head)
}

/// What every answer says; and no body where only the head was asked for.
fn finished(response: Response<Body>, is_head: bool) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let mut say = |name, value| parts.headers.insert(name, HeaderValue::from_static(value));
    // The next look must see what was saved meanwhile.
    say(header::CACHE_CONTROL, "no-store");
    say(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    say(header::X_FRAME_OPTIONS, "DENY");
    Response::from_parts(parts, if is_head { Full::default().boxed() } else { body })
}

/// Whether the browser called this machine by its own name, and not by one that somebody else made lead here.
fn is_own_name<B>(request: &Request<B>, port: u16) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else { return false };
    let host = host.to_ascii_lowercase();
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}") || (port == 80 && host == *name))
}

/// `%E5%9B%B3` and its like; none where that is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

async fn file(path: &str, stage: &Stage) -> Response<Body> {
    let news = stage.news.borrow().clone();
    let Some(generation) = stage.current() else {
        let part = news.fault.as_deref().map_or_else(|| "<h1>準備しています…</h1>".to_owned(), |part| part.replace("h2", "h1"));
        return with_type(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", fault::page(&part, &script(&news, "")));
    };
    let mut name = path.trim_start_matches('/').to_owned();
    if name.is_empty() || name.ends_with('/') {
        name.push_str("index.html");
    }
    let mut answer = generation.ask(name.clone()).await;
    // The page that is shown at any address calls the site by the path at which it will lie.
    if let (Some(Answer::Missing(_)), Some(below)) = (&answer, path.strip_prefix(&news.base).filter(|_| news.base != "/")) {
        name = if below.is_empty() { "index.html".to_owned() } else { below.to_owned() };
        answer = generation.ask(name.clone()).await;
    }
    match answer {
        Some(Answer::Found(bytes)) => page(StatusCode::OK, &name, bytes, &news),
        Some(Answer::Missing(bytes)) => page(StatusCode::NOT_FOUND, "404.html", bytes, &news),
        Some(Answer::Broken(message)) => text(StatusCode::INTERNAL_SERVER_ERROR, &format!("このページがつくれませんでした\n{message}\n")),
        None => text(StatusCode::SERVICE_UNAVAILABLE, "つくり直しています。もう一度開いてください\n"),
    }
}

fn page(status: StatusCode, name: &str, mut bytes: Vec<u8>, news: &News) -> Response<Body> {
    if name.ends_with(".html")
        && let Some(at) = bytes.windows(7).position(|window| window == b"</head>")
    {
        bytes.splice(at..at, script(news, name).into_bytes());
    }
    with_type(status, content_type(name), bytes)
}

/// The one thing that a served page has and a built one has not. Its address says which state the page shows.
fn script(news: &News, name: &str) -> String {
    let leaflets = if name.starts_with("leaflet") { format!(".{}", news.leaflets) } else { String::new() };
    format!("<script src=\"/.shiori/reload.js?{}{leaflets}\" defer></script>", news.number)
}

/// Tells one page what happens, from the state on that it shows.
fn events(mut news: watch::Receiver<News>, since: String) -> Response<Body> {
    let (mut sender, body) = Channel::<Bytes, Infallible>::new(4);
    tokio::spawn(async move {
        let mut is_faulty = false;
        loop {
            let now = news.borrow_and_update().clone();
            let leaflets = since.split_once('.').is_some_and(|(_, leaflets)| leaflets != now.leaflets.to_string());
            let event = if since.split('.').next() != Some(now.number.to_string().as_str()) || leaflets {
                "event: reload\ndata:\n\n".to_owned()
            } else if let Some(fault) = &now.fault {
                is_faulty = true;
                format!("event: fault\ndata: {}\n\n", serde_json::Value::from(fault.as_ref()))
            } else if is_faulty {
                is_faulty = false;
                "event: mended\ndata:\n\n".to_owned()
            } else {
                ": ok\n\n".to_owned()
            };
            if sender.send_data(event.into()).await.is_err() {
                return;
            }
            loop {
                match tokio::time::timeout(HEARTBEAT, news.changed()).await {
                    Ok(Ok(())) => break,
                    Ok(Err(_)) => return,
                    Err(_) if sender.send_data(Bytes::from_static(b": ok\n\n")).await.is_err() => return,
                    Err(_) => {}
                }
            }
        }
    });
    Response::builder().header(header::CONTENT_TYPE, "text/event-stream").body(body.boxed()).unwrap_or_default()
}

fn text(status: StatusCode, words: &str) -> Response<Body> {
    with_type(status, "text/plain; charset=utf-8", words.as_bytes().to_vec())
}

fn with_type(status: StatusCode, content_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Full::from(bytes).boxed());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "geojson" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{decoded, is_own_name};
    use hyper::Request;

    #[test]
    fn only_the_names_of_this_machine_are_answered() {
        let called = |host: &str| is_own_name(&Request::builder().header("host", host).body(()).unwrap(), 8000);
        for host in ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"] {
            assert!(called(host), "{host}");
        }
        for host in ["127.0.0.1", "127.0.0.1:80", "evil.example:8000", "127.0.0.1.evil.example:8000", "localhost", ""] {
            assert!(!called(host), "{host}");
        }
        assert!(!is_own_name(&Request::new(()), 8000));
    }

    #[test]
    fn a_path_is_decoded_once_and_must_be_text() {
        assert_eq!(decoded("/%E5%9B%B3.jpg").as_deref(), Some("/図.jpg"));
        assert_eq!(decoded("/%252e").as_deref(), Some("/%2e"));
        for broken in ["/%", "/%2", "/%zz", "/%ff"] {
            assert_eq!(decoded(broken), None, "{broken}");
        }
    }
}
