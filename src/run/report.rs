//! A report in five states, each made from the last and none changed afterwards: asked, opened, chosen, indexed, written.

use anyhow::Result;

use crate::cli::Common;
use crate::messages::Messages;
use crate::reports::Question;

use super::asked::Asked;
use super::chosen::Chosen;
use super::indexed::Indexed;
use super::invocation::{Ending, Invocation};
use super::opened::Opened;
use super::plan;
use super::writer::print;
use super::written::Written;

pub(super) fn run(
    question: &Question,
    options: &Common,
    invocation: &Invocation<'_>,
    messages: &mut Messages<'_>,
) -> Result<Ending> {
    let asked = Asked::new(question, options, invocation, messages)?;
    if asked.look.spares(&asked.target)? {
        return Ok(spared(messages));
    }
    let opened = Opened::new(&asked, messages)?;
    if opened.destination.look.spares(&opened.destination.target)? {
        return Ok(spared(messages));
    }
    let chosen = Chosen::new(&opened, messages)?;
    if invocation.is_dry_run {
        return print(&plan::plan(invocation, &opened.exports, &opened.destination));
    }
    let indexed = Indexed::new(&chosen, messages)?;
    Written::new(&indexed, messages)?.close(messages)
}

fn spared(messages: &mut Messages<'_>) -> Ending {
    messages.note("the output already exists and stays: nothing is reported");
    Ending::Done
}
