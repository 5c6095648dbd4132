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
    order.expand = vec![text.to_owned(), "x".to_owned()];
    let query = format!("?expand={expected}&expand=x");
    if matches!(text, "" | "." | "..") {
        assert!(order.path_and_query().is_err());
        order.order_id = "a".to_owned();
        assert_eq!(order.path_and_query(), Ok(format!("/orders/a{query}")));
        return;
    }
    assert_eq!(
        order.path_and_query(),
        Ok(format!("/orders/{expected}{query}"))
    );
    order.expand.clear();
    assert_eq!(order.path_and_query(), Ok(format!("/orders/{expected}")));
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
        ".",
        "...",
        "x\r\nHost: y",
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
    let mut operation = PatchOrderLine::new("{lineNumber}".to_owned(), "1".to_owned());
    let path = operation.path_and_query();
    assert_eq!(path.as_deref(), Ok("/orders/%7BlineNumber%7D/lines/1"));
    operation.line_number.clear();
    let error = operation.path_and_query().unwrap_err();
    assert_eq!(error.parameter(), "lineNumber");
    let path = PatchOrderLine::PATH;
    assert_eq!(
        error.to_string(),
        format!("`lineNumber` of `{path}` is empty")
    );
    operation.order_id = "..".to_owned();
    assert_eq!(
        operation.path_and_query().unwrap_err().to_string(),
        format!("`orderId` of `{path}` is `..`, which is a step in a path")
    );
    assert_eq!(PatchOrderLine::PATH, "/orders/{orderId}/lines/{lineNumber}");
    assert_eq!(PatchOrderLine::METHOD, "PATCH");
}

#[test]
fn what_is_absent_is_not_sent_and_what_is_empty_is() {
    let mut orders = GetOrders::new();
    let sent = |orders: &GetOrders| orders.path_and_query().unwrap();
    assert_eq!(sent(&orders), "/orders");
    orders.page_number = Some(0.into());
    assert_eq!(sent(&orders), "/orders?pageNumber=0");
    orders.status = vec!["a".to_owned(), String::new()];
    assert_eq!(sent(&orders), "/orders?pageNumber=0&status=a&status=");
}

#[test]
#[allow(deprecated, reason = "it stands for all that are")]
fn required_parameters_are_arguments_by_name_and_each_type_is_sent_as_it_is_written() {
    let mut found = GetOrdersFound::new("2025-02-30".into(), "a b".to_owned());
    found.all = Some(true);
    assert_eq!(
        found.path_and_query().unwrap(),
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
    assert_eq!(order.path_and_query().unwrap(), "/orders");
}
