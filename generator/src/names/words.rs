//! Takes a name apart into words.

/// Words that are kept whole although their letters change case inside, in the form in which the
/// case conversion sees one word.
const WHOLE_WORDS: [(&str, &str); 3] = [
    ("OAuth", "Oauth"), // the protocol's own spelling; `o_auth` names nothing
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
];

/// Rewrites acronyms so that the case conversion sees one word in each: `userIDs` as `userIds`. What
/// is neither an ASCII letter nor a digit becomes a space.
pub(super) fn whole_words(name: &str) -> String {
    let mut ascii = name.replace(|letter: char| !letter.is_ascii_alphanumeric(), " ");
    for (word, whole) in WHOLE_WORDS {
        if ascii.contains(word) {
            ascii = ascii.replace(word, whole);
        }
    }
    let letters = ascii.as_bytes();
    let upper = |at: usize| letters.get(at).is_some_and(u8::is_ascii_uppercase);
    let plural = |at: usize| {
        letters.get(at) == Some(&b's') && !letters.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    };
    let mut words = String::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let run = (at..).take_while(|&next| upper(next)).count();
        let end = (at + run + 1).min(letters.len());
        if run >= 2 && plural(at + run) {
            words.push_str(&ascii[at..=at]);
            words.push_str(&ascii[at + 1..end].to_ascii_lowercase());
        } else {
            words.push_str(&ascii[at..end]);
        }
        at = end;
    }
    words
}

/// A name that no digit leads.
pub(super) fn lead_with_letter(name: String) -> Option<String> {
    Some(if name.chars().next()?.is_ascii_digit() {
        format!("_{name}")
    } else {
        name
    })
}
