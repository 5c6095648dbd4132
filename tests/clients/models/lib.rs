//! The runtime of the models and the example, as the crate `generated` has them.

// The runtime's own tests run where it belongs.
#![cfg(not(test))]

#[path = "../../../generated/src"]
mod runtime {
    pub mod dates;
    pub mod example;
    pub mod http;
    pub mod operation;
    pub mod wire;
}

pub(crate) use runtime::operation::{operation, paged};
pub(crate) use runtime::wire::{open_enum, wire};
pub use runtime::{dates, example, http, operation, wire};
