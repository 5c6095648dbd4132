//! Finds definitions that require each other in a cycle.
//!
//! A required link is a field that holds its struct itself, so such structs would have no finite
//! size, and no value of them could be written on the wire either.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::cycles::components;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Struct, Type};
use crate::overrides::{Fact, Overrides};
use crate::source::Place;

/// How many links of a cycle a report draws; a longer one is named by its beginning.
const SHOWN: usize = 8;

/// A required link from one definition to another.
struct Link<'a> {
    to: usize,
    property: &'a str,
    place: Place,
}

/// Reports one cycle for each set of definitions that require each other: the shortest through the
/// first of them. Tells whether there is any. `structs` come by the names of their definitions.
pub(super) fn report(
    structs: &[Struct],
    overrides: &Overrides,
    problems: &mut Diagnostics,
) -> bool {
    let numbers: BTreeMap<&str, usize> = structs.iter().map(|item| &*item.ident).zip(0..).collect();
    let links: Vec<Vec<Link<'_>>> = structs
        .iter()
        .map(|item| required_links(item, overrides, &numbers))
        .collect();
    let edges: Vec<Vec<usize>> = links
        .iter()
        .map(|links| links.iter().map(|link| link.to).collect())
        .collect();
    let components = components(&edges);
    let mut seen = BTreeSet::new();
    let mut found = false;
    for start in (0..links.len()).filter(|&start| seen.insert(components[start])) {
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
    numbers: &BTreeMap<&str, usize>,
) -> Vec<Link<'a>> {
    let fields = item.fields.iter().filter(|field| field.required);
    let links = fields.filter_map(|field| match unboxed(&field.ty) {
        Type::Struct(ident) => Some(Link {
            to: *numbers.get(ident.as_str())?,
            property: field.wire_name(),
            place: blamed(item, field, overrides),
        }),
        _ => None,
    });
    links.collect()
}

/// Where a link becomes required: in its row, unless an override makes it so.
fn blamed(item: &Struct, field: &Field, overrides: &Overrides) -> Place {
    let entries = overrides.on(item.name(), field.wire_name());
    let mut facts = entries.into_iter().flatten().flat_map(|entry| {
        entry.stated(|fact| match fact {
            Fact::Required(required) => Some(*required),
            _ => None,
        })
    });
    let by_row = field.property.required.value;
    let fact = facts.next().filter(|fact| fact.value && !by_row);
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

fn diagnostic(cycle: &[Step<'_, '_>], structs: &[Struct]) -> Diagnostic {
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
