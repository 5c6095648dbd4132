//! Finds the known name that somebody probably meant.

/// The candidate nearest to `name`, if one is so near that a slip of the hand explains it.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = name.to_lowercase();
    let limit = (name.chars().count() / 3).clamp(1, 6);
    candidates
        .into_iter()
        // The distance is never less than the difference in length, and that is quicker to see.
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= 2 * limit)
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
    fn of_two_equally_near_names_the_first_in_order_is_taken() {
        assert_eq!(nearest("Fob", ["Foo", "Bob"]), Some("Bob"));
    }
}
