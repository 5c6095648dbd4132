//! The conversions of `with_jiff` for the feature `jiff-0_2`.

use ::jiff;

#[allow(
    clippy::duplicate_mod,
    reason = "one module for each major version of jiff"
)]
#[path = "with_jiff.rs"]
mod with_jiff;
