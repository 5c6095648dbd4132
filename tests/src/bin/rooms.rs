//! Counts the lines of hand-written Rust: of the generator's rooms without their tests, and of whole
//! crates with them. `cargo run -p tests --bin rooms`

use std::collections::BTreeMap;

use tests::rooms::{count, files};

fn main() {
    let mut rooms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in files("generator/src") {
        let (lines, count) = rooms.entry(file.room().to_owned()).or_default();
        *lines += file.lines;
        *count += 1;
    }
    let all = rooms
        .values()
        .fold((0, 0), |sum, room| (sum.0 + room.0, sum.1 + room.1));
    let show = |name: &str, (lines, files): (usize, usize)| {
        println!("{name:9} {lines:6} lines in {files:3} files");
    };
    rooms.iter().for_each(|(name, &sum)| show(name, sum));
    show("all", all);
    println!("\nwith tests:");
    for folder in ["generator", "generated", "xtask", "tests"] {
        show(folder, count(folder));
    }
}
