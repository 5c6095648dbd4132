//! Lays the overrides over the parameters of operations: an author's entry over a machine's, and that over
//! the page.

use std::collections::BTreeMap;

use super::layers::{Conflict, Made, without_effect};
use super::leftovers::correction;
use super::property_types::{self, Known};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Type;
use crate::operations::{Endpoint, ListForm, Location, Operation, Operations, Parameter};
use crate::overrides::{OperationEntry, OverrideType, ParameterEntry};
use crate::scalar::Scalar;
use crate::schema::{Base, Spanned, Word};
use crate::source::Place;

/// The outcome for one parameter.
pub(super) struct Laid {
    /// The type of all values.
    pub(super) ty: Type,
    pub(super) form: ListForm,
    /// A paragraph of the documentation that no page has.
    pub(super) note: Option<String>,
    /// The reason that the entry in effect gives.
    pub(super) reason: Option<String>,
}

/// A parameter while entries are laid over it.
struct Row<'a, 'p> {
    operation: &'a Operation,
    parameter: &'a Parameter,
    known: &'a Known<'a>,
    problems: &'p mut Diagnostics,
    reason: Option<String>,
}

/// Lays the entries over a parameter.
pub(super) fn lay(
    operation: &Operation,
    parameter: &Parameter,
    known: &Known<'_>,
    problems: &mut Diagnostics,
) -> Laid {
    let name = &parameter.name.value;
    let entries = known
        .overrides
        .on_parameter(&operation.endpoint.value, name);
    let mut row = Row {
        operation,
        parameter,
        known,
        problems,
        reason: None,
    };
    let written = known.parameter(parameter);
    let types = entries.map(|entry| Some((entry?, entry?.ty.as_ref()?)));
    let ty = row.lay(written, types, Row::ty);
    let forms = entries.map(|entry| Some((entry?, entry?.list.as_ref()?)));
    let usual = row.usual_form();
    let is_list = matches!(ty, Type::List(_));
    let form = row.lay(usual, forms, |row, form| row.form(*form, is_list));
    let notes = entries.map(|entry| Some((entry?, entry?.note.as_ref()?)));
    let note = row.lay(None, notes, |_, note: &String| Ok(Some(note.clone())));
    Laid {
        ty,
        form,
        note,
        reason: row.reason,
    }
}

impl Row<'_, '_> {
    /// Lays one fact over `base`, as the author and the machine state it; `make` returns what it makes of the
    /// parameter. An author may restore what the page states against a machine.
    fn lay<'f, F, T: PartialEq>(
        &mut self,
        base: T,
        facts: [Option<(&'f ParameterEntry, &'f Spanned<F>)>; 2],
        make: impl Fn(&Self, &F) -> Made<T>,
    ) -> T {
        let [own, found] = facts.map(|fact| {
            let (entry, fact) = fact?;
            match make(self, &fact.value) {
                Ok(value) => Some((entry, fact, value)),
                Err(conflict) => {
                    let lead = format!("{} cannot", self.subject());
                    self.report(conflict.map(|conflict| conflict.reported(fact.place, &lead)));
                    None
                }
            }
        });
        let mut laid = base;
        let mut deciding = None;
        for (entry, fact, value) in [found, own].into_iter().flatten() {
            if value == laid {
                let message = format!("{} is so without this", self.subject());
                self.report(Some(without_effect(fact.place, message)));
            } else {
                deciding = Some(entry);
                laid = value;
            }
        }
        let reason = deciding.and_then(|entry| entry.reason.clone());
        self.reason = self.reason.take().or(reason);
        laid
    }

    /// Reports a problem, once for all parameters that have the name.
    fn report(&mut self, problem: Option<Diagnostic>) {
        let name = &self.parameter.name.value;
        let first = named(self.operation, name).next();
        if first.is_some_and(|first| std::ptr::eq(first, self.parameter)) {
            self.problems.extend(problem);
        }
    }

    /// The parameter, as messages name it.
    fn subject(&self) -> String {
        let (name, endpoint) = (&self.parameter.name.value, &self.operation.endpoint.value);
        format!("`{name}` of `{endpoint}`")
    }

    /// Returns the type in an override's words. A parameter is a text, a number or a boolean, or a list of
    /// those: only they have a form in a path, a query or a header.
    fn ty(&self, ty: &OverrideType) -> Made<Type> {
        let Some(made) = self.known.overriding(ty) else {
            // Reported for every entry alike.
            return Err(None);
        };
        let written = self.parameter.values();
        if is_sent(&made, written.lists) && property_types::fits(&written, &made) {
            return Ok(made);
        }
        Err(Some(Conflict {
            cannot: format!("become `{ty}`: it is a `{written}`"),
            help: match &written.base {
                Base::Word(Word::Object) | Base::Link(_) => {
                    format!("remove it: a `{written}` of a parameter is any JSON")
                }
                _ => property_types::possible(&written),
            },
            related: Some((
                self.parameter.ty.place,
                format!("here it is a `{}`", self.parameter.ty.value),
            )),
        }))
    }

    /// Returns the form of several values, which only a query leaves open.
    fn form(&self, form: ListForm, is_list: bool) -> Made<ListForm> {
        let cannot = format!("have the list form `{}`", form.word());
        let place = self.parameter.location.word();
        let (reason, help) = match self.parameter.location {
            _ if !is_list => (
                "it has one value",
                "remove it, or give it the type of a list",
            ),
            Location::Query => return Ok(form),
            _ if form == self.usual_form() => return Ok(form),
            _ => ("its values are parted by commas", "remove it"),
        };
        Err(Some(Conflict {
            cannot: format!("{cannot}: {reason}, in the {place}"),
            help: help.to_owned(),
            related: Some((self.parameter.name.place, "the parameter".to_owned())),
        }))
    }

    /// The form of several values where no entry states one.
    const fn usual_form(&self) -> ListForm {
        match self.parameter.location {
            Location::Query => ListForm::Repeated,
            _ => ListForm::CommaSeparated,
        }
    }
}

/// `true` if values of the type have a form in a path, a query or a header.
fn is_sent(ty: &Type, lists: usize) -> bool {
    match ty {
        Type::Scalar(Scalar::Json) => true,
        Type::List(item) => is_sent(item, lists.saturating_sub(1)),
        ty => matches!(ty, Type::Scalar(_) | Type::Enum(_) | Type::IntegerEnum(_)),
    }
}

/// The parameters of the name outside of the body.
fn named<'a>(operation: &'a Operation, name: &str) -> impl Iterator<Item = &'a Parameter> {
    let parameters = operation.parameters.iter();
    let outside = parameters.filter(|it| it.location != Location::Body);
    outside.filter(move |it| it.name.value == name)
}

/// Reports the entries about no operation and about no parameter, and those whose types are unknown.
pub(super) fn check(
    operations: Option<&Operations>,
    known: &Known<'_>,
    problems: &mut Diagnostics,
) {
    let written = operations.map_or(&[][..], |it| &it.operations);
    let by_endpoint: BTreeMap<_, _> = written.iter().map(|it| (&it.endpoint.value, it)).collect();
    let find = |endpoint: &Endpoint| by_endpoint.get(endpoint).copied();
    for (endpoint, name, entry) in known.overrides.parameter_entries() {
        let parameter = find(endpoint).and_then(|operation| named(operation, name).next());
        problems.extend(unknown_type(entry, parameter, known));
    }
    let is_broken = operations.is_some_and(|it| it.broken);
    let sections = [
        &known.overrides.operations,
        &known.overrides.operation_facts,
    ];
    for (endpoint, section) in sections.into_iter().flatten() {
        if let Some(operation) = find(endpoint) {
            problems.extend(unknown_parameters(operation, section, known));
        }
    }
    if is_broken {
        return;
    }
    let absent = |sections: &BTreeMap<Endpoint, OperationEntry>| {
        let absent = sections.iter().filter(|(it, _)| find(it).is_none());
        let absent = absent.map(|(endpoint, section)| (endpoint.clone(), section.place));
        absent.collect::<Vec<_>>()
    };
    for (endpoint, place) in absent(&known.overrides.operations) {
        let endpoints: Vec<_> = written
            .iter()
            .map(|it| it.endpoint.value.to_string())
            .collect();
        let endpoint = endpoint.to_string();
        let near = known
            .guesses
            .nearest(&endpoint, endpoints.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "import the operation, correct its endpoint, or remove the entry".to_owned(),
        };
        problems.push(unknown_operation(&endpoint, "", place, &help));
    }
    // One note for all: there may be thousands.
    if let [(endpoint, place), others @ ..] = &absent(&known.overrides.operation_facts)[..] {
        let more = match others.len() {
            0 => String::new(),
            1 => ", nor another that facts are about".to_owned(),
            more => format!(", nor {more} others that facts are about"),
        };
        problems.push(unknown_operation(
            &endpoint.to_string(),
            &more,
            *place,
            "remove the facts",
        ));
    }
}

fn unknown_operation(endpoint: &str, more: &str, place: Place, help: &str) -> Diagnostic {
    let message = format!("no operation has the endpoint `{endpoint}`{more}");
    Diagnostic::new(Code::UnknownOverrideOperation, place, message, help)
}

fn unknown_parameters(
    operation: &Operation,
    section: &OperationEntry,
    known: &Known<'_>,
) -> Vec<Diagnostic> {
    let has = |name: &str| named(operation, name).next().is_some();
    let unknown = section.parameters.iter().filter(|(name, _)| !has(name));
    let endpoint = &operation.endpoint;
    let unknown = unknown.map(|(name, entry)| {
        let outside = operation.parameters.iter();
        let outside = outside.filter(|it| it.location != Location::Body);
        let (message, help) = match operation.parameters_in(Location::Body).next() {
            Some(body) if body.name.value == *name => (
                format!("`{name}` of `{}` is the body", endpoint.value),
                "remove the entry: the type of a body is that of the page".to_owned(),
            ),
            _ => (
                format!("`{}` has no parameter `{name}`", endpoint.value),
                correction(known, name, outside.map(|it| it.name.value.as_str())),
            ),
        };
        let code = Code::UnknownOverrideParameter;
        Diagnostic::new(code, entry.place, message, help).related(endpoint.place, "the operation")
    });
    unknown.collect()
}

fn unknown_type(
    entry: &ParameterEntry,
    parameter: Option<&Parameter>,
    known: &Known<'_>,
) -> Option<Diagnostic> {
    let ty = entry.ty.as_ref()?;
    if known.overriding(&ty.value).is_some() {
        return None;
    }
    let written = parameter.map(Parameter::values);
    let help = known.meant(&ty.value, written.as_ref())?;
    let message = format!("unknown type `{}`", ty.value.word());
    let code = Code::UnknownOverrideType;
    Some(Diagnostic::new(code, ty.place, message, help))
}
