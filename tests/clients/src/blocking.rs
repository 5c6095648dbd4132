//! A client on ureq that sends any operation.

use std::time::Duration;

use generated::example::OrderLine;
use generated::example::operations::{GetOrder, PatchOrderLine};
use generated::http::{Base, ClientCredentials, Exchange, Failure, Token};
use generated::operation::Operation;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
type Request = http::Request<Vec<u8>>;
type Response = http::Response<Vec<u8>>;
type Decode<T> = fn(&Response) -> std::result::Result<T, Failure>;
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

pub struct Client(ureq::Agent, Base, Token);

impl Client {
    /// Signs in. Redirects are failures, because they may lead to other servers.
    pub fn new(base: Base, login: &Base, who: &ClientCredentials) -> Result<Self> {
        let config = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(30)));
        let config = config.http_status_as_error(false).max_redirects(0);
        let agent = config.build().new_agent();
        let (token, _) = send(&agent, &who.request(login)?, ClientCredentials::decode)?;
        Ok(Self(agent, base, token))
    }

    pub fn call<O: Operation>(&self, it: &O, body: &O::Request) -> Result<O::Response> {
        self.pages(it, body).next().ok_or("no request")?
    }

    /// Sends an operation, and a request for each further page when the program gets there.
    pub fn pages<O: Operation>(
        &self,
        it: &O,
        body: &O::Request,
    ) -> impl Iterator<Item = Result<O::Response>> {
        let Self(agent, base, token) = self;
        let first = it.request_with(base, body);
        let mut next = first.map(|it| Some(token.authorize(it))).transpose();
        std::iter::from_fn(move || {
            let request = next.take()?;
            let page = |request| {
                let (answer, response) = send(agent, &request, O::decode)?;
                let (answer, deviations) = answer.into_parts();
                deviations.iter().for_each(|it| log::warn!("{it}"));
                next = O::next(base, &request, &response).transpose();
                Ok(answer)
            };
            Some(request.map_err(Into::into).and_then(page))
        })
    }
}

/// Sends a request, and again after the pause that the server asks for.
fn send<T>(agent: &ureq::Agent, it: &Request, read: Decode<T>) -> Result<(T, Response)> {
    let mut tries = 0;
    loop {
        let (parts, mut body) = agent.run(it.clone())?.into_parts();
        let response = Response::from_parts(parts, body.read_to_vec()?);
        tries += 1;
        match read(&response) {
            Ok(answer) => return Ok((answer, response)),
            Err(failure) if tries == 4 => return Err(failure.into()),
            Err(failure) => std::thread::sleep(failure.retry_in(tries, LONGEST_PAUSE)?),
        }
    }
}

/// Reads an order, and writes back a line of it, with all that this program does not know.
pub fn add_one(client: &Client, order: &str, line: usize) -> Result<OrderLine> {
    let now = client.call(&GetOrder::new(order.into()), &())?;
    let lines = now.lines.unwrap_or_default();
    let mut line_now = lines.into_iter().nth(line).ok_or("no such line")?;
    line_now.quantity += 1;
    let patch = PatchOrderLine::new(order.into(), line.to_string());
    client.call(&patch, &line_now)
}
