//! Templates of an enum's file.

use proc_macro2::Literal;

use super::docs;
use crate::model::Enum;
use crate::tree::MARK;

/// The whole file. The type itself is the block's to write, so that every enum is the same; each
/// value has its one line.
pub(super) fn file(item: &Enum) -> String {
    let mut text = format!(
        "{MARK} from `definitions/{}`. Do not edit.\n\n",
        item.source
    );
    text.push_str("crate::open_enum! {\n");
    for line in docs::lines(&item.description) {
        text.push_str(&format!("    ///{line}\n"));
    }
    let over = if item.integers { ": i64" } else { "" };
    text.push_str(&format!("    {}{over} {{\n", item.ident));
    for constant in &item.constants {
        let value = match item.integers {
            true => constant.value.clone(),
            false => Literal::string(&constant.value).to_string(),
        };
        text.push_str(&format!("        {} = {value},\n", constant.ident));
    }
    text.push_str("    }\n}\n");
    text
}
