//! Words of another system that segrep doesn't know, and what they may mean.

use std::collections::BTreeMap;

use crate::exports::Vocabulary;
use crate::plain::count;
use crate::tables::Field;

use super::guess::{Guessed, Line};
use super::guesses::Synonyms;
use super::meanings::{is_status, synonym};

/// The unknown words of a field of the segments, the most frequent first. Without statuses that mean nothing here: one
/// column may serve as both.
pub(super) fn words_of(
    files: &[&Guessed<'_>],
    lines: &[Line],
    field: Field,
    meanings: &Synonyms,
    vocabulary: &Vocabulary,
) -> Vec<(String, u64)> {
    let words = &vocabulary.words;
    let is_unknown = |word: &str| match field {
        Field::Status => words.statuses.meaning(word).is_none(),
        Field::Event => words.responses.meaning(word).is_none(),
        _ => words.ring_reasons.meaning(word).or(words.transfer_reasons.meaning(word)).is_none(),
    };
    let is_told = |word: &str| is_unknown(word) && (synonym(meanings, word).is_some() || !is_status(word, vocabulary));
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for guess in files {
        // Words of a column that is yet a comment do no harm.
        let proposed = || lines.iter().find(|line| line.key == field.name()).and_then(|line| guess.named(line));
        let Some(at) = guess.column_of(field, lines).or_else(proposed) else { continue };
        for (word, number) in guess.columns[at].words.iter().flatten().filter(|(word, _)| is_told(word)) {
            *found.entry(word.clone()).or_default() += number;
        }
    }
    let mut found: Vec<(String, u64)> = found.into_iter().collect();
    found.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    found
}

pub(super) fn word_lines(found: &[(String, u64)], meanings: &Synonyms) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (meaning, _) in meanings {
        let of_it: Vec<&(String, u64)> =
            found.iter().filter(|(word, _)| synonym(meanings, word) == Some(meaning)).collect();
        if !of_it.is_empty() {
            let beside = of_it.iter().map(|(_, number)| count(*number)).collect::<Vec<_>>().join(", ");
            let values = of_it.iter().map(|(word, _)| word.clone()).collect();
            let times = if beside == "1" { "once".to_owned() } else { format!("{beside} times") };
            lines.push(Line::sure(meaning, values, times));
        }
    }
    lines
}
