//! Reads the type that an entry gives.

use toml::de::DeValue;

use super::form::{Form, Value};
use crate::diagnostic::Code;
use crate::overrides::OverrideType;
use crate::schema::{DEEPEST, Spanned};

/// The type in a text.
pub(super) fn read(form: &mut Form<'_>, value: &Value<'_>) -> Option<Spanned<OverrideType>> {
    let help = match value.get_ref() {
        DeValue::Array(_) => "list words under `[enums]`, and name the list here",
        _ => "name a type, such as \"i32\"",
    };
    let text = form.text_or(value, help)?;
    let place = text.place;
    match whole(&text.value) {
        Ok(value) => return Some(Spanned { value, place }),
        Err(NoType::Form) => form.report_as(
            Code::UnknownOverrideType,
            place,
            format!("`{}` is not the form of a type", text.value),
            match text.value.trim_end().strip_suffix('?') {
                Some(ty) if whole(ty).is_ok() => {
                    "`?` is for items of lists and maps, `string?[]`; of a property say `required = false`"
                }
                _ => {
                    "write a word, with `[]` behind it for a list: `i64`, `Direction[]`, `map<string?>`"
                }
            },
        ),
        Err(NoType::Depth(depth)) => form.report_as(
            Code::DeepType,
            place,
            format!("the type nests {depth} lists and maps; the most is {DEEPEST}"),
            "write fewer of them: no value is nested so deeply",
        ),
    }
    None
}

/// The type that the whole of `text` is. Each round takes at least two characters off, from the
/// outside in; what is left in the end is a word.
fn whole(text: &str) -> Result<OverrideType, NoType> {
    let mut rest = text.trim();
    let mut around: Vec<fn(Box<OverrideType>) -> OverrideType> = Vec::new();
    loop {
        if let Some(item) = rest.strip_suffix("[]") {
            around.push(OverrideType::List);
            rest = item.trim_end();
        } else if let Some(value) = rest.strip_prefix("map<").and_then(|r| r.strip_suffix('>')) {
            around.push(OverrideType::Map);
            rest = value.trim();
        } else {
            break;
        }
        if let Some(item) = rest.strip_suffix('?') {
            around.push(OverrideType::Optional);
            rest = item.trim_end();
        }
    }
    if rest.is_empty() || rest.contains(['<', '>', '[', ']', '?']) {
        return Err(NoType::Form);
    }
    if around.len() > DEEPEST {
        return Err(NoType::Depth(around.len()));
    }
    let word = OverrideType::Word(rest.to_owned());
    let around = around.into_iter().rev();
    Ok(around.fold(word, |ty, wrap| wrap(Box::new(ty))))
}

/// The reason why a text is not a type.
#[derive(Debug, PartialEq, Eq)]
enum NoType {
    Form,
    /// It is so many lists and maps in each other.
    Depth(usize),
}

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
            assert_eq!(whole(text).map(|ty| ty.to_string()), Ok(text.to_owned()));
        }
        let spaced = whole(" map< string [] > ").map(|ty| ty.to_string());
        assert_eq!(spaced, Ok("map<string[]>".to_owned()));
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
            assert_eq!(whole(text), Err(NoType::Form), "{text}");
        }
        let deep = format!("i32{}", "[]".repeat(17));
        assert_eq!(whole(&deep), Err(NoType::Depth(17)));
    }
}
