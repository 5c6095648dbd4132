//! Finds definitions that require each other in a circle.
//!
//! A required link is a field that holds its struct itself, so such structs would have no finite
//! size, and no value of them could be written on the wire either.

use std::collections::{BTreeMap, BTreeSet};

use super::definitions::{Names, Resolved};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Struct, Type};
use crate::source::Place;

/// How many links of a circle a report draws; a longer one is named by its beginning.
const SHOWN: usize = 8;

/// A required link from one definition to another.
struct Link<'a> {
    to: &'a str,
    property: &'a str,
    place: Place,
}

/// Reports circles until every definition that is part of one has been named, or leads to one that
/// has. `structs` has one for each of `names`, in their order.
pub(super) fn report(names: &Names<'_>, structs: &[Struct], problems: &mut Diagnostics) {
    let by_ident: BTreeMap<&str, &str> = structs
        .iter()
        .map(|item| (item.ident.as_str(), item.definition.as_str()))
        .collect();
    let links: BTreeMap<&str, Vec<Link<'_>>> = names
        .iter()
        .zip(structs)
        .map(|(resolved, item)| {
            (
                item.definition.as_str(),
                required_links(resolved, item, &by_ident),
            )
        })
        .collect();
    for circle in circles(&links) {
        problems.push(diagnostic(&circle));
    }
}

/// The links in fields that hold a struct itself, whether their rows or overrides make them so.
fn required_links<'a>(
    resolved: &Resolved<'a>,
    item: &Struct,
    by_ident: &BTreeMap<&str, &'a str>,
) -> Vec<Link<'a>> {
    let mut required: BTreeMap<&str, &'a str> = BTreeMap::new();
    for field in &item.fields {
        if let Type::Struct(ident) = &field.ty
            && let Some(to) = by_ident.get(ident.as_str())
        {
            required.insert(&field.wire_name, to);
        }
    }
    let properties = resolved.definition.properties.iter();
    let links = properties.filter_map(|property| {
        let to = required.remove(property.name.value.as_str())?;
        Some(Link {
            to,
            property: &property.name.value,
            place: property.ty.place,
        })
    });
    links.collect()
}

/// The circles among `links`, each as the links that make it up. Depth first and without recursion:
/// a chain may be as long as there are definitions.
fn circles<'l, 'a>(
    links: &'l BTreeMap<&'a str, Vec<Link<'a>>>,
) -> Vec<Vec<(&'a str, &'l Link<'a>)>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        OnPath,
        Done,
    }
    let mut states: BTreeMap<&str, State> = BTreeMap::new();
    let mut circles: Vec<Vec<_>> = Vec::new();
    let mut named = BTreeSet::new();
    for &start in links.keys() {
        if states.contains_key(start) {
            continue;
        }
        // Each entry is a definition and how many of its links have been followed.
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        states.insert(start, State::OnPath);
        while let Some((from, followed)) = path.last_mut() {
            let Some(link) = links.get(from).and_then(|links| links.get(*followed)) else {
                states.insert(from, State::Done);
                path.pop();
                continue;
            };
            *followed += 1;
            match states.get(link.to) {
                Some(State::Done) => {}
                // Circles that share a definition have one cause, or will show once that one is gone.
                Some(State::OnPath) if named.contains(link.to) || named.contains(from) => {}
                Some(State::OnPath) => {
                    let begin = path
                        .iter()
                        .position(|&(name, _)| name == link.to)
                        .unwrap_or_default();
                    let circle = path[begin..]
                        .iter()
                        .map(|&(name, followed)| (name, &links[name][followed - 1]));
                    circles.push(circle.collect());
                    named.extend(path[begin..].iter().map(|&(name, _)| name));
                }
                None => {
                    states.insert(link.to, State::OnPath);
                    path.push((link.to, 0));
                }
            }
        }
    }
    circles
}

fn diagnostic(circle: &[(&str, &Link<'_>)]) -> Diagnostic {
    let (first, link) = circle[0];
    let mut names: Vec<_> = circle
        .iter()
        .take(SHOWN)
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    if circle.len() > SHOWN {
        names.push(format!("… {} more", circle.len() - SHOWN));
    }
    names.push(format!("`{first}`"));
    let message = format!(
        "definitions require each other in a circle: {}",
        names.join(" → ")
    );
    let help = "make one of these properties optional, or a list: a value of them would never end";
    let diagnostic = Diagnostic::new(Code::RequiredCycle, link.place, message, help);
    circle[1..]
        .iter()
        .take(SHOWN)
        .fold(diagnostic, |diagnostic, (name, link)| {
            diagnostic.related(
                link.place,
                format!("`{name}` requires `{}` in `{}`", link.to, link.property),
            )
        })
}
