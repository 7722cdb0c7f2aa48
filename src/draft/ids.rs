//! Which column says which segments belong together, as its values decide: an interaction's id recurs in small groups.

use std::collections::HashSet;

use crate::exports::{SurveyedColumn, Vocabulary, is_blank};
use crate::plain::count;
use crate::tables::Field;

use super::guess::{Guessed, Line};
use super::meanings::{is_response, is_status};
use super::stages::stage_columns;
use super::terms;
use super::values::{doubt, is_phone_number, reads_as_times, repeats, sample};

/// The column that is named as the interaction's id of segments, unless its values speak against it, with its line.
pub(super) fn named(guess: &Guessed<'_>, vocabulary: &Vocabulary) -> Option<(usize, Line)> {
    let named = by_name(guess, vocabulary);
    // A row of several stages may be an interaction by itself.
    let is_own = |at: &&usize| {
        let column = &guess.columns[**at];
        !stage_columns(guess).is_empty() && !repeats(column) && doubt(Field::InteractionId, column).is_none()
    };
    if let Some((first, own)) = first_and_own(guess, &named) {
        let both = vec![guess.name(first).clone(), guess.name(own).clone()];
        let beside = "row by row the first that isn't blank: its values are ids of other rows".to_owned();
        return Some((first, Line::sure(Field::InteractionId.name(), both, beside)));
    }
    let groups = named.iter().find(|at| against(&guess.columns[**at]).is_none());
    let of_rows = guess.header.column(Field::SegmentId);
    let at = *groups.or_else(|| named.iter().chain(&of_rows).find(is_own))?;
    Some((at, Line::of(Field::InteractionId, guess, at, sample(&guess.columns[at]))))
}

/// The column with the id of the row that an interaction began with, blank in that row itself, and the column of the row's own
/// id; of columns that are named as the interaction's.
fn first_and_own(guess: &Guessed<'_>, named: &[usize]) -> Option<(usize, usize)> {
    let own = *named.iter().find(|at| guess.columns[**at].blanks == 0 && !repeats(&guess.columns[**at]))?;
    let first = *named.iter().find(|at| guess.columns[**at].blanks > 0 && guess.columns[**at].studied > 0)?;
    let (mut firsts, mut owns) = (HashSet::new(), HashSet::new());
    guess.each_of_first(|value| {
        firsts.insert(value(first));
        owns.insert(value(own));
    });
    firsts.iter().all(|id| is_blank(id.as_bytes()) || owns.contains(id)).then_some((first, own))
}

/// If no column is that by its name: the only one that may be by its values; else the candidates, each with what makes it
/// doubtful.
pub(super) fn by_values(guess: &Guessed<'_>, taken: &[usize], vocabulary: &Vocabulary) -> Vec<Line> {
    /// Candidates that a person takes in at a glance.
    const MOST: usize = 5;
    let line = |at: usize, beside: String| Line::of(Field::InteractionId, guess, at, beside);
    let has_words = |column: &SurveyedColumn| {
        let mut words = column.words.iter().flatten();
        words.any(|(word, _)| is_status(word, vocabulary) || is_response(word, vocabulary))
    };
    let fits = |at: &usize| {
        let column = &guess.columns[*at];
        let is_other = reads_as_times(column) || has_words(column) || is_phone_number(column);
        column.blanks == 0 && !is_other && against(column).is_none()
    };
    let fitting: Vec<usize> = guess.free(taken).filter(|at| terms::may_be_id(guess.name(*at)) && fits(at)).collect();
    let named = by_name(guess, vocabulary);
    // Where rows hold stages, each may be an interaction by itself.
    if let ([at], [], []) = (&fitting[..], &named[..], &stage_columns(guess)[..]) {
        return vec![line(*at, format!("{}: by its values alone, look at it", sample(&guess.columns[*at])))];
    }
    let candidates: Vec<usize> = named.into_iter().chain(fitting).take(MOST).collect();
    let others = if candidates.len() > 1 { "other columns may be as well" } else { "look at it" };
    let doubtful = candidates.into_iter().map(|at| {
        let column = &guess.columns[at];
        let why = against(column).unwrap_or_else(|| format!("{}; {others}", sample(column)));
        Line { is_sure: false, ..line(at, why) }
    });
    let by_row = "if each row is an interaction by itself".to_owned();
    doubtful.chain([Line::unsure_toml(Field::InteractionId.name(), "{ row = true }", by_row)]).collect()
}

/// The columns that are named as the interaction's id, the likeliest first.
fn by_name(guess: &Guessed<'_>, vocabulary: &Vocabulary) -> Vec<usize> {
    let rank = |at: &usize| guess.fitness(Field::InteractionId, *at, vocabulary).filter(|(_, unknown)| *unknown == 0);
    let mut named: Vec<usize> = guess.free(&[]).filter(|at| rank(at).is_some()).collect();
    named.sort_by_key(rank);
    named
}

/// What speaks against a column as the interaction's id of segments.
fn against(column: &SurveyedColumn) -> Option<String> {
    /// The most rows of an interaction, on average; a category has more.
    const MOST: u64 = 50;
    let by_groups = || match column.distinct {
        _ if !repeats(column) => {
            Some(format!("another in every row, {}: no rows belong together by it", sample(column)))
        }
        1 => Some(format!("the same in every row, {}", sample(column))),
        few if few * MOST < column.studied => Some(format!("only {} different values, {}", count(few), sample(column))),
        _ => None,
    };
    doubt(Field::InteractionId, column).or_else(by_groups)
}
