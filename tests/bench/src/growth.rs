//! Measures how the generator's time grows: each input once, and eight times as much of it.
//!
//! A cost that grows with its square takes eight times as long for each of them. Times are of this
//! machine, ratios hold anywhere.

use std::hint::black_box;
use std::time::{Duration, Instant};

use generator::changes::{self, Audience, Side};
use generator::diagnostic::Diagnostics;
use generator::facts::Request;
use generator::overrides::Overrides;
use generator::report::{self, Format};
use generator::source::Sources;
use tests::folder::{Folder, definition};

use crate::table::{Bar, Table, Unit};

/// The factor between the two inputs.
const TIMES: usize = 8;

/// The factor that one of it may take longer in the larger input: caches and trees take their share.
const BAR: f64 = 2.5;

/// An input of some size, and what is done with it.
type Shape = (&'static str, usize, fn(usize) -> Box<dyn Fn()>);

const SHAPES: [Shape; 19] = [
    ("definitions", 500, |count| line(linked(count, |at| at + 1))),
    ("rows", 500, |count| line(foo(rows(count, "`string`")))),
    ("a long description", 500_000, |count| {
        line(foo(format!(
            "| a | `string` | No | {} |\n",
            "[a] *b* ".repeat(count / 8)
        )))
    }),
    ("a long type", 500_000, |count| {
        line(foo(rows(1, &"x".repeat(count))))
    }),
    ("a long name", 500_000, |count| {
        line(foo(format!("| {} | x | No | |\n", "x".repeat(count))))
    }),
    ("problems", 2_000, |count| line(foo(rows(count, "`strng`")))),
    ("problems in one line", 1_000, |count| {
        let entries: Vec<_> = (0..count).map(|at| format!("x{at} = \"i32\"")).collect();
        let overrides = format!("[definitions]\nFoo = {{ {} }}\n", entries.join(", "));
        line(foo(rows(1, "`string`")).overrides(overrides))
    }),
    ("near misses of definitions", 1_000, |count| {
        line(linked(count, |at| at + 10_000))
    }),
    ("near misses of properties", 500, |count| {
        let entries: String = (0..count).map(|at| format!("q{at} = \"i32\"\n")).collect();
        line(foo(rows(count, "`number`")).overrides(format!("[definitions.Foo]\n{entries}")))
    }),
    ("near misses of types", 1_000, |count| {
        let entries: String = (0..count)
            .map(|at| format!("p{at} = \"Definition{at}x\"\n"))
            .collect();
        line(linked(count, |at| at + 1).overrides(format!("[properties]\n{entries}")))
    }),
    ("overrides", 500, |count| {
        let entries: String = (0..count).map(|at| format!("p{at} = \"i32\"\n")).collect();
        line(foo(rows(count, "`number`")).overrides(format!("[definitions.Foo]\n{entries}")))
    }),
    ("words that stand twice", 500, |count| {
        let entries: String = (0..count)
            .map(|_| "[definitions.Foo]\np0 = \"i32\"\n")
            .collect();
        line(foo(rows(1, "`number`")).overrides(entries))
    }),
    ("derives", 500, |count| {
        let models: String = (0..count)
            .map(|at| format!("Definition{at} = {{ derives = [\"Eq\"] }}\n"))
            .collect();
        line(linked(count, |at| at + 1).overrides(format!("[models]\n{models}")))
    }),
    ("a chain of required links", 500, |count| {
        let link = |at: usize| format!("| a | [`N{0}`](n{0}-definition.md) | Yes | |\n", at + 1);
        let rows = |at| {
            if at + 1 < count {
                link(at)
            } else {
                String::new()
            }
        };
        let define = |folder: Folder, at| folder.define(&format!("N{at}"), &rows(at));
        line((0..count).fold(Folder::default(), define))
    }),
    ("changes", 250, |count| {
        let before = linked(count, |at| at + 1).sources();
        let after = Folder::from_iter(linked(count, |at| at + 1).files.into_iter().map(
            |(name, text)| {
                (
                    name,
                    text.replace("`string` | No", "`number` | Yes")
                        .replace("words", "others"),
                )
            },
        ));
        let after = after.sources();
        Box::new(move || compared(&before, &after))
    }),
    ("changes in a ring with operations", 250, |count| {
        let rows: String = (0..count)
            .map(|at| format!("| getDefinition{at} | `GET /{at}` | | | `Definition{at}` |\n"))
            .collect();
        let ring = linked(count, |at| at + 1).with(tests::pages::FILE, tests::pages::page(&rows));
        let retyped = ring.files.iter().map(|(name, text)| {
            let text = text.replace("`string` | No", "`number` | Yes");
            (name.clone(), text)
        });
        let (before, after) = (ring.sources(), Folder::from_iter(retyped).sources());
        // JSON names every endpoint of every entry, and is as long.
        let audiences = [
            Audience::Terminal,
            Audience::Reviewer,
            Audience::Annotations,
        ];
        Box::new(move || reported(&before, &after, &audiences))
    }),
    ("facts that link", 500, |count| {
        let define =
            |folder: Folder, at| folder.define(&format!("N{at}"), "| a | `object` | No | |\n");
        let folder = (0..count).fold(Folder::default(), define);
        let definitions: Vec<_> = (0..count)
            .map(|at| {
                let to = (at + 1) % count;
                format!(
                    r##""N{at}": {{"properties": {{"a": {{"$ref": "#/definitions/N{to}"}}}}}}"##
                )
            })
            .collect();
        stated(folder, &definitions)
    }),
    ("enums whose names are taken", 250, |count| {
        let define = |folder: Folder, at| {
            let folder = folder.define(&format!("N{at}"), "| state | `string` | No | |\n");
            let taken = [
                format!("N{at}State"),
                format!("State{at}"),
                format!("N{at}State2"),
            ];
            taken
                .iter()
                .fold(folder, |folder, name| folder.define(name, ""))
        };
        let folder = (0..count).fold(Folder::default(), define);
        let definitions: Vec<_> = (0..count)
            .map(|at| {
                format!(
                    r##""N{at}": {{"properties": {{"state": {{"type": "string", "enum": ["a", "b{at}"]}}}}}}"##
                )
            })
            .collect();
        stated(folder, &definitions)
    }),
    ("facts that are set aside", 250, |count| {
        let define =
            |folder: Folder, at| folder.define(&format!("N{at}"), "| a | `object` | Yes | |\n");
        let folder = (0..count).fold(Folder::default(), define);
        let links: String = (0..count)
            .map(|at| format!("N{at}.a = \"N{at}\"\n"))
            .collect();
        line(folder.facts(format!("[definitions]\n{links}")))
    }),
];

/// Adds the growth of each shape: the time of the larger input, divided by [`TIMES`], against the smaller.
pub(crate) fn growth(table: &mut Table) {
    for (name, size, shape) in SHAPES {
        let [once, more] = [size, TIMES * size].map(|size| least(&shape(size)).as_secs_f64());
        let name = format!("growing: {name}");
        let figures = [more / TIMES as f64, once];
        table.add(name, Unit::Seconds, figures, "smaller", Bar::AtMost(BAR));
    }
}

/// The least of a few times, which others on the machine disturb least.
fn least(run: &dyn Fn()) -> Duration {
    let times = (0..3).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

/// The facts of a document with these definitions.
fn stated(folder: Folder, definitions: &[String]) -> Box<dyn Fn()> {
    let document = format!(
        r#"{{"swagger": "2.0", "definitions": {{{}}}}}"#,
        definitions.join(", ")
    );
    let decided = generator::decide(&folder.sources());
    let schema = decided.map(|decided| decided.schema).unwrap_or_default();
    Box::new(move || {
        let none = Overrides::default();
        let request = Request {
            schema: &schema,
            operations: &[],
            by_hand: &none,
            before: &none,
            exact_integers: false,
            rename_enums: false,
        };
        black_box(tests::facts::facts(&document, request).is_ok());
    })
}

/// The whole line, and every problem shown.
fn line(folder: Folder) -> Box<dyn Fn()> {
    let sources = folder.sources();
    Box::new(move || match generator::generate(&sources) {
        Ok(tree) => drop(black_box(tree)),
        Err(problems) => shown(&problems, &sources),
    })
}

fn shown(problems: &Diagnostics, sources: &Sources) {
    for format in [
        Format::Human { colour: false },
        Format::Json,
        Format::Github,
    ] {
        black_box(report::problems(problems, sources, format));
    }
}

fn compared(before: &Sources, after: &Sources) {
    let program = [
        Audience::Terminal,
        Audience::Reviewer,
        Audience::Program,
        Audience::Annotations,
    ];
    reported(before, after, &program);
}

fn reported(before: &Sources, after: &Sources, audiences: &[Audience]) {
    let decided = [before, after].map(|sources| generator::decide(sources).ok());
    let [Some(was), Some(is)] = &decided else {
        return;
    };
    let changes = changes::compare(Side::new(before, was), Side::new(after, is));
    for &audience in audiences {
        black_box(changes::report(&changes, audience, None));
    }
}

fn foo(rows: impl AsRef<str>) -> Folder {
    Folder::default().define("Foo", rows.as_ref())
}

fn rows(count: usize, ty: &str) -> String {
    (0..count)
        .map(|at| format!("| p{at} | {ty} | No | |\n"))
        .collect()
}

/// Definitions of which each links to another.
fn linked(count: usize, to: fn(usize) -> usize) -> Folder {
    let define = |at: usize| {
        let to = match to(at) {
            to if to >= count && to < 10_000 => 0,
            to => to,
        };
        let name = format!("Definition{at}");
        let rows = format!(
            "| a | `string` | No | words |\n| p{at} | [`Definition{to}`](definition{to}-definition.md) | No | |\n"
        );
        (
            generator::schema::file_name(&name),
            definition(&name, &rows),
        )
    };
    (0..count).map(define).collect()
}
