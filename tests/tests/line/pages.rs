//! The publisher's pages of operations are read to the last line, and what is none of a page is told.

use std::collections::{BTreeMap, BTreeSet};

use generator::diagnostic::{Code, Diagnostics};
use generator::operations::Operations;
use generator::parse;
use generator::schema::Base;
use tests::corpus;
use tests::folder::{Folder, PAGE};

/// What stands in the pages, by lines of text alone: nothing of it comes from the parser.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    operations: usize,
    with_body: usize,
    links: usize,
    lists_of_links: usize,
    /// Different types by status, 3xx among them.
    several_responses: usize,
    /// Query parameters.
    query: usize,
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

fn is_success((status, ty): &(&str, &str)) -> bool {
    status.starts_with('2') || *status == "default" || status.starts_with('3') && !ty.is_empty()
}

impl Counts {
    fn by_lines<'a>(sections: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = Self::default();
        for section in sections {
            counts.operations += 1;
            if let Some((_, body)) = section.split_once("\n- `body` - **(") {
                counts.with_body += 1;
                let ty = body.split(", ").next().unwrap_or_default();
                counts.links += usize::from(ty.starts_with('[') && !ty.contains("[]"));
                counts.lists_of_links += usize::from(ty.starts_with('[') && ty.contains("[]"));
            }
            counts.query += section.matches("\n- `query.").count();
            let types: BTreeSet<_> = rows(section).filter(is_success).map(|(_, ty)| ty).collect();
            let types = types.iter().filter(|ty| !ty.is_empty());
            counts.several_responses += usize::from(types.count() > 1);
        }
        counts
    }

    fn of(operations: &Operations) -> Self {
        let mut counts = Self::default();
        for operation in &operations.operations {
            counts.operations += 1;
            counts.query += operation.query.len();
            counts.several_responses += usize::from(operation.responses.len() > 1);
            let Some(request) = &operation.request else {
                continue;
            };
            counts.with_body += 1;
            let link = matches!(request.value.base, Base::Link(_));
            counts.links += usize::from(link && request.value.lists == 0);
            counts.lists_of_links += usize::from(link && request.value.lists > 0);
        }
        counts
    }
}

#[test]
#[cfg_attr(not(pages), ignore = "DEFINITIONS_PAGES is unset")]
fn every_operation_of_the_corpus_is_read_and_counted() {
    let pages = corpus::pages();
    let mut problems = Diagnostics::default();
    let operations = parse::pages(&pages, &mut problems);
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

    let bodies = Counts::by_lines(pages.iter().flat_map(|(_, page)| sections(&page.text)));
    let found = [bodies.with_body, bodies.links, bodies.lists_of_links];
    assert_eq!(found, [1_075, 1_018, 28]);
    let expected = Counts::by_lines(described.values().flatten().copied());
    assert_eq!(expected.operations, 2_587);
    // Six by statuses of 2xx, and one whose 302 has a type of its own.
    assert_eq!(expected.several_responses, 7);
    assert_eq!(Counts::of(&operations), expected);
}

/// What is read of one page, and the codes of its problems.
fn read(text: &str) -> (Operations, Vec<Code>) {
    let mut problems = Diagnostics::default();
    let sources = Folder::from_iter([("foo-api.md", text)]).sources();
    let operations = parse::pages(&sources, &mut problems);
    (
        operations,
        problems.iter().map(|problem| problem.code).collect(),
    )
}

#[test]
fn a_query_parameter_is_a_list_where_the_page_says_so() {
    let query = |page: &str| read(page).0.text(|_| true).contains("| `state[]` |");
    assert!(query(PAGE));
    assert!(!query(
        &PAGE.replace("**(string[], optional)**", "**(string, optional)**")
    ));
}

#[test]
fn no_line_that_is_missing_doubled_or_cut_short_is_passed_over() {
    let lines: Vec<_> = PAGE.split_inclusive('\n').collect();
    let mut texts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (before, after) = (lines[..at].concat(), lines[at + 1..].concat());
        texts.push(format!("{before}{after}"));
        texts.push(format!("{before}{line}{line}{after}"));
        texts.push(format!("{before}{}", &line[..line.len() / 2]));
        texts.push(format!("{before}{}\n{after}", &line[..line.len() / 2]));
        texts.push(format!("{before}?{line}{after}"));
    }
    for text in texts {
        tests::claims::operations(&text);
        let (operations, codes) = read(&text);
        assert!(
            operations.operations.len() == 1 || !codes.is_empty(),
            "{text}"
        );
    }
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
