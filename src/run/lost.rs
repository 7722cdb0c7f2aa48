//! Missing tables, and what their absence costs the report.

use crate::cli::{Common, On, SplitKey};
use crate::exports::Exports;
use crate::messages::{Messages, Remark};
use crate::reports::{Column, Kind, Task};
use crate::tables::{Field, Table};

use super::asked::Asked;
use super::shape::Shape;

/// What a report needs from tables other than segments.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Need {
    /// The names of a table's rows.
    Names(Table),
    /// The organizations' zone, for days and printed times.
    Zone,
    /// When interactions were created and completed.
    Times,
    /// A table's column, by name.
    Column(Table, String),
    /// The whole table.
    Everything(Table),
}

impl Need {
    fn table(&self) -> Table {
        match self {
            Need::Names(table) | Need::Column(table, _) | Need::Everything(table) => *table,
            Need::Zone => Table::Organizations,
            Need::Times => Table::Interactions,
        }
    }
}

/// Warns of missing tables that this report needs, unless `--without` or `segrep.toml` says they are known to be missing.
pub(super) fn warn(asked: &Asked<'_>, shape: &Shape<'_>, exports: &Exports, messages: &mut Messages<'_>) {
    let Asked { options, config, .. } = asked;
    let mut needs = match asked.question.task {
        Task::Check { .. } | Task::Day(_) => Table::ALL.map(Need::Everything).to_vec(),
        _ => shape.used().into_iter().flat_map(of_column).chain(of_choice(options)).collect(),
    };
    let is_known = |table: &Table| options.input.without.contains(&Some(*table)) || config.without.contains(table);
    needs.retain(|need| {
        let is_met = match need {
            Need::Names(table) => !has_ids(exports, *table),
            Need::Zone => asked.zone.is_some(),
            _ => false,
        };
        !is_met && exports.lacks(need.table()) && !is_known(&need.table())
    });
    let lost: Vec<&str> = Table::ALL
        .into_iter()
        .filter(|table| needs.iter().any(|need| need.table() == *table))
        .map(Table::name)
        .collect();
    if !lost.is_empty() {
        let known = format!("--without {} says that it is known", lost.join(","));
        let costs = format!("no export of {}: {}", lost.join(", "), costs(&needs).join("; "));
        messages.say(Remark::warning(costs).hint(known));
    }
}

/// What a report's column rests on.
fn of_column(Column { name, kind, .. }: &Column) -> Vec<Need> {
    if let Some((table, _)) = name.split_once('.') {
        let table = Table::ALL.into_iter().find(|known| known.name().trim_end_matches('s') == table);
        return table.map(|table| Need::Column(table, name.to_string())).into_iter().collect();
    }
    let mut needs = match &**name {
        "queue_name" | "queue_names" | "org:group" => vec![Need::Names(Table::Queues)],
        "user_name" | "user_names" | "answered_by" | "org:resource" => vec![Need::Names(Table::Users)],
        "organization_name" => vec![Need::Names(Table::Organizations)],
        "day" | "week" | "month" | "hour" | "weekday" | "interval" => vec![Need::Times, Need::Zone],
        "elapsed_seconds"
        | "interaction_created_at"
        | "interaction_completed_at"
        | "created_at"
        | "completed_at"
        | "state"
        | "outcome"
        | "queued_at"
        | "unanswered"
        | "exited"
        | "open"
        | "answer_rate"
        | "answered_in_sla"
        | "offered"
        | "not_queued" => vec![Need::Times],
        _ if OF_TIMES.iter().any(|beginning| name.starts_with(beginning)) => vec![Need::Times],
        _ => Vec::new(),
    };
    if *kind == Kind::Time {
        needs.push(Need::Zone);
    }
    needs
}

/// How the names of measures begin that rest on when interactions were created and completed.
const OF_TIMES: [&str; 5] = ["wait_seconds", "total_seconds", "abandon", "short_abandoned", "service_level"];

/// What choosing interactions and splitting rows rest on.
fn of_choice(options: &Common) -> Vec<Need> {
    let choosing = &options.choosing;
    let mut needs = Vec::new();
    if [&choosing.date, &choosing.since, &choosing.until].into_iter().any(|texts| !texts.is_empty()) {
        needs.push(Need::Zone);
        needs.extend((choosing.on != On::Active).then_some(Need::Times));
    }
    let has_bounds = !choosing.min_wait.is_empty() || !choosing.min_duration.is_empty();
    if has_bounds || !choosing.outcome.is_empty() || !choosing.state.is_empty() {
        needs.push(Need::Times);
    }
    for key in &options.output.split_by {
        match key {
            SplitKey::Day => needs.extend([Need::Times, Need::Zone]),
            SplitKey::Queue => needs.push(Need::Names(Table::Queues)),
            SplitKey::User => needs.push(Need::Names(Table::Users)),
            SplitKey::Organization => needs.push(Need::Names(Table::Organizations)),
            SplitKey::Interaction => {}
        }
    }
    needs
}

/// Whether any export refers to a table's ids, which a name could replace.
fn has_ids(exports: &Exports, table: Table) -> bool {
    let (of, field) = match table {
        Table::Organizations => (&[Table::Interactions][..], Field::AccountId),
        Table::Queues => (&[Table::Segments, Table::Interactions][..], Field::QueueId),
        _ => (&[Table::Segments][..], table.key()),
    };
    of.iter().any(|of| exports.serving(*of).any(|(_, file)| file.header.column_of(*of, field).is_some()))
}

/// What unmet needs cost, each once.
fn costs(needs: &[Need]) -> Vec<String> {
    let is_nameless = |table: &Table| needs.contains(&Need::Names(*table));
    let nameless: Vec<&str> = Table::ALL.into_iter().filter(is_nameless).map(Table::name).collect();
    let mut costs = Vec::new();
    if needs.contains(&Need::Zone) {
        costs.push("days and times are those of UTC".to_owned());
    }
    if needs.contains(&Need::Times) {
        costs.push("created and completed are those of the segments".to_owned());
    }
    if !nameless.is_empty() {
        costs.push(format!("names of {} are ids", nameless.join(", ")));
    }
    if needs.iter().any(|need| matches!(need, Need::Everything(_))) {
        costs.push("nothing is checked against them".to_owned());
    }
    let mut blank: Vec<&str> = Vec::new();
    for need in needs {
        if let Need::Column(_, name) = need
            && !blank.contains(&name.as_str())
        {
            blank.push(name);
        }
    }
    if !blank.is_empty() {
        costs.push(format!("{} {} blank", blank.join(", "), if blank.len() == 1 { "is" } else { "are" }));
    }
    costs
}
