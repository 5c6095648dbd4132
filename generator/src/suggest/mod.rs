//! The stage `suggest`: recorded payloads go in, overrides that they speak for come out, as text to
//! paste into `overrides.toml`.
//!
//! Beside the line rather than on it: nothing is generated from payloads. They show what happened to
//! be sent, so each suggestion says what it rests on, and a person decides.

mod dates;
mod draft;
mod seen;

use serde_json::Value;

use crate::model::Model;
use crate::nearest::nearest;
use seen::Seen;

/// The model that payloads were to be read as is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownModel {
    /// The name that was asked for.
    pub name: String,
    /// The name that was probably meant.
    pub near: Option<String>,
}

impl std::fmt::Display for UnknownModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no definition `{}`", self.name)?;
        match &self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownModel {}

/// The overrides that `payloads` speak for, read as the definition `name`, or as a list of it. What
/// `model` knows already, by overrides or by the definitions, is left out.
///
/// # Errors
///
/// When `model` has no such definition.
pub fn suggest(model: &Model, name: &str, payloads: &[Value]) -> Result<String, UnknownModel> {
    let mut structs = model.structs.iter();
    let Some(root) = structs.find(|item| item.definition == name || item.ident == name) else {
        let names = model.structs.iter().map(|item| item.definition.as_str());
        return Err(UnknownModel {
            name: name.to_owned(),
            near: nearest(name, names).map(str::to_owned),
        });
    };
    let mut seen = Seen::new(model);
    for payload in payloads {
        match payload {
            Value::Array(items) => items.iter().for_each(|item| seen.object(&root.ident, item)),
            payload => seen.object(&root.ident, payload),
        }
    }
    let head = format!(
        "# Suggested by {} of `{}`. A comment says what an entry rests on.\n",
        draft::counted(payloads.len(), "payload"),
        root.definition
    );
    Ok(head + &draft::entries(model, &seen))
}

#[cfg(test)]
mod tests;
