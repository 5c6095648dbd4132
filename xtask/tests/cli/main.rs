//! The commands as their users see them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so"
)]

mod changes;
#[cfg(unix)]
mod consumers;
mod corpus;
mod documents;
#[cfg(unix)]
mod editions;
mod facts;
#[cfg(unix)]
mod faults;
#[cfg(target_os = "linux")]
mod full;
mod hostile;
mod import;
mod operations;
mod overrides;
mod overview;
#[cfg(unix)]
mod readme;
mod regen;
mod removals;
mod support;
mod updates;
#[cfg(unix)]
mod workflows;
#[cfg(unix)]
mod writers;
