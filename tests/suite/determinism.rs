//! Same content, same date, same bytes: whatever the machine, the folder, the clock, the order of files.

use std::fs;

use crate::support::{Folder, Ran, Workshop, read_folder, root, write_folder};

/// The content of this repository.
fn content() -> Folder {
    read_folder(&root().join("content"))
}

fn built(workshop: &Workshop, arguments: &[&str], environment: &[(&str, &str)]) -> Folder {
    let mut command = workshop.command(&["build"]);
    command.args(arguments).envs(environment.iter().copied());
    let ran = Ran::from(command.output().unwrap());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    workshop.published()
}

fn assert_same(left: &Folder, right: &Folder, what: &str) {
    let names = |folder: &Folder| folder.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right), "{what}");
    for (path, bytes) in left {
        assert!(bytes == &right[path], "{what}: {path} differs");
    }
}

#[test]
fn two_builds_in_two_folders_give_the_same_bytes_leaflets_and_all() {
    let (one, two) = (Workshop::new(&content()), Workshop::empty());
    // Files made in another order lie in another order on the disk.
    let content = content();
    for (path, bytes) in content.iter().rev() {
        two.write(path, bytes);
    }
    let first = built(&one, &[], &[("RAYON_NUM_THREADS", "1"), ("TZ", "Asia/Tokyo"), ("LANG", "ja_JP.UTF-8")]);
    let second = built(&two, &[], &[("RAYON_NUM_THREADS", "2"), ("TZ", "America/Los_Angeles"), ("LANG", "C"), ("LC_ALL", "C")]);
    assert!(cfg!(not(feature = "leaflet")) || first.keys().any(|path| path.ends_with(".pdf")));
    assert_same(&first, &second, "two builds");
}

#[test]
fn the_working_folder_leaves_no_trace() {
    let (one, two) = (Workshop::new(&content()), Workshop::empty());
    let first = built(&one, &["--no-leaflets"], &[]);
    let deep = two.path().join("市の サイト/a/b");
    write_folder(&deep.join("content"), &content());
    let content = deep.join("content");
    let second = built(&two, &["--no-leaflets", "--content", content.to_str().unwrap()], &[]);
    assert_same(&first, &second, "another working folder");
}

#[test]
fn messages_come_in_the_same_order_every_time() {
    let mut content = content();
    for (number, path) in content.keys().filter(|path| path.starts_with("resources/")).cloned().collect::<Vec<_>>().iter().enumerate() {
        if number % 3 == 0 {
            content.get_mut(path).unwrap().splice(0..0, b"nmae: x\nfeee: y\n".to_vec());
        }
    }
    let workshop = Workshop::new(&content);
    let told = |threads: &str| Ran::from(workshop.command(&["check"]).env("RAYON_NUM_THREADS", threads).output().unwrap()).err;
    let first = told("1");
    assert!(first.contains("エラー[unknown-key]"));
    for _ in 0..3 {
        assert_eq!(told("4"), first);
    }
}

#[test]
fn the_date_alone_decides_what_is_old() {
    let workshop = Workshop::small();
    let built_on = |date: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_shiori"));
        command.current_dir(workshop.path()).args(["build", "--date", date]);
        assert_eq!(Ran::from(command.output().unwrap()).code, Some(0));
        String::from_utf8(fs::read(workshop.public().join("hannan/library.html")).unwrap()).unwrap()
    };
    let (fresh, stale) = (built_on("2026-07-01"), built_on("2028-07-01"));
    assert_ne!(fresh, stale, "two years later the entry is old");
    assert_eq!(fresh, built_on("2026-07-01"));
}
