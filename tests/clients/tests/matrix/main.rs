//! Both clients make the same of every answer.

use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};

use clients::{asynchronous, blocking, call};
use futures_util::TryStreamExt;
use generated::example::operations::{DeleteOrder, GetOrder, GetOrders};
use generated::example::{Order, OrderLine};
use generated::http::{Base, ClientCredentials, Failure, FailureKind, Token};
use generated::operation::{Operation, Paged};
use tokio::runtime::{Builder, Runtime};

mod newcomer;
mod server;

use server::{Received, Reply, Server, reply};

type Result<T> = blocking::Result<T>;

/// Both clients, with one face.
enum Client {
    Blocking(blocking::Client),
    Asynchronous(Runtime, asynchronous::Client),
}

impl Client {
    const ALL: [fn(&Base) -> Result<Self>; 2] = [
        |base| {
            Ok(Self::Blocking(blocking::Client::new(
                base.clone(),
                base,
                &who(),
            )?))
        },
        |base| {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            let client = runtime.block_on(asynchronous::Client::new(base.clone(), base, &who()))?;
            Ok(Self::Asynchronous(runtime, client))
        },
    ];

    fn call<O: Operation>(&self, operation: &O, body: &O::Request) -> Result<O::Response> {
        match self {
            Self::Blocking(client) => client.call(operation, body),
            Self::Asynchronous(runtime, client) => runtime.block_on(client.call(operation, body)),
        }
    }

    /// Returns the pages up to the first error, and the error.
    fn pages<O: Operation>(
        &self,
        operation: &O,
        body: &O::Request,
    ) -> (Vec<O::Response>, Option<String>) {
        let mut pages = Vec::new();
        let outcome = match self {
            Self::Blocking(client) => client
                .pages(operation, body)
                .try_for_each(|page| page.map(|page| pages.push(page))),
            Self::Asynchronous(runtime, client) => {
                runtime.block_on(client.pages(operation, body).try_for_each(|page| {
                    pages.push(page);
                    std::future::ready(Ok(()))
                }))
            }
        };
        (pages, outcome.err().map(|error| error.to_string()))
    }

    fn add_one(&self, order: &str, line: usize) -> Result<OrderLine> {
        match self {
            Self::Blocking(client) => blocking::add_one(client, order, line),
            Self::Asynchronous(runtime, client) => {
                runtime.block_on(asynchronous::add_one(client, order, line))
            }
        }
    }
}

fn who() -> ClientCredentials {
    ClientCredentials::new("id", "secret")
}

fn token() -> Reply {
    reply(
        200,
        r#"{"access_token":"T","token_type":"bearer","expires_in":86399}"#,
    )
}

/// Signs in with each client, at a server that goes on with this script. Returns the requests after that.
#[track_caller]
fn both(script: &[Reply], check: impl Fn(&Client, &Base)) -> Vec<Received> {
    START_LOG.call_once(|| {
        log::set_logger(&LOG).expect("no other logger is there");
        log::set_max_level(log::LevelFilter::Warn);
    });
    let runs = Client::ALL.map(|sign_in| {
        let server = Server::start([&[token()], script].concat());
        let client = sign_in(&server.base).expect("the server lets it in");
        check(&client, &server.base);
        let mut received = server.received();
        assert_eq!(received.remove(0).line, "POST /api/oauth/token");
        assert!(
            received
                .iter()
                .all(|it| it.header("authorization") == Some("Bearer T"))
        );
        received
    });
    let [lines, others] = runs.each_ref().map(|run| {
        let lines = run.iter().map(|it| (it.line.clone(), it.body.clone()));
        lines.collect::<Vec<_>>()
    });
    assert_eq!(lines, others);
    let [received, _] = runs;
    received
}

/// Gets an order that the server does not give.
#[track_caller]
fn failures(script: &[Reply], check: impl Fn(&Failure)) -> Vec<Received> {
    both(script, |client, _| {
        let error = client
            .call(&GetOrder::new("A 17".into()), &())
            .expect_err("it fails");
        check(error.downcast_ref().unwrap_or_else(|| panic!("{error}")));
    })
}

const ORDER: &str =
    r#"{"id":"A 17","lines":[{"article":"tea","quantity":1,"wrapped":true}],"mood":"new"}"#;

#[test]
fn a_client_signs_in_and_sends_its_token() {
    let received = both(&[reply(200, ORDER)], |client, _| {
        let order: Order = client
            .call(&GetOrder::new("A 17".into()), &())
            .expect("it is there");
        assert_eq!(order.id, "A 17");
    });
    assert_eq!(received[0].line, "GET /api/orders/A%2017");
    assert_eq!(received[0].header("accept"), Some("application/json"));
    assert_eq!(received[0].body, "");
}

#[test]
fn credentials_that_are_refused_are_the_error_of_oauth() {
    for sign_in in Client::ALL {
        let refusal = r#"{"error":"invalid_client","description":"client not found"}"#;
        let server = Server::start(vec![reply(400, refusal)]);
        let error = sign_in(&server.base).err().expect("it is refused");
        assert_eq!(
            error.to_string(),
            "400 Bad Request: invalid_client: client not found"
        );
        let [request] = &server.received()[..] else {
            panic!("one request")
        };
        assert_eq!(request.body, "grant_type=client_credentials");
        assert_eq!(request.header("authorization"), Some("Basic aWQ6c2VjcmV0"));
        assert_eq!(
            request.header("content-type"),
            Some("application/x-www-form-urlencoded")
        );
    }
}

#[test]
fn a_token_that_has_expired_is_not_sent_again() {
    let body = r#"{"code":"bad.credentials","message":"Invalid login","contextId":"c-1"}"#;
    let received = failures(&[reply(401, body), reply(200, ORDER)], |failure| {
        assert_eq!(
            (failure.status().as_u16(), failure.kind()),
            (401, FailureKind::Status)
        );
        assert_eq!(
            failure.to_string(),
            "401 Unauthorized: bad.credentials: Invalid login (c-1)"
        );
    });
    assert_eq!(received.len(), 1);
}

#[test]
fn after_429_and_503_the_request_is_sent_again_when_the_server_says() {
    let script = [
        reply(429, "{}").header("retry-after", "1"),
        reply(503, "")
            .header("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .header("Retry-After", "Sun, 06 Nov 1994 08:49:38 GMT"),
        reply(200, ORDER),
    ];
    let received = both(&script, |client, _| {
        let begin = Instant::now();
        client
            .call(&GetOrder::new("A".into()), &())
            .expect("the third time it is there");
        assert!(begin.elapsed() >= Duration::from_secs(2));
    });
    assert_eq!(received.len(), 3);
}

#[test]
fn a_client_gives_up_after_four_tries_and_before_a_pause_without_end() {
    let again = reply(429, r#"{"code":"too.many.requests"}"#).header("retry-after", "0");
    let received = failures(
        &[
            again.clone(),
            again.clone(),
            again.clone(),
            again,
            reply(200, ORDER),
        ],
        |failure| {
            assert_eq!(failure.code(), Some("too.many.requests"));
        },
    );
    assert_eq!(received.len(), 4);

    let year = reply(503, "").header("retry-after", "31536000");
    let received = failures(&[year, reply(200, ORDER)], |failure| {
        assert_eq!(failure.retry_after(), Some(Duration::from_secs(31_536_000)));
    });
    assert_eq!(received.len(), 1);
}

#[test]
fn a_slow_answer_is_waited_for() {
    let slow = reply(200, ORDER).after(Duration::from_millis(500));
    both(&[slow], |client, _| {
        client
            .call(&GetOrder::new("A".into()), &())
            .expect("it comes");
    });
}

#[test]
fn a_cut_connection_is_an_error_of_the_client() {
    for cut in [0, 1, ORDER.len() - 1] {
        both(&[reply(200, ORDER).cut(cut)], |client, _| {
            let error = client
                .call(&GetOrder::new("A".into()), &())
                .expect_err("half is missing");
            assert!(error.downcast_ref::<Failure>().is_none(), "{error}");
        });
    }
}

#[test]
fn an_error_body_has_a_type() {
    let body = r#"{"message":"Bad","code":"bad.request","status":400,"contextId":"c-2",
        "details":[{"errorCode":"missing","fieldName":"orderId"}],"errors":[{"code":"inner"}]}"#;
    failures(&[reply(400, body)], |failure| {
        let error = failure.api_error().expect("it is an error body");
        assert_eq!(error.context_id.as_deref(), Some("c-2"));
        let details = error.details.as_deref().unwrap_or_default();
        assert_eq!(details[0].field_name.as_deref(), Some("orderId"));
        let errors = error.errors.as_deref().unwrap_or_default();
        assert_eq!(errors[0].code.as_deref(), Some("inner"));
        assert_eq!(error.extra.get("status"), Some(&400.into()));
        assert_eq!(failure.text(), body);
    });
}

#[test]
fn a_failure_without_an_error_body_keeps_its_text() {
    let page = "<html>Bad\n gateway</html>";
    failures(
        &[reply(418, page).header("content-type", "text/html")],
        |failure| {
            assert!(failure.api_error().is_none());
            assert_eq!(failure.text(), page);
            assert_eq!(
                failure.to_string(),
                "418 I'm a teapot: <html>Bad gateway</html>"
            );
        },
    );
    failures(&[reply(500, "")], |failure| {
        assert_eq!(failure.to_string(), "500 Internal Server Error");
    });
}

#[test]
fn an_empty_body_where_a_model_is_defined_is_a_failure() {
    for status in [200, 204] {
        failures(&[reply(status, "")], |failure| {
            assert_eq!(
                (failure.status().as_u16(), failure.kind()),
                (status, FailureKind::Empty)
            );
        });
    }
}

#[test]
fn a_body_that_is_not_json_is_a_failure_with_its_text() {
    for body in ["<html>Sign in</html>", r#"{"id":"A"#, "[]", "\u{1}"] {
        let reply = reply(200, body).header("content-type", "text/html");
        failures(&[reply], |failure| {
            assert_eq!(failure.kind(), FailureKind::Undecodable);
            assert_eq!(failure.text(), body);
            let start = "200 OK: the body (text/html) cannot be decoded: ";
            assert!(failure.to_string().starts_with(start), "{failure}");
        });
    }
}

#[test]
fn json_of_another_content_type_or_an_unlisted_status_is_an_answer() {
    for status in [200, 202, 299] {
        both(
            &[reply(status, ORDER).header("content-type", "text/plain")],
            |client, _| {
                client
                    .call(&GetOrder::new("A".into()), &())
                    .expect("it is an order");
            },
        );
    }
}

#[test]
fn an_operation_without_an_answer_takes_any_body() {
    for body in ["", "{}", "<html>"] {
        both(&[reply(200, body)], |client, _| {
            client
                .call(&DeleteOrder::new("A".into()), &())
                .expect("it is gone");
        });
    }
}

#[test]
fn a_redirect_is_a_failure_and_not_followed() {
    for status in [301, 302, 307, 308] {
        let elsewhere = Server::start(vec![reply(200, ORDER)]);
        let to = format!("{}/orders", elsewhere.base);
        failures(
            &[reply(status, "moved").header("location", &to)],
            |failure| {
                assert_eq!(failure.kind(), FailureKind::Redirect);
                assert_eq!(failure.location(), Some(to.as_str()));
                assert_eq!(failure.text(), "moved");
            },
        );
        assert!(elsewhere.received().is_empty());
    }
}

/// Two pages, of which the second has an item that is no order.
fn two_pages() -> [Reply; 2] {
    [
        reply(
            200,
            r#"{"entities":[{"id":"A","mood":"new"}],"pageCount":2,"nextUri":"/orders?pageNumber=2"}"#,
        ),
        reply(
            200,
            r#"{"entities":["lost",{"id":"B","total":"4.50"}],"pageNumber":2,"pageCount":2}"#,
        ),
    ]
}

#[test]
fn pages_are_followed_and_mismatched_items_are_logged() {
    let mut open = GetOrders::new();
    open.status = vec!["open".into(), "on its way".into()];
    let received = both(&two_pages(), |client, _| {
        let (pages, error) = client.pages(&open, &());
        let orders = pages.iter().flat_map(|page| page.page().entities);
        assert_eq!(
            orders.map(|order| order.id.as_str()).collect::<Vec<_>>(),
            ["A", "B"]
        );
        assert_eq!(error, None);
    });
    let lines: Vec<_> = received
        .iter()
        .map(|request| request.line.as_str())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /api/orders?status=open&status=on%20its%20way",
            "GET /api/orders?pageNumber=2",
        ]
    );
    let logged = logged();
    for line in [
        "entities[0].mood: expected nothing (unknown to `Order`), found \"new\"",
        "entities[0]: expected an object (`Order`), found \"lost\"",
        "entities[1].total: expected a number, found \"4.50\"",
    ] {
        // One of each client.
        assert!(
            logged.iter().filter(|it| *it == line).count() >= 2,
            "{logged:#?}"
        );
    }
}

#[test]
fn no_page_is_sent_for_before_the_program_gets_there() {
    let received = both(&two_pages(), |client, _| {
        client
            .call(&GetOrders::new(), &())
            .expect("there is a page");
    });
    assert_eq!(received.len(), 1);
}

#[test]
fn a_page_at_another_server_is_an_error_and_the_token_stays() {
    let elsewhere = Server::start(vec![reply(200, "{}")]);
    let body = format!(
        r#"{{"entities":[{{"id":"A"}}],"nextUri":"{}/orders"}}"#,
        elsewhere.base
    );
    let received = both(&[reply(200, body)], |client, base| {
        let (pages, error) = client.pages(&GetOrders::new(), &());
        assert_eq!(pages.len(), 1);
        let expected = format!(
            "the next page is at `{}/orders`, which is not below `{base}`",
            elsewhere.base
        );
        assert_eq!(error, Some(expected));
    });
    assert_eq!(received.len(), 1);
    assert!(elsewhere.received().is_empty());
}

#[test]
fn a_line_is_changed_and_what_is_unknown_of_it_stays() {
    let changed = r#"{"article":"tea","quantity":2,"wrapped":true}"#;
    let received = both(&[reply(200, ORDER), reply(200, changed)], |client, _| {
        assert_eq!(
            client.add_one("A 17", 0).expect("it is changed").quantity,
            2
        );
    });
    assert_eq!(received[1].line, "PATCH /api/orders/A%2017/lines/0");
    assert_eq!(received[1].header("content-type"), Some("application/json"));
    assert_eq!(received[1].body, changed);
}

#[test]
fn what_cannot_be_sent_is_not() {
    let received = both(&[], |client, _| {
        client
            .call(&GetOrder::new("..".into()), &())
            .expect_err("it leads elsewhere");
        let (pages, error) = client.pages(&GetOrder::new(String::new()), &());
        assert!(pages.is_empty());
        assert_eq!(
            error.as_deref(),
            Some("`orderId` of `/orders/{orderId}` is empty")
        );
    });
    assert!(received.is_empty());
}

#[test]
fn the_program_of_the_readme_returns_all_orders() {
    let server = Server::start(two_pages().to_vec());
    let token = Token::bearer("T").expect("it is one");
    let orders = call::all_orders(&server.base, &token).expect("they are there");
    assert_eq!(
        orders.iter().map(|order| &*order.id).collect::<Vec<_>>(),
        ["A", "B"]
    );
    let received = server.received();
    assert!(
        received
            .iter()
            .all(|it| it.header("authorization") == Some("Bearer T"))
    );
    assert_eq!(received.len(), 2);
}

/// The clients are to be read in one sitting, and the program of the README to be copied.
#[test]
fn each_client_has_fewer_than_eighty_lines_and_the_program_no_more_than_fifteen() {
    for text in [
        include_str!("../../src/blocking.rs"),
        include_str!("../../src/asynchronous.rs"),
    ] {
        assert!(text.lines().count() < 80, "{}", text.lines().count());
    }
    let program = include_str!("../../src/call.rs");
    let (_, function) = program.split_once("pub fn").expect("it is a function");
    assert!(function.lines().count() <= 15);
}

/// The lines that the clients log.
struct Log(Mutex<Vec<String>>);

static LOG: Log = Log(Mutex::new(Vec::new()));
static START_LOG: Once = Once::new();

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        if record.target().starts_with("clients") {
            self.0
                .lock()
                .expect("no test panics here")
                .push(record.args().to_string());
        }
    }

    fn flush(&self) {}
}

/// Returns the lines of this test, and perhaps of others.
fn logged() -> Vec<String> {
    LOG.0.lock().expect("no test panics here").clone()
}
