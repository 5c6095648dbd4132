//! Addresses, dates, pages and refused requests; the rest is tested with clients.

use std::time::Duration;

use http::{Method, Request, Response};
use serde_json::{Value, json};

use super::NextPage::{Cursor, Index, Number, Uri};
use super::Place::{Body, Query, Within};
use super::{Base, Exchange, FailureKind, NextPage, Region, Token, retry_after};
use crate::example::OrderListing;
use crate::example::operations::{GetOrder, GetOrders, PatchOrderLine, PostOrders};
use crate::operation::Operation;

fn base(text: &str) -> Base {
    text.parse().expect("it is a base")
}

/// Sunday, 6 November 1994, 08:49:37 UTC.
const INSTANT: i64 = 784_111_777;

#[test]
fn a_pause_is_seconds_or_the_time_until_one_of_three_forms_of_a_date() {
    for (text, expected) in [
        ("0", Some(0)),
        (" 120 ", Some(120)),
        ("99999999999999999999999", Some(u32::MAX.into())),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(10)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(10)),
        ("Sun Nov  6 08:49:37 1994", Some(10)),
        ("Sun, 06 Nov 1994 08:49:07 GMT", Some(0)),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("Sun, 31 Feb 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37 CET", None),
        ("Sun, 06 Nov 1994 25:49:37 GMT", None),
        ("Sun, 06 Nov 199999999999999999999 08:49:37 GMT", None),
    ] {
        let found = retry_after::pause(text, INSTANT - 10);
        assert_eq!(found, expected.map(Duration::from_secs), "{text}");
    }
}

#[test]
fn two_digits_are_a_year_at_most_fifty_years_ahead() {
    let of =
        |year: &str, now| retry_after::date(&format!("Sunday, 06-Nov-{year} 08:49:37 GMT"), now);
    // In 2026, 76 is 2076 and 77 is 1977.
    let now = 1_790_000_000;
    assert!(of("76", now) > Some(now));
    assert!(of("77", now).is_some_and(|then| (0..now).contains(&then)));
    assert_eq!(of("94", now), Some(INSTANT));
}

#[test]
fn the_date_of_the_response_is_the_clock_of_its_pause() {
    let response = Response::builder()
        .status(503)
        .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
        .header("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")
        .body("")
        .expect("it is one");
    let failure = GetOrder::decode(&response).expect_err("it is one");
    assert_eq!(failure.retry_after(), Some(Duration::from_secs(60)));
}

#[test]
fn a_base_keeps_its_path_and_a_slash_at_its_end_makes_no_difference() {
    let operation = GetOrder::new("ä/b".into());
    for (text, expected) in [
        ("https://host", "https://host/orders/%C3%A4%2Fb"),
        ("https://host/", "https://host/orders/%C3%A4%2Fb"),
        ("HTTPS://Host:443/a/b", "https://host/a/b/orders/%C3%A4%2Fb"),
        ("http://host:81/a//", "http://host:81/a/orders/%C3%A4%2Fb"),
        (
            "http://[::1]:81/ä b%2f%",
            "http://[::1]:81/%C3%A4%20b%2f%25/orders/%C3%A4%2Fb",
        ),
    ] {
        let request = operation.request(&base(text)).expect("it can be sent");
        assert_eq!(request.uri().to_string(), expected);
    }
    for text in [
        "",
        "/",
        "host",
        "host:443",
        "https://",
        "https://:80",
        "file:///a",
        "https://a@b",
        "https://h/../a",
        "https://h?a",
        "https://h#a",
    ] {
        let error = text.parse::<Base>().expect_err(text);
        assert!(!error.to_string().contains('@'), "{error}");
    }
}

#[test]
fn every_region_has_two_servers_of_one_domain() {
    for region in Region::ALL {
        assert_eq!(Region::named(region.name()), Some(*region));
        let servers = [region.api(), region.login()].map(|base| base.to_string());
        for (server, name) in servers.iter().zip(["api", "login"]) {
            assert_eq!(*server, format!("https://{name}.{}", region.domain()));
            assert_eq!(base(server).to_string(), *server);
        }
    }
    assert_eq!(Region::ALL.len(), 15);
    assert_eq!(Region::named("eu-west-9"), None);
}

#[test]
fn what_may_not_be_in_a_path_or_a_header_is_no_request() {
    let to = base("https://host");
    let order = crate::example::Order::new("A".into());
    for key in ["a\r\nhost: evil", "a\nb", "\0", "ä", "\u{7f}"] {
        let mut operation = PostOrders::new();
        operation.idempotency_key = Some(key.into());
        let error = operation
            .request_with(&to, &order)
            .expect_err(key)
            .to_string();
        assert_eq!(
            error,
            "the header `Idempotency-Key` has a name or a value that HTTP does not allow"
        );
    }
    for id in ["", ".", ".."] {
        let error = GetOrder::new(id.into())
            .request(&to)
            .expect_err(id)
            .to_string();
        assert!(
            error.starts_with("`orderId` of `/orders/{orderId}` is "),
            "{error}"
        );
    }
    let error = GetOrder::new("a".repeat(70_000))
        .request(&to)
        .expect_err("it is too long");
    assert!(error.to_string().len() < 200, "{error}");
    for token in ["", " ", "a b", "a\nb", "ä"] {
        assert!(Token::bearer(token).is_err(), "{token}");
    }
}

#[test]
fn headers_of_the_operation_replace_those_of_every_request() {
    struct Export;
    impl Operation for Export {
        type Request = Value;
        type Response = Value;
        type Error = Value;
        const METHOD: &'static str = "POST";
        const PATH: &'static str = "/export";
        fn headers(&self) -> Vec<(&'static str, String)> {
            vec![("Accept", "text/csv".into()), ("If-Match", "\"1\"".into())]
        }
    }
    let request = Export
        .request_with(&base("https://host"), &json!([]))
        .expect("it can be sent");
    let headers = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    assert_eq!(
        headers,
        [
            ("accept", &b"text/csv"[..]),
            ("content-type", b"application/json"),
            ("if-match", b"\"1\""),
        ]
    );
}

#[test]
fn a_failure_keeps_every_byte_and_its_error_what_does_not_fit() {
    let failure = |status: u16, body: &[u8]| {
        let response = Response::builder()
            .status(status)
            .body(body)
            .expect("it is one");
        GetOrder::decode(&response).expect_err("it is one")
    };
    let body = br#"{"code":7,"message":"no","details":[{"fieldName":"id"},"lost"],"errors":[{"code":"a"}],"limit":{}}"#;
    let found = failure(400, body);
    assert_eq!(found.body(), body);
    let error = found.api_error().expect("it is an object");
    assert_eq!(
        serde_json::to_value(error).ok(),
        serde_json::from_slice(body).ok()
    );
    assert_eq!((found.code(), found.message()), (None, Some("no")));

    let found = failure(502, b"<html>\n  <b>Bad \xff");
    assert_eq!(found.body(), b"<html>\n  <b>Bad \xff");
    assert_eq!(found.to_string(), "502 Bad Gateway: <html> <b>Bad \u{fffd}");
    assert!(found.api_error().is_none());
    assert_eq!(failure(304, b"").kind(), FailureKind::Status);
    assert_eq!(failure(200, b" \n").kind(), FailureKind::Empty);
    assert_eq!(failure(200, b"[]").kind(), FailureKind::Undecodable);
}

#[test]
fn a_request_that_may_have_been_carried_out_is_repeated_only_if_that_changes_nothing() {
    for status in 100..=999 {
        let response = Response::builder()
            .status(status)
            .body("")
            .expect("it is one");
        let [get, patch] = [
            GetOrder::decode(&response).err(),
            PatchOrderLine::decode(&response).err(),
        ]
        .map(|failure| failure.is_some_and(|failure| failure.is_retryable()));
        assert_eq!(get, [408, 429, 502, 503, 504].contains(&status), "{status}");
        assert_eq!(patch, [429, 503].contains(&status), "{status}");
    }
}

#[test]
fn a_pause_is_the_servers_or_doubles_and_one_that_is_too_long_is_none() {
    let pause = |status: u16, after: &str, tries: u32| {
        let mut response = Response::builder().status(status);
        if !after.is_empty() {
            response = response.header("retry-after", after);
        }
        let response = response.body("").expect("it is one");
        let failure = GetOrder::decode(&response).expect_err("it is one");
        failure.retry_in(tries, Duration::from_secs(60)).ok()
    };
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(
        [0, 1, 2, 5].map(|tries| pause(503, "", tries)),
        [2, 2, 4, 32].map(seconds)
    );
    assert_eq!(
        [6, 99, u32::MAX].map(|tries| pause(503, "", tries)),
        [None; 3]
    );
    assert_eq!(
        ["0", "60", "61"].map(|after| pause(429, after, 9)),
        [seconds(0), seconds(60), None]
    );
    assert_eq!(pause(400, "1", 1), None);
}

fn sent(method: &Method, uri: &str, body: &str) -> Request<Vec<u8>> {
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header("authorization", "Bearer a");
    request.body(body.into()).expect("it is one")
}

/// The URI and the body of the next request, a word if there is none, or the error.
#[track_caller]
fn next(ways: &[NextPage], uri: &str, body: &str, answer: &str) -> (String, Option<Value>) {
    let request = sent(&Method::POST, uri, body);
    match super::pages::next(ways, &base("https://host/v1"), &request, answer.as_bytes()) {
        Ok(None) => ("none".into(), None),
        Ok(Some(next)) => {
            assert_eq!(next.headers(), request.headers());
            assert_eq!(next.method(), request.method());
            let body = serde_json::from_slice(next.body()).ok();
            (next.uri().to_string(), body)
        }
        Err(error) => (error.to_string(), None),
    }
}

#[test]
fn the_next_page_is_where_the_answer_says_but_never_at_another_server() {
    let of = |address: &str| {
        let answer = json!({ "nextUri": address }).to_string();
        next(&[Uri], "https://host/v1/orders?p=1", "", &answer).0
    };
    for (address, expected) in [
        ("/orders?p=2", "https://host/v1/orders?p=2"),
        ("?p=2", "https://host/v1/orders?p=2"),
        ("/v1/orders?p=2", "https://host/v1/orders?p=2"),
        (
            "/orders?q=ä b%20%",
            "https://host/v1/orders?q=%C3%A4%20b%20%25",
        ),
        ("https://host/v1/orders?p=2", "https://host/v1/orders?p=2"),
        (
            "HTTPS://HOST:443/v1/orders?p=2",
            "https://host/v1/orders?p=2",
        ),
        ("", "none"),
        (
            "/orders?p=1",
            "the next page is the page that was just received",
        ),
    ] {
        assert_eq!(of(address), expected, "{address}");
    }
    for address in [
        "https://evil/v1/orders",
        "https://host.evil/v1/orders",
        "https://host@evil/v1/orders",
        "https://evil@host/v1/orders",
        "http://host/v1/orders",
        "https://host:444/v1/orders",
        "https://host/v2/orders",
        "https://host/v12/orders",
        "https://host",
        "//evil/v1/orders",
        "///evil",
        "\\\\evil",
        "@evil/orders",
        ".evil/orders",
        "javascript:alert(1)",
        "orders?p=2",
    ] {
        let error = of(address);
        assert!(
            error.starts_with("the next page is at `"),
            "{address}: {error}"
        );
    }
    // Behind a slash, these are paths of the same server.
    assert_eq!(of("/\\evil"), "https://host/v1/%5Cevil");
    assert_eq!(of("/@evil"), "https://host/v1/@evil");
}

#[test]
fn a_number_counts_up_to_what_the_answer_counts() {
    let query = |uri: &str, answer: Value| {
        next(&[Number(Query("pageNumber"))], uri, "", &answer.to_string()).0
    };
    for (uri, answer, expected) in [
        ("/a", json!({"pageCount": 2}), "/a?pageNumber=2"),
        (
            "/a?x=1&pageNumber=2&y",
            json!({"pageCount": 3}),
            "/a?x=1&y&pageNumber=3",
        ),
        ("/a?pageNumber=3", json!({"pageCount": 3}), "none"),
        (
            "/a?pageNumber=9",
            json!({"pageCount": "10", "pageNumber": 1}),
            "/a?pageNumber=10",
        ),
        (
            "/a",
            json!({"pageCount": 2.0, "pageNumber": 1}),
            "/a?pageNumber=2",
        ),
        ("/a", json!({"pageCount": null}), "none"),
        (
            "/a?pageSize=2",
            json!({"total": 3}),
            "/a?pageSize=2&pageNumber=2",
        ),
        ("/a?pageSize=2&pageNumber=2", json!({"total": 3}), "none"),
        ("/a", json!({"total": 3, "pageSize": 1}), "/a?pageNumber=2"),
        ("/a", json!({"total": 3}), "none"),
        (
            "/a?pageSize=2",
            json!({"entities": [1, 2]}),
            "/a?pageSize=2&pageNumber=2",
        ),
        ("/a?pageSize=2", json!({"entities": [1]}), "none"),
        ("/a", json!([]), "none"),
        ("/a", json!("text"), "none"),
    ] {
        let expected = match expected {
            "none" => expected.to_owned(),
            path => format!("https://host/v1{path}"),
        };
        assert_eq!(query(&format!("https://host/v1{uri}"), answer), expected);
    }
}

#[test]
fn a_body_counts_in_its_own_properties_or_in_its_paging() {
    for (place, body, answer, expected) in [
        (
            Body("pageNumber"),
            r#"{"q":"a"}"#,
            r#"{"pageCount":2}"#,
            r#"{"pageNumber":2,"q":"a"}"#,
        ),
        (
            Body("pageNumber"),
            r#"{"pageNumber":2}"#,
            r#"{"pageCount":2}"#,
            "",
        ),
        (Body("pageNumber"), "[1]", r#"{"pageCount":2}"#, ""),
        (
            Body("pageNumber"),
            "null",
            r#"{"pageCount":2}"#,
            r#"{"pageNumber":2}"#,
        ),
        (
            Within("paging", "pageNumber"),
            r#"{"paging":{"pageNumber":1,"pageSize":2}}"#,
            r#"{"totalHits":3}"#,
            r#"{"paging":{"pageNumber":2,"pageSize":2}}"#,
        ),
        (
            Within("paging", "pageNumber"),
            r#"{"paging":{"pageNumber":2,"pageSize":2}}"#,
            r#"{"totalHits":3}"#,
            "",
        ),
        (
            Within("paging", "pageNumber"),
            "{}",
            r#"{"conversations":[{},{}],"totalHits":3}"#,
            r#"{"paging":{"pageNumber":2,"pageSize":2}}"#,
        ),
        (
            Within("paging", "pageNumber"),
            r#"{"paging":{"pageNumber":2,"pageSize":2}}"#,
            r#"{"conversations":[{}]}"#,
            "",
        ),
        (Within("paging", "pageNumber"), "{}", "{}", ""),
    ] {
        let found = next(&[Number(place)], "https://host/v1/a", body, answer);
        let expected = serde_json::from_str(expected).ok();
        assert_eq!(found.1, expected, "{body} {answer}");
    }
}

#[test]
fn a_cursor_goes_where_the_operation_takes_it() {
    let uri = "https://host/v1/a?cursor=1";
    for (way, answer, expected) in [
        (
            Cursor("cursor", Query("cursor")),
            r#"{"cursor":"2 +"}"#,
            "https://host/v1/a?cursor=2%20%2B",
        ),
        (
            Cursor("cursors.after", Query("after")),
            r#"{"cursors":{"after":"b"}}"#,
            "https://host/v1/a?cursor=1&after=b",
        ),
        (
            Cursor("cursor", Query("cursor")),
            r#"{"cursor":""}"#,
            "none",
        ),
        (
            Cursor("cursor", Query("cursor")),
            r#"{"cursor":null}"#,
            "none",
        ),
        (
            Cursor("cursor", Query("cursor")),
            r#"{"cursor":"1"}"#,
            "the next page is the page that was just received",
        ),
        (
            Cursor("cursors.after", Query("after")),
            r#"{"cursors":[]}"#,
            "none",
        ),
    ] {
        assert_eq!(next(&[way], uri, "", answer).0, expected, "{answer}");
    }
    let (_, body) = next(
        &[Cursor("cursor", Body("cursor"))],
        uri,
        r#"{"n":1}"#,
        r#"{"cursor":"2"}"#,
    );
    assert_eq!(body, Some(json!({"cursor": "2", "n": 1})));
    let long = json!({"cursor": "2".repeat(70_000)}).to_string();
    let (error, _) = next(&[Cursor("cursor", Query("cursor"))], uri, "", &long);
    assert!(
        error.starts_with("the URI `https://host/v1/a?cursor=222"),
        "{error}"
    );
}

#[test]
fn an_index_is_that_of_the_first_item_that_is_still_missing() {
    let of = |uri: &str, answer: Value| {
        next(&[Index(Query("startIndex"))], uri, "", &answer.to_string()).0
    };
    let (first, second) = ("https://host/v1/a", "https://host/v1/a?startIndex=3");
    assert_eq!(
        of(
            first,
            json!({"totalResults": 3, "startIndex": 1, "Resources": [1, 2]})
        ),
        second
    );
    assert_eq!(
        of(
            second,
            json!({"totalResults": 3, "startIndex": 3, "Resources": [1]})
        ),
        "none"
    );
    assert_eq!(
        of(first, json!({"totalResults": 3, "Resources": []})),
        "none"
    );
    assert_eq!(of(first, json!({"Resources": [1]})), "none");
}

#[test]
fn the_first_way_that_leads_on_is_taken_and_an_operation_without_ways_has_no_next_page() {
    let to = base("https://host");
    let request = GetOrders::new().request(&to).expect("it can be sent");
    let of =
        |body: &str| GetOrders::next(&to, &request, &Response::new(body)).expect("it is no error");
    let uri = |body: &str| of(body).map(|next| next.uri().to_string());
    let both = r#"{"nextUri":"/orders?x","pageCount":3}"#;
    assert_eq!(uri(both).as_deref(), Some("https://host/orders?x"));
    assert_eq!(
        uri(r#"{"pageCount":3}"#).as_deref(),
        Some("https://host/orders?pageNumber=2")
    );
    assert_eq!(uri("<html>"), None);
    let none = GetOrder::next(&to, &request, &Response::new(both)).expect("it is no error");
    assert!(none.is_none());
    let listing: OrderListing = GetOrders::decode(&Response::new(both))
        .expect("it is one")
        .into_unchecked();
    assert_eq!(listing.next_uri.as_deref(), Some("/orders?x"));
}
