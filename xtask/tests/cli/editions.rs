//! The workflow of the README over two editions of the API: the report of `changes --base HEAD` has everything that
//! differs and nothing else, with the verdicts and endpoints of a walk that shares no code with it.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::Value;
use tests::world::read::Renamed;
use tests::world::{Harm, Key, Noticed, Random, Renames, World};

use crate::changes::{changes, commit, git};
use crate::support::Scratch;

/// The number of edits between the corpus and an edition made from it.
const EDITS: usize = 300;

/// The folders of definitions and of pages, where the publisher has every edition.
const FROM: [&str; 2] = ["from/definitions", "from/classes"];

/// An edition, and its folders.
type Published = (World, [PathBuf; 2]);

fn published(folders: [PathBuf; 2]) -> Published {
    (World::read(&folders[0], &folders[1]), folders)
}

/// An update: what the report has, and what it has to have.
struct Update {
    found: BTreeMap<Key, Noticed>,
    /// The definitions and properties that it finds again under these names.
    renamed: Renamed,
    expected: BTreeMap<Key, Noticed>,
}

impl Update {
    /// Imports one edition with the roots, commits it with its models, imports the next, and reports.
    fn of([before, after]: [&Published; 2], roots: &[&str], prune: bool) -> Self {
        let folder = Scratch::empty();
        folder.write("generated/src/lib.rs", "");
        folder.write(".gitignore", "/from\n");
        let run = |arguments: &[&str]| {
            let run = folder.run(arguments);
            assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        };
        let import = |edition: &Published, more: &[&str]| {
            let from = folder.path("from");
            std::fs::create_dir(&from).expect("a folder can be made");
            for (at, path) in edition.1.iter().zip(FROM) {
                symlink(at, folder.path(path)).expect("a link can be made");
            }
            run(&[&["import", FROM[0], "--definitions", "definitions"], more].concat());
            run(&[
                "regen",
                "--definitions",
                "definitions",
                "--out",
                "generated",
            ]);
            std::fs::remove_dir_all(from).expect("a folder can be removed");
        };
        let named: Vec<_> = roots.iter().flat_map(|root| ["--root", *root]).collect();
        import(before, &named);
        git(&folder.path(""), &["init", "--quiet"]);
        commit(&folder, "one");
        import(after, if prune { &["--prune"] } else { &[] });
        let root = folder.path("");
        let report = changes(&root, &root, &["--base", "HEAD", "--format", "json"]);
        assert_eq!(report.code, Some(0), "{}", report.stderr);
        let report: Value = serde_json::from_str(&report.stdout).expect("it is JSON");
        assert_eq!(report["summary"]["regenerated"], Value::Array(Vec::new()));
        let (found, renames) = read(&report);
        let first = before.0.closure(roots);
        let second = match prune {
            true => after.0.closure(roots),
            false => after.0.imported(&first, roots),
        };
        let expected = first.differences(&second, &after.0, &renames);
        let definitions = renames.definitions.into_values().map(|name| (name, None));
        let properties = renames.properties.into_keys();
        let renamed = definitions.chain(properties.map(|(owner, name)| (owner, Some(name))));
        Self {
            found,
            renamed: renamed.collect(),
            expected,
        }
    }

    /// Checks that the report has just the entries that it has to have.
    #[track_caller]
    fn check_entries(&self) {
        let [found, expected] =
            [&self.found, &self.expected].map(|all| all.keys().collect::<BTreeSet<_>>());
        let missing: Vec<_> = expected.difference(&found).collect();
        let surplus: Vec<_> = found.difference(&expected).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "missing {missing:#?}, surplus {surplus:#?}"
        );
    }

    /// Checks that each entry has the verdicts, and for each the endpoints, that the walk finds.
    #[track_caller]
    fn check_endpoints(&self) {
        let mut differ = String::new();
        for (key, expected) in &self.expected {
            let sides = self.found.get(key).into_iter().flatten().zip(expected);
            for ((harm, endpoints), (due, walked)) in sides.filter(|(found, due)| found != due) {
                let missing: Vec<_> = walked.difference(endpoints).collect();
                let surplus: Vec<_> = endpoints.difference(walked).collect();
                differ += &format!(
                    "{key:?}: {harm:?} for {due:?}, missing {missing:?}, surplus {surplus:?}\n"
                );
            }
        }
        assert!(differ.is_empty(), "{differ}");
    }
}

/// The entries of a report, and the names that it finds again under others.
fn read(report: &Value) -> (BTreeMap<Key, Noticed>, Renames) {
    let (mut found, mut renames) = (BTreeMap::new(), Renames::default());
    for entry in report["changes"].as_array().expect("it is a list") {
        let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let (id, owner, part) = (text("id"), text("definition"), text("property"));
        let kind = match &*id {
            "definition-renamed" => {
                renames.definitions.insert(text("old"), owner.clone());
                &id
            }
            "property-renamed" | "wire-name-case-changed" => {
                let place = (owner.clone(), part.clone());
                renames.properties.insert(place, text("old"));
                "property-renamed"
            }
            id if id.starts_with("type-") => "type",
            id => id,
        };
        let noticed = ["sent", "received"].map(|side| {
            let harm = match entry["wire"][side].as_str() {
                Some("breaking") => Harm::Breaking,
                Some("silent") => Harm::Silent,
                _ => Harm::No,
            };
            let endpoints = entry["endpoints"][side].as_array().into_iter().flatten();
            let endpoints = endpoints.filter_map(Value::as_str).map(str::to_owned);
            (harm, endpoints.collect::<BTreeSet<_>>())
        });
        let again = found.insert((kind.to_owned(), owner, part), noticed);
        assert!(again.is_none(), "twice: {entry}");
    }
    (found, renames)
}

/// An edition that random edits make of the corpus; with `EDITIONS=20` so many, every other one with `--prune`.
#[test]
#[cfg_attr(
    not(all(corpus, pages)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_PAGES is unset"
)]
fn a_report_has_just_what_300_random_edits_change_with_the_endpoints_of_each() {
    let corpus = published([tests::corpus::folder(), tests::corpus::pages_folder()]);
    let roots = [
        "GET /api/v2/routing/*",
        "POST /api/v2/outbound/*",
        "GET /api/v2/users*",
        "PATCH /api/v2/c*",
        "Queue",
        "Workitem*",
    ];
    let near = corpus.0.closure(&roots);
    let seeds = std::env::var("EDITIONS").ok();
    let seeds = seeds.map_or(1, |count| count.parse().expect("it is a number"));
    for seed in 1..=seeds {
        println!("with the seed {seed}");
        let mut random = Random::new(seed);
        let (edition, renamed) = corpus.0.edited(near.clone(), EDITS, &mut random);
        let folder = Scratch::empty();
        for (path, text) in edition.files(FROM) {
            folder.write(&path, &text);
        }
        let made = published(FROM.map(|path| folder.path(path)));
        let update = Update::of([&corpus, &made], &roots, seed % 2 == 0);
        assert!(!update.renamed.is_empty());
        let invented: Vec<_> = update.renamed.difference(&renamed).collect();
        assert!(invented.is_empty(), "{invented:?}");
        update.check_entries();
        update.check_endpoints();
    }
}

#[test]
#[cfg_attr(not(swagger), ignore = "DEFINITIONS_SWAGGER is unset")]
fn a_report_has_just_what_differs_in_real_editions_with_the_endpoints_of_each() {
    let folder = std::env::var_os("DEFINITIONS_SWAGGER").map(PathBuf::from);
    let folder = folder
        .expect("`DEFINITIONS_SWAGGER` names a folder")
        .join("published");
    let editions = ["2017-03-31", "2017-07-07"]
        .map(|date| published(["definitions", "classes"].map(|path| folder.join(date).join(path))));
    let all = ["GET /*", "POST /*", "PUT /*", "PATCH /*", "DELETE /*"];
    let some = ["GET /api/v2/routing/*", "Conversation", "User*"];
    for (roots, prune) in [(&all[..], false), (&some, true)] {
        let update = Update::of([&editions[0], &editions[1]], roots, prune);
        update.check_entries();
        update.check_endpoints();
    }
}
