//! The noun `Operations`: the endpoints of the API, as the publisher's pages describe them.
//!
//! A page lies in the definitions' folder `operations`, or in the publisher's folder of pages.
//! Nothing is looked up here: types are those of the dialect, with names as text. The page itself ([`Page`])
//! keeps its text word for word, and an import copies the sections that it selects.

use std::collections::BTreeSet;

use crate::permissions::Permissions;
use crate::schema::{Base, Spanned, Type};
use crate::source::{Place, Span};
use crate::unseen::is_unseen;

/// The folder of pages in a folder of definitions.
pub const FOLDER: &str = "operations";

/// The table of operations that earlier versions wrote in place of pages.
pub const TABLE: &str = "operations.md";

/// The suffix of a page's name.
pub const PAGE_SUFFIX: &str = "-api.md";

/// The publisher's index of its pages, which is not a page of operations.
pub const INDEX: &str = "api-classes.md";

/// The contents of a folder of pages.
#[derive(Clone, Debug, Default)]
pub struct Operations {
    /// The operations, sorted by endpoint; one that several pages describe appears once.
    pub operations: Vec<Operation>,
    /// The pages, in the order of their files.
    pub pages: Vec<Page>,
    /// `true` if a part of a page cannot be read, so that a missing operation is no news.
    pub broken: bool,
}

/// A page: where its parts are in the text of its file.
#[derive(Clone, Debug)]
pub struct Page {
    /// The heading of the page and the prose below it, up to the list of methods.
    pub top: Place,
    /// The sections, in the order of the page.
    pub sections: Vec<Section>,
}

impl Page {
    /// `true` if what is at the place concerns the operations of these names: it is in the section of one of
    /// them, or in no section of a page that has one.
    pub(crate) fn concerns(&self, place: Place, names: &BTreeSet<String>) -> bool {
        let holds = |span: Span| span.start <= place.span.start && place.span.start < span.end;
        let is_named = |section: &Section| names.contains(&section.name.value);
        let mut sections = self.sections.iter();
        self.top.file == place.file
            && match sections.find(|section| holds(section.span)) {
                Some(section) => is_named(section),
                None => self.sections.iter().any(is_named),
            }
    }
}

/// A section of a page: the heading of an operation and the lines below it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The name of the operation.
    pub name: Spanned<String>,
    /// All lines of the section.
    pub span: Span,
    /// The targets of its links to definitions.
    pub links: Vec<Span>,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The publisher's name for it, such as `getRoutingQueues`.
    pub name: Spanned<String>,
    /// Method and path.
    pub endpoint: Spanned<Endpoint>,
    /// The prose below the heading, without the warning of a deprecation.
    pub summary: String,
    /// The part `Description`; `""` where there is none.
    pub description: String,
    /// The publisher's words about its deprecation, if it is deprecated.
    pub deprecated: Option<String>,
    /// The permissions that a client needs, if the page states them.
    pub permissions: Option<Permissions>,
    /// The parameters, in the order of the page; the body is one of them.
    pub parameters: Vec<Parameter>,
    /// The answers by status, those of failures among them, in the order of the page.
    pub answers: Vec<Answer>,
}

/// The part of a request that holds a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// The path of the endpoint.
    Path,
    /// The query.
    Query,
    /// The headers.
    Header,
    /// The body, which has one parameter, called `body`.
    Body,
}

impl Location {
    /// The location in a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
        }
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: Spanned<String>,
    /// The part of the request that holds it.
    pub location: Location,
    /// The type.
    pub ty: Spanned<Type>,
    /// `true` if a request needs it.
    pub required: Spanned<bool>,
    /// The description, to the letter; `""` where there is none.
    pub description: String,
}

impl Parameter {
    /// `true` if it can have several values: its type is a list, or its name ends in brackets.
    pub fn is_list(&self) -> bool {
        self.ty.value.lists > 0 || self.name.value.ends_with("[]")
    }

    /// The type of all its values: a list where it can have several, even if the page states the type of one.
    pub fn values(&self) -> Type {
        let mut ty = self.ty.value.clone();
        ty.lists = ty.lists.max(usize::from(self.is_list()));
        ty
    }
}

/// The form in which several values of a parameter are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListForm {
    /// The name with each of the values: `id=1&id=2`.
    #[default]
    Repeated,
    /// The name once, with a comma between the values: `id=1,2`.
    CommaSeparated,
}

impl ListForm {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Repeated, Self::CommaSeparated];

    /// The word that documents and overrides have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Repeated => "multi",
            Self::CommaSeparated => "csv",
        }
    }

    /// The form that a word means.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// An answer to an operation.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Three digits, a class such as `2XX`, or `default`.
    pub status: Spanned<String>,
    /// The type of the body; `None` where there is no body.
    pub ty: Option<Spanned<Type>>,
    /// The description, to the letter; `""` where there is none.
    pub description: String,
}

impl Answer {
    /// `true` if the status is that of a success: 2xx and `default`, and 3xx with a body.
    pub fn is_success(&self) -> bool {
        let status = &self.status.value;
        status == "default"
            || status.starts_with('2')
            || self.ty.is_some() && status.starts_with('3')
    }
}

/// The body of a successful answer.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// The status; `None` where all statuses of success have the one type.
    pub status: Option<&'a str>,
    /// The type.
    pub ty: &'a Spanned<Type>,
}

/// A method and a path, by which an operation is called. Endpoints are sorted by path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// The path, with its parameters in braces: `/api/v2/users/{userId}`.
    pub path: String,
    /// The method, in capitals.
    pub method: String,
}

/// The methods that an endpoint can have.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

impl Endpoint {
    /// The endpoint that `text` states as `METHOD /path/{parameter}`.
    ///
    /// # Errors
    ///
    /// Returns the reason why the text is no endpoint.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (method, path) = text.split_once(' ').ok_or("has no method and path")?;
        if !METHODS.contains(&method) {
            return Err("does not begin with a method in capitals");
        }
        if !path.starts_with('/') {
            return Err("has a path that does not begin with `/`");
        }
        let odd =
            |letter: char| letter.is_whitespace() || is_unseen(letter) || "`|?#".contains(letter);
        if path.contains(odd) {
            return Err("has a letter in its path that no path has");
        }
        let endpoint = Self {
            path: path.to_owned(),
            method: method.to_owned(),
        };
        let names: Vec<_> = endpoint.parameters().collect();
        let braces = path.matches(['{', '}']).count();
        if braces != 2 * names.len() || names.contains(&"") {
            return Err("has braces that are not those of a parameter");
        }
        if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
            return Err("has a parameter twice");
        }
        Ok(endpoint)
    }

    /// The parameters of the path, in its order, without their braces.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        let pieces = self.path.split('{').skip(1);
        pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
    }
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Operation {
    /// The parameters in one part of the request, in the order of the page.
    pub fn parameters_in(&self, location: Location) -> impl Iterator<Item = &Parameter> {
        let parameters = self.parameters.iter();
        parameters.filter(move |parameter| parameter.location == location)
    }

    /// The type of the body that is sent, if one is.
    pub fn request(&self) -> Option<&Spanned<Type>> {
        let mut body = self.parameters_in(Location::Body);
        body.next().map(|body| &body.ty)
    }

    /// `true` if the body must be sent.
    pub fn requires_body(&self) -> bool {
        let mut body = self.parameters_in(Location::Body);
        body.next().is_some_and(|body| body.required.value)
    }

    /// The bodies that come back on success: one where all types are the same, else one for each status.
    pub fn responses(&self) -> Vec<Response<'_>> {
        let mut typed = self.successes();
        let same = typed
            .windows(2)
            .all(|pair| pair[0].ty.value == pair[1].ty.value);
        if same {
            typed.truncate(1);
            typed.iter_mut().for_each(|it| it.status = None);
        }
        typed
    }

    /// The body that comes back with each status of success.
    pub fn successes(&self) -> Vec<Response<'_>> {
        let successes = self.answers.iter().filter(|answer| answer.is_success());
        let typed = successes.filter_map(|it| Some((it.status.value.as_str(), it.ty.as_ref()?)));
        let mut typed: Vec<_> = typed.collect();
        typed.sort_by_key(|&(status, _)| (status == "default", status));
        let response = |(status, ty)| Response {
            status: Some(status),
            ty,
        };
        typed.into_iter().map(response).collect()
    }

    /// The types of the bodies that come back on failure, each once, in the order of the page.
    pub fn errors(&self) -> Vec<&Type> {
        let failures = self.answers.iter().filter(|answer| !answer.is_success());
        let mut types = Vec::new();
        for ty in failures.filter_map(|answer| Some(&answer.ty.as_ref()?.value)) {
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        types
    }

    /// Every type that is sent or comes back on success, the request first.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let request = self.request().into_iter();
        let responses = self.responses().into_iter().map(|response| response.ty);
        request.chain(responses).map(|ty| &ty.value)
    }

    /// Every definition that is sent or comes back on success, the request first.
    pub fn definitions(&self) -> impl Iterator<Item = &str> {
        self.types().filter_map(Type::definition)
    }

    /// Every definition that comes back on failure.
    pub fn error_definitions(&self) -> impl Iterator<Item = &str> {
        self.errors().into_iter().filter_map(Type::definition)
    }

    /// Links the definitions for which `is_known` holds, and no others.
    pub fn link(&mut self, is_known: impl Fn(&str) -> bool) {
        let parameters = self.parameters.iter_mut().map(|it| &mut it.ty);
        let answers = self.answers.iter_mut().filter_map(|it| it.ty.as_mut());
        for ty in parameters.chain(answers) {
            if let Some(name) = ty.value.definition().map(str::to_owned) {
                ty.value.base = if is_known(&name) {
                    Base::Link(name)
                } else {
                    Base::Unlinked(name)
                };
            }
        }
    }
}

/// `true` if a parameter of a query or a header can have the name.
pub fn is_parameter_name(name: &str) -> bool {
    let odd = |letter: char| letter.is_whitespace() || is_unseen(letter) || "`|".contains(letter);
    !name.is_empty() && !name.contains(odd)
}

/// `true` if `text` is three digits, a class such as `2XX`, or `default`.
pub fn is_status(text: &str) -> bool {
    let rest = text.strip_prefix(|first| ('1'..='5').contains(&first));
    let rest = rest.filter(|rest| rest.len() == 2);
    let digits = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
    text == "default" || rest.is_some_and(|rest| rest == "XX" || digits(rest))
}
