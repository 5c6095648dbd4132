//! The noun `Origin`: the folder or document that definitions are taken from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::plan::{Plan, Request};
use super::sections::Published;
use crate::diagnostic::{Diagnostics, Severity};
use crate::documents::{Layers, Publication, is_document};
use crate::facts::Facts;
use crate::failure::Failure;
use crate::operations::PAGE_SUFFIX;
use crate::roots::Roots;
use crate::schema::Spanned;
use crate::source::{FileId, Place, Source, Sources, shown_path};
use crate::unseen::on_one_line;
use crate::{parse, read};

/// The folder or document that definitions are taken from.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The definitions.
    pub(super) sources: Sources,
    /// The pages of operations, if there are any.
    pub(super) published: Option<Published>,
    /// The document, if it is one.
    document: Option<Publication>,
}

/// The facts that an import of a document writes.
#[derive(Clone, Debug)]
pub(super) enum NewFacts {
    /// They stay as they are, because there is no document, or it describes nothing that is there.
    None,
    /// The document cannot be used for facts, for this reason.
    Refused(String),
    /// The facts of the document.
    Of(Facts),
}

impl Origin {
    /// Reads everything that an import may take.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read, or its pages have problems.
    pub(super) fn read(request: &Request<'_>) -> Result<Self, Failure> {
        if !is_document(request.from) {
            return Ok(Self {
                sources: crate::read(request.from, None)?,
                published: read_pages(request)?.map(published).transpose()?,
                document: None,
            });
        }
        if request.pages.is_some() {
            return Err(Failure::new(
                "a document describes its operations itself: leave out `--pages`",
            ));
        }
        let document = Publication::read(request.from)?;
        let markdown = &document.markdown;
        let folder = request.from.to_string_lossy();
        let pages = markdown.page_sources(&folder);
        let published = match pages.is_empty() {
            true => None,
            false => Some(of_pages(pages, |source| {
                let text = markdown.pages.get(source.file_name()).cloned();
                Ok(text.unwrap_or_default())
            })?),
        };
        Ok(Self {
            sources: markdown.sources(&folder),
            published,
            document: Some(document),
        })
    }

    /// Returns the source's name in the record: the title of a document; of a folder the tool that wrote it, as its
    /// footers state, because every edition may lie elsewhere.
    pub(super) fn name(&self, from: &Path) -> String {
        let title = self
            .document
            .as_ref()
            .and_then(|it| it.markdown.title.as_deref());
        let mut footers = self
            .sources
            .iter()
            .filter_map(|(_, source)| tool(&source.text));
        let name = title.or_else(|| footers.next()).map(on_one_line);
        let name = name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
        let name = name.filter(|name| !name.is_empty());
        name.unwrap_or_else(|| from.to_string_lossy().replace('\\', "/"))
    }

    /// The links of maps, which only a document has, each from one definition to another.
    pub(super) fn maps(&self) -> impl Iterator<Item = (&str, &str)> {
        let maps = self.document.iter().flat_map(|it| &it.markdown.maps);
        maps.flat_map(|(from, to)| to.iter().map(move |to| (from.as_str(), to.as_str())))
    }

    /// The text of a definition's file as the document makes it; `None` where definitions are files.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let document = self.document.as_ref()?;
        document.markdown.definitions.get(name).map(String::as_str)
    }

    /// The facts of the document that are about the definitions and operations of `outcome`, in which `facts.toml` is the
    /// file until now.
    pub(super) fn facts(&self, outcome: &Sources, exact_integers: bool) -> NewFacts {
        let Some(document) = &self.document else {
            return NewFacts::None;
        };
        let mut ignored = Diagnostics::default();
        let schema = parse::parse(outcome, &mut ignored);
        let operations = parse::operations(outcome, &mut ignored).unwrap_or_default();
        // Overrides with problems stop the import later.
        let Some((by_hand, before)) = parse::layers(outcome, &mut ignored) else {
            return NewFacts::None;
        };
        let layers = Layers {
            by_hand: &by_hand,
            before: &before,
            exact_integers,
        };
        match document.facts(&schema, &operations.operations, layers) {
            Ok(None) => NewFacts::None,
            Ok(Some(facts)) => NewFacts::Of(facts),
            Err(Failure::Message(reason)) => NewFacts::Refused(reason),
            Err(Failure::Problems { .. }) => NewFacts::Refused("it has problems".to_owned()),
        }
    }

    /// Returns the document's warnings about the parts that are imported, with the document; of a folder, those
    /// about its pages.
    pub(super) fn warnings(&self, plan: &Plan, roots: &Roots) -> (Diagnostics, Sources) {
        let Some(document) = &self.document else {
            let pages = self.published.as_ref().filter(|it| !it.warnings.is_empty());
            let pages = pages.map(|it| (it.warnings.clone(), it.sources.clone()));
            return pages.unwrap_or_default();
        };
        let files = plan.reached.iter().map(String::as_str).collect();
        let operations = self.published.iter();
        let operations = operations.flat_map(|it| &it.operations.operations);
        let taken = operations.filter(|it| plan.pages.taken.contains(&it.name.value));
        let endpoints: Vec<_> = taken.map(|it| &it.endpoint.value).collect();
        let warnings = document.warnings(&files, &endpoints, roots);
        match warnings.is_empty() {
            true => Default::default(),
            false => (warnings, document.source.clone()),
        }
    }
}

/// The tool that a footer names: `*This file was automatically generated by the … utility on 2025-04-24*`.
pub(super) fn tool(text: &str) -> Option<&str> {
    let footer = text.trim_end().lines().next_back()?;
    let footer = footer.strip_prefix('*')?.strip_suffix('*')?;
    let (_, tool) = footer.split_once(" generated by ")?;
    let tool = tool.rsplit_once(" on ").map_or(tool, |(tool, _)| tool);
    // A version at the end is another one in every edition.
    let (rest, last) = tool.rsplit_once(' ').unwrap_or((tool, ""));
    Some(if last.contains(|it: char| it.is_ascii_digit()) {
        rest
    } else {
        tool
    })
}

/// Reads the publisher's pages; nothing where no folder is named, and none is in the usual place.
fn read_pages(request: &Request<'_>) -> Result<Option<(PathBuf, Sources)>, Failure> {
    let named = request.pages.map(Path::to_owned);
    let Some(folder) = named.or_else(|| read::published_pages(request.from)) else {
        return Ok(None);
    };
    let folder = &*folder;
    let sources = read::pages(folder).map_err(|error| Failure::unreadable(folder, &error))?;
    if sources.is_empty() && request.pages.is_some() {
        return Err(Failure::new(format!(
            "`{}` holds no page of operations: their names end in `{PAGE_SUFFIX}`",
            shown_path(folder)
        )));
    }
    Ok((!sources.is_empty()).then(|| (folder.to_owned(), sources)))
}

/// Reads the pages of a folder, with the bytes of their files.
fn published((folder, sources): (PathBuf, Sources)) -> Result<Published, Failure> {
    of_pages(sources, |source| {
        let path = folder.join(source.file_name());
        let bytes = read::file(&path).map_err(|error| Failure::unreadable(&path, &error))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    })
}

/// Reads pages, with their texts unchanged. A section with a mistake is a warning, and its operation is not
/// imported.
fn of_pages(
    sources: Sources,
    text: impl Fn(&Source) -> Result<String, Failure>,
) -> Result<Published, Failure> {
    let mut problems = Diagnostics::default();
    let mut operations = parse::operations(&sources, &mut problems).unwrap_or_default();
    let mut broken = BTreeSet::new();
    for problem in problems.errors() {
        let Place { file, span } = problem.place;
        let pages = operations.pages.iter().filter(|page| page.top.file == file);
        let mut sections = pages.flat_map(|page| &page.sections);
        match sections.find(|it| it.span.start <= span.start && span.start <= it.span.end) {
            Some(section) => broken.insert(section.name.value.clone()),
            None => return Err(Failure::problems(problems.clone().sorted(), &sources)),
        };
    }
    let is_whole = |name: &Spanned<String>| !broken.contains(&name.value);
    operations.operations.retain(|it| is_whole(&it.name));
    for page in &mut operations.pages {
        page.sections.retain(|it| is_whole(&it.name));
    }
    let problems = problems.into_iter();
    let warnings = problems.map(|problem| match problem.severity {
        Severity::Error => problem.with(Severity::Warning),
        _ => problem,
    });
    let warnings = warnings.collect::<Diagnostics>().sorted();
    let text = |(id, source): (FileId, &Source)| Ok((id, text(source)?));
    let texts = sources.iter().map(text).collect::<Result<_, Failure>>()?;
    Ok(Published {
        warnings,
        broken,
        sources,
        texts,
        operations,
    })
}
