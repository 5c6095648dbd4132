//! Shows what changed: on a terminal, in a pull request, to programs.

mod changelog;
mod github;
mod json;
mod markdown;
mod summary;
mod text;
mod version;
mod words;

use super::change::Changes;
use crate::report::printable;

/// For whom the changes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// People at a terminal.
    Terminal,
    /// The reviewer of a pull request, in Markdown as GitHub renders it.
    Reviewer,
    /// Users of the models, in Markdown and in short.
    Changelog,
    /// Programs.
    Program,
    /// GitHub's workflow annotations.
    Annotations,
}

/// The changes, for `audience`. Where the version that the models' crate had before is known, the next
/// one is proposed, and else by how much it is to go up.
pub fn report(changes: &Changes, audience: Audience, version: Option<&str>) -> String {
    match audience {
        Audience::Terminal => printable(&text::text(changes, version)),
        Audience::Reviewer => printable(&markdown::markdown(changes, version)),
        Audience::Changelog => printable(&changelog::changelog(changes)),
        Audience::Program => json::json(changes, version),
        Audience::Annotations => github::annotations(changes),
    }
}

/// The changes in one line.
pub fn summary(changes: &Changes) -> String {
    summary::summary(changes, str::to_owned)
}
