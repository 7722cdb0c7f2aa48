//! The arguments of the commands that give a page's figures.

use std::collections::BTreeSet;

use crate::cli::{Choosing, On};
use crate::plain::value_names;
use crate::tables::Response;

use super::super::opened::Opened;
use super::Day;
use super::entries::Entry;

/// The options that choose the day, whatever today is.
pub(super) fn dates(day: &Day<'_>) -> Vec<String> {
    let Opened { present, bounds, .. } = day.opened;
    let date = bounds.interval().map(|chosen| present.zone.civil(chosen.start).date());
    date.into_iter().flat_map(|date| ["--date".to_owned(), date.to_string()]).collect()
}

/// The directions other than outbound, if there are outbound interactions.
pub(super) fn inbound(entries: &[Entry]) -> Vec<String> {
    if !entries.iter().any(Entry::is_outbound) {
        return Vec::new();
    }
    let others = entries.iter().filter(|entry| !entry.is_outbound()).filter_map(|entry| entry.direction.as_deref());
    let words: BTreeSet<&str> = others.collect();
    words.into_iter().map(str::to_owned).collect()
}

/// The options by which else interactions were chosen, as typed.
pub(super) fn filters(choosing: &Choosing) -> Vec<String> {
    let response = |response: &Option<Response>| response.map_or("unknown", Response::name).to_owned();
    let on = if choosing.on == On::Created { Vec::new() } else { value_names(&[choosing.on]) };
    let options = [
        ("--find", choosing.find.clone()),
        ("--on", on),
        ("--hours", choosing.hours.clone()),
        ("--days", choosing.days.clone()),
        ("--queue", choosing.queue.clone()),
        ("--user", choosing.user.clone()),
        ("--exclude-queue", choosing.exclude_queue.clone()),
        ("--exclude-user", choosing.exclude_user.clone()),
        ("--organization", choosing.organization.clone()),
        ("--communication-type", choosing.communication_type.clone()),
        ("--direction", choosing.direction.clone()),
        ("--status", choosing.status.clone()),
        ("--response", choosing.response.iter().map(response).collect()),
        ("--outcome", value_names(&choosing.outcome)),
        ("--state", value_names(&choosing.state)),
        ("--min-wait", choosing.min_wait.clone()),
        ("--min-duration", choosing.min_duration.clone()),
        ("--min-rings", choosing.min_rings.iter().map(u64::to_string).collect()),
    ];
    let given = options.into_iter().flat_map(|(name, values)| values.into_iter().map(move |value| (name, value)));
    given.flat_map(|(name, value)| [name.to_owned(), value]).collect()
}
