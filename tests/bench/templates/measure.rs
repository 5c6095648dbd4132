//! Decodes and encodes one response with one of the two crates of models, and prints what it cost.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
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
        ["ours", response, times] => measure::<Ours>(response, times, |value| {
            // Derived models would lose it, and have less to do.
            let unknown = generated::wire::unknown(value);
            assert!(unknown.is_empty(), "the definitions do not know {:?}", unknown.first());
        }),
        ["derived", response, times] => measure::<Derived>(response, times, |_| ()),
        _ => panic!("sizes | ours FILE TIMES | derived FILE TIMES"),
    }
}

/// Prints nanoseconds to decode and to encode, and bytes held.
fn measure<T: DeserializeOwned + Serialize>(response: &str, times: &str, check: fn(&T)) {
    let text = std::fs::read(response).unwrap();
    let times = times.parse().unwrap();
    let before = HELD.load(Relaxed);
    let value: T = from_slice(&text).unwrap();
    let held = HELD.load(Relaxed) - before;
    check(&value);
    // Into one buffer: to find memory for 2 MB at a time can take longer than to encode them.
    let mut buffer = Vec::with_capacity(2 * text.len());
    let encode = median(times, || {
        buffer.clear();
        to_writer(&mut buffer, &value).unwrap();
    });
    drop(value);
    let decode = median(times, || from_slice::<T>(&text).unwrap());
    println!("{decode} {encode} {held}");
}

/// The middle one of CPU times in nanoseconds. Dropping the result is not counted.
fn median<T>(times: usize, mut run: impl FnMut() -> T) -> u128 {
    let mut spent: Vec<_> = (0..times)
        .map(|_| {
            let start = ThreadTime::now();
            let value = black_box(run());
            let spent = start.elapsed();
            drop(value);
            spent.as_nanos()
        })
        .collect();
    spent.sort_unstable();
    spent[times / 2]
}
