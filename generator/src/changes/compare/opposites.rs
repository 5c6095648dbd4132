//! Recognizes pairs of names with opposite meanings, however much else in them is the same.
//!
//! An API describes both ends of a range in the same words, and both states of a switch. A property
//! with one of these names never became the one with the other.

/// Words, each with its opposite.
const OPPOSITES: &[(&str, &str)] = &[
    ("accept", "reject"),
    ("accepted", "rejected"),
    ("actual", "expected"),
    ("add", "remove"),
    ("added", "removed"),
    ("after", "before"),
    ("agent", "customer"),
    ("allow", "block"),
    ("allow", "deny"),
    ("allowed", "blocked"),
    ("allowed", "denied"),
    ("ascending", "descending"),
    ("begin", "end"),
    ("bottom", "top"),
    ("close", "open"),
    ("closed", "open"),
    ("closed", "opened"),
    ("column", "row"),
    ("connect", "disconnect"),
    ("create", "delete"),
    ("created", "deleted"),
    ("created", "modified"),
    ("created", "updated"),
    ("day", "week"),
    ("day", "month"),
    ("day", "hour"),
    ("destination", "origin"),
    ("destination", "source"),
    ("disable", "enable"),
    ("disabled", "enabled"),
    ("down", "up"),
    ("earliest", "latest"),
    ("end", "start"),
    ("ended", "started"),
    ("exclude", "include"),
    ("excluded", "included"),
    ("external", "internal"),
    ("failed", "succeeded"),
    ("failed", "successful"),
    ("failure", "success"),
    ("first", "last"),
    ("from", "to"),
    ("height", "width"),
    ("hidden", "visible"),
    ("hide", "show"),
    ("high", "low"),
    ("highest", "lowest"),
    ("hour", "minute"),
    ("in", "out"),
    ("inbound", "outbound"),
    ("incoming", "outgoing"),
    ("input", "output"),
    ("latitude", "longitude"),
    ("left", "right"),
    ("local", "remote"),
    ("lock", "unlock"),
    ("login", "logout"),
    ("lower", "upper"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("maximum", "min"),
    ("max", "minimum"),
    ("minute", "second"),
    ("month", "year"),
    ("month", "week"),
    ("negative", "positive"),
    ("new", "old"),
    ("newest", "oldest"),
    ("next", "previous"),
    ("next", "prev"),
    ("off", "on"),
    ("offline", "online"),
    ("parent", "child"),
    ("primary", "secondary"),
    ("private", "public"),
    ("read", "write"),
    ("receive", "send"),
    ("received", "sent"),
    ("receiver", "sender"),
    ("recipient", "sender"),
    ("source", "target"),
    ("start", "stop"),
    ("started", "stopped"),
    ("x", "y"),
];

/// The prefixes that turn a word into its opposite.
const NEGATIONS: &[&str] = &["un", "dis", "in", "im", "ir", "non", "de"];

/// `true` if what remains of two names means opposite or different things: opposites, a negation, or
/// numbers after the same words.
pub(super) fn are_apart(one: &[String], other: &[String]) -> bool {
    let letters = |words: &[String]| words.concat().replace(|it: char| it.is_ascii_digit(), "");
    let are_numbered = one.concat() != other.concat() && letters(one) == letters(other);
    let negated = |words: &[String]| words.iter().any(|word| matches!(&**word, "not" | "no"));
    let opposite = |one: &String| other.iter().any(|other| are_opposite(one, other));
    are_numbered || negated(one) != negated(other) || one.iter().any(opposite)
}

fn are_opposite(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|word| word.strip_suffix('s').unwrap_or(word));
    let is = |pair: &(&str, &str)| *pair == (one, other) || *pair == (other, one);
    let negates = |one: &str, other: &str| {
        let mut negations = NEGATIONS.iter();
        other.len() > 3 && negations.any(|it| one.strip_prefix(it) == Some(other))
    };
    OPPOSITES.iter().any(is) || negates(one, other) || negates(other, one)
}
