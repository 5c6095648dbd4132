//! Templates of an enum's file.

use proc_macro2::Literal;

use super::docs;
use crate::model::Enum;

/// The whole file. The type itself is the block's to write, so that every enum is the same; each
/// value has its one line.
pub(super) fn file(item: &Enum) -> String {
    let mut text = docs::origin(&item.source) + "\ncrate::open_enum! {\n";
    let summary = item.summary.as_deref().unwrap_or_default();
    text += &docs::comment("    ", summary, std::slice::from_ref(&item.description));
    let over = if item.integers { ": i64" } else { "" };
    text.push_str(&format!("    {}{over} {{\n", item.ident));
    let values: Vec<_> = item.constants.iter().map(|it| it.value.as_str()).collect();
    let documented = docs::constants("        ", &values);
    for (at, constant) in item.constants.iter().enumerate() {
        text.extend(
            documented
                .as_ref()
                .and_then(|comments| comments.get(at))
                .map(String::as_str),
        );
        let value = match item.integers {
            true => constant.value.clone(),
            false => Literal::string(&constant.value).to_string(),
        };
        text.push_str(&format!("        {} = {value},\n", constant.ident));
    }
    text.push_str("    }\n}\n");
    text
}
