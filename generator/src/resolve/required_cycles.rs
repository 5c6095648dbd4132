//! Finds definitions that require each other in a cycle.
//!
//! A required link is a field that holds its struct itself, so such structs would have no finite
//! size, and no value of them could be written on the wire either.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::cycles::components;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Indexed, Struct, Type};
use crate::overrides::Overrides;
use crate::source::Place;

/// The number of links of a cycle that a report draws; a longer one is named by its beginning.
const SHOWN: usize = 8;

/// A required link from one definition to another.
struct Link<'a> {
    to: usize,
    property: &'a str,
    place: Place,
}

/// Reports one cycle for each set of definitions that require each other: the shortest through the
/// first of them. Returns `true` if there is any.
pub(super) fn report(
    structs: &Indexed<Struct>,
    overrides: &Overrides,
    problems: &mut Diagnostics,
) -> bool {
    let links: Vec<Vec<Link<'_>>> = structs
        .iter()
        .map(|item| required_links(item, overrides, structs))
        .collect();
    let edges: Vec<Vec<usize>> = links
        .iter()
        .map(|links| links.iter().map(|link| link.to).collect())
        .collect();
    let components = components(&edges);
    let mut seen = BTreeSet::new();
    let mut found = false;
    for start in structs.positions_by_name() {
        if !seen.insert(components[start]) {
            continue;
        }
        if let Some(cycle) = shortest(start, &links, &components) {
            problems.push(diagnostic(&cycle, structs));
            found = true;
        }
    }
    found
}

/// The links in fields that hold a struct itself, whether their rows or overrides make them so.
fn required_links<'a>(
    item: &'a Struct,
    overrides: &Overrides,
    structs: &Indexed<Struct>,
) -> Vec<Link<'a>> {
    let fields = item.fields.iter().filter(|field| field.required);
    let links = fields.filter_map(|field| match unboxed(&field.ty) {
        Type::Struct(ident) => Some(Link {
            to: structs.position(ident)?,
            property: field.wire_name(),
            place: blamed(item, field, overrides),
        }),
        _ => None,
    });
    links.collect()
}

/// Returns the place where a link becomes required: its row, unless an override makes it so.
fn blamed(item: &Struct, field: &Field, overrides: &Overrides) -> Place {
    let entries = overrides.on(item.name(), field.wire_name());
    let mut entries = entries.into_iter().flatten();
    let fact = entries.find_map(|entry| entry.required.as_ref());
    let fact = fact.filter(|fact| fact.value && !field.property.required.value);
    fact.map_or(field.property.ty.place, |fact| fact.place)
}

fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => inner,
        ty => ty,
    }
}

/// A link and the definition that it starts from.
type Step<'l, 'a> = (usize, &'l Link<'a>);

/// The shortest cycle from `start` back to it; breadth first, and never out of its component.
fn shortest<'l, 'a>(
    start: usize,
    links: &'l [Vec<Link<'a>>],
    components: &[usize],
) -> Option<Vec<Step<'l, 'a>>> {
    let mut came_by: BTreeMap<usize, Step<'l, 'a>> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(from) = waiting.pop_front() {
        for link in links[from]
            .iter()
            .filter(|link| components[link.to] == components[start])
        {
            if link.to == start {
                let steps = std::iter::successors(Some((from, link)), |&(from, _)| {
                    came_by.get(&from).copied()
                });
                let mut cycle: Vec<_> = steps.collect();
                cycle.reverse();
                return Some(cycle);
            }
            if let Entry::Vacant(entry) = came_by.entry(link.to) {
                entry.insert((from, link));
                waiting.push_back(link.to);
            }
        }
    }
    None
}

fn diagnostic(cycle: &[Step<'_, '_>], structs: &Indexed<Struct>) -> Diagnostic {
    let name = |at: usize| structs[at].name();
    let mut names: Vec<_> = cycle
        .iter()
        .take(SHOWN)
        .map(|&(from, _)| format!("`{}`", name(from)))
        .collect();
    if cycle.len() > SHOWN {
        names.push(format!("… {} more", cycle.len() - SHOWN));
    }
    let (first, link) = cycle[0];
    names.push(format!("`{}`", name(first)));
    let message = format!(
        "definitions require each other in a cycle: {}",
        names.join(" → ")
    );
    let help = "make one of these properties optional, or a list: a value of them would never end";
    let diagnostic = Diagnostic::new(Code::RequiredCycle, link.place, message, help);
    let others = cycle[1..].iter().take(SHOWN);
    others.fold(diagnostic, |diagnostic, (from, link)| {
        let (from, to, property) = (name(*from), name(link.to), link.property);
        diagnostic.related(
            link.place,
            format!("`{from}` requires `{to}` in `{property}`"),
        )
    })
}
