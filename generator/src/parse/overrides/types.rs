//! Reads the type that an entry gives.

use toml::de::DeValue;

use super::form::{Form, Value};
use crate::diagnostic::Code;
use crate::overrides::Type;
use crate::schema::Spanned;

/// The type in a text.
pub(super) fn read(form: &mut Form<'_>, value: &Value<'_>) -> Option<Spanned<Type>> {
    let help = match value.get_ref() {
        DeValue::Array(_) => "list words under `[enums]`, and name the list here",
        _ => "name a type, such as \"i32\"",
    };
    let text = form.text_or(value, help)?;
    let ty = whole(&text.value);
    if ty.is_none() {
        form.report_as(
            Code::UnknownOverrideType,
            text.place,
            format!("`{}` is not the form of a type", text.value),
            match text.value.trim_end().strip_suffix('?') {
                Some(ty) if whole(ty).is_some() => {
                    "`?` is for items of lists and maps, `string?[]`; of a property say `required = false`"
                }
                _ => {
                    "write a word, with `[]` behind it for a list: `i64`, `Direction[]`, `map<string?>`"
                }
            },
        );
    }
    Some(Spanned {
        value: ty?,
        place: text.place,
    })
}

/// The type that the whole of `text` is. Each round takes at least two characters off, from the
/// outside in; what is left in the end is a word.
fn whole(text: &str) -> Option<Type> {
    let mut rest = text.trim();
    let mut around: Vec<fn(Box<Type>) -> Type> = Vec::new();
    loop {
        if let Some(item) = rest.strip_suffix("[]") {
            around.push(Type::List);
            rest = item.trim_end();
        } else if let Some(value) = rest.strip_prefix("map<").and_then(|r| r.strip_suffix('>')) {
            around.push(Type::Map);
            rest = value.trim();
        } else {
            break;
        }
        if let Some(item) = rest.strip_suffix('?') {
            around.push(Type::Optional);
            rest = item.trim_end();
        }
    }
    let is_word =
        !rest.is_empty() && !rest.contains(['<', '>', '[', ']', '?']) && around.len() <= DEEPEST;
    is_word.then(|| {
        let word = Type::Word(rest.to_owned());
        around
            .into_iter()
            .rev()
            .fold(word, |ty, wrap| wrap(Box::new(ty)))
    })
}

/// How many lists and maps may lie in each other. No API comes near it; later stages may recurse.
const DEEPEST: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_read_whole() {
        for text in [
            "i64",
            "Direction[]",
            "map<string>",
            "map<string[]>[]",
            "map<map<Foo>>",
            "map<string?>",
            "string?[]",
            "map<i64?[]?>[]",
        ] {
            assert_eq!(whole(text).map(|ty| ty.to_string()).as_deref(), Some(text));
        }
        let spaced = whole(" map< string [] > ").map(|ty| ty.to_string());
        assert_eq!(spaced.as_deref(), Some("map<string[]>"));
    }

    #[test]
    fn what_is_left_over_makes_it_no_type() {
        for text in [
            "",
            "[]",
            "map<>",
            "map<string",
            "string>",
            "list<string>",
            "[i32]",
            "i32[",
            "a[]b",
            "string?",
            "string[]?",
            "map<string>?",
            "string??[]",
            "?[]",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
        assert_eq!(whole(&format!("i32{}", "[]".repeat(100))), None);
    }
}
