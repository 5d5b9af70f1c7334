//! Each way of writing a value, changed in each way.

use crate::source::edit::{Data, Edit, Form, Op, Refusal, Step, apply, difference, read, scalar};

fn path(words: &str) -> Vec<Step> {
    let step = |word: &str| word.parse::<usize>().map_or_else(|_| Step::from(word), Step::Index);
    words.split('.').map(step).collect()
}

fn set(words: &str, text: &str) -> Edit {
    Edit::set(path(words), Data::text(text))
}

fn insert(words: &str, data: Data) -> Edit {
    Edit { path: path(words), op: Op::Insert(data) }
}

fn remove(words: &str) -> Edit {
    Edit::remove(path(words))
}

/// What is told, the file, the edit, the file after it.
type Case = (&'static str, &'static str, Edit, &'static str);

#[test]
fn an_edit_changes_its_place_and_no_other_byte() {
    let pair = || Data::map([("a", Data::text("1")), ("b", Data::text("2"))]);
    let long = || Data::text("一行目\n\n二行目");
    let cases: Vec<Case> = vec![
        ("a value keeps its remark", "# 上\na: 1  # 右\nb: 2\n", set("a", "x"), "# 上\na: x  # 右\nb: 2\n"),
        ("quotes go with the value", "a: \"1\" # r\n", set("a", "x"), "a: x # r\n"),
        ("a value that needs quotes", "a: 1\n", set("a", "x: y"), "a: \"x: y\"\n"),
        ("nothing becomes something", "a:\nb: 2\n", set("a", "x"), "a: x\nb: 2\n"),
        ("nothing with a remark", "a: # r\nb: 2\n", set("a", "x"), "a: x # r\nb: 2\n"),
        ("a tilde", "a: ~ # r\n", set("a", "x"), "a: x # r\n"),
        ("a plain text of two lines", "a: one\n  two # r\nb: 2\n", set("a", "x"), "a: x # r\nb: 2\n"),
        ("a text on the line below its key", "a:\n  one\nb: 2\n", set("a", "x"), "a: x\nb: 2\n"),
        ("a block of text becomes a word", "a: |  # r\n  one\n  two\n\nb: 2\n", set("a", "x"), "a: x  # r\n\nb: 2\n"),
        ("a kept block", "a: |+\n  one\n\n\nb: 2\n", set("a", "x"), "a: x\nb: 2\n"),
        ("a folded block", "a: >-\n  one\n  two\nb: 2\n", set("a", "x"), "a: x\nb: 2\n"),
        (
            "a word becomes a block of text and the remark stays one",
            "a: x # r\nb: 2\n",
            Edit::set(path("a"), long()),
            "a: | # r\n  一行目\n\n  二行目\nb: 2\n",
        ),
        ("a block in a list", "a:\n  - x\n  - y\n", Edit::set(path("a.0"), long()), "a:\n  - |\n    一行目\n\n    二行目\n  - y\n"),
        ("lines within brackets", "a: [x]\n", Edit::set(path("a.0"), long()), "a: [\"一行目\\n\\n二行目\"]\n"),
        ("a line that begins with a blank", "a: x\n", set("a", " 1\n2"), "a: \" 1\\n2\"\n"),
        ("a list becomes a word", "a:\n  - x # r\n  # t\n  - y\nb: 2\n", set("a", "z"), "a: z\nb: 2\n"),
        ("a word becomes a mapping", "a: x # r\nb: 2\n", Edit::set(path("a"), pair()), "a: # r\n  a: 1\n  b: 2\nb: 2\n"),
        ("one item", "a: [x, \"y\", z]\n", set("a.1", "q"), "a: [x, q, z]\n"),
        ("one item that needs quotes", "a: [x, y]\n", set("a.1", "p, q"), "a: [x, \"p, q\"]\n"),
        ("deep within brackets", "a: [{b: {c: d}}] # r\n", set("a.0.b.c", "e"), "a: [{b: {c: e}}] # r\n"),
        ("a key is added at the end", "a: 1\nb: 2\n# end\n", set("c", "3"), "a: 1\nb: 2\nc: 3\n# end\n"),
        ("without a last line end", "a: 1", set("b", "2"), "a: 1\nb: 2"),
        ("behind a block of text", "a: |\n  x\n\n", set("b", "2"), "a: |\n  x\nb: 2\n\n"),
        ("behind a list", "a:\n- x # r\n", set("b", "2"), "a:\n- x # r\nb: 2\n"),
        ("into an inner mapping", "v:\n    a: 1 # r\nz: 9\n", set("v.b", "2"), "v:\n    a: 1 # r\n    b: 2\nz: 9\n"),
        ("with the mappings on the way", "a: 1\n", set("v.w.b", "2"), "a: 1\nv:\n  w:\n    b: 2\n"),
        ("into nothing", "v:\nz: 9\n", set("v.b", "2"), "v:\n  b: 2\nz: 9\n"),
        ("into braces", "v: {a: 1} # r\n", set("v.b", "2"), "v: {a: 1, b: 2} # r\n"),
        ("into braces over lines", "v: {\n  a: 1,\n}\n", set("v.b", "2"), "v: {\n  a: 1, b: 2,\n}\n"),
        ("into empty braces", "v: {}\n", set("v.b", "2"), "v: {b: 2}\n"),
        ("a file in braces", "{a: 1, b: 2}\n", set("c", "3"), "{a: 1, b: 2, c: 3}\n"),
        ("an empty file", "", set("a", "1"), "a: 1\n"),
        ("a file of remarks", "# r", set("a", "1"), "# r\na: 1"),
        ("an item at the end", "a:\n  - x # r\nb: 2\n", insert("a.1", Data::text("y")), "a:\n  - x # r\n  - y\nb: 2\n"),
        ("an item at the front", "a:\n  # r\n  - x\n", insert("a.0", Data::text("y")), "a:\n  # r\n  - y\n  - x\n"),
        ("an item between", "a:\n- x\n\n- z\n", insert("a.1", Data::text("y")), "a:\n- x\n- y\n\n- z\n"),
        ("an item into brackets", "a: [x]\n", insert("a.0", Data::text("y")), "a: [y, x]\n"),
        ("an item behind the last in brackets", "a: [\n  x,\n]\n", insert("a.1", Data::text("y")), "a: [\n  x, y,\n]\n"),
        ("an item into none", "a: []\n", insert("a.0", Data::text("y")), "a: [y]\n"),
        ("a mapping as an item", "a:\n  - {a: 0}\n", insert("a.1", pair()), "a:\n  - {a: 0}\n  - {a: 1, b: 2}\n"),
        ("into a nested list", "a:\n  - - x\n    - y\n", insert("a.0.0", Data::text("n")), "a:\n  - - n\n    - x\n    - y\n"),
        ("a key goes with its remark", "a: 1\nb: 2 # r\nc: 3\n", remove("b"), "a: 1\nc: 3\n"),
        ("the first key", "# r\na: 1\nb: 2\n", remove("a"), "# r\nb: 2\n"),
        ("the last key without a line end", "a: 1\nb: 2", remove("b"), "a: 1"),
        ("a key with all below it", "a: 1\nb:\n  - x\n  - y\n\nc: 3\n", remove("b"), "a: 1\n\nc: 3\n"),
        ("a block of text", "a: 1\nb: |\n  x\n  y\nc: 3\n", remove("b"), "a: 1\nc: 3\n"),
        ("the first key behind a dash", "a:\n  - b: 1\n    c: 2\n", remove("a.0.b"), "a:\n  - c: 2\n"),
        ("a later key behind a dash", "a:\n  - b: 1\n    c: 2\n  - d: 3\n", remove("a.0.c"), "a:\n  - b: 1\n  - d: 3\n"),
        ("the only key of a mapping", "a:\n  b: 1\nc: 2\n", remove("a.b"), "a: {}\nc: 2\n"),
        ("the only item of a list", "a:\n  - b\nc: 2\n", remove("a.0"), "a: []\nc: 2\n"),
        ("an item", "a:\n  - x\n  - y # r\n  - z\n", remove("a.1"), "a:\n  - x\n  - z\n"),
        ("an item of brackets", "a: [x, y, z]\n", remove("a.1"), "a: [x, z]\n"),
        ("the first of brackets", "a: [x, y]\n", remove("a.0"), "a: [y]\n"),
        ("the last of brackets", "a: [x, y]\n", remove("a.1"), "a: [x]\n"),
        ("the only one of brackets", "a: [x, ]\n", remove("a.0"), "a: [ ]\n"),
        ("a pair of braces", "a: {x: 1, y: 2} # r\n", remove("a.x"), "a: {y: 2} # r\n"),
        ("brackets with a remark", "a: [x, # r\n  y]\n", remove("a.1"), "a: [x, # r\n  ]\n"),
        ("lines of Windows", "a: 1\r\nb: 2\r\n", set("c", "3"), "a: 1\r\nb: 2\r\nc: 3\r\n"),
        ("lines of Windows in a block", "a: 1\r\nb: 2\r\n", Edit::set(path("a"), long()), "a: |\r\n  一行目\r\n\r\n  二行目\r\nb: 2\r\n"),
        ("lines of Windows that go", "a: 1\r\nb: 2\r\n", remove("a"), "b: 2\r\n"),
        ("the mark of a file", "\u{feff}a: 1\nb: 2\n", remove("a"), "\u{feff}b: 2\n"),
        ("a quoted key", "\"a\" : 1\nb: 2\n", set("a", "x"), "\"a\" : x\nb: 2\n"),
        ("a wide key", "場所:  一階\n", set("場所", "二階"), "場所:  二階\n"),
        ("beside an anchor", "a: &x 1\nb: *x\nc: 3\n", set("c", "4"), "a: &x 1\nb: *x\nc: 4\n"),
        ("three marks before it", "---\na: 1\n...\n", set("b", "2"), "---\na: 1\nb: 2\n...\n"),
    ];
    for (what, text, edit, expected) in cases {
        assert_eq!(apply(text, Form::Yaml, std::slice::from_ref(&edit)).as_deref(), Ok(expected), "{what}");
    }
}

#[test]
fn front_matter_is_changed_and_the_text_below_it_is_not() {
    let text = "---\r\na: 1 # r\r\n---\r\na: 本文\r\n---\r\n";
    let edits = [set("a", "x"), set("b", "y")];
    assert_eq!(apply(text, Form::FrontMatter, &edits).as_deref(), Ok("---\r\na: x # r\r\nb: y\r\n---\r\na: 本文\r\n---\r\n"));
    assert_eq!(apply("a: 1\n", Form::FrontMatter, &edits), Err(Refusal::Unreadable));
    assert_eq!(apply("---\n---\n本文\n", Form::FrontMatter, &[set("a", "1")]).as_deref(), Ok("---\na: 1\n---\n本文\n"));
    let rule = apply("---\na: 1\n---\n", Form::FrontMatter, &[set("a", "---\n---")]).expect("a rule in a text");
    assert_eq!(read(&rule, Form::FrontMatter), Ok(Data::map([("a", Data::text("---\n---\n"))])));
}

#[test]
fn what_cannot_be_done_is_refused() {
    for (text, edit, why) in [
        ("a: [1\n", set("a", "2"), Refusal::Unreadable),
        ("a: 1\n", remove("b"), Refusal::NoSuchPlace),
        ("a: 1\n", set("a.b", "2"), Refusal::NoSuchPlace),
        ("a: [x]\n", set("a.3", "2"), Refusal::NoSuchPlace),
        ("a: [x]\n", insert("a.3", Data::text("y")), Refusal::NoSuchPlace),
        ("a: &x 1\nb: *x\n", set("a", "2"), Refusal::Referenced),
        ("a: &x {b: 1}\nc: *x\n", set("a.b", "2"), Refusal::Referenced),
        ("a: &x 1\nb: *x\n", remove("b"), Refusal::Referenced),
        ("a: !!str 1\n", set("a", "2"), Refusal::Referenced),
        ("a: 1\n---\nb: 2\n", set("a", "2"), Refusal::Unreadable),
        ("- a\n", set("b", "2"), Refusal::NoSuchPlace),
    ] {
        assert_eq!(apply(text, Form::Yaml, &[edit]), Err(why), "{text}");
    }
}

#[test]
fn a_text_is_quoted_where_yaml_would_read_it_otherwise() {
    for plain in ["ひだまり", "2 の会", "「あ」", "072-471-5678", "10:00-17:00", "https://example.org/a", "a, b", "A-1 (2)", "*"] {
        let expected = if plain == "*" { "\"*\"" } else { plain };
        assert_eq!(scalar(plain), expected);
    }
    for quoted in [
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "- a",
        "[a",
        "{a}",
        "'a'",
        "null",
        "~",
        "True",
        "a:",
        "@a",
        "%",
        "&a",
        "!a",
        "|",
        "...",
        "\u{3000}a",
    ] {
        assert!(scalar(quoted).starts_with('"'), "{quoted:?}: {}", scalar(quoted));
    }
    assert_eq!(scalar("a\"b\\c\u{2028}\u{feff}"), r#""a\"b\\c\u2028\ufeff""#);
}

#[test]
fn a_difference_is_small() {
    let text = "v:\n  a: 1 # eins\n  l: [x, y, z]\nc:\n  - {p: 1} # first\n  - {p: 2}\n";
    let old = read(text, Form::Yaml).expect("sound");
    let items = |all: &[&str]| Data::List(all.iter().map(|p| Data::map([("p", Data::text(*p))])).collect());
    let new = Data::map([
        ("v", Data::map([("a", Data::text("1")), ("l", Data::texts(&["x", "z"])), ("n", Data::text("neu"))])),
        ("c", items(&["1", "3", "4"])),
    ]);
    let edits = difference(&old, &new, &[]);
    let out = apply(text, Form::Yaml, &edits);
    assert_eq!(out.as_deref(), Ok("v:\n  a: 1 # eins\n  l: [x, z]\n  n: neu\nc:\n  - {p: 1} # first\n  - {p: 3}\n  - {p: 4}\n"));
    assert_eq!(difference(&new, &new, &[]), []);
}
