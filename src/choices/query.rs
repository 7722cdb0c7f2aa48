//! What is chosen, as conditions of a query.

use crate::cli::On;
use crate::tables::{Instant, normalised};

use super::Choice;

/// A text as a literal of the engine.
type Literal<'l> = &'l dyn Fn(&str) -> String;

impl Choice {
    /// The conditions by the names of terms: of interactions, of rings as rows of a report, and of what counts in rows by
    /// queue and user. What a query can't say must not be asked for.
    pub(crate) fn conditions(&self, tells_rings: bool, literal: Literal<'_>) -> Vec<(&'static str, String)> {
        vec![
            ("chosen", self.of_interactions(tells_rings, literal)),
            ("chosen_rings", self.of_rings(literal)),
            ("chosen_queue", touches("s.spot_queue_id", self.queues.as_deref(), literal)),
            ("chosen_user", touches("s.spot_user_id", self.users.as_deref(), literal)),
        ]
    }

    fn of_interactions(&self, tells_rings: bool, literal: Literal<'_>) -> String {
        let options = &self.options;
        let of_segments = |condition: String| {
            format!("i.interaction_id IN (SELECT s.interaction_id FROM segrep_segments s WHERE {condition})")
        };
        let word = |column: &str, words: &[String]| {
            one_of(&format!("segrep_word({column})"), words.iter().map(|word| normalised(word.trim())), literal)
        };
        let mut all: Vec<String> = Vec::new();
        if !self.bounds.is_always() {
            all.push(match options.on {
                On::Created => self.in_bounds("i.created_us"),
                On::Completed => self.in_bounds("i.completion_us"),
                On::Active => of_segments(self.in_bounds("s.start_us")),
            });
        }
        for (column, ids) in [("s.queue_id", &self.queues), ("s.user_id", &self.users)] {
            all.extend(ids.as_deref().map(|ids| of_segments(one_of(column, ids, literal))));
        }
        all.extend(self.organizations.as_deref().map(|ids| one_of("i.account_id", ids, literal)));
        let with_words = [("i.communication_type", &options.communication_type), ("i.direction", &options.direction)];
        let with_words = with_words.into_iter().filter(|(_, words)| !words.is_empty());
        all.extend(with_words.map(|(column, words)| word(column, words)));
        if !options.status.is_empty() {
            all.push(of_segments(word("s.status", &options.status)));
        }
        if !options.response.is_empty() {
            let is_asked = self.has_asked_response(literal);
            all.push(format!("i.interaction_id IN (SELECT r.interaction_id FROM segrep_rings r WHERE {is_asked})"));
        }
        if !options.outcome.is_empty() {
            all.push(one_of("i.outcome", options.outcome.iter().map(|outcome| outcome.name()), literal));
        }
        if !options.state.is_empty() {
            all.push(one_of("i.state", options.state.iter().map(|state| state.name()), literal));
        }
        if let Some(bound) = self.min_wait {
            let (now, bound) = (self.now.micros(), bound.micros());
            all.push(format!("CASE WHEN i.outcome = 'open' THEN {now} - i.queued_us ELSE i.wait_us END >= {bound}"));
        }
        all.extend(self.min_duration.map(|bound| format!("i.total_us >= {}", bound.micros())));
        if let Some(bound) = options.min_rings.iter().min() {
            all.push(if tells_rings { format!("i.rings >= {bound}") } else { "FALSE".to_owned() });
        }
        let queues = self.excluded_queues.as_deref().map(|ids| {
            let of_segment = of_segments(one_of("s.queue_id", ids, literal));
            format!("NOT ({of_segment} OR coalesce({}, FALSE))", one_of("i.queue_id", ids, literal))
        });
        let users =
            self.excluded_users.as_deref().map(|ids| format!("NOT {}", of_segments(one_of("s.user_id", ids, literal))));
        all.extend(queues.into_iter().chain(users));
        if all.is_empty() { "TRUE".to_owned() } else { all.join("\n  AND ") }
    }

    /// Rows about rings are those of the users and queues, and with the responses, that are chosen.
    fn of_rings(&self, literal: Literal<'_>) -> String {
        let mut all = vec![
            touches("r.queue_id", self.queues.as_deref(), literal),
            touches("r.user_id", self.users.as_deref(), literal),
        ];
        if !self.options.response.is_empty() {
            all.push(self.has_asked_response(literal));
        }
        all.join(" AND ")
    }

    fn has_asked_response(&self, literal: Literal<'_>) -> String {
        let known = self.options.response.iter().flatten().map(|response| response.name());
        let known = one_of("r.response", known, literal);
        if self.options.response.contains(&None) { format!("({known} OR r.response IS NULL)") } else { known }
    }

    fn in_bounds(&self, at: &str) -> String {
        let bounds = &self.bounds;
        let dates = bounds
            .dates
            .iter()
            .map(|date| format!("({at} >= {} AND {at} < {})", date.start.micros(), date.end.micros()));
        let dates: Vec<String> = dates.collect();
        let mut all = Vec::new();
        if !dates.is_empty() {
            all.push(format!("({})", dates.join(" OR ")));
        }
        if bounds.since > Instant::MIN {
            all.push(format!("{at} >= {}", bounds.since.micros()));
        }
        if bounds.until < Instant::MAX {
            all.push(format!("{at} < {}", bounds.until.micros()));
        }
        all.join(" AND ")
    }
}

/// That a column has one of some values; always where none are asked for.
fn touches(column: &str, ids: Option<&[String]>, literal: Literal<'_>) -> String {
    ids.map_or_else(|| "TRUE".to_owned(), |ids| one_of(column, ids, literal))
}

fn one_of(column: &str, values: impl IntoIterator<Item = impl AsRef<str>>, literal: Literal<'_>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| literal(value.as_ref())).collect();
    if values.is_empty() { "FALSE".to_owned() } else { format!("{column} IN ({})", values.join(", ")) }
}
