//! Reads a queue, changes it, and writes the request that saves it. The response is one model, and the
//! request is another.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use goldens::cases::queues::models::{Queue, QueueRequest};
use goldens::wire::{Lenient, convert};

fn main() -> Result<(), Box<dyn Error>> {
    let received = r#"{"id":"Q","name":"Sales","division":{"id":"D","name":"Home"},"acwSeconds":30,"color":7}"#;
    println!("{}", change(received, &mut |line| println!("{line}"))?);
    Ok(())
}

/// The body of the request that renames the queue.
pub(crate) fn change(body: &str, log: &mut dyn FnMut(String)) -> Result<String, Box<dyn Error>> {
    let mut queue: Queue = serde_json::from_str::<Lenient<_>>(body)?.strict()?;
    queue.name.push_str(" (closed)");
    let (mut request, deviations) = convert::<QueueRequest>(&queue)?.into_parts();
    for deviation in &deviations {
        log(deviation.to_string());
    }
    request.extra.remove("id");
    if let Some(seconds) = request.extra.take_mismatch("acwSeconds") {
        request.acw_seconds = Some(seconds.to_string());
    }
    Ok(serde_json::to_string(&request)?)
}
