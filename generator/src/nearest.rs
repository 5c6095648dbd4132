//! Finds the known name that a misspelt one probably means.

use std::cell::Cell;

/// The candidate nearest to `name`, if one is so near that a slip of the hand explains it.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let slip = slips(name, candidates, |_| true).min();
    slip.map(|(_, candidate)| candidate)
}

/// The number of letters that a run compares to find names that may have been meant. Many misses among
/// many names would otherwise cost their product.
const BUDGET: usize = 20_000_000;

/// The part of the budget that a run has left for guesses.
pub(crate) struct Guesses {
    left: Cell<usize>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            left: Cell::new(BUDGET),
        }
    }
}

impl Guesses {
    /// The same as [`nearest()`], for as long as there is something left to spend.
    pub(crate) fn nearest<'a>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let found = slips(name, candidates, |letters| {
            let left = self.left.get().checked_sub(letters);
            self.left.set(left.unwrap_or_default());
            left.is_some()
        });
        let (_, candidate) = found.min()?;
        // A search that was cut short may have missed the nearest.
        (self.left.get() > 0).then_some(candidate)
    }
}

/// Returns up to three candidates that `name` may mean, the likeliest first: those that a typing error
/// explains about as well as the nearest, or, if there is none, the shortest that contain the name.
pub(crate) fn nearest_few<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Vec<String> {
    let mut found: Vec<_> = slips(name, candidates.clone(), |_| true).collect();
    if found.is_empty() && name.len() > 2 {
        let folded = name.to_lowercase();
        let longer = candidates
            .into_iter()
            .filter(|candidate| candidate.to_lowercase().contains(&folded));
        found = longer
            .map(|candidate| (candidate.len(), candidate))
            .collect();
    } else if let Some(&(least, _)) = found.iter().min() {
        found.retain(|&(distance, _)| distance <= least + 1);
    }
    found.sort_unstable();
    let names = found.into_iter().map(|(_, candidate)| candidate.to_owned());
    names.take(3).collect()
}

/// The candidates that may have become `name` by a slip of the hand, each with how far it is off, for
/// as long as `spend` grants the comparison of so many letters.
fn slips<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    mut spend: impl FnMut(usize) -> bool,
) -> impl Iterator<Item = (usize, &'a str)> {
    let folded = name.to_lowercase();
    let limit = (name.chars().count() / 3).clamp(1, 6);
    let distances = candidates.into_iter().map_while(move |candidate| {
        // Most candidates are nowhere near, and that is quicker to see than how far away they are.
        let near = least_distance(&folded, candidate) <= limit;
        let cost = candidate.len()
            + if near {
                folded.len() * candidate.len()
            } else {
                0
            };
        let distance = || strsim::osa_distance(&folded, &candidate.to_lowercase());
        spend(cost).then(|| near.then(distance).map(|distance| (distance, candidate)))
    });
    distances
        .flatten()
        .filter(move |&(distance, _)| distance <= limit)
}

/// A distance that the names have at least. No edit adds or takes away more than one letter, so it is the
/// number of letters, whatever their case and place, that one has and the other has not. Letters that take
/// several bytes cannot be counted so.
fn least_distance(one: &str, other: &str) -> usize {
    if !(one.is_ascii() && other.is_ascii()) {
        return 0;
    }
    // The cases of a letter agree in its last five bits.
    let mut surplus = [0_isize; 32];
    one.bytes()
        .for_each(|byte| surplus[usize::from(byte & 31)] += 1);
    other
        .bytes()
        .for_each(|byte| surplus[usize::from(byte & 31)] -= 1);
    let sum = |sign: isize| -> isize { surplus.iter().map(|&it| (sign * it).max(0)).sum() };
    sum(1).max(sum(-1)).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name() {
        assert_eq!(nearest("strng", ["number", "string"]), Some("string"));
        assert_eq!(
            nearest("analyticsFlow", ["AnalyticsFlow", "AnalyticsSession"]),
            Some("AnalyticsFlow")
        );
    }

    #[test]
    fn what_resembles_nothing_finds_nothing() {
        assert_eq!(nearest("date", ["number", "string"]), None);
    }

    #[test]
    fn what_a_run_spends_on_guesses_does_not_grow_with_their_number() {
        let names: Vec<_> = (0..4_000).map(|at| format!("Definition{at:04}")).collect();
        let guesses = Guesses::default();
        let mut looked_at = 0;
        let found = names.iter().filter_map(|name| {
            let candidates = names.iter().map(String::as_str).inspect(|_| looked_at += 1);
            guesses.nearest(name, candidates)
        });
        let found = found.count();
        assert!((10..100).contains(&found), "{found}");
        assert!(looked_at < 50 * names.len(), "{looked_at}");
    }

    #[test]
    fn of_two_equally_near_names_the_first_in_order_is_taken() {
        assert_eq!(nearest("Fob", ["Foo", "Bob"]), Some("Bob"));
    }

    #[test]
    fn the_quick_look_never_overrates_a_distance() {
        let names = [
            "",
            "a",
            "A",
            "ab",
            "ba",
            "pageSize",
            "pagesize",
            "pageCount",
            "sizePage",
            "aaaa",
            "urn:ietf:params",
            "$ref",
            "größe",
            "日本",
        ];
        for one in names {
            for other in names {
                let least = least_distance(&one.to_lowercase(), other);
                let distance = strsim::osa_distance(&one.to_lowercase(), &other.to_lowercase());
                assert!(least <= distance, "{one} {other}");
            }
        }
    }

    #[test]
    fn the_nearest_few_come_by_distance_and_else_by_length() {
        let names = [
            "UserQueue",
            "Queues",
            "Queue",
            "UserQueueBase",
            "MyQueueStat",
        ];
        assert_eq!(nearest_few("Quue", names), ["Queue"]);
        assert_eq!(nearest_few("Queues", names), ["Queues", "Queue"]);
        assert_eq!(nearest_few("serq", names), ["UserQueue", "UserQueueBase"]);
        assert!(nearest_few("Xylophone", names).is_empty());
    }
}
