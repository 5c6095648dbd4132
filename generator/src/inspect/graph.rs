//! Draws which model holds which, for GitHub (Mermaid) and for Graphviz.
//!
//! A cycle is what a reader of a picture would miss: the links in one are drawn thick, the models
//! in one are framed. A model whose own links were cut off by the depth has a dashed frame.

use std::collections::{BTreeMap, BTreeSet};

use crate::links::Links;
use crate::operations::Operation;
use crate::roots::Roots;

/// The language of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// Mermaid, which GitHub draws in Markdown.
    Mermaid,
    /// The language of Graphviz.
    Dot,
}

/// A picture, and how much it shows.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The picture's text.
    pub text: String,
    /// The number of links in it.
    pub links: usize,
}

/// The models that at most `depth` links lead to from one of `roots`, which may be `operations`, and the links between them.
/// Without roots, all models.
pub fn graph(
    links: &Links<'_>,
    operations: &[Operation],
    roots: &Roots,
    depth: Option<usize>,
    drawing: Drawing,
) -> Drawn {
    let picture = Picture::of(links, operations, roots, depth);
    Drawn {
        text: match drawing {
            Drawing::Mermaid => picture.mermaid(),
            Drawing::Dot => picture.dot(),
        },
        links: picture.links.len(),
    }
}

/// The content of a picture.
struct Picture<'a> {
    names: BTreeSet<&'a str>,
    /// From one model to another, and whether the link is part of a cycle.
    links: Vec<(&'a str, &'a str, bool)>,
    /// The models in cycles.
    cyclic: BTreeSet<&'a str>,
    /// The models with links that are not shown.
    cut: BTreeSet<&'a str>,
}

impl<'a> Picture<'a> {
    fn of(
        links: &Links<'a>,
        operations: &'a [Operation],
        roots: &Roots,
        depth: Option<usize>,
    ) -> Self {
        let all: Vec<_> = links.names().collect();
        let start = if roots.is_empty() {
            all.into_iter().collect()
        } else {
            roots
                .iter()
                .flat_map(|root| root.definitions(&all, operations))
                .collect()
        };
        let names = links.within(&start, depth.unwrap_or(usize::MAX));
        let cycle_of: BTreeMap<&str, usize> = links
            .cycles()
            .into_iter()
            .enumerate()
            .flat_map(|(at, members)| members.into_iter().map(move |name| (name, at)))
            .collect();
        let mut picture = Self {
            cyclic: names
                .iter()
                .copied()
                .filter(|name| cycle_of.contains_key(name))
                .collect(),
            names,
            links: Vec::new(),
            cut: BTreeSet::new(),
        };
        for &from in &picture.names {
            for (to, _) in links.to(from) {
                if picture.names.contains(to) {
                    let cycle = cycle_of.get(from);
                    let cyclic = cycle.is_some() && cycle == cycle_of.get(to);
                    picture.links.push((from, to, cyclic));
                } else {
                    picture.cut.insert(from);
                }
            }
        }
        picture
    }

    /// The models that no link of the picture touches.
    fn alone(&self) -> impl Iterator<Item = &'a str> {
        let ends = self.links.iter().flat_map(|&(from, to, _)| [from, to]);
        let touched: BTreeSet<_> = ends.collect();
        let names = self.names.iter().copied();
        names.filter(move |name| !touched.contains(name))
    }

    fn mermaid(&self) -> String {
        let mut text = "flowchart LR\n".to_owned();
        for &name in self.names.iter().filter(|name| !is_plain(name)) {
            let shown = name.replace('#', "#35;").replace('"', "#quot;");
            text.push_str(&format!("    {}[\"{shown}\"]\n", identifier(name)));
        }
        for name in self.alone().filter(|name| is_plain(name)) {
            text.push_str(&format!("    {name}\n"));
        }
        for (from, to, cyclic) in &self.links {
            let arrow = if *cyclic { "==>" } else { "-->" };
            let (from, to) = (identifier(from), identifier(to));
            text.push_str(&format!("    {from} {arrow} {to}\n"));
        }
        for (class, style, names) in [
            ("cycle", "stroke-width:3px", &self.cyclic),
            ("cut", "stroke-dasharray:4", &self.cut),
        ] {
            if !names.is_empty() {
                let names: Vec<_> = names.iter().map(|name| identifier(name)).collect();
                text.push_str(&format!("    classDef {class} {style}\n"));
                text.push_str(&format!("    class {} {class}\n", names.join(",")));
            }
        }
        text
    }

    fn dot(&self) -> String {
        let mut text = "digraph models {\n    rankdir=LR\n    node [shape=box]\n".to_owned();
        let quoted =
            |name: &str| format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        for name in &self.names {
            let styles = [(&self.cyclic, "penwidth=3"), (&self.cut, "style=dashed")];
            let styles: Vec<_> = styles
                .iter()
                .filter(|(names, _)| names.contains(name))
                .map(|&(_, style)| style)
                .collect();
            let styles = match styles.join(" ") {
                styles if styles.is_empty() => styles,
                styles => format!(" [{styles}]"),
            };
            text.push_str(&format!("    {}{styles}\n", quoted(name)));
        }
        for (from, to, cyclic) in &self.links {
            let style = if *cyclic { " [penwidth=3]" } else { "" };
            text.push_str(&format!("    {} -> {}{style}\n", quoted(from), quoted(to)));
        }
        text + "}\n"
    }
}

/// Returns `true` if Mermaid accepts the name as it is. All of Mermaid's own words begin with a lower case
/// letter, except directions of two letters.
fn is_plain(name: &str) -> bool {
    name.len() > 2
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// A name for a model in Mermaid, the same in every picture and like no other's.
fn identifier(name: &str) -> String {
    if is_plain(name) {
        return name.to_owned();
    }
    let letters = name.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter.to_string()
        } else {
            format!("_{:x}_", u32::from(letter))
        }
    });
    format!("m_{}", letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mermaid_would_not_take_are_dressed() {
        assert_eq!(identifier("Queue"), "Queue");
        assert_eq!(identifier("LR"), "m_LR");
        assert_eq!(identifier("end"), "m_end");
        assert_eq!(identifier("a-b c"), "m_a_2d_b_20_c");
        assert_ne!(identifier("a_2d_b"), identifier("a-b"));
    }
}
