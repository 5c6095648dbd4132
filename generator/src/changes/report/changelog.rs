//! The changes in short, for the changelog of the models.

use super::words;
use crate::changes::change::{Change, Changes};
use crate::changes::kind::Kind;
use crate::changes::verdict::Rust;

/// How many items a list names.
const SHOWN: usize = 30;

pub(super) fn changelog(changes: &Changes) -> String {
    let all = || changes.entries.iter();
    let breaking = all().filter(|change| change.is_breaking()).map(breaking);
    let added = all()
        .filter(|change| !change.is_breaking() && change.rust == Rust::Minor)
        .map(|change| words::because(change, code));
    let of = |kind: Kind| all().filter(move |change| change.kind == kind);
    let deprecated = of(Kind::DeprecationAdded).map(|change| code(&change.subject()));
    let reformatted = of(Kind::DescriptionChanged).count();

    let mut text = String::new();
    list(&mut text, "Breaking", breaking.collect());
    list(&mut text, "Added", added.collect());
    list(&mut text, "Deprecated", deprecated.collect());
    if reformatted > 0 {
        let plural = if reformatted == 1 { "" } else { "s" };
        text += &format!("{reformatted} description{plural} reformatted.\n");
    }
    if text.is_empty() {
        text += "No change of the models.\n";
    }
    text
}

fn list(text: &mut String, title: &str, mut items: Vec<String>) {
    // Two changes of one property can be one change of its Rust, with a note on one of them.
    items.dedup_by(|next, item| {
        let note = next.strip_prefix(&**item).map(str::to_owned);
        let same = note
            .as_ref()
            .is_some_and(|it| it.is_empty() || it.starts_with("; "));
        *item += note.as_deref().filter(|_| same).unwrap_or_default();
        same
    });
    if items.is_empty() {
        return;
    }
    *text += &format!("### {title}\n\n");
    for item in items.iter().take(SHOWN) {
        *text += &format!("- {item}\n");
    }
    if items.len() > SHOWN {
        *text += &format!("- and {} more\n", items.len() - SHOWN);
    }
    text.push('\n');
}

fn breaking(change: &Change) -> String {
    let mut text = words::because(change, code);
    let sides = (change.old.as_ref(), change.new.as_ref());
    if change.rust == Rust::None {
        if let (Some(old), Some(new)) = sides {
            text = format!("{}: {} → {}", code(&change.subject()), code(old), code(new));
        }
        text += ", on the wire";
    }
    if let Some(note) = super::markdown::note(change) {
        text += &format!("; {note}");
    }
    text
}

fn code(text: &str) -> String {
    super::markdown::code(text)
}
