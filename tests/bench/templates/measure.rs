//! Decodes and encodes one response with both crates of models in turn, and prints what it cost.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use cpu_time::ThreadTime;
use serde_json::{Value, from_slice, to_value, to_vec};

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
        ["values", response] => values(&std::fs::read(response).unwrap()),
        // For a profiler: one thing, a given number of times.
        [what, response, times] => one(what, &std::fs::read(response).unwrap(), times.parse().unwrap()),
        _ => panic!("sizes | values FILE | decode-ours|decode-derived|encode-ours|encode-derived FILE TIMES"),
    }
}

/// Prints nanoseconds to decode and to encode, and bytes held, with ours and the derived models.
fn values(text: &[u8]) {
    let before = HELD.load(Relaxed);
    let ours: Ours = from_slice(text).unwrap();
    let held_ours = HELD.load(Relaxed) - before;
    let before = HELD.load(Relaxed);
    let derived: Derived = from_slice(text).unwrap();
    let held_derived = HELD.load(Relaxed) - before;
    let wanted: Value = from_slice(text).unwrap();
    assert!(to_value(&ours).unwrap() == wanted, "our models keep everything");
    // Derived models would lose it, and have less to do.
    let unknown = generated::wire::unknown(&ours);
    assert!(unknown.is_empty(), "the definitions do not know {:?}", unknown.first());

    // In turn, so that whatever else goes on in the machine disturbs both alike.
    let mut times = [const { Vec::new() }; 4];
    for _ in 0..100 {
        times[0].push(time(|| from_slice::<Ours>(text).unwrap()));
        times[1].push(time(|| from_slice::<Derived>(text).unwrap()));
        times[2].push(time(|| to_vec(&ours).unwrap()));
        times[3].push(time(|| to_vec(&derived).unwrap()));
    }
    let [decode_ours, decode_derived, encode_ours, encode_derived] = times.map(median);
    println!("{decode_ours} {decode_derived} {encode_ours} {encode_derived} {held_ours} {held_derived}");
}

fn one(what: &str, text: &[u8], times: usize) {
    let ours: Ours = from_slice(text).unwrap();
    let derived: Derived = from_slice(text).unwrap();
    for _ in 0..times {
        match what {
            "decode-ours" => drop(black_box(from_slice::<Ours>(text).unwrap())),
            "decode-derived" => drop(black_box(from_slice::<Derived>(text).unwrap())),
            "encode-ours" => drop(black_box(to_vec(&ours).unwrap())),
            "encode-derived" => drop(black_box(to_vec(&derived).unwrap())),
            _ => {}
        }
    }
}

/// CPU time in nanoseconds.
fn time<T>(run: impl FnOnce() -> T) -> u64 {
    let start = ThreadTime::now();
    let value = black_box(run());
    let spent = start.elapsed();
    drop(value);
    spent.as_nanos() as u64
}

fn median(mut times: Vec<u64>) -> u64 {
    times.sort_unstable();
    times[times.len() / 2]
}
