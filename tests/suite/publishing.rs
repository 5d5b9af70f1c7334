//! Publishing is all or nothing, and touches no file that is not ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::support::{Folder, Workshop, base, entry, judge, read_folder, write_folder};

/// Path → bytes and time of last change.
type Snapshot = BTreeMap<String, (Vec<u8>, SystemTime)>;

fn snapshot(folder: &Path) -> Snapshot {
    let times = |path: &String| fs::symlink_metadata(folder.join(path)).unwrap().modified().unwrap();
    read_folder(folder).into_iter().map(|(path, bytes)| (path.clone(), (bytes, times(&path)))).collect()
}

/// A little later than any file written before: file systems count time in steps.
fn wait() {
    std::thread::sleep(Duration::from_millis(20));
}

fn leftovers(workshop: &Workshop) -> Vec<String> {
    let names = fs::read_dir(workshop.path()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name != "content" && name != "public").collect()
}

#[test]
fn an_error_leaves_the_published_folder_untouched_byte_for_byte_and_time_for_time() {
    let workshop = Workshop::small();
    workshop.build();
    let before = snapshot(&workshop.public());
    wait();
    workshop.write("resources/hannan/other.yaml", "nmae: 公民館\n");
    let ran = workshop.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("サイトは前のままです"), "{}", ran.err);
    assert_eq!(snapshot(&workshop.public()), before);
    assert_eq!(leftovers(&workshop), Vec::<String>::new());
}

#[test]
fn what_does_not_change_keeps_its_time_and_what_changes_does_not() {
    let workshop = Workshop::small();
    workshop.write("resources/toba/cafe.yaml", entry("さんぽみち", ""));
    workshop.build();
    let before = snapshot(&workshop.public());
    wait();
    workshop.build();
    assert_eq!(snapshot(&workshop.public()), before, "nothing has changed");
    workshop.write("resources/toba/cafe.yaml", entry("さんぽみちカフェ", ""));
    workshop.build();
    let after = snapshot(&workshop.public());
    assert_eq!(after["hannan/library.html"], before["hannan/library.html"]);
    assert_eq!(after["assets/style.css"], before["assets/style.css"]);
    assert!(after["toba/cafe.html"].1 > before["toba/cafe.html"].1);
}

#[test]
fn pages_of_entries_that_are_gone_are_deleted_and_nothing_else() {
    let workshop = Workshop::small();
    workshop.write("resources/toba/cafe.yaml", entry("さんぽみち", ""));
    workshop.build();
    fs::write(workshop.public().join("toba/note.txt"), "mine").unwrap();
    fs::remove_file(workshop.content().join("resources/toba/cafe.yaml")).unwrap();
    let ran = workshop.build();
    // Its page, and what わたしのしおり says of the folder it was alone in.
    assert!(ran.err.contains("消したファイル 2"), "{}", ran.err);
    assert!(!workshop.public().join("toba/cafe.html").exists());
    assert_eq!(fs::read_to_string(workshop.public().join("toba/note.txt")).unwrap(), "mine");
}

#[test]
fn the_files_of_others_survive() {
    let workshop = Workshop::small();
    let public = workshop.public();
    fs::create_dir_all(public.join(".git/refs/heads")).unwrap();
    fs::create_dir_all(public.join("empty/inner")).unwrap();
    fs::write(public.join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    fs::write(public.join("CNAME"), "www.town.lg.jp\n").unwrap();
    fs::write(public.join(".nojekyll"), "").unwrap();
    for round in 0..3 {
        workshop.write("resources/hannan/library.yaml", entry(&format!("図書館{round}"), ""));
        workshop.build();
        assert_eq!(fs::read_to_string(public.join("CNAME")).unwrap(), "www.town.lg.jp\n");
        assert_eq!(fs::read_to_string(public.join(".git/HEAD")).unwrap(), "ref: refs/heads/main\n");
        assert!(public.join(".nojekyll").exists());
        assert!(public.join("empty/inner").is_dir());
        assert!(public.join(".git/refs/heads").is_dir());
    }
}

#[cfg(unix)]
#[test]
fn links_of_others_survive_as_links() {
    use std::os::unix::fs::symlink;
    let workshop = Workshop::small();
    fs::create_dir_all(workshop.public()).unwrap();
    symlink("/nowhere/at/all", workshop.public().join("broken")).unwrap();
    symlink("index.html", workshop.public().join("start.html")).unwrap();
    for round in 0..2 {
        workshop.write("resources/hannan/library.yaml", entry(&format!("図書館{round}"), ""));
        workshop.build();
        assert_eq!(fs::read_link(workshop.public().join("broken")).unwrap(), Path::new("/nowhere/at/all"));
        assert_eq!(fs::read_link(workshop.public().join("start.html")).unwrap(), Path::new("index.html"));
    }
}

#[test]
fn a_page_of_somebody_else_is_not_overwritten() {
    let workshop = Workshop::small();
    fs::create_dir_all(workshop.public()).unwrap();
    fs::write(workshop.public().join("index.html"), "<h1>町のサイト</h1>").unwrap();
    let before = snapshot(&workshop.public());
    let ran = workshop.run(&["build"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("index.html") && ran.err.contains("--output"), "{}", ran.err);
    assert_eq!(snapshot(&workshop.public()), before);
}

#[test]
fn a_folder_of_somebody_else_in_the_place_of_a_page_is_not_lost() {
    let workshop = Workshop::small();
    fs::create_dir_all(workshop.public().join("index.html")).unwrap();
    fs::write(workshop.public().join("index.html/precious.txt"), "mine").unwrap();
    let ran = workshop.run(&["build"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(fs::read_to_string(workshop.public().join("index.html/precious.txt")).unwrap(), "mine");
    assert_eq!(leftovers(&workshop), Vec::<String>::new());
}

#[test]
fn a_file_of_somebody_else_in_the_place_of_a_folder_is_not_lost() {
    let workshop = Workshop::small();
    fs::create_dir_all(workshop.public()).unwrap();
    fs::write(workshop.public().join("assets"), "mine").unwrap();
    let ran = workshop.run(&["build"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(fs::read_to_string(workshop.public().join("assets")).unwrap(), "mine");
    assert_eq!(leftovers(&workshop), Vec::<String>::new());
}

#[test]
fn a_lost_manifest_does_not_stop_the_next_run() {
    let workshop = Workshop::small();
    workshop.build();
    fs::remove_file(workshop.public().join(".shiori-manifest")).unwrap();
    workshop.build();
    workshop.build();
}

#[test]
fn a_manifest_that_points_elsewhere_deletes_nothing_there() {
    let workshop = Workshop::small();
    workshop.build();
    let outside = workshop.path().join("precious.txt");
    fs::write(&outside, "mine").unwrap();
    fs::write(workshop.public().join("kept.txt"), "mine").unwrap();
    let manifest = workshop.public().join(".shiori-manifest");
    let mut lines = fs::read_to_string(&manifest).unwrap();
    lines.push_str("../precious.txt\n../../precious.txt\na/../../precious.txt\n");
    lines.push_str(&format!("{}\n./../precious.txt\n..\\precious.txt\n\n.\n..\n/\n", outside.display()));
    fs::write(&manifest, lines).unwrap();
    workshop.write("resources/hannan/library.yaml", entry("新しい図書館", ""));
    workshop.build();
    assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
    assert_eq!(fs::read_to_string(workshop.public().join("kept.txt")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_published_folder_leads_no_deletion_out_of_it() {
    let workshop = Workshop::small();
    workshop.build();
    let elsewhere = workshop.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("precious.txt"), "mine").unwrap();
    std::os::unix::fs::symlink(&elsewhere, workshop.public().join("link")).unwrap();
    let manifest = workshop.public().join(".shiori-manifest");
    fs::write(&manifest, fs::read_to_string(&manifest).unwrap() + "link/precious.txt\n").unwrap();
    workshop.write("resources/hannan/library.yaml", entry("新しい図書館", ""));
    workshop.build();
    assert_eq!(fs::read_to_string(elsewhere.join("precious.txt")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_published_folder_that_is_a_link_stays_one() {
    let workshop = Workshop::small();
    let real = workshop.path().join("real");
    fs::create_dir(&real).unwrap();
    fs::write(real.join("CNAME"), "www.town.lg.jp").unwrap();
    std::os::unix::fs::symlink("real", workshop.public()).unwrap();
    workshop.build();
    assert!(workshop.public().is_symlink());
    assert!(real.join("index.html").exists() && real.join("CNAME").exists());
}

#[test]
fn a_published_folder_that_is_a_file_is_refused() {
    let workshop = Workshop::small();
    fs::write(workshop.public(), "mine").unwrap();
    let ran = workshop.run(&["build"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(fs::read_to_string(workshop.public()).unwrap(), "mine");
}

#[test]
fn the_content_folder_is_never_published_into() {
    let workshop = Workshop::small();
    let before = snapshot(&workshop.content());
    for output in ["content", "content/public", ".", "..", "content/../content", "./content/"] {
        let ran = workshop.run(&["build", "--output", output]);
        assert_eq!(ran.code, Some(2), "{output}: {}", ran.err);
        assert_eq!(snapshot(&workshop.content()), before, "{output}");
    }
    assert_eq!(leftovers(&workshop), Vec::<String>::new());
}

#[test]
fn a_folder_beside_that_nobody_can_write_is_told() {
    let workshop = Workshop::small();
    // Nothing, root neither, can make a folder below a file.
    fs::write(workshop.path().join("file"), "").unwrap();
    let ran = workshop.run(&["build", "--output", "file/public"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("できませんでした"), "{}", ran.err);
    let ran = workshop.run(&["build", "--output", "no/such/folder/public"]);
    assert!(ran.code == Some(0) || (ran.code == Some(2) && ran.err.contains("できませんでした")), "{}", ran.err);
}

#[test]
fn a_run_that_was_killed_while_it_staged_is_healed_and_loses_nothing() {
    let workshop = Workshop::small();
    workshop.build();
    let staging = workshop.path().join(".public.shiori-new");
    // As a killed run leaves it: its manifest first, then some pages; and, from an exchange, somebody's file.
    let mut files = Folder::new();
    files.insert(".shiori-manifest".to_owned(), b"# Files written by shiori.\nindex.html\nhalf.html\n".to_vec());
    files.insert("index.html".to_owned(), b"half".to_vec());
    files.insert("half.html".to_owned(), b"half".to_vec());
    files.insert("uploads/photo.jpg".to_owned(), b"mine".to_vec());
    write_folder(&staging, &files);
    workshop.build();
    assert!(!staging.exists());
    assert!(!workshop.public().join("half.html").exists());
    assert_eq!(fs::read(workshop.public().join("uploads/photo.jpg")).unwrap(), b"mine");
    assert_ne!(fs::read(workshop.public().join("index.html")).unwrap(), b"half");
}

#[test]
fn a_run_that_was_killed_between_two_renames_is_healed() {
    let workshop = Workshop::small();
    workshop.build();
    let before = workshop.published();
    fs::rename(workshop.public(), workshop.path().join(".public.shiori-old")).unwrap();
    workshop.build();
    assert_eq!(workshop.published(), before);
    assert_eq!(leftovers(&workshop), Vec::<String>::new());
}

/// Two contents, alternately; the run is killed at a random moment. Then the old site or the new one must stand, whole.
#[test]
fn a_kill_at_any_moment_leaves_the_old_site_or_the_new_one_whole() {
    let content = |word: &str| {
        let mut content = base();
        for number in 0..60 {
            content.insert(format!("resources/hannan/place-{number}.yaml"), entry(&format!("{word}{number}"), ""));
        }
        content
    };
    let contents = [content("図書館"), content("公民館")];
    let workshop = Workshop::new(&contents[0]);
    fs::create_dir_all(workshop.public().join("uploads")).unwrap();
    fs::write(workshop.public().join("CNAME"), "www.town.lg.jp").unwrap();
    fs::write(workshop.public().join("uploads/photo.jpg"), "mine").unwrap();
    let mut sites = Vec::new();
    let mut slowest = Duration::ZERO;
    for content in &contents {
        write_folder(&workshop.content(), content);
        let started = std::time::Instant::now();
        workshop.build();
        slowest = slowest.max(started.elapsed());
        sites.push(workshop.published());
    }
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut killed = 0;
    for round in 0..40 {
        write_folder(&workshop.content(), &contents[round % 2]);
        let mut child = workshop.command(&["build"]).stderr(std::process::Stdio::null()).spawn().unwrap();
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(Duration::from_micros(random % u64::try_from(slowest.as_micros()).unwrap().max(1)));
        child.kill().unwrap();
        let status = child.wait().unwrap();
        killed += usize::from(status.code().is_none());
        let published = workshop.published();
        assert!(sites.contains(&published), "round {round}: neither the old site nor the new one");
    }
    assert!(killed > 0, "no run was killed in time");
    workshop.build();
    assert_eq!(workshop.published(), sites[1]);
    assert_eq!(leftovers(&workshop), Vec::<String>::new());
}

#[test]
fn a_published_picture_says_nothing_of_the_phone_that_took_it() {
    let plain = include_bytes!("../fixtures/pictures/plain.jpg");
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0ACME Phone 34.3623,135.2411";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let tagged = [&plain[..2], &[0xff, 0xe1], &length, exif, &plain[2..]].concat();
    let mut content = base();
    content.insert("images/部屋.jpg".to_owned(), tagged);
    assert_eq!(judge(content).pages()["images/部屋.jpg"], plain);
}
