//! What is counted of users: the columns of summaries with users among their keys.

use crate::reports::folded::{Measured, PERCENTILE};
use crate::reports::{Cell, Column};

use super::rings::BY_RESPONSE;
use super::totals::{Count, Length, Totals};

const NO_STATUS: &str = "where no interaction of the row has a segment with a status";

pub(super) static COLUMNS: [&[Measured<Totals>]; 3] = [&RINGS, &BY_RESPONSE, &WORK];

static RINGS: [Measured<Totals>; 1] =
    [Column::count("rings", "Rings of the user.").from("counted").measured(|user| user.cell(Count::Rings))];

static WORK: [Measured<Totals>; 12] = [
    Column::rate("acceptance_rate", "Share of accepted rings among those that could be taken.")
        .blank("where no ring could be taken")
        .from("accepted / (rings - withdrawn - still ringing)")
        .measured(|user| Cell::rate(user.of(Count::Accepted), user.takeable())),
    Column::rate("raw_rate", "Share of accepted rings among all rings.")
        .blank("where there was no ring")
        .from("accepted / rings")
        .measured(|user| Cell::rate(user.of(Count::Accepted), user.of(Count::Rings))),
    Column::seconds("accepted_ring_seconds_avg", "How long it rang on average until it was accepted.")
        .blank("where none was")
        .from("sum / number of ring_seconds of accepted rings, blanks and impossible ones left out")
        .measured(|user| user.accepted_seconds.average()),
    Column::seconds("accepted_ring_seconds_p50", "Median of how long it rang until it was accepted.")
        .blank("where none was")
        .from(PERCENTILE)
        .measured(|user| user.accepted_seconds.percentile(50)),
    Column::seconds("accepted_ring_seconds_p90", "90th percentile of how long it rang until it was accepted.")
        .blank("where none was")
        .from(PERCENTILE)
        .measured(|user| user.accepted_seconds.percentile(90)),
    Column::seconds("unaccepted_ring_seconds", "Total ringing time of the rings that were not accepted.")
        .from("sum of ring_seconds of rings without the response accepted, impossible ones left out")
        .measured(|user| Cell::Seconds(user.sum(Length::Unaccepted))),
    Column::count("interactions_handled", "Interactions that the user handled.")
        .blank(NO_STATUS)
        .from("those in which the user has a Connected, Hold or WrapUp segment")
        .measured(|user| user.of_handling(user.cell(Count::Handled))),
    Column::seconds("talk_seconds", "How long the user was in contact with customers.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's Connected segments, impossible ones left out")
        .measured(|user| user.handling(Length::Talk)),
    Column::seconds("hold_seconds", "How long customers were on hold.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's Hold segments, impossible ones left out")
        .measured(|user| user.handling(Length::Hold)),
    Column::seconds("wrap_up_seconds", "How long the user worked after contacts.")
        .blank(NO_STATUS)
        .from("sum of the durations of the user's WrapUp segments, impossible ones left out")
        .measured(|user| user.handling(Length::WrapUp)),
    Column::seconds("handle_seconds", "How long the user handled interactions.")
        .blank(NO_STATUS)
        .from("talk + hold + wrap-up")
        .measured(|user| user.handling(Length::Handle)),
    Column::seconds("handle_seconds_avg", "How long the user handled an interaction on average.")
        .blank("where none was handled")
        .from("handle_seconds / interactions_handled")
        .measured(|user| Cell::average(user.sum(Length::Handle), user.of(Count::Handled))),
];

/// What people are shown of them, what matters most first.
pub(super) const FOR_PEOPLE: &str = "\
    rings acceptance_rate accepted rejected ignored clear unknown withdrawn accepted_ring_seconds_avg \
    accepted_ring_seconds_p90 unaccepted_ring_seconds interactions_handled handle_seconds handle_seconds_avg";

impl Totals {
    fn handling(&self, what: Length) -> Cell<'static> {
        self.of_handling(Cell::Seconds(self.sum(what)))
    }

    /// The rings that could be accepted: one that was withdrawn or is still ringing could not; none is both.
    fn takeable(&self) -> u64 {
        self.of(Count::Rings).saturating_sub(self.of(Count::Withdrawn) + self.of(Count::StillRinging))
    }
}
