//! Closing notes: everything that was left out, and every dangling reference.

use crate::exports::{Export, Exports};
use crate::messages::{Messages, Remark};
use crate::plain::{count, counted, printable, quoted};
use crate::tables::{Directory, Table};
use crate::timelines::{ChangeCounts, Dangling, Index, Misfits, Tally, Untold};

use super::inputs::zones;

/// Notes what was counted along the way.
pub(super) fn closing(
    exports: &Exports,
    directory: &Directory,
    index: &Index,
    tally: &Tally,
    messages: &mut Messages<'_>,
) {
    for file in &exports.files {
        if let Some((number, line)) = file.repeats() {
            let (name, headers) = (file.path.display().to_string(), counted(number, "repeated header"));
            messages.note(format!("{}: {headers} not read, the first on line {line}", printable(&name)));
        }
    }
    if exports.had_civil_times() && exports.values.input_zone.is_none() {
        civil_times(directory, messages);
    }
    for (zone, &ChangeCounts { twice, never }) in &tally.clock_changes {
        let exist = |number: u64, one: &str, many: &str| {
            format!("{} {}", counted(number, "time"), if number == 1 { one } else { many })
        };
        if twice > 0 {
            let times = exist(twice, "exists", "exist");
            messages.note(format!("{times} twice in {zone}, as clocks were put back: read as the earlier of the two"));
        }
        if never > 0 {
            let times = exist(never, "doesn't exist", "don't exist");
            messages.note(format!("{times} in {zone}, as clocks were put forward: read with the offset from before"));
        }
    }
    for (number, why) in
        [(tally.out_of_hours, "at other hours or on other days"), (tally.excluded, "with an excluded queue or user")]
    {
        if number > 0 {
            messages.note(format!("{} left out: {why}", counted(number, "interaction")));
        }
    }
    if tally.left_out > 0 {
        let rows = counted(tally.left_out, "row");
        messages.note(format!("{rows} left out: another row describes the same segment"));
    }
    for table in Table::ALL {
        let rows = exports.of(table).map(Export::left_out).sum();
        if rows > 0 {
            messages.note(format!("{} of {table} left out, as segrep.toml says", counted(rows, "row")));
        }
    }
    misfits(tally.misfits, messages);
    let mut dangling = |dangling: &Dangling, noun: &str, table: Table| {
        if dangling.count > 0 {
            let ids: Vec<String> = dangling.examples.iter().map(|id| quoted(id)).collect();
            let (ids, others) = (ids.join(", "), if dangling.has_more { " and others" } else { "" });
            let where_from = counted(dangling.count, noun);
            messages.note(format!("no row in the {table} table for {ids}{others} (in {where_from})"));
        }
    };
    dangling(&tally.to_interactions, "interaction", Table::Interactions);
    dangling(&tally.to_organizations, "interaction", Table::Organizations);
    dangling(&tally.to_queues, "segment", Table::Queues);
    dangling(&tally.to_users, "segment", Table::Users);
    if !index.without_segments.is_empty() {
        let interactions = counted(index.without_segments.len() as u64, "interaction");
        messages.note(format!("{interactions} without a segment: in no report"));
    }
}

/// Notes how many rows don't match the stages that they hold.
fn misfits(Misfits { negative, unfilled, overfilled }: Misfits, messages: &mut Messages<'_>) {
    let mut note = |rows: u64, what: &str| {
        if rows > 0 {
            messages.note(format!("{} with {what}", counted(rows, "row")));
        }
    };
    note(negative, "a stage of negative length, which is left out");
    note(unfilled, "stages that are shorter than the row");
    note(overfilled, "stages that are longer than the row");
}

/// Notes how many interactions tell too little for a measure, and why.
pub(super) fn untold(tally: &Tally, messages: &mut Messages<'_>) {
    let Untold { handling, outcome, state, wait, wait_alone, rings } = tally.untold;
    let all = tally.interactions;
    let some_of = |number: u64| match number == all {
        true => String::new(),
        false => format!(" in {} of {}", count(number), counted(all, "interaction")),
    };
    if handling > 0 {
        let nor = if rings > 0 { ", and there is no reason or event" } else { "" };
        // For some, a ring tells what others leave open.
        let measures = [("outcome", outcome), ("state", state), ("wait", wait), ("rings", rings)];
        let measures = measures.into_iter().filter(|(_, number)| *number > 0).map(|(name, number)| {
            if number == handling { format!("{name}, ") } else { format!("{name} (of {}), ", count(number)) }
        });
        messages.note(format!(
            "no segment has a status{nor}{}: {}talk, hold, wrap-up and handle can't be told; segrep schema shows the columns",
            some_of(handling),
            measures.collect::<String>()
        ));
    }
    if wait_alone > 0 {
        messages.note(format!(
            "no segment is Creating, Open, Pending or Bot, and none rings{}: the wait can't be told",
            some_of(wait_alone)
        ));
    }
}

/// Notes that times without an offset were read as UTC; warns if the organizations are in another zone.
fn civil_times(directory: &Directory, messages: &mut Messages<'_>) {
    let read = "times without an offset were read as UTC";
    match &zones(directory)[..] {
        [zone] if !zone.is_utc() => {
            let wrong = format!("{read}, and the organizations are in {zone}: days and intervals may be wrong");
            let hint = format!("--input-tz {zone} reads them as its own; --input-tz UTC says that they are UTC's");
            messages.say(Remark::warning(wrong).hint(hint));
        }
        _ => messages.note(format!("{read}; --input-tz names another zone")),
    }
}
