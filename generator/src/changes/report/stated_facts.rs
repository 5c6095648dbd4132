//! Recognizes descriptions whose change of words states another fact.

use std::collections::BTreeSet;

/// Words that a description states limits, units, or what is allowed with.
const WORDS: &str = "allowed always cannot characters days default deprecated empty exceed hours \
    ignored immutable least less limit limited max maximum min minimum minutes milliseconds more must \
    never not null only optional permission read-only required seconds supported unique valid values";

/// `true` if the two texts differ in a number, a name in capitals or quotes, or a word of limits, units and
/// permission.
pub(super) fn states_another_fact(old: &str, new: &str) -> bool {
    facts(old) != facts(new)
}

fn facts(text: &str) -> BTreeSet<String> {
    let outside = |letter: char| !letter.is_alphanumeric() && !"-_.'\"`".contains(letter);
    let words = text
        .split(outside)
        .map(|word| word.trim_matches(['.', '-']));
    let states = |word: &&str| {
        let lower = word.to_lowercase();
        let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
        word.contains(|letter: char| letter.is_ascii_digit() || "\"`_".contains(letter))
            || (word.len() > 1 && capitals == word.chars().count())
            || WORDS.split(' ').any(|known| known == lower)
    };
    words.filter(states).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::states_another_fact;

    #[test]
    fn numbers_limits_and_listed_words_are_facts_and_style_is_not() {
        for (old, new) in [
            ("Up to 100 items.", "Up to 250 items."),
            ("The state.", "The state. Valid values: OPEN, CLOSED"),
            ("The time in seconds.", "The time in milliseconds."),
            ("The name.", "The name. Must be set."),
        ] {
            assert!(states_another_fact(old, new), "{old}");
        }
        assert!(!states_another_fact(
            "The name of a queue.",
            "A queue's name"
        ));
        assert!(!states_another_fact(
            "Up to 100 items",
            "At  up to 100 items."
        ));
    }
}
