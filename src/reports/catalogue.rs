//! Everything that can be explained: columns of all reports, and words. The one source of `-c`, `explain` and the
//! reference in the docs.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::tables::same_word;
use crate::usage::UsageError;

use super::terms::{TERMS, Term};
use super::{Column, Headed, REPORTS};

/// A word that reports use, its kind and what it means.
type Word = (&'static str, &'static str, &'static str);

const WORDS: &[Word] = &[
    ("accepted", "response", "The user took it. Words: accept, accepted, answer, answered."),
    ("rejected", "response", "The user refused it. Words: reject, rejected, decline, declined."),
    (
        "ignored",
        "response",
        "The user let it ring until it timed out. Words: ignore, ignored, miss, missed, timeout, timedout, noanswer, ringnoanswer, notresponding.",
    ),
    (
        "clear",
        "response",
        "The user took no action before the ring ended for another cause. It says nothing about whether the user could have taken it: see withdrawn. Words: clear, cleared, cancel, canceled, cancelled, noaction.",
    ),
    ("recorded", "response source", "The response stands in the data."),
    (
        "inferred",
        "response source",
        "The response is accepted because the next segment, passing over rings of other users that start before this one ends, is Connected with the same user.",
    ),
    (
        "ring",
        "thing",
        "One user rung once: a segment with a user whose reason is a ring reason or whose status is Pending, with those of the same user that continue it by their status alone. Where none does, a segment with a user whose event is a response.",
    ),
    ("still ringing", "ring", "A ring without a response and without an end. It counts in no acceptance rate."),
    (
        "impossible",
        "length of time",
        "Negative, or talk, hold, wrap-up or handle of which a segment has a negative duration: clocks were wrong. Rows show it as it is; it is in no average, percentile, maximum or sum of a summary nor in a service level's numerator, each measure for itself. The interaction stays in counts and in what shares are of. By user each segment is left out by itself.",
    ),
    ("answered", "outcome", "A user was Connected, or accepted a ring."),
    ("unanswered", "outcome", "Completed without an answer, and the last status before completion is not Bot."),
    (
        "exited",
        "outcome",
        "Completed without an answer, and the last status before completion is Bot: it went to a workflow or voicemail.",
    ),
    (
        "_share",
        "added to a count or sum of summary",
        "Its share in that over everything, before --where and --limit: -c +interactions_share shows it.",
    ),
    ("open", "outcome and state", "As an outcome: neither answered nor completed. As a state: not completed."),
    ("completed", "state", "It has a completed_at, or a Completed segment."),
    ("Creating", "status", "First of all, before the queue has it."),
    ("Open", "status", "Nobody is assigned; it waits for the next free user."),
    ("Pending", "status", "Assigned to one user and ringing there. Words: pending, ringing, alerting, offered."),
    ("Bot", "status", "With a workflow or the queue's voicemail."),
    ("Connected", "status", "A user and the customer are in contact. Words: connected, active, talking, inprogress."),
    ("Hold", "status", "The user has put the customer on hold. Words: hold, onhold, held."),
    (
        "WrapUp",
        "status",
        "Work after the contact, before completion. Words: wrapup, acw, aftercallwork, aftercontactwork.",
    ),
    ("Completed", "status", "The end. Words: completed, complete, closed, ended, done."),
];

/// All reports with their columns: those that list something, then those that fold timelines.
fn reports() -> Vec<Headed> {
    let listed = REPORTS.iter().filter_map(|report| Some((report.name, report.items?.columns.iter().collect())));
    listed.chain(REPORTS.iter().flat_map(|report| (report.folded)())).collect()
}

/// The columns that a command's reports can have, each name once; none if it makes no report.
pub(crate) fn columns_of(command: &str) -> Vec<&'static Column> {
    let reports = REPORTS.iter().filter(|report| report.name == command);
    let mut columns: Vec<&'static Column> = Vec::new();
    for column in reports.flat_map(|report| report.tables()).flat_map(|(_, columns)| columns) {
        if !columns.iter().any(|known| known.name == column.name) {
            columns.push(column);
        }
    }
    columns
}

/// What the columns of a report are, a line each.
pub(crate) fn list(columns: &[Column]) -> String {
    let widest = columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for column in columns {
        let _ = writeln!(text, "{:widest$}  {} ({})", column.name, column.meaning, column.unit());
    }
    if columns.iter().any(|column| column.is_folded()) {
        text.push_str("\nM_share is the share of a count or sum M in that over everything, as interactions_share.\n");
        return text;
    }
    text.push_str("\nExported columns: interaction.X, organization.X, segment.X, queue.X, user.X, where X is a field or header\n(the last \
                   three and source_file, source_line where rows are about segments).\n");
    text
}

/// Everything that has a meaning: columns, words, rules and the field's other words, each once, in order of their text.
pub(crate) fn names() -> Vec<&'static str> {
    let columns = reports().into_iter().flat_map(|(_, columns)| columns).map(|column| &*column.name);
    let words = WORDS.iter().map(|(name, ..)| *name).chain(crate::audit::rules().map(|rule| rule.name));
    columns.chain(words).chain(TERMS.iter().map(Term::name)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What a column or a word means; `None` if nothing is called so.
pub(super) fn explain(name: &str) -> Option<String> {
    let mut text = String::new();
    // A meaning that several reports share is printed once, with all their names.
    let said = |column: &Column| (column.kind, column.meaning, column.blank, column.formula);
    let mut told: Vec<(&Column, Vec<&str>)> = Vec::new();
    for (report, columns) in reports() {
        for column in columns.into_iter().filter(|column| column.name == name) {
            match told.iter_mut().find(|(known, _)| said(known) == said(column)) {
                Some((_, reports)) => reports.push(report),
                None => told.push((column, vec![report])),
            }
        }
    }
    for (column, reports) in told {
        let _ = writeln!(text, "{name}  ({})\n  {}", reports.join("; "), column.meaning);
        let _ = writeln!(text, "  unit     {}", column.unit());
        let blank = if column.blank.is_empty() { "never" } else { column.blank };
        let _ = writeln!(text, "  blank    {blank}");
        let _ = writeln!(text, "  formula  {}\n", column.formula);
    }
    for (word, kind, meaning) in WORDS.iter().filter(|(word, ..)| same_word(word, name)) {
        let _ = writeln!(text, "{word}  ({kind})\n  {meaning}\n");
    }
    if let Some(rule) = crate::audit::explain(name) {
        let _ = writeln!(text, "{rule}");
    }
    for term in TERMS.iter().filter(|term| term.is_called(name)) {
        let _ = writeln!(text, "{name}  (another word of the field)\n  {}", term.means);
        if !term.see.is_empty() {
            let _ = writeln!(text, "  see      {}", term.see.join(", "));
        }
        text.push('\n');
    }
    if text.is_empty() {
        return explain_suffixed(name);
    }
    Some(format!("{}\n", text.trim_end()))
}

/// What a measure with something added to its name means, as `wait_seconds_avg_change`: both, one after the other.
fn explain_suffixed(name: &str) -> Option<String> {
    let suffixes = ["_before", "_change", "_change_rate", "_share"];
    let (measure, suffix) = suffixes.iter().find_map(|suffix| Some((name.strip_suffix(suffix)?, suffix)))?;
    Some(format!("{}\n{}", explain(suffix)?, explain(measure)?))
}

/// Checks that a name by which nothing is called is not one mistyped.
pub(super) fn check_near(name: &str) -> Result<(), UsageError> {
    let near = nearest(name, names().into_iter().chain(TERMS.iter().flat_map(Term::names)));
    let Some(near) = did_you_mean(&near) else { return Ok(()) };
    let hint = format!("{near} An interaction of this id is explained by --interaction");
    Err(UsageError::new(format!("nothing is called {}", quoted(name))).hint(hint))
}

/// The names of everything, by what they are names of.
pub(super) fn everything() -> String {
    let reports = reports().into_iter();
    let reports = reports.map(|(report, columns)| (report, columns.iter().map(|column| &*column.name).collect()));
    let others: [(&str, Vec<&str>); 3] = [
        ("words", WORDS.iter().map(|(name, ..)| *name).collect()),
        ("rules of check", crate::audit::rules().map(|rule| rule.name).collect()),
        ("the field's other words", TERMS.iter().map(Term::name).collect()),
    ];
    let lists = reports.chain(others).map(|(title, names)| format!("{title}\n  {}\n", names.join(", ")));
    lists.collect::<Vec<_>>().join("\n")
}

/// The reference of all columns, as Markdown.
pub(super) fn reference() -> String {
    let mut text = "# Reports\n\nEvery column of every report: what it means, its unit, when it is blank, and where it comes \
                    from; `segrep\nexplain` with a name prints it. Generated from the code by `segrep explain --reference`; a \
                    test keeps the two equal.\n"
        .to_owned();
    let escaped = |text: &str| text.replace('|', "\\|");
    for (report, columns) in reports() {
        let _ = write!(text, "\n## {report}\n\n| column | meaning | unit | blank | formula |\n|---|---|---|---|---|\n");
        for column in columns {
            let blank = if column.blank.is_empty() { "never" } else { column.blank };
            let cells = [column.meaning, column.unit(), blank, column.formula].map(escaped);
            let _ = writeln!(text, "| `{}` | {} |", column.name, cells.join(" | "));
        }
    }
    let _ = write!(text, "\n## Words\n\n| word | kind | meaning |\n|---|---|---|\n");
    for (word, kind, meaning) in WORDS {
        let _ = writeln!(text, "| {word} | {kind} | {} |", escaped(meaning));
    }
    let _ = write!(
        text,
        "\n## Other words of the field\n\nWhat other systems' words are here; those that lead nowhere the exports don't tell.\n\n\
         | words | meaning | see |\n|---|---|---|\n"
    );
    for term in TERMS.iter() {
        let (names, see) = (term.names().collect::<Vec<_>>().join(", "), term.see.iter());
        let see: Vec<String> = see.map(|name| format!("`{name}`")).collect();
        let _ = writeln!(text, "| {names} | {} | {} |", escaped(&term.means), see.join(", "));
    }
    text
}
