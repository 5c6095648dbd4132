//! The kinds of changes. `kinds/<id>.md` explains each, with the reasons for its verdicts.

use super::verdict::{Effect, SemverImpact, Verdict, Wire};
use crate::explanation;
use crate::nearest::nearest;

/// Everything that the report decides by the kind of a change alone.
pub(super) struct KindRow {
    name: &'static str,
    explanation: &'static str,
    /// The thing that such an entry is about.
    pub(super) about: About,
    /// The edit.
    pub(super) edit: Edit,
    /// The verdict for programs that send and were built before.
    pub(super) sent: Verdict<Effect>,
    /// The verdict for programs that receive and were built before.
    pub(super) received: Verdict<Effect>,
    /// The verdict for source code that moves to the new models.
    pub(super) rust: Verdict<SemverImpact>,
    /// `true` if a property may hold another definition or enum than before.
    pub(super) moves_links: bool,
    /// The part that entries of one cause have in common.
    pub(super) grouping: Grouping,
    /// The place of such an entry on a page where it breaks nothing.
    pub(super) mention: Mention,
    /// The predicate for its subject: `is gone`.
    pub(super) predicate: &'static str,
    /// The remedy. The new side takes the place of the words in braces, if it has a name.
    pub(super) remedy: &'static str,
}

/// The thing that entries of a kind are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Definition,
    Property,
    /// Old and new are whole descriptions. They are there to be read, and no part of what the entry is.
    Description,
    Override,
    Enum,
    EnumValue,
    Operation,
    Parameter,
}

/// The edit made to the subject of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Added,
    Removed,
    Renamed,
    Changed,
}

/// The part that entries of one kind have in common if they are one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouping {
    /// Nothing: each is a cause of its own.
    Alone,
    /// The kind: a rule gives many of them at once.
    Together,
    /// The property, value or parameter, and old and new.
    ByPartAndValues,
    /// The property, because old and new are prose.
    ByPart,
    /// Old and new, because the same may be stated of any property.
    ByValues,
    /// The definitions before and after, in whatever lists.
    ByLink,
    /// The first word of the definition, or the beginning of the path.
    ByFamily,
    /// The words by which the names before and after differ.
    ByRename,
    /// The reason why it is gone, where programs do not notice.
    ByReason,
}

/// The place of an entry on a page where it breaks nothing. The order is that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mention {
    /// Among the numbers of each kind, and nowhere else.
    Counted,
    Deprecated,
    Restored,
    Widened,
    /// Among what is new of its sort, with what most endpoints reach first.
    New,
    /// On its own where the new description states another fact.
    Reworded,
}

impl Mention {
    /// The title of the list that names such entries.
    pub(super) const fn title(self) -> Option<&'static str> {
        match self {
            Self::Deprecated => Some("Deprecated now"),
            Self::Restored => Some("Not deprecated any more"),
            Self::Widened => Some("Sent and received now"),
            Self::Counted | Self::New | Self::Reworded => None,
        }
    }
}

impl ChangeKind {
    /// The kind with this id.
    ///
    /// # Errors
    ///
    /// The nearest id, if one resembles it.
    pub fn from_name(name: &str) -> Result<Self, Option<&'static str>> {
        let found = Self::ALL.iter().find(|kind| kind.name() == name);
        found
            .copied()
            .ok_or_else(|| nearest(name, Self::ALL.iter().map(|kind| kind.name())))
    }

    /// The id that reports show and `explain` takes.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the meaning of the kind, and the reason for each verdict.
    pub const fn explanation(self) -> &'static str {
        self.row().explanation
    }

    /// The first sentence of the explanation.
    pub fn summary(self) -> String {
        explanation::summary(self.explanation())
    }

    /// `true` if the old and new of such an entry are whole descriptions.
    pub const fn is_about_prose(self) -> bool {
        matches!(self.row().about, About::Description)
    }

    /// The verdicts for the wire: those of the kind, and those of `found` where its own depend.
    pub(super) fn wire(self, found: Wire) -> Wire {
        Wire {
            sent: self.row().sent.or(found.sent),
            received: self.row().received.or(found.received),
        }
    }
}

macro_rules! verdict {
    ($of:ident none) => {
        Verdict::Always($of::None)
    };
    (Effect compatible) => {
        Verdict::Always(Effect::Compatible)
    };
    (Effect breaking) => {
        Verdict::Always(Effect::Breaking)
    };
    (SemverImpact minor) => {
        Verdict::Always(SemverImpact::Minor)
    };
    (SemverImpact major) => {
        Verdict::Always(SemverImpact::Major)
    };
    ($of:ident depends) => {
        Verdict::Depends
    };
}

macro_rules! links {
    (moves) => {
        true
    };
    (keeps) => {
        false
    };
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal: $about:ident $edit:ident, $sent:ident $received:ident $rust:ident, $links:ident, $grouping:ident, $mention:ident, $predicate:literal, $remedy:literal;)*) => {
        /// The kinds of changes. An id is never given to another kind later.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChangeKind {
            $($(#[$doc])* $kind,)*
        }

        impl ChangeKind {
            /// Every kind, from the whole definition down to the wording.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Everything that the table states of the kind.
            pub(super) const fn row(self) -> &'static KindRow {
                match self {
                    $(Self::$kind => &KindRow {
                        name: $name,
                        explanation: include_str!(concat!("kinds/", $name, ".md")),
                        about: About::$about,
                        edit: Edit::$edit,
                        sent: verdict!(Effect $sent),
                        received: verdict!(Effect $received),
                        rust: verdict!(SemverImpact $rust),
                        moves_links: links!($links),
                        grouping: Grouping::$grouping,
                        mention: Mention::$mention,
                        predicate: $predicate,
                        remedy: $remedy,
                    },)*
                }
            }
        }
    };
}

// The columns: the kind with its id, its subject and the edit, its verdicts (sent, received, Rust),
// whether properties may hold other definitions, what entries of one cause have in common, where a page
// mentions it, the predicate for its subject, and the remedy, with the words in braces that stand where
// several entries have no new side in common. A server may refuse unknown names, so a name that it no
// longer describes breaks; the models keep unknown properties, so a new name does not.
// The reasons are in `kinds/<id>.md`.
kinds! {
    /// There is a definition that was not there.
    DefinitionAdded = "definition-added": Definition Added, none none minor, keeps, ByFamily, New, "is new", "nothing";
    /// A definition is gone.
    DefinitionRemoved = "definition-removed": Definition Removed, depends depends major, keeps, ByReason, Counted, "is gone", "stop using it";
    /// A definition is no longer imported, although the publisher has it.
    DefinitionDropped = "definition-dropped": Definition Removed, none none major, keeps, ByFamily, Counted, "is no longer imported", "import it again with `--root`";
    /// A definition has another name, and the properties that pointed at it moved along.
    DefinitionRenamed = "definition-renamed": Definition Renamed, none none depends, keeps, ByRename, Counted, "has another name", "use {the new name}";
    /// A definition has lost all its properties.
    DefinitionEmptied = "definition-emptied": Definition Changed, breaking breaking major, moves, Alone, Counted, "has lost its properties, and is any JSON now", "read it as any JSON";
    /// A definition without properties has some now.
    DefinitionFilled = "definition-filled": Definition Changed, breaking compatible major, moves, Alone, Counted, "was any JSON, and is a struct now", "set its fields";
    /// There is a new property that may be absent.
    PropertyAddedOptional = "property-added-optional": Property Added, compatible compatible depends, moves, ByPartAndValues, New, "is new", "nothing";
    /// There is a new property that must be there.
    PropertyAddedRequired = "property-added-required": Property Added, depends compatible depends, moves, ByPartAndValues, Counted, "is new and required", "set it always";
    /// A property is gone.
    PropertyRemoved = "property-removed": Property Removed, breaking depends depends, moves, ByPartAndValues, Counted, "is gone", "stop using it";
    /// A property has another name, and the same type and description.
    PropertyRenamed = "property-renamed": Property Renamed, breaking depends depends, keeps, ByPartAndValues, Counted, "has another name", "use {the new name}";
    /// A property's name differs in letter case alone.
    WireNameCaseChanged = "wire-name-case-changed": Property Renamed, breaking depends depends, keeps, ByPartAndValues, Counted, "has another letter case", "rebuild; no edit is needed";
    /// A word such as `string` became another.
    TypeScalarChanged = "type-scalar-changed": Property Changed, depends depends depends, keeps, ByPartAndValues, Counted, "has another type", "use {the new type}";
    /// One value became a list of such values.
    TypeOneToList = "type-one-to-list": Property Changed, depends depends depends, keeps, ByPartAndValues, Counted, "has another type", "use {a list}";
    /// A list became one of its values.
    TypeListToOne = "type-list-to-one": Property Changed, depends depends depends, keeps, ByPartAndValues, Counted, "has another type", "use {one value}";
    /// A list became a list of lists, or the other way round.
    TypeListDepthChanged = "type-list-depth-changed": Property Changed, depends depends depends, keeps, ByPartAndValues, Counted, "has another type", "use {the new type}";
    /// The type became `object`, which may be anything.
    TypeToObject = "type-to-object": Property Changed, depends depends depends, moves, ByPartAndValues, Counted, "has another type", "expect any JSON";
    /// The type was `object`, and is more specific now.
    TypeFromObject = "type-from-object": Property Changed, depends depends depends, moves, ByPartAndValues, Counted, "has another type", "send {the new type}";
    /// A word became a link to a definition.
    TypeScalarToLink = "type-scalar-to-link": Property Changed, depends depends depends, moves, ByPartAndValues, Counted, "has another type", "use {the model}";
    /// A link to a definition became a word.
    TypeLinkToScalar = "type-link-to-scalar": Property Changed, depends depends depends, moves, ByPartAndValues, Counted, "has another type", "use {the new type}";
    /// Another definition, with the same properties.
    TypeLinkEqual = "type-link-equal": Property Changed, none none depends, moves, ByLink, Counted, "has another type", "use {the other model}";
    /// Another definition, that allows more.
    TypeLinkWider = "type-link-wider": Property Changed, depends depends depends, moves, ByLink, Counted, "has another type", "use {the other model}";
    /// Another definition, that allows less.
    TypeLinkNarrower = "type-link-narrower": Property Changed, depends depends depends, moves, ByLink, Counted, "has another type", "use {the other model}";
    /// Another definition, that allows other things.
    TypeLinkDifferent = "type-link-different": Property Changed, depends depends depends, moves, ByLink, Counted, "has another type", "use {the other model}";
    /// The same type in other words: `Array` and `object[]`.
    TypeRespelled = "type-respelled": Property Changed, none none depends, keeps, ByPartAndValues, Counted, "has its type in other words", "nothing";
    /// `Required` went from No to Yes.
    RequiredAdded = "required-added": Property Changed, depends compatible depends, keeps, ByPartAndValues, Counted, "is required now", "set it always";
    /// `Required` went from Yes to No.
    RequiredDropped = "required-dropped": Property Changed, compatible depends depends, keeps, ByPartAndValues, Counted, "is not required any more", "expect {it to be absent}";
    /// The description now makes the string a date.
    DateClassGained = "date-class-gained": Property Changed, none none depends, keeps, ByValues, Counted, "is a date now", "read it as {a date}";
    /// The description no longer makes the string a date.
    DateClassLost = "date-class-lost": Property Changed, none none depends, keeps, ByValues, Counted, "is not a date any more", "add an override if it is still a date";
    /// The description now makes the string another kind of date.
    DateClassChanged = "date-class-changed": Property Changed, breaking compatible depends, keeps, ByValues, Counted, "is another sort of date", "use {the new type}";
    /// There is an operation that was not there.
    OperationAdded = "operation-added": Operation Added, none none minor, keeps, ByFamily, New, "is new", "nothing";
    /// An operation is gone.
    OperationRemoved = "operation-removed": Operation Removed, breaking compatible major, keeps, ByFamily, Counted, "is gone", "stop calling it";
    /// An operation is no longer imported, although the publisher has it.
    OperationDropped = "operation-dropped": Operation Removed, none none major, keeps, ByFamily, Counted, "is no longer imported", "import it again with `--root`";
    /// An operation has another name, and the same endpoint.
    OperationRenamed = "operation-renamed": Operation Renamed, none none major, keeps, ByPartAndValues, Counted, "has another name", "use {the new name}";
    /// An operation is called by another method or path.
    OperationEndpointChanged = "operation-endpoint-changed": Operation Changed, depends none depends, keeps, Alone, Counted, "has another endpoint", "call {the new endpoint}";
    /// An operation takes another body.
    OperationRequestChanged = "operation-request-changed": Operation Changed, depends none depends, keeps, ByPartAndValues, Counted, "takes another request", "send {the new request}";
    /// An operation returns something else.
    OperationResponseChanged = "operation-response-changed": Operation Changed, none depends depends, keeps, ByPartAndValues, Counted, "returns something else", "read {no body}";
    /// An operation fails with another body.
    OperationErrorChanged = "operation-error-changed": Operation Changed, none depends major, keeps, ByPartAndValues, Counted, "fails with another body", "read {the new error}";
    /// The page now marks an operation as deprecated.
    OperationDeprecated = "operation-deprecated": Operation Changed, none none minor, keeps, ByFamily, Deprecated, "is deprecated", "plan without it";
    /// The page no longer marks an operation as deprecated.
    OperationRestored = "operation-restored": Operation Changed, none none none, keeps, ByFamily, Restored, "is not deprecated any more", "nothing";
    /// An operation has another parameter, which may be left out.
    ParameterAddedOptional = "parameter-added-optional": Parameter Added, compatible none minor, keeps, ByPartAndValues, New, "is new", "nothing";
    /// An operation has another parameter, which every request needs.
    ParameterAddedRequired = "parameter-added-required": Parameter Added, breaking none major, keeps, ByPartAndValues, Counted, "is new and required", "send it always";
    /// A parameter of an operation is gone.
    ParameterRemoved = "parameter-removed": Parameter Removed, breaking none major, keeps, ByPartAndValues, Counted, "is gone", "stop sending it";
    /// Every request needs a parameter that could be left out.
    ParameterRequired = "parameter-required": Parameter Changed, breaking none major, keeps, ByPart, Counted, "is required now", "send it always";
    /// A parameter that every request needed may be left out.
    ParameterOptional = "parameter-optional": Parameter Changed, compatible none major, keeps, ByPart, Counted, "is not required any more", "set the field instead of the argument";
    /// A parameter of an operation has another type.
    ParameterRetyped = "parameter-retyped": Parameter Changed, depends none depends, keeps, ByPartAndValues, Counted, "has another type", "send {the new type}";
    /// Several values of a parameter are sent in another form.
    ParameterListFormChanged = "parameter-list-form-changed": Parameter Changed, depends none none, keeps, ByPartAndValues, Counted, "is sent in another form", "rebuild; no edit is needed";
    /// A definition that was only sent, or only received, is both now.
    DirectionWidened = "direction-widened": Definition Changed, none none none, keeps, ByValues, Widened, "is sent and received now", "nothing";
    /// The publisher's document states something else of the property.
    FactChanged = "fact-changed": Property Changed, depends depends depends, moves, ByValues, Counted, "has other facts", "use {the new type}";
    /// An override takes effect that did not.
    OverrideAdded = "override-added": Override Changed, none none depends, moves, ByValues, Counted, "has an override", "use {the new type}";
    /// An override no longer takes effect.
    OverrideRemoved = "override-removed": Override Changed, none none depends, moves, ByValues, Counted, "has lost its override", "use {the new type}";
    /// An override takes another effect.
    OverrideChanged = "override-changed": Override Changed, none none depends, moves, ByValues, Counted, "has another override", "use {the new type}";
    /// There is a new enum.
    EnumAdded = "enum-added": Enum Added, none none minor, keeps, Alone, Counted, "is new", "nothing";
    /// An enum is gone.
    EnumRemoved = "enum-removed": Enum Removed, none none major, keeps, Alone, Counted, "is gone", "stop using it";
    /// An enum has another name, and the properties that had it moved along.
    EnumRenamed = "enum-renamed": Enum Renamed, none none major, keeps, Together, Counted, "has another name", "use {the new name}";
    /// An enum lists another value.
    EnumValueAdded = "enum-value-added": EnumValue Added, none depends minor, keeps, Alone, New, "is new", "nothing";
    /// An enum no longer lists a value.
    EnumValueRemoved = "enum-value-removed": EnumValue Removed, depends none major, keeps, Alone, Counted, "is gone", "stop using it";
    /// The description now marks something as deprecated.
    DeprecationAdded = "deprecation-added": Description Changed, none none none, keeps, ByPart, Deprecated, "is deprecated", "plan without it";
    /// The description no longer marks something as deprecated.
    DeprecationRemoved = "deprecation-removed": Description Changed, none none none, keeps, ByPart, Restored, "is not deprecated any more", "nothing";
    /// The description has other words.
    DescriptionChanged = "description-changed": Description Changed, none none none, keeps, ByValues, Reworded, "has another description", "read it";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_share_an_id_and_no_kind_shares_a_code() {
        let codes = crate::diagnostic::Code::ALL.iter().map(|code| code.name());
        let mut names: Vec<_> = ChangeKind::ALL.iter().map(|kind| kind.name()).collect();
        names.extend(codes);
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    /// Every explanation gives each verdict of the table, or the conditions where the table has
    /// several.
    #[test]
    fn every_explanation_states_the_verdicts_of_the_table() {
        fn check<T>(
            kind: ChangeKind,
            part: &str,
            verdict: Verdict<T>,
            word: impl Fn(T) -> &'static str,
        ) {
            let marked = format!("\n- {part}: ");
            let parts: Vec<_> = kind.explanation().split(&marked).skip(1).collect();
            let [text] = parts[..] else {
                panic!("{} has {} parts `{part}`", kind.name(), parts.len());
            };
            let stated = text.split(['.', ',', ' ', '\n']).next();
            match verdict {
                Verdict::Always(verdict) => {
                    assert_eq!(stated, Some(word(verdict)), "{}", kind.name())
                }
                Verdict::Depends => assert!(
                    ["none", "compatible", "silent", "minor", "breaking", "major"]
                        .contains(&stated.unwrap_or_default()),
                    "{}: {text}",
                    kind.name()
                ),
            }
        }
        for &kind in ChangeKind::ALL {
            check(kind, "Sent", kind.row().sent, Effect::word);
            check(kind, "Received", kind.row().received, Effect::word);
            check(kind, "Rust", kind.row().rust, SemverImpact::word);
        }
    }
}
