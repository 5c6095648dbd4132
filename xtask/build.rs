//! Says what there is to test with: without it, tests that need it are ignored.

#[path = "../tests/variables.rs"]
mod variables;

fn main() {
    variables::configure();
}
