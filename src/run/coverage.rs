//! What a document covers: the chosen interactions and rows, the period and the zone.

use crate::choices::Choice;
use crate::cli::{Choosing, Common, On};
use crate::plain::{count, printable, value_names};
use crate::pseudonyms::{Pseudonyms, Subject};
use crate::reports::Question;
use crate::tables::{Instant, Response, Zone};
use crate::timelines::Tally;

pub(super) struct Coverage {
    pub(super) report: &'static str,
    /// Which rows, as asked.
    rows: Vec<(String, String)>,
    /// Whose rings are counted if whole interactions were chosen by user or queue, and what counts only those.
    rings: Option<String>,
    /// Which interactions, in words; empty for all.
    chosen: String,
    zone: Zone,
}

impl Coverage {
    /// `chosen` are the interactions in words, with pseudonyms already.
    pub(super) fn new(
        question: &Question,
        options: &Common,
        chosen: String,
        pseudonyms: Option<&Pseudonyms>,
        zone: Zone,
    ) -> Coverage {
        let mut rows = Vec::new();
        let mut say = |name: &str, value: String| {
            if !value.is_empty() {
                let value = pseudonyms.map(|pseudonyms| pseudonyms.text(&value).into_owned()).unwrap_or(value);
                rows.push((name.to_owned(), value));
            }
        };
        say("Rows where", options.rows.conditions.join(" and "));
        say("Sorted by", options.rows.sort.join(", "));
        say("Rows at most", options.rows.limit.map(count).unwrap_or_default());
        Coverage { report: question.name, rows, rings: whose_rings(question, &options.choosing), chosen, zone }
    }

    pub(super) fn is_everything(&self) -> bool {
        self.chosen.is_empty()
    }

    /// A caption: the period, the zone, what was chosen, and whose rings are counted.
    pub(super) fn caption(&self, of: &str, tally: &Tally) -> Vec<String> {
        let day = |at| self.zone.civil(at).format("%Y-%m-%d").to_string();
        let period = tally.created.map(|(first, last)| match (day(first), day(last)) {
            (first, last) if first == last => format!(" created on {first}"),
            (first, last) => format!(" created from {first} to {last}"),
        });
        // As in `rows where wait_seconds > 30, rows at most 10`.
        let rows: Vec<String> =
            self.rows.iter().map(|(name, value)| format!("{} {value}", name.to_lowercase())).collect();
        let chosen = [self.chosen.as_str(), &rows.join(", ")].map(|words| printable(words).into_owned());
        let chosen: Vec<String> = chosen.into_iter().filter(|words| !words.is_empty()).collect();
        let chosen = if chosen.is_empty() { String::new() } else { format!("; {}", chosen.join(", ")) };
        let caption = format!("{of}{}, {}{chosen}", period.unwrap_or_default(), self.zone);
        std::iter::once(caption).chain(self.rings.clone().filter(|_| tally.interactions > 0)).collect()
    }

    /// As [`Coverage::facts`], of two periods.
    pub(super) fn facts_of(&self, counted: &str, remarks: &[String]) -> Vec<(String, String)> {
        let facts = self.facts(&Tally::default()).into_iter();
        let mut facts: Vec<_> = facts.filter(|(name, _)| name != "Interactions" && name != "Period").collect();
        let compared = std::iter::once(counted).chain(remarks.iter().map(String::as_str));
        let compared = compared.map(|text| ("Compared".to_owned(), text.to_owned()));
        facts.splice(1..1, compared);
        facts
    }

    /// Names and values that describe the document, for formats with room for them.
    pub(super) fn facts(&self, tally: &Tally) -> Vec<(String, String)> {
        let moment = |at| moment(at, self.zone);
        let period = match tally.created {
            Some((first, last)) => format!("created from {} to {}", moment(first), moment(last)),
            None => "none".to_owned(),
        };
        let chosen = if self.is_everything() { "all" } else { &self.chosen };
        let mut facts: Vec<(String, String)> = [
            ("Report", self.report.to_owned()),
            ("Interactions", count(tally.interactions)),
            ("Period", period),
            ("Chosen", chosen.to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        facts.extend(self.rows.iter().cloned());
        facts.extend(self.rings.iter().map(|rings| ("Rings".to_owned(), rings.clone())));
        facts.extend([
            ("Time zone".to_owned(), format!("{}; all dates and times are its local ones", self.zone)),
            ("Written by".to_owned(), concat!("segrep ", env!("CARGO_PKG_VERSION")).to_owned()),
        ]);
        facts
    }
}

/// Whose rings a report counts if `--user` or `--queue` chose whole interactions. `None` if it counts none, or only theirs.
fn whose_rings(question: &Question, options: &Choosing) -> Option<String> {
    let mut keys = question.counts_rings.clone()?;
    let is_by = |key| keys.iter().any(|known| known == key);
    let user = !options.user.is_empty() && !is_by("user");
    let queue = !options.queue.is_empty() && !is_by("user") && !is_by("queue");
    let (all, only, key) = match (user, queue) {
        (true, false) => ("of all users", "of --user", "user"),
        (false, true) => ("at all queues", "at --queue", "queue"),
        (true, true) => ("of all users at all queues", "of --user at --queue", "user"),
        (false, false) => return None,
    };
    let own = if keys.is_empty() {
        "segrep rings".to_owned()
    } else {
        keys.push(key.to_owned());
        format!("segrep summary --by {}", keys.join(","))
    };
    Some(format!("rings {all} are counted; {own} with the same choice tells those {only}"))
}

/// A moment to the second, with its offset, which tells apart an hour that a clock change repeats.
pub(super) fn moment(at: Instant, zone: Zone) -> String {
    zone.local(at).format("%Y-%m-%d %H:%M:%S %:z").to_string()
}

/// How many ids a caption names one by one.
const NAMED: usize = 3;

/// The chosen interactions, in words.
pub(super) fn chosen(options: &Choosing, asked: Option<&[String]>) -> String {
    let mut chosen: Vec<String> = Vec::new();
    let mut say = |name: &str, values: &[String]| {
        if !values.is_empty() {
            chosen.push(format!("{name} {}", values.join(" or ")));
        }
    };
    match asked.unwrap_or_default() {
        many if many.len() > NAMED => say("ids asked for", &[count(many.len() as u64)]),
        few => say("interaction", few),
    }
    say("with", &options.find);
    say("of", &options.date);
    say("since", &options.since);
    say("until", &options.until);
    let moments = [&options.date, &options.since, &options.until, &options.hours, &options.days];
    let has_interval = moments.iter().any(|texts| !texts.is_empty());
    match options.on {
        On::Completed if has_interval => say("by", &["completion".to_owned()]),
        On::Active if has_interval => say("by", &["activity".to_owned()]),
        On::Created | On::Completed | On::Active => {}
    }
    say("hours", &options.hours);
    say("days", &options.days);
    say("queue", &options.queue);
    say("user", &options.user);
    say("without queue", &options.exclude_queue);
    say("without user", &options.exclude_user);
    say("organization", &options.organization);
    say("type", &options.communication_type);
    say("direction", &options.direction);
    say("status", &options.status);
    let response = |response: &Option<Response>| response.map_or("unknown", Response::name).to_owned();
    say("response", &options.response.iter().map(response).collect::<Vec<_>>());
    say("outcome", &value_names(&options.outcome));
    say("state", &value_names(&options.state));
    say("wait at least", &options.min_wait);
    say("duration at least", &options.min_duration);
    let rings: Vec<String> = options.min_rings.iter().map(u64::to_string).collect();
    say("rings at least", &rings);
    chosen.join(", ")
}

/// The options with pseudonyms in place of names.
pub(super) fn pseudonymized(options: &Choosing, choice: &Choice, pseudonyms: &Pseudonyms) -> Choosing {
    let named = |subject, given: &[String], chosen: Option<&[String]>| match chosen {
        Some(chosen) if pseudonyms.has(subject) => chosen.to_vec(),
        _ => given.to_vec(),
    };
    let words = |given: &[String]| given.iter().map(|word| pseudonyms.text(word).into_owned()).collect();
    Choosing {
        user: named(Subject::Users, &options.user, choice.users.as_deref()),
        queue: named(Subject::Queues, &options.queue, choice.queues.as_deref()),
        exclude_user: named(Subject::Users, &options.exclude_user, choice.excluded_users.as_deref()),
        exclude_queue: named(Subject::Queues, &options.exclude_queue, choice.excluded_queues.as_deref()),
        organization: named(Subject::Organizations, &options.organization, choice.organizations.as_deref()),
        communication_type: words(&options.communication_type),
        direction: words(&options.direction),
        status: words(&options.status),
        find: options.find.iter().map(|text| pseudonyms.typed(text)).collect(),
        ..options.clone()
    }
}
