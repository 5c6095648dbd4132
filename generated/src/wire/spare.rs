//! Memory that lists grow in while they are decoded, used again by the next list of the same type.

use std::any::{Any, TypeId};

/// Buffers to decode lists in, at most one for each type of item.
#[derive(Default)]
pub struct Spare(Vec<(TypeId, Box<dyn Any>)>);

impl Spare {
    pub(crate) fn buffer<T: 'static>(&mut self) -> Option<&mut Vec<T>> {
        // To ask the buffers themselves would be a call for each.
        let mut buffers = self.0.iter_mut();
        let (_, buffer) = buffers.find(|(ty, _)| *ty == TypeId::of::<T>())?;
        buffer.downcast_mut()
    }

    pub(crate) fn keep<T: 'static>(&mut self, list: Vec<T>) {
        match self.buffer::<T>() {
            None => self.0.push((TypeId::of::<T>(), Box::new(list))),
            Some(buffer) if buffer.capacity() < list.capacity() => *buffer = list,
            Some(_) => {}
        }
    }
}
