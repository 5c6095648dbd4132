//! Asks for all orders, page by page, over a plain TCP stream: `call` sends any operation, and `pages`
//! follows those whose answers are pages. It reports the deviations of each answer before it reads the answer.
//!
//! ```console
//! $ cargo run -p generated --example follow_pages --features operations
//! ```
//!
//! The server is the example's own, on localhost; a program would use the HTTP client of its choice.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use generated::example::operations::{DeleteOrder, GetOrders};
use generated::operation::{Body, Operation, Paged};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    run(&mut |line| println!("{line}"))
}

/// What the example has to say, line by line.
pub(crate) fn run(say: &mut dyn FnMut(String)) -> Result<()> {
    let server = serve()?;
    let mut client = Client { server, say };
    let mut open = GetOrders::new();
    open.status = vec!["open".into(), "on its way".into()];
    for answer in client.pages(&open, &())? {
        for order in answer.page().entities {
            (client.say)(format!("order {}", order.id));
        }
    }
    client.call(&DeleteOrder::new("A-17".into()), &())
}

/// Sends operations to a server, and passes on the deviations of its answers.
struct Client<'a> {
    server: SocketAddr,
    say: &'a mut dyn FnMut(String),
}

impl Client<'_> {
    /// Sends an operation, and decodes the answer.
    fn call<O: Operation>(&mut self, operation: &O, request: &O::Request) -> Result<O::Response> {
        self.send::<O>(&operation.path_and_query()?, request)
    }

    /// Sends an operation, and follows where each answer says the next page is.
    fn pages<O: Operation<Response: Paged>>(
        &mut self,
        operation: &O,
        request: &O::Request,
    ) -> Result<Vec<O::Response>> {
        let mut pages = vec![self.call(operation, request)?];
        while let Some(next) = pages.last().and_then(|page| page.page().next_uri) {
            let next = self.send::<O>(next, request)?;
            pages.push(next);
        }
        Ok(pages)
    }

    fn send<O: Operation>(&mut self, path: &str, request: &O::Request) -> Result<O::Response> {
        let (method, server, body) = (O::METHOD, self.server, request.encode()?);
        let mut stream = TcpStream::connect(server)?;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {server}\r\n")?;
        write!(stream, "Content-Length: {}\r\n\r\n", body.len())?;
        stream.write_all(&body)?;
        let (status, body) = message(stream)?;
        if !status.starts_with("HTTP/1.1 2") {
            return Err(format!("{method} {path}: {status}").into());
        }
        let (answer, deviations) = O::Response::decode(&body)?.into_parts();
        for deviation in deviations {
            (self.say)(format!("deviation: {deviation}"));
        }
        Ok(answer)
    }
}

/// The first line of an HTTP message, and its body.
fn message(stream: impl Read) -> Result<(String, Vec<u8>)> {
    let mut stream = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    stream.read_line(&mut first)?;
    loop {
        let mut header = String::new();
        stream.read_line(&mut header)?;
        match header.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse()?
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((first.trim_end().to_owned(), body))
}

/// What the server knows: requests, and its answers to them. The second page holds an order that is none.
const ANSWERS: [(&str, &str); 3] = [
    (
        "GET /orders?status=open&status=on%20its%20way HTTP/1.1",
        r#"{"entities":[{"id":"A-17","mood":"new"}],"pageNumber":1,"pageCount":2,"nextUri":"/orders?pageNumber=2"}"#,
    ),
    (
        "GET /orders?pageNumber=2 HTTP/1.1",
        r#"{"entities":["lost",{"id":"A-18","total":"4.50"}],"pageNumber":2,"pageCount":2}"#,
    ),
    ("DELETE /orders/A-17 HTTP/1.1", ""),
];

/// Starts a server on a free port of this machine, which answers until the program ends.
fn serve() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Who hangs up gets no answer, and the next one does.
            drop(answer(stream));
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream) -> Result<()> {
    let (request, _) = message(&stream)?;
    let known = ANSWERS.iter().find(|(known, _)| *known == request);
    let (status, body) = known.map_or(("404 Not Found", ""), |(_, body)| ("200 OK", body));
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    Ok(())
}
