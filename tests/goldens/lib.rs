//! The golden cases as modules, beside the runtime as they name it: `crate::wire`, `crate::dates`.

// The runtime's own tests run where it belongs.
#![cfg(not(test))]

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

pub(crate) use wire::{open_enum, wire};
