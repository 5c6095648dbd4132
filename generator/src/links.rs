//! The noun `Links`: which model holds which, read off a [`Model`].
//!
//! Names are the definitions'. Where a field's Rust type was decided by more than its row, the links
//! are those of the decision, because they are what a user of the crate meets.

use std::collections::{BTreeMap, BTreeSet};

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
        let names: BTreeMap<&str, &str> = model
            .structs
            .iter()
            .map(|item| (item.ident.as_str(), item.definition.as_str()))
            .collect();
        let mut links = Self::default();
        for item in &model.structs {
            let from = item.definition.as_str();
            links.to.entry(from).or_default();
            links.from.entry(from).or_default();
            for field in &item.fields {
                let Some(&to) = field.ty.ident().and_then(|ident| names.get(ident)) else {
                    continue;
                };
                let property = field.wire_name.as_str();
                for (ends, at, other) in [(&mut links.to, from, to), (&mut links.from, to, from)] {
                    let properties = ends.entry(at).or_default().entry(other).or_default();
                    properties.push(property);
                }
            }
        }
        links
    }

    /// Every definition, by name.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.to.keys().copied()
    }

    /// What the definition `name` links to.
    pub fn to(&self, name: &str) -> impl Iterator<Item = (&'a str, &[&'a str])> {
        ends(&self.to, name)
    }

    /// What links to the definition `name`.
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

    /// The circles: sets of definitions each of which leads to every other, and to itself. By their
    /// first names.
    pub fn circles(&self) -> Vec<BTreeSet<&'a str>> {
        let mut circles: Vec<_> = Components::of(self)
            .into_iter()
            .filter(|members| {
                members.len() > 1
                    || members
                        .iter()
                        .any(|&name| self.to(name).any(|(to, _)| to == name))
            })
            .collect();
        circles.sort();
        circles
    }
}

fn ends<'l, 'a>(
    links: &'l BTreeMap<&'a str, Targets<'a>>,
    name: &str,
) -> impl Iterator<Item = (&'a str, &'l [&'a str])> {
    let targets = links.get(name).into_iter().flatten();
    targets.map(|(&other, properties)| (other, properties.as_slice()))
}

/// Tarjan's algorithm for strongly connected components, without recursion: a chain of links may be
/// as long as there are definitions.
#[derive(Default)]
struct Components<'a> {
    /// When each definition was met first, and the earliest one on the stack that it leads to.
    met: BTreeMap<&'a str, (usize, usize)>,
    stack: Vec<&'a str>,
    on_stack: BTreeSet<&'a str>,
    found: Vec<BTreeSet<&'a str>>,
}

impl<'a> Components<'a> {
    fn of(links: &Links<'a>) -> Vec<BTreeSet<&'a str>> {
        let mut components = Self::default();
        for name in links.names() {
            if !components.met.contains_key(name) {
                components.visit(name, links);
            }
        }
        components.found
    }

    fn visit(&mut self, start: &'a str, links: &Links<'a>) {
        let open = |name| (name, links.to(name).map(|(to, _)| to));
        let mut path = vec![open(start)];
        self.meet(start);
        while let Some((name, ahead)) = path.last_mut() {
            let name = *name;
            match ahead.next() {
                Some(to) if !self.met.contains_key(to) => {
                    self.meet(to);
                    path.push(open(to));
                }
                Some(to) if self.on_stack.contains(to) => self.leads_to(name, self.met[to].0),
                Some(_) => {}
                None => {
                    let (own, earliest) = self.met[name];
                    path.pop();
                    if let Some(&(before, _)) = path.last() {
                        self.leads_to(before, earliest);
                    }
                    if own == earliest {
                        self.close(name);
                    }
                }
            }
        }
    }

    fn meet(&mut self, name: &'a str) {
        let time = self.met.len();
        self.met.insert(name, (time, time));
        self.stack.push(name);
        self.on_stack.insert(name);
    }

    fn leads_to(&mut self, name: &'a str, time: usize) {
        if let Some((_, earliest)) = self.met.get_mut(name) {
            *earliest = time.min(*earliest);
        }
    }

    /// Takes the component that begins with `first` off the stack.
    fn close(&mut self, first: &'a str) {
        let at = self.stack.iter().rposition(|&name| name == first);
        let members = self.stack.split_off(at.unwrap_or(self.stack.len()));
        for member in &members {
            self.on_stack.remove(member);
        }
        self.found.push(members.into_iter().collect());
    }
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
        let generated = crate::generate(&sources);
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
    fn circles_are_found_whole_and_apart() {
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
        assert_eq!(Links::of(&model).circles(), expected);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let names: Vec<_> = (0..20_000).map(|at| format!("D{at:05}")).collect();
        let mut links = Links::default();
        for (at, name) in names.iter().enumerate() {
            let next = names.get(at + 1).unwrap_or(&names[0]);
            let targets = Targets::from([(next.as_str(), vec!["next"])]);
            links.to.insert(name, targets);
        }
        assert_eq!(links.circles().len(), 1);
    }
}
