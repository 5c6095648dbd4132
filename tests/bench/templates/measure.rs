//! Decodes and encodes one response with one of the two crates of models, and prints what it cost.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::io::stdin;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use cpu_time::ThreadTime;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{from_slice, to_writer};

type Ours = generated::MODEL;
type Derived = derived::MODEL;

/// Counts the bytes that are held.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_add(size, Relaxed);
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &*arguments.iter().map(String::as_str).collect::<Vec<_>>() {
        ["sizes"] => SIZES.iter().for_each(|(name, size)| println!("{name} {size}")),
        ["ours", response] => measure::<Ours>(response, |value| {
            // Derived models would lose it, and have less to do.
            let unknown = generated::wire::unknown(value);
            assert!(unknown.is_empty(), "the definitions do not know {:?}", unknown.first());
        }),
        ["derived", response] => measure::<Derived>(response, |_| ()),
        _ => panic!("sizes | ours FILE | derived FILE"),
    }
}

/// For each line that comes in prints nanoseconds of CPU time to decode and to encode, and the bytes
/// that the value holds.
fn measure<T: DeserializeOwned + Serialize>(response: &str, check: fn(&T)) {
    // What a program that runs for long has done before: once a large buffer was freed, the C library
    // keeps memory, and does not ask the system for it anew for each value.
    drop(black_box(Vec::<u8>::with_capacity(16 << 20)));
    let text = std::fs::read(response).unwrap();
    // One buffer: to find memory for 2 MB at a time can take longer than to encode them.
    let mut buffer = Vec::with_capacity(2 * text.len());
    for line in stdin().lines() {
        line.unwrap();
        let before = HELD.load(Relaxed);
        let (value, decode) = timed(|| from_slice::<T>(&text).unwrap());
        let held = HELD.load(Relaxed) - before;
        check(&value);
        buffer.clear();
        let ((), encode) = timed(|| to_writer(&mut buffer, &value).unwrap());
        println!("{decode} {encode} {held}");
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, u128) {
    let start = ThreadTime::now();
    let value = black_box(run());
    (value, start.elapsed().as_nanos())
}
