//! The operations as Rust, and the models that are pages of a list.

use std::collections::BTreeSet;

use super::rust_types::Type;
use crate::operations::{Endpoint, Operation};

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
    /// What the documentation says beside the endpoint, a paragraph each.
    pub notes: Vec<String>,
    /// The identifiers of the fields for the parameters of the path, in its order.
    pub path: Vec<String>,
    /// The fields for the parameters of the query, by their names on the wire.
    pub query: Vec<QueryField>,
    /// What is sent; `None` where nothing is.
    pub request: Option<Type>,
    /// What comes back with the lowest status of success; `None` where nothing does.
    pub response: Option<Type>,
}

/// The field for a query parameter.
#[derive(Clone, Debug)]
pub struct QueryField {
    /// The field's identifier.
    pub ident: String,
    /// The parameter's name on the wire.
    pub wire_name: String,
    /// Whether it can be given several times.
    pub is_list: bool,
}

/// A model that is a page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The struct's identifier.
    pub ident: String,
    /// What the list is of.
    pub entity: Type,
    /// The fields for the entities, the page's number, the count of pages and the next page's address.
    pub fields: [PageField; 4],
}

/// One of the fields that make a model a page.
#[derive(Clone, Debug)]
pub struct PageField {
    /// The field's identifier.
    pub ident: String,
    /// Whether it is an `Option`.
    pub optional: bool,
}

impl Calls {
    /// Keeps those of these `operations`, and of their types those that are `known`.
    pub(crate) fn retain(&mut self, operations: &[Operation], known: impl Fn(&str) -> bool) {
        let endpoints = operations.iter().map(|operation| &operation.endpoint.value);
        let endpoints: BTreeSet<_> = endpoints.collect();
        self.calls.retain(|call| endpoints.contains(&call.endpoint));
        for call in &mut self.calls {
            for ty in call.request.iter_mut().chain(&mut call.response) {
                ty.forget(&known);
            }
        }
        self.pages.retain(|page| known(&page.ident));
    }
}
