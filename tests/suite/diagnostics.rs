//! Every mistake an editor can make gets its own clear message, at its place, and publishes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use shiori::diagnostics::{Diagnostic, Severity};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::annotated::{self, Case};
use crate::support::{Workshop, fixtures, root};

fn all_cases() -> BTreeMap<String, Vec<Case>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(fixtures("diagnostics")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        all.insert(name, annotated::read(&fs::read_to_string(&path).unwrap()).1);
    }
    assert!(!all.is_empty(), "the fixtures were not found");
    all
}

#[test]
fn what_is_found_is_what_the_fixtures_say() {
    for entry in fs::read_dir(fixtures("diagnostics")).unwrap() {
        let path = entry.unwrap().path();
        let (mut actual, cases) = annotated::read(&fs::read_to_string(&path).unwrap());
        for case in cases {
            actual.push_str(&case.annotated(&case.judge()));
        }
        let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
        Assert::new().action_env("SNAPSHOTS").eq(format!("{}\n", actual.trim_end()), expected);
    }
}

#[test]
fn every_broken_input_gets_a_message_of_its_own_from_the_command_and_publishes_nothing() {
    let mut messages: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for (file, cases) in all_cases() {
        for case in cases {
            let name = format!("{file}: {}", case.title);
            let judged = case.judge();
            let errors: BTreeSet<_> = judged.codes(Severity::Error).into_iter().collect();
            let workshop = Workshop::new(&case.content());
            let ran = workshop.run(&["build"]);
            assert_eq!(ran.code, Some(if errors.is_empty() { 0 } else { 1 }), "{name}\n{}", ran.err);
            assert_eq!(workshop.public().exists(), errors.is_empty(), "{name}");
            for code in errors {
                assert!(ran.err.contains(&format!("エラー[{code}]: ")), "{name}: {code} is not in\n{}", ran.err);
            }
            let told = |found: &Diagnostic| {
                let path = found.labels.first().map(|label| judged.files.path(label.span.file));
                format!("{path:?} {} {:?} {:?}", found.headline, found.labels, found.helps)
            };
            let found: Vec<String> = judged.found.iter().map(told).collect();
            if !found.is_empty() {
                if let Some(other) = messages.insert(found, name.clone()) {
                    panic!("{name} and {other} get the very same messages");
                }
            }
        }
    }
}

#[test]
fn every_code_of_the_source_has_a_test() {
    let cases: Vec<Case> = all_cases().into_values().flatten().collect();
    let mut shown: BTreeSet<String> =
        cases.iter().flat_map(|case| case.judge().found).map(|diagnostic| diagnostic.code.to_owned()).collect();
    // What no text can bring about is tested in Rust, in this module.
    let here = fs::read_to_string(root().join("tests/suite/diagnostics.rs")).unwrap();
    let codes = codes_of_the_source();
    assert!(codes.len() > 50, "only {} codes were found in the source", codes.len());
    shown.extend(codes.iter().filter(|code| here.contains(&format!("[{code}]"))).cloned());
    let untested: Vec<_> = codes.difference(&shown).collect();
    assert!(untested.is_empty(), "codes without a fixture: {untested:?}");
}

fn codes_of_the_source() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (path, bytes) in crate::support::read_folder(&root().join("src")) {
        let text = String::from_utf8(bytes).unwrap();
        for severity in ["error", "warning", "note"] {
            for (at, call) in text.match_indices(&format!("Diagnostic::{severity}(")) {
                let argument = text[at + call.len()..].trim_start();
                let code = argument.strip_prefix('"').and_then(|rest| rest.split('"').next());
                codes.insert(code.unwrap_or_else(|| panic!("{path}: a code that is not a literal")).to_owned());
            }
        }
    }
    codes
}
