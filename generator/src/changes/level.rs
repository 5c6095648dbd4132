//! The noun `Levels`: the weight of each kind of change, as the maintainers of the definitions set it.
//!
//! ```toml
//! [property-removed]
//! level = "warning"    # or "error", "note", "off"
//! reason = "we read none of them before we have looked"
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::change_kind::ChangeKind;
use crate::failure::Failure;
use crate::report::count;
use crate::source::{CONFLICT, Source, Sources};

/// The weight of a kind of change, for checks and readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It fails a check.
    Error,
    /// It is shown where it belongs, and fails nothing.
    Warning,
    /// It is counted under "No action needed".
    Note,
    /// It is not shown to people at all.
    Off,
}

/// A level that was set, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The level.
    pub level: Level,
    /// The reason, in the words of the file.
    pub reason: String,
}

/// The levels that were set, by kind.
#[derive(Clone, Debug, Default)]
pub struct Levels(BTreeMap<ChangeKind, Setting>);

impl Level {
    /// Every level.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Note, Self::Off];

    /// The word for it in the file and in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Off => "off",
        }
    }
}

impl Levels {
    /// Parses the file at `path`.
    ///
    /// # Errors
    ///
    /// Returns every problem in the file.
    pub(super) fn parse(path: &str, text: &str) -> Result<Self, Failure> {
        let mut levels = Self::default();
        let mut faults = Vec::new();
        let conflict = Source::new(path.to_owned(), text, None).conflict();
        match DeTable::parse(text) {
            _ if let Some(span) = conflict => faults.push((span.range(), CONFLICT.to_owned())),
            Ok(table) => {
                for (name, value) in table.get_ref() {
                    let setting = setting(name.span(), value, &mut faults);
                    match ChangeKind::from_name(name.get_ref()) {
                        Ok(kind) => drop(setting.map(|setting| levels.0.insert(kind, setting))),
                        Err(near) => faults.push((name.span(), unknown(name.get_ref(), near))),
                    }
                }
            }
            Err(error) => {
                faults.push((error.span().unwrap_or_default(), error.message().to_owned()))
            }
        }
        if faults.is_empty() {
            return Ok(levels);
        }
        Err(failure(path, text, faults))
    }

    /// Returns the setting of a kind.
    pub fn get(&self, kind: ChangeKind) -> Option<&Setting> {
        self.0.get(&kind)
    }
}

/// An error, and its range in the text.
type Fault = (Range<usize>, String);

fn unknown(name: &str, near: Option<&str>) -> String {
    let help = near.map(|near| format!("; did you mean `{near}`?"));
    format!(
        "`{name}` is not a kind of change{}",
        help.unwrap_or_default()
    )
}

fn setting(
    name: Range<usize>,
    value: &toml::Spanned<DeValue<'_>>,
    faults: &mut Vec<Fault>,
) -> Option<Setting> {
    let Some(table) = value.get_ref().as_table() else {
        faults.push((
            value.span(),
            "expected a table with `level` and `reason`".to_owned(),
        ));
        return None;
    };
    let (mut level, mut reason) = (None, None);
    for (key, value) in table {
        let text = value.get_ref().as_str().unwrap_or_default();
        match &**key.get_ref() {
            "level" => level = Some((Level::ALL.iter().find(|it| it.word() == text), value.span())),
            "reason" => reason = Some((text.trim(), value.span())),
            other => faults.push((
                key.span(),
                format!("`{other}` is neither `level` nor `reason`"),
            )),
        }
    }
    let level = match level {
        Some((Some(level), _)) => Some(*level),
        Some((None, place)) => {
            let message = "expected `error`, `warning`, `note` or `off`".to_owned();
            faults.push((place, message));
            None
        }
        None => {
            faults.push((name.clone(), "there is no `level`".to_owned()));
            None
        }
    };
    match reason {
        Some((reason, _)) if !reason.is_empty() => Some(Setting {
            level: level?,
            reason: reason.to_owned(),
        }),
        reason => {
            let place = reason.map_or(name, |(_, place)| place);
            faults.push((place, "state a `reason`: others will ask for it".to_owned()));
            None
        }
    }
}

/// Every fault with its line, in the order of the file.
fn failure(path: &str, text: &str, mut faults: Vec<Fault>) -> Failure {
    faults.sort_by_key(|(place, _)| place.start);
    let mut sources = Sources::default();
    let file = sources.add(path.to_owned(), text);
    let source = sources.get(file);
    let lines = faults.iter().map(|(place, message)| {
        let at = source.position(place.start.min(source.text.len()));
        let excerpt = source.text.lines().nth(at.line - 1).unwrap_or_default();
        format!(
            "\n{path}:{}:{}: {message}\n  | {excerpt}",
            at.line, at.column
        )
    });
    let lines: String = lines.collect();
    let problems = count(faults.len(), "problem", "problems");
    Failure::new(format!(
        "`{path}` has {problems}; nothing was compared{lines}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_the_level_that_the_file_sets() {
        let text = "[property-removed]\nlevel = \"note\"\nreason = \"we read none\"\n";
        let levels = Levels::parse("changes.toml", text).unwrap_or_default();
        let set = levels
            .get(ChangeKind::PropertyRemoved)
            .map(|set| (set.level, &*set.reason));
        assert_eq!(set, Some((Level::Note, "we read none")));
        assert_eq!(levels.get(ChangeKind::PropertyRenamed), None);
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let Err(Failure::Message(message)) = Levels::parse("c.toml", text) else {
            panic!("nothing is wrong with {text}");
        };
        let found = message.lines().filter(|line| line.starts_with("c.toml:"));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_problem_is_reported_with_its_place() {
        check(
            "[property-remove]\nlevel = \"eror\"\n\n[description-changed]\nreason = \"\"\nwhy = 1\n",
            &[
                "c.toml:1:2: state a `reason`: others will ask for it",
                "c.toml:1:2: `property-remove` is not a kind of change; did you mean `property-removed`?",
                "c.toml:2:9: expected `error`, `warning`, `note` or `off`",
                "c.toml:4:2: there is no `level`",
                "c.toml:5:10: state a `reason`: others will ask for it",
                "c.toml:6:1: `why` is neither `level` nor `reason`",
            ],
        );
        check(
            "[a]\n<<<<<<< HEAD\nlevel = 1\n=======\n>>>>>>> update\n",
            &["c.toml:2:1: the file has an unresolved merge conflict"],
        );
        check(
            "enum-added = \"off\"\n",
            &["c.toml:1:14: expected a table with `level` and `reason`"],
        );
    }
}
