//! A summary as a query.

use crate::reports::Query;
use crate::tables::Duration;

use super::asked::SummaryAsked;
use super::key::Key;
use super::service_level::ServiceLevel;

/// A key in a query.
struct Part {
    /// What rows are grouped and ordered by.
    by: Vec<String>,
    /// What is shown of that, with its name: `$0` and so on stand for what rows are grouped by.
    shown: Vec<(String, &'static str)>,
}

/// The query of a summary; `None` where a key isn't said in SQL. Without an asked wait, that within which an answer is in time
/// is left open.
pub(super) fn query(asked: &SummaryAsked) -> Option<Query> {
    let parts: Vec<Part> = asked.keys.iter().map(|key| part(*key, asked.interval)).collect::<Option<_>>()?;
    let mut by = Vec::new();
    let mut shown = Vec::new();
    for Part { by: of, shown: columns } in &parts {
        let names: Vec<String> = (1..=of.len()).map(|at| format!("key_{}", by.len() + at)).collect();
        for (column, name) in columns {
            let column =
                names.iter().enumerate().fold(column.clone(), |text, (at, key)| text.replace(&format!("${at}"), key));
            shown.push(format!("{column} AS {name},\n  "));
        }
        by.extend(of.iter().cloned());
    }
    let names: Vec<String> = (1..=by.len()).map(|at| format!("key_{at}")).collect();
    let keys: String = by.iter().zip(&names).map(|(by, name)| format!("{by} AS {name}, ")).collect();
    let group = if by.is_empty() { String::new() } else { format!("GROUP BY {}", names.join(", ")) };
    let order: Vec<String> = names.iter().map(|name| format!("{name} NULLS FIRST")).collect();
    let order = if by.is_empty() { String::new() } else { format!("ORDER BY {}", order.join(", ")) };
    let comma = |names: &[String]| names.iter().map(|name| format!("{name}, ")).collect::<String>();
    let window =
        if by.is_empty() { "PARTITION BY one".to_owned() } else { format!("PARTITION BY {}", names.join(", ")) };
    let template = if asked.is_by_user() { "summary_by_user" } else { "summary" };
    let by_queue = asked.is_by_queue() || asked.is_by_user();
    let mut query = Query::of(template)
        .with("keys", keys)
        .with("key_names", comma(&names))
        .with("shown", shown.concat())
        .with("group", group)
        .with("order", order)
        .with("by_keys", window)
        .with("at_queue", if by_queue { "@chosen_queue" } else { "TRUE" });
    if !asked.is_by_user() {
        if let Some((sla, _)) = asked.slas.first() {
            query = query.with("sla", sla.micros().to_string());
        }
        let several = if asked.slas.len() > 1 { &asked.slas[..] } else { &[] };
        query = query
            .with("short_abandon", asked.short_abandon.micros().to_string())
            .with("more", more(asked, several))
            .with("in_more", several.iter().enumerate().map(|(at, (sla, _))| in_sla(at, *sla)).collect::<String>());
    }
    Some(query)
}

/// What is counted within one of several waits.
fn in_sla(at: usize, sla: Duration) -> String {
    let sla = sla.micros();
    format!(
        ",\n  sum(CASE WHEN wait_us <= {sla} THEN 1 ELSE 0 END) AS answered_{at}, \
         sum(CASE WHEN abandon_us <= {sla} THEN 1 ELSE 0 END) AS abandoned_{at}"
    )
}

/// The columns of formulas of the service level, then those of several waits.
fn more(asked: &SummaryAsked, several: &[(Duration, String)]) -> String {
    let levels = |answered: &str, abandoned: &str, suffix: &str| {
        asked
            .service_levels
            .iter()
            .map(|level| {
                let whole = match level {
                    ServiceLevel::All => "ended".to_owned(),
                    ServiceLevel::Offered => "offered".to_owned(),
                    ServiceLevel::NoShort => "offered - short_abandoned".to_owned(),
                    ServiceLevel::NoEarly => format!("offered - {abandoned}"),
                    ServiceLevel::NoAbandons => "offered - abandoned".to_owned(),
                };
                format!(
                    ",\n  CASE WHEN knows_sla THEN segrep_rate({answered}, {whole}) END AS {}{suffix}",
                    level.column()
                )
            })
            .collect::<String>()
    };
    let mut text = levels("in_sla", "abandoned_in_sla", "");
    for (at, (_, name)) in several.iter().enumerate() {
        let (answered, abandoned) = (format!("answered_{at}"), format!("abandoned_{at}"));
        text.push_str(&format!(
            ",\n  CASE WHEN knows_sla THEN {answered} END AS answered_in_sla_{name},\n  \
             CASE WHEN knows_sla THEN segrep_rate({answered}, ended) END AS service_level_{name},\n  \
             CASE WHEN knows_outcome THEN {abandoned} END AS abandoned_in_sla_{name}"
        ));
        text.push_str(&levels(&answered, &abandoned, &format!("_{name}")));
    }
    text
}

/// A key; `None` for columns of the exports, which a query has no names for.
fn part(key: Key, interval: Duration) -> Option<Part> {
    const DAY: u64 = 86_400_000_000;
    let local = "segrep_local(s.created_us)";
    // Also before 1970.
    let of_day = format!("mod(mod({local}, {DAY}) + {DAY}, {DAY})");
    let named = |name: &str, id: &str, columns: [&'static str; 2]| Part {
        by: vec![format!("coalesce({name}, {id})"), id.to_owned()],
        shown: vec![("$1".to_owned(), columns[0]), ("$0".to_owned(), columns[1])],
    };
    let plain = |by: String, name| Part { by: vec![by], shown: vec![("$0".to_owned(), name)] };
    Some(match key {
        Key::User => named("u.user_name", "s.spot_user_id", ["user_id", "user_name"]),
        Key::Queue => named("q.queue_name", "s.spot_queue_id", ["queue_id", "queue_name"]),
        Key::Organization => named("o.organization_name", "s.account_id", ["account_id", "organization_name"]),
        Key::CommunicationType => plain("s.spelled_type".to_owned(), "communication_type"),
        Key::Direction => plain("s.spelled_direction".to_owned(), "direction"),
        Key::SubCommunicationType => plain("s.sub_communication_type".to_owned(), "sub_communication_type"),
        Key::Outcome => plain("s.outcome".to_owned(), "outcome"),
        Key::State => plain("s.state".to_owned(), "state"),
        Key::CompletionDisplay => plain("s.completion_display".to_owned(), "completion_display"),
        Key::Day => plain(format!("segrep_day({local})"), "day"),
        Key::Week => plain(format!("segrep_week({local})"), "week"),
        Key::Month => plain(format!("segrep_month({local})"), "month"),
        Key::Hour => plain(format!("segrep_div({of_day}, 3600000000)"), "hour"),
        Key::Weekday => Part {
            // 1970 began on a Thursday.
            by: vec![format!("mod(mod(segrep_div({local} - {of_day}, {DAY}) + 3, 7) + 7, 7)")],
            shown: vec![(
                "CASE $0 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' \
                 WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' ELSE 'Sunday' END"
                    .to_owned(),
                "weekday",
            )],
        },
        Key::Interval => {
            let length = interval.micros().max(1);
            let midnight = "segrep_midnight(s.created_us)";
            let start = format!("{midnight} + segrep_div(s.created_us - {midnight}, {length}) * {length}");
            let offset = format!("segrep_local({start}) - ({start})");
            // In the order of their spelling: `+` comes before `-`, and then larger offsets last.
            Part {
                by: vec![
                    format!("segrep_local({start})"),
                    format!("CASE WHEN {offset} < 0 THEN 1 ELSE 0 END"),
                    format!("abs({offset})"),
                    start,
                ],
                shown: vec![("segrep_time($3)".to_owned(), "interval")],
            }
        }
        Key::All => Part { by: Vec::new(), shown: Vec::new() },
        Key::Exported(_) => return None,
    })
}
