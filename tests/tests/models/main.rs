//! The models that the line makes, compiled: what they decode, keep and send.

mod assignments;
mod claims;
mod encoding;
mod golden_overrides;
mod mutations;
mod payloads;
mod programs;
mod round_trip;
