//! Paths, queries and bases are encoded as the crate `url` encodes them, and headers hold their text.

use generated::example::Order;
use generated::example::operations::{GetOrder, GetOrders, PostOrders};
use generated::http::{Base, Exchange};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use url::Url;

/// Letters that mean something in a URI or a header, and any others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".*",
        "[ a.%/?#&=+;:@\\\\\\[\\]{}|^~ä\u{0}\r\n-]*",
        "%[0-9A-Fa-f]{0,2}|\\.{0,3}"
    ]
}

fn base(text: &str) -> Base {
    text.parse().expect("it is a base")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_path_is_that_of_the_crate_url(id in text()) {
        let Ok(request) = GetOrder::new(id.clone()).request(&base("https://host/v1")) else {
            prop_assert!(["", ".", ".."].contains(&id.as_str()), "{id:?} is refused");
            return Ok(());
        };
        let uri = request.uri().to_string();
        let url = Url::parse(&uri).expect("it is a URL");
        prop_assert_eq!(url.as_str(), &uri, "normalised");
        prop_assert_eq!((url.query(), url.fragment(), url.host_str()), (None, None, Some("host")));
        let mut built = Url::parse("https://host/v1/orders").expect("it is a URL");
        built.path_segments_mut().expect("it has a path").push(&id);
        let segments = |url: &Url| {
            let segments = url.path_segments().expect("it has a path");
            let decode = |it| percent_decode_str(it).decode_utf8().map(String::from).ok();
            segments.map(decode).collect::<Vec<_>>()
        };
        let expected = ["v1", "orders", &id].map(|it| Some(it.to_owned()));
        prop_assert_eq!(segments(&url), expected);
        // `url` leaves out letters that it does not take into a path: tabs and line breaks.
        if !id.contains(['\t', '\n', '\r']) {
            prop_assert_eq!(segments(&url), segments(&built));
        }
    }

    #[test]
    fn a_query_is_that_of_the_crate_url(status in proptest::collection::vec(text(), 0..4)) {
        let operation = GetOrders { status: status.clone(), ..GetOrders::new() };
        let request = operation.request(&base("https://host/v1/")).expect("any query can be sent");
        let uri = request.uri().to_string();
        let url = Url::parse(&uri).expect("it is a URL");
        prop_assert_eq!(url.as_str(), &uri, "normalised");
        prop_assert_eq!((url.path(), url.fragment()), ("/v1/orders", None));
        let mut built = Url::parse("https://host/v1/orders").expect("it is a URL");
        built.query_pairs_mut().extend_pairs(status.iter().map(|it| ("status", it)));
        prop_assert!(url.query_pairs().eq(built.query_pairs()), "{} {}", url, built);
        prop_assert!(url.query_pairs().map(|(_, value)| value).eq(status.iter().map(String::as_str)));
    }

    #[test]
    fn a_header_holds_its_text_or_there_is_no_request(key in text()) {
        let mut operation = PostOrders::new();
        operation.idempotency_key = Some(key.clone());
        let request = operation.request_with(&base("https://host"), &Order::new("A".into()));
        let is_plain = key.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte));
        prop_assert_eq!(request.is_ok(), is_plain);
        if let Ok(request) = request {
            prop_assert_eq!(request.headers()["idempotency-key"].as_bytes(), key.as_bytes());
        }
    }

    #[test]
    fn a_base_is_that_of_the_crate_url(path in "[a-z/ %.äöü@:+]{0,20}", slash in "/{0,2}") {
        let text = format!("https://Host:443/{path}{slash}");
        let Ok(base) = text.parse::<Base>() else {
            // Spaces at the end are not part of a URL.
            let has_step = text.trim_end().split('/').any(|it| it == "." || it == "..");
            prop_assert!(has_step || path.contains('@'), "{text} is refused");
            return Ok(());
        };
        let url = Url::parse(&text).expect("it is a URL");
        let ours = Url::parse(&base.to_string()).expect("it is a URL");
        prop_assert_eq!(ours.origin(), url.origin());
        prop_assert_eq!(
            ours.path().trim_end_matches('/').replace("%25", "%"),
            url.path().trim_end_matches('/').replace("%25", "%")
        );
    }
}
