//! Which word of another system means what.

use std::collections::BTreeMap;

use crate::exports::Vocabulary;
use crate::plain::count;
use crate::tables::Field;

use super::guess::{Guessed, Line};
use super::guesses::{GUESSES, GuessedMeanings};
use super::meanings::synonym;

/// The words of a column of the segments that segrep doesn't know, the most frequent first.
pub(super) fn words_of(
    files: &[&Guessed<'_>],
    lines: &[Line],
    field: Field,
    is_known: impl Fn(&str) -> bool,
) -> Vec<(String, u64)> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    let line = lines.iter().find(|line| line.is_sure && line.key == field.name());
    for guess in files {
        let by_line =
            line.and_then(|line| guess.header.columns().iter().position(|column| line.values.contains(&column.header)));
        let Some(at) = by_line.or_else(|| guess.header.column(field)) else { continue };
        for (word, number) in guess.columns[at].words.iter().flatten().filter(|(word, _)| !is_known(word)) {
            *found.entry(word.clone()).or_default() += number;
        }
    }
    let mut found: Vec<(String, u64)> = found.into_iter().collect();
    found.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    found
}

/// Words without those that have no meaning here but are known as statuses, as where one column serves as both.
pub(super) fn without_statuses(
    found: Vec<(String, u64)>,
    meanings: &GuessedMeanings,
    vocabulary: &Vocabulary,
) -> Vec<(String, u64)> {
    let words = &vocabulary.words;
    let is_status = |word: &str| words.statuses.meaning(word).is_some() || synonym(&GUESSES.statuses, word).is_some();
    let is_kept = |(word, _): &(String, u64)| synonym(meanings, word).is_some() || !is_status(word);
    found.into_iter().filter(is_kept).collect()
}

/// Lines for words with a likely meaning.
pub(super) fn word_lines(found: &[(String, u64)], meanings: &GuessedMeanings) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (meaning, _) in meanings {
        let of_it: Vec<&(String, u64)> =
            found.iter().filter(|(word, _)| synonym(meanings, word) == Some(meaning)).collect();
        if !of_it.is_empty() {
            let beside = of_it.iter().map(|(_, number)| count(*number)).collect::<Vec<_>>().join(", ");
            let values = of_it.iter().map(|(word, _)| word.clone()).collect();
            let times = if beside == "1" { "once".to_owned() } else { format!("{beside} times") };
            // Their number, in the order of the words.
            lines.push(Line::sure(meaning, values, times));
        }
    }
    lines
}
