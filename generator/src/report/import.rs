//! Shows what becomes of the files of an import.

use super::WIDTH;
use super::wrap::list;
use crate::import::{Import, State};
use crate::roots::Roots;

/// How much of an import is shown.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// Whether files that are copied are listed.
    pub copied: bool,
    /// Whether files that are no longer reached go.
    pub prune: bool,
}

/// The files that call for attention, by what becomes of them.
pub fn import(import: &Import, listing: Listing) -> String {
    let mut text = String::new();
    for (name, state) in import.files.iter().filter(|_| listing.copied) {
        let (word, bytes) = match *state {
            State::New { bytes } => ("new", bytes),
            State::Changed { bytes } => ("changed", bytes),
            State::Unreached | State::Own | State::InTheWay => continue,
        };
        text.push_str(&format!("{word:8} {:>9}  {name}\n", size(bytes)));
    }
    let mut group = |title: &str, state: State| {
        let names = import.names(|other| other == state);
        if !names.is_empty() {
            text.push_str(&format!("{title}:\n{}", list(&names, "  ", WIDTH)));
        }
    };
    let unreached = if listing.prune {
        "removed, because no root leads to them any more"
    } else {
        "no root leads to these; `--prune` removes them, `--root NAME` keeps them up to date"
    };
    group(unreached, State::Unreached);
    group(
        "left alone, because the other folder has no such files",
        State::Own,
    );
    if import.broken_elsewhere > 0 {
        text.push_str(&format!(
            "{} not taken in and not looked into further\n",
            match import.broken_elsewhere {
                1 => "1 broken definition was".to_owned(),
                count => format!("{count} broken definitions were"),
            }
        ));
    }
    text
}

/// One line on the whole: `170 definitions from 2 roots: 165 new (201 KiB), 3 changed (9 KiB), 2 unchanged`.
pub fn import_summary(import: &Import, roots: &Roots, prune: bool) -> String {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for state in import.files.values() {
        match *state {
            State::New { bytes } => new.push(bytes),
            State::Changed { bytes } => changed.push(bytes),
            State::Unreached | State::Own | State::InTheWay => {}
        }
    }
    let total = new.len() + changed.len() + import.unchanged;
    let sized = |files: &[usize], word: &str| match files {
        [] => format!("0 {word}"),
        files => format!("{} {word} ({})", files.len(), size(files.iter().sum())),
    };
    let unreached = match import.names(|state| state == State::Unreached).len() {
        0 => String::new(),
        count if prune => format!(", {count} removed"),
        count => format!(", {count} no longer reached"),
    };
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    format!(
        "{total} definition{} from {} root{}: {}, {}, {} unchanged{unreached}",
        plural(total),
        roots.len(),
        plural(roots.len()),
        sized(&new, "new"),
        sized(&changed, "changed"),
        import.unchanged
    )
}

/// A number of bytes as people read it.
#[expect(
    clippy::cast_precision_loss,
    reason = "one digit behind the point is shown"
)]
fn size(bytes: usize) -> String {
    match bytes {
        0..0x400 => format!("{bytes} B"),
        0x400..0x10_0000 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1024.0 / 1024.0),
    }
}
