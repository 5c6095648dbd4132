//! The form that the explanations of codes and of kinds share.

/// The first sentence.
pub(crate) fn summary(explanation: &str) -> String {
    let paragraph = explanation.split("\n\n").next().unwrap_or_default();
    let paragraph = paragraph.replace('\n', " ");
    let end = paragraph.find(". ").map_or(paragraph.len(), |at| at + 1);
    paragraph[..end].trim_end().to_owned()
}
