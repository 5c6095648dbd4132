//! The way from one page to the next.

/// A way from a page to the next one: [`Operation::NEXT_PAGE`](super::Operation::NEXT_PAGE). An
/// operation may have several; the first that leads on is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// The answer's `nextUri` is the address of the next page.
    Uri,
    /// The request holds the number of the page. There is another one for as long as the answer's `pageCount`
    /// is higher, or else its `total` or `totalHits` is, or else the page is full.
    Number(Place),
    /// The request holds the number of the page's first item, as in SCIM. The answer's `totalResults` has
    /// the last one.
    Index(Place),
    /// The answer has a cursor for the next request: the path of its property, and where it is sent.
    Cursor(&'static str, Place),
}

/// The place of a value in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A parameter of the query.
    Query(&'static str),
    /// A property of the body.
    Body(&'static str),
    /// A property of an object in the body, `paging` for instance.
    Within(&'static str, &'static str),
}
