//! The kinds of changes. What each means, and why its verdicts are what they are, stands in
//! `kinds/<id>.md`.

use super::verdict::{Effect, SemverImpact, Verdict, Wire};
use crate::explanation;
use crate::nearest::nearest;

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

    /// Whether the old and new of such an entry are whole descriptions. They are there to be read,
    /// and no part of what the entry is.
    pub const fn is_about_prose(self) -> bool {
        matches!(
            self,
            Self::DescriptionChanged | Self::DeprecationAdded | Self::DeprecationRemoved
        )
    }

    /// Whether such an entry is about an operation, and not about a definition or an enum.
    pub const fn is_about_operations(self) -> bool {
        matches!(
            self,
            Self::OperationAdded
                | Self::OperationRemoved
                | Self::OperationRenamed
                | Self::OperationEndpointChanged
                | Self::OperationRequestChanged
                | Self::OperationResponseChanged
        )
    }

    /// Whether such an entry tells that a property holds another definition or enum than before.
    pub(super) const fn moves_links(self) -> bool {
        matches!(
            self,
            Self::DefinitionEmptied
                | Self::DefinitionFilled
                | Self::PropertyAddedOptional
                | Self::PropertyAddedRequired
                | Self::PropertyRemoved
                | Self::TypeFromObject
                | Self::TypeToObject
                | Self::TypeScalarToLink
                | Self::TypeLinkToScalar
                | Self::TypeLinkEqual
                | Self::TypeLinkWider
                | Self::TypeLinkNarrower
                | Self::TypeLinkDifferent
                | Self::OverrideAdded
                | Self::OverrideRemoved
                | Self::OverrideChanged
        )
    }

    /// The verdicts for the wire: those of the kind, and those of `found` where its own depend.
    pub(super) fn wire(self, found: Wire) -> Wire {
        Wire {
            sent: self.sent().or(found.sent),
            received: self.received().or(found.received),
        }
    }

    /// The first sentence of the explanation.
    pub fn summary(self) -> String {
        explanation::summary(self.explanation())
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

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal: $sent:ident $received:ident $rust:ident, $words:literal, $remedy:literal;)*) => {
        /// The kinds of changes. An id is never given to another kind later.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChangeKind {
            $($(#[$doc])* $kind,)*
        }

        impl ChangeKind {
            /// Every kind, from the whole definition down to the wording.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The id that reports show and `explain` takes.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// What the kind means, and the reason for each verdict.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$kind => include_str!(concat!("kinds/", $name, ".md")),)* }
            }

            /// What the kind says of its subject: `is gone`.
            pub(super) const fn predicate(self) -> &'static str {
                match self { $(Self::$kind => $words,)* }
            }

            /// What somebody whom it concerns is to do, in a word.
            pub(super) const fn remedy(self) -> &'static str {
                match self { $(Self::$kind => $remedy,)* }
            }

            /// Whether the API still takes what programs send that were built before.
            pub(super) const fn sent(self) -> Verdict<Effect> {
                match self { $(Self::$kind => verdict!(Effect $sent),)* }
            }

            /// Whether programs that were built before still read what the API sends.
            pub(super) const fn received(self) -> Verdict<Effect> {
                match self { $(Self::$kind => verdict!(Effect $received),)* }
            }

            /// What source code is asked that moves to the new models.
            pub(super) const fn rust(self) -> Verdict<SemverImpact> {
                match self { $(Self::$kind => verdict!(SemverImpact $rust),)* }
            }
        }
    };
}

// Each kind with its id, its verdicts (sent, received, Rust), what it says of its subject, and what to
// do about it. A server may refuse what it does not know, so a name that it no longer describes breaks; the models
// keep what they do not know, so a new name does not. The reasons stand in `kinds/<id>.md`.
kinds! {
    /// There is a definition that was not there.
    DefinitionAdded = "definition-added": none none minor, "is new", "nothing";
    /// A definition is gone.
    DefinitionRemoved = "definition-removed": depends depends major, "is gone", "stop using it";
    /// A definition has another name, and the properties that pointed at it moved along.
    DefinitionRenamed = "definition-renamed": none none depends, "has another name", "use the new name";
    /// A definition has lost all its properties.
    DefinitionEmptied = "definition-emptied": breaking breaking major, "has lost its properties", "read it as any JSON";
    /// A definition without properties has some now.
    DefinitionFilled = "definition-filled": breaking compatible major, "has properties now", "use its fields";
    /// There is a new property that may be absent.
    PropertyAddedOptional = "property-added-optional": compatible compatible depends, "is new", "nothing";
    /// There is a new property that must be there.
    PropertyAddedRequired = "property-added-required": breaking compatible depends, "is new and required", "set it always";
    /// A property is gone.
    PropertyRemoved = "property-removed": breaking depends depends, "is gone", "stop using it";
    /// A property has another name, and the same type and description.
    PropertyRenamed = "property-renamed": breaking depends depends, "has another name", "use the new name";
    /// A property's name differs in letter case alone.
    WireNameCaseChanged = "wire-name-case-changed": breaking depends depends, "has another letter case", "rebuild with the new name";
    /// A word such as `string` became another.
    TypeScalarChanged = "type-scalar-changed": breaking breaking depends, "has another type", "use the new type";
    /// One value became a list of such values.
    TypeOneToList = "type-one-to-list": breaking breaking depends, "has another type", "use a list";
    /// A list became one of its values.
    TypeListToOne = "type-list-to-one": breaking breaking depends, "has another type", "use one value";
    /// A list became a list of lists, or the other way round.
    TypeListDepthChanged = "type-list-depth-changed": breaking breaking depends, "has another type", "use the new type";
    /// The type became `object`, which may be anything.
    TypeToObject = "type-to-object": compatible breaking depends, "has another type", "expect any JSON";
    /// The type was `object`, and now says more.
    TypeFromObject = "type-from-object": breaking compatible depends, "has another type", "send what it says";
    /// A word became a link to a definition.
    TypeScalarToLink = "type-scalar-to-link": breaking breaking depends, "has another type", "use the model";
    /// A link to a definition became a word.
    TypeLinkToScalar = "type-link-to-scalar": breaking breaking depends, "has another type", "use the new type";
    /// Another definition, with the same properties.
    TypeLinkEqual = "type-link-equal": none none depends, "has another type", "use the other model";
    /// Another definition, that allows more.
    TypeLinkWider = "type-link-wider": depends depends depends, "has another type", "use the other model";
    /// Another definition, that allows less.
    TypeLinkNarrower = "type-link-narrower": depends depends depends, "has another type", "use the other model";
    /// Another definition, that allows other things.
    TypeLinkDifferent = "type-link-different": depends depends depends, "has another type", "use the other model";
    /// The same type in other words: `Array` and `object[]`.
    TypeRespelled = "type-respelled": none none depends, "has its type in other words", "nothing";
    /// `Required` went from No to Yes.
    RequiredAdded = "required-added": breaking compatible depends, "is required now", "set it always";
    /// `Required` went from Yes to No.
    RequiredDropped = "required-dropped": compatible depends depends, "is not required any more", "expect it to be absent";
    /// The description now makes the string a date.
    DateClassGained = "date-class-gained": none none depends, "is a date now", "read it as a date";
    /// The description no longer makes the string a date.
    DateClassLost = "date-class-lost": none none depends, "is not a date any more", "ask whether an override is due";
    /// The description now makes the string another kind of date.
    DateClassChanged = "date-class-changed": breaking compatible depends, "is another sort of date", "use the new type";
    /// There is an operation that was not there.
    OperationAdded = "operation-added": none none none, "is new", "nothing";
    /// An operation is gone.
    OperationRemoved = "operation-removed": breaking compatible none, "is gone", "stop calling it";
    /// An operation has another name, and the same endpoint.
    OperationRenamed = "operation-renamed": none none none, "has another name", "nothing";
    /// An operation is called by another method or path.
    OperationEndpointChanged = "operation-endpoint-changed": depends none none, "has another endpoint", "call the new endpoint";
    /// An operation takes another body, or other query parameters.
    OperationRequestChanged = "operation-request-changed": depends none none, "takes another request", "send the new request";
    /// An operation returns something else.
    OperationResponseChanged = "operation-response-changed": none depends none, "returns something else", "read the new answer";
    /// A definition that was only sent, or only received, is both now.
    DirectionWidened = "direction-widened": none none none, "is sent and received now", "nothing";
    /// An override takes effect that did not.
    OverrideAdded = "override-added": none none depends, "has an override", "use the new type";
    /// An override no longer takes effect.
    OverrideRemoved = "override-removed": none none depends, "has lost its override", "use the new type";
    /// An override takes another effect.
    OverrideChanged = "override-changed": none none depends, "has another override", "use the new type";
    /// There is a new enum.
    EnumAdded = "enum-added": none none minor, "is new", "nothing";
    /// An enum is gone.
    EnumRemoved = "enum-removed": none none major, "is gone", "stop using it";
    /// An enum lists another value.
    EnumValueAdded = "enum-value-added": none none minor, "is new", "nothing";
    /// An enum no longer lists a value.
    EnumValueRemoved = "enum-value-removed": none none major, "is gone", "stop using it";
    /// The description now says that something is deprecated.
    DeprecationAdded = "deprecation-added": none none none, "is deprecated", "plan without it";
    /// The description no longer says that something is deprecated.
    DeprecationRemoved = "deprecation-removed": none none none, "is not deprecated any more", "nothing";
    /// The description has other words.
    DescriptionChanged = "description-changed": none none none, "has another description", "read it";
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

    /// An explanation says of each verdict what the table says, or where it is what.
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
            let said = text.split(['.', ',', ' ', '\n']).next();
            match verdict {
                Verdict::Always(verdict) => {
                    assert_eq!(said, Some(word(verdict)), "{}", kind.name())
                }
                Verdict::Depends => assert!(
                    ["none", "compatible", "silent", "minor", "breaking", "major"]
                        .contains(&said.unwrap_or_default()),
                    "{}: {text}",
                    kind.name()
                ),
            }
        }
        for &kind in ChangeKind::ALL {
            check(kind, "Sent", kind.sent(), Effect::word);
            check(kind, "Received", kind.received(), Effect::word);
            check(kind, "Rust", kind.rust(), SemverImpact::word);
        }
    }
}
