//! Writes keys and texts of TOML.

use crate::unseen::is_unseen;

/// Returns `name` as a key, in quotation marks where TOML asks for them.
pub(crate) fn key(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    if !name.is_empty() && name.chars().all(is_bare) {
        name.to_owned()
    } else {
        string(name)
    }
}

/// Returns `text` in quotation marks, on one line. TOML escapes as JSON does; invisible characters are
/// escaped as well, because people review and paste the result.
pub(crate) fn string(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let mut escaped = String::with_capacity(quoted.len());
    for letter in quoted.chars() {
        if is_unseen(letter) {
            escaped += &format!("\\U{:08X}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    // GitHub's runner takes the sign for the beginning of a command wherever it is printed.
    escaped.replace("##[", "#\\u0023[")
}

/// Returns a list of values that are TOML already, on one line.
pub(crate) fn list(values: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", Vec::from_iter(values).join(", "))
}
