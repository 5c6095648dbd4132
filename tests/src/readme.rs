//! The parts of README.md that the code says.
//!
//! Each stands between two comments, `<!-- name -->` and `<!-- /name -->`.

use crate::expected::{EXAMPLE, project};
use crate::folder::Folder;

/// Where the file lies in the project.
pub const FILE: &str = "README.md";

/// What the file should say, where it says `text` now: a model of the example, without its first line,
/// and examples of decoding and of operations, which are tests of the crate's documentation.
pub fn renewed(text: &str) -> String {
    let tree = Folder::case(EXAMPLE).sound().tree;
    let model = &tree.files["src/models/order_line.rs"];
    let (_, model) = model.split_once("\n\n").unwrap_or_default();
    let text = with(text, "excerpt", model);
    let text = with(&text, "decoding", &documented("wire.rs"));
    with(&text, "operations", &documented("operation.rs"))
}

/// The example at the top of a file of the runtime.
fn documented(file: &str) -> String {
    let text = std::fs::read_to_string(project().join("generated/src").join(file));
    let text = text.expect("the runtime is there");
    let (_, example) = text.split_once("//! ```\n").expect("there is an example");
    let (example, _) = example.split_once("//! # Ok").expect("it has an end");
    example.replace("//! ", "").replace("//!", "")
}

/// The text with other Rust between the two comments of that name.
fn with(text: &str, name: &str, rust: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).expect("the comment is there");
    let (_, after) = rest.split_once(&close).expect("the comment is closed");
    format!("{before}{open}```rust\n{rust}```\n{close}{after}")
}
