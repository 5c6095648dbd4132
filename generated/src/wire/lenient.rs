//! Decoding of objects that lack required properties.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decode::{Job, decode_with};
use super::field::Item;

/// A value decoded although required properties may be absent or null in it.
///
/// Responses do embed such partial objects. What is missing gets an empty value, and
/// [`filled`](Self::filled) lists the JSON path of each; nothing else is forgiven. When the
/// value is encoded, be it inside `Lenient` or on its own, a property that was filled in is
/// left out again (or is null again), unless it has got another value since.
///
/// `T` is a model, or a list or map of models.
///
/// ```
/// use generated::example::OrderLine;
/// use generated::wire::Lenient;
///
/// let received = r#"{"article":"tea"}"#;
/// assert!(serde_json::from_str::<OrderLine>(received).is_err());
///
/// let partial: Lenient<OrderLine> = serde_json::from_str(received)?;
/// assert_eq!(partial.filled(), ["quantity"]);
/// assert_eq!(serde_json::to_string(&partial.value)?, received);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lenient<T> {
    /// The decoded value.
    pub value: T,
    filled: Vec<String>,
}

impl<T> Lenient<T> {
    /// The JSON paths of the required properties that were filled in.
    #[must_use]
    pub fn filled(&self) -> &[String] {
        &self.filled
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<'de, T: Item> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let job = Job::lenient();
        let value = decode_with(&job, from)?;
        Ok(Self {
            value,
            filled: job.into_filled(),
        })
    }
}

impl<T: Serialize> Serialize for Lenient<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(to)
    }
}
