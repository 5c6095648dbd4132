//! Decides what `operations.md` says after an import.

use std::collections::{BTreeMap, BTreeSet};

use crate::operations::{Operation, Operations};

/// The new text of `operations.md`.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// The text.
    pub text: String,
    /// How many operations it has.
    pub count: usize,
    /// Whether there was no such file.
    pub is_new: bool,
}

/// The file after an import that leaves the definitions `there`; `None` where it stays as it is. Taken
/// are the `published` operations that send or return one of these, and of `ours` those that send and
/// return nothing of `theirs`. Where nothing was published, ours stay, as far as what they send or
/// return does.
pub(super) fn rewritten(
    published: Option<Operations>,
    ours: Option<&Operations>,
    there: &BTreeSet<&str>,
    theirs: &BTreeSet<&str>,
) -> Option<Rewritten> {
    // What cannot be read is not replaced: its problem is told instead.
    if ours.is_some_and(|ours| ours.broken) {
        return None;
    }
    let old = || ours.into_iter().flat_map(|ours| &ours.operations);
    let is_any = |operation: &Operation, of: &BTreeSet<&str>| {
        operation.definitions().any(|name| of.contains(name))
    };
    let mut wanted: Vec<Operation> = match published {
        Some(published) => {
            let published = published.operations;
            let names: BTreeSet<_> = published.iter().map(|it| it.name.value.clone()).collect();
            let own = old().filter(|it| !names.contains(&it.name.value) && !is_any(it, theirs));
            let own: Vec<_> = own.cloned().collect();
            let taken = published.into_iter().filter(|it| is_any(it, there));
            taken.chain(own).collect()
        }
        None => {
            let stays = |it: &&Operation| it.definitions().next().is_none() || is_any(it, there);
            old().filter(stays).cloned().collect()
        }
    };
    let by_name: BTreeMap<_, _> = old().map(|it| (&it.name.value, it)).collect();
    let mut same = 0;
    for operation in &mut wanted {
        operation.link(|name| there.contains(name));
        if let Some(&was) = by_name.get(&operation.name.value)
            && was.says_the_same(operation)
        {
            // The publisher may have moved query parameters about.
            *operation = was.clone();
            same += 1;
        }
    }
    let before = ours.map_or(0, |ours| ours.operations.len());
    if wanted.len() == same && before == same {
        return None;
    }
    let prose = ours.map_or_else(String::new, |ours| ours.prose.clone());
    let operations = Operations {
        prose,
        operations: wanted,
        broken: false,
    };
    Some(Rewritten {
        text: operations.text(|name| there.contains(name)),
        count: operations.operations.len(),
        is_new: ours.is_none(),
    })
}
