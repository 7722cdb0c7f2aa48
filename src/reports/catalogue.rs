//! Everything that can be explained: columns of all reports, and words. The one source of `-c`, `explain` and the
//! reference in the docs.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::near::{did_you_mean, nearest};
use crate::plain::quoted;
use crate::tables::same_word;
use crate::usage::UsageError;

use super::terms::{Term, terms};
use super::{Column, Headed, REPORTS};

/// A word that reports use, and what it means.
struct Word {
    name: &'static str,
    kind: &'static str,
    meaning: &'static str,
}

const WORDS: &[Word] = &[
    Word {
        name: "accepted",
        kind: "response",
        meaning: "The user took it. Words: accept, accepted, answer, answered.",
    },
    Word {
        name: "rejected",
        kind: "response",
        meaning: "The user refused it. Words: reject, rejected, decline, declined.",
    },
    Word {
        name: "ignored",
        kind: "response",
        meaning: "The user let it ring until it timed out. Words: ignore, ignored, miss, missed, timeout, timedout, noanswer, ringnoanswer, notresponding.",
    },
    Word {
        name: "clear",
        kind: "response",
        meaning: "The user took no action before the ring ended for another cause. It says nothing about whether the user could have taken it: see withdrawn. Words: clear, cleared, cancel, canceled, cancelled, noaction.",
    },
    Word { name: "recorded", kind: "response source", meaning: "The response stands in the data." },
    Word {
        name: "inferred",
        kind: "response source",
        meaning: "The response is accepted because the next segment, passing over rings of other users that start before this one ends, is Connected with the same user.",
    },
    Word {
        name: "ring",
        kind: "thing",
        meaning: "One user rung once: a segment with a user whose reason is a ring reason or whose status is Pending, with those of the same user that continue it by their status alone. Where none does, a segment with a user whose event is a response.",
    },
    Word {
        name: "still ringing",
        kind: "ring",
        meaning: "A ring without a response and without an end. It counts in no acceptance rate.",
    },
    Word {
        name: "impossible",
        kind: "length of time",
        meaning: "Negative, or talk, hold, wrap-up or handle of which a segment has a negative duration: clocks were wrong. Rows show it as it is; it is in no average, percentile, maximum or sum of a summary nor in a service level's numerator, each measure for itself. The interaction stays in counts and in what shares are of. By user each segment is left out by itself.",
    },
    Word { name: "answered", kind: "outcome", meaning: "A user was Connected, or accepted a ring." },
    Word {
        name: "unanswered",
        kind: "outcome",
        meaning: "Completed without an answer, and the last status before completion is not Bot.",
    },
    Word {
        name: "exited",
        kind: "outcome",
        meaning: "Completed without an answer, and the last status before completion is Bot: it went to a workflow or voicemail.",
    },
    Word {
        name: "open",
        kind: "outcome and state",
        meaning: "As an outcome: neither answered nor completed. As a state: not completed.",
    },
    Word { name: "completed", kind: "state", meaning: "It has a completed_at, or a Completed segment." },
    Word { name: "Creating", kind: "status", meaning: "First of all, before the queue has it." },
    Word { name: "Open", kind: "status", meaning: "Nobody is assigned; it waits for the next free user." },
    Word {
        name: "Pending",
        kind: "status",
        meaning: "Assigned to one user and ringing there. Words: pending, ringing, alerting, offered.",
    },
    Word { name: "Bot", kind: "status", meaning: "With a workflow or the queue's voicemail." },
    Word {
        name: "Connected",
        kind: "status",
        meaning: "A user and the customer are in contact. Words: connected, active, talking, inprogress.",
    },
    Word { name: "Hold", kind: "status", meaning: "The user has put the customer on hold. Words: hold, onhold, held." },
    Word {
        name: "WrapUp",
        kind: "status",
        meaning: "Work after the contact, before completion. Words: wrapup, acw, aftercallwork, aftercontactwork.",
    },
    Word { name: "Completed", kind: "status", meaning: "The end. Words: completed, complete, closed, ended, done." },
];

/// All reports with their columns: those that list something, then those that fold timelines.
fn reports() -> Vec<Headed> {
    let listed = REPORTS.iter().filter_map(|report| Some((report.name, report.items?.columns.iter().collect())));
    listed.chain(REPORTS.iter().flat_map(|report| (report.folded)())).collect()
}

/// The columns that a command's reports can have, each name once; none where it makes no report.
pub fn columns_of(command: &str) -> Vec<&'static Column> {
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
pub fn list(columns: &[Column]) -> String {
    let widest = columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for column in columns {
        let _ = writeln!(text, "{:widest$}  {} ({})", column.name, column.meaning, column.kind.unit());
    }
    text.push_str("\nExported columns: interaction.X, organization.X, segment.X, queue.X, user.X, where X is a field or header\n(the last \
                   three and source_file, source_line where rows are about segments).\n");
    text
}

/// Everything that has a meaning: columns, words, rules and the field's other words, each once, in order of their text.
pub fn names() -> Vec<&'static str> {
    let columns = reports().into_iter().flat_map(|(_, columns)| columns).map(|column| &*column.name);
    let words = WORDS.iter().map(|word| word.name).chain(crate::audit::rules().map(|rule| rule.name));
    columns.chain(words).chain(terms().iter().map(Term::name)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What a column or a word means; everything there is without a name.
///
/// # Errors
///
/// [`UsageError`] for a name that nothing has, with near ones.
pub fn explain(name: Option<&str>) -> Result<String, UsageError> {
    let mut text = String::new();
    let Some(name) = name else {
        for (report, columns) in reports() {
            let _ = writeln!(
                text,
                "{report}\n  {}\n",
                columns.iter().map(|column| &*column.name).collect::<Vec<_>>().join(", ")
            );
        }
        let words: Vec<&str> = WORDS.iter().map(|word| word.name).collect();
        let _ = writeln!(text, "words\n  {}\n", words.join(", "));
        let rules: Vec<&str> = crate::audit::rules().map(|rule| rule.name).collect();
        let _ = writeln!(text, "rules of check\n  {}\n", rules.join(", "));
        let terms: Vec<&str> = terms().iter().map(Term::name).collect();
        let _ = writeln!(text, "the field's other words\n  {}", terms.join(", "));
        return Ok(text);
    };
    // A meaning that several reports share is told once, with all of them.
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
        let _ = writeln!(text, "  unit     {}", column.kind.unit());
        let blank = if column.blank.is_empty() { "never" } else { column.blank };
        let _ = writeln!(text, "  blank    {blank}");
        let _ = writeln!(text, "  formula  {}\n", column.formula);
    }
    for word in WORDS.iter().filter(|word| same_word(word.name, name)) {
        let _ = writeln!(text, "{}  ({})\n  {}\n", word.name, word.kind, word.meaning);
    }
    if let Some(rule) = crate::audit::explain(name) {
        let _ = writeln!(text, "{rule}");
    }
    for term in terms().iter().filter(|term| term.is_called(name)) {
        let _ = writeln!(text, "{name}  (another word of the field)\n  {}", term.means);
        if !term.see.is_empty() {
            let _ = writeln!(text, "  see      {}", term.see.join(", "));
        }
        text.push('\n');
    }
    if text.is_empty() {
        let near = nearest(name, names().into_iter().chain(terms().iter().flat_map(Term::names)));
        let hint = did_you_mean(&near).unwrap_or_else(|| "segrep explain lists everything there is".to_owned());
        return Err(UsageError::new(format!("nothing is called {}", quoted(name))).hint(hint));
    }
    text.truncate(text.trim_end().len() + 1);
    Ok(text)
}

/// The reference of all columns, as Markdown.
pub fn reference() -> String {
    let mut text = "# Reports\n\nEvery column of every report: what it means, its unit, when it is blank, and where it comes \
                    from; `segrep\nexplain` with a name prints it. Generated from the code by `segrep explain --reference`; a \
                    test keeps the two equal.\n"
        .to_owned();
    let escaped = |text: &str| text.replace('|', "\\|");
    for (report, columns) in reports() {
        let _ = write!(text, "\n## {report}\n\n| column | meaning | unit | blank | formula |\n|---|---|---|---|---|\n");
        for column in columns {
            let blank = if column.blank.is_empty() { "never" } else { column.blank };
            let cells = [column.meaning, column.kind.unit(), blank, column.formula].map(escaped);
            let _ = writeln!(text, "| `{}` | {} |", column.name, cells.join(" | "));
        }
    }
    let _ = write!(text, "\n## Words\n\n| word | kind | meaning |\n|---|---|---|\n");
    for word in WORDS {
        let _ = writeln!(text, "| {} | {} | {} |", word.name, word.kind, escaped(word.meaning));
    }
    let _ = write!(
        text,
        "\n## Other words of the field\n\nWhat other systems' words are here; those that lead nowhere the exports don't tell.\n\n\
         | words | meaning | see |\n|---|---|---|\n"
    );
    for term in terms() {
        let (names, see) = (term.names().collect::<Vec<_>>().join(", "), term.see.iter());
        let see: Vec<String> = see.map(|name| format!("`{name}`")).collect();
        let _ = writeln!(text, "| {names} | {} | {} |", escaped(&term.means), see.join(", "));
    }
    text
}
