//! A column that says whose leg of a call a row is: an agent's, or that of a queue or a customer.

use std::collections::HashSet;

use crate::exports::{header_key, is_blank};
use crate::tables::Field;

use super::guess::{Guessed, Line};
use super::guesses::{GUESSES, meaning_of};
use super::terms::words;

/// The column that says whether a row is an agent's leg, and the word in it that says so.
pub(super) struct LegType {
    column: usize,
    word: String,
}

impl LegType {
    /// `None` if no header names such a column, or several do. Others may tell of agents as well: who hung up, say.
    pub(super) fn of(guess: &Guessed<'_>) -> Option<LegType> {
        let is_agents = |word: &String| {
            let words = words(word);
            !words.is_empty() && words.iter().all(|word| meaning_of(&GUESSES.terms, word) == Some("agent"))
        };
        let is_named = |column: &usize| GUESSES.leg_types.contains(&header_key(guess.name(*column)));
        let mut legs = (0..guess.columns.len()).filter(is_named).filter_map(|column| {
            let all = guess.columns[column].words.as_ref()?;
            let mut agents = all.keys().filter(|word| is_agents(word));
            let word = agents.next()?.clone();
            (agents.next().is_none() && all.len() > 1).then_some(LegType { column, word })
        });
        legs.next().filter(|_| legs.next().is_none())
    }

    /// The condition that a row is an agent's leg.
    pub(super) fn condition(&self, guess: &Guessed<'_>) -> String {
        format!("{} = {}", guess.name(self.column), self.word)
    }

    /// The line that says that only agents' legs have a user, if a column of users is filled in others, too. Not if it is with
    /// the same users.
    pub(super) fn users(&self, guess: &Guessed<'_>, lines: &[Line]) -> Option<Line> {
        let users = guess.column_of(Field::UserId, lines)?;
        let (mut agents, mut others) = (HashSet::new(), HashSet::new());
        guess.each_of_first(|value| {
            let user = value(users);
            if !is_blank(user.as_bytes()) && !GUESSES.is_nobody(&user) {
                let of_leg = if value(self.column) == self.word { &mut agents } else { &mut others };
                of_leg.insert(user);
            }
        });
        (!others.is_empty() && others.is_disjoint(&agents)).then(|| {
            let beside = "other legs have no user".to_owned();
            Line::of(Field::UserId, guess, users, beside).in_rows(&self.condition(guess))
        })
    }
}
