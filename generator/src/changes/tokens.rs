//! The tokens of Rust sources, each with its line.

use rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};

/// A token that is neither whitespace nor a comment.
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind,
    pub(super) text: &'t str,
    /// Counted from 1.
    pub(super) line: usize,
}

/// Returns the tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut offset, mut line) = (0, 1);
    let mut tokens = Vec::new();
    for token in tokenize(text, FrontmatterAllowed::Yes) {
        let end = offset + token.len as usize;
        let part = &text[offset..end];
        let is_silent = matches!(
            token.kind,
            TokenKind::Whitespace | TokenKind::LineComment { .. } | TokenKind::BlockComment { .. }
        );
        if !is_silent {
            let kind = token.kind;
            tokens.push(Token {
                kind,
                text: part,
                line,
            });
        }
        line += part.matches('\n').count();
        offset = end;
    }
    tokens
}

/// Returns `true` if an operator, and no closure, may follow the token.
pub(super) const fn ends_operand(token: Option<TokenKind>) -> bool {
    matches!(
        token,
        Some(
            TokenKind::Ident
                | TokenKind::RawIdent
                | TokenKind::Literal { .. }
                | TokenKind::CloseBrace
                | TokenKind::CloseParen
                | TokenKind::CloseBracket
        )
    )
}
