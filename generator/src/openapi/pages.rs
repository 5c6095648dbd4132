//! Writes the Markdown of the pages of operations.

use std::collections::BTreeMap;
use std::fmt::Write;

use rayon::prelude::*;

use super::catalog::Catalog;
use super::definitions::some;
use super::document::Tag;
use super::footer::Footer;
use super::operations::{Item, Location, Section, sections};
use super::problems::Warnings;
use super::wording::Wording;
use crate::diagnostic::{Code, Diagnostics};
use crate::operations::{Operation, PAGE_SUFFIX};
use crate::parse;
use crate::schema::{Base, Type, file_name};
use crate::source::{Sources, Span};

/// The page of operations that have no tag.
const UNTAGGED: &str = "Untagged";

/// The most bytes that all sections may have together. A few shared answers can make gigabytes from one
/// document.
const LONGEST: usize = 256 << 20;

const NO_PARAMETERS: &str = "This method does not have any parameters.\n";

const RETURNS: &str = "\
A promise that settles to an [`HTTPResponse`](https://github.com/jfabello/http-client) object with the \
response of the call to the API endpoint. The promise fulfills if the HTTP status code is between 200 and \
299. The promise rejects for any other HTTP status code.

| HTTP Status Code | Returned type | Description |
|---|---|---|
";

/// A page as it is written.
struct Page<'d> {
    /// The name of the class, without `API`.
    class: String,
    description: Option<&'d str>,
    /// The place of the first tag that names it.
    span: Span,
    /// Its sections, by their places among all.
    sections: Vec<usize>,
}

/// The file of every page, by name.
pub(super) fn write(
    catalog: &Catalog<'_>,
    footer: &Footer,
    warnings: &mut Warnings<'_>,
) -> BTreeMap<String, String> {
    let sections = sections(catalog, warnings);
    let pages = pages(catalog, &sections, warnings);
    let length: usize = sections.iter().map(length).sum();
    if length > LONGEST {
        let message = format!("make pages of more than {LONGEST} bytes: no page is written");
        let help = "name the operations that you need, or take a part of the document";
        let span = sections.first().map(|it| it.operation.method.span);
        let span = span.unwrap_or_default();
        warnings.push(Code::OmittedPart, span, "/paths", &message, help);
        return BTreeMap::new();
    }
    let written: Vec<_> = sections
        .par_iter()
        .map(|section| {
            let is_read_back = |_, written: &Written| written.is_read_back(section);
            Wording::first(|wording| Written::of(section, wording), is_read_back)
        })
        .collect();
    for (section, written) in sections.iter().zip(&written) {
        let wording = written.as_ref().map(|(wording, _)| *wording);
        let span = section.operation.method.span;
        Wording::report(wording, span, &section.pointer, warnings);
    }
    let mut files = BTreeMap::new();
    for (file, page) in pages {
        let is_head = |_, head: &String| {
            read_back(&format!("{head}{PROBE}")).is_some_and(|it| it.name.value == "getProbe")
        };
        let head = Wording::first(|wording| page.head(wording), is_head);
        let wording = head.as_ref().map(|(wording, _)| *wording);
        Wording::report(wording, page.span, "/tags", warnings);
        let written = page.sections.iter().filter_map(|&at| written[at].as_ref());
        let written: Vec<_> = written.map(|(_, written)| written).collect();
        let Some((_, mut text)) = head.filter(|_| !written.is_empty()) else {
            continue;
        };
        text.extend(written.iter().map(|it| it.item.as_str()));
        text.push('\n');
        text.extend(written.iter().map(|it| it.section.as_str()));
        text += "\n---\n\n";
        text += footer.line();
        files.insert(file, text);
    }
    files
}

/// The pages by the names of their files, each with its sections in order.
fn pages<'d>(
    catalog: &Catalog<'d>,
    sections: &[Section<'d>],
    warnings: &mut Warnings<'_>,
) -> BTreeMap<String, Page<'d>> {
    let tags = catalog.document.tags.iter();
    let tags: BTreeMap<&str, &Tag<'_>> = tags.map(|tag| (&*tag.name.value, tag)).collect();
    let mut pages: BTreeMap<String, Page<'d>> = BTreeMap::new();
    let mut add = |name: &str, span: Span, at: usize| {
        let class: String = name.chars().filter(is_of_a_class).collect();
        let class = if class.is_empty() {
            UNTAGGED.to_owned()
        } else {
            class
        };
        let file = class.to_lowercase() + PAGE_SUFFIX;
        let page = pages.entry(file).or_insert_with(|| Page {
            class,
            description: None,
            span,
            sections: Vec::new(),
        });
        let tag = tags.get(name);
        page.description = page.description.or_else(|| some(tag?.description.as_ref()));
        if page.sections.last() != Some(&at) {
            page.sections.push(at);
        }
    };
    for (at, section) in sections.iter().enumerate() {
        let tags = &section.operation.tags;
        for tag in tags {
            let odd = |letter: char| letter != ' ' && !is_of_a_class(&letter);
            if tag.contains(odd) || tag.len() > 200 {
                let message = "has a tag that cannot be a file name: other letters are left out";
                let help = "give the tag another name in the document";
                warnings.push(
                    Code::UnusableName,
                    tag.span,
                    &section.pointer,
                    message,
                    help,
                );
            }
            let end = (0..=tag.len().min(200))
                .rev()
                .find(|&at| tag.is_char_boundary(at));
            add(&tag[..end.unwrap_or_default()], tag.span, at);
        }
        if tags.is_empty() {
            let message = format!("has no tag: it is written to the page `{UNTAGGED}`");
            let help = "give the operation a tag in the document";
            let span = section.operation.method.span;
            warnings.push(Code::OmittedPart, span, &section.pointer, &message, help);
            add(UNTAGGED, span, at);
        }
    }
    for page in pages.values_mut() {
        page.sections
            .sort_by_cached_key(|&at| collation(&sections[at].name));
    }
    pages
}

/// `true` if a class, and the file of its page, can have the letter in its name.
fn is_of_a_class(letter: &char) -> bool {
    letter.is_alphanumeric() || "_-".contains(*letter)
}

/// The order in which the publisher's utility sorts names, which is that of a dictionary: without
/// regard to case, signs before digits before letters; of two names that differ in case alone, the one
/// with the lower case first.
fn collation(name: &str) -> (Vec<(u8, char)>, String) {
    let key = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            '_' => (0, letter),
            '-' => (1, letter),
            '.' => (2, letter),
            digit if digit.is_numeric() => (3, digit),
            letter => (4, letter),
        });
    let swapped = name.chars().map(|letter| match letter.is_lowercase() {
        true => letter.to_ascii_uppercase(),
        false => letter.to_ascii_lowercase(),
    });
    (key.collect(), swapped.collect())
}

/// Returns the number of bytes of the section on all of its pages, or slightly more.
fn length(section: &Section<'_>) -> usize {
    let operation = section.operation;
    let text = |text: Option<&str>| text.map_or(0, str::len);
    let parameters = section.parameters.iter();
    let parameters = parameters.map(|it| 100 + it.name.len() + text(it.description));
    let answers = section.answers.iter().map(|it| 200 + text(it.description));
    let own =
        1_000 + 2 * text(operation.summary.as_deref()) + text(operation.description.as_deref());
    let length = own + parameters.sum::<usize>() + answers.sum::<usize>();
    // Once for itself, and once for each page.
    length * (1 + operation.tags.len())
}

impl Page<'_> {
    /// Returns the text above the items of the list.
    fn head(&self, wording: Wording) -> String {
        let prose = wording.paragraph(self.description);
        let prose = prose.map_or_else(String::new, |prose| format!("{prose}\n\n"));
        format!("# `{}API` Class\n\n{prose}## Methods\n\n", self.class)
    }
}

/// The lines below a head with which the parser is tried on it.
const PROBE: &str = "\
- [`getProbe`](#getprobe) - Probe

### `getProbe`

#### Endpoint

`GET /probe`

#### Parameters

This method does not have any parameters.

#### Returns

| HTTP Status Code | Returned type | Description |
|---|---|---|
";

/// An operation's item in the list, and its section.
struct Written {
    item: String,
    section: String,
}

impl Written {
    fn of(section: &Section<'_>, wording: Wording) -> Self {
        let name = &section.name;
        let summary = some(section.operation.summary.as_ref());
        let phrase = wording.phrase(summary);
        Self {
            item: format!("- [`{name}`](#{}) - {phrase}\n", name.to_lowercase()),
            section: section.text(wording),
        }
    }

    /// `true` if the parser reads the operation from it, and nothing else.
    fn is_read_back(&self, section: &Section<'_>) -> bool {
        let page = format!(
            "# `API` Class\n\n## Methods\n\n{}\n{}",
            self.item, self.section
        );
        read_back(&page).is_some_and(|it| {
            let has_permissions =
                section.permissions.is_none() || it.permissions == section.permissions;
            // A text may hold what reads as a parameter, an answer or a deprecation.
            let parameters = section.parameters.len() + usize::from(section.body.is_some());
            it.name.value == section.name
                && it.endpoint.value == section.endpoint
                && it.parameters.len() == parameters
                && it.answers.len() == section.answers.len()
                && it.deprecated.is_some() == section.operation.is_deprecated
                && has_permissions
        })
    }
}

/// The only operation that the parser reads from a page without a problem.
fn read_back(page: &str) -> Option<Operation> {
    let mut sources = Sources::default();
    sources.pages = vec![sources.add(PAGE_SUFFIX, page)];
    let mut problems = Diagnostics::default();
    let operations = parse::operations(&sources, &mut problems).unwrap_or_default();
    let mut operations = operations.operations.into_iter();
    let only = operations.next().filter(|_| problems.is_empty());
    only.filter(|_| operations.next().is_none())
}

impl Section<'_> {
    fn text(&self, wording: Wording) -> String {
        let operation = self.operation;
        let mut text = format!("### `{}`\n\n", self.name);
        let mut add = |part: &str| {
            text += part;
            text += "\n\n";
        };
        if let Some(summary) = wording.paragraph(operation.summary.as_deref()) {
            add(&summary);
        }
        if operation.is_deprecated {
            add("> [!WARNING]\n> This method is deprecated and may be removed in the future.");
        }
        if let Some(description) = wording.paragraph(operation.description.as_deref()) {
            add("#### Description");
            add(&description);
        }
        if let Some(permissions) = &self.permissions {
            add(&permissions.to_string());
        }
        add("#### Endpoint");
        add(&format!("`{}`", self.endpoint));
        add("#### Parameters");
        add(self.items(wording).trim_end_matches('\n'));
        add("#### Returns");
        text += RETURNS;
        for answer in &self.answers {
            let ty = answer.ty.as_ref().map_or_else(String::new, cell);
            let description = wording.phrase(answer.description);
            // Writing to a text cannot fail.
            let _ = writeln!(text, "| `{}` | {ty} | {description} |", answer.status);
        }
        text.push('\n');
        text
    }

    fn items(&self, wording: Wording) -> String {
        let mut text = String::new();
        let mut group = Location::Path;
        for Item {
            location,
            name,
            ty,
            is_required,
            description,
        } in &self.parameters
        {
            if std::mem::replace(&mut group, *location) != *location {
                text += location.item();
            }
            let flag = flag(*is_required);
            let (prefix, ty) = (location.prefix(), cell(ty));
            let description = wording.phrase(*description);
            let _ = writeln!(
                text,
                "- `{prefix}{name}` - **({ty}, {flag})** {description}"
            );
        }
        if let Some((ty, is_required)) = &self.body {
            let (ty, flag) = (cell(ty), flag(*is_required));
            let _ = writeln!(
                text,
                "- `body` - **({ty}, {flag})** - The body of the request. An empty object or `null` is \
                 allowed if the body is optional."
            );
        }
        if text.is_empty() {
            text += NO_PARAMETERS;
        }
        text
    }
}

const fn flag(is_required: bool) -> &'static str {
    if is_required { "required" } else { "optional" }
}

impl Location {
    /// The prefix of the names of its parameters.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Path => "",
            Self::Header => "headers.",
            Self::Query => "query.",
        }
    }

    /// The item above those of its parameters.
    const fn item(self) -> &'static str {
        match self {
            Self::Path => "",
            Self::Header => {
                "- `headers` - **(object)** The headers to include in the request. An empty object or \
                 `null` is allowed if all headers are optional.\n"
            }
            Self::Query => {
                "- `query` - **(object)** The query string parameters for the request. An empty object \
                 or `null` is allowed if all query string parameters are optional.\n"
            }
        }
    }
}

/// A type as pages have it.
fn cell(ty: &Type) -> String {
    match &ty.base {
        Base::Word(_) | Base::Unlinked(_) => ty.to_string(),
        Base::Link(name) => format!("[{ty}](../definitions/{})", file_name(name)),
    }
}
