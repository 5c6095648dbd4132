//! Paths and queries are encoded as a library for it has them.

#[allow(deprecated, reason = "it stands for all that are")]
use goldens::cases::example::operations::GetOrdersFound;
use goldens::cases::example::operations::{GetOrder, GetOrders, PatchOrderLine, PostOrders};
use goldens::cases::parameters::operations::{GetTracks, GetTracksGenreLevelDay};
use goldens::cases::parameters::{Genre, Level, SortBy, TracksExpand};
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

#[test]
fn every_type_has_its_form_in_the_query_and_in_headers() {
    let mut tracks = GetTracks::new(Genre::JAZZ_BLUES, Level::from(11), "a&b,c".to_owned());
    let required = "/api/v2/tracks?level=11&market=a%26b%2Cc";
    assert_eq!(tracks.path_and_query().as_deref(), Ok(required));
    assert_eq!(tracks.headers(), [("Genre", "jazz & blues".to_owned())]);

    tracks.page_size = Some(25_u32);
    tracks.offset = Some(-1_i64);
    tracks.share = Some(0.5_f64);
    tracks.price = Some("9.5".parse().unwrap());
    tracks.live = Some(false);
    tracks.genre_ = Some(Genre::from("new genre"));
    tracks.sort_by = vec![SortBy::NAME, SortBy::PLAYS];
    tracks.levels = vec![Level::from(1), Level::from(2)];
    tracks.expand = vec![TracksExpand::ALBUMS];
    tracks.id = vec!["1,2".to_owned(), "3".to_owned()];
    tracks.flags = vec![true, false];
    tracks.days = vec!["2025-01-01".into(), "2025-01-02".into()];
    tracks.from = Some("2025-01-01T00:00:00+01:00".into());
    tracks.until = Some("now".to_owned());
    tracks.interval = Some("2025-01-01T00:00:00Z/2025-01-02T00:00:00Z".into());
    tracks.plain = Some("text".to_owned());
    tracks.filter = Some(serde_json::json!({"a": [1]}));
    tracks.if_modified_since = Some("2025-01-01T00:00:00Z".into());
    tracks.accept_rank = vec![1_i64, 2];
    let path = tracks.path_and_query().unwrap();
    let (_, query) = path.split_once('?').unwrap();
    let query: Vec<_> = query.split('&').collect();
    let expected = [
        "level=11",
        "market=a%26b%2Cc",
        "days%5B%5D=2025-01-01",
        "days%5B%5D=2025-01-02",
        "expand=albums",
        "filter=%7B%22a%22%3A%5B1%5D%7D",
        "flags=true",
        "flags=false",
        "from=2025-01-01T00%3A00%3A00%2B01%3A00",
        "genre=new%20genre",
        "id=1%2C2,3",
        "interval=2025-01-01T00%3A00%3A00Z%2F2025-01-02T00%3A00%3A00Z",
        "levels=1,2",
        "live=false",
        "offset=-1",
        "pageSize=25",
        "plain=text",
        "price=9.5",
        "share=0.5",
        "sortBy=name",
        "sortBy=plays",
        "until=now",
    ];
    assert_eq!(query, expected);
    let headers = [
        ("Genre", "jazz & blues".to_owned()),
        ("Accept-Rank", "1,2".to_owned()),
        ("If-Modified-Since", "2025-01-01T00:00:00Z".to_owned()),
    ];
    assert_eq!(tracks.headers(), headers);
    assert_eq!(tracks.clone(), tracks);
    let mut others = [tracks.clone(), tracks.clone(), tracks.clone()];
    others[0].market.clear();
    others[1].live = None;
    others[2].id.clear();
    assert!(others.iter().all(|other| *other != tracks));

    tracks.levels.clear();
    tracks.id.clear();
    tracks.accept_rank.clear();
    let path = tracks.path_and_query().unwrap();
    assert!(!path.contains("levels") && !path.contains("id="), "{path}");
    assert_eq!(tracks.headers().len(), 2);
}

#[test]
fn operations_are_shown_as_a_derive_shows_them() {
    #[derive(Debug)]
    #[allow(dead_code, reason = "it is only shown")]
    struct GetOrder {
        order_id: String,
        expand: Vec<String>,
    }
    let derived = GetOrder {
        order_id: "a".to_owned(),
        expand: vec!["b".to_owned()],
    };
    let mut order = goldens::cases::example::operations::GetOrder::new("a".to_owned());
    order.expand.push("b".to_owned());
    assert_eq!(
        format!("{order:?} {order:#?}"),
        format!("{derived:?} {derived:#?}")
    );
}

#[test]
fn every_type_has_its_form_in_a_path() {
    let ids = vec!["1/2".to_owned(), "3".to_owned()];
    let genre = Genre::JAZZ_BLUES;
    let mut tracks = GetTracksGenreLevelDay::new(genre, Level::from(2), "2025-01-01".into(), ids);
    let path = "/api/v2/tracks/jazz%20%26%20blues/levels/2/days/2025-01-01/ids/1%2F2,3";
    assert_eq!(tracks.path_and_query().as_deref(), Ok(path));
    tracks.ids.clear();
    let error = tracks.path_and_query().unwrap_err();
    assert_eq!(error.parameter(), "ids");
    tracks.genre = Genre::from("");
    assert_eq!(tracks.path_and_query().unwrap_err().parameter(), "genre");
}
