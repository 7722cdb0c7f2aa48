//! `sql`: a report as a query.

use anyhow::Result;

use crate::choices::Choice;
use crate::cli::{Reporting, Sql};
use crate::formats::Format;
use crate::messages::Messages;
use crate::reports::Reply;
use crate::sql::{Script, Sources};
use crate::timelines::Telling;
use crate::usage::UsageError;

use super::asked::Asked;
use super::invocation::{Ending, Invocation};
use super::opened::Opened;
use super::writer::{unless_closed, write};

/// The options that a query says; others are refused.
const SAID: [&str; 40] = [
    "data",
    "table",
    "without",
    "delimiter",
    "input_tz",
    "config",
    "no_config",
    "threads",
    "duration_unit",
    "max_unpacked",
    "date",
    "since",
    "until",
    "on",
    "queue",
    "user",
    "exclude_queue",
    "exclude_user",
    "organization",
    "communication_type",
    "direction",
    "status",
    "response",
    "outcome",
    "state",
    "min_wait",
    "min_duration",
    "min_rings",
    "now",
    "output",
    "tz",
    "quiet",
    "errors",
    "by",
    "sla",
    "short_abandon",
    "service_level",
    "interval",
    "of",
    "summary",
];

pub(super) fn run(options: &Sql, invocation: &Invocation<'_>, messages: &mut Messages<'_>) -> Result<Ending> {
    let Reporting { report, own, typed, given, common } = &options.report;
    let refused =
        |what: &str| UsageError::new(format!("sql can't say {what}")).hint("segrep makes such reports itself");
    if let Some(option) = given.iter().find(|option| !SAID.contains(&option.as_str())) {
        let option = match option.as_str() {
            "ids" => "ids of interactions".to_owned(),
            "conditions" => "--where".to_owned(),
            option => format!("--{}", option.replace('_', "-")),
        };
        return Err(refused(&option).into());
    }
    let Reply::Question(question) = own.ask(report, typed)? else {
        return Err(refused(report.name).into());
    };
    let Some(query) = &question.query else {
        let what = question.exported.first().map_or(report.name.to_owned(), |column| format!("--by {column}"));
        return Err(refused(&what).into());
    };
    // A query has no format of rows, whatever its file is called.
    let mut common = common.clone();
    common.output.format = Some(Format::Csv);
    let asked = Asked::new(&question, &common, invocation, messages)?;
    let targets = &asked.config.sla;
    let leaves_sla_open = query.template == "summary" && !query.terms.iter().any(|(name, _)| *name == "sla");
    if leaves_sla_open && !targets.is_one() {
        return Err(refused("[sla] with targets of queues or types").into());
    }
    let opened = Opened::new(&asked, messages)?;
    let Opened { exports, present, directory, bounds, destination, .. } = &opened;
    let choice = Choice::new(&asked.terms, bounds.clone(), present, exports, directory, None, messages)?;
    if choice.is_unknown() {
        return Ok(Ending::Missing);
    }
    let literal = |text: &str| options.dialect.text(text);
    let mut chosen = choice.conditions(Telling::of(exports).rings, &literal);
    chosen.push(("sla", targets.of(None, None).micros().to_string()));
    opened.check_targets(messages)?;
    let script = Script {
        query,
        sources: Sources { exports, elsewhere: &options.source, order: options.order_by.as_deref() },
        words: &asked.vocabulary.words,
        zone: present.zone,
        chosen,
    };
    let text = script.text(options.dialect)?;
    unless_closed(write(text.as_bytes(), &destination.target, messages), || ())?;
    Ok(Ending::Done)
}
