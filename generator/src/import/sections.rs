//! Decides the content of the pages of operations after an import.
//!
//! A page is the publisher's by the name of its file. It holds the heading of the publisher's page and the
//! sections of the imported operations, in the order of the page and byte for byte, except the links to
//! definitions, which lead to the folder above. A page of another name is left alone.

use std::collections::{BTreeMap, BTreeSet};

use super::removals::{Fate, Kept, Recorded};
use crate::diagnostic::Diagnostics;
use crate::operations::{Endpoint, Operation, Operations, Page, TABLE};
use crate::permissions::Permissions;
use crate::schema::Spanned;
use crate::source::{FileId, Source, Sources, Span};

/// The publisher's pages.
#[derive(Clone, Debug)]
pub struct Published {
    /// The pages, normalised.
    pub sources: Sources,
    /// The bytes of each page as text.
    pub texts: BTreeMap<FileId, String>,
    /// The contents of the pages.
    pub operations: Operations,
    /// The problems of the pages, none of which stops an import.
    pub warnings: Diagnostics,
    /// The names of the operations whose sections have mistakes: they are not imported, and stay where they are.
    pub broken: BTreeSet<String>,
}

/// The planned changes to the pages of one import.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The pages that change, by the names of their files.
    pub changes: BTreeMap<String, PageChange>,
    /// The pages that lose text which neither the publisher's pages have nor an import wrote.
    pub lost: BTreeSet<String>,
    /// The sections that pages are to hold, by the names of their operations, as far as they are written.
    pub written: BTreeMap<String, String>,
    /// The endpoints that the publisher removed, which go.
    pub removed: BTreeSet<String>,
    /// The endpoints that the publisher removed and that stay.
    pub kept: BTreeMap<String, Kept>,
    /// The names of the publisher's operations that are imported.
    pub taken: BTreeSet<String>,
    /// The number of operations that the pages have afterwards.
    pub count: usize,
    /// The planned change to a table of operations, if there is one.
    pub table: Option<Table>,
}

/// The planned change to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageChange {
    /// It comes with this text.
    New(String),
    /// It gets this text.
    Changed(String),
    /// None of its operations is imported any more.
    Removed,
}

impl PageChange {
    /// The text of the page, if it stays.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::New(text) | Self::Changed(text) => Some(text),
            Self::Removed => None,
        }
    }
}

/// The planned change to a table of operations, the form of earlier versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Table {
    /// Every row has a section in a page; the table goes.
    Converted,
    /// It stays, because these rows have no section in a page.
    Kept(Vec<String>),
}

/// A section of a page that is there, with the key by which imports record it.
struct Present<'a> {
    name: &'a str,
    key: String,
    text: &'a str,
}

/// Returns the pages after an import of the operations `selected` into the folder `here`, which has `ours`.
/// Operations that are there stay if the publisher still has them, unless they are to be pruned; so do those
/// of a table, and those that no import wrote.
pub(super) fn pages(
    published: Option<&Published>,
    here: &Sources,
    ours: Option<&Operations>,
    selected: &BTreeSet<String>,
    recorded: &Recorded<'_>,
    prune: bool,
) -> Pages {
    let table = here.table.map(|table| rows(&here.get(table).text));
    let rows = table.as_deref().unwrap_or_default();
    let own = || ours.into_iter().flat_map(|ours| &ours.operations);
    let theirs = || {
        published
            .into_iter()
            .flat_map(|it| &it.operations.operations)
    };
    let mut pages = Pages::default();
    let mut operations: BTreeMap<&str, &Operation> = BTreeMap::new();
    let endpoints: BTreeSet<_> = theirs().map(|it| it.endpoint.value.to_string()).collect();
    if let Some(published) = published {
        let present = ours.into_iter().flat_map(|ours| &ours.pages);
        let present = present.map(|page| (here.get(page.top.file).file_name(), page));
        let present: BTreeMap<_, _> = present.collect();
        let there = present.values().flat_map(|page| &page.sections);
        let there = there
            .filter(|_| !prune)
            .map(|section| section.name.value.as_str());
        let from_table = theirs().filter(|it| rows.iter().any(|row| row.is_about(it)));
        let from_table = from_table.map(|it| it.name.value.as_str());
        let selected = selected.iter().map(String::as_str);
        let keys = own().map(|it| (it.name.value.as_str(), it.endpoint.value.to_string()));
        let taken: BTreeSet<_> = selected.chain(there).chain(from_table).collect();
        let all_taken = theirs().filter(|it| taken.contains(it.name.value.as_str()));
        let (taken_names, taken_endpoints) = all_taken
            .map(|it| (it.name.value.as_str(), it.endpoint.value.to_string()))
            .unzip();
        let merge = Merge {
            published,
            here,
            recorded,
            taken,
            taken_names,
            taken_endpoints,
            endpoints: &endpoints,
            keys: keys.collect(),
        };
        for page in &published.operations.pages {
            let file = published.sources.get(page.top.file).file_name();
            merge.update(page, file, present.get(file).copied(), &mut pages);
        }
        let files: BTreeSet<_> = published.files().collect();
        for (file, page) in present.iter().filter(|(file, _)| !files.contains(*file)) {
            merge.take_out(page, file, &mut pages);
        }
        let kept = theirs().filter(|it| merge.taken.contains(it.name.value.as_str()));
        operations.extend(kept.map(|it| (it.name.value.as_str(), it)));
        pages.taken = operations.keys().copied().map(str::to_owned).collect();
    }
    let left = own().filter(|it| {
        let endpoint = it.endpoint.value.to_string();
        !pages.removed.contains(&endpoint) && !endpoints.contains(&endpoint)
    });
    operations.extend(left.map(|it| (it.name.value.as_str(), it)));
    pages.count = operations.len();
    pages.table = table.map(|rows| {
        let is_kept = |row: &&Row<'_>| !operations.values().any(|it| row.is_about(it));
        let kept: Vec<_> = rows
            .iter()
            .filter(is_kept)
            .map(|row| row.text.to_owned())
            .collect();
        match kept.is_empty() {
            true => Table::Converted,
            false => Table::Kept(kept),
        }
    });
    pages
}

/// The two sides of an import of pages.
struct Merge<'a> {
    published: &'a Published,
    here: &'a Sources,
    recorded: &'a Recorded<'a>,
    /// The names of the operations to import.
    taken: BTreeSet<&'a str>,
    /// The names and endpoints of those that the publisher has.
    taken_names: BTreeSet<&'a str>,
    taken_endpoints: BTreeSet<String>,
    /// The publisher's endpoints.
    endpoints: &'a BTreeSet<String>,
    /// The endpoints of the operations that are here, by name.
    keys: BTreeMap<&'a str, String>,
}

impl<'a> Merge<'a> {
    /// Plans the change of a page that the publisher has, and that is `there` or comes.
    fn update(&self, page: &Page, file: &str, there: Option<&Page>, pages: &mut Pages) {
        let there = there.map(|page| (page, self.here.get(page.top.file)));
        let own = there.map_or_else(String::new, |(page, _)| self.own_sections(page, pages));
        let written = self.published.page(page, &self.taken, there);
        let top = || there.map(|(page, source)| source.slice(page.top.span).trim_end());
        let text = match (&written, top().filter(|_| !own.is_empty())) {
            (Some(written), _) => Some(written.text() + &own),
            (None, top) => top.map(|top| format!("{top}\n{own}")),
        };
        let change = match (text, there) {
            (None, None) => return,
            (None, Some(_)) => PageChange::Removed,
            (Some(text), None) => PageChange::New(text),
            (Some(text), Some((_, source))) => {
                if Source::new(String::new(), &text, None).text == source.text {
                    return;
                }
                PageChange::Changed(text)
            }
        };
        if there.is_some_and(|there| self.published.lacks(page, there, &self.edited(there.0))) {
            pages.lost.insert(file.to_owned());
        }
        pages
            .written
            .extend(written.into_iter().flat_map(|it| it.sections));
        pages.changes.insert(file.to_owned(), change);
    }

    /// Returns the sections of a page that stay although the publisher does not have them, or has them with
    /// mistakes.
    fn own_sections(&self, page: &Page, pages: &mut Pages) -> String {
        let mut text = String::new();
        for section in self.present(page) {
            let is_broken = self.published.broken.contains(section.name);
            if self.endpoints.contains(&section.key) && !is_broken {
                continue;
            }
            match self.recorded.fate(&section.key, section.text) {
                _ if is_broken => {}
                Fate::Goes => {
                    pages.removed.insert(section.key);
                    continue;
                }
                // The publisher has it at another endpoint, and a name has one section.
                _ if self.taken_names.contains(section.name) => continue,
                Fate::Own => drop(pages.kept.insert(section.key, Kept::Unrecorded)),
                Fate::Stays(why) => drop(pages.kept.insert(section.key, why)),
            }
            text += &format!("\n{}\n", section.text.trim_end());
        }
        text
    }

    /// The names of the publisher's operations whose sections here are not as an import wrote them.
    fn edited(&self, page: &'a Page) -> BTreeSet<&'a str> {
        let sections = self.present(page).into_iter();
        let edited = sections.filter(|it| {
            let is_untouched = self.recorded.record.is_untouched(&it.key, it.text);
            let is_theirs = self.endpoints.contains(&it.key) || self.taken_names.contains(it.name);
            is_theirs && !is_untouched
        });
        edited.map(|it| it.name).collect()
    }

    /// Plans the change of a page that the publisher does not have: it loses the sections that are gone, and
    /// those that are on another page now.
    fn take_out(&self, page: &Page, file: &str, pages: &mut Pages) {
        let (mut own, mut goes) = (String::new(), false);
        for section in self.present(page) {
            let is_there = self.endpoints.contains(&section.key);
            let has_moved = self.taken_endpoints.contains(&section.key);
            match self.recorded.fate(&section.key, section.text) {
                _ if self.published.broken.contains(section.name) => {}
                Fate::Goes if has_moved || !is_there => {
                    goes = true;
                    pages
                        .removed
                        .extend(Some(section.key).filter(|_| !is_there));
                    continue;
                }
                Fate::Stays(why) if !is_there => drop(pages.kept.insert(section.key, why)),
                _ => {}
            }
            own += &format!("\n{}\n", section.text.trim_end());
        }
        if goes {
            let top = self.here.get(page.top.file).slice(page.top.span).trim_end();
            let change = match own.is_empty() {
                true => PageChange::Removed,
                false => PageChange::Changed(format!("{top}\n{own}")),
            };
            pages.changes.insert(file.to_owned(), change);
        }
    }

    /// The sections of a page that is here.
    fn present<'p>(&self, page: &'p Page) -> Vec<Present<'p>>
    where
        'a: 'p,
    {
        let source = self.here.get(page.top.file);
        let sections = page.sections.iter().filter_map(|section| {
            let name = section.name.value.as_str();
            Some(Present {
                name,
                key: self.keys.get(name)?.clone(),
                text: source.slice(section.span),
            })
        });
        sections.collect()
    }
}

impl Published {
    /// The names of the files.
    fn files(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|(_, source)| source.file_name())
    }

    /// `true` if the page that is `there` has text that the publisher's `page` does not have, in its top or in a
    /// section that was `edited`.
    fn lacks(
        &self,
        page: &Page,
        (there, source): (&Page, &Source),
        edited: &BTreeSet<&str>,
    ) -> bool {
        let all = page.sections.iter();
        let all = all.map(|section| section.name.value.as_str());
        let whole = self.page(page, &all.collect(), Some((there, source)));
        let whole = whole.map_or_else(String::new, |it| it.text());
        let whole = Source::new(String::new(), &whole, None).text;
        let sections = there.sections.iter();
        let mut sections = sections.filter(|section| edited.contains(section.name.value.as_str()));
        !whole.contains(source.slice(there.top.span))
            || sections.any(|section| !whole.contains(source.slice(section.span)))
    }

    /// The page with the sections of the operations `taken`; `None` where it has none of them. A section that
    /// is `there` and differs by its permissions alone, which the publisher's pages leave out and a document
    /// states, stays.
    fn page(
        &self,
        page: &Page,
        taken: &BTreeSet<&str>,
        there: Option<(&Page, &Source)>,
    ) -> Option<Written> {
        let source = self.sources.get(page.top.file);
        let raw = self.texts.get(&page.top.file).unwrap_or(&source.text);
        let lines = Lines {
            source,
            raw: lines(raw),
        };
        let sections = page.sections.iter();
        let mut sections = sections
            .filter(|it| taken.contains(it.name.value.as_str()))
            .peekable();
        sections.peek()?;
        let sections = sections.map(|section| {
            let text = lines.text(section.span, &section.links);
            let kept = there.and_then(|(page, source)| {
                let mut sections = page.sections.iter();
                let there = sections.find(|it| it.name.value == section.name.value)?;
                keep_permissions(source.slice(there.span), &text)
            });
            (section.name.value.clone(), kept.unwrap_or(text))
        });
        Some(Written {
            top: lines.text(page.top.span, &[]),
            sections: sections.collect(),
        })
    }
}

/// A page as an import writes it.
struct Written {
    top: String,
    /// The sections with the names of their operations.
    sections: Vec<(String, String)>,
}

impl Written {
    fn text(&self) -> String {
        let sections = self.sections.iter().map(|(_, text)| text.as_str());
        let parts = std::iter::once(self.top.as_str()).chain(sections);
        parts.collect::<Vec<_>>().join("\n")
    }
}

/// Returns the section that is `there` if it differs from `text` by its permissions alone.
fn keep_permissions(there: &str, text: &str) -> Option<String> {
    let is_stated = |line: &str| Permissions::parse(line).is_some();
    if text.lines().any(is_stated) {
        return None;
    }
    let at = there.lines().position(is_stated)?;
    // With the blank line below.
    let rest = there.lines().enumerate();
    let rest = rest.filter(|&(line, _)| line != at && line != at + 1);
    let text = Source::new(String::new(), text, None).text;
    let is_same = rest.map(|(_, line)| line).eq(text.trim_end().lines());
    is_same.then(|| there.trim_end().to_owned() + "\n")
}

/// The lines of a page as they are in its file.
struct Lines<'a> {
    source: &'a Source,
    raw: Vec<&'a str>,
}

impl Lines<'_> {
    /// The lines that `span` begins and ends on, with a line break at the end, and with the targets `links`
    /// in the folder above.
    fn text(&self, span: Span, links: &[Span]) -> String {
        let line = |offset| self.source.position(offset).line;
        let mut by_line: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for &link in links {
            by_line.entry(line(link.start)).or_default().push(link);
        }
        let mut text = String::new();
        for at in line(span.start)..=line(span.end) {
            let mut raw = self
                .raw
                .get(at - 1)
                .map_or_else(String::new, |&raw| raw.to_owned());
            // Normalising takes nothing from the beginning of a line.
            let start = self.source.line_start(at);
            let mut links = by_line.remove(&at).unwrap_or_default();
            links.sort_unstable();
            for link in links.into_iter().rev() {
                let target = self.source.slice(link);
                let file = target.rsplit('/').next().unwrap_or(target);
                raw.replace_range(link.start - start..link.end - start, &format!("../{file}"));
            }
            text.push_str(&raw);
        }
        let length = text.trim_end_matches(['\n', '\r']).len();
        text.truncate(length);
        text.push('\n');
        text
    }
}

/// The lines of a text with their line breaks, parted where [`Source::new`] parts them.
fn lines(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.split_inclusive('\n').flat_map(|line| {
        let inner = line.trim_end_matches('\n');
        let inner = inner.strip_suffix('\r').unwrap_or(inner).len();
        let last = line[..inner].rfind('\r').map_or(0, |at| at + 1);
        line[..last].split_inclusive('\r').chain([&line[last..]])
    });
    lines.collect()
}

/// A row of a table of operations, of which the import needs nothing but the operation that it is about.
struct Row<'a> {
    text: &'a str,
    name: &'a str,
    endpoint: Option<Endpoint>,
}

impl Row<'_> {
    fn is_about(&self, operation: &Operation) -> bool {
        let Spanned {
            value: endpoint, ..
        } = &operation.endpoint;
        operation.name.value == self.name || self.endpoint.as_ref() == Some(endpoint)
    }
}

/// The rows of a table: its lines but for the prose above, the titles and the line of dashes.
fn rows(text: &str) -> Vec<Row<'_>> {
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .skip(1);
    let is_row = |line: &&str| line.contains(|letter: char| !"|-: \t".contains(letter));
    let row = |text| {
        let endpoint = str::split(text, '`').find_map(|part| Endpoint::parse(part).ok());
        let mut names = str::split(text, '|').map(str::trim);
        let name = names.find(|cell| !cell.is_empty() && !cell.contains('`'));
        Row {
            text,
            name: name.unwrap_or_default(),
            endpoint,
        }
    };
    lines.filter(is_row).map(row).collect()
}

/// Reports a table that stays.
pub(super) fn kept_table(rows: &[String]) -> String {
    let list: String = rows.iter().map(|row| format!("  {row}\n")).collect();
    format!(
        "`{TABLE}` stays, because no page describes these rows:\n{list}\
         write them as sections of `operations/own-api.md`, or remove them, and import again\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parted_as_where_they_are_normalised() {
        for text in [
            "",
            "a",
            "a\n",
            "a\r\nb",
            "a\rb\r\r\nc\n\nd",
            "\u{feff}a\nb\r",
        ] {
            let parted = lines(text);
            let whole = Source::new(String::new(), text, None).text;
            let bare = parted
                .iter()
                .map(|line| line.trim_end_matches(['\n', '\r']));
            let bare: Vec<_> = bare.collect();
            assert_eq!(bare.join("\n").trim_end(), whole.trim_end(), "{text:?}");
            assert_eq!(parted.concat(), text.trim_start_matches('\u{feff}'));
        }
    }
}
