//! The operations as Rust, and the models that are pages of a list.

use std::collections::BTreeSet;

use super::rust_types::Type;
use crate::operations::{Endpoint, ListForm, Location, Operation, Parameter};

/// Everything in the file of operations.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// A struct for each operation, by endpoint.
    pub calls: Vec<Call>,
    /// The models among the answers that are pages, by identifier.
    pub pages: Vec<Page>,
}

/// The struct for one operation.
#[derive(Clone, Debug)]
pub struct Call {
    /// The struct's identifier.
    pub ident: String,
    /// Method and path.
    pub endpoint: Endpoint,
    /// The paragraphs of the documentation: the publisher's words, the endpoint, further answers.
    pub notes: Vec<String>,
    /// The note of its deprecation, if it is deprecated.
    pub deprecated: Option<String>,
    /// The arguments of `new`: the parameters of the path in its order, then the required parameters of
    /// the query and the headers, by their names on the wire.
    pub arguments: Vec<CallField>,
    /// The optional parameters of the query and the headers, by their names on the wire.
    pub options: Vec<CallField>,
    /// The type that is sent; `None` where nothing is.
    pub request: Option<Type>,
    /// The type that comes back with the lowest status of success; `None` where nothing does.
    pub response: Option<Type>,
    /// The type that comes back on failure: that of all failures, or any JSON.
    pub error: Type,
    /// The ways from an answer to the request for the next page, the surest first.
    pub next: Vec<NextPage>,
}

/// A way from a page to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// The answer's `nextUri` is its address.
    Uri,
    /// The request holds its number.
    Number(PagePlace),
    /// The request holds the number of its first item.
    Index(PagePlace),
    /// The answer holds, at this path, what the request has to send.
    Cursor(String, PagePlace),
}

/// The place in a request that a [`NextPage`] changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagePlace {
    /// This parameter of the query.
    Query(String),
    /// This property of the body.
    Body(String),
    /// In this object of the body, this property.
    Within(String, String),
}

/// The field for a parameter.
#[derive(Clone, Debug)]
pub struct CallField {
    /// The field's identifier.
    pub ident: String,
    /// The parameter's name on the wire.
    pub wire_name: String,
    /// The part of the request that holds it; never the body.
    pub location: Location,
    /// The whole Rust type: a list, or an `Option` where the parameter is optional.
    pub ty: Type,
    /// The paragraphs of the documentation.
    pub notes: Vec<String>,
    /// The form in which several values are sent.
    pub form: ListForm,
    /// The paragraph that facts or overrides add.
    pub note: Option<String>,
    /// The reason that the overrides give, if any.
    pub reason: Option<String>,
}

/// A model that is a page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The struct's identifier.
    pub ident: String,
    /// The type of the list's elements.
    pub entity: Type,
    /// The fields for the entities, the page's number, the count of pages and the next page's address.
    pub fields: [PageField; 4],
}

/// One of the fields that make a model a page.
#[derive(Clone, Debug)]
pub struct PageField {
    /// The field's identifier.
    pub ident: String,
    /// `true` if it is an `Option`.
    pub optional: bool,
}

impl Call {
    /// The fields, arguments of `new` first.
    pub fn fields(&self) -> impl Iterator<Item = &CallField> {
        self.arguments.iter().chain(&self.options)
    }

    /// The field for a parameter.
    pub fn field(&self, parameter: &Parameter) -> Option<&CallField> {
        self.fields().find(|field| {
            field.wire_name == parameter.name.value && field.location == parameter.location
        })
    }
}

impl Calls {
    /// The identifiers of the enums that parameters have.
    pub(crate) fn enums(&self) -> impl Iterator<Item = &str> {
        let fields = self.calls.iter().flat_map(Call::fields);
        fields.filter_map(|field| field.ty.ident())
    }

    /// Keeps those of these `operations`, and of their types those that are `known`.
    pub(crate) fn retain(&mut self, operations: &[Operation], known: impl Fn(&str) -> bool) {
        let endpoints = operations.iter().map(|operation| &operation.endpoint.value);
        let endpoints: BTreeSet<_> = endpoints.collect();
        self.calls.retain(|call| endpoints.contains(&call.endpoint));
        for call in &mut self.calls {
            let bodies = call.request.iter_mut().chain(&mut call.response);
            for ty in bodies.chain([&mut call.error]) {
                ty.forget(&known);
            }
        }
        self.pages.retain(|page| known(&page.ident));
    }
}
