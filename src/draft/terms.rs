//! What the words of a header commonly stand for, in several languages, and which of them together name a field. Guesses
//! for a first `segrep.toml`; exports are never read by them.

use crate::tables::{Field, Table};

use super::guesses::{GUESSES, meaning_of};

/// How well the words of a header name a field: its rank among the field's names, and the number of unknown words.
/// `None` if they don't.
pub(super) fn fitness(table: Table, field: Field, header: &str) -> Option<(usize, usize)> {
    let (found, unknown) = terms(header);
    let is_key = matches!(field, Field::InteractionId | Field::SegmentId | Field::UserId | Field::QueueId);
    let may_also = |term: &str| !is_key && matches!(term, "call" | "part");
    let fits = |way: &Vec<String>| {
        let is_in_way = |term: &&str| way.iter().any(|of_way| of_way == term);
        way.iter().all(|term| found.contains(&term.as_str()))
            && found.iter().all(|term| is_in_way(term) || may_also(term))
    };
    GUESSES.by_terms(table, field).iter().position(fits).map(|rank| (rank, unknown))
}

/// Whether a header names the name of a user or queue, as `whose` says.
pub(super) fn names(header: &str, whose: &str) -> bool {
    let (found, unknown) = terms(header);
    unknown == 0 && found.len() == 2 && found.contains(&whose) && found.contains(&"name")
}

/// Whether a header names an id, or says nothing that is known.
pub(super) fn may_be_id(header: &str) -> bool {
    let (found, _) = terms(header);
    found.is_empty() || (found.contains(&"id") && found.iter().all(|term| matches!(*term, "id" | "call")))
}

/// Whether two headers stand for the same, as those of a date and a time of day may.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let [(mut one, unknown), (mut other, more)] = [one, other].map(terms);
    one.sort_unstable();
    other.sort_unstable();
    unknown + more == 0 && one == other
}

/// Whether a header says that its times are those of UTC.
pub(super) fn is_utc(header: &str) -> bool {
    words(header).iter().any(|word| matches!(word.as_str(), "utc" | "gmt"))
}

/// The distinct terms of a header, and the number of its unknown words. A header too long for a name has none.
fn terms(header: &str) -> (Vec<&'static str>, usize) {
    const LONGEST: usize = 1000;
    if header.len() > LONGEST {
        return (Vec::new(), 1);
    }
    let mut found: Vec<&'static str> = Vec::new();
    let mut unknown = 0;
    for word in words(header) {
        let of_word = match meaning_of(&GUESSES.terms, &word) {
            Some(term) => vec![term],
            None => of_compound(&word),
        };
        unknown += usize::from(of_word.is_empty());
        for term in of_word {
            if term != "nothing" && !found.contains(&term) {
                found.push(term);
            }
        }
    }
    (found, unknown)
}

/// The terms of a compound such as `Gesprächsbeginn`: two known words, or one with an ending.
fn of_compound(word: &str) -> Vec<&'static str> {
    /// Shorter parts match by chance.
    const SHORTEST: usize = 4;
    let is_link = |text: &str| ["", "s", "n", "e", "en", "es", "ns"].contains(&text);
    let all = || GUESSES.terms.iter().flat_map(|(term, words)| words.iter().map(|word| (term.as_str(), word.as_str())));
    let parts = || all().filter(|(_, part)| part.len() >= SHORTEST);
    let begun = parts().filter_map(|(term, part)| Some((term, word.strip_prefix(part)?)));
    let whole = begun.filter_map(|(first, rest)| {
        if is_link(rest) {
            return Some(vec![first]);
        }
        let mut ends = parts().filter(|(_, part)| rest.strip_suffix(part).is_some_and(is_link));
        ends.next().map(|(second, _)| vec![first, second])
    });
    whole.min_by_key(Vec::len).unwrap_or_default()
}

/// The words of a text, folded: split at signs and digits, and before capital letters.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_was_small = false;
    for c in text.chars() {
        let starts_word = c.is_uppercase() && before_was_small;
        if !c.is_alphabetic() || starts_word {
            words.push(String::new());
        }
        before_was_small = c.is_lowercase();
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase().map(folded));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A lower-case letter without its accent: headers and words lose accents on their way through other systems.
fn folded(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_fields_by_their_words() {
        for (header, field) in [
            ("Call Ref", Some(Field::InteractionId)),
            ("call_uid", Some(Field::InteractionId)),
            ("Identifiant d'appel", Some(Field::InteractionId)),
            ("Gespreksnummer", Some(Field::InteractionId)),
            ("from_ts", Some(Field::StartedAt)),
            ("Fecha y hora de inicio", Some(Field::StartedAt)),
            ("Gesprächsbeginn", Some(Field::StartedAt)),
            ("toTs", Some(Field::EndedAt)),
            ("Gesprächsdauer (s)", Some(Field::Duration)),
            ("Call State", Some(Field::Status)),
            ("Cód. agente", Some(Field::UserId)),
            ("Agent State", None),
            ("Contact Name", None),
            ("Caller", None),
            ("Queue Time", None),
        ] {
            let found = Field::ALL
                .iter()
                .copied()
                .find(|field| fitness(Table::Segments, *field, header).is_some_and(|(_, unknown)| unknown == 0));
            assert_eq!(found, field, "{header}");
        }
    }
}
