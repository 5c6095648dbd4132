//! Decides if the `Required` column of a definition counts, and reports settings without effect.

use super::leftovers::{correction, is_any_broken};
use super::property_types::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::overrides::{Overrides, RequiredEntry};
use crate::schema::is_like;

/// The setting that makes the `Required` column of the definition `name` advice, if one does.
pub(super) fn advisory<'a>(overrides: &'a Overrides, name: &str) -> Option<&'a RequiredEntry> {
    closest(overrides, name, None)
        .map(|(_, setting)| setting)
        .filter(|setting| setting.advisory)
}

/// Returns the setting whose pattern covers most of the definition's name, except for the pattern
/// `without`: the name itself, else the one with the most letters, of those the last in alphabetical
/// order.
fn closest<'a>(
    overrides: &'a Overrides,
    name: &str,
    without: Option<&str>,
) -> Option<(&'a str, &'a RequiredEntry)> {
    let settings = overrides.required.iter();
    settings
        .map(|(pattern, setting)| (pattern.as_str(), setting))
        .filter(|&(pattern, _)| without != Some(pattern) && is_like(name, pattern))
        .max_by_key(|(pattern, _)| (!pattern.contains('*'), pattern.replace('*', "").len()))
}

/// Reports every pattern that matches no name, and every setting that affects no required property,
/// because a closer one states the opposite, or a wider one the same. The setting for all is a policy,
/// and is not reported.
pub(super) fn check(known: &Known<'_>, problems: &mut Diagnostics) {
    let overrides = known.overrides;
    for (pattern, setting) in overrides.required.iter().filter(|(it, _)| *it != "*") {
        let names = known.names.names().filter(|name| is_like(name, pattern));
        let names: Vec<_> = names.collect();
        if names.is_empty() {
            if !known.is_reported(pattern) {
                let help = correction(known, pattern, known.names.names());
                let message = format!("there is no definition `{pattern}`");
                let code = Code::UnknownOverrideDefinition;
                problems.push(Diagnostic::new(code, setting.place, message, help));
            }
            continue;
        }
        let is_felt = |name: &str| {
            let Some((closest, counts)) = closest(overrides, name, None) else {
                return false;
            };
            requires(name, known)
                && counts.advisory == setting.advisory
                && (closest != pattern || without(overrides, name, pattern) != setting.advisory)
        };
        if !names.into_iter().any(is_felt) && !is_any_broken(known) {
            problems.push(Diagnostic::new(
                Code::OverrideWithoutEffect,
                setting.place,
                format!("no required property is treated otherwise for `{pattern}`"),
                "remove it",
            ));
        }
    }
}

/// `true` if the column is advisory without the setting of `pattern`.
fn without(overrides: &Overrides, name: &str, pattern: &str) -> bool {
    closest(overrides, name, Some(pattern)).is_some_and(|(_, setting)| setting.advisory)
}

fn requires(name: &str, known: &Known<'_>) -> bool {
    let resolved = known.names.get(name);
    let mut properties = resolved.iter().flat_map(|it| &it.definition.properties);
    properties.any(|property| property.required.value)
}
