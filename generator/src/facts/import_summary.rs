//! Summarises what an import of facts stated, left out and dropped.

use std::collections::BTreeMap;

use super::outcome::Facts;
use crate::overrides::FACTS_FILE;
use crate::report::count;
use crate::schema::Schema;
use crate::source::Sources;
use crate::unseen::on_one_line;

/// Returns a line for each thing that a reader has to know about facts of the definitions in `sources`.
pub fn notes(facts: &Facts, sources: &Sources) -> String {
    let mut text = String::new();
    for it in &facts.contradictions {
        let source = sources.get(it.place.file);
        let line = source.position(it.place.span.start).line;
        let warning = format!(
            "warning: {}:{line}: `{}` of `{}` is `{}` here, and `{}` in the document; nothing is stated",
            source.path, it.property, it.definition, it.markdown, it.document
        );
        text += &(on_one_line(&warning) + "\n");
    }
    for (what, properties) in &facts.passed_over {
        let more = match properties.as_slice() {
            [one] => format!("`{one}`"),
            all => format!("{} places such as `{}`", all.len(), all[0]),
        };
        text += &(on_one_line(&format!("warning: passed over, at {more}: {what}")) + "\n");
    }
    text += &dropped(facts);
    text + &stale(facts.stale_enums)
}

/// Returns the notes, and a line on the whole.
pub(super) fn summary(facts: &Facts, schema: &Schema, sources: &Sources, is_new: bool) -> String {
    let notes = notes(facts, sources);
    let lists = count(facts.lists, "enum", "enums");
    let stated = count(facts.stated, "fact", "facts");
    let of = count(schema.definitions.len(), "definition", "definitions");
    let parameters = match facts.parameters {
        0 => String::new(),
        number => format!(", {number} of them about parameters of operations"),
    };
    let by_hand = match facts.by_hand {
        0 => String::new(),
        number => format!(", {number} left to the overrides"),
    };
    let next = if is_new {
        format!("wrote `{FACTS_FILE}`; next, run `cargo xtask regen`")
    } else {
        "nothing to do".to_owned()
    };
    notes + &format!("{stated} and {lists} of {of}{parameters}{by_hand}; {next}\n")
}

/// Returns the way to give up names for better ones.
fn stale(enums: usize) -> String {
    if enums == 0 {
        return String::new();
    }
    let enums = count(enums, "enum keeps", "enums keep");
    format!(
        "note: {enums} the name and properties from `{FACTS_FILE}`, and would get others in a new \
         file: `cargo xtask overrides import --rename-enums` renames, and breaks code that uses them\n"
    )
}

/// Returns a line for each definition of which something is no longer stated.
fn dropped(facts: &Facts) -> String {
    let mut by_definition: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for it in &facts.dropped {
        let properties = by_definition.entry(&it.definition).or_default();
        let gone = if it.is_there { "" } else { " (gone)" };
        properties.push(format!("`{}`{gone}", it.property));
    }
    let lines = by_definition.iter().map(|(definition, properties)| {
        format!("dropped of `{definition}`: {}\n", properties.join(", "))
    });
    lines.collect()
}
