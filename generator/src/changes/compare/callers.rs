//! Finds the endpoints over which programs that were built before still meet a definition.
//!
//! Every operation is followed from what it took and returned to what it takes and returns now, link by
//! link. Programs meet the edits of a definition where a link led to it and still does. Where a link leads
//! to another definition now, the edit of that link covers the difference, and only what both hold in the
//! same property is followed on: so the histories of two models are not mixed.
//!
//! The target of a read-only property is not sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::drafts::Context;
use super::operation_pairs;
use crate::changes::cause::Endpoints;
use crate::cycles::components;
use crate::direction::Direction;
use crate::model::{Call, CallField, Field, Type};
use crate::operations::Response;
use crate::schema;

/// Those met before and those met in their place: definitions or enums, by name. The second is empty if what was
/// met is gone.
type Step<'a> = (&'a str, &'a str);

/// The definitions and enums of both sides, and the endpoints that take and return them.
pub(super) struct Callers<'a> {
    /// The number of what is still met under this name.
    numbers: BTreeMap<&'a str, usize>,
    /// Every endpoint, in order.
    endpoints: Vec<Arc<str>>,
    sent: Met,
    received: Met,
}

/// The types that programs meet on one side of the wire, by number.
struct Met {
    /// Whatever holds it.
    holders: Vec<Vec<usize>>,
    /// The cycle that it lies on.
    cycles: Vec<usize>,
    /// The endpoints that take or return it itself.
    callers: Vec<Vec<usize>>,
    /// `true` if an operation or an override leads to it.
    is_met: Vec<bool>,
}

impl<'a> Callers<'a> {
    /// `None` where no operations of either side are known.
    pub(super) fn of(context: &Context<'a>) -> Option<Self> {
        let operations = operation_pairs::followed(context)?;
        let sides = [&context.before, &context.after];
        let mut steps = Steps {
            context,
            knows: sides.map(|side| side.model().operations.is_some()),
            gone: context.pairs.removed.iter().map(|it| it.name()).collect(),
            numbers: HashMap::new(),
            all: Vec::new(),
            links: Vec::new(),
        };
        let endpoints = operations.iter().map(|it| it.endpoint.to_string());
        let endpoints: BTreeSet<String> = endpoints.collect();
        let endpoints: Vec<Arc<str>> = endpoints.into_iter().map(Arc::from).collect();
        let (mut taken, mut returned) = (Vec::new(), Vec::new());
        for operation in &operations {
            let endpoint = operation.endpoint.to_string();
            let endpoint = endpoints.partition_point(|other| **other < *endpoint);
            let [old, new] = operation.requests;
            let request = old.map(|old| steps.of_types(old, new));
            taken.extend(request.into_iter().flatten().map(|at| (at, Some(endpoint))));
            for (old, new) in parameters(operation.calls) {
                let step = steps.next(&old.ty, &new.ty);
                taken.extend(step.map(|at| (at, Some(endpoint))));
            }
            for (old, new) in answers(&operation.responses) {
                let steps = steps.of_types(old, Some(new));
                returned.extend(steps.into_iter().map(|at| (at, Some(endpoint))));
            }
        }
        for (old, new) in &context.pairs.both {
            steps.number((old.name(), new.name()));
        }
        let mut at = 0;
        while let Some(&(old, new)) = steps.all.get(at) {
            steps.follow(at, (old, new), &mut taken);
            at += 1;
        }
        let links = || steps.links.iter();
        let written = links().filter(|link| link.is_written).collect();
        let count = steps.all.len();
        Some(Self {
            numbers: steps.by_name(),
            sent: Met::of(count, written, &taken),
            received: Met::of(count, links().collect(), &returned),
            endpoints,
        })
    }

    /// The side of the wire on which programs still meet the definition or enum.
    pub(super) fn direction(&self, name: &str) -> Direction {
        let is_met = |met: &Met| self.numbers.get(name).is_some_and(|&at| met.is_met[at]);
        Direction::new(is_met(&self.sent), is_met(&self.received))
    }

    /// The endpoints that take each of the definitions or enums, and those that return it.
    pub(super) fn endpoints<'n>(&self, names: &[&'n str]) -> BTreeMap<&'n str, [Endpoints; 2]> {
        let numbers = names.iter().map(|name| (*name, self.numbers.get(name)));
        let numbers: Vec<_> = numbers
            .filter_map(|(name, at)| Some((name, *at?)))
            .collect();
        let sides = [&self.sent, &self.received].map(|met| {
            let of_cycles = met.endpoints(&self.endpoints, numbers.iter().map(|(_, at)| *at));
            move |at: usize| of_cycles.get(&met.cycles[at]).cloned().unwrap_or_default()
        });
        let all = numbers.iter();
        all.map(|&(name, at)| (name, [sides[0](at), sides[1](at)]))
            .collect()
    }
}

/// The types that programs read one as the other: of the same status, of any if all are the same, or of the same
/// definition.
fn answers<'t>([old, new]: &[Vec<Response<'t>>; 2]) -> Vec<(&'t schema::Type, &'t schema::Type)> {
    let pairs = old
        .iter()
        .flat_map(|old| new.iter().map(move |new| (old, new)));
    let is_single = |all: &[Response<'_>]| {
        let mut pairs = all.windows(2);
        pairs.all(|pair| pair[0].ty.value == pair[1].ty.value)
    };
    let are_single = is_single(old) && is_single(new);
    let is_read = |(one, other): &(&Response<'_>, &Response<'_>)| {
        are_single || one.status == other.status || one.ty.value == other.ty.value
    };
    let read = pairs.filter(is_read);
    read.map(|(old, new)| (&old.ty.value, &new.ty.value))
        .collect()
}

/// The parameters that an operation has on both sides.
fn parameters(calls: [Option<&Call>; 2]) -> Vec<(&CallField, &CallField)> {
    let [Some(old), Some(new)] = calls else {
        return Vec::new();
    };
    let is_same = |old: &CallField, new: &CallField| {
        (old.location, &old.wire_name) == (new.location, &new.wire_name)
    };
    let both = old.fields().filter_map(|old| {
        let new = new.fields().find(|new| is_same(old, new))?;
        Some((old, new))
    });
    both.collect()
}

/// A link from a step to the next.
struct Link {
    from: usize,
    to: usize,
    /// `true` if clients send it.
    is_written: bool,
}

/// The steps found so far.
struct Steps<'c, 'a> {
    context: &'c Context<'a>,
    /// The sides that know operations. The types of the other are those of the same definitions.
    knows: [bool; 2],
    /// The definitions that are not there any more.
    gone: BTreeSet<&'a str>,
    numbers: HashMap<Step<'a>, usize>,
    all: Vec<Step<'a>>,
    links: Vec<Link>,
}

impl<'a> Steps<'_, 'a> {
    fn number(&mut self, step: Step<'a>) -> usize {
        let next = self.all.len();
        let number = *self.numbers.entry(step).or_insert(next);
        if number == next {
            self.all.push(step);
        }
        number
    }

    /// The steps from the type of a body to the one in its place.
    fn of_types(
        &mut self,
        old: &'a schema::Type,
        new: Option<&'a schema::Type>,
    ) -> impl Iterator<Item = usize> + use<'a> {
        let pairs = self.context.pairs;
        let mut was = old.definition();
        let is = new.filter(|new| new.lists == old.lists);
        let mut is = is.and_then(schema::Type::definition);
        match self.knows {
            [true, false] => is = was.map(|was| pairs.new_name(was)),
            [false, true] => was = is.map(|is| pairs.old_name(is)),
            _ => {}
        }
        let step = was.zip(is).map(|step| self.number(step));
        let gone = was.and_then(|was| self.gone(was));
        step.into_iter().chain(gone)
    }

    /// The step that leads nowhere, if the definition is not there any more.
    fn gone(&mut self, old: &'a str) -> Option<usize> {
        let is_gone = self.gone.contains(old);
        is_gone.then(|| self.number((old, "")))
    }

    /// Records what the properties lead to that both definitions of the step have.
    fn follow(
        &mut self,
        from: usize,
        (old, new): Step<'a>,
        taken: &mut Vec<(usize, Option<usize>)>,
    ) {
        let pairs = self.context.pairs;
        let Some(before) = pairs.before(old) else {
            return;
        };
        let after = pairs.after(new);
        for field in &before.fields {
            let Some(held) = field.ty.ident() else {
                continue;
            };
            let name = field.wire_name();
            let place = |it: &Field| it.wire_name().cmp(name);
            let now = after.and_then(|it| it.fields.get(it.fields.binary_search_by(place).ok()?));
            let idents = &self.context.before.idents;
            let held = idents.get(held).copied().filter(|_| !self.gone.is_empty());
            let next = now.and_then(|now| self.next(&field.ty, &now.ty));
            let gone = held.and_then(|held| self.gone(held));
            for to in next.into_iter().chain(gone) {
                let is_written = !field.read_only && now.is_none_or(|now| !now.read_only);
                self.links.push(Link {
                    from,
                    to,
                    is_written,
                });
                taken.extend(field.sent.then_some((to, None)));
            }
        }
    }

    /// The step from what one type holds to what the other holds in its place.
    fn next(&mut self, old: &Type, new: &Type) -> Option<usize> {
        use Type::{Alias, Boxed, Enum, IntegerEnum, List, Map, Optional, Struct};
        match (old, new) {
            (Boxed(old) | Optional(old), new) => self.next(old, new),
            (old, Boxed(new) | Optional(new)) => self.next(old, new),
            (List(old), List(new)) | (Map(old), Map(new)) => self.next(old, new),
            (Struct(old) | Alias(old), Struct(new) | Alias(new))
            | (Enum(old), Enum(new))
            | (IntegerEnum(old), IntegerEnum(new)) => {
                let Context { before, after, .. } = self.context;
                let old = before.idents.get(old.as_str()).copied();
                let step = old.zip(after.idents.get(new.as_str()).copied());
                step.map(|step| self.number(step))
            }
            _ => None,
        }
    }

    /// The numbers of the definitions and enums that are what they were, and of those that are gone.
    fn by_name(&self) -> BTreeMap<&'a str, usize> {
        let Context { pairs, idents, .. } = self.context;
        let named = self.numbers.iter().filter_map(|(&(old, new), &at)| {
            let heir = match pairs.before(old) {
                Some(_) => Some(pairs.new_name(old)),
                None => idents.enums.new_name(old),
            };
            match new {
                "" => Some((old, at)),
                new => (heir == Some(new)).then_some((new, at)),
            }
        });
        named.collect()
    }
}

impl Met {
    fn of(count: usize, links: Vec<&Link>, called: &[(usize, Option<usize>)]) -> Self {
        let mut holders = vec![Vec::new(); count];
        let mut holds = vec![Vec::new(); count];
        for link in links {
            holders[link.to].push(link.from);
            holds[link.from].push(link.to);
        }
        let mut callers = vec![Vec::new(); count];
        for &(at, endpoint) in called {
            callers[at].extend(endpoint);
        }
        let starts = called.iter().map(|(at, _)| *at);
        let mut is_met = vec![false; count];
        for at in around(&holds, starts) {
            is_met[at] = true;
        }
        Self {
            cycles: components(&holders),
            holders,
            callers,
            is_met,
        }
    }

    /// The endpoints of whatever contains these, by the cycles that these lie on: what leads to one on a cycle
    /// leads to all.
    fn endpoints(
        &self,
        names: &[Arc<str>],
        numbers: impl Iterator<Item = usize>,
    ) -> BTreeMap<usize, Endpoints> {
        let starts: BTreeMap<_, _> = numbers.map(|at| (self.cycles[at], at)).collect();
        let of = |(cycle, start): (usize, usize)| {
            let mut leads = vec![false; names.len()];
            for at in around(&self.holders, [start]) {
                self.callers[at]
                    .iter()
                    .for_each(|&number| leads[number] = true);
            }
            let all = names.iter().zip(leads);
            let led = all.filter(|(_, leads)| *leads);
            (cycle, led.map(|(name, _)| Arc::clone(name)).collect())
        };
        starts.into_par_iter().map(of).collect()
    }
}

/// Everything that links lead to from `starts`, those included.
fn around(links: &[Vec<usize>], starts: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut reached = vec![false; links.len()];
    let mut queue = Vec::new();
    for start in starts {
        if !std::mem::replace(&mut reached[start], true) {
            queue.push(start);
        }
    }
    let mut at = 0;
    while let Some(&from) = queue.get(at) {
        at += 1;
        for &to in &links[from] {
            if !std::mem::replace(&mut reached[to], true) {
                queue.push(to);
            }
        }
    }
    queue
}
