//! Which column of another system is which field.

use crate::document::toml_text;
use crate::exports::{SurveyedColumn, Vocabulary, header_key};
use crate::tables::{Field, Table};

use super::guess::{Guessed, Line, sure_line};
use super::guesses::GUESSES;
use super::ids;
use super::joined_times::joined_times;
use super::leg_type::LegType;
use super::meanings::{is_response, is_status};
use super::stages::{stage_columns, stages};
use super::terms;
use super::values::{doubt, sample};

/// Lines for the fields of a table that no header is known for.
pub(super) fn columns(files: &[&Guessed<'_>], vocabulary: &Vocabulary) -> Vec<Line> {
    let Some(guess) = files.first() else { return Vec::new() };
    let table = guess.table;
    let of_stages = if table == Table::Segments { stage_columns(guess) } else { Vec::new() };
    let mut taken: Vec<usize> = of_stages.into_iter().map(|(_, at)| at).collect();
    let mut lines: Vec<Line> = Vec::new();
    for field in Field::ALL.iter().filter(|field| Vocabulary::has_field(table, **field)) {
        if let Some((columns, line)) = joined_times(guess, *field, &taken, vocabulary) {
            taken.extend(columns);
            lines.push(line);
            continue;
        }
        if let Some(known) = guess.header.column(*field) {
            if (table, *field) == (Table::Segments, Field::UserId) {
                lines.extend(agents(guess, known));
            }
            continue;
        }
        if (table, *field) == (Table::Segments, Field::InteractionId) {
            let named = ids::named(guess, vocabulary);
            taken.extend(named.iter().map(|(at, _)| *at));
            lines.extend(named.map(|(_, line)| line));
            continue;
        }
        let ranked = guess.free(&taken).filter_map(|at| {
            let (rank, unknown) = guess.fitness(*field, at, vocabulary)?;
            let is_local = !terms::is_utc(guess.name(at));
            Some((doubt_of(*field, &guess.columns[at], vocabulary).is_some(), unknown, rank, is_local, at))
        });
        let Some((_, unknown, .., at)) = ranked.min() else { continue };
        let doubt = doubt_of(*field, &guess.columns[at], vocabulary);
        let is_sure = doubt.is_none() && (unknown == 0 || table.required().contains(field));
        let beside = doubt.unwrap_or_else(|| sample(&guess.columns[at]));
        if is_sure {
            taken.push(at);
        } else if *field == Field::SegmentId {
            // It may be a step's number within its interaction, or the interaction's id again.
            continue;
        }
        lines.push(Line { is_sure, ..Line::of(*field, guess, at, beside) });
    }
    if table == Table::Segments
        && guess.column_of(Field::StartedAt, &lines).is_none()
        && let Some((at, line)) = first_times(guess, &taken)
    {
        taken.push(at);
        lines.retain(|line| line.key != Field::StartedAt.name());
        lines.push(line);
    }
    lines.retain(|line| line.is_sure || !taken.iter().any(|at| line.values.contains(guess.name(*at))));
    if table == Table::Segments {
        if guess.column_of(Field::InteractionId, &lines).is_none() {
            lines.extend(ids::by_values(guess, &taken, vocabulary));
        }
        if let Some(line) = LegType::of(guess).and_then(|leg_type| leg_type.users(guess, &lines)) {
            lines.retain(|line| line.key != Field::UserId.name());
            lines.push(line);
        }
        share_words(guess, vocabulary, &mut lines);
        if let Some(stages) = stages(guess, &lines) {
            leave_to_stages(guess, stages.is_sure, &mut lines);
        }
    }
    lines
}

/// Why a column's values hardly fit a field, by what their words mean, too.
fn doubt_of(field: Field, column: &SurveyedColumn, vocabulary: &Vocabulary) -> Option<String> {
    let any =
        |means: fn(&str, &Vocabulary) -> bool| column.words.iter().flatten().any(|(word, _)| means(word, vocabulary));
    let by_words = || match field {
        Field::Event if !any(is_response) => Some(format!("no word that is known as a response, {}", sample(column))),
        Field::CommunicationType if any(is_response) || any(is_status) => {
            Some(format!("words of an outcome, {}", sample(column)))
        }
        _ => None,
    };
    doubt(field, column).or_else(by_words)
}

/// The line for a column of the agent, where the header of another column is known as the user's: that may be anybody.
fn agents(guess: &Guessed<'_>, known: usize) -> Option<Line> {
    let is_agents = |at: &usize| {
        GUESSES.agents.contains(&header_key(guess.name(*at))) && doubt(Field::UserId, &guess.columns[*at]).is_none()
    };
    let at = guess.free(&[]).find(is_agents).filter(|_| !is_agents(&known))?;
    let beside = format!("the agent before {}, {}", toml_text(guess.name(known)), sample(&guess.columns[at]));
    Some(Line::of(Field::UserId, guess, at, beside))
}

/// The line that says which values of a column of users mean nobody.
pub(super) fn nobody(guess: &Guessed<'_>, lines: &[Line]) -> Vec<Line> {
    let Some(at) = guess.column_of(Field::UserId, lines) else { return Vec::new() };
    let mut found: Vec<String> = Vec::new();
    guess.each_of_first(|value| {
        let value = value(at);
        if GUESSES.is_nobody(&value) && !found.contains(&value) {
            found.push(value);
        }
    });
    if found.is_empty() { Vec::new() } else { vec![Line::sure(Field::UserId.name(), found, "nobody".to_owned())] }
}

/// The line for a start that no header names: the first column of times.
fn first_times(guess: &Guessed<'_>, taken: &[usize]) -> Option<(usize, Line)> {
    let at = guess.free(taken).find(|at| doubt(Field::StartedAt, &guess.columns[*at]).is_none())?;
    let beside = format!("{}: by its values alone, look at it", sample(&guess.columns[at]));
    Some((at, Line::of(Field::StartedAt, guess, at, beside)))
}

/// Keeps the words of whole rows from being taken for those of a single stage. As long as it
/// is unknown what a row's stages are, its response and its reason are no ring's.
fn leave_to_stages(guess: &Guessed<'_>, are_known: bool, lines: &mut Vec<Line>) {
    let fields: &[Field] = if are_known { &[Field::Status] } else { &[Field::Status, Field::Event, Field::Reason] };
    for field in fields {
        let is_kept = *field == Field::Event && !are_known;
        lines.retain(|line| line.key != field.name() || (is_kept && line.is_sure));
        for line in lines.iter_mut().filter(|line| line.key == field.name()) {
            // For whoever takes the # off the stages.
            line.is_sure = false;
            line.beside = format!("once the stages tell how long it rang, {}", line.beside);
        }
        if guess.column_of(*field, lines).is_some() {
            lines.push(Line::sure(field.name(), vec![String::new()], "none: a row has several stages".to_owned()));
        }
    }
}

/// Lines for names of users and queues in the same rows as their ids, if no other file has them.
pub(super) fn joined_names(guess: &Guessed<'_>, lines: &[Line], table: Table) -> Vec<Line> {
    let (key, whose) = match table {
        Table::Users => (Field::UserId, "agent"),
        Table::Queues => (Field::QueueId, "queue"),
        _ => return Vec::new(),
    };
    if guess.column_of(key, lines).is_none() {
        return Vec::new();
    }
    // A known header needs no line: `Agent Name`, once there is an agent.
    let is_known = |name| !Vocabulary::builtin().joined_field(Table::Segments, table, name).is_empty();
    let found = guess.free(&[]).find(|at| {
        let name = guess.name(*at);
        terms::names(name, whose) && !lines.iter().any(|line| line.values.contains(name)) && !is_known(name)
    });
    found.map(|at| Line::of(Field::Name, guess, at, sample(&guess.columns[at]))).into_iter().collect()
}

/// Lets one column of words serve as both status and event, if there is only one of them and its words are both, as in
/// the log of a queue.
fn share_words(guess: &Guessed<'_>, vocabulary: &Vocabulary, lines: &mut Vec<Line>) {
    let column = |field: Field| guess.column_of(field, lines).map(|at| (field, at));
    let is_status = |word: &str| is_status(word, vocabulary);
    let is_response = |word: &str| is_response(word, vocabulary);
    let share = |field: Field, others: &[Field], means: &dyn Fn(&str) -> bool, least: u64| {
        if column(field).is_some() {
            return Vec::new();
        }
        let found = others.iter().filter_map(|other| column(*other)).find(|(_, at)| {
            let words = guess.columns[*at].words.iter().flatten();
            let (known, all) = words.fold((0, 0), |(known, all), (word, number)| {
                (known + if means(word) { *number } else { 0 }, all + number)
            });
            all > 0 && known * 100 >= all * least
        });
        let Some((other, at)) = found else { return Vec::new() };
        let header = guess.name(at).clone();
        let both = format!("the same column as {}", other.name());
        let mut more = vec![Line::sure(field.name(), vec![header.clone()], both)];
        if sure_line(lines, other).is_none() {
            // A header that the file maps to one field is no longer known for another by itself.
            more.push(Line::sure(other.name(), vec![header], String::new()));
        }
        more
    };
    let mut more = share(Field::Status, &[Field::Event, Field::Reason], &is_status, 50);
    more.extend(share(Field::Event, &[Field::Status], &is_response, 1));
    lines.retain(|line| line.is_sure || !more.iter().any(|new| new.key == line.key));
    lines.extend(more);
}
