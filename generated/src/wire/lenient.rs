//! Decoding of objects that deviate from their definitions.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::decode::decode_with;
use super::deviation::{Deviation, Probe, Walk};
use super::encode::encode_noted;
use super::field::Item;
use super::note::Note;
use super::seed::Job;

/// A value decoded leniently: required properties may be missing or null, and values may have the wrong
/// type.
///
/// The value is not handed out without a look at its deviations:
///
/// | to | call |
/// |---|---|
/// | have the value and its [deviations](Deviation) | [`into_parts`](Self::into_parts) |
/// | refuse what strict decoding refuses | [`strict`](Self::strict) |
/// | look first | [`deviations`](Self::deviations) |
/// | take it as it is | [`unchecked`](Self::unchecked), [`into_unchecked`](Self::into_unchecked) |
///
/// Real responses do hold such objects. A required property that is missing, null or mismatched *fills in*
/// the empty value of its field: `0`, `0.0`, `false`, `""`, an empty list, map, date or enum, `null` for any
/// JSON, and for a model one with all its required properties filled in. Such a value is not the server's:
/// [`Model::is_filled`](super::Model::is_filled) finds it, and it is not sent.
///
/// A mismatched value leaves its property empty, and is kept in the `extra` of the model around it. In a
/// list or a map the items that fit stay typed, and each one that does not is kept with its index or key.
/// There an object that has none of its properties, although some are required, does not fit either. The
/// mismatches of a list at the top are kept by `Lenient` itself.
///
/// Encoding gives the value back as it came: whatever was filled in is left out again, and mismatched values
/// are back in their places, [unless the program has replaced
/// them](super::Extra#values-that-the-program-replaces).
///
/// `T` is a model, or a list or map of models. As a whole, the body has to be an object or an array like it.
///
/// ```
/// use generated::example::OrderLine;
/// use generated::wire::Lenient;
///
/// let received = r#"{"quantity":"one"}"#;
/// assert!(serde_json::from_str::<OrderLine>(received).is_err());
///
/// let lenient: Lenient<OrderLine> = serde_json::from_str(received)?;
/// let (line, deviations) = lenient.clone().into_parts();
/// let lines: Vec<String> = deviations.iter().map(ToString::to_string).collect();
/// assert_eq!(lines, [
///     "article: expected a value (required by `OrderLine`), found nothing",
///     "quantity: expected an integer of the range of `i32`, found \"one\"",
/// ]);
/// assert_eq!(serde_json::to_string(&line)?, received);
///
/// let error = lenient.strict().unwrap_err();
/// assert_eq!(error.to_string(), format!("{} (and 1 more deviation)", lines[0]));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A list at the top:
///
/// ```
/// use generated::example::OrderLine;
/// use generated::wire::Lenient;
///
/// let received = r#"["lost",{"article":"tea","quantity":1}]"#;
/// let lenient: Lenient<Vec<OrderLine>> = serde_json::from_str(received)?;
/// assert_eq!(lenient.mismatches(), [("[0]".to_owned(), &"lost".into())]);
/// assert_eq!(serde_json::to_string(&lenient)?, received);
///
/// let (lines, deviations) = lenient.into_parts();
/// assert_eq!(deviations[0].to_string(), "[0]: expected an object (`OrderLine`), found \"lost\"");
/// assert_eq!(serde_json::to_string(&lines)?, r#"[{"article":"tea","quantity":1}]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "its deviations are to be looked at"]
pub struct Lenient<T> {
    value: T,
    /// On the value as a whole, if it is a list or a map.
    note: Option<Box<Note>>,
}

impl<T: Probe> Lenient<T> {
    #[allow(dead_code, reason = "operations alone use it, and they are a feature")]
    pub(crate) const fn whole(value: T) -> Self {
        Self { value, note: None }
    }

    /// Lists all deviations, computed from the value as it is now; see
    /// [`deviations`](super::deviations).
    #[must_use]
    pub fn deviations(&self) -> Vec<Deviation> {
        Walk::list(|walk| self.value.probe(self.note.as_deref(), walk))
    }

    /// The value, and all its deviations.
    ///
    /// A list or a map does not hold mismatches of its own: they are in the deviations alone. To send them
    /// again, encode the `Lenient`.
    #[must_use]
    pub fn into_parts(self) -> (T, Vec<Deviation>) {
        let deviations = self.deviations();
        (self.value, deviations)
    }

    /// The value, if strict decoding takes it as well: no required property was missing or null, and
    /// every value fits.
    ///
    /// # Errors
    ///
    /// With the deviations that strict decoding refuses. Unknown properties, unlisted words and malformed
    /// dates are none of them.
    pub fn strict(self) -> Result<T, Refused> {
        let mut deviations = self.deviations();
        deviations.retain(|deviation| deviation.kind.is_refused());
        if deviations.is_empty() {
            Ok(self.value)
        } else {
            Err(Refused { deviations })
        }
    }

    /// The JSON paths of the required properties that were filled in, because they were missing or null.
    #[must_use]
    pub fn filled(&self) -> Vec<String> {
        let missing = |it: &Deviation| it.kind == super::DeviationKind::MissingProperty;
        let deviations = self.deviations().into_iter().filter(missing);
        deviations.map(|it| it.path).collect()
    }
}

impl<T> Lenient<T> {
    /// The value, whatever its deviations are. A required property may hold an empty value that the server
    /// never sent.
    #[must_use]
    pub const fn unchecked(&self) -> &T {
        &self.value
    }

    /// The value, to be changed, whatever its deviations are.
    #[must_use]
    pub const fn unchecked_mut(&mut self) -> &mut T {
        &mut self.value
    }

    /// The value alone, whatever its deviations are; see [`unchecked`](Self::unchecked).
    #[must_use]
    pub fn into_unchecked(self) -> T {
        self.value
    }

    /// The former name of [`into_unchecked`](Self::into_unchecked).
    #[deprecated = "use `into_parts`, `strict` or `into_unchecked`"]
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The mismatched items of a list at the top, or values of a map, with their paths.
    ///
    /// Those within a model are in the model's [`extra`](super::Extra::mismatches).
    #[must_use]
    pub fn mismatches(&self) -> Vec<(String, &Value)> {
        let mut mismatches = Vec::new();
        if let Some(note) = &self.note {
            note.mismatches("", &mut |path, value| mismatches.push((path, value)));
        }
        mismatches
    }

    /// Takes out the mismatched item at that path, such as `[3]`, which is then not sent any more.
    pub fn take_mismatch(&mut self, path: &str) -> Option<Value> {
        let note = self.note.as_mut()?;
        let value = note.take(path)?;
        if note.is_empty() {
            self.note = None;
        }
        Some(value)
    }
}

impl<T: Probe> Lenient<T> {
    /// Lists the deviations that strict decoding refuses.
    #[deprecated = "use `deviations`, which lists all, or `strict`"]
    #[must_use]
    pub fn odd(&self) -> Vec<Deviation> {
        let deviations = self.deviations().into_iter();
        deviations.filter(|it| it.kind.is_refused()).collect()
    }
}

impl<'de, T: Item> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (value, note) = decode_with(&Job::lenient(), from)?;
        let note = note.filter(|note| matches!(**note, Note::List(_) | Note::Map(_)));
        Ok(Self { value, note })
    }
}

impl<T: Serialize + Item> Serialize for Lenient<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.note {
            None => self.value.serialize(to),
            Some(note) => encode_noted(&self.value, note, to),
        }
    }
}

/// Makes a value of one model into another model that has the same properties, as from a response to the
/// request that changes it.
///
/// Whatever the other model does not know is kept as an unknown property and sent again; remove it with
/// [`Extra::remove`](super::Extra::remove) if the API refuses it. The deviations list it, the required
/// properties that are missing, and the values that do not fit.
///
/// # Errors
///
/// If `from` cannot be encoded, or is as a whole not the object or array that `T` is.
///
/// ```
/// use generated::example::{Order, OrderLine};
/// use generated::wire::convert;
///
/// let order: Order = serde_json::from_str(r#"{"id":"A-17","quantity":2}"#)?;
/// let (line, deviations) = convert::<OrderLine>(&order)?.into_parts();
/// assert_eq!(line.quantity, 2);
/// assert_eq!(deviations.iter().map(ToString::to_string).collect::<Vec<_>>(), [
///     "id: expected nothing (unknown to `OrderLine`), found \"A-17\"",
///     "article: expected a value (required by `OrderLine`), found nothing",
/// ]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn convert<T: Item>(from: &impl Serialize) -> serde_json::Result<Lenient<T>> {
    serde_json::from_value(serde_json::to_value(from)?)
}

/// The error of [`Lenient::strict`]: the deviations that strict decoding refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    deviations: Vec<Deviation>,
}

impl Refused {
    /// The deviations, at least one.
    #[must_use]
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, rest)) = self.deviations.split_first() else {
            return Ok(());
        };
        first.fmt(to)?;
        match rest.len() {
            0 => Ok(()),
            1 => to.write_str(" (and 1 more deviation)"),
            more => write!(to, " (and {more} more deviations)"),
        }
    }
}

impl std::error::Error for Refused {}
