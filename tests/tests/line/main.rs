//! The line from Markdown to Rust, end to end.

mod backlinks;
mod compile;
mod corpus;
mod determinism;
mod documentation;
mod documents;
mod expected;
mod explanations;
mod fact_names;
mod facts;
mod hostile;
mod json_features;
#[cfg(feature = "thorough")]
mod json_schema;
mod layers;
mod limits;
mod next_pages;
mod openapi;
mod operations;
mod overrides;
mod packages;
mod pages;
mod parameters;
mod problems;
mod readme;
mod structure;
