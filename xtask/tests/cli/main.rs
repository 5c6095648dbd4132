//! The commands as their users see them.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should say so and stop"
)]

#[cfg(unix)]
mod faults;
mod regen;
mod support;
