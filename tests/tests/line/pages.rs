//! The publisher's pages of operations are read to the last line; a line that belongs to no page is reported.

use std::collections::{BTreeMap, BTreeSet};

use generator::diagnostic::{Code, Diagnostics};
use generator::operations::{Answer, Location, Operation, Operations, Parameter};
use generator::parse;
use tests::corpus;
use tests::folder::{Folder, PAGE};

/// The content of the pages, counted by lines of text alone, without the parser.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    operations: usize,
    deprecated: usize,
    described: usize,
    permitted: usize,
    /// Parameters by place, type and flag.
    parameters: BTreeMap<(String, String, bool), usize>,
    /// Answers by status and type.
    answers: BTreeMap<(String, String), usize>,
    /// The letters of all summaries, descriptions and warnings, and of the texts about parameters and answers.
    letters: usize,
}

/// The sections of a page: a heading of the third level and what stands below it.
fn sections(text: &str) -> impl Iterator<Item = &str> {
    let body = text.split("\n---\n").next().unwrap_or_default();
    body.split("\n### ").skip(1)
}

/// Status and type of each row.
fn rows(section: &str) -> impl Iterator<Item = (&str, &str)> {
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let mut cells = row.split('|').skip(1);
        Some((cells.next()?.trim().trim_matches('`'), cells.next()?.trim()))
    })
}

/// The type of an item or a row: `Foo[]` of a link, or a word.
fn type_of(text: &str) -> String {
    let link = text
        .strip_prefix('[')
        .and_then(|text| text.split_once("]("));
    link.map_or(text, |(name, _)| name).to_owned()
}

fn letters(text: &str) -> usize {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .count()
}

impl Counts {
    fn by_lines<'a>(sections: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = Self::default();
        for section in sections {
            counts.operations += 1;
            counts.deprecated += usize::from(section.contains("\n> [!WARNING]\n"));
            counts.described += usize::from(section.contains("\n#### Description\n"));
            let permitted = [
                "\nRequires ANY permissions: ",
                "\nRequires ALL permissions: ",
            ];
            counts.permitted += usize::from(permitted.iter().any(|it| section.contains(it)));
            for (status, ty) in rows(section) {
                *counts
                    .answers
                    .entry((status.to_owned(), type_of(ty)))
                    .or_default() += 1;
            }
            let items = section
                .split("\n#### Parameters\n")
                .nth(1)
                .unwrap_or_default();
            let items = items.split("\n#### ").next().unwrap_or_default();
            let mut prose_of_items = items.to_owned();
            for item in items.lines().filter(|line| line.starts_with("- `")) {
                let (name, rest) = item[3..].split_once("` - **(").expect("an item has a type");
                let (inner, _) = rest.split_once(")**").expect("the type ends");
                if inner == "object" {
                    prose_of_items = prose_of_items.replacen(item, "", 1);
                    continue;
                }
                prose_of_items =
                    prose_of_items.replacen(&item[..item.len() - rest.len() + inner.len()], "", 1);
                let (ty, flag) = inner.rsplit_once(", ").expect("there is a flag");
                let place = match name.split_once('.') {
                    Some((place, _)) => place,
                    None if name == "body" => "body",
                    None => "path",
                };
                let key = (place.to_owned(), type_of(ty), flag == "required");
                *counts.parameters.entry(key).or_default() += 1;
            }
            let prose_of_items =
                prose_of_items.replace("This method does not have any parameters.", "");
            let prose = section
                .split("\n#### Endpoint\n")
                .next()
                .unwrap_or_default();
            let (_, prose) = prose.split_once('\n').unwrap_or_default();
            let prose = prose
                .replacen("> [!WARNING]", "", 1)
                .replacen("#### Description", "", 1);
            let table = section.split("|---|---|---|\n").nth(1).unwrap_or_default();
            let rows = table.trim_start_matches("| `").split("\n| `");
            let rows = rows.map(|row| letters(row.splitn(3, '|').nth(2).unwrap_or_default()));
            counts.letters += letters(&prose) + letters(&prose_of_items) + rows.sum::<usize>();
        }
        counts
    }

    fn of(operations: &Operations) -> Self {
        let mut counts = Self::default();
        for operation in &operations.operations {
            counts.operations += 1;
            counts.deprecated += usize::from(operation.deprecated.is_some());
            counts.described += usize::from(!operation.description.is_empty());
            counts.permitted += usize::from(operation.permissions.is_some());
            let mut texts = vec![&operation.summary, &operation.description];
            texts.extend(&operation.deprecated);
            for parameter in &operation.parameters {
                let place = match parameter.location {
                    Location::Header => "headers",
                    location => location.word(),
                };
                let ty = parameter.ty.value.to_string();
                let key = (place.to_owned(), ty, parameter.required.value);
                *counts.parameters.entry(key).or_default() += 1;
                texts.push(&parameter.description);
            }
            for answer in &operation.answers {
                let ty = answer.ty.as_ref().map(|ty| ty.value.to_string());
                let key = (answer.status.value.clone(), ty.unwrap_or_default());
                *counts.answers.entry(key).or_default() += 1;
                texts.push(&answer.description);
            }
            counts.letters += texts.into_iter().map(|text| letters(text)).sum::<usize>();
        }
        counts
    }
}

#[test]
#[cfg_attr(not(pages), ignore = "DEFINITIONS_PAGES is unset")]
fn every_operation_of_the_corpus_is_read_and_counted() {
    let pages = corpus::pages();
    let mut problems = Diagnostics::default();
    let operations = parse::operations(&pages, &mut problems).expect("there are pages");
    assert!(problems.is_empty(), "{problems:#?}");

    let mut described: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut all = 0;
    let mut repeated = BTreeMap::new();
    for section in pages.iter().flat_map(|(_, page)| sections(&page.text)) {
        let name = section.lines().next().unwrap_or_default().trim_matches('`');
        described.entry(name).or_default().insert(section.trim());
        *repeated.entry(name).or_insert(0) += 1;
        all += 1;
    }
    assert_eq!(pages.len(), 80);
    assert_eq!(pages.passed_over, ["api-classes.md"]);
    assert_eq!(all, 2_705);
    assert_eq!(repeated.values().filter(|&&times| times > 1).count(), 117);
    assert!(
        described.values().all(|words| words.len() == 1),
        "repeats differ"
    );

    let expected = Counts::by_lines(described.values().flatten().copied());
    assert_eq!(expected.operations, 2_587);
    let required = expected.parameters.iter();
    let required = required.filter(|((place, _, required), _)| place == "query" && *required);
    assert_eq!(required.map(|(_, count)| count).sum::<usize>(), REQUIRED);
    assert_eq!(Counts::of(&operations), expected);
}

/// The number of query parameters that the corpus requires.
const REQUIRED: usize = 182;

/// Reads one page, with the codes of its problems.
fn read(text: &str) -> (Operations, Vec<Code>) {
    let mut problems = Diagnostics::default();
    let sources = Folder::from_iter([("foo-api.md", text)]).sources();
    let operations = parse::operations(&sources, &mut problems).expect("there is a page");
    (
        operations,
        problems.iter().map(|problem| problem.code).collect(),
    )
}

#[test]
fn everything_that_a_page_says_reaches_the_noun() {
    let (operations, codes) = read(PAGE);
    assert_eq!(codes, []);
    let [operation] = &operations.operations[..] else {
        panic!("{operations:#?}");
    };
    assert_eq!(operation.summary, "Get a foo");
    assert_eq!(
        operation.deprecated.as_deref(),
        Some("This method is deprecated.")
    );
    assert!(
        operation
            .description
            .starts_with("Any | text, as\n\n```\n# comment")
    );
    let permissions = operation.permissions.as_ref();
    let stated = permissions.map(ToString::to_string);
    assert_eq!(
        stated.as_deref(),
        Some("Requires ANY permissions: `foo:foo:view`, `foo:foo:edit`")
    );
    assert!(!operation.description.contains("Requires"));
    let parameter = |it: &Parameter| {
        let words = it.description.replace('\n', "/");
        format!(
            "{:?} {} {} {} {words}",
            it.location, it.name.value, it.ty.value, it.required.value
        )
    };
    let parameters: Vec<_> = operation.parameters.iter().map(parameter).collect();
    let expected = [
        "Path fooId string true The id | of/a foo",
        "Query state string[] false One of/  - `on`/  - `off`//  or **(none, required)**",
        "Header If-Match string false A version",
        "Body body Foo[] true The body",
    ];
    assert_eq!(parameters, expected);
    let answer = |it: &Answer| {
        let ty = it.ty.as_ref().map(|ty| ty.value.to_string());
        (
            it.status.value.clone(),
            ty.unwrap_or_default(),
            it.description.clone(),
        )
    };
    let answers: Vec<_> = operation.answers.iter().map(answer).collect();
    let expected = [
        ("200", "Foo", "a | b <br>\nand more"),
        ("206", "Foo", ""),
        ("304", "", "Not modified"),
        ("404", "ErrorBody", "Gone"),
    ];
    let expected =
        expected.map(|(status, ty, text)| (status.to_owned(), ty.to_owned(), text.to_owned()));
    assert_eq!(answers, expected);
}

/// The parts of a page as its operations state them, without the places.
fn stated(operations: &Operations) -> Vec<String> {
    let operation = |it: &Operation| {
        let parameters = it.parameters.iter().map(|it| {
            let (location, required) = (it.location.word(), it.required.value);
            format!(
                "{location} {} {} {required} {}",
                it.name.value, it.ty.value, it.description
            )
        });
        let answers = it.answers.iter().map(|it| {
            let ty = it.ty.as_ref().map(|ty| ty.value.to_string());
            format!("{} {ty:?} {}", it.status.value, it.description)
        });
        let mut parts = vec![
            it.name.value.clone(),
            it.endpoint.value.to_string(),
            it.summary.clone(),
            it.description.clone(),
            format!("{:?} {:?}", it.deprecated, it.permissions),
        ];
        parts.extend(parameters.chain(answers));
        parts
    };
    operations.operations.iter().flat_map(operation).collect()
}

/// The lines of a page that no part of an operation holds: prose of the page and of `Returns`, markup, and
/// what each operation has anyway.
fn is_around(line: &str, above: bool) -> bool {
    let markup = line.is_empty() || line == "---" || line.starts_with('*') || line.starts_with('#');
    let groups = line.starts_with("- `query` -") || line.starts_with("- `headers` -");
    above || markup || groups || line == "A promise" || line.starts_with("|---")
}

/// A line that is removed, doubled, halved or spoiled is reported, or what is read differs by it. Only what is
/// around the operations may differ without a trace.
#[test]
fn no_line_that_is_missing_doubled_or_cut_short_is_passed_over() {
    let lines: Vec<_> = PAGE.split_inclusive('\n').collect();
    let (whole, _) = read(PAGE);
    let whole = stated(&whole);
    let start = lines.iter().position(|line| line.starts_with("### "));
    let start = start.expect("there is a section");
    let mut silent = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (before, after) = (lines[..at].concat(), lines[at + 1..].concat());
        let half: String = line.chars().take(line.chars().count() / 2).collect();
        let half = half.trim_end();
        for (edit, text) in [
            ("removed", format!("{before}{after}")),
            ("doubled", format!("{before}{line}{line}{after}")),
            ("the last half", format!("{before}{half}")),
            ("halved", format!("{before}{half}\n{after}")),
            ("spoiled", format!("{before}?{line}{after}")),
            (
                "spoiled behind",
                format!("{before}{}?\n{after}", line.trim_end()),
            ),
        ] {
            tests::claims::operations(&text);
            let (operations, codes) = read(&text);
            let line = line.trim_end();
            let is_read = stated(&operations) != whole || is_around(line, at < start);
            if codes.is_empty() && (operations.operations.len() != 1 || !is_read) {
                silent.push(format!("{edit}: {line}"));
            }
        }
    }
    assert_eq!(silent, [""; 0]);
}

#[test]
fn a_page_of_many_operations_takes_no_longer_than_it_is_long() {
    let count = tests::tries(20_000) as usize;
    let (top, section) = PAGE.split_once("### `getFoo`").expect("there is a section");
    let (section, footer) = section.split_once("---\n\n*").expect("there is a footer");
    let section = |at: usize| {
        format!(
            "### `getFoo{at}`{}\n",
            section.replace("/foo/", &format!("/foo{at}/"))
        )
    };
    let item = |at: usize| format!("- [`getFoo{at}`](#getfoo{at}) - Get a foo\n");
    let (items, sections): (String, String) = (0..count).map(|at| (item(at), section(at))).unzip();
    let top = top.replace("- [`getFoo`](#getfoo) - Get a foo\n", &items);
    let (operations, codes) = read(&format!("{top}{sections}---\n\n*{footer}"));
    assert_eq!((operations.operations.len(), codes), (count, Vec::new()));
}
