//! Holds models to limits, because compilers and stacks have theirs: how many may lie in each other,
//! how many bytes of others one may hold, and how many properties it may have.
//!
//! A model lies in another where a required link holds it by value. A model beyond a limit counts as
//! boxed for those around it, so that each chain is reported once.

use crate::cycles::inner_first;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Indexed, Struct, Type};

/// The largest depth of models in each other. rustc gives up at 127.
const DEEPEST: usize = 32;

/// The largest number of bytes of other models in one. Several values are on the stack while one is
/// made.
const LARGEST: usize = 1 << 14;

/// The largest number of properties of a model. They take bytes as well, and no box makes those fewer.
const MOST: usize = 1 << 12;

/// The size of a `Box`, and of what every model has in addition to its fields.
const POINTER: usize = 8;

/// The number of names shown of a chain.
const SHOWN: usize = 8;

/// The depth of models in one, itself included, and its size in bytes.
#[derive(Clone, Copy)]
struct Extent {
    levels: usize,
    bytes: usize,
}

/// The extent of a model beyond the limits, for the models that hold it.
const BOXED: Extent = Extent {
    levels: 0,
    bytes: POINTER,
};

struct Extents<'a> {
    structs: &'a Indexed<Struct>,
    known: Vec<Extent>,
}

/// Reports every model that is beyond a limit while those in it are not. None lies in itself.
pub(super) fn report(structs: &Indexed<Struct>, problems: &mut Diagnostics) {
    let mut extents = Extents {
        structs,
        known: vec![BOXED; structs.len()],
    };
    let edges: Vec<_> = (0..structs.len())
        .map(|at| extents.within(at).map(|(_, inner)| inner).collect())
        .collect();
    for at in inner_first(&edges) {
        let extent = extents.of(at);
        let levels = extent.levels;
        let held = extents
            .within(at)
            .map(|(_, inner)| extents.known[inner].bytes);
        let held = held.fold(0, usize::saturating_add);
        let properties = structs[at].fields.len();
        let (code, excess, chain) = if levels > DEEPEST {
            let excess = format!("nests {levels} models; the most is {DEEPEST}");
            (
                Code::DeepModel,
                excess,
                extents.chain(at, |inner| inner.levels),
            )
        } else if held > LARGEST {
            let excess = format!("holds {held} bytes of other models, and {LARGEST} is the most");
            (
                Code::LargeModel,
                excess,
                extents.chain(at, |inner| inner.bytes),
            )
        } else if properties > MOST {
            let excess = format!("has {properties} properties, and {MOST} is the most");
            (Code::LargeModel, excess, vec![(&structs[at], None)])
        } else {
            extents.known[at] = extent;
            continue;
        };
        problems.push(diagnostic(code, &excess, &chain));
    }
}

impl Extents<'_> {
    /// The models that lie in the one at `at`, each with the field that holds it.
    fn within(&self, at: usize) -> impl Iterator<Item = (&Field, usize)> {
        let fields = self.structs[at].fields.iter();
        fields.filter_map(|field| match &field.ty {
            Type::Struct(ident) => Some((field, self.structs.position(ident)?)),
            _ => None,
        })
    }

    fn of(&self, at: usize) -> Extent {
        let inner = self.within(at).map(|(_, inner)| self.known[inner].levels);
        let fields = self.structs[at].fields.iter();
        let bytes = fields.map(|field| self.bytes(&field.ty));
        Extent {
            levels: 1 + inner.max().unwrap_or_default(),
            bytes: bytes
                .fold(POINTER, usize::saturating_add)
                .next_multiple_of(POINTER),
        }
    }

    /// Returns the largest size in bytes of a value of the type, without what it points to, on a
    /// machine of 64 bits. Rust lays fields out so that none is lost between them.
    fn bytes(&self, ty: &Type) -> usize {
        match ty {
            Type::Scalar(scalar) => scalar.bytes().0,
            Type::IntegerEnum(_) | Type::Boxed(_) => POINTER,
            Type::Enum(_) | Type::Map(_) | Type::List(_) => 24,
            Type::Alias(_) => 32,
            Type::Struct(ident) => {
                let inner = self.structs.position(ident);
                inner.map_or(POINTER, |inner| self.known[inner].bytes)
            }
            Type::Optional(inner) => match **inner {
                Type::Scalar(scalar) => scalar.bytes().1,
                // Numbers have no value left over for `None`.
                Type::IntegerEnum(_) => 2 * POINTER,
                _ => self.bytes(inner),
            },
        }
    }

    /// The models from the one at `at` inwards, each with the field that leads to the next: always to
    /// that of which there is most.
    fn chain(&self, at: usize, most: fn(Extent) -> usize) -> Vec<(&Struct, Option<&Field>)> {
        let mut chain = Vec::new();
        let mut next = Some(at);
        while let Some(at) = next {
            let inner = self.within(at);
            let inner = inner.filter(|&(_, inner)| self.known[inner].levels > 0);
            let inner = inner.max_by_key(|&(_, inner)| most(self.known[inner]));
            chain.push((&self.structs[at], inner.map(|(field, _)| field)));
            next = inner.map(|(_, inner)| inner);
        }
        chain
    }
}

fn diagnostic(code: Code, excess: &str, chain: &[(&Struct, Option<&Field>)]) -> Diagnostic {
    let name = |item: &Struct| item.definition.name.value.clone();
    let &(outer, field) = &chain[0];
    let shown = chain.iter().take(SHOWN);
    let mut names: Vec<_> = shown.map(|(item, _)| format!("`{}`", name(item))).collect();
    if chain.len() > SHOWN {
        names.push(format!("{} more", chain.len() - SHOWN));
    }
    let outer_name = name(outer);
    let problem = match field {
        Some(field) => Diagnostic::new(
            code,
            field.property.ty.place,
            format!("`{outer_name}` {excess}: {}", names.join(" → ")),
            format!(
                "put one of these links into a box: `{} = {{ boxed = true }}` under \
                 `[definitions.{outer_name}]` in the overrides",
                field.wire_name()
            ),
        ),
        None => Diagnostic::new(
            code,
            outer.definition.name.place,
            format!("`{outer_name}` {excess}"),
            "take some out: what they say is kept all the same, in `extra`",
        ),
    };
    let inner = chain[1..].iter().take(SHOWN - 1);
    let inner = inner.filter_map(|&(item, field)| Some((item, field?)));
    inner.fold(problem, |problem, (item, field)| {
        let holds = format!("`{}` holds the next in `{}`", name(item), field.wire_name());
        problem.related(field.property.ty.place, holds)
    })
}
