//! Decoding of objects that are not quite what their definitions say.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decode::{Job, decode_with};
use super::field::Item;
use super::odd::{Odd, OddKind, odd};

/// A value decoded although required properties may be absent or null in it, and values may
/// not fit their properties.
///
/// Responses do hold such objects. A required property that is missing gets an empty value;
/// a value that does not fit leaves its property empty, and is kept in the `extra` of the
/// model around it, where [`Extra::misfits`](super::Extra::misfits) has it. In a list or map
/// the items that fit stay typed, and each one that does not is kept with its index or key.
/// [`odd`](Self::odd) lists both. When the value is encoded, be it inside `Lenient` or on its
/// own, it is what it was: what was filled in is left out again, and what did not fit is back
/// in its place, unless a field has got another value since.
///
/// `T` is a model, or a list or map of models, each of which has to be an object.
///
/// ```
/// use generated::example::OrderLine;
/// use generated::wire::Lenient;
///
/// let received = r#"{"quantity":"one"}"#;
/// assert!(serde_json::from_str::<OrderLine>(received).is_err());
///
/// let partial: Lenient<OrderLine> = serde_json::from_str(received)?;
/// let odd: Vec<String> = partial.odd().iter().map(ToString::to_string).collect();
/// assert_eq!(odd, [
///     "article: expected a value (required by `OrderLine`), found nothing",
///     "quantity: expected an integer of the range of `i32`, found \"one\"",
/// ]);
/// assert_eq!(serde_json::to_string(&partial.value)?, received);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lenient<T> {
    /// The decoded value.
    pub value: T,
    odd: Vec<Odd>,
}

impl<T> Lenient<T> {
    /// What strict decoding would have refused: the required properties that were filled in,
    /// and the values that did not fit.
    #[must_use]
    pub fn odd(&self) -> &[Odd] {
        &self.odd
    }

    /// The JSON paths of the required properties that were filled in.
    #[must_use]
    pub fn filled(&self) -> Vec<&str> {
        let missing = |odd: &&Odd| odd.kind == OddKind::MissingProperty;
        let odd = self.odd.iter().filter(missing);
        odd.map(|odd| odd.path.as_str()).collect()
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<'de, T: Item> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = decode_with(&Job::lenient(), from)?;
        let mut odd = odd(&value);
        odd.retain(|odd| matches!(odd.kind, OddKind::MissingProperty | OddKind::Misfit));
        Ok(Self { value, odd })
    }
}

impl<T: Serialize> Serialize for Lenient<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(to)
    }
}
