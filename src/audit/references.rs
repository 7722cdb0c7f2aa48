//! Rules about ids that lead nowhere, and about what they lead to.

use crate::plain::{counted, quoted};
use crate::tables::{Field, Table};
use crate::timelines::Coded;

use super::cases::{Case, Role, RowCase};
use super::rule::{Found, Look, Needs, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "segment-without-interaction",
        severity: Severity::Error,
        reason: "Creation, completion and organization are missing, so that waits, totals and the day it counts in are those of its segments alone.",
        meaning: "The interaction of a segment has a row in the interactions table, if that was exported. Reported once per interaction.",
        cure: "export the interactions of the same period",
        looks: &[Look::Timeline(without_interaction)],
    },
    Rule {
        name: "segment-without-queue",
        severity: Severity::Warning,
        reason: "The id stands for the name; no figure is wrong.",
        meaning: "The queue of a segment has a row in the queues table, if that was exported. Reported once per queue of an interaction.",
        cure: "export the queues again, including those no longer in use",
        looks: &[Look::Timeline(without_queue)],
    },
    Rule {
        name: "segment-without-user",
        severity: Severity::Warning,
        reason: "The id stands for the name; no figure is wrong.",
        meaning: "The user of a segment has a row in the users table, if that was exported. Reported once per user of an interaction.",
        cure: "export the users again, including those who have left",
        looks: &[Look::Timeline(without_user)],
    },
    Rule {
        name: "interaction-names-unknown-id",
        severity: Severity::Warning,
        reason: "The id stands for the name; no figure is wrong.",
        meaning: "The organization, the queue, the assignee at completion and the completing user that an interaction's row names have rows in their tables, if those were exported.",
        cure: "export organizations, queues and users again",
        looks: &[Look::Timeline(names_unknown_id)],
    },
    Rule {
        name: "several-organizations",
        severity: Severity::Warning,
        reason: "An interaction counts for the organization of its row alone, and with it what another one's queue or user did; a centre that serves several may mean it so.",
        meaning: "The queues and users of an interaction's segments belong to the organization that its row names, or to each other's where it names none. Those without an organization belong to any.",
        cure: "find out which organization the interaction belongs to",
        looks: &[Look::Timeline(several_organizations)],
    },
    Rule {
        name: "inactive-at-work",
        severity: Severity::Info,
        reason: "No figure is wrong: somebody may have left, or a queue may have been closed, since.",
        meaning: "A queue or user that the export calls inactive has no segments. Reported once per queue or user, over all interactions checked.",
        cure: "find out since when they have been inactive",
        looks: &[Look::Row(Needs::Chosen, inactive_at_work)],
    },
];

fn without_interaction(case: &Case<'_>, found: &mut Found<'_, '_>) {
    if case.timeline.row.is_none() && case.ground.exports.has(Table::Interactions) {
        let text = format_args!("{}, and no interaction", counted(case.stages().len() as u64, "segment"));
        found.at(case.stages()[0].place, case.timeline.id(), text, "a row of its id");
    }
}

fn without_queue(case: &Case<'_>, found: &mut Found<'_, '_>) {
    if case.ground.directory.queues.is_present() {
        for (place, id) in case.each_once(|stage| stage.queue.is_none(), Coded::QueueId) {
            found.at(place, id, format_args!("queue {}", quoted(id)), "a row of its id in the queues");
        }
    }
}

fn without_user(case: &Case<'_>, found: &mut Found<'_, '_>) {
    if case.ground.directory.users.is_present() {
        for (place, id) in case.each_once(|stage| stage.user.is_none(), Coded::UserId) {
            found.at(place, id, format_args!("user {}", quoted(id)), "a row of its id in the users");
        }
    }
}

fn names_unknown_id(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let Some(place) = case.timeline.row else { return };
    let (timeline, directory) = (case.timeline, case.ground.directory);
    let mut check = |id: Option<&str>, is_known: bool, name: &str, table: Table| {
        if let Some(id) = id.filter(|_| !is_known) {
            found.at(place, id, format_args!("{name} {}", quoted(id)), format_args!("a row of its id in the {table}"));
        }
    };
    let interaction = &timeline.interaction;
    let has_organization = timeline.organization.is_some() || !directory.organizations.is_present();
    check(interaction.account_id, has_organization, "organization", Table::Organizations);
    let has_queue = timeline.queue.is_some() || !directory.queues.is_present();
    check(interaction.queue_id, has_queue, "queue", Table::Queues);
    let users = [
        ("assignee", case.row_value(Field::AssigneeAtCompletion)),
        ("completing user", case.row_value(Field::CompletedUserId)),
    ];
    for (name, id) in users {
        let is_known = !directory.users.is_present() || id.is_some_and(|id| directory.users.get(id).is_some());
        check(id, is_known, name, Table::Users);
    }
}

fn several_organizations(case: &Case<'_>, found: &mut Found<'_, '_>) {
    let mut known: Option<&str> = case.timeline.interaction.account_id;
    for (at, stage) in case.stages().iter().enumerate() {
        let of_queue = stage.queue.and_then(|queue| queue.account_id.as_deref());
        let of_user = stage.user.and_then(|user| user.account_id.as_deref());
        for (what, name, own) in [("queue", stage.queue_name(), of_queue), ("user", stage.user_name(), of_user)] {
            let Some(own) = own else { continue };
            if *known.get_or_insert(own) != own {
                let text = format_args!("{what} {} of organization {own}", name.unwrap_or_default());
                found.at(stage.place, case.name(at), text, format_args!("organization {}", known.unwrap_or_default()));
                // Once per interaction: what follows is mostly the same.
                return;
            }
        }
    }
}

fn inactive_at_work(case: &RowCase<'_>, found: &mut Found<'_, '_>) {
    let Role::Inactive(work) = case.role else { return };
    let (segments, interactions) = (counted(work.segments, "segment"), counted(work.interactions, "interaction"));
    let text = format_args!("inactive, with {segments} in {interactions}, first {}", work.first);
    found.at(case.place, case.id, text, "active, or no segments");
}
