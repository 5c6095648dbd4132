//! Finds the blocks of a Markdown text. The only module that uses pulldown-cmark.
//!
//! Text goes in, the top-level blocks and their places come out; the content of a block is read
//! from the raw text by others.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use crate::source::Span;

/// One top-level block, without the blank lines around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line that begins with `#`; `top` for a single one.
    Heading { top: bool },
    /// A table with a header row and a delimiter row.
    Table,
    /// A thematic break, such as `---`.
    Rule,
    /// A list or a fenced code block: Markdown ends a table where one begins.
    Interruption,
    /// Paragraphs and everything else that is plain text to the dialect.
    Text,
}

/// The top-level blocks of `text`, in order. Every byte that is not whitespace lies in one of them.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut covered = 0;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if depth == 0 && !matches!(event, Event::End(_)) {
            // The parser has no event for link reference definitions; in the dialect they are text.
            push(&mut blocks, Kind::Text, text, covered, range.start);
            covered = range.end;
            push_event(&mut blocks, &event, text, range.start, range.end);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    push(&mut blocks, Kind::Text, text, covered, text.len());
    blocks
}

fn push_event(blocks: &mut Vec<Block>, event: &Event<'_>, text: &str, start: usize, end: usize) {
    let kind = match event {
        Event::Start(Tag::Heading { level, .. }) if text[start..end].starts_with('#') => {
            Kind::Heading {
                top: *level == HeadingLevel::H1,
            }
        }
        Event::Start(Tag::Heading {
            level: HeadingLevel::H2,
            ..
        }) => {
            // A line of dashes right under text makes a heading of it; the dialect sees a rule.
            let underline = text[start..end]
                .trim_end()
                .rfind('\n')
                .map_or(start, |at| start + at + 1);
            push(blocks, Kind::Text, text, start, underline);
            return push(blocks, Kind::Rule, text, underline, end);
        }
        Event::Start(Tag::Table(_)) => Kind::Table,
        Event::Start(Tag::List(_) | Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(_))) => {
            Kind::Interruption
        }
        Event::Rule => Kind::Rule,
        _ => Kind::Text,
    };
    push(blocks, kind, text, start, end);
}

fn push(blocks: &mut Vec<Block>, kind: Kind, text: &str, start: usize, end: usize) {
    let Some(slice) = text.get(start..end) else {
        return;
    };
    let trimmed = slice.trim_end();
    let start = start + (trimmed.len() - trimmed.trim_start().len());
    let end = start + trimmed.trim_start().len();
    if start < end {
        blocks.push(Block {
            kind,
            span: Span::new(start, end),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Kind, &str)]) {
        let found: Vec<_> = blocks(text)
            .iter()
            .map(|block| (block.kind, &text[block.span.range()]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_tables_rules_and_text_are_distinguished() {
        check(
            "# A\n\nprose\n\n| a |\n|---|\n| b |\n\n---\n\n*end*\n",
            &[
                (Kind::Heading { top: true }, "# A"),
                (Kind::Text, "prose"),
                (Kind::Table, "| a |\n|---|\n| b |"),
                (Kind::Rule, "---"),
                (Kind::Text, "*end*"),
            ],
        );
    }

    #[test]
    fn an_underlined_paragraph_is_text_and_a_rule() {
        check("a\nb\n---\n", &[(Kind::Text, "a\nb"), (Kind::Rule, "---")]);
    }

    #[test]
    fn a_link_reference_definition_is_text_too() {
        check(
            "# A\n\n[a]: b\n",
            &[(Kind::Heading { top: true }, "# A"), (Kind::Text, "[a]: b")],
        );
    }

    #[test]
    fn lists_and_fences_interrupt() {
        check("- a\n", &[(Kind::Interruption, "- a")]);
        check("```\na\n```\n", &[(Kind::Interruption, "```\na\n```")]);
        check("## A\n", &[(Kind::Heading { top: false }, "## A")]);
    }
}
