//! Lists the edits to code that moves to the new models, model by model.

use std::collections::BTreeMap;

use super::ink::MARKDOWN;
use super::phrases;
use crate::changes::change::{Change, Changes};
use crate::changes::change_kind::{About, Edit};
use crate::changes::level::Level;
use crate::changes::note::Note;
use crate::changes::verdict::SemverImpact;
use crate::report::count;

/// The most places of the consumer's code that one entry names.
const PLACES: usize = 3;

/// The page: a section for each definition, enum and operation of which code may have to change.
pub(super) fn migration(changes: &Changes) -> String {
    let [before, after] = &changes.compared;
    let (old, new) = (before.text(MARKDOWN.plain), after.text(MARKDOWN.plain));
    let mut sections: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in changes.entries.iter().filter(|it| asks_for_code(it)) {
        sections
            .entry(change.subject.owner())
            .or_default()
            .push(change);
    }
    let mut text = format!("# Moving from {old} to {new}\n");
    if let Some(scope) = &changes.scope {
        text += &format!("\nOnly {}.\n", scope.asked);
    }
    text += &match sections.len() {
        0 => "\nNo code has to change.\n".to_owned(),
        number => format!(
            "\n{}. In parentheses is a message that the compiler may show.\n",
            count(number, "type has changes", "types have changes")
        ),
    };
    for (owner, mut entries) in sections {
        entries
            .sort_by_key(|change| (change.subject.part().map(|it| it.into_owned()), change.kind));
        text += &format!("\n## {}\n\n", (MARKDOWN.code)(owner));
        text.extend(entries.into_iter().map(line));
    }
    text
}

fn asks_for_code(change: &Change) -> bool {
    change.rust == SemverImpact::Major && !change.is_set_to(Level::Off)
}

fn line(change: &Change) -> String {
    let part = change.subject.part().map(|part| (MARKDOWN.code)(&part));
    let code = change.code_sides();
    let what = match (&part, code) {
        (None, Some((old, new))) => arrow(old, new),
        (Some(part), Some((old, new))) => format!("{part}: {}", arrow(old, new)),
        (None, None) => change.kind.row().predicate.to_owned(),
        (Some(part), None) => format!("{part} {}", change.kind.row().predicate),
    };
    let sides = change.old.as_ref().zip(change.new.as_ref());
    let renamed = sides.filter(|_| change.kind.row().edit == Edit::Renamed);
    // The code of a definition is its name.
    let renamed = renamed.filter(|_| part.is_some() || code.is_none());
    let renamed = renamed.and_then(|(old, new)| Some((old.name()?, new.name()?)));
    let renamed = renamed.map_or_else(String::new, |(old, new)| format!(" ({})", arrow(old, new)));
    let mut line = format!(
        "- {what}{renamed}: {}",
        phrases::remedy(&[change], MARKDOWN.code)
    );
    line += &match messages(change)[..] {
        [] => String::new(),
        ref messages => format!(" ({})", messages.join("; ")),
    };
    for note in &change.notes {
        line += &format!("\n  - {note}");
    }
    for uses in phrases::uses(&change.used_at, PLACES, MARKDOWN.code) {
        line += &format!("\n  - {uses}");
    }
    line + "\n"
}

fn arrow(old: &str, new: &str) -> String {
    format!("{} → {}", (MARKDOWN.code)(old), (MARKDOWN.code)(new))
}

/// The compiler's messages where code uses what the entry is about.
fn messages(change: &Change) -> Vec<&'static str> {
    let row = change.kind.row();
    let mut messages = match (row.about, row.edit) {
        _ if phrases::moves_argument(change) => vec!["no message: the values are swapped"],
        (About::Definition | About::Enum | About::Operation, Edit::Removed | Edit::Renamed) => {
            vec!["E0432: unresolved import", "E0425: cannot find type"]
        }
        (About::EnumValue, Edit::Removed) => vec!["E0599: no associated item"],
        (About::Property | About::Parameter, Edit::Removed | Edit::Renamed) => {
            vec!["E0609: no field", "E0560: has no field named"]
        }
        (_, Edit::Changed) => vec!["E0308: mismatched types"],
        _ => Vec::new(),
    };
    messages.extend(change.notes.iter().filter_map(|note| match note {
        Note::NeedsNew(_) => Some("E0277: `Default` is not satisfied"),
        Note::NewIsGone(_) => Some("E0599: no function or associated item named `new`"),
        Note::OneArgumentMore(_) | Note::OneArgumentLess(_) => {
            Some("E0061: this function takes another number of arguments")
        }
        _ => None,
    }));
    messages
}
