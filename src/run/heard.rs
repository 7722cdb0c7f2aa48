//! Words in `--where` that no row has and segrep doesn't know: more likely typos than questions.

use crate::audit::{self, Severity};
use crate::exports::Vocabulary;
use crate::messages::{Messages, Remark};
use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::tables::{Field, Response, Table, same_word};
use crate::timelines::{Outcome, ResponseSource, State};

use super::conditions::Test;

/// Notes that a condition's word is in no row and isn't a known word of its column; `meant` is the column's name, or that
/// of the field it shows.
pub(super) fn note(name: &str, meant: &str, test: &Test, vocabulary: &Vocabulary, messages: &mut Messages<'_>) {
    let Some(word) = test.unmet_word() else { return };
    let known = known_words(meant, vocabulary);
    if known.iter().any(|known| same_word(known, word)) {
        return;
    }
    let near = did_you_mean(&nearest(word, known.into_iter()));
    messages.say(Remark::note(format!("--where: no row has the {name} {}", quoted(word))).hint(near));
}

fn known_words<'v>(column: &str, vocabulary: &'v Vocabulary) -> Vec<&'v str> {
    match column {
        "response" => Response::ALL.map(Response::name).to_vec(),
        "response_source" => ResponseSource::ALL.map(ResponseSource::name).to_vec(),
        "outcome" => Outcome::ALL.map(Outcome::name).to_vec(),
        "state" => State::ALL.map(State::name).to_vec(),
        "severity" => Severity::ALL.into_iter().rev().map(Severity::name).collect(),
        "rule" => audit::rules().map(|rule| rule.name).collect(),
        "table" => Table::ALL.map(Table::name).to_vec(),
        "from_status" | "to_status" | "final_status" => vocabulary.known_words(Field::Status),
        _ => {
            let field = Field::ALL.iter().find(|field| field.name() == column);
            field.map(|field| vocabulary.known_words(*field)).unwrap_or_default()
        }
    }
}
