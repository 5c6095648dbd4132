//! The parameters of the document: the kind of each, and how several values are sent.

use std::collections::{BTreeMap, BTreeSet};

use super::Documented;
use super::kinds::{Kind, Kinds};
use super::list::{Holder, Owner};
use super::unsaid::{self, Verdict};
use crate::openapi::{Form, Parameter};
use crate::operations::{self, Endpoint, ListForm, Location, Operation};
use crate::overrides::{Overrides, ParameterEntry};

/// The operations of a document by endpoint, each with its parameters outside of the body.
pub(super) type Described<'d> = [(Endpoint, Vec<&'d Parameter<'d>>)];

/// The facts about a parameter that the page leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unsaid {
    /// `true` for the type.
    pub(super) ty: bool,
    /// The form in which several values are sent.
    pub(super) list: Option<ListForm>,
}

/// Returns the kind of every parameter, and of each list the form of several values. A name that several
/// parameters of an operation have matches none.
pub(super) fn kinds<'a>(
    described: &'a Described<'a>,
    form: Form,
    kinds: &mut Kinds<'a, '_>,
) -> BTreeMap<Owner<'a>, (Documented<'a>, Option<ListForm>)> {
    let mut all = BTreeMap::new();
    for (endpoint, parameters) in described {
        let (mut names, mut repeated) = (BTreeSet::new(), BTreeSet::new());
        for name in parameters.iter().filter_map(|it| it.name.as_deref()) {
            if !names.insert(name) {
                repeated.insert(name);
            }
        }
        for parameter in parameters {
            let Some(name) = parameter.name.as_deref() else {
                continue;
            };
            if repeated.contains(name) {
                continue;
            }
            let (kind, mut passed_over) = kinds.of(&parameter.schema);
            let list = match list_form(parameter, &kind, form) {
                Ok(list) => list,
                Err(form) => {
                    passed_over.push(format!("the list form `{form}`"));
                    None
                }
            };
            let owner = (Holder::Operation(endpoint), name);
            let of_parameter = Documented {
                kind,
                is_read_only: false,
                note: unsaid::note(&parameter.schema),
                passed_over,
            };
            all.insert(owner, (of_parameter, list));
        }
    }
    all
}

/// Returns how several values in the query are sent; `None` where there is one.
///
/// # Errors
///
/// The word for a form that parameters do not have here.
fn list_form<'a>(
    parameter: &'a Parameter<'_>,
    kind: &Kind<'_>,
    form: Form,
) -> Result<Option<ListForm>, &'a str> {
    let is_list = matches!(kind.unnamed(), Kind::List(_));
    if !is_list || parameter.location.as_deref() != Some("query") {
        return Ok(None);
    }
    match form {
        // Clients that are generated from Swagger 2.0 send commas where it states no form.
        Form::Swagger2 => {
            let word = parameter.collection_format.as_deref();
            let word = word.unwrap_or(ListForm::CommaSeparated.word());
            ListForm::parse(word).map(Some).ok_or(word)
        }
        Form::OpenApi3 => match (parameter.style.as_deref(), parameter.is_exploded) {
            (None | Some("form"), Some(false)) => Ok(Some(ListForm::CommaSeparated)),
            (None | Some("form"), _) => Ok(Some(ListForm::Repeated)),
            (Some(style), _) => Err(style),
        },
    }
}

/// Returns every parameter in the path, the query and the headers of the operations whose name is that of no
/// other.
pub(super) fn rows(
    operations: &[Operation],
) -> impl Iterator<Item = (&Operation, &operations::Parameter)> {
    operations.iter().flat_map(|operation| {
        let outside = operation.parameters.iter();
        let outside = outside.filter(|it| it.location != Location::Body);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for parameter in outside.clone() {
            *counts.entry(&parameter.name.value).or_default() += 1;
        }
        let is_only = move |it: &&operations::Parameter| counts[it.name.value.as_str()] == 1;
        outside.filter(is_only).map(move |it| (operation, it))
    })
}

/// Returns the facts that the page leaves open; `Err` where it contradicts the document.
///
/// # Errors
///
/// The page and the document state different types.
pub(super) fn unsaid(
    parameter: &operations::Parameter,
    kind: &Kind<'_>,
    list: Option<ListForm>,
) -> Result<Unsaid, ()> {
    let ty = match unsaid::compare(&parameter.values(), &parameter.description, kind) {
        Verdict::Contradicted => return Err(()),
        Verdict::Unstated => is_sent(kind),
        Verdict::Stated => false,
    };
    let list = list.filter(|list| *list != ListForm::default());
    Ok(Unsaid { ty, list })
}

/// Returns `true` if values of the kind have a form outside of bodies.
fn is_sent(kind: &Kind<'_>) -> bool {
    match kind.unnamed() {
        Kind::List(item) => is_sent(item),
        kind => matches!(kind, Kind::Scalar(_) | Kind::Enum(_)),
    }
}

/// Returns the facts that the overrides do not state. An entry that restores the type of the page needs the
/// fact that it is written against.
pub(super) fn without_those_by_hand(
    unsaid: Unsaid,
    overrides: &Overrides,
    endpoint: &Endpoint,
    parameter: &operations::Parameter,
) -> Unsaid {
    let section = overrides.operations.get(endpoint);
    let entry = section.and_then(|section| section.parameters.get(&parameter.name.value));
    let Some(ParameterEntry { ty, list, .. }) = entry else {
        return unsaid;
    };
    let page = parameter.values().to_string();
    let has_type = ty.as_ref().is_some_and(|ty| ty.value.to_string() != page);
    let is_default = |list: ListForm| list == ListForm::default();
    let has_form = list.as_ref().is_some_and(|list| !is_default(list.value));
    Unsaid {
        ty: unsaid.ty && !has_type,
        list: unsaid.list.filter(|_| !has_form),
    }
}
