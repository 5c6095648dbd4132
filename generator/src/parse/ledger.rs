//! Accounts for every byte of a definition: each part that is read is claimed once, and unclaimed bytes
//! are found at the end. This is how the parser proves that it loses nothing.

use crate::source::Span;

/// The use of a range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Claim {
    /// Pipes, backticks, the heading's and the table's fixed words.
    Markup,
    /// The name of the definition or of a property.
    Name,
    /// A property's type.
    Type,
    /// A property's required flag.
    Flag,
    /// A description, or a part of one.
    Description,
    /// The rule and the generated-by line.
    Footer,
    /// Text that a diagnostic speaks of.
    Reported,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    claims: Vec<(Span, Claim)>,
}

impl Ledger {
    pub(crate) fn claim(&mut self, span: Span, claim: Claim) {
        if !span.is_empty() {
            self.claims.push((span, claim));
        }
    }

    /// Returns the first ranges that are unclaimed although they hold more than whitespace, or claimed
    /// twice.
    pub(crate) fn close(mut self, text: &str) -> Option<Span> {
        // Text that was reported may also have been read in part: a diagnostic covers what it covers.
        // Not `sort_unstable`: claims come in long runs that are in order, which this sort finds.
        self.claims.sort();
        let mut read = 0;
        let mut reported = 0;
        for (span, claim) in self.claims {
            if let Some(gap) = unread(text, read.max(reported), span.start) {
                return Some(gap);
            }
            match claim {
                Claim::Reported => reported = reported.max(span.end),
                _ if span.start < read => return Some(Span::new(span.start, read.min(span.end))),
                _ => read = span.end,
            }
        }
        unread(text, read.max(reported), text.len())
    }
}

/// The range from `start` to `end` without its outer whitespace, where that leaves anything.
fn unread(text: &str, start: usize, end: usize) -> Option<Span> {
    let gap = text.get(start..end)?;
    let trimmed = gap.trim_start();
    let start = end - trimmed.len();
    (!trimmed.is_empty()).then(|| Span::new(start, start + trimmed.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(claims: &[(usize, usize, Claim)], expected: Option<(usize, usize)>) {
        let mut ledger = Ledger::default();
        for &(start, end, claim) in claims {
            ledger.claim(Span::new(start, end), claim);
        }
        assert_eq!(
            ledger.close("ab  cd  ef"),
            expected.map(|(start, end)| Span::new(start, end))
        );
    }

    #[test]
    fn blanks_need_no_claim() {
        check(
            &[
                (0, 2, Claim::Name),
                (8, 10, Claim::Flag),
                (4, 6, Claim::Type),
            ],
            None,
        );
    }

    #[test]
    fn an_unclaimed_range_is_found() {
        check(&[(0, 2, Claim::Name), (8, 10, Claim::Flag)], Some((4, 6)));
        check(&[(0, 2, Claim::Name), (4, 6, Claim::Type)], Some((8, 10)));
    }

    #[test]
    fn a_range_that_two_claimed_is_found() {
        check(&[(0, 6, Claim::Name), (4, 10, Claim::Type)], Some((4, 6)));
    }

    #[test]
    fn a_diagnostic_may_cover_text_that_was_read_in_part() {
        check(&[(0, 2, Claim::Name), (0, 10, Claim::Reported)], None);
    }
}
