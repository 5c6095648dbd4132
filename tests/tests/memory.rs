//! The peak memory of lenient decoding stays within four times that of `serde_json::Value`, however much of
//! a body deviates. Each decoding runs in a process of its own, which reports its peak.

#![cfg(target_os = "linux")]

use std::process::Command;

use goldens::cases::analytics::models::AnalyticsSession;
use goldens::cases::required::models::{Eight, Seven};
use goldens::wire::Lenient;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Names the type to decode a body as, for the process that does it.
const TYPE: &str = "MEMORY_TYPE";
const ITEM: &str = "MEMORY_ITEM";

/// The body: a list with that item again and again.
fn body(item: &str) -> String {
    format!("[{}]", vec![item; 4_000_000 / (item.len() + 1)].join(","))
}

fn status(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the kernel writes it");
    let line = status.lines().find(|line| line.starts_with(field));
    let words = line.expect("the field is there").split_whitespace();
    words
        .filter_map(|word| word.parse::<u64>().ok())
        .next()
        .expect("it is a number")
}

fn decode<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("it is taken")
}

/// The work of a process of [`peak`].
#[test]
#[ignore = "runs in a process of its own"]
fn decodes_a_body() {
    let (Ok(ty), Ok(item)) = (std::env::var(TYPE), std::env::var(ITEM)) else {
        return;
    };
    let text = body(&item);
    let before = status("VmRSS:");
    match ty.as_str() {
        "eight" => drop(decode::<Lenient<Vec<Eight>>>(&text)),
        "seven" => drop(decode::<Lenient<Vec<Seven>>>(&text)),
        "session" => drop(decode::<Lenient<Vec<AnalyticsSession>>>(&text)),
        _ => drop(decode::<Value>(&text)),
    }
    println!("peak {}", status("VmHWM:").saturating_sub(before));
}

/// The kilobytes that decoding takes at its peak.
fn peak(ty: &str, item: &str) -> u64 {
    let output = Command::new(std::env::current_exe().expect("this runs"))
        .args(["decodes_a_body", "--exact", "--ignored", "--nocapture"])
        .env(TYPE, ty)
        .env(ITEM, item)
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let found = text
        .split("peak ")
        .nth(1)
        .and_then(|rest| rest.lines().next());
    found
        .and_then(|it| it.trim().parse().ok())
        .unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn a_body_that_deviates_takes_no_more_than_four_times_the_memory_of_any_json() {
    for (ty, item) in [
        ("eight", "{}"),
        ("seven", "{\"x\":0}"),
        ("session", "0"),
        ("eight", "null"),
        ("eight", "{\"property0\":\"a\"}"),
    ] {
        let (ours, any) = (peak(ty, item), peak("any", item));
        assert!(ours <= 4 * any, "{item} as {ty}: {ours} kB, {any} kB");
        eprintln!("{item} as {ty}: {ours} kB, {any} kB as any JSON");
    }
}
