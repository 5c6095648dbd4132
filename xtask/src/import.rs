//! `cargo xtask import`: takes definitions in from another folder or a document.

use generator::failure::Failure;
use generator::import::{Request, import};
use generator::report::Format;

use crate::cli::{Import, Operations};
use crate::{Outcome, output};

pub(crate) fn run(arguments: &Import) -> Result<Outcome, Failure> {
    let all = arguments.all.then(|| "*".to_owned());
    let roots: Vec<_> = arguments.roots.iter().cloned().chain(all).collect();
    let request = Request {
        from: &arguments.from,
        here: &arguments.input.definitions(),
        overrides: arguments.input.overrides.as_deref(),
        roots: &roots,
        pages: arguments.pages.as_deref(),
        all_operations: arguments.operations == Some(Operations::All),
        exact_integers: arguments.exact_integers,
        dry_run: arguments.dry_run,
        prune: arguments.prune,
        overwrite: arguments.overwrite,
        adopt: arguments.adopt,
        allow_removals: arguments.allow_removals,
        keep_removed: arguments.keep_removed,
    };
    let imported = output::working("reading definitions", || import(&request))?;
    let format = arguments.input.format(arguments.format).format();
    output::problems(&imported.warnings, &imported.document, format);
    // Programs read the problems from stdout, so the text for people goes to stderr.
    match format {
        Format::Human { .. } => output::text(&imported.text),
        Format::Json | Format::Github => output::message(&imported.text),
    }
    imported.refused.map_or(Ok(Outcome::Done), Err)
}
