//! The golden cases as modules, beside the runtime as they name it: `crate::wire`, `crate::dates`.
//!
//! The round trip of each is tested, and a case that is not here has none: see
//! `tests/tests/round_trip.rs`.

// The runtime's own tests run where it belongs.
#![cfg(not(test))]

#[path = "../../generated/src"]
mod runtime {
    pub mod dates;
    pub mod wire;
}

pub(crate) use runtime::wire::{open_enum, wire};
pub use runtime::{dates, wire};

#[path = "../expected/golden"]
pub mod golden {
    //! The cases.

    pub mod advisory {
        #[rustfmt::skip]
        pub mod models;
    }
    pub mod dates {
        #[rustfmt::skip]
        pub mod models;
    }
    pub mod descriptions {
        #[rustfmt::skip]
        pub mod models;
    }
    pub mod names {
        #[rustfmt::skip]
        pub mod models;
    }
    pub mod overrides {
        #[rustfmt::skip]
        pub mod models;
    }
    pub mod required {
        #[rustfmt::skip]
        pub mod models;
    }
    pub mod types {
        #[rustfmt::skip]
        pub mod models;
    }
}
