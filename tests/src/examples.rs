//! The examples in the explanations of codes.

use crate::folder::Folder;

/// The example below the heading `## {title}` of an explanation; empty where there is none.
///
/// A file of an example is a line with its name in backticks and a fence with its content.
pub fn example(explanation: &str, title: &str) -> Folder {
    let mut lines = explanation
        .lines()
        .skip_while(|line| *line != format!("## {title}"))
        .skip(1);
    let mut folder = Folder::default();
    while let Some(line) = lines.next() {
        if line.starts_with("## ") {
            break;
        }
        let Some(name) = line
            .strip_prefix('`')
            .and_then(|line| line.strip_suffix('`'))
        else {
            continue;
        };
        let fence = lines.next().unwrap_or_default();
        let fence = &fence[..fence.len() - fence.trim_start_matches('`').len()];
        let text: Vec<_> = lines.by_ref().take_while(|line| *line != fence).collect();
        let mut text = text.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        folder = folder.with(name, text);
    }
    folder
}
