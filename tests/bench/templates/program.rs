fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let value: LIBRARY::MODEL = serde_json::from_str(&text).unwrap();
    println!("{value:?}");
}
