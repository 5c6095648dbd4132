//! The parameters of an operation: those of its path, and its own, which replace them.

use std::collections::BTreeSet;

use super::catalog::parameter;
use super::document::{Document, Operation, Parameter, Path};
use crate::json::pointer;
use crate::operations::Endpoint;
use crate::source::Span;

/// A parameter that an operation has, with its JSON pointer.
pub(super) struct Given<'d> {
    pub(super) parameter: &'d Parameter<'d>,
    pub(super) at: String,
}

/// A reference that leads to no parameter.
pub(super) struct Dangling<'d> {
    pub(super) span: Span,
    pub(super) at: String,
    pub(super) reference: &'d str,
}

/// The parameters of an operation and of its path, and the references that lead to none.
pub(super) fn given<'d>(
    document: &'d Document<'d>,
    path: &'d Path<'d>,
    operation: &'d Operation<'d>,
) -> (Vec<Given<'d>>, Vec<Dangling<'d>>) {
    let mut dangling = Vec::new();
    let mut resolved = |parameters: &'d [Parameter<'d>], above: &str| {
        let mut resolved = Vec::new();
        for (index, it) in parameters.iter().enumerate() {
            let at = format!("{above}/parameters/{index}");
            match parameter(document, it) {
                Ok(parameter) => resolved.push(Given { parameter, at }),
                Err(reference) => dangling.push(Dangling {
                    span: it.span,
                    at,
                    reference,
                }),
            }
        }
        resolved
    };
    let mut given = resolved(&path.parameters, &pointer(["paths", &path.path]));
    let at = pointer(["paths", &path.path, &operation.method]);
    let own = resolved(&operation.parameters, &at);
    let key = |it: &'d Parameter<'d>| (it.name.as_deref(), it.location.as_deref());
    let known: BTreeSet<_> = own.iter().map(|it| key(it.parameter)).collect();
    given.retain(|shared| !known.contains(&key(shared.parameter)));
    given.extend(own);
    (given, dangling)
}

/// The endpoint of an operation.
///
/// # Errors
///
/// The reason why it is no endpoint.
pub(super) fn endpoint(
    path: &Path<'_>,
    operation: &Operation<'_>,
) -> Result<Endpoint, &'static str> {
    Endpoint::parse(&format!(
        "{} {}",
        operation.method.to_uppercase(),
        &*path.path
    ))
}

/// Every operation of a document, by its endpoint, with its parameters in the path, the query and the headers.
pub fn parameters<'d>(document: &'d Document<'d>) -> Vec<(Endpoint, Vec<&'d Parameter<'d>>)> {
    let operations = document.paths.iter().flat_map(|path| {
        let operations = path.operations.iter();
        operations.map(move |operation| (path, operation))
    });
    let operations = operations.filter_map(|(path, operation)| {
        let endpoint = endpoint(path, operation).ok()?;
        let (given, _) = given(document, path, operation);
        let is_outside = |it: &&Parameter<'_>| {
            matches!(it.location.as_deref(), Some("path" | "query" | "header"))
        };
        let outside = given.into_iter().map(|it| it.parameter).filter(is_outside);
        Some((endpoint, outside.collect()))
    });
    operations.collect()
}
