//! Shows what changed: on a terminal, in a pull request, to programs.

mod changelog;
mod entry_lines;
mod github;
mod ink;
mod json;
mod line;
mod markdown;
mod migration;
mod phrases;
mod rest;
mod reviewer_page;
mod stated_facts;
mod summary;
mod terminal;
mod version;

pub(super) use entry_lines::what;

use super::change::Changes;
use crate::report::Printable;

/// The reader of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// People at a terminal.
    Terminal,
    /// The reviewer of a pull request, in Markdown as GitHub renders it, with every entry folded.
    Reviewer,
    /// The same without the entries, for a comment.
    Comment,
    /// Users who search for an entry, or accept some: each in a line.
    Entries,
    /// Users of the models, in Markdown and in short.
    Changelog,
    /// Those who move their code to the new models, in Markdown.
    Migration,
    /// Programs.
    Program,
    /// GitHub's workflow annotations.
    Annotations,
}

/// The changes, for `audience`. Where the version that the models' crate had before is known, the next
/// one is proposed, and else by how much it is to go up.
pub fn report(changes: &Changes, audience: Audience, version: Option<&str>) -> Printable {
    match audience {
        Audience::Terminal => Printable::text(&terminal::text(changes, version)),
        Audience::Reviewer => Printable::markdown(&markdown::markdown(changes, version, true)),
        Audience::Comment => Printable::markdown(&markdown::markdown(changes, version, false)),
        Audience::Entries => Printable::text(&entry_lines::entries(changes)),
        Audience::Changelog => Printable::markdown(&changelog::changelog(changes)),
        Audience::Migration => Printable::markdown(&migration::migration(changes)),
        Audience::Program => Printable::json(&json::json(changes, version)),
        Audience::Annotations => github::annotations(changes),
    }
}

/// The changes in one line.
pub fn summary(changes: &Changes) -> String {
    summary::summary(changes, str::to_owned)
}
