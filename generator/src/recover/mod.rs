//! The stage `recover`: a [`Model`] and the files that stand in its commit go in, [`Committed`] comes
//! out: in what the files are not as this generator renders the model.
//!
//! A file that reads as the rendered one is passed over unparsed, which is nearly every file nearly
//! always. Any other is laid beside the rendered one, both seen through the same `outline`. Files
//! and properties are told by the block that maps fields to the wire, so that neither the name of a
//! file nor that of a field matters. A definition or property that the files do not know stays as it
//! was decided: the files are out of date then, which is not for here to say.

mod outline;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::changes::Kind;
use crate::committed::{Committed, Facet};
use crate::model::{Construction, Enum, Model, Struct};
use crate::tree::{FOLDER, MARK, Tree};
use outline::{Outline, Shape, Words};

/// What `committed` has otherwise than `rendered`, which is what this generator makes of `model`.
/// Files without the generator's mark are nobody's business.
pub fn recover(model: &Model, rendered: &Tree, committed: &Tree) -> Committed {
    let differ: Vec<_> = committed
        .files
        .iter()
        .filter(|(path, text)| text.starts_with(MARK) && rendered.files.get(*path) != Some(*text))
        .map(|(_, text)| text)
        .collect();
    if differ.is_empty() {
        return Committed::default();
    }
    let known = Known::of(model, rendered);
    let outlines: Vec<_> = differ
        .par_iter()
        .map(|text| known.outline(text).map(|outline| known.part(outline)))
        .collect();
    let mut found = Committed::default();
    for part in outlines {
        match part {
            None => found.unread += 1,
            Some(Part::Nothing) => {}
            Some(Part::Struct(item, facets)) => {
                if !facets.is_empty() {
                    found.facets.insert(item.definition.clone(), facets);
                }
                found.structs.insert(item.definition.clone(), *item);
            }
            Some(Part::Enum(item)) => drop(found.enums.insert(item.ident.clone(), item)),
        }
    }
    found
}

/// What one file amounts to.
enum Part {
    /// Nothing that this generator's file does not.
    Nothing,
    Struct(Box<Struct>, Vec<Facet>),
    Enum(Enum),
}

/// What files are laid beside.
struct Known<'a> {
    structs: BTreeMap<&'a str, &'a Struct>,
    enums: BTreeMap<&'a str, &'a Enum>,
    words: BTreeSet<&'a str>,
    rendered: &'a Tree,
}

impl<'a> Known<'a> {
    fn of(model: &'a Model, rendered: &'a Tree) -> Self {
        let structs = model.structs.iter();
        let enums = || model.enums.iter().map(|item| item.ident.as_str());
        Self {
            structs: structs.map(|item| (&*item.definition, item)).collect(),
            enums: enums().zip(&model.enums).collect(),
            words: enums().collect(),
            rendered,
        }
    }

    fn outline(&self, text: &str) -> Option<Outline> {
        outline::outline(text, &self.words)
    }

    fn part(&self, outline: Outline) -> Part {
        match outline {
            Outline::Struct(shape) => self.structure(&shape),
            Outline::Enum(words) => self.enumeration(&words),
        }
    }

    fn structure(&self, shape: &Shape) -> Part {
        let Some(&decided) = self.structs.get(&*shape.definition) else {
            return Part::Nothing;
        };
        let path = format!("{FOLDER}/{}.rs", decided.file_stem);
        let rendered = self.rendered.files.get(&path);
        let Some(Outline::Struct(current)) = rendered.and_then(|text| self.outline(text)) else {
            return Part::Nothing;
        };
        let item = as_committed(decided, shape, &current);
        Part::Struct(Box::new(item), facets(decided, shape, &current))
    }

    /// The constants of the values that are listed anyhow.
    fn enumeration(&self, words: &Words) -> Part {
        let Some(&decided) = self.enums.get(&*words.ident) else {
            return Part::Nothing;
        };
        let mut item = decided.clone();
        for constant in &mut item.constants {
            if let Some(ident) = words.constants.get(&constant.value) {
                constant.ident.clone_from(ident);
            }
        }
        Part::Enum(item)
    }
}

/// The struct with the names and types that the file gives it.
fn as_committed(decided: &Struct, shape: &Shape, current: &Shape) -> Struct {
    let mut item = decided.clone();
    item.ident.clone_from(&shape.ident);
    item.construction = match shape.constructor {
        None => Construction::Default,
        Some(_) => Construction::New { crowded: false },
    };
    for field in &mut item.fields {
        let Some((line, member)) = shape.property(&field.wire_name) else {
            continue;
        };
        field.ident.clone_from(&member.ident);
        field.required = line.required;
        let same = current.property(&field.wire_name);
        if same.is_none_or(|(_, other)| other.text != member.text) {
            field.ty = member.ty.clone();
        }
    }
    item
}

/// What differs beside the names and types of fields.
fn facets(decided: &Struct, shape: &Shape, current: &Shape) -> Vec<Facet> {
    let facet = |kind, property: Option<&String>, committed: &[String], current: &[String]| {
        (committed != current).then(|| Facet {
            kind,
            property: property.cloned(),
            committed: committed.to_vec(),
            current: current.to_vec(),
        })
    };
    let attributes = Kind::RustAttributesChanged;
    let mut facets = Vec::new();
    facets.extend(facet(
        attributes,
        None,
        &shape.attributes,
        &current.attributes,
    ));
    facets.extend(facet(
        Kind::RustTypeChanged,
        None,
        &shape.others(),
        &current.others(),
    ));
    // Arguments that only have another name or type are their fields' business.
    if shape.demanded() != current.demanded() {
        let sides = (&[shape.made_by()], &[current.made_by()]);
        facets.extend(facet(Kind::RustConstructorChanged, None, sides.0, sides.1));
    }
    for field in &decided.fields {
        let name = &field.wire_name;
        if let (Some((_, old)), Some((_, new))) = (shape.property(name), current.property(name)) {
            let sides = (&old.attributes, &new.attributes);
            facets.extend(facet(attributes, Some(name), sides.0, sides.1));
        }
    }
    facets
}
