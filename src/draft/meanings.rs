//! What a word of another system commonly means, as a whole or by its parts, as `In Warteschlange` or `no reply`.

use crate::exports::Vocabulary;
use crate::tables::Meanings;

use super::guesses::{GUESSES, Synonyms, meaning_of};
use super::terms::words;

/// Whether segrep knows a word, or can guess at its meaning.
fn is_known<M: Copy>(word: &str, known: &Meanings<M>, meanings: &Synonyms) -> bool {
    known.meaning(word).is_some() || synonym(meanings, word).is_some()
}

pub(super) fn is_status(word: &str, vocabulary: &Vocabulary) -> bool {
    is_known(word, &vocabulary.words.statuses, &GUESSES.statuses)
}

pub(super) fn is_response(word: &str, vocabulary: &Vocabulary) -> bool {
    is_known(word, &vocabulary.words.responses, &GUESSES.responses)
}

pub(super) fn synonym<'m>(meanings: &'m Synonyms, word: &str) -> Option<&'m str> {
    let parts = words(word);
    let whole = parts.concat();
    if let Some(meaning) = meaning_of(meanings, &whole) {
        return Some(meaning);
    }
    let responses = &GUESSES.responses;
    let is_not = |part: &String| GUESSES.is_beside("not", part);
    if parts.iter().any(is_not) {
        // Only responses have a known opposite.
        let rest: String = parts.iter().filter(|part| !is_not(part)).cloned().collect();
        let is_answer = meaning_of(responses, &rest) == Some("accepted") || GUESSES.is_beside("response", &rest);
        return (std::ptr::eq(meanings, responses) && is_answer).then_some("ignored");
    }
    let telling: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !GUESSES.is_beside("nothing", part)).collect();
    if let Some(meaning) = meaning_of(meanings, &telling.concat()) {
        return Some(meaning);
    }
    // All words that have a meaning must have the same.
    let mut found = telling.iter().filter_map(|part| meaning_of(meanings, part));
    let first = found.next()?;
    found.all(|meaning| meaning == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_something_in_their_parts() {
        for (word, status, response) in [
            ("In Warteschlange", Some("Open"), None),
            ("nicht angenommen", None, Some("ignored")),
            ("No reply", None, Some("ignored")),
            ("Décroché", None, Some("accepted")),
            ("Agent hung up", Some("Completed"), None),
            ("talk on hold", None, None),
            ("no hold", None, None),
        ] {
            assert_eq!(synonym(&GUESSES.statuses, word), status, "{word}");
            assert_eq!(synonym(&GUESSES.responses, word), response, "{word}");
        }
    }
}
