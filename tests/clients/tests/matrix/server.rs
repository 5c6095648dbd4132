//! A server on this machine that follows a script, and records the requests.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use generated::http::Base;

/// A reply to one request.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    headers: String,
    body: Vec<u8>,
    after: Duration,
    /// The number of bytes of the body before the connection is cut; all of them otherwise.
    cut: Option<usize>,
}

pub fn reply(status: u16, body: impl AsRef<[u8]>) -> Reply {
    Reply {
        status,
        headers: String::new(),
        body: body.as_ref().to_vec(),
        after: Duration::ZERO,
        cut: None,
    }
}

impl Reply {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers += &format!("{name}: {value}\r\n");
        self
    }

    pub fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }

    pub fn cut(self, at: usize) -> Self {
        Self {
            cut: Some(at),
            ..self
        }
    }

    fn send(&self, mut to: &TcpStream) -> std::io::Result<()> {
        thread::sleep(self.after);
        let Self {
            status,
            headers,
            body,
            ..
        } = self;
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} Some\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
        );
        match self.cut {
            // The head is not sent either.
            Some(0) => Ok(()),
            cut => {
                to.write_all(head.as_bytes())?;
                to.write_all(&body[..cut.unwrap_or(length)])
            }
        }
    }
}

/// A request as the server got it.
#[derive(Debug)]
pub struct Received {
    /// Method, path and query.
    pub line: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(own, _)| own == name)?;
        Some(value)
    }

    fn read(from: &TcpStream) -> Option<Self> {
        let mut from = BufReader::new(from);
        let mut line = String::new();
        from.read_line(&mut line).ok()?;
        let mut headers = Vec::new();
        loop {
            let mut header = String::new();
            from.read_line(&mut header).ok()?;
            match header.trim_end().split_once(": ") {
                Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
                None => break,
            }
        }
        let mut request = Self {
            line: line.trim_end().strip_suffix(" HTTP/1.1")?.to_owned(),
            headers,
            body: String::new(),
        };
        let length = request.header("content-length");
        let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
        from.take(length).read_to_string(&mut request.body).ok()?;
        Some(request)
    }
}

/// A server that gives these replies, one to a connection, and then no more.
pub struct Server {
    pub base: Base,
    requests: Receiver<Received>,
}

impl Server {
    pub fn start(script: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("it has an address");
        let (sender, requests) = channel();
        thread::spawn(move || {
            for reply in script {
                let Ok((stream, _)) = listener.accept() else {
                    return;
                };
                let Some(request) = Received::read(&stream) else {
                    return;
                };
                // The test may have ended, or the client have hung up.
                let _ = sender.send(request);
                let _ = reply.send(&stream);
            }
        });
        let base = format!("http://{address}/api").parse();
        Self {
            base: base.expect("it is a base"),
            requests,
        }
    }

    /// Returns the requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.requests.try_iter().collect()
    }
}
