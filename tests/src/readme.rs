//! The parts of README.md that the code says.
//!
//! Each stands between two comments, `<!-- name -->` and `<!-- /name -->`.

use crate::expected::EXAMPLE;
use crate::folder::Folder;

/// Where the file lies in the project.
pub const FILE: &str = "README.md";

/// What the file should say, where it says `text` now: a model of the example, without its first line.
pub fn renewed(text: &str) -> String {
    let tree = Folder::case(EXAMPLE).sound().tree;
    let model = &tree.files["src/models/order_line.rs"];
    let (_, model) = model.split_once("\n\n").unwrap_or_default();
    let (open, close) = ("<!-- excerpt -->\n", "<!-- /excerpt -->");
    let (before, rest) = text.split_once(open).expect("the comment is there");
    let (_, after) = rest.split_once(close).expect("the comment is closed");
    format!("{before}{open}```rust\n{model}```\n{close}{after}")
}
