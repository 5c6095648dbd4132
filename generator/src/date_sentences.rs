//! Recognises strings that hold dates by the API's fixed sentences.

use std::borrow::Cow;

use crate::scalar::Scalar;

/// The sentences with which the API closes the description of a date, to the letter. Nothing else
/// makes a string a date: looser wording has false positives, and a wrong class would be worse than
/// a plain string.
const SENTENCES: [(&str, Scalar); 7] = [
    (
        "Date time is represented as an ISO-8601 string. For example: yyyy-MM-ddTHH:mm:ss[.mmm]Z",
        Scalar::DateTime,
    ),
    (
        "Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd",
        Scalar::Date,
    ),
    (
        "Date time is represented as an ISO-8601 string without a timezone. For example: yyyy-MM-ddTHH:mm:ss.SSS",
        Scalar::LocalDateTime,
    ),
    (
        "Time is represented as an ISO-8601 string without a timezone. For example: HH:mm:ss.SSS",
        Scalar::LocalTime,
    ),
    (
        "Intervals are represented as an ISO-8601 string. For example: YYYY-MM-DDThh:mm:ss/YYYY-MM-DDThh:mm:ss",
        Scalar::Interval,
    ),
    (
        "Intervals are represented as an ISO-8601 string. For example: YYYY-MM-DDThh:mm:ssZ/YYYY-MM-DDThh:mm:ssZ",
        Scalar::Interval,
    ),
    (
        "Periods are represented as an ISO-8601 string. For example: P1D or P1DT12H",
        Scalar::Duration,
    ),
];

/// The class that a description gives to its string, if it gives just one.
pub(crate) fn class(description: &str) -> Option<Scalar> {
    if !description.contains("ISO-8601") {
        return None;
    }
    let mut classes = SENTENCES
        .iter()
        .filter(|(sentence, _)| says(description, sentence))
        .map(|&(_, class)| class);
    let first = classes.next()?;
    classes.all(|class| class == first).then_some(first)
}

/// Returns the description without the sentences.
pub(crate) fn without_sentences(description: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(description);
    if description.contains("ISO-8601") {
        for (sentence, _) in SENTENCES {
            text = Cow::Owned(text.replace(sentence, ""));
        }
    }
    text
}

/// Returns `true` if `description` contains `sentence`, and not as the beginning of a longer pattern.
fn says(description: &str, sentence: &str) -> bool {
    description.match_indices(sentence).any(|(at, _)| {
        let begins = !description[..at].ends_with(char::is_alphanumeric);
        let ends = !description[at + sentence.len()..]
            .starts_with(|next: char| next.is_alphanumeric() || "[-:".contains(next));
        begins && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_gives_its_class_wherever_it_stands() {
        for (sentence, expected) in SENTENCES {
            assert_eq!(class(sentence), Some(expected));
            assert_eq!(
                class(&format!("When it began. {sentence} More.")),
                Some(expected)
            );
            assert_eq!(class(&format!("{sentence}.")), Some(expected));
        }
    }

    #[test]
    fn looser_wording_gives_none() {
        assert_eq!(class("The date in ISO-8601 format, yyyy-MM-dd"), None);
        assert_eq!(
            class("Dates are represented as an ISO-8601 string. For example: yyyy-MM-ddTHH"),
            None
        );
        assert_eq!(
            class("dates are represented as an ISO-8601 string. For example: yyyy-MM-dd"),
            None
        );
    }

    #[test]
    fn two_classes_in_one_description_give_none() {
        assert_eq!(
            class(&format!("{} {}", SENTENCES[0].0, SENTENCES[1].0)),
            None
        );
        assert_eq!(
            class(&format!("{0} {0}", SENTENCES[0].0)),
            Some(Scalar::DateTime)
        );
    }
}
