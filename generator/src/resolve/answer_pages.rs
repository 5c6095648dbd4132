//! Finds the ways from one page of answers to the next.
//!
//! The API does not state them: the names of properties and parameters do. Requests that change something have
//! none, because a second one would change it again.

use std::collections::BTreeMap;

use crate::model::{Call, Field, NextPage, PagePlace, Struct, Type};
use crate::operations::Location;

/// Properties of answers, and the parameters or properties that send their values back.
const CURSORS: [(&str, &str); 6] = [
    ("cursor", "cursor"),
    ("after", "after"),
    ("cursors.after", "after"),
    ("cursors.after", "cursor"),
    ("nextPage", "nextPage"),
    ("nextPage", "q64"),
];

/// Properties of answers that count its pages or items.
const COUNTS: [&str; 3] = ["pageCount", "total", "totalHits"];

/// Parameters that only queries have.
const SIZED: [&str; 4] = ["after", "cursor", "pageNumber", "pageSize"];

/// Fills in the ways of each operation.
pub(super) fn find_next_pages(calls: &mut [Call], structs: &[Struct]) {
    let structs: BTreeMap<&str, &Struct> = structs
        .iter()
        .map(|item| (item.ident.as_str(), item))
        .collect();
    let item = |ty: Option<&Type>| match ty? {
        Type::Struct(ident) => structs.get(ident.as_str()).copied(),
        _ => None,
    };
    for call in calls {
        let Some(answer) = item(call.response.as_ref()) else {
            continue;
        };
        let exchange = Exchange {
            structs: &structs,
            request: item(call.request.as_ref()),
            answer,
            call,
        };
        call.next = match call.endpoint.method.as_str() {
            "GET" => exchange.ways(true),
            // Without a parameter of pages, it may be one that makes things and returns a listing of them.
            "POST" => exchange.ways(SIZED.iter().any(|name| exchange.is_parameter(name))),
            _ => Vec::new(),
        };
    }
}

/// The types of an operation.
struct Exchange<'a> {
    structs: &'a BTreeMap<&'a str, &'a Struct>,
    request: Option<&'a Struct>,
    answer: &'a Struct,
    call: &'a Call,
}

impl Exchange<'_> {
    fn ways(&self, is_repeatable: bool) -> Vec<NextPage> {
        let mut ways = Vec::new();
        let by_uri = is_repeatable && has(self.answer, "nextUri");
        ways.extend(by_uri.then_some(NextPage::Uri));
        let cursor = |&(from, to): &(&str, &str)| {
            let place = self.is_answered(from).then(|| self.place(to))??;
            Some(NextPage::Cursor(from.to_owned(), place))
        };
        ways.extend(CURSORS.iter().filter_map(cursor));
        // Without a count, a page that is not full is the last one.
        let is_counted = COUNTS.iter().any(|name| has(self.answer, name))
            || self.place("pageSize").is_some() && self.answer.fields.iter().any(is_list);
        let number = self.place("pageNumber").filter(|_| is_counted);
        ways.extend(number.or_else(|| self.paging()).map(NextPage::Number));
        let index = self.place("startIndex");
        let index = index.filter(|_| has(self.answer, "totalResults"));
        ways.extend(index.map(NextPage::Index));
        ways
    }

    /// `true` if the answer has a property at a path.
    fn is_answered(&self, path: &str) -> bool {
        match path.split_once('.') {
            None => has(self.answer, path),
            Some((object, name)) => self
                .linked(self.answer, object)
                .is_some_and(|it| has(it, name)),
        }
    }

    /// The parameter of the query or the property of the body that has this name.
    fn place(&self, name: &str) -> Option<PagePlace> {
        if self.is_parameter(name) {
            return Some(PagePlace::Query(name.to_owned()));
        }
        let request = self.request?;
        has(request, name).then(|| PagePlace::Body(name.to_owned()))
    }

    fn is_parameter(&self, name: &str) -> bool {
        let mut fields = self.call.arguments.iter().chain(&self.call.options);
        fields.any(|field| field.location == Location::Query && field.wire_name == name)
    }

    /// The number in the body's object `paging`.
    fn paging(&self) -> Option<PagePlace> {
        let paging = self.linked(self.request?, "paging")?;
        let place = || PagePlace::Within("paging".to_owned(), "pageNumber".to_owned());
        has(paging, "pageNumber").then(place)
    }

    /// The struct that a property links to.
    fn linked(&self, item: &Struct, name: &str) -> Option<&Struct> {
        let field = item.fields.iter().find(|field| field.wire_name() == name)?;
        match field.ty.innermost() {
            Type::Struct(ident) => self.structs.get(ident.as_str()).copied(),
            _ => None,
        }
    }
}

fn is_list(field: &Field) -> bool {
    match &field.ty {
        Type::Optional(ty) => matches!(**ty, Type::List(_)),
        ty => matches!(ty, Type::List(_)),
    }
}

fn has(item: &Struct, name: &str) -> bool {
    item.fields.iter().any(|field| field.wire_name() == name)
}
