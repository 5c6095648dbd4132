//! The page: what a reviewer reads, worst first, decided once for Markdown and for the terminal.

use std::collections::HashSet;

use super::ink::Ink;
use super::line::{Shown, line, subject};
use super::phrases;
use super::rest::{no_action, worth_a_look};
use super::summary::summary;
use super::version::{proposal, version_reason};
use crate::changes::cause::{Cause, Concern, distinct};
use crate::changes::change::Changes;
use crate::report::count;

/// The number of lines that a page has above what is folded, those of what breaks apart.
pub(super) const LINES: usize = 60;

/// The number of lines of what breaks: as many as a comment on GitHub takes, which has room for 65,536
/// characters.
const BREAKING: usize = 200;

/// The heading of what breaks and is accepted.
const ACCEPTED: &str = "Accepted";

/// The number of causes named that there is no room for.
const OTHERS: usize = 16;

/// The content of a page.
pub(super) struct Page {
    /// The title, which names the revisions compared.
    pub(super) title: String,
    /// Everything in one line, and the version that follows from it.
    pub(super) head: Vec<String>,
    /// The programs concerned, the number of causes, and the worst example. Empty if no program is
    /// concerned.
    pub(super) table: Vec<[String; 3]>,
    /// The causes, by their concern.
    pub(super) sections: Vec<Section>,
}

/// A heading and its lines, the worst first.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    /// `true` if the lines are about what breaks.
    breaks: bool,
    /// The subject of each line, for those that there is no room for; empty if the lines are complete.
    subjects: Vec<String>,
}

impl Page {
    pub(super) fn of(changes: &Changes, version: Option<&str>, ink: &Ink) -> Self {
        let [before, after] = &changes.compared;
        let title = format!(
            "What changed from {} to {}",
            before.text(ink.plain),
            after.text(ink.plain)
        );
        let mut head = vec![summary(changes, ink.code)];
        if let Some(proposal) = proposal(version, changes) {
            let reason = version_reason(changes);
            head.push(format!("Proposed version: {proposal}, {reason}."));
        }
        if let Some(scope) = &changes.scope {
            let [entries, causes] = scope.left_out;
            head.push(format!(
                "Only {}; left out: {}, and with them {}.",
                scope.asked,
                count(entries, "entry", "entries"),
                count(causes, "whole cause", "whole causes"),
            ));
        }
        Self {
            title,
            head,
            table: table(changes, ink),
            sections: sections(changes, ink),
        }
    }

    /// Shows what breaks in full, and of the rest as much as `room` allows; the titles state
    /// what is left out. Each section keeps a few lines; what room is left then goes to the worst.
    pub(super) fn fit(&mut self, room: usize, height: impl Fn(&str) -> usize) {
        const FEW: usize = 3;
        let mut shown = vec![0; self.sections.len()];
        let mut fill = |breaks: bool, mut room: usize| {
            for limit in (1..=FEW).chain([usize::MAX]) {
                let sections = shown.iter_mut().zip(&self.sections);
                for (shown, section) in sections.filter(|(_, it)| it.breaks == breaks) {
                    for line in section.lines.iter().take(limit).skip(*shown) {
                        let height = height(line);
                        if height > room {
                            break;
                        }
                        room -= height;
                        *shown += 1;
                    }
                }
            }
        };
        fill(true, BREAKING);
        fill(false, room);
        for (shown, section) in shown.into_iter().zip(&mut self.sections) {
            if shown < section.lines.len() {
                section.cut(shown, &height);
            }
        }
    }
}

impl Section {
    /// Leaves so many lines. The last of them gives way to the names of those that go.
    fn cut(&mut self, mut shown: usize, height: impl Fn(&str) -> usize) {
        let all = self.lines.len();
        let last = shown
            .checked_sub(1)
            .filter(|_| shown > 1 && !self.subjects.is_empty());
        let others = last.and_then(|last| {
            let others = &self.subjects[last..];
            let line = |named: usize| match others.len() - named {
                0 => format!("and {}", others.join(", ")),
                more => format!("and {}, and {more} more causes", others[..named].join(", ")),
            };
            let fits = |line: &String| height(line) <= height(&self.lines[last]);
            (1..=others.len().min(OTHERS)).rev().map(line).find(fits)
        });
        if others.is_some() {
            shown -= 1;
        }
        // With subjects, the title has the number already.
        self.title += &match self.subjects.is_empty() {
            true => format!(", the first {shown} of {all}"),
            false => format!(", the first {shown} in full"),
        };
        self.lines.truncate(shown);
        self.lines.extend(others);
    }
}

/// A row for each concern, if there is one at all; for an unknown reach only if there is one.
fn table(changes: &Changes, ink: &Ink) -> Vec<[String; 3]> {
    let rows = [
        (Concern::Receiving, "Running programs that receive"),
        (Concern::Sending, "Running programs that send"),
        (
            Concern::Operations,
            "Callers of endpoints gone, moved or changed",
        ),
        (Concern::Unknown, "Programs of unknown reach"),
        (Concern::Silent, "Programs that lose data without an error"),
        (Concern::Code, "Code that moves to the new models"),
    ];
    let is_unknown = |cause: &Cause| cause.concern == Concern::Unknown;
    let knows_reach = !changes.open().any(is_unknown);
    let rows = rows
        .into_iter()
        .filter(|(it, _)| *it != Concern::Unknown || !knows_reach);
    let rows: Vec<_> = rows
        .map(|(concern, who)| row(changes, ink, concern, who))
        .collect();
    let concerns = rows.iter().any(|[.., example]| !example.is_empty());
    if concerns { rows } else { Vec::new() }
}

/// Returns the programs concerned, the number of causes, and the worst example: one of the row's own
/// before one that it shares with those above.
fn row(changes: &Changes, ink: &Ink, concern: Concern, who: &str) -> [String; 3] {
    let of = |cause: &'_ Cause| changes.of(cause).iter().filter(|it| it.has(concern));
    let causes = changes.open().filter(|cause| of(cause).next().is_some());
    let causes: Vec<_> = causes.collect();
    let own = causes.iter().find(|cause| cause.concern == concern);
    let worst = own.or(causes.first()).and_then(|cause| of(cause).next());
    let name = worst.map_or_else(String::new, |it| (ink.code)(&phrases::subject(it)));
    let above = causes
        .iter()
        .filter(|cause| cause.concern < concern)
        .count();
    let mut what = match causes.len() {
        0 => "nothing".to_owned(),
        number => count(number, "cause", "causes"),
    };
    what += &match above {
        0 => String::new(),
        above if above == causes.len() => " (above)".to_owned(),
        above => format!(" ({above} above)"),
    };
    let sets = causes.iter().flat_map(|cause| of(cause));
    let sets = distinct(sets.flat_map(|change| change.endpoint_sets(concern)));
    let endpoints: HashSet<_> = sets.flat_map(|set| set.iter()).collect();
    if !endpoints.is_empty() && concern != Concern::Code {
        what += &format!("; {}", count(endpoints.len(), "endpoint", "endpoints"));
    }
    [who.to_owned(), what, name]
}

fn sections(changes: &Changes, ink: &Ink) -> Vec<Section> {
    let mut shown = Shown::new();
    let mut lines_of = |is_shown: &dyn Fn(&Cause) -> bool| {
        let causes: Vec<_> = changes
            .causes
            .iter()
            .filter(|cause| is_shown(cause))
            .collect();
        let lines = causes
            .iter()
            .map(|cause| line(changes, cause, ink, &mut shown));
        let lines = lines.collect::<Vec<_>>();
        (
            lines,
            causes
                .iter()
                .map(|cause| subject(changes, cause, ink))
                .collect::<Vec<_>>(),
        )
    };
    let is_accepted = |cause: &Cause| changes.of(cause).iter().all(|it| it.accepted);
    let of = |concern| move |cause: &Cause| cause.concern == concern && !is_accepted(cause);
    // First, because these cannot do without the names of their endpoints.
    let operations = lines_of(&of(Concern::Operations));
    let by_concern = [
        (
            "Running programs fail on what they receive",
            lines_of(&of(Concern::Receiving)),
        ),
        (
            "Running programs may be refused for what they send",
            lines_of(&of(Concern::Sending)),
        ),
        ("Endpoints are gone, moved or changed", operations),
        (
            "Reach unknown, as no known operation sends or returns it",
            lines_of(&of(Concern::Unknown)),
        ),
        (
            "Data is lost without an error",
            lines_of(&of(Concern::Silent)),
        ),
        ("Only code has to move", lines_of(&of(Concern::Code))),
        (ACCEPTED, lines_of(&is_accepted)),
    ];
    let by_concern = by_concern.map(|(title, (lines, subjects))| Section {
        title: format!("{title}: {}", count(lines.len(), "cause", "causes")),
        breaks: title != ACCEPTED,
        lines,
        subjects,
    });
    let rest = [
        ("Worth a look", worth_a_look(changes, ink)),
        ("No action needed", no_action(changes)),
    ];
    let rest = rest.map(|(title, lines)| Section {
        title: title.to_owned(),
        lines,
        breaks: false,
        subjects: Vec::new(),
    });
    let sections = by_concern.into_iter().chain(rest);
    sections
        .filter(|section| !section.lines.is_empty())
        .collect()
}
