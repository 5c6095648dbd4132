//! A folder of definitions, parted by NUL: the whole line from text to Rust, and every problem shown.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    tests::claims::line(text);
    tests::claims::report(text);
});
