//! Makes entries of what was found: verdicts, places and notes.

use super::pairs::Pairs;
use super::rust::{self, Idents};
use crate::changes::change::{Change, RustSides, Side};
use crate::changes::change_kind::ChangeKind;
use crate::changes::level::Levels;
use crate::changes::note::Note;
use crate::changes::subject::{Subject, Value};
use crate::changes::verdict::{Effect, SemverImpact, Verdict, Wire};
use crate::model::{Construction, Field, Struct};

/// The input of every comparison.
pub(super) struct Context<'a> {
    pub(super) pairs: &'a Pairs<'a>,
    pub(super) idents: Idents<'a>,
    pub(super) before: Side<'a>,
    pub(super) after: Side<'a>,
    pub(super) levels: &'a Levels,
}

/// A finding about a definition or one of its properties.
pub(super) struct Draft<'a> {
    pub(super) kind: ChangeKind,
    pub(super) old: Option<Value>,
    pub(super) new: Option<Value>,
    /// The property on both sides, where a property is meant.
    pub(super) fields: (Option<&'a Field>, Option<&'a Field>),
    /// The verdicts where those of the kind depend on what was found.
    pub(super) wire: Wire,
    pub(super) argument: Argument,
    /// The least that it asks of source code, whatever the fields are.
    pub(super) at_least: SemverImpact,
    pub(super) note: Option<Note>,
}

/// The change to the property's argument of the constructor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    Stays,
    Comes,
    Goes,
    Moves,
}

impl Draft<'_> {
    pub(super) const fn of(kind: ChangeKind) -> Self {
        Self {
            kind,
            old: None,
            new: None,
            fields: (None, None),
            wire: Wire::both(Effect::Breaking),
            argument: Argument::Stays,
            at_least: SemverImpact::None,
            note: None,
        }
    }
}

impl Context<'_> {
    /// An entry with the verdicts that every entry of the kind has, and the level of the kind.
    pub(super) fn change(&self, kind: ChangeKind, subject: Subject) -> Change {
        Change {
            level: self.levels.get(kind).cloned(),
            ..Change::of(kind, subject)
        }
    }

    /// The entry for a definition that came.
    pub(super) fn added(&self, item: &Struct) -> Change {
        Change {
            new: Some(Value::Name(item.name().to_owned())),
            location: self.after.location(item.definition.name.place),
            ..self.change(ChangeKind::DefinitionAdded, definition(item))
        }
    }

    /// Returns `true` if both sides have facts: what only one of them states is news, and no change of the API.
    pub(super) fn both_have_facts(&self) -> bool {
        self.before.has_facts() && self.after.has_facts()
    }

    /// Returns `true` if the documents of both sides state which properties are read-only.
    pub(super) fn both_state_read_only(&self) -> bool {
        [&self.before, &self.after]
            .iter()
            .all(|side| side.states_read_only)
    }

    /// `true` if it is still the publisher's, and is not imported any more.
    pub(super) fn was_dropped(&self, key: &str) -> bool {
        self.before.record.was_dropped(key, &self.after.record)
    }

    /// The entry for a definition that went.
    pub(super) fn removed(&self, item: &Struct) -> Change {
        let kind = match self.was_dropped(item.name()) {
            true => ChangeKind::DefinitionDropped,
            false => ChangeKind::DefinitionRemoved,
        };
        Change {
            old: Some(Value::Name(item.name().to_owned())),
            wire: kind.wire(Wire {
                sent: Effect::Breaking,
                received: Effect::Compatible,
            }),
            location: self.before.location(item.definition.name.place),
            ..self.change(kind, definition(item))
        }
    }

    /// The entry for what was found in a definition that is on both sides.
    pub(super) fn entry(&self, draft: Draft<'_>, (old, new): (&Struct, &Struct)) -> Change {
        let (before, after) = draft.fields;
        let place = after.map_or(new.definition.name.place, |row| row.property.name.place);
        let subject = match after.or(before) {
            Some(row) => Subject::Property {
                definition: new.name().to_owned(),
                name: row.wire_name().to_owned(),
            },
            None => definition(new),
        };
        let (rust, code) = match draft.kind.row().rust {
            Verdict::Always(rust) => (rust, None),
            Verdict::Depends => {
                let verdict = self.idents.verdict(before, after);
                (verdict, rust::code(before, after))
            }
        };
        let order_asks = match draft.argument {
            Argument::Moves => SemverImpact::Major,
            Argument::Stays | Argument::Comes | Argument::Goes => SemverImpact::None,
        };
        let constructor = constructor(draft.argument, rust, (old, new));
        let mut wire = draft.kind.wire(draft.wire);
        let mut notes: Vec<_> = draft.note.into_iter().chain(constructor).collect();
        if is_never_sent(draft.kind, before, after) {
            notes.extend((wire.sent == Effect::Breaking).then_some(Note::ReadOnly));
            wire.sent = Effect::None;
        }
        Change {
            old: draft.old,
            new: draft.new,
            wire,
            rust: rust.max(draft.at_least).max(order_asks),
            code,
            notes,
            location: self.after.location(place),
            ..self.change(draft.kind, subject)
        }
    }

    /// The entry for a definition whose table was emptied or filled. Its model changes from an alias
    /// of any JSON to a struct or back, and the fields that hold it change with it.
    pub(super) fn whole_table(&self, kind: ChangeKind, old: &Struct, new: &Struct) -> Change {
        let rows = |item: &Struct| {
            let rows = &item.definition.properties;
            (!rows.is_empty()).then(|| Value::Properties(rows.clone()))
        };
        let declared = |item: &Struct| {
            let keyword = if item.is_alias() { "alias" } else { "struct" };
            Some(format!("{keyword} {}", item.ident))
        };
        let alias = if old.is_alias() { old } else { new };
        let draft = Draft {
            old: rows(old),
            new: rows(new),
            note: Some(Note::NeverBoxed(alias.ident.clone())),
            ..Draft::of(kind)
        };
        Change {
            code: Some(RustSides {
                old: declared(old),
                new: declared(new),
            }),
            ..self.entry(draft, (old, new))
        }
    }
}

pub(super) fn definition(item: &Struct) -> Subject {
    Subject::Definition(item.name().to_owned())
}

/// Returns `true` if programs did not send the property and need not send it now. The API ignores what is
/// sent in a read-only one.
fn is_never_sent(kind: ChangeKind, before: Option<&Field>, after: Option<&Field>) -> bool {
    let [was, is] = [before, after].map(|row| row.is_some_and(|row| row.read_only));
    match kind {
        ChangeKind::PropertyAddedRequired | ChangeKind::RequiredAdded => is,
        ChangeKind::FactChanged => was && is,
        _ => was || is,
    }
}

/// Notes what the verdicts do not show: constructors added and removed, and their arguments.
fn constructor(
    argument: Argument,
    rust: SemverImpact,
    (old, new): (&Struct, &Struct),
) -> Option<Note> {
    use Construction::{Default, New};
    let ident = new.ident.clone();
    match (argument, old.construction, new.construction) {
        (Argument::Moves, ..) => Some(Note::ArgumentsMove(ident)),
        (Argument::Comes, Default, New { .. }) => Some(Note::NeedsNew(ident)),
        (Argument::Goes, New { .. }, Default) => Some(Note::NewIsGone(ident)),
        (Argument::Comes, New { .. }, New { .. }) if rust == SemverImpact::Major => {
            Some(Note::OneArgumentMore(ident))
        }
        (Argument::Goes, New { .. }, New { .. }) => Some(Note::OneArgumentLess(ident)),
        _ => None,
    }
}
