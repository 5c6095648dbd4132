//! The noun `Uses`: what a consumer's Rust sources name, and where.
//!
//! Sources are read as tokens, because macros are not parsed by anybody else either. What is a name of a
//! field is judged by its neighbours, and generously: one that is named too much only makes a report
//! longer.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_lexer::{LiteralKind, TokenKind};

use super::change::Location;
use super::receivers::{Receiver, receivers};
use super::tokens::{Token, ends_operand, tokens};

/// The number of places kept of a name.
const PLACES: usize = 3;

/// The names in some sources.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// Every identifier, in any position.
    pub idents: Places,
    /// Those that can be a field: after a dot, in braces, before a colon, or anywhere in a macro.
    pub(super) fields: BTreeMap<String, Vec<Access>>,
    /// Texts with a slash, which may be paths of endpoints.
    pub texts: Places,
    /// Texts that may be names of properties in JSON, and the steps of those that may be paths to some.
    pub names: Places,
    /// The files that are not valid Rust.
    pub invalid: Vec<String>,
}

/// Names, each with the first places where it appears.
pub(super) type Places = BTreeMap<String, Vec<Location>>;

/// The first places where a field of one receiver, known or not, is accessed.
#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) receiver: Option<Receiver>,
    pub(super) places: Vec<Location>,
}

impl Uses {
    /// Takes in what a file names.
    pub fn add(&mut self, file: &str, text: &str) {
        let tokens = tokens(text);
        if !is_rust(text, &tokens) {
            self.invalid.push(file.to_owned());
        }
        let receivers = receivers(&tokens);
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
                    if may_be_field(&tokens, at, within) {
                        self.access(name, receivers.get(&at), place());
                    }
                }
                TokenKind::Literal { kind, .. } if is_text(kind) => {
                    let text = content(kind, token.text);
                    if text.contains('/') {
                        remember(&mut self.texts, &text, place());
                    }
                    for name in names(&text) {
                        remember(&mut self.names, &name, place());
                    }
                }
                _ => {}
            }
        }
    }
}

impl Uses {
    fn access(&mut self, name: &str, receiver: Option<&Receiver>, place: Location) {
        let accesses = self.fields.entry(name.to_owned()).or_default();
        match accesses
            .iter_mut()
            .find(|it| it.receiver.as_ref() == receiver)
        {
            Some(known) => push(&mut known.places, place),
            None => accesses.push(Access {
                receiver: receiver.cloned(),
                places: vec![place],
            }),
        }
    }
}

fn remember(places: &mut Places, name: &str, place: Location) {
    match places.get_mut(name) {
        Some(known) => push(known, place),
        None => drop(places.insert(name.to_owned(), vec![place])),
    }
}

/// Adds a place, if it is among the first.
fn push(places: &mut Vec<Location>, place: Location) {
    if places.len() < PLACES && places.last() != Some(&place) {
        places.push(place);
    }
}

/// The content of a text in quotation marks.
fn content(kind: LiteralKind, token: &str) -> Cow<'_, str> {
    let opened = token.find('"').map_or(token.len(), |at| at + 1);
    let text = token[opened..].trim_end_matches('#');
    let text = text.strip_suffix('"').unwrap_or(text);
    let is_raw = matches!(
        kind,
        LiteralKind::RawStr { .. } | LiteralKind::RawByteStr { .. } | LiteralKind::RawCStr { .. }
    );
    if is_raw || !text.contains('\\') {
        return text.into();
    }
    match syn::parse_str::<syn::LitStr>(&format!("\"{text}\"")) {
        Ok(text) => text.value().into(),
        Err(_) => text.into(),
    }
}

/// A text, and the steps of one that may be a JSON pointer, or a path in the notation of the models:
/// `participants[0].purpose`.
fn names(text: &str) -> BTreeSet<String> {
    let pointer = text.split('/');
    let pointer = pointer.map(|step| step.replace("~1", "/").replace("~0", "~"));
    let path = text.split(['.', '[', ']']);
    let path = path.map(|step| step.trim_matches('"').to_owned());
    let names = pointer.chain(path).chain([text.to_owned()]);
    names.filter(|name| !name.is_empty()).collect()
}

/// The most tokens from the outside of an item to its inside for which it is parsed.
const DEEPEST: usize = 4_000;

/// The stack that parsing takes then, with room to spare: the parser calls itself for each token.
const STACK: usize = 128 << 20;

/// Returns `true` if the text is valid Rust. Code that no stack is deep enough for is none: compilers refuse
/// far less.
fn is_rust(text: &str, tokens: &[Token<'_>]) -> bool {
    if depth(tokens) > DEEPEST {
        return false;
    }
    // The tree is dropped by recursion, too.
    let parse = || syn::parse_file(text).is_ok();
    std::thread::scope(|scope| {
        let parser = std::thread::Builder::new().stack_size(STACK);
        let parser = parser.spawn_scoped(scope, parse);
        parser.is_ok_and(|parser| parser.join().unwrap_or_default())
    })
}

/// The most tokens between the beginning of an item and a place in it, those within delimiters that are
/// closed left out: no parser of Rust calls itself more often than in proportion to these.
fn depth(tokens: &[Token<'_>]) -> usize {
    // For each open delimiter the tokens since the last item or element in it.
    let mut open = vec![Open::default()];
    let (mut before, mut deepest) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        let last = at.checked_sub(1).and_then(|at| tokens.get(at));
        let last = last.map(|token| token.kind);
        let Some(level) = open.last_mut() else {
            break;
        };
        match token.kind {
            TokenKind::OpenBrace | TokenKind::OpenParen | TokenKind::OpenBracket => {
                level.tokens += 1;
                before += 1;
                open.push(Open::default());
            }
            TokenKind::CloseBrace | TokenKind::CloseParen | TokenKind::CloseBracket => {
                if open.len() > 1 {
                    before -= open.pop().unwrap_or_default().tokens;
                }
                let begins = |next: &Token<'_>| {
                    matches!(next.kind, TokenKind::Ident | TokenKind::Pound) && next.text != "else"
                };
                if token.kind == TokenKind::CloseBrace && tokens.get(at + 1).is_none_or(begins) {
                    before -= open
                        .last_mut()
                        .map(std::mem::take)
                        .unwrap_or_default()
                        .tokens;
                }
            }
            TokenKind::Semi => before -= std::mem::take(level).tokens,
            TokenKind::Comma if level.arguments == 0 => before -= std::mem::take(level).tokens,
            kind => {
                // A comma among generic arguments, or in a closure's parameters, ends no expression.
                let is_operator = matches!(
                    last,
                    Some(TokenKind::Literal { .. } | TokenKind::Minus | TokenKind::Eq)
                );
                match kind {
                    TokenKind::Lt if !is_operator => level.arguments += 1,
                    TokenKind::Gt if !is_operator => {
                        level.arguments = level.arguments.saturating_sub(1);
                    }
                    TokenKind::Or if !ends_operand(last) => level.arguments += 1,
                    _ => {}
                }
                level.tokens += 1;
                before += 1;
            }
        }
        deepest = deepest.max(before);
    }
    deepest
}

/// The tokens behind an open delimiter.
#[derive(Default)]
struct Open {
    /// The number since the last item or element.
    tokens: usize,
    /// The number of lists of generic arguments and closures that are open among them.
    arguments: usize,
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

/// `true` if the identifier may name a field: `.name`, `name:`, `name` alone between commas, or anything in a
/// macro but a step of a path before its last. A name that is called is a method's.
fn may_be_field(tokens: &[Token<'_>], at: usize, is_in_macro: bool) -> bool {
    let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| token.kind);
    let is_separator = |at: Option<usize>| {
        let next = at.and_then(|at| at.checked_add(1));
        kind(at) == Some(TokenKind::Colon) && kind(next) == Some(TokenKind::Colon)
    };
    let calls = kind(Some(at + 1)) == Some(TokenKind::OpenParen);
    // Not so `name: ::path`.
    let leads = is_separator(Some(at + 1)) && kind(Some(at + 3)) != Some(TokenKind::Colon);
    if leads || calls && kind(at.checked_sub(1)) == Some(TokenKind::Dot) {
        return false;
    }
    if is_in_macro {
        return true;
    }
    let mut before = at.checked_sub(1);
    // A pattern has at most `&ref mut` before a name.
    for _ in 0..4 {
        let Some(token) = before.and_then(|at| tokens.get(at)) else {
            break;
        };
        if token.kind != TokenKind::And && !["ref", "mut"].contains(&token.text) {
            break;
        }
        before = before.and_then(|at| at.checked_sub(1));
    }
    let is_range = kind(before.and_then(|at| at.checked_sub(1))) == Some(TokenKind::Dot);
    let (before, next) = (kind(before), kind(at.checked_add(1)));
    let opens = matches!(before, Some(TokenKind::OpenBrace | TokenKind::Comma));
    let closes = matches!(
        next,
        Some(TokenKind::CloseBrace | TokenKind::Comma | TokenKind::At)
    );
    before == Some(TokenKind::Dot) && !is_range || next == Some(TokenKind::Colon) || opens && closes
}

const fn is_text(kind: LiteralKind) -> bool {
    matches!(
        kind,
        LiteralKind::Str { .. }
            | LiteralKind::ByteStr { .. }
            | LiteralKind::CStr { .. }
            | LiteralKind::RawStr { .. }
            | LiteralKind::RawByteStr { .. }
            | LiteralKind::RawCStr { .. }
    )
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
    fn a_text_is_a_name_and_a_pointer_its_steps() {
        let mut uses = Uses::default();
        let text = r####"fn f() { (property!(Foo, "userId"), r#"a"b"#, b"c", "/d/0/e~1f", "g\u{68}", "i[0].j"); }"####;
        uses.add("a.rs", text);
        let names: Vec<_> = uses.names.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "/d/0/e~1f",
                "0",
                "a\"b",
                "c",
                "d",
                "e/f",
                "gh",
                "i",
                "i[0].j",
                "j",
                "userId"
            ]
        );
        assert_eq!(uses.texts.keys().collect::<Vec<_>>(), ["/d/0/e~1f"]);
    }

    /// Each of these makes a recursive parser call itself once more for every part.
    #[test]
    fn no_depth_of_code_is_too_much() {
        const PARTS: [(&str, &str); 19] = [
            ("(", ")"),
            ("{", "}"),
            ("[", "]"),
            ("f!(", ")"),
            ("!", ""),
            ("&", ""),
            ("- ", ""),
            ("*", ""),
            ("x = ", ""),
            ("{ x } = ", ""),
            ("return ", ""),
            ("|x| ", ""),
            ("if x {} else ", ""),
            ("x::<", ">"),
            ("X<A, ", ">"),
            ("|x, y| ", ""),
            ("for<'a, 'b> fn(A) -> ", ""),
            ("match x { _ => ", "}"),
            ("'a: loop { x + ", "}"),
        ];
        for (open, close) in PARTS {
            for many in [3, DEEPEST - 10, 20_000] {
                for (head, tail) in [("fn f() { ", " }"), ("type T = ", ";"), ("", "")] {
                    let (open, close) = (open.repeat(many), close.repeat(many));
                    let mut uses = Uses::default();
                    uses.add(
                        "a.rs",
                        &format!("{head}{open}x{close}{tail} fn g() {{ y.last }}"),
                    );
                    assert!(uses.fields.contains_key("last"), "{many} times {open:.5}");
                }
            }
        }
    }

    #[test]
    fn long_code_is_no_deep_code() {
        let item = "#[test] fn f(a: A) -> B { if a.b {} else { c(1, 2) } match d { E => {} } }\n";
        let text = item.repeat(1_000) + &"mod m { impl A for B {} }\n".repeat(5_000);
        assert!(depth(&tokens(&text)) < 20);
        let mut uses = Uses::default();
        uses.add("a.rs", &text);
        assert!(uses.invalid.is_empty());
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
