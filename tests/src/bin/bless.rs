//! Writes the expected texts as the code says them now. Called by `cargo xtask bless`.

use std::io;

use tests::expected::{folder, texts};

fn main() -> io::Result<()> {
    let root = folder();
    match std::fs::remove_dir_all(&root) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for (path, text) in texts() {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&root))?;
        std::fs::write(path, text)?;
    }
    let readme = tests::readme::path();
    let text = std::fs::read_to_string(&readme)?;
    let renewed = tests::readme::renewed(&text);
    if renewed != text {
        std::fs::write(&readme, renewed)?;
    }
    Ok(())
}
