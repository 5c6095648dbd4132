//! Paths and queries are encoded as a library for it has them.

#[allow(deprecated, reason = "it stands for all that are")]
use goldens::cases::example::operations::GetOrdersFound;
use goldens::cases::example::operations::{GetOrder, GetOrders, PatchOrderLine, PostOrders};
use goldens::operation::Operation;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

/// All but what RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[track_caller]
fn check(text: &str) {
    let expected = utf8_percent_encode(text, RESERVED);
    let mut order = GetOrder::new(text.to_owned());
    assert_eq!(order.path_and_query(), format!("/orders/{expected}"));
    order.expand = vec![text.to_owned(), "x".to_owned()];
    let query = format!("?expand={expected}&expand=x");
    assert_eq!(order.path_and_query(), format!("/orders/{expected}{query}"));
}

#[test]
fn reserved_and_other_letters_and_none() {
    for text in [
        "",
        " ",
        "a/b",
        "?#[]@!$&'()*+,;=:",
        "%2F",
        "{lineNumber}",
        "Größe",
        "日本",
        "🎈\u{0}\n",
        "..",
    ] {
        check(text);
    }
    (0..=u8::MAX).for_each(|byte| check(&char::from(byte).to_string()));
}

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }
}

#[test]
fn each_parameter_goes_where_its_name_stands() {
    let operation = PatchOrderLine::new("{lineNumber}".to_owned(), String::new());
    assert_eq!(
        operation.path_and_query(),
        "/orders/%7BlineNumber%7D/lines/"
    );
    assert_eq!(PatchOrderLine::PATH, "/orders/{orderId}/lines/{lineNumber}");
    assert_eq!(PatchOrderLine::METHOD, "PATCH");
}

#[test]
fn what_is_absent_is_not_sent_and_what_is_empty_is() {
    let mut orders = GetOrders::new();
    assert_eq!(orders.path_and_query(), "/orders");
    orders.page_number = Some(0.into());
    assert_eq!(orders.path_and_query(), "/orders?pageNumber=0");
    orders.status = vec!["a".to_owned(), String::new()];
    assert_eq!(
        orders.path_and_query(),
        "/orders?pageNumber=0&status=a&status="
    );
}

#[test]
#[allow(deprecated, reason = "it stands for all that are")]
fn required_parameters_are_arguments_by_name_and_each_type_is_sent_as_it_is_written() {
    let mut found = GetOrdersFound::new("2025-02-30".into(), "a b".to_owned());
    found.all = Some(true);
    assert_eq!(
        found.path_and_query(),
        "/orders/found?since=2025-02-30&words=a%20b&all=true"
    );
    assert_eq!(found.clone(), found);
}

#[test]
fn a_header_is_sent_where_it_has_a_value() {
    let mut order = PostOrders::new();
    assert_eq!(order.headers(), []);
    order.idempotency_key = Some("k".to_owned());
    assert_eq!(order.headers(), [("Idempotency-Key", "k".to_owned())]);
    assert_eq!(order.path_and_query(), "/orders");
}
