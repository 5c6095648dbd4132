//! The stage `select`: a [`Schema`], the [`Links`] of its models, operations and [`Roots`] go in, a
//! [`Selection`] comes out: the files of the roots and of everything they link to, to the end, and the
//! selected operations.
//!
//! It follows files and not names, because a link names its target file: so a definition whose heading is
//! broken is reached as well, and its problem is reported. If an override states the type of an object, the
//! models have links that no row has.

use std::collections::{BTreeMap, BTreeSet};

use crate::links::Links;
use crate::nearest::nearest_few;
use crate::operations::Operation;
use crate::roots::{Root, Roots};
use crate::schema::{Definition, ROOTS_FILE, Schema, file_name, is_like};

/// Roots that match no definition and no operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRoots(pub Vec<UnknownRoot>);

/// One root that matches no definition and no operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRoot {
    /// The root.
    pub root: Root,
    /// The names that were probably meant, the likeliest first.
    pub near: Vec<String>,
}

impl std::fmt::Display for UnknownRoots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, unknown) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{unknown}")?;
        }
        Ok(())
    }
}

impl std::fmt::Display for UnknownRoot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Root { text, line } = &self.root;
        if self.root.is_endpoint() {
            write!(f, "no operation has the endpoint `{text}`")?;
        } else if self.root.is_pattern() {
            write!(f, "no definition has a name like `{text}`")?;
        } else {
            write!(f, "there is no definition `{text}`")?;
        }
        if let Some(line) = line {
            write!(f, " (line {line} of `{ROOTS_FILE}`)")?;
        }
        if let [others @ .., last] = self.near.as_slice() {
            let others: String = others.iter().map(|name| format!("`{name}`, ")).collect();
            let or = if others.is_empty() { "" } else { "or " };
            write!(f, "; did you mean {others}{or}`{last}`?")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownRoots {}

/// The definitions and operations that roots lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The names of the files of definitions.
    pub files: BTreeSet<String>,
    /// The names of the operations.
    pub operations: BTreeSet<String>,
}

/// The operations that definitions bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Companions {
    /// None: only a root that matches operations selects any.
    None,
    /// Those that send or return a definition that is itself a root.
    OfRoots,
    /// Those that send or return any definition of the selection.
    OfAll,
}

/// The names of the files in the closure of `roots`, where definitions bring no operation along.
///
/// # Errors
///
/// Every root that matches no definition of `schema` and none of the `operations`.
pub fn select_files(
    schema: &Schema,
    models: &Links<'_>,
    operations: &[Operation],
    roots: &Roots,
) -> Result<BTreeSet<String>, UnknownRoots> {
    let none = BTreeSet::new();
    let selected = select(schema, models, operations, roots, none, Companions::None)?;
    Ok(selected.files)
}

/// The closure of `roots`, and of the files `also`, where those are there. An operation that a root names
/// brings the definitions that it sends and returns; one that a definition brings along brings those that it
/// returns on failure, so that an error can be read.
///
/// # Errors
///
/// Every root that matches no definition of `schema` and none of the `operations`.
pub fn select(
    schema: &Schema,
    models: &Links<'_>,
    operations: &[Operation],
    roots: &Roots,
    also: BTreeSet<String>,
    companions: Companions,
) -> Result<Selection, UnknownRoots> {
    let mut waiting = also;
    let mut unknown = Vec::new();
    let mut selected = BTreeSet::new();
    let mut definitions = BTreeSet::new();
    for root in roots.iter() {
        let files = files(schema, root);
        if !files.is_empty() {
            definitions.extend(files.iter().cloned());
            waiting.extend(files);
            continue;
        }
        // A name that definitions have is theirs, so that operations take nothing in unasked.
        let mut named = operations
            .iter()
            .filter(|it| root.is_for_operation(it))
            .peekable();
        if named.peek().is_none() {
            unknown.push(UnknownRoot {
                root: root.clone(),
                near: near(schema, operations, root),
            });
        }
        for operation in named {
            selected.insert(operation.name.value.clone());
            let definitions = operation.definitions().chain(operation.error_definitions());
            waiting.extend(definitions.map(file_name));
        }
    }
    if !unknown.is_empty() {
        return Err(UnknownRoots(unknown));
    }
    let mut files = closure(schema, models, waiting);
    loop {
        let anchors = match companions {
            Companions::None => break,
            Companions::OfRoots => &definitions,
            Companions::OfAll => &files,
        };
        let uses = |it: &&Operation| {
            it.definitions()
                .any(|name| anchors.contains(&file_name(name)))
        };
        let found = operations.iter().filter(uses);
        let found: Vec<_> = found
            .filter(|it| selected.insert(it.name.value.clone()))
            .collect();
        if found.is_empty() {
            break;
        }
        let errors = found.into_iter().flat_map(Operation::error_definitions);
        files.append(&mut closure(
            schema,
            models,
            errors.map(file_name).collect(),
        ));
    }
    Ok(Selection {
        files,
        operations: selected,
    })
}

/// Returns the files that `root` matches. A file whose definition has no readable name matches by its own
/// name.
fn files(schema: &Schema, root: &Root) -> Vec<String> {
    let own = file_name(&root.text);
    let files = schema.files.iter().filter(|(file, name)| match name {
        Some(name) => root.is_for(name),
        None => is_like(file, &own),
    });
    files.map(|(file, _)| file.clone()).collect()
}

fn near(schema: &Schema, operations: &[Operation], root: &Root) -> Vec<String> {
    if root.is_path() {
        return nearest_few(
            &root.text,
            operations.iter().map(|it| it.endpoint.value.path.as_str()),
        );
    }
    if root.is_endpoint() {
        let endpoints = operations.iter().map(|it| it.endpoint.value.to_string());
        let endpoints: Vec<_> = endpoints.collect();
        return nearest_few(&root.text, endpoints.iter().map(String::as_str));
    }
    let definitions = schema.files.values().flatten().map(String::as_str);
    let names = definitions.chain(operations.iter().map(|it| it.name.value.as_str()));
    if !root.is_pattern() {
        return nearest_few(&root.text, names);
    }
    // Nearly every pattern that matches nothing was typed in the wrong letter case.
    let folded = root.text.to_lowercase();
    names
        .filter(|name| is_like(&name.to_lowercase(), &folded))
        .take(3)
        .map(str::to_owned)
        .collect()
}

fn closure(schema: &Schema, models: &Links<'_>, mut waiting: BTreeSet<String>) -> BTreeSet<String> {
    let by_file: BTreeMap<&str, &Definition> = schema
        .definitions
        .iter()
        .map(|definition| (definition.file.as_str(), &**definition))
        .collect();
    // A definition in a file of another name is reached by its own name, so that its problem shows.
    let astray: BTreeMap<String, &str> = schema
        .definitions
        .iter()
        .map(|definition| (file_name(&definition.name.value), definition.file.as_str()))
        .filter(|(expected, file)| expected != file)
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(file) = waiting.pop_first() {
        if let Some(&elsewhere) = astray.get(&file)
            && !reached.contains(elsewhere)
        {
            waiting.insert(elsewhere.to_owned());
        }
        if reached.contains(&file) || !schema.files.contains_key(&file) {
            continue;
        }
        if let Some(definition) = by_file.get(file.as_str()) {
            waiting.extend(definition.links());
            let further = models.to(&definition.name.value);
            waiting.extend(further.map(|(name, _)| file_name(name)));
        }
        reached.insert(file);
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::parse::parse;
    use crate::source::Sources;

    /// The schema of definitions that are nothing but links: `("A", &["B"])`.
    fn schema(definitions: &[(&str, &[&str])]) -> Schema {
        let mut sources = Sources::default();
        for (name, links) in definitions {
            let row = |to: &&str| format!("| to{to} | [`{to}`]({}) | No | |\n", file_name(to));
            let rows: String = links.iter().map(row).collect();
            let head = "| Property | Type | Required | Description |\n|---|---|---|---|\n";
            sources.add(
                file_name(name),
                &format!("# `{name}` Definition\n\n{head}{rows}"),
            );
        }
        parse(&sources, &mut Diagnostics::default())
    }

    fn select_from(schema: &Schema, roots: &Roots) -> Result<BTreeSet<String>, UnknownRoots> {
        select_files(schema, &Links::default(), &[], roots)
    }

    fn check(definitions: &[(&str, &[&str])], roots: &[&str], expected: &[&str]) {
        let roots = roots.iter().copied().collect();
        let selected = select_from(&schema(definitions), &roots);
        let expected = expected.iter().map(|name| file_name(name)).collect();
        assert_eq!(selected, Ok(expected));
    }

    #[test]
    fn a_definition_in_a_file_of_another_name_is_reached_by_its_own() {
        let mut sources = Sources::default();
        let head = "| Property | Type | Required | Description |\n|---|---|---|---|\n";
        let row = "| b | [`B`](b-definition.md) | No | |\n";
        sources.add(
            "a-definition.md",
            &format!("# `A` Definition\n\n{head}{row}"),
        );
        sources.add("c-definition.md", &format!("# `B` Definition\n\n{head}"));
        let schema = parse(&sources, &mut Diagnostics::default());
        let selected = select_from(&schema, &["A"].into_iter().collect());
        let expected = ["a-definition.md", "c-definition.md"].map(str::to_owned);
        assert_eq!(selected, Ok(expected.into()));
    }

    #[test]
    fn links_are_followed_to_the_end_and_round_circles() {
        let definitions: &[(&str, &[&str])] = &[
            ("A", &["B"]),
            ("B", &["C"]),
            ("C", &["A", "C"]),
            ("D", &["A"]),
        ];
        check(definitions, &["A"], &["A", "B", "C"]);
        check(definitions, &["D"], &["A", "B", "C", "D"]);
    }

    #[test]
    fn patterns_take_every_definition_of_their_form() {
        let definitions: &[(&str, &[&str])] = &[("AnB", &[]), ("AnC", &["D"]), ("D", &[])];
        check(definitions, &["An*"], &["AnB", "AnC", "D"]);
        check(definitions, &["*"], &["AnB", "AnC", "D"]);
    }

    #[test]
    fn a_link_to_a_file_that_is_not_there_is_not_for_this_stage_to_report() {
        check(&[("A", &["Gone"])], &["A"], &["A"]);
    }

    #[test]
    fn a_file_without_a_readable_heading_is_reached_by_its_own_name() {
        let mut sources = Sources::default();
        sources.add("queue-definition.md", "no heading\n");
        let schema = parse(&sources, &mut Diagnostics::default());
        let selected = select_from(&schema, &Roots::from_iter(["Queue"]));
        assert_eq!(
            selected,
            Ok(BTreeSet::from(["queue-definition.md".to_owned()]))
        );
    }

    #[test]
    fn every_root_that_matches_nothing_is_reported_with_the_nearest_names() {
        let schema = schema(&[("User", &[]), ("UserPresence", &[]), ("Queue", &[])]);
        let mut roots = Roots::parse("Usr\n");
        roots.add("queue*");
        roots.add("Presence");
        roots.add("Xylophone");
        let error = select_from(&schema, &roots).map_err(|error| error.to_string());
        let expected = "\
there is no definition `Usr` (line 1 of `roots.txt`); did you mean `User`?
no definition has a name like `queue*`; did you mean `Queue`?
there is no definition `Presence`; did you mean `UserPresence`?
there is no definition `Xylophone`";
        assert_eq!(error, Err(expected.to_owned()));
    }
}
