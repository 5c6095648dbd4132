//! The noun `Sources`: the text of every file that takes part, and places in it.
//!
//! Text is normalised once, when it is read: no byte-order mark, `\n` for every line end, and no whitespace
//! before it. None of them means anything to a definition, so no later stage needs to know of them;
//! and lines and columns stay what an editor shows.

use std::ops::Range;
use std::path::Path;

use crate::unseen::on_one_line;

/// The files of one run, in an order of their own; stages refer to them by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// The names of the files of the folder that are no definitions and were left alone.
    pub passed_over: Vec<String>,
    /// The file that states what the definitions cannot, if there is one.
    pub overrides: Option<FileId>,
    /// The pages of operations.
    pub pages: Vec<FileId>,
    /// The table of operations that earlier versions wrote in place of pages, if there is one.
    pub table: Option<FileId>,
    /// The file that states what a machine found of the definitions, if there is one.
    pub facts: Option<FileId>,
    /// The record of what was imported, if there is one.
    pub record: Option<FileId>,
    /// The file of roots, if there is one.
    pub roots: Option<FileId>,
}

/// One file: its path and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user wrote it, with `/` between its parts.
    pub path: String,
    /// The normalised text; of a file that could not be read, as much as there is to show.
    pub text: String,
    /// The reason why the text is not the file's, if it is not.
    pub fault: Option<Fault>,
    /// The offset of each line's beginning.
    line_starts: Vec<usize>,
    /// The number of characters before each block of [`BLOCK`] bytes: a line may be of any length, and have a
    /// problem at every place.
    characters: Vec<usize>,
}

/// The reason why a file's content could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file system refused, with these words.
    Unreadable(String),
    /// It was named, and is not there.
    Missing,
    /// The content is no UTF-8 from `offset` on, where `byte` is.
    NotUtf8 {
        /// The number of bytes before it.
        offset: usize,
        /// The first byte that does not fit.
        byte: u8,
    },
}

/// Names one file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A range of bytes in one file's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A range of bytes in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

/// A place as people count: both numbers start at 1, and a column is one character wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Sources {
    /// Adds a file whose text is known, normalising it.
    pub fn add(&mut self, path: impl Into<String>, text: &str) -> FileId {
        self.add_source(Source::new(path.into(), text, None))
    }

    /// Adds a file that was read before.
    pub fn add_source(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.files.len() - 1)
    }

    /// The file that `id` names.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0]
    }

    /// Every file, in the order of its adding.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, source)| (FileId(index), source))
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns `true` if there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl Source {
    /// A file of which the text is known, or with a fault the beginning alone: problems can point to it,
    /// and its name stays taken.
    pub fn new(path: String, text: &str, fault: Option<Fault>) -> Self {
        let text = normalise(text);
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let here = *before;
            *before += characters(block);
            Some(here)
        });
        let characters = blocks.collect();
        Self {
            path,
            text,
            fault,
            line_starts,
            characters,
        }
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Returns the first line with which git marks a merge conflict, if there is one. Markdown has headings of
    /// `=======` and quotations of `>>>>>>>`, so each of these alone is none.
    pub(crate) fn conflict(&self) -> Option<Span> {
        if !["<<<<<<<", ">>>>>>>"]
            .iter()
            .any(|it| self.text.contains(it))
        {
            return None;
        }
        let mut middle = None;
        for (index, line) in self.text.split('\n').enumerate() {
            let start = self.line_start(index + 1);
            let here = Span::new(start, start + line.len());
            match marker(line) {
                Some('<') => return Some(here),
                Some('>') if middle.is_some() => return middle,
                Some('|' | '=') => _ = middle.get_or_insert(here),
                _ => {}
            }
        }
        None
    }

    /// Returns the text with the first side of every merge conflict.
    pub(crate) fn first_side(&self) -> String {
        let mut is_kept = true;
        let lines = self
            .text
            .split_inclusive('\n')
            .filter(|line| match marker(line) {
                Some(sign) => {
                    is_kept = "<>".contains(sign);
                    false
                }
                None => is_kept,
            });
        lines.collect()
    }

    /// The text in `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Returns the line and column of the byte at `offset`.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_start(line);
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let whole = || characters(&self.text.as_bytes()[..block * BLOCK]);
        let before = self.characters.get(block).copied().unwrap_or_else(whole);
        before + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// The first byte of a line, or the text's end for a line behind it.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len())
    }
}

/// Returns a path as messages quote it: in one line, whatever the names of its folders.
pub fn shown_path(path: impl AsRef<Path>) -> String {
    on_one_line(&path.as_ref().to_string_lossy())
}

impl Span {
    /// The bytes from `start` up to, but without, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same as a range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns `true` if the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Returns the sign that a line repeats as git does to mark a conflict: `<<<<<<< HEAD`.
fn marker(line: &str) -> Option<char> {
    let word = line.split([' ', '\n']).next()?;
    let sign = word.chars().next().filter(|it| "<|=>".contains(*it))?;
    (word.len() >= 7 && word.chars().all(|it| it == sign)).then_some(sign)
}

/// The message about a file that holds two texts.
pub(crate) const CONFLICT: &str = "the file has an unresolved merge conflict";

/// The number of bytes counted at once.
const BLOCK: usize = 1024;

/// Counts the characters that begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
    bytes.iter().filter(begins).count()
}

/// Drops a byte-order mark, turns `\r\n` and a lone `\r` into `\n`, and drops the whitespace before each.
fn normalise(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut normal = String::with_capacity(text.len());
    let lines = text
        .split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    for line in lines {
        normal.push_str(line.trim_end_matches([' ', '\t']));
        normal.push('\n');
    }
    normal.pop();
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_the_byte_order_mark_do_not_reach_the_stages() {
        assert_eq!(normalise("\u{feff}a \t\r\n b\rc\n"), "a\n b\nc\n");
        assert_eq!(normalise("a\r\n\r\nb "), "a\n\nb");
        assert_eq!(normalise(""), "");
    }

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let mut sources = Sources::default();
        let file = sources.add("x", "a\nßé|b\n");
        let offset = sources.get(file).text.find('|').unwrap_or_default();
        assert_eq!(
            sources.get(file).position(offset),
            Position { line: 2, column: 3 }
        );
        let long = "é".repeat(BLOCK);
        let file = sources.add("y", &format!("\n{long}"));
        for at in [0, 1, BLOCK / 2, BLOCK - 1, BLOCK] {
            let position = sources.get(file).position(1 + 2 * at);
            assert_eq!((position.line, position.column), (2, at + 1));
        }
    }
}
