//! The notation of paths: `conversations[3].participants[0].purpose`, and `attributes["case id"]` for a
//! name that would be hard to read otherwise. The generator compiles this file as well, so that its
//! reports on payloads name the same paths.

use std::fmt::Write;

pub(crate) fn push_name(path: &mut String, name: &str) {
    let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '-'));
    if !plain {
        // Writing to a `String` cannot fail.
        let _ = write!(path, "[{name:?}]");
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}
