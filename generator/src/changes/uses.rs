//! The noun `Uses`: what a consumer's Rust sources name, and where.
//!
//! Sources are read as tokens, because macros are not parsed by anybody else either. What is a name of a
//! field is judged by its neighbours, and generously: one that is named too much only makes a report
//! longer.

use std::collections::BTreeMap;

use rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

use super::change::Location;

/// The number of places kept of a name.
const PLACES: usize = 3;

/// The names in some sources.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// Every identifier, in any position.
    pub idents: Places,
    /// Those that can be a field: after a dot, in braces, before a colon, or anywhere in a macro.
    pub fields: Places,
    /// Texts with a slash, which may be paths of endpoints.
    pub texts: Places,
    /// The files that are not valid Rust.
    pub invalid: Vec<String>,
}

/// Names, each with the first places where it appears.
pub(super) type Places = BTreeMap<String, Vec<Location>>;

/// A token that is neither whitespace nor a comment.
struct Token<'t> {
    kind: TokenKind,
    text: &'t str,
    line: usize,
}

impl Uses {
    /// Takes in what a file names.
    pub fn add(&mut self, file: &str, text: &str) {
        if syn::parse_file(text).is_err() {
            self.invalid.push(file.to_owned());
        }
        let tokens = tokens(text);
        // For each open delimiter, whether it is, or is in, that of a macro.
        let mut open = vec![false];
        for (at, token) in tokens.iter().enumerate() {
            let place = || Location {
                file: file.to_owned(),
                line: token.line,
            };
            let within = open.last().copied().unwrap_or_default();
            match token.kind {
                TokenKind::OpenBrace | TokenKind::OpenParen | TokenKind::OpenBracket => {
                    open.push(within || is_of_macro(&tokens[..at]));
                }
                TokenKind::CloseBrace | TokenKind::CloseParen | TokenKind::CloseBracket => {
                    open.pop();
                }
                TokenKind::Ident | TokenKind::RawIdent => {
                    let name = token.text.trim_start_matches("r#");
                    remember(&mut self.idents, name, place());
                    if within || may_be_field(&tokens, at) {
                        remember(&mut self.fields, name, place());
                    }
                }
                TokenKind::Literal { kind, .. } if is_text(kind) && token.text.contains('/') => {
                    let text = token.text.trim_matches(['r', '#', '"']);
                    remember(&mut self.texts, text, place());
                }
                _ => {}
            }
        }
    }
}

fn remember(places: &mut Places, name: &str, place: Location) {
    match places.get_mut(name) {
        Some(known) if known.len() >= PLACES || known.last() == Some(&place) => {}
        Some(known) => known.push(place),
        None => {
            places.insert(name.to_owned(), vec![place]);
        }
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
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

/// `true` if the body of a macro comes next: `name!`, or `macro_rules! name`.
fn is_of_macro(before: &[Token<'_>]) -> bool {
    let is = |back: usize, kinds: &[TokenKind]| {
        let token = before.len().checked_sub(back).and_then(|at| before.get(at));
        token.is_some_and(|token| kinds.contains(&token.kind))
    };
    let name = [TokenKind::Ident, TokenKind::RawIdent];
    is(1, &[TokenKind::Bang]) && is(2, &name)
        || is(1, &name) && is(2, &[TokenKind::Bang]) && is(3, &name)
}

/// `true` if the identifier may name a field: `.name`, `name:`, or `name` alone between commas.
fn may_be_field(tokens: &[Token<'_>], at: usize) -> bool {
    let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| token.kind);
    let mut before = at.checked_sub(1);
    while let Some(token) = before.and_then(|at| tokens.get(at)) {
        if token.kind != TokenKind::And && !["ref", "mut"].contains(&token.text) {
            break;
        }
        before = before.and_then(|at| at.checked_sub(1));
    }
    let is_range = kind(before.and_then(|at| at.checked_sub(1))) == Some(TokenKind::Dot);
    let (before, next) = (kind(before), kind(at.checked_add(1)));
    let is_path = next == Some(TokenKind::Colon) && kind(Some(at + 2)) == Some(TokenKind::Colon);
    let opens = matches!(before, Some(TokenKind::OpenBrace | TokenKind::Comma));
    let closes = matches!(
        next,
        Some(TokenKind::CloseBrace | TokenKind::Comma | TokenKind::At)
    );
    before == Some(TokenKind::Dot) && !is_range
        || next == Some(TokenKind::Colon) && !is_path
        || opens && closes
}

const fn is_text(kind: LiteralKind) -> bool {
    matches!(kind, LiteralKind::Str { .. } | LiteralKind::RawStr { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, fields: &[&str]) {
        let mut uses = Uses::default();
        uses.add("a.rs", text);
        let found: Vec<_> = uses.fields.keys().map(String::as_str).collect();
        assert_eq!(found, fields, "{text}");
    }

    #[test]
    fn a_field_is_recognized_by_its_neighbours() {
        check("fn f() { a.b; c(d) }", &["b"]);
        check(
            "fn f() { let e = F { a: 1, b, r#type: 2, ..g() }; }",
            &["a", "b", "type"],
        );
        check(
            "fn f() { if let F { ref a, mut b, .. } = g {} }",
            &["a", "b"],
        );
        check("fn f() { let x = y + z; std::mem::take(w) }", &[]);
        check("fn f() { a /* .b */ . c }", &["c"]);
    }

    #[test]
    fn a_macro_may_hold_any_field() {
        check("fn f() { vec![a + b]; c }", &["a", "b"]);
        check(
            "macro_rules! get { ($of:expr) => { $of.name } }",
            &["expr", "name", "of"],
        );
        check("fn f() { if a != (b) {} }", &[]);
    }

    #[test]
    fn what_is_not_rust_is_read_all_the_same() {
        let mut uses = Uses::default();
        uses.add("a.rs", "fn f( { order.total \"");
        assert_eq!(uses.invalid, ["a.rs"]);
        assert!(uses.fields.contains_key("total"));
    }

    #[test]
    fn a_place_is_a_line_and_three_are_enough() {
        let mut uses = Uses::default();
        uses.add(
            "a.rs",
            "// Order\nuse x::Order;\n\nfn f(a: Order) -> Order {}\nOrder\nOrder\n",
        );
        let lines: Vec<_> = uses.idents["Order"].iter().map(|it| it.line).collect();
        assert_eq!(lines, [2, 4, 5]);
    }
}
