//! Writes the expected texts as the code says them now. Called by `cargo xtask bless`.

fn main() -> std::io::Result<()> {
    tests::expected::bless()
}
