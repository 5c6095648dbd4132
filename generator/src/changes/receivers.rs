//! Finds the types that fields belong to, where the tokens around them show it.
//!
//! A literal, a pattern and `with!` name the type themselves. The type of a variable is that of its parameter,
//! its `let` or its constructor, until the name is bound again. Everything else is unknown, never guessed.

use std::collections::{BTreeMap, BTreeSet};

use rustc_lexer::TokenKind;

use super::tokens::{Token, ends_operand};

/// The place that a field belongs to: a value of the type `root`, or what its `fields` lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receiver {
    /// The last step of the type's path.
    pub(super) root: String,
    /// The fields from there on.
    pub(super) fields: Vec<String>,
}

/// Pointers through which a field is accessed as if they were not there.
const POINTERS: [&str; 3] = ["Arc", "Box", "Rc"];

/// The most tokens of a pattern or a path. Longer ones end what is known of variables.
const LONGEST: usize = 200;

/// The receivers of the identifiers that are fields and whose receivers are known, by the number of the token. A
/// type that the file declares or renames may be none of the models.
pub(super) fn receivers(tokens: &[Token<'_>]) -> BTreeMap<usize, Receiver> {
    let mut scope = Scope {
        tokens,
        variables: BTreeMap::new(),
        open: Vec::new(),
        next: Opens::Anything,
        pending: Vec::new(),
    };
    let declares = |word: &str| ["as", "enum", "struct", "type", "union"].contains(&word);
    let declared = tokens.windows(2).filter(|pair| declares(pair[0].text));
    let declared: BTreeSet<_> = declared.map(|pair| pair[1].text).collect();
    let found = (0..tokens.len()).filter_map(|at| Some((at, scope.step(at)?)));
    let found = found.filter(|(_, it)| !declared.contains(it.root.as_str()));
    found.collect()
}

struct Scope<'t> {
    tokens: &'t [Token<'t>],
    /// The types of the variables for which they are known.
    variables: Variables<'t>,
    open: Vec<Open<'t>>,
    /// The delimiter that comes next.
    next: Opens,
    /// The variables that are bound when their statement ends, each with the number of open delimiters.
    pending: Vec<(&'t str, &'t str, usize)>,
}

type Variables<'t> = BTreeMap<&'t str, &'t str>;

/// A delimiter that is open.
struct Open<'t> {
    opens: Opens,
    /// The type whose fields are in it.
    fields_of: Option<&'t str>,
    /// The variables that were known before it.
    before: Variables<'t>,
}

#[derive(Clone, Copy, PartialEq)]
enum Opens {
    /// The parameters of a function.
    Parameters,
    /// The body of a function.
    Body,
    Anything,
}

impl<'t> Scope<'t> {
    /// Takes in a token, and returns its receiver if it is a field that has a known one.
    fn step(&mut self, at: usize) -> Option<Receiver> {
        match self.kind(at)? {
            kind @ (TokenKind::OpenBrace | TokenKind::OpenParen | TokenKind::OpenBracket) => {
                self.open(at, kind);
            }
            TokenKind::CloseBrace | TokenKind::CloseParen | TokenKind::CloseBracket => self.close(),
            TokenKind::Semi => {
                self.next = Opens::Anything;
                let depth = self.open.len();
                while let Some((name, ty, _)) = self.pending.pop_if(|it| it.2 >= depth) {
                    self.variables.insert(name, ty);
                }
            }
            TokenKind::Or if self.opens_closure(at) => {
                self.unbind(at + 1, |kind, _| kind == TokenKind::Or);
            }
            TokenKind::Gt if at > 0 && self.kind(at - 1) == Some(TokenKind::Eq) => {
                self.unbind_arm(at - 1);
            }
            TokenKind::Ident | TokenKind::RawIdent => match self.text(at) {
                "fn" => {
                    self.variables.clear();
                    self.next = Opens::Parameters;
                }
                "let" | "for" => self.unbind(at + 1, |kind, text| {
                    matches!(kind, TokenKind::Eq | TokenKind::Semi) || text == "in"
                }),
                // The guard of an arm comes before its arrow.
                "if" => self.unbind_arm(at),
                _ => {
                    self.bind(at);
                    return self.receiver(at);
                }
            },
            _ => {}
        }
        None
    }

    fn open(&mut self, at: usize, kind: TokenKind) {
        let (opens, next) = match (self.next, kind) {
            (Opens::Parameters, TokenKind::OpenParen) => (Opens::Parameters, Opens::Body),
            (Opens::Body, TokenKind::OpenBrace) => (Opens::Body, Opens::Anything),
            (next, _) => (Opens::Anything, next),
        };
        self.next = next;
        self.open.push(Open {
            opens,
            fields_of: self.fields_of(at),
            // Beyond a function nothing of it is known.
            before: match opens {
                Opens::Body => Variables::new(),
                _ => self.variables.clone(),
            },
        });
    }

    /// Forgets what was bound within the delimiter, the parameters of a function apart.
    fn close(&mut self) {
        let Some(Open { opens, before, .. }) = self.open.pop() else {
            return;
        };
        let depth = self.open.len();
        self.pending.retain(|it| it.2 <= depth);
        if opens != Opens::Parameters {
            self.variables
                .retain(|name, ty| before.get(name) == Some(ty));
        }
    }

    /// `true` if a bar opens the parameters of a closure.
    fn opens_closure(&self, bar: usize) -> bool {
        const WORDS: [&str; 9] = [
            "async", "break", "else", "if", "in", "match", "move", "return", "while",
        ];
        let before = bar.checked_sub(1);
        before.is_none_or(|at| WORDS.contains(&self.text(at)) || !ends_operand(self.kind(at)))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// `true` if a colon comes that does not part a path.
    fn is_colon(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Colon) && self.kind(at + 1) != Some(TokenKind::Colon)
    }

    /// The steps of the path that begins at the token, and the number of the token behind it.
    fn path(&self, mut at: usize) -> (Vec<&'t str>, usize) {
        let mut steps = Vec::new();
        while self.kind(at) == Some(TokenKind::Ident) && steps.len() < LONGEST {
            steps.push(self.text(at));
            let is_parted = self.kind(at + 1) == Some(TokenKind::Colon) && !self.is_colon(at + 1);
            at += if is_parted { 3 } else { 1 };
            if !is_parted {
                break;
            }
        }
        (steps, at)
    }

    /// Forgets the variables of a pattern, which ends where `is_end` holds.
    fn unbind(&mut self, from: usize, is_end: impl Fn(TokenKind, &str) -> bool) {
        let tokens = self.tokens[from..].iter().take(LONGEST);
        let pattern: Vec<_> = tokens.take_while(|it| !is_end(it.kind, it.text)).collect();
        for token in &pattern {
            self.variables.remove(token.text);
        }
        if pattern.len() == LONGEST {
            self.variables.clear();
        }
    }

    /// Forgets the variables of the pattern before the arrow of an arm.
    fn unbind_arm(&mut self, arrow: usize) {
        use TokenKind::{
            CloseBrace, CloseBracket, CloseParen, Comma, OpenBrace, OpenBracket, OpenParen,
        };
        let mut depth = 0;
        for token in self.tokens[..arrow].iter().rev().take(LONGEST) {
            match token.kind {
                CloseParen | CloseBrace | CloseBracket => depth += 1,
                OpenParen | OpenBracket | OpenBrace if depth > 0 => depth -= 1,
                OpenBrace | OpenParen | Comma if depth == 0 => return,
                _ => drop(self.variables.remove(token.text)),
            }
        }
        self.variables.clear();
    }

    /// Records the type of a variable: a parameter `x: T` at once, `let x: T` and `let x = T::new(…)` when the
    /// statement ends, because its value may be made of another of the name.
    fn bind(&mut self, at: usize) {
        let is_mut = at > 0 && self.text(at - 1) == "mut";
        let Some(before) = at.checked_sub(1 + usize::from(is_mut)) else {
            return;
        };
        let name = self.text(at);
        if self.text(before) == "let" {
            let ends = [TokenKind::Semi];
            let ty = match self.kind(at + 1) {
                Some(TokenKind::Eq) => self.constructed(at + 2, &ends),
                _ => self.ty_behind_colon(at + 1),
            };
            let depth = self.open.len();
            self.pending.extend(ty.map(|ty| (name, ty, depth)));
        } else if self
            .open
            .last()
            .is_some_and(|it| it.opens == Opens::Parameters)
            && matches!(
                self.kind(before),
                Some(TokenKind::OpenParen | TokenKind::Comma)
            )
        {
            let ty = self.ty_behind_colon(at + 1);
            self.variables.extend(ty.map(|ty| (name, ty)));
        }
    }

    fn ty_behind_colon(&self, at: usize) -> Option<&'t str> {
        self.is_colon(at).then(|| self.ty(at + 1))?
    }

    /// The type that a field is accessed on, through whatever points at it.
    fn ty(&self, mut at: usize) -> Option<&'t str> {
        loop {
            let (steps, end) = self.path(at);
            let is_generic = self.kind(end) == Some(TokenKind::Lt);
            at = match (self.kind(at)?, &steps[..]) {
                (TokenKind::And | TokenKind::Lifetime { .. }, _) | (_, ["mut"]) => at + 1,
                (_, [.., last]) if is_generic && POINTERS.contains(last) => end + 1,
                (_, [.., last]) if !is_generic && is_type(last) => return Some(*last),
                _ => return None,
            }
        }
    }

    /// The type that the expression makes, if one of `ends` follows: `T::new(…)`, `T::default()`, `T { … }`.
    fn constructed(&self, at: usize, ends: &[TokenKind]) -> Option<&'t str> {
        let (steps, open) = self.path(at);
        let ty = match (self.kind(open)?, &steps[..]) {
            (TokenKind::OpenParen, [.., ty, "new" | "default"]) => ty,
            (TokenKind::OpenBrace, [.., ty]) => ty,
            _ => return None,
        };
        let mut depth = 0;
        let close = self.tokens[open..].iter().take(LONGEST).position(|token| {
            match token.kind {
                TokenKind::OpenBrace | TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
                TokenKind::CloseBrace | TokenKind::CloseParen | TokenKind::CloseBracket => {
                    depth -= 1
                }
                _ => {}
            }
            depth == 0
        })?;
        let next = self.kind(open + close + 1)?;
        Some(*ty).filter(|ty| ends.contains(&next) && is_type(ty))
    }

    /// The type whose fields are within the delimiter: of a literal, a pattern, or `with!(T::new(…), …)`.
    fn fields_of(&self, at: usize) -> Option<&'t str> {
        let before = at.checked_sub(1)?;
        if self.kind(before) == Some(TokenKind::Bang) {
            let is_with = before
                .checked_sub(1)
                .is_some_and(|at| self.text(at) == "with");
            let ends = [
                TokenKind::Comma,
                TokenKind::CloseParen,
                TokenKind::CloseBrace,
                TokenKind::CloseBracket,
            ];
            return self.constructed(at + 1, &ends).filter(|_| is_with);
        }
        if self.kind(at) != Some(TokenKind::OpenBrace) || !is_type(self.text(before)) {
            return None;
        }
        let is_path = |kind| matches!(kind, Some(TokenKind::Ident | TokenKind::Colon));
        let mut start = before;
        while start > 0
            && before - start < LONGEST
            && is_path(self.kind(start - 1))
            && !is_keyword(self.text(start - 1))
        {
            start -= 1;
        }
        let lead = start.checked_sub(1);
        let leads = |at: usize| is_keyword(self.text(at)) || self.kind(at) == Some(TokenKind::Gt);
        Some(self.text(before)).filter(|_| !lead.is_some_and(leads))
    }

    fn receiver(&self, at: usize) -> Option<Receiver> {
        let before = at.checked_sub(1)?;
        if self.kind(before)? == TokenKind::Dot {
            let mut fields = Vec::new();
            let mut step = before.checked_sub(1)?;
            while self.kind(step)? == TokenKind::Ident && fields.len() < LONGEST {
                match step.checked_sub(1).and_then(|at| self.kind(at)) {
                    Some(TokenKind::Dot) => fields.push(self.text(step).to_owned()),
                    _ => {
                        fields.reverse();
                        let root = (*self.variables.get(self.text(step))?).to_owned();
                        return Some(Receiver { root, fields });
                    }
                }
                step = step.checked_sub(2)?;
            }
            return None;
        }
        let root = self.open.last()?.fields_of?.to_owned();
        let ends = matches!(
            self.kind(at + 1)?,
            TokenKind::Comma | TokenKind::CloseBrace | TokenKind::At
        );
        let is_field = self.is_colon(at + 1) || ends;
        is_field.then(|| Receiver {
            root,
            fields: Vec::new(),
        })
    }
}

/// `true` if the name is spelled like that of a type.
fn is_type(name: &str) -> bool {
    name.starts_with(|first: char| first.is_uppercase()) && name != "Self"
}

/// `true` for the words after which a type in front of a brace makes no literal or pattern.
fn is_keyword(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "dyn", "enum", "for", "if", "impl", "in", "match", "mod", "struct", "trait", "union",
        "while",
    ];
    WORDS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::tokens::tokens;

    /// Checks what the fields `id` belong to; `?` is unknown.
    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        let tokens = tokens(code);
        let found = receivers(&tokens);
        let all = tokens.iter().enumerate().filter(|(_, it)| it.text == "id");
        let shown = all.map(|(at, _)| match found.get(&at) {
            None => "?".to_owned(),
            Some(Receiver { root, fields }) => {
                let steps = std::iter::once(root).chain(fields).cloned();
                steps.collect::<Vec<_>>().join(".")
            }
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{code}");
    }

    #[test]
    fn a_variable_has_the_type_that_it_was_bound_with() {
        check(
            "fn f(a: &mut x::Queue) { a.id; a.owner.id; b.id }",
            &["Queue", "Queue.owner", "?"],
        );
        check("fn f() { let a: Box<Queue> = g(); a.id }", &["Queue"]);
        check(
            "fn f() { let mut a = m::Queue::new(1, 2); a.id = 3; }",
            &["Queue"],
        );
        check(
            "fn f() { let a = Queue { ..b() }; g(|c: &User| a.id == c.id) }",
            &["Queue", "?"],
        );
        check(
            "fn f(a: Vec<Queue>, b: Option<User>) { a.id; b.id; a[0].id; h(a).id }",
            &["?"; 4],
        );
    }

    #[test]
    fn another_binding_of_the_name_ends_it() {
        for code in [
            "let a = g();",
            "let a = Queue::new().more();",
            "let (b, a) = g();",
            "let Some(a) = g() else { return };",
            "for a in g() {}",
            "g(|b, a| 1);",
            "g(move |a| 1);",
            "match g() { Some(a) if true => {} }",
            "{ let a: User = g(); }",
            "fn h(a: User) {}",
        ] {
            check(&format!("fn f(a: Queue) {{ {code} a.id }}"), &["?"]);
        }
        check("fn f(a: Queue) {} fn g() { a.id }", &["?"]);
        check(
            "fn f(a: User) { let a = Queue::new(a.id); a.id }",
            &["?", "Queue"],
        );
        check(
            "fn f(a: Queue) { match b { Some(a) if a.id == 1 => {} _ => {} } }",
            &["?"],
        );
        check(
            "fn f(a: Queue) { with!(T::new(1), a: User { n }); a.id }",
            &["Queue"],
        );
        check("use m::UserV2 as User; fn f(a: User) { a.id }", &["?"]);
    }

    #[test]
    fn a_literal_a_pattern_and_with_name_the_type() {
        check(
            "fn f() { let Queue { id, .. } = g(m::User { id: 1, b: C { d } }); }",
            &["Queue", "User"],
        );
        check("fn f() { with!(m::Queue::new(1), id: h(2)) }", &["Queue"]);
        check("fn f() { with!(Queue::new(1).owner, id: 2) }", &["?"]);
        check("fn f() -> Queue { id }", &["?"]);
        check("impl Queue { id }", &["?"]);
        check("fn f() { vec![id, b]; Foo::id; id: 3 }", &["?"; 3]);
    }
}
