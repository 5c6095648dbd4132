//! Writes the expected texts as the code produces them now. Called by `cargo xtask bless`.

fn main() -> std::io::Result<()> {
    tests::expected::bless()
}
