//! Clients to copy: [`blocking`] for ureq, [`asynchronous`] for reqwest and tokio, and [`call`], the program
//! of the README. Each file stands alone.

pub mod asynchronous;
pub mod blocking;
pub mod call;
