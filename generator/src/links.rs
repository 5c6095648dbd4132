//! The noun `Links`: which model holds which, read off a [`Model`].
//!
//! Names are the definitions'. Where a field's Rust type was decided by more than its row, the links
//! are those of the decision, because they are what a user of the crate meets.

use std::collections::{BTreeMap, BTreeSet};

use crate::cycles::components;
use crate::model::Model;

/// Every link, from both ends.
#[derive(Clone, Debug, Default)]
pub struct Links<'a> {
    /// For each definition, those it links to, and by which properties.
    to: BTreeMap<&'a str, Targets<'a>>,
    /// For each definition, those that link to it, and by which properties.
    from: BTreeMap<&'a str, Targets<'a>>,
}

/// Definitions at the other end of links, each with the properties that make them.
pub type Targets<'a> = BTreeMap<&'a str, Vec<&'a str>>;

impl<'a> Links<'a> {
    /// The links of `model`.
    pub fn of(model: &'a Model) -> Self {
        let mut links = Self::default();
        for item in &model.structs {
            let from = item.name();
            links.to.entry(from).or_default();
            links.from.entry(from).or_default();
            for field in &item.fields {
                let held = field.ty.link();
                let Some(to) = held.and_then(|ident| model.structs.by_ident(ident)) else {
                    continue;
                };
                let to = to.name();
                let property = field.wire_name();
                for (ends, at, other) in [(&mut links.to, from, to), (&mut links.from, to, from)] {
                    let properties = ends.entry(at).or_default().entry(other).or_default();
                    properties.push(property);
                }
            }
        }
        links
    }

    /// Adds a link that no property makes by its type.
    pub fn add(&mut self, from: &'a str, to: &'a str) {
        self.to.entry(from).or_default().entry(to).or_default();
        self.from.entry(to).or_default().entry(from).or_default();
    }

    /// Every definition, by name.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.to.keys().copied()
    }

    /// Returns the links of the definition `name`.
    pub fn to(&self, name: &str) -> impl Iterator<Item = (&'a str, &[&'a str])> {
        ends(&self.to, name)
    }

    /// Returns the links to the definition `name`.
    pub fn from(&self, name: &str) -> impl Iterator<Item = (&'a str, &[&'a str])> {
        ends(&self.from, name)
    }

    /// The definitions that at most `depth` links lead to from one of `roots`.
    pub fn within(&self, roots: &BTreeSet<&'a str>, depth: usize) -> BTreeSet<&'a str> {
        let mut reached = roots.clone();
        let mut edge: Vec<_> = roots.iter().copied().collect();
        for _ in 0..depth {
            let next = edge.iter().flat_map(|name| self.to(name));
            edge = next
                .map(|(name, _)| name)
                .filter(|&name| reached.insert(name))
                .collect();
            if edge.is_empty() {
                break;
            }
        }
        reached
    }

    /// The cycles: sets of definitions each of which leads to every other, and to itself. By their
    /// first names.
    pub fn cycles(&self) -> Vec<BTreeSet<&'a str>> {
        let names: Vec<_> = self.names().collect();
        let number = |(name, _)| names.binary_search(&name).ok();
        let edges: Vec<Vec<_>> = names
            .iter()
            .map(|name| self.to(name).filter_map(number).collect())
            .collect();
        let mut members: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for (&name, cycle) in names.iter().zip(components(&edges)) {
            members.entry(cycle).or_default().insert(name);
        }
        let leads_to_itself = |name: &str| self.to(name).any(|(to, _)| to == name);
        let mut cycles: Vec<_> = members
            .into_values()
            .filter(|them| them.len() > 1 || them.iter().any(|name| leads_to_itself(name)))
            .collect();
        cycles.sort();
        cycles
    }
}

fn ends<'l, 'a>(
    links: &'l BTreeMap<&'a str, Targets<'a>>,
    name: &str,
) -> impl Iterator<Item = (&'a str, &'l [&'a str])> {
    let targets = links.get(name).into_iter().flatten();
    targets.map(|(&other, properties)| (other, properties.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::file_name;
    use crate::source::Sources;

    /// The model of definitions that are nothing but links.
    fn model(definitions: &[(&str, &[&str])]) -> Model {
        let mut sources = Sources::default();
        for (name, links) in definitions {
            let row = |to: &&str| format!("| to{to} | [`{to}`]({}) | No | |\n", file_name(to));
            let rows: String = links.iter().map(row).collect();
            let head = "| Property | Type | Required | Description |\n|---|---|---|---|\n";
            let text = format!("# `{name}` Definition\n\n{head}{rows}");
            sources.add(file_name(name), &text);
        }
        let generated = crate::decide(&sources);
        generated.map_or_else(|_| Model::default(), |generated| generated.model)
    }

    #[test]
    fn links_are_seen_from_both_ends() {
        let model = model(&[("A", &["B"]), ("B", &["B"]), ("C", &["B"])]);
        let links = Links::of(&model);
        assert_eq!(
            links.to("A").collect::<Vec<_>>(),
            [("B", ["toB"].as_slice())]
        );
        let users: Vec<_> = links.from("B").map(|(name, _)| name).collect();
        assert_eq!(users, ["A", "B", "C"]);
        assert_eq!(links.from("A").count(), 0);
    }

    #[test]
    fn depth_counts_links() {
        let model = model(&[("A", &["B"]), ("B", &["C"]), ("C", &["A"])]);
        let links = Links::of(&model);
        let within = |depth| links.within(&BTreeSet::from(["A"]), depth).len();
        assert_eq!([within(0), within(1), within(2), within(9)], [1, 2, 3, 3]);
    }

    #[test]
    fn cycles_are_found_whole_and_apart() {
        let model = model(&[
            ("A", &["B", "D"]),
            ("B", &["C"]),
            ("C", &["A"]),
            ("D", &["E", "F"]),
            ("E", &["D"]),
            ("F", &["F"]),
            ("G", &["A"]),
        ]);
        let expected = [
            BTreeSet::from(["A", "B", "C"]),
            BTreeSet::from(["D", "E"]),
            BTreeSet::from(["F"]),
        ];
        assert_eq!(Links::of(&model).cycles(), expected);
    }
}
