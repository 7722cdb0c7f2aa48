//! Looking up the interactions asked for.

use anyhow::Result;

use crate::exports::Exports;
use crate::messages::Messages;
use crate::near::did_you_mean;
use crate::plain::quoted;
use crate::progress::Progress;
use crate::pseudonyms::{self, Pseudonyms, Subject};
use crate::timelines::{Answer, Decoded, Index, SHORTEST_BEGINNING, everything, lookup, near_ids};

/// How many matching ids are listed when a prefix is ambiguous.
const LISTED: usize = 10;

/// Near ids are suggested only when at most this many are missing.
const SUGGESTED: usize = 5;

/// Indexes the interactions asked for, or everything. Reports ids that don't exist.
pub(super) fn index(
    asked: Option<&[String]>,
    decoded: Decoded<'_>,
    exports: &Exports,
    pseudonyms: Option<&Pseudonyms>,
    progress: &Progress,
    messages: &mut Messages<'_>,
) -> Result<Index> {
    let add = |bytes| progress.add(bytes);
    let Some(asked) = asked else { return Ok(everything(exports, decoded, &add)?) };
    let (index, answers) = lookup(exports, asked, &add)?;
    progress.clear();
    let is_missing = |answer: &Answer| *answer == Answer::Missing;
    let missing: Vec<&str> =
        asked.iter().zip(&answers).filter(|(_, answer)| is_missing(answer)).map(|(id, _)| id.as_str()).collect();
    let told = |id: &str| pseudonyms.map_or_else(|| id.to_owned(), |all| all.id(Subject::Interactions, id));
    // When many are missing, it isn't a typo.
    let is_slip = (1..=SUGGESTED).contains(&missing.len());
    let mut near = if is_slip { near_ids(exports, &missing) } else { Vec::new() }.into_iter();
    for (id, answer) in asked.iter().zip(answers) {
        let near = if answer == Answer::Missing { near.next().and_then(|near| did_you_mean(&near)) } else { None };
        let (shown, near) = pseudonyms::asked(pseudonyms, Some(Subject::Interactions), id, near);
        match answer {
            Answer::Found => {}
            Answer::Begins(full) => messages.note(format!("{shown} means {}", quoted(&told(&full)))),
            Answer::WithoutSegments(full) => {
                messages.missing(format!("interaction {} has no segments", quoted(&told(&full))), None);
            }
            Answer::Ambiguous(ids) => {
                let listed: Vec<String> = ids.iter().take(LISTED).map(|id| told(id)).collect();
                let more = if ids.len() > LISTED { format!(" and {} more", ids.len() - LISTED) } else { String::new() };
                let text = format!("{shown} begins the ids of several interactions: {}{more}", listed.join(", "));
                messages.missing(text, Some("write more of the id".to_owned()));
            }
            Answer::Missing => {
                let short = id.chars().count() < SHORTEST_BEGINNING;
                let short = short.then(|| format!("the beginning of an id needs {SHORTEST_BEGINNING} characters"));
                messages.missing(format!("there is no interaction {shown}"), near.or(short));
            }
        }
    }
    Ok(index)
}
