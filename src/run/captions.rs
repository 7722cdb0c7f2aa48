//! The chosen interactions, in words.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::choices::Choice;
use crate::cli::{Choosing, On};
use crate::plain::count;
use crate::pseudonyms::{Pseudonyms, Subject};

/// How many ids a caption names one by one.
const NAMED: usize = 3;

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
    let has_interval = [&options.date, &options.since, &options.until].iter().any(|texts| !texts.is_empty());
    match options.on {
        On::Completed if has_interval => say("by", &["completion".to_owned()]),
        On::Active if has_interval => say("by", &["activity".to_owned()]),
        On::Created | On::Completed | On::Active => {}
    }
    say("queue", &options.queue);
    say("user", &options.user);
    say("organization", &options.organization);
    say("type", &options.communication_type);
    say("direction", &options.direction);
    say("status", &options.status);
    let names = |values: Vec<Option<PossibleValue>>| -> Vec<String> {
        values.into_iter().flatten().map(|value| value.get_name().to_owned()).collect()
    };
    say("response", &names(options.response.iter().map(ValueEnum::to_possible_value).collect()));
    say("outcome", &names(options.outcome.iter().map(ValueEnum::to_possible_value).collect()));
    say("state", &names(options.state.iter().map(ValueEnum::to_possible_value).collect()));
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
        organization: named(Subject::Organizations, &options.organization, choice.organizations.as_deref()),
        communication_type: words(&options.communication_type),
        direction: words(&options.direction),
        status: words(&options.status),
        find: options.find.iter().map(|text| pseudonyms.typed(text)).collect(),
        ..options.clone()
    }
}
