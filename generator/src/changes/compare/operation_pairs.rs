//! Compares the operations of both sides, where both sides know theirs.
//!
//! An operation is known by its name; one whose name is gone and whose endpoint is not was renamed.
//! Each difference in one that both sides have makes an entry: the endpoint, the body, the
//! responses, the errors, the deprecation, the words, and of every parameter its flag, its type,
//! its form and its words. Verdicts for Rust come from the structs that were decided. Definitions
//! that were renamed are not a difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::drafts::Context;
use super::pairs::Pairs;
use super::spelling::takes;
use super::{decoding, link_shapes};
use crate::changes::change::{Change, Reach, RustSides, Side};
use crate::changes::change_kind::ChangeKind;
use crate::changes::note::Note;
use crate::changes::subject::{Subject, Value};
use crate::changes::verdict::{Effect, SemverImpact, Wire};
use crate::model::{self, Call, CallField, Struct};
use crate::operations::{Answer, Endpoint, Location, Operation, Parameter, Response};
use crate::schema::Type;

/// An operation on both sides.
type Both<'a> = (&'a Operation, &'a Operation);

/// The type of an answer's body, with its status if that decides how it is read.
type Body<'a> = (Option<&'a str>, &'a Type);

/// The outcome for the operations.
struct Fates<'a> {
    /// Those that have the same name.
    same: Vec<Both<'a>>,
    /// Those that have the same endpoint and another name.
    renamed: Vec<Both<'a>>,
    gone: Vec<&'a Operation>,
    came: Vec<&'a Operation>,
}

impl<'a> Fates<'a> {
    fn of(before: &Side<'a>, after: &Side<'a>) -> Self {
        let (mut gone, mut came) = (by_name(before), by_name(after));
        let mut same = Vec::new();
        gone.retain(|name, old| {
            let new = came.remove(name);
            same.extend(new.map(|new| (*old, new)));
            new.is_none()
        });
        let shapes = came.values().map(|&new| (shape(&new.endpoint.value), new));
        let shapes: BTreeMap<_, _> = shapes.collect();
        let mut renamed = Vec::new();
        gone.retain(|_, old| {
            let new = shapes.get(&shape(&old.endpoint.value));
            renamed.extend(new.map(|new| (*old, *new)));
            new.is_none()
        });
        came.retain(|_, new| renamed.iter().all(|(_, it)| !std::ptr::eq(*it, *new)));
        Self {
            same,
            renamed,
            gone: gone.into_values().collect(),
            came: came.into_values().collect(),
        }
    }
}

/// An operation that programs were built for and can still call, with its types before and after.
pub(super) struct Followed<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) requests: [Option<&'a Type>; 2],
    pub(super) responses: [Vec<Response<'a>>; 2],
    /// The structs, which have the types of the parameters.
    pub(super) calls: [Option<&'a Call>; 2],
}

/// The operations on both sides; those of one side where only that side knows any. `None` where none does.
pub(super) fn followed<'a>(context: &Context<'a>) -> Option<Vec<Followed<'a>>> {
    let [before, after] = [&context.before, &context.after];
    let [old, new] = [before, after].map(|side| side.model().operations.is_some());
    let both: Vec<Both<'a>> = match (old, new) {
        (false, false) => return None,
        (true, true) => {
            let fates = Fates::of(before, after);
            fates.same.into_iter().chain(fates.renamed).collect()
        }
        (true, false) => before.operations().iter().map(|it| (it, it)).collect(),
        (false, true) => after.operations().iter().map(|it| (it, it)).collect(),
    };
    let calls = [before, after].map(|side| {
        let calls = side.model().calls.calls.iter();
        calls
            .map(|it| (&it.endpoint, it))
            .collect::<BTreeMap<_, _>>()
    });
    let call = |side: usize, of: &Operation| calls[side].get(&of.endpoint.value).copied();
    let followed = both.into_iter().map(|(old, new)| Followed {
        endpoint: &old.endpoint.value,
        calls: [call(0, old), call(1, new)],
        requests: [old, new].map(|it| it.request().map(|ty| &ty.value)),
        responses: [old, new].map(Operation::successes),
    });
    Some(followed.collect())
}

pub(super) fn compare(context: &Context<'_>) -> Vec<Change> {
    let Context { before, after, .. } = context;
    let mut changes = Vec::new();
    // A folder without pages knows of no operations, unless a record states that none is imported.
    let knows =
        |side: &Side<'_>| side.model().operations.is_some() || side.sources.record.is_some();
    if !knows(before) || !knows(after) {
        return changes;
    }
    let Fates {
        same,
        renamed,
        gone,
        came,
    } = Fates::of(before, after);
    changes.extend(gone.into_iter().map(|old| {
        let endpoint = &old.endpoint.value;
        let kind = match context.was_dropped(&endpoint.to_string()) {
            true => ChangeKind::OperationDropped,
            false => ChangeKind::OperationRemoved,
        };
        Change {
            old: Some(Value::Endpoint(endpoint.clone())),
            ..entry(context, before, kind, old)
        }
    }));
    changes.extend(renamed.iter().map(|(old, new)| Change {
        old: Some(Value::Name(old.name.value.clone())),
        new: Some(Value::Name(new.name.value.clone())),
        ..entry(context, after, ChangeKind::OperationRenamed, new)
    }));
    changes.extend(came.into_iter().map(|new| Change {
        new: Some(Value::Endpoint(new.endpoint.value.clone())),
        ..entry(context, after, ChangeKind::OperationAdded, new)
    }));
    let calls = [by_endpoint(before), by_endpoint(after)];
    for (old, new) in same.into_iter().chain(renamed) {
        let structs = calls[0]
            .get(&old.endpoint.value)
            .zip(calls[1].get(&new.endpoint.value));
        let pair = Pair {
            old,
            new,
            structs: structs.map(|(&old, &new)| (old, new)),
            context,
        };
        changes.extend(pair.endpoint());
        changes.extend(pair.request());
        let (responses, error) = (pair.responses(), pair.error());
        let are_same = [responses.is_none(), error.is_none()];
        changes.extend(responses);
        changes.extend(error);
        changes.extend(pair.deprecation());
        changes.extend(pair.wording(are_same));
        changes.extend(pair.parameters());
    }
    changes
}

fn by_endpoint<'a>(side: &Side<'a>) -> BTreeMap<&'a Endpoint, &'a Call> {
    let calls = side.model().calls.calls.iter();
    calls.map(|call| (&call.endpoint, call)).collect()
}

fn by_name<'a>(side: &Side<'a>) -> BTreeMap<&'a str, &'a Operation> {
    let operations = side.operations().iter();
    operations.map(|it| (it.name.value.as_str(), it)).collect()
}

/// The endpoint without the names of its parameters, which are not on the wire.
fn shape(endpoint: &Endpoint) -> String {
    let pieces = endpoint.path.split('{').enumerate();
    let bare = pieces.map(|(at, piece)| match piece.split_once('}') {
        Some((_, rest)) if at > 0 => format!("{{}}{rest}"),
        _ => piece.to_owned(),
    });
    format!("{} {}", endpoint.method, bare.collect::<String>())
}

/// An entry on the operation as a whole.
fn entry(
    context: &Context<'_>,
    side: &Side<'_>,
    kind: ChangeKind,
    operation: &Operation,
) -> Change {
    let endpoint = operation.endpoint.value.to_string();
    Change {
        location: side.location(operation.name.place),
        reach: Arc::new(Reach {
            taken_by: vec![endpoint.into()].into(),
            ..Reach::default()
        }),
        ..context.change(kind, Subject::Operation(operation.name.value.clone()))
    }
}

/// An operation that is on both sides, with its structs.
struct Pair<'a> {
    old: &'a Operation,
    new: &'a Operation,
    /// Only a name that becomes no type has no struct, and that is a problem.
    structs: Option<(&'a Call, &'a Call)>,
    context: &'a Context<'a>,
}

impl<'a> Pair<'a> {
    /// An entry on something that differs in the operation, with its effect where that of the kind depends.
    fn changed(&self, kind: ChangeKind, effect: Effect) -> Change {
        let context = self.context;
        Change {
            wire: kind.wire(Wire::both(effect)),
            // Programs that were built before call the old one.
            reach: entry(context, &context.before, kind, self.old).reach,
            ..entry(context, &context.after, kind, self.new)
        }
    }

    fn name(&self) -> String {
        self.new.name.value.clone()
    }

    /// Source code notices a parameter of the path that has another name, type or place.
    fn endpoint(&self) -> Option<Change> {
        let (old, new) = (&self.old.endpoint.value, &self.new.endpoint.value);
        let effect = Effect::breaking_if(shape(old) != shape(new));
        let fields = |call: &Call| -> Vec<_> {
            let path = call.arguments.iter();
            let path = path.filter(|it| it.location == Location::Path);
            path.map(declaration).collect()
        };
        let fields = self.structs.map(|(old, new)| (fields(old), fields(new)));
        let (was, is) = fields.unwrap_or_default();
        let note = match (is.len(), was.len()) {
            (new, old) if new == old + 1 => Some(Note::OneArgumentMore(self.ident())),
            (new, old) if new + 1 == old => Some(Note::OneArgumentLess(self.ident())),
            _ => None,
        };
        (old != new).then(|| Change {
            old: Some(Value::Endpoint(old.clone())),
            new: Some(Value::Endpoint(new.clone())),
            code: (was != is).then(|| RustSides {
                old: Some(was.join(", ")),
                new: Some(is.join(", ")),
            }),
            rust: major_if(was != is),
            notes: self.argument_note(note),
            ..self.changed(ChangeKind::OperationEndpointChanged, effect)
        })
    }

    fn request(&self) -> Option<Change> {
        let context = self.context;
        let [old, new] = [self.old, self.new].map(|it| it.request().map(|ty| &ty.value));
        let same = self.all_same(&Vec::from_iter(old), &Vec::from_iter(new));
        let code = self.code(same, |call| call.request.as_ref());
        let flags = [self.old, self.new].map(Operation::requires_body);
        let is_flag_alone = same && flags[0] != flags[1];
        if same && code.is_none() && !is_flag_alone {
            return None;
        }
        let effect = match (old, new) {
            // Programs that were built before may leave it out.
            (Some(_), Some(_)) | (None, Some(_)) if flags == [false, true] => Effect::Breaking,
            _ if is_flag_alone => Effect::Compatible,
            _ if same => Effect::None,
            (Some(old), Some(new)) => wire(old, new, context.pairs).sent,
            (None, _) => Effect::Compatible,
            (Some(_), None) => Effect::Breaking,
        };
        let [old, new] = match is_flag_alone {
            true => flags.map(|flag| Some(Value::Required(flag))),
            false => [old, new].map(|ty| ty.cloned().map(Value::Type)),
        };
        Some(Change {
            subject: Subject::Body(self.name()),
            old,
            new,
            ..self.with_code(ChangeKind::OperationRequestChanged, effect, code)
        })
    }

    /// Programs that were built before read what arrives as one of the old types.
    fn responses(&self) -> Option<Change> {
        let (was, is) = (self.old.responses(), self.new.responses());
        let types = |responses: &[Response<'a>]| {
            let types = responses.iter().map(|it| &it.ty.value);
            types.collect::<Vec<_>>()
        };
        let statuses =
            |responses: &[Response<'a>]| responses.iter().map(|it| it.status).collect::<Vec<_>>();
        let same = statuses(&was) == statuses(&is) && self.all_same(&types(&was), &types(&is));
        let code = self.code(same, |call| call.response.as_ref());
        if same && code.is_none() {
            return None;
        }
        let [read, arrives] = [self.old, self.new].map(|it| {
            let bodies = it.successes().into_iter();
            bodies
                .map(|it| (it.status, &it.ty.value))
                .collect::<Vec<_>>()
        });
        let effect = self.read(&read, &arrives);
        let [old, new] = [was, is].map(|it| {
            let types = it.iter();
            let types = types.map(|it| (it.status.map(str::to_owned), it.ty.value.clone()));
            responses_value(types.collect())
        });
        Some(Change {
            old,
            new,
            ..self.with_code(ChangeKind::OperationResponseChanged, effect, code)
        })
    }

    fn error(&self) -> Option<Change> {
        let (was, is) = (self.old.errors(), self.new.errors());
        let code = self.code(self.all_same(&was, &is), |call| Some(&call.error))?;
        let bodies = |types: &[&'a Type]| types.iter().map(|ty| (None, *ty)).collect::<Vec<_>>();
        let effect = self.read(&bodies(&was), &bodies(&is));
        let [old, new] = [was, is].map(|types| {
            let types = types.into_iter();
            responses_value(types.map(|ty| (None, ty.clone())).collect())
        });
        Some(Change {
            subject: Subject::Failure(self.name()),
            old,
            new,
            ..self.with_code(ChangeKind::OperationErrorChanged, effect, Some(code))
        })
    }

    fn deprecation(&self) -> Option<Change> {
        let [old, new] = [self.old, self.new].map(|it| it.deprecated.as_ref());
        let kind = match (old, new) {
            (None, Some(_)) => ChangeKind::OperationDeprecated,
            (Some(_), None) => ChangeKind::OperationRestored,
            _ => return None,
        };
        Some(self.changed(kind, Effect::None))
    }

    /// A deprecation that came or went has an entry of its own, and its words belong to that. Of the answers, those
    /// that differ are words.
    fn wording(&self, are_same: [bool; 2]) -> Option<Change> {
        let deprecated = self
            .old
            .deprecated
            .as_ref()
            .zip(self.new.deprecated.as_ref());
        let (was, is) = deprecated.map_or(("", ""), |(was, is)| (was, is));
        let pairs = self.context.pairs;
        let one = answers(self.old, are_same, |name| pairs.new_name(name));
        let other = answers(self.new, are_same, |name| name);
        let [old, new] = [
            (self.old, one.difference(&other), was),
            (self.new, other.difference(&one), is),
        ]
        .map(|(operation, answers, deprecated)| {
            let words = prose(operation).chain(answers.cloned());
            format!("{}\n{deprecated}", words.collect::<Vec<_>>().join("\n"))
        });
        self.reworded(Subject::Operation(self.name()), old, new)
    }

    fn reworded(&self, subject: Subject, old: String, new: String) -> Option<Change> {
        (old != new).then(|| Change {
            subject,
            old: Some(Value::Description(old)),
            new: Some(Value::Description(new)),
            ..self.changed(ChangeKind::DescriptionChanged, Effect::None)
        })
    }

    /// The parameters of query and headers, what became of those of the path that stayed, and the words on the
    /// body.
    fn parameters(&self) -> Vec<Change> {
        let by_key = |operation: &'a Operation| -> BTreeMap<_, _> {
            let parameters = operation.parameters.iter();
            let parameters = parameters.filter(|it| it.location != Location::Body);
            parameters
                .map(|it| ((it.location, it.name.value.as_str()), it))
                .collect()
        };
        let (old, new) = (by_key(self.old), by_key(self.new));
        let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
        let [was, is] = [self.old, self.new].map(|it| it.parameters_in(Location::Body).next());
        let body = was.zip(is).and_then(|(was, is)| {
            let [was, is] = [was, is].map(|it| it.description.clone());
            self.reworded(Subject::Body(self.name()), was, is)
        });
        let both = |key| match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => self.parameter(old, new),
            // The endpoint's entry covers these.
            (Some(one), None) | (None, Some(one)) if one.location == Location::Path => Vec::new(),
            (Some(gone), None) => vec![self.gone(gone)],
            (None, Some(came)) => vec![self.came(came)],
            (None, None) => Vec::new(),
        };
        keys.iter().flat_map(both).chain(body).collect()
    }

    fn came(&self, parameter: &Parameter) -> Change {
        let is_required = parameter.required.value;
        let kind = match is_required {
            true => ChangeKind::ParameterAddedRequired,
            false => ChangeKind::ParameterAddedOptional,
        };
        let note = is_required.then(|| Note::OneArgumentMore(self.ident()));
        Change {
            new: Some(Value::Type(parameter.ty.value.clone())),
            notes: self.argument_note(note),
            ..self.on(&self.context.after, parameter, kind)
        }
    }

    fn gone(&self, parameter: &Parameter) -> Change {
        let is_required = parameter.required.value;
        let note = is_required.then(|| Note::OneArgumentLess(self.ident()));
        Change {
            old: Some(Value::Type(parameter.ty.value.clone())),
            notes: self.argument_note(note),
            ..self.on(
                &self.context.before,
                parameter,
                ChangeKind::ParameterRemoved,
            )
        }
    }

    /// Compares a parameter that both sides have.
    fn parameter(&self, old: &Parameter, new: &Parameter) -> Vec<Change> {
        let mut changes = Vec::new();
        let flag = match (old.required.value, new.required.value) {
            (false, true) => Some((
                ChangeKind::ParameterRequired,
                Note::OneArgumentMore(self.ident()),
            )),
            (true, false) => Some((
                ChangeKind::ParameterOptional,
                Note::OneArgumentLess(self.ident()),
            )),
            _ => None,
        };
        changes.extend(flag.map(|(kind, note)| Change {
            old: Some(Value::Required(old.required.value)),
            new: Some(Value::Required(new.required.value)),
            notes: self.argument_note(Some(note)),
            ..self.on(&self.context.after, new, kind)
        }));
        let find = |call: &'a Call, parameter: &Parameter| {
            let mut fields = call.arguments.iter().chain(&call.options);
            fields.find(|field| {
                field.location == parameter.location && field.wire_name == parameter.name.value
            })
        };
        let fields = self
            .structs
            .map(|(one, other)| (find(one, old), find(other, new)));
        if let Some((Some(one), Some(other))) = fields {
            changes.extend(self.retyped((old, one), (new, other)));
            changes.extend((one.form != other.form).then(|| Change {
                old: Some(Value::ListForm(one.form)),
                new: Some(Value::ListForm(other.form)),
                wire: ChangeKind::ParameterListFormChanged.wire(Wire::both(
                    match self.context.both_have_facts() {
                        true => Effect::Breaking,
                        false => Effect::None,
                    },
                )),
                ..self.on(
                    &self.context.after,
                    new,
                    ChangeKind::ParameterListFormChanged,
                )
            }));
        }
        let notes = fields.map(|(one, other)| [one, other].map(|it| it?.note.as_deref()));
        let [one, other] = notes.unwrap_or_default();
        let [was, is] = [(old, one), (new, other)].map(|(it, note)| {
            let note = note.map(|note| format!("\n{note}")).unwrap_or_default();
            format!("{}{note}", it.description)
        });
        changes.extend(self.reworded(self.subject(new), was, is));
        changes
    }

    /// The type, as it was decided: facts and overrides make it exact.
    fn retyped(
        &self,
        (old, one): (&Parameter, &CallField),
        (new, other): (&Parameter, &CallField),
    ) -> Option<Change> {
        let same = self
            .context
            .idents
            .same_type(value_type(one), value_type(other));
        if same && one.ident == other.ident {
            return None;
        }
        let is_same_row = old.ty.value == new.ty.value;
        let was_stated = !is_same_row || self.context.both_have_facts();
        let sides = match is_same_row {
            true => [one, other].map(|it| Value::RustType(it.ty.clone())),
            false => [old, new].map(|it| Value::Type(it.ty.value.clone())),
        };
        let [was, is] = sides.map(Some);
        let kind = ChangeKind::ParameterRetyped;
        let code = |field: &CallField| match one.ident == other.ident {
            true => Some(field.ty.to_string()),
            false => Some(declaration(field)),
        };
        Some(Change {
            old: was,
            new: is,
            code: Some(RustSides {
                old: code(one),
                new: code(other),
            }),
            wire: kind.wire(Wire::both(match was_stated {
                true => decoding::written(value_type(one), value_type(other)),
                false => Effect::None,
            })),
            rust: SemverImpact::Major,
            notes: self.argument_note(None),
            ..self.on(&self.context.after, new, kind)
        })
    }

    fn subject(&self, parameter: &Parameter) -> Subject {
        Subject::Parameter {
            operation: self.name(),
            location: parameter.location,
            name: parameter.name.value.clone(),
        }
    }

    /// An entry on a parameter of a side.
    fn on(&self, side: &Side<'_>, parameter: &Parameter, kind: ChangeKind) -> Change {
        Change {
            subject: self.subject(parameter),
            location: side.location(parameter.name.place),
            ..self.changed(kind, Effect::None)
        }
    }

    fn with_code(&self, kind: ChangeKind, effect: Effect, code: Option<RustSides>) -> Change {
        Change {
            rust: kind.row().rust.or(major_if(code.is_some())),
            code,
            ..self.changed(kind, effect)
        }
    }

    /// A type of the struct on both sides, where source code notices the difference. Where the page states the
    /// same types, a definition that went, was filled or was emptied has an entry that speaks of it; one that came does not.
    fn code(
        &self,
        same_on_the_page: bool,
        of: impl Fn(&'a Call) -> Option<&'a model::Type>,
    ) -> Option<RustSides> {
        let (old, new) = self.structs?;
        let (old, new) = (of(old), of(new));
        let same = match (old, new) {
            (Some(old), Some(new)) => {
                self.context.idents.same_type(old, new) || same_on_the_page && old.ident().is_some()
            }
            (old, new) => old.is_none() && new.is_none(),
        };
        let text = |ty: Option<&model::Type>| Some(ty.map_or("()".to_owned(), |ty| ty.to_string()));
        (!same).then(|| RustSides {
            old: text(old),
            new: text(new),
        })
    }

    fn ident(&self) -> String {
        let structs = self.structs;
        structs.map_or_else(|| self.name(), |(_, new)| new.ident.clone())
    }

    /// Notes changed arguments of `new`: where their meanings differ and their types are the same, no
    /// compiler error points it out.
    fn argument_note(&self, counted: Option<Note>) -> Vec<Note> {
        let moved = self
            .moves_arguments()
            .then(|| Note::ArgumentsMove(self.ident()));
        moved.or(counted).into_iter().collect()
    }

    fn moves_arguments(&self) -> bool {
        let Some((old, new)) = self.structs else {
            return false;
        };
        let (old, new) = (&old.arguments, &new.arguments);
        let has = |arguments: &[CallField], one: &CallField| {
            let mut arguments = arguments.iter();
            arguments.any(|it| (it.location, &it.wire_name) == (one.location, &one.wire_name))
        };
        // A parameter of the path that has another name at its place is the same one.
        let is_renamed = |one: &CallField, other: &CallField| {
            let path = [one, other].map(|it| it.location == Location::Path);
            path == [true, true]
                && shape(&self.old.endpoint.value) == shape(&self.new.endpoint.value)
                && !has(new, one)
                && !has(old, other)
        };
        let idents = &self.context.idents;
        old.len() == new.len()
            && old
                .iter()
                .zip(new)
                .all(|(old, new)| idents.same_type(&old.ty, &new.ty))
            && old.iter().zip(new).any(|(old, new)| {
                (old.location, &old.wire_name) != (new.location, &new.wire_name)
                    && !is_renamed(old, new)
            })
    }

    fn all_same(&self, old: &[&Type], new: &[&Type]) -> bool {
        let mut both = old.iter().zip(new);
        old.len() == new.len() && both.all(|(old, new)| is_same(old, new, self.context.pairs))
    }

    /// The effect on programs that read each of the new bodies as the old type of its status, or as one of the old
    /// types where the status had none. A program that read nothing misses nothing.
    fn read(&self, old: &[Body<'_>], new: &[Body<'_>]) -> Effect {
        let read = |&(status, new): &Body<'_>| {
            let read_as = |is_read: &dyn Fn(Option<&str>) -> bool| {
                let types = old.iter().filter(|(status, _)| is_read(*status));
                let wires = types.map(|(_, old)| wire(old, new, self.context.pairs));
                wires.map(|wire| wire.received).min()
            };
            read_as(&|it| it == status).or_else(|| read_as(&|_| true))
        };
        let effect = new.iter().filter_map(read).max();
        effect.unwrap_or(Effect::breaking_if(!old.is_empty()))
    }
}

fn major_if(breaks: bool) -> SemverImpact {
    match breaks {
        true => SemverImpact::Major,
        false => SemverImpact::None,
    }
}

/// `order_id: String`
fn declaration(field: &CallField) -> String {
    format!("{}: {}", field.ident, field.ty)
}

/// The type of the values, whether or not a request needs one.
fn value_type(field: &CallField) -> &model::Type {
    match &field.ty {
        model::Type::Optional(ty) => ty,
        ty => ty,
    }
}

fn responses_value(types: Vec<(Option<String>, Type)>) -> Option<Value> {
    (!types.is_empty()).then_some(Value::Responses(types))
}

/// The prose of the page on an operation, without its deprecation.
fn prose(operation: &Operation) -> impl Iterator<Item = String> {
    let own = [&operation.summary, &operation.description];
    let permissions = operation.permissions.iter().map(ToString::to_string);
    let words = own.into_iter().cloned().chain(permissions);
    words.filter(|words| !words.is_empty())
}

/// The answers as text. Where the types of successes differ, their entry covers these; where those of failures do,
/// it covers the types. Else a status can have a type on one side alone. `name` returns the name that a definition
/// has now.
fn answers<'a>(
    operation: &'a Operation,
    [successes, failures]: [bool; 2],
    name: impl Fn(&'a str) -> &'a str,
) -> BTreeSet<String> {
    let text = |answer: &'a Answer| {
        let ty = answer
            .ty
            .as_ref()
            .filter(|_| answer.is_success() || failures);
        let body = ty.map(|ty| match ty.value.definition() {
            Some(definition) => format!(" {}{}", name(definition), "[]".repeat(ty.value.lists)),
            None => format!(" {}", ty.value),
        });
        let body = body.unwrap_or_default();
        format!("{}{body}: {}", answer.status.value, answer.description)
    };
    let answers = operation.answers.iter();
    let answers = answers.filter(|it| !it.is_success() || successes);
    answers.map(text).collect()
}

fn is_same(old: &Type, new: &Type, pairs: &Pairs<'_>) -> bool {
    let same = match (old.definition(), new.definition()) {
        (Some(old), Some(new)) => pairs.new_name(old) == new,
        _ => old.base == new.base,
    };
    same && old.lists == new.lists
}

/// Returns the effect on either side if one type takes the other's place.
fn wire(old: &Type, new: &Type, pairs: &Pairs<'_>) -> Wire {
    match (old.definition(), new.definition()) {
        _ if is_same(old, new, pairs) => Wire::both(Effect::Compatible),
        (Some(old_name), Some(new_name)) if old.lists == new.lists => {
            link_shapes::compare(old_name, new_name, pairs).wire
        }
        _ => {
            let is_alias = |item: Option<&Struct>| item.is_some_and(Struct::is_alias);
            let sent = takes(new, |name| is_alias(pairs.after(name)), old);
            let received = takes(old, |name| is_alias(pairs.before(name)), new);
            Wire {
                sent: Effect::breaking_if(!sent),
                received: Effect::breaking_if(!received),
            }
        }
    }
}
