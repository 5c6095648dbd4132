//! Files that tests compare with the output of the code, and the one place that lists them.
//!
//! ```text
//! cases/NAME/definitions      models.rs, models/, show.txt, graph.…, schema.json; or problems.txt
//! cases/example/definitions   generated/src/example/models.rs, models/
//! changes/NAME/before, after  report.…, changelog.md, annotations.txt
//! changes/NAME/update.txt     page.md, page.txt
//! the wrong examples of codes problems/CODE.txt
//! ```
//!
//! A test only ever compares. `cargo xtask bless` writes the present output; the difference is
//! then for a reviewer to read.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use generator::Decided;
use generator::changes::{self, Audience, Changes, Side};
use generator::diagnostic::Code;
use generator::freshness::{Freshness, State};
use generator::inspect::{self, Drawing};
use generator::links::Links;
use generator::report;
use generator::roots::Roots;
use generator::source::Sources;

use crate::examples::example;
use crate::folder::{EXAMPLE, Folder, shown};
use crate::project;
use crate::readme;
use crate::updates;

/// Expected texts that are made together: those of a case, of a change, or of the problem of a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Golden {
    /// The case of this name.
    Case(String),
    /// The change of this name.
    Change(String),
    /// The problem of the code of this name.
    Problem(String),
    /// The parts of README.md that the code states.
    Readme,
}

impl Golden {
    /// All of them: what has input, and what has files.
    pub fn all() -> BTreeSet<Self> {
        let cases = names("tests/cases").into_iter().map(Self::Case);
        let changes = names("tests/changes").into_iter().map(Self::Change);
        let codes = Code::ALL.iter().filter(|code| wording(code).is_some());
        let codes = codes.map(|code| code.name().to_owned());
        let files = names("tests/problems").into_iter();
        let files = files.map(|file| file.trim_end_matches(".txt").to_owned());
        let problems = codes.chain(files).map(Self::Problem);
        let all = cases.chain(changes).chain(problems);
        all.chain([Self::Readme]).collect()
    }

    /// The texts as the code writes them now, by their paths below [`project`].
    fn texts(&self) -> BTreeMap<String, String> {
        match self {
            Self::Case(name) => case(name).into_iter().collect(),
            Self::Change(name) => changes(name).into_iter().collect(),
            Self::Problem(name) => {
                let code = Code::ALL.iter().find(|code| code.name() == name);
                let text = code.and_then(wording);
                text.map(|text| (problem_file(name), text))
                    .into_iter()
                    .collect()
            }
            Self::Readme => {
                let text = std::fs::read_to_string(project().join(readme::FILE));
                let text = readme::renewed(&text.expect("there is one"));
                [(readme::FILE.to_owned(), text)].into()
            }
        }
    }

    /// The texts on disk, by their paths.
    fn files(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        match self {
            Self::Case(name) => {
                list(&format!("tests/cases/{name}"), &["definitions"], &mut found);
                if name == EXAMPLE {
                    list("generated/src/example", &[], &mut found);
                }
            }
            Self::Change(name) => {
                let input = ["before", "after", UPDATE];
                list(&format!("tests/changes/{name}"), &input, &mut found);
            }
            Self::Problem(name) => list(&problem_file(name), &[], &mut found),
            Self::Readme => list(readme::FILE, &[], &mut found),
        }
        found
    }

    /// Compares the files on disk with the texts.
    pub fn freshness(&self) -> Freshness {
        let mut found = self.files();
        let mut freshness = Freshness::default();
        for (path, new) in self.texts() {
            match found.remove(&path) {
                Some(old) if old == new => freshness.unchanged += 1,
                Some(old) => drop(freshness.files.insert(path, State::Stale { old, new })),
                None => drop(freshness.files.insert(path, State::Missing { new })),
            }
        }
        let left = found.into_iter();
        let left = left.map(|(path, old)| (path, State::Orphaned { old }));
        freshness.files.extend(left);
        freshness
    }
}

/// Makes the files on disk those that the code writes now.
///
/// # Errors
///
/// Fails if a file cannot be written or removed.
pub fn bless() -> io::Result<()> {
    for (path, state) in Golden::all().iter().flat_map(|it| it.freshness().files) {
        let path = project().join(path);
        match state {
            State::Missing { new } | State::Stale { new, .. } => {
                std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
                std::fs::write(path, new)?;
            }
            _ => std::fs::remove_file(path)?,
        }
    }
    Ok(())
}

fn problem_file(code: &str) -> String {
    format!("tests/problems/{code}.txt")
}

/// The names of what lies in a folder of the project.
fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(project().join(folder))
        .into_iter()
        .flatten();
    let names = entries.map(|entry| entry.map(|it| it.file_name().to_string_lossy().into_owned()));
    names
        .collect::<io::Result<_>>()
        .expect("the folder can be listed")
}

/// The files below a path of the project, but for what is called as one of `input` there.
fn list(path: &str, input: &[&str], found: &mut BTreeMap<String, String>) {
    if project().join(path).is_dir() {
        for name in names(path)
            .iter()
            .filter(|name| !input.contains(&name.as_str()))
        {
            list(&format!("{path}/{name}"), &[], found);
        }
    } else if let Ok(bytes) = std::fs::read(project().join(path)) {
        found.insert(
            path.to_owned(),
            String::from_utf8_lossy(&bytes).into_owned(),
        );
    }
}

/// Renders the problem of an explanation's wrong example.
fn wording(code: &Code) -> Option<String> {
    let wrong = example(code.explanation(), "Wrong");
    let problems = wrong.generate().err()?;
    Some(shown(&problems, &wrong.sources()))
}

/// Returns the expected files of a case.
fn case(name: &str) -> Vec<(String, String)> {
    let folder = Folder::case(name);
    let here = format!("tests/cases/{name}");
    let decided = match generator::decide(&folder.sources()) {
        Ok(decided) => decided,
        Err(problems) => {
            let text = shown(&problems, &folder.sources());
            return vec![(format!("{here}/problems.txt"), text)];
        }
    };
    let mut texts = overview(&here, &decided);
    for (path, text) in generator::render::render(&decided.model).files {
        let path = path.strip_prefix("src/").unwrap_or(&path);
        if name == EXAMPLE {
            texts.push((format!("generated/src/example/{path}"), text.clone()));
        }
        texts.push((format!("{here}/{path}"), text));
    }
    texts
}

/// Returns the pictures and the schema of a case.
fn overview(here: &str, decided: &Decided) -> Vec<(String, String)> {
    let model = &decided.model;
    let links = Links::of(model);
    let drawn = |drawing| inspect::graph(&links, &[], &Roots::default(), None, drawing).text;
    let show = |name| inspect::show(decided, name, report::WIDTH).expect("there is a model");
    let shown = model.structs.iter().map(|item| show(item.name()));
    let shown = shown.collect::<Vec<_>>().join("\n");
    let texts = [
        ("graph.dot", drawn(Drawing::Dot)),
        ("graph.mmd", drawn(Drawing::Mermaid)),
        ("schema.json", inspect::json_schema(model, None)),
        ("show.txt", shown),
    ];
    texts
        .map(|(file, text)| (format!("{here}/{file}"), text))
        .into()
}

/// Returns the reports on the difference of two folders; for an update that is made from a few lines,
/// the page.
fn changes(name: &str) -> Vec<(String, String)> {
    let changes = edits(name);
    let page = [
        ("page.txt", Audience::Terminal),
        ("page.md", Audience::Comment),
    ];
    let report = [
        ("report.txt", Audience::Terminal),
        ("report.md", Audience::Reviewer),
        ("changelog.md", Audience::Changelog),
        ("migration.md", Audience::Migration),
        ("report.json", Audience::Program),
        ("annotations.txt", Audience::Annotations),
    ];
    let forms = if is_made(name) { &page[..] } else { &report };
    let text = |(file, audience): &(&str, Audience)| {
        let text = changes::report(&changes, *audience, Some("0.4.2")).into();
        (format!("tests/changes/{name}/{file}"), text)
    };
    forms.iter().map(text).collect()
}

/// The file that describes an update.
const UPDATE: &str = "update.txt";

fn is_made(name: &str) -> bool {
    names(&format!("tests/changes/{name}")).contains(&UPDATE.to_owned())
}

/// Compares the two folders of a case in `tests/changes`.
pub fn edits(name: &str) -> Changes {
    let case = project().join("tests/changes").join(name);
    let [before, after] = if is_made(name) {
        let text = std::fs::read_to_string(case.join(UPDATE)).expect("the update can be read");
        updates::update(&text)
    } else {
        ["before", "after"].map(|side| Folder::read(&case.join(side)))
    };
    let (old, was) = state(&before, "before");
    let (new, is) = state(&after, "after");
    changes::compare(Side::new(&old, &was), Side::new(&new, &is))
}

fn state(folder: &Folder, side: &str) -> (Sources, Decided) {
    let sources = folder.sources_in(side);
    let decided = generator::decide(&sources);
    let decided = decided.unwrap_or_else(|problems| panic!("{}", shown(&problems, &sources)));
    (sources, decided)
}
