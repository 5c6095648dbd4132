//! Decides what the pages state of operations: names, endpoints, parameters, answers.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::catalog::Catalog;
use super::definitions::{index, some};
use super::document::{Body, Operation, Path};
use super::given::{self, Dangling, Given, given};
use super::problems::Warnings;
use super::types::{self, map};
use crate::diagnostic::Code;
use crate::json::{Text, pointer};
use crate::operations::{Endpoint, is_parameter_name, is_status};
use crate::permissions::{Permissions, is_permission};
use crate::schema::Type;
use crate::source::Span;

/// An operation as its section states it.
pub(super) struct Section<'d> {
    pub(super) operation: &'d Operation<'d>,
    /// The JSON pointer of the operation.
    pub(super) pointer: String,
    pub(super) name: Cow<'d, str>,
    pub(super) endpoint: Endpoint,
    pub(super) parameters: Vec<Item<'d>>,
    /// The type of the body, and `true` if it is required.
    pub(super) body: Option<(Type, bool)>,
    pub(super) answers: Vec<Answer<'d>>,
    pub(super) permissions: Option<Permissions>,
}

/// A parameter as its item states it.
pub(super) struct Item<'d> {
    pub(super) location: Location,
    pub(super) name: &'d str,
    pub(super) ty: Type,
    pub(super) is_required: bool,
    pub(super) description: Option<&'d str>,
}

/// The place of a parameter in a request, in the order of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Location {
    Path,
    Header,
    Query,
}

/// An answer as its row states it.
pub(super) struct Answer<'d> {
    pub(super) status: &'d str,
    pub(super) ty: Option<Type>,
    pub(super) description: Option<&'d str>,
}

/// Every operation that has a section, in the order of the document.
pub(super) fn sections<'d>(catalog: &Catalog<'d>, warnings: &mut Warnings<'_>) -> Vec<Section<'d>> {
    let mut names = BTreeSet::new();
    let mut sections = Vec::new();
    for path in &catalog.document.paths {
        if let Some(reference) = &path.reference {
            let message = format!("refers to `{}`, which is not followed", &**reference);
            omit(
                warnings,
                reference.span,
                &pointer(["paths", &path.path]),
                &message,
            );
        }
        for operation in &path.operations {
            let at = pointer(["paths", &path.path, &operation.method]);
            let mut operation = Reader {
                catalog,
                path,
                operation,
                at,
                warnings: &mut *warnings,
            };
            sections.extend(operation.section(&mut names));
        }
    }
    sections
}

/// Reports a part of the document that has no place on a page.
fn omit(warnings: &mut Warnings<'_>, span: Span, at: &str, message: &str) {
    let help = "correct the document if the part matters";
    warnings.push(Code::OmittedPart, span, at, message, help);
}

/// Reports a reference that leads nowhere.
fn unresolved(warnings: &mut Warnings<'_>, span: Span, at: &str, reference: &str, left_out: &str) {
    let message =
        format!("refers to `{reference}`, which the document does not contain: {left_out}");
    let help = "correct the reference in the document";
    warnings.push(Code::UnresolvedReference, span, at, &message, help);
}

/// Makes the section of one operation.
struct Reader<'d, 'w, 'p> {
    catalog: &'w Catalog<'d>,
    path: &'d Path<'d>,
    operation: &'d Operation<'d>,
    /// The JSON pointer of the operation.
    at: String,
    warnings: &'w mut Warnings<'p>,
}

impl<'d> Reader<'d, '_, '_> {
    fn section(&mut self, names: &mut BTreeSet<Cow<'d, str>>) -> Option<Section<'d>> {
        let method = &self.operation.method;
        let endpoint = match given::endpoint(self.path, self.operation) {
            Ok(endpoint) => endpoint,
            Err(reason) => {
                let message = format!("has an endpoint that {reason}: the operation is left out");
                self.omit(method.span, &message);
                return None;
            }
        };
        let name = self.name(&endpoint, names)?;
        let (parameters, body) = self.parameters(&endpoint);
        Some(Section {
            operation: self.operation,
            pointer: self.at.clone(),
            name,
            endpoint,
            parameters,
            body,
            answers: self.answers(),
            permissions: self.permissions(),
        })
    }

    fn omit(&mut self, span: Span, message: &str) {
        omit(self.warnings, span, &self.at, message);
    }

    /// The operation's own name, or one in the publisher's manner.
    fn name(
        &mut self,
        endpoint: &Endpoint,
        names: &mut BTreeSet<Cow<'d, str>>,
    ) -> Option<Cow<'d, str>> {
        let is_word = |name: &str| {
            let word = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
            !name.is_empty() && name.chars().all(word)
        };
        let own = some(self.operation.name.as_ref());
        let span = self.operation.name.as_ref();
        let span = span.map_or(self.operation.method.span, |name| name.span);
        let (code, reason) = match own {
            Some(name) if !is_word(name) => (Code::UnusableName, "has a name that is not one word"),
            Some(name) if names.insert(name.into()) => return Some(name.into()),
            Some(_) => (
                Code::DuplicateOperation,
                "has the name of an operation above",
            ),
            None => (Code::UnusableName, "has no `operationId`"),
        };
        let made = in_the_manner_of_the_publisher(endpoint);
        let is_free = is_word(&made) && names.insert(made.clone().into());
        let message = match is_free {
            true => format!("{reason}: it is called `{made}`"),
            false => format!("{reason}: the operation is left out"),
        };
        let help = "give each operation an `operationId` of its own in the document";
        self.warnings.push(code, span, &self.at, &message, help);
        is_free.then(|| made.into())
    }

    /// The items by their place in the request, and the body.
    fn parameters(&mut self, endpoint: &Endpoint) -> (Vec<Item<'d>>, Option<(Type, bool)>) {
        let mut body = self.operation.body.as_ref().and_then(|it| self.body(it));
        let mut items = Vec::new();
        let of_the_path: BTreeSet<_> = endpoint.parameters().collect();
        let mut seen = BTreeSet::new();
        for Given { parameter, at } in self.given() {
            let Some(name) = &parameter.name else {
                let message = "is a parameter without a name: it is left out";
                omit(self.warnings, parameter.span, &at, message);
                continue;
            };
            let location = match parameter.location.as_deref() {
                Some("path") => Location::Path,
                Some("header") => Location::Header,
                Some("query") => Location::Query,
                Some("body") if body.is_none() => {
                    let ty = map(self.catalog, &parameter.schema).or_any(&at, self.warnings);
                    body = Some((ty, parameter.is_required));
                    continue;
                }
                location => {
                    let location = location.unwrap_or("nothing");
                    let message = format!(
                        "has the parameter `{}` in `{location}`, which a page cannot contain: it is left out",
                        &**name
                    );
                    omit(self.warnings, parameter.span, &at, &message);
                    continue;
                }
            };
            let (code, reason) = if location == Location::Path && !of_the_path.contains(&**name) {
                (Code::ParameterMismatch, "which the path lacks")
            } else if !is_parameter_name(name) || name.starts_with('{') {
                (Code::UnusableName, "whose name a page cannot contain")
            } else if !seen.insert((location, &**name)) {
                (Code::UnusableName, "which appears twice")
            } else {
                items.push(Item {
                    location,
                    name,
                    ty: map(self.catalog, &parameter.schema).or_any(&at, self.warnings),
                    is_required: parameter.is_required,
                    description: some(parameter.description.as_ref()),
                });
                continue;
            };
            let message = format!("has the parameter `{}`, {reason}: it is left out", &**name);
            let help = "correct the document if the parameter matters";
            self.warnings
                .push(code, parameter.span, &at, &message, help);
        }
        items.extend(self.undescribed(&seen));
        // Stable: within a place, the order of the document counts.
        items.sort_by_key(|item| item.location);
        (items, body)
    }

    /// The parameters of the path, and those of the operation, which replace them.
    fn given(&mut self) -> Vec<Given<'d>> {
        let (given, dangling) = given(self.catalog.document, self.path, self.operation);
        for Dangling {
            span,
            at,
            reference,
        } in dangling
        {
            let left_out = "the parameter is left out";
            unresolved(self.warnings, span, &at, reference, left_out);
        }
        given
    }

    /// The parameters of the path that the document does not describe.
    fn undescribed(&mut self, described: &BTreeSet<(Location, &str)>) -> Vec<Item<'d>> {
        let path: &'d str = &self.path.path;
        let names = path.split('{').skip(1).filter_map(|it| it.split_once('}'));
        let names = names.map(|(name, _)| name);
        let missing = names.filter(|name| !described.contains(&(Location::Path, name)));
        let items = missing.map(|name| {
            let message =
                format!("does not describe the path's parameter `{name}`: `string` is written");
            let help = "describe the parameter in the document";
            let span = self.operation.method.span;
            let code = Code::ParameterMismatch;
            self.warnings.push(code, span, &self.at, &message, help);
            Item {
                location: Location::Path,
                name,
                ty: types::string(),
                is_required: true,
                description: None,
            }
        });
        items.collect()
    }

    fn body(&mut self, body: &'d Body<'d>) -> Option<(Type, bool)> {
        let at = format!("{}/requestBody", self.at);
        let body = match self.catalog.body(body) {
            Ok(body) => body,
            Err(reference) => {
                let span = self.operation.method.span;
                unresolved(self.warnings, span, &at, reference, "the body is left out");
                return None;
            }
        };
        let schema = body.schema.as_ref()?;
        let ty = map(self.catalog, schema).or_any(&at, self.warnings);
        Some((ty, body.is_required))
    }

    /// The answers as JavaScript has them: by status, and those that are no numbers last.
    fn answers(&mut self) -> Vec<Answer<'d>> {
        let mut answers = Vec::new();
        for (status, response) in &self.operation.responses {
            if !is_status(status) {
                let message = format!("has the status `{}`, which is left out", &**status);
                self.omit(status.span, &message);
                continue;
            }
            let at = format!("{}/responses/{}", self.at, &**status);
            let response = match self.catalog.response(response) {
                Ok(response) => response,
                Err(reference) => {
                    let left_out = "the answer is left out";
                    unresolved(self.warnings, status.span, &at, reference, left_out);
                    continue;
                }
            };
            let schema = response.schema.as_ref();
            let ty = schema.and_then(|it| map(self.catalog, it).or_none(&at, self.warnings));
            answers.push(Answer {
                status,
                ty,
                description: some(response.description.as_ref()),
            });
        }
        answers.sort_by_key(|answer| index(answer.status).unwrap_or(u32::MAX));
        answers
    }

    fn permissions(&mut self) -> Option<Permissions> {
        let stated = self.operation.permissions.as_ref()?;
        let mut names = Vec::new();
        for name in &stated.names {
            if is_permission(name) {
                names.push(name.to_string());
            } else {
                let message = format!("requires `{}`, which is no permission", &**name);
                self.omit(name.span, &message);
            }
        }
        let all = match stated.kind.as_ref().map(|kind| (kind, &**kind)) {
            Some((_, "ALL")) => true,
            None | Some((_, "ANY")) => false,
            Some((Text { span, .. }, kind)) => {
                let message = format!("requires `{kind}` of its permissions: `ANY` is written");
                self.omit(*span, &message);
                false
            }
        };
        (!names.is_empty()).then_some(Permissions { all, names })
    }
}

/// `getUsersUserIdQueues` for `GET /api/v2/users/{userId}/queues`.
fn in_the_manner_of_the_publisher(endpoint: &Endpoint) -> String {
    let path = endpoint
        .path
        .strip_prefix("/api/")
        .unwrap_or(&endpoint.path);
    let version = |word: &&str| {
        let number = word.strip_prefix('v').unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = path.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let words = words.skip_while(version).map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    });
    endpoint.method.to_lowercase() + &words.collect::<String>()
}
