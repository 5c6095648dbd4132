//! Makes entries of what was found: verdicts, places and notes.

use super::super::change::Side;
use super::pairs::Pairs;
use super::rust::{self, Idents};
use crate::changes::change::{Change, Code, Location};
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::{Effect, SemverImpact, Verdict, Wire};
use crate::model::{Construction, Field, Struct};
use crate::source::{Place, Sources};

/// What every comparison needs to know.
pub(super) struct Context<'a> {
    pub(super) pairs: &'a Pairs<'a>,
    pub(super) idents: Idents<'a>,
    pub(super) before: Side<'a>,
    pub(super) after: Side<'a>,
}

/// What was found about a definition or one of its properties.
pub(super) struct Draft<'a> {
    pub(super) kind: ChangeKind,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// The property on both sides, where a property is meant.
    pub(super) fields: (Option<&'a Field>, Option<&'a Field>),
    /// Whether the old models demand the property of what they read.
    pub(super) demanded: bool,
    /// The verdicts where those of the kind depend on what was found.
    pub(super) wire: Wire,
    /// Whether the constructor takes its arguments in another order for it.
    pub(super) moves_argument: bool,
    /// What it asks of source code whatever the fields say.
    pub(super) at_least: SemverImpact,
    /// What the reader has to know.
    pub(super) note: Option<String>,
}

impl Draft<'_> {
    pub(super) fn of(kind: ChangeKind) -> Self {
        Self {
            kind,
            old: None,
            new: None,
            fields: (None, None),
            demanded: false,
            wire: Wire::both(Effect::Breaking),
            moves_argument: false,
            at_least: SemverImpact::None,
            note: None,
        }
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(before: Side<'a>, after: Side<'a>, pairs: &'a Pairs<'a>) -> Self {
        Self {
            pairs,
            idents: Idents::of(pairs),
            before,
            after,
        }
    }

    /// The entry for a definition that came.
    pub(super) fn added(&self, item: &Struct) -> Change {
        Change {
            new: Some(item.name().to_owned()),
            location: location(self.after.sources, item.definition.name.place),
            ..Change::of(ChangeKind::DefinitionAdded, item.name())
        }
    }

    /// The entry for a definition that went.
    pub(super) fn removed(&self, item: &Struct) -> Change {
        Change {
            old: Some(item.name().to_owned()),
            wire: ChangeKind::DefinitionRemoved.wire(Wire {
                sent: Effect::Breaking,
                received: Effect::Compatible,
            }),
            location: location(self.before.sources, item.definition.name.place),
            ..Change::of(ChangeKind::DefinitionRemoved, item.name())
        }
    }

    /// The entry for what was found in a definition that is on both sides.
    pub(super) fn entry(&self, draft: Draft<'_>, (old, new): (&Struct, &Struct)) -> Change {
        let (before, after) = draft.fields;
        let place = after.map_or(new.definition.name.place, |row| row.property.name.place);
        let property = after.or(before).map(|row| row.property.name.value.clone());
        let (rust, code) = match draft.kind.rust() {
            Verdict::Always(rust) => (rust, None),
            Verdict::Depends => {
                let verdict = self.idents.verdict(before, after);
                (verdict, rust::code(before, after))
            }
        };
        let order = draft.moves_argument.then(|| order(&new.ident));
        let order_asks = order
            .as_ref()
            .map_or(SemverImpact::None, |_| SemverImpact::Major);
        let own = draft
            .note
            .or_else(|| note(draft.kind, rust, draft.demanded, (old, new)));
        let notes: Vec<_> = own.into_iter().chain(order).collect();
        Change {
            property,
            old: draft.old,
            new: draft.new,
            wire: draft.kind.wire(draft.wire),
            rust: rust.max(draft.at_least).max(order_asks),
            code,
            note: (!notes.is_empty()).then(|| notes.join("; ")),
            location: location(self.after.sources, place),
            ..Change::of(draft.kind, new.name())
        }
    }

    /// The entry for a definition whose table was emptied or filled. Its model changes from an alias
    /// of any JSON to a struct or back, and the fields that hold it change with it.
    pub(super) fn whole_table(&self, kind: ChangeKind, old: &Struct, new: &Struct) -> Change {
        let (before, after) = (&old.fields, &new.fields);
        let [was, is] = [old, new].map(|item| {
            let what = if item.is_alias() { "alias" } else { "struct" };
            format!("{what} {}", item.ident)
        });
        let draft = Draft {
            old: list(before),
            new: list(after),
            note: Some(format!(
                "fields that hold it change their types: `{}`, which is any JSON, is never boxed",
                if old.is_alias() {
                    &old.ident
                } else {
                    &new.ident
                }
            )),
            ..Draft::of(kind)
        };
        Change {
            code: Some(Code {
                old: Some(was),
                new: Some(is),
            }),
            ..self.entry(draft, (old, new))
        }
    }
}

/// `id: string (required), name: string`
fn list(rows: &[Field]) -> Option<String> {
    let mut rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let flag = if row.property.required.value {
                " (required)"
            } else {
                ""
            };
            format!(
                "{}: {}{flag}",
                row.property.name.value, row.property.ty.value
            )
        })
        .collect();
    rows.sort();
    (!rows.is_empty()).then(|| rows.join(", "))
}

pub(super) fn location(sources: &Sources, place: Place) -> Location {
    let source = sources.get(place.file);
    Location {
        file: source.path.clone(),
        line: source.position(place.span.start).line,
    }
}

fn order(ident: &str) -> String {
    format!(
        "`{ident}::new` takes its arguments in another order: where their types are the same, code \
         compiles as before with the values swapped"
    )
}

/// What the verdicts do not show: names that stay, and constructors that come and go.
fn note(
    kind: ChangeKind,
    rust: SemverImpact,
    demanded: bool,
    (old, new): (&Struct, &Struct),
) -> Option<String> {
    let renamed = matches!(
        kind,
        ChangeKind::PropertyRenamed | ChangeKind::WireNameCaseChanged
    );
    if renamed && rust == SemverImpact::None {
        let note = "the field keeps its Rust name: code compiles as before and means another name \
                    on the wire; only `property!` with the old name stops compiling";
        return Some(note.to_owned());
    }
    let adds = matches!(
        kind,
        ChangeKind::RequiredAdded | ChangeKind::PropertyAddedRequired
    );
    let drops = matches!(
        kind,
        ChangeKind::RequiredDropped | ChangeKind::PropertyRemoved
    );
    let ident = &new.ident;
    match (old.construction, new.construction) {
        (Construction::Default, Construction::New { .. }) if adds => Some(format!(
            "`{ident}` has no `Default` any more: values are made with `{ident}::new`"
        )),
        (Construction::New { .. }, Construction::Default) if drops && demanded => Some(format!(
            "`{ident}::new` is gone: values are made with `{ident}::default()`"
        )),
        (Construction::New { .. }, Construction::New { .. })
            if rust == SemverImpact::Major && adds =>
        {
            Some(format!("`{ident}::new` takes one more argument"))
        }
        (Construction::New { .. }, Construction::New { .. }) if demanded && drops => {
            Some(format!("`{ident}::new` takes one argument less"))
        }
        _ => None,
    }
}
