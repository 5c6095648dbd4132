//! Counts the lines of the generator's rooms, without tests: `cargo run -p tests --bin rooms`.

use std::collections::BTreeMap;

use tests::rooms::files;

fn main() {
    let mut rooms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in files() {
        let (lines, count) = rooms.entry(file.room().to_owned()).or_default();
        *lines += file.lines;
        *count += 1;
    }
    let total = rooms.values().map(|(lines, _)| lines).sum::<usize>();
    for (room, (lines, files)) in &rooms {
        println!("{room:8} {lines:6} lines in {files:3} files");
    }
    println!("{:8} {total:6} lines", "all");
}
