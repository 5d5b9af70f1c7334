//! `serve` over a real socket: each save shows, mistakes stand over the site, and nobody else gets in.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Folder, Workshop, base, entry, read_folder, root};

/// A running server with its content.
struct Server {
    workshop: Workshop,
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Status, head and body of an answer.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    fn start(content: &Folder) -> Self {
        let workshop = Workshop::new(content);
        let mut command = workshop.command(&["serve", "--port", "0", "--no-leaflets", "--date", "2026-11-20"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
        Server { workshop, child, port: port.unwrap_or_else(|| panic!("{line}")) }
    }

    fn request(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let at = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..at].to_vec()).unwrap();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
        Answer { status, head, body: bytes[at + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    /// What the script of a page would hear, from the state on that the page shows.
    fn listen(&self, path: &str) -> Events {
        let page = self.get(path).text();
        let since = page.split("/.shiori/reload.js?").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET /.shiori/events?{since} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        Events { lines: BufReader::new(stream) }
    }
}

struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The name of the next event, and the line of its data.
    fn next(&mut self) -> (String, String) {
        let (mut name, mut line) = (None, String::new());
        loop {
            line.clear();
            assert_ne!(self.lines.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(event) = line.trim().strip_prefix("event: ") {
                name = Some(event.to_owned());
            } else if let (Some(event), Some(data)) = (&name, line.strip_prefix("data:")) {
                return (event.clone(), data.trim().to_owned());
            }
        }
    }
}

/// A served page as it would be built.
fn unscripted(page: &[u8]) -> Vec<u8> {
    let Some(start) = page.windows(20).position(|window| window == b"<script src=\"/.shior") else { return page.to_vec() };
    let end = start + page[start..].windows(9).position(|window| window == b"</script>").unwrap() + 9;
    [&page[..start], &page[end..]].concat()
}

fn small() -> Folder {
    let mut content = base();
    content.insert("resources/hannan/library.yaml".to_owned(), entry("図書館", ""));
    content
}

#[test]
fn a_save_is_told_to_the_page_and_shows() {
    let server = Server::start(&small());
    let mut events = server.listen("/hannan/library.html");
    server.workshop.write("resources/hannan/library.yaml", entry("新しい図書館", ""));
    assert_eq!(events.next().0, "reload");
    assert!(server.get("/hannan/library.html").text().contains("新しい図書館"));
}

#[test]
fn a_mistake_stands_over_the_last_good_site_until_it_is_mended() {
    let server = Server::start(&small());
    let mut events = server.listen("/index.html");
    server.workshop.write("resources/hannan/library.yaml", "nmae: <script>図書館\nkind: free-space\nsummary: a\n");
    let (name, data) = events.next();
    assert_eq!(name, "fault");
    let part: String = serde_json::from_str(&data).unwrap();
    for words in [
        "「nmae」という項目はありません",
        "content/resources/hannan/library.yaml の 1 行目、1 文字目",
        "<mark>nmae</mark>",
        "もしかして: name",
    ] {
        assert!(part.contains(words), "{words}: {part}");
    }
    assert!(part.contains("&lt;script&gt;") && !part.contains("<script>"), "{part}");
    assert!(server.get("/hannan/library.html").text().contains("図書館"), "the last good site stays");
    server.workshop.write("resources/hannan/library.yaml", entry("図書館", ""));
    assert_eq!(events.next().0, "reload");
}

#[test]
fn a_folder_with_mistakes_from_the_start_is_shown_as_a_page_of_them() {
    let mut content = small();
    content.insert("resources/hannan/broken.yaml".to_owned(), b"name: x\n".to_vec());
    let server = Server::start(&content);
    let answer = server.get("/");
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("<h1 id=\"shiori-fault-title\">直すところが"), "{}", answer.text());
    let mut events = server.listen("/");
    server.workshop.write("resources/hannan/broken.yaml", entry("よくなった", ""));
    let mut heard = events.next().0;
    while heard == "fault" {
        heard = events.next().0;
    }
    assert_eq!(heard, "reload");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn nothing_outside_of_the_site_is_served_and_nobody_else_is_answered() {
    let server = Server::start(&small());
    for path in [
        "/../content/site.yaml",
        "/%2e%2e/content/site.yaml",
        "/..%2fcontent/site.yaml",
        "//etc/passwd",
        "/content/site.yaml",
        "/.shiori/",
        "/nothing.html",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("ページが見つかりませんでした"), "{path}");
    }
    let own = format!("127.0.0.1:{}", server.port);
    assert_eq!(server.request("GET", "/", "rebound.example").status, 403);
    assert_eq!(server.request("GET", "/.shiori/events", &format!("rebound.example:{}", server.port)).status, 403);
    assert_eq!(server.request("POST", "/", &own).status, 405);
    let head = server.request("HEAD", "/", &own);
    assert_eq!((head.status, head.body.len()), (200, 0));
    for words in ["no-store", "nosniff", "text/html; charset=utf-8"] {
        assert!(head.head.contains(words), "{}", head.head);
    }
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_do() {
    let server = Server::start(&small());
    let ran = server.workshop.run(&["serve", "--port", &server.port.to_string()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("ほかのソフト") && ran.err.contains("--port"), "{}", ran.err);
}

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn many_edits_in_a_row_leave_the_bytes_of_a_clean_build() {
    let server = Server::start(&read_folder(&root().join("content")));
    let resources: Vec<String> = read_folder(&server.workshop.content())
        .into_keys()
        .filter(|path| path.starts_with("resources/") && !path.contains(".easy."))
        .collect();
    let mut chance = Chance(7);
    // More by hand, as long as one likes: SHIORI_EDITS=200.
    let edits: usize = std::env::var("SHIORI_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    for number in 0..edits {
        let path = &resources[chance.below(resources.len())];
        let file = server.workshop.content().join(path);
        let fresh = format!("resources/hannan/fresh-{}.yaml", chance.below(4));
        match chance.below(5) {
            0 => drop(server.workshop.write(&fresh, entry(&format!("新しい場所{number}"), ""))),
            1 => drop(std::fs::remove_file(server.workshop.content().join(&fresh))),
            2 => {
                // As editors save: a new file takes the old one's place.
                let text = std::fs::read_to_string(&file).unwrap();
                let beside = file.with_extension("yaml~");
                std::fs::write(&beside, format!("{text}\n# {number}\n")).unwrap();
                std::fs::rename(&beside, &file).unwrap();
            }
            3 => {
                let text = std::fs::read_to_string(&file).unwrap();
                std::fs::write(&file, text.replacen("name: ", &format!("name: {number}の"), 1)).unwrap();
            }
            // A mistake, and mended a moment later.
            _ => {
                let text = std::fs::read(&file).unwrap();
                std::fs::write(&file, b"nmae: x\n").unwrap();
                std::thread::sleep(Duration::from_millis(20));
                std::fs::write(&file, text).unwrap();
            }
        }
        std::thread::sleep(Duration::from_millis(chance.below(40) as u64));
    }
    let ran = server.workshop.run(&["build", "--no-leaflets"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let built = server.workshop.published();
    let differing = || {
        let pages = built.iter().filter(|(path, _)| !path.starts_with('.'));
        pages
            .filter(|(path, bytes)| unscripted(&server.get(&format!("/{path}")).body) != **bytes)
            .map(|(path, _)| path.clone())
            .collect::<Vec<_>>()
    };
    let until = Instant::now() + Duration::from_secs(20);
    let mut left = differing();
    while !left.is_empty() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(200));
        left = differing();
    }
    assert!(left.is_empty(), "{left:?}");
}
