//! The macro for all six types. In: a name, a grammar and what a text of
//! it is called. Out: a newtype over the exact text.

/// Declares one type over its text: `parse` is the grammar that the text is
/// read with, `wanted` its name in the message of a [`DateError`](super::DateError).
macro_rules! text_type {
    (
        $(#[$attribute:meta])*
        $name:ident, $parse:path => $parts:ty, $wanted:literal
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Default)]
        pub struct $name(Box<str>);

        impl $name {
            /// The value with this text: a `&str`, a `String`, or what
            /// [the table](crate::dates#conversions) has for a feature. Any text will do.
            pub fn new(value: impl Into<Self>) -> Self {
                value.into()
            }

            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text as it came, owned.
            pub fn into_string(self) -> String {
                self.0.into_string()
            }

            /// Returns `true` if the text has one of the forms listed above. What is
            /// not well formed is kept and sent back all the same.
            pub fn is_well_formed(&self) -> bool {
                self.parts().is_ok()
            }

            /// Returns the reason why the text is not well formed, if it is not.
            pub fn check(&self) -> Result<(), crate::dates::DateError> {
                self.parts().map(|_| ())
            }

            /// The numbers that the text says.
            pub(in crate::dates) fn parts(&self) -> Result<$parts, crate::dates::DateError> {
                $parse(&self.0)
                    .map_err(|fault| crate::dates::DateError::malformed(&self.0, $wanted, fault))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                $name(text.into())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.into_string()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        // Sound, because equality, order and hash below are those of the text.
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self.as_str(), f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.as_str(), f)
            }
        }
    };
}

/// Gives types the order of their texts, which must be that of what they mean.
macro_rules! ordered {
    ($($name:ident)*) => {$(
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }
    )*};
}

pub(super) use {ordered, text_type};

#[cfg(test)]
mod tests {
    use crate::dates::{Date, DateTime, Duration, Interval, LocalDateTime, LocalTime};
    use std::borrow::Borrow;
    use std::collections::{BTreeSet, HashSet};
    use std::fmt::Debug;
    use std::hash::Hash;

    fn check<T>(text: &str)
    where
        T: Clone + Debug + Default + Eq + Hash + ToString + AsRef<str> + Borrow<str>,
        T: for<'t> From<&'t str> + From<String> + for<'t> PartialEq<&'t str> + PartialEq<str>,
        String: From<T>,
    {
        let value = T::from(text);
        assert_eq!(value, text);
        assert_eq!(value, *text);
        assert_eq!(value, T::from(text.to_owned()));
        assert_eq!(value.clone(), value);
        assert_eq!(value.to_string(), text);
        assert_eq!(value.as_ref(), text);
        assert_eq!(format!("{value:?}"), format!("{text:?}"));
        assert_eq!(T::default(), "");
        assert!(HashSet::from([value.clone()]).contains(text));
        assert_eq!(String::from(value), text);
    }

    #[test]
    fn every_type_behaves_as_its_text() {
        for text in [
            "",
            "2024-01-01T00:00:00.000Z",
            "2021-04-2T15:30:51.418Z",
            "2024-01-01T00:00:00/2024-02-01T00:00:00",
            "\"quoted\"\n",
        ] {
            check::<DateTime>(text);
            check::<Date>(text);
            check::<LocalDateTime>(text);
            check::<LocalTime>(text);
            check::<Interval>(text);
            check::<Duration>(text);
        }
    }

    #[test]
    fn where_the_order_is_that_of_time_it_is_that_of_the_texts() {
        let days = ["2024-01-02", "", "2024-01-01", "soon"];
        let sorted: BTreeSet<Date> = days.map(Date::from).into();
        assert!(sorted.iter().is_sorted_by_key(Date::as_str) && sorted.contains("soon"));
        assert!(LocalTime::new("12:00") < LocalTime::new("12:00:00.5"));
        assert!(LocalDateTime::new("2024-01-01T12:00") < LocalDateTime::new("2024-01-01T12:00:01"));
    }

    fn check_size<T>() {
        assert_eq!(size_of::<T>(), 16);
        assert_eq!(size_of::<Option<T>>(), 16);
    }

    #[test]
    fn every_type_has_16_bytes_also_as_an_option() {
        check_size::<DateTime>();
        check_size::<Date>();
        check_size::<LocalDateTime>();
        check_size::<LocalTime>();
        check_size::<Interval>();
        check_size::<Duration>();
    }

    #[test]
    fn printing_heeds_the_width() {
        assert_eq!(format!("{:>6}|", Duration::new("P1D")), "   P1D|");
    }
}
