//! The models of the cases as modules, with the runtime under the names that they use: `crate::wire`,
//! `crate::dates`, `crate::operation`.

// The runtime's own tests run where it belongs.
#![cfg(not(test))]

#[path = "../../generated/src"]
mod runtime {
    pub mod dates;
    pub mod operation;
    pub mod wire;
}

pub(crate) use runtime::operation::{operation, paged};
pub(crate) use runtime::wire::{open_enum, wire};
pub use runtime::{dates, operation, wire};

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
