//! The program of a newcomer who has read the README: an endpoint of their own, a listing with all its pages,
//! an error, and an update. Its only code of HTTP is `send`, the client's own call.

use std::error::Error;

use generated::example::operations::{GetOrder, GetOrders, PatchOrderLine};
use generated::http::{Base, Exchange, Token};
use generated::operation::{Operation, Paged};
use http::{Request, Response};

use crate::server::{Server, reply};

/// An endpoint that is not among the operations.
struct GetHealth;

impl Operation for GetHealth {
    type Request = ();
    type Response = serde_json::Value;
    type Error = serde_json::Value;
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/health";
}

fn send(request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ureq::Error> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0);
    let (parts, mut body) = config.build().new_agent().run(request)?.into_parts();
    Ok(Response::from_parts(parts, body.read_to_vec()?))
}

fn program(base: &Base, token: &Token) -> Result<Vec<String>, Box<dyn Error>> {
    let mut printed = Vec::new();

    let response = send(token.authorize(GetHealth.request(base)?))?;
    let (health, _) = GetHealth::decode(&response)?.into_parts();
    printed.push(health["status"].to_string());

    let mut next = Some(token.authorize(GetOrders::new().request(base)?));
    while let Some(request) = next {
        let response = send(request.clone())?;
        let (orders, _) = GetOrders::decode(&response)?.into_parts();
        printed.extend(orders.page().entities.iter().map(|order| order.id.clone()));
        next = GetOrders::next(base, &request, &response)?;
    }

    let response = send(token.authorize(GetOrder::new("X".into()).request(base)?))?;
    match GetOrder::decode(&response) {
        Ok(_) => printed.push("found".into()),
        Err(failure) if failure.code() == Some("not.found") => printed.push("not found".into()),
        Err(failure) => return Err(failure.into()),
    }

    let response = send(token.authorize(GetOrder::new("A".into()).request(base)?))?;
    let order = GetOrder::decode(&response)?.strict()?;
    let mut line = order.lines.unwrap_or_default().remove(0);
    line.quantity += 1;
    let change = PatchOrderLine::new(order.id, "0".into());
    let response = send(token.authorize(change.request_with(base, &line)?))?;
    let line = PatchOrderLine::decode(&response)?.strict()?;
    printed.push(format!("{} {}", line.quantity, line.article));
    Ok(printed)
}

#[test]
fn a_newcomer_writes_no_code_of_http_but_the_call_of_the_client() {
    let server = Server::start(vec![
        reply(200, r#"{"status":"up"}"#),
        reply(
            200,
            r#"{"entities":[{"id":"A"}],"pageNumber":1,"pageCount":2}"#,
        ),
        reply(
            200,
            r#"{"entities":[{"id":"B"}],"pageNumber":2,"pageCount":2}"#,
        ),
        reply(404, r#"{"code":"not.found","message":"No such order"}"#),
        reply(
            200,
            r#"{"id":"A","lines":[{"article":"tea","quantity":1,"note":"hot"}]}"#,
        ),
        reply(200, r#"{"article":"tea","quantity":2,"note":"hot"}"#),
    ]);
    let token = Token::bearer("T").expect("it is one");
    let printed = program(&server.base, &token).expect("nothing fails");
    assert_eq!(printed, ["\"up\"", "A", "B", "not found", "2 tea"]);
    let received = server.received();
    let lines: Vec<_> = received.iter().map(|it| it.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "GET /api/health",
            "GET /api/orders",
            "GET /api/orders?pageNumber=2",
            "GET /api/orders/X",
            "GET /api/orders/A",
            "PATCH /api/orders/A/lines/0",
        ]
    );
    assert_eq!(
        received[5].body,
        r#"{"article":"tea","quantity":2,"note":"hot"}"#
    );
}
