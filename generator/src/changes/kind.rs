//! The kinds of changes. What each means, and why its verdicts are what they are, stands in
//! `kinds/<id>.md`.

use crate::explanation;
use crate::nearest::nearest;

impl Kind {
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

    /// The first sentence of the explanation.
    pub fn summary(self) -> String {
        explanation::summary(self.explanation())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// The kinds of changes. An id is never given to another kind later.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
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
        }
    };
}

kinds! {
    /// There is a definition that was not there.
    DefinitionAdded = "definition-added",
    /// A definition is gone.
    DefinitionRemoved = "definition-removed",
    /// A definition has another name, and the properties that pointed at it moved along.
    DefinitionRenamed = "definition-renamed",
    /// A definition has lost all its properties.
    DefinitionEmptied = "definition-emptied",
    /// A definition without properties has some now.
    DefinitionFilled = "definition-filled",
    /// There is a new property that may be absent.
    PropertyAddedOptional = "property-added-optional",
    /// There is a new property that must be there.
    PropertyAddedRequired = "property-added-required",
    /// A property is gone.
    PropertyRemoved = "property-removed",
    /// A property has another name, and the same type and description.
    PropertyRenamed = "property-renamed",
    /// A property's name differs in letter case alone.
    WireNameCaseChanged = "wire-name-case-changed",
    /// A word such as `string` became another.
    TypeScalarChanged = "type-scalar-changed",
    /// One value became a list of such values.
    TypeOneToList = "type-one-to-list",
    /// A list became one of its values.
    TypeListToOne = "type-list-to-one",
    /// A list became a list of lists, or the other way round.
    TypeListDepthChanged = "type-list-depth-changed",
    /// The type became `object`, which may be anything.
    TypeToObject = "type-to-object",
    /// The type was `object`, and now says more.
    TypeFromObject = "type-from-object",
    /// A word became a link to a definition.
    TypeScalarToLink = "type-scalar-to-link",
    /// A link to a definition became a word.
    TypeLinkToScalar = "type-link-to-scalar",
    /// Another definition, with the same properties.
    TypeLinkEqual = "type-link-equal",
    /// Another definition, that allows more.
    TypeLinkWider = "type-link-wider",
    /// Another definition, that allows less.
    TypeLinkNarrower = "type-link-narrower",
    /// Another definition, that allows other things.
    TypeLinkDifferent = "type-link-different",
    /// The same type in other words: `Array` and `object[]`.
    TypeRespelled = "type-respelled",
    /// `Required` went from No to Yes.
    RequiredAdded = "required-added",
    /// `Required` went from Yes to No.
    RequiredDropped = "required-dropped",
    /// The description now makes the string a date.
    DateClassGained = "date-class-gained",
    /// The description no longer makes the string a date.
    DateClassLost = "date-class-lost",
    /// The description now makes the string another kind of date.
    DateClassChanged = "date-class-changed",
    /// An override takes effect that did not.
    OverrideAdded = "override-added",
    /// An override no longer takes effect.
    OverrideRemoved = "override-removed",
    /// An override takes another effect.
    OverrideChanged = "override-changed",
    /// There is a new enum.
    EnumAdded = "enum-added",
    /// An enum is gone.
    EnumRemoved = "enum-removed",
    /// An enum lists another value.
    EnumValueAdded = "enum-value-added",
    /// An enum no longer lists a value.
    EnumValueRemoved = "enum-value-removed",
    /// The description now says that something is deprecated.
    DeprecationAdded = "deprecation-added",
    /// The description no longer says that something is deprecated.
    DeprecationRemoved = "deprecation-removed",
    /// The description has other words.
    DescriptionChanged = "description-changed",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_share_an_id_and_no_kind_shares_a_code() {
        let codes = crate::diagnostic::Code::ALL.iter().map(|code| code.name());
        let mut names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        names.extend(codes);
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn every_explanation_gives_the_reason_for_each_verdict() {
        for kind in Kind::ALL {
            for part in ["\n- Sent: ", "\n- Received: ", "\n- Rust: "] {
                let found = kind.explanation().matches(part).count();
                assert_eq!(found, 1, "{part:?} in {}", kind.name());
            }
        }
    }
}
