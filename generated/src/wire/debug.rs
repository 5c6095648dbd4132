//! `Debug` of models: like the derived one, but without the properties that are absent,
//! which are most of them.

use std::fmt::{self, Debug, DebugList, DebugMap, DebugStruct, Formatter};

use super::field::{Encode, Items, Leaf, Sink};
use super::shape::Shape;

pub(crate) fn debug(model: &dyn Encode, to: &mut Formatter<'_>) -> fmt::Result {
    let shape = model.shape();
    let mut fields = Fields {
        shape,
        to: to.debug_struct(shape.name),
    };
    model.show(&mut fields);
    if !model.extra().is_empty() {
        fields.to.field("extra", model.extra());
    }
    fields.to.finish()
}

struct Fields<'a, 'b> {
    shape: &'static Shape,
    to: DebugStruct<'a, 'b>,
}

trait Put {
    fn put(&mut self, name: &str, value: &dyn Debug);
}

impl Put for Fields<'_, '_> {
    fn put(&mut self, name: &str, value: &dyn Debug) {
        self.to.field(
            self.shape
                .property(name)
                .map_or(name, |property| property.field()),
            value,
        );
    }
}

impl Put for DebugList<'_, '_> {
    fn put(&mut self, _name: &str, value: &dyn Debug) {
        self.entry(value);
    }
}

impl Put for DebugMap<'_, '_> {
    fn put(&mut self, name: &str, value: &dyn Debug) {
        self.entry(&name, value);
    }
}

impl<P: Put> Sink for P {
    fn leaf(&mut self, name: &str, value: Leaf<'_>) {
        self.put(name, &value);
    }
    fn model(&mut self, name: &str, value: &dyn Encode) {
        self.put(name, &Object(value));
    }
    fn list(&mut self, name: &str, value: &dyn Items) {
        self.put(name, &List(value));
    }
    fn map(&mut self, name: &str, value: &dyn Items) {
        self.put(name, &Map(value));
    }
}

struct Object<'a>(&'a dyn Encode);

impl Debug for Object<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        debug(self.0, to)
    }
}

struct List<'a>(&'a dyn Items);

impl Debug for List<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut list = to.debug_list();
        self.0.each(&mut list);
        list.finish()
    }
}

struct Map<'a>(&'a dyn Items);

impl Debug for Map<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut map = to.debug_map();
        self.0.each(&mut map);
        map.finish()
    }
}
