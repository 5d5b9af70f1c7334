//! Random edits of files: the model changes as told, every other byte stays.
//!
//! `SHIORI_EDITS=10000` makes more of them.

use std::collections::BTreeMap;

use shiori::source::edit::{Data, Edit, Form, Op, Refusal, Step, apply, at, read};

use crate::support::{read_folder, root};

/// Ways of writing that this repository's content does not have.
const AWKWARD: &[&str] = &[
    "# あたま\n\nname: a   # 名\nlist:\n- x\n-   y  # 二つ目\n- z\n\n# しっぽ\n",
    "name: 'it''s'\nflow: {a: 1, b: [x, \"y, z\", {c: d}], e: }\nafter: 1\n",
    "flow: [\n  a,   # 一\n  b,\n  {c: 1,\n   d: 2},\n]\nname: x\n",
    "block: |\n  一行目\n\n  三行目\n\nfolded: >-\n  a\n  b\n\n    c\nkept: |+\n  x\n\n\nindented: |2\n   y\nlast: z\n",
    "base: &b\n  a: 1\nuse: *b\nmerge: [*b, x]\nname: n\nlist:\n  - p\n  - q\n",
    "tagged: !!str 1\nname: n\nm:\n    deep:\n          deeper: v # ふかい\n    other: w\n",
    "a: 1\r\nb:\r\n  - x # い\r\n  - y: 1\r\n    z: |\r\n      本文\r\n      つづき\r\nc: 2\r\n",
    "\u{feff}name: a\nlist: [x]\nv:\n  w: 1\n",
    "? a\n: 1\nb: 2\n",
    "name: a\nn1:\nn2: ~\nn3: null\nn4: \"\"\nlist:\n  -\n  - ~\n  - x\n",
    "list:\n  - - a\n    - b\n  - - c\n  - d: 1\n    # 間\n    e: 2\n  - f:\n      - g\n      - h\n",
    "name: 複数の\n  行に\n  わたる\nq: \"これも\n  そう\"\nlist: [a,\n  b\n  c, d]\n",
    "name: a\nlist:\n    - x\n\n\n    - y\n# 終わり",
    "\"quoted key\": 1\n'other' : 2\n日本語の鍵: 3\nlist: []\nmap: {}\n",
    "---\n# 印のあと\nname: a\nlist:\n- x\n...\n",
    "name: a\nlast: |\n  text without an end",
    "name: a\nv: {x: 1}\ntabs:\t1\t# たぶ\n",
];

const TEXTS: &[&str] = &[
    "はい",
    "072-471-5678",
    "a: b",
    "# x",
    " 前",
    "後 ",
    "二\n行",
    "三\n\n行\n",
    "- x",
    "{a}",
    "[b",
    "'q'",
    "\"d\"",
    "",
    "null",
    "~",
    "true",
    "no",
    "2026-01-02",
    "100%",
    "@x",
    "`x`",
    "a #b",
    "料金：100円",
    "\u{3000}全角",
    "タブ\tx",
    "a\\b",
    "行\r\n末",
    "\u{85}",
    "\u{2028}",
    "\u{feff}x",
    "😀",
    "*強調*",
    "&a",
    "!t",
    "%x",
    "---",
    "...",
    "---\n---",
    "?",
    "-",
    ":",
    "a:",
    "|",
    ">",
    "鍵: 値 # 注",
    "https://example.org/?a=b,c&d=[e]",
    " 一\n 二",
    "一\n 二\n三",
    "\n始め",
    "#",
    "10:00-17:00",
    "1.50",
    "0x1f",
    "<<",
    "=",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn text(&mut self) -> Data {
        Data::text(TEXTS[self.roll(TEXTS.len())])
    }

    fn data(&mut self, depth: usize) -> Data {
        match self.roll(if depth > 2 { 4 } else { 7 }) {
            0..=3 => self.text(),
            4 => Data::List((0..self.roll(4)).map(|_| self.data(depth + 1)).collect()),
            5 => Data::map((0..=self.roll(3)).map(|key| (format!("k{key}"), self.data(depth + 1)))),
            _ => Data::List((0..=self.roll(2)).map(|_| Data::map([("label", self.text()), ("phone", self.text())])).collect()),
        }
    }

    fn edit(&mut self, data: &Data) -> Edit {
        let mut path = Vec::new();
        let mut here = data;
        loop {
            let stops = !path.is_empty() && self.roll(3) == 0;
            match here {
                Data::Map(pairs) if !pairs.is_empty() && !stops => {
                    if self.roll(8) == 0 {
                        path.push(Step::from("new"));
                        return Edit::set(path, self.data(0));
                    }
                    let (key, value) = &pairs[self.roll(pairs.len())];
                    path.push(Step::from(key.as_str()));
                    here = value;
                }
                Data::List(items) if !stops => {
                    if items.is_empty() || self.roll(4) == 0 {
                        path.push(Step::from(self.roll(items.len() + 1)));
                        return Edit { path, op: Op::Insert(self.data(0)) };
                    }
                    let at = self.roll(items.len());
                    path.push(Step::from(at));
                    here = &items[at];
                }
                _ => break,
            }
        }
        if self.roll(3) == 0 { Edit::remove(path) } else { Edit::set(path, self.data(0)) }
    }
}

/// Length of what two texts share at their beginnings and at their ends, without counting a byte twice.
fn shared(one: &str, two: &str) -> (usize, usize) {
    let start = one.bytes().zip(two.bytes()).take_while(|(one, two)| one == two).count();
    let end = one.bytes().rev().zip(two.bytes().rev()).take_while(|(one, two)| one == two).count();
    (start, end.min(one.len().min(two.len()) - start))
}

/// A letter no file of these holds, set where the edit is made, shows which lines are its own.
fn own_lines(text: &str, form: Form, path: &[Step]) -> Option<(usize, usize)> {
    let marked = apply(text, form, &[Edit::set(path.to_vec(), Data::text("꙰"))]).ok()?;
    let (start, end) = shared(text, &marked);
    let from = text.as_bytes()[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let behind = text.len() - end;
    let to = text.as_bytes()[behind..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |newline| behind + newline + 1);
    Some((from, to))
}

#[test]
fn random_edits_change_what_they_say_and_nothing_else() {
    let count: usize = std::env::var("SHIORI_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(2000);
    let content = read_folder(&root().join("content"));
    let mut files: Vec<(String, Form, String)> = AWKWARD.iter().map(|text| (format!("{text:?}"), Form::Yaml, (*text).to_owned())).collect();
    files.extend(
        AWKWARD
            .iter()
            .filter(|text| !text.starts_with(['\u{feff}', '-']) && text.ends_with('\n'))
            .map(|text| (format!("front {text:?}"), Form::FrontMatter, format!("---\n{text}---\n本文: x\n"))),
    );
    for (path, bytes) in content {
        if (path.ends_with(".yaml") || path.ends_with(".md")) && path != "README.md" {
            files.push((path.clone(), Form::of(&path), String::from_utf8(bytes).unwrap()));
        }
    }
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    let mut made = 0;
    for number in 0..count {
        let (name, form, text) = &files[number % files.len()];
        let Ok(before) = read(text, *form) else {
            assert!(name.contains("? a"), "{name} cannot be read");
            continue;
        };
        let edit = dice.edit(&before);
        let out = match apply(text, *form, std::slice::from_ref(&edit)) {
            Ok(out) => out,
            Err(why) => {
                // A key behind a question mark is left to people.
                let is_allowed = name.contains("? a") || why == Refusal::Referenced && (name.contains('&') || name.contains("!!"));
                *refused.entry(format!("{why:?}")).or_default() += 1;
                assert!(is_allowed, "{why:?}: {name}\n{edit:?}\n{text}");
                continue;
            }
        };
        made += 1;
        let meant = before.changed(&edit.path, &edit.op).unwrap();
        assert!(read(&out, *form).unwrap().says(&meant), "{name}\n{edit:?}\n{out}");
        let (start, end) = shared(text, &out);
        let is_there = at(&before, &edit.path).is_some();
        match &edit.op {
            Op::Set(_) if out == *text => {}
            Op::Set(_) if is_there => {
                if let Some((from, to)) = own_lines(text, *form, &edit.path) {
                    assert!(start >= from && text.len() - end <= to, "{name}\n{edit:?}\n{text}\n---\n{out}");
                }
            }
            // The last byte of a file without a line end, and a value that was nothing, are all that may give way.
            Op::Set(_) | Op::Insert(_) => assert_eq!(start + end, text.len(), "{name}\n{edit:?}\n{text}\n---\n{out}"),
            Op::Remove => {
                let (holder, step) = edit.path.split_at(edit.path.len() - 1);
                let is_only = match at(&before, holder) {
                    Some(Data::Map(pairs)) => pairs.len() == 1,
                    Some(Data::List(items)) => items.len() == 1,
                    _ => false,
                };
                assert!(is_only || start + end == out.len(), "{name}\n{edit:?} {step:?}\n{text}\n---\n{out}");
            }
        }
    }
    assert!(made * 20 > count * 17, "{made} of {count}: {refused:?}");
}
