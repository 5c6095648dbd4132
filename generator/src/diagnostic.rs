//! The noun `Diagnostics`: the problems of the input, their places, and the advice on each.
//!
//! Stages add to it and carry on, so that one run shows every problem. `codes/<code>.md` explains each
//! [`Code`], with a wrong and a right example; the report decides how problems are shown.

use crate::explanation;
use crate::nearest::nearest;
use crate::source::{FileId, Place};
use crate::unseen::in_one_line;

/// The problems of one run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    problems: Vec<Diagnostic>,
}

/// One problem.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// The weight of the problem.
    pub severity: Severity,
    /// The message: lower case, no full stop, the author's own text in backticks.
    pub message: String,
    /// The place of the problem.
    pub place: Place,
    /// The JSON pointer of the value that it is about, where the file is JSON.
    pub pointer: Option<Box<str>>,
    /// Related places, each with its relation to the problem.
    pub related: Vec<Related>,
    /// The advice to the author.
    pub help: String,
}

/// The weight of a problem. Only an error prevents writing, and changes the exit code of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It has to be fixed.
    Error,
    /// It should be looked at.
    Warning,
    /// It is good to know.
    Note,
}

/// A place related to a problem.
#[derive(Clone, Debug)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// The relation to the problem.
    pub message: String,
}

impl Diagnostic {
    /// An error at `place`.
    pub fn new(
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: in_one_line(&message.into()),
            place,
            pointer: None,
            related: Vec::new(),
            help: in_one_line(&help.into()),
        }
    }

    /// The same problem with another severity.
    #[must_use]
    pub fn with(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The same problem, about the value at a JSON pointer.
    #[must_use]
    pub fn at(self, pointer: &str) -> Self {
        Self {
            pointer: Some(pointer.into()),
            ..self
        }
    }

    /// The same problem with one more related place.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Related {
            place,
            message: in_one_line(&message.into()),
        });
        self
    }
}

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Every problem, sorted by file and place in the file, so that the order in which stages found
    /// them does not show.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.problems
            .sort_by_key(|problem| (problem.place, problem.code));
        self
    }

    /// The same, where those in the file that a machine writes stop nothing that it can correct.
    #[must_use]
    pub fn lenient_in(mut self, facts: Option<FileId>) -> Self {
        let in_facts =
            |it: &&mut Diagnostic| Some(it.place.file) == facts && it.severity == Severity::Error;
        for problem in self.problems.iter_mut().filter(in_facts) {
            problem.severity = problem.code.severity_in_facts();
            if problem.severity != Severity::Error {
                problem.help = "`cargo xtask overrides import` writes the facts anew".to_owned();
            }
        }
        self
    }

    /// Those at the places that `is` holds for.
    #[must_use]
    pub fn only(mut self, is: impl Fn(Place) -> bool) -> Self {
        self.problems.retain(|problem| is(problem.place));
        self
    }

    /// Returns `true` if one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Those that keep anything from being written.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.iter().filter(|it| it.severity == Severity::Error)
    }

    /// Every problem, in the order of adding.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.problems.iter()
    }

    /// Returns the number of problems.
    pub fn len(&self) -> usize {
        self.problems.len()
    }

    /// Returns `true` if there are no problems.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, problems: T) {
        self.problems.extend(problems);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(problems: T) -> Self {
        Self {
            problems: problems.into_iter().collect(),
        }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.problems.into_iter()
    }
}

impl Code {
    /// The code with this name.
    ///
    /// # Errors
    ///
    /// The nearest name, if one resembles it.
    pub fn from_name(name: &str) -> Result<Self, Option<&'static str>> {
        let found = Self::ALL.iter().find(|code| code.name() == name);
        found
            .copied()
            .ok_or_else(|| nearest(name, Self::ALL.iter().map(|code| code.name())))
    }

    /// Returns `true` if an update of the definitions alone can cause it in overrides that were right.
    pub const fn follows_from_update(self) -> bool {
        matches!(
            self,
            Self::TypeCollision
                | Self::UnknownOverrideType
                | Self::UnknownOverrideDefinition
                | Self::UnknownOverrideProperty
                | Self::UnknownOverrideOperation
                | Self::UnknownOverrideParameter
                | Self::OverrideMismatch
                | Self::OverrideWithoutEffect
                | Self::UnusedEnum
        )
    }

    /// Returns the severity in facts, which a command writes and can write again: no update of the definitions
    /// may require that.
    pub(crate) const fn severity_in_facts(self) -> Severity {
        match self {
            Self::UnknownOverrideDefinition
            | Self::UnknownOverrideProperty
            | Self::UnknownOverrideOperation
            | Self::UnknownOverrideParameter
            | Self::OverrideWithoutEffect
            | Self::UnusedEnum => Severity::Note,
            _ if self.follows_from_update() => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The first sentence of the explanation.
    pub fn summary(self) -> String {
        explanation::summary(self.explanation())
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal,)*) => {
        /// The kinds of problems. A name is never given to another kind later.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code, in the order of the stages that report it.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The name that reports show and `explain` takes.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// Returns the explanation of the code: prose, then a wrong and a right example.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$code => include_str!(concat!("codes/", $name, ".md")),)* }
            }
        }
    };
}

codes! {
    /// The file system does not give the file's content.
    UnreadableFile = "unreadable-file",
    /// The content is not UTF-8 text.
    NotUtf8 = "not-utf8",
    /// The file has the marks of a merge that was not resolved.
    MergeConflict = "merge-conflict",
    /// The file holds nothing but whitespace.
    EmptyFile = "empty-file",
    /// No heading opens the file.
    MissingHeading = "missing-heading",
    /// There is text before the heading.
    TextBeforeHeading = "text-before-heading",
    /// The heading is not `` # `Name` Definition ``.
    MalformedHeading = "malformed-heading",
    /// Another first-level heading follows.
    SecondHeading = "second-heading",
    /// The heading's name and the file's name disagree.
    FileNameMismatch = "file-name-mismatch",
    /// The file has no table of properties.
    MissingTable = "missing-table",
    /// One of the four columns is not there.
    MissingColumn = "missing-column",
    /// A column is not one of the four, or occurs twice.
    UnknownColumn = "unknown-column",
    /// Another table follows.
    SecondTable = "second-table",
    /// A row has fewer than four cells.
    RowWidth = "row-width",
    /// A line in the table belongs to no row.
    StrayLine = "stray-line",
    /// The property's name is missing.
    EmptyPropertyName = "empty-property-name",
    /// The property's name has backticks.
    MalformedPropertyName = "malformed-property-name",
    /// The type is missing.
    EmptyType = "empty-type",
    /// The type is neither a word in backticks nor a link.
    MalformedType = "malformed-type",
    /// The type is more lists in each other than a type can be.
    DeepType = "deep-type",
    /// A name contains an invisible character.
    UnseenCharacter = "unseen-character",
    /// The link is not of the form `` [`Name`](name-definition.md) ``.
    MalformedLink = "malformed-link",
    /// The link's text and target name different definitions.
    LinkMismatch = "link-mismatch",
    /// `Required` is neither `Yes` nor `No`.
    InvalidRequired = "invalid-required",
    /// Text follows the table that is neither rule nor footer.
    TextAfterTable = "text-after-table",
    /// Text follows the footer.
    TextAfterFooter = "text-after-footer",
    /// The parser passed over some text: a defect of the parser, reported rather than hidden.
    UnreadText = "unread-text",
    /// Two files define the same name.
    DuplicateDefinition = "duplicate-definition",
    /// No Rust type name can be made of the definition's name.
    InvalidDefinitionName = "invalid-definition-name",
    /// Two definitions become one Rust type or file.
    TypeCollision = "type-collision",
    /// A property occurs twice in a table.
    DuplicateProperty = "duplicate-property",
    /// No Rust field name can be made of the property's name.
    InvalidPropertyName = "invalid-property-name",
    /// Two properties become one Rust field.
    FieldCollision = "field-collision",
    /// The type is not a word of the dialect.
    UnknownType = "unknown-type",
    /// The link leads to a definition that is not there.
    UnknownDefinition = "unknown-definition",
    /// Definitions require each other in a cycle, so that no value of them can exist.
    RequiredCycle = "required-cycle",
    /// The name of an operation is missing, or not one word.
    MalformedOperation = "malformed-operation",
    /// The endpoint is not of the form `` `METHOD /path` ``.
    MalformedEndpoint = "malformed-endpoint",
    /// The parameters that are named are not those of the path.
    ParameterMismatch = "parameter-mismatch",
    /// Two operations have one name.
    DuplicateOperation = "duplicate-operation",
    /// Two operations have one endpoint.
    DuplicateEndpoint = "duplicate-endpoint",
    /// Operations are written as a table, the form of earlier versions.
    OperationsTable = "operations-table",
    /// A page of operations has something that no page has, or lacks what every page has.
    MalformedPage = "malformed-page",
    /// The publisher's document is not JSON.
    DocumentSyntax = "document-syntax",
    /// The publisher's document is JSON of another form than Swagger 2.0 or OpenAPI 3.
    MalformedDocument = "malformed-document",
    /// A text of the document contains half a surrogate pair.
    LoneSurrogate = "lone-surrogate",
    /// A type of the document is written as another one, because the dialect lacks it.
    LossyType = "lossy-type",
    /// A reference of the document leads to nothing that is written.
    UnresolvedReference = "unresolved-reference",
    /// A name in the document makes no file, heading or row.
    UnusableName = "unusable-name",
    /// A part of the document has no place on a page.
    OmittedPart = "omitted-part",
    /// A text of the document is written in another form, because it would hide what follows.
    RewrittenText = "rewritten-text",
    /// Required links hold more models in each other than compilers take.
    DeepModel = "deep-model",
    /// A model holds more of others, or has more properties, than stacks can be relied on to take.
    LargeModel = "large-model",
    /// The overrides are invalid TOML.
    OverridesSyntax = "overrides-syntax",
    /// A section, key or value is not allowed in overrides.
    MalformedOverride = "malformed-override",
    /// An override is about an operation that is not there.
    UnknownOverrideOperation = "unknown-override-operation",
    /// An override is about a parameter that its operation does not have.
    UnknownOverrideParameter = "unknown-override-parameter",
    /// An override gives a type that is neither a word of theirs nor an enum.
    UnknownOverrideType = "unknown-override-type",
    /// An override is about a definition that is not there.
    UnknownOverrideDefinition = "unknown-override-definition",
    /// An override is about a property that is not there.
    UnknownOverrideProperty = "unknown-override-property",
    /// An override gives a type that the property's own type cannot become.
    OverrideMismatch = "override-mismatch",
    /// An override states what is so without it.
    OverrideWithoutEffect = "override-without-effect",
    /// Two overrides contradict each other.
    ContradictoryOverrides = "contradictory-overrides",
    /// A name that an override gives is no Rust name, or not in Rust's manner.
    InvalidOverrideName = "invalid-override-name",
    /// An attribute or a derive of an override is not just one.
    MalformedAttribute = "malformed-attribute",
    /// No property has the enum for its type.
    UnusedEnum = "unused-enum",
    /// No constant's name can be made of an enum's word.
    InvalidConstantName = "invalid-constant-name",
    /// Two words of an enum become one constant.
    ConstantCollision = "constant-collision",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    #[test]
    fn warnings_and_notes_are_no_errors() {
        let file = Sources::default().add("a.md", "");
        let span = Span::new(0, 0);
        let problem = Diagnostic::new(Code::EmptyFile, Place { file, span }, "", "");
        for (severity, stops) in [
            (Severity::Error, true),
            (Severity::Warning, false),
            (Severity::Note, false),
        ] {
            let problems = Diagnostics::from_iter([problem.clone().with(severity)]);
            assert_eq!(problems.has_errors(), stops, "{severity:?}");
        }
    }

    #[test]
    fn no_two_codes_share_a_name() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
