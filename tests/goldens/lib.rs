//! The models of the cases as modules, beside the runtime as they name it: `crate::wire`,
//! `crate::dates`.

// The runtime's own tests run where it belongs.
#![cfg(not(test))]

#[path = "../../generated/src"]
mod runtime {
    pub mod dates;
    pub mod wire;
}

pub(crate) use runtime::wire::{open_enum, wire};
pub use runtime::{dates, wire};

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
