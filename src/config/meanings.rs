//! What a word of another system commonly means: itself, or in its parts, as `In Warteschlange` or `no reply`.

use super::synonyms::RESPONSES;
use super::terms::words;

/// Words, folded and without blanks, by the name of what they mean.
pub(super) type Meanings = &'static [(&'static str, &'static [&'static str])];

/// Words that say nothing by themselves.
const NOTHING: &[&str] = &[
    "in", "on", "to", "the", "is", "was", "being", "by", "call", "agent", "advisor", "customer", "im", "am", "wird",
    "der", "anruf", "en", "au", "la", "le", "mise", "el", "de", "em", "het", "gaat",
];

/// Words that turn another around.
const NOT: &[&str] =
    &["not", "no", "nicht", "nie", "kein", "keine", "non", "pas", "sans", "sin", "niet", "geen", "nao", "sem"];

/// Words for a response, without which there was none.
const ANSWERS: &[&str] = &["reply", "response", "antwort", "reponse", "respuesta", "antwoord", "risposta", "resposta"];

/// The meaning that a word commonly has.
pub(super) fn synonym(meanings: Meanings, word: &str) -> Option<&'static str> {
    let parts = words(word);
    let whole = parts.concat();
    if let Some(meaning) = meaning_of(meanings, &whole) {
        return Some(meaning);
    }
    let is_not = |part: &String| NOT.contains(&part.as_str());
    if parts.iter().any(is_not) {
        // Only of a response it is known what its opposite is.
        let rest: String = parts.iter().filter(|part| !is_not(part)).cloned().collect();
        let is_answer = meaning_of(RESPONSES, &rest) == Some("accepted") || ANSWERS.contains(&rest.as_str());
        return (meanings == RESPONSES && is_answer).then_some("ignored");
    }
    let telling: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !NOTHING.contains(part)).collect();
    if let Some(meaning) = meaning_of(meanings, &telling.concat()) {
        return Some(meaning);
    }
    // Several words that mean something mean the same.
    let mut found = telling.iter().filter_map(|part| meaning_of(meanings, part));
    let first = found.next()?;
    found.all(|meaning| meaning == first).then_some(first)
}

fn meaning_of(meanings: Meanings, word: &str) -> Option<&'static str> {
    meanings.iter().find(|(_, words)| words.contains(&word)).map(|(meaning, _)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::super::synonyms::STATUSES;
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
            assert_eq!(synonym(STATUSES, word), status, "{word}");
            assert_eq!(synonym(RESPONSES, word), response, "{word}");
        }
    }
}
