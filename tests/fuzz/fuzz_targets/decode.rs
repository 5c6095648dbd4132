//! Any JSON, read as models that have properties of every kind.
#![no_main]

use goldens::cases::{advisory, dates, overrides, required, types};
use goldens::wire::Lenient;
use tests::claims::decode;

libfuzzer_sys::fuzz_target!(|text: &str| {
    decode::<types::models::Every, Lenient<types::models::Every>>(text);
    decode::<dates::models::Dates, Lenient<dates::models::Dates>>(text);
    decode::<advisory::models::Loop, Lenient<advisory::models::Loop>>(text);
    decode::<required::models::Two, Lenient<required::models::Two>>(text);
    decode::<overrides::models::Other, Lenient<overrides::models::Other>>(text);
});
