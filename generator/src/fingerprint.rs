//! Short names for texts that stay the same from version to version.

/// A short name for what has these parts: FNV-1a, because the standard library's hash may change with any
/// version.
pub(crate) fn fingerprint(parts: &[Option<&str>]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        // Neither byte occurs in UTF-8, so that no two entries run together.
        take(if part.is_some() { 0xff } else { 0xfe });
        part.unwrap_or_default().bytes().for_each(&mut take);
    }
    format!("{hash:016x}")
}
