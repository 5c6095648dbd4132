//! Thousands of published definitions are read without a problem and without losing a word, and the
//! crate that comes of them is one that nothing complains about.

use std::path::Path;

use tests::corpus::{self, Copy};

/// A count of the entries in the files, independent of the parser: lines of text, no more.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    definitions: usize,
    properties: usize,
    required: usize,
    described: usize,
    empty: usize,
    over_several_lines: usize,
}

impl Counts {
    fn by_lines<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = Self::default();
        for text in texts {
            let body = text.split("\n---\n").next().unwrap_or_default();
            let lines: Vec<_> = body
                .lines()
                .filter(|line| !line.trim().is_empty())
                .collect();
            let header = lines
                .iter()
                .position(|line| line.starts_with("| Property |"))
                .unwrap_or_default();
            let rows = &lines[header + 2..];
            let begins = |line: &&&str| line.starts_with("| ");
            counts.definitions += 1;
            counts.described += usize::from(header > 1);
            counts.empty += usize::from(rows.is_empty());
            counts.properties += rows.iter().filter(begins).count();
            counts.required += rows
                .iter()
                .filter(|line| line.contains(" | Yes | "))
                .count();
            // A row goes on over the lines that do not begin with a pipe, and is closed by one that
            // may hold nothing else.
            let text_goes_on = |pair: &&[&str]| {
                pair[0].starts_with("| ") && !pair[1].starts_with('|') && pair[1].trim() != "|"
            };
            counts.over_several_lines += rows.windows(2).filter(text_goes_on).count();
        }
        counts
    }
}

#[test]
#[cfg_attr(not(corpus), ignore = "DEFINITIONS_CORPUS is unset")]
fn every_definition_is_read_and_counted() {
    let sources = corpus::sources();
    let schema = tests::generate_from(&sources)
        .expect("the corpus has no problems")
        .schema;
    let properties = || {
        schema
            .definitions
            .iter()
            .flat_map(|definition| &definition.properties)
    };
    let found = Counts {
        definitions: schema.definitions.len(),
        properties: properties().count(),
        required: properties()
            .filter(|property| property.required.value)
            .count(),
        described: schema
            .definitions
            .iter()
            .filter(|definition| !definition.description.is_empty())
            .count(),
        empty: schema
            .definitions
            .iter()
            .filter(|definition| definition.properties.is_empty())
            .count(),
        over_several_lines: properties()
            .filter(|property| property.description.contains('\n'))
            .count(),
    };
    assert_eq!(
        found,
        Counts::by_lines(sources.iter().map(|(_, source)| source.text.as_str()))
    );
}

#[test]
#[cfg_attr(not(corpus), ignore = "DEFINITIONS_CORPUS is unset")]
fn no_letter_of_any_definition_is_lost() {
    let sources = corpus::sources();
    let schema = tests::generate_from(&sources)
        .expect("the corpus has no problems")
        .schema;
    for definition in &schema.definitions {
        tests::claims::nothing_is_lost(&sources.get(definition.name.place.file).text, definition);
    }
}

/// An override for every number, text that is required, and object there is.
#[test]
#[cfg_attr(not(corpus), ignore = "DEFINITIONS_CORPUS is unset")]
fn thousands_of_overrides_are_applied() {
    let mut sources = corpus::sources();
    let schema = tests::generate_from(&sources)
        .expect("the corpus has no problems")
        .schema;
    let mut overrides = "[enums]\nOverrideWord = [\"a\", \"b\"]\n".to_owned();
    let mut entries = 0;
    for definition in &schema.definitions {
        overrides.push_str(&format!("[definitions.{:?}]\n", definition.name.value));
        for property in &definition.properties {
            let entry = match property.ty.value.to_string().as_str() {
                "number" => "\"i64\"",
                "number[]" => "\"f64[]\"",
                "object" => "\"map<any>\"",
                "string" if property.required.value => {
                    "{ type = \"OverrideWord\", required = false, reason = \"seen without\" }"
                }
                _ => continue,
            };
            entries += 1;
            overrides.push_str(&format!("{:?} = {entry}\n", property.name.value));
        }
    }
    assert!(entries > 3_000, "{entries} entries");
    sources.overrides = Some(sources.add("overrides.toml", &overrides));
    let model = tests::generate_from(&sources)
        .expect("every override applies")
        .model;
    let fields = model.structs.iter().flat_map(|item| &item.fields);
    let stated = fields.filter(|field| {
        let ty = format!("{:?}", field.ty);
        ty.contains("Scalar(I64)")
            || ty.contains("Scalar(U")
            || ty.contains("Scalar(F64)")
            || ty.contains("Map(")
            || ty.contains("Enum(")
    });
    assert_eq!(stated.count(), entries);
}

#[test]
#[cfg_attr(not(corpus), ignore = "DEFINITIONS_CORPUS is unset")]
fn nothing_complains_about_the_crate() {
    let copy = Copy::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus"))
        .expect("the crate can be copied");
    let mut sources = corpus::sources_with_facts();
    if cfg!(pages) {
        corpus::add_pages(&mut sources);
    }
    let tree = tests::generate_from(&sources)
        .expect("the corpus has no problems")
        .tree;
    generator::write::write(&copy.out(), &tree).expect("the models can be written");

    // A fence or an indented line in a doc comment would be a test of the author's prose.
    for (path, text) in &tree.files {
        let code = text.lines().find(|line| {
            let doc = line.trim_start().strip_prefix("///");
            doc.is_some_and(|doc| {
                doc.starts_with("    ") || doc.contains("```") || doc.contains('\t')
            })
        });
        assert_eq!(code, None, "{path}");
    }
    copy.check(&["fmt", "--all", "--check"]);
    // The models are the same with both features, so that one check is enough.
    copy.check(&["check", "--quiet", "--features", "http-1"]);
    copy.check(&["doc", "--quiet", "--no-deps", "--features", "operations"]);
}
