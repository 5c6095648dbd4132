//! A client on reqwest and tokio that sends any operation.

use std::time::Duration;

use futures_util::stream::{Stream, TryStreamExt, try_unfold};
use generated::example::OrderLine;
use generated::example::operations::{GetOrder, PatchOrderLine};
use generated::http::{Base, ClientCredentials, Exchange, Failure, Token};
use generated::operation::Operation;
use tokio::time::sleep;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
type Request = http::Request<Vec<u8>>;
type Response = http::Response<Vec<u8>>;
type Decode<T> = fn(&Response) -> std::result::Result<T, Failure>;
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

pub struct Client(reqwest::Client, Base, Token);

impl Client {
    /// Signs in. Redirects are failures, because they may lead to other servers.
    pub async fn new(base: Base, login: &Base, who: &ClientCredentials) -> Result<Self> {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(30));
        let client = client.redirect(reqwest::redirect::Policy::none()).build()?;
        let (token, _) = send(&client, &who.request(login)?, ClientCredentials::decode).await?;
        Ok(Self(client, base, token))
    }

    pub async fn call<O: Operation>(&self, it: &O, body: &O::Request) -> Result<O::Response> {
        let mut pages = std::pin::pin!(self.pages(it, body));
        pages.try_next().await?.ok_or("no request".into())
    }

    /// Sends an operation, and a request for each further page when the program gets there.
    pub fn pages<O: Operation>(
        &self,
        it: &O,
        body: &O::Request,
    ) -> impl Stream<Item = Result<O::Response>> {
        let Self(http, base, token) = self;
        let first = it.request_with(base, body);
        try_unfold(first.map(|it| Some(token.authorize(it))), async |next| {
            let Some(request) = next? else {
                return Ok(None);
            };
            let (answer, response) = send(http, &request, O::decode).await?;
            let (answer, deviations) = answer.into_parts();
            deviations.iter().for_each(|it| log::warn!("{it}"));
            Ok(Some((answer, O::next(base, &request, &response))))
        })
    }
}

/// Sends a request, and again after the pause that the server asks for.
async fn send<T>(http: &reqwest::Client, it: &Request, read: Decode<T>) -> Result<(T, Response)> {
    let mut tries = 0;
    loop {
        let received = http.execute(it.clone().try_into()?).await?;
        let (status, headers) = (received.status(), received.headers().clone());
        let mut response = Response::new(received.bytes().await?.into());
        (*response.status_mut(), *response.headers_mut()) = (status, headers);
        tries += 1;
        match read(&response) {
            Ok(answer) => return Ok((answer, response)),
            Err(failure) if tries == 4 => return Err(failure.into()),
            Err(failure) => sleep(failure.retry_in(tries, LONGEST_PAUSE)?).await,
        }
    }
}

/// Reads an order, and writes back a line of it, with all that this program does not know.
pub async fn add_one(client: &Client, order: &str, line: usize) -> Result<OrderLine> {
    let now = client.call(&GetOrder::new(order.into()), &()).await?;
    let lines = now.lines.unwrap_or_default();
    let mut line_now = lines.into_iter().nth(line).ok_or("no such line")?;
    line_now.quantity += 1;
    let patch = PatchOrderLine::new(order.into(), line.to_string());
    client.call(&patch, &line_now).await
}
