//! A folder of definitions: that of a case, or one that a test spells out.

use std::path::{Path, PathBuf};

use generator::diagnostic::{Code, Diagnostics};
use generator::openapi;
use generator::operations;
use generator::overrides;
use generator::record;
use generator::report::{self, Format};
use generator::schema::{ROOTS_FILE, file_name};
use generator::source::Sources;

use crate::{Generated, generate_from};

/// The top of a definition's table.
pub const HEADER: &str = "| Property | Type | Required | Description |\n|---|---|---|---|\n";

/// The case whose models are those of `generated::example`.
pub const EXAMPLE: &str = "example";

/// The text of a definition with the given rows.
pub fn definition(name: &str, rows: &str) -> String {
    format!("# `{name}` Definition\n\n{HEADER}{rows}")
}

/// A page with one operation, `getFoo`, and a footer.
pub const PAGE: &str = "\
# `FooAPI` Class

Foo <b>and</b> more

## Methods

- [`getFoo`](#getfoo) - Get a foo
it goes on

### `getFoo`

Get a foo

> [!WARNING]
> This method is deprecated.

#### Description

Any | text, as

```
# comment
```

Requires ANY permissions: `foo:foo:view`, `foo:foo:edit`

#### Endpoint

`GET /foo/{fooId}`

#### Parameters

- `fooId` - **(string, required)** The id | of
a foo
- `query` - **(object)** The query
- `query.state` - **(string[], optional)** One of
  - `on`
  - `off`

  or **(none, required)**
- `headers` - **(object)** The headers
- `headers.If-Match` - **(string, optional)** A version
- `body` - **([Foo[]](../definitions/foo-definition.md), required)** - The body

#### Returns

A promise

| HTTP Status Code | Returned type | Description |
|---|---|---|
| `200` | [Foo](../definitions/foo-definition.md) | a | b <br>
and more |
| `206` | [Foo](../definitions/foo-definition.md) |  |
| `304` |  | Not modified |
| `404` | [ErrorBody](../definitions/errorbody-definition.md) | Gone |

---

*This file was generated on 2025-04-24*
";

/// The outcome of the definitions of the publisher's document that is the only file.
fn generate_from_document(sources: &Sources) -> Result<Generated, Diagnostics> {
    let mut problems = Diagnostics::default();
    let (file, _) = sources.iter().next().expect("there is a file");
    let document = openapi::read(sources, file, &mut problems);
    let markdown = document.map(|document| openapi::markdown(&document, &mut problems));
    match markdown {
        Some(markdown) if problems.is_empty() => generate_from(&markdown.sources("definitions")),
        _ => Err(problems.sorted()),
    }
}

/// Files by name, in the order in which they are read; those called `overrides.toml` and `facts.toml` are just
/// that, and so are pages of operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The files, each a name and a text.
    pub files: Vec<(String, String)>,
}

impl Folder {
    /// The definitions of a case in `tests/cases`.
    ///
    /// The overrides of the case `help` are those that `cargo xtask overrides --help` shows.
    pub fn case(name: &str) -> Self {
        let help = cases().join("../../xtask/src/cli/overrides.toml");
        let overrides = (name == "help").then_some(&*help);
        Self::read_with(&cases().join(name).join("definitions"), overrides)
    }

    /// The files in a folder on disk that the generator reads.
    pub fn read(path: &Path) -> Self {
        Self::read_with(path, None)
    }

    fn read_with(path: &Path, overrides: Option<&Path>) -> Self {
        let sources = generator::read::read(path, overrides)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let folder = format!("{}/", path.display());
        let named = |source: &generator::source::Source| {
            // Overrides may be elsewhere.
            let name = source.path.strip_prefix(&folder);
            let name = name.unwrap_or_else(|| source.file_name());
            (name.to_owned(), source.text.clone())
        };
        sources.iter().map(|(_, source)| named(source)).collect()
    }

    /// The folder with one more file.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.files.push((name.to_owned(), text.into()));
        self
    }

    /// The folder with one more definition that has the given rows.
    #[must_use]
    pub fn define(self, name: &str, rows: &str) -> Self {
        self.with(&file_name(name), definition(name, rows))
    }

    /// The folder with overrides.
    #[must_use]
    pub fn overrides(self, text: impl Into<String>) -> Self {
        self.with(overrides::FILE, text)
    }

    /// The folder with facts of a machine.
    #[must_use]
    pub fn facts(self, text: impl Into<String>) -> Self {
        self.with(overrides::FACTS_FILE, text)
    }

    /// Returns the input of the generator, as if the folder were called `definitions`.
    pub fn sources(&self) -> Sources {
        self.sources_in("definitions")
    }

    /// Returns the input of the generator, as if the folder were called `folder`.
    pub fn sources_in(&self, folder: &str) -> Sources {
        let mut sources = Sources::default();
        for (name, text) in &self.files {
            let file = sources.add(format!("{folder}/{name}"), text);
            match name.as_str() {
                overrides::FILE => sources.overrides = Some(file),
                operations::TABLE => sources.table = Some(file),
                name if name.ends_with(operations::PAGE_SUFFIX) => sources.pages.push(file),
                overrides::FACTS_FILE => sources.facts = Some(file),
                record::FILE => sources.record = Some(file),
                ROOTS_FILE => sources.roots = Some(file),
                _ => {}
            }
        }
        sources
    }

    /// The outcome of the folder; that of the publisher's document, where it holds nothing else.
    ///
    /// # Errors
    ///
    /// Every problem, where there is one.
    pub fn generate(&self) -> Result<Generated, Diagnostics> {
        let sources = self.sources();
        match &self.files[..] {
            [(name, _)] if name.ends_with(".json") => generate_from_document(&sources),
            _ => generate_from(&sources),
        }
    }

    /// Generates from a folder that has no problems.
    ///
    /// # Panics
    ///
    /// With the problems as users see them.
    #[track_caller]
    pub fn sound(&self) -> Generated {
        self.generate()
            .unwrap_or_else(|problems| panic!("{}", shown(&problems, &self.sources())))
    }

    /// The problems of a folder that has some.
    ///
    /// # Panics
    ///
    /// Panics if it has none.
    #[track_caller]
    pub fn problems(&self) -> Diagnostics {
        self.generate().expect_err("the folder has a problem")
    }

    /// Checks that the folder has just the problems whose places are marked «» in its files, and
    /// that they have these codes.
    ///
    /// # Panics
    ///
    /// With the problems as users see them, where they are others.
    #[track_caller]
    pub fn check(&self, codes: &[Code]) {
        let (plain, places) = self.unmarked();
        assert_eq!(codes.len(), places.len(), "as many codes as marks");
        let expected: Vec<_> = codes.iter().copied().zip(places).collect();
        let sources = plain.sources();
        let problems = plain.generate().err().unwrap_or_default();
        let found = problems.iter().map(|problem| {
            let (file, span) = (sources.get(problem.place.file), problem.place.span);
            let name = file.path.trim_start_matches("definitions/");
            let place = (name.to_owned(), span.start, span.end);
            (problem.code, place)
        });
        let found: Vec<_> = found.collect();
        assert!(
            found == expected,
            "expected {expected:?}\n   found {found:?}\n{}",
            shown(&problems, &sources)
        );
    }

    /// The folder without its marks, and where they were: file, start and end.
    fn unmarked(&self) -> (Self, Vec<(String, usize, usize)>) {
        let (mut plain, mut places) = (Self::default(), Vec::new());
        for (name, marked) in &self.files {
            let mut text = String::new();
            for (at, part) in marked.split(['«', '»']).enumerate() {
                let start = text.len();
                text.push_str(part);
                if at % 2 == 1 {
                    places.push((name.clone(), start, text.len()));
                }
            }
            plain = plain.with(name, text);
        }
        (plain, places)
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Folder {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(files: I) -> Self {
        let files = files.into_iter();
        Self {
            files: files
                .map(|(name, text)| (name.into(), text.into()))
                .collect(),
        }
    }
}

/// The folder that holds a folder for each case.
pub fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// Problems as users see them.
pub fn shown(problems: &Diagnostics, sources: &Sources) -> String {
    report::problems(problems, sources, Format::Human { colour: false }).into()
}
